import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_scorecards.load.csv_dialect import Table, read_table


def table(text: str) -> Table:
    found, problems = read_table(text, "kpis.csv", "kpi")
    assert found is not None
    assert problems == ()
    return found


def rows(text: str) -> list[tuple[int, list[str]]]:
    return [(record.line, record.cells) for record in table(text).records]


def places(text: str) -> list[tuple[str, int, int]]:
    _, problems = read_table(text, "kpis.csv", "kpi")
    return [(problem.code, problem.where.line, problem.where.column) for problem in problems]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_told_from_the_header(delimiter: str) -> None:
    text = delimiter.join(("kpi", "period", "actual")) + "\n" + delimiter.join(("a", "b", "c")) + "\n"

    assert table(text).delimiter == delimiter
    assert rows(text) == [(2, ["a", "b", "c"])]


@pytest.mark.parametrize(
    ("header", "delimiter"),
    [
        ("KPI ; Period ; Actual, in points", ";"),
        ("period,kpi,actual;note", ","),
        ('"a;b";"kpi";"c,d,e,f"', ";"),
        ("id\tperiod\tactual", "\t"),
        ("kpi", ","),
    ],
)
def test_other_separators_in_the_header_do_not_mislead(header: str, delimiter: str) -> None:
    assert table(header).delimiter == delimiter


@pytest.mark.parametrize("line", ["sep=;", "SEP=;", '"sep=;"', "sep=; ", "sep=;;;"])
def test_a_line_that_names_the_separator_is_obeyed_and_counted(line: str) -> None:
    text = f"{line}\nkpi;a,b,c\nx;y\n"

    assert table(text).delimiter == ";"
    assert rows(text) == [(3, ["x", "y"])]


def test_a_line_that_names_a_tab_is_obeyed() -> None:
    assert table("sep=\t\nkpi\tperiod\n").delimiter == "\t"


def test_a_line_that_names_another_separator_is_refused() -> None:
    assert places("sep=|\nkpi|period\n") == [("csv-separator-unknown", 1, 0)]


def test_quoted_cells_may_hold_separators_quotes_and_line_ends() -> None:
    text = 'kpi,note\na,"x, ""y"", z"\nb,"one\n\ntwo"\nc,""\n'

    assert rows(text) == [(2, ["a", 'x, "y", z']), (3, ["b", "one\n\ntwo"]), (6, ["c", ""])]


def test_lines_are_physical_after_quoted_line_ends_and_blank_lines() -> None:
    text = '\n\nkpi,"no\nte"\n\na,"1\n2\n3"\n,\nb,2'

    assert table(text).header.line == 3
    assert [line for line, _ in rows(text)] == [6, 10]


def test_columns_are_those_of_the_physical_line() -> None:
    found = table('kpi,a,b\nxx, yy ,z\n"p, q",r,"s"\n"1\n2",3,4\n')

    assert [[record.column(index) for index in range(3)] for record in found.records] == [
        [1, 4, 9],
        [1, 8, 10],
        [0, 0, 0],
    ]


def test_blank_rows_are_passed_over() -> None:
    assert rows("kpi,a\n,\n  \n\nx,1\n,,,,\n\n") == [(5, ["x", "1"])]


@pytest.mark.parametrize("text", [";;;\n,,,\n", "sep=;\n", "sep=;\n;;\n"])
def test_a_file_without_a_header_is_refused(text: str) -> None:
    assert places(text) == [("csv-empty", 0, 0)]


def test_an_unclosed_quote_is_refused_with_its_line_and_the_rows_after_it_are_read() -> None:
    found, (problem,) = read_table('kpi,note\na,"x\nb,2\n', "kpis.csv", "kpi")

    assert (problem.code, problem.where.line, problem.where.column) == ("csv-quote-unclosed", 2, 3)
    assert found is not None
    assert [record.cells for record in found.records] == [["b", "2"]]


def test_an_unclosed_quote_that_meets_the_next_one_is_named_where_it_opens() -> None:
    _, (problem,) = read_table('kpi,note\na,"x\nb,"y"\nc,3\n', "kpis.csv", "kpi")

    assert (problem.code, problem.where.line, problem.where.column) == ("csv-quote-unclosed", 2, 3)
    assert "the next quote is on line 3" in problem.message


@pytest.mark.parametrize(
    ("row", "column"), [('a,5" pipe', 4), ('a, "x"', 4), ('a,"x"y', 6), ('a,"x" ', 6), ('a,x"', 4), ('a,"x"y"', 6)]
)
def test_a_misplaced_quote_is_refused_with_its_column(row: str, column: int) -> None:
    assert places(f"kpi,note\n{row}\nb,1\n") == [("csv-quote-misplaced", 2, column)]


def test_every_misplaced_quote_of_a_file_is_reported() -> None:
    assert places('kpi,note\na,x"\nb,"1"\nc,"2"3\n') == [
        ("csv-quote-misplaced", 2, 4),
        ("csv-quote-misplaced", 4, 6),
    ]


def test_a_misplaced_quote_in_the_header_is_refused_alone() -> None:
    found, problems = read_table('kpi,no"te\na,1\n', "kpis.csv", "kpi")

    assert found is None
    assert [problem.code for problem in problems] == ["csv-quote-misplaced"]


CELLS = st.text(st.sampled_from('ab ",;\t\n'), max_size=6)


@given(
    records=st.lists(st.lists(CELLS, min_size=2, max_size=4), max_size=6),
    delimiter=st.sampled_from([",", ";", "\t"]),
)
def test_what_is_quoted_correctly_comes_back_from_its_line(records: list[list[str]], delimiter: str) -> None:
    def written(record: list[str]) -> str:
        return delimiter.join('"' + cell.replace('"', '""') + '"' for cell in record)

    text = "\n".join([f"kpi{delimiter}note", *map(written, records)])
    expected = []
    line = 2
    for record in records:
        if any(cell.strip() for cell in record):
            expected.append((line, record))
        line += written(record).count("\n") + 1

    assert rows(text) == expected
