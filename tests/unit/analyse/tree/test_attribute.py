"""Attribution against the published vectors, its properties, and its special cases."""

import json
import re
import time
from collections.abc import Mapping
from decimal import Decimal, localcontext
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_scorecards.analyse.tree.attribute import explained_change, explained_steps
from mkdocs_scorecards.analyse.tree.explanation import Attribution, Explanation, Method
from mkdocs_scorecards.analyse.tree.sensitivity import sensitivities
from tree_builders import a_tree, contributions, figures

DATA = Path(__file__).parents[3] / "data" / "attribution_vectors.json"
FILE = json.loads(DATA.read_text(encoding="utf-8"))
VECTORS = [pytest.param(vector, id=vector["id"]) for vector in FILE["vectors"]]
KEYS = {Method.NESTED: "nested", Method.LEAF: "shapley", Method.LMDI: "lmdi"}

EXACT = Decimal("1e-30")


def explained(
    formulas: Mapping[str, str], before: Mapping[str, Any], after: Mapping[str, Any], method: Method = Method.NESTED
) -> Explanation:
    return explained_change(a_tree(formulas), figures(before), figures(after), method)


def assert_adds_up(explanation: Explanation) -> None:
    with localcontext(prec=80):
        total = sum((leaf.contribution for leaf in explanation.leaves if leaf.contribution is not None), Decimal(0))
        assert explanation.change is not None
        assert abs(total - explanation.change) <= EXACT * (1 + abs(explanation.change))


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize("vector", VECTORS)
def test_each_method_gives_the_published_contributions(vector: dict[str, Any], method: Method) -> None:
    found = explained_change(
        a_tree(vector["tree"], vector["root"]), figures(vector["period0"]), figures(vector["period1"]), method
    )

    assert found.status.value == vector["status"]
    if found.status is not Attribution.OK:
        return
    tolerance = FILE["tolerance"] * max(abs(vector["root0"]), abs(vector["root1"]))
    wanted = vector.get(KEYS[method])
    assert found.method is (method if wanted else Method.NESTED)
    assert bool(found.reason) is not bool(wanted)
    expected = wanted or vector["nested"]
    assert {kpi: float(amount) for kpi, amount in contributions(found).items()} == pytest.approx(
        expected, abs=tolerance
    )
    assert float(found.change or 0) == pytest.approx(vector["delta"], abs=tolerance)
    assert_adds_up(found)


@pytest.mark.parametrize("vector", [vector for vector in VECTORS if "sensitivity" in vector.values[0]])  # type: ignore[operator]
def test_sensitivity_gives_the_published_figures(vector: dict[str, Any]) -> None:
    wanted = vector["sensitivity"]
    found = {one.kpi: one for one in sensitivities(a_tree(vector["tree"], vector["root"]), figures(vector["period1"]))}[
        wanted["leaf"]
    ]

    assert wanted["percent"] == 10
    assert wanted["base"] == "period1"
    assert [float(value or 0) for value in (found.root_plus, found.plus, found.elasticity)] == pytest.approx(
        [wanted["new_root"], wanted["change"], wanted["elasticity"]], rel=1e-12
    )


# --- properties ---

LEAVES = "abcdef"
unhurried = settings(deadline=None, max_examples=60)
node_formulas = st.sampled_from(
    [
        "{0} + {1} - {2}",
        "{0} * {1}",
        "{0} / {1}",
        "{0} * {1} * {2}",
        "({0} - {1}) / {0}",
        "({0} * {1} + {2} * {3}) / ({1} + {3})",
        "100 * {0} / {1}",
        "max({0}, {1}) - min({1}, {2})",
        "abs({0} - {1}) * {2}",
        "{0} ** 2 + {1}",
        "2 * wavg({0}, {1}, {2}, {3})",
    ]
)


