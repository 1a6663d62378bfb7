"""Roll-ups: weighted means, worst states, and the KPI that is named as the worst."""

from dataclasses import dataclass
from decimal import Decimal

import pytest

from mkdocs_scorecards.analyse.rollup import Level, level_of, status_of_score
from mkdocs_scorecards.analyse.status import Status
from mkdocs_scorecards.model.ids import KpiId
from mkdocs_scorecards.model.scorecard import Rollup

D = Decimal


@dataclass(frozen=True)
class Member:
    id: KpiId
    status: Status
    score: Decimal | None


def members(*rows: tuple[str, Status, str | None, str]) -> list[tuple[Member, Decimal]]:
    return [
        (Member(KpiId(name), status, D(score) if score is not None else None), D(weight))
        for name, status, score, weight in rows
    ]


def level(rule: Rollup, *rows: tuple[str, Status, str | None, str]) -> Level:
    found = members(*rows)
    return level_of(rule, found, [member for member, _ in found])


def test_the_score_is_the_weighted_mean() -> None:
    found = level(
        Rollup.MEAN,
        ("a", Status.OFF_TARGET, "0.25", "2"),
        ("b", Status.AT_RISK, "0.70", "5"),
        ("c", Status.OFF_TARGET, "0.40", "3"),
    )

    assert found.score == D("0.52")


def test_members_without_a_score_are_left_out() -> None:
    found = level(
        Rollup.MEAN,
        ("a", Status.AT_RISK, "0.8", "1"),
        ("b", Status.NO_DATA, None, "1"),
        ("c", Status.OFF_TARGET, "0.2", "1"),
    )

    assert found.score == D("0.5")
    assert found.counts[Status.NO_DATA] == 1


@pytest.mark.parametrize(
    ("score", "status"),
    [("0.90", Status.ON_TARGET), ("0.8999", Status.AT_RISK), ("0.70", Status.AT_RISK), ("0.6999", Status.OFF_TARGET)],
)
def test_the_bands_of_the_mean(score: str, status: Status) -> None:
    assert status_of_score(D(score)) is status


def test_the_worst_rule_lets_no_average_hide_a_missed_target() -> None:
    found = level(Rollup.WORST, ("a", Status.ON_TARGET, "1", "9"), ("b", Status.OFF_TARGET, "0.9", "1"))

    assert found.status is Status.OFF_TARGET
    assert found.worst == "b"


def test_the_worst_kpi_goes_by_status_then_score_then_place() -> None:
    found = level(
        Rollup.MEAN,
        ("first", Status.AT_RISK, "0.1", "1"),
        ("second", Status.OFF_TARGET, "0.5", "1"),
        ("third", Status.OFF_TARGET, "0.4", "1"),
        ("fourth", Status.OFF_TARGET, "0.4", "1"),
    )

    assert found.worst == "third"


def test_nothing_scored_has_no_worst_and_no_score() -> None:
    found = level(Rollup.MEAN, ("a", Status.NO_DATA, None, "1"), ("b", Status.UNSCORED, None, "1"))

    assert (found.score, found.worst, found.status) == (None, None, Status.NO_DATA)


def test_a_level_without_members_is_not_scored() -> None:
    assert level(Rollup.WORST).status is Status.UNSCORED
