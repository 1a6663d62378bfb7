from hypothesis import given
from hypothesis import strategies as st

from mkdocs_scorecards.render.charts.placement import (
    Box,
    clearest,
    hidden_length,
    line_box,
    obstacles_along,
    text_place,
)

ROOM = Box(x=0, y=0, width=200, height=100)
HERE = Box(x=10, y=10, width=40, height=16)
THERE = Box(x=100, y=10, width=40, height=16)


def test_the_first_place_wins_where_all_are_free() -> None:
    assert clearest([HERE, THERE], room=ROOM, taken=[], obstacles=[]) == HERE


def test_a_line_that_touches_a_text_counts_as_covered() -> None:
    assert clearest([HERE, THERE], room=ROOM, taken=[], obstacles=obstacles_along([(9, 0), (9, 90)], 1)) == THERE


def test_a_place_that_covers_a_line_gives_way_to_a_free_one() -> None:
    line = obstacles_along([(0, 18), (60, 18)], 1)

    assert clearest([HERE, THERE], room=ROOM, taken=[], obstacles=line) == THERE


def test_texts_never_overlap_and_never_leave_the_room() -> None:
    assert clearest([HERE], room=ROOM, taken=[Box(x=45, y=20, width=9, height=9)], obstacles=[]) is None
    assert clearest([Box(x=180, y=0, width=40, height=16)], room=ROOM, taken=[], obstacles=[]) is None


def test_only_the_part_of_a_line_inside_a_box_counts() -> None:
    assert hidden_length(HERE, obstacles_along([(0, 18), (200, 18)], 2)) == 80
    assert hidden_length(HERE, obstacles_along([(0, 40), (200, 40)], 2)) == 0
    assert hidden_length(HERE, obstacles_along([(20, 0), (20, 100)], 1)) == 16
    assert hidden_length(HERE, obstacles_along([(20, 18)], 1)) == 1


@given(st.sampled_from(["start", "middle", "end"]), st.floats(min_value=-500, max_value=500))
def test_a_text_is_held_where_it_was_asked_to_be(anchor: str, x: float) -> None:
    held, _ = text_place(line_box("4.6 % in September", 12, (x, 50), anchor))

    assert abs(held - x) < 1e-6


boxes = st.lists(
    st.builds(Box, x=st.integers(-10, 190), y=st.integers(-5, 90), width=st.just(40), height=st.just(16)), max_size=12
)
lines = st.lists(st.tuples(st.integers(0, 200), st.integers(0, 100)), min_size=2, max_size=6)


@given(boxes, lines)
def test_no_place_hides_less_for_its_rank_than_the_one_that_is_taken(
    candidates: list[Box], line: list[tuple[int, int]]
) -> None:
    obstacles = obstacles_along(line, 2)

    def cost(rank: int) -> tuple[float, int]:
        box = candidates[rank]
        grown = Box(x=box.x - 2, y=box.y - 2, width=box.width + 4, height=box.height + 4)
        return round(hidden_length(grown, obstacles) + 1.5 * rank, 1), rank

    inside = [rank for rank, box in enumerate(candidates) if box.is_inside(ROOM)]
    best = candidates[min(inside, key=cost)] if inside else None

    assert clearest(candidates, room=ROOM, taken=[], obstacles=obstacles) is best
