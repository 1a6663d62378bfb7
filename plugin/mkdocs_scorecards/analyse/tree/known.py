"""What is known of a tree in two periods, and how deep its change can therefore be followed.

A KPI is *opened* where its formula has a value in both periods; its figures are then those of the formula. Where a part
is missing or a division by zero stands in the way it stays closed: its own reported figures count, and its change is
not followed further down.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from decimal import Decimal
from fractions import Fraction

from mkdocs_scorecards.analyse.tree.evaluate import UndefinedFormula, formula_value, reason_in_words
from mkdocs_scorecards.analyse.tree.kpi_tree import KpiTree
from mkdocs_scorecards.model.frozen import frozen, frozen_positional
from mkdocs_scorecards.model.ids import KpiId

Figures = Mapping[KpiId, Decimal | None]


@frozen_positional
class Obstacle:
    """Why a KPI has no value or is not opened; `missing` tells a missing figure from a division by zero."""

    reason: str
    missing: bool


@frozen
class KnownTree:
    """A tree with its figures in two periods; a KPI without a figure in a period is absent there.

    `obstacles` holds, for each KPI that is not opened although it has a formula, and for each leaf without a figure,
    the reason, followed down to its origin.
    """

    tree: KpiTree
    before: Mapping[KpiId, Fraction]
    after: Mapping[KpiId, Fraction]
    opened: frozenset[KpiId]
    obstacles: Mapping[KpiId, Obstacle]

    def parts(self, kpi: KpiId) -> tuple[KpiId, ...]:
        """The KPIs that an opened KPI is made of; none for one that is not opened."""
        return self.tree.parts(kpi) if kpi in self.opened else ()


def known_tree(
    tree: KpiTree,
    before: Figures,
    after: Figures,
    *,
    names: Mapping[KpiId, str] | None = None,
    closed: AbstractSet[KpiId] = frozenset(),
) -> KnownTree:
    """Work out the figures of a tree from its leaves upwards, in both periods.

    Args:
        tree: the formulas.
        before: the earlier figures: of the leaves, and of other KPIs where they are reported.
        after: the later figures.
        names: what to call a KPI in a reason; its id where absent.
        closed: KPIs that are not to be opened.
    """
    known = _Known(tree, (_exact(before), _exact(after)), names or {})
    for kpi in reversed(tree.kpis):
        known.visit(kpi, may_open=kpi not in closed)
    earlier, later = known.figures
    return KnownTree(
        tree=tree, before=earlier, after=later, opened=frozenset(known.opened), obstacles=dict(known.obstacles)
    )


def _exact(figures: Figures) -> dict[KpiId, Fraction]:
    return {kpi: Fraction(figure) for kpi, figure in figures.items() if figure is not None}


_PERIODS = ("in the earlier period", "in the later period")


class _Known:
    """The figures found so far, and what stood in the way of others."""

    def __init__(self, tree: KpiTree, reported: tuple[dict[KpiId, Fraction], ...], names: Mapping[KpiId, str]) -> None:
        self.figures: tuple[dict[KpiId, Fraction], dict[KpiId, Fraction]] = ({}, {})
        self.opened: set[KpiId] = set()
        self.obstacles: dict[KpiId, Obstacle] = {}
        self._tree = tree
        self._reported = reported
        self._names = names

    def visit(self, kpi: KpiId, *, may_open: bool) -> None:
        """Settle the figures of a KPI whose parts are settled."""
        computed = [self._computed(kpi, when) for when in range(2)] if kpi in self._tree.formulas else [None, None]
        if may_open and None not in computed:
            self.opened.add(kpi)
        for when, figures in enumerate(self.figures):
            value = computed[when] if kpi in self.opened else self._reported[when].get(kpi, computed[when])
            if value is not None:
                figures[kpi] = value
            elif kpi not in self.obstacles:
                name = self._names.get(kpi, kpi)
                self.obstacles[kpi] = Obstacle(f"{name} has no figure {_PERIODS[when]}", missing=True)

    def _computed(self, kpi: KpiId, when: int) -> Fraction | None:
        formula = self._tree.formulas[kpi]
        try:
            return formula_value(formula, self.figures[when])
        except UndefinedFormula as undefined:
            words = f"{reason_in_words(undefined, formula, self._names)} {_PERIODS[when]}"
            found = Obstacle(words, undefined.missing)
            origin = self.obstacles.get(undefined.kpi, found) if undefined.missing and undefined.kpi else found
            self.obstacles.setdefault(kpi, origin)
            return None
