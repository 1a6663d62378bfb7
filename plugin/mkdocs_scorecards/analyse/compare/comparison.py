"""Two versions of a scorecard, judged in the same period: every edit, what follows from it, every state that moved."""

from collections.abc import Sequence
from dataclasses import replace

from mkdocs_scorecards.analyse.compare.change import Change, Effect, Item, Kind, Shift, State, Watch, What
from mkdocs_scorecards.analyse.compare.edits import edits_of
from mkdocs_scorecards.analyse.compare.effects import with_effects
from mkdocs_scorecards.analyse.compare.renames import in_new_names, renames_between
from mkdocs_scorecards.analyse.compare.shifts import shifts_between
from mkdocs_scorecards.analyse.compare.watches import with_watches
from mkdocs_scorecards.analyse.figures import FigureBook
from mkdocs_scorecards.analyse.hypotheses import link_reviews
from mkdocs_scorecards.analyse.review import ScorecardReview, review_of
from mkdocs_scorecards.analyse.status import Status
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.period import Period
from mkdocs_scorecards.model.scorecard import Scorecard


@frozen
class Comparison:
    """A scorecard before and after; one side is None where it was added or removed as a whole.

    `changes` run from the most consequential on, `shifts` from KPIs to the scorecard. `base` has the names of `head`.
    Between periods both sides are the same review: what `base` was is then in its `previous` and `before`.
    """

    base: ScorecardReview | None
    head: ScorecardReview | None
    changes: tuple[Change, ...]
    shifts: tuple[Shift, ...]

    @property
    def review(self) -> ScorecardReview:
        """The version that is spoken of: the newer one, unless there is none."""
        found = self.head or self.base
        assert found is not None  # noqa: S101 - one side always exists
        return found

    def causes_of(self, shift: Shift) -> tuple[Change, ...]:
        """The changes that a KPI's new state has to do with, or the only one that can have moved a roll-up."""
        if shift.on.what is What.KPI:
            return tuple(change for change in self.changes if shift.on.id in change.effect.reaches)
        return tuple(change for change in self.changes if shift in change.effect.levels)

    @property
    def level(self) -> Shift | None:
        """How the scorecard as a whole moved; None where it did not."""
        return next((shift for shift in self.shifts if shift.on.what is What.SCORECARD), None)


def comparison_of(base: Scorecard | None, head: Scorecard | None, period: Period) -> Comparison:
    """Compare two versions of a scorecard; None stands for a version in which there is no such scorecard."""
    if base is None or head is None:
        return _one_sided(base, head, period)
    renames = renames_between(base, head)
    old_id, base = base.id, in_new_names(base, head, renames)
    edits = edits_of(base, head, renames)
    if old_id != head.id:
        item = Item(what=What.SCORECARD, id=head.id, title=head.title)
        edits = (_renamed(item, head, old_id), *edits)
    before, after = (review_of(card, period, analysed=False) for card in (base, head))
    if any(edit.on.what is What.LINK for edit in edits):
        before, after = (_with_tests(review) for review in (before, after))
    shifts = shifts_between(before, after)
    changes = with_watches(with_effects(edits, before, after, shifts), before, after)
    return Comparison(base=before, head=after, changes=ranked(changes), shifts=shifts.all)


def ranked(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Most consequential first: what to watch, then states that get worse, better, scores, and all else."""
    ordered = sorted(changes, key=_consequence)
    return tuple(replace(change, rank=rank) for rank, change in enumerate(ordered))


_KINDS = {kind: rank for rank, kind in enumerate((Kind.REMOVED, Kind.ADDED, Kind.MOVED, Kind.CHANGED, Kind.RENAMED))}
_WHATS = {what: rank for rank, what in enumerate(What)}
_WATCHES = {watch: rank for rank, watch in enumerate(Watch)}


def _consequence(change: Change) -> tuple[int, int, int, int]:
    shifts = (*change.effect.kpis, *change.effect.levels)
    if any(shift.is_worse for shift in shifts):
        moved = 0
    elif any(shift.status_changes for shift in shifts):
        moved = 1
    else:
        moved = 2 if shifts else 3
    watched = _WATCHES[change.watch] if change.watch is not None else len(_WATCHES)
    return watched, moved, _KINDS[change.kind], _WHATS[change.on.what]


def _with_tests(review: ScorecardReview) -> ScorecardReview:
    return replace(review, links=link_reviews(FigureBook(review.scorecard), review.period))


def _renamed(item: Item, head: Scorecard, old_id: str) -> Change:
    return Change(
        kind=Kind.RENAMED,
        scorecard=head.id,
        on=item,
        where=head.where,
        field="id",
        before=str(old_id),
        after=str(head.id),
    )


def _one_sided(base: Scorecard | None, head: Scorecard | None, period: Period) -> Comparison:
    card = head or base
    assert card is not None  # noqa: S101 - the caller pairs what exists
    review = review_of(card, period, analysed=False)
    state = State(review.now.status, review.now.score)
    item = Item(what=What.SCORECARD, id=card.id, title=card.title)
    shift = Shift(on=item, before=state if head is None else None, after=state if head is not None else None)
    change = Change(
        kind=Kind.REMOVED if head is None else Kind.ADDED,
        scorecard=card.id,
        on=item,
        where=card.where,
        before=base,
        after=head,
        effect=Effect(levels=(shift,)),
        watch=Watch.RED_KPI_DROPPED if head is None and review.now.counts[Status.OFF_TARGET] else None,
    )
    return Comparison(
        base=review if head is None else None,
        head=review if head is not None else None,
        changes=(change,),
        shifts=(shift,),
    )
