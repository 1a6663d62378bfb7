"""The lines of a comparison, in words: what every output of `diff` and the page of changes prints in its own way."""

from mkdocs_scorecards.analyse.compare import Comparison, What
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.source_ref import SourceRef
from mkdocs_scorecards.render.changes.spans import Spans
from mkdocs_scorecards.render.pages.parts import StateView

LEVELS = (What.PERSPECTIVE, What.SCORECARD)
"""Roll-ups that are told by their score too."""


@frozen
class ShiftView:
    """A state before and after; an empty `title` means the thing that the sentence is about."""

    title: str
    before: StateView | None
    after: StateView | None
    scores: str

    @property
    def stays(self) -> bool:
        """Whether the status is the same on both sides."""
        return self.before is not None and self.after is not None and self.before.key == self.after.key


@frozen
class VerdictView:
    """The verdict of an arrow, as the key of a pill and its word."""

    key: str
    word: str


@frozen
class ChangeRow:
    """One change: `said` is the edit alone, `sentence` the edit with what follows, as plain outputs need it."""

    sign: str
    sign_word: str
    said: Spans
    sentence: Spans
    aside: str
    shifts: tuple[ShiftView, ...]
    verdicts: tuple[VerdictView, ...]
    watch: str
    watch_reason: str
    may_move_states: bool
    where: SourceRef


@frozen
class ChangeGroup:
    """The changes under one heading."""

    title: str
    rows: tuple[ChangeRow, ...]
    folded: tuple[ChangeRow, ...] = ()
    folded_title: str = ""


@frozen
class StateRow:
    """A line of the table of states that change; roll-ups are emphasised and come last."""

    id: str
    title: str
    what: What
    before: StateView | None
    after: StateView | None
    scores: str
    because: str

    @property
    def key(self) -> str:
        """What tells it from every other row; an id alone may name a KPI and an objective."""
        return f"{self.what.value} {self.id}"

    @property
    def is_level(self) -> bool:
        """Whether it is a perspective or the whole, which readers look for at the end."""
        return self.what in LEVELS


@frozen
class ComparisonView:
    """One scorecard before and after."""

    id: str
    title: str
    period: str
    state: ShiftView
    lead: str
    counts: tuple[str, ...]
    watched: ChangeGroup | None
    groups: tuple[ChangeGroup, ...]
    states: tuple[StateRow, ...]
    comparison: Comparison
