from decimal import Decimal

from mkdocs_scorecards.model.period import Period
from mkdocs_scorecards.render.charts.points import ChartPoint, figures_text, stretches


def point(month: int, actual: int | None, planned: int | None = None) -> ChartPoint:
    return ChartPoint(
        period=Period.month(2026, month),
        actual=None if actual is None else Decimal(actual),
        planned=None if planned is None else Decimal(planned),
    )


def months(points: list[ChartPoint]) -> list[list[int]]:
    return [[one.period.number for one in run.points] for run in stretches(points, lambda one: one.actual)]


def test_a_line_is_cut_where_a_figure_is_missing() -> None:
    assert months([point(1, 5), point(2, None), point(3, 6), point(4, 7)]) == [[1], [3, 4]]


def test_a_line_is_cut_where_a_period_is_not_listed() -> None:
    assert months([point(1, 5), point(2, 6), point(5, 6)]) == [[1, 2], [5]]


def test_zero_is_a_figure_and_no_gap() -> None:
    assert months([point(1, 5), point(2, 0), point(3, 1)]) == [[1, 2, 3]]


def test_figures_in_words_name_periods_plans_and_what_is_missing() -> None:
    text = figures_text([point(1, 5, 6), point(2, None, 6), point(3, 7)], lambda figure: f"{figure} days")

    assert text == "2026-01 5 days, plan 6 days; 2026-02 no figure, plan 6 days; 2026-03 7 days"
