"""Rules about what KPIs aim at."""

from collections.abc import Iterator
from decimal import Decimal

from mkdocs_scorecards.analyse.exact import difference
from mkdocs_scorecards.analyse.method_check.inspection import Breach, Inspection, the_kpi
from mkdocs_scorecards.analyse.review import KpiReview, Result
from mkdocs_scorecards.analyse.status import Status
from mkdocs_scorecards.model.kpi import Direction, FixedTarget
from mkdocs_scorecards.model.problem import Severity

_IN_A_ROW = 4


def target_missing(found: Inspection) -> Iterator[Breach]:
    """A KPI of an objective that has a direction and no target, or, as a warning, a target without a date.

    A target in the figures counts from the reviewed period on, and its period is its date. A zone is to be kept always.
    """
    for kpi in found.review.scored_kpis:
        if kpi.kpi.direction is Direction.NONE or _has_target_in_figures(found, kpi):
            continue
        if kpi.kpi.target is None:
            yield Breach(item=the_kpi(kpi.kpi), claim="has no target, so it has no state")
        elif isinstance(kpi.kpi.target, FixedTarget) and kpi.kpi.target.by is None:
            yield Breach(
                item=the_kpi(kpi.kpi),
                claim="has a target without a date, so it is never late",
                severity=Severity.WARNING,
            )


def _has_target_in_figures(found: Inspection, kpi: KpiReview) -> bool:
    return any(
        row.target is not None and row.period.last_day >= kpi.result.period.first_day
        for row in found.card.series(kpi.id).observations
    )


def target_sandbagged(found: Inspection) -> Iterator[Breach]:
    """A KPI that beat its plan by the whole amber band or more in each of the last four periods."""
    for kpi in found.review.scored_kpis:
        last = kpi.history[-_IN_A_ROW:]
        if len(last) == _IN_A_ROW and all(_is_beaten(kpi, result) for result in last):
            yield Breach(
                item=the_kpi(kpi.kpi),
                claim=f"beat its plan by more than the amber band in each of the {_IN_A_ROW} periods up to "
                f"{last[-1].period}: was it set too low?",
            )


def _is_beaten(kpi: KpiReview, result: Result) -> bool:
    judgement, actual = result.judgement, result.actual
    if judgement.status is not Status.ON_TARGET or actual is None or judgement.edge is None or not judgement.band:
        return False
    room = difference(actual, judgement.edge)
    if kpi.kpi.direction is Direction.HIGHER:
        return room >= judgement.band
    return kpi.kpi.direction is Direction.LOWER and -room >= judgement.band


def target_disordered(found: Inspection) -> Iterator[Breach]:
    """A target that is worse than the baseline. The loader has seen to zones and critical values."""
    for kpi in found.review.kpis:
        target, baseline = kpi.goal.target, kpi.goal.baseline
        if not isinstance(target, FixedTarget) or baseline is None:
            continue
        if _is_worse(kpi.kpi.direction, target.value, baseline.value):
            yield Breach(
                item=the_kpi(kpi.kpi),
                claim=f"aims at {target.value.normalize():f} from a baseline of {baseline.value.normalize():f}, "
                f"but its direction is {kpi.kpi.direction.value}",
            )


def incentive_unlinked(found: Inspection) -> Iterator[Breach]:
    """An incentive in the top perspective and none below; told of the first KPI that has one."""
    paid = [
        [kpi.kpi for objective in perspective.objectives for kpi in objective.kpis if kpi.kpi.incentive]
        for perspective in found.review.perspectives
    ]
    if paid and paid[0] and not any(paid[1:]):
        first = paid[0][0]
        claim = f"carries an incentive ({first.incentive}), and no KPI of the perspectives below does"
        yield Breach(item=the_kpi(first), claim=claim)


def _is_worse(direction: Direction, target: Decimal, baseline: Decimal) -> bool:
    if direction is Direction.HIGHER:
        return target < baseline
    return direction is Direction.LOWER and target > baseline
