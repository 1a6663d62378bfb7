"""The formula of a KPI tree as a syntax tree.

Sums and products are flat: a long formula is a wide tree, not a deep one, so that no walk over it can exhaust the
stack. A difference is a sum with negated terms, a ratio a product with divisors. Every node knows the stretch of the
author's text it came from, so that a message can quote it; where it stands makes no difference to what it is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum

from mkdocs_scorecards.model.ids import KpiId


@dataclass(frozen=True, slots=True)
class Node:
    """A stretch of a formula, from character `start` to before character `end`, counted from 0."""

    start: int = field(default=0, compare=False, kw_only=True)
    end: int = field(default=0, compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Number(Node):
    """A constant."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Reference(Node):
    """The figure of a KPI or driver."""

    kpi: KpiId


@dataclass(frozen=True, slots=True)
class Negation(Node):
    """Minus its operand."""

    operand: "Expression"


@dataclass(frozen=True, slots=True)
class Sum(Node):
    """`a + b - c`, or `sum(a, b)`: one term or more; what is taken away is a negated term."""

    terms: "tuple[Expression, ...]"


@dataclass(frozen=True, slots=True)
class Product(Node):
    """`a * b / c`: the product of the factors (one or more) over the product of the divisors (none or more)."""

    factors: "tuple[Expression, ...]"
    divisors: "tuple[Expression, ...]" = ()


@dataclass(frozen=True, slots=True)
class Power(Node):
    """`base ** exponent` with a whole exponent from 0 to `HIGHEST_EXPONENT`."""

    base: "Expression"
    exponent: int


@dataclass(frozen=True, slots=True)
class WeightedAverage(Node):
    """`wavg(rate, weight, rate, weight, ...)`: one or more pairs of a rate and its weight."""

    pairs: "tuple[tuple[Expression, Expression], ...]"


class Side(Enum):
    """Which end of its operands an extreme takes."""

    LOWEST = "min"
    HIGHEST = "max"


@dataclass(frozen=True, slots=True)
class Extreme(Node):
    """`min(a, b, ...)` or `max(a, b, ...)`."""

    side: Side
    operands: "tuple[Expression, ...]"


@dataclass(frozen=True, slots=True)
class Absolute(Node):
    """`abs(a)`."""

    operand: "Expression"


Expression = Number | Reference | Negation | Sum | Product | Power | WeightedAverage | Extreme | Absolute

HIGHEST_EXPONENT = 6


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula over KPIs and drivers of the same scorecard: the author's text and what it says."""

    text: str
    root: Expression
    named: tuple[KpiId, ...] = field(init=False, compare=False, repr=False)
    """The KPIs that it names, each once, in the order of their first mention."""

    def __post_init__(self) -> None:
        """Look for the names once: they are asked for wherever a figure is worked out."""
        in_order = sorted(mentions(self.root), key=lambda mention: mention.start)
        object.__setattr__(self, "named", tuple(dict.fromkeys(mention.kpi for mention in in_order)))

    def text_of(self, node: Node) -> str:
        """The author's words for a part of the formula."""
        return self.text[node.start : node.end]


def parts_of(expression: Expression) -> tuple[Expression, ...]:
    """The operands of an expression; none for a number or a reference."""
    match expression:
        case Number() | Reference():
            return ()
        case Negation(operand=operand) | Absolute(operand=operand) | Power(base=operand):
            return (operand,)
        case Sum(terms=operands) | Extreme(operands=operands):
            return operands
        case Product(factors=factors, divisors=divisors):
            return factors + divisors
        case WeightedAverage(pairs=pairs):
            return tuple(operand for pair in pairs for operand in pair)


def with_parts(  # noqa: PLR0911 - one case for each kind of node
    expression: Expression, parts: Sequence[Expression]
) -> Expression:
    """The same operation on other operands, given in the order of `parts_of`."""
    match expression:
        case Number() | Reference():
            return expression
        case Negation() | Absolute():
            return replace(expression, operand=parts[0])
        case Power():
            return replace(expression, base=parts[0])
        case Sum():
            return replace(expression, terms=tuple(parts))
        case Extreme():
            return replace(expression, operands=tuple(parts))
        case Product(factors=factors):
            return replace(expression, factors=tuple(parts[: len(factors)]), divisors=tuple(parts[len(factors) :]))
        case WeightedAverage():
            return replace(expression, pairs=tuple(zip(parts[::2], parts[1::2], strict=True)))


def mentions(expression: Expression) -> Iterator[Reference]:
    """Every mention of a KPI inside an expression; the factors of a product come before its divisors."""
    if isinstance(expression, Reference):
        yield expression
    for part in parts_of(expression):
        yield from mentions(part)


def references(formula: Formula) -> tuple[KpiId, ...]:
    """The KPIs that a formula names, each once, in the order of their first mention."""
    return formula.named
