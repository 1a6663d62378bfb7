"""Whether a rule became easier to meet: targets, amber bands, critical values, roll-ups.

Easier means easier for certain. Where a lower value comes with an earlier date nobody can tell, and the answer is None.
"""

from decimal import Decimal

from mkdocs_scorecards.analyse.status import band_width
from mkdocs_scorecards.model.kpi import (
    AmberBand,
    ChangeTarget,
    CriticalRange,
    Direction,
    FixedTarget,
    RangeTarget,
    Target,
)
from mkdocs_scorecards.model.period import Period
from mkdocs_scorecards.model.scorecard import Rollup


def is_target_eased(before: Target | None, after: Target | None, direction: Direction) -> bool | None:
    """Whether a target asks for less than before; False where it asks for more, None where it cannot be told."""
    match before, after:
        case None, _:
            return False
        case _, None:
            return True
        case FixedTarget(), FixedTarget():
            return _sooner_or_later(
                is_value_eased(before.value, after.value, direction), before.by, after.by, before.value == after.value
            )
        case ChangeTarget(), ChangeTarget() if before.base == after.base:
            same = before.percent == after.percent
            return _sooner_or_later(is_value_eased(before.percent, after.percent, direction), before.by, after.by, same)
        case RangeTarget(), RangeTarget():
            return _is_wider(before, after)
        case _:
            return None


def is_value_eased(before: Decimal, after: Decimal, direction: Direction) -> bool | None:
    """Whether a planned figure asks for less than before."""
    if direction is Direction.HIGHER:
        return after < before
    return after > before if direction is Direction.LOWER else None


def is_band_widened(before: AmberBand, after: AmberBand, planned: Decimal | None) -> bool | None:
    """Whether an amber band lets more pass as at risk; bands of two kinds are compared at the planned figure."""
    if before.relative is after.relative:
        return after.width > before.width
    if planned is None:
        return None
    return band_width(after, planned) > band_width(before, planned)


def is_critical_widened(before: CriticalRange | None, after: CriticalRange | None) -> bool | None:
    """Whether the score of a range KPI reaches 0 later than before."""
    if before is None or after is None:
        return None
    return _is_wider(before, after)


def is_rollup_loosened(before: Rollup, after: Rollup) -> bool:
    """Whether a mean now stands where the worst decided."""
    return before is Rollup.WORST and after is Rollup.MEAN


def _sooner_or_later(eased: bool | None, before: Period | None, after: Period | None, same: bool) -> bool | None:
    """Value and date together: easier when one is and the other is no harder."""
    later = _is_later(before, after)
    if same:
        return later
    if later is None or eased is None or before == after:
        return eased
    return eased if eased is later else None


def _is_later(before: Period | None, after: Period | None) -> bool | None:
    if before is None or after is None:
        return None if before is None and after is None else after is not None
    return after.last_day > before.last_day


def _is_wider(before: RangeTarget | CriticalRange, after: RangeTarget | CriticalRange) -> bool | None:
    if after.low <= before.low and after.high >= before.high:
        return True
    return False if after.low >= before.low and after.high <= before.high else None
