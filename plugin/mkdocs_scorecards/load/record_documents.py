"""The shape of the front matter of a review record: which keys there are, and what each may hold."""

from pydantic import Field

from mkdocs_scorecards.load import yaml_scalars as scalar
from mkdocs_scorecards.load.kpi_documents import Shape


class DecisionShape(Shape):
    """What was decided."""

    noun = "decision"
    title: scalar.Title = Field(description="What was decided, in a sentence.")
    owner: scalar.Line = Field(default="", description="The one who answers for it.")
    on: scalar.Line = Field(
        default="", description="What it is about: the id of an objective, KPI or initiative, or cause -> effect."
    )
    hypothesis: scalar.RulingWord | None = Field(
        default=None, description="What becomes of the hypothesis that it is about: keep, change or drop."
    )
    reason: scalar.Prose = Field(default="", description="Why; Markdown is allowed.")


class ActionShape(Shape):
    """What somebody is to do."""

    noun = "action"
    title: scalar.Title = Field(description="What is to be done.")
    owner: scalar.Line = Field(default="", description="The one who does it.")
    on: scalar.Line = Field(default="", description="What it is about, as for a decision.")
    due: scalar.Day | None = Field(default=None, description="The day by which it is to be done.")
    done: scalar.Done = Field(default=False, description="Whether it is done, or the day on which it was.")


class ReviewRecordShape(Shape):
    """The record of one review."""

    noun = "review"
    kind: scalar.ReviewKindWord | None = Field(
        default=None, description="operational or strategic; by the length of the period if left out."
    )
    held: scalar.Day = Field(description="The day on which it was held.")
    chair: scalar.Line = Field(default="", description="The one who led it.")
    decisions: tuple[DecisionShape, ...] = Field(default=(), description="What was decided.")
    actions: tuple[ActionShape, ...] = Field(default=(), description="Who is to do what by when.")
