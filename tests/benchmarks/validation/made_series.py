"""Series of known making: unrelated ones of many kinds, and pairs with a true delayed effect."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Draw = np.random.Generator

MONTHS = 12
_WARM_UP = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of series: its name and how one of a given length is drawn."""

    name: str
    draw: Callable[[Draw, int], Floats]
    is_amount: bool = False


def autoregression(draw: Draw, length: int, *memory: float) -> Floats:
    """A stationary autoregression with standard normal innovations."""
    noise = draw.standard_normal(length + _WARM_UP)
    values = np.zeros(length + _WARM_UP)
    for time in range(len(memory), values.size):
        values[time] = noise[time] + sum(memory[k] * values[time - 1 - k] for k in range(len(memory)))
    return values[_WARM_UP:]


def random_walk(draw: Draw, length: int, drift: float = 0.0) -> Floats:
    """A random walk, with a drift in units of its innovations."""
    return np.cumsum(draw.standard_normal(length) + drift)


def season(draw: Draw, length: int, size: float) -> Floats:
    """A fixed yearly pattern over months."""
    pattern = draw.standard_normal(MONTHS) * size
    return np.resize(pattern - pattern.mean(), length)


def moving_season(draw: Draw, length: int) -> Floats:
    """A yearly pattern that itself wanders, and a wandering level."""
    pattern = np.resize(draw.standard_normal(MONTHS), length).copy()
    for time in range(MONTHS, length):
        pattern[time] = pattern[time - MONTHS] + 0.3 * draw.standard_normal()
    return 2 * pattern + random_walk(draw, length) * 0.3


def level_shift(draw: Draw, length: int) -> Floats:
    """Noise that jumps once to another level, somewhere in the middle half."""
    jump = draw.integers(length // 4, 3 * length // 4)
    return draw.standard_normal(length) + 2.5 * (np.arange(length) >= jump)


def slow_turns(draw: Draw, length: int) -> Floats:
    """A trend whose slope wanders slowly, under noise: smooth, and the hardest to tell from a common cause."""
    return np.cumsum(np.cumsum(0.03 * draw.standard_normal(length))) + draw.standard_normal(length)


def counts(draw: Draw, length: int) -> Floats:
    """Small whole numbers around a wandering mean."""
    return draw.poisson(np.exp(1.5 + 0.3 * autoregression(draw, length, 0.7))).astype(np.float64)


def growing_amount(draw: Draw, length: int) -> Floats:
    """An amount that grows by a wandering percentage."""
    return 100 * np.exp(np.cumsum(0.03 + 0.05 * draw.standard_normal(length)))


def saturating_share(draw: Draw, length: int) -> Floats:
    """A percentage on its way to a ceiling."""
    path = np.linspace(-1, draw.uniform(1, 3), length) + 0.3 * autoregression(draw, length, 0.5)
    return 100 / (1 + np.exp(-path))


def restless(draw: Draw, length: int) -> Floats:
    """Noise whose size triples on the way."""
    return draw.standard_normal(length) * np.linspace(1, 3, length)


def with_gaps(draw: Draw, length: int) -> Floats:
    """A series with memory of which one figure in seven was not reported."""
    values = autoregression(draw, length, 0.6)
    values[draw.random(length) < 1 / 7] = np.nan
    return values


KINDS = (
    Kind(name="white noise", draw=lambda draw, n: draw.standard_normal(n)),
    Kind(name="heavy-tailed noise", draw=lambda draw, n: draw.standard_t(3, n)),
    Kind(name="memory 0.5", draw=lambda draw, n: autoregression(draw, n, 0.5)),
    Kind(name="memory 0.9", draw=lambda draw, n: autoregression(draw, n, 0.9)),
    Kind(name="swings back (-0.4)", draw=lambda draw, n: autoregression(draw, n, -0.4)),
    Kind(name="cycle", draw=lambda draw, n: autoregression(draw, n, 1.4, -0.7)),
    Kind(name="moving average", draw=lambda draw, n: np.convolve(draw.standard_normal(n + 1), [1, 0.8], "valid")),
    Kind(name="random walk", draw=random_walk),
    Kind(name="random walk with drift", draw=lambda draw, n: random_walk(draw, n, 0.5)),
    Kind(name="trend and noise", draw=lambda draw, n: 0.1 * np.arange(n) + draw.standard_normal(n)),
    Kind(name="trend and memory", draw=lambda draw, n: 0.1 * np.arange(n) + autoregression(draw, n, 0.6)),
    Kind(name="slow turns", draw=slow_turns),
    Kind(name="level shift", draw=level_shift),
    Kind(name="season and memory", draw=lambda draw, n: season(draw, n, 1.5) + autoregression(draw, n, 0.5)),
    Kind(name="season and random walk", draw=lambda draw, n: season(draw, n, 1.5) + random_walk(draw, n)),
    Kind(name="moving season", draw=moving_season),
    Kind(name="small counts", draw=counts),
    Kind(name="growing amount", draw=growing_amount, is_amount=True),
    Kind(name="share near its ceiling", draw=saturating_share),
    Kind(name="growing spread", draw=restless),
    Kind(name="memory, with gaps", draw=with_gaps),
)


def delayed_pair(draw: Draw, length: int, correlation: float, lag: int, memory: float) -> tuple[Floats, Floats]:
    """A cause and an effect that follows it `lag` periods later.

    Both have the same memory; `correlation` is that of the later effect with the cause, and as the memory is common
    to the whole of both it is also the correlation of their innovations.
    """
    both = [autoregression(draw, length + lag, memory) for _ in range(2)]
    cause = both[0]
    effect = correlation * cause[:length] + np.sqrt(1 - correlation**2) * both[1][lag:]
    return cause[lag:], effect
