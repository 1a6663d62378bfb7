"""The scorecard's own page: an executive's two minutes. Worst first, and nothing red below the first screen."""

from collections.abc import Iterable, Sequence

from mkdocs_scorecards.analyse.link_review import Verdict
from mkdocs_scorecards.analyse.review import InitiativeReview, KpiReview, ScorecardReview
from mkdocs_scorecards.analyse.status import Status
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.initiative import InitiativeStatus
from mkdocs_scorecards.render import format as words
from mkdocs_scorecards.render import urls
from mkdocs_scorecards.render.charts.counts_bar import CountsBarGeometry
from mkdocs_scorecards.render.charts.sparkline import ATTENTION_SIZE, SparklineGeometry
from mkdocs_scorecards.render.format import format_of
from mkdocs_scorecards.render.pages import parts
from mkdocs_scorecards.render.pages.drawings import counts_bar_of, sparkline_of
from mkdocs_scorecards.render.pages.link_words import agreement_in_words
from mkdocs_scorecards.render.pages.parts import LevelView, LinkView, StateView
from mkdocs_scorecards.render.pages.why import why_line
from mkdocs_scorecards.render.urls import Linker

MOST_ATTENTION = 5


@frozen
class AttentionRow:
    """One KPI that missed its plan: what, how much, why, and who does what about it."""

    state: StateView
    sparkline: SparklineGeometry | None
    kpi: LinkView
    actual: str
    plan: str
    why: str
    owner: str
    initiative: LinkView | None
    initiative_note: str


@frozen
class ChangedKpi:
    """A KPI whose state changed, with its two figures."""

    kpi: LinkView
    figures: str


@frozen
class Transition:
    """The KPIs that went from one state to another."""

    before: StateView
    after: StateView
    kpis: tuple[ChangedKpi, ...]


@frozen
class ChangeGroup:
    """Transitions of one kind: `Four worse`."""

    title: str
    transitions: tuple[Transition, ...]


@frozen
class Trouble:
    """An initiative that is late or was stopped."""

    initiative: LinkView
    facts: str
    owner: str
    objective: LinkView


@frozen
class ObjectiveCell:
    """An objective in the band of its perspective."""

    objective: LinkView
    state: StateView


@frozen
class Band:
    """A perspective with its question, its state and its objectives."""

    perspective: LinkView
    question: str
    state: StateView
    worst: str
    objectives: tuple[ObjectiveCell, ...]


@frozen
class Statement:
    """A mission, a vision or the values, under its heading."""

    title: str
    text: str


@frozen
class OverviewView:
    """Everything the page says."""

    title: str
    period: str
    owner: str
    strategy: str
    statements: tuple[Statement, ...]
    level: LevelView
    bar: CountsBarGeometry | None
    attention: tuple[AttentionRow, ...]
    attention_more: str
    all_attention: tuple[LinkView, ...]
    previous: str
    changes: tuple[ChangeGroup, ...]
    unchanged: str
    restated: LinkView | None
    trouble: tuple[Trouble, ...]
    trouble_summary: str
    map: LinkView | None
    arrows: str
    contradicted: tuple[LinkView, ...]
    hypotheses: LinkView | None
    late: tuple[LinkView, ...]
    bands: tuple[Band, ...]
    bands_title: str
    cadence: str


