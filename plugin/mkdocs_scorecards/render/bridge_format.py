"""How the figures of a bridge are printed: all in one scale and with the same decimals, so that a reader can add up.

The digits are those with which the printed parts add up to the printed change. Where two digits more do not bring that
about, `adds_up` is false, and the page says what rounding has done.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.render.format import (
    ARROW,
    MINUS,
    NO_BREAK_SPACE,
    FigureFormat,
    number,
    rounded,
)

_SCALES = ((Decimal(10) ** 9, "B"), (Decimal(10) ** 6, "M"), (Decimal(10) ** 3, "k"))
_FEWEST_IN_SCALE = 10
_SIGNIFICANT = 3
_MOST_DECIMALS = 8


@frozen
class BridgeFormat:
    """One scale and one number of decimals for totals and parts of a KPI's change."""

    base: FigureFormat
    scale: Decimal = Decimal(1)
    letter: str = ""
    decimals: int = 0
    adds_up: bool = True

    def total(self, value: Decimal) -> str:
        """A figure: `$1,010 k`, `4.9 %`."""
        return self._with_unit(self._number(value), self.base.unit.text)

    def part(self, value: Decimal) -> str:
        """A change with its sign: `−$115 k`, `+0.3 points`; what rounds to nothing has none."""
        size = self.size(value)
        if not rounded(value / self.scale, self.decimals):
            return size
        return ("+" if value > 0 else MINUS) + size

    def size(self, value: Decimal) -> str:
        """A change without its sign: `$115 k`."""
        return self._with_unit(self._number(abs(value)), self.base.unit.of_difference)

    def from_to(self, before: Decimal, after: Decimal) -> str:
        """Both figures: `$1,010 k → $689 k`."""
        return f"{self.total(before)} {ARROW} {self.total(after)}"

    def rounded(self, value: Decimal) -> Decimal:
        """The value as it is printed."""
        return rounded(value / self.scale, self.decimals) * self.scale

    def _number(self, value: Decimal) -> str:
        letter = f"{NO_BREAK_SPACE}{self.letter}" if self.letter else ""
        return number(value / self.scale, self.decimals) + letter

    def _with_unit(self, text: str, unit: str) -> str:
        symbol = self.base.unit.symbol
        if symbol:
            return f"{MINUS}{symbol}{text[1:]}" if text.startswith(MINUS) else symbol + text
        return f"{text}{NO_BREAK_SPACE}{unit}" if unit else text


def bridge_format(base: FigureFormat, before: Decimal, after: Decimal, parts: Sequence[Decimal]) -> BridgeFormat:
    """The format of a bridge from `before` to `after`; the parts are exact and add up to the change."""
    coarse = common_format(base, parts, (before, after))
    fine = _finer(coarse)
    tried = (coarse, fine, _finer(fine))
    return next((shown for shown in tried if _adds_up(shown, before, after, parts)), replace(fine, adds_up=False))


def told_format(base: FigureFormat, before: Decimal, after: Decimal, parts: Sequence[Decimal]) -> BridgeFormat:
    """For sentences: as few digits as tell the change to a tenth of itself."""
    shown, change = common_format(base, parts, (before, after)), after - before
    return shown if abs(shown.rounded(change) - change) <= abs(change) / 10 else _finer(shown)


def exact_format(base: FigureFormat, before: Decimal, after: Decimal, parts: Sequence[Decimal]) -> BridgeFormat:
    """With no scale, and as many decimals as it takes for the printed parts to add up."""
    shown = BridgeFormat(base=base, decimals=base.decimals)
    while not _adds_up(shown, before, after, parts):
        if shown.decimals == _MOST_DECIMALS:
            return replace(shown, adds_up=False)
        shown = _finer(shown)
    return shown


def common_format(base: FigureFormat, parts: Sequence[Decimal], totals: Sequence[Decimal] = ()) -> BridgeFormat:
    """A scale and decimals in which the largest part has about three digits; large amounts are cut to thousands."""
    largest = max((abs(part) for part in parts), default=Decimal(0))
    if max((abs(value) for value in (*parts, *totals)), default=Decimal(0)) >= base.shorten_from:
        for scale, letter in _SCALES:
            if largest >= _FEWEST_IN_SCALE * scale:
                decimals = max(0, _SIGNIFICANT - 1 - (largest / scale).adjusted())
                return BridgeFormat(base=base, scale=scale, letter=letter, decimals=decimals)
    decimals = base.decimals
    while largest and decimals < _MOST_DECIMALS and not rounded(largest, decimals):
        decimals += 1
    return BridgeFormat(base=base, decimals=decimals)


def _finer(shown: BridgeFormat) -> BridgeFormat:
    return replace(shown, decimals=shown.decimals + 1)


def _adds_up(shown: BridgeFormat, before: Decimal, after: Decimal, parts: Sequence[Decimal]) -> bool:
    change = shown.rounded(after - before)
    total = sum((shown.rounded(part) for part in parts), Decimal(0))
    return total == change and shown.rounded(before) + change == shown.rounded(after)
