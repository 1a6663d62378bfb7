"""The table of a KPI's figures: each period with its plan, its state and where the figure comes from."""

from collections.abc import Mapping

from mkdocs_scorecards.analyse.figures import Origin
from mkdocs_scorecards.analyse.review import KpiReview, Result
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.kpi import Aggregation
from mkdocs_scorecards.model.period import Period
from mkdocs_scorecards.render import format as words
from mkdocs_scorecards.render.format import FigureFormat, format_of
from mkdocs_scorecards.render.pages import parts
from mkdocs_scorecards.render.pages.parts import StateView

_TABLE_PERIODS = 4


@frozen
class FigureRow:
    """One period of the table.

    `is_reviewed_kind` marks the periods that are reviewed, not their parts; `is_file` that the source is a line. `was`
    is what earlier editions said of it.
    """

    period: str
    actual: str
    plan: str
    state: StateView
    source: str
    is_file: bool
    note: str
    is_reviewed_kind: bool
    was: str = ""


def figure_rows(kpi: KpiReview, was: Mapping[Period, str]) -> tuple[FigureRow, ...]:
    """The reviewed period with its parts, then the periods before it; `was` is what earlier editions said."""
    print_as = format_of(kpi)
    if not kpi.kpi.frequency.is_finer_than(kpi.result.period.frequency):
        return tuple(_figure_row(kpi, result, was, print_as) for result in reversed(kpi.series[-8:]))
    inside = [result for result in reversed(kpi.series) if kpi.result.period.holds(result.period)]
    before = [result for result in reversed(kpi.history[-_TABLE_PERIODS:-1]) if result.actual is not None]
    return (
        _figure_row(kpi, kpi.result, was, print_as, is_reviewed_kind=True),
        *(_figure_row(kpi, result, was, print_as) for result in inside),
        *(_figure_row(kpi, result, was, print_as, is_reviewed_kind=True) for result in before),
    )


def all_figures(kpi: KpiReview, was: Mapping[Period, str]) -> tuple[FigureRow, ...]:
    """Every period of the KPI's own frequency, the latest first."""
    print_as = format_of(kpi)
    return tuple(_figure_row(kpi, result, was, print_as) for result in reversed(kpi.series))


def _figure_row(
    kpi: KpiReview,
    result: Result,
    was: Mapping[Period, str],
    print_as: FigureFormat,
    *,
    is_reviewed_kind: bool = False,
) -> FigureRow:
    if result.actual is not None and result.plan.value is not None:
        print_as = print_as.telling(result.actual, result.plan.value)
    observation = result.figure.observation
    return FigureRow(
        period=str(result.period),
        actual=print_as.full(result.actual) if result.actual is not None else words.EN_DASH,
        plan=_plan_in_full(result, print_as),
        state=parts.state_of(result.status),
        source=_source_of(kpi, result) + _restated_parts(result, was),
        is_file=observation is not None,
        note=observation.note if observation is not None else "",
        is_reviewed_kind=is_reviewed_kind,
        was=was.get(result.period, ""),
    )


def _restated_parts(result: Result, was: Mapping[Period, str]) -> str:
    """How many of the figures that make up this one read differently than before."""
    count = sum(part.period in was for part in result.figure.reported_parts if part.period != result.period)
    return f", {count} restated" if count else ""


def _plan_in_full(result: Result, print_as: FigureFormat) -> str:
    if result.plan.zone is not None:
        return parts.zone_in_words(result.plan.zone, print_as)
    return print_as.full(result.plan.value) if result.plan.value is not None else words.EN_DASH


def _source_of(kpi: KpiReview, result: Result) -> str:
    figure = result.figure
    if figure.observation is not None:
        return figure.observation.source.name_and_line
    if figure.origin is Origin.AGGREGATED:
        count = len(figure.reported_parts)
        noun = figure.parts[0].period.frequency.noun
        how = "last" if kpi.kpi.aggregate is Aggregation.LAST else kpi.kpi.aggregate.value
        total = f" of {len(figure.parts)}" if figure.partial else ""
        return f"{how} of {count}{total} {noun}{'s' if len(figure.parts) > 1 else ''}"
    return "formula" if figure.origin is Origin.FORMULA else figure.reason
