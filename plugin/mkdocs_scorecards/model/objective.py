"""What is to be achieved, and the perspective and themes it belongs to."""

from decimal import Decimal

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.ids import ObjectiveId, PerspectiveId, ThemeId
from mkdocs_scorecards.model.kpi import Audience
from mkdocs_scorecards.model.source_ref import SourceRef


@frozen
class Perspective:
    """One of the viewpoints of a scorecard, with the question it asks."""

    id: PerspectiveId
    title: str
    question: str


DEFAULT_PERSPECTIVES = (
    Perspective(id=PerspectiveId("financial"), title="Financial", question="How do we look to shareholders?"),
    Perspective(id=PerspectiveId("customer"), title="Customer", question="How do customers see us?"),
    Perspective(id=PerspectiveId("internal_process"), title="Internal process", question="What must we excel at?"),
    Perspective(id=PerspectiveId("learning_growth"), title="Learning and growth", question="Can we keep improving?"),
)
"""The four of Kaplan and Norton (1992), from result to root."""


@frozen
class Theme:
    """A slice of the strategy that runs across the perspectives."""

    id: ThemeId
    title: str
    owner: str
    where: SourceRef


@frozen
class Objective:
    """What is to be achieved, in a verb phrase. Its KPIs and initiatives name it, not the other way round."""

    id: ObjectiveId
    title: str
    perspective: PerspectiveId
    owner: str
    where: SourceRef
    description: str = ""
    themes: tuple[ThemeId, ...] = ()
    weight: Decimal = Decimal(1)
    audience: Audience = Audience.PUBLIC
