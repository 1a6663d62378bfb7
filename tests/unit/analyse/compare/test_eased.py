from decimal import Decimal

import pytest

from builders import a_period
from mkdocs_scorecards.analyse.compare.eased import is_band_widened, is_critical_widened, is_target_eased
from mkdocs_scorecards.model.kpi import (
    AmberBand,
    ChangeTarget,
    CriticalRange,
    Direction,
    FixedTarget,
    RangeTarget,
    Target,
)


def fixed(value: str, by: str | None = None) -> FixedTarget:
    return FixedTarget(value=Decimal(value), by=a_period(by) if by else None)


def change(percent: str, base: str = "2025", by: str = "2026") -> ChangeTarget:
    return ChangeTarget(percent=Decimal(percent), base=a_period(base), by=a_period(by))


def zone(low: str, high: str) -> RangeTarget:
    return RangeTarget(low=Decimal(low), high=Decimal(high))


def band(width: str, *, relative: bool = False) -> AmberBand:
    return AmberBand(width=Decimal(width), relative=relative)


@pytest.mark.parametrize(
    ("before", "after", "direction", "eased"),
    [
        (fixed("4"), fixed("5"), Direction.LOWER, True),
        (fixed("4"), fixed("5"), Direction.HIGHER, False),
        (fixed("4", "2026-06"), fixed("4", "2026-12"), Direction.LOWER, True),
        (fixed("4", "2026-12"), fixed("4", "2026-06"), Direction.LOWER, False),
        (fixed("4", "2026-06"), fixed("5", "2026-12"), Direction.LOWER, True),
        (fixed("4", "2026-06"), fixed("3", "2026-12"), Direction.LOWER, None),
        (fixed("4"), fixed("4", "2026-12"), Direction.LOWER, True),
        (fixed("4"), None, Direction.LOWER, True),
        (None, fixed("4"), Direction.LOWER, False),
        (fixed("4"), fixed("5"), Direction.NONE, None),
        (change("-15"), change("-10"), Direction.LOWER, True),
        (change("-15"), change("-10"), Direction.HIGHER, False),
        (change("-15"), change("-10", base="2024"), Direction.LOWER, None),
        (zone("4", "8"), zone("4", "9"), Direction.RANGE, True),
        (zone("4", "8"), zone("5", "8"), Direction.RANGE, False),
        (zone("4", "8"), zone("5", "9"), Direction.RANGE, None),
        (fixed("4"), change("-10"), Direction.LOWER, None),
    ],
)
def test_a_target_is_eased_only_when_that_is_certain(
    before: Target | None, after: Target | None, direction: Direction, *, eased: bool | None
) -> None:
    assert is_target_eased(before, after, direction) is eased


def test_amber_bands_of_two_kinds_are_compared_at_the_plan() -> None:
    assert is_band_widened(band("1"), band("2"), None) is True
    assert is_band_widened(band("1"), band("10", relative=True), Decimal(20)) is True
    assert is_band_widened(band("1"), band("10", relative=True), Decimal(5)) is False
    assert is_band_widened(band("1"), band("10", relative=True), None) is None


def test_critical_values_are_widened_when_both_ends_give() -> None:
    old, new = CriticalRange(low=Decimal(1), high=Decimal(9)), CriticalRange(low=Decimal(0), high=Decimal(9))

    assert is_critical_widened(old, new) is True
    assert is_critical_widened(new, old) is False
    assert is_critical_widened(None, new) is None
