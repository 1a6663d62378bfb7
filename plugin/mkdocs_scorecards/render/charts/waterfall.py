"""From an earlier figure to a later one, a row a step: names never need turning, and a phone gets the same drawing.

The page sets names and figures beside the bars, so each row is a drawing of its own over one common scale. Places are
percentages of the bar's column. Bars start at zero unless that would hide the steps; then the two totals are cut.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, pairwise

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.render.charts.scale import LinearScale, percent, round_ticks

_START, _END = 0.0, 99.6
_CUT_BELOW = Decimal("0.4")
"""A bridge that takes up less than this part of the larger total is drawn with cut totals."""
_ROOM_BEFORE_CUT = Decimal("0.3")
_THINNEST = 0.35
"""Percent of the width that a step keeps, so that it can be seen."""


@frozen
class WaterfallBar:
    """One row: left end and width in percent.

    `tone` is `total`, `up`, `down` or `none`. `arrives` is where the level of the row above comes down, `leaves` where
    that of this row goes on; None at the two ends.
    """

    x: float
    width: float
    tone: str
    arrives: float | None
    leaves: float | None


@frozen
class WaterfallGeometry:
    """The earlier total, the steps in the order given, the later total; `cut` is where cut totals start."""

    bars: tuple[WaterfallBar, ...]
    cut: Decimal | None


def waterfall_geometry(before: Decimal, steps: Sequence[Decimal]) -> WaterfallGeometry:
    """The rows of a bridge that starts at `before` and goes up or down by each step."""
    levels = list(accumulate(steps, initial=before))
    start, end, cut = _axis(levels)
    scale = LinearScale(low=start, high=end, start=_START, end=_END)
    floor = cut if cut is not None else Decimal(0)
    spans = [(floor, before, "total"), *_spans(levels, steps), (floor, levels[-1], "total")]
    places = [percent(scale.place(level)) for level in levels]
    return WaterfallGeometry(
        bars=tuple(
            _bar(scale, span, arrives, leaves)
            for span, arrives, leaves in zip(spans, [None, *places], [*places, None], strict=True)
        ),
        cut=cut,
    )


def _spans(levels: Sequence[Decimal], steps: Sequence[Decimal]) -> Iterator[tuple[Decimal, Decimal, str]]:
    for (here, there), step in zip(pairwise(levels), steps, strict=True):
        yield here, there, "up" if step > 0 else "down" if step < 0 else "none"


def _axis(levels: Sequence[Decimal]) -> tuple[Decimal, Decimal, Decimal | None]:
    low, high = min(levels), max(levels)
    if low > 0 and high - low < _CUT_BELOW * high:
        span = high - low or high
        start = round_ticks((low - _ROOM_BEFORE_CUT * span, high))[0]
        if start > 0:
            return start, high, start
    return min(low, Decimal(0)), max(high, Decimal(0)), None


def _bar(
    scale: LinearScale, span: tuple[Decimal, Decimal, str], arrives: float | None, leaves: float | None
) -> WaterfallBar:
    one, other, tone = span
    left, right = sorted((scale.place(one), scale.place(other)))
    width = max(right - left, _THINNEST) if tone != "none" else 0.0
    return WaterfallBar(
        x=percent(min(left, _END - width)), width=percent(width), tone=tone, arrives=arrives, leaves=leaves
    )
