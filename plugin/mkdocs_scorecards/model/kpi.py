"""A KPI: what is counted, how it is judged, and the figures that were reported."""

from collections.abc import Iterable
from decimal import Decimal
from enum import Enum, IntEnum

from mkdocs_scorecards.model.formula import Formula
from mkdocs_scorecards.model.frozen import frozen, frozen_positional
from mkdocs_scorecards.model.ids import KpiId, ObjectiveId
from mkdocs_scorecards.model.period import Frequency, Period
from mkdocs_scorecards.model.source_ref import SourceRef
from mkdocs_scorecards.model.unit import Unit


class Audience(IntEnum):
    """Who may read something; a wider number is a more confidential reader."""

    PUBLIC = 0
    STAFF = 1
    BOARD = 2

    @property
    def word(self) -> str:
        """As written in the files: `board`."""
        return self.name.lower()


class Direction(Enum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"
    RANGE = "range"
    NONE = "none"


class Timing(Enum):
    """Whether a KPI drives an outcome or reports it."""

    LEADING = "leading"
    LAGGING = "lagging"


class Aggregation(Enum):
    """How the figures of finer periods make that of a coarser one."""

    LAST = "last"
    SUM = "sum"
    MEAN = "mean"
    MIN = "min"
    MAX = "max"
    FORMULA = "formula"
    PUBLISHED = "published"


@frozen
class Baseline:
    """The figure from which improvement is counted; without a period it only anchors the score."""

    value: Decimal
    period: Period | None


@frozen
class FixedTarget:
    """A value to reach, by the end of a period where one is given."""

    value: Decimal
    by: Period | None


@frozen
class RangeTarget:
    """A zone to stay in, both ends included."""

    low: Decimal
    high: Decimal


@frozen
class ChangeTarget:
    """A change in percent (-15 for 15 % less) of the figure of `base`, to be reached by the end of `by`."""

    percent: Decimal
    base: Period
    by: Period


Target = FixedTarget | RangeTarget | ChangeTarget


@frozen
class AmberBand:
    """How far a plan may be missed and still be at risk: in the KPI's unit, or in percent of the planned value."""

    width: Decimal
    relative: bool


DEFAULT_AMBER = AmberBand(width=Decimal(10), relative=True)


@frozen
class CriticalRange:
    """Where the score of a range KPI reaches 0."""

    low: Decimal
    high: Decimal


@frozen
class Window:
    """A figure that covers several periods and counts for the one it ends in: three years, twelve months."""

    length: int
    frequency: Frequency


@frozen
class Kpi:
    """A measure of an objective, or, with `objective` None, a driver in a KPI tree.

    Texts are as the author wrote them; an absent optional text is the empty text. `incentive` names what is paid or
    granted by the KPI.
    """

    id: KpiId
    title: str
    objective: ObjectiveId | None
    owner: str
    unit: Unit
    direction: Direction
    frequency: Frequency
    aggregate: Aggregation
    where: SourceRef
    definition: str = ""
    source: str = ""
    decimals: int | None = None
    timing: Timing | None = None
    baseline: Baseline | None = None
    target: Target | None = None
    amber: AmberBand = DEFAULT_AMBER
    critical: CriticalRange | None = None
    weight: Decimal = Decimal(1)
    formula: Formula | None = None
    window: Window | None = None
    carry_forward: bool = False
    incentive: str = ""
    audience: Audience = Audience.PUBLIC


@frozen
class Observation:
    """One figure of a KPI file: the actual value and, where given, the target of one period.

    `None` means "not reported". It is never replaced by zero.
    """

    kpi: KpiId
    period: Period
    actual: Decimal | None
    target: Decimal | None
    note: str
    source: SourceRef


@frozen_positional
class Series:
    """The observations of one KPI in the order of their periods, at most one a period."""

    observations: tuple[Observation, ...]

    @classmethod
    def of(cls, observations: Iterable[Observation]) -> "Series":
        """Sort; the caller has already refused two figures for one period."""
        return cls(tuple(sorted(observations, key=lambda observation: observation.period.order)))

    def by_period(self) -> dict[Period, Observation]:
        """Look-up by period, in whichever spelling."""
        return {observation.period: observation for observation in self.observations}
