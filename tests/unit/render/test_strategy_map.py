"""The map's DOT text, the places of its boxes, and above all the ways of its arrows."""

import doctest
import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_scorecards.render.environment import template_environment
from mkdocs_scorecards.render.graphviz import EngineChoice, Layout, Point, found_engine, layout
from mkdocs_scorecards.render.strategy_map import (
    MapBand,
    MapBox,
    MapGeometry,
    MapLink,
    MapView,
    curve,
    grid,
    map_dot,
    map_geometry,
    themed,
)
from mkdocs_scorecards.render.strategy_map.grid import CANVAS, PlacedMap, nearest_slots, placed_map
from mkdocs_scorecards.render.strategy_map.pills import pills
from mkdocs_scorecards.render.strategy_map.routes import Route, routes

TEMPLATES = Path(__file__).parents[3] / "templates"
VERDICTS = ("supported", "contradicted", "not_supported", "too_little_data", "by_definition", "untested")


def box(name: str, **changes: str | tuple[str, ...]) -> MapBox:
    plain = MapBox(
        id=name,
        title=f"Objective {name}",
        owner="Head of Support",
        status="at_risk",
        status_word="At risk",
        score="0.83",
        figure="44",
        href=f"../customer/#objective-{name}",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def arrow(cause: str, effect: str, verdict: str | None = None, *, feedback: bool = False) -> MapLink:
    return MapLink(
        cause=cause,
        effect=effect,
        href=f"#link-{cause}-{effect}",
        because="They stay.",
        label="same direction",
        verdict=verdict,
        feedback=feedback,
    )


def strategy(counts: Sequence[int], *links: MapLink) -> MapView:
    """Bands of so many boxes, named a0, a1, … in the first, b0, … in the second."""
    bands = tuple(
        MapBand(id=letter, title=f"Band {letter}", question="How?", boxes=tuple(box(f"{letter}{i}") for i in range(n)))
        for letter, n in zip("abcdef", counts, strict=False)
    )
    return MapView(prefix="map", title="Strategy map", description="What leads to what.", bands=bands, links=links)


def spread(view: MapView) -> Layout:
    """A layout as an engine might give it: every row evenly spread over the same width."""
    centres = {
        box.id: Point((place + 0.5) * 900 / len(band.boxes), 0)
        for band in view.bands
        for place, box in enumerate(band.boxes)
    }
    return Layout(width=900, height=500, centres=centres)


def drawn(view: MapView) -> tuple[PlacedMap, tuple[Route, ...]]:
    placed = placed_map(view, spread(view))
    return placed, routes(placed, view.links)


@pytest.mark.parametrize("module", [grid, curve])
def test_the_examples_in_the_docstrings_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


# --- DOT ---


def test_the_graph_has_a_rank_a_row_and_its_arrows_point_from_effect_to_cause() -> None:
    view = strategy([1, 2], arrow("b0", "a0"), arrow("b0", "b1"), arrow("a0", "b1", feedback=True))

    assert map_dot(view) == (
        "digraph {\n"
        '  graph [nodesep="0.4167" ranksep="0.8333" splines="line"]\n'
        '  "a0" [width="3.3611" height="1.2778" fixedsize="true" shape="box" label=""]\n'
        '  "b0" [width="3.3611" height="1.2778" fixedsize="true" shape="box" label=""]\n'
        '  "b1" [width="3.3611" height="1.2778" fixedsize="true" shape="box" label=""]\n'
        '  {rank="same" "a0"}\n'
        '  {rank="same" "b0" -> "b1" [style="invis" weight="0"]}\n'
        '  "a0" -> "b0" [style="invis" weight="0"]\n'
        '  "a0" -> "b0"\n'
        "}\n"
    )


def test_no_word_of_the_author_reaches_graphviz() -> None:
    view = strategy([1])
    hostile = replace(
        view.bands[0], title="</svg>", boxes=(box("a0", title='"]; evil [URL="javascript:1', owner="\\"),)
    )

    assert map_dot(replace(view, bands=(hostile,))) == map_dot(view)


# --- boxes ---


def test_three_boxes_in_every_row_stand_in_three_columns() -> None:
    placed, _ = drawn(strategy([3, 3]))

    assert [[(box.x, box.width) for box in row] for row in placed.rows] == [[(142, 242), (414, 242), (686, 242)]] * 2
    assert [(band.y, band.height) for band in placed.bands] == [(0, 112), (172, 112)]


@pytest.mark.parametrize(
    ("count", "rows", "width"), [(4, [4], 180), (5, [3, 2], 242), (6, [3, 3], 206), (8, [4, 4], 157)]
)
def test_a_full_band_gets_narrower_boxes_or_staggered_rows(count: int, rows: list[int], width: float) -> None:
    placed, _ = drawn(strategy([count, 1]))

    assert [len(row) for row in placed.rows] == [*rows, 1]
    assert placed.rows[0][0].width == width


@pytest.mark.parametrize("count", [5, 6, 7, 8])
def test_boxes_of_a_second_row_stand_under_gaps_and_keep_the_authors_order(count: int) -> None:
    placed, _ = drawn(strategy([count]))
    left = {box.box.id: box.x for row in placed.rows for box in row}

    xs = [left[f"a{i}"] for i in range(count)]
    assert xs == sorted(set(xs))


def test_an_empty_perspective_keeps_its_strip() -> None:
    placed, ways = drawn(strategy([1, 0, 1], arrow("c0", "a0")))

    assert [band.height for band in placed.bands] == [112, 112, 112]
    assert len(ways[0].curves) == 1


def test_a_map_without_objectives_is_drawn() -> None:
    engine = found_engine(EngineChoice.PURE)
    assert engine is not None
    for view in (strategy([]), strategy([0, 0])):
        assert map_geometry(view, layout(map_dot(view), engine)).pills == ()


def test_boxes_grow_for_a_title_of_three_lines() -> None:
    view = strategy([1, 1])
    long = replace(view.bands[0], boxes=(box("a0", title="Durchlaufzeiten der Auftragsabwicklung " * 3),))
    placed = placed_map(replace(view, bands=(long, view.bands[1])), spread(view))

    assert {box.height for row in placed.rows for box in row} == {92 + 16}


@given(st.lists(st.floats(-3, 9), min_size=1, max_size=4))
def test_slots_are_in_order_apart_and_as_near_as_can_be(wanted: list[float]) -> None:
    found = nearest_slots(wanted, [range(8)] * len(wanted), apart=2)

    def cost(slots: Sequence[int]) -> float:
        return sum((slot - round(wish * 8) / 8) ** 2 for slot, wish in zip(slots, wanted, strict=True))

    possible = [slots for slots in combinations(range(8), len(wanted)) if all(b - a >= 2 for a, b in pairwise(slots))]
    assert found in possible
    assert cost(found) == pytest.approx(min(map(cost, possible)))


def test_less_than_a_pixel_does_not_move_a_box_to_another_slot() -> None:
    slots = {nearest_slots([1.5 + jitter], [range(5)], apart=2) for jitter in (-0.006, 0, 0.006)}

    assert slots == {(1,)}


# --- arrows ---


@st.composite
def maps(draw: st.DrawFn) -> MapView:
    counts = draw(st.lists(st.integers(1, 9), min_size=1, max_size=5))
    names = [f"{letter}{i}" for letter, n in zip("abcde", counts, strict=False) for i in range(n)]
    ends = st.tuples(st.sampled_from(names), st.sampled_from(names)).filter(lambda pair: pair[0] != pair[1])
    pairs = draw(st.lists(ends, max_size=14, unique=True))
    return strategy(counts, *(arrow(a, b, draw(st.sampled_from([None, *VERDICTS])), feedback=a < b) for a, b in pairs))


def points_of(route: Route) -> list[curve.Place]:
    """Places along the whole arrow, those on the straight pieces between curves included."""
    found = []
    for piece in route.curves:
        found += [piece.at(step / 40) for step in range(41)]
    for before, after in pairwise(route.curves):
        found += [curve.Place(before.end.x, before.end.y + (after.start.y - before.end.y) * s / 9) for s in range(10)]
    return found


@settings(max_examples=150, deadline=None)
@given(maps())
def test_no_arrow_runs_through_a_box_or_the_names_at_the_left(view: MapView) -> None:
    placed, ways = drawn(view)
    boxes = [box for row in placed.rows for box in row]

    for way in ways:
        for place in points_of(way):
            assert 140 <= place.x <= CANVAS
            assert not any(
                box.x + 0.5 < place.x < box.right - 0.5 and box.y + 0.5 < place.y < box.bottom - 0.5 for box in boxes
            )


@settings(max_examples=100, deadline=None)
@given(maps())
def test_every_arrow_starts_at_its_cause_and_its_tip_touches_its_effect(view: MapView) -> None:
    placed, ways = drawn(view)

    for way in ways:
        cause, effect = placed.placed(way.link.cause), placed.placed(way.link.effect)
        start = way.curves[0].start
        assert cause.x < start.x < cause.right
        assert start.y in (cause.y, cause.bottom)
        assert effect.x < way.tip.x < effect.right
        assert way.tip.y == (effect.y if way.points_down else effect.bottom)
        assert way.curves[-1].end.x == way.tip.x == way.curves[-1].second.x


@settings(max_examples=100, deadline=None)
@given(maps())
def test_no_two_arrows_share_a_port(view: MapView) -> None:
    _, ways = drawn(view)

    ends = [(round(place.x, 1), place.y) for way in ways for place in (way.curves[0].start, way.tip)]
    assert len(ends) == len(set(ends))


def test_an_arrow_between_boxes_of_one_column_is_straight() -> None:
    view = strategy([3, 3], arrow("b0", "a0"), arrow("b1", "a0"), arrow("b1", "a1"), arrow("b2", "a2"))
    _, ways = drawn(view)

    assert [way.curves[0].is_straight for way in ways] == [True, False, True, True]
    assert {way.tip.x for way in ways[:2]} == {263 - 22, 263 + 22}


def test_arrows_into_one_box_do_not_cross() -> None:
    _, ways = drawn(strategy([3, 3], arrow("b2", "a1"), arrow("b0", "a1"), arrow("b1", "a1")))

    by_cause = {way.link.cause: way.tip.x for way in ways}
    assert by_cause["b0"] < by_cause["b1"] < by_cause["b2"]


def test_a_long_arrow_passes_the_row_between_in_a_gap() -> None:
    placed, (way,) = drawn(strategy([3, 3, 3], arrow("c0", "a1")))

    lane = way.curves[0].end.x
    assert placed.rows[1][0].right < lane < placed.rows[1][1].x
    assert way.channels == (1, 0)


def test_a_long_arrow_back_down_runs_at_the_right_side() -> None:
    placed, (way,) = drawn(strategy([3, 3, 3], arrow("a0", "c1", feedback=True)))

    assert way.points_down
    assert way.curves[0].end.x > placed.rows[1][-1].right


def test_an_arrow_within_a_row_runs_under_it_and_in_the_last_row_above() -> None:
    placed, (upper, lower) = drawn(strategy([2, 2], arrow("a0", "a1"), arrow("b1", "b0")))

    assert all(place.y >= placed.rows[0][0].bottom for place in points_of(upper))
    assert all(place.y <= placed.rows[1][0].y for place in points_of(lower))
    assert (upper.points_down, lower.points_down) == (False, True)


# --- pills ---


def test_only_tested_arrows_carry_a_pill() -> None:
    _, ways = drawn(strategy([1, 2], arrow("b0", "a0"), arrow("b1", "a0", "not_supported")))

    (pill,) = pills(ways)
    assert pill.word == "not supported"


def test_pills_that_would_touch_keep_only_their_sample() -> None:
    _, ways = drawn(
        strategy(
            [1, 1, 4], arrow("b0", "a0", "supported"), *(arrow(f"c{i}", "b0", "too_little_data") for i in range(4))
        )
    )
    alone, *crowded = pills(ways)

    assert alone.word == "supported"
    assert {pill.width for pill in crowded if not pill.word} == {32}
    assert 0 < [pill.word for pill in crowded].count("") < len(crowded)
    assert not any(a.touches(b) for a, b in combinations([alone, *crowded], 2))


@settings(max_examples=60, deadline=None)
@given(maps())
def test_a_pill_stays_on_its_own_arrow_and_off_the_boxes(view: MapView) -> None:
    placed, ways = drawn(view)
    boxes = [box for row in placed.rows for box in row]
    tested = [way for way in ways if way.link.verdict is not None]

    for way, pill in zip(tested, pills(ways), strict=True):
        assert any(pill.covers(place) for place in points_of(way))
        assert not any(
            box.y + 2 < pill.y + 20 and pill.y < box.bottom - 2 and pill.x < box.right and box.x < pill.x + pill.width
            for box in boxes
        )


# --- engines ---


SAMPLES = [
    strategy(
        [3, 3, 3, 3], arrow("b0", "a0"), arrow("b1", "a0"), arrow("c2", "b1"), arrow("d0", "a2"), arrow("d2", "c1")
    ),
    strategy([1, 1, 1, 1], arrow("b0", "a0"), arrow("c0", "b0"), arrow("d0", "c0")),
    strategy(
        [2, 5, 4, 3], arrow("b0", "a0"), arrow("b4", "a1"), arrow("c0", "b1"), arrow("c3", "b4"), arrow("d2", "c1")
    ),
    strategy([3, 8, 2], arrow("b7", "a0"), arrow("c0", "b0"), arrow("c1", "b0"), arrow("c0", "a2"), arrow("a1", "c0")),
    strategy([1, 4], arrow("b0", "a0"), arrow("b1", "a0"), arrow("b2", "a0"), arrow("b3", "a0")),
    strategy([2, 1, 2, 1], arrow("b0", "a1"), arrow("c0", "b0"), arrow("d0", "c1"), arrow("d0", "a0")),
    strategy([12, 3], arrow("b0", "a11"), arrow("b2", "a0")),
]


@pytest.mark.parametrize("view", SAMPLES)
def test_both_engines_give_the_same_map_in_the_authors_order(view: MapView) -> None:
    pure, system = found_engine(EngineChoice.PURE), found_engine(EngineChoice.DOT)
    assert pure is not None
    ours = placed_map(view, layout(map_dot(view), pure))
    for row in ours.rows:
        assert [box.x for box in row] == sorted(box.x for box in row)
    if system is None:
        pytest.skip("no dot of Graphviz 2.43 or newer on PATH to compare with")

    theirs = placed_map(view, layout(map_dot(view), system))

    for here, there in zip(ours.rows, theirs.rows, strict=True):
        assert [box.x for box in here] == pytest.approx([box.x for box in there], abs=1)


# --- themes, markup ---


def test_a_theme_mutes_what_does_not_belong_to_it() -> None:
    view = strategy([1, 2], arrow("b0", "a0"), arrow("b1", "a0"))
    first = replace(view.bands[0], boxes=(box("a0", themes=("adoption",)),))
    second = replace(view.bands[1], boxes=(box("b0", themes=("adoption", "other")), box("b1")))

    found = themed(replace(view, bands=(first, second)), "adoption")

    assert [box.muted for band in found.bands for box in band.boxes] == [False, False, True]
    assert [link.muted for link in found.links] == [False, True]
    assert found.prefix == "map-adoption"


def geometry_of(view: MapView) -> MapGeometry:
    return map_geometry(view, spread(view))


def svg_of(view: MapView) -> str:
    template = template_environment(TEMPLATES).get_template("partials/strategy_map.svg.jinja")
    return template.render(map=geometry_of(view))


def list_of(view: MapView) -> str:
    return template_environment(TEMPLATES).get_template("partials/strategy_map_list.jinja").render(view=view)


HOSTILE = "<b>&\"'</b>\\ </svg><script>alert(1)</script>"


def test_the_drawing_is_well_formed_whatever_the_author_writes() -> None:
    view = strategy([2, 1], arrow("b0", "a0", "by_definition"))
    bands = (
        replace(
            view.bands[0], title=HOSTILE, question=HOSTILE, boxes=(box("a0", title=HOSTILE, owner=HOSTILE), box("a1"))
        ),
        view.bands[1],
    )
    view = replace(view, bands=bands, title=HOSTILE, links=(replace(view.links[0], because=HOSTILE),))

    drawing, listed = ET.fromstring(svg_of(view)), list_of(view)  # noqa: S314 - our own drawing

    assert not list(drawing.iter("script"))
    assert "<script" not in listed
    assert any(title.text == f"{HOSTILE}, At risk, score 0.83, {HOSTILE}" for title in drawing.iter("title"))


def test_boxes_and_arrows_are_links_in_reading_order() -> None:
    drawing = ET.fromstring(svg_of(strategy([2, 1], arrow("b0", "a1", "supported"))))  # noqa: S314 - our own drawing

    assert [link.get("href") for link in drawing.iter("a")] == [
        "../customer/#objective-a0",
        "../customer/#objective-a1",
        "../customer/#objective-b0",
        "#link-b0-a1",
    ]
    (way,) = [link for link in drawing.iter("a") if link.get("data-cause")]
    assert way.get("aria-label") == "Objective b0 leads to Objective a1: supported"
    assert way.findtext("title") == "They stay. (same direction)"


def test_ids_begin_with_the_prefix_of_the_map() -> None:
    view = strategy([1, 1], arrow("b0", "a0", "supported"))

    for markup in (svg_of(view), list_of(view)):
        ids = re.findall(r'\bid="([^"]*)"', markup)
        assert ids
        assert all(name.startswith("map-") for name in ids)


def test_the_markup_holds_no_literal_colour() -> None:
    assert not re.search(
        r"#[0-9a-f]{3,8}\b(?!-)|rgb\(|style=",
        svg_of(strategy([1, 1], arrow("b0", "a0", "contradicted"))).replace("#link", ""),
    )


def test_the_same_map_gives_the_same_bytes() -> None:
    view = strategy(
        [3, 5, 2], arrow("b4", "a0", "supported"), arrow("c0", "a1", "untested"), arrow("a0", "c1", feedback=True)
    )

    assert svg_of(view) == svg_of(view)


def test_the_list_says_where_each_objective_leads() -> None:
    listed = list_of(strategy([1, 1, 0], arrow("b0", "a0", "not_supported"), arrow("a0", "b0", feedback=True)))
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", listed))

    assert "leads to Objective a0 not supported" in text
    assert "feeds back to Objective b0" in text
    assert "No objectives" in text
