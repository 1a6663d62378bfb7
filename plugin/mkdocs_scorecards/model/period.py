"""Weeks, months, quarters and years, of the calendar or of a fiscal year, as one ordered kind of value.

A period *is* its frequency and its first day; whether it was written as a calendar or a fiscal one decides only how it
prints. So `FY2025-Q1` of a fiscal year that starts in July equals `2024-Q3`, and figures given in either spelling meet.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from functools import total_ordering
from typing import Self

CALENDAR = 0
"""The `fiscal_start` of a period that is named after the calendar."""

_MONTHS_A_YEAR = 12
_MONTHS_A_QUARTER = 3
EARLIEST_YEAR, LATEST_YEAR = 1900, 2199


class Frequency(Enum):
    """How long a period is. The order of members runs from fine to coarse.

    `rank` is 0 for the finest; `months` is the length in months, and 0 for a week, which is no whole number of them.
    """

    WEEK = ("weekly", 0, 0)
    MONTH = ("monthly", 1, 1)
    QUARTER = ("quarterly", 2, _MONTHS_A_QUARTER)
    YEAR = ("yearly", 3, _MONTHS_A_YEAR)

    rank: int
    months: int

    def __new__(cls, word: str, rank: int, months: int) -> Self:
        """Make a member whose value is the word alone."""
        member = object.__new__(cls)
        member._value_ = word
        member.rank = rank
        member.months = months
        return member

    @property
    def season_length(self) -> int:
        """How many such periods make a year, for those in which a season can be told; 1 for none."""
        return _MONTHS_A_YEAR // self.months if self in (Frequency.MONTH, Frequency.QUARTER) else 1

    @property
    def noun(self) -> str:
        """The word for one such period: `month`."""
        return self.name.lower()

    def is_finer_than(self, other: "Frequency") -> bool:
        """Whether several such periods make one of `other`."""
        return self.rank < other.rank


def frequency_of_noun(noun: str) -> Frequency:
    """The frequency whose period is called `noun` (`week`, `month`, `quarter`, `year`)."""
    return Frequency[noun.upper()]


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days that a figure stands for, `last_day` included.

    `fiscal_start` is the month in which the fiscal year begins, or `CALENDAR`; it belongs to the name of the period,
    not to its identity.
    """

    frequency: Frequency
    first_day: date
    fiscal_start: int = field(default=CALENDAR, compare=False)
    last_day: date = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Work out the last day once: it is asked for more often than anything else."""
        if self.frequency is Frequency.WEEK:
            last = self.first_day + timedelta(days=6)
        else:
            last = _month_later(self.first_day, self.frequency.months) - timedelta(days=1)
        object.__setattr__(self, "last_day", last)

    def __hash__(self) -> int:
        """By both ends, which say the same as frequency and first day, and are much faster: periods are mostly keys."""
        return hash((self.first_day, self.last_day))

    @classmethod
    def week(cls, year: int, number: int) -> "Period":
        """The ISO week `number` of the ISO year `year`. Raises `ValueError` where the year has no such week."""
        return cls(Frequency.WEEK, date.fromisocalendar(year, number, 1))

    @classmethod
    def month(cls, year: int, number: int) -> "Period":
        """A month of the calendar, 1 to 12."""
        return cls(Frequency.MONTH, date(year, number, 1))

    @classmethod
    def quarter(cls, year: int, number: int, fiscal_start: int = CALENDAR) -> "Period":
        """The quarter `number` (1 to 4) of a calendar year, or of the fiscal year that *ends* in `year`."""
        if number not in range(1, 5):
            raise ValueError(f"a year has no quarter {number}")
        start = _start_of_year(year, fiscal_start)
        return cls(Frequency.QUARTER, _month_later(start, _MONTHS_A_QUARTER * (number - 1)), _name(fiscal_start))

    @classmethod
    def year(cls, year: int, fiscal_start: int = CALENDAR) -> "Period":
        """A calendar year, or the fiscal year that *ends* in `year`."""
        return cls(Frequency.YEAR, _start_of_year(year, fiscal_start), _name(fiscal_start))

    @classmethod
    def containing(cls, day: date, frequency: Frequency, fiscal_start: int = CALENDAR) -> "Period":
        """The period of that frequency which holds the day."""
        if frequency is Frequency.WEEK:
            return cls(frequency, day - timedelta(days=day.weekday()))
        if frequency is Frequency.MONTH:
            return cls(frequency, day.replace(day=1))
        into_year = (day.month - (fiscal_start or 1)) % _MONTHS_A_YEAR
        into_period = into_year % frequency.months
        return cls(frequency, _month_later(day.replace(day=1), -into_period), _name(fiscal_start))

    @property
    def is_fiscal(self) -> bool:
        """Whether the period is named after a fiscal year."""
        return self.fiscal_start != CALENDAR and self.frequency in (Frequency.QUARTER, Frequency.YEAR)

    @property
    def months_since_year_0(self) -> int:
        """Position of the period's end on a line of months; for a week, of the month that holds its Thursday."""
        end = self.middle_day if self.frequency is Frequency.WEEK else self.last_day
        return end.year * _MONTHS_A_YEAR + end.month - 1

    @property
    def middle_day(self) -> date:
        """For a week its Thursday, by which ISO 8601 assigns it to a year; else some day inside."""
        return self.first_day + timedelta(days=3)

    def shifted(self, steps: int) -> "Period":
        """The period `steps` later (earlier where negative), of the same frequency and naming."""
        if self.frequency is Frequency.WEEK:
            return Period(self.frequency, self.first_day + timedelta(weeks=steps))
        return Period(self.frequency, _month_later(self.first_day, steps * self.frequency.months), self.fiscal_start)

    @property
    def previous(self) -> "Period":
        """The period just before."""
        return self.shifted(-1)

    @property
    def next(self) -> "Period":
        """The period just after."""
        return self.shifted(1)

    def steps_to(self, other: "Period") -> int:
        """How many periods later `other` is; both must have the same frequency and lie on the same grid."""
        if self.frequency is Frequency.WEEK:
            return (other.first_day - self.first_day).days // 7
        return (other.months_since_year_0 - self.months_since_year_0) // self.frequency.months

    def holds(self, finer: "Period") -> bool:
        """Whether `finer` is a part of this period. A week is a part of what holds its Thursday."""
        if finer.frequency is Frequency.WEEK and self.frequency is not Frequency.WEEK:
            return self.first_day <= finer.middle_day <= self.last_day
        return self.first_day <= finer.first_day and finer.last_day <= self.last_day

    def parts(self, frequency: Frequency) -> "tuple[Period, ...]":
        """The periods of a finer frequency that make up this one, in order; empty where they do not nest.

        A calendar quarter, for instance, is no part of a fiscal year that starts in February.
        """
        if not frequency.is_finer_than(self.frequency):
            return (self,) if frequency is self.frequency else ()
        if frequency is Frequency.QUARTER:
            first = Period(frequency, self.first_day, self.fiscal_start)
        else:
            first = Period.containing(self.first_day, frequency)
        found = []
        part = first
        while part.first_day <= self.last_day:
            if self.holds(part):
                found.append(part)
            part = part.next
        return tuple(found)

    def in_frequency(self, frequency: Frequency) -> "Period":
        """The last period of that frequency which has ended by this one's end.

        The naming is kept, so a fiscal quarter leads to a fiscal year.
        """
        candidate = Period.containing(self.last_day, frequency, self.fiscal_start)
        return candidate if candidate.last_day <= self.last_day else candidate.previous

    def __lt__(self, other: object) -> bool:
        """Earlier end first, then the shorter one: 2026-09 < 2026-Q3 < 2026-10."""
        if not isinstance(other, Period):
            return NotImplemented
        return self.order < other.order

    @property
    def order(self) -> tuple[date, int]:
        """What periods are sorted by; as a sort key it is much faster than comparing them."""
        return (self.last_day, self.frequency.rank)

    def __str__(self) -> str:
        """The canonical spelling: `2026-Q3`, `2026-09`, `2026`, `2026-W40`, `FY2026-Q3`, `FY2026`."""
        if self.frequency is Frequency.WEEK:
            iso = self.first_day.isocalendar()
            return f"{iso.year}-W{iso.week:02}"
        if self.frequency is Frequency.MONTH:
            return f"{self.first_day.year}-{self.first_day.month:02}"
        year = self.fiscal_year if self.is_fiscal else self.first_day.year
        prefix = f"FY{year}" if self.is_fiscal else f"{year}"
        return f"{prefix}-Q{self.number}" if self.frequency is Frequency.QUARTER else prefix

    @property
    def fiscal_year(self) -> int:
        """The year in which the (fiscal) year that holds this period ends."""
        if self.fiscal_start == CALENDAR:
            return self.first_day.year
        return Period.containing(self.first_day, Frequency.YEAR, self.fiscal_start).last_day.year

    @property
    def number(self) -> int:
        """The place of a week, month or quarter in its year, from 1; 1 for a year."""
        if self.frequency is Frequency.WEEK:
            return self.first_day.isocalendar().week
        into_year = (self.first_day.month - (self.fiscal_start or 1)) % _MONTHS_A_YEAR
        return into_year // self.frequency.months + 1 if self.frequency is not Frequency.MONTH else self.first_day.month


def _name(fiscal_start: int) -> int:
    """A fiscal year that starts in January is the calendar year and is named so."""
    return CALENDAR if fiscal_start == 1 else fiscal_start


def _start_of_year(year: int, fiscal_start: int) -> date:
    if _name(fiscal_start) == CALENDAR:
        return date(year, 1, 1)
    return date(year - 1, fiscal_start, 1)


def _month_later(first_of_month: date, months: int) -> date:
    count = first_of_month.year * _MONTHS_A_YEAR + first_of_month.month - 1 + months
    return date(count // _MONTHS_A_YEAR, count % _MONTHS_A_YEAR + 1, 1)
