"""Partial derivatives of a formula, exactly, all in one walk from the root to the references.

At a kink (the tie of a minimum or maximum, the zero of an absolute value) the mean of the sides is taken, so that no
part is preferred for where it stands in the formula.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import accumulate
from operator import mul

from mkdocs_scorecards.analyse.tree.evaluate import UndefinedFormula, exact_value_of
from mkdocs_scorecards.model.formula import (
    Absolute,
    Expression,
    Extreme,
    Negation,
    Number,
    Power,
    Product,
    Reference,
    Sum,
    WeightedAverage,
)
from mkdocs_scorecards.model.ids import KpiId

_ONE = Fraction(1)


def gradient_of(expression: Expression, figures: Mapping[KpiId, Fraction]) -> dict[KpiId, Fraction]:
    """How much the value of an expression changes with each KPI it mentions, for a small change.

    Raises:
        UndefinedFormula: the expression has no value for these figures.
    """
    gradient: dict[KpiId, Fraction] = defaultdict(Fraction)
    _collect(expression, _ONE, figures, gradient)
    return dict(gradient)


def _collect(
    expression: Expression, slope: Fraction, figures: Mapping[KpiId, Fraction], into: dict[KpiId, Fraction]
) -> None:
    if isinstance(expression, Reference):
        into[expression.kpi] += slope
        return
    for part, local_slope in _local_slopes(expression, figures):
        _collect(part, slope * local_slope, figures, into)


def _local_slopes(  # noqa: PLR0911 - one case for each kind of node
    expression: Expression, figures: Mapping[KpiId, Fraction]
) -> Sequence[tuple[Expression, Fraction]]:
    match expression:
        case Number() | Reference():
            return ()
        case Negation(operand=operand):
            return ((operand, -_ONE),)
        case Sum(terms=terms):
            return tuple((term, _ONE) for term in terms)
        case Product():
            return _slopes_of_product(expression, figures)
        case Power(base=base, exponent=exponent):
            value = exact_value_of(base, figures)
            return ((base, exponent * value ** (exponent - 1) if exponent else Fraction(0)),)
        case WeightedAverage():
            return _slopes_of_average(expression, figures)
        case Extreme(operands=operands):
            value = exact_value_of(expression, figures)
            chosen = [operand for operand in operands if exact_value_of(operand, figures) == value]
            return tuple((operand, Fraction(1, len(chosen))) for operand in chosen)
        case Absolute(operand=operand):
            value = exact_value_of(operand, figures)
            return ((operand, Fraction((value > 0) - (value < 0))),)


def _slopes_of_product(product: Product, figures: Mapping[KpiId, Fraction]) -> Sequence[tuple[Expression, Fraction]]:
    value = exact_value_of(product, figures)
    factors = [exact_value_of(factor, figures) for factor in product.factors]
    divisors = [exact_value_of(divisor, figures) for divisor in product.divisors]
    scale = _ONE
    for divisor in divisors:
        scale /= divisor
    before = list(accumulate(factors, mul, initial=scale))
    after = list(accumulate(reversed(factors), mul, initial=_ONE))[::-1]
    slopes = [before[place] * after[place + 1] for place in range(len(factors))]
    return (
        *zip(product.factors, slopes, strict=True),
        *((part, -value / divisor) for part, divisor in zip(product.divisors, divisors, strict=True)),
    )


def _slopes_of_average(
    average: WeightedAverage, figures: Mapping[KpiId, Fraction]
) -> Sequence[tuple[Expression, Fraction]]:
    value = exact_value_of(average, figures)
    weights = [exact_value_of(weight, figures) for _, weight in average.pairs]
    total = sum(weights, Fraction(0))
    slopes: list[tuple[Expression, Fraction]] = []
    for (rate, weight), size in zip(average.pairs, weights, strict=True):
        slopes.append((rate, size / total))
        if size != 0 or _has_value(rate, figures):
            slopes.append((weight, (exact_value_of(rate, figures) - value) / total))
    return [(part, slope) for part, slope in slopes if slope != 0]


def _has_value(expression: Expression, figures: Mapping[KpiId, Fraction]) -> bool:
    """False for the rate of an empty segment, which may be missing."""
    try:
        exact_value_of(expression, figures)
    except UndefinedFormula:
        return False
    return True
