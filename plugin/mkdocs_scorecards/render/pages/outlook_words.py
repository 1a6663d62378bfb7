"""A KPI's projection and its signals in words: what its past suggests, and nothing that sounds like a promise."""

from decimal import Decimal

from mkdocs_scorecards.analyse.outlook import Course, Variation
from mkdocs_scorecards.analyse.review import KpiReview
from mkdocs_scorecards.analyse.status import Status
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.kpi import Direction, FixedTarget, RangeTarget
from mkdocs_scorecards.render import format as words
from mkdocs_scorecards.render.format import FigureFormat, format_of
from mkdocs_scorecards.render.pages import parts


@frozen
class ChanceWords:
    """Whether the target will be met: `reaching`, `4.0 % by 2026-12` and `open`."""

    verb: str
    aim: str
    word: str

    @property
    def claim(self) -> str:
        """What the word is said of: `reaching 4.0 % by 2026-12 is`."""
        return f"{self.verb} {self.aim} is"

    @property
    def sentence(self) -> str:
        """All together."""
        return f"{self.claim} {self.word}"


@frozen
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
    word = str(course.chance.value)
    if isinstance(target, RangeTarget):
        aim = f"{parts.zone_in_words(target, print_as)} in {course.told.period}"
        return ChanceWords(verb="staying within", aim=aim, word=word)
    if isinstance(target, FixedTarget):
        return ChanceWords(verb="reaching", aim=f"{print_as.short(target.value)} by {target.by}", word=word)
    return None


def signal_in_words(kpi: KpiReview) -> SignalWords | None:
    """What is to be said of the latest figures: a signal always, ordinary variation where a plan was missed."""
    variation = kpi.outlook.variation if kpi.outlook is not None else None
    if variation is None or not variation.is_current or kpi.result.actual is None:
        return None
    if variation.is_signal:
        return SignalWords(title=_title(kpi, variation), reason="; ".join(_signals(kpi, variation)))
    if not kpi.status.needs_attention:
        return None
    return SignalWords(
        title=f"{words.STATUS_WORDS[kpi.status]}, within ordinary variation", reason=_usual(kpi, variation)
    )


def _usual(kpi: KpiReview, variation: Variation) -> str:
    """`the monthly figures of 2026-Q3 lie in the ordinary range of 5.0 to 7.2 %`."""
    period, several = kpi.result.period, kpi.kpi.frequency.is_finer_than(kpi.result.period.frequency)
    figures = f"the {kpi.kpi.frequency.value} figures of {period}" if several else f"the figure of {period}"
    if variation.ordinary is None:
        return f"{figures} {'keep' if several else 'keeps'} to the trend or season as closely as usual"
    usual = range_in_words(ordinary_format(kpi), variation.ordinary.low, variation.ordinary.high)
    return f"{figures} {'lie' if several else 'lies'} in the ordinary range of {usual}"


def _title(kpi: KpiReview, variation: Variation) -> str:
    """On target, a signal on the worse side is what a reader must not miss."""
    worse = {
        Direction.HIGHER: bool(variation.below) or (bool(variation.run) and not variation.run_is_above),
        Direction.LOWER: bool(variation.above) or (bool(variation.run) and variation.run_is_above),
        Direction.RANGE: True,
        Direction.NONE: False,
    }
    if kpi.status is not Status.ON_TARGET or not worse[kpi.kpi.direction]:
        return "Signal"
    return "On target, but shifted" if variation.run else "On target, but not as usual"


def _signals(kpi: KpiReview, variation: Variation) -> list[str]:
    ordinary, print_as = variation.ordinary, ordinary_format(kpi)
    said = []
    if variation.run:
        side = "above" if variation.run_is_above else "below"
        centre = f"the mean of {print_as.short(ordinary.mean)}" if ordinary else "what the trend or season suggests"
        figures = words.counted(variation.run, f"{kpi.kpi.frequency.value} figure")
        said.append(
            f"{figures} in a row, since {variation.run_since}, lie {side} {centre}, "
            "which is a shift and not ordinary variation"
        )
    for periods, side in ((variation.above, "above"), (variation.below, "below")):
        if periods:
            usual = f"the ordinary range of {range_in_words(print_as, ordinary.low, ordinary.high)}" if ordinary else ""
            usual = usual or "what the trend or season suggests, by more than ordinary variation"
            verb = "lies" if len(periods) == 1 else "lie"
            said.append(f"{words.listed(map(str, periods))} {verb} {side} {usual}")
    return said


def projection_in_words(kpi: KpiReview) -> str:
    """The projection with its range and its method; empty without one."""
    course = _course(kpi)
    if course is None:
        return ""
    told, print_as = course.told, _telling(format_of(kpi), course.told.low, course.told.high)
    drivers = "level, season and drift" if course.season_used else "level and drift"
    return (
        f"{print_as.short(told.median)} in {told.period}, 80{words.NO_BREAK_SPACE}% range "
        f"{range_in_words(print_as, told.low, told.high)}, by {drivers}: a projection of its past, not a promise"
    )


def ordinary_in_words(kpi: KpiReview) -> str:
    """The ordinary range with its method; empty where there are no limits."""
    variation = kpi.outlook.variation if kpi.outlook is not None else None
    if variation is None or variation.ordinary is None:
        return ""
    found, print_as = variation.ordinary, ordinary_format(kpi)
    return (
        f"{range_in_words(print_as, found.low, found.high)} around a mean of {print_as.short(found.mean)}, "
        f"from the figures since {found.first} (Wheeler 1993)"
    )


def ordinary_format(kpi: KpiReview) -> FigureFormat:
    """The format of the ordinary range, with enough digits that no figure outside it seems to lie on its limit."""
    variation, print_as = kpi.outlook.variation if kpi.outlook is not None else None, format_of(kpi)
    if variation is None or variation.ordinary is None:
        return print_as
    print_as = _telling(print_as, variation.ordinary.low, variation.ordinary.high)
    limits = dict.fromkeys(variation.above, variation.ordinary.high)
    limits |= dict.fromkeys(variation.below, variation.ordinary.low)
    for result in kpi.series:
        if result.actual is not None and result.period in limits:
            print_as = _telling(print_as, result.actual, limits[result.period])
    return print_as


def range_in_words(print_as: FigureFormat, low: Decimal, high: Decimal) -> str:
    """A range with its unit once: `3.6 to 5.0 %`, `$1.2 M to $1.5 M`."""
    return f"{_bare(print_as, low)} to {print_as.short(high)}"


def bare_range(print_as: FigureFormat, low: Decimal, high: Decimal) -> str:
    """A range for a drawing whose axis names the unit: `3.6 to 5.0`; a currency keeps its sign."""
    print_as = _telling(print_as, low, high)
    return f"{_bare(print_as, low)} to {_bare(print_as, high)}"


def _course(kpi: KpiReview) -> Course | None:
    return kpi.outlook.course if kpi.outlook is not None else None


def _bare(print_as: FigureFormat, value: Decimal) -> str:
    text = print_as.short(value)
    return text if print_as.unit.is_currency else text.removesuffix(words.NO_BREAK_SPACE + print_as.unit.text)


def _telling(print_as: FigureFormat, low: Decimal, high: Decimal) -> FigureFormat:
    """Two figures with as many digits as it takes to tell them apart."""
    return print_as.telling(low, high) if print_as.short(low) == print_as.short(high) else print_as
