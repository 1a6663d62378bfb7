"""The shape of `scorecard.json` in an earlier edition: what a later one compares itself with.

Every key that editions of some version lack is optional; what else stands in the file does not matter here.
"""

from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

_LARGEST_EXPONENT = 300


def _manageable(value: Decimal) -> Decimal:
    if abs(value.adjusted()) > _LARGEST_EXPONENT:
        raise ValueError("a number beyond all measure")
    return value


Number = Annotated[Decimal, AfterValidator(_manageable)]


class Shape(BaseModel):
    """A mapping of which only some keys are looked at."""

    model_config = ConfigDict(extra="ignore", strict=True, frozen=True)


class ZoneShape(Shape):
    """Both ends of a zone."""

    low: Number
    high: Number


class AmberShape(Shape):
    """An amber band."""

    width: Number
    relative: bool


class WindowShape(Shape):
    """How many periods a figure covers."""

    length: Number
    unit: str


class PointShape(Shape):
    """One period of a KPI."""

    period: str
    actual: Number | None
    planned: Number | ZoneShape | None
    status: str
    note: str | None = None
    source: str | None = None
    origin: str | None = None


class BaselineShape(Shape):
    """A baseline."""

    value: Number
    period: str | None


class TargetShape(Shape):
    """A target of any kind: a value and its date, a zone, or a change since a period."""

    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    change: Number | None = None
    since: str | None = Field(default=None, alias="from")
    by: str | None = None


class RulesShape(Shape):
    """The rules of a KPI as they were declared."""

    audience: str | None = None
    definition: str | None = None
    frequency: str | None = None
    aggregate: str | None = None
    formula: str | None = None
    window: WindowShape | None = None
    weight: Number | None = None
    baseline: BaselineShape | None = None
    target: TargetShape | None = None
    amber: AmberShape | None = None
    critical: ZoneShape | None = None


class KpiShape(Shape):
    """A KPI or driver."""

    id: str
    period: str
    actual: Number | None
    planned: Number | ZoneShape | None
    status: str
    series: list[PointShape]
    title: str | None = None
    owner: str | None = None
    unit: str | None = None
    direction: str | None = None
    rules: RulesShape = RulesShape()


class ScorecardShape(Shape):
    """A scorecard."""

    id: str
    period: str
    fiscal_year_start: Number | None = None
    kpis: list[KpiShape]


class DocumentShape(Shape):
    """The file: it holds one scorecard."""

    version: str = Field(alias="schema")
    scorecards: list[ScorecardShape]


class EntryShape(Shape):
    """An edition in `editions.json`."""

    folder: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,63}$")
    title: str
    period: str
    revision: Number
    published: str
    last_day: str
    manifest: str


class ChainShape(Shape):
    """`editions.json`."""

    editions: list[EntryShape]
