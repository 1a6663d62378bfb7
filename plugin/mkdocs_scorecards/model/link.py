"""An arrow of the strategy map: the claim that one objective's progress is followed by another's.

A link is a hypothesis and may prove false. It is no formula, which is arithmetic and must add up.
"""

from datetime import date
from enum import Enum

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.ids import KpiId, ObjectiveId
from mkdocs_scorecards.model.period import Frequency
from mkdocs_scorecards.model.source_ref import SourceRef


class Expectation(Enum):
    """The expected sign between the figures of the two tested KPIs."""

    SAME = "same"
    OPPOSITE = "opposite"


@frozen
class Lag:
    """The delay after which the effect is expected, from `shortest` to `longest` periods."""

    shortest: int
    longest: int
    frequency: Frequency


@frozen
class Link:
    """If `cause` moves, `effect` follows. `None` and the empty text mean that the author did not say."""

    cause: ObjectiveId
    effect: ObjectiveId
    where: SourceRef
    because: str = ""
    expect: Expectation | None = None
    lag: Lag | None = None
    cause_kpi: KpiId | None = None
    effect_kpi: KpiId | None = None
    since: date | None = None
    feedback: bool = False
