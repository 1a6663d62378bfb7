"""How a number, a period or a count is printed: the only place that rounds.

Minus is U+2212 and a no-break space stands between a number and its unit, so that nothing is torn apart at the end of a
line. Rounding never fakes: an actual that missed its plan is printed with enough digits to show it.
"""

import calendar
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import lru_cache

from mkdocs_scorecards.analyse.review import KpiReview
from mkdocs_scorecards.analyse.rollup import AT_RISK_FROM, ON_TARGET_FROM
from mkdocs_scorecards.analyse.status import Status
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.period import Frequency, Period
from mkdocs_scorecards.model.unit import Unit

MINUS, NO_BREAK_SPACE, ARROW, EN_DASH = "\u2212", "\u00a0", "\u2192", "\u2013"

STATUS_WORDS = {
    Status.OFF_TARGET: "Off target",
    Status.AT_RISK: "At risk",
    Status.ON_TARGET: "On target",
    Status.NO_DATA: "No data",
    Status.UNSCORED: "Not scored",
}

_DIGITS = 60
_ROUNDING = Context(prec=_DIGITS, rounding=ROUND_HALF_EVEN)
_MOST_DECIMALS = 12
_DEFAULT_DECIMALS = 2
_SCALES = ((Decimal(10) ** 9, "B"), (Decimal(10) ** 6, "M"), (Decimal(10) ** 3, "k"))
_SHORTEN_AMOUNTS_FROM, _SHORTEN_COUNTS_FROM = Decimal(100_000), Decimal(10_000_000)
_SIGNIFICANT = 3
_MOST_DISTORTION = Decimal("0.05")
_HUNDREDTH = Decimal("0.01")
_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ORDINALS = ("first", "second", "third", "fourth")


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Round half to even, to that many decimals, however large the value is."""
    digits = value.adjusted() + decimals + 2
    context = _ROUNDING if digits <= _DIGITS else Context(prec=digits, rounding=ROUND_HALF_EVEN)
    return value.quantize(Decimal((0, (1,), -decimals)), context=context)


@lru_cache(maxsize=8192)  # the two forms of a chart and its table print the same figures
def number(value: Decimal, decimals: int) -> str:
    """A number with thousands commas: `−1,234.50`. What rounds to nothing has no sign."""
    shown = rounded(value, decimals)
    text = f"{abs(shown):,.{decimals}f}"
    return MINUS + text if shown < 0 else text


def decimals_in(values: Iterable[Decimal]) -> int:
    """The most decimals that any of the values has."""
    return max((max(0, -_exponent(value)) for value in values), default=0)


def _exponent(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


@frozen
class FigureFormat:
    """How the figures of one KPI are printed: the same way everywhere on a page."""

    unit: Unit
    decimals: int
    shorten_from: Decimal
    significant: int = _SIGNIFICANT

    def full(self, value: Decimal) -> str:
        """With all its digits and its unit: `$12,900,000`, `4.9 %`, `9.0 days`."""
        return self._with_unit(number(value, self.decimals))

    def plain(self, value: Decimal) -> str:
        """Without its unit, for workings and tables that name it elsewhere."""
        return number(value, self.decimals)

    def short(self, value: Decimal) -> str:
        """For headlines and rows: large amounts are cut to three digits, `$12.9 M`."""
        if abs(value) < self.shorten_from:
            return self.full(value)
        for scale, letter in _SCALES:
            part = Context(prec=self.significant, rounding=ROUND_HALF_EVEN).plus(value / scale)
            if abs(part) >= 1:
                digits = max(0, self.significant - 1 - part.adjusted())
                return self._with_unit(f"{number(value / scale, digits)}{NO_BREAK_SPACE}{letter}")
        return self.full(value)

    def difference(self, value: Decimal, *, signed: bool = True) -> str:
        """A difference of two figures: `−0.4 weeks`, `+2 points`, `+$1.2 M`."""
        size = replace(self, unit=Unit(self.unit.of_difference)).short(abs(value))
        if not signed or not rounded(value, self.decimals):
            return size
        return ("+" if value > 0 else MINUS) + size

    def telling(self, actual: Decimal, planned: Decimal) -> "FigureFormat":
        """The same format with as many more digits as it takes to tell a missed plan from its actual.

        A plan of 2.25 hires is not printed as 2 either: rounding may not move a figure by more than a twentieth.
        """
        wanted = self
        while wanted.decimals < _MOST_DECIMALS and any(wanted.distorts(value) for value in (actual, planned)):
            wanted = replace(wanted, decimals=wanted.decimals + 1)
        if actual == planned:
            return wanted
        while wanted.decimals < _MOST_DECIMALS and wanted.full(actual) == wanted.full(planned):
            wanted = replace(wanted, decimals=wanted.decimals + 1)
        while wanted.significant < _MOST_DECIMALS and wanted.short(actual) == wanted.short(planned):
            wanted = replace(wanted, significant=wanted.significant + 1)
        return wanted

    def distorts(self, value: Decimal) -> bool:
        """Whether rounding changes a figure by more than a twentieth."""
        return abs(rounded(value, self.decimals) - value) > _MOST_DISTORTION * abs(value)

    def _with_unit(self, text: str) -> str:
        if self.unit.symbol:
            return f"{MINUS}{self.unit.symbol}{text[1:]}" if text.startswith(MINUS) else self.unit.symbol + text
        return f"{text}{NO_BREAK_SPACE}{self.unit.text}" if self.unit.text else text


def format_of(review: KpiReview) -> FigureFormat:
    """The format of a KPI: its declared decimals, or else those of its figures, at most two."""
    decimals = review.kpi.decimals
    if decimals is None:
        decimals = min(_DEFAULT_DECIMALS, _decimals_of_figures(review))
    shorten_from = _SHORTEN_AMOUNTS_FROM if review.kpi.unit.is_currency else _SHORTEN_COUNTS_FROM
    return FigureFormat(unit=review.kpi.unit, decimals=decimals, shorten_from=shorten_from)


def _decimals_of_figures(review: KpiReview) -> int:
    """The decimals of the reported figures, or of the computed ones where none is reported."""
    reported = [
        row.figure.observation.actual
        for row in review.series
        if row.figure.observation is not None and row.figure.observation.actual is not None
    ]
    return decimals_in(reported or (row.actual for row in review.series if row.actual is not None))


def score(value: Decimal | None) -> str:
    """A score with two decimals that never claims more than there is.

    One that missed its plan or a band by a hair is not printed as 1.00, 0.90 or 0.70, one above nothing not as 0.00.
    """
    if value is None:
        return EN_DASH
    shown = rounded(value, 2)
    if value < shown and shown in (1, ON_TARGET_FROM, AT_RISK_FROM):
        shown -= _HUNDREDTH
    if shown == 0 and value > 0:
        shown = _HUNDREDTH
    return f"{shown}"


def percent(share: Decimal) -> str:
    """A share of 1 in whole percent: `56 %`."""
    return f"{number(share * 100, 0)}{NO_BREAK_SPACE}%"


def exact(value: Decimal) -> str:
    """A number with all its digits, at most eight decimals, for workings."""
    return number(value, min(8, decimals_in([value])))


def counted(count: int, noun: str, plural: str = "") -> str:
    """A count in words up to twelve: `three KPIs`, `one arrow`, `14 KPIs`."""
    return f"{in_words(count)} {noun if count == 1 else plural or noun + 's'}"


def in_words(count: int) -> str:
    """A small count in words."""
    return _WORDS[count] if count < len(_WORDS) else f"{count}"


def capitalised(text: str) -> str:
    """A sentence's first letter, without touching the rest."""
    return text[:1].upper() + text[1:]


