"""Initiatives on one time scale: what is under way, how far it got, what it costs, and what is late."""

from collections.abc import Sequence
from decimal import Decimal

from mkdocs_scorecards.analyse.review import InitiativeReview, ScorecardReview
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.ids import ObjectiveId
from mkdocs_scorecards.model.initiative import Initiative, InitiativeStatus
from mkdocs_scorecards.render import format as words
from mkdocs_scorecards.render import urls
from mkdocs_scorecards.render.charts.timeline import (
    Timeline,
    TimelineBar,
    TimelineBarGeometry,
    TimelineGeometry,
    timeline_geometry,
)
from mkdocs_scorecards.render.pages import parts
from mkdocs_scorecards.render.pages.overview import in_trouble, overdue_words, progress_words
from mkdocs_scorecards.render.pages.parts import LinkView, StateView
from mkdocs_scorecards.render.urls import Linker

_STATUS_WORDS = {
    InitiativeStatus.PLANNED: "planned",
    InitiativeStatus.IN_PROGRESS: "in progress",
    InitiativeStatus.DONE: "done",
    InitiativeStatus.STOPPED: "stopped",
}


@frozen
class MilestoneView:
    """A dated step."""

    title: str
    due: str
    word: str


@frozen
class InitiativeRow:
    """One initiative: who, how far, until when, and its bar."""

    anchor: str
    title: str
    href: str
    owner: str
    facts: str
    overdue: str
    money: str
    kpi: LinkView | None
    description: str
    milestones: tuple[MilestoneView, ...]
    bar: TimelineBarGeometry | None
    source: str


@frozen
class InitiativeGroup:
    """The initiatives of one objective."""

    objective: LinkView
    state: StateView
    rows: tuple[InitiativeRow, ...]


@frozen
class InitiativeTable:
    """Groups under one common time scale."""

    timeline: TimelineGeometry
    groups: tuple[InitiativeGroup, ...]
    has_overdue: bool


@frozen
class InitiativesView:
    """Everything the page says."""

    title: str
    scorecard: LinkView
    period: str
    summary: str
    money: str
    without: tuple[LinkView, ...]
    table: InitiativeTable | None


def initiatives_view(review: ScorecardReview, link: Linker) -> InitiativesView:
    """The page of all initiatives of a scorecard."""
    card = review.scorecard
    objectives = [found.objective.id for found in review.objectives]
    return InitiativesView(
        title="Initiatives",
        scorecard=LinkView(title=card.title, href=link.to(urls.scorecard_path(card.id))),
        period=str(review.period),
        summary=_summary(review.initiatives),
        money=_money_of_all(card.initiatives),
        without=tuple(
            parts.objective_link(review, found, link) for found in review.objectives if not found.initiatives
        ),
        table=initiative_table(review, objectives, link),
    )


def initiative_table(
    review: ScorecardReview, objectives: Sequence[ObjectiveId], link: Linker
) -> InitiativeTable | None:
    """The initiatives of some objectives, in their order; `None` where there are none."""
    groups = [(review.objective(name), review.objective(name).initiatives) for name in objectives]
    found = [initiative for _, initiatives in groups for initiative in initiatives]
    if not found:
        return None
    timeline = timeline_geometry(
        Timeline(
            bars=tuple(_bar(initiative) for initiative in found),
            reviewed=review.period,
            fiscal_start=review.period.fiscal_start,
        )
    )
    bars = dict(zip([initiative.initiative.id for initiative in found], timeline.bars, strict=True))
    return InitiativeTable(
        timeline=timeline,
        groups=tuple(
            InitiativeGroup(
                objective=parts.objective_link(review, objective, link),
                state=parts.state_of(objective.now.status, objective.now.score),
                rows=tuple(_row(review, each, bars[each.initiative.id], link) for each in initiatives),
            )
            for objective, initiatives in groups
            if initiatives
        ),
        has_overdue=any(initiative.is_overdue for initiative in found),
    )


def _bar(found: InitiativeReview) -> TimelineBar:
    initiative = found.initiative
    done = Decimal(100) if initiative.status is InitiativeStatus.DONE else initiative.progress
    return TimelineBar(
        title=f"{initiative.title}: {facts_of(found)}",
        start=initiative.start,
        due=initiative.due,
        progress=done,
        overdue=found.is_overdue,
        stopped=initiative.status is InitiativeStatus.STOPPED,
    )


def facts_of(found: InitiativeReview) -> str:
    """How far and until when: `in progress, 60 % done, due 2026-09`."""
    initiative = found.initiative
    said = [_STATUS_WORDS[initiative.status]]
    if initiative.status is InitiativeStatus.IN_PROGRESS and initiative.progress is not None:
        said = [progress_words(found)]
    if initiative.status is InitiativeStatus.PLANNED and initiative.start is not None:
        said.append(f"from {initiative.start}")
    if initiative.due is not None:
        said.append(f"due {initiative.due}")
    return ", ".join(said)


def _row(
    review: ScorecardReview, found: InitiativeReview, bar: TimelineBarGeometry | None, link: Linker
) -> InitiativeRow:
    initiative = found.initiative
    return InitiativeRow(
        anchor=urls.initiative_anchor(initiative.id),
        title=initiative.title,
        href=link.to(urls.initiatives_path(review.scorecard.id, initiative.id)),
        owner=initiative.owner,
        facts=facts_of(found),
        overdue=overdue_words(found) if found.is_overdue else "",
        money=_money(initiative),
        kpi=parts.kpi_link(review, review.kpi(initiative.kpi), link) if initiative.kpi is not None else None,
        description=initiative.description,
        milestones=tuple(
            MilestoneView(title=step.title, due=str(step.due), word="done" if step.done else "open")
            for step in initiative.milestones
        ),
        bar=bar,
        source=initiative.where.path_and_line,
    )


def _money(initiative: Initiative) -> str:
    """Budget and spending: `spent 60,000 of 120,000`. The format gives budgets no currency."""
    if initiative.budget is None:
        return f"spent {words.exact(initiative.spent)}" if initiative.spent is not None else ""
    if initiative.spent is None:
        return f"budget {words.exact(initiative.budget)}"
    return f"spent {words.exact(initiative.spent)} of {words.exact(initiative.budget)}"


def _money_of_all(initiatives: Sequence[Initiative]) -> str:
    both = [found for found in initiatives if found.budget is not None and found.spent is not None]
    if not both:
        return ""
    budget = sum((found.budget for found in both if found.budget is not None), Decimal(0))
    spent = sum((found.spent for found in both if found.spent is not None), Decimal(0))
    scope = "" if len(both) == len(initiatives) else f" over the {words.in_words(len(both))} that report both"
    return f"Spent {words.exact(spent)} of a budget of {words.exact(budget)}{scope}."


def _summary(initiatives: Sequence[InitiativeReview]) -> str:
    if not initiatives:
        return "No initiative is declared: nobody has said yet what will be done."
    late = [found for found in in_trouble(initiatives) if found.is_overdue]
    under_way = sum(1 for found in initiatives if found.initiative.status is InitiativeStatus.IN_PROGRESS)
    first = f"{words.capitalised(words.counted(len(initiatives), 'initiative'))}, {words.in_words(under_way)} under way"
    if not late:
        return f"{first}, none overdue."
    return f"{first}, {words.in_words(len(late))} overdue: {words.listed(found.initiative.title for found in late)}."
