"""Formulas of KPI trees: text to syntax tree, by a parser of their own.

The grammar is small on purpose: whatever it accepts can be explained, differentiated and split among its parts.

    sum      = product { ("+" | "-") product }
    product  = signed { ("*" | "/") signed }
    signed   = ("+" | "-") signed | power
    power    = operand [ "**" whole number ]
    operand  = number | name | function "(" sum { "," sum } ")" | "(" sum ")"
"""

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter

from mkdocs_scorecards.load.formula_tokens import CHOICE, FormulaError, Token, tokens
from mkdocs_scorecards.model.formula import (
    HIGHEST_EXPONENT,
    Absolute,
    Expression,
    Extreme,
    Formula,
    Negation,
    Number,
    Power,
    Product,
    Reference,
    Side,
    Sum,
    WeightedAverage,
    mentions,
    references,
)
from mkdocs_scorecards.model.ids import KpiId, is_id
from mkdocs_scorecards.model.kpi import Kpi
from mkdocs_scorecards.model.problem import Problem
from mkdocs_scorecards.model.source_ref import SourceRef

__all__ = ["FormulaError", "formula_problems", "parse_formula"]

LONGEST_FORMULA = 5_000
"""Characters; room for a sum of some seventy KPIs with the longest names."""
DEEPEST_NESTING = 40
MOST_SUGGESTIONS = 50
"""Unknown names of a scorecard for which a similar one is looked for; each look costs a comparison with every KPI."""
MOST_DIGITS = 30

FUNCTIONS = ("sum", "wavg", "min", "max", "abs")


def parse_formula(text: str) -> Formula:
    """The formula that a text states.

    Raises:
        FormulaError: the text is no formula of the grammar above, or passes its limits of length and depth.
    """
    if len(text) > LONGEST_FORMULA:
        raise FormulaError(
            f"the formula has {len(text)} characters, {LONGEST_FORMULA} are allowed",
            LONGEST_FORMULA,
            "make drivers of its parts, each with a formula of its own",
        )
    formula = Formula(text, _Parser(text).whole())
    if not references(formula):
        raise FormulaError(
            "the formula names no KPI", formula.root.start, "a constant needs no formula; enter it as a figure"
        )
    return formula


class _Parser:
    """Recursive descent over the tokens, one method a rule of the grammar."""

    def __init__(self, text: str) -> None:
        self._tokens = list(tokens(text))
        self._next = 0
        self._depth = 0

    def whole(self) -> Expression:
        expression = self._sum()
        token = self._token
        if token.kind == "end":
            return expression
        if token.text == ")":
            raise FormulaError("this parenthesis closes nothing", token.start, "remove it, or open one before")
        if token.text == "**":
            raise FormulaError("a power of a power needs parentheses", token.start, "write (a ** 2) ** 3")
        if token.text == ",":
            raise FormulaError("a comma only separates the arguments of a function", token.start, "write 1,000 as 1000")
        raise FormulaError(f"expected an operator before {token}", token.start, "put +, -, * or / between two operands")

    @property
    def _token(self) -> Token:
        return self._tokens[self._next]

    @property
    def _end_of_last(self) -> int:
        return self._tokens[self._next - 1].end

    def _take(self, *texts: str) -> Token | None:
        token = self._token
        if token.kind != "sign" or token.text not in texts:
            return None
        self._next += 1
        return token

    def _sum(self) -> Expression:
        start = self._token.start
        terms = [self._product()]
        while sign := self._take("+", "-"):
            term = self._product()
            terms.append(Negation(term, start=sign.start, end=self._end_of_last) if sign.text == "-" else term)
        return terms[0] if len(terms) == 1 else Sum(tuple(terms), start=start, end=self._end_of_last)

    def _product(self) -> Expression:
        start = self._token.start
        factors, divisors = [self._signed()], list[Expression]()
        while sign := self._take("*", "/"):
            (factors if sign.text == "*" else divisors).append(self._signed())
        if len(factors) == 1 and not divisors:
            return factors[0]
        return Product(tuple(factors), tuple(divisors), start=start, end=self._end_of_last)

    def _signed(self) -> Expression:
        start = self._token.start
        negative = False
        while sign := self._take("+", "-"):
            negative ^= sign.text == "-"
        operand = self._power()
        return Negation(operand, start=start, end=self._end_of_last) if negative else operand

    def _power(self) -> Expression:
        start = self._token.start
        base = self._operand()
        if not self._take("**"):
            return base
        token = self._token
        if token.kind != "number" or not token.text.isdigit() or int(token.text[:MOST_DIGITS]) > HIGHEST_EXPONENT:
            raise FormulaError(
                f"expected a whole number from 0 to {HIGHEST_EXPONENT} as exponent, found {token}",
                token.start,
                "write 1 / a ** 2 for a negative power" if token.text == "-" else "",
            )
        self._next += 1
        return Power(base, int(token.text), start=start, end=token.end)

    def _operand(self) -> Expression:
        token = self._token
        self._next += 1
        if token.kind == "number":
            return _number(token)
        if token.kind == "name":
            return self._call(token) if self._take("(") else _reference(token)
        if token.text == "(":
            inner = self._nested(token)
            self._close(token)
            return inner
        raise FormulaError(f"expected a KPI, a number or a parenthesis, found {token}", token.start)

    def _nested(self, opening: Token) -> Expression:
        self._depth += 1
        if self._depth > DEEPEST_NESTING:
            raise FormulaError(
                f"parentheses are nested deeper than {DEEPEST_NESTING}",
                opening.start,
                "make drivers of its parts, each with a formula of its own",
            )
        inner = self._sum()
        self._depth -= 1
        return inner

    def _close(self, opening: Token) -> None:
        if self._take(")"):
            return
        token = self._token
        if token.kind == "end":
            raise FormulaError("this parenthesis is never closed", opening.start, "add the missing )")
        raise FormulaError(f"expected an operator or `)`, found {token}", token.start)

    def _call(self, name: Token) -> Expression:
        if name.text not in FUNCTIONS:
            raise _unknown_function(name)
        opening = self._tokens[self._next - 1]
        arguments: list[Expression] = []
        if self._token.text != ")":
            arguments.append(self._nested(opening))
            while self._take(","):
                arguments.append(self._nested(opening))
        self._close(opening)
        return replace(_function(name, arguments), start=name.start, end=self._end_of_last)


