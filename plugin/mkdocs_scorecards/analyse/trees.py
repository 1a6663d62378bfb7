"""The KPI trees of a scorecard in one period: why each computed KPI moved, what moves it, and what would close its gap.

Every KPI with a formula has a tree. *Root* trees are those of KPIs that are no part of another formula; the trees of
all others are branches of one of them, and tell the same story to their scale.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from mkdocs_scorecards.analyse.figures import FigureBook
from mkdocs_scorecards.analyse.tree.bridge import Bridge, Comparison, bridges_to
from mkdocs_scorecards.analyse.tree.gap import GapCloser, gap_closers
from mkdocs_scorecards.analyse.tree.known import known_tree
from mkdocs_scorecards.analyse.tree.kpi_tree import KpiTree
from mkdocs_scorecards.analyse.tree.reconcile import Reconciliation, reconciliation_problems, reconciliations
from mkdocs_scorecards.analyse.tree.sensitivity import Sensitivity, sensitivities
from mkdocs_scorecards.analyse.tree.unrolled import (
    UnrolledTree,
    in_own_figures,
    is_made_of_finer,
    unrolled_tree,
)
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.ids import KpiId
from mkdocs_scorecards.model.kpi import Kpi
from mkdocs_scorecards.model.period import Frequency, Period
from mkdocs_scorecards.model.problem import Problem

_A_YEAR = {Frequency.WEEK: 52, Frequency.MONTH: 12, Frequency.QUARTER: 4, Frequency.YEAR: 1}


@frozen
class Aim:
    """What a KPI is measured against: the period of its baseline, and the planned figure that it missed, if it did."""

    baseline: Period | None = None
    missed: Decimal | None = None


@frozen
class Lever:
    """What one leaf alone would have to be for the root to meet its plan.

    `best` is the leaf's figure that came nearest to it, of all complete periods of the same kind, with its period.
    """

    closer: GapCloser
    now: Decimal
    best: Decimal | None
    best_period: Period | None


@frozen
class TreeReview:
    """The tree of one KPI in the reviewed period.

    `bridges` holds the comparison with the previous period first; the others only where the KPI had a figure then.
    `missed` is the planned figure the root fell short of, None where it met its plan or has none. `parents` are the
    KPIs whose formulas name the root; a tree without any is a root tree.
    """

    root: KpiId
    period: Period
    tree: KpiTree
    parents: tuple[KpiId, ...]
    bridges: tuple[Bridge, ...]
    missed: Decimal | None
    sensitivity: tuple[Sensitivity, ...]
    levers: tuple[Lever, ...]
    reconciliation: tuple[Reconciliation, ...]
    problems: tuple[Problem, ...]

    @property
    def latest(self) -> Bridge:
        """The change since the previous period."""
        return self.bridges[0]


def tree_reviews(book: FigureBook, period: Period, aims: Mapping[KpiId, Aim]) -> tuple[TreeReview, ...]:
    """The tree of every KPI with a formula, in the order of the file; nothing later than the period's end is used."""
    formulas = {kpi.id: kpi.formula for kpi in book.scorecard.kpis if kpi.formula is not None}
    trees = {root: KpiTree.below(root, formulas) for root in formulas}
    return tuple(
        _tree_review(
            book,
            tree,
            book.own_period(book.scorecard.kpi(root), period),
            aims.get(root, Aim()),
            parents=tuple(other for other in formulas if root in trees[other].parts(other)),
        )
        for root, tree in trees.items()
    )


def _tree_review(
    book: FigureBook, tree: KpiTree, period: Period, aim: Aim, *, parents: tuple[KpiId, ...]
) -> TreeReview:
    kpi = book.scorecard.kpi(tree.root)
    found = reconciled(book, kpi, period)
    present = _present_tree(book, kpi.id, period)
    return TreeReview(
        root=kpi.id,
        period=period,
        tree=tree,
        parents=parents,
        bridges=bridges_to(book, kpi.id, _compared(book, kpi.id, period, aim.baseline), period),
        missed=aim.missed,
        sensitivity=sensitivities(*present) if present is not None else (),
        levers=_levers(book, present, period, aim.missed) if present is not None and aim.missed is not None else (),
        reconciliation=found,
        problems=reconciliation_problems(kpi, found),
    )


