import time
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import a_kpi
from mkdocs_scorecards.load.kpi_csv import read_kpi_csv
from mkdocs_scorecards.load.periods import DateOrder
from mkdocs_scorecards.model.ids import KpiId
from mkdocs_scorecards.model.kpi import Kpi, Observation, Window
from mkdocs_scorecards.model.period import Frequency
from mkdocs_scorecards.model.problem import Problem, errors_among
from mkdocs_scorecards.model.problem_codes import PROBLEM_CODES

KPIS: Mapping[KpiId, Kpi] = {
    kpi.id: kpi
    for kpi in (
        a_kpi("churn", unit="%"),
        a_kpi("revenue", unit="USD", frequency=Frequency.QUARTER),
        a_kpi("survival", frequency=Frequency.YEAR, window=Window(length=3, frequency=Frequency.YEAR)),
    )
}
PATH = "scorecards/acme/kpis.csv"


def read(data: str | bytes, **options: Any) -> tuple[tuple[Observation, ...], tuple[Problem, ...]]:
    settings = {"decimal": None, "dates": None, "unknown_kpis_are_errors": True, "fiscal_start": 1} | options
    return read_kpi_csv(data.encode() if isinstance(data, str) else data, PATH, KPIS, **settings)


def figures(data: str | bytes, **options: Any) -> list[tuple[str, str, str | None, str | None, int]]:
    observations, problems = read(data, **options)
    assert errors_among(problems) == ()
    return [
        (
            observation.kpi,
            str(observation.period),
            None if observation.actual is None else str(observation.actual),
            None if observation.target is None else str(observation.target),
            observation.source.line,
        )
        for observation in observations
    ]


def printed(data: str | bytes, **options: Any) -> list[str]:
    return [str(problem).split(" (hint")[0] for problem in read(data, **options)[1]]


def test_a_row_of_the_long_form_becomes_an_observation_that_knows_its_line() -> None:
    observations, problems = read("kpi,period,actual,target,note\nchurn,2026-09,4.6,4.5,late invoices\n")

    assert problems == ()
    assert observations == (
        Observation(
            kpi=KpiId("churn"),
            period=observations[0].period,
            actual=Decimal("4.6"),
            target=Decimal("4.5"),
            note="late invoices",
            source=observations[0].source,
        ),
    )
    assert str(observations[0].period) == "2026-09"
    assert str(observations[0].source) == "scorecards/acme/kpis.csv:2"


def test_rows_are_read_in_the_order_of_the_file_with_physical_lines() -> None:
    text = 'kpi,period,actual,note\nchurn,2026-02,2,"two\nlines"\n\nchurn,2026-01,1,\n,,,\n'

    assert figures(text) == [("churn", "2026-02", "2", None, 2), ("churn", "2026-01", "1", None, 5)]


def test_zero_and_not_reported_are_different() -> None:
    text = "kpi,period,actual,target\nchurn,2026-01,0,0\nchurn,2026-02,n/a,\nchurn,2026-03,,4\n"

    assert [row[2:4] for row in figures(text)] == [("0", "0"), (None, None), (None, "4")]


def test_the_wide_form_gives_an_observation_for_each_cell_that_is_filled() -> None:
    text = "kpi,FY2024,FY2025,FY2025 target,FY2026 target\nchurn,96.17,86.82,90,95\nrevenue,,12,,\n"

    assert figures(text, fiscal_start=7) == [
        ("churn", "FY2024", "96.17", None, 2),
        ("churn", "FY2025", "86.82", "90", 2),
        ("churn", "FY2026", None, "95", 2),
        ("revenue", "FY2025", "12", None, 3),
    ]


def test_a_date_is_read_by_the_frequency_of_its_kpi_in_both_forms() -> None:
    long = "kpi,period,actual\nchurn,30/09/2026,1\nrevenue,30/09/2026,2\n"
    wide = "kpi,30/09/2026\nchurn,1\nrevenue,2\n"

    assert [row[1] for row in figures(long)] == [row[1] for row in figures(wide)] == ["2026-09", "2026-Q3"]


def test_declared_dates_and_fiscal_years_are_obeyed() -> None:
    text = "kpi,period,actual\nchurn,03/04/2026,1\nrevenue,Q1 FY26,2\n"

    assert [row[1] for row in figures(text, dates=DateOrder.DMY, fiscal_start=7)] == ["2026-04", "FY2026-Q1"]


def test_a_window_counts_for_the_year_it_ends_in_on_kpis_that_declare_it() -> None:
    assert figures("kpi,period,actual\nsurvival,2005-2007,1\n") == [("survival", "2007", "1", None, 2)]


