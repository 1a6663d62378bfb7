"""Exact Shapley slopes of a formula: what one unit of change in each of its KPIs has done to its value.

The Shapley share of a KPI is the integral of its slope in the multilinear extension, from the earlier state (t = 0) to
the later one (t = 1). The slope is a polynomial in t, so a rational quadrature with enough points is exact: forty
factors cost forty evaluations and not 2 ** 40. An unchanged KPI has a share of 0, and as slope the limit.

Source: Shapley (1953); Owen (1972); for decomposition Sun (1998) and Albrecht, Francois and Schoors (2002).
"""

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from math import prod

from mkdocs_scorecards.analyse.tree.extension import extension_of
from mkdocs_scorecards.model.formula import Expression
from mkdocs_scorecards.model.ids import KpiId


def shapley_slopes(
    expression: Expression, before: Mapping[KpiId, Fraction], after: Mapping[KpiId, Fraction]
) -> dict[KpiId, Fraction]:
    """The slope of an expression in each KPI it mentions; slope times change is the KPI's Shapley share.

    Args:
        expression: arithmetic over KPIs, with a value in both states.
        before: each KPI's figure in the earlier state, in its own unit.
        after: each KPI's figure in the later state.

    Returns:
        Slopes in the expression's unit per unit of the KPI; the shares add up to the change of the expression.

    Raises:
        NotAttributable: more KPIs are entangled than can be enumerated.
        UndefinedFormula: a mixed state divides by zero.
    """
    extension = extension_of(expression, before, after)
    slopes: dict[KpiId, Fraction] = defaultdict(Fraction)
    for t, weight in _quadrature(max(1, extension.degree)):
        for kpi, slope in extension.at(t)[1].items():
            slopes[kpi] += weight * slope
    return dict(slopes)


@lru_cache(maxsize=64)
def _quadrature(points: int) -> tuple[tuple[Fraction, Fraction], ...]:
    """Points in [0, 1] and weights that integrate every polynomial of a lower degree than `points` exactly."""
    if points == 1:
        return ((Fraction(1, 2), Fraction(1)),)
    nodes = [Fraction(place, points - 1) for place in range(points)]
    return tuple((node, _integral_of_basis(node, nodes)) for node in nodes)


def _integral_of_basis(node: Fraction, nodes: list[Fraction]) -> Fraction:
    """The integral over [0, 1] of the polynomial that is 1 at `node` and 0 at the other nodes."""
    polynomial = [Fraction(1)]
    others = [other for other in nodes if other != node]
    for other in others:
        shifted = [Fraction(0), *polynomial]
        polynomial = [high - other * low for high, low in zip(shifted, [*polynomial, Fraction(0)], strict=True)]
    area = sum((factor / (power + 1) for power, factor in enumerate(polynomial)), Fraction(0))
    return area / prod((node - other for other in others), start=Fraction(1))
