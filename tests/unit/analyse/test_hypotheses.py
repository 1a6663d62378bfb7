"""Arrows and their verdicts: what is compared, what is not, and that nothing from after the review is looked at."""

import doctest
import subprocess
import sys
from datetime import date
from decimal import Decimal
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import NOWHERE, a_kpi, a_period, a_scorecard, a_series
from link_builders import START, a_link, following, monthly, months, noise
from mkdocs_scorecards.analyse import link_grid
from mkdocs_scorecards.analyse.figures import FigureBook
from mkdocs_scorecards.analyse.hypotheses import contradicted_links, link_reviews
from mkdocs_scorecards.analyse.link_grid import MOST_PERIODS, lags_on, positions_of
from mkdocs_scorecards.analyse.link_review import CHANGES_NEEDED, FIGURES_NEEDED, LinkReview, Untested, Verdict
from mkdocs_scorecards.analyse.statistics import arrays, link_test, verdicts
from mkdocs_scorecards.model.hypothesis import ErrorControl, Event, EventKind, HypothesisSettings
from mkdocs_scorecards.model.ids import KpiId, ObjectiveId
from mkdocs_scorecards.model.kpi import Aggregation, Kpi, Series, Window
from mkdocs_scorecards.model.link import Expectation, Lag, Link
from mkdocs_scorecards.model.period import Frequency, Period


def reviewed(
    cause: Series | None = None,
    effect: Series | None = None,
    *,
    link: Link | None = None,
    cause_kpi: Kpi | None = None,
    effect_kpi: Kpi | None = None,
    others: tuple[Kpi, ...] = (),
    period: str = "2025-12",
    **scorecard: Any,
) -> LinkReview:
    kpis = (
        cause_kpi or a_kpi("cause", objective="act"),
        effect_kpi or a_kpi("effect", objective="win"),
        *others,
    )
    given_figures = {"cause": cause, "effect": effect, **scorecard.pop("figures", {})}
    figures = {name: series for name, series in given_figures.items() if series is not None}
    card = a_scorecard(kpis, figures, links=(link or a_link(),), **scorecard)
    (found,) = link_reviews(FigureBook(card), a_period(period))
    return found


def strong_pair(lag: int = 2, count: int = 36) -> tuple[Series, Series]:
    cause = noise(1, count)
    return monthly("cause", list(cause)), monthly("effect", list(following(cause, lag)))


def test_an_effect_that_follows_is_supported_at_its_delay() -> None:
    found = reviewed(*strong_pair(lag=2))

    assert found.verdict is Verdict.SUPPORTED
    assert found.test is not None
    assert found.test.found_lag == 2
    assert found.test.effect is not None
    assert found.test.effect.low > 2
    assert abs(found.test.effect.value - 3) < 1


def test_the_opposite_expectation_turns_support_into_contradiction() -> None:
    found = reviewed(*strong_pair(), link=a_link(expect=Expectation.OPPOSITE))

    assert found.verdict is Verdict.CONTRADICTED


def test_unrelated_figures_show_no_sign_of_a_link() -> None:
    found = reviewed(monthly("cause", list(noise(3, 60))), monthly("effect", list(noise(4, 60))), period="2027-12")

    assert found.verdict is Verdict.NOT_SUPPORTED


def test_a_stricter_relevance_leaves_the_same_figures_undecided() -> None:
    found = reviewed(
        monthly("cause", list(noise(3, 60))),
        monthly("effect", list(noise(4, 60))),
        period="2027-12",
        hypotheses=HypothesisSettings(relevance=Decimal("0.05")),
    )

    assert found.verdict is Verdict.TOO_LITTLE_DATA
    assert found.useful_from is None


def test_nothing_after_the_reviewed_period_is_used() -> None:
    whole = reviewed(*strong_pair(), period="2024-12")
    cut = reviewed(*strong_pair(count=24), period="2024-12")

    assert whole == cut
    assert whole.grid is not None
    assert whole.grid.points[-1].period == Period.month(2024, 12)


