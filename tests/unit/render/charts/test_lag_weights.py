from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_scorecards.render.charts.lag_weights import (
    HEIGHT,
    LagWeightsGeometry,
    lag_weights_geometry,
    weight_in_words,
)

NBSP = "\u00a0"


def drawn(weights: dict[int, float], found: int) -> LagWeightsGeometry:
    geometry = lag_weights_geometry("Weights", weights, found, "month")
    assert geometry is not None
    return geometry


def test_three_delays_are_three_labelled_bars_as_high_as_their_weight() -> None:
    geometry = drawn({1: 0.18, 2: 0.61, 3: 0.21}, 2)

    assert [bar.weight for bar in geometry.bars] == [f"18{NBSP}%", f"61{NBSP}%", f"21{NBSP}%"]
    assert [bar.lag for bar in geometry.bars] == [f"{lag}{NBSP}mo" for lag in (1, 2, 3)]
    assert [bar.is_found for bar in geometry.bars] == [False, True, False]
    assert [bar.height for bar in geometry.bars] == pytest.approx([0.18 * 38, 0.61 * 38, 0.21 * 38], abs=0.05)
    assert geometry.description.replace(NBSP, " ") == "after 1: 18 %; after 2: 61 %; after 3: 21 % (in months)"


def test_one_delay_alone_needs_no_picture() -> None:
    assert lag_weights_geometry("Weights", {2: 1.0}, 2, "month") is None


def test_among_many_delays_only_the_ends_and_the_best_are_labelled() -> None:
    geometry = drawn(dict.fromkeys(range(1, 25), 1 / 24), 12)

    assert [bar.lag for bar in geometry.bars if bar.lag] == ["1", "12", "24"]
    assert [bar.weight for bar in geometry.bars if bar.weight] == [f"4{NBSP}%"]
    assert geometry.width == 280


def test_the_best_delay_gives_up_its_number_beside_an_end() -> None:
    geometry = drawn(dict.fromkeys(range(1, 25), 1 / 24), 2)

    assert [bar.lag for bar in geometry.bars if bar.lag] == ["1", "24"]


@pytest.mark.parametrize(
    ("weight", "said"),
    [(0.0, "0 %"), (0.0004, "<1 %"), (0.004, "<1 %"), (0.56, "56 %"), (0.998, ">99 %"), (1.0, "100 %")],
)
def test_a_weight_never_claims_none_or_all(weight: float, said: str) -> None:
    assert weight_in_words(weight).replace(NBSP, " ") == said


@given(st.lists(st.floats(0.01, 1), min_size=2, max_size=60), st.integers(0, 59))
def test_bars_stand_apart_on_the_base(raw: list[float], best: int) -> None:
    weights = {lag: weight / sum(raw) for lag, weight in enumerate(raw)}
    geometry = drawn(weights, best % len(raw))

    assert sum(bar.is_found for bar in geometry.bars) == 1
    assert all(bar.y > 0 and abs(bar.y + bar.height - geometry.base) < 0.11 for bar in geometry.bars)
    assert all(one.x + one.width <= other.x + 0.11 for one, other in pairwise(geometry.bars))
    assert geometry.bars[-1].x + geometry.bars[-1].width <= geometry.width
    assert geometry.base < HEIGHT
