"""What the columns of a KPI file hold, in its long form (a row a figure) and its wide form (a column a period)."""

from collections.abc import Sequence
from difflib import get_close_matches
from enum import Enum

from mkdocs_scorecards.load.csv_dialect import Table, column_name
from mkdocs_scorecards.load.dates import DateOrder
from mkdocs_scorecards.load.periods import read_period
from mkdocs_scorecards.load.unreadable import UnreadableText, quoted
from mkdocs_scorecards.model.frozen import frozen, frozen_positional
from mkdocs_scorecards.model.period import Frequency, Period
from mkdocs_scorecards.model.problem import Problem, Severity

_NEAR_MISS, _FAINT_LIKENESS = 0.8, 0.6
"""How alike two names are, from 0 to 1, to be taken for a slip of the pen, or to be worth a question."""


_BOTH_FORMS = "begin the file with 'kpi,period,actual', or with 'kpi' and one column a period"


class _Role(Enum):
    KPI = "kpi"
    PERIOD = "period"
    ACTUAL = "actual"
    TARGET = "target"
    NOTE = "note"


_ROLES = {role.value: role for role in _Role} | {"value": _Role.ACTUAL}
_FIGURE_ROLES = {name: role for name, role in _ROLES.items() if role in (_Role.ACTUAL, _Role.TARGET)}


@frozen
class FigureColumns:
    """The columns, by index, in which a row states one figure and its target; None where there is no such column.

    `heading` names the period in the wide form; in the long form it is empty, and the row's own cell does.
    """

    heading: str = ""
    actual: int | None = None
    target: int | None = None


@frozen
class Columns:
    """The columns of one file by index, and how many there are; `period` is None in the wide form."""

    kpi: int
    period: int | None
    note: int | None
    figures: tuple[FigureColumns, ...]
    width: int

    @property
    def of_figures(self) -> tuple[int, ...]:
        """All columns of figures, from left to right."""
        found = (index for columns in self.figures for index in (columns.actual, columns.target))
        return tuple(sorted(index for index in found if index is not None))


def read_columns(
    table: Table, *, dates: DateOrder | None, fiscal_start: int
) -> tuple[Columns | None, tuple[Problem, ...]]:
    """Find out what each column holds; None where a column is missing without which no row can be read.

    Args:
        table: the file; its header decides.
        dates: the order of day, month and year in headings that are dates.
        fiscal_start: the month in which the fiscal year begins, for headings that are fiscal periods.
    """
    return _Header(table, dates, fiscal_start).columns()


@frozen_positional
class _Heading:
    """The name of a wide form's column: a period, and whether its actual or its target."""

    period: Period
    text: str
    role: _Role


