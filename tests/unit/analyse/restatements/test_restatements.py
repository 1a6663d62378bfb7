"""A scorecard against earlier editions of it: what is a restatement, and what only looks like one."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import a_kpi, a_period, a_scorecard, a_series
from earlier_editions import published, reviewed
from mkdocs_scorecards.analyse.restatements.comparing import ledger_of
from mkdocs_scorecards.analyse.restatements.ledger import FigureHistory, Ledger
from mkdocs_scorecards.analyse.status import Status
from mkdocs_scorecards.load.formula import parse_formula
from mkdocs_scorecards.model.ids import KpiId
from mkdocs_scorecards.model.kpi import Aggregation, Direction, FixedTarget, Kpi, Series
from mkdocs_scorecards.model.period import Frequency
from mkdocs_scorecards.model.scorecard import Scorecard
from mkdocs_scorecards.model.unit import Unit

Q1, Q2, Q3 = "2026-Q1", "2026-Q2", "2026-Q3"
FIGURES = {"2026-01": "5", "2026-02": "6", "2026-03": "7"}


def card(
    figures: Mapping[str, str | None] = FIGURES, kpi: Kpi | None = None, notes: Mapping[str, str] | None = None
) -> Scorecard:
    found = kpi or a_kpi(target="6", amber="0.5", direction=Direction.LOWER)
    series = a_series(found.id, figures)
    noted = [replace(row, note=(notes or {}).get(str(row.period), "")) for row in series.observations]
    return a_scorecard([found], {found.id: Series(tuple(noted))})


def compared(folder: Path, now: tuple[str, Scorecard], *past: tuple[str, Scorecard]) -> Ledger:
    editions = {name: reviewed(found, name.partition("-r")[0]) for name, found in past}
    ledger = ledger_of(reviewed(now[1], now[0]), published(folder, editions))
    assert ledger is not None
    return ledger


def values(history: FigureHistory) -> list[tuple[str | None, list[str]]]:
    return [
        (str(reading.value) if reading.value is not None else None, [found.folder for found in reading.editions])
        for reading in history.earlier
    ]


def test_without_an_edition_of_the_scorecard_there_is_no_ledger(tmp_path: Path) -> None:
    other = replace(card(), id="other")  # type: ignore[arg-type]

    assert ledger_of(reviewed(card(), Q1), ()) is None
    assert ledger_of(reviewed(card(), Q1), published(tmp_path, {Q1: reviewed(other, Q1)})) is None


@given(figures=st.dictionaries(st.sampled_from([f"2026-{n:02}" for n in range(1, 10)]), st.decimals(-99, 99, places=3)))
@settings(max_examples=25, deadline=None)
def test_between_a_scorecard_and_itself_nothing_differs(figures: dict[str, Decimal]) -> None:
    same = card({period: str(value) for period, value in figures.items()})
    with TemporaryDirectory() as folder:
        ledger = compared(Path(folder), (Q3, same), (Q1, same), (Q2, same))

    assert ledger.differing + ledger.computed + ledger.added == ()
    assert (ledger.states, ledger.rules, ledger.incomparable) == ((), (), ())
    assert ledger.compared == len([period for period in figures if a_period(period).last_day <= a_period(Q2).last_day])


@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_one_changed_figure_is_exactly_one_entry(data: st.DataObject) -> None:
    periods = [f"2026-{number:02}" for number in range(1, 7)]
    before = {period: str(data.draw(st.decimals(0, 99, places=2))) for period in periods}
    changed = data.draw(st.sampled_from(periods))
    after = before | {changed: str(Decimal(before[changed]) + data.draw(st.decimals("0.01", 99, places=2)))}
    with TemporaryDirectory() as folder:
        ledger = compared(Path(folder), (Q3, card(after)), (Q2, card(before)))

    (history,) = ledger.restated
    assert (str(history.period), history.now) == (changed, Decimal(after[changed]))
    assert [reading.value for reading in history.earlier] == [Decimal(before[changed])]
    assert ledger.removed + ledger.computed + ledger.added == ()


def test_more_digits_are_no_restatement(tmp_path: Path) -> None:
    ledger = compared(tmp_path, (Q2, card(FIGURES | {"2026-01": "5.00"})), (Q1, card()))

    assert ledger.differing == ()


def test_a_figure_restated_twice_shows_its_whole_history(tmp_path: Path) -> None:
    first, second, now = (card({"2026-01": value}) for value in ("5", "5.2", "5.3"))

    ledger = compared(tmp_path, (Q3, now), (Q1, first), (Q2, second), (f"{Q2}-r2", second))

    (history,) = ledger.restated
    assert values(history) == [("5", [Q1]), ("5.2", [Q2, f"{Q2}-r2"])]
    assert history.since is None


def test_a_figure_restated_long_ago_says_since_when_it_reads_so(tmp_path: Path) -> None:
    ledger = compared(tmp_path, (Q3, card()), (Q1, card(FIGURES | {"2026-01": "4"})), (Q2, card()))

    (history,) = ledger.restated
    assert history.since is not None
    assert (history.since.folder, values(history)) == (Q2, [("4", [Q1])])


def test_a_figure_that_went_and_came_back_is_restated_for_the_edition_between(tmp_path: Path) -> None:
    ledger = compared(tmp_path, (Q3, card()), (Q1, card()), (Q2, card(FIGURES | {"2026-01": "4"})))

    (history,) = ledger.restated
    assert values(history) == [("5", [Q1]), ("4", [Q2])]


def test_a_figure_that_is_gone_and_one_that_came_late_are_told_apart(tmp_path: Path) -> None:
    before = {"2026-01": "5", "2026-03": "7"}
    after = {"2026-02": "6", "2026-03": "7"}

    ledger = compared(tmp_path, (Q2, card(after)), (Q1, card(before)))

    assert ledger.restated == ()
    assert [str(found.period) for found in ledger.removed] == ["2026-01"]
    assert [str(found.period) for found in ledger.added] == ["2026-02"]
    assert ledger.compared == 2


def test_figures_of_later_periods_than_an_edition_showed_are_no_news(tmp_path: Path) -> None:
    ledger = compared(tmp_path, (Q2, card(FIGURES | {"2026-04": "9"})), (Q1, card()))

    assert ledger.added == ()


def test_an_edition_of_an_earlier_period_says_nothing_of_what_it_does_not_show(tmp_path: Path) -> None:
    ledger = compared(tmp_path, (Q1, card()), (Q2, card(FIGURES | {"2026-04": "9"})))

    assert (ledger.differing, ledger.compared) == ((), 3)


def test_a_note_that_came_with_the_change_is_its_reason(tmp_path: Path) -> None:
    before = card(FIGURES | {"2026-01": "4"}, notes={"2026-02": "Strike."})
    after = card(FIGURES | {"2026-02": "8"}, notes={"2026-01": "Late invoices.", "2026-02": "Strike."})

    ledger = compared(tmp_path, (Q2, after), (Q1, before))

    assert [found.reason for found in ledger.restated] == ["Late invoices.", ""]


def test_the_status_is_compared_under_the_plan_of_the_edition(tmp_path: Path) -> None:
    eased = a_kpi(target="9", amber="0.5", direction=Direction.LOWER)

    ledger = compared(tmp_path, (Q2, card(FIGURES | {"2026-03": "6.4"}, eased)), (Q1, card()))

    (history,) = ledger.restated
    assert (history.last.status, history.last.would_be) == (Status.OFF_TARGET, Status.AT_RISK)
    assert history.last.plan_moved
    assert history.status is Status.ON_TARGET


def test_a_plan_that_moved_alone_is_no_restatement(tmp_path: Path) -> None:
    eased = a_kpi(target="9", amber="0.5", direction=Direction.LOWER)

    ledger = compared(tmp_path, (Q2, card(FIGURES, eased)), (Q1, card()))

    assert (ledger.differing, ledger.states) == ((), ())
    assert [(found.field, found.after) for found in ledger.rules] == [
        ("target", FixedTarget(value=Decimal(9), by=None))
    ]


def test_the_state_of_an_editions_own_review_is_worked_out_anew(tmp_path: Path) -> None:
    ledger = compared(tmp_path, (Q2, card({"2026-01": "5", "2026-02": "5", "2026-03": "9"})), (Q1, card()))

    (state,) = ledger.states
    assert (state.edition.folder, str(state.period)) == (Q1, Q1)
    assert (state.actual, state.status, state.would_be) == (Decimal(6), Status.ON_TARGET, Status.AT_RISK)
    assert state.is_restated


def test_a_state_that_differs_because_figures_came_late_says_so(tmp_path: Path) -> None:
    ledger = compared(tmp_path, (Q2, card()), (Q1, card({"2026-01": None, "2026-02": None, "2026-03": "7"})))

    assert [(found.would_be, found.is_restated) for found in ledger.states] == [(Status.ON_TARGET, False)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"definition": "Customers lost."}, {"definition": "Contracts lost."}),
        ({"unit": "points"}, {"unit": "%"}),
    ],
)
def test_figures_of_another_kind_are_not_restated_but_not_comparable(
    tmp_path: Path, before: dict[str, Any], after: dict[str, Any]
) -> None:
    old = card(FIGURES, a_kpi(target="6", **before))
    new = card(
        {period: f"{value}0" for period, value in FIGURES.items()} | {"2026-04": "1"}, a_kpi(target="6", **after)
    )

    ledger = compared(tmp_path, (Q2, new), (Q1, old))

    assert (ledger.differing, ledger.states, ledger.compared) == ((), (), 0)
    (told,) = ledger.incomparable
    assert (told.fields, told.figures, told.since) == (tuple(after), 3, None)
    (change,) = ledger.rules
    assert str(change.period) == "2026-04"


def test_editions_after_the_break_are_compared_as_ever(tmp_path: Path) -> None:
    old, new = (a_kpi(target="6", definition=text) for text in ("Customers lost.", "Contracts lost."))

    ledger = compared(
        tmp_path,
        (Q3, card(FIGURES | {"2026-01": "4"}, new)),
        (Q1, card(FIGURES | {"2026-02": "9"}, old)),
        (Q2, card(FIGURES, new)),
    )

    assert [str(found.period) for found in ledger.restated] == ["2026-01"]
    assert values(ledger.restated[0]) == [("5", [Q2])]
    assert [found.since.folder for found in ledger.incomparable if found.since is not None] == [Q2]


@pytest.mark.parametrize(
    ("before", "after"), [("", "Customers lost."), ("Customers lost.", ""), ("Customers lost.", "Customers  lost.\n")]
)
def test_a_definition_that_comes_goes_or_is_spaced_otherwise_ends_nothing(
    tmp_path: Path, before: str, after: str
) -> None:
    old, new = (card(FIGURES, a_kpi(target="6", definition=text)) for text in (before, after))

    ledger = compared(tmp_path, (Q2, new), (Q1, old))

    assert ledger.incomparable == ()
    assert ledger.compared == 3


def test_a_break_in_a_revision_stands_at_the_beginning_of_its_period(tmp_path: Path) -> None:
    old, new = (card(FIGURES, a_kpi(target="6", definition=text)) for text in ("Customers lost.", "Contracts lost."))

    ledger = compared(tmp_path, (Q1, new), (Q1, old))

    assert [str(found.period) for found in ledger.rules] == ["2026-01"]


def test_the_change_log_follows_every_rule_from_edition_to_edition(tmp_path: Path) -> None:
    first = a_kpi(target="6", owner="Head of Sales")
    second = replace(first, owner="Head of Support", weight=Decimal(2))
    third = replace(second, direction=Direction.LOWER, amber=replace(second.amber, width=Decimal(5)))

    ledger = compared(tmp_path, (Q3, card(FIGURES, third)), (Q1, card(FIGURES, first)), (Q2, card(FIGURES, second)))

    told = [(found.since.folder if found.since else "now", found.field) for found in ledger.rules]
    assert told == [("now", "direction"), ("now", "amber"), (Q2, "owner"), (Q2, "weight")]
    assert not any(found.ends_comparability for found in ledger.rules)


def parts(lost: str, **others: Any) -> Scorecard:
    """A ratio that is computed from two drivers."""
    ratio = a_kpi("churn", formula=others.pop("formula", "lost / all"), aggregate=Aggregation.FORMULA, target="1")
    drivers = [a_kpi(name, objective=None, aggregate=Aggregation.SUM) for name in ("lost", "all")]
    figures = {"lost": a_series("lost", {"2026-01": lost}), "all": a_series("all", {"2026-01": "7"})}
    return a_scorecard([ratio, *drivers], figures)


def test_a_computed_figure_is_no_second_restatement(tmp_path: Path) -> None:
    ledger = compared(tmp_path, (Q2, parts("3")), (Q1, parts("2")))

    assert [found.kpi for found in ledger.restated] == ["lost"]
    assert [found.kpi for found in ledger.computed] == ["churn"]


def test_another_formula_makes_computed_figures_incomparable_and_no_others(tmp_path: Path) -> None:
    ledger = compared(tmp_path, (Q2, parts("3", formula="2 * lost / all")), (Q1, parts("2")))

    assert [found.kpi for found in ledger.restated] == ["lost"]
    assert ledger.computed == ()
    assert [(found.kpi, found.fields) for found in ledger.incomparable] == [("churn", ("formula",))]


def test_the_same_formula_written_otherwise_is_the_same(tmp_path: Path) -> None:
    ledger = compared(tmp_path, (Q2, parts("2", formula="lost/all")), (Q1, parts("2")))

    assert ledger.rules == ()


def test_a_figure_carried_forward_was_never_reported(tmp_path: Path) -> None:
    carrying = a_kpi(target="6", carry_forward=True)
    before, after = card({"2026-01": "5", "2026-03": None}, carrying), card(FIGURES, carrying)

    ledger = compared(tmp_path, (Q2, after), (Q1, before))

    assert ledger.differing == ()
    assert [str(found.period) for found in ledger.added] == ["2026-02", "2026-03"]


def test_quarters_made_of_months_are_compared_once(tmp_path: Path) -> None:
    ledger = compared(tmp_path, (Q2, card(FIGURES | {"2026-01": "8"})), (Q1, card()))

    assert len(ledger.restated) == 1


def test_quarterly_figures_added_up_from_months_in_the_file_are_compared_as_quarters(tmp_path: Path) -> None:
    quarterly = a_kpi(target="6", frequency=Frequency.QUARTER, aggregate=Aggregation.SUM)
    first = {"2025-Q4": "1"}
    before, after = card(first | FIGURES, quarterly), card(first | FIGURES | {"2026-01": "8"}, quarterly)

    ledger = compared(tmp_path, (Q2, after), (Q1, before))

    assert [(str(found.period), found.now) for found in ledger.restated] == [(Q1, Decimal(21))]


def test_what_an_edition_does_not_tell_is_not_known_to_have_changed(tmp_path: Path) -> None:
    (old,) = published(tmp_path, {Q1: reviewed(card(), Q1)})
    name, kpi = next(iter(old.scorecards[card().id].kpis.items()))
    silent = replace(kpi, facts={"unit": "points"}, points=tuple(replace(point, origin="") for point in kpi.points))
    shown = replace(old.scorecards[card().id], kpis={KpiId(name): silent})
    now = card(FIGURES, a_kpi(target="9", definition="Customers lost.", weight=Decimal(3)))

    ledger = ledger_of(reviewed(now, Q2), [replace(old, scorecards={card().id: shown})])

    assert ledger is not None
    assert (ledger.rules, ledger.compared) == ((), 3)


def test_units_and_formulas_are_values_of_the_model_again_after_a_round_trip(tmp_path: Path) -> None:
    kpi = a_kpi(
        "churn", formula="lost / all", aggregate=Aggregation.FORMULA, target=("1", "2"), amber="5%", unit="%",
        direction=Direction.RANGE, baseline="3", since="2025-12",
    )  # fmt: skip
    drivers = [a_kpi(name, objective=None, aggregate=Aggregation.SUM) for name in ("lost", "all")]
    whole = a_scorecard([kpi, *drivers], {name: a_series(name, {"2026-01": "2"}) for name in ("lost", "all")})

    (edition,) = published(tmp_path, {Q1: reviewed(whole, Q1)})
    facts = edition.scorecards[whole.id].kpis[kpi.id].facts

    assert facts["unit"] == Unit("%").text
    assert facts["formula"] == parse_formula("lost / all")
    assert (facts["target"], facts["amber"], facts["baseline"]) == (kpi.target, kpi.amber, kpi.baseline)