def _compared(
    book: FigureBook, root: KpiId, period: Period, baseline: Period | None
) -> list[tuple[Comparison, Period]]:
    """The earlier periods to compare with, the previous one first, none twice."""
    wanted = [(Comparison.YEAR_BEFORE, period.shifted(-_A_YEAR[period.frequency]))]
    if baseline is not None:
        day = baseline.middle_day if baseline.frequency is Frequency.WEEK else baseline.last_day
        wanted.append((Comparison.BASELINE, Period.containing(day, period.frequency, period.fiscal_start)))
    found = [(Comparison.PREVIOUS, period.previous)]
    for comparison, before in wanted:
        known = [earlier for _, earlier in found]
        if before < period and before not in known and book.figure(root, before).value is not None:
            found.append((comparison, before))
    return found


def _present_tree(book: FigureBook, root: KpiId, period: Period) -> tuple[KpiTree, dict[KpiId, Decimal | None]] | None:
    """The tree as a function of its leaves' present figures, and these figures.

    A KPI that cannot be computed counts as a leaf where it has a figure. None where the root cannot be computed.
    """
    if book.figure(root, period).value is None:
        return None
    closed: set[KpiId] = set()
    while True:
        grown = unrolled_tree(book, root, (period,), closed)
        not_opened = _not_opened(book, grown)
        if root in not_opened:
            return None
        if not not_opened:
            break
        closed |= not_opened
    tree = in_own_figures(grown, book)
    if tree is None:
        return None
    return tree, {leaf: book.figure(leaf, period).value for leaf in tree.leaves}


def _not_opened(book: FigureBook, grown: UnrolledTree) -> set[KpiId]:
    """The KPIs that cannot be computed in some place."""
    figures = grown.figures(book, 0)
    known = known_tree(grown.tree, figures, figures)
    not_opened = {grown.places[name].kpi for name in grown.tree.formulas if name not in known.opened}
    return not_opened | {grown.places[grown.tree.root].kpi for _ in range(grown.tree.root not in grown.tree.formulas)}


def _levers(
    book: FigureBook, present: tuple[KpiTree, dict[KpiId, Decimal | None]], period: Period, target: Decimal
) -> tuple[Lever, ...]:
    tree, figures = present
    history = {leaf: _history(book, leaf, period) for leaf in tree.leaves}
    closers = gap_closers(tree, figures, target, {leaf: tuple(past.values()) for leaf, past in history.items()})
    return tuple(_lever(closer, figures[closer.kpi] or Decimal(0), history[closer.kpi]) for closer in closers)


def _lever(closer: GapCloser, now: Decimal, history: Mapping[Period, Decimal]) -> Lever:
    if closer.needed is None or not history:
        return Lever(closer=closer, now=now, best=None, best_period=None)
    choose = max if closer.needed > now else min
    best = choose(history.values())
    return Lever(
        closer=closer, now=now, best=best, best_period=next(period for period in history if history[period] == best)
    )


def _history(book: FigureBook, leaf: KpiId, period: Period) -> dict[Period, Decimal]:
    """The figures of all complete periods of the same kind, up to this one, oldest first."""
    rows = list(book.rows(leaf))
    if not rows:
        return {}
    current = Period.containing(rows[0].middle_day, period.frequency, period.fiscal_start)
    found: dict[Period, Decimal] = {}
    while current <= period:
        figure = book.figure(leaf, current)
        if figure.value is not None and not figure.partial:
            found[current] = figure.value
        current = current.next
    return found


def reconciled(book: FigureBook, kpi: Kpi, until: Period) -> tuple[Reconciliation, ...]:
    """Each reported figure of a KPI beside what its formula gives, up to the end of a period, oldest first.

    A figure for a longer period is left out where such figures are made of finer ones and not by the formula.
    """
    if kpi.formula is None:
        return ()
    rows: Sequence[Period] = [
        row for row in book.rows(kpi.id) if row.last_day <= until.last_day and not is_made_of_finer(kpi, row.frequency)
    ]
    return reconciliations(
        kpi.formula, [book.rows(kpi.id)[row] for row in rows], lambda part, period: book.figure(part, period).value
    )