@st.composite
def trees(draw: st.DrawFn) -> dict[str, str]:
    """A tree of up to four formulas over six leaves, some of them shared."""
    formulas: dict[str, str] = {}
    names = list(LEAVES)
    for number in range(draw(st.integers(1, 4))):
        parts = draw(st.lists(st.sampled_from(names), min_size=4, max_size=4, unique=True))
        formulas[f"n{number}"] = draw(node_formulas).format(*parts)
        names.append(f"n{number}")
    return {"root": f"{names[-1]} + 0 * a", **formulas}


positive = st.integers(1, 40)
any_size = st.integers(-6, 6)
states = st.one_of(st.lists(positive, min_size=6, max_size=6), st.lists(any_size, min_size=6, max_size=6)).map(
    lambda values: dict(zip(LEAVES, values, strict=True))
)


@unhurried
@given(trees(), states, states)
def test_contributions_add_up_exactly(tree: dict[str, str], before: dict[str, int], after: dict[str, int]) -> None:
    found = explained(tree, before, after)

    if found.status is Attribution.OK:
        assert_adds_up(found)


@unhurried
@given(trees(), states, states, st.sampled_from(LEAVES), st.sampled_from([Method.NESTED, Method.LEAF]))
def test_an_unchanged_leaf_contributes_nothing(
    tree: dict[str, str], before: dict[str, int], after: dict[str, int], leaf: str, method: Method
) -> None:
    if any("wavg" in formula for formula in tree.values()):
        return  # a weight that stays has a share that changes: see the mix effect below
    found = explained(tree, before, {**after, leaf: before[leaf]}, method)

    assert contributions(found).get(leaf, 0) == 0


@unhurried
@given(trees(), states, states)
def test_renaming_changes_nothing(tree: dict[str, str], before: dict[str, int], after: dict[str, int]) -> None:
    new = dict(zip(LEAVES, "zyxwvu", strict=True))
    renamed = {kpi: re.sub(r"\b[a-f]\b", lambda word: new[word[0]], text) for kpi, text in tree.items()}
    found = explained(tree, before, after)
    other = explained(
        renamed,
        {new[leaf]: value for leaf, value in before.items()},
        {new[leaf]: value for leaf, value in after.items()},
    )

    assert {new.get(kpi, kpi): amount for kpi, amount in contributions(found).items()} == contributions(other)


@unhurried
@given(trees(), states, states)
def test_opening_a_node_does_not_move_the_others(
    tree: dict[str, str], before: dict[str, int], after: dict[str, int]
) -> None:
    found = explained(tree, before, after)
    if found.status is not Attribution.OK:
        return
    top = {"root": tree["root"]}
    node = next(one for one in found.contributions if one.kpi.startswith("n"))
    closed = explained(top, {**before, node.kpi: node.before}, {**after, node.kpi: node.after})

    assert contributions(closed)[node.kpi] == pytest.approx(node.contribution)
    through = sum(edge.contribution for edge in found.edges if edge.whole == node.kpi)
    if not node.leaf:
        assert float(through) == pytest.approx(float(node.contribution or 0), abs=1e-9)


@unhurried
@given(trees(), states, states)
def test_the_edges_into_a_kpi_add_up_to_its_contribution(
    tree: dict[str, str], before: dict[str, int], after: dict[str, int]
) -> None:
    found = explained(tree, before, after)

    for one in found.contributions:
        arrived = sum(edge.contribution for edge in found.edges if edge.part == one.kpi)
        assert float(arrived) == pytest.approx(float(one.contribution or 0), abs=1e-12)


@unhurried
@given(st.permutations(["a * b", "c / d", "max(e, f)", "a / f"]), states, states)
def test_the_order_of_siblings_does_not_matter(terms: list[str], before: dict[str, int], after: dict[str, int]) -> None:
    ordered = {"y": "a * b + c / d + max(e, f) + a / f"}

    assert contributions(explained({"y": " + ".join(terms)}, before, after)) == contributions(
        explained(ordered, before, after)
    )


