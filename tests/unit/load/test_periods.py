import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_scorecards.load.periods import DateOrder, read_period, years_of_window
from mkdocs_scorecards.load.unreadable import UnreadableText
from mkdocs_scorecards.model.period import Frequency, Period


def period(text: str, frequency: Frequency | None = None, dates: DateOrder | None = None, fiscal_start: int = 7) -> str:
    return str(read_period(text, fiscal_start=fiscal_start, frequency=frequency, dates=dates))


def refusal(
    text: str, frequency: Frequency | None = Frequency.MONTH, dates: DateOrder | None = None, *, windows: bool = False
) -> UnreadableText:
    with pytest.raises(UnreadableText) as caught:
        read_period(text, fiscal_start=7, frequency=frequency, dates=dates, windows=windows)
    return caught.value


@pytest.mark.parametrize(
    "text",
    [
        *["2026-Q3", "2026Q3", "2026 Q3", "Q3 2026", "Q3/26", "Q3-2026", "3Q26", "3Q2026", "q3 2026", "2026 – Q3"],
        *["Q3 '26", "  2026-Q3 ", "Q3\u00a02026"],
    ],
)
def test_spellings_of_a_calendar_quarter(text: str) -> None:
    assert period(text) == "2026-Q3"


@pytest.mark.parametrize(
    "text",
    [
        *["2026-09", "2026/09", "09/2026", "Sep 2026", "Sep-26", "September 2026", "202609", "2026-9", "9/2026"],
        *["09.2026", "sep-26", "Sept. 2026", "SEPTEMBER 2026", "2026 Sep", "Sep'26"],
    ],
)
def test_spellings_of_a_month(text: str) -> None:
    assert period(text) == "2026-09"


def test_spellings_of_a_year_and_a_week() -> None:
    assert period("2026") == "2026"
    assert [period(text) for text in ("2026-W40", "2026W40", "2026-w40")] == ["2026-W40"] * 3


@pytest.mark.parametrize("text", ["FY2026", "FY26", "fy26", "FY 2026", "2025/26", "2025/2026", "FY25/26", "FY2025-26"])
def test_spellings_of_a_fiscal_year_which_ends_in_its_year(text: str) -> None:
    found = read_period(text, fiscal_start=7)

    assert str(found) == "FY2026"
    assert (found.first_day, found.last_day) == (date(2025, 7, 1), date(2026, 6, 30))


@pytest.mark.parametrize("text", ["FY2026-Q3", "Q3 FY26", "FY26 Q3", "FY26Q3", "Q3 FY2026", "FY 26 Q3"])
def test_spellings_of_a_fiscal_quarter(text: str) -> None:
    found = read_period(text, fiscal_start=7)

    assert str(found) == "FY2026-Q3"
    assert found.first_day == date(2026, 1, 1)


def test_a_fiscal_year_that_starts_in_january_is_the_calendar_year() -> None:
    assert period("FY2026-Q3", fiscal_start=1) == "2026-Q3"
    assert period("2014/15", fiscal_start=1) == "2015"


def test_a_quarter_without_fy_is_one_of_the_calendar() -> None:
    assert read_period("2024-Q3", fiscal_start=7) == read_period("FY2025-Q1", fiscal_start=7)


def test_two_digit_years_of_a_span_may_cross_the_century() -> None:
    assert period("1999/00") == "FY2000"
    assert period("1999/2000") == "FY2000"


@pytest.mark.parametrize("text", ["2005-2007", "2005/2007", "2005–2007", "2005 - 2007"])
def test_a_window_counts_for_the_year_it_ends_in_where_it_is_declared(text: str) -> None:
    assert str(read_period(text, fiscal_start=1, windows=True)) == "2007"
    assert years_of_window(text) == 3
    error = refusal(text)
    assert error.code == "period-window-undeclared"
    assert "window: 3 years" in error.hint


def test_two_years_with_a_slash_are_a_fiscal_year_and_no_window() -> None:
    assert str(read_period("2014/2015", fiscal_start=4, windows=True)) == "FY2015"
    assert years_of_window("2014/2015") is None


def test_two_years_with_a_dash_are_a_window() -> None:
    assert str(read_period("2014-2015", fiscal_start=4, windows=True)) == "2015"
    assert years_of_window("2014-2015") == 2


def test_a_window_that_runs_backwards_is_refused() -> None:
    assert refusal("2007-2005", windows=True).code == "period-impossible"


@pytest.mark.parametrize(
    "text",
    [
        *["2026-09-30", "2026/09/30", "20260930", "2026-09-30 00:00:00", "2026-09-30T00:00", "30/09/2026"],
        *["30.09.2026", "30-09-2026", "09/30/2026", "30 Sep 2026", "30-Sep-2026", "Sep 30, 2026", "30. September 2026"],
    ],
)
@pytest.mark.parametrize(
    ("frequency", "expected"),
    [
        (Frequency.WEEK, "2026-W40"),
        (Frequency.MONTH, "2026-09"),
        (Frequency.QUARTER, "FY2027-Q1"),
        (Frequency.YEAR, "FY2027"),
    ],
)
def test_a_date_stands_for_the_period_of_the_frequency_that_holds_it(
    text: str, frequency: Frequency, expected: str
) -> None:
    assert period(text, frequency) == expected


def test_a_date_is_refused_where_no_frequency_says_what_it_stands_for() -> None:
    error = refusal("2026-09-30", None)

    assert error.message == "'2026-09-30' is a single day; a period is expected here"
    assert "2026-09" in error.hint


