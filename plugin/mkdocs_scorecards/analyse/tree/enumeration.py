"""The Shapley value over up to twenty KPIs by running through all their mixed states, a million at most.

A million exact evaluations take minutes; in floating point and side by side they take a second. The result holds some
twelve digits, and what the rounding leaves over goes to the largest share, so that the shares still add up exactly.
"""

from collections.abc import Mapping
from fractions import Fraction
from math import comb

import numpy as np
from numpy.typing import NDArray

from mkdocs_scorecards.analyse.tree.evaluate import exact_value_of
from mkdocs_scorecards.analyse.tree.extension import NotAttributable
from mkdocs_scorecards.model.formula import (
    Absolute,
    Expression,
    Extreme,
    Negation,
    Number,
    Power,
    Product,
    Reference,
    Side,
    Sum,
    WeightedAverage,
)
from mkdocs_scorecards.model.ids import KpiId

_AT_ONCE = 1 << 15
_NEARLY_ZERO = 1e-9

Values = NDArray[np.float64]


def enumerated_shares(
    expression: Expression, before: Mapping[KpiId, Fraction], after: Mapping[KpiId, Fraction]
) -> dict[KpiId, Fraction]:
    """The Shapley share of each KPI in the change of an expression.

    Args:
        expression: arithmetic over the KPIs.
        before: each KPI's figure in the earlier state; at most twenty differ from the later one.
        after: each KPI's figure in the later state.

    Raises:
        NotAttributable: a mixed state divides by zero, or by next to nothing.
    """
    moved = [kpi for kpi in before if before[kpi] != after[kpi]]
    shares = np.zeros(len(moved))
    for start in range(0, 1 << len(moved), _AT_ONCE):
        states = np.arange(start, min(start + _AT_ONCE, 1 << len(moved)))
        shares += _weighted_values(expression, before, after, moved, states)
    exact = dict.fromkeys(before, Fraction(0)) | {
        kpi: Fraction(float(share)) for kpi, share in zip(moved, shares, strict=True)
    }
    change = exact_value_of(expression, after) - exact_value_of(expression, before)
    largest = max(exact, key=lambda kpi: abs(exact[kpi]))
    exact[largest] += change - sum(exact.values())
    return exact


def _weighted_values(
    expression: Expression,
    before: Mapping[KpiId, Fraction],
    after: Mapping[KpiId, Fraction],
    moved: list[KpiId],
    states: NDArray[np.int64],
) -> Values:
    """What these states add to the share of each moved KPI; bit `i` of a state says whether KPI `i` has moved."""
    bits = [(states >> place & 1).astype(bool) for place in range(len(moved))]
    figures: dict[KpiId, Values] = {kpi: np.full(1, float(figure)) for kpi, figure in before.items()}
    for kpi, bit in zip(moved, bits, strict=True):
        figures[kpi] = np.where(bit, float(after[kpi]), float(before[kpi]))
    values = np.broadcast_to(_values_of(expression, figures), states.shape)
    arrived = np.sum(bits, axis=0)
    count = len(moved)
    weights = np.array([1 / (count * comb(count - 1, size)) for size in range(count)])
    joining = values * weights[np.minimum(arrived, count - 1)]
    joined = values * weights[np.maximum(arrived - 1, 0)] + joining
    every = float(joining.sum())
    return np.array([float(joined.sum(where=bit)) - every for bit in bits])


def _values_of(expression: Expression, figures: Mapping[KpiId, Values]) -> Values:  # noqa: C901, PLR0911 - one case a kind
    match expression:
        case Number(value=value):
            return np.full(1, float(value))
        case Reference(kpi=kpi):
            return figures[kpi]
        case Negation(operand=operand):
            return -_values_of(operand, figures)
        case Sum(terms=terms):
            return _sum_of([_values_of(term, figures) for term in terms])
        case Product(factors=factors, divisors=divisors):
            result = np.ones(1)
            for factor in factors:
                result = result * _values_of(factor, figures)
            for divisor in divisors:
                result = result / _denominator(_values_of(divisor, figures))
            return result
        case Power(base=base, exponent=exponent):
            return _values_of(base, figures) ** exponent
        case WeightedAverage(pairs=pairs):
            weights = [_values_of(weight, figures) for _, weight in pairs]
            rates = [_values_of(rate, figures) for rate, _ in pairs]
            weighted = [rate * weight for rate, weight in zip(rates, weights, strict=True)]
            return _sum_of(weighted) / _denominator(_sum_of(weights))
        case Extreme(side=side, operands=operands):
            choose = np.minimum if side is Side.LOWEST else np.maximum
            result = _values_of(operands[0], figures)
            for operand in operands[1:]:
                result = choose(result, _values_of(operand, figures))
            return result
        case Absolute(operand=operand):
            return np.abs(_values_of(operand, figures))


def _sum_of(terms: list[Values]) -> Values:
    total = np.zeros(1)
    for term in terms:
        total = total + term
    return total


def _denominator(values: Values) -> Values:
    """The values, none of them zero but for rounding."""
    sizes = np.abs(values)
    if sizes.min() <= _NEARLY_ZERO * sizes.max():
        raise NotAttributable("a mixed state of the leaves divides by zero")
    return values
