"""The present sources against earlier ones, for the page of changes: what the heading says, and what is compared."""

from collections.abc import Mapping
from dataclasses import field
from enum import Enum

from mkdocs_scorecards.analyse.compare import Comparison
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.ids import ScorecardId
from mkdocs_scorecards.render.changes.verdict_sentences import VerdictChange
from mkdocs_scorecards.render.diff_text import left_out_words


class Earlier(Enum):
    """Which earlier state of the sources is meant; the value is the anchor of its section."""

    BASE = "branch"
    EDITION = "edition"


@frozen
class Against:
    """What differs from earlier sources, scorecard by scorecard.

    `before` and `after` name the two sides, `judged_in` the period in which both are scored, if it is one for all.
    `unreadable` names the scorecards that have errors in the earlier sources. `reason` is a sentence that says why
    the sources are not compared; empty where they are. `verdicts` are those of arrows that were published otherwise.
    """

    earlier: Earlier
    before: str
    after: str
    commit: str = ""
    judged_in: str = ""
    comparisons: tuple[Comparison, ...] = ()
    unreadable: tuple[str, ...] = ()
    reason: str = ""
    verdicts: Mapping[ScorecardId, tuple[VerdictChange, ...]] = field(default_factory=dict)

    @property
    def heading(self) -> str:
        """The heading of what differs."""
        if self.earlier is Earlier.BASE:
            return f"What this branch changes against {self.before}"
        return f"Against the edition before, {self.before}"

    def comparison(self, scorecard: ScorecardId) -> Comparison | None:
        """That of one scorecard; None where nothing differs or nothing can be compared."""
        return next((found for found in self.comparisons if found.review.scorecard.id == scorecard), None)

    def note(self, scorecard: ScorecardId) -> str:
        """What is compared with what, or why nothing is."""
        if self.reason:
            return self.reason
        if scorecard in self.unreadable:
            return left_out_words(scorecard)
        differs = self.comparison(scorecard) is not None
        if self.earlier is Earlier.BASE:
            return "" if differs else f"Nothing: this scorecard reads as it does in {self.before}."
        if not differs:
            return f"What {self.before} was published from reads the same today."
        return (
            f"The sources as they are now against those that {self.before} was published from (commit "
            f"{self.commit}). Both are judged in {self.judged_in}, so that only edits make a difference; figures of "
            "later periods are left aside."
        )

    @property
    def removed(self) -> tuple[str, ...]:
        """The titles of scorecards that are gone."""
        return tuple(found.review.scorecard.title for found in self.comparisons if found.head is None)
