"""The texts on a KPI chart, each where it hides least of the lines.

They are placed one after the other, the most important first, each from a short list of places around what it names.
A text for which every place is taken is left to the legend.
"""

from collections.abc import Iterable, Sequence

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.period import Frequency, Period
from mkdocs_scorecards.render.charts.kpi_editions import BreakLine, FormerDot, former_obstacles
from mkdocs_scorecards.render.charts.kpi_frame import TEXT, Frame, Layout
from mkdocs_scorecards.render.charts.kpi_lines import NoteMark, Traces, note_obstacles
from mkdocs_scorecards.render.charts.kpi_outlook import Limits, OutlookLines
from mkdocs_scorecards.render.charts.kpi_signs import Flag, LastFigure
from mkdocs_scorecards.render.charts.kpi_values import KpiChart
from mkdocs_scorecards.render.charts.placement import Box, Obstacle, clearest, line_box, text_place
from mkdocs_scorecards.render.charts.points import Place
from mkdocs_scorecards.render.charts.scale import px

_STRONG_TEXT = 13.5
_ABOVE_PLOT = 24.0
_LEVEL = 2.0
"""Pixels of height between neighbours below which a line counts as level."""

_SIDES = (
    (-8, 20, "end"),
    (-8, -20, "end"),
    (8, -20, "start"),
    (8, 20, "start"),
    (0, -24, "middle"),
    (0, 24, "middle"),
    (-8, 38, "end"),
    (-8, -38, "end"),
    (0, -44, "middle"),
    (0, 44, "middle"),
    (-14, 0, "end"),
    (14, 0, "start"),
    (14, 18, "end"),
    (14, -34, "end"),
    (14, -44, "end"),
    (14, 42, "end"),
    (14, -64, "end"),
    (14, 66, "end"),
    (14, 90, "end"),
)
"""Right, down and anchor of the places around a point, the preferred first."""

_ALONG_PLAN = (0.6, 0.4, 0.8, 0.25, 1.0, 0.1)
_ALONG_EDGE = (0.1, 0.25, 0.5, 0.75, 0.9)
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_Spot = tuple[float, float, str]
"""A place that a text may take: x and middle height in pixels, and the anchor by which it is held there."""


@frozen
class Label:
    """A text on the drawing; `role` decides weight and colour.

    The roles are value, target, by, plan, risk, fan, limits, was and break.
    """

    x: float
    y: float
    anchor: str
    text: str
    role: str


@frozen
class _Wish:
    """A text to be placed: what it may say, the fuller wording first, and where it may stand."""

    role: str
    texts: tuple[str, ...]
    spots: tuple[_Spot, ...]
    size: float = TEXT
    bold: bool = False


def labels(
    chart: KpiChart,
    layout: Layout,
    frame: Frame,
    *,
    lines: Traces,
    notes: Sequence[NoteMark],
    flag: Flag | None,
    last: LastFigure | None,
    outlook: OutlookLines,
    former: Sequence[FormerDot] = (),
    breaks: Sequence[BreakLine] = (),
) -> tuple[Label, ...]:
    """All texts in the plot for which there is room; on the phone only the last figure and the target are named."""
    room = Box(
        x=frame.plot.left,
        y=frame.plot.top - _ABOVE_PLOT,
        width=frame.plot.right - frame.plot.left,
        height=frame.plot.bottom - frame.plot.top + _ABOVE_PLOT,
    )
    wishes = [wish for wish in (_value_wish(chart, last), _target_wish(chart, layout, flag)) if wish is not None]
    wishes += [_break_wish(line, frame) for line in breaks]
    if layout.has_labels:
        wishes += [_former_wish(dot) for dot in former]
        wishes += [*_line_wishes(lines), *_limit_wishes(chart, outlook.limits)]
    return _placed(
        wishes,
        room=room,
        taken=[sign.box for sign in (flag, last) if sign is not None],
        obstacles=(
            *lines.obstacles(),
            *note_obstacles(notes),
            *outlook.obstacles(),
            *former_obstacles(former, breaks),
        ),
    )


def _value_wish(chart: KpiChart, last: LastFigure | None) -> _Wish | None:
    if last is None or last.point.actual is None:
        return None
    value = chart.value_label(last.point.actual)
    middle = (last.box.x + last.box.width / 2, last.box.y + last.box.height / 2)
    texts = (f"{value} in {_period_name(last.point.period)}", value)
    return _Wish(role="value", texts=texts, spots=_around(middle), size=_STRONG_TEXT, bold=True)


