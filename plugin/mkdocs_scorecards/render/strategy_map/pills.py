"""Where the pills with the verdicts stand: on their arrow, in the middle between two rows, and on nothing else."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from mkdocs_scorecards.model.frozen import frozen_positional
from mkdocs_scorecards.render.strategy_map.curve import Curve, Place
from mkdocs_scorecards.render.strategy_map.routes import Route
from mkdocs_scorecards.render.text_width import text_width

PILL_HEIGHT = 20.0
SHORT_PILL = 32.0
"""The width of a pill that holds the sample of its line and no word."""

_WORD_SIZE = 12.0
_AROUND_WORD = 44.0
"""Sample, gap and ends."""
_BETWEEN = 6.0
_SHARES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74)
_SAMPLES = tuple(step / 24 for step in range(25))


@frozen_positional
class Pill:
    """A pill on the canvas, in px; `word` is empty where only the sample fits."""

    x: float
    y: float
    width: float
    word: str
    verdict: str
    muted: bool

    def touches(self, other: "Pill") -> bool:
        """Whether less than a small gap is left between the two."""
        return (
            self.x < other.x + other.width + _BETWEEN
            and other.x < self.x + self.width + _BETWEEN
            and abs(self.y - other.y) < PILL_HEIGHT + _BETWEEN / 2
        )

    def covers(self, place: Place) -> bool:
        """Whether a place lies under it."""
        return self.x <= place.x <= self.x + self.width and self.y <= place.y <= self.y + PILL_HEIGHT


@frozen_positional
class _Seat:
    """A route with the curve that carries its pill."""

    route: Route
    curve: Curve
    word: str

    def pill(self, share: float) -> Pill:
        width = _AROUND_WORD + text_width(self.word, _WORD_SIZE, bold=True) if self.word else SHORT_PILL
        middle = self.curve.at(share)
        return Pill(
            middle.x - width / 2,
            middle.y - PILL_HEIGHT / 2,
            width,
            self.word,
            self.route.link.verdict or "",
            self.route.link.muted,
        )


def pills(routes: Sequence[Route]) -> tuple[Pill, ...]:
    """A pill for every arrow that has a verdict.

    All begin with their word in the middle of their curve. The one that touches the most others gives up its word,
    again and again until none touch or all that do are short; then those that are still in the way, of another pill or
    of another arrow, move along their curve.
    """
    seats = _with_words_that_fit(_seats(routes))
    placed = [seat.pill(_SHARES[0]) for seat in seats]
    points = {id(route): [curve.at(share) for curve in route.curves for share in _SAMPLES] for route in routes}
    for number, seat in enumerate(seats):
        others = placed[:number] + placed[number + 1 :]
        lines = [line for route, line in points.items() if route != id(seat.route)]
        placed[number] = _freest((seat.pill(share) for share in _SHARES), others, lines)
    return tuple(placed)


def _freest(options: Iterable[Pill], others: Sequence[Pill], lines: Sequence[Sequence[Place]]) -> Pill:
    """The first option that is in nobody's way, or the first of those that are least in the way."""
    found = []
    for pill in options:
        obstruction = _obstruction(pill, others, lines)
        if obstruction == (0, 0):
            return pill
        found.append((obstruction, pill))
    return min(found, key=lambda option: option[0])[1]


def _seats(routes: Iterable[Route]) -> list[_Seat]:
    """For an arrow that passes several rows, the emptiest of its channels, then the one nearest to its cause."""
    with_verdict = [route for route in routes if route.link.verdict is not None]
    taken: Counter[int] = Counter(route.channels[0] for route in with_verdict if len(route.curves) == 1)
    seats = []
    for route in with_verdict:
        channel = route.channels[0] if len(route.curves) == 1 else _emptiest(route, taken)
        taken[channel] += len(route.curves) > 1
        seats.append(_Seat(route, route.curves[route.channels.index(channel)], route.link.verdict_word))
    return seats


def _emptiest(route: Route, load: Counter[int]) -> int:
    return min(route.channels, key=lambda channel: load[channel])


def _with_words_that_fit(seats: list[_Seat]) -> list[_Seat]:
    seats = list(seats)
    while True:
        placed = [seat.pill(_SHARES[0]) for seat in seats]
        in_the_way = [
            (sum(pill is not other and pill.touches(other) for other in placed), pill.width, number)
            for number, pill in enumerate(placed)
            if pill.word
        ]
        touching, _, number = max(in_the_way, default=(0, 0.0, 0))
        if not touching:
            return seats
        seats[number] = replace(seats[number], word="")


def _obstruction(pill: Pill, others: Iterable[Pill], lines: Iterable[Sequence[Place]]) -> tuple[int, int]:
    """How many pills it touches and how many other arrows it covers."""
    crossed = sum(any(pill.covers(place) for place in line) for line in lines)
    return sum(pill.touches(other) for other in others), crossed
