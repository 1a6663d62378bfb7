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
    whitened = _whitened(values[rows], columns, models)
    fits = [_fit(whitened, drift) for drift in DRIFTS]
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
class _Whitened:
    """What all sizes of drift have in common; the drift is the last of the columns.

    Attributes:
        y: the figures.
        log_priors: prior weight of each error model by the width of its errors.
        own_errors: how much of each figure is its own innovation; models by rows.
        columns, figures: freed of the memory of the errors; models by rows by columns.
        later: the columns of the later periods less what the errors carry on of the past ones.
        carried, fresh: the part of the later errors that the past has made, and the variance of the other.
    """

    y: Floats
    log_priors: Floats
    own_errors: Floats
    columns: Floats
    figures: Floats
    later: Floats
    carried: Floats
    fresh: Floats


def _whitened(y: Floats, columns: Floats, models: ErrorModels) -> _Whitened:
    past = models.first(y.size)
    white = past.whitening @ np.column_stack([columns[: y.size], y])
    onward = models.factors[:, y.size :, : y.size] @ white
    return _Whitened(
        y=y,
        log_priors=models.log_prior - past.log_determinants,
        own_errors=np.diagonal(past.factors, axis1=1, axis2=2),
        columns=white[:, :, :-1],
        figures=white[:, :, -1:],
        later=columns[y.size :] - onward[:, :, :-1],
        carried=onward[:, :, -1:],
        fresh=(models.factors[:, y.size :, y.size :] ** 2).sum(axis=2),
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


def _fit(data: _Whitened, drift: float) -> _Fit:
    """Generalised least squares with the drift, the last column, shrunk as a random effect by one row of its own."""
    width = data.columns.shape[2] - (not drift)
    known, later = data.columns[:, :, :width], data.later[:, :, :width]
    pull = np.zeros((known.shape[0], 1, width + 1))
    pull[:, :, width - 1] = 1 / drift if drift else 0.0
    triangle = triangle_of(np.concatenate([np.concatenate([known, data.figures], axis=2), pull], axis=1))
    inverse = np.linalg.inv(triangle[:, :width, :width])
    coefficients = inverse @ triangle[:, :width, width:]
    residual = np.maximum(triangle[:, width, width] ** 2, LEAST_RESIDUAL)
    df = data.y.size - (data.columns.shape[2] - 1)
    log_weights = (
        data.log_priors
        + np.log(_NO_DRIFT_PRIOR if not drift else (1 - _NO_DRIFT_PRIOR) / (len(DRIFTS) - 1) / drift)
        - df / 2 * np.log(residual)
        - np.log(np.abs(np.diagonal(triangle, axis1=1, axis2=2)[:, :width])).sum(axis=1)
    )
    innovations = (data.figures - known @ coefficients)[:, :, 0]
    uncertainty = data.fresh + ((later @ inverse) ** 2).sum(axis=2)
    return _Fit(
        log_weights=log_weights,
        df=df,
        variances=residual / df,
        expected=data.y - innovations * data.own_errors,
        locations=(data.carried + later @ coefficients)[:, :, 0],
        scales=np.sqrt(residual[:, None] / df * uncertainty),
    )