def test_too_few_figures_name_the_first_month_that_gives_twelve_pairs() -> None:
    found = reviewed(*strong_pair(count=10), period="2023-10")

    assert found.verdict is Verdict.TOO_LITTLE_DATA
    assert found.test is not None
    assert (found.test.cause_values, found.test.effect_values) == (10, 10)
    assert str(found.useful_from) == "2024-01"
    later = reviewed(*strong_pair(count=13), period="2024-01")
    assert later.test is not None
    assert later.test.untestable is None


@pytest.mark.parametrize(
    ("link", "lack"),
    [
        (a_link(cause_kpi=None), Untested.NO_KPI),
        (a_link(effect_kpi=None), Untested.NO_KPI),
        (a_link(expect=None), Untested.NO_SIGN),
        (a_link(lag=None), Untested.NO_DELAY),
    ],
)
def test_a_link_that_leaves_something_open_is_untested(link: Link, lack: Untested) -> None:
    found = reviewed(*strong_pair(), link=link)

    assert (found.verdict, found.untested, found.test) == (Verdict.UNTESTED, lack, None)


def test_a_kpi_without_figures_leaves_its_link_untested() -> None:
    found = reviewed(strong_pair()[0], monthly("effect", [None] * 36))

    assert (found.verdict, found.untested) == (Verdict.UNTESTED, Untested.NO_FIGURES)


def test_figures_from_after_the_review_are_no_figures() -> None:
    cause, effect = strong_pair()
    late = Series.of(row for row in effect.observations if row.period > Period.month(2024, 12))

    assert reviewed(cause, late, period="2024-12").untested is Untested.NO_FIGURES


def test_a_shared_input_makes_a_link_true_by_definition() -> None:
    found = reviewed(
        cause_kpi=a_kpi("cause", objective="act", formula="lost / start"),
        effect_kpi=a_kpi("effect", objective="win", formula="lost * price"),
        others=(
            a_kpi("lost", objective=None, formula="early + late"),
            *(a_kpi(name, objective=None) for name in ("start", "price", "early", "late")),
        ),
    )

    assert found.verdict is Verdict.BY_DEFINITION
    assert found.shared == ("lost",)


@pytest.mark.parametrize(("above", "below"), [("cause", "effect"), ("effect", "cause")])
def test_a_kpi_in_the_other_ones_tree_makes_a_link_true_by_definition(above: str, below: str) -> None:
    kpis = {
        above: a_kpi(above, objective="act" if above == "cause" else "win", formula=f"step + {below}"),
        below: a_kpi(below, objective="act" if below == "cause" else "win"),
    }
    found = reviewed(cause_kpi=kpis["cause"], effect_kpi=kpis["effect"], others=(a_kpi("step", objective=None),))

    assert (found.verdict, found.shared) == (Verdict.BY_DEFINITION, (below,))


def test_one_kpi_for_both_sides_is_true_by_definition() -> None:
    assert reviewed(*strong_pair(), link=a_link(effect_kpi=KpiId("cause"))).shared == ("cause",)


def test_links_that_are_not_tested_leave_the_others_in_their_places() -> None:
    cause, effect = strong_pair()
    links = (
        a_link(cause=ObjectiveId("win"), effect=ObjectiveId("act"), lag=None),
        a_link(),
        a_link(cause=ObjectiveId("act"), effect=ObjectiveId("act"), effect_kpi=KpiId("cause")),
    )
    card = a_scorecard(
        [a_kpi("cause", objective="act"), a_kpi("effect", objective="win")],
        {"cause": cause, "effect": effect},
        links=links,
    )

    found = link_reviews(FigureBook(card), a_period("2025-12"))

    assert tuple(one.link for one in found) == links
    assert [one.verdict for one in found] == [Verdict.UNTESTED, Verdict.SUPPORTED, Verdict.BY_DEFINITION]


def test_figures_are_brought_to_the_coarser_frequency_and_partial_ones_left_out() -> None:
    cause = monthly("cause", [1.0, 2.0, 3.0, 4.0, None, 6.0, 7.0, 8.0])
    effect = a_series("effect", {"2023-Q1": "10", "2023-Q2": "20", "2023-Q3": "30"})
    found = reviewed(
        cause,
        effect,
        cause_kpi=a_kpi("cause", objective="act", aggregate=Aggregation.SUM),
        effect_kpi=a_kpi("effect", objective="win", frequency=Frequency.QUARTER),
        period="2023-Q3",
    )

    assert found.grid is not None
    assert [(str(point.period), point.cause, point.effect) for point in found.grid.points] == [
        ("2023-Q1", Decimal(6), Decimal(10)),
        ("2023-Q2", None, Decimal(20)),
        ("2023-Q3", None, Decimal(30)),
    ]
    assert (found.grid.shortest_lag, found.grid.longest_lag) == (0, 1)


