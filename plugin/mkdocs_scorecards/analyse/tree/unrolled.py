"""A KPI tree over periods: the formula of a month holds for each month, and a quarter is made of its months.

The quarter's figure of a KPI that is added up, averaged, or shown by its last, lowest or highest month is in general
not what its formula makes of the quarter's figures: July's price times July's customers and so on is no product of two
quarterly figures. Such a KPI is therefore made of its months first, and each month of its parts. What comes out is a
larger tree of the same kind, over *places*: a KPI in a period, or, when two periods are compared, in a pair of them,
the first month beside the first and so on. Whatever splits or evaluates a tree does so with this one, and nothing is
left over. A KPI with `aggregate: formula` needs none of this; its formula holds for the quarter itself.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from decimal import Decimal

from mkdocs_scorecards.analyse.figures import FigureBook
from mkdocs_scorecards.analyse.tree.kpi_tree import KpiTree
from mkdocs_scorecards.model.formula import (
    Expression,
    Formula,
    Number,
    Product,
    Reference,
    Sum,
    parts_of,
    references,
    with_parts,
)
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.ids import KpiId
from mkdocs_scorecards.model.kpi import Aggregation, Kpi
from mkdocs_scorecards.model.period import Frequency, Period

_ADDED = (Aggregation.SUM, Aggregation.MEAN)
_ONE_OF_THEM = (Aggregation.LAST, Aggregation.MIN, Aggregation.MAX)


@dataclass(frozen=True, slots=True)
class Place:
    """A KPI in one period, or in several that stand beside each other."""

    kpi: KpiId
    periods: tuple[Period, ...]
    name: KpiId = field(init=False, compare=False)
    """A name for the place that no KPI can have."""

    def __post_init__(self) -> None:
        """Spell the name once."""
        object.__setattr__(self, "name", KpiId(" ".join([self.kpi, *map(str, self.periods)])))


@frozen
class UnrolledTree:
    """A tree over the names of places.

    `finer` holds the KPIs whose figure was made of finer periods, with their frequency.
    """

    tree: KpiTree
    places: Mapping[KpiId, Place]
    finer: Mapping[KpiId, Frequency]

    def figures(self, book: FigureBook, when: int) -> dict[KpiId, Decimal | None]:
        """The figure of each place in its period number `when`."""
        return {name: book.figure(place.kpi, place.periods[when]).value for name, place in self.places.items()}


@dataclass(slots=True)
class _Growth:
    """What has been found on the way from the root to the leaves."""

    book: FigureBook
    kpis: Mapping[KpiId, Kpi]
    closed: AbstractSet[KpiId]
    formulas: dict[KpiId, Formula] = field(default_factory=dict)
    places: dict[KpiId, Place] = field(default_factory=dict)
    finer: dict[KpiId, Frequency] = field(default_factory=dict)

    def visit(self, place: Place) -> Sequence[Place]:
        """Take up a place and return those that it is made of."""
        self.places[place.name] = place
        kpi = self.kpis[place.kpi]
        if kpi.formula is None or kpi.id in self.closed:
            return ()
        if not is_made_of_finer(kpi, place.periods[0].frequency):
            self.formulas[place.name], parts = _over_places(kpi.formula, place.periods)
            return parts
        inside = self._inside(kpi, place)
        if inside:
            self.formulas[place.name] = _together(kpi.aggregate, inside)
            self.finer[kpi.id] = kpi.frequency
        return inside

    def _inside(self, kpi: Kpi, place: Place) -> tuple[Place, ...]:
        """The finer periods that a place is made of, side by side; none where they cannot be compared one by one."""
        columns = [period.parts(kpi.frequency) for period in place.periods]
        if kpi.aggregate in _ONE_OF_THEM:
            columns = [self._chosen(kpi, column) for column in columns]
        if len({len(column) for column in columns}) != 1:
            return ()
        return tuple(Place(kpi.id, row) for row in zip(*columns, strict=True))

    def _chosen(self, kpi: Kpi, column: tuple[Period, ...]) -> tuple[Period, ...]:
        """The one finer period that speaks for the whole: the last one reported, the lowest, or the highest."""
        found = [(value, period) for period in column if (value := self.book.figure(kpi.id, period).value) is not None]
        if not found:
            return column[-1:]
        if kpi.aggregate is Aggregation.LAST:
            return (found[-1][1],)
        choose = min if kpi.aggregate is Aggregation.MIN else max
        return (choose(found, key=lambda pair: pair[0])[1],)


def is_made_of_finer(kpi: Kpi, frequency: Frequency) -> bool:
    """Whether a KPI's figure of a period of `frequency` is made of its finer ones and not by its formula."""
    return kpi.aggregate in (*_ADDED, *_ONE_OF_THEM) and kpi.frequency.is_finer_than(frequency)


