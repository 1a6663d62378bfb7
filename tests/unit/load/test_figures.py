from dataclasses import replace
from decimal import Decimal

from builders import a_period
from mkdocs_scorecards.load.figures import merged_observations
from mkdocs_scorecards.model.ids import KpiId
from mkdocs_scorecards.model.kpi import Observation
from mkdocs_scorecards.model.problem import Severity
from mkdocs_scorecards.model.source_ref import SourceRef

CHURN = KpiId("churn")
FIRST, SECOND = SourceRef("a/kpis.csv", 2), SourceRef("a/more.csv", 9)


def row(period: str = "2024-Q3", actual: str | None = "5", target: str | None = None, note: str = "") -> Observation:
    return Observation(
        kpi=CHURN,
        period=a_period(period, fiscal_start=7),
        actual=None if actual is None else Decimal(actual),
        target=None if target is None else Decimal(target),
        note=note,
        source=FIRST,
    )


def later(observation: Observation) -> Observation:
    return replace(observation, source=SECOND)


def test_rows_in_any_order_become_series_in_the_order_of_time() -> None:
    series, problems = merged_observations([row("2026-Q1"), row("2024-Q3"), row("2025-Q2")])

    assert problems == ()
    assert [str(observation.period) for observation in series[CHURN].observations] == ["2024-Q3", "2025-Q2", "2026-Q1"]


def test_an_equal_second_figure_is_a_warning_that_names_both_places() -> None:
    series, (problem,) = merged_observations([row(actual="5"), later(row(actual="5.0"))])

    assert (problem.code, problem.severity, problem.where) == ("figure-repeated", Severity.WARNING, SECOND)
    assert "a/kpis.csv:2" in problem.message
    assert len(series[CHURN].observations) == 1


def test_a_different_second_figure_is_an_error_that_names_both_places_and_figures() -> None:
    series, (problem,) = merged_observations([row(actual="5"), later(row(actual="6"))])

    assert (problem.code, problem.severity, problem.where) == ("figure-contradictory", Severity.ERROR, SECOND)
    assert problem.message == "the actual of churn for 2024-Q3 is 6 here and 5 at a/kpis.csv:2"
    assert series[CHURN].observations[0].actual == 5


def test_a_fiscal_and_a_calendar_spelling_of_one_period_meet() -> None:
    _, (problem,) = merged_observations([row("2024-Q3"), later(row("FY2025-Q1", actual="6"))])

    assert problem.message == "the actual of churn for FY2025-Q1 is 6 here and 5 at a/kpis.csv:2, written as 2024-Q3"


def test_targets_are_compared_like_actuals() -> None:
    _, problems = merged_observations([row(actual="5", target="4"), later(row(actual=None, target="3"))])

    assert [problem.message for problem in problems] == [
        "the target of churn for 2024-Q3 is 3 here and 4 at a/kpis.csv:2"
    ]


def test_an_actual_and_a_target_from_two_rows_make_one_observation_at_the_place_of_the_actual() -> None:
    series, problems = merged_observations(
        [row(actual=None, target="4", note="plan"), later(row(actual="0", note="count"))]
    )

    (observation,) = series[CHURN].observations
    assert problems == ()
    assert (observation.actual, observation.target, observation.note) == (Decimal(0), Decimal(4), "plan; count")
    assert observation.source == SECOND


def test_a_third_figure_is_compared_with_the_first() -> None:
    _, problems = merged_observations([row(), later(row()), row(actual="7")])

    assert [problem.code for problem in problems] == ["figure-contradictory", "figure-repeated"]


def test_two_rows_that_report_nothing_are_no_repetition() -> None:
    assert merged_observations([row(actual=None), later(row(actual=None))])[1] == ()
