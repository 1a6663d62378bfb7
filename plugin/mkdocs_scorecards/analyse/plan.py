"""The planned figure of a KPI in any period: what its target asks for by then.

A row of the figures file comes first; else the straight line from baseline to target; else the target itself. The
figure of a `sum` KPI covers the period it names, so its plan is spread evenly over finer periods and added up over
coarser ones: a yearly target is never compared with a quarter's actual.
"""

from datetime import date
from decimal import Decimal
from enum import Enum

from mkdocs_scorecards.analyse.exact import difference, product, quotient, settled, total
from mkdocs_scorecards.analyse.figures import Figure, FigureBook, aggregated
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.kpi import (
    Aggregation,
    Baseline,
    ChangeTarget,
    FixedTarget,
    Kpi,
    Observation,
    RangeTarget,
)
from mkdocs_scorecards.model.period import Frequency, Period

_HUNDRED = Decimal(100)


class Basis(Enum):
    """What a planned figure rests on."""

    ROW = "target given for the period"
    COARSER_ROW = "target given for a longer period"
    LINE = "straight line from baseline to target"
    TARGET = "target"
    RANGE = "range"
    SPREAD = "spread evenly"
    AGGREGATED = "aggregated"
    NONE = "no plan"


@frozen
class Plan:
    """What was planned for one KPI in one period, with its working.

    Exactly one of `value` and `zone` is set, or neither, and then `reason` says why. `whole` is the longer period's
    plan that was spread; `parts` are the finer periods' plans that were aggregated.
    """

    period: Period
    value: Decimal | None = None
    zone: RangeTarget | None = None
    basis: Basis = Basis.NONE
    parts: "tuple[Plan, ...]" = ()
    whole: "Plan | None" = None
    observation: Observation | None = None
    reason: str = ""


@frozen
class Goal:
    """A KPI's baseline and final target as figures: a relative target is resolved against the data."""

    baseline: Baseline | None
    target: FixedTarget | RangeTarget | None
    missing: str = ""


def goal_of(kpi: Kpi, book: FigureBook, as_of: date) -> Goal:
    """The baseline and the target that count for a KPI on a day; nothing later than it is used.

    A relative target ("15 % less than 2025") is counted from the figure of its base period, which is the baseline as
    well unless another one is declared. A KPI without a target in the YAML aims at the last target of its figures.
    """
    if isinstance(kpi.target, ChangeTarget):
        base = book.figure(kpi.id, kpi.target.base)
        if base.value is None or base.period.last_day > as_of:
            return Goal(
                baseline=kpi.baseline,
                target=None,
                missing=f"there is no figure for {kpi.target.base} from which to count the change",
            )
        share = quotient(_HUNDRED + kpi.target.percent, _HUNDRED)
        target = FixedTarget(value=settled(product(base.value, share)), by=kpi.target.by)
        return Goal(baseline=kpi.baseline or Baseline(value=base.value, period=kpi.target.base), target=target)
    if kpi.target is not None:
        return Goal(baseline=kpi.baseline, target=kpi.target)
    for row in reversed(book.rows(kpi.id).values()):
        if row.target is not None:
            return Goal(baseline=kpi.baseline, target=FixedTarget(value=row.target, by=row.period))
    return Goal(baseline=kpi.baseline, target=None, missing="it has no target")


def scaled(kpi: Kpi, value: Decimal, source: Period, wanted: Period) -> Decimal:
    """A figure of `source` as it counts for `wanted`: only that of a `sum` KPI depends on the length of the period."""
    if kpi.aggregate is not Aggregation.SUM:
        return value
    return settled(quotient(product(value, _length(wanted)), _length(source)))


def span_of(kpi: Kpi, named: Period | None) -> Frequency:
    """How long the period is that a target or baseline of a `sum` KPI covers: at least the KPI's own frequency."""
    if named is None or named.frequency.is_finer_than(kpi.frequency):
        return kpi.frequency
    return named.frequency


