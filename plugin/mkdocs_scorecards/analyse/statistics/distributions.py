"""Tails of Student's t and of F for whole degrees of freedom, and mixtures of t.

For whole degrees of freedom both have finite sums, exact to rounding, so that no library of special functions is
needed.

Source:
    Abramowitz and Stegun (1964), 26.7.3, 26.7.4 (t) and 26.5.15, 26.5.16 with 26.6.2 (F by the incomplete beta).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mkdocs_scorecards.analyse.statistics.arrays import Floats

_HALVINGS = 60
_LAST_STEP = 1e-6
_LOGISTIC = 1.702
"""What scales a logistic distribution to be nearest to the normal one."""
_LEAST_DENSITY = 1e-300


def t_upper_tail(t: Floats | float, df: int) -> Floats:
    """P(T > t) for Student's t with `df` whole degrees of freedom, elementwise.

    Raises:
        ValueError: `df` is below 1.
    """
    if df < 1:
        raise ValueError(f"degrees of freedom must be at least 1, not {df}")
    odd = df % 2 == 1
    angle = np.arctan(np.asarray(t, dtype=np.float64) / math.sqrt(df))
    cosine = np.cos(angle)
    square = cosine * cosine
    series = np.zeros_like(cosine) if df == 1 else np.ones_like(cosine)
    for k in range(df - 2, 1, -2):  # by Horner's rule, from the last term
        series *= square
        series *= (k - 1) / k
        series += 1
    inside = np.sin(angle) * series
    if odd:
        inside = (angle + inside * cosine) * (2 / math.pi)
    return np.asarray(np.clip((1 - inside) / 2, 0.0, 1.0))


def f_upper_tail(ratio: float, df_above: int, df_below: int) -> float:
    """P(F > ratio) for whole degrees of freedom of numerator and denominator."""
    if ratio <= 0:
        return 1.0
    return _incomplete_beta(df_below / (df_below + df_above * ratio), df_below, df_above)


def _incomplete_beta(x: float, twice_a: int, twice_b: int) -> float:
    """I_x(a, b) for halves of whole numbers: a closed form at 1/2 or 1, then steps of one."""
    a, b = (0.5 if twice_a % 2 else 1.0), (0.5 if twice_b % 2 else 1.0)
    value = {
        (1.0, 1.0): x,
        (0.5, 1.0): math.sqrt(x),
        (1.0, 0.5): 1 - math.sqrt(1 - x),
        (0.5, 0.5): 2 / math.pi * math.asin(math.sqrt(x)),
    }[a, b]
    if not 0 < x < 1:
        return min(max(value, 0.0), 1.0)
    while a < twice_a / 2:
        value -= _step(x, a, b) / a
        a += 1
    while b < twice_b / 2:
        value += _step(x, a, b) / b
        b += 1
    return min(max(value, 0.0), 1.0)


def _step(x: float, a: float, b: float) -> float:
    log_beta = math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)
    return math.exp(a * math.log(x) + b * math.log1p(-x) - log_beta)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TMixture:
    """A weighted mixture of shifted and scaled t distributions with common degrees of freedom."""

    locations: Floats
    scales: Floats
    weights: Floats
    df: int

    def upper_tail(self, value: float) -> float:
        """The probability of more than `value`."""
        tails = t_upper_tail((value - self.locations) / self.scales, self.df)
        return min(1.0, float(self.weights @ tails))

    def quantiles(self, *probabilities: float) -> list[float]:
        """The values below which the mixture has these probabilities, strictly between 0 and 1."""
        return quantiles([self], *probabilities)[0]


def quantiles(mixtures: Sequence[TMixture], *probabilities: float) -> list[list[float]]:
    """The values below which mixtures with the same weights and degrees of freedom have these probabilities.

    By Newton's steps, each kept inside a bracket that every step narrows; a step that leaves it is replaced by a
    halving. The first bracket is that of one degree of freedom, which has the heaviest tails; the first point takes the
    mixture for a logistic distribution. A step leaves an error of about its square, so the last one is one of a
    millionth of the narrowest component. Arrays run over mixtures, probabilities and components.
    """
    weights, df = mixtures[0].weights, mixtures[0].df
    locations = np.stack([one.locations for one in mixtures])[:, None]
    scales = np.stack([one.scales for one in mixtures])[:, None]
    wanted = np.array(probabilities)
    reach = np.tan(math.pi * np.max(np.abs(wanted - 0.5)))
    centre = locations @ weights
    spread = np.sqrt(((locations - centre[:, :, None]) ** 2 + scales**2) @ weights)
    point = centre + spread * np.log(wanted / (1 - wanted)) / _LOGISTIC
    low = np.broadcast_to((locations - reach * scales).min(axis=2), point.shape)
    high = np.broadcast_to((locations + reach * scales).max(axis=2), point.shape)
    close = _LAST_STEP * scales.min(axis=2)
    for _ in range(_HALVINGS):
        distances = (point[:, :, None] - locations) / scales
        excess = 1 - t_upper_tail(distances, df) @ weights - wanted
        low, high = np.where(excess < 0, point, low), np.where(excess < 0, high, point)
        density = (t_density(distances, df) / scales) @ weights
        newton = point - excess / np.maximum(density, _LEAST_DENSITY)
        following = np.where((newton >= low) & (newton <= high), newton, (low + high) / 2)
        moved, point = np.abs(following - point), following
        if np.all(moved <= close):
            break
    return [[float(value) for value in row] for row in point]


def t_density(t: Floats, df: int) -> Floats:
    """The density of Student's t with `df` degrees of freedom, elementwise."""
    constant = math.exp(math.lgamma((df + 1) / 2) - math.lgamma(df / 2)) / math.sqrt(df * math.pi)
    return np.asarray(constant * (1 + t * t / df) ** (-(df + 1) / 2))


def mixture(locations: Floats, scales: Floats, weights: Floats, df: int) -> TMixture:
    """The mixture without the components that cannot be seen in its fourth digit."""
    heavy = weights > weights.max() * 1e-6
    kept = weights[heavy]
    return TMixture(locations=locations[heavy], scales=scales[heavy], weights=kept / kept.sum(), df=df)
