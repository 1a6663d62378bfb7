"""The strategy map twice side by side, before and after, small: where something changed, and nothing else.

Both drawings come from one layout of everything that either version holds, so that what stayed stands in the same
place. Boxes hold a title and a state; who wants the figures opens the map itself.
"""

from collections.abc import Iterable

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.render.changes.map_marks import ADDED, CHANGED, REMOVED, MarkedBox, MarkedLink, MarkedMap
from mkdocs_scorecards.render.graphviz import Layout
from mkdocs_scorecards.render.pages.parts import StateView
from mkdocs_scorecards.render.strategy_map import MapBand, MapBox, MapLink, MapView
from mkdocs_scorecards.render.strategy_map.curve import Curve, Place, head_of, number, path_of
from mkdocs_scorecards.render.strategy_map.grid import CANVAS, GUTTER, PlacedBox, PlacedMap, placed_map
from mkdocs_scorecards.render.strategy_map.routes import Route, routes
from mkdocs_scorecards.render.text_width import text_width, wrapped

WIDTH = 450.0
"""Of one drawing; two of them and a gap fill a page."""

_SCALE = WIDTH / (CANVAS - GUTTER)
_TEXT, _LINE = 12.0, 13.5
_INSET, _MARK = 6.0, 17.0
_LABEL_HEIGHT, _LABEL_INSET = 17.0, 5.0
_WORDS = {ADDED: "+ added", REMOVED: "− removed", CHANGED: "~ changed"}


@frozen
class SmallText:
    """A line of text in a box, from its upper left corner."""

    text: str
    x: str
    y: str


@frozen
class SmallBox:
    """An objective in one of the drawings; `word` says what became of it."""

    title: str
    x: str
    y: str
    width: str
    height: str
    status: str
    mark_y: str
    lines: tuple[SmallText, ...]
    word: SmallText | None


@frozen
class SmallArrow:
    """An arrow in one of the drawings, with its label where something became of it."""

    path: str
    head: str
    mark: str
    word: str
    label_x: str
    label_y: str
    label_width: str


@frozen
class SmallMap:
    """One drawing, in px of its view box. `description` says in words what is marked."""

    id: str
    title: str
    description: str
    width: str
    height: str
    boxes: tuple[SmallBox, ...]
    arrows: tuple[SmallArrow, ...]


def union_view(marked: MarkedMap, prefix: str) -> MapView:
    """Both versions as one map, to be laid out."""
    return MapView(
        prefix=prefix,
        title="Both versions",
        description="",
        bands=tuple(
            MapBand(id=band.id, title=band.title, question="", boxes=tuple(map(_map_box, band.boxes)))
            for band in marked.bands
            if band.boxes
        ),
        links=tuple(
            MapLink(cause=link.cause, effect=link.effect, href="", feedback=link.feedback) for link in marked.links
        ),
    )


def _map_box(box: MarkedBox) -> MapBox:
    return MapBox(id=box.id, title=box.title, owner="", status="", status_word="", score="", href="")


def small_maps(marked: MarkedMap, view: MapView, layout: Layout, titles: tuple[str, str]) -> tuple[SmallMap, SmallMap]:
    """The drawings before and after from the layout of `union_view(marked)`; `titles` name the two sides."""
    placed = placed_map(view, layout)
    ways = tuple(zip(routes(placed, view.links), marked.links, strict=True))
    boxes = {box.id: box for band in marked.bands for box in band.boxes}
    before, after = (
        _drawing(placed, boxes, ways, title=title, name=f"{view.prefix}-{side}", is_after=side == "after")
        for side, title in zip(("before", "after"), titles, strict=True)
    )
    return before, after


def _drawing(
    placed: PlacedMap,
    boxes: dict[str, MarkedBox],
    ways: Iterable[tuple[Route, MarkedLink]],
    *,
    title: str,
    name: str,
    is_after: bool,
) -> SmallMap:
    hidden = REMOVED if is_after else ADDED
    shown = [(place, boxes[place.box.id]) for row in placed.rows for place in row]
    shown = [(place, box) for place, box in shown if box.mark != hidden]
    arrows = [(way, link) for way, link in ways if link.mark != hidden]
    return SmallMap(
        id=name,
        title=title,
        description=_in_words([box for _, box in shown], [link for _, link in arrows], boxes, is_after=is_after),
        width=number(WIDTH),
        height=number(placed.height * _SCALE),
        boxes=tuple(_box(place, box, box.after if is_after else box.before) for place, box in shown),
        arrows=tuple(_arrow(way, link, is_after=is_after) for way, link in arrows),
    )


def _in_words(shown: list[MarkedBox], links: list[MarkedLink], boxes: dict[str, MarkedBox], *, is_after: bool) -> str:
    """What is marked, for those who cannot see it."""
    said = [
        f"{box.title}: {box.mark}, {state.word.lower()}"
        for box in shown
        if box.mark and (state := box.after if is_after else box.before) is not None
    ]
    said += [
        f"arrow from {boxes[link.cause].title} to {boxes[link.effect].title} {link.mark}" for link in links if link.mark
    ]
    return ". ".join(said) + "." if said else "Nothing is marked."


def _box(place: PlacedBox, box: MarkedBox, state: StateView | None) -> SmallBox:
    width, height = place.width * _SCALE, place.height * _SCALE
    most = int((height - 2 * _INSET + 3) // _LINE) - bool(box.mark)
    room = width - 2 * _INSET - _MARK
    lines = wrapped(box.title, width=room, size=_TEXT, lines=max(1, most), bold=bool(box.mark))
    used = len(lines) + bool(box.mark)
    first = (height - _LINE * used) / 2 + 10.5
    texts = [
        SmallText(text=line, x=number(_INSET + _MARK), y=number(first + _LINE * row))
        for row, line in enumerate([*lines, *([_WORDS[box.mark]] if box.mark else [])])
    ]
    return SmallBox(
        title=f"{box.title}, {state.word if state is not None else ''}",
        x=number((place.x - GUTTER) * _SCALE),
        y=number(place.y * _SCALE),
        width=number(width),
        height=number(height),
        status=state.key if state is not None else "unscored",
        mark_y=number(height / 2 - 6.5),
        lines=tuple(texts[: len(lines)]),
        word=texts[-1] if box.mark else None,
    )


def _arrow(way: Route, link: MarkedLink, *, is_after: bool) -> SmallArrow:
    curves = tuple(
        Curve(*(_scaled(place) for place in (curve.start, curve.first, curve.second, curve.end)))
        for curve in way.curves
    )
    mark = link.mark if link.mark != CHANGED or is_after else ""
    word = _WORDS.get(mark, "")
    middle = curves[len(curves) // 2].at(0.5)
    width = text_width(word, _TEXT, bold=True) + 2 * _LABEL_INSET
    return SmallArrow(
        path=path_of(curves),
        head=head_of(_scaled(way.tip), points_down=way.points_down),
        mark=mark,
        word=word,
        label_x=number(min(max(0.0, middle.x - width / 2), WIDTH - width)),
        label_y=number(middle.y - _LABEL_HEIGHT / 2),
        label_width=number(width),
    )


def _scaled(place: Place) -> Place:
    return Place((place.x - GUTTER) * _SCALE, place.y * _SCALE)
