import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import a_kpi, a_period, a_scorecard, a_series
from mkdocs_scorecards.analyse.review import review_of
from mkdocs_scorecards.analyse.rollup import status_of_score
from mkdocs_scorecards.analyse.status import Status
from mkdocs_scorecards.model.unit import Unit
from mkdocs_scorecards.render import format as words
from mkdocs_scorecards.render.format import MINUS, NO_BREAK_SPACE, FigureFormat, format_of

D = Decimal
SCALES = {"k": 10**3, "M": 10**6, "B": 10**9}


def figure_format(unit: str = "points", decimals: int = 1, shorten_from: int = 100_000) -> FigureFormat:
    return FigureFormat(unit=Unit(unit), decimals=decimals, shorten_from=D(shorten_from))


def value_of(shown: str) -> Decimal:
    """The number that a reader takes from a printed figure."""
    match = re.search(rf"({MINUS}?)[^0-9]*([0-9][0-9,]*(?:\.[0-9]+)?)(?:{NO_BREAK_SPACE}([kMB])\b)?", shown)
    assert match
    value = D(match[2].replace(",", "")) * SCALES.get(match[3] or "", 1)
    return -value if match[1] else value


figures = st.decimals(-(10**15), 10**15, allow_nan=False, places=4) | st.decimals(-10, 10, allow_nan=False, places=8)
near_figures = st.builds(
    lambda digits, nudge, exponent: (D(digits).scaleb(exponent), (D(digits) + nudge).scaleb(exponent)),
    st.integers(-(10**7), 10**7),
    st.integers(-3, 3),
    st.integers(-6, 4),
)
formats = st.builds(
    figure_format,
    st.sampled_from(["%", "EUR", "CHF", "points", "t"]),
    st.integers(0, 3),
    st.sampled_from([100_000, 10_000_000]),
)


@given(figures, st.integers(0, 8))
def test_a_number_is_off_by_half_a_digit_at_most(value: Decimal, decimals: int) -> None:
    shown = words.number(value, decimals)

    assert abs(value_of(shown) - value) <= D(5).scaleb(-decimals - 1)
    assert "-" not in shown
    assert (MINUS in shown) is (value_of(shown) < 0)


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        ("-1234.5", 2, "−1,234.50"),
        ("0.125", 2, "0.12"),
        ("0.135", 2, "0.14"),
        ("-0.04", 1, "0.0"),
        ("-0.0", 0, "0"),
        ("999999.5", 0, "1,000,000"),
        ("1E+30", 0, "1" + ",000" * 10),
    ],
)
def test_a_number_has_thousands_commas_and_a_true_minus(value: str, decimals: int, shown: str) -> None:
    assert words.number(D(value), decimals) == shown


@given(figures, formats)
def test_nothing_tears_a_number_from_its_unit(value: Decimal, print_as: FigureFormat) -> None:
    for shown in (print_as.full(value), print_as.short(value), print_as.difference(value)):
        assert " " not in shown
        assert "-" not in shown


@pytest.mark.parametrize(
    ("unit", "value", "full", "short"),
    [
        ("%", "4.86", "4.9 %", "4.9 %"),
        ("EUR", "12900000", "€12,900,000.0", "€12.9 M"),
        ("EUR", "-12900000", "−€12,900,000.0", "−€12.9 M"),
        ("CHF", "250000", "250,000.0 CHF", "250 k CHF"),
        ("days", "9", "9.0 days", "9.0 days"),
        ("EUR", "999999.9", "€999,999.9", "€1.00 M"),
        ("EUR", "1234567890123", "€1,234,567,890,123.0", "€1,235 B"),
    ],
)
def test_a_figure_in_full_and_in_short(unit: str, value: str, full: str, short: str) -> None:
    print_as = figure_format(unit)

    assert print_as.full(D(value)).replace(NO_BREAK_SPACE, " ") == full
    assert print_as.short(D(value)).replace(NO_BREAK_SPACE, " ") == short


@given(figures, formats)
def test_a_short_figure_is_right_to_three_digits(value: Decimal, print_as: FigureFormat) -> None:
    shown = value_of(print_as.short(value))

    if abs(value) < print_as.shorten_from:
        assert shown == value_of(print_as.full(value))
    else:
        assert abs(shown - value) <= abs(value) * D("0.005")


@given(near_figures, formats)
def test_a_missed_plan_is_never_printed_as_its_actual(pair: tuple[Decimal, Decimal], print_as: FigureFormat) -> None:
    actual, planned = pair
    telling = print_as.telling(actual, planned)

    for shown in (telling.full, telling.short):
        assert (value_of(shown(actual)) == value_of(shown(planned))) is (actual == planned)
        assert (value_of(shown(actual)) < value_of(shown(planned))) is (actual < planned)


