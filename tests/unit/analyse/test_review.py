"""Figures and plans in any period: month to quarter to year, calendar and fiscal, partial and missing."""

from dataclasses import replace
from decimal import Decimal

import pytest

from builders import a_kpi, a_period, a_scorecard, a_series
from mkdocs_scorecards.analyse.figures import Origin
from mkdocs_scorecards.analyse.plan import Basis
from mkdocs_scorecards.analyse.review import KpiReview, latest_period, review_of
from mkdocs_scorecards.analyse.status import Status
from mkdocs_scorecards.model.kpi import Aggregation, ChangeTarget, Direction, Kpi, Series
from mkdocs_scorecards.model.period import Frequency

D = Decimal


def reviewed(kpi: Kpi, series: Series | None, period: str, fiscal_start: int = 1, **others: Series) -> KpiReview:
    figures: dict[str, Series] = dict(others)
    if series is not None:
        figures[kpi.id] = series
    card = a_scorecard([kpi], figures, fiscal_year_start=fiscal_start)
    return review_of(card, a_period(period, fiscal_start)).kpis[0]


MONTHS = {"2026-07": "5.2", "2026-08": "5.0", "2026-09": "4.6"}
CHURN = a_kpi(
    target="4", by="2026-12", baseline="6.1", since="2025-12", direction=Direction.LOWER, amber="0.5", unit="%"
)


def test_the_plan_runs_straight_from_baseline_to_target() -> None:
    found = reviewed(CHURN, a_series("churn", MONTHS), "2026-09")

    assert found.result.plan.value == D("4.525")
    assert found.result.plan.basis is Basis.LINE


def test_a_quarter_is_judged_by_the_means_of_its_months() -> None:
    found = reviewed(CHURN, a_series("churn", MONTHS), "2026-Q3")

    assert found.result.actual == D("14.8") / 3
    assert found.result.plan.value == D("4.7")
    assert found.status is Status.AT_RISK
    assert not found.result.figure.partial


def test_the_plan_of_the_baseline_period_is_the_baseline_and_before_it_there_is_none() -> None:
    series = a_series("churn", {"2025-11": "6.2", "2025-12": "6.1"})

    assert reviewed(CHURN, series, "2025-12").result.plan.value == D("6.1")
    before = reviewed(CHURN, series, "2025-11")
    assert (before.result.plan.value, before.status) == (None, Status.UNSCORED)


def test_after_its_date_the_target_stands() -> None:
    found = reviewed(CHURN, a_series("churn", {"2027-03": "4.1"}), "2027-03")

    assert found.result.plan.value == D(4)


def test_a_target_row_comes_before_the_line() -> None:
    found = reviewed(CHURN, a_series("churn", MONTHS, {"2026-09": "4.4"}), "2026-09")

    assert (found.result.plan.value, found.result.plan.basis) == (D("4.4"), Basis.ROW)


def test_a_ratio_is_recomputed_from_its_parts() -> None:
    lost = a_kpi("lost", objective=None, aggregate=Aggregation.SUM)
    start = a_kpi("start", objective=None, aggregate=Aggregation.SUM)
    ratio = a_kpi("ratio", formula="lost / start", aggregate=Aggregation.FORMULA)
    card = a_scorecard(
        [ratio, lost, start],
        {
            "lost": a_series("lost", {"2026-01": "2", "2026-02": "2"}),
            "start": a_series("start", {"2026-01": "4", "2026-02": "100"}),
        },
    )

    found = review_of(card, a_period("2026-Q1")).kpis[0]

    assert found.result.actual == (D(4) / D(104))
    assert (found.result.figure.origin, found.result.figure.partial) == (Origin.FORMULA, True)


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        (Aggregation.LAST, "4.6"),
        (Aggregation.SUM, "14.8"),
        (Aggregation.MIN, "4.6"),
        (Aggregation.MAX, "5.2"),
    ],
)
def test_months_make_a_quarter_by_the_kpis_own_rule(rule: Aggregation, value: str) -> None:
    assert reviewed(a_kpi(aggregate=rule), a_series("churn", MONTHS), "2026-Q3").result.actual == D(value)


def test_a_published_kpi_takes_only_a_figure_reported_for_the_period() -> None:
    kpi = a_kpi(aggregate=Aggregation.PUBLISHED, frequency=Frequency.YEAR)
    quarters = {"2025-Q1": "1", "2025-Q2": "2", "2025-Q3": "3", "2025-Q4": "4"}

    assert reviewed(kpi, a_series("churn", quarters), "2025").result.actual is None
    assert reviewed(kpi, a_series("churn", {**quarters, "2025": "11"}), "2025").result.actual == D(11)


def test_missing_months_make_a_figure_partial() -> None:
    found = reviewed(a_kpi(), a_series("churn", {"2026-07": "5", "2026-09": "7"}), "2026-Q3")

    assert (found.result.actual, found.result.figure.partial) == (D(6), True)


def test_a_partial_sum_is_compared_with_the_plan_of_the_same_months() -> None:
    kpi = a_kpi(aggregate=Aggregation.SUM, target="100")

    found = reviewed(kpi, a_series("churn", {"2026-07": "100", "2026-08": "105"}), "2026-Q3")

    assert (found.result.actual, found.result.plan.value, found.status) == (D(205), D(200), Status.ON_TARGET)


def test_a_yearly_target_of_a_sum_is_spread_evenly() -> None:
    kpi = a_kpi(aggregate=Aggregation.SUM, frequency=Frequency.QUARTER)
    series = a_series("churn", {"2025-Q1": "6700"}, {"2025": "23000"})

    found = reviewed(kpi, series, "2025-Q1")

    assert (found.result.plan.value, found.result.plan.basis) == (D(5750), Basis.SPREAD)


