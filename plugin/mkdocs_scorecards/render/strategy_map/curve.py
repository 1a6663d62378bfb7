"""Cubic curves in px, as text for an SVG and as points for finding out what they meet."""

from mkdocs_scorecards.model.frozen import frozen_positional

HEAD_LENGTH, HEAD_WIDTH = 10.0, 9.0


@frozen_positional
class Place:
    """A place on the canvas, in px from its upper left corner."""

    x: float
    y: float


@frozen_positional
class Curve:
    """A cubic Bézier curve."""

    start: Place
    first: Place
    second: Place
    end: Place

    @classmethod
    def between(cls, start: Place, end: Place) -> "Curve":
        """A curve that leaves and arrives vertically, and is straight where both lie above one another."""
        half = (end.y - start.y) / 2
        return cls(start, Place(start.x, start.y + half), Place(end.x, end.y - half), end)

    @property
    def is_straight(self) -> bool:
        """Whether it runs straight up or down."""
        return len({round(place.x, 2) for place in (self.start, self.first, self.second, self.end)}) == 1

    def at(self, share: float) -> Place:
        """The place at `share` (0 to 1) of the curve's own parameter."""
        rest = 1 - share
        weights = (rest**3, 3 * rest**2 * share, 3 * rest * share**2, share**3)
        points = (self.start, self.first, self.second, self.end)
        return Place(
            sum(weight * point.x for weight, point in zip(weights, points, strict=True)),
            sum(weight * point.y for weight, point in zip(weights, points, strict=True)),
        )


def path_of(curves: tuple[Curve, ...]) -> str:
    """The `d` of an SVG path along the curves, joined by straight lines."""
    first = curves[0].start
    parts = [f"M{_xy(first)}"]
    here = first
    for curve in curves:
        if curve.start != here:
            parts.append(f"V{number(curve.start.y)}")
        parts.append(
            f"V{number(curve.end.y)}"
            if curve.is_straight
            else f"C{_xy(curve.first)} {_xy(curve.second)} {_xy(curve.end)}"
        )
        here = curve.end
    return "".join(parts)


def head_of(tip: Place, *, points_down: bool) -> str:
    """The `d` of an arrow head with its tip at a place."""
    base = tip.y + (-HEAD_LENGTH if points_down else HEAD_LENGTH)
    half = HEAD_WIDTH / 2
    return f"M{_xy(tip)}L{_xy(Place(tip.x + half, base))}H{number(tip.x - half)}Z"


def number(value: float) -> str:
    """A coordinate with at most one decimal: `12`, `12.5`.

    >>> number(12.04), number(-0.01)
    ('12', '0')
    """
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _xy(place: Place) -> str:
    return f"{number(place.x)} {number(place.y)}"