class _Header:
    """The header of one table while it is being understood."""

    def __init__(self, table: Table, dates: DateOrder | None, fiscal_start: int) -> None:
        self._table = table
        self._dates = dates
        self._fiscal_start = fiscal_start
        self._names = [column_name(cell) for cell in table.header.cells]
        while self._names and not self._names[-1]:
            self._names.pop()
        self._roles: dict[_Role, int] = {}
        self._headings: dict[int, _Heading] = {}
        self._firsts: dict[tuple[Period, _Role], int] = {}
        self._has_headings = False
        self._unknown: list[int] = []
        self._problems: list[Problem] = []

    def columns(self) -> tuple[Columns | None, tuple[Problem, ...]]:
        """Sort the exact names first, so that a near miss never takes the place of the right column."""
        for index in sorted(range(len(self._names)), key=lambda index: self._names[index] not in _ROLES):
            self._sort(index, self._names[index])
        if len(self._names) == 1:
            self._report_single()
            return None, tuple(self._problems)
        is_wide = self._has_headings and _Role.PERIOD not in self._roles
        kpi = self._roles.get(_Role.KPI)
        if kpi is None:
            self._report_missing(_Role.KPI)
        figures = self._wide_figures() if is_wide else self._long_figures()
        self._report_unknown()
        if kpi is None or not figures:
            return None, tuple(self._problems)
        columns = Columns(
            kpi=kpi,
            period=self._roles.get(_Role.PERIOD),
            note=None if is_wide else self._roles.get(_Role.NOTE),
            figures=figures,
            width=len(self._names),
        )
        return columns, tuple(self._problems)

    def _sort(self, index: int, name: str) -> None:
        """Decide what one column is."""
        if not name:
            if any(cell.strip() for record in self._table.records for cell in record.cells[index : index + 1]):
                self._unknown.append(index)
        elif name in _ROLES:
            self._assign(index, _ROLES[name])
        elif self._is_heading(index):
            return
        elif suggestion := _nearest(name, tuple(_ROLES)):
            self._report_misspelt(index, suggestion)
            self._roles.setdefault(_ROLES[suggestion], index)
        else:
            self._unknown.append(index)

    def _assign(self, index: int, role: _Role) -> None:
        if role in self._roles:
            self._report_doubled(index, self._roles[role])
        else:
            self._roles[role] = index

    def _is_heading(self, index: int) -> bool:
        """Whether the column is named after a period, perhaps an impossible one; remembers it and its problems."""
        text, role, slip = _period_and_role(self._written(index))
        try:
            period = read_period(
                text, fiscal_start=self._fiscal_start, frequency=Frequency.MONTH, dates=self._dates, windows=True
            )
        except UnreadableText as refusal:
            if refusal.code == "period-unreadable":
                return False
            self._report(index, refusal.code, refusal.message, refusal.hint)
            self._has_headings = True
            return True
        self._has_headings = True
        if slip:
            self._report_misspelt(index, f"{text} {role.value}")
        first = self._firsts.setdefault((period, role), index)
        if first == index:
            self._headings[index] = _Heading(period, text, role)
        else:
            self._report_doubled(index, first)
        return True

    def _long_figures(self) -> tuple[FigureColumns, ...]:
        for role in (_Role.PERIOD, _Role.ACTUAL):
            if role not in self._roles:
                self._report_missing(role)
        if self._headings:
            index, heading = next(iter(self._headings.items()))
            self._report(
                index,
                "csv-forms-mixed",
                f"the file has a column 'period' and also a column for the period {quoted(heading.text)}",
                "use one form: 'kpi,period,actual', or 'kpi' and one column a period",
            )
        if _Role.PERIOD not in self._roles:
            return ()
        return (FigureColumns(actual=self._roles.get(_Role.ACTUAL), target=self._roles.get(_Role.TARGET)),)

    def _wide_figures(self) -> tuple[FigureColumns, ...]:
        for role in (_Role.ACTUAL, _Role.TARGET):
            if role in self._roles:
                self._report(
                    self._roles[role],
                    "csv-column-without-period",
                    f"the column {quoted(self._written(self._roles[role]))} does not say for which period",
                    f"name it after a period, such as 'FY2026 {role.value}', or add a column 'period'",
                )
        if _Role.NOTE in self._roles:
            self._unknown.append(self._roles[_Role.NOTE])
        by_period: dict[Period, dict[_Role, int]] = {}
        for index, heading in self._headings.items():
            by_period.setdefault(heading.period, {})[heading.role] = index
        return tuple(
            FigureColumns(
                heading=self._headings[min(found.values())].text,
                actual=found.get(_Role.ACTUAL),
                target=found.get(_Role.TARGET),
            )
            for found in by_period.values()
        )

    def _written(self, index: int) -> str:
        return self._table.header.cells[index].strip()

    def _report(self, index: int, code: str, message: str, hint: str, severity: Severity = Severity.ERROR) -> None:
        where = self._table.place(self._table.header, index)
        self._problems.append(Problem(code=code, where=where, message=message, hint=hint, severity=severity))

    def _report_misspelt(self, index: int, suggestion: str) -> None:
        written = quoted(self._written(index))
        self._report(
            index,
            "csv-column-misspelt",
            f"there is no column {written}; {quoted(suggestion)} is close",
            f"rename it to {quoted(suggestion)}, or, where something else is meant, to a name that is less like it",
        )

    def _report_doubled(self, index: int, first: int) -> None:
        self._report(
            index,
            "csv-column-doubled",
            f"the column {quoted(self._written(index))} holds the same as column {first + 1}, "
            f"{quoted(self._written(first))}",
            "keep one of the two",
        )

    def _report_missing(self, role: _Role) -> None:
        """Point at the unknown column that may be meant, or at the header's beginning."""
        likely = _nearest(role.value, [self._names[index] for index in self._unknown], _FAINT_LIKENESS)
        at = self._names.index(likely) if likely else 0
        if likely:
            self._unknown.remove(at)
        found = ", ".join(quoted(self._written(index)) for index, name in enumerate(self._names) if name)
        self._report(
            at,
            "csv-column-missing",
            f"there is no column {quoted(role.value)}; found {found}",
            f"rename the column {quoted(self._written(at))} to {quoted(role.value)}" if likely else _BOTH_FORMS,
        )

    def _report_single(self) -> None:
        self._report(
            0,
            "csv-separator-unknown",
            f"the header {quoted(self._written(0))} has no comma, semicolon or tab, so it is a single column",
            _BOTH_FORMS,
        )

    def _report_unknown(self) -> None:
        for index in self._unknown:
            self._report(
                index,
                "csv-column-unknown",
                f"the column {quoted(self._written(index)) if self._names[index] else 'without a name'} is not read",
                "known are kpi, period, actual, target and note, or kpi and one column a period",
                Severity.WARNING,
            )


def _nearest(name: str, known: Sequence[str], likeness: float = _NEAR_MISS) -> str | None:
    return next(iter(get_close_matches(name, known, n=1, cutoff=likeness)), None)


def _period_and_role(heading: str) -> tuple[str, _Role, bool]:
    """Split `FY2026 target` into period and role, and say whether the word for the role is misspelt."""
    words = heading.replace("_", " ").split()
    for at in (-1, 0):
        word = words[at].lower() if len(words) > 1 else ""
        if match := _nearest(word, tuple(_FIGURE_ROLES), _FAINT_LIKENESS):
            rest = words[:-1] if at else words[1:]
            return " ".join(rest), _FIGURE_ROLES[match], match != word
    return " ".join(words), _Role.ACTUAL, False
