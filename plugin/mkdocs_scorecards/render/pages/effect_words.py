"""The size of a link's effect as people would say it: for an improvement of the cause, in the units of both KPIs.

The test gives the slope for one unit more of the cause. Where less is better, a sentence about one unit less is read
without turning it round in one's head; where a unit is far beyond or below what the cause ever did, a rounder step says
more than one unit. Amounts that were compared as logarithms are said in per cent of themselves.
"""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from mkdocs_scorecards.analyse.link_review import LinkReview
from mkdocs_scorecards.analyse.review import KpiReview, ScorecardReview
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.kpi import Direction
from mkdocs_scorecards.model.link import Expectation
from mkdocs_scorecards.model.unit import Unit
from mkdocs_scorecards.render import format as words
from mkdocs_scorecards.render.format import FigureFormat, format_of

_PERCENT = Unit("%")
_HUNDRED = Decimal(100)
_DIGITS = 12
"""Significant digits that are kept of a float."""

_WORTH_A_UNIT = Decimal(100)
"""Up to this spread of the cause, one unit is a step that it really took."""


@frozen
class EffectInWords:
    """How far the effect moved with a step of the cause.

    `step` says how much of the cause, such as `one day less`, and `measure` in what it is counted, `from contract to
    live` or `in Release cycle`. `value`, `low` and `high` are signed, in the unit of `print_as`. `expected` is the
    sign that the link claims for this step.
    """

    step: str
    measure: str
    effect: str
    value: Decimal
    low: Decimal
    high: Decimal
    expected: int
    print_as: FigureFormat

    @property
    def amount(self) -> str:
        """The size without its sign: `0.21 points`."""
        return self.print_as.short(abs(self.value))

    @property
    def side(self) -> str:
        """Whether the effect was more or less of it."""
        return _side(self.value)

    @property
    def interval(self) -> str:
        """The 95 % interval: `0.09 to 0.33`, or `from 0.02 more to 0.44 less` where it has both signs."""
        ends = sorted((self.low, self.high), key=abs)
        near, far = (self._bare(abs(end)) for end in ends)
        if self.low * self.high < 0:
            return f"from {near} {_side(ends[0])} to {far} {_side(ends[1])}"
        return f"{near} to {far}"

    def label(self, value: Decimal) -> str:
        """A signed end or value for the drawing."""
        return (words.MINUS if value < 0 else "") + self._bare(abs(value))

    def _bare(self, value: Decimal) -> str:
        """Without the unit, which stands beside the value; a currency keeps its sign."""
        text = self.print_as.short(value)
        unit = words.NO_BREAK_SPACE + self.print_as.unit.text
        return text.removesuffix(unit) if not self.print_as.unit.is_currency else text


def effect_in_words(review: ScorecardReview, found: LinkReview) -> EffectInWords | None:
    """The effect of a tested link, for an improvement of its cause; None where nothing was measured."""
    link, test = found.link, found.test
    if test is None or test.effect is None or found.grid is None or link.cause_kpi is None or link.effect_kpi is None:
        return None
    cause, effect = review.kpi(link.cause_kpi), review.kpi(link.effect_kpi)
    reported = [point.cause for point in found.grid.points if point.cause is not None]
    size = Decimal(1) if test.cause_logged else step_for(max(reported) - min(reported))
    sign = -1 if cause.kpi.direction is Direction.LOWER else 1
    raw = (test.effect.value, test.effect.low, test.effect.high)
    ends = [_scaled(decimal_of(number), sign * size, logged=test.effect_logged) for number in raw]
    value, low, high = ends[0], min(ends[1:]), max(ends[1:])
    return EffectInWords(
        step=_step(cause, size, sign, logged=test.cause_logged),
        measure=_measure(cause, logged=test.cause_logged),
        effect=effect.kpi.title,
        value=value,
        low=low,
        high=high,
        expected=sign if link.expect is Expectation.SAME else -sign,
        print_as=_format(effect, (value, low, high), logged=test.effect_logged),
    )


def step_for(spread: Decimal) -> Decimal:
    """A step of the cause to speak of: one unit where it moved by 1 to 100, else a power of ten that it really moved.

    >>> [str(step_for(Decimal(spread))) for spread in ("0.3", "12", "250", "700000")]
    ['0.1', '1', '10', '10000']
    """
    if 1 <= spread < _WORTH_A_UNIT:
        return Decimal(1)
    magnitude = spread.adjusted() if spread < 1 else spread.adjusted() - 1
    return Decimal((0, (1,), magnitude)) if magnitude < 0 else Decimal(10**magnitude)


def decimal_of(number: float, digits: int = _DIGITS) -> Decimal:
    """A float as a decimal, without the digits that are noise."""
    return Decimal(f"{number:.{digits}g}")


def _scaled(slope: Decimal, factor: Decimal, *, logged: bool) -> Decimal:
    """The effect of `factor` units; a change in per cent is compounded."""
    if not logged:
        return slope * factor
    return _HUNDRED * ((1 + slope / _HUNDRED) ** factor - 1)


def _step(cause: KpiReview, size: Decimal, sign: int, *, logged: bool) -> str:
    side = _side(Decimal(sign))
    if logged:
        return f"one per cent {side}"
    unit = cause.kpi.unit
    if size != 1:
        return f"{replace(format_of(cause), decimals=words.decimals_in([size])).difference(size, signed=False)} {side}"
    return f"{unit.symbol}1 {side}" if unit.symbol else f"one {singular(unit.of_difference)} {side}"


def singular(unit: str) -> str:
    """One of a unit that is written in the plural: `day`, `deploy a week`."""
    first, blank, rest = unit.partition(" ")
    is_plural = first.endswith("s") and not first.endswith("ss") and first.isalpha() and first.islower()
    return (first.removesuffix("s") if is_plural else first) + blank + rest


def _measure(cause: KpiReview, *, logged: bool) -> str:
    """The KPI, without its unit where its name begins with it: `from contract to live` for days."""
    title, unit = cause.kpi.title, cause.kpi.unit.of_difference
    if not logged and title.lower().startswith(f"{unit.lower()} "):
        return title[len(unit) + 1 :]
    return f"in {title}"


def _side(value: Decimal) -> str:
    return "less" if value < 0 else "more"


def _format(effect: KpiReview, ends: Iterable[Decimal], *, logged: bool) -> FigureFormat:
    """Two digits that count in the value, and one in the ends as far as that takes no more than one decimal."""
    value, *limits = ends
    wanted = _decimals(value, 2)
    for_limits = max((_decimals(limit, 1) for limit in limits), default=0)
    unit = _PERCENT if logged else Unit(effect.kpi.unit.of_difference)
    return replace(format_of(effect), unit=unit, decimals=max(wanted, min(for_limits, wanted + 1)))


def _decimals(value: Decimal, significant: int) -> int:
    return max(0, significant - 1 - value.adjusted()) if value else 0
