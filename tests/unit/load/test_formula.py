from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import a_kpi
from mkdocs_scorecards.load.formula import (
    DEEPEST_NESTING,
    LONGEST_FORMULA,
    MOST_SUGGESTIONS,
    FormulaError,
    formula_problems,
    parse_formula,
)
from mkdocs_scorecards.model.formula import (
    Absolute,
    Expression,
    Extreme,
    Negation,
    Number,
    Power,
    Product,
    Reference,
    Side,
    Sum,
    WeightedAverage,
    mentions,
    parts_of,
    references,
)
from mkdocs_scorecards.model.ids import KpiId
from mkdocs_scorecards.model.kpi import Kpi
from mkdocs_scorecards.model.source_ref import SourceRef

A, B, C = (Reference(KpiId(name)) for name in "abc")


def number(text: str) -> Number:
    return Number(Decimal(text))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a", A),
        (" a + b - c ", Sum((A, B, Negation(C)))),
        ("a - (b - c)", Sum((A, Negation(Sum((B, Negation(C))))))),
        ("a + b * c", Sum((A, Product((B, C))))),
        ("(a + b) * c", Product((Sum((A, B)), C))),
        ("a / b * c", Product((A, C), (B,))),
        ("a / (b * c)", Product((A,), (Product((B, C)),))),
        ("100 * a / b", Product((number("100"), A), (B,))),
        ("-a ** 2", Negation(Power(A, 2))),
        ("(-a) ** 2", Power(Negation(A), 2)),
        ("a * -b", Product((A, Negation(B)))),
        ("--a", A),
        ("+a", A),
        (
            "0.5 * a + .5 * b + 1e3 * c",
            Sum(tuple(map(Product, ((number("0.5"), A), (number("0.5"), B), (number("1e3"), C))))),
        ),
        ("sum(a, b)", Sum((A, B))),
        ("wavg(a, b, c, 1)", WeightedAverage(((A, B), (C, number("1"))))),
        ("min(a, b, c)", Extreme(Side.LOWEST, (A, B, C))),
        ("max(a, 0)", Extreme(Side.HIGHEST, (A, number("0")))),
        ("abs(a - b)", Absolute(Sum((A, Negation(B))))),
        ("a\n  + b", Sum((A, B))),
        ("sum * min", Product((Reference(KpiId("sum")), Reference(KpiId("min"))))),
    ],
)
def test_a_formula_becomes_its_syntax_tree(text: str, tree: Expression) -> None:
    assert parse_formula(text).root == tree


@pytest.mark.parametrize(
    ("text", "offset", "message", "hint"),
    [
        ("", 0, "found the end of the formula", ""),
        ("a +", 3, "found the end of the formula", ""),
        ("a * / b", 4, "found `/`", ""),
        ("a b", 2, "expected an operator before `b`", "+, -, *"),
        ("2 a", 2, "expected an operator before `a`", "+, -, *"),
        ("a + sqrt(b)", 4, "`sqrt` is no function", "sum, wavg"),
        ("a + mim(b, c)", 4, "`mim` is no function", "did you mean min?"),
        ("if(a, b, c)", 0, "`if` is no function", "min(a, b)"),
        ("average(a, b)", 0, "`average` is no function", "(a + b) / 2"),
        ("a > b", 2, "no comparison", "min(a, b)"),
        ("a == b", 2, "no comparison", "min(a, b)"),
        ("= a / b", 0, "without an equals sign", "leave the = out"),
        ("a ** 7", 5, "whole number from 0 to 6", ""),
        ("a ** b", 5, "whole number from 0 to 6", ""),
        ("a ** 0.5", 5, "whole number from 0 to 6", ""),
        ("a ** -1", 5, "whole number from 0 to 6", "1 / a ** 2"),
        ("a ** 2 ** 3", 7, "power of a power", "(a ** 2) ** 3"),
        ("wavg(a, b, c)", 0, "found 3 arguments", "wavg(rate, weight"),
        ("abs(a, b)", 0, "abs takes one argument", "abs(a)"),
        ("sum()", 0, "no arguments", "sum(a, b)"),
        ("max(a,, b)", 6, "found `,`", ""),
        ("a * (b + c", 4, "never closed", ")"),
        ("a * (b c)", 7, "expected an operator or `)`", ""),
        ("a)", 1, "closes nothing", ""),
        ("1,000 * a", 1, "comma", "1000"),
        ("12k * a", 0, "`12k` is no number", "12, 0.5"),
        ("1_000 * a", 0, "`1_000` is no number", "12, 0.5"),
        ("a * 1.2.3", 4, "`1.2.3` is no number", ""),
        ("٣ * a", 0, "`٣` is no number", ""),
        ("1e999 * a", 0, "`1e999` is no number", ""),
        (f"a + {'9' * 31}", 4, "more than 30", ""),
        ("Lost / opening", 0, "`Lost` is no id", "write lost"),
        (f"{'a' * 65}", 0, "is no id", "lower-case"),
        ("a ^ 2", 2, "`^` has no meaning", "**"),
        ("5 % a", 2, "`%` has no meaning", "100 * lost"),
        ("a − b", 2, "`−` has no meaning", "minus of the keyboard"),
        ("acme.a", 4, "`.` has no meaning", "its own scorecard"),
        ("sum(a; b)", 5, "`;` has no meaning", "commas"),
        ("12 * 2", 0, "names no KPI", "enter it as a figure"),
        ("__import__('os')", 11, "`'` has no meaning", ""),
    ],
)
def test_what_is_no_formula_is_refused_with_its_place(text: str, offset: int, message: str, hint: str) -> None:
    with pytest.raises(FormulaError) as refused:
        parse_formula(text)

    assert refused.value.offset == offset
    assert message in refused.value.message
    assert hint in refused.value.hint


