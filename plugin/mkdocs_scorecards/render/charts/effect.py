"""The size of an effect with its interval: a dot and a whisker beside zero, the expected side shaded and named."""

from collections.abc import Callable
from decimal import Decimal

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.render.charts.scale import LinearScale, px
from mkdocs_scorecards.render.text_width import text_width

WIDTH, HEIGHT = 280, 74
TEXT = 12.0

_EDGE = 8.0
_NARROWER_SIDE = Decimal("0.5")
"""The side of zero with less on it is at least so wide, of the other: enough for the words `expected side`."""
_MARGIN = Decimal("0.12")


@frozen
class EffectPicture:
    """What is drawn: a value with its interval, in one unit; `expected` is +1 or -1, the side that the link claims."""

    title: str
    value: Decimal
    low: Decimal
    high: Decimal
    expected: int
    label: Callable[[Decimal], str]


@frozen
class EffectLabel:
    """A text under the axis: x, and whether it ends, begins or is centred there."""

    text: str
    x: float
    anchor: str


@frozen
class EffectGeometry:
    """Where it is drawn, in pixels; `shade_x` and `shade_width` are the expected side, on which `name_x` lies."""

    width: int
    height: int
    title: str
    zero: float
    zero_label_x: float
    zero_label_anchor: str
    shade_x: float
    shade_width: float
    name_x: float
    value: float
    value_label: EffectLabel
    low: float
    high: float
    limits: tuple[EffectLabel, EffectLabel]
    is_expected: bool


def effect_geometry(picture: EffectPicture) -> EffectGeometry:
    """Coordinates; zero is always inside, and on each side of it is room for the name of the side."""
    scale = _scale(picture)
    zero, value = scale.place(Decimal(0)), scale.place(picture.value)
    low, high = scale.place(picture.low), scale.place(picture.high)
    is_right = picture.expected > 0
    left, right = (zero, WIDTH - _EDGE) if is_right else (_EDGE, zero)
    return EffectGeometry(
        width=WIDTH,
        height=HEIGHT,
        title=picture.title,
        zero=px(zero),
        zero_label_x=px(zero - 5 if is_right else zero + 5),
        zero_label_anchor="end" if is_right else "start",
        shade_x=px(left),
        shade_width=px(right - left),
        name_x=px((left + right) / 2),
        value=px(value),
        value_label=_inside(picture.label(picture.value), value),
        low=px(low),
        high=px(high),
        limits=_limits(picture, low, high),
        is_expected=picture.value * picture.expected > 0,
    )


def _scale(picture: EffectPicture) -> LinearScale:
    below = max(-picture.low, Decimal(0))
    above = max(picture.high, Decimal(0))
    reach = max(below, above) or Decimal(1)
    below = max(below, reach * _NARROWER_SIDE) + reach * _MARGIN
    above = max(above, reach * _NARROWER_SIDE) + reach * _MARGIN
    return LinearScale(low=-below, high=above, start=_EDGE, end=WIDTH - _EDGE)


def _limits(picture: EffectPicture, low: float, high: float) -> tuple[EffectLabel, EffectLabel]:
    """The ends of the interval under their ticks; where they would touch, they grow apart from each other."""
    first, last = picture.label(picture.low), picture.label(picture.high)
    room = (text_width(first, TEXT) + text_width(last, TEXT)) / 2 + 8
    if high - low >= room:
        return _inside(first, low), _inside(last, high)
    middle = (low + high) / 2
    return EffectLabel(text=first, x=px(middle - 4), anchor="end"), EffectLabel(
        text=last, x=px(middle + 4), anchor="start"
    )


def _inside(text: str, x: float) -> EffectLabel:
    """Centred, or moved so far that it stays on the drawing."""
    half = text_width(text, TEXT, bold=True) / 2
    return EffectLabel(text=text, x=px(min(max(x, half), WIDTH - half)), anchor="middle")
