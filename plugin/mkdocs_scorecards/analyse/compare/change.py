"""One change of a scorecard as a value: what was edited, what follows from it, and whether to look twice."""

from decimal import Decimal
from enum import Enum

from mkdocs_scorecards.analyse.link_review import LinkReview
from mkdocs_scorecards.analyse.status import Status
from mkdocs_scorecards.model.frozen import frozen, frozen_positional
from mkdocs_scorecards.model.ids import KpiId, PerspectiveId, ScorecardId
from mkdocs_scorecards.model.period import Period
from mkdocs_scorecards.model.source_ref import SourceRef

JUDGING = {
    "target", "baseline", "amber", "critical", "direction", "aggregate", "frequency", "formula", "carry_forward",
    "objective", "figures", "targets", "actual",
}  # fmt: skip
"""The attributes of a KPI that may move its state."""


class Kind(Enum):
    """What happened to a thing."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    RENAMED = "renamed"
    CHANGED = "changed"


class What(Enum):
    """The kinds of things that a change may be about."""

    SCORECARD = "scorecard"
    PERSPECTIVE = "perspective"
    THEME = "theme"
    OBJECTIVE = "objective"
    KPI = "kpi"
    DRIVER = "driver"
    INITIATIVE = "initiative"
    LINK = "link"
    EVENT = "event"
    WAIVER = "waiver"
    REVIEW = "review"

    @property
    def has_figures(self) -> bool:
        """Whether it is a KPI of an objective or a driver."""
        return self in (What.KPI, What.DRIVER)


class Watch(Enum):
    """Changes by which a scorecard may look better without anything having become better. Most telling first."""

    RED_KPI_DROPPED = "red_kpi_dropped"
    TARGET_EASED = "target_eased"
    JUDGEMENT_LOOSENED = "judgement_loosened"
    BASELINE_MOVED = "baseline_moved"
    HISTORY_RESTATED = "history_restated"
    DEFINITION_CHANGED = "definition_changed"
    ARROW_REVERSED = "arrow_reversed"
    RULE_WAIVED = "rule_waived"
    OWNER_REMOVED = "owner_removed"
    KPI_ADDED_ONLY = "kpi_added_only"


@frozen
class Item:
    """The thing that changed, by the names it has afterwards; an arrow's id is `cause -> effect`."""

    what: What
    id: str
    title: str


@frozen_positional
class State:
    """Status and score of a KPI, an objective, a perspective or a scorecard."""

    status: Status
    score: Decimal | None


@frozen
class Shift:
    """A state before and after; None where the thing did not exist."""

    on: Item
    before: State | None
    after: State | None

    @property
    def status_changes(self) -> bool:
        """Whether it exists on both sides with different statuses."""
        return self.before is not None and self.after is not None and self.before.status is not self.after.status

    @property
    def is_worse(self) -> bool:
        """Whether a scored status became a worse one."""
        return self._went(-1)

    @property
    def is_better(self) -> bool:
        """Whether a scored status became a better one."""
        return self._went(1)

    def _went(self, sign: int) -> bool:
        if self.before is None or self.after is None:
            return False
        if not (self.before.status.is_scored and self.after.status.is_scored):
            return False
        return (self.after.status.rank - self.before.status.rank) * sign > 0


@frozen
class Effect:
    """What follows from a change.

    `reaches` names the KPIs that moved and that it has to do with: its own, and those computed from it. `kpis` are
    those of them that are told here; where several changes reach one KPI, the first of them tells it, and `shared` says
    so. `levels` are the roll-ups that moved and that nothing else can have moved. `by_rule` says that a status changed
    although the figure is the same. `tested_before` and `tested_after` are the tests of an arrow.
    """

    reaches: tuple[KpiId, ...] = ()
    kpis: tuple[Shift, ...] = ()
    levels: tuple[Shift, ...] = ()
    shared: bool = False
    by_rule: bool = False
    tested_before: LinkReview | None = None
    tested_after: LinkReview | None = None


NO_EFFECT = Effect()


@frozen
class FigureEdit:
    """One cell of a figures file; None is "not reported"."""

    period: Period
    before: Decimal | None
    after: Decimal | None
    where: SourceRef


@frozen
class FigureEdits:
    """The edited cells of one KPI, each list in the order of the periods."""

    added: tuple[FigureEdit, ...] = ()
    removed: tuple[FigureEdit, ...] = ()
    restated: tuple[FigureEdit, ...] = ()

    @property
    def all(self) -> tuple[FigureEdit, ...]:
        """Every edited cell."""
        return self.added + self.removed + self.restated


@frozen
class Change:
    """One edit and what it means.

    `field` is the attribute of the model that changed, empty where the thing as a whole was added or removed. `before`
    and `after` are the attribute's values, or the thing itself; `FigureEdits` stand in `after`. `perspective` is where
    it belongs on a page, None for what concerns the whole scorecard. `rank` is 0 for the most consequential.
    """

    kind: Kind
    scorecard: ScorecardId
    on: Item
    where: SourceRef
    field: str = ""
    before: object = None
    after: object = None
    perspective: PerspectiveId | None = None
    effect: Effect = NO_EFFECT
    watch: Watch | None = None
    rank: int = 0
