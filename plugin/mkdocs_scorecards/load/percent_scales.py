"""Percentages that change their scale inside one KPI: 0.88 in one row, 88 in the next.

Both are what a spreadsheet may export for 88 %, and a chart or a status made of both is wrong. In the performance plan
of one large city every third percent KPI mixes them. The rule is tuned on that plan: it finds each mixed KPI whose
figures leave a doubt no other way (percentages that are below 1.5 points anyway stay undetected) and no clean one.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from mkdocs_scorecards.model.frozen import frozen_positional
from mkdocs_scorecards.model.kpi import FixedTarget, Kpi, Observation, RangeTarget, Series
from mkdocs_scorecards.model.problem import Problem, Severity

_LARGEST_FRACTION = Decimal("1.5")
"""Shares above 150 % are so rare that a larger figure is taken to be in points."""

_NEIGHBOURS = (50, 200)
"""The factor between figures that should be alike; besides the scale the figure itself may have changed."""

_DISTANT_TARGET = (80, 125)
"""The same for a target of another period, which honest figures may start far below."""


@frozen_positional
class _Figure:
    """An actual or target of a row, or, where `row` is None, the target of the KPI."""

    value: Decimal
    kind: str
    row: Observation | None

    @property
    def name(self) -> str:
        """What the figure is, for a sentence."""
        return f"the {self.kind} of {self.row.period}" if self.row else "the target in scorecard.yml"


def mixed_percent_scales(kpi: Kpi, series: Series) -> tuple[Problem, ...]:
    """A warning where a percent KPI seems to change between fractions and points; at most one a KPI.

    Compared are the figures that should be alike: each actual with the one before it and with the target of its row,
    each target with the one before it, and the latest actual with the target nearest to it, or with that of the KPI.
    Zeros are left out. A pair is suspect where one figure is at most 1.5, the other is larger, and the factor between
    them is near 100. The place is that of the fraction in the first suspect pair.
    """
    if not kpi.unit.is_percent:
        return ()
    suspect = list(_suspect_pairs(kpi, series))
    if not suspect:
        return ()
    fraction, points = suspect[0]
    more = f"; {len(suspect) - 1} more such jumps" if len(suspect) > 1 else ""
    factor = abs(points.value / fraction.value)
    return (
        Problem(
            code="kpi-percent-scales-mixed",
            where=fraction.row.source if fraction.row else kpi.where,
            message=f"{kpi.id} seems to mix fractions and percent: {fraction.value} is {fraction.name}, "
            f"{points.value} {points.name}, a factor of {factor:.0f}{more}",
            hint=f"write every figure in points from 0 to 100, such as {fraction.value * 100:f}",
            severity=Severity.WARNING,
        ),
    )


def _suspect_pairs(kpi: Kpi, series: Series) -> Iterator[tuple[_Figure, _Figure]]:
    """Pairs of a fraction and a figure in points, in the order of time."""
    for one, other, factors in _pairs(kpi, series):
        small, large = sorted((one, other), key=lambda figure: abs(figure.value))
        is_suspect = abs(small.value) <= _LARGEST_FRACTION < abs(large.value)
        if is_suspect and factors[0] <= abs(large.value / small.value) <= factors[1]:
            yield small, large


def _pairs(kpi: Kpi, series: Series) -> Iterator[tuple[_Figure, _Figure, tuple[int, int]]]:
    rows = [(_actual(row), _target(row)) for row in series.observations]
    actuals = [actual for actual, _ in rows if actual]
    targets = [target for _, target in rows if target]
    for actual, target in rows:
        if actual and target:
            yield actual, target, _NEIGHBOURS
    for earlier, later in (*pairwise(actuals), *pairwise(targets)):
        yield earlier, later, _NEIGHBOURS
    distant = _nearest_target(kpi, series)
    if actuals and distant:
        yield actuals[-1], distant, _DISTANT_TARGET


def _nearest_target(kpi: Kpi, series: Series) -> _Figure | None:
    """The last target up to the latest actual, else the first after it, else the KPI's own."""
    rows = series.observations
    latest = max((index for index, row in enumerate(rows) if row.actual), default=0)
    in_order = (*reversed(rows[: latest + 1]), *rows[latest + 1 :])
    stated = next((target for target in map(_target, in_order) if target), None)
    return stated or _target_of_kpi(kpi)


def _target_of_kpi(kpi: Kpi) -> _Figure | None:
    match kpi.target:
        case FixedTarget(value=value) | RangeTarget(high=value) if value:
            return _Figure(value, "target", None)
    return None


def _actual(row: Observation) -> _Figure | None:
    return _Figure(row.actual, "actual", row) if row.actual else None


def _target(row: Observation) -> _Figure | None:
    return _Figure(row.target, "target", row) if row.target else None
