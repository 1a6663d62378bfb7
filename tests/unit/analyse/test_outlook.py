"""Where a KPI is heading, when the chance of its target may be said, and when its latest figures mean something."""

import subprocess
import sys
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from builders import a_kpi, a_period, a_scorecard, a_series
from mkdocs_scorecards.analyse.outlook import Course, OrdinaryRange, Outlook, Variation
from mkdocs_scorecards.analyse.review import KpiReview, review_of
from mkdocs_scorecards.analyse.statistics.forecast import Likelihood
from mkdocs_scorecards.model.kpi import Aggregation, Direction, Window
from mkdocs_scorecards.model.period import Frequency, Period

WHEELER = ("10", "12", "11", "13", "12", "11")
WAVES = ("50", "53", "49", "52", "48", "51", "50", "47", "52", "49", "51", "50", "48", "53", "50", "49", "52", "51")


def reviewed(
    figures: Sequence[str | None], *, until: str = "2026-09", period: str = "", analysed: bool = True, **kpi: Any
) -> KpiReview:
    """A KPI whose last figure is that of `until`."""
    found = a_kpi(**kpi)
    last = Period.containing(a_period(until).last_day, found.frequency)
    series = {str(last.shifted(index - len(figures) + 1)): figure for index, figure in enumerate(figures)}
    card = a_scorecard([found], {"churn": a_series("churn", series)})
    return review_of(card, a_period(period or until), analysed=analysed).kpis[0]


def outlook(figures: Sequence[str | None] = WAVES, **others: Any) -> Outlook:
    found = reviewed(figures, **others).outlook
    assert found is not None
    return found


def course(figures: Sequence[str | None] = WAVES, **others: Any) -> Course:
    found = outlook(figures, **others).course
    assert found is not None
    return found


def variation(figures: Sequence[str | None], **others: Any) -> Variation:
    found = outlook(figures, **others).variation
    assert found is not None
    return found


def test_projections_run_from_the_last_figure_to_the_date_of_the_target() -> None:
    found = course(target="60", by="2026-12")

    assert [str(one.period) for one in found.projections] == ["2026-10", "2026-11", "2026-12"]
    assert all(one.low < one.median < one.high for one in found.projections)
    assert found.told == found.projections[-1]


@pytest.mark.parametrize("goal", [{}, {"target": "60"}, {"target": "60", "by": "2026-06"}])
def test_without_a_date_ahead_six_periods_are_projected_and_no_chance_is_said(goal: dict[str, str]) -> None:
    found = course(**goal)

    assert [str(one.period) for one in found.projections][-1] == "2027-03"
    assert (len(found.projections), found.chance) == (6, None)


def test_nothing_after_the_end_of_the_reviewed_period_is_used() -> None:
    later = ("50", "90", "130", "170")

    now = outlook(WAVES, period="2026-05", until="2026-05")
    hindsight = outlook((*WAVES, *later), period="2026-05")

    assert now == hindsight


def test_a_missing_last_figure_counts_as_ahead() -> None:
    found = course((*WAVES, None), target="60", by="2026-12")

    assert [str(one.period) for one in found.projections] == ["2026-09", "2026-10", "2026-11", "2026-12"]


def test_a_date_beyond_half_the_history_has_projections_and_no_chance() -> None:
    found = course(WAVES[:8], target="60", by="2027-12")

    assert [str(one.period) for one in found.projections][-1] == "2027-01"
    assert found.chance is None


@pytest.mark.parametrize(
    ("direction", "target", "word"),
    [
        (Direction.HIGHER, "90", Likelihood.VERY_UNLIKELY),
        (Direction.HIGHER, "10", Likelihood.VERY_LIKELY),
        (Direction.LOWER, "90", Likelihood.VERY_LIKELY),
        (Direction.LOWER, "10", Likelihood.VERY_UNLIKELY),
        (Direction.HIGHER, "50.3", Likelihood.OPEN),
        (Direction.RANGE, ("30", "70"), Likelihood.VERY_LIKELY),
        (Direction.RANGE, ("60", "70"), Likelihood.VERY_UNLIKELY),
        (Direction.RANGE, ("30", "50.3"), Likelihood.OPEN),
    ],
)
def test_the_chance_asks_for_the_side_on_which_the_target_is_met(
    direction: Direction, target: str | tuple[str, str], word: Likelihood
) -> None:
    by = None if isinstance(target, tuple) else "2026-12"

    assert course(direction=direction, target=target, by=by).chance is word


