"""The value of a formula, exactly: fractions inside, decimals at the rim.

A division by zero or a missing part gives no value but the reason why. One part may be missing: the rate of a segment
whose weight is zero, because nothing is averaged over an empty segment.
"""

from collections.abc import Mapping
from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache, reduce
from operator import add, mul, truediv

from mkdocs_scorecards.model.formula import (
    Absolute,
    Expression,
    Extreme,
    Formula,
    Negation,
    Node,
    Number,
    Power,
    Product,
    Reference,
    Side,
    Sum,
    WeightedAverage,
)
from mkdocs_scorecards.model.frozen import frozen_positional
from mkdocs_scorecards.model.ids import KpiId

_RIM = Context(prec=40)
_LARGEST = Fraction(10) ** 308  # the range of a JSON number

_MISSING = "{} has no figure"


@frozen_positional
class Undefined:
    """Why there is no value: a reason in words, and the KPI to blame where there is a single one."""

    reason: str
    kpi: KpiId | None = None


class UndefinedFormula(Exception):  # noqa: N818 - not an error: a formula without a value
    """Raised inside an evaluation that cannot go on: a part is missing, or a denominator is zero.

    `node` is the part at fault, and `reason` a sentence with `{}` in place of its name.
    """

    def __init__(self, node: Node, reason: str) -> None:
        super().__init__(reason)
        self.node = node
        self.reason = reason

    @classmethod
    def missing_figure(cls, reference: Reference) -> "UndefinedFormula":
        """The figure of a KPI is missing."""
        return cls(reference, _MISSING)

    @property
    def missing(self) -> bool:
        """Whether a figure is missing, rather than a calculation impossible."""
        return self.reason == _MISSING

    @property
    def kpi(self) -> KpiId | None:
        """The KPI to blame, where it is a single one."""
        return self.node.kpi if isinstance(self.node, Reference) else None


def value_of(
    formula: Formula, figures: Mapping[KpiId, Decimal | None], names: Mapping[KpiId, str] | None = None
) -> Decimal | Undefined:
    """The value of a formula for the figures of the KPIs it names, or why it has none.

    Args:
        formula: over KPIs of one scorecard.
        figures: each KPI's figure, in its own unit; None or absent means not reported.
        names: what to call a KPI in the reason; its id where absent.

    Returns:
        A decimal, exact where it has at most 40 digits and rounded to 40 digits where not (1/3).
    """
    exact = {kpi: Fraction(figure) for kpi, figure in figures.items() if figure is not None}
    try:
        return decimal_of(formula_value(formula, exact))
    except UndefinedFormula as undefined:
        return Undefined(reason_in_words(undefined, formula, names or {}), undefined.kpi)


def formula_value(formula: Formula, figures: Mapping[KpiId, Fraction]) -> Fraction:
    """The value of a formula in fractions; a KPI that is absent from `figures` is missing.

    Raises:
        UndefinedFormula: a part is missing, a denominator is zero, or the value is beyond what a page can show.
    """
    value = exact_value_of(formula.root, figures)
    if abs(value) > _LARGEST:
        raise UndefinedFormula(formula.root, "{} is too large to be shown")
    return value


def decimal_of(value: Fraction) -> Decimal:
    """The decimal nearest to a fraction, with up to 40 digits: more than any figure of a scorecard has."""
    return _RIM.divide(Decimal(value.numerator), Decimal(value.denominator))


def reason_in_words(undefined: UndefinedFormula, formula: Formula, names: Mapping[KpiId, str]) -> str:
    """Why a formula has no value: `Customers has no figure`, `division by zero: opening - lost is 0`."""
    kpi = undefined.kpi
    return undefined.reason.format(names.get(kpi, kpi) if kpi is not None else formula.text_of(undefined.node))


def exact_value_of(  # noqa: C901, PLR0911 - one case for each kind of node
    expression: Expression, figures: Mapping[KpiId, Fraction]
) -> Fraction:
    """The value of an expression in fractions; a KPI that is absent from `figures` is missing.

    Raises:
        UndefinedFormula: a part is missing, or a denominator is zero.
    """
    match expression:
        case Number(value=value):
            return _constant(value)
        case Reference(kpi=kpi):
            if kpi not in figures:
                raise UndefinedFormula.missing_figure(expression)
            return figures[kpi]
        case Negation(operand=operand):
            return -exact_value_of(operand, figures)
        case Sum(terms=terms):
            return reduce(add, (exact_value_of(term, figures) for term in terms))
        case Product():
            return _quotient(expression, figures)
        case Power(base=base, exponent=exponent):
            return exact_value_of(base, figures) ** exponent
        case WeightedAverage():
            return _weighted_average(expression, figures)
        case Extreme(side=side, operands=operands):
            choose = min if side is Side.LOWEST else max
            return choose(exact_value_of(operand, figures) for operand in operands)
        case Absolute(operand=operand):
            return abs(exact_value_of(operand, figures))


@lru_cache(maxsize=1024)
def _constant(value: Decimal) -> Fraction:
    return Fraction(value)


def _quotient(product: Product, figures: Mapping[KpiId, Fraction]) -> Fraction:
    numerator = reduce(mul, (exact_value_of(factor, figures) for factor in product.factors))
    divisors = [(divisor, exact_value_of(divisor, figures)) for divisor in product.divisors]
    for divisor, value in divisors:
        if value == 0:
            raise UndefinedFormula(divisor, "division by zero: {} is 0")
    return reduce(truediv, (value for _, value in divisors), numerator)


def _weighted_average(average: WeightedAverage, figures: Mapping[KpiId, Fraction]) -> Fraction:
    weights = [(rate, exact_value_of(weight, figures)) for rate, weight in average.pairs]
    total = sum((weight for _, weight in weights), Fraction(0))
    weighted = [exact_value_of(rate, figures) * weight for rate, weight in weights if weight != 0]
    if total == 0:
        raise UndefinedFormula(average, "division by zero: the weights of {} add up to 0")
    return sum(weighted, Fraction(0)) / total
