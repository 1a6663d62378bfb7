"""The shape of a KPI in scorecard.yml: its keys, which of them are required, and what each may hold."""

from decimal import Decimal
from typing import Annotated, ClassVar, TypeAlias

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

from mkdocs_scorecards.load import yaml_scalars as scalar
from mkdocs_scorecards.model.kpi import DEFAULT_AMBER, Direction


class Shape(BaseModel):
    """A mapping with known keys.

    `noun` names the thing in messages; `later` lists keys of the format on which this version does not act yet.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    noun: ClassVar[str]
    later: ClassVar[frozenset[str]] = frozenset()


class BaselineShape(Shape):
    """The figure from which improvement is counted."""

    noun = "baseline"
    value: scalar.Number = Field(description="The figure, in the unit of the KPI.")
    period: scalar.PeriodText | None = Field(
        default=None, description="The period of the figure; the planned line starts at its end."
    )


class FixedTargetShape(Shape):
    """A value to reach."""

    noun = "target"
    value: scalar.Number = Field(description="The value to reach, in the unit of the KPI.")
    by: scalar.PeriodText | None = Field(
        default=None, description="The period by the end of which it is to be reached."
    )


class RangeTargetShape(Shape):
    """A zone to stay in; for the direction range."""

    noun = "target"
    low: scalar.Number = Field(description="The lower end of the zone; it belongs to the zone.")
    high: scalar.Number = Field(description="The upper end of the zone; it belongs to the zone.")


class ChangeTargetShape(Shape):
    """A change in percent of an earlier figure."""

    noun = "target"
    change: scalar.Percentage = Field(description="The change in percent of the earlier figure, such as -15%.")
    base: scalar.PeriodText = Field(alias="from", description="The period of the earlier figure.")
    by: scalar.PeriodText = Field(description="The period by the end of which the change is to be reached.")


TARGET_SHAPES: dict[str, type[Shape]] = {
    "=value": FixedTargetShape,
    "=range": RangeTargetShape,
    "=change": ChangeTargetShape,
}
"""The three mappings of a target by the tag under which pydantic reports them; the tags cannot be keys of a file."""


def _target_tag(value: object) -> str:
    if not isinstance(value, dict):
        return "=number"
    if not value.keys().isdisjoint(RangeTargetShape.model_fields):
        return "=range"
    return "=change" if not value.keys().isdisjoint({"change", "from"}) else "=value"


TargetShape: TypeAlias = Annotated[
    Annotated[scalar.TargetNumber, Tag("=number")]
    | Annotated[FixedTargetShape, Tag("=value")]
    | Annotated[RangeTargetShape, Tag("=range")]
    | Annotated[ChangeTargetShape, Tag("=change")],
    Discriminator(_target_tag),
]


class CriticalShape(Shape):
    """Where the score of a range KPI reaches 0."""

    noun = "critical range"
    low: scalar.Number = Field(description="The value below the zone at which the score is 0.")
    high: scalar.Number = Field(description="The value above the zone at which the score is 0.")


class KpiShape(Shape):
    """A measure of an objective."""

    noun = "KPI"
    id: scalar.Id = Field(description="The name by which CSV rows, formulas and links refer to the KPI.")
    title: scalar.Title = Field(description="The name that readers see.")
    definition: scalar.Prose = Field(
        default="", description="What exactly is counted, so that a stranger could compute it."
    )
    unit: scalar.UnitText = Field(
        description='What it is counted in: "%", an ISO 4217 code such as EUR, or any short word.'
    )
    decimals: scalar.Decimals | None = Field(
        default=None, description="How many decimals are printed; nothing else is rounded."
    )
    direction: scalar.DirectionWord = Field(description="Which way is better; none is shown but not scored.")
    kind: scalar.TimingWord | None = Field(
        default=None, description="Whether it drives an outcome (leading) or reports one (lagging)."
    )
    frequency: scalar.FrequencyWord = Field(description="How often there is a figure.")
    aggregate: scalar.AggregationWord | None = Field(
        default=None,
        description="How the figures of finer periods make that of a coarser one; required unless the frequency is "
        "yearly, where a formula is recomputed and other figures count as published.",
    )
    baseline: BaselineShape | None = Field(default=None, description="The figure from which improvement is counted.")
    target: TargetShape | None = Field(
        default=None, description="What is to be reached: a number, or a number by a period, a zone, a change."
    )
    amber: scalar.Amber = Field(
        default=DEFAULT_AMBER,
        description='How far the plan may be missed and still be at risk: in the unit, or as "10%" of the plan.',
        json_schema_extra={"default": "10%"},
    )
    critical: CriticalShape | None = Field(
        default=None, description="Where the score reaches 0; for the direction range only."
    )
    weight: scalar.Weight = Field(
        default=Decimal(1),
        description="How much it counts in the score of its objective.",
        json_schema_extra={"default": 1},
    )
    owner: scalar.Line = Field(default="", description="The one who answers for the figure.")
    source: scalar.Prose = Field(default="", description="The system or report that the figure comes from.")
    formula: scalar.Prose | None = Field(
        default=None, description="Arithmetic over other KPIs and drivers; it makes this KPI the parent of a KPI tree."
    )
    window: scalar.WindowText | None = Field(
        default=None,
        description="How long a stretch each figure covers, such as 3 years; it counts for the period it ends in.",
    )
    carry_forward: scalar.Flag = Field(
        default=False, description="Whether the last figure stands in for missing later ones."
    )
    incentive: scalar.Line = Field(
        default="", description="What is paid or granted by it, such as a quarter of the executive bonus."
    )
    audience: scalar.AudienceWord | None = Field(
        default=None, description="Who may see it; as its objective if left out, never less confidential."
    )


class DriverShape(KpiShape):
    """A KPI of a tree that belongs to no objective."""

    noun = "driver"
    direction: scalar.DirectionWord = Field(
        default=Direction.NONE, description="Which way is better; none, the default, is shown but not scored."
    )
