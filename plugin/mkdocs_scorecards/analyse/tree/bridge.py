"""From one period to another: the change of a KPI, split over its tree, whatever the periods are made of.

Periods that lie further apart than one step are bridged step by step, and the steps are added up: the bridge of a year
is then the sum of the bridges of its quarters. Where a period in between lacks figures, first and last are compared
directly, and `steps` says so.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from enum import Enum
from itertools import pairwise

from mkdocs_scorecards.analyse.exact import difference, product, quotient, settled, total
from mkdocs_scorecards.analyse.figures import FigureBook
from mkdocs_scorecards.analyse.tree.attribute import SMALLEST_NET_CHANGE, explained_change
from mkdocs_scorecards.analyse.tree.explanation import (
    Attribution,
    Contribution,
    EdgeContribution,
    Explanation,
    Method,
)
from mkdocs_scorecards.analyse.tree.known import KnownTree, known_tree
from mkdocs_scorecards.analyse.tree.kpi_tree import KpiTree
from mkdocs_scorecards.analyse.tree.unrolled import UnrolledTree, unrolled_tree
from mkdocs_scorecards.model.frozen import frozen, frozen_positional
from mkdocs_scorecards.model.ids import KpiId
from mkdocs_scorecards.model.period import Frequency, Period


class Comparison(Enum):
    """With which earlier period a figure is compared."""

    PREVIOUS = "previous"
    YEAR_BEFORE = "year_before"
    BASELINE = "baseline"
    CHOSEN = "chosen"


@frozen
class Bridge:
    """The change of a KPI from `before` to `after`, two periods of one frequency.

    The explanation splits the change of the computed figures. `reported_before` and `reported_after` are what the KPI's
    page shows for the two periods. `steps` is the number of consecutive comparisons that were added up. `finer` holds
    the KPIs whose figures are made of finer periods, which were compared one by one.
    """

    comparison: Comparison
    before: Period
    after: Period
    steps: int
    explanation: Explanation
    reported_before: Decimal | None
    reported_after: Decimal | None
    finer: Mapping[KpiId, Frequency]

    @property
    def beside(self) -> Decimal | None:
        """The change of the reported figures less that of the computed ones; None where one of the four is missing."""
        change = self.explanation.change
        if change is None or self.reported_before is None or self.reported_after is None:
            return None
        return settled(difference(difference(self.reported_after, self.reported_before), settled(change)))


def bridge_between(
    book: FigureBook, root: KpiId, before: Period, after: Period, comparison: Comparison = Comparison.CHOSEN
) -> Bridge:
    """Split the change of a KPI with a formula between two periods of one frequency, `before` being the earlier."""
    return _bridge(_Steps(book, root), before, after, comparison)


def bridges_to(
    book: FigureBook, root: KpiId, compared: Iterable[tuple[Comparison, Period]], after: Period
) -> tuple[Bridge, ...]:
    """The bridges from several earlier periods, in order; the steps that they have in common are made once."""
    steps = _Steps(book, root)
    return tuple(_bridge(steps, before, after, comparison) for comparison, before in compared)


def _bridge(steps: "_Steps", before: Period, after: Period, comparison: Comparison) -> Bridge:
    chain = [before]
    while chain[-1] < after:
        chain.append(chain[-1].next)
    chain[-1] = after
    found = _explained(steps, chain)
    if found.explanation.status is not Attribution.OK and len(chain) > 2:  # noqa: PLR2004 - more than one step
        chain = [before, after]
        found = _explained(steps, chain)
    return Bridge(
        comparison=comparison,
        before=before,
        after=after,
        steps=len(chain) - 1,
        explanation=found.explanation,
        reported_before=steps.book.figure(steps.root, before).value,
        reported_after=steps.book.figure(steps.root, after).value,
        finer=found.finer,
    )


@frozen_positional
class _Found:
    explanation: Explanation
    finer: Mapping[KpiId, Frequency] = field(default_factory=dict)


@frozen_positional
class _Step:
    """One comparison of two periods, over places."""

    book: FigureBook
    grown: UnrolledTree
    explanation: Explanation
    names: Mapping[KpiId, str]

    @classmethod
    def between(cls, book: FigureBook, root: KpiId, pair: tuple[Period, ...], closed: Mapping[KpiId, str]) -> "_Step":
        grown = unrolled_tree(book, root, pair, closed.keys())
        titles = {kpi.id: kpi.title for kpi in book.scorecard.kpis}
        names = {name: titles[place.kpi] for name, place in grown.places.items()}
        explanation = explained_change(grown.tree, grown.figures(book, 0), grown.figures(book, 1), names=names)
        return cls(book, grown, explanation, names)

    @property
    def pair(self) -> tuple[Period, ...]:
        return self.grown.places[self.grown.tree.root].periods

    def not_opened(self, closed: Mapping[KpiId, str]) -> dict[KpiId, str]:
        """KPIs with a formula that was not followed, with the reason, other than those known already."""
        with_formula = {kpi.id for kpi in self.book.scorecard.kpis if kpi.formula is not None}
        found: dict[KpiId, str] = {}
        for one in self.explanation.leaves:
            kpi = self.grown.places[one.kpi].kpi
            if kpi in with_formula and kpi not in closed:
                reason = self._dated(one.reason, one.kpi) or "its finer periods cannot be compared one by one"
                found.setdefault(kpi, self.missing_in_words(one.kpi) or reason)
        return found

    def missing_in_words(self, below: KpiId) -> str:
        """The first KPI without a figure below a place, with the period: `Win rate has no figure in 2026-08`."""
        for name in KpiTree.below(below, self.grown.tree.formulas).leaves:
            place = self.grown.places[name]
            for period in place.periods:
                if self.book.figure(place.kpi, period).value is None:
                    return f"{self.book.scorecard.kpi(place.kpi).title} has no figure in {period}"
        return ""

    def _dated(self, reason: str, place: KpiId) -> str:
        before, after = self.grown.places[place].periods
        return reason.replace("in the earlier period", f"in {before}").replace("in the later period", f"in {after}")

    def failure(self, *, root_closed: bool) -> tuple[Attribution, str]:
        """Why there is no split; `root_closed` where the root's own months stood in the way."""
        root, grown = self.grown.tree.root, self.grown
        if root not in grown.tree.formulas:
            before, after = self.pair
            noun = self.book.scorecard.kpi(self.grown.places[root].kpi).frequency.noun
            return Attribution.NOT_ATTRIBUTABLE, f"{before} and {after} are not made of the same number of {noun}s"
        status, reason = self.explanation.status, self._dated(self.explanation.reason, root)
        if root_closed:
            status, reason = self._failure_inside()
        elif status is Attribution.UNDEFINED:
            reason = self._dated(self.explanation.reason, self._origin_of(self.explanation.reason))
        if status is Attribution.MISSING:
            reason = self.missing_in_words(root) or reason
        return status, reason

    def _origin_of(self, reason: str) -> KpiId:
        """The deepest place that is undefined for a reason; the places above it have inherited it."""
        obstacles = self._known.obstacles
        deepest_first = reversed(self.grown.tree.kpis)
        found = (name for name in deepest_first if name in obstacles and obstacles[name].reason == reason)
        return next(found, self.grown.tree.root)

    @property
    def _known(self) -> KnownTree:
        figures = (self.grown.figures(self.book, when) for when in range(2))
        return known_tree(self.grown.tree, *figures, names=self.names)

    def _failure_inside(self) -> tuple[Attribution, str]:
        own = self.grown.places[self.grown.tree.root].kpi
        known = self._known
        for one in self.explanation.leaves:
            if self.grown.places[one.kpi].kpi == own and one.kpi in self.grown.tree.formulas:
                obstacle = known.obstacles.get(one.kpi)
                if obstacle is None:
                    return Attribution.NOT_ATTRIBUTABLE, self._dated(one.reason, one.kpi)
                status = Attribution.MISSING if obstacle.missing else Attribution.UNDEFINED
                return status, self._dated(one.reason, one.kpi)
        return Attribution.NOT_ATTRIBUTABLE, "its finer periods cannot be compared one by one"


