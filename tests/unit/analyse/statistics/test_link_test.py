"""The test of one link: what it finds, what it leaves alone, what it refuses, and that its algebra is right."""

import math
from dataclasses import astuple, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from mkdocs_scorecards.analyse.statistics.autocovariance import NO_SEASON, autocovariances, error_models
from mkdocs_scorecards.analyse.statistics.distributions import t_upper_tail
from mkdocs_scorecards.analyse.statistics.link_test import (
    LinkData,
    LinkTest,
    Shock,
    Untestable,
    link_test,
)
from mkdocs_scorecards.model.hypothesis import EventKind

Floats = NDArray[np.float64]

DRAWN = np.random.default_rng(4).standard_normal((4, 48))


def delayed(cause: Floats, slope: float, lag: int, noise: Floats) -> Floats:
    """An effect that follows the cause, the first figures being noise alone."""
    effect = noise.copy()
    effect[lag:] += slope * cause[:-lag]
    return effect


CAUSE = 20 + np.cumsum(DRAWN[0])
LINKED = LinkData(
    cause=CAUSE.tolist(),
    effect=(5 + delayed(CAUSE, -0.5, 2, 0.4 * DRAWN[1])).tolist(),
    shortest_lag=1,
    longest_lag=3,
    expected_sign=-1,
)


def p_values(test: LinkTest) -> tuple[float, float]:
    assert test.p_support is not None
    assert test.p_contradict is not None
    return test.p_support, test.p_contradict


def test_a_true_link_is_found_at_its_delay_and_in_its_units() -> None:
    found = link_test(LINKED)

    support, contradict = p_values(found)
    assert support < 1e-6
    assert contradict > 0.5
    assert found.found_lag == 2
    assert found.lags == (2,)
    assert found.lag_weights[2] > 0.99
    assert sum(found.lag_weights.values()) == pytest.approx(1.0)
    assert found.effect is not None
    assert found.effect.low < -0.5 < found.effect.high < 0
    assert found.effect.low < found.effect.value < found.effect.high
    assert found.r is not None
    assert found.r < -0.6
    assert (found.n, found.df, found.season_used) == (46, 43, False)
    assert (found.cause_values, found.effect_values, found.cause_changes) == (48, 48, 47)


def test_the_other_expectation_swaps_support_and_contradiction() -> None:
    assert p_values(link_test(replace(LINKED, expected_sign=1))) == p_values(link_test(LINKED))[::-1]


def test_the_same_data_give_the_same_answer() -> None:
    assert link_test(LINKED) == link_test(LINKED)


def test_an_effect_spread_over_the_window_is_found_by_the_mean_of_it() -> None:
    spread = sum(np.roll(DRAWN[0], lag) for lag in (1, 2, 3)) / 3
    found = link_test(replace(LINKED, cause=DRAWN[0], effect=spread + 0.2 * DRAWN[1], expected_sign=1))

    assert found.lags == (1, 2, 3)
    assert found.effect is not None
    assert found.effect.low < 1 < found.effect.high


def test_a_single_delay_counts_as_one_try() -> None:
    alone = link_test(replace(LINKED, effect=DRAWN[2], shortest_lag=2, longest_lag=2))
    support, contradict = p_values(alone)

    assert support + contradict == pytest.approx(1.0)
    assert dict(alone.lag_weights) == {2: 1.0}


def test_two_unrelated_drifting_series_are_seldom_called_linked() -> None:
    draw = np.random.default_rng(7)
    chances = [
        p_values(link_test(replace(LINKED, cause=np.cumsum(each[0]), effect=np.cumsum(each[1]))))
        for each in draw.standard_normal((40, 2, 36))
    ]

    assert sum(min(each) <= 0.05 for each in chances) <= 8


@settings(max_examples=20, deadline=None)
@given(st.floats(0.01, 1000), st.floats(-1000, 1000))
def test_other_units_scale_the_effect_and_leave_the_evidence_alone(factor: float, offset: float) -> None:
    plain = link_test(LINKED)
    scaled = link_test(replace(LINKED, effect=factor * np.array(LINKED.effect) + offset))

    assert scaled.p_support == pytest.approx(plain.p_support, rel=1e-4)
    assert scaled.r == pytest.approx(plain.r)
    assert plain.effect is not None
    assert scaled.effect is not None
    assert scaled.effect.value == pytest.approx(factor * plain.effect.value, rel=1e-6)


