"""The texts right of a wide KPI chart: the target, and the range of the projection where it reaches the edge."""

from collections.abc import Sequence

from mkdocs_scorecards.model.frozen import frozen_positional
from mkdocs_scorecards.render.charts.kpi_frame import TEXT, Frame, Layout
from mkdocs_scorecards.render.charts.kpi_labels import Label
from mkdocs_scorecards.render.charts.kpi_values import KpiChart
from mkdocs_scorecards.render.charts.placement import Box, clearest
from mkdocs_scorecards.render.charts.points import ChartPoint
from mkdocs_scorecards.render.charts.scale import px
from mkdocs_scorecards.render.text_width import text_width

_LINE = 16.0
_ASCENT = 12.0
_GAP = 8.0
_BARE_MARGIN = 6.0


@frozen_positional
class _Line:
    text: str
    role: str

    @property
    def width(self) -> float:
        return text_width(self.text, TEXT, bold=self.role == "target")


def margin_width(chart: KpiChart, points: Sequence[ChartPoint], layout: Layout) -> float:
    """Pixels right of the plot that the texts beside it take."""
    lines = (*_target_lines(chart), *_projection_lines(chart, points)) if layout.has_labels else ()
    return max((_GAP + line.width for line in lines), default=_BARE_MARGIN)


def margin_labels(chart: KpiChart, points: Sequence[ChartPoint], layout: Layout, frame: Frame) -> tuple[Label, ...]:
    """The target at its height, and the projection at that of its range, moved away where both would touch."""
    if not layout.has_labels:
        return ()
    blocks = []
    aim = _target_lines(chart)
    target = _block(aim, _target_top(chart, frame, aim), frame) if aim else None
    if target is not None:
        blocks.append((aim, target))
    lines = _projection_lines(chart, points)
    projected = points[-1].projected if lines else None
    if projected is not None:
        heights = [frame.y(figure) for figure in (projected.high, projected.low, projected.median)]
        tops = [height - _LINE for height in heights]
        tops += [target.y - 2 * _LINE - 2, target.bottom + 2] if target is not None else []
        room = Box(x=frame.plot.right, y=0, width=frame.plot.right, height=frame.plot.bottom + 4)
        taken = [target] if target is not None else []
        place = clearest([_block(lines, top, frame) for top in tops], room=room, taken=taken, obstacles=())
        blocks += [(lines, place)] if place is not None else []
    return tuple(
        Label(x=px(box.x), y=px(box.y + _ASCENT + _LINE * index), anchor="start", text=line.text, role=line.role)
        for block, box in blocks
        for index, line in enumerate(block)
    )


def _target_lines(chart: KpiChart) -> tuple[_Line, ...]:
    if chart.zone is not None:
        return (_Line(f"target {chart.zone.label}", "target"),)
    if chart.target is None:
        return ()
    named = _Line(f"target {chart.target.label}", "target")
    return (named,) if chart.target.by is None else (named, _Line(f"by {chart.target.by}", "by"))


def _projection_lines(chart: KpiChart, points: Sequence[ChartPoint]) -> tuple[_Line, ...]:
    """Nothing where the fan ends before the drawing does: then the legend tells its range and period."""
    projected = points[-1].projected
    if projected is None:
        return ()
    return (_Line("projection", "fan"), _Line(chart.range_label(projected.low, projected.high), "fan"))


def _target_top(chart: KpiChart, frame: Frame, lines: Sequence[_Line]) -> float:
    """The first line stands at the height of the figure, and the last one not below the axis."""
    middle = 0.0
    if chart.zone is not None:
        middle = (frame.y(chart.zone.low) + frame.y(chart.zone.high)) / 2
    elif chart.target is not None:
        middle = frame.y(chart.target.value)
    return min(middle + 4, frame.plot.bottom - _LINE * (len(lines) - 1) - 4) - _ASCENT


def _block(lines: Sequence[_Line], top: float, frame: Frame) -> Box:
    width = max(line.width for line in lines)
    return Box(x=frame.plot.right + _GAP, y=top, width=width, height=_LINE * len(lines))
