"""How many KPIs are in which state, as a bar: worst first, in proportion, and in words for those who cannot see it."""

from collections.abc import Mapping

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.render.charts.scale import percent

WORST_FIRST = ("off_target", "at_risk", "on_target", "no_data", "unscored")

_SMALLEST = 3.0
"""Percent of the width that a segment keeps however few it counts: 10 px on a phone, enough to be seen."""


@frozen
class Segment:
    """One state: left end and width in percent of the bar. `last` says that no gap follows."""

    status: str
    x: float
    width: float
    last: bool


@frozen
class CountsBarGeometry:
    """The segments that are not empty, worst first."""

    title: str
    segments: tuple[Segment, ...]


def counts_bar_geometry(title: str, counts: Mapping[str, int]) -> CountsBarGeometry | None:
    """Segments for the counts of each status key; None where nothing is counted.

    Args:
        title: the counts in words, which are the accessible name: `2 off target, 7 at risk`.
        counts: how many KPIs have each status; a missing key counts as none.
    """
    present = [(status, counts.get(status, 0)) for status in WORST_FIRST if counts.get(status, 0) > 0]
    if not present:
        return None
    widths = _widths([count for _, count in present])
    starts = [sum(widths[:index]) for index in range(len(widths))]
    return CountsBarGeometry(
        title=title,
        segments=tuple(
            Segment(status=status, x=percent(start), width=percent(width), last=index == len(present) - 1)
            for index, ((status, _), start, width) in enumerate(zip(present, starts, widths, strict=True))
        ),
    )


def _widths(counts: list[int]) -> list[float]:
    """Shares in percent, none below the smallest; what the small ones gain is taken from the others in proportion."""
    total = sum(counts)
    is_small = [count * 100 / total < _SMALLEST for count in counts]
    rest = 100 - _SMALLEST * sum(is_small)
    large = sum(count for count, small in zip(counts, is_small, strict=True) if not small)
    return [_SMALLEST if small else count * rest / large for count, small in zip(counts, is_small, strict=True)]
