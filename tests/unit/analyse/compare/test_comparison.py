from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from builders import NOWHERE, a_kpi, a_period, a_scorecard, a_series, an_objective
from mkdocs_scorecards.analyse.compare import Change, Comparison, Kind, Watch, What, comparison_of
from mkdocs_scorecards.analyse.status import Status
from mkdocs_scorecards.model.ids import KpiId, ObjectiveId
from mkdocs_scorecards.model.kpi import Direction, FixedTarget
from mkdocs_scorecards.model.link import Link
from mkdocs_scorecards.model.scorecard import Scorecard
from mkdocs_scorecards.model.source_ref import SourceRef

QUARTER = a_period("2026-Q3")
FIGURES = {"2026-07": "5", "2026-08": "5", "2026-09": "5"}


def a_card(**others: Any) -> Scorecard:
    kpis = [
        a_kpi("churn", direction=Direction.LOWER, target="4", amber="0.5", objective="stay"),
        a_kpi("nps", target="40", objective="like"),
    ]
    figures = {"churn": a_series("churn", FIGURES), "nps": a_series("nps", {"2026-09": "45"})}
    return replace(a_scorecard(kpis, figures), **others)


def with_kpi(card: Scorecard, name: str, **changed: Any) -> Scorecard:
    return replace(card, kpis=tuple(replace(kpi, **changed) if kpi.id == name else kpi for kpi in card.kpis))


def compared(base: Scorecard, head: Scorecard) -> Comparison:
    return comparison_of(base, head, QUARTER)


def the_change(base: Scorecard, head: Scorecard) -> Change:
    (change,) = compared(base, head).changes
    return change


def test_a_scorecard_does_not_differ_from_itself() -> None:
    assert compared(a_card(), a_card()).changes == ()
    assert compared(a_card(), a_card()).shifts == ()


def test_where_something_stands_makes_no_difference() -> None:
    assert compared(a_card(), with_kpi(a_card(), "churn", where=SourceRef("elsewhere.yml", 99))).changes == ()


def test_an_eased_target_is_to_be_watched_and_shows_its_effect() -> None:
    eased = with_kpi(a_card(), "churn", target=FixedTarget(value=Decimal(6), by=None))

    change = the_change(a_card(), eased)

    assert (change.kind, change.field, change.watch) == (Kind.CHANGED, "target", Watch.TARGET_EASED)
    (kpi,) = change.effect.kpis
    assert (kpi.before and kpi.before.status, kpi.after and kpi.after.status) == (Status.OFF_TARGET, Status.ON_TARGET)
    assert change.effect.by_rule
    assert {shift.on.what for shift in change.effect.levels} == {What.OBJECTIVE, What.PERSPECTIVE, What.SCORECARD}


def test_a_better_figure_is_no_rule_that_moved() -> None:
    better = replace(
        a_card(), figures={**a_card().figures, KpiId("churn"): a_series("churn", {**FIGURES, "2026-09": "1"})}
    )

    change = the_change(a_card(), better)

    assert change.effect.kpis
    assert not change.effect.by_rule


def test_of_two_changes_to_one_kpi_the_first_tells_its_state_and_says_so() -> None:
    head = with_kpi(a_card(), "churn", target=FixedTarget(value=Decimal(6), by=None))
    head = replace(head, figures={**head.figures, KpiId("churn"): a_series("churn", {**FIGURES, "2026-09": "4"})})

    changes = compared(a_card(), head).changes

    assert [(change.field, len(change.effect.kpis), change.effect.shared) for change in changes] == [
        ("target", 1, True),
        ("figures", 0, False),
    ]


def test_a_roll_up_that_two_changes_may_have_moved_is_told_with_neither() -> None:
    head = with_kpi(a_card(), "churn", target=FixedTarget(value=Decimal(6), by=None))
    head = with_kpi(head, "nps", target=FixedTarget(value=Decimal(90), by=None))

    comparison = compared(a_card(), head)

    told = {shift.on.what for change in comparison.changes for shift in change.effect.levels}
    assert told == {What.OBJECTIVE}
    assert What.PERSPECTIVE in {shift.on.what for shift in comparison.shifts}


def test_a_kpi_with_another_id_is_renamed_and_nothing_else() -> None:
    card = a_card()
    renamed = with_kpi(card, "churn", id=KpiId("logo_churn"))
    renamed = replace(
        renamed,
        figures={KpiId("logo_churn"): a_series("logo_churn", FIGURES), KpiId("nps"): card.figures[KpiId("nps")]},
    )

    change = the_change(card, renamed)

    assert (change.kind, change.field, change.before, change.after) == (Kind.RENAMED, "id", "churn", "logo_churn")
    assert compared(card, renamed).shifts == ()


