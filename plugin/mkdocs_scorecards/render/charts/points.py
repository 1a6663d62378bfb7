"""The points that sparkline and KPI chart share, and what follows from their order."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from mkdocs_scorecards.model.frozen import frozen, frozen_positional
from mkdocs_scorecards.model.period import Period

ValueLabel = Callable[[Decimal], str]
"""Prints a figure with its unit, rounded as everywhere on the page."""

NO_REMARKS: Mapping[Period, str] = {}
"""Nothing is said of any period besides its figures."""


@frozen
class Projected:
    """The figure that a KPI's past suggests for a period: its middle and the ends of the range."""

    low: Decimal
    median: Decimal
    high: Decimal


@frozen
class ChartPoint:
    """One period of a KPI. `None` means that there is no such figure; it is drawn as a gap.

    `amber_limit` is the figure up to which the plan may be missed and still be at risk; `status` is the plain key
    (`on_target`, `at_risk`, `off_target`, `no_data`, `unscored`). `projected` is given for periods after the last
    actual.
    """

    period: Period
    actual: Decimal | None
    planned: Decimal | None = None
    amber_limit: Decimal | None = None
    status: str = "unscored"
    note: str = ""
    projected: Projected | None = None


Place = tuple[float, float]
"""x and y in pixels."""


@frozen_positional
class Stretch:
    """Figures of consecutive periods: a line that is drawn without a gap."""

    points: tuple[ChartPoint, ...]


def stretches(points: Sequence[ChartPoint], figure: Callable[[ChartPoint], Decimal | None]) -> tuple[Stretch, ...]:
    """Cut where a period lacks the figure or is not listed at all. The points must be in order, of one frequency."""
    found: list[list[ChartPoint]] = []
    for point in points:
        if figure(point) is None:
            continue
        if found and found[-1][-1].period.steps_to(point.period) == 1:
            found[-1].append(point)
        else:
            found.append([point])
    return tuple(Stretch(tuple(run)) for run in found)


def known(figures: Iterable[Decimal | None]) -> tuple[Decimal, ...]:
    """The figures that are there."""
    return tuple(figure for figure in figures if figure is not None)


def point_text(point: ChartPoint, value_label: ValueLabel, remarks: Mapping[Period, str] = NO_REMARKS) -> str:
    """A point in words: `2026-09 4.6 %, plan 4.5 %`, `2026-10 no figure, projection 4.1 % to 4.9 %`."""
    actual = "no figure" if point.actual is None else value_label(point.actual)
    plan = "" if point.planned is None else f", plan {value_label(point.planned)}"
    ends = (point.projected.low, point.projected.high) if point.projected is not None else ()
    projection = f", projection {' to '.join(map(value_label, ends))}" if ends else ""
    remark = f", {remarks[point.period]}" if point.period in remarks else ""
    return f"{point.period} {actual}{plan}{projection}{remark}"


def figures_text(points: Iterable[ChartPoint], value_label: ValueLabel) -> str:
    """All points in words, for readers who cannot see the drawing."""
    return "; ".join(point_text(point, value_label) for point in points)