def test_an_earlier_cause_belongs_to_the_grid_although_the_effect_begins_later() -> None:
    found = reviewed(
        monthly("cause", list(noise(1))),
        a_series("effect", {"2025-Q1": "1", "2025-Q2": "2"}),
        effect_kpi=a_kpi("effect", objective="win", frequency=Frequency.QUARTER),
        period="2025-Q2",
    )

    assert found.grid is not None
    assert (str(found.grid.points[0].period), str(found.grid.points[-1].period)) == ("2023-Q1", "2025-Q2")


def test_a_grid_keeps_to_the_fiscal_quarters_of_its_coarser_kpi() -> None:
    found = reviewed(
        monthly("cause", list(noise(1))),
        a_series("effect", {"FY2024-Q1": "1", "FY2024-Q2": "2"}, fiscal_start=2),
        effect_kpi=a_kpi("effect", objective="win", frequency=Frequency.QUARTER),
        period="2024-06",
    )

    assert found.grid is not None
    assert [str(point.period) for point in found.grid.points][-2:] == ["FY2024-Q4", "FY2025-Q1"]


def test_a_carried_figure_is_no_observation() -> None:
    found = reviewed(
        monthly("cause", [1.0, 2.0, None, None]),
        monthly("effect", [1.0, 2.0, 3.0, 4.0]),
        cause_kpi=a_kpi("cause", objective="act", carry_forward=True),
        period="2023-04",
    )

    assert found.grid is not None
    assert [point.cause for point in found.grid.points] == [1, 2, None, None]


def test_a_rolling_figure_is_flagged_and_its_flow_tested_where_a_formula_gives_it() -> None:
    year = Window(length=12, frequency=Frequency.MONTH)
    flow = [str(number % 7) for number in range(36)]
    found = reviewed(
        monthly("cause", [100.0 + step for step in range(36)]),
        monthly("effect", list(noise(2))),
        cause_kpi=a_kpi("cause", objective="act", window=year, formula="sold - returned"),
        effect_kpi=a_kpi("effect", objective="win", window=year),
        others=(a_kpi("sold", objective=None), a_kpi("returned", objective=None)),
        figures={
            "sold": a_series("sold", dict(zip(months(36), flow, strict=True))),
            "returned": a_series("returned", dict.fromkeys(months(36), "1")),
        },
    )

    assert found.grid is not None
    assert (found.grid.windows, found.grid.flows) == (("cause", "effect"), ("cause",))
    assert [point.cause for point in found.grid.points[:3]] == [-1, 0, 1]


def test_a_window_no_longer_than_a_period_of_the_grid_rolls_over_nothing() -> None:
    found = reviewed(
        *strong_pair(),
        cause_kpi=a_kpi("cause", objective="act", window=Window(length=1, frequency=Frequency.MONTH)),
    )

    assert found.grid is not None
    assert found.grid.windows == ()


def an_event(period: str, kind: EventKind = EventKind.STEP) -> Event:
    return Event(title="New price list", period=a_period(period), kind=kind, where=NOWHERE)


@pytest.mark.parametrize(
    ("event", "positions"),
    [
        (an_event("2023-03"), (2,)),
        (an_event("2023-Q2"), (3,)),
        (an_event("2023-03", EventKind.PULSE), (2,)),
        (an_event("2023-Q2", EventKind.PULSE), (3, 4, 5)),
        (an_event("2022", EventKind.PULSE), ()),
        (an_event("2030"), ()),
    ],
)
def test_a_step_stands_where_it_begins_and_a_pulse_wherever_it_is_felt(event: Event, positions: tuple[int]) -> None:
    assert positions_of(event, [START.shifted(step) for step in range(12)]) == positions


