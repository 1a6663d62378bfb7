"""What is known of an arrow in one period: its verdict, the figures that were tested, and what limits the answer.

Nothing here needs numpy, so that whoever only reads a verdict does not pay for it.
"""

from decimal import Decimal
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.hypothesis import Event
from mkdocs_scorecards.model.ids import KpiId
from mkdocs_scorecards.model.kpi import Kpi
from mkdocs_scorecards.model.link import Link
from mkdocs_scorecards.model.period import Frequency, Period

if TYPE_CHECKING:  # it needs numpy
    from mkdocs_scorecards.analyse.statistics.link_test import LinkTest


FIGURES_NEEDED = 12
"""Of each KPI, for any test."""

CHANGES_NEEDED = 8
"""Of the cause, before silence of the effect says something."""

STEADY_FROM = 24
"""Pairs below which only strong links are found, with effects that are overstated by selection."""


class Verdict(Enum):
    """How a link stands with the data, in the order in which pages show them."""

    CONTRADICTED = "contradicted"
    SUPPORTED = "supported"
    NOT_SUPPORTED = "not_supported"
    TOO_LITTLE_DATA = "too_little_data"
    BY_DEFINITION = "by_definition"
    UNTESTED = "untested"


class Untested(Enum):
    """What a link lacks to be tested."""

    NO_KPI = "no KPI"
    NO_FIGURES = "no figures"
    NO_SIGN = "no sign"
    NO_DELAY = "no delay"


@frozen
class PointOfGrid:
    """The figures of both KPIs in one period; `None` where there is none, or only a part of one."""

    period: Period
    cause: Decimal | None
    effect: Decimal | None


@frozen
class LinkGrid:
    """Both series on the coarser frequency of the two KPIs, and the delay in periods of that frequency.

    `events` are the declared ones inside the grid. `windows` are KPIs of which each figure covers several periods of
    the grid; those of them in `flows` were computed from their formula for each period alone instead.
    """

    frequency: Frequency
    points: tuple[PointOfGrid, ...]
    shortest_lag: int
    longest_lag: int
    events: tuple[Event, ...] = ()
    windows: tuple[KpiId, ...] = ()
    flows: tuple[KpiId, ...] = ()

    def effect_periods(self, lags: tuple[int, ...]) -> tuple[Period, ...]:
        """The periods with a figure of the effect for which the cause has one at each of the delays before."""
        cause = [point.cause for point in self.points]
        return tuple(
            point.period
            for place, point in enumerate(self.points)
            if point.effect is not None and all(place >= lag and cause[place - lag] is not None for lag in lags)
        )

    @property
    def has_both(self) -> bool:
        """Whether each KPI has a figure at all."""
        return any(point.cause is not None for point in self.points) and any(
            point.effect is not None for point in self.points
        )

    @property
    def cause_changes(self) -> int:
        """How often the cause differs from its figure before."""
        reported = [point.cause for point in self.points if point.cause is not None]
        return sum(1 for earlier, later in pairwise(reported) if earlier != later)


@frozen
class Claim:
    """A link that can be put to the test: its KPIs, the expected sign (+1 or -1) between them, and their figures."""

    link: Link
    cause: Kpi
    effect: Kpi
    sign: int
    grid: LinkGrid


@frozen
class LinkReview:
    """A link at the end of the reviewed period.

    Attributes:
        untested: what it lacks, where the verdict is `UNTESTED`.
        shared: the KPIs that are counted on both sides, where it is `BY_DEFINITION`; the others below them follow.
        grid: the figures, where both KPIs have some and sign and delay are stated.
        test: what the data say, where there is a grid.
        useful_from: the first period with which the test can be made, where there are too few figures yet and both
            KPIs are reported from now on.
    """

    link: Link
    verdict: Verdict
    untested: Untested | None = None
    shared: tuple[KpiId, ...] = ()
    grid: LinkGrid | None = None
    test: "LinkTest | None" = None
    useful_from: Period | None = None

    @property
    def tested_periods(self) -> tuple[Period, ...]:
        """The periods of the effect that were compared; where none could be, those of the KPI with fewer figures."""
        if self.grid is None or self.test is None:
            return ()
        if self.test.lags:
            return self.grid.effect_periods(self.test.lags)
        cause = tuple(point.period for point in self.grid.points if point.cause is not None)
        effect = tuple(point.period for point in self.grid.points if point.effect is not None)
        return min(cause, effect, key=len)

    @property
    def known_when_declared(self) -> int | None:
        """How many of the tested periods had ended when the link was declared; `None` where the day is not stated."""
        since = self.link.since
        if since is None:
            return None
        return sum(1 for period in self.tested_periods if period.last_day < since)
