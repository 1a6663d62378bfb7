"""The drawing of a KPI tree: places from Graphviz, lines by contribution, and the same as a nested list."""

from decimal import Decimal
from itertools import pairwise

import pytest

from mkdocs_scorecards.render.graphviz import EngineChoice, Layout, Point, found_engine, layout
from mkdocs_scorecards.render.tree_map import (
    COLUMN,
    ROW,
    TreeBranch,
    TreeEdge,
    TreeMapView,
    TreeNode,
    tree_branches,
    tree_dot,
    tree_geometry,
)

D = Decimal


def a_node(name: str, amount: str | None = "1", title: str = "") -> TreeNode:
    return TreeNode(
        id=name,
        title=title or name,
        href=f"../kpis/{name}/",
        figures="1 → 2",
        amount=None if amount is None else D(amount),
        words="" if amount is None else amount,
    )


def a_tree(nodes: list[TreeNode], edges: list[tuple[str, str, str | None]]) -> TreeMapView:
    return TreeMapView(
        prefix="tree",
        title="KPI tree of r",
        description="",
        nodes=tuple(nodes),
        edges=tuple(TreeEdge(whole=w, part=p, amount=None if a is None else D(a)) for w, p, a in edges),
    )


SMALL = a_tree(
    [a_node("r", "-6"), a_node("a", "-8"), a_node("b", "2"), a_node("s", "-3")],
    [("r", "a", "-8"), ("r", "b", "2"), ("a", "s", "-4"), ("b", "s", "1")],
)
PLACES = Layout(
    width=700,
    height=120,
    centres={"r": Point(96, 60), "a": Point(341, 27), "b": Point(341, 93), "s": Point(586, 60)},
)


def test_graphviz_is_told_sizes_and_order_and_no_text() -> None:
    assert tree_dot(SMALL) == (
        "digraph {\n"
        '  graph [rankdir="LR" ordering="out" nodesep="0.1667" ranksep="0.7361"]\n'
        '  "r" [label="" shape="box" fixedsize="true" width="2.6667" height="0.7500"]\n'
        '  "a" [label="" shape="box" fixedsize="true" width="2.6667" height="0.7500"]\n'
        '  "b" [label="" shape="box" fixedsize="true" width="2.6667" height="0.7500"]\n'
        '  "s" [label="" shape="box" fixedsize="true" width="2.6667" height="0.7500"]\n'
        '  "r" -> "a" [arrowhead="none"]\n'
        '  "r" -> "b" [arrowhead="none"]\n'
        '  "a" -> "s" [arrowhead="none"]\n'
        '  "b" -> "s" [arrowhead="none"]\n'
        "}\n"
    )


@pytest.mark.parametrize("choice", [EngineChoice.DOT, EngineChoice.PURE])
def test_every_engine_keeps_columns_rows_and_the_authors_order(choice: EngineChoice) -> None:
    engine = found_engine(choice)
    if engine is None:
        pytest.skip(f"{choice} is not installed")
    parts = ["a", "b", "c", "d"]
    wide = a_tree([a_node(name) for name in ("r", *parts)], [("r", name, "1") for name in parts])

    shapes = {shape.node.id: shape for shape in tree_geometry(wide, layout(tree_dot(wide), engine)).nodes}

    assert [shapes[name].x - shapes["r"].x for name in parts] == [COLUMN] * 4
    tops = [shapes[name].y for name in parts]
    assert [below - above for above, below in pairwise(tops)] == [ROW] * 3


def test_lines_are_as_wide_as_their_contribution_and_as_coloured_as_their_sign() -> None:
    edges = tree_geometry(SMALL, PLACES).edges

    assert [(edge.width, edge.tone) for edge in edges] == [(10, "down"), (3.2, "up"), (5.5, "down"), (2.1, "up")]


def test_a_line_runs_from_the_right_of_a_box_to_the_left_of_the_next() -> None:
    geometry = tree_geometry(SMALL, PLACES)

    assert geometry.edges[0].path.startswith("M194 62C")
    assert geometry.edges[0].path.endswith(" 247 29")
    assert (geometry.width, geometry.height) == (686, 124)
    assert not geometry.is_wide


def test_bars_share_one_scale_and_the_root_has_none() -> None:
    bars = {shape.node.id: (shape.bar_x, shape.bar) for shape in tree_geometry(SMALL, PLACES).nodes}

    assert bars["r"][1] == 0
    assert bars["a"][1] == 4 * bars["b"][1] > 0
    assert len({x for x, _ in bars.values()}) == 1


def test_without_contributions_lines_are_thin_and_grey() -> None:
    plain = a_tree([a_node("r", None), a_node("a", None)], [("r", "a", None)])

    geometry = tree_geometry(plain, PLACES)

    assert [(edge.width, edge.tone) for edge in geometry.edges] == [(1, "none")]
    assert all(shape.bar == 0 for shape in geometry.nodes)


def test_long_titles_are_cut_in_the_drawing_only() -> None:
    title = "Kundenzufriedenheitsindexveränderungsrate im Jahresvergleich"
    geometry = tree_geometry(a_tree([a_node("r", title=title)], []), PLACES)

    assert geometry.nodes[0].title.endswith("…")
    assert geometry.nodes[0].node.title == title


def test_the_list_shows_a_shared_part_by_each_way_and_opens_it_once() -> None:
    deep = a_tree(
        [*SMALL.nodes, a_node("leaf", "-3")],
        [("r", "a", "-8"), ("r", "b", "2"), ("a", "s", "-4"), ("b", "s", "1"), ("s", "leaf", "-3")],
    )

    root = tree_branches(deep, ["-8", "2", "-4", "1", "-3"])

    def flat(branch: TreeBranch, depth: int = 0) -> list[tuple[int, str, str, bool]]:
        own = (depth, branch.node.id, branch.words, branch.again)
        return [own, *(row for below in branch.branches for row in flat(below, depth + 1))]

    assert flat(root) == [
        (0, "r", "-6", False),
        (1, "a", "-8", False),
        (2, "s", "-4", False),
        (3, "leaf", "-3", False),
        (1, "b", "2", False),
        (2, "s", "1", True),
    ]
