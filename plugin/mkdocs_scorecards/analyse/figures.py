"""The actual figure of a KPI in any period: reported, aggregated from finer periods, or worked out by its formula.

A missing figure stays missing and says why. Nothing is carried forward unless the KPI asks for it, and then the figure
names the period it comes from.
"""

from collections.abc import Sequence
from decimal import Decimal
from enum import Enum

from mkdocs_scorecards.analyse.exact import mean, settled, total
from mkdocs_scorecards.analyse.tree.evaluate import Undefined, value_of
from mkdocs_scorecards.model.formula import references
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.ids import KpiId
from mkdocs_scorecards.model.kpi import Aggregation, Kpi, Observation
from mkdocs_scorecards.model.period import Frequency, Period
from mkdocs_scorecards.model.scorecard import Scorecard


class Origin(Enum):
    """Where a figure comes from."""

    REPORTED = "reported"
    AGGREGATED = "aggregated"
    FORMULA = "formula"
    CARRIED = "carried forward"
    MISSING = "missing"


@frozen
class Figure:
    """The actual value of one KPI in one period, with its working.

    `parts` are the figures of the finer periods it was aggregated from, or of the drivers it was computed from, in
    order, missing ones included. `observation` is the row that reported it, or, for a carried figure, the earlier row.
    """

    kpi: KpiId
    period: Period
    value: Decimal | None
    origin: Origin
    parts: "tuple[Figure, ...]" = ()
    observation: Observation | None = None
    partial: bool = False
    reason: str = ""

    @property
    def reported_parts(self) -> "tuple[Figure, ...]":
        """The parts that have a value."""
        return tuple(part for part in self.parts if part.value is not None)


def aggregated(rule: Aggregation, values: Sequence[Decimal]) -> Decimal:
    """Make one figure of those of finer periods, in the order of the periods; at least one is given.

    `formula` and `published` have no such rule of their own: plans of such KPIs are averaged (`contract`: like `mean`).
    """
    match rule:
        case Aggregation.LAST:
            return values[-1]
        case Aggregation.SUM:
            return settled(total(values))
        case Aggregation.MIN:
            return min(values)
        case Aggregation.MAX:
            return max(values)
        case Aggregation.MEAN | Aggregation.FORMULA | Aggregation.PUBLISHED:
            return settled(mean(values))


class FigureBook:
    """Looks up the figures of one scorecard, and remembers what it has worked out."""

    def __init__(self, scorecard: Scorecard) -> None:
        self.scorecard = scorecard
        self._kpis = {kpi.id: kpi for kpi in scorecard.kpis}
        self._rows = {kpi.id: scorecard.series(kpi.id).by_period() for kpi in scorecard.kpis}
        self._memory: dict[tuple[KpiId, Period], Figure] = {}

    def rows(self, kpi: KpiId) -> dict[Period, Observation]:
        """The rows of a KPI by period, in order."""
        return self._rows[kpi]

    def figure(self, kpi: KpiId, period: Period) -> Figure:
        """The actual of a KPI in exactly that period."""
        key = (kpi, period)
        if key not in self._memory:
            self._memory[key] = self._worked_out(self._kpis[kpi], period)
        return self._memory[key]

    def own_period(self, kpi: Kpi, period: Period) -> Period:
        """The period for which a KPI is judged in the review of `period`.

        That is the reviewed period itself, or, for a KPI of a coarser frequency or on another grid (a fiscal year in
        a review of calendar quarters), the last of the KPI's periods that ended by the end of the reviewed one.
        """
        finer = kpi.frequency.is_finer_than(period.frequency)
        if finer:
            return period
        own = [row for row in self._rows[kpi.id] if row.frequency is kpi.frequency]
        if kpi.frequency is period.frequency and (period in own or not own):
            return period
        ended = [row for row in own if row.last_day <= period.last_day]
        if not own:
            return period.in_frequency(kpi.frequency)
        nearest = ended[-1] if ended else own[0]
        while nearest.next.last_day <= period.last_day:
            nearest = nearest.next
        while nearest.last_day > period.last_day:
            nearest = nearest.previous
        return nearest

    def _worked_out(self, kpi: Kpi, period: Period) -> Figure:
        row = self._rows[kpi.id].get(period)
        if row is not None and row.actual is not None:
            return Figure(kpi=kpi.id, period=period, value=row.actual, origin=Origin.REPORTED, observation=row)
        found = self._aggregated(kpi, period)
        if found.value is None and kpi.carry_forward:
            return self._carried(kpi, found)
        return found

    def _aggregated(self, kpi: Kpi, period: Period) -> Figure:
        at_own_frequency = not kpi.frequency.is_finer_than(period.frequency)
        if kpi.formula is not None and (kpi.aggregate is Aggregation.FORMULA or at_own_frequency):
            return self._by_formula(kpi, period)
        if kpi.aggregate is Aggregation.PUBLISHED:
            return _missing(kpi, period, "only a figure published for the period itself counts, and there is none")
        part_frequency = self._part_frequency(kpi, period)
        if part_frequency is None:
            return _missing(kpi, period, "not reported")
        parts = tuple(self.figure(kpi.id, part) for part in period.parts(part_frequency))
        return _sum_of_parts(kpi, period, parts)

    def _part_frequency(self, kpi: Kpi, period: Period) -> Frequency | None:
        """The frequency of the finer periods to aggregate: the KPI's own, or else the coarsest it has rows of."""
        if kpi.frequency.is_finer_than(period.frequency):
            return kpi.frequency
        finer = {row.frequency for row in self._rows[kpi.id] if row.frequency.is_finer_than(period.frequency)}
        return max(finer, key=lambda frequency: frequency.rank, default=None)

    def _by_formula(self, kpi: Kpi, period: Period) -> Figure:
        if kpi.formula is None:
            return _missing(kpi, period, "not reported")
        parts = tuple(self.figure(name, period) for name in references(kpi.formula))
        titles = {part.kpi: self._kpis[part.kpi].title for part in parts}
        value = value_of(kpi.formula, {part.kpi: part.value for part in parts}, titles)
        if isinstance(value, Undefined):
            return Figure(
                kpi=kpi.id, period=period, value=None, origin=Origin.MISSING, parts=parts, reason=value.reason
            )
        return Figure(
            kpi=kpi.id,
            period=period,
            value=settled(value),
            origin=Origin.FORMULA,
            parts=parts,
            partial=any(part.partial for part in parts),
        )

    def _carried(self, kpi: Kpi, missing: Figure) -> Figure:
        earlier = [
            row
            for row in self._rows[kpi.id].values()
            if row.actual is not None and row.period.last_day <= missing.period.last_day
        ]
        if not earlier:
            return missing
        return Figure(
            kpi=kpi.id,
            period=missing.period,
            value=earlier[-1].actual,
            origin=Origin.CARRIED,
            observation=earlier[-1],
        )


def _missing(kpi: Kpi, period: Period, reason: str) -> Figure:
    return Figure(kpi=kpi.id, period=period, value=None, origin=Origin.MISSING, reason=reason)


def _sum_of_parts(kpi: Kpi, period: Period, parts: tuple[Figure, ...]) -> Figure:
    values = [part.value for part in parts if part.value is not None]
    if not values:
        return Figure(kpi=kpi.id, period=period, value=None, origin=Origin.MISSING, parts=parts, reason="not reported")
    return Figure(
        kpi=kpi.id,
        period=period,
        value=aggregated(kpi.aggregate, values),
        origin=Origin.AGGREGATED,
        parts=parts,
        partial=len(values) < len(parts) or any(part.partial for part in parts),
    )
