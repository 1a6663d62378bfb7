"""The Canadian Indicator Framework, KPI by KPI, against a simpler rule worked out from the same figures by hand.

Where the rule of this project says something else, the KPI stands in a list below with the reason; the README beside
the case explains both rules.
"""

import csv
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from mkdocs_scorecards.analyse.review import KpiReview, review_of
from mkdocs_scorecards.analyse.status import Status
from mkdocs_scorecards.load.portfolio import load_portfolio
from mkdocs_scorecards.model.ids import KpiId, ScorecardId
from mkdocs_scorecards.model.scorecard import Scorecard

CASE = Path(__file__).parent / "canada"

with (CASE / "expected.csv").open(encoding="utf-8", newline="") as file:
    EXPECTED = {row["kpi_id"].replace("-", "_"): row for row in csv.DictReader(file)}

STATUS_OF_STATE = {
    "green (target met)": Status.ON_TARGET,
    "green (on path)": Status.ON_TARGET,
    "amber (better than base, behind path)": Status.AT_RISK,
    "red (not better than base)": Status.OFF_TARGET,
    "no target": Status.UNSCORED,
}

_FAR = "behind the plan by more than the amber band of 10 % of it; the band looks at the miss, not at the base"
_ALONE = "its only figure is the baseline, and in the period of the baseline the plan is the baseline"
OTHER_STATUSES = {
    "cif_2_2_1": (Status.AT_RISK, "no better than the base, yet within 10 % of the plan"),
    "cif_3_2_1": (Status.ON_TARGET, _ALONE),
    "cif_5_2_1": (Status.ON_TARGET, _ALONE),
    "cif_9_6_1": (Status.OFF_TARGET, _FAR),
    "cif_11_6_1": (Status.OFF_TARGET, _FAR),
    "cif_12_1_1": (Status.OFF_TARGET, _FAR),
    "cif_14_1_1": (Status.OFF_TARGET, _FAR),
    "cif_15_4_1": (Status.OFF_TARGET, _FAR),
}
OTHER_PLANS = {
    "cif_3_2_1": ("13.2", _ALONE),
    "cif_5_2_1": ("12.1", _ALONE),
    "cif_3_4_1": ("8.0077", "the line runs from the end of FY2016 to that of 2025: a fiscal base, a calendar target"),
    "cif_11_3_1": ("77.3478", "a window counts for its last year: the line starts in 2007, the figure stands in 2022"),
}
OTHER_PERIODS = {
    "cif_1_3_1": ("2025-Q4", "a quarterly KPI of which only the fourth quarter is published"),
    "cif_3_4_1": ("FY2025", "2024/2025 is the fiscal year that ends in 2025"),
    "cif_16_6_1": ("FY2024", "2023/2024 is the fiscal year that ends in 2024"),
    "cif_9_1_1": ("2022", "the window 2020-2022 counts for its last year"),
    "cif_11_3_1": ("2022", "the window 2020-2022 counts for its last year"),
}


@cache
def canada() -> Scorecard:
    loaded = load_portfolio(CASE)
    assert loaded.problems == ()
    return loaded.portfolio.scorecard(ScorecardId("canada"))


@cache
def reviewed(kpi: str) -> KpiReview:
    """The KPI in the period of its latest figure."""
    card, name = canada(), KpiId(kpi)
    return review_of(card, card.series(name).observations[-1].period, analysed=False).kpi(name)


def states(beginning: str) -> list[str]:
    return [kpi for kpi, row in EXPECTED.items() if row["expected_state"].startswith(beginning)]


def test_the_scorecard_holds_the_indicators_of_the_answer_and_no_others() -> None:
    assert {kpi.id for kpi in canada().kpis} == EXPECTED.keys()


@pytest.mark.parametrize("kpi", EXPECTED)
def test_the_latest_figure_and_its_period_are_those_of_the_answer(kpi: str) -> None:
    result, row = reviewed(kpi).result, EXPECTED[kpi]

    assert result.actual == Decimal(row["latest_value"])
    assert str(result.period) == OTHER_PERIODS.get(kpi, (row["latest_year"],))[0]


@pytest.mark.parametrize("kpi", EXPECTED)
def test_the_status_is_that_of_the_answer_or_listed_with_a_reason(kpi: str) -> None:
    by_their_rule = STATUS_OF_STATE.get(EXPECTED[kpi]["expected_state"])
    status, reason = OTHER_STATUSES.get(kpi, (by_their_rule, ""))

    assert reviewed(kpi).status is status
    assert not reason or status is not by_their_rule, "a listed difference that is none"


@pytest.mark.parametrize("kpi", EXPECTED)
def test_the_plan_is_the_value_on_the_straight_path_or_listed_with_a_reason(kpi: str) -> None:
    on_their_path = EXPECTED[kpi]["value_needed_now_on_straight_path"]
    plan, reason = OTHER_PLANS.get(kpi, (on_their_path, ""))
    found = reviewed(kpi).result.plan.value

    assert (round(found, 4) if found is not None else None) == (Decimal(plan) if plan else None)
    assert not reason or plan != on_their_path, "a listed difference that is none"


@pytest.mark.parametrize("kpi", states("green"))
def test_whoever_is_on_the_path_has_the_full_score(kpi: str) -> None:
    assert reviewed(kpi).score == 1


@pytest.mark.parametrize("kpi", states("amber"))
def test_whoever_is_better_than_the_base_has_a_part_of_the_score(kpi: str) -> None:
    score = reviewed(kpi).score

    assert score is not None
    assert 0 < score < 1


@pytest.mark.parametrize("kpi", [kpi for kpi in states("red") if kpi != "cif_3_13_1"])
def test_whoever_is_no_better_than_the_base_has_no_score(kpi: str) -> None:
    assert reviewed(kpi).score == 0


def test_a_target_on_the_wrong_side_of_the_base_is_scored_by_the_miss() -> None:
    """3.13.1 may rise from 7.8 to 10 and stands at 13.5: there is no way from the base to share out."""
    assert reviewed("cif_3_13_1").score == pytest.approx(1 - Decimal("4.05") / Decimal("9.45"), abs=Decimal("1e-20"))
