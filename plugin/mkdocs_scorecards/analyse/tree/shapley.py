"""Exact Shapley slopes of a formula: what one unit of change in each of its KPIs has done to its value.

The Shapley share of a KPI is the integral of its slope in the multilinear extension, from the earlier state (t = 0) to
the later one (t = 1). The slope is a polynomial in t, so forty factors are split exactly without a look at their
2 ** 40 mixed states. An unchanged KPI has a share of 0, and as slope the limit of share over change.

Source: Shapley (1953); Owen (1972); for decomposition Sun (1998) and Albrecht, Francois and Schoors (2002).
"""

from collections.abc import Mapping
from fractions import Fraction

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
    return {kpi: slope.integral for kpi, slope in extension.slopes.items()}
