from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mkdocs_scorecards.analyse.tree.evaluate import Undefined, exact_value_of, value_of
from mkdocs_scorecards.analyse.tree.gradient import gradient_of
from mkdocs_scorecards.load.formula import FormulaError, parse_formula
from mkdocs_scorecards.model.ids import KpiId
from tree_builders import figures


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a + b - c", "1"),
        ("a * b / c", "1.6"),
        ("100 * a / (a + b)", "33.33333333333333333333333333333333333333"),
        ("a - b", "-2"),
        ("(a / 3) * 3", "2"),
        ("a ** 3 - a ** 0", "7"),
        ("sum(a, b, c)", "11"),
        ("wavg(a, b, c, a)", "3"),
        ("min(a, b, c) + max(a, b, c)", "7"),
        ("abs(a - c)", "3"),
        ("0.1 + 0.2 + a * 0", "0.3"),
    ],
)
def test_a_formula_has_its_exact_value(text: str, value: str) -> None:
    assert value_of(parse_formula(text), figures({"a": 2, "b": 4, "c": 5})) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "reason", "kpi"),
    [
        ("a / b", "division by zero: Customers is 0", "b"),
        ("a / (b * 2)", "division by zero: b * 2 is 0", None),
        ("a / (a - a)", "division by zero: a - a is 0", None),
        ("0 * missing", "missing has no figure", "missing"),
        ("a + unreported", "unreported has no figure", "unreported"),
        ("min(a, missing)", "missing has no figure", "missing"),
        ("1 + wavg(a, b, a, -b)", "division by zero: the weights of wavg(a, b, a, -b) add up to 0", None),
        ("wavg(missing, a)", "missing has no figure", "missing"),
        ("wavg(a, missing, a, a)", "missing has no figure", "missing"),
        ("(a ** 6 * 1e60) ** 6", "(a ** 6 * 1e60) ** 6 is too large to be shown", None),
    ],
)
def test_a_formula_without_a_value_says_why(text: str, reason: str, kpi: str | None) -> None:
    found = value_of(parse_formula(text), figures({"a": 2, "b": 0, "unreported": None}), {KpiId("b"): "Customers"})

    assert found == Undefined(reason, KpiId(kpi) if kpi else None)


def test_the_rate_of_an_empty_segment_may_be_missing() -> None:
    formula = parse_formula("wavg(north_rate, north, south_rate, south)")

    assert value_of(formula, figures({"north_rate": 3, "north": 10, "south": 0, "south_rate": None})) == 3


expressions = st.recursive(
    st.sampled_from(["a", "b", "half"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda parts: f"({parts[0]} {parts[1]} {parts[2]})"),
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda parts: f"{parts[0]} {parts[1]} {parts[2]}"),
        inner.map("-{}".format),
        st.tuples(inner, st.integers(0, 3)).map(lambda parts: f"({parts[0]}) ** {parts[1]}"),
        st.tuples(st.sampled_from(["min", "max"]), inner, inner).map(lambda parts: "{}({}, {})".format(*parts)),
        inner.map("abs({})".format),
    ),
    max_leaves=8,
)


@settings(deadline=None)
@given(expressions, st.integers(-5, 5), st.integers(1, 9))
def test_arithmetic_means_what_it_means_in_python(text: str, a: int, b: int) -> None:
    known = {KpiId("a"): Fraction(a), KpiId("b"): Fraction(b), KpiId("half"): Fraction(1, 2)}
    try:
        expected = eval(text, {name: value for name, value in known.items()})  # noqa: S307, C416 - the yardstick
    except ZeroDivisionError:
        assume(False)

    assert exact_value_of(parse_formula(text).root, known) == expected


@settings(deadline=None)
@given(
    st.sampled_from(
        ["a * b / c + a ** 3", "wavg(a, b, c, a)", "(a - b) / (a + c) * -b", "abs(a) - max(b, c)", "a * a * b"]
    ),
    st.lists(st.integers(1, 50), min_size=3, max_size=3, unique=True),
)
def test_the_gradient_is_the_limit_of_small_changes(text: str, values: list[int]) -> None:
    formula = parse_formula(text)
    point = {KpiId(name): Fraction(value) for name, value in zip("abc", values, strict=True)}
    gradient = gradient_of(formula.root, point)
    small = Fraction(1, 10**9)

    for kpi, value in point.items():
        above = exact_value_of(formula.root, {**point, kpi: value + small})
        below = exact_value_of(formula.root, {**point, kpi: value - small})
        assert gradient.get(kpi, Fraction(0)) == pytest.approx((above - below) / (2 * small), abs=1e-6)


def test_the_gradient_at_a_tie_prefers_no_side() -> None:
    point = {KpiId("a"): Fraction(3), KpiId("b"): Fraction(3)}

    assert gradient_of(parse_formula("max(a, b)").root, point) == {"a": Fraction(1, 2), "b": Fraction(1, 2)}
    assert gradient_of(parse_formula("abs(a - b)").root, point) == {"a": 0, "b": 0}


def test_python_is_never_evaluated() -> None:
    with pytest.raises(FormulaError):
        parse_formula("a.__class__")