@frozen_positional
class _Steps:
    """The comparisons that the bridges of one KPI are made of, each made once."""

    book: FigureBook
    root: KpiId
    made: dict[tuple[tuple[Period, ...], frozenset[KpiId]], _Step] = field(default_factory=dict)

    def between(self, pair: tuple[Period, ...], closed: Mapping[KpiId, str]) -> _Step:
        key = (pair, frozenset(closed))
        if key not in self.made:
            self.made[key] = _Step.between(self.book, self.root, pair, closed)
        return self.made[key]


def _explained(made: _Steps, periods: Sequence[Period]) -> _Found:
    """Add up the steps; what cannot be followed further down in one place is followed in none."""
    book, root = made.book, made.root
    closed: dict[KpiId, str] = {}
    while True:
        steps = [made.between(pair, closed) for pair in pairwise(periods)]
        refused: dict[KpiId, str] = {}
        for step in steps:
            refused = {**step.not_opened(closed), **refused}
        failed = next((step for step in steps if step.explanation.status is not Attribution.OK), None)
        if any(book.figure(root, period).value is None for period in (periods[0], periods[-1])) and failed is None:
            return _Found(_without_figure(book, root, periods))
        if failed is not None or root in refused:
            if failed is None:
                failed = next(step for step in steps if root in step.not_opened(closed))
            return _Found(_without_split(book, root, periods, failed))
        if not refused:
            return _Found(_added_up(book, root, steps, closed), dict(steps[0].grown.finer))
        closed.update(refused)


