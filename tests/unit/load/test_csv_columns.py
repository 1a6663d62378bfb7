import pytest

from mkdocs_scorecards.load.csv_columns import Columns, FigureColumns, read_columns
from mkdocs_scorecards.load.csv_dialect import read_table
from mkdocs_scorecards.load.periods import DateOrder
from mkdocs_scorecards.model.problem import Problem, Severity


def columns_and_problems(header: str, dates: DateOrder | None = None) -> tuple[Columns | None, tuple[Problem, ...]]:
    table, problems = read_table(header + "\n", "kpis.csv", "kpi")
    assert table is not None
    assert problems == ()
    return read_columns(table, dates=dates, fiscal_start=7)


def columns(header: str, dates: DateOrder | None = None) -> Columns:
    found, problems = columns_and_problems(header, dates)
    assert problems == ()
    assert found is not None
    return found


def refusals(header: str) -> list[tuple[str, int]]:
    _, problems = columns_and_problems(header)
    assert all(problem.severity is Severity.ERROR and problem.hint for problem in problems)
    return [(problem.code, problem.where.column) for problem in problems]


@pytest.mark.parametrize(
    "header",
    ["kpi,period,actual,target,note", "KPI, Period ,ACTUAL,Tar get,\u00a0Note", "kpi,period,value,target,note,,"],
)
def test_the_long_form_is_read_without_regard_to_case_and_blanks(header: str) -> None:
    assert columns(header) == Columns(kpi=0, period=1, note=4, figures=(FigureColumns(actual=2, target=3),), width=5)


def test_the_columns_may_stand_in_any_order_and_two_of_them_are_optional() -> None:
    assert columns("actual,period,kpi") == Columns(
        kpi=2, period=1, note=None, figures=(FigureColumns(actual=0),), width=3
    )


def test_the_wide_form_has_one_column_a_period() -> None:
    found = columns("kpi,2026-Q1,Q2 2026,2026-07")

    assert found.period is None
    assert [(figure.heading, figure.actual, figure.target) for figure in found.figures] == [
        ("2026-Q1", 1, None),
        ("Q2 2026", 2, None),
        ("2026-07", 3, None),
    ]


@pytest.mark.parametrize("name", ["FY2024 target", "FY 24 Target", "Target FY2024", "FY2024_target", "fy24  TARGET"])
def test_a_period_with_the_word_target_holds_the_target_of_that_period(name: str) -> None:
    assert columns(f"kpi,FY2024 actual,{name}").figures == (FigureColumns(heading="FY2024", actual=1, target=2),)


def test_a_target_of_the_wide_form_may_come_before_the_actual_or_alone() -> None:
    assert columns("kpi,FY2024 target,FY2024,FY2025 target").figures == (
        FigureColumns(heading="FY2024", actual=2, target=1),
        FigureColumns(heading="FY2025", target=3),
    )


def test_a_heading_may_be_a_date_in_the_declared_order() -> None:
    assert columns("kpi,03/04/2026", DateOrder.DMY).figures == (FigureColumns(heading="03/04/2026", actual=1),)
    assert refusals("kpi,03/04/2026") == [("period-ambiguous", 5)]


def test_all_columns_of_figures_are_listed_from_left_to_right() -> None:
    assert columns("kpi,FY2024 target,FY2024,FY2025 target").of_figures == (1, 2, 3)


def test_a_missing_column_is_an_error_that_lists_what_was_found() -> None:
    _, (problem,) = columns_and_problems("period,actual")

    assert problem.code == "csv-column-missing"
    assert problem.message == "there is no column 'kpi'; found 'period', 'actual'"


@pytest.mark.parametrize(
    ("header", "missing"),
    [
        ("kpi,period", ["actual"]),
        ("kpi,actual", ["period"]),
        ("period,note", ["kpi", "actual"]),
        ("2026,2027", ["kpi"]),
    ],
)
def test_every_missing_column_is_named(header: str, missing: list[str]) -> None:
    _, problems = columns_and_problems(header)

    assert [problem.code for problem in problems] == ["csv-column-missing"] * len(missing)
    assert [problem.message.split("'")[1] for problem in problems] == missing


