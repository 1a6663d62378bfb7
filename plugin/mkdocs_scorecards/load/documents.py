"""The shape of scorecard.yml, version 1: which keys there are, which are required, and what each may hold.

The shapes know nothing of places, periods or references; they are as close to the file as can be, so that the JSON
Schema for editors comes from the same lines that validate. What is left out has its default here, with one exception
that depends on other keys: see `aggregate`.
"""

from decimal import Decimal

from pydantic import Field

from mkdocs_scorecards.load import yaml_scalars as scalar
from mkdocs_scorecards.load.kpi_documents import DriverShape, KpiShape, Shape
from mkdocs_scorecards.model.hypothesis import ErrorControl
from mkdocs_scorecards.model.initiative import InitiativeStatus
from mkdocs_scorecards.model.period import Frequency
from mkdocs_scorecards.model.scorecard import Rollup


class MilestoneShape(Shape):
    """A dated step of an initiative."""

    noun = "milestone"
    title: scalar.Title = Field(description="What will have happened.")
    due: scalar.PeriodText = Field(description="The period by the end of which it is due.")
    done: scalar.Flag = Field(default=False, description="Whether it has happened.")


class InitiativeShape(Shape):
    """Funded work that is meant to move a KPI."""

    noun = "initiative"
    id: scalar.Id = Field(description="The name of the initiative within this file.")
    title: scalar.Title = Field(description="The name that readers see.")
    owner: scalar.Line = Field(default="", description="The one who answers for it.")
    start: scalar.PeriodText | None = Field(default=None, description="The period in which it starts.")
    due: scalar.PeriodText | None = Field(default=None, description="The period by the end of which it is due.")
    status: scalar.InitiativeStatusWord = Field(
        default=InitiativeStatus.PLANNED, description="What its owner says of it."
    )
    progress: scalar.Share | None = Field(default=None, description="How much of it is done, in percent.")
    budget: scalar.Money | None = Field(default=None, description="What it may cost.")
    spent: scalar.Money | None = Field(default=None, description="What it has cost so far.")
    kpi: scalar.IdReference | None = Field(default=None, description="The KPI that it should move.")
    milestones: tuple[MilestoneShape, ...] = Field(default=(), description="Its dated steps.")
    description: scalar.Prose = Field(default="", description="What it is about; Markdown is allowed.")


class ObjectiveShape(Shape):
    """What is to be achieved."""

    noun = "objective"
    later = frozenset({"contributes_to"})
    id: scalar.Id = Field(description="The name of the objective within this file.")
    title: scalar.Title = Field(description="What changes, and by what means, in a verb phrase.")
    perspective: scalar.IdReference = Field(description="The id of the perspective that it belongs to.")
    owner: scalar.Line = Field(default="", description="The one who answers for it.")
    description: scalar.Prose = Field(default="", description="What it means; Markdown is allowed.")
    themes: tuple[scalar.IdReference, ...] = Field(default=(), description="The ids of the themes that it belongs to.")
    weight: scalar.Weight = Field(
        default=Decimal(1),
        description="How much it counts in the score of its perspective.",
        json_schema_extra={"default": 1},
    )
    audience: scalar.AudienceWord | None = Field(
        default=None, description="Who may see it; as the scorecard if left out, never less confidential."
    )
    kpis: tuple[KpiShape, ...] = Field(default=(), description="How its achievement is measured.")
    initiatives: tuple[InitiativeShape, ...] = Field(default=(), description="The work that is done for it.")


class LagShape(Shape):
    """The delay after which an effect is expected."""

    noun = "lag"
    min: scalar.LagLength = Field(description="The shortest delay.")
    max: scalar.LagLength = Field(description="The longest delay.")
    unit: scalar.LagUnit = Field(description="What the delay is counted in.")


class LinkTestShape(Shape):
    """The two KPIs whose figures test a link."""

    noun = "test"
    cause: scalar.IdReference | None = Field(
        default=None, description="The id of the KPI of the cause; the first of its objective if left out."
    )
    effect: scalar.IdReference | None = Field(
        default=None, description="The id of the KPI of the effect; the first of its objective if left out."
    )


class LinkShape(Shape):
    """An arrow of the strategy map: a hypothesis, from cause to effect."""

    noun = "link"
    cause: scalar.IdReference = Field(alias="from", description="The id of the objective that is the cause.")
    effect: scalar.IdReference = Field(alias="to", description="The id of the objective that is the effect.")
    because: scalar.Prose = Field(default="", description="Why the effect is expected, in a sentence.")
    expect: scalar.ExpectationWord | None = Field(
        default=None, description="Whether the two tested KPIs move the same way or the opposite way."
    )
    lag: LagShape | None = Field(default=None, description="The delay after which the effect is expected.")
    test: LinkTestShape = Field(default=LinkTestShape(), description="The KPIs whose figures test the link.")
    since: scalar.Day | None = Field(default=None, description="The day on which the hypothesis was stated.")
    feedback: scalar.Flag = Field(default=False, description="Whether the link closes a loop on purpose.")


class EventShape(Shape):
    """A known shock, for which the test of the links allows."""

    noun = "event"
    title: scalar.Title = Field(description="What happened.")
    period: scalar.PeriodText = Field(description="The period in which it happened or began.")
    kind: scalar.EventKindWord = Field(description="Whether it lasts (step) or passes with its period (pulse).")