class PlanBook:
    """Works out the plans of one scorecard's KPIs."""

    def __init__(self, book: FigureBook, as_of: date) -> None:
        self._book = book
        self._goals = {kpi.id: goal_of(kpi, book, as_of) for kpi in book.scorecard.kpis}

    def goal(self, kpi: Kpi) -> Goal:
        """The KPI's baseline and final target."""
        return self._goals[kpi.id]

    def plan(self, kpi: Kpi, figure: Figure) -> Plan:
        """What was planned for the period of `figure`, made of the same finer periods as the figure itself."""
        period = figure.period
        if isinstance(kpi.target, RangeTarget):
            return Plan(period=period, zone=kpi.target, basis=Basis.RANGE)
        row = self._row(kpi, period)
        if row is not None:
            return row
        if kpi.frequency.is_finer_than(period.frequency) and kpi.aggregate is not Aggregation.PUBLISHED:
            made = self._aggregated(kpi, figure)
            if made is not None:
                return made
        return self._coarser_row(kpi, period) or self._from_goal(kpi, period)

    def _row(self, kpi: Kpi, period: Period) -> Plan | None:
        row = self._book.rows(kpi.id).get(period)
        if row is None or row.target is None:
            return None
        return Plan(period=period, value=row.target, basis=Basis.ROW, observation=row)

    def _aggregated(self, kpi: Kpi, figure: Figure) -> Plan | None:
        """The plan of the finer periods, of those that have an actual where the actual is partial."""
        counted = {part.period for part in figure.reported_parts if part.kpi == kpi.id}
        periods = [
            part for part in figure.period.parts(kpi.frequency) if not figure.partial or not counted or part in counted
        ]
        plans = tuple(self._simple(kpi, period) for period in periods)
        values = [plan.value for plan in plans if plan.value is not None]
        if not plans or len(values) < len(plans):
            return None
        return Plan(period=figure.period, value=aggregated(kpi.aggregate, values), basis=Basis.AGGREGATED, parts=plans)

    def _simple(self, kpi: Kpi, period: Period) -> Plan:
        return self._row(kpi, period) or self._coarser_row(kpi, period) or self._from_goal(kpi, period)

    def _coarser_row(self, kpi: Kpi, period: Period) -> Plan | None:
        """The target row of the shortest longer period that holds this one."""
        longer = [
            row
            for row in self._book.rows(kpi.id).values()
            if row.target is not None
            and period.frequency.is_finer_than(row.period.frequency)
            and row.period.holds(period)
        ]
        if not longer:
            return None
        row = min(longer, key=lambda found: found.period.frequency.rank)
        whole = Plan(period=row.period, value=row.target, basis=Basis.ROW, observation=row)
        return _part_of(kpi, whole, period, Basis.COARSER_ROW)

    def _from_goal(self, kpi: Kpi, period: Period) -> Plan:
        goal = self._goals[kpi.id]
        if not isinstance(goal.target, FixedTarget):
            return Plan(period=period, reason=goal.missing)
        if kpi.target is None:
            return Plan(period=period, reason="no target is given for this period")
        if kpi.aggregate is Aggregation.SUM:
            return _sum_on_line(kpi, goal, goal.target, period)
        return _on_line(goal, goal.target, period)


def _sum_on_line(kpi: Kpi, goal: Goal, target: FixedTarget, period: Period) -> Plan:
    """The plan of a `sum` KPI: on the line for periods as long as the target's, spread or added up for others."""
    span = span_of(kpi, target.by)
    if period.frequency is span:
        return _on_line(goal, target, period)
    if period.frequency.is_finer_than(span):
        named_after = target.by or period
        whole = Period.containing(period.middle_day, span, named_after.fiscal_start)
        return _part_of(kpi, _on_line(goal, target, whole), period, Basis.SPREAD)
    plans = tuple(_on_line(goal, target, part) for part in period.parts(span))
    values = [plan.value for plan in plans if plan.value is not None]
    if not values or len(values) < len(plans):
        return Plan(period=period, reason="the plan does not cover the whole period")
    return Plan(period=period, value=settled(total(values)), basis=Basis.AGGREGATED, parts=plans)


def _part_of(kpi: Kpi, whole: Plan, period: Period, basis: Basis) -> Plan:
    if whole.value is None:
        return Plan(period=period, reason=whole.reason)
    share = scaled(kpi, whole.value, whole.period, period)
    spread = Basis.SPREAD if kpi.aggregate is Aggregation.SUM else basis
    return Plan(period=period, value=share, basis=spread, whole=whole, observation=whole.observation)


def _on_line(goal: Goal, target: FixedTarget, period: Period) -> Plan:
    """The plan on the straight line, by months between the ends of the periods; by days where weeks are involved."""
    start = goal.baseline
    if target.by is None or start is None or start.period is None or target.by.last_day <= start.period.last_day:
        return Plan(period=period, value=target.value, basis=Basis.TARGET)
    if period.last_day < start.period.last_day:
        return Plan(period=period, reason=f"the plan begins with the baseline of {start.period}")
    gone, whole = _distances(start.period, period, target.by)
    if gone >= whole:
        return Plan(period=period, value=target.value, basis=Basis.TARGET)
    rise = product(difference(target.value, start.value), quotient(Decimal(gone), Decimal(whole)))
    return Plan(period=period, value=settled(total((start.value, rise))), basis=Basis.LINE)


def _distances(start: Period, period: Period, end: Period) -> tuple[int, int]:
    if Frequency.WEEK in (start.frequency, period.frequency, end.frequency):
        return (period.last_day - start.last_day).days, (end.last_day - start.last_day).days
    origin = start.months_since_year_0
    return period.months_since_year_0 - origin, end.months_since_year_0 - origin


def _length(period: Period) -> Decimal:
    """Months, which divide evenly; a week is 12/52 of one, so that 52 weeks make a year."""
    months = period.frequency.months
    return Decimal(months) if months else quotient(Decimal(12), Decimal(52))