def test_a_declared_shock_that_moved_both_is_not_taken_for_a_link() -> None:
    shock = [0.0] * 20 + [12.0] * 16
    cause = [shock[place] + value for place, value in enumerate(noise(5))]
    effect = [shock[place] + value for place, value in enumerate(noise(6))]
    series = monthly("cause", list(cause)), monthly("effect", list(effect))
    at_once = a_link(lag=Lag(shortest=0, longest=0, frequency=Frequency.MONTH))

    assert reviewed(*series, link=at_once).verdict is Verdict.SUPPORTED
    allowed_for = reviewed(*series, link=at_once, events=(an_event("2024-09"),))
    assert allowed_for.verdict is not Verdict.SUPPORTED
    assert allowed_for.grid is not None
    assert [event.title for event in allowed_for.grid.events] == ["New price list"]


@pytest.mark.parametrize("period", ["2020", "2023-01", "2026-01", "2030"])
def test_a_step_that_sets_no_periods_apart_is_not_named(period: str) -> None:
    found = reviewed(*strong_pair(), events=(an_event(period),))

    assert found.grid is not None
    assert found.grid.events == ()


@pytest.mark.parametrize(
    ("since", "known"),
    [(date(2023, 1, 15), 0), (date(2024, 1, 1), 10), (date(2026, 5, 1), 34), (None, None)],
)
def test_the_figures_that_were_known_at_the_declaration_are_counted(since: date | None, known: int | None) -> None:
    found = reviewed(*strong_pair(lag=2), link=a_link(since=since))

    assert found.test is not None
    assert found.test.n == 34
    assert found.known_when_declared == known