def test_every_part_knows_the_words_it_came_from() -> None:
    formula = parse_formula("100 * ( lost + moved ) / wavg(a, b) ** 2")
    product = formula.root

    assert isinstance(product, Product)
    assert [formula.text_of(part) for part in parts_of(product)] == ["100", "lost + moved", "wavg(a, b) ** 2"]
    assert formula.text_of(product) == formula.text
    assert [(mention.kpi, mention.start) for mention in mentions(product)] == [
        ("lost", 8), ("moved", 15), ("a", 30), ("b", 33),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["(a) + (b)", "(a) ** 2", "-(a)", "(a) * (b)", "sum(a, (b))"])
def test_parentheses_at_the_edges_belong_to_the_words(text: str) -> None:
    formula = parse_formula(text)

    assert formula.text_of(formula.root) == text


def test_the_kpis_of_a_formula_come_once_each_in_the_order_of_the_text() -> None:
    assert references(parse_formula("(rev - cogs) / rev * fx")) == ("rev", "cogs", "fx")


@pytest.mark.parametrize("text", ["(" * 1_000 + "a", "abs(" * 100 + "a" + ")" * 100])
def test_nesting_is_limited(text: str) -> None:
    with pytest.raises(FormulaError, match=f"deeper than {DEEPEST_NESTING}"):
        parse_formula(text)


def test_length_is_limited() -> None:
    with pytest.raises(FormulaError, match=f"{LONGEST_FORMULA} are allowed"):
        parse_formula("a" + " + a" * LONGEST_FORMULA)


@pytest.mark.parametrize("text", ["-" * 4_000 + "a", "a" + "/a" * 2_000, "a" + "-a" * 2_000])
def test_a_long_formula_is_wide_and_not_deep(text: str) -> None:
    assert set(mentions(parse_formula(text).root)) == {A}


@settings(deadline=None)
@given(st.text(alphabet="ab12.+-*/(), sumwvginx\n=^%é", max_size=40))
def test_any_text_is_a_formula_or_refused_with_a_place_inside_it(text: str) -> None:
    try:
        words = parse_formula(text).root
        place = words.end
    except FormulaError as refused:
        place = refused.offset

    assert 0 <= place <= len(text)


def place(kpi: KpiId, offset: int) -> SourceRef:
    return SourceRef(f"{kpi}.yml", 1, offset + 1)


def problems_of(*kpis: Kpi) -> list[str]:
    return [str(problem) for problem in formula_problems(kpis, place)]


def test_an_unknown_name_is_found_at_its_place_with_the_nearest_known_one() -> None:
    (problem,) = problems_of(a_kpi("churn", formula="lost / opning"), a_kpi("lost"), a_kpi("opening"))

    assert problem == (
        "churn.yml:1:8: error formula-unknown-kpi: the formula of churn names `opning`, "
        "which is no KPI or driver of this scorecard (hint: did you mean opening?)"
    )


def test_an_unknown_name_without_a_neighbour_is_to_be_declared() -> None:
    (problem,) = problems_of(a_kpi("churn", formula="lost / zebra"), a_kpi("lost"))

    assert "(hint: add zebra under drivers:)" in problem


def test_a_cycle_is_named_as_a_path_from_its_first_kpi() -> None:
    parts = [a_kpi("c", formula="a * 2"), a_kpi("a", formula="1 + b"), a_kpi("b", formula="c + d"), a_kpi("d")]

    (problem,) = problems_of(*parts)

    assert problem.startswith("c.yml:1:1: error formula-cycle: the formula of c depends on itself: c -> a -> b -> c")


def test_a_kpi_that_names_itself_is_the_shortest_cycle() -> None:
    (problem,) = problems_of(a_kpi("a", formula="b + a"), a_kpi("b"))

    assert problem.startswith("a.yml:1:5: error formula-cycle: the formula of a depends on itself: a -> a")


def test_each_of_several_cycles_is_found_once() -> None:
    parts = [a_kpi("a", formula="b"), a_kpi("b", formula="a"), a_kpi("x", formula="y"), a_kpi("y", formula="x")]

    paths = sorted(problem.message.split(": ")[1] for problem in formula_problems(parts, place))

    assert paths == ["a -> b -> a", "x -> y -> x"]


def test_a_part_shared_by_two_formulas_is_no_cycle() -> None:
    assert problems_of(a_kpi("a", formula="b + c"), a_kpi("b", formula="c"), a_kpi("c")) == []


def test_suggestions_are_looked_for_only_so_often() -> None:
    many = range(MOST_SUGGESTIONS + 5)
    kpis = [a_kpi(f"driver_{number}x", objective=None) for number in many]
    parents = [a_kpi(f"whole_{number}", formula=f"driver_{number}y", objective=None) for number in many]

    problems = formula_problems([*kpis, *parents], lambda kpi, _: SourceRef(f"{kpi}.yml"))

    assert len(problems) == len(many)
    assert sum("did you mean" in problem.hint for problem in problems) == MOST_SUGGESTIONS
