"""The figures that test a link: two KPIs on one row of periods, with gaps, and nothing later than the review.

Both are brought to the coarser of their frequencies. Nothing is interpolated, carried forward or made of a part of its
periods: a figure that is not fully known would be an invention, and the test takes gaps as they are.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from mkdocs_scorecards.analyse.figures import FigureBook, Origin
from mkdocs_scorecards.analyse.link_review import LinkGrid, PointOfGrid
from mkdocs_scorecards.analyse.tree.evaluate import Undefined, value_of
from mkdocs_scorecards.analyse.tree.kpi_tree import KpiTree
from mkdocs_scorecards.model.formula import Formula, references
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.hypothesis import Event, EventKind
from mkdocs_scorecards.model.ids import KpiId
from mkdocs_scorecards.model.kpi import Kpi
from mkdocs_scorecards.model.link import Lag
from mkdocs_scorecards.model.period import Frequency, Period

MOST_PERIODS = 240
"""How far back a grid goes: as far as the test looks."""

_DAYS = {
    Frequency.WEEK: Fraction(7),
    Frequency.MONTH: Fraction(487, 16),  # 30.4375, so that a year has 365.25
    Frequency.QUARTER: Fraction(3 * 487, 16),
    Frequency.YEAR: Fraction(12 * 487, 16),
}


def formulas_of(kpis: Iterable[Kpi]) -> dict[KpiId, Formula]:
    """The formula of each KPI that has one."""
    return {kpi.id: kpi.formula for kpi in kpis if kpi.formula is not None}


def lags_on(lag: Lag, grid: Frequency) -> tuple[int, int]:
    """The shortest and the longest delay in periods of a grid, rounded outwards so that none is left out.

    >>> lags_on(Lag(shortest=1, longest=3, frequency=Frequency.MONTH), Frequency.QUARTER)
    (0, 1)
    >>> lags_on(Lag(shortest=1, longest=2, frequency=Frequency.QUARTER), Frequency.MONTH)
    (3, 6)
    """
    ratio = _DAYS[lag.frequency] / _DAYS[grid]
    return floor(lag.shortest * ratio), ceil(lag.longest * ratio)


@frozen
class GridSource:
    """What the grids of a scorecard are made of; `end` is the reviewed period."""

    book: FigureBook
    kpis: Mapping[KpiId, Kpi]
    formulas: Mapping[KpiId, Formula]
    events: tuple[Event, ...]
    end: Period

    def grid(self, cause: Kpi, effect: Kpi, lag: Lag) -> LinkGrid:
        """Both series, from the first period in which either has a figure; empty where neither has one."""
        coarser = cause if effect.frequency.is_finer_than(cause.frequency) else effect
        periods = self._periods(coarser, (cause, effect))
        points = [
            PointOfGrid(period=period, cause=self._figure(cause, period), effect=self._figure(effect, period))
            for period in periods
        ]
        while points and points[0].cause is None and points[0].effect is None:
            points.pop(0)
        frequency = coarser.frequency
        shortest, longest = lags_on(lag, frequency)
        windows = tuple(kpi.id for kpi in (cause, effect) if _is_wider_than(kpi, frequency))
        return LinkGrid(
            frequency=frequency,
            points=tuple(points),
            shortest_lag=shortest,
            longest_lag=longest,
            events=self._events([point.period for point in points]),
            windows=windows,
            flows=tuple(name for name in windows if self._has_flow(self.kpis[name])),
        )

    def _periods(self, coarser: Kpi, kpis: Iterable[Kpi]) -> list[Period]:
        """The periods of the coarser KPI's frequency, and of its fiscal year, that have ended; in order."""
        first_days = [
            row.first_day for kpi in kpis for part in self._tree(kpi).kpis for row in list(self.book.rows(part))[:1]
        ]
        own = next((row for row in self.book.rows(coarser.id) if row.frequency is coarser.frequency), self.end)
        period = replace(self.end, fiscal_start=own.fiscal_start).in_frequency(coarser.frequency)
        found: list[Period] = []
        while first_days and period.last_day >= min(first_days) and len(found) < MOST_PERIODS:
            found.append(period)
            period = period.previous
        return found[::-1]

    def _figure(self, kpi: Kpi, period: Period) -> Decimal | None:
        if _is_wider_than(kpi, period.frequency) and self._has_flow(kpi):
            return self._flow(kpi, period)
        figure = self.book.figure(kpi.id, period)
        return None if figure.partial or figure.origin is Origin.CARRIED else figure.value

    def _flow(self, kpi: Kpi, period: Period) -> Decimal | None:
        """What the formula of a KPI with a window makes of the one period."""
        if kpi.formula is None:
            return None
        parts = {name: self._figure(self.kpis[name], period) for name in references(kpi.formula)}
        value = value_of(kpi.formula, parts)
        return None if isinstance(value, Undefined) else value

    def _has_flow(self, kpi: Kpi) -> bool:
        """Whether the formula of a KPI with a window works on figures without one."""
        parts = [self.kpis[name] for name in self._tree(kpi).kpis if name != kpi.id]
        return kpi.formula is not None and all(part.window is None for part in parts)

    def _tree(self, kpi: Kpi) -> KpiTree:
        return KpiTree.below(kpi.id, self.formulas)

    def _events(self, periods: list[Period]) -> tuple[Event, ...]:
        """The events that set some of the periods apart from others."""
        found = []
        for event in self.events:
            touched = len(positions_of(event, periods))
            if touched and (event.kind is EventKind.PULSE or event.period.first_day > periods[0].last_day):
                found.append(event)
        return tuple(found)


def positions_of(event: Event, periods: list[Period]) -> tuple[int, ...]:
    """Where an event stands on a grid: a step at the period in which it begins, a pulse at all that it touches.

    Empty where it lies outside.
    """
    touched = [
        place
        for place, period in enumerate(periods)
        if period.first_day <= event.period.last_day and event.period.first_day <= period.last_day
    ]
    return tuple(touched[:1] if event.kind is EventKind.STEP else touched)


def _is_wider_than(kpi: Kpi, frequency: Frequency) -> bool:
    """Whether a figure of the KPI covers more than one period of that frequency."""
    return kpi.window is not None and kpi.window.length * _DAYS[kpi.window.frequency] > _DAYS[frequency]
