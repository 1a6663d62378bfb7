"""Projections: when there is one, on which scale, how wide, and that the algebra is right."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_scorecards.analyse.statistics.autocovariance import NO_SEASON, autocovariances, error_models
from mkdocs_scorecards.analyse.statistics.forecast import (
    Likelihood,
    Prediction,
    ProjectionScale,
    UnitKind,
    forecast,
    likelihood_of,
)
from mkdocs_scorecards.analyse.statistics.level_model import DRIFTS, level_model

NOISE = np.random.default_rng(11).standard_normal(60)
RISING = 50 + 2.0 * np.arange(36) + NOISE[:36]


def projected(figures: object, steps: int = 6, unit: UnitKind = UnitKind.OTHER, season: int = 1) -> list[Prediction]:
    found = forecast(list(np.array(figures)), steps=steps, season_length=season, unit=unit)
    assert found is not None
    return list(found.predictions)


def test_a_steady_trend_is_carried_on() -> None:
    predictions = projected(RISING)

    assert [prediction.ahead for prediction in predictions] == [1, 2, 3, 4, 5, 6]
    for prediction in predictions:
        assert prediction.median == pytest.approx(50 + 2 * (35 + prediction.ahead), abs=3)
        assert prediction.low < prediction.median < prediction.high


def test_noise_around_a_level_is_expected_at_the_level() -> None:
    last = projected(100 + NOISE[:36])[-1]

    assert last.median == pytest.approx(100, abs=0.7)
    assert 2 < last.high - last.low < 5


def test_a_season_is_carried_on() -> None:
    wave = 10 * np.sin(2 * np.pi * np.arange(60) / 12)
    found = forecast((NOISE + wave)[:48], steps=12, season_length=12, unit=UnitKind.OTHER)

    assert found is not None
    assert found.season_used
    medians = np.array([prediction.median for prediction in found.predictions])
    assert medians == pytest.approx(wave[48:], abs=2.5)


def test_the_fan_opens_with_a_walk() -> None:
    widths = [prediction.high - prediction.low for prediction in projected(np.cumsum(NOISE))]

    assert widths == sorted(widths)
    assert widths[-1] > 1.5 * widths[0]


@pytest.mark.parametrize("figures", [[1.0, 3, 2, 4, 3, 5, 4], [5.0] * 20, [None] * 30, []])
def test_too_few_or_unchanging_figures_are_not_projected(figures: list[float | None]) -> None:
    assert forecast(figures, steps=3, unit=UnitKind.OTHER) is None


def test_no_projection_reaches_further_than_half_the_history() -> None:
    assert len(projected(NOISE[:9], steps=12)) == 4


def test_gaps_are_bridged_and_periods_after_the_last_figure_count_as_ahead() -> None:
    gapped = [None, *RISING.tolist(), None, None]
    gapped[10] = gapped[11] = None

    assert projected(gapped)[0].median == pytest.approx(50 + 2 * 36, abs=3)


def test_a_percentage_stays_between_nothing_and_everything() -> None:
    near_top = 100 / (1 + np.exp(-(np.linspace(1, 5, 30) + 0.3 * NOISE[:30])))
    predictions = projected(near_top, steps=12, unit=UnitKind.PERCENT)

    assert all(0 < p.low < p.median < p.high < 100 for p in predictions)
    assert predictions[0].scale is ProjectionScale.LOGIT
    assert predictions[0].chance_of_at_least(100.5) == 0.0
    assert predictions[0].chance_of_at_least(-1) == 1.0
    assert predictions[0].chance_of_at_least(0) == 1.0
    assert predictions[0].chance_of_at_least(100) == 0.0


def test_a_percentage_that_reaches_its_ends_or_beyond_is_projected_as_it_is() -> None:
    assert projected([*NOISE[:20] + 97, 100.0], unit=UnitKind.PERCENT)[0].scale is ProjectionScale.PLAIN


def test_a_growing_amount_is_projected_in_proportions_and_a_steady_one_as_it_is() -> None:
    growing = 100 * np.exp(0.05 * np.arange(30) + 0.02 * NOISE[:30])
    last = projected(growing, unit=UnitKind.AMOUNT)[-1]

    assert last.scale is ProjectionScale.LOG
    assert last.median == pytest.approx(100 * math.exp(0.05 * 35), rel=0.06)
    assert projected(100 + NOISE[:30], unit=UnitKind.AMOUNT)[0].scale is ProjectionScale.PLAIN
    assert last.chance_of_at_least(-5) == 1.0


@pytest.mark.parametrize("unit", list(UnitKind))
def test_the_chances_belong_to_the_published_interval(unit: UnitKind) -> None:
    for prediction in projected(RISING / 2, unit=unit):
        assert prediction.chance_of_at_least(prediction.low) == pytest.approx(0.9, abs=1e-6)
        assert prediction.chance_of_at_least(prediction.median) == pytest.approx(0.5, abs=1e-6)
        assert prediction.chance_of_at_least(prediction.high) == pytest.approx(0.1, abs=1e-6)


@settings(max_examples=15, deadline=None)
@given(st.floats(0.01, 1000), st.floats(-1000, 1000))
def test_other_units_give_the_same_projection(factor: float, offset: float) -> None:
    plain, scaled = projected(RISING, steps=1)[0], projected(factor * RISING + offset, steps=1)[0]

    for one, other in ((plain.low, scaled.low), (plain.median, scaled.median), (plain.high, scaled.high)):
        assert other == pytest.approx(factor * one + offset, rel=1e-6, abs=1e-6 * abs(offset))


@pytest.mark.parametrize(
    ("chance", "word"),
    [
        (0.0, Likelihood.VERY_UNLIKELY),
        (0.1, Likelihood.UNLIKELY),
        (0.3, Likelihood.OPEN),
        (0.7, Likelihood.OPEN),
        (0.9, Likelihood.LIKELY),
        (1.0, Likelihood.VERY_LIKELY),
    ],
)
def test_a_chance_has_a_word(chance: float, word: Likelihood) -> None:
    assert likelihood_of(chance) is word


def test_the_prediction_is_that_of_the_written_out_formulas() -> None:
    """The drift as a part of the covariance, plain inverses, one model after the other."""
    size, ahead = 14, 3
    y = np.cumsum(NOISE[:size])
    times = np.arange(size + ahead) - (size - 1) / 2
    ones = np.ones((size, 1))
    df = size - 1
    logs, locations, scales = [], [], []
    priors = error_models((0, 1), NO_SEASON).log_prior
    for drift in DRIFTS:
        for gamma, prior in zip(autocovariances(size + ahead, NO_SEASON), priors, strict=True):
            whole = gamma[np.abs(np.subtract.outer(np.arange(size + ahead), np.arange(size + ahead)))]
            whole = whole + drift**2 * np.outer(times, times)
            inverse = np.linalg.inv(whole[:size, :size])
            onward = whole[-1, :size]
            precision = float((ones.T @ inverse @ ones)[0, 0])
            level = float((ones.T @ inverse @ y)[0]) / precision
            rss = float((y - level) @ inverse @ (y - level))
            logs.append(
                -df / 2 * math.log(rss)
                - np.linalg.slogdet(whole[:size, :size])[1] / 2
                - math.log(precision) / 2
                + prior
                + math.log(0.3 if drift == 0 else 0.7 / 4)
            )
            locations.append(level + float(onward @ inverse @ (y - level)))
            left = 1 - float((onward @ inverse @ ones)[0])
            scales.append(math.sqrt(rss / df * (whole[-1, -1] - onward @ inverse @ onward + left**2 / precision)))
    weights = np.exp(np.array(logs) - max(logs))

    model = level_model(y, ahead, NO_SEASON)

    assert model.weights == pytest.approx(weights / weights.sum(), rel=1e-5, abs=1e-12)
    assert model.locations[:, ahead - 1] == pytest.approx(np.array(locations), rel=1e-6, abs=1e-6)
    assert model.scales[:, ahead - 1] == pytest.approx(np.array(scales), rel=1e-6)


def test_what_was_expected_of_a_figure_does_not_depend_on_its_own_innovation() -> None:
    model = level_model(np.cumsum(NOISE[:30]), 1, NO_SEASON)

    assert model.expected.shape == (len(DRIFTS) * 44, 30)
    assert np.std(np.cumsum(NOISE[:30]) - model.mean_expected) < 1.3
