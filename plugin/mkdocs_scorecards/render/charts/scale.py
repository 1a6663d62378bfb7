"""From figures to places on the paper: linear scales, round ticks and the one rounding of coordinates.

Figures stay `Decimal` until their place is known, so that amounts of twelve digits and percentages of two decimals are
scaled alike, and no logarithm of the platform decides where a tick falls.
"""

from collections.abc import Iterable, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from mkdocs_scorecards.model.frozen import frozen

_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10), Decimal(20))


def px(value: float) -> float:
    """A length in pixels to a tenth; a whole number is returned without its fraction, and zero without a sign."""
    return _plain(round(value, 1))


def percent(value: float) -> float:
    """A place in percent of a width to a hundredth, which is a tenth of a pixel on a drawing 1000 px wide."""
    return _plain(round(value, 2))


def _plain(value: float) -> float:
    return int(value) if value == int(value) else value


def points_text(points: Iterable[tuple[float, float]]) -> str:
    """The `points` attribute of a polyline or polygon: `3,14.5 12.1,9`."""
    return " ".join(f"{px(x)},{px(y)}" for x, y in points)


@frozen
class LinearScale:
    """Maps figures from `low` to `high` onto places from `start` to `end`, and beyond in proportion.

    `low` may be greater than `high`: then the scale runs the other way. Where both are equal, every figure falls on
    the middle.
    """

    low: Decimal
    high: Decimal
    start: float
    end: float

    def place(self, value: Decimal) -> float:
        """Where the figure falls, unrounded."""
        if self.low == self.high:
            return (self.start + self.end) / 2
        return self.start + float((value - self.low) / (self.high - self.low)) * (self.end - self.start)


def round_ticks(values: Sequence[Decimal], at_most: int = 6) -> tuple[Decimal, ...]:
    """Round figures in equal steps of 1, 2 or 5 times a power of ten that enclose all values.

    Args:
        values: the figures to enclose; at least one.
        at_most: how many ticks are allowed, 3 or more.

    Returns:
        The ticks in rising order, at least two, with no more digits than the step needs.
    """
    low, high = min(values), max(values)
    if low == high:
        margin = abs(low) / 5 or Decimal(1)
        low, high = low - margin, high + margin
    magnitude = Decimal(1).scaleb(((high - low) / (at_most - 1)).adjusted())
    for factor in _STEPS:
        step = factor * magnitude
        first = (low / step).to_integral_value(ROUND_FLOOR)
        last = (high / step).to_integral_value(ROUND_CEILING)
        if last - first < at_most:
            break
    return tuple(_shortest((first + index) * step) for index in range(int(last - first) + 1))


def _shortest(value: Decimal) -> Decimal:
    """Without trailing zeros and without an exponent: 10, not 1E+1 and not 10.0."""
    if value == value.to_integral_value():
        return Decimal(int(value))
    return value.normalize()
