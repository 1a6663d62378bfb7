from collections.abc import Mapping
from decimal import Decimal

import pytest

from mkdocs_scorecards.analyse.tree.gap import GapCloser, gap_closers
from mkdocs_scorecards.model.ids import KpiId
from tree_builders import a_tree, figures


def needed(
    formula: str,
    present: Mapping[str, float | str | None],
    target: str,
    history: Mapping[str, list[int]] | None = None,
    **inner: str,
) -> dict[str, GapCloser]:
    past = {KpiId(kpi): [Decimal(value) for value in values] for kpi, values in (history or {}).items()}
    return {
        one.kpi: one for one in gap_closers(a_tree({"y": formula, **inner}), figures(present), Decimal(target), past)
    }


@pytest.mark.parametrize(
    ("formula", "present", "target", "wanted"),
    [
        ("a * b", {"a": 100, "b": 10}, "1200", {"a": "120", "b": "12"}),
        ("a / b", {"a": 5, "b": 100}, "0.04", {"a": "4", "b": "125"}),
        ("(a - b) / a", {"a": 100, "b": 60}, "0.5", {"a": "120", "b": "50"}),
        ("wavg(a, b, c, d)", {"a": 10, "b": 80, "c": 30, "d": 20}, "20", {"a": "17.5", "b": "20", "c": "60"}),
        ("max(a, b) * c", {"a": 3, "b": 60, "c": 1}, "100", {"a": "100", "b": "100"}),
        ("min(a, b) * c", {"a": 3, "b": 60, "c": 1}, "100", {"a": None, "b": None}),
        ("a ** 2 + b", {"a": 3, "b": 60}, "100", {"b": "91"}),
        ("a * b", {"a": 0, "b": 60}, "120", {"a": "2", "b": None}),
        ("a - b", {"a": -4, "b": 1}, "-9", {"a": "-8", "b": "5"}),
        ("a - b", {"a": 10, "b": 1}, "-9", {"a": None, "b": "19"}),
        ("1 / (a - 2) + 0 * abs(a)", {"a": 1}, "5", {"a": "2.2"}),
    ],
)  # fmt: skip
def test_the_figure_of_one_leaf_that_alone_reaches_the_target(
    formula: str, present: Mapping[str, float | str], target: str, wanted: Mapping[str, str | None]
) -> None:
    found = needed(formula, present, target)

    for kpi, value in wanted.items():
        assert found[kpi].needed == (None if value is None else pytest.approx(Decimal(value), rel=Decimal("1e-15")))


def test_a_curved_formula_is_closed_in_on() -> None:
    found = needed("a ** 2 + b", {"a": 3, "b": 60}, "100")["a"].needed

    assert found is not None
    assert abs(found**2 - 40) < Decimal("1e-12")


def test_the_target_is_reached_through_inner_kpis() -> None:
    found = needed("c * p", {"o": 100, "n": 20, "p": 10}, "1500", c="o + n")

    assert {kpi: one.needed for kpi, one in found.items()} == {"o": 130, "n": 50, "p": Decimal("12.5")}


@pytest.mark.parametrize(("past", "reached"), [([90, 119], False), ([90, 120], True), ([90, 130], True), ([], False)])
def test_a_leaf_that_must_rise_has_been_there_if_it_was_ever_that_high(past: list[int], reached: bool) -> None:
    assert needed("a * b", {"a": 100, "b": 10}, "1200", {"a": past})["a"].reached_before is reached


def test_a_leaf_that_must_fall_has_been_there_if_it_was_ever_that_low() -> None:
    assert needed("a / b", {"a": 5, "b": 100}, "0.04", {"a": [6, 3]})["a"].reached_before
    assert not needed("a / b", {"a": 5, "b": 100}, "0.04", {"a": [6, 5]})["a"].reached_before


def test_what_has_no_figure_can_never_have_been_reached() -> None:
    assert needed("min(a, b)", {"a": 3, "b": 60}, "100", {"a": [200], "b": [200]})["a"] == GapCloser(
        kpi=KpiId("a"), needed=None, reached_before=False
    )


@pytest.mark.parametrize("present", [{"a": 3, "b": None}, {"a": 1, "b": 0}, {"a": 6, "b": 3}])
def test_nothing_closes_a_gap_of_a_root_without_value_or_on_target(present: Mapping[str, float | None]) -> None:
    assert needed("a / b", present, "2") == {}