def test_a_kpi_that_is_not_scored_has_a_projection_and_no_chance() -> None:
    assert course(direction=Direction.NONE, target="50", by="2026-12").chance is None


@pytest.mark.parametrize("by", ["2026", "2026-Q4", "2026-12"])
def test_a_longer_period_asks_for_its_last_part(by: str) -> None:
    found = course(target="60", by=by)

    assert str(found.told.period) == "2026-12"
    assert found.chance is Likelihood.VERY_UNLIKELY


def test_the_last_month_of_a_quarter_asks_for_the_quarter_and_another_month_for_none() -> None:
    quarterly: dict[str, Any] = {"until": "2026-Q3", "frequency": Frequency.QUARTER, "target": "60"}

    assert course(by="2026-12", **quarterly).chance is Likelihood.VERY_UNLIKELY
    assert course(by="2026-11", **quarterly).chance is None


@pytest.mark.parametrize(("by", "word"), [("2026-12", Likelihood.VERY_UNLIKELY), ("2026-Q4", None), ("2026", None)])
def test_the_sum_of_a_longer_period_is_not_compared_with_one_month(by: str, word: Likelihood | None) -> None:
    assert course(aggregate=Aggregation.SUM, target="600", by=by).chance is word


def test_a_date_on_another_grid_has_no_chance() -> None:
    yearly = [str(50 + index % 3) for index in range(14)]

    assert course(yearly, until="2025", frequency=Frequency.YEAR, target="60", by="2026-Q3").chance is None


def test_drivers_and_plain_reviews_have_no_outlook() -> None:
    assert reviewed(WAVES, objective=None).outlook is None
    assert reviewed(WAVES, analysed=False).outlook is None


@pytest.mark.parametrize("figures", [(), WAVES[:5], ("5",) * 12])
def test_too_few_figures_or_unchanged_ones_say_nothing(figures: tuple[str, ...]) -> None:
    assert reviewed(figures).outlook is None


def test_six_figures_have_limits_and_no_projection_yet() -> None:
    found = outlook(WHEELER)

    assert found.course is None
    assert found.variation is not None
    assert found.variation.ordinary == OrdinaryRange(
        first=a_period("2026-04"),
        last=a_period("2026-09"),
        mean=Decimal("11.5"),
        low=Decimal("7.776"),
        high=Decimal("15.224"),
    )
    assert not found.variation.is_signal


def test_a_figure_beyond_a_limit_is_a_signal_of_its_period() -> None:
    found = variation((*WAVES, "70"))

    assert [str(period) for period in found.above] == ["2026-09"]
    assert (found.below, found.is_signal) == ((), True)


def test_a_signal_counts_in_the_reviewed_period_alone() -> None:
    figures = (*WAVES, "70", "50", "51", "49")

    assert not variation(figures, period="2026-09").is_signal
    assert [str(period) for period in variation(figures, until="2026-11", period="2026-Q3").above] == ["2026-08"]


def test_a_run_is_counted_up_to_the_latest_figure() -> None:
    low = ("45", "46", "44", "46", "45", "44", "46", "45", "45")
    found = variation((*WAVES, *low))

    assert (found.run, str(found.run_since), found.run_is_above) == (9, "2026-01", False)
    assert variation((*WAVES, *low, "51")).run == 0


def test_a_kpi_with_a_trend_is_judged_by_its_trend_and_has_no_fixed_limits() -> None:
    found = variation([str(50 + 2 * index + wave) for index, wave in enumerate((0, 1, -1, 2, 0, -2, 1, 0) * 3)])

    assert found.ordinary is None
    assert not found.is_signal


def test_figures_that_overlap_have_no_limits() -> None:
    rolling = Window(length=12, frequency=Frequency.MONTH)

    assert outlook(window=rolling).variation is None
    assert outlook(window=Window(length=1, frequency=Frequency.MONTH)).variation is not None


def test_carried_and_partial_figures_are_not_figures() -> None:
    carried = outlook((*WAVES[:-2], None, None), carry_forward=True)

    assert carried.course is not None
    assert carried.variation is not None
    assert str(carried.course.projections[0].period) == "2026-08"
    assert not carried.variation.is_current


def test_who_has_too_few_figures_does_not_pay_for_numpy() -> None:
    program = "import sys, mkdocs_scorecards.analyse.review as _; print('numpy' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"
