"""Whether a file means a decimal point or a decimal comma: its own cells decide, or its author."""

from collections.abc import Iterator, Sequence
from enum import Enum

from mkdocs_scorecards.load.csv_dialect import Record, Table
from mkdocs_scorecards.load.numbers import number_as
from mkdocs_scorecards.load.unreadable import quoted
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.problem import Problem
from mkdocs_scorecards.model.source_ref import SourceRef


class _Evidence(Enum):
    """What one cell says about the decimal sign; a cell without point and comma says nothing."""

    POINT = "."
    COMMA = ","
    EITHER = "either"


@frozen
class _Witness:
    text: str
    where: SourceRef


def decimal_sign(table: Table, columns: Sequence[int]) -> tuple[str | None, tuple[Problem, ...]]:
    """The decimal sign of a file whose author named none.

    Args:
        table: the file.
        columns: the indices of the columns that hold figures.

    Returns:
        `.` or `,`; None with a problem where the cells contradict each other or leave it open.
    """
    if table.delimiter == ",":
        return ".", ()
    first: dict[_Evidence, _Witness] = {}
    for text, record, index in _cells_with_a_sign(table, columns):
        evidence = _evidence_of(text)
        if evidence and evidence not in first:
            first[evidence] = _Witness(text=text.strip(), where=table.place(record, index))
    point, comma, either = (first.get(evidence) for evidence in _Evidence)
    if point and comma:
        return None, (_contradiction(point, comma),)
    if either and not (point or comma):
        return None, (_open_question(either),)
    return ("," if comma else "."), ()


def _cells_with_a_sign(table: Table, columns: Sequence[int]) -> Iterator[tuple[str, Record, int]]:
    """Each spelling once, at its first place."""
    seen: set[str] = set()
    for record in table.records:
        for index in columns:
            text = record.cells[index] if index < len(record.cells) else ""
            if ("." in text or "," in text) and text not in seen:
                seen.add(text)
                yield text, record, index


def _evidence_of(text: str) -> _Evidence | None:
    with_point, with_comma = number_as(text, "."), number_as(text, ",")
    if with_point == with_comma:
        return None
    if with_comma is None:
        return _Evidence.POINT
    return _Evidence.COMMA if with_point is None else _Evidence.EITHER


def _contradiction(point: _Witness, comma: _Witness) -> Problem:
    earlier, later = sorted((point, comma), key=lambda witness: witness.where)
    signs = {point.text: "point", comma.text: "comma"}
    return Problem(
        code="csv-decimal-contradictory",
        where=later.where,
        message=f"{quoted(later.text)} has a decimal {signs[later.text]}, but {quoted(earlier.text)} on line "
        f"{earlier.where.line} a decimal {signs[earlier.text]}",
        hint="write all figures of the file with the same decimal sign",
    )


def _open_question(either: _Witness) -> Problem:
    with_point, with_comma = number_as(either.text, "."), number_as(either.text, ",")
    return Problem(
        code="csv-decimal-ambiguous",
        where=either.where,
        message=f"{quoted(either.text)} may be {with_point} or {with_comma}, and no other cell of the file decides",
        hint="say 'decimal: \".\"' or 'decimal: \",\"' beside the file in scorecard.yml",
    )
