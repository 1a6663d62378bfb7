"""What would ten per cent more of a driver do? The root re-evaluated exactly, one leaf changed at a time."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from mkdocs_scorecards.analyse.tree.evaluate import UndefinedFormula, decimal_of, formula_value
from mkdocs_scorecards.analyse.tree.gradient import gradient_of
from mkdocs_scorecards.analyse.tree.known import Figures, KnownTree, known_tree
from mkdocs_scorecards.analyse.tree.kpi_tree import KpiTree
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.ids import KpiId

STEP = Fraction(1, 10)


@frozen
class Sensitivity:
    """What the root would be if one leaf were ten per cent more, or less; None where it would have no value.

    `plus` and `minus` are the changes of the root, in its unit. `elasticity` is the change of the root in per cent for
    one per cent more of the leaf, for small changes; None where the root is 0.
    """

    kpi: KpiId
    root_plus: Decimal | None
    root_minus: Decimal | None
    plus: Decimal | None
    minus: Decimal | None
    elasticity: Decimal | None


def sensitivities(tree: KpiTree, figures: Figures) -> tuple[Sensitivity, ...]:
    """The sensitivity of a tree's root to each leaf, in the order of the tree.

    A KPI that cannot be computed from its parts counts as a leaf where it is reported. Empty where the root cannot be
    computed.
    """
    known = known_tree(tree, figures, figures)
    if tree.root not in known.opened:
        return ()
    slopes = root_slopes(known)
    return tuple(_sensitivity(known, leaf, slopes[leaf]) for leaf in open_leaves(known))


def open_leaves(known: KnownTree) -> tuple[KpiId, ...]:
    """The KPIs with a figure on which the root depends and which are not computed from others, in tree order."""
    below = {known.tree.root}
    for kpi in known.tree.kpis:
        if kpi in below:
            below.update(known.parts(kpi))
    return tuple(kpi for kpi in known.tree.kpis if kpi in below and kpi not in known.opened and kpi in known.after)


def root_with(known: KnownTree, leaf: KpiId, figure: Fraction) -> Fraction | None:
    """The later value of the root if one leaf had another figure; None where it has no value."""
    figures = {**known.after, leaf: figure}
    moved = {leaf}
    try:
        for kpi in reversed(known.tree.kpis):
            if not moved.isdisjoint(known.parts(kpi)):
                figures[kpi] = formula_value(known.tree.formulas[kpi], figures)
                moved.add(kpi)
    except UndefinedFormula:
        return None
    return figures[known.tree.root]


def root_slopes(known: KnownTree) -> Mapping[KpiId, Fraction]:
    """How much the root's later value changes with each KPI of the tree, for a small change."""
    slopes = dict.fromkeys(known.tree.kpis, Fraction(0)) | {known.tree.root: Fraction(1)}
    for kpi in known.tree.kpis:
        if kpi in known.opened and slopes[kpi] != 0:
            for part, slope in gradient_of(known.tree.formulas[kpi].root, known.after).items():
                slopes[part] += slopes[kpi] * slope
    return slopes


def _sensitivity(known: KnownTree, leaf: KpiId, slope: Fraction) -> Sensitivity:
    root, figure = known.after[known.tree.root], known.after[leaf]
    more = root_with(known, leaf, figure * (1 + STEP))
    less = root_with(known, leaf, figure * (1 - STEP))
    return Sensitivity(
        kpi=leaf,
        root_plus=_decimal(more),
        root_minus=_decimal(less),
        plus=_decimal(None if more is None else more - root),
        minus=_decimal(None if less is None else less - root),
        elasticity=_decimal(None if root == 0 else slope * figure / root),
    )


def _decimal(value: Fraction | None) -> Decimal | None:
    return None if value is None else decimal_of(value)
