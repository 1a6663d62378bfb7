"""The spellings of a period that people and spreadsheets use, each with exactly one reading or refused.

A table of patterns is tried in order; the first that covers the whole text decides. A spelling that could mean two
periods is never guessed: the error shows the readings and how to write each one.
"""

import re
from collections.abc import Callable
from datetime import date

from mkdocs_scorecards.load.dates import MONTH_NUMBERS, DateOrder, day_of_serial, read_date
from mkdocs_scorecards.load.unreadable import UnreadableText, quoted
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.period import EARLIEST_YEAR, LATEST_YEAR, Frequency, Period

__all__ = ["DateOrder", "read_period", "years_of_window"]

_EXAMPLES = "write 2026-09, 2026-Q3, 2026, 2026-W40, FY2026 or FY2026-Q3"
_CENTURY = 100
_LATEST_SHORT_YEAR = 69
_LAST_MONTH = 12


@frozen
class _Setting:
    """What a spelling is read against; `text` is the author's own, for messages."""

    text: str
    fiscal_start: int
    frequency: Frequency | None
    windows: bool


def read_period(
    text: str,
    *,
    fiscal_start: int,
    frequency: Frequency | None = None,
    dates: DateOrder | None = None,
    windows: bool = False,
) -> Period:
    """The period that a text names.

    Args:
        text: as the author wrote it; case and surrounding blanks do not matter.
        fiscal_start: the month, 1 to 12, in which the fiscal year begins.
        frequency: the KPI's frequency, so that a full date becomes the period that holds it; quarters and years are
            then those of the fiscal year. None where a single day is no answer.
        dates: the order of day, month and year in dates that fit several orders.
        windows: whether several years (`2005-2007`) are allowed; they count for the year they end in.

    Raises:
        UnreadableText: the text names no period, an impossible one, or could name several.
    """
    setting = _Setting(text=text, fiscal_start=fiscal_start, frequency=frequency, windows=windows)
    spelling = _normalised(text)
    for pattern, reader in _SPELLINGS:
        if match := pattern.fullmatch(spelling):
            return reader(match, setting)
    if day := read_date(text, spelling, dates):
        return _holding(day, setting)
    raise _refusal_of_unknown(spelling, text)


def years_of_window(text: str) -> int | None:
    """How many years a window such as `2005-2007` covers; None where the text is no window."""
    match = _WINDOW.fullmatch(_normalised(text))
    return None if match is None or _is_fiscal(match) else int(match["b"]) - int(match["a"]) + 1


def _is_fiscal(years: re.Match[str]) -> bool:
    """Whether two years are the fiscal year `2014/2015`, by the slash, and no window of two years."""
    return "/" in years[0] and int(years["b"]) == int(years["a"]) + 1


def _normalised(text: str) -> str:
    """Upper case, any dash as `-`, blanks single and none around a separator."""
    plain = " ".join(text.upper().replace("–", "-").replace("\u2011", "-").split())
    return re.sub(r" ?([-/.,]) ?", r"\1", plain) if " " in plain else plain


def _year(digits: str, setting: _Setting) -> int:
    year = int(digits)
    if year < _CENTURY:
        if year > _LATEST_SHORT_YEAR:
            raise UnreadableText(
                f"{quoted(setting.text)} does not say its century: 19{year} or 20{year}",
                "write the year with four digits",
                code="period-ambiguous",
            )
        return 2000 + year
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise _impossible(setting, f"the year {digits} is not between {EARLIEST_YEAR} and {LATEST_YEAR}")
    return year


def _impossible(setting: _Setting, why: str, hint: str = _EXAMPLES) -> UnreadableText:
    return UnreadableText(f"{quoted(setting.text)} is no period: {why}", hint, code="period-impossible")


def _calendar_quarter(match: re.Match[str], setting: _Setting) -> Period:
    return Period.quarter(_year(match["y"], setting), _quarter_number(match, setting))


def _quarter_number(match: re.Match[str], setting: _Setting) -> int:
    number = int(match["q"])
    if number not in range(1, 5):
        raise _impossible(setting, f"a year has the quarters 1 to 4, not {number}")
    return number


def _fiscal(match: re.Match[str], setting: _Setting) -> Period:
    return _fiscal_period(_year(match["y"], setting), match, setting)


def _fiscal_period(year: int, match: re.Match[str], setting: _Setting) -> Period:
    if match["q"] is None:
        return Period.year(year, setting.fiscal_start)
    return Period.quarter(year, _quarter_number(match, setting), setting.fiscal_start)


def _fiscal_span(match: re.Match[str], setting: _Setting) -> Period:
    """`FY2025/26`, as some write the fiscal year that ends in 2026."""
    start = _year(match["a"], setting)
    if not _follows(match["a"], match["b"]):
        raise _impossible(setting, f"a fiscal year that starts in {match['a']} does not end in {match['b']}")
    return _fiscal_period(_year(str(start + 1), setting), match, setting)


def _follows(first: str, second: str) -> bool:
    """Whether two years, either of them perhaps short, are neighbours: 2014 and 15, 1999 and 00."""
    width = 10 ** min(len(first), len(second))
    return bool((int(first) + 1) % width == int(second) % width)


def _short_span(match: re.Match[str], setting: _Setting) -> Period:
    """`2014/15` is a fiscal year and `2026/09` a month; `2008/09` may be either."""
    start, second = match["a"], int(match["b"])
    is_month = 1 <= second <= _LAST_MONTH
    if not _follows(start, match["b"]):
        return _month_of(start, second, setting)
    if is_month:
        raise UnreadableText(
            f"{quoted(setting.text)} may be the month {start}-{second:02} or the fiscal year {start}/{int(start) + 1}",
            f"write {start}-{second:02} for the month, {start}/{int(start) + 1} for the fiscal year",
            code="period-ambiguous",
        )
    return Period.year(_year(str(int(start) + 1), setting), setting.fiscal_start)