def test_a_missing_column_is_looked_for_among_the_unknown_ones() -> None:
    _, (problem,) = columns_and_problems("period,KPI id,actual")

    assert problem.code == "csv-column-missing"
    assert problem.where.column == 8
    assert problem.hint == "rename the column 'KPI id' to 'kpi'"


@pytest.mark.parametrize(
    ("header", "column", "first"),
    [
        ("kpi,period,actual,Actual", 19, "column 3, 'actual'"),
        ("kpi,period,actual,value", 19, "column 3, 'actual'"),
        ("kpi,period,actual,kpi", 19, "column 1, 'kpi'"),
        ("kpi,2026-Q1,Q1 2026", 13, "column 2, '2026-Q1'"),
        ("kpi,FY2025-Q1,2024-Q3", 15, "column 2, 'FY2025-Q1'"),
        ("kpi,2026,2026 actual", 10, "column 2, '2026'"),
    ],
)
def test_a_doubled_column_is_an_error_that_names_the_first(header: str, column: int, first: str) -> None:
    _, (problem,) = columns_and_problems(header)

    assert (problem.code, problem.where.column) == ("csv-column-doubled", column)
    assert problem.message.endswith(first)


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [("actuals", "actual"), ("perod", "period"), ("Targets", "target"), ("notes", "note"), ("kpis", "kpi"),
     ("vaule", "value"), ("aktual", "actual"), ("periode", "period")],
)  # fmt: skip
def test_a_near_miss_is_an_error_with_the_suggestion(name: str, suggestion: str) -> None:
    known = [
        column for column in ("kpi", "period", "actual") if column != {"value": "actual"}.get(suggestion, suggestion)
    ]
    found, problems = columns_and_problems(",".join([name, *known]))

    assert found is not None, "the rows are read with the suggestion, so that their problems are shown too"
    assert [problem.code for problem in problems] == ["csv-column-misspelt"]
    assert problems[0].message == f"there is no column '{name}'; '{suggestion}' is close"


def test_a_near_miss_beside_the_right_column_is_an_error_too() -> None:
    assert refusals("kpi,period,actual,actuals") == [("csv-column-misspelt", 19)]
    assert refusals("kpi,period,actuals,actual") == [("csv-column-misspelt", 12)]


def test_a_misspelt_word_beside_a_period_is_an_error_with_the_suggestion() -> None:
    _, (problem,) = columns_and_problems("kpi,FY2024,FY2024 tragets")

    assert problem.code == "csv-column-misspelt"
    assert "'FY2024 target' is close" in problem.message


@pytest.mark.parametrize("header", ["kpi,period,actual,owner", "kpi,2026,owner", "kpi,2026,note"])
def test_an_unknown_column_is_reported_and_passed_over(header: str) -> None:
    found, (warning,) = columns_and_problems(header)

    assert found is not None
    assert (warning.code, warning.severity) == ("csv-column-unknown", Severity.WARNING)
    assert f"'{header.rpartition(',')[2]}'" in warning.message


@pytest.mark.parametrize(
    ("name", "code"),
    [("2026-Q5", "period-impossible"), ("26-09", "period-ambiguous"), ("45930", "period-excel-serial")],
)
def test_a_column_that_is_almost_a_period_is_an_error(name: str, code: str) -> None:
    assert refusals(f"kpi,2026,{name}") == [(code, 10)]


@pytest.mark.parametrize("name", ["actual", "target", "value"])
def test_a_figure_column_of_the_wide_form_must_name_its_period(name: str) -> None:
    assert refusals(f"kpi,2026,{name}") == [("csv-column-without-period", 10)]


def test_both_forms_in_one_file_are_an_error() -> None:
    assert refusals("kpi,period,actual,2026-01") == [("csv-forms-mixed", 19)]


def test_a_header_without_a_known_separator_is_an_error() -> None:
    assert refusals("kpi|period|actual") == [("csv-separator-unknown", 1)]


def test_an_empty_column_between_others_is_passed_over() -> None:
    assert columns("kpi,,period,actual\nchurn,,2026,5").width == 4


def test_a_column_without_a_name_that_carries_data_is_reported() -> None:
    _, (warning,) = columns_and_problems("kpi,,period,actual\nchurn,x,2026,5")

    assert (warning.code, warning.severity, warning.where.column) == ("csv-column-unknown", Severity.WARNING, 5)
    assert warning.message == "the column without a name is not read"
