"""What a scorecard consists of."""

import pytest

from builders import a_kpi, a_scorecard, an_objective
from method_builders import findings, items, objectives_of
from mkdocs_scorecards.model.kpi import Kpi, Timing
from mkdocs_scorecards.model.method_rules import Profile
from mkdocs_scorecards.model.problem import Severity


def kpis(objective: str, count: int) -> list[Kpi]:
    return [a_kpi(f"{objective}_{number}", objective=objective) for number in range(count)]


def test_a_scorecard_should_state_its_strategy() -> None:
    (found,) = findings("strategy-missing", a_scorecard([]))

    assert (found.on, found.severity) == ("acme", Severity.ERROR)
    assert findings("strategy-missing", a_scorecard([], strategy="Be fast.")) == []


def test_a_perspective_needs_an_objective_and_a_kpi() -> None:
    card = a_scorecard(
        kpis("grow", 1),
        objectives=[
            an_objective("grow", "financial"),
            an_objective("stay", "customer"),
            an_objective("go", "customer"),
        ],
    )

    said = {found.on: found.claim for found in findings("perspective-empty", card)}

    assert said == {
        "customer": "has no KPI",
        "internal_process": "has no objective",
        "learning_growth": "has no objective",
    }


@pytest.mark.parametrize(
    ("count", "standard", "small"), [(0, 0, 0), (1, 1, 0), (2, 1, 0), (3, 0, 0), (5, 0, 0), (6, 1, 1)]
)
def test_a_perspective_has_three_to_five_objectives_or_in_a_team_one(count: int, standard: int, small: int) -> None:
    card = a_scorecard([], objectives=objectives_of("customer", count))

    assert items("objectives-per-perspective", card) == ["customer"] * standard
    assert items("objectives-per-perspective", card, profile=Profile.SMALL) == ["customer"] * small


@pytest.mark.parametrize(
    ("count", "severities"), [(20, []), (21, [Severity.WARNING]), (25, [Severity.WARNING]), (26, [Severity.ERROR])]
)
def test_a_map_has_at_most_20_objectives_and_26_are_an_error(count: int, severities: list[Severity]) -> None:
    card = a_scorecard([], objectives=objectives_of("customer", count))

    assert [found.severity for found in findings("objectives-per-map", card)] == severities


def test_an_objective_needs_a_kpi() -> None:
    card = a_scorecard(kpis("stay", 1), objectives=[an_objective("stay"), an_objective("grow")])

    assert items("objective-unmeasured", card) == ["grow"]


@pytest.mark.parametrize(("count", "severities"), [(1, []), (2, []), (3, [Severity.WARNING]), (4, [Severity.ERROR])])
def test_an_objective_has_one_or_two_kpis_and_four_are_an_error(count: int, severities: list[Severity]) -> None:
    assert [found.severity for found in findings("kpis-per-objective", a_scorecard(kpis("stay", count)))] == severities


@pytest.mark.parametrize(
    ("count", "standard", "small"), [(0, 0, 0), (1, 1, 1), (2, 1, 0), (3, 0, 0), (4, 0, 1), (7, 0, 1), (8, 1, 1)]
)
def test_a_perspective_has_three_to_seven_kpis_or_in_a_team_two_or_three(count: int, standard: int, small: int) -> None:
    card = a_scorecard(kpis("stay", count), objectives=[an_objective("stay")])

    assert items("kpis-per-perspective", card) == ["customer"] * standard
    assert items("kpis-per-perspective", card, profile=Profile.SMALL) == ["customer"] * small


@pytest.mark.parametrize(
    ("count", "standard", "small"),
    [(0, 0, 0), (7, 1, 1), (8, 1, 0), (12, 1, 0), (13, 1, 1), (14, 1, 1), (15, 0, 1), (25, 0, 1), (26, 1, 1)],
)
def test_a_scorecard_has_15_to_25_kpis_or_in_a_team_8_to_12(count: int, standard: int, small: int) -> None:
    card = a_scorecard(kpis("stay", count))

    assert items("kpis-per-scorecard", card) == ["acme"] * standard
    assert items("kpis-per-scorecard", card, profile=Profile.SMALL) == ["acme"] * small


def test_drivers_do_not_count_as_kpis_of_the_scorecard() -> None:
    drivers = [a_kpi(f"driver_{number}", objective=None) for number in range(30)]

    assert items("kpis-per-scorecard", a_scorecard([*kpis("stay", 15), *drivers])) == []


def test_objectives_below_the_top_need_leading_kpis_and_perspectives_lagging_ones() -> None:
    objectives = [an_objective("grow", "financial"), an_objective("stay", "customer"), an_objective("go", "customer")]
    card = a_scorecard(
        [
            a_kpi("revenue", objective="grow", timing=Timing.LAGGING),
            a_kpi("churn", objective="stay", timing=Timing.LAGGING),
            a_kpi("calls", objective="go", timing=Timing.LEADING),
        ],
        objectives=objectives,
    )
    only_leading = a_scorecard([a_kpi("calls", objective="go", timing=Timing.LEADING)], objectives=objectives)

    assert items("lead-lag-balance", card) == ["stay"]
    assert items("lead-lag-balance", only_leading) == ["customer"]


def test_a_scorecard_that_never_says_leading_or_lagging_is_told_once() -> None:
    card = a_scorecard([a_kpi("churn", timing=None), a_kpi("calls", timing=None)])

    assert items("lead-lag-balance", card) == ["acme"]
