"""Values of the model in words, as a sentence about a change needs them."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import Enum

from mkdocs_scorecards.model.formula import Formula
from mkdocs_scorecards.model.initiative import Milestone
from mkdocs_scorecards.model.kpi import (
    AmberBand,
    Audience,
    Baseline,
    ChangeTarget,
    FixedTarget,
    RangeTarget,
    Target,
    Window,
)
from mkdocs_scorecards.model.link import Lag
from mkdocs_scorecards.model.period import Frequency, Period
from mkdocs_scorecards.model.review_record import Action, Decision
from mkdocs_scorecards.model.unit import Unit
from mkdocs_scorecards.render import format as words
from mkdocs_scorecards.render.format import FigureFormat
from mkdocs_scorecards.render.pages.parts import zone_in_words

LONGEST_QUOTATION = 160


def value_in_words(value: object) -> str:  # noqa: C901, PLR0911, PLR0912 - one case for each kind of value
    """Any value: `4.5`, `2026-12`, `quarterly`, `yes`; a text is quoted and cut."""
    match value:
        case None | "" | ():
            return "none"
        case bool():
            return "yes" if value else "no"
        case Audience():
            return value.word
        case Enum():
            return str(value.value).replace("_", " ")
        case Decimal():
            return words.exact(value)
        case int() | Period():
            return str(value)
        case date():
            return words.day(value)
        case Unit():
            return value.text or "none"
        case Formula():
            return value.text
        case Window():
            return counted_periods(value.length, value.frequency)
        case Lag():
            return lag_in_words(value)
        case Milestone():
            return f"{value.title} ({value.due}{', done' if value.done else ''})"
        case Decision() | Action():
            return quoted(value.title)
        case tuple():
            return words.listed(value_in_words(item) if not isinstance(item, str) else item for item in value)
        case _:
            return quoted(str(value))


def quoted(text: str) -> str:
    """A text of the author, in quotation marks, cut to what a sentence holds."""
    flat = " ".join(text.split())
    return f"“{flat if len(flat) <= LONGEST_QUOTATION else flat[: LONGEST_QUOTATION - 1].rstrip() + '…'}”"


def counted_periods(count: int, frequency: Frequency) -> str:
    """A span: `3 years`."""
    return f"{count} {frequency.noun}{'' if count == 1 else 's'}"


def lag_in_words(lag: Lag) -> str:
    """A delay: `1 to 3 months`."""
    if lag.shortest == lag.longest:
        return counted_periods(lag.longest, lag.frequency)
    return f"{lag.shortest} to {counted_periods(lag.longest, lag.frequency)}"


def goal_in_words(target: Target | Baseline, print_as: FigureFormat) -> str:
    """A target or baseline with its date: `4.0 % by 2026-12`."""
    match target:
        case FixedTarget():
            return print_as.full(target.value) + (f" by {target.by}" if target.by is not None else "")
        case RangeTarget():
            return zone_in_words(target, print_as)
        case ChangeTarget():
            change = words.number(target.percent, words.decimals_in([target.percent]))
            sign = "+" if target.percent > 0 else ""
            return f"{sign}{change}{words.NO_BREAK_SPACE}% on {target.base} by {target.by}"
        case Baseline():
            return print_as.full(target.value) + (f" in {target.period}" if target.period is not None else "")


def band_in_words(band: AmberBand, unit: Unit) -> str:
    """The width of an amber band: `0.5 points`, `10 % of the plan`."""
    width = words.exact(band.width)
    if band.relative:
        return f"{width}{words.NO_BREAK_SPACE}% of the plan"
    return f"{width}{words.NO_BREAK_SPACE}{unit.of_difference}" if unit.text else width


def values_of(target: Target | Baseline | None) -> Iterable[Decimal]:
    """The figures in it that are of the KPI's unit, for choosing how many decimals to print."""
    match target:
        case FixedTarget() | Baseline():
            return (target.value,)
        case RangeTarget():
            return (target.low, target.high)
        case _:
            return ()
