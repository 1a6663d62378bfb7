"""Values for tests, each with sensible defaults and one place to say what matters."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from mkdocs_scorecards.load.formula import parse_formula
from mkdocs_scorecards.load.periods import read_period
from mkdocs_scorecards.model.ids import KpiId, ObjectiveId, PerspectiveId, ScorecardId
from mkdocs_scorecards.model.kpi import (
    Aggregation,
    AmberBand,
    Baseline,
    Direction,
    FixedTarget,
    Kpi,
    Observation,
    RangeTarget,
    Series,
    Timing,
)
from mkdocs_scorecards.model.objective import Objective
from mkdocs_scorecards.model.period import Frequency, Period
from mkdocs_scorecards.model.scorecard import Scorecard
from mkdocs_scorecards.model.source_ref import SourceRef
from mkdocs_scorecards.model.unit import Unit

NOWHERE = SourceRef("scorecards/acme/scorecard.yml", 1)


def a_period(text: str, fiscal_start: int = 1) -> Period:
    return read_period(text, fiscal_start=fiscal_start)


def a_kpi(
    name: str = "churn",
    *,
    target: str | tuple[str, str] | None = None,
    by: str | None = None,
    baseline: str | None = None,
    since: str | None = None,
    amber: str | None = None,
    formula: str | None = None,
    frequency: Frequency = Frequency.MONTH,
    aggregate: Aggregation = Aggregation.MEAN,
    direction: Direction = Direction.HIGHER,
    unit: str = "points",
    objective: str | None = "stay",
    **others: Any,
) -> Kpi:
    goal: FixedTarget | RangeTarget | None = None
    if isinstance(target, tuple):
        goal = RangeTarget(low=Decimal(target[0]), high=Decimal(target[1]))
    elif target is not None:
        goal = FixedTarget(value=Decimal(target), by=a_period(by) if by else None)
    values: dict[str, Any] = {
        "id": KpiId(name),
        "title": name.replace("_", " ").capitalize(),
        "objective": ObjectiveId(objective) if objective else None,
        "owner": "Head of Sales",
        "unit": Unit(unit),
        "direction": direction,
        "frequency": frequency,
        "aggregate": aggregate,
        "where": NOWHERE,
        "timing": Timing.LAGGING,
        "target": goal,
        "baseline": Baseline(value=Decimal(baseline), period=a_period(since) if since else None) if baseline else None,
        "formula": parse_formula(formula) if formula else None,
    }
    if amber is not None:
        values["amber"] = AmberBand(width=Decimal(amber.removesuffix("%")), relative=amber.endswith("%"))
    return Kpi(**{**values, **others})


def a_series(
    kpi: str, figures: Mapping[str, str | None], targets: Mapping[str, str] | None = None, fiscal_start: int = 1
) -> Series:
    targets = targets or {}
    periods = list(dict.fromkeys([*figures, *targets]))
    return Series.of(
        Observation(
            kpi=KpiId(kpi),
            period=a_period(period, fiscal_start),
            actual=None if (value := figures.get(period)) is None else Decimal(value),
            target=Decimal(targets[period]) if period in targets else None,
            note="",
            source=SourceRef("scorecards/acme/kpis.csv", line),
        )
        for line, period in enumerate(periods, start=2)
    )


def an_objective(name: str = "stay", perspective: str = "customer", **others: Any) -> Objective:
    values: dict[str, Any] = {
        "id": ObjectiveId(name),
        "title": name.capitalize(),
        "perspective": PerspectiveId(perspective),
        "owner": "Head of Sales",
        "where": NOWHERE,
    }
    return Objective(**{**values, **others})


def a_scorecard(kpis: Iterable[Kpi], figures: Mapping[Any, Series] | None = None, **others: Any) -> Scorecard:
    kpis = tuple(kpis)
    names = dict.fromkeys(kpi.objective for kpi in kpis if kpi.objective is not None)
    values: dict[str, Any] = {
        "id": ScorecardId("acme"),
        "title": "Acme Cloud",
        "where": NOWHERE,
        "objectives": tuple(an_objective(name) for name in names),
        "kpis": kpis,
        "figures": {KpiId(name): series for name, series in (figures or {}).items()},
    }
    return Scorecard(**{**values, **others})