def overview_view(review: ScorecardReview, link: Linker) -> OverviewView:
    """The page of a scorecard in the reviewed period."""
    card = review.scorecard
    missed = missed_kpis(review)
    changed = changed_kpis(review.scored_kpis)
    return OverviewView(
        title=card.title,
        period=words.period_in_words(review.period),
        owner=card.owner,
        strategy=card.strategy,
        statements=tuple(
            Statement(title=title, text=text)
            for title, text in (("Mission", card.mission), ("Vision", card.vision), ("Values", card.values))
            if text
        ),
        level=parts.level_view(review, review.now, review.before, link),
        bar=counts_bar_of(review.now),
        attention=tuple(_attention_row(review, kpi, link) for kpi in missed[:MOST_ATTENTION]),
        attention_more=_more(len(missed)),
        all_attention=tuple(parts.kpi_link(review, kpi, link) for kpi in missed[MOST_ATTENTION:]),
        previous=str(review.period.previous),
        changes=_change_groups(review, changed, link),
        unchanged=_unchanged(len(review.scored_kpis) - len(changed)),
        restated=_restated(review, link),
        trouble=tuple(_trouble(review, found, link) for found in in_trouble(review.initiatives)),
        trouble_summary=_trouble_summary(review.initiatives),
        map=LinkView(title="Strategy map", href=link.to(urls.map_path(card.id))) if card.objectives else None,
        arrows=_arrows(review),
        contradicted=tuple(_contradicted(review, link)),
        hypotheses=LinkView(title="Hypotheses", href=link.to(urls.hypotheses_path(card.id))) if review.links else None,
        late=tuple(parts.kpi_link(review, kpi, link) for kpi in review.scored_kpis if kpi.stale),
        bands=tuple(_bands(review, link)),
        bands_title=f"{words.capitalised(words.counted(len(review.perspectives), 'perspective'))}",
        cadence=f"Reviewed {card.cadence.operational.value} in operations, {card.cadence.strategic.value} in strategy.",
    )


def _restated(review: ScorecardReview, link: Linker) -> LinkView | None:
    """How many figures of earlier editions read differently, with the page that lists them."""
    if review.ledger is None or not review.ledger.differing:
        return None
    count = len(review.ledger.differing)
    said = f"{words.counted(count, 'figure')} of earlier editions {'reads' if count == 1 else 'read'} differently now"
    return LinkView(title=words.capitalised(said), href=link.to(urls.restatements_path(review.scorecard.id)))


def missed_kpis(review: ScorecardReview) -> list[KpiReview]:
    """The KPIs that missed their plan, worst first; equals keep the order of the file."""
    missed = [kpi for kpi in review.scored_kpis if kpi.status.needs_attention]
    return sorted(missed, key=lambda kpi: (kpi.status.rank, kpi.score if kpi.score is not None else 1))


def changed_kpis(kpis: Iterable[KpiReview]) -> list[KpiReview]:
    """The KPIs whose state differs from that of the period before."""
    return [kpi for kpi in kpis if kpi.status is not kpi.previous.status]


def in_trouble(initiatives: Iterable[InitiativeReview]) -> list[InitiativeReview]:
    """Overdue initiatives, the longest overdue first, then stopped ones."""
    overdue = [found for found in initiatives if found.overdue_days is not None]
    stopped = [found for found in initiatives if found.initiative.status is InitiativeStatus.STOPPED]
    return sorted(overdue, key=lambda found: -(found.overdue_days or 0)) + stopped


def overdue_words(found: InitiativeReview) -> str:
    """How late: `overdue by 4 weeks`, or just `overdue`."""
    span = words.span_in_words(found.overdue_days or 0)
    return f"overdue by {span}" if span else "overdue"


def progress_words(found: InitiativeReview) -> str:
    """The initiative's progress, or what its owner says of it."""
    initiative = found.initiative
    if initiative.status is InitiativeStatus.IN_PROGRESS and initiative.progress is not None:
        return f"{words.number(initiative.progress, 0)}{words.NO_BREAK_SPACE}% done"
    return initiative.status.value.replace("_", " ")


def _attention_row(review: ScorecardReview, kpi: KpiReview, link: Linker) -> AttentionRow:
    actual, planned = parts.figure_and_plan(kpi)
    initiative = _leading_initiative(review, kpi)
    return AttentionRow(
        state=parts.state_of(kpi.status, kpi.score),
        sparkline=sparkline_of(kpi, ATTENTION_SIZE),
        kpi=parts.kpi_link(review, kpi, link),
        actual=actual,
        plan=planned,
        why=why_in_words(review, kpi),
        owner=kpi.kpi.owner,
        initiative=_initiative_link(review, initiative, link) if initiative else None,
        initiative_note=_initiative_note(initiative),
    )


