"""What KPIs aim at."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from builders import a_kpi, a_period, a_scorecard, a_series, an_objective
from method_builders import findings, items
from mkdocs_scorecards.model.kpi import Aggregation, ChangeTarget, Direction, Kpi
from mkdocs_scorecards.model.period import Frequency
from mkdocs_scorecards.model.problem import Severity

QUARTERS = ("2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3")


def severities(kpi: Kpi, **others: Any) -> list[Severity]:
    return [found.severity for found in findings("target-missing", a_scorecard([kpi], **others))]


def test_a_kpi_needs_a_target_with_a_date() -> None:
    change = ChangeTarget(percent=Decimal(-15), base=a_period("2025-12"), by=a_period("2026-12"))

    assert severities(a_kpi()) == [Severity.ERROR]
    assert severities(a_kpi(target="4")) == [Severity.WARNING]
    assert severities(a_kpi(target="4", by="2026-12")) == []
    assert severities(a_kpi(target=("95", "105"), direction=Direction.RANGE)) == []
    assert severities(replace(a_kpi(), target=change)) == []


def test_what_is_only_shown_needs_no_target_and_neither_does_a_driver() -> None:
    assert severities(a_kpi(direction=Direction.NONE)) == []
    assert severities(a_kpi(objective=None)) == []


@pytest.mark.parametrize(("period", "expected"), [("2026-09", []), ("2027-01", []), ("2026-06", [Severity.ERROR])])
def test_a_target_in_the_figures_counts_from_the_reviewed_period_on(period: str, expected: list[Severity]) -> None:
    figures = {"churn": a_series("churn", {"2026-07": "5"}, {period: "4"})}

    assert severities(a_kpi(), figures=figures) == expected


@pytest.mark.parametrize(
    ("direction", "actuals", "fires"),
    [
        (Direction.HIGHER, "110 110 110 110", True),
        (Direction.HIGHER, "110 109.9 110 110", False),
        (Direction.LOWER, "90 90 90 90", True),
        (Direction.LOWER, "90 90 90 90.1", False),
        (Direction.HIGHER, "100 100 100 100", False),
    ],
)
def test_a_plan_beaten_by_the_whole_band_four_times_was_too_low(
    direction: Direction, actuals: str, fires: bool
) -> None:
    kpi = a_kpi(target="100", direction=direction, amber="10%", frequency=Frequency.QUARTER)
    figures = {"churn": a_series("churn", dict(zip(QUARTERS, actuals.split(), strict=True)))}

    assert items("target-sandbagged", a_scorecard([kpi], figures)) == ["churn"] * fires


def test_three_periods_are_no_habit_and_a_band_of_nothing_no_room() -> None:
    kpi = a_kpi(target="100", frequency=Frequency.QUARTER)
    three = {"churn": a_series("churn", dict.fromkeys(QUARTERS[1:], "200"))}
    four = {"churn": a_series("churn", dict.fromkeys(QUARTERS, "200"))}

    assert items("target-sandbagged", a_scorecard([kpi], three)) == []
    assert items("target-sandbagged", a_scorecard([kpi], four)) == ["churn"]
    no_band = a_kpi(target="100", frequency=Frequency.QUARTER, amber="0")
    assert items("target-sandbagged", a_scorecard([no_band], four)) == []


@pytest.mark.parametrize(
    ("direction", "target", "fires"),
    [
        (Direction.HIGHER, "4", True),
        (Direction.HIGHER, "8", False),
        (Direction.HIGHER, "6", False),
        (Direction.LOWER, "8", True),
        (Direction.LOWER, "4", False),
        (Direction.NONE, "8", False),
    ],
)
def test_a_target_worse_than_the_baseline_has_the_wrong_direction(
    direction: Direction, target: str, fires: bool
) -> None:
    kpi = a_kpi(target=target, by="2026-12", baseline="6", since="2025-12", direction=direction)

    assert items("target-disordered", a_scorecard([kpi])) == ["churn"] * fires


def test_a_relative_target_is_judged_by_the_figures_it_leads_to() -> None:
    kpi = a_kpi(direction=Direction.HIGHER, aggregate=Aggregation.LAST)
    change = ChangeTarget(percent=Decimal(-15), base=a_period("2025-12"), by=a_period("2026-12"))
    card = a_scorecard([replace(kpi, target=change)], {"churn": a_series("churn", {"2025-12": "100"})})

    (found,) = findings("target-disordered", card)

    assert found.claim == "aims at 85 from a baseline of 100, but its direction is higher"


@pytest.mark.parametrize(
    ("paid", "found"),
    [
        ((), []),
        (("arr",), ["arr"]),
        (("arr", "margin"), ["arr"]),
        (("arr", "churn"), []),
        (("churn",), []),
        (("customers",), []),
        (("arr", "customers"), ["arr"]),
    ],
)
def test_an_incentive_at_the_top_wants_one_below(paid: tuple[str, ...], found: list[str]) -> None:
    homes = {"arr": "grow", "margin": "grow", "churn": "stay", "customers": None}
    card = a_scorecard(
        [a_kpi(name, objective=home, incentive="A bonus" if name in paid else "") for name, home in homes.items()],
        objectives=(an_objective("grow", "financial"), an_objective("stay")),
    )

    assert items("incentive-unlinked", card) == found


def test_the_incentive_is_quoted() -> None:
    card = a_scorecard(
        [a_kpi("arr", objective="grow", incentive="a quarter of the bonus")],
        objectives=(an_objective("grow", "financial"),),
    )

    (found,) = findings("incentive-unlinked", card)

    assert found.message == (
        "'Arr' carries an incentive (a quarter of the bonus), and no KPI of the perspectives below does"
    )