@unhurried
@given(trees(), states, states, states)
def test_consecutive_steps_add_up(
    tree: dict[str, str], first: dict[str, int], second: dict[str, int], third: dict[str, int]
) -> None:
    found = explained_steps(a_tree(tree), [figures(first), figures(second), figures(third)])

    if found.status is Attribution.OK:
        assert_adds_up(found)


# --- special cases ---


def test_the_bridge_of_a_node_is_the_bridge_of_the_root_to_scale() -> None:
    formulas = {"revenue": "customers * arpc", "customers": "opening + new - lost"}
    before, after = (
        {"opening": 100, "new": 20, "lost": 10, "arpc": 10},
        {"opening": 110, "new": 15, "lost": 20, "arpc": 11},
    )
    whole = contributions(explained(formulas, before, after))
    part = contributions(explained({"customers": formulas["customers"]}, before, after))

    assert {kpi: amount * Decimal("10.5") for kpi, amount in part.items()} == {
        kpi: whole[kpi] for kpi in ("opening", "new", "lost")
    }


def test_doubling_all_weights_contributes_nothing() -> None:
    found = explained(
        {"r": "wavg(r1, v1, r2, v2)"}, {"r1": 1, "v1": 80, "r2": 3, "v2": 20}, {"r1": 1, "v1": 160, "r2": 3, "v2": 40}
    )

    assert set(contributions(found).values()) == {0}


def test_a_weighted_average_is_split_into_rates_and_mix() -> None:
    found = explained(
        {"r": "wavg(r1, v1, r2, v2)"},
        {"r1": 10, "v1": 80, "r2": 30, "v2": 20},
        {"r1": 12, "v1": 60, "r2": 30, "v2": 60},
    )

    # shares 0.8 and 0.2 become 0.5 and 0.5, the average 14 becomes 21: rate effect 0.65 * 2, mix effects of (11 - 17.5)
    # * -0.3 and (30 - 17.5) * 0.3
    assert contributions(found) == {"r1": Decimal("1.3"), "v1": Decimal("1.95"), "r2": 0, "v2": Decimal("3.75")}


@pytest.mark.parametrize("rate_before", [None, 0, 99])
def test_a_segment_that_appears_has_no_rate_effect(rate_before: int | None) -> None:
    before = {"r1": 10, "v1": 100, "r2": rate_before, "v2": 0}
    found = explained({"r": "wavg(r1, v1, r2, v2)"}, before, {"r1": 10, "v1": 100, "r2": 40, "v2": 50})

    assert found.status is Attribution.OK
    assert contributions(found)["r2"] == 0
    assert found.change == 10
    assert_adds_up(found)


def test_a_segment_that_appears_may_have_a_rate_that_cannot_be_computed_before() -> None:
    formulas = {"r": "2 * wavg(r1, v1, r2, v2)", "r2": "won / v2"}
    before, after = {"r1": 10, "v1": 100, "won": 0, "v2": 0}, {"r1": 10, "v1": 150, "won": 2000, "v2": 50}
    found = explained(formulas, before, after)

    assert {kpi: round(amount, 20) for kpi, amount in contributions(found).items()} == {
        "r1": 0,
        "v1": Decimal("1.875"),
        "r2": 0,
        "v2": Decimal("13.125"),
    }
    assert_adds_up(found)


def test_the_mix_effect_of_an_unchanged_weight_is_not_passed_on_to_its_parts() -> None:
    formulas = {"r": "wavg(r1, v1, r2, v2)", "v1": "opening + new"}
    before = {"r1": 10, "opening": 90, "new": 10, "r2": 30, "v2": 100}
    found = explained(formulas, before, {**before, "opening": 80, "new": 20, "v2": 300})
    weight = next(one for one in found.contributions if one.kpi == "v1")

    assert weight.leaf
    assert "its share has changed" in weight.reason
    assert contributions(found) == {"r1": 0, "v1": Decimal("3.125"), "r2": 0, "v2": Decimal("1.875")}
    assert_adds_up(found)