def listed(items: Iterable[str]) -> str:
    """Items as a sentence lists them: `a, b and c`."""
    words = list(items)
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def period_in_words(period: Period) -> str:
    """The period for a reader who has never seen the code: `third quarter 2026 (July to September)`."""
    first, last = calendar.month_name[period.first_day.month], calendar.month_name[period.last_day.month]
    year = f"fiscal year {period.fiscal_year}" if period.is_fiscal else f"{period.first_day.year}"
    if period.frequency is Frequency.MONTH:
        return f"{first} {year}"
    if period.frequency is Frequency.WEEK:
        return f"week {period.number} of {period.first_day.isocalendar().year} (from {period.first_day.isoformat()})"
    if period.frequency is Frequency.QUARTER:
        end = f"{first} to {last} {period.last_day.year}" if period.is_fiscal else f"{first} to {last}"
        return f"{_ORDINALS[period.number - 1]} quarter {'of ' if period.is_fiscal else ''}{year} ({end})"
    if period.is_fiscal:
        return f"{year} ({first} {period.first_day.year} to {last} {period.last_day.year})"
    return year


def month_name(period: Period) -> str:
    """The name of a month, short for charts: `Sep`."""
    return calendar.month_abbr[period.first_day.month]


def span_in_words(days: int) -> str:
    """A span of days as people say it: `6 weeks`, `3 months`."""
    weeks = round(days / 7)
    if weeks < 1:
        return "less than a week" if days else ""
    if weeks <= _MOST_WEEKS:
        return f"{weeks} week{'s' if weeks > 1 else ''}"
    return f"{round(days / 30.44)} months"


_MOST_WEEKS = 9


def day(value: date) -> str:
    """A day as ISO 8601 writes it."""
    return value.isoformat()


def tick_labels(print_as: FigureFormat, ticks: tuple[Decimal, ...]) -> tuple[str, ...]:
    """The round figures of an axis with common scale and decimals; the highest names the unit."""
    largest = max(abs(tick) for tick in ticks)
    scale, letter = Decimal(1), ""
    if largest >= print_as.shorten_from:
        scale, letter = next(((size, sign) for size, sign in _SCALES if largest >= size), (Decimal(1), ""))
    parts = [tick / scale for tick in ticks]
    decimals = decimals_in(parts)
    suffix = f"{NO_BREAK_SPACE}{letter}" if letter else ""
    plain = [f"{number(part, decimals)}" for part in parts]
    top = print_as.unit.symbol + plain[-1] + suffix
    if not print_as.unit.symbol and print_as.unit.text and len(print_as.unit.text) <= _LONGEST_AXIS_UNIT:
        top += f"{NO_BREAK_SPACE}{print_as.unit.text}"
    return (*plain[:-1], top)


_LONGEST_AXIS_UNIT = 4
