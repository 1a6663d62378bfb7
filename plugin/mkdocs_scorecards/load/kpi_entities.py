"""KPIs and drivers from their shapes, with the rules that bind several of their keys."""

from collections.abc import Iterator

from mkdocs_scorecards.load.document_reading import DocumentReading
from mkdocs_scorecards.load.formula import FormulaError, parse_formula
from mkdocs_scorecards.load.kpi_documents import (
    ChangeTargetShape,
    FixedTargetShape,
    KpiShape,
    RangeTargetShape,
)
from mkdocs_scorecards.load.yaml_lines import KeyPath
from mkdocs_scorecards.model.formula import Formula
from mkdocs_scorecards.model.ids import KpiId, ObjectiveId
from mkdocs_scorecards.model.kpi import (
    Aggregation,
    Audience,
    Baseline,
    ChangeTarget,
    CriticalRange,
    Direction,
    FixedTarget,
    Kpi,
    RangeTarget,
    Target,
)
from mkdocs_scorecards.model.period import Frequency, Period


def kpi_of(
    shape: KpiShape, path: KeyPath, objective: ObjectiveId | None, container: Audience, reading: DocumentReading
) -> Kpi:
    """The KPI that a shape describes; a part of it that contradicts another is reported and left out."""
    baseline, target = _baseline(shape, path, reading), _target(shape, path, reading)
    _check_horizon(shape, path, baseline, target, reading)
    return Kpi(
        id=KpiId(shape.id),
        title=shape.title,
        objective=objective,
        owner=shape.owner,
        unit=shape.unit,
        direction=shape.direction,
        frequency=shape.frequency,
        aggregate=_aggregation(shape, path, reading),
        where=reading.lines.place(path),
        definition=shape.definition,
        source=shape.source,
        decimals=shape.decimals,
        timing=shape.kind,
        baseline=baseline,
        target=target,
        amber=shape.amber,
        critical=_critical(shape, path, target, reading),
        weight=shape.weight,
        formula=_formula(shape, path, reading),
        window=shape.window,
        carry_forward=shape.carry_forward,
        incentive=shape.incentive,
        audience=reading.audience(shape.audience, container, path),
    )


def _aggregation(shape: KpiShape, path: KeyPath, reading: DocumentReading) -> Aggregation:
    """As stated; on a yearly KPI by default `formula` where it has one, else `published`."""
    by_default = Aggregation.PUBLISHED if shape.formula is None else Aggregation.FORMULA
    if shape.aggregate is None:
        if shape.frequency is not Frequency.YEAR:
            reading.report(
                "kpi-aggregate-missing",
                reading.lines.place(path),
                f"aggregate is missing in the {shape.noun} '{shape.id}': "
                f"how do {shape.frequency.value} figures make that of a longer period?",
                "add aggregate: last, sum, mean, min, max, formula or published",
            )
        return by_default
    if shape.aggregate is Aggregation.FORMULA and shape.formula is None:
        reading.report(
            "kpi-formula-missing",
            reading.lines.place((*path, "aggregate")),
            f"aggregate is formula, but the {shape.noun} '{shape.id}' has none",
            "add formula:, or choose another way to aggregate",
        )
    return shape.aggregate


def _formula(shape: KpiShape, path: KeyPath, reading: DocumentReading) -> Formula | None:
    if shape.formula is None:
        return None
    try:
        return parse_formula(shape.formula)
    except FormulaError as error:
        where = reading.lines.place_inside((*path, "formula"), error.offset)
        reading.report("formula-unreadable", where, error.message, error.hint)
        return None


def _baseline(shape: KpiShape, path: KeyPath, reading: DocumentReading) -> Baseline | None:
    if shape.baseline is None:
        return None
    period = _kpi_period(shape, shape.baseline.period, (*path, "baseline", "period"), reading)
    return Baseline(value=shape.baseline.value, period=period)


