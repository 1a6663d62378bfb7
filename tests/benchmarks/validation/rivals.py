"""The tests that the link test is measured against: what a spreadsheet or a statistics package would offer.

They are read as fairly as the product's own: at 5 %, the level divided by the number of delays that are tried, each
direction by itself where the test has one.
"""

import warnings
from collections.abc import Callable, Mapping
from typing import TypeAlias

import numpy as np
from statsmodels.tools.sm_exceptions import InfeasibleTestError
from statsmodels.tsa.stattools import grangercausalitytests

from mkdocs_scorecards.analyse.statistics.distributions import t_upper_tail

from .made_series import Floats

LEVEL = 0.05
SHORTEST_LAG, LONGEST_LAG = 1, 3

Rival: TypeAlias = Callable[[Floats, Floats], list[bool]]
"""Whether each direction that the test distinguishes was found."""


def lagged_correlation(cause: Floats, effect: Floats) -> list[bool]:
    """The correlation of the two series, shifted by each delay."""
    delays = range(SHORTEST_LAG, LONGEST_LAG + 1)
    return [
        len(delays) * min(_p_of_correlation(sign * cause, effect, lag) for lag in delays) <= LEVEL for sign in (1, -1)
    ]


def first_differences(cause: Floats, effect: Floats) -> list[bool]:
    """The correlation of their changes from period to period, shifted by each delay."""
    return lagged_correlation(np.diff(cause), np.diff(effect))


def granger(cause: Floats, effect: Floats) -> list[bool]:
    """Granger's F test of all delays together, by statsmodels; it knows no direction."""
    rows = ~np.isnan(cause + effect)
    both = np.column_stack([effect[rows], cause[rows]])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            result = grangercausalitytests(both, [LONGEST_LAG])[LONGEST_LAG]
        except (InfeasibleTestError, ValueError):  # a constant stretch, or too short: it says nothing
            return [False]
    return [bool(result[0]["ssr_ftest"][1] <= LEVEL)]


RIVALS: Mapping[str, Rival] = {
    "lagged correlation": lagged_correlation,
    "first differences": first_differences,
    "Granger": granger,
}


def _p_of_correlation(cause: Floats, effect: Floats, lag: int) -> float:
    x, y = cause[: cause.size - lag], effect[lag:]
    rows = ~np.isnan(x + y)
    df = int(rows.sum()) - 2
    if df < 1 or np.ptp(x[rows]) == 0 or np.ptp(y[rows]) == 0:
        return 1.0
    r = float(np.corrcoef(x[rows], y[rows])[0, 1])
    return float(t_upper_tail(r * np.sqrt(df / max(1 - r * r, 1e-15)), df))


def straight_line_interval(values: Floats, ahead: int) -> tuple[float, float]:
    """The customary 80 % interval of a trend line, with normal quantiles."""
    rows = np.flatnonzero(~np.isnan(values))
    there = values[rows]
    slope, level = np.polyfit(rows, there, 1)
    spread = np.sqrt(float(((there - level - slope * rows) ** 2).sum()) / (rows.size - 2))
    time = values.size - 1 + ahead
    leverage = 1 + 1 / rows.size + (time - rows.mean()) ** 2 / float(((rows - rows.mean()) ** 2).sum())
    half = 1.2816 * spread * np.sqrt(leverage)
    middle = level + slope * time
    return float(middle - half), float(middle + half)