def test_windows_that_are_not_declared_or_of_another_length_are_refused() -> None:
    undeclared, mismatch = printed("kpi,period,actual\nchurn,2005-2007,1\nsurvival,2005-2006,1\n")

    assert undeclared == (
        f"{PATH}:2:7: error period-window-undeclared: '2005-2007' covers 3 years, but the KPI declares no window"
    )
    assert mismatch == (
        f"{PATH}:3:10: error period-window-mismatch: '2005-2006' covers 2 years, but the KPI declares 'window: 3 years'"
    )


def test_a_heading_that_is_a_window_concerns_only_the_kpis_with_a_figure_below_it() -> None:
    text = "kpi,2005-2007,2008\nsurvival,1,\nchurn,,2\n"

    assert [row[:2] for row in figures(text)] == [("survival", "2007"), ("churn", "2008")]


def test_a_comma_file_has_a_decimal_point_and_quoted_thousands() -> None:
    assert [row[2] for row in figures('kpi,period,actual\nrevenue,2026-Q1,"1,234"\nrevenue,2026-Q2,1.234\n')] == [
        "1234",
        "1.234",
    ]


def test_a_semicolon_file_is_read_with_the_sign_that_its_cells_show() -> None:
    text = "sep=;\nkpi;period;actual;target\nrevenue;2026-Q1;1.234;12,5\n"

    assert figures(text) == [("revenue", "2026-Q1", "1234", "12.5", 3)]


def test_a_declared_sign_decides_where_the_cells_do_not() -> None:
    text = "kpi;period;actual\nrevenue;2026-Q1;1.234\n"

    assert [figures(text, decimal=sign)[0][2] for sign in (".", ",")] == ["1.234", "1234"]


def test_a_declared_decimal_comma_is_obeyed_in_a_comma_file() -> None:
    assert figures('kpi,period,actual\nrevenue,2026-Q1,"12,5"\n', decimal=",")[0][2] == "12.5"


def test_without_a_decision_on_the_sign_no_figure_is_read_but_other_problems_are_shown() -> None:
    observations, problems = read("kpi;period;actual\nrevenue;2026-Q1;1.234\nrevenue;2026-Q5;7\nrevenue;2026-Q2;x\n")

    assert observations == ()
    assert [(problem.code, problem.where.line) for problem in problems] == [
        ("csv-decimal-ambiguous", 2),
        ("period-impossible", 3),
        ("number-unreadable", 4),
    ]


def test_contradicting_signs_leave_no_figure() -> None:
    observations, problems = read("kpi;period;actual\nrevenue;2026-Q1;1.5\nrevenue;2026-Q2;1,5\n")

    assert observations == ()
    assert [problem.code for problem in problems] == ["csv-decimal-contradictory"]


def test_all_problems_of_a_file_are_shown_at_once_sorted_with_line_and_column() -> None:
    text = (
        "kpi,period,actual,target,owner\n"
        "churn,2026-13,12k,,x\n"
        "churn,2026-01,€5,~4,x\n"
        "nobody,2026-01,5,,x\n"
        ",2026-01,5,,x\n"
        "churn,2026-02,5\n"
        "churn,2026-03,1,234,x,y\n"
        'churn,2026-04,5",,x\n'
        "churn,2026-05,5,,x\n"
    )

    observations, _ = read(text)

    assert printed(text) == [
        f"{PATH}:1:26: warning csv-column-unknown: the column 'owner' is not read",
        f"{PATH}:2:7: error period-impossible: '2026-13' is no period: there is no month 13",
        f"{PATH}:2:15: error number-unreadable: '12k' is abbreviated",
        f"{PATH}:3:15: error number-unit-mismatch: '€5' carries the currency '€', but the KPI's unit is '%'",
        f"{PATH}:3:18: error number-unreadable: '~4' is a bound or an estimate, not a figure",
        f"{PATH}:4:1: error csv-kpi-unknown: there is no KPI or driver 'nobody' in scorecard.yml",
        f"{PATH}:5:1: error csv-kpi-empty: the row does not say which KPI it is for",
        f"{PATH}:6:1: error csv-row-ragged: the row has 3 cells; the header names 5 columns",
        f"{PATH}:7:23: error csv-row-ragged: the header names 5 columns; 'y' stands beyond the last",
        f"{PATH}:8:16: error csv-quote-misplaced: a quote stands inside the cell '5\"'",
    ]
    assert [observation.source.line for observation in observations] == [9]