def test_a_date_with_two_readings_is_refused_with_both() -> None:
    error = refusal("03/04/2026")

    assert error.code == "period-ambiguous"
    assert error.message == "'03/04/2026' may be 2026-03-04 or 2026-04-03"
    assert "'dates: dmy' or 'dates: mdy'" in error.hint


def test_the_declared_order_settles_an_ambiguous_date() -> None:
    assert period("03/04/2026", Frequency.MONTH, DateOrder.DMY) == "2026-04"
    assert period("03/04/2026", Frequency.MONTH, DateOrder.MDY) == "2026-03"
    assert period("01/02/03", Frequency.MONTH, DateOrder.YMD) == "2001-02"


def test_a_date_that_is_the_same_in_both_orders_needs_no_declaration() -> None:
    assert period("04/04/2026", Frequency.MONTH) == "2026-04"


@pytest.mark.parametrize(("text", "dates"), [("09/30/2026", DateOrder.DMY), ("30/09/2026", DateOrder.MDY)])
def test_a_date_against_the_declared_order_is_refused(text: str, dates: DateOrder) -> None:
    error = refusal(text, dates=dates)

    assert error.code == "period-impossible"
    assert f"'dates: {dates.value}'" in error.message


def test_an_iso_date_needs_no_order() -> None:
    assert period("2026-09-30", Frequency.MONTH, DateOrder.MDY) == "2026-09"


@pytest.mark.parametrize(
    "text", ["26-09", "26/09", "09-26", "01/02/03", "2008/09", "2011/12", "Q3 98", "Sep-75", "FY70"]
)
def test_ambiguous_spellings_are_refused(text: str) -> None:
    error = refusal(text)

    assert error.code == "period-ambiguous"
    assert error.hint.startswith(("write", "say"))


def test_a_short_pair_stays_ambiguous_whatever_the_order_of_dates() -> None:
    assert refusal("26-09", dates=DateOrder.YMD).code == "period-ambiguous"


@pytest.mark.parametrize(
    "text",
    [
        *["2026-13", "2026-00", "13/2026", "202613", "2026-Q5", "2026-Q0", "5Q26", "FY26-Q9", "2026-W54", "2025-W53"],
        *["2026-W00", "2026-02-30", "31/02/2026", "2026-13-01", "20261301", "1850", "2300", "1850-Q1", "2014/16"],
        *["FY25/27", "1850-01-01"],
    ],
)
def test_impossible_periods_are_refused(text: str) -> None:
    assert refusal(text).code == "period-impossible"


def test_a_fiscal_year_with_a_dash_is_refused_with_the_spelling_that_is_read() -> None:
    assert refusal("2014-15").hint == "write 2014/15 for the fiscal year"


@pytest.mark.parametrize(("text", "day"), [("45930", "2025-09-30"), ("46295", "2026-09-30"), ("45930.0", "2025-09-30")])
def test_an_excel_serial_is_refused_with_the_date_it_may_mean(text: str, day: str) -> None:
    error = refusal(text)

    assert error.code == "period-excel-serial"
    assert error.message.endswith(f"perhaps {day}")
    assert f"write {day[:7]}" in error.hint


@pytest.mark.parametrize(
    "text", ["", " ", "soon", "Octember 2026", "12345", "2026.0", "٢٠٢٦", "26Q3", "Q3", "FY", "1/2"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    error = refusal(text)

    assert error.code == ("period-ambiguous" if text == "1/2" else "period-unreadable")
    assert error.hint


def test_a_long_text_is_quoted_short_and_on_one_line() -> None:
    error = refusal("x\n" * 1000)

    assert len(error.message) < 80
    assert "\n" not in error.message


@given(
    day=st.dates(date(1901, 1, 1), date(2198, 12, 31)),
    frequency=st.sampled_from(Frequency),
    fiscal_start=st.integers(1, 12),
)
def test_every_period_is_read_back_from_its_canonical_spelling(
    day: date, frequency: Frequency, fiscal_start: int
) -> None:
    for naming in (fiscal_start, 1):
        expected = Period.containing(day, frequency, naming)

        found = read_period(str(expected), fiscal_start=fiscal_start)

        assert found == expected
        assert str(found) == str(expected)


@given(day=st.dates(date(1901, 1, 1), date(2198, 12, 31)), frequency=st.sampled_from(Frequency))
def test_a_day_written_in_the_declared_order_is_in_the_period_that_holds_it(day: date, frequency: Frequency) -> None:
    for order, form in ((DateOrder.DMY, "%d/%m/%Y"), (DateOrder.MDY, "%m.%d.%Y"), (DateOrder.DMY, "%Y-%m-%d")):
        found = read_period(day.strftime(form), fiscal_start=4, frequency=frequency, dates=order)

        assert found.first_day <= day <= found.last_day


@given(text=st.text(st.sampled_from("0123456789QFYWSep -/.'–,:T"), max_size=12))
def test_a_text_is_a_period_or_refused_with_message_and_hint(text: str) -> None:
    try:
        found = read_period(text, fiscal_start=7, frequency=Frequency.MONTH, windows=True)
    except UnreadableText as error:
        is_fine = bool(error.message and error.hint)
    else:
        is_fine = re.search("[0-9]", text) is not None and 1899 <= found.first_day.year <= 2199
    assert is_fine
