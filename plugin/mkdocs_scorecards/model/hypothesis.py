"""What the test of a scorecard's links is told beside the figures: known shocks, and how sure a finding must be."""

from decimal import Decimal
from enum import Enum

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.period import Period
from mkdocs_scorecards.model.source_ref import SourceRef


class EventKind(Enum):
    """How long an event lasts: from then on, or for its period alone."""

    STEP = "step"
    PULSE = "pulse"


@frozen
class Event:
    """A shock that is known to have moved figures, so that no link is credited or blamed for it."""

    title: str
    period: Period
    kind: EventKind
    where: SourceRef


class ErrorControl(Enum):
    """What is kept small over all links of a scorecard: the share of false findings, or the chance of a single one."""

    DISCOVERY = "discovery"
    FAMILYWISE = "familywise"


@frozen
class HypothesisSettings:
    """How strict the test is: `q` is the share of false findings, `relevance` the correlation worth finding."""

    q: Decimal = Decimal("0.10")
    relevance: Decimal = Decimal("0.4")
    error_control: ErrorControl = ErrorControl.DISCOVERY