def unrolled_tree(
    book: FigureBook, root: KpiId, periods: tuple[Period, ...], closed: AbstractSet[KpiId] = frozenset()
) -> UnrolledTree:
    """The tree of a KPI over one period, or over two or more that stand beside each other and are of equal length.

    Args:
        book: the figures; it decides which month is the last with a figure, the lowest or the highest.
        root: a KPI with a formula.
        periods: all of one frequency.
        closed: KPIs that are not to be opened.
    """
    growth = _Growth(book, {kpi.id: kpi for kpi in book.scorecard.kpis}, closed)
    first = Place(root, periods)
    to_do = [first]
    while to_do:
        place = to_do.pop()
        if place.name not in growth.places:
            to_do.extend(growth.visit(place))
    return UnrolledTree(
        tree=KpiTree.below(first.name, growth.formulas), places=dict(growth.places), finer=dict(growth.finer)
    )


def in_own_figures(grown: UnrolledTree, book: FigureBook) -> KpiTree | None:
    """The tree of one period as a function of its leaves' figures for that period, named by KPI.

    The months of a leaf keep their proportions: its month is the leaf's figure times the month's part of it. So "win
    rate 10 % higher" is one question, and its answer one figure. None where a leaf has no figure for the whole period.
    """
    root = grown.places[grown.tree.root]
    formulas = dict(grown.tree.formulas)
    for name in grown.tree.leaves:
        place = grown.places[name]
        value = book.figure(place.kpi, place.periods[0]).value
        whole = book.figure(place.kpi, root.periods[0]).value
        if whole is None or value is None:
            return None
        count = len(root.periods[0].parts(place.periods[0].frequency))
        parts = count if book.scorecard.kpi(place.kpi).aggregate is Aggregation.SUM else 1
        formulas[name] = _in_proportion(Reference(place.kpi), value, whole, parts)
    return KpiTree.below(grown.tree.root, formulas)


def _in_proportion(leaf: Reference, value: Decimal, whole: Decimal, parts: int) -> Formula:
    """A part's figure by that of the whole: in proportion, or, where the whole is 0, spread evenly beside it."""
    if whole != 0:
        return Formula("", Product((Number(value), leaf), (Number(whole),)))
    return Formula("", Sum((Number(value), Product((leaf,), (Number(Decimal(parts)),)))))


def _over_places(formula: Formula, periods: tuple[Period, ...]) -> tuple[Formula, tuple[Place, ...]]:
    """A formula over the places of its KPIs in some periods, and these places."""
    parts = {part: Place(part, periods) for part in references(formula)}
    root = _renamed(formula.root, {part: place.name for part, place in parts.items()})
    return Formula(formula.text, root), tuple(parts.values())


def _renamed(expression: Expression, names: Mapping[KpiId, KpiId]) -> Expression:
    if isinstance(expression, Reference):
        return Reference(names[expression.kpi], start=expression.start, end=expression.end)
    return with_parts(expression, [_renamed(part, names) for part in parts_of(expression)])


def _together(rule: Aggregation, places: Sequence[Place]) -> Formula:
    """The sum or the mean of places; the one place where only one speaks for the whole."""
    total = Sum(tuple(Reference(place.name, start=number) for number, place in enumerate(places)))
    if rule is not Aggregation.MEAN:
        return Formula("", total)
    return Formula("", Product((total,), (Number(Decimal(len(places))),)))
