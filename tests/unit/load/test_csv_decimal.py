import pytest

from mkdocs_scorecards.load.csv_decimal import decimal_sign
from mkdocs_scorecards.load.csv_dialect import read_table
from mkdocs_scorecards.model.problem import Problem


def decided(*cells: str, delimiter: str = ";") -> tuple[str | None, tuple[Problem, ...]]:
    text = f"kpi{delimiter}actual\n" + "".join(f'a{delimiter}"{cell}"\n' for cell in cells)
    table, _ = read_table(text, "kpis.csv", "kpi")
    assert table is not None
    return decimal_sign(table, (1,))


@pytest.mark.parametrize("delimiter", [";", "\t"])
@pytest.mark.parametrize(
    ("cells", "sign"),
    [
        (("12,5",), ","),
        (("1.234,5",), ","),
        (("1.234", "12,5"), ","),
        (("12,5", "1.234"), ","),
        (("1,234", "12,5", "1,234"), ","),
        (("12.5",), "."),
        (("1,234.5",), "."),
        (("1,234", "12.5"), "."),
        (("-12,5 %",), ","),
        (("(12,5)",), ","),
        (("€ 1.234,50",), ","),
        (("1.234.567",), ","),
        (("1,234,567",), "."),
        (("0,123",), ","),
        (("1,5E+03",), ","),
        (("12", "n/a", ""), "."),
        (("soon, or later", "12,5"), ","),
        (("..", "…", "12,5"), ","),
    ],
)
def test_the_cells_of_the_file_decide(cells: tuple[str, ...], sign: str, delimiter: str) -> None:
    assert decided(*cells, delimiter=delimiter) == (sign, ())


@pytest.mark.parametrize("cells", [("12,5",), ("1.234",), ("1,234",)])
def test_a_file_with_commas_between_its_cells_has_decimal_points(cells: tuple[str, ...]) -> None:
    assert decided(*cells, delimiter=",") == (".", ())


@pytest.mark.parametrize(("cell", "readings"), [("1.234", "1.234 or 1234"), ("1,234", "1234 or 1.234")])
def test_cells_that_fit_both_and_nothing_to_decide_them_ask_for_the_sign(cell: str, readings: str) -> None:
    sign, (problem,) = decided("5", cell, "2.345")

    assert sign is None
    assert problem.code == "csv-decimal-ambiguous"
    assert str(problem.where) == "kpis.csv:3:3"
    assert f"'{cell}' may be {readings}" in problem.message
    assert "decimal:" in problem.hint


@pytest.mark.parametrize("cells", [("1.5", "3", "2,5"), ("1,5", "3", "2.5"), ("1.234", "1.234,5", "1,234.5")])
def test_cells_that_contradict_each_other_are_named_with_their_lines(cells: tuple[str, ...]) -> None:
    sign, (problem,) = decided(*cells)

    first = cells[0] if cells[0] != "1.234" else cells[1]
    assert sign is None
    assert problem.code == "csv-decimal-contradictory"
    assert problem.where.line == 4
    assert f"'{cells[2]}'" in problem.message
    assert f"'{first}' on line {cells.index(first) + 2}" in problem.message
