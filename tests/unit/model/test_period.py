from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_scorecards.load.periods import read_period
from mkdocs_scorecards.model.period import Frequency, Period

fiscal_starts = st.integers(1, 12)
days = st.dates(date(1910, 1, 1), date(2180, 12, 31))
frequencies = st.sampled_from(Frequency)


@st.composite
def periods(draw: st.DrawFn, frequency: Frequency | None = None, fiscal_start: int | None = None) -> Period:
    """A period of the calendar or of a fiscal year, as the loader makes them."""
    start = draw(fiscal_starts) if fiscal_start is None else fiscal_start
    found = Period.containing(draw(days), frequency or draw(frequencies), start)
    return found if start != 1 else Period(found.frequency, found.first_day)


@given(periods(), periods(), periods())
def test_the_order_is_total(one: Period, two: Period, three: Period) -> None:
    assert (one < two) + (one == two) + (one > two) == 1
    assert not (one <= two <= three) or one <= three
    assert (one <= two) == (not two < one)
    assert sorted([one, two, three]) == sorted([three, one, two])


@given(periods())
def test_a_period_comes_before_its_next_and_touches_it(period: Period) -> None:
    assert period < period.next
    assert period.last_day + timedelta(days=1) == period.next.first_day
    assert period.next.previous == period


@given(periods(), st.integers(-60, 60))
def test_steps_undo_a_shift(period: Period, steps: int) -> None:
    moved = period.shifted(steps)

    assert period.steps_to(moved) == steps
    assert moved.steps_to(period) == -steps
    assert moved.shifted(-steps) == period
    assert (moved.frequency, moved.fiscal_start) == (period.frequency, period.fiscal_start)


@given(periods(), st.integers(-60, 60), st.integers(-60, 60))
def test_shifts_add_up(period: Period, one: int, two: int) -> None:
    assert period.shifted(one).shifted(two) == period.shifted(one + two)


@given(periods(), frequencies)
def test_parts_tile_the_whole_without_hole_or_overlap(period: Period, frequency: Frequency) -> None:
    parts = period.parts(frequency)

    if period.frequency.is_finer_than(frequency):
        assert parts == ()
        return
    assert all(part.frequency is frequency and period.holds(part) for part in parts)
    assert all(one.next == two for one, two in pairwise(parts))
    if frequency is Frequency.WEEK and period.frequency is not Frequency.WEEK:
        assert not period.holds(parts[0].previous)
        assert not period.holds(parts[-1].next)
    else:
        assert (parts[0].first_day, parts[-1].last_day) == (period.first_day, period.last_day)


@given(periods())
def test_neighbours_share_no_week(period: Period) -> None:
    assert not set(period.parts(Frequency.WEEK)) & set(period.next.parts(Frequency.WEEK))


@given(periods(Frequency.YEAR))
def test_quarters_and_months_of_a_year_are_numbered_through(year: Period) -> None:
    quarters = year.parts(Frequency.QUARTER)

    assert [quarter.number for quarter in quarters] == [1, 2, 3, 4]
    assert [part for quarter in quarters for part in quarter.parts(Frequency.MONTH)] == list(
        year.parts(Frequency.MONTH)
    )


@given(days, frequencies, fiscal_starts)
def test_the_period_that_holds_a_day_holds_it(day: date, frequency: Frequency, fiscal_start: int) -> None:
    period = Period.containing(day, frequency, fiscal_start)

    assert period.first_day <= day <= period.last_day
    assert period.first_day <= period.middle_day <= period.last_day


@given(periods(), frequencies)
def test_the_last_period_of_another_frequency_has_ended_and_the_next_has_not(
    period: Period, frequency: Frequency
) -> None:
    found = period.in_frequency(frequency)

    assert found.last_day <= period.last_day < found.next.last_day


@given(st.data(), fiscal_starts)
def test_what_is_printed_is_read_as_the_same_period_in_the_same_spelling(data: st.DataObject, start: int) -> None:
    period = data.draw(st.one_of(periods(fiscal_start=start), periods(fiscal_start=1)))

    found = read_period(str(period), fiscal_start=start)

    assert found == period
    assert str(found) == str(period)


@pytest.mark.parametrize(
    ("period", "printed"),
    [
        (Period.month(2026, 9), "2026-09"),
        (Period.quarter(2026, 3), "2026-Q3"),
        (Period.year(2026), "2026"),
        (Period.week(2026, 40), "2026-W40"),
        (Period.week(2020, 53), "2020-W53"),
        (Period.quarter(2026, 3, 7), "FY2026-Q3"),
        (Period.year(2026, 7), "FY2026"),
        (Period.year(2026, 1), "2026"),
    ],
)
def test_a_period_prints_in_its_canonical_spelling(period: Period, printed: str) -> None:
    assert str(period) == printed


def test_a_fiscal_quarter_equals_the_calendar_quarter_of_the_same_days() -> None:
    fiscal, calendar = Period.quarter(2025, 1, 7), Period.quarter(2024, 3)

    assert fiscal == calendar
    assert hash(fiscal) == hash(calendar)
    assert str(fiscal) != str(calendar)


def test_a_fiscal_year_is_named_after_the_year_it_ends_in() -> None:
    year = Period.year(2026, 4)

    assert (year.first_day, year.last_day) == (date(2025, 4, 1), date(2026, 3, 31))
    assert year.fiscal_year == 2026


def test_periods_that_end_alike_stand_short_before_long() -> None:
    found = sorted([Period.month(2026, 10), Period.quarter(2026, 3), Period.month(2026, 9)])

    assert [str(period) for period in found] == ["2026-09", "2026-Q3", "2026-10"]


def test_a_calendar_quarter_is_no_part_of_a_fiscal_year_from_february() -> None:
    year = Period.year(2026, 2)

    assert not year.holds(Period.quarter(2026, 1))
    assert str(year.parts(Frequency.QUARTER)[0]) == "FY2026-Q1"


def test_a_year_has_52_or_53_weeks_by_its_thursdays() -> None:
    assert len(Period.year(2026).parts(Frequency.WEEK)) == 53
    assert len(Period.year(2025).parts(Frequency.WEEK)) == 52


def test_a_period_is_not_compared_with_something_else() -> None:
    with pytest.raises(TypeError):
        sorted([Period.year(2026), 2026])  # type: ignore[type-var]


@pytest.mark.parametrize("number", [0, 5])
def test_a_year_has_four_quarters(number: int) -> None:
    with pytest.raises(ValueError, match=f"no quarter {number}"):
        Period.quarter(2026, number)


def test_a_year_without_a_week_53_refuses_it() -> None:
    with pytest.raises(ValueError, match="53"):
        Period.week(2025, 53)