def test_an_equal_title_with_other_content_is_no_rename() -> None:
    other = a_kpi("other", title="Churn", owner="CFO", unit="days", target="99", amber="3%", objective="like")
    card = a_card()
    head = replace(card, kpis=(card.kpis[1], other), figures={KpiId("nps"): card.figures[KpiId("nps")]})

    assert {change.kind for change in compared(card, head).changes} == {Kind.ADDED, Kind.REMOVED}


def test_a_formula_follows_the_rename_of_its_parts() -> None:
    parts = [a_kpi("lost", objective=None), a_kpi("start", objective=None)]
    base = a_scorecard([a_kpi("rate", formula="lost / start"), *parts])
    head = a_scorecard([a_kpi("rate", formula="gone / start"), replace(parts[0], id=KpiId("gone")), parts[1]])

    assert [(change.field, change.on.id) for change in compared(base, head).changes] == [("id", "gone")]


def test_the_figure_of_a_driver_tells_what_it_does_to_the_kpi_computed_from_it() -> None:
    kpis = [a_kpi("rate", formula="lost * 2", target="10"), a_kpi("lost", objective=None)]
    base = a_scorecard(kpis, {"lost": a_series("lost", FIGURES)})
    head = a_scorecard(kpis, {"lost": a_series("lost", dict.fromkeys(FIGURES, "3"))})

    change = the_change(base, head)

    assert change.on.id == "lost"
    assert [shift.on.id for shift in change.effect.kpis] == ["rate"]


def test_a_swapped_arrow_is_reversed_and_not_replaced() -> None:
    arrow = Link(cause=ObjectiveId("like"), effect=ObjectiveId("stay"), where=NOWHERE)
    turned = replace(arrow, cause=arrow.effect, effect=arrow.cause)

    change = the_change(a_card(links=(arrow,)), a_card(links=(turned,)))

    assert (change.kind, change.field, change.watch) == (Kind.CHANGED, "direction", Watch.ARROW_REVERSED)


def test_the_tested_kpi_that_follows_from_the_first_of_an_objective_is_no_edit() -> None:
    arrow = Link(cause=ObjectiveId("like"), effect=ObjectiveId("stay"), where=NOWHERE, cause_kpi=KpiId("nps"))
    base = a_card(links=(arrow,))
    first = a_kpi("answers", objective="like")
    head = replace(base, kpis=(base.kpis[0], first, base.kpis[1]), links=(replace(arrow, cause_kpi=KpiId("answers")),))

    assert [(change.kind, change.on.id) for change in compared(base, head).changes] == [(Kind.ADDED, "answers")]


def test_a_kpi_moved_to_another_objective_keeps_its_figures() -> None:
    moved = with_kpi(a_card(), "nps", objective=ObjectiveId("stay"))

    change = the_change(a_card(), moved)

    assert (change.kind, change.before, change.after) == (Kind.MOVED, "like", "stay")


@pytest.mark.parametrize("added", [1, 2])
def test_figures_are_summed_up_in_one_change_a_kpi(added: int) -> None:
    more = {f"2026-{month:02}": "4" for month in range(10, 10 + added)}
    head = replace(a_card(), figures={**a_card().figures, KpiId("churn"): a_series("churn", {**FIGURES, **more})})

    change = the_change(a_card(), head)

    assert (change.kind, change.watch) == (Kind.ADDED, None)


def test_a_scorecard_that_comes_or_goes_is_one_change() -> None:
    added, removed = comparison_of(None, a_card(), QUARTER), comparison_of(a_card(), None, QUARTER)

    assert [change.kind for change in added.changes] == [Kind.ADDED]
    assert [(change.kind, change.watch) for change in removed.changes] == [(Kind.REMOVED, Watch.RED_KPI_DROPPED)]


def test_changes_are_ranked_by_consequence() -> None:
    head = with_kpi(
        a_card(objectives=(an_objective("stay", owner=""), an_objective("like", title="Be liked"))), "churn"
    )
    head = with_kpi(head, "nps", target=FixedTarget(value=Decimal(60), by=None))

    changes = compared(a_card(), head).changes

    assert [change.rank for change in changes] == [0, 1, 2]
    assert [change.field for change in changes] == ["owner", "target", "title"]


def test_a_figure_of_another_period_has_no_part_in_the_state() -> None:
    head = with_kpi(a_card(), "churn", target=FixedTarget(value=Decimal(6), by=None))
    head = replace(head, figures={**head.figures, KpiId("churn"): a_series("churn", {**FIGURES, "2026-01": "4"})})

    changes = compared(a_card(), head).changes

    assert [(change.field, change.effect.shared) for change in changes] == [("target", False), ("figures", False)]
    assert changes[0].effect.levels
