"""What follows from each change: states of KPIs, and roll-ups where nothing else can have moved them.

Effects are those of the whole change set. Where several edits touch one KPI its state is told with the first of them
and marked as shared; a roll-up is told with an edit only when no other edit below it could have moved it. So no
sentence claims more than is known, and nothing has to be scored again for each edit.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from mkdocs_scorecards.analyse.compare.change import JUDGING, Change, Effect, Kind, Shift, What
from mkdocs_scorecards.analyse.compare.shifts import Shifts
from mkdocs_scorecards.analyse.link_review import LinkReview
from mkdocs_scorecards.analyse.review import KpiReview, ScorecardReview
from mkdocs_scorecards.model.formula import references
from mkdocs_scorecards.model.ids import KpiId
from mkdocs_scorecards.model.kpi import ChangeTarget

_WEIGHING = {"weight", "perspective", "objective"}
_LevelId = tuple[What, str]


def with_effects(
    changes: Sequence[Change], base: ScorecardReview, head: ScorecardReview, shifts: Shifts
) -> tuple[Change, ...]:
    """The changes, each with what follows from it."""
    return tuple(_Effects(changes, base, head, shifts).found())


class _Effects:
    """Which change reaches which KPIs and levels."""

    def __init__(self, changes: Sequence[Change], base: ScorecardReview, head: ScorecardReview, shifts: Shifts) -> None:
        self.changes, self.base, self.head, self.shifts = changes, base, head, shifts
        self.computed_from = _computed_from(base, head)
        self.levels_of = _levels_of(base, head)
        self.actuals = [{kpi.id: kpi.result.actual for kpi in review.kpis} for review in (base, head)]
        self.reached = [self._kpis_reached(change) for change in changes]
        self.movers: dict[KpiId, list[int]] = defaultdict(list)
        for number, reached in enumerate(self.reached):
            for kpi in reached:
                self.movers[kpi].append(number)

    def found(self) -> Iterable[Change]:
        """Each change with its effect."""
        alone = self._sole_movers()
        for number, change in enumerate(self.changes):
            if change.on.what is What.LINK:
                yield replace(change, effect=self._of_link(change))
                continue
            told = [kpi for kpi in self.reached[number] if self.movers[kpi][0] == number]
            moved = tuple(self.shifts.kpis[kpi] for kpi in told)
            effect = Effect(
                reaches=self.reached[number],
                kpis=moved,
                levels=tuple(alone[number]),
                shared=any(len(self.movers[kpi]) > 1 for kpi in told),
                by_rule=any(shift.status_changes and self._figure_stays(KpiId(shift.on.id)) for shift in moved),
            )
            yield replace(change, effect=effect)

    def _kpis_reached(self, change: Change) -> tuple[KpiId, ...]:
        """The KPIs of objectives whose state moved and that the change has to do with."""
        name = KpiId(change.on.id)
        whole = change.kind in (Kind.ADDED, Kind.REMOVED) and not change.field
        if not change.on.what.has_figures or not (whole or change.field in JUDGING):
            return ()
        near = [kpi for kpi in (name, *self.computed_from[name]) if kpi in self.shifts.kpis]
        return tuple(kpi for kpi in dict.fromkeys(near) if change.field != "figures" or self._counts(kpi))

    def _counts(self, kpi: KpiId) -> bool:
        """Whether other figures can have moved a state: not those of another period, unless a target rests on them."""
        target = next((found.kpi.target for found in self.head.kpis if found.id == kpi), None)
        return not self._figure_stays(kpi) or isinstance(target, ChangeTarget)

    def _sole_movers(self) -> Mapping[int, list[Shift]]:
        """By the number of a change, the levels that moved and that no other change can have moved."""
        movers: dict[_LevelId, list[int]] = defaultdict(list)
        for number in range(len(self.changes)):
            for level in self._levels_reached(number):
                movers[level].append(number)
        found: dict[int, list[Shift]] = defaultdict(list)
        for shift in self.shifts.levels:
            numbers = movers[shift.on.what, shift.on.id]
            if len(numbers) == 1:
                found[numbers[0]].append(shift)
        return found

    def _levels_reached(self, number: int) -> set[_LevelId]:
        """The levels that a change may have moved."""
        change = self.changes[number]
        whole = (What.SCORECARD, str(change.scorecard))
        if change.field.startswith("rollup."):
            return {(shift.on.what, shift.on.id) for shift in self.shifts.levels}
        if change.on.what.has_figures:
            weighed = [KpiId(change.on.id)] if change.field in _WEIGHING else []
            return set().union(*(self.levels_of[kpi] for kpi in (*self.reached[number], *weighed)))
        if change.on.what is What.OBJECTIVE and change.field in _WEIGHING:
            homes = {change.perspective, change.before, change.after}
            return {whole, *((What.PERSPECTIVE, str(home)) for home in homes)}
        return {whole} if change.on.what is What.PERSPECTIVE and not change.field else set()

    def _figure_stays(self, kpi: KpiId) -> bool:
        return self.actuals[0].get(kpi) == self.actuals[1].get(kpi)

    def _of_link(self, change: Change) -> Effect:
        cause, _, effect = change.on.id.partition(" -> ")
        return Effect(
            tested_before=_tested(self.base, cause, effect),
            tested_after=_tested(self.head, cause, effect),
        )


def _levels_of(base: ScorecardReview, head: ScorecardReview) -> Mapping[KpiId, set[_LevelId]]:
    """The levels above each KPI, in either version."""
    found: dict[KpiId, set[_LevelId]] = defaultdict(set)
    for review in (base, head):
        for perspective in review.perspectives:
            for objective in perspective.objectives:
                for kpi in objective.kpis:
                    found[kpi.id] |= {
                        (What.OBJECTIVE, objective.objective.id),
                        (What.PERSPECTIVE, perspective.perspective.id),
                        (What.SCORECARD, review.scorecard.id),
                    }
    return found


def _tested(review: ScorecardReview, cause: str, effect: str) -> LinkReview | None:
    return next((found for found in review.links if (found.link.cause, found.link.effect) == (cause, effect)), None)


def _computed_from(base: ScorecardReview, head: ScorecardReview) -> Mapping[KpiId, list[KpiId]]:
    """For each KPI, those whose formulas lead to it, near ones first, in either version."""
    users: dict[KpiId, list[KpiId]] = defaultdict(list)
    for review in (head, base):
        for kpi in review.kpis:
            for part in _parts(kpi):
                if kpi.id not in users[part]:
                    users[part].append(kpi.id)
    found: dict[KpiId, list[KpiId]] = defaultdict(list)
    for part in list(users):
        waiting = list(users[part])
        while waiting:
            user = waiting.pop(0)
            if user not in found[part] and user != part:
                found[part].append(user)
                waiting += users.get(user, [])
    return found


def _parts(kpi: KpiReview) -> tuple[KpiId, ...]:
    return references(kpi.kpi.formula) if kpi.kpi.formula is not None else ()
