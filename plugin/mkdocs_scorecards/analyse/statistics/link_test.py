"""Is a link consistent with the data? The integrated-likelihood test of a lagged cause on a later effect.

Null hypothesis: the cause says nothing about the later effect once the effect's own memory, trend and season are
allowed for. The customary lagged correlation calls a third of unrelated business series "significant", because both
drift. Here the effect is regressed on the lagged cause by generalised least squares under every error model of a
grid, and the answers are weighted by their integrated likelihood.

Source:
    Generalised least squares: Aitken (1935). Weights by the integrated (restricted) likelihood: Harville (1974).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

import numpy as np

from mkdocs_scorecards.analyse.statistics.arrays import (
    LONGEST_HISTORY,
    Figures,
    Floats,
    array_of,
    independent_columns,
    observed,
    standardised,
    varies,
)
from mkdocs_scorecards.analyse.statistics.autocovariance import NO_SEASON, error_models
from mkdocs_scorecards.analyse.statistics.distributions import TMixture, mixture, t_upper_tail
from mkdocs_scorecards.analyse.statistics.season import seasonal_columns, shared_season

FEWEST_VALUES = 12
FEWEST_DF = 6
_BOTH_WAYS = 0.05
_UPPER_QUANTILE = 1.645
_LOG_RATIO = 2.0
_ONE_PERCENT_MORE = float(np.log(1.01))
_LEAST_RESIDUAL = 1e-24


class EventKind(Enum):
    """How long a known shock lasts."""

    STEP = "step"
    PULSE = "pulse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shock:
    """A known event at a position of the grid: a new level from then on, or that one period."""

    position: int
    kind: EventKind


class Untestable(Enum):
    """Why a link could not be tested."""

    TOO_FEW_VALUES = "too few values"
    NO_VARIATION = "no variation"
    TOO_FEW_PAIRS = "too few pairs"
    NOTHING_OF_ITS_OWN = "nothing of its own"
    """The cause, or the effect, is nothing but trend, season and declared events."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkData:
    """What a link claims and the figures that test it.

    Attributes:
        cause, effect: figures on one common grid of periods, the coarser frequency of the two; missing ones stay.
        shortest_lag, longest_lag: the delay to test, in periods of the grid, both ends in.
        expected_sign: +1 where both are expected to move alike, -1 where oppositely.
        season_length: periods a year; a season is looked for at 4 and 12.
        shocks: declared events.
        cause_is_amount, effect_is_amount: whether the unit is an amount (money, counts), which may be logged; a
            percentage, an index or a score is not.
    """

    cause: Figures
    effect: Figures
    shortest_lag: int
    longest_lag: int
    expected_sign: int
    season_length: int = NO_SEASON
    shocks: Sequence[Shock] = ()
    cause_is_amount: bool = False
    effect_is_amount: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """By how much the effect moves with one unit more of the cause, with its 95 % interval.

    Where `LinkTest.cause_logged` it is one per cent more of the cause; where `effect_logged` the figures are per cent.
    """

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkTest:
    """What the data say about one link.

    Attributes:
        untestable: why there is no test; everything below `effect_values` is then empty.
        cause_values, effect_values: how many figures there are.
        cause_changes: how often the cause differed from its figure before.
        p_support, p_contradict: one-sided p values of the expected and of the opposite sign, all delays allowed for.
        effect: of the best candidate.
        r: partial correlation of the best candidate, with the sign of the figures as they are.
        r_upper: the greatest correlation in the expected direction that the data leave room for.
        lags: the delays of the best candidate; several where the mean over the window fits best.
        found_lag: the single delay that fits best.
        lag_weights: the weight of each single delay; they add up to 1.
        n, df: pairs and degrees of freedom of the best candidate.
        season_used, cause_logged, effect_logged: what was allowed for.
    """

    untestable: Untestable | None = None
    cause_values: int = 0
    effect_values: int = 0
    cause_changes: int = 0
    p_support: float | None = None
    p_contradict: float | None = None
    effect: Effect | None = None
    r: float | None = None
    r_upper: float | None = None
    lags: tuple[int, ...] = ()
    found_lag: int | None = None
    lag_weights: Mapping[int, float] = field(default_factory=dict)
    n: int = 0
    df: int = 0
    season_used: bool = False
    cause_logged: bool = False
    effect_logged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Problem:
    """Both series standardised, and what to allow for."""

    cause: Floats
    effect: Floats
    season_length: int
    shocks: Sequence[Shock]
    sign: int

    def driver(self, lags: Sequence[int]) -> Floats:
        """The mean of the lagged causes, NaN where one is missing."""
        return np.asarray(np.mean([_lagged(self.cause, lag) for lag in lags], axis=0))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Fit:
    """One candidate under all error models: `slopes` is a mixture, `log_likelihood` integrates over the models."""

    lags: tuple[int, ...]
    slopes: TMixture
    p_up: float
    p_down: float
    r: float
    log_likelihood: float
    n: int

    def p(self, sign: int) -> float:
        return self.p_up if sign > 0 else self.p_down

    def reach(self, sign: int) -> float:
        """The upper end of the correlation in this direction, at 95 %."""
        centre = np.arctanh(np.clip(sign * self.r, -1 + 1e-12, 1 - 1e-12))
        return float(np.tanh(centre + _UPPER_QUANTILE / np.sqrt(self.slopes.df - 1)))