@pytest.mark.parametrize("seed", range(6))
def test_the_tested_periods_are_the_pairs_of_the_test(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - made-up figures, no secrets

    def with_gaps(values: list[float]) -> list[float | None]:
        return [None if random.random() < 0.15 else value for value in values]

    cause = noise(seed)
    found = reviewed(monthly("cause", with_gaps(cause)), monthly("effect", with_gaps(following(cause, seed % 4))))

    assert found.test is not None
    assert found.test.n == len(found.tested_periods)
    assert found.grid is not None
    assert found.grid.cause_changes == found.test.cause_changes


def test_amounts_that_more_than_double_are_compared_in_proportion_and_percentages_are_not() -> None:
    values = [2.0 ** (step / 10) * (1 + 0.02 * value) for step, value in enumerate(noise(7))]
    series = monthly("cause", list(values)), monthly("effect", list(values[1:] + values[:1]))
    found = reviewed(
        *series,
        cause_kpi=a_kpi("cause", objective="act", unit="USD"),
        effect_kpi=a_kpi("effect", objective="win", unit="%", aggregate=Aggregation.SUM),
    )

    assert found.test is not None
    assert (found.test.cause_logged, found.test.effect_logged) == (True, False)


def test_a_season_is_looked_for_in_months_and_quarters_only() -> None:
    season = [10.0 * (step % 12 in (10, 11)) for step in range(60)]
    effect = monthly("effect", [season[step] + value for step, value in enumerate(noise(8, 60))])
    found = reviewed(monthly("cause", list(noise(9, 60))), effect, period="2027-12")

    assert found.test is not None
    assert found.test.season_used


def test_the_familywise_level_is_stricter() -> None:
    cause = noise(1)
    series = monthly("cause", list(cause)), monthly("effect", list(following(cause, 1, weight=0.5, seed=12)))
    only = a_link(lag=Lag(shortest=1, longest=1, frequency=Frequency.MONTH))
    lenient = reviewed(*series, link=only, hypotheses=HypothesisSettings(q=Decimal("0.5")))
    strict = reviewed(
        *series,
        link=only,
        hypotheses=HypothesisSettings(q=Decimal("0.5"), error_control=ErrorControl.FAMILYWISE),
    )

    assert lenient.test == strict.test
    assert (lenient.verdict, strict.verdict) == (Verdict.SUPPORTED, Verdict.TOO_LITTLE_DATA)


@pytest.mark.parametrize("weight", [0.0, 0.3, 0.4, 0.5, 0.6, 3.0])
@pytest.mark.parametrize("control", ErrorControl)
def test_links_asked_about_alone_are_contradicted_as_all_links_together_tell(
    weight: float, control: ErrorControl
) -> None:
    """Weights around .5 need the tests of the other two links; the others settle the matter alone."""
    cause = noise(1)
    series = {
        "cause": list(cause),
        "effect": following(cause, 2, weight=weight),
        "other": noise(5),
    }
    links = tuple(
        a_link(cause_kpi=KpiId(one), effect_kpi=KpiId(two), expect=Expectation.OPPOSITE)
        for one, two in (("cause", "effect"), ("cause", "other"), ("other", "effect"))
    )
    card = a_scorecard(
        [a_kpi(name, objective="act") for name in series],
        {name: monthly(name, list(values)) for name, values in series.items()},
        links=links,
        hypotheses=HypothesisSettings(error_control=control),
    )
    together = link_reviews(FigureBook(card), a_period("2025-12"))

    for asked in (links[:1], links[1:], links, ()):
        found = contradicted_links(FigureBook(card), a_period("2025-12"), asked)
        expected = [one.link for one in together if one.link in asked and one.verdict is Verdict.CONTRADICTED]
        assert list(found) == expected


@pytest.mark.parametrize(
    ("lag", "grid", "expected"),
    [
        ((1, 3, Frequency.MONTH), Frequency.MONTH, (1, 3)),
        ((1, 3, Frequency.MONTH), Frequency.QUARTER, (0, 1)),
        ((4, 7, Frequency.MONTH), Frequency.QUARTER, (1, 3)),
        ((1, 2, Frequency.QUARTER), Frequency.MONTH, (3, 6)),
        ((1, 2, Frequency.YEAR), Frequency.MONTH, (12, 24)),
        ((1, 2, Frequency.YEAR), Frequency.QUARTER, (4, 8)),
        ((2, 6, Frequency.WEEK), Frequency.MONTH, (0, 2)),
        ((1, 1, Frequency.MONTH), Frequency.WEEK, (4, 5)),
    ],
)
def test_a_delay_is_converted_outwards(
    lag: tuple[int, int, Frequency], grid: Frequency, expected: tuple[int, int]
) -> None:
    shortest, longest, frequency = lag

    assert lags_on(Lag(shortest=shortest, longest=longest, frequency=frequency), grid) == expected


@given(st.integers(0, 60), st.integers(0, 60), st.sampled_from(Frequency), st.sampled_from(Frequency))
def test_a_converted_delay_leaves_nothing_of_the_declared_one_out(
    one: int, other: int, declared: Frequency, grid: Frequency
) -> None:
    days = {Frequency.WEEK: 7.0, Frequency.MONTH: 30.4375, Frequency.QUARTER: 91.3125, Frequency.YEAR: 365.25}
    lag = Lag(shortest=min(one, other), longest=max(one, other), frequency=declared)

    shortest, longest = lags_on(lag, grid)

    assert 0 <= shortest <= longest
    assert shortest * days[grid] <= lag.shortest * days[declared] + 1e-6
    assert longest * days[grid] >= lag.longest * days[declared] - 1e-6
    assert (shortest + 1) * days[grid] > lag.shortest * days[declared]


def test_a_very_long_history_is_cut_where_the_test_would_cut_it() -> None:
    found = reviewed(monthly("cause", list(noise(1, 300))), monthly("effect", list(noise(2, 300))), period="2047-12")

    assert found.grid is not None
    assert len(found.grid.points) == MOST_PERIODS
    assert all(earlier.period.next == later.period for earlier, later in pairwise(found.grid.points))


def test_what_is_said_without_numpy_agrees_with_the_statistics() -> None:
    assert arrays.LONGEST_HISTORY == MOST_PERIODS
    assert link_test.FEWEST_VALUES == FIGURES_NEEDED
    assert verdicts.FEWEST_CHANGES == CHANGES_NEEDED
    assert {one.value for one in verdicts.Verdict} <= {one.value for one in Verdict}


def test_the_examples_in_the_documentation_hold() -> None:
    assert doctest.testmod(link_grid).failed == 0


def test_numpy_is_not_loaded_before_a_link_is_tested() -> None:
    program = "import sys, mkdocs_scorecards.analyse.hypotheses; print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"
