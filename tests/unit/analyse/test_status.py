"""Statuses and scores by the published rules, vector by vector."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import a_kpi
from mkdocs_scorecards.analyse.status import ScoreRule, Status, judgement_of, progress_of
from mkdocs_scorecards.model.kpi import CriticalRange, Direction, RangeTarget

D = Decimal
FIGURES = st.decimals(min_value=-1000, max_value=1000, places=3, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("actual", "status", "score"),
    [("100", Status.ON_TARGET, "1"), ("90", Status.AT_RISK, "0.9"), ("89.99", Status.OFF_TARGET, "0.8999")],
)
def test_higher_is_better_with_an_amber_band_of_ten_percent(actual: str, status: Status, score: str) -> None:
    judgement = judgement_of(a_kpi(amber="10%"), D(actual), D(100), None, None)

    assert (judgement.status, judgement.score) == (status, D(score))


@pytest.mark.parametrize(
    ("actual", "status", "score"),
    [
        ("100", Status.ON_TARGET, "1"),
        ("105", Status.ON_TARGET, "1"),
        ("95", Status.ON_TARGET, "1"),
        ("110", Status.AT_RISK, "0.5"),
        ("90", Status.AT_RISK, "0.5"),
        ("115", Status.OFF_TARGET, "0"),
        ("130", Status.OFF_TARGET, "0"),
    ],
)
def test_a_range_counts_both_its_ends_in(actual: str, status: Status, score: str) -> None:
    kpi = a_kpi(direction=Direction.RANGE, amber="5", critical=CriticalRange(low=D(85), high=D(115)))

    judgement = judgement_of(kpi, D(actual), None, RangeTarget(low=D(95), high=D(105)), None)

    assert (judgement.status, judgement.score) == (status, D(score))


def test_a_range_without_critical_values_is_scored_by_the_relative_miss() -> None:
    kpi = a_kpi(direction=Direction.RANGE, amber="5")

    judgement = judgement_of(kpi, D(126), None, RangeTarget(low=D(95), high=D(105)), None)

    assert (judgement.score, judgement.rule) == (D("0.8"), ScoreRule.FROM_ZERO)


@pytest.mark.parametrize(
    ("baseline", "target", "actual", "progress"),
    [
        ("15", "45", "16", D(1) / D(30)),
        ("80", "20", "50", D("0.5")),
        ("-5", "-2", "3", D(8) / D(3)),
    ],
)
def test_progress_is_unclamped(baseline: str, target: str, actual: str, progress: Decimal) -> None:
    assert progress_of(D(actual), D(baseline), D(target)) == progress


def test_progress_beyond_a_negative_target_is_on_target() -> None:
    assert judgement_of(a_kpi(), D(3), D(-2), None, D(-5)).status is Status.ON_TARGET


def test_progress_without_a_baseline_is_unknown() -> None:
    assert progress_of(D(3), None, D(5)) is None
    assert progress_of(D(3), D(5), D(5)) is None


def test_a_missed_plan_of_zero_scores_nothing() -> None:
    judgement = judgement_of(a_kpi(direction=Direction.LOWER), D(1), D(0), None, None)

    assert (judgement.status, judgement.score) == (Status.OFF_TARGET, D(0))


def test_lower_is_better_counts_equality_as_met() -> None:
    assert judgement_of(a_kpi(direction=Direction.LOWER), D(0), D(0), None, None).status is Status.ON_TARGET


def test_a_baseline_equal_to_the_plan_is_not_divided_by() -> None:
    judgement = judgement_of(a_kpi(), D(8), D(10), None, D(10))

    assert (judgement.score, judgement.rule) == (D("0.8"), ScoreRule.FROM_ZERO)


def test_a_plan_that_is_worse_than_its_baseline_never_scores_a_miss_as_perfect() -> None:
    kpi = a_kpi(direction=Direction.LOWER)

    judgement = judgement_of(kpi, D("13.5"), D("9"), None, D("7.8"))

    assert (judgement.status, judgement.score, judgement.rule) == (Status.OFF_TARGET, D("0.5"), ScoreRule.FROM_ZERO)


def test_worse_than_the_baseline_scores_nothing() -> None:
    assert judgement_of(a_kpi(), D(5), D(20), None, D(10)).score == D(0)


@pytest.mark.parametrize(
    ("kpi", "actual", "planned", "status"),
    [
        (a_kpi(), None, D(5), Status.NO_DATA),
        (a_kpi(), D(5), None, Status.UNSCORED),
        (a_kpi(direction=Direction.NONE), D(5), D(5), Status.UNSCORED),
        (a_kpi(direction=Direction.RANGE), D(5), None, Status.UNSCORED),
    ],
)
def test_what_cannot_be_compared_has_no_score(
    kpi: object, actual: Decimal | None, planned: Decimal | None, status: Status
) -> None:
    judgement = judgement_of(kpi, actual, planned, None, None)  # type: ignore[arg-type]

    assert (judgement.status, judgement.score) == (status, None)


@given(FIGURES, FIGURES, FIGURES, st.one_of(st.none(), FIGURES), st.sampled_from([Direction.HIGHER, Direction.LOWER]))
def test_a_better_figure_never_scores_or_stands_worse(
    one: Decimal, other: Decimal, planned: Decimal, baseline: Decimal | None, direction: Direction
) -> None:
    better, worse = (max(one, other), min(one, other)) if direction is Direction.HIGHER else sorted((one, other))
    kpi = a_kpi(direction=direction)

    first = judgement_of(kpi, better, planned, None, baseline)
    second = judgement_of(kpi, worse, planned, None, baseline)

    assert first.score is not None
    assert second.score is not None
    assert D(0) <= second.score <= first.score <= D(1)
    assert first.status.rank >= second.status.rank


@given(FIGURES, FIGURES)
def test_the_score_is_one_exactly_when_the_plan_is_met(actual: Decimal, planned: Decimal) -> None:
    judgement = judgement_of(a_kpi(amber="0"), actual, planned, None, None)

    assert (judgement.status is Status.ON_TARGET) is (judgement.score == 1) is (actual >= planned)
