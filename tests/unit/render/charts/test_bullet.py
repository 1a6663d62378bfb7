from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_scorecards.render.charts.bullet import (
    Bullet,
    BulletGeometry,
    Extent,
    RangeBullet,
    bullet_geometry,
    range_bullet_geometry,
)

FIGURES = st.decimals(min_value=-(10**12), max_value=10**12, places=2)
MAYBE = st.none() | FIGURES


def label(figure: Decimal) -> str:
    return f"{figure} %"


def bullet(*, higher_is_better: bool = True, planned: str = "68", **figures: str | None) -> BulletGeometry:
    values = {name: None if figure is None else Decimal(figure) for name, figure in figures.items()}
    return bullet_geometry(
        Bullet(higher_is_better=higher_is_better, planned=Decimal(planned), value_label=label, **values)
    )


def test_the_text_form_names_all_figures() -> None:
    found = bullet(actual="61", baseline="30", target="80")

    assert found.title == "actual 61 %, plan 68 %, baseline 30 %, target 80 %"


def test_the_bar_runs_from_the_baseline_and_the_flag_stands_at_the_target() -> None:
    found = bullet(planned="70", actual="60", baseline="50", target="90", amber_limit="65")

    assert found.origin == 2
    assert found.bar == Extent(x=2, width=23.12)
    assert found.ticks == (48.25,)
    assert found.flag == 94.5
    assert found.bands == (Extent(x=36.69, width=11.56),)
    assert found.edges == (36.69,)
    assert not found.is_setback


def test_lower_is_better_draws_the_same_picture_as_its_mirror_image() -> None:
    rising = bullet(planned="70", actual="60", baseline="50", target="90", amber_limit="65")
    falling = bullet(
        higher_is_better=False, planned="-70", actual="-60", baseline="-50", target="-90", amber_limit="-65"
    )

    assert (falling.bar, falling.ticks, falling.flag, falling.bands) == (
        rising.bar,
        rising.ticks,
        rising.flag,
        rising.bands,
    )


def test_worse_than_the_baseline_the_bar_runs_to_the_left() -> None:
    found = bullet(actual="35", baseline="40", target="70", planned="50")

    assert found.is_setback
    assert found.bar is not None
    assert found.origin is not None
    assert found.bar.x == 2
    assert found.bar.x + found.bar.width == pytest.approx(found.origin, abs=0.01)


def test_a_constant_target_has_its_tick_and_no_flag() -> None:
    found = bullet(actual="93", baseline="84", planned="95")

    assert found.flag is None
    assert found.ticks == (94.5,)


def test_without_a_baseline_the_worst_figure_seen_takes_its_place_and_is_named() -> None:
    found = bullet(actual="47", worst_seen="31", planned="50")

    assert found.origin == 2
    assert found.title == "actual 47 %, plan 50 %, no baseline, drawn from the worst figure seen, 31 %"


def test_a_single_figure_without_baseline_is_a_dot() -> None:
    found = bullet(actual="47", worst_seen="47", planned="50", amber_limit="45")

    assert found.bar is None
    assert found.dot is not None


def test_without_a_figure_there_is_neither_bar_nor_dot() -> None:
    found = bullet(baseline="30", target="80")

    assert found.bar is None
    assert found.dot is None
    assert found.title.startswith("no figure, plan 68 %")


def test_an_amber_limit_left_of_the_drawing_has_no_edge() -> None:
    found = bullet(planned="32", actual="31", baseline="30", target="70", amber_limit="10")

    assert found.edges == ()
    assert found.bands[0].x == 0


@st.composite
def bullets(draw: st.DrawFn) -> Bullet:
    planned, higher_is_better = draw(FIGURES), draw(st.booleans())
    width = draw(st.none() | st.decimals(min_value=0, max_value=10**12, places=2))
    limit = None if width is None else planned - width if higher_is_better else planned + width
    return Bullet(
        higher_is_better=higher_is_better,
        planned=planned,
        value_label=label,
        actual=draw(MAYBE),
        baseline=draw(MAYBE),
        target=draw(MAYBE),
        amber_limit=limit,
        worst_seen=draw(MAYBE),
    )


@given(bullets())
def test_whatever_the_figures_the_drawing_keeps_inside_its_width(drawn: Bullet) -> None:
    found = bullet_geometry(drawn)
    places = [place for place in (found.dot, found.origin, found.flag, *found.ticks, *found.edges) if place is not None]
    extents = [extent for extent in (found.bar, found.beyond, *found.bands) if extent is not None]

    assert all(0 <= place <= 100 for place in places)
    assert all(extent.x >= 0 and extent.width >= 0 and extent.x + extent.width <= 100.01 for extent in extents)
    assert (found.bar is None) or (found.dot is None)


@given(bullets(), FIGURES, FIGURES)
def test_the_better_figure_is_never_left_of_the_worse(drawn: Bullet, one: Decimal, other: Decimal) -> None:
    sign = 1 if drawn.higher_is_better else -1
    worse, better = sorted((one, other), key=lambda figure: sign * figure)
    found = bullet_geometry(replace(drawn, planned=worse, target=better, amber_limit=None))

    assert found.flag is not None
    assert found.ticks[0] <= found.flag


def range_bullet(actual: str | None) -> BulletGeometry:
    return range_bullet_geometry(
        RangeBullet(
            low=Decimal(95),
            high=Decimal(105),
            amber_low=Decimal(90),
            amber_high=Decimal(110),
            value_label=label,
            actual=None if actual is None else Decimal(actual),
        )
    )


def test_a_range_has_its_zone_in_the_middle_and_a_dot() -> None:
    found = range_bullet("100")

    assert found.dot == 50
    assert found.bar is None
    assert sum(found.ticks) == 100
    assert [band.width for band in found.bands] == [found.bands[0].width] * 2
    assert found.title == "actual 100 %, target 95 % to 105 %"


def test_a_figure_far_out_of_the_range_stays_on_the_drawing_and_the_zone_in_the_middle() -> None:
    found = range_bullet("500")

    assert found.dot is not None
    assert 90 < found.dot < 100
    assert sum(found.ticks) == pytest.approx(100)


def test_a_range_without_a_figure_has_no_dot() -> None:
    assert range_bullet(None).dot is None
