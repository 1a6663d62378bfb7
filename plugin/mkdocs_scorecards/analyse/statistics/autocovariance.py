"""The error models that a test or a forecast averages over: two short memories and a seasonal one, on a grid.

(1 - r1 B)(1 - r2 B)(1 - S B^s) u = e with var e = 1. A figure of one period is never independent of the last, and
how far it depends cannot be told from twenty points; so every grid point is kept, with its weight. The covariance of
the rows that exist depends on their distances alone, so the factorisation is cached by row pattern.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from mkdocs_scorecards.analyse.statistics.arrays import Floats, Positions

NO_SEASON = 1

LONG_MEMORY = (-0.6, -0.4, -0.2, 0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.97, 0.999)
SHORT_MEMORY = (0.0, -0.4, 0.4, 0.8)
SEASONAL_MEMORY = (0.0, 0.4, 0.8)
_SEASONAL_PRIOR = (0.6, 0.2, 0.2)
_NEGLIGIBLE_ORDER = 160  # 0.8 to this power is below double precision
_BLOCK = 12


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ErrorModels:
    """The grid of error models for one pattern of rows.

    Attributes:
        factors: lower Cholesky factors L of the covariances, models by rows by rows, innovation variance 1.
        whitening: their inverses.
        log_prior: log prior weight of each model.
    """

    factors: Floats
    whitening: Floats
    log_prior: Floats

    @property
    def log_determinants(self) -> Floats:
        """Log det L of each model."""
        return np.asarray(np.log(np.diagonal(self.factors, axis1=1, axis2=2)).sum(axis=1))

    def first(self, count: int) -> "ErrorModels":
        """The same models for the first `count` rows: a corner of a triangle, and of its inverse."""
        corner = (slice(None), slice(count), slice(count))
        return ErrorModels(factors=self.factors[corner], whitening=self.whitening[corner], log_prior=self.log_prior)


def error_models(rows: tuple[int, ...], season_length: int) -> ErrorModels:
    """The grid for observations at the given positions in time.

    Args:
        rows: ascending positions, in periods.
        season_length: 4 or 12 for a seasonal memory, `NO_SEASON` for none.
    """
    count = len(rows)
    if rows[-1] - rows[0] > count - 1:
        return _factorised(tuple(row - rows[0] for row in rows), season_length)
    padded = -(-count // _BLOCK) * _BLOCK
    return _factorised(tuple(range(padded)), season_length).first(count)


@lru_cache(maxsize=6)
def _factorised(rows: tuple[int, ...], season_length: int) -> ErrorModels:
    gamma = autocovariances(rows[-1] + 1, season_length)
    positions = np.array(rows)
    covariances = gamma[:, np.abs(positions[:, None] - positions[None, :])]
    factors = np.asarray(np.linalg.cholesky(covariances), dtype=np.float64)
    whitening = _inverse(factors)
    for array in (factors, whitening):
        array.setflags(write=False)
    return ErrorModels(factors=factors, whitening=whitening, log_prior=_log_prior(season_length))


def _inverse(triangles: Floats) -> Floats:
    """The inverses of lower triangular matrices, by halves: for a general matrix it takes twice as long."""
    half = triangles.shape[1] // 2
    if half < _BLOCK // 2:
        return np.asarray(np.linalg.inv(triangles), dtype=np.float64)
    inverse = np.zeros_like(triangles)
    inverse[:, :half, :half] = above = _inverse(triangles[:, :half, :half])
    inverse[:, half:, half:] = below = _inverse(triangles[:, half:, half:])
    inverse[:, half:, :half] = -below @ (triangles[:, half:, :half] @ above)
    return inverse


def autocovariances(lags: int, season_length: int) -> Floats:
    """The autocovariance at distances 0 to `lags` - 1 of each model of the grid, models by lags.

    The models are ordered by seasonal memory, then short, then long memory. A seasonal memory adds up the
    autocovariances without it at whole seasons around a distance, each by its weight.
    """
    if season_length == NO_SEASON:
        return _of_two_memories(np.arange(lags))
    seasons = np.arange(-_NEGLIGIBLE_ORDER, _NEGLIGIBLE_ORDER + 1)
    distances = np.abs(np.arange(lags)[:, None] + season_length * seasons)
    around = _of_two_memories(np.arange(distances.max() + 1))[:, distances]
    memory = np.array(SEASONAL_MEMORY)
    weights = memory ** np.abs(seasons)[:, None] / (1 - memory**2)
    return np.concatenate(np.moveaxis(around @ weights, -1, 0))


def _of_two_memories(distances: Positions) -> Floats:
    """The autocovariance of each pair of a short and a long memory, models by distances."""
    long, short = np.array(LONG_MEMORY)[:, None], np.array(SHORT_MEMORY)[:, None, None]
    by_long, by_short = long**distances, short**distances
    equal = short == long
    decay = by_long * long / (1 - long**2) - by_short * short / (1 - short**2)
    apart = decay / np.where(equal, 1.0, long - short) / (1 - long * short)
    together = by_long * (1 + long**2 + distances * (1 - long**2)) / (1 - long**2) ** 3
    return np.asarray(np.where(equal, together, apart).reshape(-1, distances.size))


def _log_prior(season_length: int) -> Floats:
    """Half on no second memory, half on the others, even inside; the seasonal memory .6, .2, .2."""
    others = len(SHORT_MEMORY) - 1
    short = np.array([0.5 if memory == 0 else 0.5 / others for memory in SHORT_MEMORY])
    pair = np.repeat(short / len(LONG_MEMORY), len(LONG_MEMORY))
    whole = np.outer(_SEASONAL_PRIOR, pair).ravel() if season_length > NO_SEASON else pair
    return np.asarray(np.log(whole))
