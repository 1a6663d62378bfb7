"""A KPI file, from its bytes to its observations, each of which knows the line it comes from.

A row that cannot be read costs that row and not the file, so that one run shows the author everything.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches

from mkdocs_scorecards.load.csv_bytes import LARGEST_FILE, csv_text, merge_conflict
from mkdocs_scorecards.load.csv_columns import Columns, FigureColumns, read_columns
from mkdocs_scorecards.load.csv_decimal import decimal_sign
from mkdocs_scorecards.load.csv_dialect import DELIMITERS, Record, Table, read_table
from mkdocs_scorecards.load.numbers import number_as, read_number
from mkdocs_scorecards.load.periods import DateOrder, read_period, years_of_window
from mkdocs_scorecards.load.unreadable import UnreadableText, quoted
from mkdocs_scorecards.model.ids import KpiId
from mkdocs_scorecards.model.kpi import Kpi, Observation, Window
from mkdocs_scorecards.model.period import Frequency, Period
from mkdocs_scorecards.model.problem import Problem, sorted_problems
from mkdocs_scorecards.model.source_ref import SourceRef

_MOST_SUGGESTIONS = 50
"""For how many unknown names a near one is looked for: a wrong file may hold thousands."""

_MOST_LINES = 5

Reading = tuple[tuple[Observation, ...], tuple[Problem, ...]]


def read_kpi_csv(
    data: bytes,
    path: str,
    kpis: Mapping[KpiId, Kpi],
    *,
    decimal: str | None,
    dates: DateOrder | None,
    unknown_kpis_are_errors: bool,
    fiscal_start: int,
    limit: int = LARGEST_FILE,
) -> Reading:
    """Read one KPI file in its long or wide form.

    Args:
        data: the whole file.
        path: its path in the project, for the places of figures and problems.
        kpis: the KPIs and drivers of the scorecard.
        decimal: the declared decimal sign, `.` or `,`; None lets the file tell.
        dates: the declared order of day, month and year; None refuses dates that need one.
        unknown_kpis_are_errors: whether a row for a KPI that is not among `kpis` is a problem or passed over.
        fiscal_start: the month, 1 to 12, in which the fiscal year begins.
        limit: the most bytes that are read.

    Returns:
        The observations in the order of the file, and all problems, sorted by place. Nothing is raised for whatever
        the file may hold.
    """
    text, text_problems = csv_text(data, path, limit)
    if text is None:
        return (), sorted_problems(text_problems)
    table, table_problems = read_table(text, path, key="kpi")
    if table is None:
        return (), sorted_problems((*text_problems, *table_problems))
    columns, column_problems = read_columns(table, dates=dates, fiscal_start=fiscal_start)
    problems = [*text_problems, *table_problems, *column_problems]
    if columns is None:
        return (), sorted_problems(problems)
    sign, sign_problems = (decimal, ()) if decimal else decimal_sign(table, columns.of_figures)
    rows = _Rows(table, columns, kpis, decimal=sign, dates=dates, fiscal_start=fiscal_start)
    observations = tuple(rows.observations())
    problems += [*sign_problems, *rows.problems, *(rows.unknown_kpis() if unknown_kpis_are_errors else ())]
    return (observations if sign else ()), sorted_problems(problems)


class _Rows:
    """The rows of one table on their way to observations; collects the problems it meets."""

    def __init__(
        self,
        table: Table,
        columns: Columns,
        kpis: Mapping[KpiId, Kpi],
        *,
        decimal: str | None,
        dates: DateOrder | None,
        fiscal_start: int,
    ) -> None:
        self.problems: list[Problem] = []
        self._table = table
        self._columns = columns
        self._kpis = kpis
        self._decimal = decimal
        self._dates = dates
        self._fiscal_start = fiscal_start
        self._strangers: dict[str, list[SourceRef]] = {}
        self._periods: dict[tuple[str, Frequency, Window | None], Period | UnreadableText] = {}

    def observations(self) -> Iterator[Observation]:
        """Every figure of every row that can be read."""
        for record in self._table.records:
            if not self._fits(record):
                continue
            kpi = self._kpi_of(record)
            if kpi is None:
                continue
            for figure in self._columns.figures:
                if observation := self._observation(record, kpi, figure):
                    yield observation

    def unknown_kpis(self) -> Iterator[Problem]:
        """One problem for each name that is no KPI, at the first of its rows."""
        for number, (name, places) in enumerate(self._strangers.items()):
            near = _nearest_kpi(name, self._kpis) if number < _MOST_SUGGESTIONS else None
            others = ", ".join(str(place.line) for place in places[1:_MOST_LINES])
            more = f" (also on line {others}{', …' if len(places) > _MOST_LINES else ''})" if others else ""
            yield Problem(
                code="csv-kpi-unknown",
                where=places[0],
                message=f"there is no KPI or driver {quoted(name)} in scorecard.yml{more}",
                hint=f"write {quoted(near)}"
                if near
                else "add it there, correct the name, or pass such rows over with 'unknown_kpis: ignore'",
            )

    def _fits(self, record: Record) -> bool:
        """Whether the row has a cell for each column; blank ones beyond the last do not count."""
        width, cells = self._columns.width, record.cells
        if len(cells) == width or (len(cells) > width and not "".join(cells[width:]).strip()):
            return True
        place = self._table.place
        if cells[0].rstrip() == "=======":
            self.problems.append(merge_conflict(place(record, 0), cells[0]))
        elif len(cells) > width:
            extra = next(index for index in range(width, len(cells)) if cells[index].strip())
            self.problems.append(
                Problem(
                    code="csv-row-ragged",
                    where=place(record, extra),
                    message=f"the header names {width} columns; {quoted(cells[extra].strip())} stands beyond the last",
                    hint="put a cell that holds a separator in quotes, or name the column in the header",
                )
            )
        else:
            self.problems.append(
                Problem(
                    code="csv-row-ragged",
                    where=place(record, 0),
                    message=f"the row has {len(cells)} cells; the header names {width} columns",
                    hint=f"write every cell, also an empty one, with a {DELIMITERS[self._table.delimiter]} between",
                )
            )
        return False

    def _kpi_of(self, record: Record) -> Kpi | None:
        name = record.cells[self._columns.kpi].strip()
        kpi = self._kpis.get(KpiId(name))
        if kpi is None:
            place = self._table.place(record, self._columns.kpi)
            if name:
                self._strangers.setdefault(name, []).append(place)
            else:
                self.problems.append(
                    Problem(
                        code="csv-kpi-empty",
                        where=place,
                        message="the row does not say which KPI it is for",
                        hint="write the KPI's id in every row; merged cells of a spreadsheet fill only the first",
                    )
                )
        return kpi

    def _observation(self, record: Record, kpi: Kpi, figure: FigureColumns) -> Observation | None:
        """One figure; None where it cannot be read, or where a cell of the wide form is blank."""
        known_problems = len(self.problems)
        actual = self._number(record, figure.actual, kpi)
        target = self._number(record, figure.target, kpi)
        if figure.heading and actual is None and target is None:
            return None
        period = self._period(record, kpi, figure)
        if period is None or len(self.problems) > known_problems:
            return None
        return Observation(
            kpi=kpi.id,
            period=period,
            actual=actual,
            target=target,
            note="" if self._columns.note is None else record.cells[self._columns.note].strip(),
            source=SourceRef(self._table.path, record.line),
        )

    def _number(self, record: Record, index: int | None, kpi: Kpi) -> Decimal | None:
        if index is None or not (text := record.cells[index]):
            return None
        sign = self._decimal or ("." if number_as(text, ",") is None else ",")
        try:
            return read_number(text, decimal=sign, unit=kpi.unit)
        except UnreadableText as refusal:
            self._refuse(record, index, refusal)
            return None

    def _period(self, record: Record, kpi: Kpi, figure: FigureColumns) -> Period | None:
        text = figure.heading or record.cells[self._columns.period or 0]
        key = (text, kpi.frequency, kpi.window)
        if key not in self._periods:
            self._periods[key] = self._period_or_refusal(text, kpi)
        found = self._periods[key]
        if isinstance(found, Period):
            return found
        index = self._columns.period
        if index is None:
            index = figure.actual if figure.actual is not None else figure.target
        self._refuse(record, index or 0, found)
        return None

    def _period_or_refusal(self, text: str, kpi: Kpi) -> Period | UnreadableText:
        window = kpi.window
        try:
            period = read_period(
                text.strip(),
                fiscal_start=self._fiscal_start,
                frequency=kpi.frequency,
                dates=self._dates,
                windows=window is not None,
            )
        except UnreadableText as refusal:
            return refusal
        years = years_of_window(text)
        if window and years and years * 12 != window.length * window.frequency.months:
            declared = f"{window.length} {window.frequency.noun}{'s' if window.length > 1 else ''}"
            return UnreadableText(
                f"{quoted(text)} covers {years} years, but the KPI declares 'window: {declared}'",
                "correct the period, or the window in scorecard.yml",
                code="period-window-mismatch",
            )
        return period

    def _refuse(self, record: Record, index: int, refusal: UnreadableText) -> None:
        self.problems.append(
            Problem(
                code=refusal.code,
                where=self._table.place(record, index),
                message=refusal.message,
                hint=refusal.hint,
            )
        )


def _nearest_kpi(name: str, kpis: Mapping[KpiId, Kpi]) -> str | None:
    likely = name.lower().replace("-", "_").replace(" ", "_")
    return next(iter(get_close_matches(likely, kpis, n=1)), None)