def test_a_yearly_target_of_a_level_counts_in_its_quarters_as_it_is() -> None:
    kpi = a_kpi(aggregate=Aggregation.LAST, frequency=Frequency.QUARTER)

    found = reviewed(kpi, a_series("churn", {"2025-Q1": "95"}, {"2025": "96"}), "2025-Q1")

    assert (found.result.plan.value, found.result.plan.basis) == (D(96), Basis.COARSER_ROW)


def test_a_quarterly_target_of_a_monthly_sum_is_met_by_the_quarter() -> None:
    kpi = a_kpi(aggregate=Aggregation.SUM, target="300", by="2026-Q4")
    series = a_series("churn", {"2026-07": "90", "2026-08": "100", "2026-09": "110"})

    assert reviewed(kpi, series, "2026-Q3").result.plan.value == D(300)
    assert reviewed(kpi, series, "2026-09").result.plan.value == D(100)
    assert reviewed(kpi, series, "2026").result.plan.value == D(300)


def test_a_line_between_yearly_sums_meets_the_target_in_its_year() -> None:
    kpi = a_kpi(aggregate=Aggregation.SUM, target="240", by="2026", baseline="120", since="2025")
    months = {f"2026-{month:02}": "20" for month in range(1, 13)}

    found = reviewed(kpi, a_series("churn", months), "2026")

    assert (found.result.actual, found.result.plan.value, found.progress) == (D(240), D(240), D(1))


def test_a_coarser_kpi_shows_the_last_of_its_periods_that_ended() -> None:
    kpi = a_kpi(frequency=Frequency.YEAR, aggregate=Aggregation.PUBLISHED)
    series = a_series("churn", {"2024": "1", "2025": "2", "2026": "3"})

    found = reviewed(kpi, series, "2026-Q3")

    assert (str(found.result.period), found.result.actual) == ("2025", D(2))


def test_a_fiscal_year_is_found_from_a_calendar_quarter() -> None:
    kpi = a_kpi(frequency=Frequency.YEAR, aggregate=Aggregation.PUBLISHED)
    series = a_series("churn", {"FY2024": "1", "FY2025": "2"}, fiscal_start=7)

    found = reviewed(kpi, series, "2026-Q1", fiscal_start=7)

    assert (str(found.result.period), found.result.actual) == ("FY2025", D(2))


def test_nothing_later_than_the_period_is_used() -> None:
    series = a_series("churn", {"2026-08": "5", "2026-10": "9"})

    found = reviewed(a_kpi(), series, "2026-Q3")

    assert found.result.actual == D(5)
    assert [str(row.period) for row in found.series] == ["2026-08", "2026-09"]
    assert str(found.last_reported) == "2026-08"


def test_no_figure_is_carried_forward_unless_the_kpi_says_so() -> None:
    series = a_series("churn", {"2026-05": "5"})

    assert reviewed(a_kpi(target="4"), series, "2026-Q3").status is Status.NO_DATA
    carried = reviewed(a_kpi(target="4", carry_forward=True), series, "2026-09")
    assert (carried.result.actual, carried.result.figure.origin) == (D(5), Origin.CARRIED)
    assert carried.result.figure.observation is not None
    assert str(carried.result.figure.observation.period) == "2026-05"


def test_a_relative_target_counts_from_the_figure_of_its_base() -> None:
    target = ChangeTarget(percent=D(-15), base=a_period("2025"), by=a_period("2026"))
    kpi = replace(a_kpi(direction=Direction.LOWER, frequency=Frequency.QUARTER), target=target)
    series = a_series("churn", {"2025-Q1": "90", "2025-Q2": "100", "2025-Q3": "100", "2025-Q4": "110", "2026-Q4": "86"})

    found = reviewed(kpi, series, "2026-Q4")

    assert (found.result.plan.value, found.result.baseline, found.status) == (D(85), D(100), Status.AT_RISK)


def test_a_figure_is_late_after_one_and_a_half_periods() -> None:
    assert not reviewed(a_kpi(), a_series("churn", {"2026-08": "5"}), "2026-Q3").stale
    assert reviewed(a_kpi(), a_series("churn", {"2026-07": "5"}), "2026-Q3").stale


def test_the_latest_quarter_is_the_last_that_figures_fill() -> None:
    assert str(latest_period(a_scorecard([a_kpi()], {"churn": a_series("churn", {"2026-08": "5"})}))) == "2026-Q2"
    assert str(latest_period(a_scorecard([a_kpi()], {"churn": a_series("churn", {"2026-09": "5"})}))) == "2026-Q3"
    assert latest_period(a_scorecard([a_kpi()])) is None


def test_a_target_without_an_actual_does_not_make_a_quarter_current() -> None:
    series = a_series("churn", {"2025-12": "5", "2027": None}, {"2027": "6"})

    assert str(latest_period(a_scorecard([a_kpi()], {"churn": series}))) == "2025-Q4"


def test_weeks_count_for_the_month_that_holds_their_thursday() -> None:
    kpi = a_kpi(frequency=Frequency.WEEK, aggregate=Aggregation.SUM)
    weeks = {"2026-W36": "1", "2026-W37": "1", "2026-W38": "1", "2026-W39": "1", "2026-W40": "100"}

    assert reviewed(kpi, a_series("churn", weeks), "2026-09").result.actual == D(4)
