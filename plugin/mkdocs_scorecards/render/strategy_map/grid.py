"""Where the boxes of a strategy map stand: rows by perspective, columns aligned over the whole map.

The rows and the order within them are the author's. Graphviz decides how far to the left or right each box of a row
stands, so that arrows are short and run straight up where they can; we then move each box to the nearest place of one
grid of half columns, which all rows share. A row that fills the grid leaves Graphviz nothing to decide.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise, zip_longest
from math import ceil

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.render import dot
from mkdocs_scorecards.render.graphviz import Layout
from mkdocs_scorecards.render.strategy_map import texts
from mkdocs_scorecards.render.strategy_map.view import MapBand, MapBox, MapLink, MapView

CANVAS = 938.0
GUTTER = 142.0
"""Room at the left of each band for the name of the perspective."""
MARGIN = 10.0
"""Between a box and the edge of its band."""

_WIDEST_BOX = 242.0
_MOST_IN_A_ROW = 4
_ZIGZAG_ROWS = 2
_FEWEST_SLOTS = 5
"""Three columns; a smaller map keeps their width and stands in the middle."""
_WIDE_GAP, _NARROW_GAP = 26.0, 22.0
_SLOTS_WITH_WIDE_GAP = 6
_SIDE_LANE = 10.0
_MOST_SIDE_LANES = 3

_BOX_HEIGHT = 92.0
_LINES_IN_A_BOX = 2
"""Of the title; boxes grow where a title of the map needs more."""

_BETWEEN_BANDS = 60.0
_BETWEEN_ROWS = 48.0
_FOR_ARCS = 26.0


@frozen
class Grid:
    """The places that boxes may take: `slots` of them, `half` px apart, each box covering two."""

    slots: int
    half: float
    box_width: float
    box_height: float

    def left(self, slot: int) -> float:
        """The left edge of a box in a slot."""
        return GUTTER + slot * self.half


@frozen
class PlacedBox:
    """A box on the canvas, in px."""

    box: MapBox
    row: int
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """The x of its centre."""
        return self.x + self.width / 2

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height


@frozen
class PlacedBand:
    """A perspective's strip on the canvas."""

    band: MapBand
    y: float
    height: float


@frozen
class PlacedMap:
    """Strips and rows of boxes from top to bottom. A band has one row, or several when it is full."""

    bands: tuple[PlacedBand, ...]
    rows: tuple[tuple[PlacedBox, ...], ...]
    height: float

    def placed(self, wanted: str) -> PlacedBox:
        """The box of that id."""
        return next(box for row in self.rows for box in row if box.box.id == wanted)


def map_dot(view: MapView) -> str:
    """The map as a graph for Graphviz: a rank a row, boxes of fixed size in the author's order, arrows upwards.

    Arrows within a row or back down do not pull at the boxes and are left out.
    """
    grid = _grid_of(view)
    rows = _rows_of(view)
    depth = {box.id: number for number, row in enumerate(rows) for box in row}
    leaders = [row[0].id for row in rows]
    size = {"width": dot.inches(grid.box_width), "height": dot.inches(grid.box_height)}
    shape = {**size, "fixedsize": "true", "shape": "box", "label": ""}
    return dot.digraph(
        [
            *(dot.node(box.id, **shape) for row in rows for box in row),
            *(dot.row(box.id for box in row) for row in rows),
            *(dot.edge(upper, lower, style="invis", weight="0") for upper, lower in pairwise(leaders)),
            *(dot.edge(link.effect, link.cause) for link in view.links if depth[link.effect] < depth[link.cause]),
        ],
        nodesep=dot.inches(2 * grid.half - grid.box_width),
        ranksep=dot.inches(_BETWEEN_BANDS),
        splines="line",
    )


def placed_map(view: MapView, layout: Layout) -> PlacedMap:
    """Put every box on the grid, as near as can be to where Graphviz would have it."""
    grid = _grid_of(view)
    rows = _rows_of(view)
    arcs = arc_channels(view.links, rows)
    bands: list[PlacedBand] = []
    placed: list[tuple[PlacedBox, ...]] = []
    y = 0.0
    for band in view.bands:
        top = y
        y += MARGIN
        parts = _parts(band.boxes)
        slots = _slots(parts, layout, grid)
        for number, part in enumerate(parts):
            placed.append(_placed_row(part, slots, grid, row=len(placed), y=y))
            is_last = number == len(parts) - 1
            y += grid.box_height + (0 if is_last else _BETWEEN_ROWS + _FOR_ARCS * (len(placed) - 1 in arcs))
        y += MARGIN + (0 if parts else grid.box_height)
        bands.append(PlacedBand(band=band, y=top, height=y - top))
        y += _BETWEEN_BANDS + _FOR_ARCS * (len(placed) - 1 in arcs)
    height = y - _BETWEEN_BANDS if bands else 0.0
    return PlacedMap(bands=tuple(bands), rows=tuple(placed), height=height)


