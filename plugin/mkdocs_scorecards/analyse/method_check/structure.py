"""Rules about what a scorecard consists of: is there everything, and little enough of it?"""

from collections.abc import Iterator

from mkdocs_scorecards.analyse.method_check.inspection import (
    Breach,
    Inspection,
    out_of_bounds,
    the_objective,
    the_perspective,
    the_scorecard,
)
from mkdocs_scorecards.model.kpi import Timing
from mkdocs_scorecards.model.objective import Objective


def strategy_missing(found: Inspection) -> Iterator[Breach]:
    """The strategy is not stated."""
    if not found.card.strategy:
        yield Breach(item=the_scorecard(found.card), claim="does not state the strategy that it translates")


def perspective_empty(found: Inspection) -> Iterator[Breach]:
    """A perspective without objectives, or with objectives that have no KPI."""
    for perspective in found.review.perspectives:
        item = the_perspective(found.card, perspective.perspective)
        if not perspective.objectives:
            yield Breach(item=item, claim="has no objective")
        elif not any(objective.kpis for objective in perspective.objectives):
            yield Breach(item=item, claim="has no KPI")


def objectives_per_perspective(found: Inspection) -> Iterator[Breach]:
    """Too few or too many objectives in a perspective; an empty one has a rule of its own."""
    for perspective in found.card.perspectives:
        count = len(found.card.objectives_of(perspective.id))
        said = out_of_bounds(count, "objective", found.bounds("objectives-per-perspective"))
        if count and said:
            yield Breach(item=the_perspective(found.card, perspective), claim=said[0], severity=said[1])


def objectives_per_map(found: Inspection) -> Iterator[Breach]:
    """Too many objectives altogether."""
    said = out_of_bounds(len(found.card.objectives), "objective", found.bounds("objectives-per-map"))
    if said:
        yield Breach(item=the_scorecard(found.card), claim=said[0], severity=said[1])


def objective_unmeasured(found: Inspection) -> Iterator[Breach]:
    """An objective without a KPI."""
    for objective in found.card.objectives:
        if not found.card.kpis_of(objective.id):
            yield Breach(item=the_objective(objective), claim="has no KPI, so nobody can tell whether it is met")


def kpis_per_objective(found: Inspection) -> Iterator[Breach]:
    """Too many KPIs for one objective."""
    for objective in found.card.objectives:
        said = out_of_bounds(len(found.card.kpis_of(objective.id)), "KPI", found.bounds("kpis-per-objective"))
        if said:
            yield Breach(item=the_objective(objective), claim=said[0], severity=said[1])


def kpis_per_perspective(found: Inspection) -> Iterator[Breach]:
    """Too few or too many KPIs in a perspective; one without any has a rule of its own."""
    for perspective in found.review.perspectives:
        count = sum(len(objective.kpis) for objective in perspective.objectives)
        said = out_of_bounds(count, "KPI", found.bounds("kpis-per-perspective"))
        if count and said:
            yield Breach(item=the_perspective(found.card, perspective.perspective), claim=said[0], severity=said[1])


def kpis_per_scorecard(found: Inspection) -> Iterator[Breach]:
    """Too few or too many KPIs altogether; drivers do not count."""
    count = len(found.review.scored_kpis)
    said = out_of_bounds(count, "KPI", found.bounds("kpis-per-scorecard"))
    if count and said:
        yield Breach(item=the_scorecard(found.card), claim=said[0], severity=said[1])


def lead_lag_balance(found: Inspection) -> Iterator[Breach]:
    """An objective without a leading KPI below the top perspective, a perspective without a lagging one.

    Where no KPI says which kind it is, that is said once.
    """
    kpis = found.review.scored_kpis
    if kpis and all(kpi.kpi.timing is None for kpi in kpis):
        yield Breach(item=the_scorecard(found.card), claim="does not say of any KPI whether it is leading or lagging")
        return
    for position, perspective in enumerate(found.card.perspectives):
        objectives = [
            objective for objective in found.card.objectives_of(perspective.id) if found.card.kpis_of(objective.id)
        ]
        for objective in objectives if position else ():
            if not _has(found, objective, Timing.LEADING):
                yield Breach(
                    item=the_objective(objective), claim="has no leading KPI, so a miss is seen when it has happened"
                )
        if objectives and not any(_has(found, objective, Timing.LAGGING) for objective in objectives):
            yield Breach(
                item=the_perspective(found.card, perspective),
                claim="has no lagging KPI, so nothing tells whether its leading ones pay",
            )


def _has(found: Inspection, objective: Objective, timing: Timing) -> bool:
    return any(kpi.timing is timing for kpi in found.card.kpis_of(objective.id))