def why_in_words(review: ScorecardReview, kpi: KpiReview) -> str:
    """What moved it, by its tree; else the owner's note; else how far off it is, and whether that got better."""
    line = why_line(review, kpi, short=True)
    if line:
        return f"{words.capitalised(line)}."
    noted = note_of(kpi)
    if noted:
        return noted
    before = kpi.previous.actual
    missed = f"{words.capitalised(missed_in_words(kpi))}."
    if before is None or kpi.is_better is None:
        return missed
    side = "Better" if kpi.is_better else "Worse"
    return f"{missed} {side} than {format_of(kpi).short(before)} in {kpi.previous.period}."


def note_of(kpi: KpiReview) -> str:
    """The last note among the rows of the reviewed period."""
    rows = [row for row in kpi.series if row.figure.observation is not None and kpi.result.period.holds(row.period)]
    notes = [row.figure.observation.note for row in rows if row.figure.observation is not None]
    own = kpi.result.figure.observation
    notes += [own.note] if own is not None else []
    return next((note for note in reversed(notes) if note), "")


def missed_in_words(kpi: KpiReview) -> str:
    """By how much the plan was missed: `0.2 points above the plan`."""
    result, print_as = kpi.result, parts.row_format(kpi)
    miss, edge = result.judgement.miss, result.judgement.edge
    if miss is None or edge is None or result.actual is None:
        return "no plan to compare with"
    if result.actual == edge:
        return "exactly as planned"
    gap = abs(result.actual - edge)
    side = "above" if result.actual > edge else "below"
    if result.plan.zone is not None:
        return (
            f"{print_as.difference(gap, signed=False)} {side} the planned range" if miss else "inside the planned range"
        )
    return f"{print_as.difference(gap, signed=False)} {side} the plan"


def _leading_initiative(review: ScorecardReview, kpi: KpiReview) -> InitiativeReview | None:
    """The initiative to name beside a KPI: one meant for it before its objective's others, a late one first."""
    own = [found for found in review.initiatives if found.initiative.objective == kpi.kpi.objective]
    open_ones = [
        found for found in own if found.initiative.status in (InitiativeStatus.IN_PROGRESS, InitiativeStatus.PLANNED)
    ]
    ranked = sorted(open_ones, key=lambda found: (found.initiative.kpi != kpi.id, not found.is_overdue))
    return ranked[0] if ranked else None


def _initiative_link(review: ScorecardReview, found: InitiativeReview, link: Linker) -> LinkView:
    path = urls.initiatives_path(review.scorecard.id, found.initiative.id)
    return LinkView(title=found.initiative.title, href=link.to(path))


def _initiative_note(found: InitiativeReview | None) -> str:
    if found is None:
        return "no open initiative"
    if found.is_overdue:
        return overdue_words(found)
    if found.initiative.status is InitiativeStatus.PLANNED:
        return f"planned from {found.initiative.start}" if found.initiative.start else "planned"
    return f"on time, {progress_words(found)}"


def _more(count: int) -> str:
    if count <= MOST_ATTENTION:
        return ""
    return f"All {words.counted(count, 'KPI')} that are at risk or off target"


def _change_groups(review: ScorecardReview, changed: Sequence[KpiReview], link: Linker) -> tuple[ChangeGroup, ...]:
    scored = [kpi for kpi in changed if kpi.status.is_scored and kpi.previous.status.is_scored]
    worse = [kpi for kpi in scored if kpi.status.rank < kpi.previous.status.rank]
    better = [kpi for kpi in scored if kpi.status.rank > kpi.previous.status.rank]
    others = [kpi for kpi in changed if kpi not in scored]
    named = ((worse, "worse"), (better, "better"), (others, "otherwise changed"))
    return tuple(
        ChangeGroup(
            title=f"{words.capitalised(words.in_words(len(kpis)))} {kind}",
            transitions=_transitions(review, kpis, link),
        )
        for kpis, kind in named
        if kpis
    )


