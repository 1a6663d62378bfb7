"""Signal or noise: which figures lie outside a KPI's ordinary variation.

A status compares a figure with its plan; it cannot say whether anything happened. The limits of the chart for
individual figures can. A KPI with a trend or a season is first freed of them: what is left is each figure less the
one that the forecast model expected, knowing those before it.

Source:
    Shewhart (1931); limits from the mean moving range and the run of eight: Wheeler, Understanding Variation (1993).
"""

import numpy as np

from mkdocs_scorecards.analyse.statistics.arrays import (
    LONGEST_HISTORY,
    Figures,
    Flags,
    Floats,
    array_of,
    observed,
    there_in,
    varies,
)
from mkdocs_scorecards.analyse.statistics.autocovariance import NO_SEASON
from mkdocs_scorecards.analyse.statistics.distributions import t_upper_tail
from mkdocs_scorecards.analyse.statistics.level_model import level_model
from mkdocs_scorecards.analyse.statistics.season import own_season
from mkdocs_scorecards.model.frozen import frozen

FEWEST_VALUES = 6
FEWEST_VALUES_OF_MODEL = 8
LIMIT_FACTOR = 2.66
"""Three standard deviations in mean moving ranges: 3 / 1.128."""
RUN_LENGTH = 8
_TREND_CHANCE = 0.02
_ROUNDING = 1e-9


@frozen
class OrdinaryVariation:
    """The limits of ordinary variation and the figures that break them; positions are those of the figures given.

    Attributes:
        centre, lower, upper: one of each a position. They are constant, or follow the model where `by_model`; `None`
            where there is no figure.
        outside: positions of the figures beyond a limit.
        runs: positions of the figures that lie eight or more in a row on one side of the centre.
        by_model: whether the KPI has a trend or a season, and was judged by its distance from the forecast model.
    """

    centre: tuple[float | None, ...]
    lower: tuple[float | None, ...]
    upper: tuple[float | None, ...]
    outside: tuple[int, ...]
    runs: tuple[int, ...]
    by_model: bool

    def is_signal(self, position: int) -> bool:
        """Whether the figure at a position stands out, alone or by its run."""
        return position in self.outside or position in self.runs


def ordinary_variation(figures: Figures, *, season_length: int = NO_SEASON) -> OrdinaryVariation | None:
    """Tell signals from noise in the figures of a KPI.

    Args:
        figures: one a period, oldest first.
        season_length: periods a year; a season is looked for at 4 and 12.

    Returns:
        `None` below 6 figures, or where they never changed.
    """
    values = array_of(figures)
    there = observed(values)
    if there.size < FEWEST_VALUES or not varies(values):
        return None
    expected = _expected(values, season_length)
    by_model = expected is not None
    centre = np.full(values.size, there.mean()) if expected is None else expected
    judged = np.flatnonzero(~np.isnan(values) & ~np.isnan(centre))
    distances = values[judged] - centre[judged]
    reach = LIMIT_FACTOR * float(np.abs(np.diff(distances)).mean())
    beyond = np.abs(distances) > reach + _ROUNDING * float(np.abs(there).max())
    shown = np.full(values.size, np.nan)
    shown[judged] = centre[judged]
    return OrdinaryVariation(
        centre=_figures_of(shown),
        lower=_figures_of(shown - reach),
        upper=_figures_of(shown + reach),
        outside=tuple(judged[beyond].tolist()),
        runs=tuple(judged[_in_run(distances)].tolist()),
        by_model=by_model,
    )


def _figures_of(values: Floats) -> tuple[float | None, ...]:
    return tuple(None if np.isnan(value) else float(value) for value in values)


def _in_run(distances: Floats) -> Flags:
    """Which figures belong to a run of eight or more on one side; a figure on the centre ends a run."""
    sides = np.sign(distances)
    starts = np.flatnonzero(np.concatenate([[True], sides[1:] != sides[:-1]]))
    lengths = np.diff(np.append(starts, sides.size))
    in_run: Flags = np.repeat(lengths >= RUN_LENGTH, lengths) & (sides != 0)
    return in_run


def _expected(values: Floats, season_length: int) -> Floats | None:
    """What the forecast model expected of each figure; `None` where a constant level does."""
    reported = there_in(values)[-LONGEST_HISTORY:]
    if reported.size < FEWEST_VALUES_OF_MODEL:
        return None
    past = values[reported[0] : reported[-1] + 1]
    season = own_season(past, season_length)
    if not varies(past) or (season == NO_SEASON and not _is_trending(past)):
        return None
    centre, spread = float(np.nanmean(past)), float(np.nanstd(past))
    expected = np.full(values.size, np.nan)
    expected[reported] = centre + spread * level_model((past - centre) / spread, 1, season).mean_expected
    return expected


def _is_trending(values: Floats) -> bool:
    """A slope that chance does not explain, and that fits better than one jump of level, which is a signal itself."""
    rows = there_in(values)
    there = values[rows]
    r = float(np.corrcoef(rows, there)[0, 1])
    df = rows.size - 2
    left = (1 - r * r) * float(there.var()) * there.size
    t = abs(r) * float(np.sqrt(df / max(1 - r * r, _ROUNDING)))
    if 2 * float(t_upper_tail(t, df)) >= _TREND_CHANCE:
        return False
    return left < _left_by_a_jump(there - there.mean())


def _left_by_a_jump(distances: Floats) -> float:
    """The least sum of squares that one jump of level leaves of distances from the mean, wherever it happens."""
    before = np.arange(1, distances.size)
    sums = np.cumsum(distances)[:-1]
    explained = sums**2 / before + sums**2 / (distances.size - before)
    return float(distances @ distances - explained.max())
