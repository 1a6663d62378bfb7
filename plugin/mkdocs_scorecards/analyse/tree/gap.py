"""What closes the gap? The figure of one leaf that alone would bring the root to its target.

The root as a function of one leaf is nearly always a ratio of two straight lines, and then three exact evaluations give
the answer, or show that there is none. Otherwise it is looked for outwards from the leaf's present figure, on its side
of zero, up to a thousand times its size, and closed in on by bisection.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Context, Decimal
from fractions import Fraction
from itertools import pairwise

from mkdocs_scorecards.analyse.tree.evaluate import decimal_of
from mkdocs_scorecards.analyse.tree.known import Figures, KnownTree, known_tree
from mkdocs_scorecards.analyse.tree.kpi_tree import KpiTree
from mkdocs_scorecards.analyse.tree.sensitivity import open_leaves, root_with
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.ids import KpiId

_STEPS = sorted([Fraction(1), Fraction(1_000), *(Fraction(5, 4) ** power / 64 for power in range(50))])
"""How far to look, in sizes of the present figure: finely near by, widely far off, and at zero."""
_HALVINGS = 60
_SHOWN = Context(prec=18)
_EXACT_ENOUGH = Fraction(1, 10**9)

_Miss = Callable[[Fraction], Fraction | None]


@frozen
class GapCloser:
    """The figure that one leaf would need, all others unchanged; None where no figure of the leaf alone suffices.

    `reached_before` says whether the leaf has ever been there or beyond; it is False without a needed figure.
    """

    kpi: KpiId
    needed: Decimal | None
    reached_before: bool


def gap_closers(
    tree: KpiTree, figures: Figures, target: Decimal, history: Mapping[KpiId, Sequence[Decimal]]
) -> tuple[GapCloser, ...]:
    """For each leaf of a tree, the figure that alone would bring the root to its target.

    Args:
        tree: the formulas below the root.
        figures: the present figures, in each KPI's unit.
        target: what the root should be.
        history: each leaf's figures of all periods, in any order.

    Returns:
        One value a leaf in the order of the tree; nothing where the root has no value or is at its target.
    """
    known = known_tree(tree, figures, figures)
    if tree.root not in known.opened or known.after[tree.root] == target:
        return ()
    return tuple(_closer(known, leaf, Fraction(target), history.get(leaf, ())) for leaf in open_leaves(known))


def _closer(known: KnownTree, leaf: KpiId, target: Fraction, history: Sequence[Decimal]) -> GapCloser:
    def miss(figure: Fraction) -> Fraction | None:
        root = root_with(known, leaf, figure)
        return None if root is None else root - target

    present = known.after[leaf]
    needed = _needed(miss, present)
    if needed is None:
        return GapCloser(kpi=leaf, needed=None, reached_before=False)
    reached = any(figure >= needed if needed > present else figure <= needed for figure in history)
    return GapCloser(kpi=leaf, needed=decimal_of(needed), reached_before=reached)


def _needed(miss: _Miss, present: Fraction) -> Fraction | None:
    size = abs(present) or Fraction(1)
    found = _zero_of_ratio_of_lines(miss, present, size)
    if found is not None and miss(found) == 0:
        return found if found * present >= 0 else None
    rising = _zero_on_the_way(miss, present, [size * step for step in _STEPS])
    falling = _zero_on_the_way(miss, present, [-size * step for step in _STEPS if step <= 1 or present == 0])
    found_ones = [zero for zero in (rising, falling) if zero is not None]
    return min(found_ones, key=lambda zero: abs(zero - present), default=None)


def _zero_of_ratio_of_lines(miss: _Miss, present: Fraction, size: Fraction) -> Fraction | None:
    """Where (p + q u) / (1 + s u), with u counted from the present figure, is 0 if it runs through three points."""
    first, second = size / 10, size / 5
    here, near, far = miss(present), miss(present + first), miss(present + second)
    if here is None or near is None or far is None or near == far:
        return None
    near_slope, far_slope = (near - here) / first, (far - here) / second
    q = near_slope - near * (near_slope - far_slope) / (near - far)
    return present - here / q if q else None


def _zero_on_the_way(miss: _Miss, present: Fraction, steps: Sequence[Fraction]) -> Fraction | None:
    figures = [present, *(present + step for step in steps)]
    misses = [miss(figure) for figure in figures]
    for (near, here), (far, there) in pairwise(zip(figures, misses, strict=True)):
        if here is None or there is None or here * there > 0:
            continue
        zero = _bisected(miss, (near, here), far)
        if zero is not None:
            return zero
    return None


def _bisected(miss: _Miss, near: tuple[Fraction, Fraction], far: Fraction) -> Fraction | None:
    """The zero between two figures whose misses differ in sign; None where it is a pole."""
    start, sign = near
    end = far
    for _ in range(_HALVINGS):
        middle = (start + end) / 2
        value = miss(middle)
        if value is None:
            return None
        if value * sign > 0:
            start = middle
        else:
            end = middle
    zero = Fraction(_SHOWN.divide(Decimal(end.numerator), Decimal(end.denominator)))
    left = miss(zero)
    return zero if left is not None and abs(left) <= _EXACT_ENOUGH * abs(sign) else None
