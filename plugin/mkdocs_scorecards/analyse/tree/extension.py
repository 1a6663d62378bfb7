"""The multilinear extension of a formula along the diagonal from its earlier to its later state (Owen 1972).

At `t` every KPI has moved with chance `t`, each on its own; the extension is the expected value of the formula, and its
slopes say how that value changes with each KPI. For a sum, and for a product whose factors share no KPI, both follow
from the parts. What is left, a knot such as a ratio to a sum, a power or a maximum, is enumerated over all mixed states
of its own KPIs.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from operator import mul

from mkdocs_scorecards.analyse.tree.evaluate import UndefinedFormula, exact_value_of
from mkdocs_scorecards.analyse.tree.gradient import gradient_of
from mkdocs_scorecards.analyse.tree.polynomial import ONE, Polynomial, sum_of
from mkdocs_scorecards.model.formula import Expression, Negation, Number, Product, Reference, Sum, mentions
from mkdocs_scorecards.model.frozen import frozen_positional
from mkdocs_scorecards.model.ids import KpiId

MOST_KPIS_IN_A_KNOT = 12

Figures = Mapping[KpiId, Fraction]

_ZERO, _ONE = Fraction(0), Fraction(1)


class NotAttributable(Exception):  # noqa: N818 - not an error: a formula whose change has no exact split
    """A formula whose change cannot be split exactly; the message says what to write instead."""


@frozen_positional
class Extension:
    """The expected value of an expression at `t`, and its slope in each KPI, as polynomials in `t`."""

    value: Polynomial
    slopes: Mapping[KpiId, Polynomial] = field(default_factory=dict)


def extension_of(expression: Expression, before: Figures, after: Figures) -> Extension:
    """The extension of an expression between two states.

    Raises:
        NotAttributable: a knot has more than `MOST_KPIS_IN_A_KNOT` KPIs.
        UndefinedFormula: a mixed state of a knot divides by zero, or a figure is missing.
    """
    match expression:
        case Number(value=value):
            return Extension(Polynomial.of((Fraction(value),)))
        case Reference(kpi=kpi):
            if kpi not in before or kpi not in after:
                raise UndefinedFormula.missing_figure(expression)
            return Extension(Polynomial.line(before[kpi], after[kpi]), {kpi: ONE})
        case Negation(operand=operand):
            return _independent((Extension(Polynomial((-1,))), extension_of(operand, before, after)))
        case Sum(terms=terms):
            return _total([extension_of(term, before, after) for term in terms])
        case Product(factors=factors, divisors=divisors) if _share_no_kpi(factors + divisors):
            reciprocals = [_knot(Product((Number(Decimal(1)),), (divisor,)), before, after) for divisor in divisors]
            return _independent([*(extension_of(factor, before, after) for factor in factors), *reciprocals])
        case _:
            return _knot(expression, before, after)


def _total(terms: Sequence[Extension]) -> Extension:
    slopes: dict[KpiId, list[Polynomial]] = defaultdict(list)
    for term in terms:
        for kpi, slope in term.slopes.items():
            slopes[kpi].append(slope)
    return Extension(
        sum_of(term.value for term in terms), {kpi: sum_of(polynomials) for kpi, polynomials in slopes.items()}
    )


def _independent(factors: Sequence[Extension]) -> Extension:
    """The product of factors that share no KPI."""
    values = [factor.value for factor in factors]
    left = list(accumulate(values, mul, initial=ONE))
    right = list(accumulate(reversed(values), mul, initial=ONE))[::-1]
    slopes = {
        kpi: slope * (left[place] * right[place + 1])
        for place, factor in enumerate(factors)
        for kpi, slope in factor.slopes.items()
    }
    return Extension(left[-1], slopes)


def _share_no_kpi(parts: Sequence[Expression]) -> bool:
    named = [{mention.kpi for mention in mentions(part)} for part in parts]
    return len(set[KpiId]().union(*named)) == sum(len(kpis) for kpis in named)


def _knot(expression: Expression, before: Figures, after: Figures) -> Extension:
    """The extension by enumeration of all mixed states of the KPIs that have moved."""
    kpis = tuple(dict.fromkeys(mention.kpi for mention in mentions(expression)))
    if len(kpis) > MOST_KPIS_IN_A_KNOT:
        raise NotAttributable(
            f"{len(kpis)} KPIs meet where at most {MOST_KPIS_IN_A_KNOT} can be split exactly: split this formula"
        )
    moved = tuple(kpi for kpi in kpis if before[kpi] != after[kpi])
    values = [_ZERO] * (len(moved) + 1)
    arrivals = {kpi: [_ZERO] * (len(moved) + 1) for kpi in moved}
    resting = {kpi: [_ZERO] * (len(moved) + 1) for kpi in kpis if kpi not in arrivals}
    for state in range(1 << len(moved)):
        arrived = [kpi for place, kpi in enumerate(moved) if state >> place & 1]
        figures = {kpi: before[kpi] for kpi in kpis} | {kpi: after[kpi] for kpi in arrived}
        value = exact_value_of(expression, figures)
        values[len(arrived)] += value
        for kpi in arrived:
            arrivals[kpi][len(arrived)] += value
        for kpi, slope in gradient_of(expression, figures).items() if resting else ():
            if kpi in resting:
                resting[kpi][len(arrived)] += slope
    slopes = {kpi: _slopes_of_moved(sums, values, after[kpi] - before[kpi]) for kpi, sums in arrivals.items()}
    return Extension(
        Polynomial.expectation(values),
        {kpi: Polynomial.expectation(sums) for kpi, sums in (slopes | resting).items()},
    )


def _slopes_of_moved(arrivals: Sequence[Fraction], values: Sequence[Fraction], change: Fraction) -> list[Fraction]:
    """Per unit of change, the difference that a KPI's move makes, summed by the number of others that have moved."""
    without = [every - those for every, those in zip(values, arrivals, strict=True)]
    return [(later - earlier) / change for later, earlier in zip(arrivals[1:], without, strict=False)]