def link_test(data: LinkData) -> LinkTest:
    """Test a link; where it cannot be tested, `untestable` says why."""
    cause, effect = (array_of(series)[-LONGEST_HISTORY:] for series in (data.cause, data.effect))
    dropped = max(len(data.cause) - LONGEST_HISTORY, 0)
    counts = {
        "cause_values": observed(cause).size,
        "effect_values": observed(effect).size,
        "cause_changes": int(np.count_nonzero(np.diff(observed(cause)))),
    }
    if min(counts["cause_values"], counts["effect_values"]) < FEWEST_VALUES:
        return LinkTest(untestable=Untestable.TOO_FEW_VALUES, **counts)
    if not (varies(cause) and varies(effect)):
        return LinkTest(untestable=Untestable.NO_VARIATION, **counts)
    logged = (_is_logged(cause, data.cause_is_amount), _is_logged(effect, data.effect_is_amount))
    cause, effect = np.log(cause) if logged[0] else cause, np.log(effect) if logged[1] else effect
    problem = _Problem(
        cause=standardised(cause),
        effect=standardised(effect),
        season_length=shared_season(effect, cause, data.season_length),
        shocks=[Shock(position=shock.position - dropped, kind=shock.kind) for shock in data.shocks],
        sign=data.expected_sign,
    )
    window = range(data.shortest_lag, data.longest_lag + 1)
    fits = _fits(problem, window)
    if isinstance(fits, Untestable):
        return LinkTest(untestable=fits, **counts)
    p_support, p_contradict, best = _best(problem, fits)
    weights = _lag_weights(problem, [fit.lags[0] for fit in fits if len(fit.lags) == 1])
    return LinkTest(
        **counts,
        p_support=p_support,
        p_contradict=p_contradict,
        effect=_in_units(best.slopes, float(np.nanstd(effect) / np.nanstd(cause)), logged),
        r=best.r,
        r_upper=max(fit.reach(problem.sign) for fit in fits),
        lags=best.lags,
        found_lag=max(weights, key=lambda lag: weights[lag]),
        lag_weights=weights,
        n=best.n,
        df=best.slopes.df,
        season_used=problem.season_length != NO_SEASON,
        cause_logged=logged[0],
        effect_logged=logged[1],
    )


def _is_logged(values: Floats, amount: bool) -> bool:
    """An amount that is positive throughout and spans more than a doubling: its changes are proportions."""
    there = observed(values)
    return amount and bool(there.min() > 0 and there.max() > _LOG_RATIO * there.min())


def _lagged(values: Floats, lag: int) -> Floats:
    if lag == 0:
        return values
    moved = np.full_like(values, np.nan)
    moved[lag:] = values[:-lag]
    return moved


def _fits(problem: _Problem, window: Sequence[int]) -> list[_Fit] | Untestable:
    """Each delay of the window and, for two or more, their mean; those that cannot be fitted are left out."""
    candidates = [(lag,) for lag in window]
    if len(window) > 1:
        candidates.append(tuple(window))
    fits = []
    reason = Untestable.TOO_FEW_PAIRS
    for lags in candidates:
        driver = problem.driver(lags)
        fit = _fit(problem, lags, driver, ~np.isnan(driver + problem.effect))
        if isinstance(fit, _Fit):
            fits.append(fit)
        elif fit is Untestable.NOTHING_OF_ITS_OWN:
            reason = fit
    return fits or reason