def _transitions(review: ScorecardReview, kpis: Sequence[KpiReview], link: Linker) -> tuple[Transition, ...]:
    pairs = sorted({(kpi.status, kpi.previous.status) for kpi in kpis}, key=lambda pair: (pair[0].rank, pair[1].rank))
    return tuple(
        Transition(
            before=parts.state_of(before),
            after=parts.state_of(after),
            kpis=tuple(
                _changed_kpi(review, kpi, link) for kpi in kpis if kpi.status is after and kpi.previous.status is before
            ),
        )
        for after, before in pairs
    )


def _changed_kpi(review: ScorecardReview, kpi: KpiReview, link: Linker) -> ChangedKpi:
    return ChangedKpi(
        kpi=parts.kpi_link(review, kpi, link), figures=parts.from_to(kpi.previous, kpi.result, format_of(kpi))
    )


def _unchanged(count: int) -> str:
    if not count:
        return "Every KPI changed its state."
    return f"{words.capitalised(words.counted(count, 'KPI'))} {'keeps its' if count == 1 else 'keep their'} state."


def _trouble(review: ScorecardReview, found: InitiativeReview, link: Linker) -> Trouble:
    initiative = found.initiative
    facts = [f"due {initiative.due}"] if initiative.due else []
    facts += [overdue_words(found)] if found.is_overdue else []
    facts += [progress_words(found)]
    return Trouble(
        initiative=_initiative_link(review, found, link),
        facts=", ".join(facts),
        owner=initiative.owner,
        objective=parts.objective_link(review, review.objective(initiative.objective), link),
    )


def _trouble_summary(initiatives: Sequence[InitiativeReview]) -> str:
    if not initiatives:
        return "No initiative is declared."
    late = sum(1 for found in initiatives if found.is_overdue)
    stopped = sum(1 for found in initiatives if found.initiative.status is InitiativeStatus.STOPPED)
    if not late and not stopped:
        return f"None of {words.in_words(len(initiatives))} is late or stopped."
    first = f"{words.capitalised(words.in_words(late)) if late else 'None'} of {words.in_words(len(initiatives))}"
    verb = "are" if late > 1 else "is"
    rest = f"{words.in_words(stopped) if stopped else 'none'} {'are' if stopped > 1 else 'is'} stopped"
    return f"{first} {verb} late; {rest}."


def _arrows(review: ScorecardReview) -> str:
    if not review.links:
        return "No arrow is drawn yet: without them the map is a list of objectives."
    said = agreement_in_words(review.links)
    has_contradicted = any(found.verdict is Verdict.CONTRADICTED for found in review.links)
    return f"{said.removesuffix('.')}:" if has_contradicted else said


def _contradicted(review: ScorecardReview, link: Linker) -> Iterable[LinkView]:
    """The arrows against which the data speak, with their cards."""
    for found in review.links:
        if found.verdict is Verdict.CONTRADICTED:
            cause, effect = (review.scorecard.objective(name) for name in (found.link.cause, found.link.effect))
            path = urls.link_path(review.scorecard.id, cause.id, effect.id)
            yield LinkView(title=f"{cause.title} {words.ARROW} {effect.title}", href=link.to(path))


def _bands(review: ScorecardReview, link: Linker) -> Iterable[Band]:
    for found in review.perspectives:
        worst = review.kpi(found.now.worst) if found.now.worst is not None else None
        missed = worst is not None and worst.status in (Status.OFF_TARGET, Status.AT_RISK)
        yield Band(
            perspective=LinkView(
                title=found.perspective.title,
                href=link.to(urls.perspective_path(review.scorecard.id, found.perspective.id)),
            ),
            question=found.perspective.question,
            state=parts.state_of(found.now.status, found.now.score),
            worst=f"worst: {worst.kpi.title}" if worst is not None and missed else "",
            objectives=tuple(
                ObjectiveCell(
                    objective=parts.objective_link(review, objective, link),
                    state=parts.state_of(objective.now.status, objective.now.score),
                )
                for objective in found.objectives
            ),
        )
