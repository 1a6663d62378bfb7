from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_scorecards.render.charts.effect import TEXT, WIDTH, EffectGeometry, EffectPicture, effect_geometry
from mkdocs_scorecards.render.text_width import text_width


def drawn(value: str, low: str, high: str, expected: int = 1) -> EffectGeometry:
    return effect_geometry(
        EffectPicture(
            title="Effect", value=Decimal(value), low=Decimal(low), high=Decimal(high), expected=expected, label=str
        )
    )


def test_the_expected_side_is_shaded_from_zero_to_the_edge() -> None:
    right, left = drawn("2", "1", "3", expected=1), drawn("2", "1", "3", expected=-1)

    assert (right.shade_x, right.shade_x + right.shade_width) == (right.zero, WIDTH - 8)
    assert (left.shade_x, left.shade_x + left.shade_width) == (8, left.zero)
    assert (right.is_expected, left.is_expected) == (True, False)
    assert right.zero < right.low < right.value < right.high


def test_zero_is_labelled_on_the_side_that_is_not_shaded() -> None:
    assert drawn("2", "1", "3", expected=1).zero_label_anchor == "end"
    assert drawn("2", "1", "3", expected=-1).zero_label_anchor == "start"


def test_ends_that_would_touch_are_labelled_away_from_each_other() -> None:
    close = drawn("2.00", "1.99", "2.01")
    wide = drawn("2", "1", "3")

    assert [limit.anchor for limit in close.limits] == ["end", "start"]
    assert close.limits[0].x < close.limits[1].x
    assert [limit.anchor for limit in wide.limits] == ["middle", "middle"]


def test_an_effect_of_nothing_has_a_place() -> None:
    assert drawn("0", "0", "0").value == drawn("0", "0", "0").zero == WIDTH / 2


@given(st.lists(st.decimals(-10_000, 10_000, places=2), min_size=3, max_size=3), st.sampled_from([-1, 1]))
def test_everything_stays_on_the_drawing_and_in_its_order(numbers: list[Decimal], expected: int) -> None:
    low, value, high = sorted(numbers)
    found = drawn(str(value), str(low), str(high), expected)

    assert 0 <= found.low <= found.value <= found.high <= WIDTH
    assert 0 < found.zero < WIDTH
    assert found.low <= found.zero if low <= 0 else found.low >= found.zero
    assert found.shade_width >= text_width("expected side", TEXT)
    half = text_width(found.value_label.text, TEXT, bold=True) / 2
    assert found.value_label.x - half >= -0.1
    assert found.value_label.x + half <= WIDTH + 0.1


@pytest.mark.parametrize("expected", [-1, 1])
def test_a_value_on_the_other_side_of_zero_is_unexpected(expected: int) -> None:
    assert drawn("-2", "-3", "-1", expected).is_expected is (expected < 0)
