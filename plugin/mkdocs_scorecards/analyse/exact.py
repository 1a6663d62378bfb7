"""Decimal arithmetic that a third of a third cannot spoil.

Quotients are worked out to 50 digits and settled to 28 when a result is finished. So a plan of 1/6 + 2/6 + 3/6 meets an
actual of 1, and "equality counts" holds for what is equal, not for what rounds alike.
"""

from collections.abc import Iterable
from decimal import Context, Decimal

_WORK = Context(prec=50)
_RESULT = Context(prec=28)


def settled(value: Decimal) -> Decimal:
    """A finished result, rounded to 28 significant digits."""
    return _RESULT.plus(value)


def quotient(dividend: Decimal, divisor: Decimal) -> Decimal:
    """Divide with 50 digits; the divisor must not be 0."""
    return _WORK.divide(dividend, divisor)


def product(*factors: Decimal) -> Decimal:
    """Multiply with 50 digits."""
    result = Decimal(1)
    for factor in factors:
        result = _WORK.multiply(result, factor)
    return result


def total(terms: Iterable[Decimal]) -> Decimal:
    """Add with 50 digits."""
    result = Decimal(0)
    for term in terms:
        result = _WORK.add(result, term)
    return result


def difference(minuend: Decimal, subtrahend: Decimal) -> Decimal:
    """Subtract with 50 digits."""
    return _WORK.subtract(minuend, subtrahend)


def mean(values: Iterable[Decimal]) -> Decimal:
    """The arithmetic mean of at least one value."""
    numbers = tuple(values)
    return quotient(total(numbers), Decimal(len(numbers)))


def weighted_mean(values: Iterable[tuple[Decimal, Decimal]]) -> Decimal | None:
    """The mean of (value, weight) pairs; `None` where there are none."""
    pairs = tuple(values)
    if not pairs:
        return None
    weights = total(weight for _, weight in pairs)
    return settled(quotient(total(product(value, weight) for value, weight in pairs), weights))