def _window(match: re.Match[str], setting: _Setting) -> Period:
    first, last = _year(match["a"], setting), _year(match["b"], setting)
    if _is_fiscal(match):
        return Period.year(last, setting.fiscal_start)
    if last <= first:
        raise _impossible(setting, f"{last} is not later than {first}")
    if not setting.windows:
        raise UnreadableText(
            f"{quoted(setting.text)} covers {last - first + 1} years, but the KPI declares no window",
            f"declare 'window: {last - first + 1} years' on the KPI, or write the one period that the figure is for",
            code="period-window-undeclared",
        )
    return Period.year(last)


def _month(match: re.Match[str], setting: _Setting) -> Period:
    return _month_of(match["y"], int(match["m"]), setting)


def _month_of(year: str, month: int, setting: _Setting) -> Period:
    if not 1 <= month <= _LAST_MONTH:
        fiscal = f"{year}/{month:02}"
        hint = f"write {fiscal} for the fiscal year" if _follows(*fiscal.split("/")) else _EXAMPLES
        raise _impossible(setting, f"there is no month {month}", hint)
    return Period.month(_year(year, setting), month)


def _named_month(match: re.Match[str], setting: _Setting) -> Period:
    return Period.month(_year(match["y"], setting), MONTH_NUMBERS[match["name"]])


def _week(match: re.Match[str], setting: _Setting) -> Period:
    year, number = _year(match["y"], setting), int(match["w"])
    try:
        return Period.week(year, number)
    except ValueError:
        raise _impossible(setting, f"{year} has no ISO week {number}") from None


def _calendar_year(match: re.Match[str], setting: _Setting) -> Period:
    return Period.year(_year(match["y"], setting))


def _holding(day: date, setting: _Setting) -> Period:
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        raise _impossible(setting, f"the year {day.year} is not between {EARLIEST_YEAR} and {LATEST_YEAR}")
    if setting.frequency is None:
        raise UnreadableText(
            f"{quoted(setting.text)} is a single day; a period is expected here",
            f"write {day:%Y-%m} for the month, or a quarter, week or year",
            code="period-unreadable",
        )
    return Period.containing(day, setting.frequency, setting.fiscal_start)


def _refusal_of_unknown(spelling: str, text: str) -> UnreadableText:
    if not spelling:
        return UnreadableText("the period is empty", _EXAMPLES, code="period-unreadable")
    if _SHORT_PAIR.fullmatch(spelling):
        return UnreadableText(
            f"{quoted(text)} may be a year and a month, or a month and a day",
            "write the year with four digits, such as 2026-09",
            code="period-ambiguous",
        )
    if (match := _SERIAL.fullmatch(spelling)) and (day := day_of_serial(int(match[1]))):
        return UnreadableText(
            f"{quoted(text)} looks like the serial number under which Excel keeps a date, perhaps {day:%Y-%m-%d}",
            f"format the column as text or as a date in Excel and export again; or write {day:%Y-%m}",
            code="period-excel-serial",
        )
    return UnreadableText(f"{quoted(text)} is no period", _EXAMPLES, code="period-unreadable")


_WINDOW = re.compile(r"(?P<a>[0-9]{4})[-/](?P<b>[0-9]{4})")
_SHORT_PAIR = re.compile(r"[0-9]{1,2}[-/. ][0-9]{1,2}")
_SERIAL = re.compile(r"([0-9]{5})(?:[.,][0-9]+)?")

_LONG_YEAR = r"(?P<y>[0-9]{4})"
_ANY_YEAR = r"'?(?P<y>[0-9]{4}|[0-9]{2})"
_QUARTER = r"Q(?P<q>[0-9])"
_NAME = f"(?P<name>{'|'.join(sorted(MONTH_NUMBERS, key=len, reverse=True))})\\.?"
_GAP = r"[-/ ]?"

_Reader = Callable[[re.Match[str], _Setting], Period]
_SPELLINGS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (rf"{_LONG_YEAR}[-/](?P<m>[0-9])", _month),
        (rf"{_LONG_YEAR}-(?P<m>[0-9]{{2}})", _month),
        (rf"{_LONG_YEAR}{_GAP}{_QUARTER}", _calendar_quarter),
        (_LONG_YEAR, _calendar_year),
        (rf"{_QUARTER}{_GAP}{_ANY_YEAR}", _calendar_quarter),
        (rf"(?P<q>[0-9])Q{_GAP}{_ANY_YEAR}", _calendar_quarter),
        (rf"FY ?{_ANY_YEAR}(?:{_GAP}{_QUARTER})?", _fiscal),
        (rf"{_QUARTER}{_GAP}FY ?{_ANY_YEAR}", _fiscal),
        (rf"FY ?(?P<a>[0-9]{{4}}|[0-9]{{2}})[-/](?P<b>[0-9]{{4}}|[0-9]{{2}})(?:{_GAP}{_QUARTER})?", _fiscal_span),
        (r"(?P<a>[0-9]{4})/(?P<b>[0-9]{2})", _short_span),
        (_WINDOW.pattern, _window),
        (rf"(?P<m>[0-9]{{1,2}})[-/.]{_LONG_YEAR}", _month),
        (rf"{_LONG_YEAR}(?P<m>[0-9]{{2}})", _month),
        (rf"{_NAME}{_GAP}{_ANY_YEAR}", _named_month),
        (rf"{_LONG_YEAR}{_GAP}{_NAME}", _named_month),
        (rf"{_LONG_YEAR}[- ]?W(?P<w>[0-9]{{1,2}})", _week),
    )
)
