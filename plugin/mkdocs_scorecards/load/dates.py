"""Single days as people and spreadsheets write them; which order day, month and year have is never guessed."""

import re
from datetime import date, timedelta
from enum import Enum

from mkdocs_scorecards.load.unreadable import UnreadableText, quoted

_MONTHS = (
    "JANUARY FEBRUARY MARCH APRIL MAY JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER".split()  # noqa: SIM905
)
MONTH_NUMBERS = {name: number for number, full in enumerate(_MONTHS, 1) for name in (full, full[:3])} | {"SEPT": 9}
"""English month names in capitals, whole and short, from 1."""

_EXCEL_DAY_0 = date(1899, 12, 30)
"""Day 0 of Excel's count for every date after February 1900, whose 29th Excel believes in."""

_FIRST_PLAUSIBLE_SERIAL = 18264
"""1 January 1950: five-digit numbers below are more likely something else than a date."""

_CENTURY = 100


class DateOrder(Enum):
    """The order of day, month and year in a date written with numbers."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


_ISO = re.compile(r"([0-9]{4})([-/])([0-9]{1,2})\2([0-9]{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_NUMERIC = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})(?:\. ?|[- ])([A-Z]{3,9})\.?[- ,]([0-9]{4})")
_NAME_FIRST = re.compile(r"([A-Z]{3,9})\.?[- ]([0-9]{1,2})[ ,]([0-9]{4})")


def read_date(text: str, spelling: str, order: DateOrder | None) -> date | None:
    """The day that `spelling` (in capitals, blanks single) names, or None where it is no date at all.

    Args:
        text: the author's own words, for messages.
        spelling: the same, tidied.
        order: the declared order for dates that begin with a day or a month.

    Raises:
        UnreadableText: a date that does not exist, or one with several readings.
    """
    if match := _ISO.fullmatch(spelling):
        return _existing(text, int(match[1]), int(match[3]), int(match[4]))
    if match := _COMPACT.fullmatch(spelling):
        return _existing(text, int(match[1]), int(match[2]), int(match[3]))
    if (match := _DAY_FIRST.fullmatch(spelling)) and match[2] in MONTH_NUMBERS:
        return _existing(text, int(match[3]), MONTH_NUMBERS[match[2]], int(match[1]))
    if (match := _NAME_FIRST.fullmatch(spelling)) and match[1] in MONTH_NUMBERS:
        return _existing(text, int(match[3]), MONTH_NUMBERS[match[1]], int(match[2]))
    if match := _NUMERIC.fullmatch(spelling):
        return _numeric_date(text, (match[1], match[3], match[4]), order)
    return None


def day_of_serial(serial: int) -> date | None:
    """The day that Excel keeps under a five-digit number; None where that is no likely date."""
    return _EXCEL_DAY_0 + timedelta(days=serial) if serial >= _FIRST_PLAUSIBLE_SERIAL else None


def _existing(text: str, year: int, month: int, day: int) -> date:
    found = _day_or_none(year, month, day)
    if found is None:
        raise UnreadableText(
            f"{quoted(text)} is no day of the calendar", "write the date as 2026-09-30", code="period-impossible"
        )
    return found


def _numeric_date(text: str, parts: tuple[str, str, str], order: DateOrder | None) -> date:
    readings = {order: day for order in DateOrder if (day := _in_order(parts, order))}
    if order is not None:
        return _declared_reading(text, readings, order)
    days = sorted(set(readings.values()))
    if not days:
        raise UnreadableText(
            f"{quoted(text)} is no day of the calendar", "write the date as 2026-09-30", code="period-impossible"
        )
    if len(days) > 1:
        choices = " or ".join(f"{day:%Y-%m-%d}" for day in days)
        orders = " or ".join(f"'dates: {order.value}'" for order in readings)
        raise UnreadableText(
            f"{quoted(text)} may be {choices}",
            f"say {orders} beside the file in scorecard.yml, or write the date as {days[0]:%Y-%m-%d}",
            code="period-ambiguous",
        )
    return days[0]


def _declared_reading(text: str, readings: dict[DateOrder, date], order: DateOrder) -> date:
    if order not in readings:
        raise UnreadableText(
            f"{quoted(text)} is no date in the declared order 'dates: {order.value}'",
            "write the date as 2026-09-30, or correct 'dates:' in scorecard.yml",
            code="period-impossible",
        )
    return readings[order]


def _in_order(parts: tuple[str, str, str], order: DateOrder) -> date | None:
    first, second, third = (int(part) for part in parts)
    year_has_four_digits = third >= _CENTURY
    if order is DateOrder.YMD:
        return None if year_has_four_digits else _day_or_none(2000 + first, second, third)
    year = third if year_has_four_digits else 2000 + third
    return _day_or_none(year, second, first) if order is DateOrder.DMY else _day_or_none(year, first, second)


def _day_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
