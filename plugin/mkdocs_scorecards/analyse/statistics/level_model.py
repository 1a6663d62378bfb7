"""How one KPI moves by itself: a level, a season, a drift of unknown size and errors with memory, all averaged over.

The same grid of error models as in the test of links; the drift is a random effect of variance tau^2 t t', so that a
trend is carried on only as far as the past has shown one. Each model keeps its weight: with ten figures no single
one of them can be chosen.

Source:
    Weights by the integrated (restricted) likelihood: Harville (1974). Prediction: Goldberger (1962).
"""

from dataclasses import dataclass

import numpy as np

from mkdocs_scorecards.analyse.statistics.arrays import LEAST_RESIDUAL, Floats, softmax, there_in, triangle_of
from mkdocs_scorecards.analyse.statistics.autocovariance import ErrorModels, error_models
from mkdocs_scorecards.analyse.statistics.distributions import TMixture, mixture
from mkdocs_scorecards.analyse.statistics.season import seasonal_columns

DRIFTS = (0.0, 0.05, 0.15, 0.4, 1.0)
"""Standard deviations of the drift per period, in those of the innovations."""

_NO_DRIFT_PRIOR = 0.3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LevelModel:
    """The models fitted to the past of one series; the first axis of each array runs over drifts and error models.

    Attributes:
        weights: of each model; they add up to 1.
        df: degrees of freedom, common to all.
        variances: innovation variance.
        expected: what each observed figure was expected to be, knowing those before it; models by rows.
        locations, scales: the prediction of each later period, models by steps.
    """

    weights: Floats
    df: int
    variances: Floats
    expected: Floats
    locations: Floats
    scales: Floats

    def prediction(self, ahead: int) -> TMixture:
        """The distribution of the figure `ahead` periods after the last one, from 1."""
        return mixture(self.locations[:, ahead - 1], self.scales[:, ahead - 1], self.weights, self.df)

    @property
    def mean_expected(self) -> Floats:
        """What each observed figure was expected to be, over all models."""
        return np.asarray(self.weights @ self.expected)


def level_model(values: Floats, steps: int, season_length: int) -> LevelModel:
    """Fit all models to a series that varies and starts and ends with a figure.

    Args:
        values: at least 8 figures on their grid, NaN where missing.
        steps: periods to predict.
        season_length: 4 or 12 to allow for a season, else `NO_SEASON`.
    """
    rows = there_in(values)
    later = np.arange(values.size, values.size + steps)
    times = np.concatenate([rows, later]).astype(np.float64)
    season = seasonal_columns(times, season_length, rows.size - 1)
    columns = np.column_stack([np.ones(times.size), *season, times - times[: rows.size].mean()])
    models = error_models(tuple(times.astype(int).tolist()), season_length)
    fits = [_fit(values[rows], columns, models, drift) for drift in DRIFTS]
    weights, _ = softmax(np.concatenate([fit.log_weights for fit in fits]))
    return LevelModel(
        weights=weights,
        df=fits[0].df,
        variances=np.concatenate([fit.variances for fit in fits]),
        expected=np.concatenate([fit.expected for fit in fits]),
        locations=np.concatenate([fit.locations for fit in fits]),
        scales=np.concatenate([fit.scales for fit in fits]),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Fit:
    """All error models under one size of drift."""

    log_weights: Floats
    df: int
    variances: Floats
    expected: Floats
    locations: Floats
    scales: Floats


def _fit(y: Floats, columns: Floats, models: ErrorModels, drift: float) -> _Fit:
    """Generalised least squares with the drift, the last column, shrunk as a random effect by one row of its own."""
    past = models.first(y.size)
    known = columns if drift else columns[:, :-1]
    width = known.shape[1]
    white = past.whitening @ np.column_stack([known[: y.size], y])
    pull = np.zeros((white.shape[0], 1, width + 1))
    pull[:, :, width - 1] = 1 / drift if drift else 0.0
    triangle = triangle_of(np.concatenate([white, pull], axis=1))
    inverse = np.linalg.inv(triangle[:, :width, :width])
    coefficients = inverse @ triangle[:, :width, width:]
    residual = np.maximum(triangle[:, width, width] ** 2, LEAST_RESIDUAL)
    df = y.size - (columns.shape[1] - 1)
    log_weights = (
        models.log_prior
        + np.log(_NO_DRIFT_PRIOR if not drift else (1 - _NO_DRIFT_PRIOR) / (len(DRIFTS) - 1) / drift)
        - df / 2 * np.log(residual)
        - past.log_determinants
        - np.log(np.abs(np.diagonal(triangle, axis1=1, axis2=2)[:, :width])).sum(axis=1)
    )
    innovations = (white[:, :, width:] - white[:, :, :width] @ coefficients)[:, :, 0]
    onward = models.factors[:, y.size :, : y.size]
    fresh = models.factors[:, y.size :, y.size :]
    spread = known[y.size :] - onward @ white[:, :, :width]
    uncertainty = (fresh**2).sum(axis=2) + ((spread @ inverse) ** 2).sum(axis=2)
    return _Fit(
        log_weights=log_weights,
        df=df,
        variances=residual / df,
        expected=y - innovations * np.diagonal(past.factors, axis1=1, axis2=2),
        locations=(onward @ white[:, :, width:] + spread @ coefficients)[:, :, 0],
        scales=np.sqrt(residual[:, None] / df * uncertainty),
    )