def test_empty_trailing_rows_and_columns_are_fine() -> None:
    text = "kpi,period,actual,,\nchurn,2026-01,5,,\nchurn,2026-02,6\nchurn,2026-03,7,,,,\n,,,,\n\n  \n"

    assert [row[1] for row in figures(text)] == ["2026-01", "2026-02", "2026-03"]
    assert read(text)[1] == ()


@pytest.mark.parametrize("row", ["churn,2026-01", "churn,2026-01,5,4", "churn,2026-01,1,234", "churn"])
def test_ragged_rows_that_carry_data_are_refused(row: str) -> None:
    observations, (problem,) = read(f"kpi,period,actual\n{row}\n")

    assert observations == ()
    assert (problem.code, problem.where.line) == ("csv-row-ragged", 2)


def test_a_forgotten_middle_mark_of_a_merge_conflict_is_named_as_such() -> None:
    assert printed("kpi,period,actual\n=======\nchurn,2026-01,5\n") == [
        f"{PATH}:2:1: error csv-merge-conflict: a merge conflict is left in the file: '======='"
    ]


def test_rows_for_unknown_kpis_are_one_error_a_name_with_a_suggestion() -> None:
    _, (problem,) = read("kpi,period,actual\nChrun,2026-01,5\nchurn,2026-02,5\nChrun,2026-03,5\n")

    assert str(problem) == (
        f"{PATH}:2:1: error csv-kpi-unknown: there is no KPI or driver 'Chrun' in scorecard.yml (also on line 4) "
        "(hint: write 'churn')"
    )


def test_rows_for_unknown_kpis_are_passed_over_where_the_author_says_so() -> None:
    text = "kpi,period,actual\nnobody,2026-99,x\nchurn,2026-02,5\n"

    assert figures(text, unknown_kpis_are_errors=False) == [("churn", "2026-02", "5", None, 3)]
    assert printed(text, unknown_kpis_are_errors=False) == []


def test_the_row_of_a_misspelt_column_is_still_read() -> None:
    observations, problems = read("kpi,perod,actuals\nchurn,2026-01,x\n")

    assert observations == ()
    assert [problem.code for problem in problems] == ["csv-column-misspelt", "csv-column-misspelt", "number-unreadable"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings_give_the_same_figures(encoding: str) -> None:
    text = "kpi;period;actual;note\r\nchurn;2026-01;4,6;Zürich – spät\r\n"

    observations, _ = read(text.encode(encoding))

    assert (observations[0].actual, observations[0].note) == (Decimal("4.6"), "Zürich – spät")


def test_a_file_over_the_limit_is_refused() -> None:
    assert printed("kpi,period,actual\n", limit=5) == [
        f"{PATH}: error csv-too-large: the file has 0.0 MiB; at most 0.0 MiB are read"
    ]


def test_ten_thousand_rows_are_read_quickly() -> None:
    rows = "".join(f"churn,{1900 + number // 12 % 299}-{number % 12 + 1:02},{number}.5,,\n" for number in range(10_000))
    data = ("kpi,period,actual,target,note\n" + rows).encode()

    start = time.process_time()
    observations, problems = read(data)

    assert (len(observations), problems) == (10_000, ())
    assert time.process_time() - start < 1, "measured at 0.1 s; a tenfold slower machine is forgiven"


@given(data=st.binary(max_size=200))
def test_no_bytes_whatever_raise_anything(data: bytes) -> None:
    for start in (b"", b"kpi,period,actual\n", b"kpi;2026;", b"\xff\xfe", b"sep=;\nkpi;period;actual\nchurn;"):
        observations, problems = read(start + data)

        assert all(problem.code in PROBLEM_CODES and problem.message for problem in problems)
        assert (
            problems
            or observations
            or not (start + data).partition(b"\n")[2].strip(b"\r\n \t,;\x0b\x0c\x1c\x1d\x1e\x1f")
        )


@given(
    cells=st.lists(
        st.lists(st.text(st.sampled_from('churn,;\t"2026-0Q139.%$€()\n=#x '), max_size=8), max_size=5), max_size=5
    ),
    delimiter=st.sampled_from([",", ";", "\t"]),
)
def test_no_table_whatever_raises_anything(cells: list[list[str]], delimiter: str) -> None:
    text = f"kpi{delimiter}period{delimiter}actual\n" + "\n".join(delimiter.join(["churn", *row]) for row in cells)

    first = read(text)

    assert first == read(text)
    assert all(problem.code in PROBLEM_CODES and problem.hint for problem in first[1])