def _without_figure(book: FigureBook, root: KpiId, periods: Sequence[Period]) -> Explanation:
    """A KPI that could be computed but of which only published figures count, and there is none."""
    figures = {period: book.figure(root, period) for period in (periods[0], periods[-1])}
    missing = next(figure for figure in figures.values() if figure.value is None)
    return Explanation(
        root=root,
        method=Method.NESTED,
        status=Attribution.MISSING,
        reason=f"{missing.period}: {missing.reason}",
        before=figures[periods[0]].value,
        after=figures[periods[-1]].value,
        change=None,
    )


def _without_split(book: FigureBook, root: KpiId, periods: Sequence[Period], failed: _Step) -> Explanation:
    status, reason = failed.failure(root_closed=failed.explanation.status is Attribution.OK)
    before, after = book.figure(root, periods[0]).value, book.figure(root, periods[-1]).value
    return Explanation(
        root=root,
        method=Method.NESTED,
        status=status,
        reason=reason,
        before=before,
        after=after,
        change=None if before is None or after is None else settled(difference(after, before)),
    )


def _added_up(book: FigureBook, root: KpiId, steps: Sequence[_Step], closed: Mapping[KpiId, str]) -> Explanation:
    """The steps as one explanation over KPIs: a KPI's months are added up, and so are the steps."""
    edges: dict[tuple[KpiId, KpiId], Decimal] = {}
    for step in steps:
        places = step.grown.places
        for edge in step.explanation.edges:
            way = (places[edge.whole].kpi, places[edge.part].kpi)
            if way[0] != way[1]:
                edges[way] = total((edges.get(way, Decimal(0)), edge.contribution))
    formulas = {kpi.id: kpi.formula for kpi in book.scorecard.kpis if kpi.formula is not None and kpi.id not in closed}
    tree = KpiTree.below(root, formulas)
    order = [kpi for kpi in tree.kpis if any(part == kpi for _, part in edges)]
    amounts = {kpi: total(amount for (_, part), amount in edges.items() if part == kpi) for kpi in order}
    leaves = frozenset(tree.leaves)
    before, after = steps[0].explanation.before or Decimal(0), steps[-1].explanation.after or Decimal(0)
    change = difference(after, before)
    turnover = total(abs(amounts[kpi]) for kpi in order if kpi in leaves)
    smallest = product(
        turnover, quotient(Decimal(SMALLEST_NET_CHANGE.numerator), Decimal(SMALLEST_NET_CHANGE.denominator))
    )
    shared = change != 0 and abs(change) > smallest
    titles = {kpi.id: kpi.title for kpi in book.scorecard.kpis}
    return Explanation(
        root=root,
        method=Method.NESTED,
        status=Attribution.OK,
        reason="; ".join(f"{titles[kpi]} is not opened: {closed[kpi]}" for kpi in order if kpi in closed),
        before=before,
        after=after,
        change=change,
        contributions=tuple(
            Contribution(
                kpi=kpi,
                before=book.figure(kpi, steps[0].pair[0]).value,
                after=book.figure(kpi, steps[-1].pair[1]).value,
                contribution=amounts[kpi],
                share=quotient(amounts[kpi], change) if shared else None,
                leaf=kpi in leaves,
                reason=closed.get(kpi, ""),
            )
            for kpi in order
        ),
        edges=tuple(EdgeContribution(whole=w, part=p, contribution=amount) for (w, p), amount in edges.items()),
    )
