"""The grid of error models: the autocovariances obey their own recursions, and factors come back to them."""

import numpy as np
import pytest

from mkdocs_scorecards.analyse.statistics.autocovariance import (
    LONG_MEMORY,
    NO_SEASON,
    SEASONAL_MEMORY,
    SHORT_MEMORY,
    autocovariances,
    error_models,
)

PLAIN = [(long, short) for short in SHORT_MEMORY for long in LONG_MEMORY]


@pytest.mark.parametrize("memory", LONG_MEMORY)
def test_one_memory_gives_the_known_geometric_decay(memory: float) -> None:
    gamma = autocovariances(20, NO_SEASON)[PLAIN.index((memory, 0.0))]

    assert gamma == pytest.approx(memory ** np.arange(20) / (1 - memory**2), rel=1e-12)


def test_two_memories_obey_the_yule_walker_equations() -> None:
    for (long, short), gamma in zip(PLAIN, autocovariances(30, NO_SEASON), strict=True):
        first, second = long + short, -long * short
        assert gamma[0] - first * gamma[1] - second * gamma[2] == pytest.approx(1.0, abs=1e-9 * gamma[0])
        assert gamma[2:] == pytest.approx(first * gamma[1:-1] + second * gamma[:-2], abs=1e-9 * gamma[0])


def test_a_seasonal_memory_ties_a_month_to_that_of_the_year_before() -> None:
    gammas = autocovariances(40, 12)
    plain = autocovariances(40, NO_SEASON)

    for number, memory in enumerate(SEASONAL_MEMORY):
        of_memory = gammas[number * len(PLAIN) : (number + 1) * len(PLAIN)]
        filtered = (1 + memory**2) * of_memory[:, 12:28] - memory * (of_memory[:, :16] + of_memory[:, 24:])
        assert filtered == pytest.approx(plain[:, 12:28], abs=1e-7 * float(of_memory.max()))


@pytest.mark.parametrize("season_length", [NO_SEASON, 4, 12])
@pytest.mark.parametrize("rows", [tuple(range(30)), (0, 1, 4, 5, 6, 11, 30, 31)])
def test_whitening_turns_every_covariance_into_independence(rows: tuple[int, ...], season_length: int) -> None:
    models = error_models(rows, season_length)
    gamma = autocovariances(rows[-1] + 1, season_length)
    positions = np.array(rows)
    covariances = gamma[:, np.abs(positions[:, None] - positions)]

    independent = models.whitening @ covariances @ models.whitening.transpose(0, 2, 1)

    assert independent == pytest.approx(np.broadcast_to(np.eye(len(rows)), independent.shape), abs=1e-6)
    assert models.log_determinants == pytest.approx(np.linalg.slogdet(covariances)[1] / 2, abs=1e-6)


def test_only_distances_between_rows_count() -> None:
    early, late = error_models((0, 1, 5, 6), NO_SEASON), error_models((10, 11, 15, 16), NO_SEASON)

    assert np.array_equal(early.factors, late.factors)


def test_the_prior_weights_add_up_to_one_with_half_on_a_single_memory() -> None:
    weights = np.exp(error_models((0, 1), NO_SEASON).log_prior)

    assert weights.sum() == pytest.approx(1.0)
    assert weights[: len(LONG_MEMORY)].sum() == pytest.approx(0.5)
    assert np.exp(error_models((0, 1), 4).log_prior).sum() == pytest.approx(1.0)
