"""What a formula computes, however it is written: spaces and the order of its operands make no difference."""

from collections.abc import Sequence

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


def meaning_of(expression: Expression) -> str:  # noqa: PLR0911 - one case for each kind of node
    """A text that is the same for two expressions if they differ in nothing but the order of their operands.

    >>> from mkdocs_scorecards.model.ids import KpiId
    >>> meaning_of(Sum((Reference(KpiId("b")), Reference(KpiId("a")))))
    '(a + b)'
    """
    match expression:
        case Number(value=value):
            return str(value.normalize())
        case Reference(kpi=kpi):
            return str(kpi)
        case Negation(operand=operand):
            return f"-{meaning_of(operand)}"
        case Sum(terms=terms):
            return f"({_joined(terms, ' + ')})"
        case Product(factors=factors, divisors=divisors):
            return f"({_joined(factors, ' * ')} / {_joined(divisors, ' / ')})"
        case Power(base=base, exponent=exponent):
            return f"{meaning_of(base)} ** {exponent}"
        case WeightedAverage(pairs=pairs):
            return f"wavg({', '.join(sorted(f'{meaning_of(rate)} by {meaning_of(weight)}' for rate, weight in pairs))})"
        case Extreme(side=side, operands=operands):
            return f"{side.value}({_joined(operands, ', ')})"
        case Absolute(operand=operand):
            return f"abs({meaning_of(operand)})"


def _joined(operands: Sequence[Expression], sign: str) -> str:
    return sign.join(sorted(map(meaning_of, operands)))
