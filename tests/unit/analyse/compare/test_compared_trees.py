"""The KPI trees of two versions as one: what became of every KPI and every line."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from builders import a_kpi, a_period, a_scorecard, a_series, an_objective
from mkdocs_scorecards.analyse.compare import ComparedTree, Kind, between_periods, compared_trees, comparison_of
from mkdocs_scorecards.analyse.review import review_of
from mkdocs_scorecards.model.kpi import Kpi
from mkdocs_scorecards.model.scorecard import Scorecard

PERIOD = a_period("2026-09")
NAMES = ("a", "b", "c", "d", "e", "f")


def a_card(formulas: Mapping[str, str], titles: Mapping[str, str] | None = None, **values: str) -> Scorecard:
    """A scorecard of six KPIs, each with a figure of its own unless it is computed."""
    kpis: list[Kpi] = [
        a_kpi(name, objective="aim", formula=formulas.get(name), title=(titles or {}).get(name, name)) for name in NAMES
    ]
    figures = {name: a_series(name, {"2026-09": values.get(name, "2")}) for name in NAMES if name not in formulas}
    return a_scorecard(kpis, figures, objectives=(an_objective("aim"),))


def trees(before: Scorecard, after: Scorecard) -> tuple[ComparedTree, ...]:
    return compared_trees(comparison_of(before, after, PERIOD))


def kinds(tree: ComparedTree) -> dict[str, str]:
    return {str(node.id): node.kind.value for node in tree.nodes if node.kind is not None}


def lines(tree: ComparedTree) -> dict[str, str]:
    return {f"{edge.whole}-{edge.part}": edge.kind.value for edge in tree.edges if edge.kind is not None}


@st.composite
def formulas(draw: st.DrawFn) -> dict[str, str]:
    """Formulas without a circle, since a KPI is computed from later ones only; in an order of their own."""
    order = draw(st.permutations(NAMES))
    found = {}
    for place, name in enumerate(order[:-1]):
        if parts := draw(st.lists(st.sampled_from(order[place + 1 :]), max_size=3, unique=True)):
            found[name] = " + ".join(parts)
    return found


@given(written=formulas())
def test_no_tree_differs_from_itself(written: dict[str, str]) -> None:
    card = a_card(written)

    assert trees(card, card) == ()


@given(before=formulas(), after=formulas())
def test_every_line_of_either_version_is_told_once_a_tree_and_by_what_became_of_it(
    before: dict[str, str], after: dict[str, str]
) -> None:
    old, new = ({(name, part) for name in found for part in found[name].split(" + ")} for found in (before, after))

    found = trees(a_card(before), a_card(after))

    for tree in found:
        ids = [node.id for node in tree.nodes]
        assert len(set(ids)) == len(ids)
        ends = [(str(edge.whole), str(edge.part)) for edge in tree.edges]
        assert len(set(ends)) == len(ends)
        assert {end for pair in ends for end in pair} | {str(ids[0])} == set(map(str, ids))
    marked = {
        ((str(edge.whole), str(edge.part)), edge.kind) for tree in found for edge in tree.edges if edge.kind is not None
    }
    assert {ends for ends in new - old if (ends, Kind.ADDED) not in marked} == set()
    assert {ends for ends in old - new if (ends, Kind.REMOVED) not in marked} == set()


@given(written=formulas(), data=st.data())
def test_the_order_of_operands_makes_no_difference(written: dict[str, str], data: st.DataObject) -> None:
    turned = {name: " + ".join(data.draw(st.permutations(text.split(" + ")))) for name, text in written.items()}
    comparison = comparison_of(a_card(written), a_card(turned), PERIOD)

    assert (comparison.changes, compared_trees(comparison)) == ((), ())


def test_a_part_comes_and_another_goes() -> None:
    (tree,) = trees(a_card({"a": "b + c"}), a_card({"a": "b + d"}))

    assert kinds(tree) == {"a": "changed", "d": "added", "c": "removed"}
    assert lines(tree) == {"a-d": "added", "a-c": "removed"}


def test_what_is_still_reached_another_way_stays_and_only_its_line_goes() -> None:
    (tree,) = trees(a_card({"a": "b + c", "b": "c"}), a_card({"a": "b", "b": "c"}))

    assert kinds(tree) == {"a": "changed"}
    assert lines(tree) == {"a-c": "removed"}


def test_a_figure_that_moves_marks_all_that_is_computed_from_it_and_no_line() -> None:
    (tree,) = trees(a_card({"a": "b + c", "d": "e"}), a_card({"a": "b + c", "d": "e"}, c="5"))

    assert kinds(tree) == {"a": "changed", "c": "changed"}
    assert lines(tree) == {}


def test_formulas_that_turn_round_are_told_as_two_trees() -> None:
    found = trees(a_card({"a": "b + c"}), a_card({"b": "a - c"}))

    assert [str(tree.nodes[0].id) for tree in found] == ["b", "a"]
    assert [lines(tree) for tree in found] == [
        {"b-a": "added", "b-c": "added"},
        {"a-b": "removed", "a-c": "removed"},
    ]


def test_a_branch_that_becomes_a_tree_of_its_own_with_a_new_part_is_told_as_one() -> None:
    found = trees(a_card({"a": "b + c"}), a_card({"a": "c", "b": "d"}))

    assert [str(tree.nodes[0].id) for tree in found] == ["a", "b"]
    assert kinds(found[0]) == {"a": "changed", "b": "removed"}
    assert lines(found[1]) == {"b-d": "added"}


def test_between_two_periods_no_tree_is_told() -> None:
    assert compared_trees(between_periods(review_of(a_card({"a": "b + c"}), PERIOD))) == ()
