"""Where a text goes so that it hides nothing: the least bad of a few places.

Places are tried in the order given and the first of the best wins: the same figures, the same picture.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from mkdocs_scorecards.model.frozen import frozen, frozen_positional
from mkdocs_scorecards.render.charts.points import Place
from mkdocs_scorecards.render.text_width import text_width

_LINE_HEIGHT = 1.25
_BASELINE = 0.98
_AIR = 2.0
_LATER = 1.5
"""What it costs, in weighted pixels hidden, to go on to the next place."""


@frozen
class Box:
    """A rectangle in pixels that a text takes, and by which end the text is held (`start`, `middle`, `end`)."""

    x: float
    y: float
    width: float
    height: float
    anchor: str = "start"

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

    def is_inside(self, room: "Box") -> bool:
        """Whether no part lies outside the room."""
        return room.x <= self.x and self.right <= room.right and room.y <= self.y and self.bottom <= room.bottom

    def overlaps(self, other: "Box") -> bool:
        """Whether both share some area."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom


_SHARE_LEFT = {"start": 0.0, "middle": 0.5, "end": 1.0}


def line_box(text: str, size: float, held: Place, anchor: str, *, bold: bool = False) -> Box:
    """The rectangle of a line of text whose start, middle or end is held at half its height."""
    width, height = text_width(text, size, bold=bold), size * _LINE_HEIGHT
    x, middle = held
    return Box(x=x - width * _SHARE_LEFT[anchor], y=middle - height / 2, width=width, height=height, anchor=anchor)


def text_place(box: Box) -> Place:
    """Where the text of a rectangle is held: x of its anchor, y of its baseline."""
    return box.x + box.width * _SHARE_LEFT[box.anchor], box.y + box.height / _LINE_HEIGHT * _BASELINE


@frozen_positional
class Obstacle:
    """A line that a text should not cover, and how much a pixel of it matters."""

    one_end: Place
    other_end: Place
    weight: float


def obstacles_along(line: Sequence[Place], weight: float) -> tuple[Obstacle, ...]:
    """The pieces of a line through several places; a lone place counts as a piece of one pixel."""
    if len(line) == 1:
        (x, y) = line[0]
        return (Obstacle((x - 0.5, y), (x + 0.5, y), weight),)
    return tuple(Obstacle(start, end, weight) for start, end in pairwise(line))


def clearest(
    candidates: Iterable[Box], *, room: Box, taken: Sequence[Box], obstacles: Sequence[Obstacle]
) -> Box | None:
    """The candidate that hides least, the earlier ones preferred a little.

    None where each of them leaves the room or overlaps a text.
    """
    best, least = None, float("inf")
    for rank, box in enumerate(candidates):
        if least <= round(rank * _LATER, 1):
            break  # neither this nor a later one can be better
        if box.is_inside(room) and not any(box.overlaps(other) for other in taken):
            cost = round(hidden_length(_grown(box), obstacles) + rank * _LATER, 1)
            if cost < least:
                best, least = box, cost
    return best


def _grown(box: Box) -> Box:
    """The rectangle with the little air that a text needs around it."""
    return replace(box, x=box.x - _AIR, y=box.y - _AIR, width=box.width + 2 * _AIR, height=box.height + 2 * _AIR)


def hidden_length(box: Box, obstacles: Iterable[Obstacle]) -> float:
    """How much of the obstacles lies inside the rectangle, in weighted pixels."""
    left, right, top, bottom = box.x, box.right, box.y, box.bottom
    hidden = 0.0
    for obstacle in obstacles:
        (x1, y1), (x2, y2) = obstacle.one_end, obstacle.other_end
        is_beside = (x1 < left and x2 < left) or (x1 > right and x2 > right)
        is_off = is_beside or (y1 < top and y2 < top) or (y1 > bottom and y2 > bottom)
        if not is_off:  # most pieces are, and to see that is much faster than to clip them
            hidden += obstacle.weight * _length_inside(box, obstacle)
    return hidden


def _length_inside(box: Box, obstacle: Obstacle) -> float:
    """Clip the piece to the rectangle (Liang and Barsky 1984) and measure what is left."""
    (x1, y1), (x2, y2) = obstacle.one_end, obstacle.other_end
    across, down = x2 - x1, y2 - y1
    enter, leave = 0.0, 1.0
    for change, room in ((-across, x1 - box.x), (across, box.right - x1), (-down, y1 - box.y), (down, box.bottom - y1)):
        if change == 0:
            if room < 0:
                return 0.0
        elif change < 0:
            enter = max(enter, room / change)
        else:
            leave = min(leave, room / change)
    return max(leave - enter, 0.0) * float((across**2 + down**2) ** 0.5)
