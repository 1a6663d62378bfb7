"""The states that differ between two reviews of a scorecard: KPIs, objectives, perspectives, and the whole."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from mkdocs_scorecards.analyse.compare.change import Item, Shift, State, What
from mkdocs_scorecards.analyse.review import ObjectiveReview, PerspectiveReview, ScorecardReview
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.ids import KpiId

_States = Mapping[str, tuple[str, State]]
"""Title and state by id."""
_Levelled = ObjectiveReview | PerspectiveReview | ScorecardReview
_Look = Callable[[_Levelled], State]


@frozen
class Shifts:
    """`kpis` in the order of the file; `levels` from objectives to the scorecard."""

    kpis: Mapping[KpiId, Shift]
    levels: tuple[Shift, ...]

    @property
    def all(self) -> tuple[Shift, ...]:
        """KPIs first, roll-ups last."""
        return (*self.kpis.values(), *self.levels)


def shifts_between(base: ScorecardReview, head: ScorecardReview) -> Shifts:
    """What differs between two versions in the same period; `base` is in the names of `head`."""
    return _told(_shifts(What.KPI, _kpis(base), _kpis(head)), _levels(base, _now), _levels(head, _now))


def shifts_since(review: ScorecardReview) -> Shifts:
    """What differs between the reviewed period and the one before."""
    before: _States = {
        kpi.id: (kpi.kpi.title, State(kpi.previous.status, kpi.previous.score)) for kpi in review.scored_kpis
    }
    return _told(_shifts(What.KPI, before, _kpis(review)), _levels(review, _before), _levels(review, _now))


def _told(kpis: Iterable[Shift], before: Mapping[What, _States], after: Mapping[What, _States]) -> Shifts:
    return Shifts(
        kpis={KpiId(shift.on.id): shift for shift in kpis},
        levels=tuple(shift for what in after for shift in _shifts(what, before[what], after[what])),
    )


def _shifts(what: What, before: _States, after: _States) -> Iterator[Shift]:
    for name in dict.fromkeys([*after, *before]):
        old, new = before.get(name), after.get(name)
        if (old and old[1]) != (new and new[1]):
            title = (new or old or ("",))[0]
            yield Shift(
                on=Item(what=what, id=name, title=title),
                before=old[1] if old else None,
                after=new[1] if new else None,
            )


def _kpis(review: ScorecardReview) -> _States:
    return {kpi.id: (kpi.kpi.title, State(kpi.status, kpi.score)) for kpi in review.scored_kpis}


def _levels(review: ScorecardReview, state: _Look) -> dict[What, _States]:
    """Objectives, perspectives and the whole, as `state` sees them."""
    card = review.scorecard
    return {
        What.OBJECTIVE: {found.objective.id: (found.objective.title, state(found)) for found in review.objectives},
        What.PERSPECTIVE: {
            found.perspective.id: (found.perspective.title, state(found)) for found in review.perspectives
        },
        What.SCORECARD: {card.id: (card.title, state(review))},
    }


def _now(level: _Levelled) -> State:
    return State(level.now.status, level.now.score)


def _before(level: _Levelled) -> State:
    return State(level.before.status, level.before.score)