def _period_name(period: Period) -> str:
    return _MONTHS[period.number - 1] if period.frequency is Frequency.MONTH else str(period)


def _target_wish(chart: KpiChart, layout: Layout, flag: Flag | None) -> _Wish | None:
    """On the phone the target is named beside its flag; a wide drawing has a margin for it."""
    if layout.has_labels or chart.target is None or flag is None:
        return None
    return _Wish(role="target", texts=(f"target {chart.target.label}",), spots=_around((flag.x, flag.y)), bold=True)


def _former_wish(dot: FormerDot) -> _Wish:
    """The old figure beside its hollow dot."""
    return _Wish(role="was", texts=(dot.label,), spots=_around((dot.x, dot.y)))


def _break_wish(line: BreakLine, frame: Frame) -> _Wish:
    """Why figures are not comparable, beside the line: high up, else at the foot."""
    heights = (frame.plot.top + 8, frame.plot.bottom - 10, frame.plot.top + 24, frame.plot.bottom - 26)
    spots = tuple((line.x + side, y, anchor) for y in heights for side, anchor in ((6, "start"), (-6, "end")))
    return _Wish(role="break", texts=(line.label,), spots=spots)


def _line_wishes(lines: Traces) -> list[_Wish]:
    """Name band and plan where they run longest: the band outside its edge, the plan preferably on its other side."""
    wishes = []
    is_worse_above = True
    if lines.limits:
        edge, inner = max(zip(lines.limits, lines.inner, strict=True), key=lambda pair: len(pair[0]))
        is_worse_above = edge[0][1] < inner[0][1]
        side = -12.0 if is_worse_above else 12.0
        wishes.append(_Wish(role="risk", texts=("at risk",), spots=_along(edge, _ALONG_EDGE, (side,))))
    if lines.plan:
        sides = (13.0, -13.0) if is_worse_above else (-13.0, 13.0)
        spots = _along(max(lines.plan, key=len), _ALONG_PLAN, sides)
        wishes.append(_Wish(role="plan", texts=("plan",), spots=spots))
    return wishes


def _limit_wishes(chart: KpiChart, limits: Limits | None) -> list[_Wish]:
    """Name the ordinary range outside its limits, above the upper one if that hides nothing."""
    if limits is None or chart.limits is None:
        return []
    top, _, bottom = limits.heights
    across = ((limits.left + 4, "start"), ((limits.left + limits.right) / 2, "middle"), (limits.right - 4, "end"))
    spots = tuple((x, y, anchor) for y in (top - 10, bottom + 10) for x, anchor in across)
    return [_Wish(role="limits", texts=(f"ordinary range, {chart.limits.label}", "ordinary range"), spots=spots)]


def _around(point: Place) -> tuple[_Spot, ...]:
    x, y = point
    return tuple((x + right, y + down, anchor) for right, down, anchor in _SIDES)


def _along(line: Sequence[Place], shares: Iterable[float], sides: Iterable[float]) -> tuple[_Spot, ...]:
    """Places beside a line, each held by the end that the slope turns away from the line."""
    indices = [round(share * (len(line) - 1)) for share in shares]
    return tuple((*_beside(line, index, side), _free_end(line, index, side)) for side in sides for index in indices)


def _beside(line: Sequence[Place], index: int, side: float) -> Place:
    x, y = line[index]
    return x, y + side


def _free_end(line: Sequence[Place], index: int, side: float) -> str:
    rise = line[max(index - 1, 0)][1] - line[min(index + 1, len(line) - 1)][1]
    if abs(rise) < _LEVEL:
        return "middle"
    return "end" if (rise > 0) == (side < 0) else "start"


def _placed(
    wishes: Iterable[_Wish], *, room: Box, taken: Sequence[Box], obstacles: Sequence[Obstacle]
) -> tuple[Label, ...]:
    occupied = list(taken)
    found = []
    for wish in wishes:
        for text in wish.texts:
            boxes = (line_box(text, wish.size, (x, y), anchor, bold=wish.bold) for x, y, anchor in wish.spots)
            box = clearest(boxes, room=room, taken=occupied, obstacles=obstacles)
            if box is not None:
                occupied.append(box)
                x, y = text_place(box)
                found.append(Label(x=px(x), y=px(y), anchor=box.anchor, text=text, role=wish.role))
                break
    return tuple(found)
