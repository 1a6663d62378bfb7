"""Attribution by the logarithmic mean Divisia index (LMDI), for trees of products and ratios of positive figures.

The tree is written out as a sum of products of powers; each product splits its change among its factors in proportion
to their logarithmic changes. Logarithms are no fractions: they are worked out to 60 digits, and contributions add up to
the change in all digits that are shown.

Source: Ang (2005), The LMDI approach to decomposition analysis: a practical guide.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from decimal import Context, Decimal
from fractions import Fraction
from itertools import chain, product

from mkdocs_scorecards.analyse.tree.extension import NotAttributable
from mkdocs_scorecards.analyse.tree.known import KnownTree
from mkdocs_scorecards.analyse.tree.leafwise import account_of_leaves, written_out
from mkdocs_scorecards.analyse.tree.nested import Account
from mkdocs_scorecards.model.formula import Expression, Negation, Number, Power, Product, Reference, Sum, mentions
from mkdocs_scorecards.model.frozen import frozen_positional
from mkdocs_scorecards.model.ids import KpiId

_DIGITS = Context(prec=60)
_MOST_TERMS = 1_000


@frozen_positional
class _Term:
    """A constant times powers of KPIs; an exponent may be negative and is never 0."""

    constant: Fraction
    exponents: Mapping[KpiId, int]

    def times(self, other: "_Term") -> "_Term":
        exponents = Counter(self.exponents)
        for kpi, exponent in other.exponents.items():
            exponents[kpi] += exponent
        return _Term(self.constant * other.constant, {kpi: exponent for kpi, exponent in exponents.items() if exponent})

    def value(self, figures: Mapping[KpiId, Fraction]) -> Fraction:
        value = self.constant
        for kpi, exponent in self.exponents.items():
            value *= figures[kpi] ** exponent
        return value


def lmdi_account(known: KnownTree) -> Account:
    """Split the change of the root among the leaves of the opened tree.

    Raises:
        NotAttributable: a figure is not positive, or the tree is no sum of products and ratios.
    """
    whole = written_out(known)
    leaves = tuple(dict.fromkeys(mention.kpi for mention in mentions(whole)))
    for leaf in leaves:
        if known.before.get(leaf, 0) <= 0 or known.after.get(leaf, 0) <= 0:
            raise NotAttributable(f"lmdi needs positive figures, and {leaf} has another")
    contributions = dict.fromkeys(leaves, Fraction(0))
    for term in _terms(whole):
        mean = _logarithmic_mean(term.value(known.before), term.value(known.after))
        for kpi, exponent in term.exponents.items():
            contributions[kpi] += exponent * mean * _logarithm(known.after[kpi] / known.before[kpi])
    return account_of_leaves(known, contributions)


def _terms(expression: Expression) -> list[_Term]:
    match expression:
        case Number(value=value):
            return [_Term(Fraction(value), {})] if value else []
        case Reference(kpi=kpi):
            return [_Term(Fraction(1), {kpi: 1})]
        case Negation(operand=operand):
            return [_Term(-term.constant, term.exponents) for term in _terms(operand)]
        case Sum(terms=terms):
            return _collected(chain.from_iterable(_terms(term) for term in terms))
        case Product(factors=factors, divisors=divisors):
            return _expanded([*(_terms(factor) for factor in factors), *([_reciprocal(part)] for part in divisors)])
        case Power(base=base, exponent=exponent):
            return _expanded([_terms(base)] * exponent)
        case _:
            raise NotAttributable("lmdi knows sums, products and ratios only")


def _expanded(factors: Iterable[list[_Term]]) -> list[_Term]:
    terms = [_Term(Fraction(1), {})]
    for factor in factors:
        if len(terms) * len(factor) > _MOST_TERMS:
            raise NotAttributable("the tree has too many products for lmdi")
        terms = _collected(left.times(right) for left, right in product(terms, factor))
    return terms


def _collected(terms: Iterable[_Term]) -> list[_Term]:
    """Add up the terms with the same powers, and drop those that cancel."""
    constants: dict[frozenset[tuple[KpiId, int]], Fraction] = defaultdict(Fraction)
    for term in terms:
        constants[frozenset(term.exponents.items())] += term.constant
    return [_Term(constant, dict(sorted(powers))) for powers, constant in constants.items() if constant]


def _reciprocal(expression: Expression) -> _Term:
    terms = _terms(expression)
    if len(terms) != 1:
        raise NotAttributable("lmdi cannot divide by a sum: name the denominator as a KPI with figures of its own")
    return _Term(1 / terms[0].constant, {kpi: -exponent for kpi, exponent in terms[0].exponents.items()})


def _logarithm(value: Fraction) -> Fraction:
    return Fraction(_DIGITS.ln(_DIGITS.divide(Decimal(value.numerator), Decimal(value.denominator))))


def _logarithmic_mean(before: Fraction, after: Fraction) -> Fraction:
    """The mean of two figures of the same sign that makes logarithmic changes add up to the difference."""
    return before if before == after else (after - before) / _logarithm(after / before)
