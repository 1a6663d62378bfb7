"""The multilinear extension of a formula along the diagonal from its earlier to its later state (Owen 1972).

At `t` every KPI has moved with chance `t`, each on its own; the extension is the expected value of the formula, and its
slopes say how that value changes with each KPI. For a sum, and for a product whose factors share no KPI, both follow
from the parts. What is left, a knot such as a ratio to a sum, a power or a maximum, is enumerated over all mixed states
of its own KPIs.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from operator import mul
from typing import Protocol

from mkdocs_scorecards.analyse.tree.evaluate import exact_value_of
from mkdocs_scorecards.analyse.tree.gradient import gradient_of
from mkdocs_scorecards.model.formula import Expression, Negation, Number, Product, Reference, Sum, mentions
from mkdocs_scorecards.model.ids import KpiId

MOST_KPIS_IN_A_KNOT = 12

Figures = Mapping[KpiId, Fraction]
Slopes = dict[KpiId, Fraction]

_ZERO, _ONE = Fraction(0), Fraction(1)


class NotAttributable(Exception):  # noqa: N818 - not an error: a formula whose change has no exact split
    """A formula whose change cannot be split exactly; the message says what to write instead."""


class Extension(Protocol):
    """The extension of one expression: a polynomial in `t` of at most `degree`."""

    @property
    def degree(self) -> int:
        """The number of KPIs that can meet in one product."""

    def at(self, t: Fraction) -> tuple[Fraction, Slopes]:
        """The expected value at `t`, and its slope in each KPI."""


@dataclass(frozen=True, slots=True)
class _Fixed:
    value: Fraction
    degree: int = 0

    def at(self, t: Fraction) -> tuple[Fraction, Slopes]:  # noqa: ARG002 - a constant is the same everywhere
        return self.value, {}


@dataclass(frozen=True, slots=True)
class _Moving:
    kpi: KpiId
    before: Fraction
    after: Fraction
    degree: int = 1

    def at(self, t: Fraction) -> tuple[Fraction, Slopes]:
        return self.before + t * (self.after - self.before), {self.kpi: _ONE}


@dataclass(frozen=True, slots=True)
class _Total:
    terms: Sequence[Extension]

    @property
    def degree(self) -> int:
        return max(term.degree for term in self.terms)

    def at(self, t: Fraction) -> tuple[Fraction, Slopes]:
        total, slopes = _ZERO, defaultdict[KpiId, Fraction](Fraction)
        for term in self.terms:
            value, term_slopes = term.at(t)
            total += value
            for kpi, slope in term_slopes.items():
                slopes[kpi] += slope
        return total, slopes


@dataclass(frozen=True, slots=True)
class _Independent:
    """A product whose factors share no KPI."""

    factors: Sequence[Extension]

    @property
    def degree(self) -> int:
        return sum(factor.degree for factor in self.factors)

    def at(self, t: Fraction) -> tuple[Fraction, Slopes]:
        parts = [factor.at(t) for factor in self.factors]
        values = [value for value, _ in parts]
        left = list(accumulate(values, mul, initial=_ONE))
        right = list(accumulate(reversed(values), mul, initial=_ONE))[::-1]
        slopes = {
            kpi: slope * left[place] * right[place + 1]
            for place, (_, factor_slopes) in enumerate(parts)
            for kpi, slope in factor_slopes.items()
        }
        return left[-1], slopes


@dataclass(frozen=True, slots=True)
class _Knot:
    """Sums over the mixed states of `degree` moved KPIs, by the number of KPIs that have moved."""

    degree: int
    values: Sequence[Fraction]
    slopes: Mapping[KpiId, Sequence[Fraction]]

    def at(self, t: Fraction) -> tuple[Fraction, Slopes]:
        return _expected(self.values, t), {kpi: _expected(sums, t) for kpi, sums in self.slopes.items()}


def _expected(sums: Sequence[Fraction], t: Fraction) -> Fraction:
    """The mean over states, each KPI moved with chance `t`, of what was summed by the number of moved ones."""
    most = len(sums) - 1
    return sum((t**moved * (1 - t) ** (most - moved) * part for moved, part in enumerate(sums)), _ZERO)


def extension_of(expression: Expression, before: Figures, after: Figures) -> Extension:
    """The extension of an expression between two states.

    Raises:
        NotAttributable: a knot has more than `MOST_KPIS_IN_A_KNOT` KPIs.
        UndefinedFormula: a mixed state of a knot divides by zero, or a figure is missing.
    """
    match expression:
        case Number(value=value):
            return _Fixed(Fraction(value))
        case Reference(kpi=kpi):
            exact_value_of(expression, before), exact_value_of(expression, after)
            return _Moving(kpi, before[kpi], after[kpi])
        case Negation(operand=operand):
            return _Independent((_Fixed(-_ONE), extension_of(operand, before, after)))
        case Sum(terms=terms):
            return _Total([extension_of(term, before, after) for term in terms])
        case Product(factors=factors, divisors=divisors) if _share_no_kpi(factors + divisors):
            reciprocals = [_knot_of(Product((Number(Decimal(1)),), (divisor,)), before, after) for divisor in divisors]
            return _Independent([*(extension_of(factor, before, after) for factor in factors), *reciprocals])
        case _:
            return _knot_of(expression, before, after)


def _share_no_kpi(parts: Sequence[Expression]) -> bool:
    named = [{mention.kpi for mention in mentions(part)} for part in parts]
    return len(set[KpiId]().union(*named)) == sum(len(kpis) for kpis in named)


def _knot_of(expression: Expression, before: Figures, after: Figures) -> Extension:
    kpis = tuple(dict.fromkeys(mention.kpi for mention in mentions(expression)))
    if len(kpis) > MOST_KPIS_IN_A_KNOT:
        raise NotAttributable(
            f"{len(kpis)} KPIs meet where at most {MOST_KPIS_IN_A_KNOT} can be split exactly: split this formula"
        )
    moved = tuple(kpi for kpi in kpis if before[kpi] != after[kpi])
    resting = tuple(kpi for kpi in kpis if before[kpi] == after[kpi])
    values = [_ZERO] * (len(moved) + 1)
    with_kpi = {kpi: [_ZERO] * (len(moved) + 1) for kpi in moved}
    slopes = {kpi: [_ZERO] * (len(moved) + 1) for kpi in resting}
    for state in range(1 << len(moved)):
        arrived = [kpi for place, kpi in enumerate(moved) if state >> place & 1]
        figures = {kpi: before[kpi] for kpi in kpis} | {kpi: after[kpi] for kpi in arrived}
        value = exact_value_of(expression, figures)
        values[len(arrived)] += value
        for kpi in arrived:
            with_kpi[kpi][len(arrived)] += value
        for kpi, slope in gradient_of(expression, figures).items() if resting else ():
            if kpi in slopes:
                slopes[kpi][len(arrived)] += slope
    for kpi, arrivals in with_kpi.items():
        steps = zip(arrivals[1:], values, arrivals, strict=False)
        slopes[kpi] = [(later - (all_ - already)) / (after[kpi] - before[kpi]) for later, all_, already in steps]
    return _Knot(len(moved) + bool(resting), values, slopes)
