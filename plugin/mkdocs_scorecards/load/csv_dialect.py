"""The form of a CSV file: what separates its cells, and its records with the lines on which they truly stand.

The standard reader swallows the rest of the file after an unclosed quote, accepts text after a closing one, and
reports the last line of a record instead of its first. This one is strict about quotes and goes on after a mistake,
so that one run shows all of them.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate

from mkdocs_scorecards.load.unreadable import quoted
from mkdocs_scorecards.model.frozen import frozen, frozen_positional
from mkdocs_scorecards.model.problem import Problem
from mkdocs_scorecards.model.source_ref import SourceRef

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab"}
_SEPARATOR_LINE = re.compile(r'"?sep=(.[^"\n]*?)"?[ \t,;]*(?:\n|\Z)', re.IGNORECASE)


@frozen_positional
class Record:
    """The cells of one row as written (blanks kept, quotes taken off) and the line, from 1, on which it begins.

    `starts` are the columns of the cells where quotes hide them: empty for a record over several lines, None for one
    without quotes, whose cells say where they stand.
    """

    line: int
    cells: list[str]
    starts: tuple[int, ...] | None = None

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds anything."""
        return not "".join(self.cells).strip()

    def column(self, index: int) -> int:
        """The column, from 1, at which the cell begins; 0 where the record covers several lines."""
        if self.starts is None:
            return sum(len(cell) + 1 for cell in self.cells[:index]) + 1
        return self.starts[index] if index < len(self.starts) else 0


@frozen
class Table:
    """A CSV file taken apart: the header, and the records below it that hold anything."""

    path: str
    delimiter: str
    header: Record
    records: tuple[Record, ...]

    def place(self, record: Record, index: int) -> SourceRef:
        """Where a cell stands."""
        return SourceRef(self.path, record.line, record.column(index))


def read_table(text: str, path: str, key: str) -> tuple[Table | None, tuple[Problem, ...]]:
    """Take the text of a CSV file apart.

    Args:
        text: with line feeds as the only line ends.
        path: for the problems.
        key: a column that the header must have, by which the delimiter is told.
    """
    start, line, named = 0, 1, None
    if match := _SEPARATOR_LINE.match(text):
        start, line, named = match.end(), 2, match[1]
        if named not in DELIMITERS:
            return None, (_unknown_separator(path, named),)
    while (end := text.find("\n", start)) >= 0 and not text[start:end].strip(" \t,;"):
        start, line = end + 1, line + 1
    delimiter = named or _delimiter_of(text, start, key)
    rows = list(_rows(text, start, line, delimiter, path))
    problems = tuple(row for row in rows if isinstance(row, Problem))
    records = tuple(row for row in rows if isinstance(row, Record) and not row.is_blank)
    if not rows or (not records and not problems):
        return None, (_no_header(path),)
    if not records or records[0].line != line:
        return None, problems
    return Table(path=path, delimiter=delimiter, header=_measured(records[0]), records=records[1:]), problems


def _measured(header: Record) -> Record:
    """The header with the columns of its cells counted once: a wide file asks for thousands of them."""
    if header.starts is not None:
        return header
    return replace(header, starts=tuple(accumulate((len(cell) + 1 for cell in header.cells[:-1]), initial=1)))


def _unknown_separator(path: str, named: str) -> Problem:
    return Problem(
        code="csv-separator-unknown",
        where=SourceRef(path, 1),
        message=f"the first line names {quoted(named)} as separator; a comma, semicolon or tab is expected",
        hint="write 'sep=;' and separate the cells with semicolons",
    )


def _no_header(path: str) -> Problem:
    return Problem(
        code="csv-empty",
        where=SourceRef(path),
        message="the file has no header row",
        hint="begin it with the line 'kpi,period,actual'",
    )


def _delimiter_of(text: str, start: int, key: str) -> str:
    """The delimiter under which the header has the key column, else the one that makes the most cells."""

    def likelihood(delimiter: str) -> tuple[bool, int]:
        cells = next((row.cells for row in _rows(text, start, 1, delimiter, "") if isinstance(row, Record)), [])
        return (key in (column_name(cell) for cell in cells), len(cells))

    return max(DELIMITERS, key=likelihood)


def column_name(cell: str) -> str:
    """A header cell without regard to case and blanks."""
    return "".join(cell.split()).lower()


def _rows(text: str, start: int, line: int, delimiter: str, path: str) -> Iterator[Record | Problem]:
    """Every row from `start` on, which is the beginning of `line`; rows without a quote take the short way."""
    cell = re.compile(rf'(?:"([^"]*+(?:""[^"]*+)*+)"|([^"{delimiter}\n]*+))(?=[{delimiter}\n]|\Z)')
    while start < len(text):
        end = _line_end(text, start)
        row = text[start:end]
        if '"' not in row:
            yield Record(line, row.split(delimiter))
            start, line = end + 1, line + 1
            continue
        cells, starts, stop = _quoted_row(cell, text, start)
        lines = text.count("\n", start, stop)
        if stop == len(text) or text[stop] == "\n":
            yield Record(line, cells, tuple(at - start + 1 for at in starts) if not lines else ())
        else:
            yield _quote_problem(text, stop, delimiter, SourceRef(path, line + lines))
            stop = _line_end(text, stop)
        start, line = stop + 1, line + lines + 1


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return end if end >= 0 else len(text)


def _quoted_row(cell: re.Pattern[str], text: str, position: int) -> tuple[list[str], list[int], int]:
    """The cells of one record, where each begins, and where reading stopped: at a line end unless misquoted."""
    cells: list[str] = []
    starts: list[int] = []
    while match := cell.match(text, position):
        starts.append(position)
        cells.append(match[2] if match[1] is None else match[1].replace('""', '"'))
        position = match.end()
        if position == len(text) or text[position] == "\n":
            break
        position += 1
    return cells, starts, position


_QUOTED = re.compile(r'"[^"]*+(?:""[^"]*+)*+"')


def _quote_problem(text: str, cell: int, delimiter: str, on_line: SourceRef) -> Problem:
    """What is wrong with the quotes of the cell that begins at the offset `cell`."""
    rest = text[cell : _line_end(text, cell)]
    column = cell - text.rfind("\n", 0, cell)
    if not rest.startswith('"'):
        return Problem(
            code="csv-quote-misplaced",
            where=replace(on_line, column=column + rest.index('"')),
            message=f"a quote stands inside the cell {quoted(rest.split(delimiter)[0].strip())}",
            hint='put the whole cell in quotes and double the quote inside: "5"" pipe"',
        )
    closed = _QUOTED.match(text, cell)
    if closed is None or "\n" in closed[0]:
        follow_up = f"; the next quote is on line {on_line.line + closed[0].count(chr(10))}" if closed else ""
        return Problem(
            code="csv-quote-unclosed",
            where=replace(on_line, column=column),
            message=f"the quote that opens {quoted(rest)} is not closed{follow_up}",
            hint="close it at the end of the cell, or take it away",
        )
    return Problem(
        code="csv-quote-misplaced",
        where=replace(on_line, column=column + len(closed[0])),
        message=f"text follows the closing quote: {quoted(rest[len(closed[0]) :])}",
        hint='a quoted cell ends with its quote; a quote inside it is doubled: "said ""no"" twice"',
    )
