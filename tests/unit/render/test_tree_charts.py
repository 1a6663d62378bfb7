"""Waterfall and tornado: places in percent of their columns."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_scorecards.render.charts.tornado import Swing, tornado_bars
from mkdocs_scorecards.render.charts.waterfall import waterfall_geometry

D = Decimal
_amounts = st.decimals("-1e9", "1e9", places=2)


def test_steps_go_on_from_where_the_last_one_ended() -> None:
    before, fall, rise, after = waterfall_geometry(D(100), [D(-60), D(10)]).bars

    assert (before.tone, fall.tone, rise.tone, after.tone) == ("total", "down", "up", "total")
    assert (before.x, before.width) == (0, 99.6)
    assert fall.x == rise.x == pytest.approx(39.84)
    assert after.width == pytest.approx(49.8)
    assert [bar.leaves for bar in (before, fall, rise)] == [bar.arrives for bar in (fall, rise, after)]
    assert (before.arrives, after.leaves) == (None, None)


def test_totals_start_at_zero_unless_that_would_hide_the_steps() -> None:
    assert waterfall_geometry(D(100), [D(-60)]).cut is None
    assert waterfall_geometry(D(1010), [D(-321)]).cut == D(400)
    assert waterfall_geometry(D(-1010), [D(-10)]).cut is None


def test_a_step_that_is_too_small_to_see_is_drawn_all_the_same() -> None:
    assert waterfall_geometry(D(100), [D(-60), D("0.001")]).bars[2].width == 0.35


@given(before=_amounts, steps=st.lists(_amounts, max_size=8))
def test_every_bar_lies_inside_its_column_and_meets_its_neighbours(before: Decimal, steps: list[Decimal]) -> None:
    geometry = waterfall_geometry(before, steps)

    for bar in geometry.bars:
        assert bar.x >= 0
        assert bar.width >= 0
        assert bar.x + bar.width <= 100
    for above, below in pairwise(geometry.bars):
        assert above.leaves == below.arrives
    if geometry.cut is not None:
        assert 0 < geometry.cut < min(before, before + sum(steps))


def test_the_largest_swing_reaches_the_rim_and_the_others_are_to_scale() -> None:
    large, small = tornado_bars([Swing(D(80), D(-80)), Swing(D(-20), D(40))])

    assert (large.down, large.up) == ((0.5, 49.5), (50.0, 49.5))
    assert small.down == (37.62, 12.38)
    assert small.up == (50.0, 24.75)


def test_a_change_that_cannot_be_computed_is_not_drawn() -> None:
    (bar,) = tornado_bars([Swing(None, D(-3))])

    assert bar.down is not None
    assert bar.up is None
