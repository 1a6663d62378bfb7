"""How the arrows run: from box to box through the space between rows, past other boxes only where there is a gap.

An arrow leaves and enters vertically. Between two neighbouring rows it is one curve; past every row in between it goes
straight up a lane in a gap, so that it never crosses a box. Boxes of one row are joined by an arc under (or over) it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from mkdocs_scorecards.model.frozen import frozen_positional
from mkdocs_scorecards.render.strategy_map.curve import HEAD_LENGTH, Curve, Place
from mkdocs_scorecards.render.strategy_map.grid import CANVAS, GUTTER, PlacedBox, PlacedMap, channel_of_arcs
from mkdocs_scorecards.render.strategy_map.view import MapLink

_WIDEST_PORTS = 44.0
_NARROWEST_PORTS = 16.0
_CORNER = 20.0
"""No port is nearer to the corner of a box."""
_FARTHEST_PORT = 66.0
"""From the middle of the box, for a port that moves so that its arrow runs straight."""
_LANES = 9.0
_NARROW_GAP = 40.0
_CLEARANCE = 5.0
_CROWDED = 10_000.0
_ARC_DEPTH, _ARC_STEP = 36.0, 4.0


@frozen_positional
class Route:
    """An arrow on the canvas: its curves from cause to effect, and the tip of its head.

    Each curve lies between two neighbouring rows; `channels` names the row above it. `points_down` says which way the
    head looks.
    """

    link: MapLink
    curves: tuple[Curve, ...]
    channels: tuple[int, ...]
    tip: Place
    points_down: bool


@frozen_positional
class _Trip:
    """A link with the boxes it joins and the x of its lane in every row between them, from cause to effect."""

    number: int
    link: MapLink
    cause: PlacedBox
    effect: PlacedBox
    lanes: tuple[float, ...] = ()

    @property
    def rows_between(self) -> range:
        step = 1 if self.cause.row < self.effect.row else -1
        return range(self.cause.row + step, self.effect.row, step) if self.cause.row != self.effect.row else range(0)

    @property
    def is_arc(self) -> bool:
        return self.cause.row == self.effect.row

    @property
    def runs_down(self) -> bool:
        return self.cause.row < self.effect.row


@frozen_positional
class _Side:
    """The upper or lower edge of a box, where arrows start and end."""

    box: str
    is_top: bool


_End = tuple[int, bool]
"""The number of a trip, and whether its end at the effect is meant."""
_Ports = dict[_End, float]
"""The x of each end on one side of a box."""


def routes(placed: PlacedMap, links: Sequence[MapLink]) -> tuple[Route, ...]:
    """The route of every link, in their order."""
    trips = [
        _Trip(number, link, placed.placed(link.cause), placed.placed(link.effect)) for number, link in enumerate(links)
    ]
    trips = _with_lanes(trips, placed)
    ports = _ports(trips, len(placed.rows))
    return tuple(_route(trip, ports[trip.number], placed) for trip in trips)


# --- lanes: where arrows pass a row that they do not stop at ---


@frozen_positional
class _Gap:
    """Room beside the boxes of a row, from `low` to `high`, for `lanes` arrows."""

    row: int
    low: float
    high: float

    @property
    def lanes(self) -> int:
        return max(1, int((self.high - self.low) // _LANES) + 1)

    def nearest(self, x: float) -> float:
        return min(max(x, self.low), self.high)


def _gaps(placed: PlacedMap, row: int) -> list[_Gap]:
    boxes = placed.rows[row]
    edges = [(GUTTER - 2, boxes[0].x), *((a.right, b.x) for a, b in pairwise(boxes)), (boxes[-1].right, CANVAS)]
    return [_Gap(row, low + _CLEARANCE, high - _CLEARANCE) for low, high in edges if high - low >= 2 * _CLEARANCE]


def _with_lanes(trips: Iterable[_Trip], placed: PlacedMap) -> list[_Trip]:
    """Give every trip its lanes: the free gap nearest to the straight way, for feedback the right side of the map."""
    gaps = {row: _gaps(placed, row) for row in range(len(placed.rows))}
    users: dict[_Gap, list[tuple[float, int]]] = defaultdict(list)
    found = list(trips)
    for trip in found:
        for row in trip.rows_between:
            wish = CANVAS if trip.runs_down else _straight(trip, placed, row)
            gap = min(
                gaps[row],
                key=lambda gap: (abs(gap.nearest(wish) - wish) + _CROWDED * (len(users[gap]) >= gap.lanes), gap.low),
            )
            users[gap].append((wish + trip.number / 1000, trip.number))
    x_of = {(number, gap.row): x for gap, wishes in users.items() for number, x in _spread(gap, sorted(wishes))}
    return [replace(trip, lanes=tuple(x_of[trip.number, row] for row in trip.rows_between)) for trip in found]


def _straight(trip: _Trip, placed: PlacedMap, row: int) -> float:
    height = placed.rows[row][0].y
    share = (height - trip.cause.y) / (trip.effect.y - trip.cause.y)
    return trip.cause.middle + share * (trip.effect.middle - trip.cause.middle)


def _spread(gap: _Gap, wishes: list[tuple[float, int]]) -> list[tuple[int, float]]:
    """The x of each user of a gap, in the order of their wishes: in the middle of a narrow gap, else near the wish."""
    if not wishes:
        return []
    room = gap.high - gap.low
    step = min(_LANES, room / max(1, len(wishes) - 1))
    if room < _NARROW_GAP:
        first = (gap.low + gap.high - step * (len(wishes) - 1)) / 2
        return [(number, first + step * i) for i, (_, number) in enumerate(wishes)]
    places: list[float] = []
    for wish, _ in wishes:
        places.append(max(gap.nearest(wish), places[-1] + step if places else gap.low))
    last = gap.high
    for i in reversed(range(len(places))):
        places[i] = min(places[i], last)
        last = places[i] - step
    return [(number, x) for (_, number), x in zip(wishes, places, strict=True)]


# --- ports: where arrows start and end at the edge of a box ---


def _ports(trips: Sequence[_Trip], rows: int) -> dict[int, tuple[float, float]]:
    """The x where each trip leaves its cause and reaches its effect."""
    ends: dict[_Side, list[tuple[float, float, int, bool]]] = defaultdict(list)
    middles: dict[_Side, PlacedBox] = {}
    for trip in trips:
        for at_effect in (False, True):
            here, there = (trip.effect, trip.cause) if at_effect else (trip.cause, trip.effect)
            side = _side(trip, at_effect=at_effect, rows=rows)
            first = (trip.lanes[-1] if at_effect else trip.lanes[0]) if trip.lanes else there.middle
            ends[side].append((first, there.middle, trip.number, at_effect))
            middles[side] = here
    places = {side: _along(middles[side], sorted(found)) for side, found in ends.items()}
    _straighten(trips, places, rows)
    x_of = {key: x for side_places in places.values() for key, x in side_places.items()}
    return {trip.number: (x_of[trip.number, False], x_of[trip.number, True]) for trip in trips}


def _side(trip: _Trip, *, at_effect: bool, rows: int) -> _Side:
    box = trip.effect if at_effect else trip.cause
    if trip.is_arc:
        return _Side(box.box.id, is_top=channel_of_arcs(box.row, rows) < box.row)
    return _Side(box.box.id, is_top=trip.runs_down == at_effect)


def _along(box: PlacedBox, ends: Sequence[tuple[float, float, int, bool]]) -> _Ports:
    """Ports side by side around the middle of a box, in the order of where they lead."""
    step = min(_WIDEST_PORTS, (box.width - 2 * _CORNER) / max(1, len(ends) - 1))
    first = box.middle - step * (len(ends) - 1) / 2
    return {(number, at_effect): first + step * i for i, (_, _, number, at_effect) in enumerate(ends)}


def _straighten(trips: Sequence[_Trip], places: dict[_Side, _Ports], rows: int) -> None:
    """Where an arrow could run straight up, move one of its ports over or under the other, if there is room.

    If the ports beside it leave none, all ports of the side move together.
    """
    settled: set[_Side] = set()
    for trip in trips:
        if trip.is_arc or trip.lanes:
            continue
        lower, upper = _side(trip, at_effect=False, rows=rows), _side(trip, at_effect=True, rows=rows)
        options = [
            (lower, (trip.number, False), trip.cause, places[upper][trip.number, True]),
            (upper, (trip.number, True), trip.effect, places[lower][trip.number, False]),
        ]
        options.sort(key=lambda option: len(places[option[0]]))
        moved = [(side, found) for side, key, box, x in options if (found := _with_port_at(places[side], key, box, x))]
        moved += [
            (side, found)
            for side, key, box, x in options
            if side not in settled and (found := _shifted(places[side], key, box, x))
        ]
        if moved:
            side, places[side] = moved[0]
            settled |= {lower, upper}


def _with_port_at(ports: _Ports, key: _End, box: PlacedBox, x: float) -> _Ports | None:
    """The ports with one of them at x, if it stays on its box, in order, and not too near to the next."""
    here = ports[key]
    others = [other for other_key, other in ports.items() if other_key != key]
    in_order = all((other - x) * (other - here) > 0 and abs(other - x) >= _NARROWEST_PORTS for other in others)
    return {**ports, key: x} if in_order and _is_on(box, x) else None


def _shifted(ports: _Ports, key: _End, box: PlacedBox, x: float) -> _Ports | None:
    """The ports moved together until one is at x, if all stay on their box."""
    shifted = {other_key: other + x - ports[key] for other_key, other in ports.items()}
    return shifted if all(_is_on(box, other) for other in shifted.values()) else None


def _is_on(box: PlacedBox, x: float) -> bool:
    return box.x + _CORNER <= x <= box.right - _CORNER and abs(x - box.middle) <= _FARTHEST_PORT


# --- curves ---


def _route(trip: _Trip, ports: tuple[float, float], placed: PlacedMap) -> Route:
    return _arc(trip, ports, len(placed.rows)) if trip.is_arc else _passage(trip, ports, placed)


def _arc(trip: _Trip, ports: tuple[float, float], rows: int) -> Route:
    channel = channel_of_arcs(trip.cause.row, rows)
    below = channel == trip.cause.row
    direction = 1 if below else -1
    edge = trip.cause.bottom if below else trip.cause.y
    columns = round(abs(ports[1] - ports[0]) / trip.cause.width)
    bow = edge + direction * (_ARC_DEPTH + _ARC_STEP * (columns - 1))
    start, end = Place(ports[0], edge), Place(ports[1], edge + direction * HEAD_LENGTH)
    curve = Curve(start, Place(start.x, bow), Place(end.x, bow), end)
    return Route(trip.link, (curve,), (channel,), Place(ports[1], edge), points_down=not below)


def _passage(trip: _Trip, ports: tuple[float, float], placed: PlacedMap) -> Route:
    """From channel to channel; in a row between, the lane is the straight piece from curve to curve."""
    down = trip.runs_down
    stops = [trip.cause.row, *trip.rows_between, trip.effect.row]
    xs = [ports[0], *trip.lanes, ports[1]]
    curves, channels = [], []
    for (row, x), (next_row, next_x) in pairwise(zip(stops, xs, strict=True)):
        is_last = next_row == trip.effect.row
        here, there = placed.rows[row][0], placed.rows[next_row][0]
        start = Place(x, here.bottom if down else here.y)
        far = there.y if down else there.bottom
        head = (-HEAD_LENGTH if down else HEAD_LENGTH) if is_last else 0.0
        curves.append(Curve.between(start, Place(next_x, far + head)))
        channels.append(min(row, next_row))
    tip = Place(ports[1], trip.effect.y if down else trip.effect.bottom)
    return Route(trip.link, tuple(curves), tuple(channels), tip, points_down=down)
