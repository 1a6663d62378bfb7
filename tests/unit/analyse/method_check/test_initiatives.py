"""The work that is to move the KPIs."""

import pytest

from builders import a_kpi, a_period, a_scorecard, a_series, an_objective
from method_builders import an_initiative, findings, items
from mkdocs_scorecards.model.initiative import InitiativeStatus


@pytest.mark.parametrize(("count", "fires"), [(0, True), (1, False), (3, False), (4, True)])
def test_an_objective_has_one_to_three_initiatives(count: int, fires: bool) -> None:
    card = a_scorecard(
        [],
        objectives=[an_objective("stay"), an_objective("grow")],
        initiatives=[an_initiative("course", "grow"), *(an_initiative(f"work_{number}") for number in range(count))],
    )

    assert items("initiative-missing", card) == ["stay"] * fires


def test_a_scorecard_without_any_initiative_is_told_once() -> None:
    card = a_scorecard([], objectives=[an_objective("stay"), an_objective("grow")])

    assert items("initiative-missing", card) == ["acme"]
    assert items("initiative-missing", a_scorecard([])) == []


@pytest.mark.parametrize(
    ("status", "fires"),
    [
        (InitiativeStatus.PLANNED, True),
        (InitiativeStatus.IN_PROGRESS, True),
        (InitiativeStatus.DONE, False),
        (InitiativeStatus.STOPPED, False),
    ],
)
def test_open_work_needs_its_dates(status: InitiativeStatus, fires: bool) -> None:
    card = a_scorecard(
        [], objectives=[an_objective()], initiatives=[an_initiative(status=status, start=None, due=None)]
    )

    said = [found.claim for found in findings("initiative-incomplete", card)]

    assert said == ["does not say when it starts and when it is due"] * fires


def test_one_missing_date_is_named_alone() -> None:
    card = a_scorecard([], objectives=[an_objective()], initiatives=[an_initiative(due=None)])

    assert [found.claim for found in findings("initiative-incomplete", card)] == ["does not say when it is due"]


@pytest.mark.parametrize(
    ("due", "status", "fires"),
    [
        ("2026-08", InitiativeStatus.IN_PROGRESS, True),
        ("2026-10", InitiativeStatus.IN_PROGRESS, False),
        ("2026-08", InitiativeStatus.DONE, False),
    ],
)
def test_work_past_its_end_is_overdue(due: str, status: InitiativeStatus, fires: bool) -> None:
    card = a_scorecard([], objectives=[an_objective()], initiatives=[an_initiative(due=a_period(due), status=status)])

    assert items("initiative-overdue", card) == ["setup"] * fires


@pytest.mark.parametrize(
    ("actual", "status", "fires"),
    [
        ("50", InitiativeStatus.DONE, True),
        ("50", InitiativeStatus.STOPPED, True),
        ("50", InitiativeStatus.PLANNED, False),
        ("95", InitiativeStatus.DONE, False),
        ("100", InitiativeStatus.DONE, False),
    ],
)
def test_a_kpi_off_target_needs_open_work(actual: str, status: InitiativeStatus, fires: bool) -> None:
    card = a_scorecard(
        [a_kpi(target="100")],
        {"churn": a_series("churn", dict.fromkeys(("2026-07", "2026-08", "2026-09"), actual))},
        initiatives=[an_initiative(status=status)],
    )

    assert items("red-without-initiative", card) == ["churn"] * fires
