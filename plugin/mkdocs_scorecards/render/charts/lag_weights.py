"""How well each delay of the tested window fits: a bar a delay, the best in the colour of the figures."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.render.charts.scale import px
from mkdocs_scorecards.render.format import NO_BREAK_SPACE, percent

HEIGHT = 76

_BASE = 58.0
_TALLEST = 38.0
_BAR, _STEP = 30.0, 46.0
_MOST_WIDE_BARS = 6
_WIDEST = 280.0
_SHARE = 0.65
"""Of the step, for bars that are narrower."""
_LABEL = 24.0
"""From the middle of one number to that of the next."""


@frozen
class LagBar:
    """One delay; the labels are empty where there is no room for them."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    weight: str
    lag: str
    is_found: bool


@frozen
class LagWeightsGeometry:
    """Where the bars stand, in pixels."""

    width: float
    height: int
    base: float
    title: str
    description: str
    bars: tuple[LagBar, ...]


def lag_weights_geometry(title: str, weights: Mapping[int, float], found: int, noun: str) -> LagWeightsGeometry | None:
    """Bars for the weights of two or more delays, which add up to 1; None for one alone, which needs no picture.

    Args:
        title: what is shown, for readers who cannot see it.
        weights: by delay.
        found: the delay that fits best.
        noun: in what delays are counted: `month`.
    """
    if len(weights) < 2:  # noqa: PLR2004 - one bar of 100 % compares nothing
        return None
    lags = sorted(weights)
    is_wide = len(lags) <= _MOST_WIDE_BARS
    step = _STEP if is_wide else _WIDEST / len(lags)
    short = f"{NO_BREAK_SPACE}{_SHORT[noun]}" if is_wide else ""
    bars = tuple(
        _bar(step * (place + 0.5), _BAR if is_wide else step * _SHARE, weights[lag], f"{lag}{short}", lag == found)
        for place, lag in enumerate(lags)
    )
    return LagWeightsGeometry(
        width=px(step * len(lags)),
        height=HEIGHT,
        base=_BASE,
        title=title,
        description="; ".join(f"after {lag}: {weight_in_words(weights[lag])}" for lag in lags) + f" (in {noun}s)",
        bars=bars if is_wide else tuple(_with_room(bar, bars) for bar in bars),
    )


def _bar(middle: float, width: float, weight: float, lag: str, is_found: bool) -> LagBar:
    height = max(_TALLEST * weight, 1.0)
    return LagBar(
        x=px(middle - width / 2),
        y=px(_BASE - height),
        width=px(width),
        height=px(height),
        middle=px(middle),
        weight=weight_in_words(weight),
        lag=lag,
        is_found=is_found,
    )


def _with_room(bar: LagBar, bars: Sequence[LagBar]) -> LagBar:
    """A bar among many: the ends say their delay, the best one its weight, and its delay where there is room."""
    is_end = bar in (bars[0], bars[-1])
    is_clear = all(abs(bar.middle - end.middle) >= _LABEL for end in (bars[0], bars[-1]))
    keeps_lag = is_end or (bar.is_found and is_clear)
    return replace(bar, weight=bar.weight if bar.is_found else "", lag=bar.lag if keeps_lag else "")


def weight_in_words(weight: float) -> str:
    """A weight in whole per cent that never claims none or all: `56 %`, `<1 %`, `>99 %`."""
    share = Decimal(f"{weight:.6f}")
    text = percent(share)
    if text.startswith("0") and weight > 0:
        return f"<1{NO_BREAK_SPACE}%"
    return f">99{NO_BREAK_SPACE}%" if text.startswith("100") and weight < 1 else text


_SHORT = {"week": "wk", "month": "mo", "quarter": "qtr", "year": "yr"}