def test_a_missing_leaf_closes_its_kpi_and_no_other() -> None:
    formulas = {"revenue": "customers * arpc", "customers": "opening + new - lost"}
    before = {"opening": 100, "new": 20, "lost": 10, "arpc": 10, "customers": 111}
    found = explained(formulas, before, {"opening": 110, "new": None, "lost": 20, "arpc": 11, "customers": 105})

    assert found.status is Attribution.OK
    assert found.reason == "customers is not opened: new has no figure in the later period"
    assert contributions(found) == {"customers": -63, "arpc": 108}
    assert_adds_up(found)


def test_a_missing_leaf_below_unreported_kpis_is_followed_down_to_its_origin() -> None:
    formulas = {"revenue": "customers * arpc", "customers": "opening + new"}
    found = explained(formulas, {"opening": 1, "new": 2, "arpc": 3}, {"opening": 1, "arpc": 3})

    assert (found.status, found.reason) == (Attribution.MISSING, "new has no figure in the later period")
    assert found.before == 9
    assert found.after is None
    assert found.contributions == ()


def test_an_undefined_root_is_not_split() -> None:
    found = explained({"y": "2 * q", "q": "a / d"}, {"a": 1, "d": 0}, {"a": 1, "d": 2})

    assert (found.status, found.reason) == (Attribution.UNDEFINED, "division by zero: d is 0 in the earlier period")
    assert found.after == 1


def test_a_mixed_state_that_divides_by_zero_asks_for_a_name() -> None:
    found = explained({"y": "a / (b - c)"}, {"a": 10, "b": 8, "c": 3}, {"a": 12, "b": 3, "c": -1})

    assert found.status is Attribution.NOT_ATTRIBUTABLE
    assert found.reason.endswith("name the denominator b - c as a KPI")
    assert found.before == 2
    assert found.after == 3


def test_a_formula_that_cannot_be_split_below_the_root_stays_closed() -> None:
    found = explained(
        {"y": "x + q", "q": "a / (b - c)"}, {"x": 1, "a": 10, "b": 8, "c": 3}, {"x": 3, "a": 12, "b": 3, "c": -1}
    )

    assert contributions(found) == {"x": 2, "q": 1}
    assert "name the denominator b - c as a KPI" in found.reason


@pytest.mark.parametrize(("count", "status"), [(12, Attribution.OK), (13, Attribution.NOT_ATTRIBUTABLE)])
def test_a_knot_of_more_than_twelve_kpis_is_refused(count: int, status: Attribution) -> None:
    names = [f"k{number}" for number in range(count)]
    found = explained(
        {"y": f"max({', '.join(names)})"}, dict.fromkeys(names, 1), {name: int(name[1:]) for name in names}
    )

    assert found.status is status
    if status is Attribution.OK:
        assert_adds_up(found)
    else:
        assert found.reason.endswith("split this formula")


def test_a_kpi_without_formula_has_no_tree() -> None:
    assert (
        explained_change(a_tree({"y": "a"}, "a"), figures({"a": 1}), figures({"a": 2})).status
        is Attribution.NOT_ATTRIBUTABLE
    )


def test_percentages_are_withheld_where_contributions_cancel() -> None:
    formulas = {"y": "a - b"}
    clear = explained(formulas, {"a": 10, "b": 5}, {"a": 20, "b": 8})
    cancelling = explained(formulas, {"a": 10, "b": 5}, {"a": 20, "b": 14})

    assert [one.share for one in clear.leaves] == [pytest.approx(Decimal(10) / 7), pytest.approx(Decimal(-3) / 7)]
    assert [one.share for one in cancelling.leaves] == [None, None]


def test_leaves_that_cancel_contribute_nothing_leaf_by_leaf() -> None:
    formulas = {"roe": "m * t * l", "m": "income / sales", "t": "sales / assets", "l": "assets / equity"}
    before, after = (
        {"income": 10, "sales": 100, "assets": 80, "equity": 40},
        {"income": 15, "sales": 120, "assets": 100, "equity": 45},
    )
    found = contributions(explained(formulas, before, after, Method.LEAF))

    assert found["sales"] == 0
    assert found["assets"] == 0


