"""A KPI's projection and its signals in words: what its past suggests, and nothing that sounds like a promise."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from mkdocs_scorecards.analyse.outlook import Course, OrdinaryRange, Outlook, Variation
from mkdocs_scorecards.analyse.review import KpiReview
from mkdocs_scorecards.analyse.status import Status
from mkdocs_scorecards.model.kpi import Direction, FixedTarget, RangeTarget
from mkdocs_scorecards.model.period import Period
from mkdocs_scorecards.render import format as words
from mkdocs_scorecards.render.format import FigureFormat, format_of
from mkdocs_scorecards.render.pages import parts

if TYPE_CHECKING:  # it needs numpy
    from mkdocs_scorecards.analyse.statistics.forecast import Likelihood


@dataclass(frozen=True, slots=True, kw_only=True)
class ChanceWords:
    """Whether the target will be met: `reaching 4.0 % by 2026-12 is` and `open`."""

    claim: str
    word: str

    @property
    def sentence(self) -> str:
        """Both together."""
        return f"{self.claim} {self.word}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalWords:
    """Whether the latest figures mean anything: a few words to be emphasised, and the reason."""

    title: str
    reason: str

    @property
    def sentence(self) -> str:
        """Both together."""
        return f"{self.title}: {self.reason}."


def chance_in_words(kpi: KpiReview) -> ChanceWords | None:
    """The chance of meeting the target; None where it cannot be said."""
    course = _course(kpi)
    if course is None or course.chance is None:
        return None
    target, print_as = kpi.goal.target, format_of(kpi)
    if isinstance(target, FixedTarget):
        return ChanceWords(claim=f"reaching {print_as.short(target.value)} {_by(target)} is", word=_word(course.chance))
    if isinstance(target, RangeTarget):
        claim = f"staying within {parts.zone_in_words(target, print_as)} in {course.told.period} is"
        return ChanceWords(claim=claim, word=_word(course.chance))
    return None


def signal_in_words(kpi: KpiReview) -> SignalWords | None:
    """What is to be said of the latest figures: a signal always, ordinary variation where a plan was missed."""
    variation = kpi.outlook.variation if kpi.outlook is not None else None
    if variation is None or kpi.result.actual is None:
        return None
    if variation.is_signal:
        return SignalWords(title=_title(kpi, variation), reason="; ".join(_signals(kpi, variation)))
    if not kpi.status.needs_attention:
        return None
    inside = "inside the ordinary range of" if variation.ordinary else "close to"
    usual = _range(kpi, variation.ordinary) if variation.ordinary else "what its trend or season would give"
    return SignalWords(
        title=f"{words.STATUS_WORDS[kpi.status]}, within ordinary variation",
        reason=f"the figures of {kpi.result.period} lie {inside} {usual}, so the last of them are no sign of a change",
    )


def projection_in_words(kpi: KpiReview) -> str:
    """The projection with its range and its method; empty without one."""
    course = _course(kpi)
    if course is None:
        return ""
    told, print_as = course.told, _telling(format_of(kpi), course.told.low, course.told.high)
    season = ", a season" if course.season_used else ""
    return (
        f"{print_as.short(told.median)} in {told.period}, 80{words.NO_BREAK_SPACE}% range "
        f"{range_in_words(print_as, told.low, told.high)}: a projection of its own past, not a promise "
        f"(level, drift{season} and errors with memory, averaged over models)"
    )


def ordinary_in_words(kpi: KpiReview) -> str:
    """The ordinary range with its method; empty where there are no limits."""
    variation = kpi.outlook.variation if kpi.outlook is not None else None
    if variation is None or variation.ordinary is None:
        return ""
    found = variation.ordinary
    mean = format_of(kpi).short(found.mean)
    return f"{_range(kpi, found)}: mean {mean} and 2.66 mean moving ranges, {found.first} to {found.last} (Wheeler 1993)"


def range_in_words(print_as: FigureFormat, low: Decimal, high: Decimal) -> str:
    """A range with its unit once: `3.6 to 5.0 %`, `$1.2 M to $1.5 M`."""
    return f"{_bare(print_as, low)} to {print_as.short(high)}"


def bare_range(print_as: FigureFormat, low: Decimal, high: Decimal) -> str:
    """A range for a drawing whose axis names the unit: `3.6 to 5.0`; a currency keeps its sign."""
    print_as = _telling(print_as, low, high)
    return f"{_bare(print_as, low)} to {_bare(print_as, high)}"


def _course(kpi: KpiReview) -> Course | None:
    return kpi.outlook.course if kpi.outlook is not None else None


def _word(chance: "Likelihood") -> str:
    return str(chance.value)


def _by(target: FixedTarget) -> str:
    return f"by {target.by}"


def _bare(print_as: FigureFormat, value: Decimal) -> str:
    text = print_as.short(value)
    return text if print_as.unit.is_currency else text.removesuffix(words.NO_BREAK_SPACE + print_as.unit.text)


def _telling(print_as: FigureFormat, low: Decimal, high: Decimal) -> FigureFormat:
    """Both ends with as many digits as it takes to tell them apart."""
    while low != high and print_as.short(low) == print_as.short(high):
        print_as = print_as.telling(low, high)
    return print_as
