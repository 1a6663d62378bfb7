"""Signal or noise: the known limits, and what counts as a signal."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_scorecards.analyse.statistics.signal import OrdinaryVariation, ordinary_variation

NOISE = np.random.default_rng(2).standard_normal(60)


def varied(figures: object, season_length: int = 1) -> OrdinaryVariation:
    found = ordinary_variation(list(np.array(figures)), season_length=season_length)
    assert found is not None
    return found


def test_the_limits_are_those_of_the_individuals_chart() -> None:
    found = varied([10, 12, 11, 13, 12, 11])

    assert found.centre[0] == pytest.approx(11.5)
    assert found.lower[0] == pytest.approx(7.776)
    assert found.upper[0] == pytest.approx(15.224)
    assert found.outside == found.runs == ()
    assert not found.by_model


def test_a_figure_beyond_the_limits_is_a_signal() -> None:
    found = varied([10, 12, 11, 13, 12, 30])

    assert found.outside == (5,)
    assert found.is_signal(5)
    assert not found.is_signal(4)


def test_eight_in_a_row_on_one_side_are_a_signal_and_seven_are_not() -> None:
    eight = varied([0, 3, 0, 3, 0, 3, 0, 3, *[2, 2.5] * 4])
    seven = varied([0, 3, 0, 3, 0, 3, 0, 3, *[2, 2.5] * 3, 2, 0])

    assert eight.runs == tuple(range(7, 16))
    assert seven.runs == tuple(range(7, 15))
    assert varied([0, 3, 0, 3, 0, 3, 0, 0, *[2, 2.5] * 3, 2, 0]).runs == ()


@pytest.mark.parametrize("figures", [[1.0, 2, 3, 2, 1], [4.0] * 12, [None] * 9, []])
def test_too_few_or_unchanging_figures_have_no_limits(figures: list[float | None]) -> None:
    assert ordinary_variation(figures) is None


def test_a_gap_has_no_limits_and_breaks_nothing() -> None:
    found = varied([10, 12, None, 11, 13, 12, 11])

    assert found.centre[2] is found.lower[2] is found.upper[2] is None
    assert found.upper[0] == pytest.approx(11.5 + 2.66 * 7 / 5)


def test_a_steady_trend_is_no_signal() -> None:
    found = varied(0.5 * np.arange(36) + NOISE[:36])

    assert found.by_model
    assert len(found.outside) <= 1
    assert found.runs == ()


def test_a_jump_out_of_a_trend_is_a_signal() -> None:
    figures = 0.5 * np.arange(36) + 0.5 * NOISE[:36]
    figures[30] += 6

    assert 30 in varied(figures).outside


def test_a_lasting_shift_is_not_mistaken_for_a_trend() -> None:
    found = varied(np.concatenate([NOISE[:15], NOISE[15:30] + 3]))

    assert not found.by_model
    assert all(found.is_signal(position) for position in range(16, 26))


def test_a_season_is_no_signal() -> None:
    wave = 5 * np.sin(2 * np.pi * np.arange(48) / 12)
    found = varied(wave + NOISE[:48], season_length=12)

    assert found.by_model
    assert len(found.outside) <= 2


@given(st.lists(st.integers(-100, 100), min_size=6, max_size=7))
def test_limits_lie_evenly_around_the_mean(figures: list[int]) -> None:
    found = ordinary_variation([float(figure) for figure in figures])
    if found is None:
        assert len(set(figures)) == 1
        return
    for centre, lower, upper in zip(found.centre, found.lower, found.upper, strict=True):
        assert centre == pytest.approx(np.mean(figures))
        assert (lower or 0) + (upper or 0) == pytest.approx(2 * np.mean(figures))