def arc_channels(links: Sequence[MapLink], rows: Sequence[Sequence[MapBox]]) -> frozenset[int]:
    """The rows under which arrows run from box to box of one row. Those of the last row run above it."""
    row_of = {box.id: number for number, row in enumerate(rows) for box in row}
    levels = {row_of[link.cause] for link in links if row_of[link.cause] == row_of[link.effect]}
    return frozenset(channel_of_arcs(row, len(rows)) for row in levels)


def channel_of_arcs(row: int, rows: int) -> int:
    """The row under which the arcs of a row run: its own, or for the last of several the one above."""
    return row - 1 if 0 < row == rows - 1 else row


def _grid_of(view: MapView) -> Grid:
    rows_of_bands = [_parts(band.boxes) for band in view.bands]
    slots = max(
        (2 * len(row) - 1 + number % 2 for rows in rows_of_bands for number, row in enumerate(rows)),
        default=_FEWEST_SLOTS,
    )
    slots = max(slots, _FEWEST_SLOTS)
    side = _SIDE_LANE * min(_side_lanes(view), _MOST_SIDE_LANES)
    room = CANVAS - GUTTER - MARGIN - side
    steps = (slots - 1) / 2
    gap = _WIDE_GAP if slots <= _SLOTS_WITH_WIDE_GAP else _NARROW_GAP
    width = min(_WIDEST_BOX, float(int((room - gap * steps) / (steps + 1))))
    lines = max((len(texts.title_lines(box.title, width)) for band in view.bands for box in band.boxes), default=0)
    return Grid(
        slots=slots,
        half=(room - width) / steps / 2,
        box_width=width,
        box_height=_BOX_HEIGHT + texts.TITLE_LINE * max(0, lines - _LINES_IN_A_BOX),
    )


def _side_lanes(view: MapView) -> int:
    depth = {box.id: number for number, row in enumerate(_rows_of(view)) for box in row}
    return sum(1 for link in view.links if depth[link.effect] - depth[link.cause] > 1)


def _rows_of(view: MapView) -> list[tuple[MapBox, ...]]:
    return [row for band in view.bands for row in _parts(band.boxes)]


def _parts(boxes: tuple[MapBox, ...]) -> list[tuple[MapBox, ...]]:
    """One row, or several staggered ones, filled in turn so that the author's order still runs from left to right."""
    count = ceil(len(boxes) / _MOST_IN_A_ROW)
    return [boxes[number::count] for number in range(count)]


def _slots(parts: list[tuple[MapBox, ...]], layout: Layout, grid: Grid) -> dict[str, int]:
    """The slot of each box of a band. Every second row is staggered, so that its boxes stand under gaps.

    Two rows keep the author's order across both; of more rows, each keeps its own.
    """
    parity = {box.id: number % 2 for number, row in enumerate(parts) for box in row}
    zigzag = [[box for column in zip_longest(*parts) for box in column if box is not None]]
    is_zigzag = len(parts) == _ZIGZAG_ROWS
    found: dict[str, int] = {}
    for sequence in zigzag if is_zigzag else parts:
        wanted = [_wanted_slot(layout.centres[box.id].x, layout, grid) for box in sequence]
        every = range(grid.slots)
        choices = [every if len(parts) == 1 else every[parity[box.id] :: 2] for box in sequence]
        slots = nearest_slots(wanted, choices, apart=1 if is_zigzag else 2)
        found.update(zip((box.id for box in sequence), slots, strict=True))
    return found


def _wanted_slot(x: float, layout: Layout, grid: Grid) -> float:
    """Where Graphviz put a box, counted in slots, with the middle of its drawing on the middle of the grid."""
    return (x - layout.width / 2) / grid.half + (grid.slots - 1) / 2


def nearest_slots(wanted: Sequence[float], choices: Sequence[Iterable[int]], *, apart: int) -> tuple[int, ...]:
    """Slots in increasing order with the least sum of squared distances from what is wanted.

    Wishes are rounded to eighths, so that engines which differ by less than a pixel get the same slots; among equals
    the leftmost wins.

    Args:
        wanted: the wish of each box, from left to right.
        choices: the slots each box may take.
        apart: the least distance of a slot from the one before.

    >>> nearest_slots([0.1, 0.9], [range(5), range(5)], apart=2)
    (0, 2)
    """
    best: dict[int, tuple[float, tuple[int, ...]]] = {-apart: (0.0, ())}
    for wish, allowed in zip(wanted, choices, strict=True):
        rounded = round(wish * 8) / 8
        best = {
            slot: min((cost + (slot - rounded) ** 2, (*before, slot)) for cost, before in reached)
            for slot in allowed
            if (reached := [state for last, state in best.items() if slot - last >= apart])
        }
    return min(best.values())[1]


def _placed_row(
    boxes: tuple[MapBox, ...], slots: Mapping[str, int], grid: Grid, *, row: int, y: float
) -> tuple[PlacedBox, ...]:
    return tuple(
        PlacedBox(box=box, row=row, x=grid.left(slots[box.id]), y=y, width=grid.box_width, height=grid.box_height)
        for box in boxes
    )
