"""Is a link consistent with the data? The integrated-likelihood test of a lagged cause on a later effect.

Null hypothesis: the cause says nothing about the later effect once the effect's own memory, trend and season are
allowed for. The customary lagged correlation calls a third of unrelated business series "significant", because both
drift. Every delay of the window is tried, and so is their mean; the p values are multiplied by the number of tries.
"""

from collections.abc import Mapping, Sequence
from dataclasses import field, replace

import numpy as np

from mkdocs_scorecards.analyse.statistics.arrays import (
    LONGEST_HISTORY,
    Figures,
    Floats,
    array_of,
    observed,
    softmax,
    standardised,
    varies,
)
from mkdocs_scorecards.analyse.statistics.autocovariance import NO_SEASON
from mkdocs_scorecards.analyse.statistics.distributions import TMixture
from mkdocs_scorecards.analyse.statistics.lagged_fit import (
    LaggedFit,
    LaggedProblem,
    Shock,
    Untestable,
    fits_on_common_rows,
    lagged_fits,
)
from mkdocs_scorecards.analyse.statistics.season import shared_season
from mkdocs_scorecards.model.frozen import frozen

__all__ = ["FEWEST_VALUES", "Effect", "LinkData", "LinkTest", "Shock", "Untestable", "link_test"]

FEWEST_VALUES = 12
_BOTH_WAYS = 0.05
_LOG_RATIO = 2.0
_LARGEST_LOG = 700.0  # beyond it the exponential is no float
_ONE_PERCENT_MORE = float(np.log(1.01))


@frozen
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


@frozen
class Effect:
    """By how much the effect moves with one unit more of the cause, with its 95 % interval.

    Where `LinkTest.cause_logged` it is one per cent more of the cause; where `effect_logged` the figures are per cent.
    """

    value: float
    low: float
    high: float


@frozen
class LinkTest:
    """What the data say about one link.

    Attributes:
        untestable: why there is no test; everything below `cause_changes` is then empty.
        cause_values, effect_values: how many figures there are.
        cause_changes: how often the cause differed from its figure before.
        p_support, p_contradict: one-sided p values of the expected and of the opposite sign, all delays allowed for.
        effect: of the best candidate, which is the delay, or the mean over the window, with the smallest p value.
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


def link_test(data: LinkData) -> LinkTest:
    """Test a link; where it cannot be tested, `untestable` says why.

    Raises:
        ValueError: cause and effect are not of one length.
    """
    cause, effect = (array_of(series)[-LONGEST_HISTORY:] for series in (data.cause, data.effect))
    if len(data.cause) != len(data.effect):
        raise ValueError(f"cause and effect need one grid, but have {len(data.cause)} and {len(data.effect)} periods")
    return replace(
        _tested(data, cause, effect),
        cause_values=observed(cause).size,
        effect_values=observed(effect).size,
        cause_changes=int(np.count_nonzero(np.diff(observed(cause)))),
    )


def _tested(data: LinkData, cause: Floats, effect: Floats) -> LinkTest:
    if min(observed(cause).size, observed(effect).size) < FEWEST_VALUES:
        return LinkTest(untestable=Untestable.TOO_FEW_VALUES)
    if not (varies(cause) and varies(effect)):
        return LinkTest(untestable=Untestable.NO_VARIATION)
    logged = (_is_logged(cause, data.cause_is_amount), _is_logged(effect, data.effect_is_amount))
    cause, effect = np.log(cause) if logged[0] else cause, np.log(effect) if logged[1] else effect
    dropped = len(data.cause) - cause.size
    problem = LaggedProblem(
        cause=standardised(cause),
        effect=standardised(effect),
        season_length=shared_season(effect, cause, data.season_length),
        shocks=[Shock(position=shock.position - dropped, kind=shock.kind) for shock in data.shocks],
        sign=data.expected_sign,
    )
    fits = lagged_fits(problem, range(data.shortest_lag, data.longest_lag + 1))
    if isinstance(fits, Untestable):
        return LinkTest(untestable=fits)
    return _evidence(problem, fits, logged, float(np.nanstd(effect) / np.nanstd(cause)))


def _evidence(problem: LaggedProblem, fits: Sequence[LaggedFit], logged: tuple[bool, bool], scale: float) -> LinkTest:
    p_support, p_contradict, best = _best(problem, fits)
    weights = _lag_weights(problem, [fit.lags[0] for fit in fits if len(fit.lags) == 1] or best.lags)
    return LinkTest(
        p_support=p_support,
        p_contradict=p_contradict,
        effect=_in_units(best.slopes, scale, logged),
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


def _best(problem: LaggedProblem, fits: Sequence[LaggedFit]) -> tuple[float, float, LaggedFit]:
    """Both p values, Bonferroni over the candidates, and the candidate to report."""
    count, sign = len(fits), problem.sign
    for_it = min(fits, key=lambda fit: (fit.p(sign), -abs(fit.r)))
    against = min(fits, key=lambda fit: (fit.p(-sign), -abs(fit.r)))
    p_support, p_contradict = (min(1.0, count * p) for p in (for_it.p(sign), against.p(-sign)))
    if max(p_support, p_contradict) <= _BOTH_WAYS:
        comparable = fits_on_common_rows(problem, [fit.lags for fit in fits]) or fits
        fullest = max(comparable, key=lambda fit: fit.log_likelihood)
        if fullest.r * sign > 0:
            p_contradict = 1.0
        else:
            p_support = 1.0
    return p_support, p_contradict, for_it if p_support <= p_contradict else against


def _lag_weights(problem: LaggedProblem, lags: Sequence[int]) -> dict[int, float]:
    """The softmax of the integrated likelihoods of the single delays on the rows that all of them have.

    Where those rows are too few to compare them, no delay is preferred.
    """
    fits = fits_on_common_rows(problem, [(lag,) for lag in lags])
    if not fits:
        return dict.fromkeys(lags, 1 / len(lags))
    weights, _ = softmax(np.array([fit.log_likelihood for fit in fits]))
    return dict(zip(lags, weights.tolist(), strict=True))


def _in_units(slopes: TMixture, scale: float, logged: tuple[bool, bool]) -> Effect:
    """The slope of the standardised series as an effect of one unit, or one per cent, more of the cause."""
    cause_logged, effect_logged = logged
    unit = scale * (_ONE_PERCENT_MORE if cause_logged else 1.0)
    value, low, high = (slope * unit for slope in slopes.quantiles(0.5, 0.025, 0.975))
    if effect_logged:
        value, low, high = (100 * float(np.expm1(min(log, _LARGEST_LOG))) for log in (value, low, high))
    return Effect(value=value, low=low, high=high)
