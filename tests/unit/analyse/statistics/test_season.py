"""Seasons are allowed for where the figures show one, and not where they cannot."""

import numpy as np
import pytest

from mkdocs_scorecards.analyse.statistics.autocovariance import NO_SEASON
from mkdocs_scorecards.analyse.statistics.season import (
    own_season,
    season_probability,
    seasonal_columns,
    seasonal_dummies,
    shared_season,
)

NOISE = np.random.default_rng(5).standard_normal((2, 60))
TIMES = np.arange(60.0)
WAVE = 3 * np.sin(2 * np.pi * TIMES / 12)


def test_a_clear_yearly_wave_is_a_season() -> None:
    assert season_probability(NOISE[0] + WAVE, 12) < 1e-6


def test_noise_is_no_season() -> None:
    assert season_probability(NOISE[0], 12) > 0.1


def test_a_wave_is_seen_through_gaps() -> None:
    gapped = NOISE[0] + WAVE
    gapped[[3, 17, 18, 40]] = np.nan

    assert season_probability(gapped, 12) < 1e-6


@pytest.mark.parametrize("season_length", [1, 52])
def test_only_quarters_and_months_have_seasons(season_length: int) -> None:
    assert season_probability(NOISE[0] + WAVE, season_length) == 1.0


def test_too_short_a_series_has_no_season() -> None:
    assert season_probability(WAVE[:8], 12) == 1.0


def test_a_series_without_two_neighbouring_figures_has_no_season() -> None:
    lonely = np.where(TIMES % 2 == 0, WAVE, np.nan)

    assert season_probability(lonely, 12) == 1.0


def test_an_exact_season_is_certain() -> None:
    assert season_probability(np.resize([1.0, 2.0, 4.0, 3.0], 24), 4) == 0.0


def test_the_season_of_the_effect_alone_suffices_and_that_of_the_cause_alone_does_not() -> None:
    seasonal, plain = NOISE[0] + WAVE, NOISE[1]

    assert shared_season(seasonal, plain, 12) == 12
    assert shared_season(plain, seasonal, 12) == NO_SEASON
    assert own_season(seasonal, 12) == 12
    assert own_season(plain, 12) == NO_SEASON


def test_dummies_add_up_to_zero_over_a_year() -> None:
    assert seasonal_dummies(np.arange(12.0), 12).sum(axis=0) == pytest.approx(np.zeros(11))


def test_few_figures_get_a_wave_instead_of_a_dummy_per_month() -> None:
    assert [columns.shape[1] for columns in seasonal_columns(TIMES, 12, 23)] == [11]
    assert [columns.shape[1] for columns in seasonal_columns(TIMES, 12, 22)] == [2]
    assert list(seasonal_columns(TIMES, NO_SEASON, 50)) == []