def _number(token: Token) -> Number:
    if len(token.text) > MOST_DIGITS:
        raise FormulaError(f"the number has more than {MOST_DIGITS} characters", token.start, "shorten it")
    return Number(Decimal(token.text), start=token.start, end=token.end)


def _reference(token: Token) -> Reference:
    if not is_id(token.text):
        lower = token.text.lower()
        hint = f"write {lower}" if is_id(lower) else "ids are lower-case letters, digits and underscores"
        raise FormulaError(f"`{token.text}` is no id of a KPI", token.start, hint)
    return Reference(KpiId(token.text), start=token.start, end=token.end)


def _unknown_function(name: Token) -> FormulaError:
    near = difflib.get_close_matches(name.text.lower(), FUNCTIONS, n=1)
    if name.text.lower() in ("if", "iif", "when"):
        return FormulaError(f"`{name.text}` is no function of a formula", name.start, CHOICE)
    if name.text.lower() in ("avg", "average", "mean"):
        hint = "write (a + b) / 2, or wavg(rate, weight, rate, weight)"
    else:
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(FUNCTIONS)}; write * for times"
    return FormulaError(f"`{name.text}` is no function of a formula", name.start, hint)


def _function(name: Token, arguments: Sequence[Expression]) -> Expression:
    given = tuple(arguments)
    if not given:
        raise FormulaError(f"{name.text} has no arguments", name.start, f"write {name.text}(a, b)")
    if name.text == "abs":
        if len(given) > 1:
            raise FormulaError(f"abs takes one argument, found {len(given)}", name.start, "write abs(a)")
        return Absolute(given[0])
    if name.text == "wavg":
        if len(given) % 2:
            raise FormulaError(
                f"wavg takes pairs of a rate and its weight, found {len(given)} arguments",
                name.start,
                "write wavg(rate, weight, rate, weight)",
            )
        return WeightedAverage(tuple(zip(given[::2], given[1::2], strict=True)))
    return Sum(given) if name.text == "sum" else Extreme(Side(name.text), given)


def formula_problems(kpis: Sequence[Kpi], place: Callable[[KpiId, int], SourceRef]) -> tuple[Problem, ...]:
    """What is wrong with formulas that can be read: names of no KPI, and KPIs that depend on themselves.

    Args:
        kpis: every KPI and driver of one scorecard.
        place: where in the author's file a character of a KPI's formula stands; characters count from 0.
    """
    known = {kpi.id: kpi for kpi in kpis}
    return (*_unknown_names(kpis, known, place), *_cycles(known, place))


def _unknown_names(
    kpis: Sequence[Kpi], known: Mapping[KpiId, Kpi], place: Callable[[KpiId, int], SourceRef]
) -> Iterator[Problem]:
    suggestions: dict[KpiId, list[str]] = {}
    for kpi in kpis:
        for mention in mentions(kpi.formula.root) if kpi.formula else ():
            if mention.kpi in known:
                continue
            if mention.kpi not in suggestions and len(suggestions) < MOST_SUGGESTIONS:
                suggestions[mention.kpi] = difflib.get_close_matches(mention.kpi, known, n=1)
            near = suggestions.get(mention.kpi)
            yield Problem(
                code="formula-unknown-kpi",
                where=place(kpi.id, mention.start),
                message=f"the formula of {kpi.id} names `{mention.kpi}`, which is no KPI or driver of this scorecard",
                hint=f"did you mean {near[0]}?" if near else f"add {mention.kpi} under drivers:",
            )


def _cycles(known: Mapping[KpiId, Kpi], place: Callable[[KpiId, int], SourceRef]) -> Iterator[Problem]:
    order = list(known)
    parts = {kpi.id: references(kpi.formula) for kpi in known.values() if kpi.formula}
    while cycle := _cycle_among(parts):
        first = min(range(len(cycle)), key=lambda position: order.index(cycle[position]))
        path = [*cycle[first:], *cycle[: first + 1]]
        formula = known[path[0]].formula
        starts = [mention.start for mention in mentions(formula.root) if mention.kpi == path[1]] if formula else []
        yield Problem(
            code="formula-cycle",
            where=place(path[0], min(starts, default=0)),
            message=f"the formula of {path[0]} depends on itself: {' -> '.join(path)}",
            hint="a part may not be computed from the whole; report one of them as figures instead",
        )
        del parts[path[0]]


def _cycle_among(parts: Mapping[KpiId, Sequence[KpiId]]) -> list[KpiId]:
    """One cycle, each KPI followed by a part of its formula; empty where there is none."""
    try:
        TopologicalSorter(parts).prepare()
    except CycleError as error:
        parts_first: list[KpiId] = error.args[1]
        return parts_first[:0:-1]
    return []
