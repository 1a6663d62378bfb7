"""Pages of reviews: what is told of decisions and actions, in which order, and where it leads."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from builders import NOWHERE, a_kpi, a_period, a_scorecard, an_objective
from method_builders import a_link, an_initiative
from mkdocs_scorecards.analyse.records import record_reviews
from mkdocs_scorecards.analyse.review import review_of
from mkdocs_scorecards.model.review_record import Action, Decision, ReviewKind, ReviewRecord, Ruling
from mkdocs_scorecards.render.pages.records import RecordsView, RecordView, last_ruling, record_view, records_view
from mkdocs_scorecards.render.urls import Linker, reviews_path

CARD = a_scorecard(
    [a_kpi("churn")],
    objectives=(an_objective("stay"), an_objective("live", "internal_process")),
    initiatives=(an_initiative("setup"),),
    links=(a_link("live", "stay"),),
)


def a_record(period: str = "2026-Q2", **others: Any) -> ReviewRecord:
    values: dict[str, Any] = {
        "period": a_period(period),
        "kind": ReviewKind.STRATEGIC,
        "held": date(2026, 7, 14),
        "where": NOWHERE,
    }
    return ReviewRecord(**{**values, **others})


def an_action(title: str, due: date | None = None, **others: Any) -> Action:
    return Action(title=title, due=due, where=NOWHERE, **others)


def listed(*records: ReviewRecord, period: str = "2026-Q3") -> RecordsView:
    review = review_of(replace(CARD, records=records), a_period(period))
    return records_view(review, Linker(reviews_path(CARD.id)))


def page_of(record: ReviewRecord, period: str = "2026-Q3") -> RecordView:
    review = review_of(replace(CARD, records=(record,)), a_period(period))
    (found,) = record_reviews(review.scorecard, review.period)
    return record_view(review, found, Linker(reviews_path(CARD.id, record.period)))


@pytest.mark.parametrize(
    ("on", "title", "href"),
    [
        ("stay", "Stay", "../../customer/#objective-stay"),
        ("churn", "Churn", "../../kpis/churn/"),
        ("setup", "Setup", "../../initiatives/#initiative-setup"),
        ("live -> stay", "Live → Stay", "../../hypotheses/#link-live-stay"),
        ("stay -> live", "Stay → Live", ""),  # a review dropped it
    ],
)
def test_what_a_decision_is_on_is_named_and_linked(on: str, title: str, href: str) -> None:
    decision = Decision(title="Decided", on=on, ruling=Ruling.DROP if "->" in on else None, where=NOWHERE)

    (view,) = page_of(a_record(decisions=(decision,))).decisions

    assert view.about is not None
    assert (view.about.title, view.about.href) == (title, href)


@pytest.mark.parametrize(
    ("ruling", "word"),
    [
        (Ruling.KEEP, "Hypothesis kept"),
        (Ruling.CHANGE, "Hypothesis to be changed"),
        (Ruling.DROP, "Hypothesis dropped"),
        (None, ""),
    ],
)
def test_what_becomes_of_a_hypothesis_is_said_in_words(ruling: Ruling | None, word: str) -> None:
    decision = Decision(title="Decided", on="live -> stay", ruling=ruling, where=NOWHERE)

    assert page_of(a_record(decisions=(decision,))).decisions[0].ruling == word


def test_actions_come_overdue_ones_first_each_with_its_own_anchor() -> None:
    actions = (
        an_action("Done", date(2026, 7, 20), is_done=True, done_on=date(2026, 7, 21)),
        an_action("Someday"),
        an_action("Open", date(2026, 10, 1)),
        an_action("Late", date(2026, 9, 30)),
        an_action("Later", date(2026, 8, 31)),
        an_action("Ticked off", is_done=True),
    )

    view = page_of(a_record(actions=actions))

    assert [(found.title, found.word, found.anchor) for found in view.actions] == [
        ("Later", "Overdue by 4 weeks", "action-5"),
        ("Late", "Overdue", "action-4"),
        ("Open", "Open", "action-3"),
        ("Someday", "Open", "action-2"),
        ("Done", "Done on 2026-07-21", "action-1"),
        ("Ticked off", "Done", "action-6"),
    ]
    assert view.summary == (
        "Strategic review, held on 2026-07-14. Six actions: two overdue, two open and two done at the end of 2026-Q3."
    )


@pytest.mark.parametrize(
    ("actions", "sentence"),
    [
        ((), "No action was agreed on."),
        ((an_action("A"),), "One action, open at the end of 2026-Q3."),
        ((an_action("A"), an_action("B")), "Two actions, all open at the end of 2026-Q3."),
    ],
)
def test_few_actions_are_counted_in_few_words(actions: tuple[Action, ...], sentence: str) -> None:
    assert page_of(a_record(actions=actions)).summary.endswith(f". {sentence}")


def test_the_list_has_the_latest_review_first_and_only_what_is_not_done() -> None:
    early = a_record("2026-Q1", actions=(an_action("Old", date(2026, 5, 1)),))
    late = a_record("2026-Q2", actions=(an_action("Done", is_done=True), an_action("Ask")))

    view = listed(early, late)

    assert [row.record.title for row in view.records] == ["Review of 2026-Q2", "Review of 2026-Q1"]
    assert [(found.title, found.record.href) for found in view.pending] == [
        ("Old", "2026-Q1/#action-1"),
        ("Ask", "2026-Q2/#action-2"),
    ]
    assert view.summary == "Two reviews on record. Three actions: one overdue, one open and one done."


def test_a_review_of_a_later_period_is_not_known_yet() -> None:
    view = listed(a_record("2026-Q3"), a_record("2026-Q4"))

    assert [row.record.title for row in view.records] == ["Review of 2026-Q3"]


def test_the_card_of_an_arrow_names_the_last_ruling_on_it() -> None:
    def ruled(period: str, ruling: Ruling | None) -> ReviewRecord:
        decision = Decision(title="Decided", on="live -> stay", ruling=ruling, reason="So.", where=NOWHERE)
        return a_record(period, decisions=(decision,))

    records = (
        ruled("2026-Q1", Ruling.KEEP),
        ruled("2026-Q2", Ruling.CHANGE),
        ruled("2026-Q3", None),
        ruled("2026-Q4", Ruling.DROP),
    )
    review = review_of(replace(CARD, records=records), a_period("2026-Q3"))

    found = last_ruling(review, "live -> stay", Linker("acme/hypotheses/"))

    assert found is not None
    assert (found.title, found.href) == ("Review of 2026-Q2: hypothesis to be changed", "../reviews/2026-Q2/")
    assert last_ruling(review, "stay -> live", Linker("acme/hypotheses/")) is None
