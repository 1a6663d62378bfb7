"""The whole strategy map in coordinates: what the SVG template writes down without any arithmetic."""

from collections.abc import Iterable

from mkdocs_scorecards.model.frozen import frozen, frozen_positional
from mkdocs_scorecards.render.charts.sparkline import MAP_SIZE
from mkdocs_scorecards.render.graphviz import Layout
from mkdocs_scorecards.render.strategy_map import texts
from mkdocs_scorecards.render.strategy_map.curve import head_of, number, path_of
from mkdocs_scorecards.render.strategy_map.grid import CANVAS, GUTTER, PlacedBand, PlacedBox, placed_map
from mkdocs_scorecards.render.strategy_map.pills import Pill, pills
from mkdocs_scorecards.render.strategy_map.routes import Route, routes
from mkdocs_scorecards.render.strategy_map.view import MapBand, MapBox, MapLink, MapView
from mkdocs_scorecards.render.text_width import shortened, text_width, wrapped

_FIRST_LINE = 21.0
_FOOT = 13.0
"""From the lower edge of a box or strip to the base of its last line."""
_MARK = 18.0
"""State mark and the room after it."""
_APART = 6.0

_GUTTER_INSET = 12.0
_GUTTER_TEXT = GUTTER - _GUTTER_INSET - 6


@frozen_positional
class TextLine:
    """One line of text; y is its base, from the top of its box or strip."""

    text: str
    y: str


@frozen
class ArrowShape:
    """An arrow with its head, and what a screen reader says of it."""

    link: MapLink
    path: str
    head: str
    name: str


@frozen
class PillShape:
    """A pill; `word` is empty where only the sample of the line fits."""

    x: str
    y: str
    width: str
    word: str
    verdict: str
    muted: bool


@frozen
class BoxShape:
    """A box with its lines of text. Where figure or sparkline do not fit, their places are empty.

    `figure_end` is the x where the figure ends, `sparkline_x` where the drawing begins, both from the left of the box.
    """

    box: MapBox
    x: str
    y: str
    width: str
    height: str
    edge: str
    edge_end: str
    edge_inner: str
    title: tuple[TextLine, ...]
    owner: TextLine
    foot: str
    mark_y: str
    figure_end: str
    sparkline_x: str
    sparkline_y: str
    arrows: tuple[ArrowShape, ...]


@frozen
class BandShape:
    """A strip with the name of its perspective in the gutter."""

    band: MapBand
    y: str
    height: str
    title: tuple[TextLine, ...]
    question: tuple[TextLine, ...]
    foot: str
    mark_y: str
    boxes: tuple[BoxShape, ...]


@frozen
class MapGeometry:
    """Everything that is drawn, in px of the view box. Pills come last, so that no line runs over one."""

    view: MapView
    width: str
    height: str
    bands: tuple[BandShape, ...]
    pills: tuple[PillShape, ...]


def map_geometry(view: MapView, layout: Layout) -> MapGeometry:
    """The drawing of a map from Graphviz's layout of `map_dot(view)`."""
    placed = placed_map(view, layout)
    ways = routes(placed, view.links)
    arrows = {way.link: _arrow_shape(way, view) for way in ways}
    boxes = {box.box.id: box for row in placed.rows for box in row}

    def shape(box: MapBox) -> BoxShape:
        return _box_shape(boxes[box.id], tuple(arrows[link] for link in view.links_from(box.id)))

    return MapGeometry(
        view=view,
        width=number(CANVAS),
        height=number(placed.height),
        bands=tuple(_band_shape(band, tuple(map(shape, band.band.boxes))) for band in placed.bands),
        pills=tuple(map(_pill_shape, pills(ways))),
    )


def _arrow_shape(route: Route, view: MapView) -> ArrowShape:
    link = route.link
    verdict = f": {link.verdict_word}" if link.verdict else ""
    return ArrowShape(
        link=link,
        path=path_of(route.curves),
        head=head_of(route.tip, points_down=route.points_down),
        name=f"{view.box(link.cause).title} leads to {view.box(link.effect).title}{verdict}",
    )


def _pill_shape(pill: Pill) -> PillShape:
    return PillShape(
        x=number(pill.x),
        y=number(pill.y),
        width=number(pill.width),
        word=pill.word,
        verdict=pill.verdict,
        muted=pill.muted,
    )


def _band_shape(placed: PlacedBand, boxes: tuple[BoxShape, ...]) -> BandShape:
    band = placed.band
    title = wrapped(band.title, width=_GUTTER_TEXT, size=texts.NAME, lines=2, bold=True)
    below = _FIRST_LINE + texts.NAME_LINE * (len(title) - 1) + 16
    question = wrapped(band.question, width=_GUTTER_TEXT, size=texts.TEXT, lines=3)
    return BandShape(
        band=band,
        y=number(placed.y),
        height=number(placed.height),
        title=_lines(title, _FIRST_LINE, texts.NAME_LINE),
        question=_lines(question, below, texts.TEXT_LINE),
        foot=number(placed.height - _FOOT),
        mark_y=number(placed.height - _FOOT - 11),
        boxes=boxes,
    )


def _box_shape(placed: PlacedBox, arrows: tuple[ArrowShape, ...]) -> BoxShape:
    box, room = placed.box, placed.width - texts.INSET - texts.INSET_RIGHT
    title = texts.title_lines(box.title, placed.width)
    below = _FIRST_LINE + texts.TITLE_LINE * len(title)
    figure_end, sparkline_x = _foot_places(box, placed.width)
    return BoxShape(
        box=box,
        x=number(placed.x),
        y=number(placed.y),
        width=number(placed.width),
        height=number(placed.height),
        edge=f"M6 0H3A3 3 0 0 0 0 3V{number(placed.height - 3)}A3 3 0 0 0 3 {number(placed.height)}H6Z",
        edge_end=number(placed.height - 0.5),
        edge_inner=number(placed.height - 1.5),
        title=_lines(title, _FIRST_LINE, texts.TITLE_LINE),
        owner=TextLine(shortened(box.owner, width=room, size=texts.TEXT), number(below)),
        foot=number(placed.height - _FOOT),
        mark_y=number(placed.height - _FOOT - 11),
        figure_end=figure_end,
        sparkline_x=sparkline_x,
        sparkline_y=number(placed.height - _FOOT - 4 - MAP_SIZE.height / 2),
        arrows=arrows,
    )


def _foot_places(box: MapBox, width: float) -> tuple[str, str]:
    """Where the figure ends and the sparkline begins, each empty where there is none or no room for it."""
    state = _MARK + text_width(box.status_word, texts.TEXT, bold=True) + text_width(f" {box.score}", texts.TEXT)
    room = width - texts.INSET - texts.INSET_RIGHT - state - _APART
    figure = text_width(box.figure, texts.TEXT) if box.figure else 0.0
    right = width - texts.INSET_RIGHT
    if box.sparkline is not None and figure + _APART + MAP_SIZE.width <= room:
        left = right - MAP_SIZE.width
        return number(left - _APART) if box.figure else "", number(left)
    return number(right) if box.figure and figure <= room else "", ""


def _lines(texts: Iterable[str], first: float, step: float) -> tuple[TextLine, ...]:
    return tuple(TextLine(text, number(first + step * row)) for row, text in enumerate(texts))
