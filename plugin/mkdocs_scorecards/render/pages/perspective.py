"""A perspective: its question, its objectives with their KPIs against plan, and the work that is under way."""

from mkdocs_scorecards.analyse.link_review import LinkReview
from mkdocs_scorecards.analyse.review import KpiReview, ObjectiveReview, PerspectiveReview, ScorecardReview
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.period import Frequency
from mkdocs_scorecards.render import format as words
from mkdocs_scorecards.render import urls
from mkdocs_scorecards.render.charts.bullet import BulletGeometry
from mkdocs_scorecards.render.charts.sparkline import SparklineGeometry
from mkdocs_scorecards.render.pages import parts
from mkdocs_scorecards.render.pages.drawings import bullet_of, sparkline_of
from mkdocs_scorecards.render.pages.initiatives import InitiativeTable, initiative_table
from mkdocs_scorecards.render.pages.link_words import verdict_word
from mkdocs_scorecards.render.pages.overview import note_of
from mkdocs_scorecards.render.pages.parts import LevelView, LinkView, StateView
from mkdocs_scorecards.render.urls import Linker

_PLURALS = {
    Frequency.WEEK: "weeks",
    Frequency.MONTH: "months",
    Frequency.QUARTER: "quarters",
    Frequency.YEAR: "years",
}
_POSITIONS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


@frozen
class KpiRow:
    """One KPI against its plan. `period` is named where it is not the reviewed one; `aside` is partial, late, ..."""

    state: StateView
    kpi: LinkView
    owner: str
    actual: str
    plan: str
    horizon: str
    aside: str
    bullet: BulletGeometry | None
    sparkline: SparklineGeometry | None
    change: str
    change_word: str
    note: str


@frozen
class Lead:
    """An arrow that leaves an objective: where it leads, and its verdict with the card behind it."""

    objective: LinkView
    verdict: LinkView


@frozen
class ObjectiveSection:
    """An objective with its KPIs and where it leads to."""

    anchor: str
    title: str
    state: StateView
    owner: str
    description: str
    themes: str
    leads_to: tuple[Lead, ...]
    kpis: tuple[KpiRow, ...]


@frozen
class PerspectiveView:
    """Everything the page says."""

    title: str
    question: str
    scorecard: LinkView
    period: str
    position: str
    level: LevelView
    summary: str
    objectives: tuple[ObjectiveSection, ...]
    history_head: str
    change_head: str
    initiatives: InitiativeTable | None


def perspective_view(review: ScorecardReview, perspective: PerspectiveReview, link: Linker) -> PerspectiveView:
    """The page of a perspective in the reviewed period."""
    card = review.scorecard
    kpis = [kpi for objective in perspective.objectives for kpi in objective.kpis]
    return PerspectiveView(
        title=perspective.perspective.title,
        question=perspective.perspective.question,
        scorecard=LinkView(title=card.title, href=link.to(urls.scorecard_path(card.id))),
        period=str(review.period),
        position=_position(review, perspective),
        level=parts.level_view(review, perspective.now, perspective.before, link),
        summary=_summary(kpis, review),
        objectives=tuple(_section(review, objective, link) for objective in perspective.objectives),
        history_head=f"Eight {_PLURALS[review.period.frequency]}",
        change_head=f"Since {review.period.previous}",
        initiatives=initiative_table(review, [found.objective.id for found in perspective.objectives], link),
    )


def _position(review: ScorecardReview, perspective: PerspectiveReview) -> str:
    place = review.perspectives.index(perspective)
    if place >= len(_POSITIONS):
        return f"perspective {place + 1} of {len(review.perspectives)}"
    return f"{_POSITIONS[place]} of {words.counted(len(review.perspectives), 'perspective')}"


def _summary(kpis: list[KpiReview], review: ScorecardReview) -> str:
    """How many are better and worse than before, and how many are short of plan."""
    compared = [kpi for kpi in kpis if kpi.is_better is not None]
    if not compared:
        return ""
    better = sum(1 for kpi in compared if kpi.is_better)
    worse = len(compared) - better
    missed = sum(1 for kpi in kpis if kpi.status.needs_attention)
    moved = f"Against {review.period.previous}, {words.in_words(better)} better and {words.in_words(worse)} worse"
    if not better or not worse:
        side = "better" if better else "worse"
        all_of = "the one KPI is" if len(compared) == 1 else f"all {words.in_words(len(compared))} are"
        moved = f"Against {review.period.previous}, {all_of} {side}"
    rest = (
        f"{words.in_words(missed)} {'is' if missed == 1 else 'are'} short of plan"
        if missed
        else "none is short of plan"
    )
    return f"{moved}; {rest}."


def _section(review: ScorecardReview, found: ObjectiveReview, link: Linker) -> ObjectiveSection:
    card, objective = review.scorecard, found.objective
    return ObjectiveSection(
        anchor=urls.objective_anchor(objective.id),
        title=objective.title,
        state=parts.state_of(found.now.status, found.now.score),
        owner=objective.owner,
        description=objective.description,
        themes=words.listed(card.theme(theme).title for theme in objective.themes),
        leads_to=tuple(_lead(review, arrow, link) for arrow in review.links if arrow.link.cause == objective.id),
        kpis=tuple(kpi_row(review, kpi, link) for kpi in found.kpis),
    )


def _lead(review: ScorecardReview, found: LinkReview, link: Linker) -> Lead:
    path = urls.link_path(review.scorecard.id, found.link.cause, found.link.effect)
    return Lead(
        objective=parts.objective_link(review, review.objective(found.link.effect), link),
        verdict=LinkView(title=verdict_word(found.verdict), href=link.to(path)),
    )


def kpi_row(review: ScorecardReview, kpi: KpiReview, link: Linker) -> KpiRow:
    """A KPI as a row."""
    actual, planned = parts.figure_and_plan(kpi)
    change, change_word = parts.change_words(kpi)
    return KpiRow(
        state=parts.state_of(kpi.status, kpi.score),
        kpi=parts.kpi_link(review, kpi, link),
        owner=kpi.kpi.owner,
        actual=actual,
        plan=planned,
        horizon=horizon_words(kpi),
        aside=words.capitalised(aside_words(review, kpi)),
        bullet=bullet_of(kpi),
        sparkline=sparkline_of(kpi),
        change=change,
        change_word=change_word,
        note=note_of(kpi),
    )


def horizon_words(kpi: KpiReview) -> str:
    """The final target with its date, where the plan is not there yet: `4.0 % by 2026-12`."""
    goal, result = kpi.goal, kpi.result
    if kpi.final_target is None or kpi.final_target == result.plan.value:
        return ""
    by = getattr(goal.target, "by", None)
    target = parts.row_format(kpi).short(kpi.final_target)
    return f"{target} by {by}" if by is not None else target


def aside_words(review: ScorecardReview, kpi: KpiReview) -> str:
    """What a reader must know about the figure: another period, partial, carried forward, late."""
    result = kpi.result
    said = []
    if result.period != review.period:
        said.append(f"figure of {result.period}")
    if result.figure.partial:
        there = len(result.figure.reported_parts)
        said.append(f"partial, {there} of {len(result.figure.parts)} figures")
    if result.figure.observation is not None and result.figure.observation.period != result.period:
        said.append(f"carried forward from {result.figure.observation.period}")
    if kpi.stale:
        said.append(f"late: last figure {kpi.last_reported}")
    return ", ".join(said)
