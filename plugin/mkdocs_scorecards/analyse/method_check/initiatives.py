"""Rules about the work that is to move the KPIs."""

from collections.abc import Iterator

from mkdocs_scorecards.analyse.method_check.inspection import (
    Breach,
    Inspection,
    out_of_bounds,
    the_initiative,
    the_kpi,
    the_objective,
    the_scorecard,
)
from mkdocs_scorecards.analyse.status import Status
from mkdocs_scorecards.model.initiative import InitiativeStatus

_OPEN = (InitiativeStatus.PLANNED, InitiativeStatus.IN_PROGRESS)


def initiative_missing(found: Inspection) -> Iterator[Breach]:
    """An objective without initiatives or with too many; a scorecard without any is told once."""
    if found.card.objectives and not found.card.initiatives:
        yield Breach(item=the_scorecard(found.card), claim="has no initiative for any of its objectives")
        return
    for objective in found.card.objectives:
        count = len(found.card.initiatives_of(objective.id))
        said = out_of_bounds(count, "initiative", found.bounds("initiative-missing"))
        if said:
            yield Breach(item=the_objective(objective), claim=said[0], severity=said[1])


def initiative_incomplete(found: Inspection) -> Iterator[Breach]:
    """Work that is planned or under way and lacks a date; a missing owner has a rule of its own."""
    for initiative in found.card.initiatives:
        dates = {"when it starts": initiative.start, "when it is due": initiative.due}
        missing = [question for question, date in dates.items() if date is None]
        if missing and initiative.status in _OPEN:
            yield Breach(item=the_initiative(initiative), claim=f"does not say {' and '.join(missing)}")


def initiative_overdue(found: Inspection) -> Iterator[Breach]:
    """Work that was due by the end of the reviewed period and is neither done nor stopped."""
    for review in found.review.initiatives:
        if review.is_overdue:
            yield Breach(
                item=the_initiative(review.initiative),
                claim=f"was due in {review.initiative.due} and is not done at the end of {found.review.period}",
            )


def red_without_initiative(found: Inspection) -> Iterator[Breach]:
    """A KPI off target whose objective nobody works on."""
    for objective in found.review.objectives:
        if any(initiative.initiative.status in _OPEN for initiative in objective.initiatives):
            continue
        for kpi in objective.kpis:
            if kpi.status is Status.OFF_TARGET:
                yield Breach(
                    item=the_kpi(kpi.kpi),
                    claim=f"is off target in {kpi.result.period}, and no initiative of its objective is open",
                )
