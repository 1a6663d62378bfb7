"""Polynomials in one variable with rational coefficients, kept fast as whole numerators over one denominator."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import comb, lcm

from mkdocs_scorecards.model.frozen import frozen_positional


@frozen_positional
class Polynomial:
    """The sum of `numerators[power] * t ** power`, over `denominator`."""

    numerators: tuple[int, ...]
    denominator: int = 1

    @classmethod
    def of(cls, coefficients: Sequence[Fraction]) -> "Polynomial":
        """The polynomial with these coefficients, the constant one first."""
        denominator = lcm(*(coefficient.denominator for coefficient in coefficients))
        return cls(tuple(int(coefficient * denominator) for coefficient in coefficients), denominator)

    @classmethod
    def line(cls, start: Fraction, end: Fraction) -> "Polynomial":
        """The straight line from `start` at t = 0 to `end` at t = 1."""
        return cls.of((start, end - start))

    @classmethod
    def expectation(cls, sums: Sequence[Fraction]) -> "Polynomial":
        """The expected value when each of n things has happened with chance t, on its own.

        `sums[k]` is the sum of the values over all states in which exactly k of the n things have happened.
        """
        count = len(sums) - 1
        coefficients = [Fraction(0)] * (count + 1)
        for happened, total in enumerate(sums):
            for power in range(happened, count + 1):
                sign = -1 if (power - happened) % 2 else 1
                coefficients[power] += sign * comb(count - happened, power - happened) * total
        return cls.of(coefficients)

    def __mul__(self, other: "Polynomial") -> "Polynomial":
        product = [0] * (len(self.numerators) + len(other.numerators) - 1)
        for power, numerator in enumerate(self.numerators):
            for other_power, other_numerator in enumerate(other.numerators):
                product[power + other_power] += numerator * other_numerator
        return Polynomial(tuple(product), self.denominator * other.denominator)

    @property
    def integral(self) -> Fraction:
        """The integral from 0 to 1."""
        terms = (Fraction(numerator, power + 1) for power, numerator in enumerate(self.numerators))
        return sum(terms, Fraction(0)) / self.denominator


ONE = Polynomial((1,))


def sum_of(polynomials: Iterable[Polynomial]) -> Polynomial:
    """The sum of one polynomial or more."""
    terms = tuple(polynomials)
    denominator = lcm(*(term.denominator for term in terms))
    total = [0] * max(len(term.numerators) for term in terms)
    for term in terms:
        scale = denominator // term.denominator
        for power, numerator in enumerate(term.numerators):
            total[power] += scale * numerator
    return Polynomial(tuple(total), denominator)