def test_digits_are_added_only_as_far_as_it_takes() -> None:
    print_as = figure_format("%", decimals=1)

    assert print_as.telling(D("99.949"), D("99.9")).full(D("99.949")) == f"99.95{NO_BREAK_SPACE}%"
    assert print_as.telling(D("98"), D("99.9")) == print_as


@pytest.mark.parametrize(
    ("unit", "value", "shown"),
    [("%", "2", "+2.0 points"), ("%", "-0.4", "−0.4 points"), ("EUR", "1200000", "+€1.20 M"), ("EUR", "0.04", "€0.0")],
)
def test_a_difference_has_a_sign_and_percentages_differ_by_points(unit: str, value: str, shown: str) -> None:
    assert figure_format(unit).difference(D(value)).replace(NO_BREAK_SPACE, " ") == shown


def test_a_difference_without_sign_is_a_size() -> None:
    assert figure_format("days").difference(D(-3), signed=False) == f"3.0{NO_BREAK_SPACE}days"


@given(st.decimals(0, 1, allow_nan=False))
def test_a_printed_score_never_claims_a_band_that_was_missed(value: Decimal) -> None:
    shown = D(words.score(value))

    assert abs(shown - value) < D("0.011")
    assert status_of_score(shown) is status_of_score(value)
    assert (shown == 1) is (value == 1)
    assert (shown == 0) is (value == 0)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "–"),
        ("1", "1.00"),
        ("0.9999", "0.99"),
        ("0.8999", "0.89"),
        ("0.9", "0.90"),
        ("0.9049", "0.90"),
        ("0.695", "0.69"),
        ("0.855", "0.86"),
        ("0.0001", "0.01"),
        ("0", "0.00"),
    ],
)
def test_a_score_has_two_decimals(value: str | None, shown: str) -> None:
    assert words.score(D(value) if value is not None else None) == shown


def test_decimals_are_those_declared_or_else_those_of_the_figures_but_two_at_most() -> None:
    def decimals(declared: int | None, *values: str) -> int:
        kpi = a_kpi(decimals=declared)
        months = {f"2026-0{month}": value for month, value in enumerate(values, start=1)}
        review = review_of(a_scorecard([kpi], {"churn": a_series("churn", months)}), a_period("2026-Q3"))
        return format_of(review.kpis[0]).decimals

    assert decimals(None, "4", "4.5") == 1
    assert decimals(None, "4", "4.000") == 0
    assert decimals(None, "4.12345") == 2
    assert decimals(3, "4") == 3
    assert decimals(None) == 0


def test_amounts_are_shortened_earlier_than_counts() -> None:
    def short(unit: str) -> str:
        card = a_scorecard([a_kpi(unit=unit)], {"churn": a_series("churn", {"2026-09": "250000"})})
        return format_of(review_of(card, a_period("2026-09")).kpis[0]).short(D(250000))

    assert short("USD") == f"$250{NO_BREAK_SPACE}k"
    assert short("visits") == f"250,000{NO_BREAK_SPACE}visits"


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("2026-09", "September 2026"),
        ("2026-Q3", "third quarter 2026 (July to September)"),
        ("2026", "2026"),
        ("2026-W40", "week 40 of 2026 (from 2026-09-28)"),
        ("2026-W01", "week 1 of 2026 (from 2025-12-29)"),
        ("FY2026", "fiscal year 2026 (July 2025 to June 2026)"),
        ("FY2026-Q2", "second quarter of fiscal year 2026 (October to December 2025)"),
    ],
)
def test_a_period_in_words(period: str, said: str) -> None:
    assert words.period_in_words(a_period(period, 7)) == said


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "no KPIs"), (1, "one KPI"), (2, "two KPIs"), (12, "twelve KPIs"), (13, "13 KPIs")],
)
def test_a_count_in_words(count: int, said: str) -> None:
    assert words.counted(count, "KPI") == said


@pytest.mark.parametrize(
    ("items", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_a_list_in_words(items: list[str], said: str) -> None:
    assert words.listed(items) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, ""), (2, "less than a week"), (7, "1 week"), (31, "4 weeks"), (63, "9 weeks"), (92, "3 months")],
)
def test_a_span_in_words(days: int, said: str) -> None:
    assert words.span_in_words(days) == said


def test_ticks_share_scale_and_decimals_and_the_highest_names_the_unit() -> None:
    money = figure_format("EUR", shorten_from=100_000)

    assert words.tick_labels(money, (D(0), D(500_000), D(1_000_000))) == ("0.0", "0.5", f"€1.0{NO_BREAK_SPACE}M")
    assert words.tick_labels(figure_format("%"), (D(0), D("2.5"), D(5))) == ("0.0", "2.5", f"5.0{NO_BREAK_SPACE}%")
    assert words.tick_labels(figure_format("customers"), (D(0), D(10))) == ("0", "10")


def test_every_status_has_a_word() -> None:
    assert words.STATUS_WORDS.keys() == set(Status)
