from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_scorecards.render.charts.scale import LinearScale, percent, points_text, px, round_ticks

FIGURES = st.decimals(min_value=-(10**13), max_value=10**13, places=3, allow_nan=False)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["4", "6.6"], ["4", "4.5", "5", "5.5", "6", "6.5", "7"][::2]),
        (["0", "100"], ["0", "20", "40", "60", "80", "100"]),
        (["-5.2", "2.9"], ["-6", "-4", "-2", "0", "2", "4"]),
        (["0.02", "0.11"], ["0.02", "0.04", "0.06", "0.08", "0.1", "0.12"]),
        (
            ["812345678901", "963456789012"],
            ["800000000000", "850000000000", "900000000000", "950000000000", "1000000000000"],
        ),
    ],
)
def test_ticks_are_round_and_enclose_the_figures(values: list[str], expected: list[str]) -> None:
    assert [str(tick) for tick in round_ticks([Decimal(value) for value in values])] == expected


@pytest.mark.parametrize("value", ["0", "7", "-3", "123456789012"])
def test_equal_figures_stand_between_two_ticks(value: str) -> None:
    ticks = round_ticks([Decimal(value)] * 3)

    assert ticks[0] < Decimal(value) < ticks[-1]


@given(st.lists(FIGURES, min_size=1, max_size=6))
def test_ticks_enclose_any_figures_in_equal_steps(values: list[Decimal]) -> None:
    ticks = round_ticks(values)

    assert 2 <= len(ticks) <= 6
    assert ticks[0] <= min(values)
    assert max(values) <= ticks[-1]
    assert len({later - earlier for earlier, later in pairwise(ticks)}) == 1


@given(st.lists(FIGURES, min_size=1, max_size=6))
def test_ticks_are_printed_without_exponent_or_needless_zeros(values: list[Decimal]) -> None:
    for tick in round_ticks(values):
        assert "E" not in str(tick)
        assert "." not in str(tick) or not str(tick).endswith("0")


@given(FIGURES, FIGURES, FIGURES)
def test_a_scale_keeps_the_order_of_figures(low: Decimal, high: Decimal, value: Decimal) -> None:
    scale = LinearScale(low=min(low, high), high=max(low, high), start=0.0, end=100.0)

    assert scale.place(value) <= scale.place(value + 1) or low == high


def test_a_scale_of_a_single_figure_puts_it_in_the_middle() -> None:
    assert LinearScale(low=Decimal(5), high=Decimal(5), start=10.0, end=30.0).place(Decimal(5)) == 20.0


def test_a_scale_may_run_the_other_way() -> None:
    assert LinearScale(low=Decimal(6), high=Decimal(4), start=0.0, end=100.0).place(Decimal("4.5")) == 75.0


def test_coordinates_are_printed_to_a_tenth_and_without_idle_zeros() -> None:
    assert [str(px(value)) for value in (12.04, 12.05001, 3.0, -0.04)] == ["12", "12.1", "3", "0"]
    assert str(percent(33.33333)) == "33.33"
    assert points_text([(3.0, 14.51), (12.06, 9.0)]) == "3,14.5 12.1,9"