def _fit(problem: _Problem, lags: tuple[int, ...], driver: Floats, there: Floats) -> _Fit | Untestable:
    rows = np.flatnonzero(there)
    if rows.size <= FEWEST_DF:
        return Untestable.TOO_FEW_PAIRS
    known = _known_columns(problem, rows)
    df = rows.size - known.shape[1] - 1
    if df < FEWEST_DF:
        return Untestable.TOO_FEW_PAIRS
    x, y = driver[rows], problem.effect[rows]
    if any(independent_columns(np.column_stack([known, z])).shape[1] == known.shape[1] for z in (x, y)):
        return Untestable.NOTHING_OF_ITS_OWN
    models = error_models(tuple(rows.tolist()), problem.season_length)
    triangle = np.linalg.qr(models.whitening @ np.column_stack([known, x, y]), mode="r")
    diagonal = np.abs(np.diagonal(triangle, axis1=1, axis2=2))
    residual = np.maximum(diagonal[:, -1] ** 2, _LEAST_RESIDUAL)
    log_likelihoods = (
        models.log_prior
        - df / 2 * np.log(residual)
        - models.log_determinants
        - np.log(diagonal[:, :-1]).sum(axis=1)  # of the known columns and of the driver
    )
    weights, log_likelihood = _softmax(log_likelihoods)
    slopes = triangle[:, -2, -1] / triangle[:, -2, -2]
    errors = np.sqrt(residual / df) / diagonal[:, -2]
    t = slopes / errors
    return _Fit(
        lags=lags,
        slopes=mixture(slopes, errors, weights, df),
        p_up=float(weights @ t_upper_tail(t, df)),
        p_down=float(weights @ t_upper_tail(-t, df)),
        r=float(weights @ (t / np.sqrt(t * t + df))),
        log_likelihood=log_likelihood,
        n=int(rows.size),
    )


def _known_columns(problem: _Problem, rows: Floats) -> Floats:
    """Level, trend, season and declared events, without columns that the others determine."""
    times = rows.astype(np.float64)
    shocks = [_shock_column(times, shock) for shock in problem.shocks]
    season = seasonal_columns(times, problem.season_length, rows.size - 2 - len(shocks) - 1)
    trend = (times - times.mean()) / max(float(np.ptp(times)), 1.0)
    return independent_columns(np.column_stack([np.ones(rows.size), trend, *season, *shocks]))


def _shock_column(times: Floats, shock: Shock) -> Floats:
    happened = times >= shock.position if shock.kind is EventKind.STEP else times == shock.position
    return happened.astype(np.float64)


def _softmax(logs: Floats) -> tuple[Floats, float]:
    top = float(logs.max())
    weights = np.exp(logs - top)
    total = float(weights.sum())
    return weights / total, top + float(np.log(total))


def _best(problem: _Problem, fits: Sequence[_Fit]) -> tuple[float, float, _Fit]:
    """Both p values, Bonferroni over the candidates, and the candidate to report."""
    count, sign = len(fits), problem.sign
    for_it = min(fits, key=lambda fit: fit.p(sign))
    against = min(fits, key=lambda fit: fit.p(-sign))
    p_support, p_contradict = (min(1.0, count * p) for p in (for_it.p(sign), against.p(-sign)))
    if max(p_support, p_contradict) <= _BOTH_WAYS:
        fullest = max(_on_common_rows(problem, [fit.lags for fit in fits]) or fits, key=lambda fit: fit.log_likelihood)
        if fullest.r * sign > 0:
            p_contradict = 1.0
        else:
            p_support = 1.0
    return p_support, p_contradict, for_it if p_support <= p_contradict else against


def _lag_weights(problem: _Problem, lags: Sequence[int]) -> dict[int, float]:
    """The softmax of the integrated likelihoods of the single delays on the rows that all of them have.

    Where those rows are too few to compare them, no delay is preferred.
    """
    fits = _on_common_rows(problem, [(lag,) for lag in lags])
    if not fits:
        return dict.fromkeys(lags, 1 / len(lags))
    weights, _ = _softmax(np.array([fit.log_likelihood for fit in fits]))
    return dict(zip(lags, weights.tolist(), strict=True))


def _on_common_rows(problem: _Problem, candidates: Iterable[tuple[int, ...]]) -> list[_Fit]:
    """The candidates on the same rows, each driver at the same scale, so that likelihoods compare; empty if one fails."""
    drivers = {lags: problem.driver(lags) for lags in candidates}
    there = ~np.isnan(sum(drivers.values(), start=problem.effect))
    fits = []
    for lags, driver in drivers.items():
        on_rows = np.where(there, driver, np.nan)
        if not varies(on_rows):
            return []
        fit = _fit(problem, lags, standardised(on_rows), there)
        if isinstance(fit, Untestable):
            return []
        fits.append(fit)
    return fits


def _in_units(slopes: TMixture, scale: float, logged: tuple[bool, bool]) -> Effect:
    """The slope of the standardised series as an effect of one unit, or one per cent, more of the cause."""
    cause_logged, effect_logged = logged
    unit = scale * (_ONE_PERCENT_MORE if cause_logged else 1.0)
    value, low, high = (slope * unit for slope in slopes.quantiles(0.5, 0.025, 0.975))
    if effect_logged:
        value, low, high = (100 * float(np.expm1(log)) for log in (value, low, high))
    return Effect(value=value, low=low, high=high)
