"""A rule of the method that is broken on purpose, for a time, with someone who answers for it."""

from datetime import date

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.source_ref import SourceRef


@frozen
class Waiver:
    """Keeps one rule from counting on one item until the end of a day.

    `on` is the id of the item; for an arrow `cause -> effect`, for an owner the name as it is written. The id of the
    scorecard stands for every item that the rule finds in it.
    """

    rule: str
    on: str
    owner: str
    reason: str
    until: date
    where: SourceRef
