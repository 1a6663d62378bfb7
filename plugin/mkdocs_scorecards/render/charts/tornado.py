"""What ten per cent of each driver would do, the strongest first: bars to both sides of one line."""

from collections.abc import Sequence
from decimal import Decimal

from mkdocs_scorecards.model.frozen import frozen, frozen_positional
from mkdocs_scorecards.render.charts.scale import percent

MOST_ROWS = 8
_MIDDLE, _REACH, _THINNEST = 50.0, 49.5, 0.5


@frozen_positional
class Swing:
    """The change of the root with a driver ten per cent higher, and lower; None where it would have no value."""

    plus: Decimal | None
    minus: Decimal | None

    @property
    def size(self) -> Decimal:
        """The larger of the two, without sign."""
        return max((abs(value) for value in (self.plus, self.minus) if value is not None), default=Decimal(0))


@frozen
class TornadoBar:
    """The bars of one driver: left end and width in percent of the column, None where there is no such change."""

    down: tuple[float, float] | None
    up: tuple[float, float] | None


def tornado_bars(swings: Sequence[Swing]) -> tuple[TornadoBar, ...]:
    """A bar to the left for the lower root and one to the right for the higher, over one scale, in the order given."""
    largest = max((swing.size for swing in swings), default=Decimal(0)) or Decimal(1)
    return tuple(_bar(swing, largest) for swing in swings)


def _bar(swing: Swing, largest: Decimal) -> TornadoBar:
    changes = [value for value in (swing.plus, swing.minus) if value is not None]
    low, high = min([*changes, Decimal(0)]), max([*changes, Decimal(0)])
    down, up = _width(low, largest), _width(high, largest)
    return TornadoBar(
        down=(percent(_MIDDLE - down), percent(down)) if low else None,
        up=(_MIDDLE, percent(up)) if high else None,
    )


def _width(value: Decimal, largest: Decimal) -> float:
    return max(float(abs(value) / largest) * _REACH, _THINNEST)