def test_twenty_entangled_leaves_are_split_at_once_and_agree_with_the_exact_split() -> None:
    names = [f"k{number}" for number in range(6)]
    small = {"y": f"({' + '.join(names)} - c) / ({' + '.join(names)})"}
    before, after = (
        {name: 10 + int(name[1:]) for name in names} | {"c": 7},
        {name: 14 - int(name[1:]) for name in names} | {"c": 9},
    )
    exact = contributions(explained(small, before, after, Method.LEAF))
    padding = {f"p{number}": number + 3 for number in range(13)}
    large = {"y": f"({' + '.join(names)} - c + 0 * max({', '.join(padding)})) / ({' + '.join(names)})"}
    found = explained(
        large, {**before, **padding}, {**after, **{name: value + 1 for name, value in padding.items()}}, Method.LEAF
    )

    assert found.method is Method.LEAF
    assert {kpi: float(amount) for kpi, amount in contributions(found).items()} == pytest.approx(
        {**{kpi: float(amount) for kpi, amount in exact.items()}, **dict.fromkeys(padding, 0)}, abs=1e-12
    )
    assert_adds_up(found)


def test_more_than_twenty_leaves_are_split_node_by_node() -> None:
    names = [f"k{number}" for number in range(21)]
    found = explained({"y": " + ".join(names)}, dict.fromkeys(names, 1), dict.fromkeys(names, 2), Method.LEAF)

    assert found.method is Method.NESTED
    assert "21 leaves" in found.reason


@pytest.mark.parametrize(
    "formulas",
    [
        {f"k{number}": f"k{number + 1} + 1" for number in range(1_000)},
        {f"k{number}": f"k{number + 1} * k{number + 1}" for number in range(12)} | {"k12": "k1000 - k1000 + 1"},
    ],
    ids=["long chain", "shared twice at each level"],
)
def test_a_tree_too_large_to_be_written_out_is_split_node_by_node(formulas: dict[str, str]) -> None:
    found = explained(formulas, {"k1000": 1}, {"k1000": 3}, Method.LEAF)

    assert found.status is Attribution.OK
    assert found.method is Method.NESTED
    assert_adds_up(found)


def test_steps_follow_no_kpi_that_one_of_them_cannot_follow() -> None:
    tree = a_tree({"revenue": "customers * arpc", "customers": "opening + new"})
    steps: list[dict[str, Any]] = [
        {"opening": 1, "new": 2, "customers": 3, "arpc": 10},
        {"opening": 2, "new": None, "customers": 4, "arpc": 10},
        {"opening": 3, "new": 3, "customers": 6, "arpc": 12},
    ]
    found = explained_steps(tree, [figures(step) for step in steps])

    assert contributions(found) == {"customers": 32, "arpc": 10}
    assert_adds_up(found)
    assert contributions(explained_steps(tree, [figures(step) for step in steps], Method.LEAF)) == contributions(found)


def test_steps_and_the_direct_way_are_different_answers() -> None:
    tree = a_tree({"y": "a * b"})
    way = [figures({"a": 1, "b": 1}), figures({"a": 3, "b": 1}), figures({"a": 3, "b": 3})]

    assert contributions(explained_steps(tree, way)) == {"a": 2, "b": 6}
    assert contributions(explained_change(tree, way[0], way[-1])) == {"a": 4, "b": 4}


@pytest.mark.parametrize("operator", [" + ", " * "])
def test_forty_five_leaves_are_quick(operator: str) -> None:
    names = [f"k{number}" for number in range(45)]
    tree = a_tree({"y": operator.join(names)})
    before, after = (figures({name: f"{int(name[1:]) + more}.37" for name in names}) for more in (2, 3))
    started = time.process_time()
    found = explained_change(tree, before, after)

    assert time.process_time() - started < 0.5
    assert found.status is Attribution.OK