def _kpi_period(shape: KpiShape, text: str | None, path: KeyPath, reading: DocumentReading) -> Period | None:
    return reading.period(text, path, shape.frequency, windows=shape.window is not None)


def _target(shape: KpiShape, path: KeyPath, reading: DocumentReading) -> Target | None:
    here, stated = (*path, "target"), shape.target
    if stated is None:
        return None
    if isinstance(stated, RangeTargetShape) != (shape.direction is Direction.RANGE):
        wanted = "{low: 95, high: 105}" if shape.direction is Direction.RANGE else "a value"
        reading.report(
            "target-unlike-direction",
            reading.lines.place(here),
            f"the direction is {shape.direction.value}, so the target must be {wanted}",
            "change the target or the direction; a zone belongs to the direction range",
        )
        return None
    if isinstance(stated, RangeTargetShape):
        if stated.low >= stated.high:
            reading.report(
                "target-range-disordered",
                reading.lines.place((*here, "low")),
                f"low is {stated.low}, high is {stated.high}; low must be less than high",
                "swap the two",
            )
        return RangeTarget(low=stated.low, high=stated.high)
    if isinstance(stated, FixedTargetShape):
        by = _kpi_period(shape, stated.by, (*here, "by"), reading)
        return FixedTarget(value=stated.value, by=by)
    if isinstance(stated, ChangeTargetShape):
        base = _kpi_period(shape, stated.base, (*here, "from"), reading)
        by = _kpi_period(shape, stated.by, (*here, "by"), reading)
        return ChangeTarget(percent=stated.change, base=base, by=by) if base and by else None
    return FixedTarget(value=stated, by=None)


def _critical(shape: KpiShape, path: KeyPath, target: Target | None, reading: DocumentReading) -> CriticalRange | None:
    if shape.critical is None:
        return None
    low, high, here = shape.critical.low, shape.critical.high, (*path, "critical")
    if shape.direction is not Direction.RANGE:
        reading.report(
            "critical-without-range",
            reading.lines.key_place(here),
            f"critical is for the direction range only; here the direction is {shape.direction.value}",
            "remove it",
        )
    elif low >= high:
        reading.report(
            "critical-disordered",
            reading.lines.place((*here, "low")),
            f"low is {low}, high is {high}; low must be less than high",
            "swap the two",
        )
    elif isinstance(target, RangeTarget) and not (low < target.low and target.high < high):
        reading.report(
            "critical-inside-target",
            reading.lines.place(here),
            f"critical runs from {low} to {high} and must lie outside the target, {target.low} to {target.high}",
            "choose a lower low and a higher high",
        )
    return CriticalRange(low=low, high=high)


def _check_horizon(
    shape: KpiShape, path: KeyPath, baseline: Baseline | None, target: Target | None, reading: DocumentReading
) -> None:
    """A plan leads from an earlier to a later figure, and sums over unequal spans cannot be compared."""
    end = target.by if isinstance(target, FixedTarget | ChangeTarget) else None
    if end is None:
        return
    for key, start in _starts(baseline, target):
        if start.last_day >= end.last_day:
            reading.report(
                "target-before-baseline",
                reading.lines.place((*path, "target", "by")),
                f"the target is to be reached by {end}, which is not later than the {key}, {start}",
                "choose a later period",
            )
        elif shape.aggregate is Aggregation.SUM and start.frequency is not end.frequency:
            reading.report(
                "target-baseline-frequency",
                reading.lines.place((*path, "target", "by")),
                f"figures are added up, so the {key} {start} and the target for {end} cover different spans",
                f"state both for a {end.frequency.noun} or both for a {start.frequency.noun}",
            )


def _starts(baseline: Baseline | None, target: Target | None) -> Iterator[tuple[str, Period]]:
    if baseline and baseline.period:
        yield "baseline", baseline.period
    if isinstance(target, ChangeTarget):
        yield "period compared with", target.base