def test_periods_before_the_first_figure_change_nothing() -> None:
    later = replace(LINKED, cause=[None] * 5 + list(LINKED.cause), effect=[None] * 5 + list(LINKED.effect))

    assert p_values(link_test(later)) == pytest.approx(p_values(link_test(LINKED)), rel=1e-9)


def test_gaps_are_left_out_and_never_filled() -> None:
    gapped = list(LINKED.effect)
    gapped[10] = gapped[20] = gapped[21] = None
    found = link_test(replace(LINKED, effect=gapped))

    assert found.n == 43
    assert found.effect_values == 45
    assert p_values(found)[0] < 1e-6


def test_a_season_of_the_effect_is_allowed_for() -> None:
    wave = 30 * np.sin(2 * np.pi * np.arange(48) / 12)
    found = link_test(replace(LINKED, effect=np.array(LINKED.effect) + wave, season_length=12))

    assert found.season_used
    assert found.df == 46 - 2 - 11 - 1
    assert p_values(found)[0] < 1e-4


def test_a_zero_delay_compares_the_same_periods() -> None:
    found = link_test(replace(LINKED, effect=CAUSE + 0.1 * DRAWN[3], shortest_lag=0, longest_lag=1, expected_sign=1))

    assert found.found_lag == 0
    assert p_values(found)[0] < 1e-6


def test_an_exact_copy_is_a_perfect_fit_without_a_warning() -> None:
    copy = np.concatenate([[7.0, 7.5], 2 * CAUSE[:-2]])
    found = link_test(replace(LINKED, effect=copy, expected_sign=1))

    assert p_values(found)[0] < 1e-12
    assert found.effect is not None
    assert found.effect.value == pytest.approx(2.0)
    assert found.found_lag == 2


def test_a_declared_shock_that_moved_both_no_longer_speaks_for_the_link() -> None:
    jump = 6.0 * (np.arange(48) >= 24)
    shaken = LinkData(cause=DRAWN[2] + jump, effect=DRAWN[3] + jump, shortest_lag=0, longest_lag=0, expected_sign=1)
    told = replace(shaken, shocks=[Shock(position=24, kind=EventKind.STEP)])

    assert p_values(link_test(shaken))[0] < 0.001
    assert p_values(link_test(told))[0] > 0.1


def test_a_pulse_takes_its_period_out_of_the_test() -> None:
    struck = np.array(LINKED.effect)
    struck[30] += 500
    told = link_test(replace(LINKED, effect=struck, shocks=[Shock(position=30, kind=EventKind.PULSE)]))
    without = list(LINKED.effect)
    without[30] = None

    assert told.p_support == pytest.approx(link_test(replace(LINKED, effect=without)).p_support, rel=1e-3)


def test_amounts_that_more_than_double_are_compared_in_per_cent() -> None:
    cause: Floats = 100.0 * np.exp(np.linspace(0, 2, 48) + 0.2 * DRAWN[0])
    effect = np.sqrt(np.concatenate([cause[:1], cause[:-1]])) * np.exp(0.01 * DRAWN[1])
    data = replace(LINKED, cause=cause, effect=effect, shortest_lag=1, longest_lag=1)
    found = link_test(replace(data, cause_is_amount=True, effect_is_amount=True))

    assert (found.cause_logged, found.effect_logged) == (True, True)
    assert found.effect is not None
    assert found.effect.value == pytest.approx(100 * (1.01**0.5 - 1), rel=0.05)
    assert link_test(data).cause_logged is False


def test_amounts_that_hardly_change_or_touch_zero_are_compared_as_they_are() -> None:
    steady = replace(LINKED, cause=CAUSE - CAUSE.min() + 100, cause_is_amount=True)
    with_zero = replace(LINKED, cause=CAUSE - CAUSE.min(), cause_is_amount=True)

    assert not link_test(steady).cause_logged
    assert not link_test(with_zero).cause_logged


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"cause": [1.0, 2.0, 4.0] * 3 + [None] * 39}, Untestable.TOO_FEW_VALUES),
        ({"effect": [None] * 48}, Untestable.TOO_FEW_VALUES),
        ({"cause": [3.0] * 48}, Untestable.NO_VARIATION),
        ({"effect": [3.0] * 48}, Untestable.NO_VARIATION),
        ({"cause": np.arange(48.0)}, Untestable.NOTHING_OF_ITS_OWN),
        ({"effect": 3 - np.arange(48.0)}, Untestable.NOTHING_OF_ITS_OWN),
        ({"shortest_lag": 45, "longest_lag": 60}, Untestable.TOO_FEW_PAIRS),
        ({"cause": [*CAUSE[:24], *[None] * 24], "effect": [*[None] * 24, *CAUSE[:24]]}, Untestable.TOO_FEW_PAIRS),
    ],
)
def test_what_cannot_be_tested_says_why(change: dict[str, object], reason: Untestable) -> None:
    refused = link_test(replace(LINKED, **change))  # type: ignore[arg-type]

    assert refused.untestable is reason
    assert refused.p_support is None
    assert refused.effect is None