class HypothesesShape(Shape):
    """How strict the test of the links is."""

    noun = "hypotheses"
    q: scalar.Fraction = Field(
        default=Decimal("0.10"),
        description="The share of false findings that is allowed among the findings.",
        json_schema_extra={"default": 0.1},
    )
    relevance: scalar.Fraction = Field(
        default=Decimal("0.4"),
        description="The correlation below which a link is not worth having.",
        json_schema_extra={"default": 0.4},
    )
    error_control: scalar.ErrorControlWord = Field(
        default=ErrorControl.DISCOVERY,
        description="Whether the share of false findings is kept small or the chance of a single one.",
    )


class PerspectiveShape(Shape):
    """One of the viewpoints of a scorecard."""

    noun = "perspective"
    id: scalar.Id = Field(description="The name of the perspective within this file and in addresses.")
    title: scalar.Title = Field(description="The name that readers see.")
    question: scalar.Prose = Field(default="", description="The question that the perspective asks.")


class ThemeShape(Shape):
    """A slice of the strategy that runs across the perspectives."""

    noun = "theme"
    id: scalar.Id = Field(description="The name of the theme within this file.")
    title: scalar.Title = Field(description="The name that readers see.")
    owner: scalar.Line = Field(default="", description="The one who answers for it.")


class DataShape(Shape):
    """A CSV file with figures."""

    noun = "data file"
    file: scalar.Title = Field(description="The path of the file, from the folder of this scorecard.")
    decimal: scalar.DecimalMark | None = Field(
        default=None, description="The decimal mark; only needed where the figures leave it open."
    )
    dates: scalar.DateOrderWord | None = Field(
        default=None, description="The order of day, month and year; only needed where dates leave it open."
    )
    unknown_kpis: scalar.UnknownKpisWord = Field(
        default=scalar.UnknownKpis.ERROR, description="Whether rows of unknown KPIs are errors or passed over."
    )


class ReviewShape(Shape):
    """How often reviews are held."""

    noun = "review"
    operational: scalar.FrequencyWord = Field(
        default=Frequency.MONTH, description="How often the operational review is held."
    )
    strategic: scalar.FrequencyWord = Field(
        default=Frequency.QUARTER, description="How often the strategic review is held."
    )


class RollupShape(Shape):
    """How the status of a level follows from the level below."""

    noun = "rollup"
    objective: scalar.RollupWord = Field(default=Rollup.WORST, description="How an objective follows from its KPIs.")
    perspective: scalar.RollupWord = Field(
        default=Rollup.MEAN, description="How a perspective follows from its objectives."
    )
    scorecard: scalar.RollupWord = Field(
        default=Rollup.MEAN, description="How the scorecard follows from its perspectives."
    )


class WaiverShape(Shape):
    """A rule of the method that is broken on purpose, for a time."""

    noun = "waiver"
    rule: scalar.RuleName = Field(description="The name of the rule.")
    on: scalar.Title = Field(
        description="The item: its id, cause -> effect for a link, an owner's name, the period of a review; the "
        "scorecard's id for all."
    )
    owner: scalar.Title = Field(description="The one who answers for the exception.")
    reason: scalar.Title = Field(description="Why it is accepted.")
    until: scalar.Day = Field(description="The last day on which it counts.")


class ScorecardShape(Shape):
    """A balanced scorecard."""

    noun = "scorecard"
    later = frozenset({"parent"})
    schema_version: scalar.SchemaVersion = Field(alias="schema", description="The version of this format: 1.")
    title: scalar.Title = Field(description="The name of the organisation or unit, as readers see it.")
    strategy: scalar.Prose = Field(
        default="", description="The strategy that the scorecard translates; Markdown is allowed."
    )
    mission: scalar.Prose = Field(default="", description="What the organisation is for; Markdown is allowed.")
    vision: scalar.Prose = Field(default="", description="Where it wants to be; Markdown is allowed.")
    values: scalar.Prose = Field(default="", description="What it stands for; Markdown is allowed.")
    owner: scalar.Line = Field(default="", description="The one who answers for the scorecard.")
    audience: scalar.AudienceWord | None = Field(
        default=None, description="Who may see the scorecard; public if left out."
    )
    fiscal_year_start: scalar.Month = Field(
        default=1, description="The month in which the fiscal year starts; FY2026 is the one that ends in 2026."
    )
    review: ReviewShape = Field(default=ReviewShape(), description="How often the reviews are held.")
    perspectives: tuple[PerspectiveShape, ...] | None = Field(
        default=None, description="The viewpoints, top to bottom; the four of the method if left out."
    )
    themes: tuple[ThemeShape, ...] = Field(
        default=(), description="Slices of the strategy that run across the perspectives."
    )
    data: tuple[DataShape, ...] | None = Field(
        default=None, description="The files with figures; kpis.csv if left out, none if the list is empty."
    )
    rollup: RollupShape = Field(
        default=RollupShape(),
        description="How each level follows from the one below: by its worst part or by the mean.",
    )
    objectives: tuple[ObjectiveShape, ...] = Field(default=(), description="What is to be achieved.")
    drivers: tuple[DriverShape, ...] = Field(default=(), description="KPIs of a tree that belong to no objective.")
    links: tuple[LinkShape, ...] = Field(
        default=(), description="The arrows of the strategy map, from cause to effect."
    )
    events: tuple[EventShape, ...] = Field(
        default=(), description="Known shocks, for which the test of the links allows."
    )
    hypotheses: HypothesesShape = Field(
        default=HypothesesShape(), description="How sure a finding of the test must be, and how strong to matter."
    )
    waivers: tuple[WaiverShape, ...] = Field(
        default=(),
        description="Rules of the method that are broken on purpose, with an owner, a reason and an end.",
    )
