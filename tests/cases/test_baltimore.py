"""The measures of the City of Baltimore, FY2025, against the answer worked out from them by hand."""

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from mkdocs_scorecards.analyse.review import KpiReview, ScorecardReview, review_of
from mkdocs_scorecards.analyse.status import Status
from mkdocs_scorecards.load.periods import read_period
from mkdocs_scorecards.load.portfolio import load_portfolio
from mkdocs_scorecards.model.ids import KpiId, ScorecardId
from mkdocs_scorecards.model.period import Frequency
from mkdocs_scorecards.model.scorecard import Scorecard

PROJECT = Path(__file__).parents[2]
STATUS_OF_COLOUR = {"green": Status.ON_TARGET, "amber": Status.AT_RISK, "red": Status.OFF_TARGET}

with (Path(__file__).parent / "baltimore_expected.csv").open(encoding="utf-8", newline="") as file:
    EXPECTED = {row["kpi"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def baltimore() -> Scorecard:
    return load_portfolio(PROJECT).portfolio.scorecard(ScorecardId("baltimore"))


@pytest.fixture(scope="module")
def fy2025(baltimore: Scorecard) -> ScorecardReview:
    return review_of(baltimore, read_period("FY2025", fiscal_start=baltimore.fiscal_year_start))


def reviewed(review: ScorecardReview, kpi: str) -> KpiReview:
    return review.kpi(KpiId(kpi))


def test_a_third_each_is_on_target_at_risk_and_off_target(fy2025: ScorecardReview) -> None:
    assert {status: count for status, count in fy2025.now.counts.items() if count} == {
        Status.ON_TARGET: 8,
        Status.AT_RISK: 8,
        Status.OFF_TARGET: 8,
    }


def test_half_of_the_measures_got_better_and_half_worse(fy2025: ScorecardReview) -> None:
    assert Counter(kpi.is_better for kpi in fy2025.kpis) == {True: 12, False: 12}


def test_the_scorecard_holds_the_measures_of_the_answer_and_no_others(fy2025: ScorecardReview) -> None:
    assert {kpi.id for kpi in fy2025.kpis} == EXPECTED.keys()


@pytest.mark.parametrize("kpi", EXPECTED)
def test_actual_plan_and_status_are_those_of_the_answer(fy2025: ScorecardReview, kpi: str) -> None:
    found, expected = reviewed(fy2025, kpi), EXPECTED[kpi]

    assert str(found.result.period) == "FY2025"
    assert found.result.actual == Decimal(expected["actual"])
    assert found.result.plan.value == Decimal(expected["target"])
    assert found.status is STATUS_OF_COLOUR[expected["rag"]]


@pytest.mark.parametrize("kpi", EXPECTED)
def test_the_trend_against_the_year_before_is_that_of_the_answer(fy2025: ScorecardReview, kpi: str) -> None:
    found, expected = reviewed(fy2025, kpi), EXPECTED[kpi]

    assert found.previous.actual == Decimal(expected["fy2024_actual"])
    assert found.is_better is (expected["trend"] == "better")


@pytest.mark.parametrize("kpi", [name for name, row in EXPECTED.items() if row["quarters_add_up"].startswith("no")])
def test_the_published_year_stands_although_its_quarters_add_up_to_something_else(
    baltimore: Scorecard, fy2025: ScorecardReview, kpi: str
) -> None:
    year = reviewed(fy2025, kpi).result
    figures = {row.period: row.actual for row in baltimore.series(KpiId(kpi)).observations}
    quarters = [figures[quarter] or Decimal(0) for quarter in year.period.parts(Frequency.QUARTER)]

    assert EXPECTED[kpi]["quarters_add_up"] == f"no (quarters add to {sum(quarters)})"
    assert year.actual == Decimal(EXPECTED[kpi]["actual"]) != sum(quarters)


@pytest.mark.parametrize("year", ["FY2021", "FY2022", "FY2023"])
def test_years_without_targets_are_shown_and_not_scored(baltimore: Scorecard, year: str) -> None:
    review = review_of(baltimore, read_period(year, fiscal_start=baltimore.fiscal_year_start))

    assert {kpi.status for kpi in review.kpis} <= {Status.UNSCORED, Status.NO_DATA}
    assert {kpi.result.plan.value for kpi in review.kpis} == {None}


def test_a_quarter_is_not_held_against_the_target_of_a_year(baltimore: Scorecard) -> None:
    review = review_of(baltimore, read_period("FY2025-Q1", fiscal_start=baltimore.fiscal_year_start))
    collected = reviewed(review, "recycling_collected").result

    assert str(collected.period) == "FY2024", "the last whole year that had ended by then"
    assert (collected.actual, collected.plan.value) == (Decimal(25078), Decimal(30000))
