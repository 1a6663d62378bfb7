"""What a review decided: the record that somebody wrote after the meeting, one for each reviewed period.

A record is the author's own words about decisions and actions. What the figures said in the period is worked out by
the analysis and is no part of it.
"""

from datetime import date
from enum import Enum

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.period import Period
from mkdocs_scorecards.model.source_ref import SourceRef


class ReviewKind(Enum):
    """What a review looks at.

    The operational one looks at internal process and learning and growth, the strategic one at all perspectives and at
    the hypotheses.
    """

    OPERATIONAL = "operational"
    STRATEGIC = "strategic"


class Ruling(Enum):
    """What a review made of a hypothesis."""

    KEEP = "keep"
    CHANGE = "change"
    DROP = "drop"


@frozen
class Decision:
    """One thing that was decided.

    `on` names an objective, a KPI, an initiative or, as `cause -> effect`, an arrow, and is empty where it is about
    none of them. `ruling` is there where a hypothesis was decided on; then `reason` is not empty.
    """

    title: str
    where: SourceRef
    owner: str = ""
    on: str = ""
    ruling: Ruling | None = None
    reason: str = ""


@frozen
class Action:
    """One thing that somebody is to do; `on` is as that of a decision.

    `is_done` says whether it is done, `done_on` the day where that is known.
    """

    title: str
    where: SourceRef
    owner: str = ""
    on: str = ""
    due: date | None = None
    is_done: bool = False
    done_on: date | None = None


@frozen
class ReviewRecord:
    """The record of the review of a period; `prose` is what stands below the front matter, in Markdown."""

    period: Period
    kind: ReviewKind
    held: date
    where: SourceRef
    chair: str = ""
    decisions: tuple[Decision, ...] = ()
    actions: tuple[Action, ...] = ()
    prose: str = ""