def test_a_driver_that_only_stepped_with_a_declared_event_has_nothing_of_its_own() -> None:
    stepped = (np.arange(48) >= 20).astype(np.float64)
    shocks = [Shock(position=22, kind=EventKind.STEP)]
    refused = link_test(replace(LINKED, cause=stepped, shortest_lag=2, longest_lag=2, shocks=shocks))

    assert refused.untestable is Untestable.NOTHING_OF_ITS_OWN
    assert refused.cause_changes == 1


def test_two_grids_are_refused() -> None:
    with pytest.raises(ValueError, match="48 and 47 periods"):
        link_test(replace(LINKED, effect=LINKED.effect[:-1]))


def test_only_the_latest_twenty_years_of_months_are_used() -> None:
    draw = np.random.default_rng(3)
    recent = draw.standard_normal((2, 240))
    old = draw.standard_normal((2, 30))
    shocks = [Shock(position=130, kind=EventKind.STEP)]
    short = replace(LINKED, cause=recent[0], effect=recent[1], longest_lag=1, shocks=shocks)
    long = replace(
        short,
        cause=np.concatenate([old[0], recent[0]]),
        effect=np.concatenate([old[1], recent[1]]),
        shocks=[Shock(position=160, kind=EventKind.STEP)],
    )

    assert link_test(long) == link_test(short)


def test_the_answer_is_that_of_the_written_out_formulas() -> None:
    """Means, variances, determinants and weights by plain matrix inverses, one error model after the other."""
    lag, size = 2, 20
    data = replace(LINKED, cause=CAUSE[:size], effect=LINKED.effect[:size], shortest_lag=lag, longest_lag=lag)
    x, y = CAUSE[: size - lag], np.array(LINKED.effect)[lag:size]
    known = np.column_stack([np.ones(x.size), np.arange(x.size)])
    df = x.size - 3
    logs, slopes, errors = [], [], []
    for gamma, prior in zip(autocovariances(x.size, NO_SEASON), error_models((0, 1), NO_SEASON).log_prior, strict=True):
        covariance = gamma[np.abs(np.subtract.outer(np.arange(x.size), np.arange(x.size)))]
        inverse = np.linalg.inv(covariance)
        of_known = known.T @ inverse @ known
        out = inverse - inverse @ known @ np.linalg.inv(of_known) @ known.T @ inverse
        slope = (x @ out @ y) / (x @ out @ x)
        rss = float((y - slope * x) @ out @ (y - slope * x))
        logs.append(
            -df / 2 * math.log(rss)
            - np.linalg.slogdet(covariance)[1] / 2
            - np.linalg.slogdet(of_known)[1] / 2
            - math.log(x @ out @ x) / 2
            + prior
        )
        slopes.append(slope)
        errors.append(math.sqrt(rss / df / (x @ out @ x)))
    weights = np.exp(np.array(logs) - max(logs))
    weights /= weights.sum()
    t = np.array(slopes) / np.array(errors)

    found = link_test(data)

    assert found.p_contradict == pytest.approx(float(weights @ t_upper_tail(t, df)), rel=1e-6)
    assert found.r == pytest.approx(float(weights @ (t / np.sqrt(t**2 + df))), rel=1e-6)
    assert found.effect is not None
    for value, share in zip(astuple(found.effect), (0.5, 0.025, 0.975), strict=True):
        tails = t_upper_tail((value - np.array(slopes)) / np.array(errors), df)
        assert float(weights @ tails) == pytest.approx(1 - share, abs=1e-5)
    assert found.r_upper == pytest.approx(math.tanh(math.atanh(-(found.r or 0)) + 1.645 / math.sqrt(df - 1)))
