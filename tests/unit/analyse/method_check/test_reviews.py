"""Rules about reviews: which are due, what is still to be done, and which hypotheses wait for a decision."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from builders import NOWHERE, a_kpi, a_period, a_scorecard, an_objective
from link_builders import a_link as a_tested_link
from link_builders import following, monthly, noise
from method_builders import a_report, findings, items
from mkdocs_scorecards.analyse import link_trial
from mkdocs_scorecards.analyse.link_review import Verdict
from mkdocs_scorecards.analyse.method_check import reviews
from mkdocs_scorecards.analyse.method_check.inspection import Inspection
from mkdocs_scorecards.analyse.review import review_of
from mkdocs_scorecards.model.link import Expectation
from mkdocs_scorecards.model.period import Frequency
from mkdocs_scorecards.model.review_record import Action, Decision, ReviewKind, ReviewRecord, Ruling
from mkdocs_scorecards.model.scorecard import ReviewCadence, Scorecard
from mkdocs_scorecards.model.waiver import Waiver

CARD = a_scorecard([a_kpi("churn")])
MONTHS = 45
"""From 2023-01 to 2026-09."""


def a_record(period: str, **others: Any) -> ReviewRecord:
    found = a_period(period, others.pop("fiscal_start", 1))
    values: dict[str, Any] = {
        "period": found,
        "kind": ReviewKind.OPERATIONAL if found.frequency is Frequency.MONTH else ReviewKind.STRATEGIC,
        "held": date(2026, 10, 8),
        "where": NOWHERE,
    }
    return ReviewRecord(**{**values, **others})


def with_records(*periods: str, card: Scorecard = CARD, **others: Any) -> Scorecard:
    return replace(card, records=tuple(a_record(period, **others) for period in periods))


def claims(rule: str, card: Scorecard, period: str = "2026-Q3") -> list[str]:
    return [finding.claim for finding in findings(rule, card, period)]


# --- review-missing ---


def test_a_scorecard_without_any_record_is_told_once() -> None:
    (found,) = findings("review-missing", CARD)

    assert found.message == "'Acme Cloud' has no record of any review yet"
    assert found.on == "acme"


@pytest.mark.parametrize(
    ("records", "claim"),
    [
        (("2026-07", "2026-08", "2026-Q3"), None),
        (("2026-07", "2026-08", "2026-09", "2026-Q3"), None),
        (("2026-07", "2026-08", "2026-09"), "has no record of the strategic review of 2026-Q3 yet"),
        (("2026-07", "2026-Q3"), "has no record of the operational review of 2026-08 yet"),
        (("2026-Q3",), "has no record of the operational reviews of 2026-07 and 2026-08 yet"),
        (
            ("2026-Q2",),
            (
                "has no record of the strategic review of 2026-Q3, "
                "nor of the operational reviews of 2026-07, 2026-08 and 2026-09 yet"
            ),
        ),
    ],
)
def test_a_quarter_wants_its_strategic_record_and_those_of_its_months(
    records: tuple[str, ...], claim: str | None
) -> None:
    assert claims("review-missing", with_records(*records)) == ([claim] if claim else [])


def test_a_record_of_a_later_period_does_not_count() -> None:
    assert claims("review-missing", with_records("2026-10", "2026-Q4")) == ["has no record of any review yet"]


@pytest.mark.parametrize(
    ("period", "records", "holds"),
    [
        ("2026-08", ("2026-08",), True),
        ("2026-08", ("2026-07",), False),
        ("2026-09", ("2026-09",), False),  # the quarter ends with it
        ("2026-09", ("2026-Q3",), True),
        ("2026", ("2026",), True),
        ("2026", ("2026-Q4",), True),
        ("2026", ("2026-Q3",), False),
    ],
)
def test_which_reviews_are_due_follows_from_the_reviewed_period(
    period: str, records: tuple[str, ...], *, holds: bool
) -> None:
    assert (claims("review-missing", with_records(*records), period) == []) is holds


def test_the_rhythm_of_the_scorecard_is_kept() -> None:
    quarterly = replace(CARD, cadence=ReviewCadence(operational=Frequency.QUARTER, strategic=Frequency.YEAR))

    assert claims("review-missing", with_records("2026-Q3", card=quarterly, kind=ReviewKind.OPERATIONAL)) == []
    assert claims(
        "review-missing", with_records("2026-Q4", card=quarterly, kind=ReviewKind.OPERATIONAL), "2026-Q4"
    ) == ["has no record of the strategic review of 2026 yet"]


def test_a_fiscal_year_ends_with_its_own_last_month() -> None:
    card = replace(CARD, fiscal_year_start=2)
    record = a_record("FY2027-Q2", fiscal_start=2)

    assert claims("review-missing", replace(card, records=(a_record("2026-09"),)), "2026-09") == []
    assert claims("review-missing", replace(card, records=(a_record("2026-07"),)), "2026-07") == [
        "has no record of the strategic review of FY2027-Q2 yet"
    ]
    assert claims("review-missing", replace(card, records=(record,)), "2026-07") == []


def test_a_waiver_on_the_scorecard_covers_all_missing_reviews() -> None:
    waiver = Waiver(
        rule="review-missing", on="acme", owner="CEO", reason="New.", until=date(2026, 12, 31), where=NOWHERE
    )

    assert [found.rule for found in a_report(replace(CARD, waivers=(waiver,))).waived] == ["review-missing"]


# --- decision-open ---


def an_action(title: str = "Ask", **others: Any) -> Action:
    values: dict[str, Any] = {"title": title, "owner": "COO", "due": date(2026, 9, 15), "where": NOWHERE}
    return Action(**{**values, **others})


def open_claims(*actions: Action, record: str = "2026-Q2", period: str = "2026-Q3") -> list[str]:
    return claims("decision-open", with_records(record, actions=actions), period)


@pytest.mark.parametrize(
    ("action", "claim"),
    [
        (an_action(), "was due on 2026-09-15 (COO) and is not done at the end of 2026-Q3"),
        (an_action(due=date(2026, 9, 30)), "was due on 2026-09-30 (COO) and is not done at the end of 2026-Q3"),
        (an_action(owner=""), "was due on 2026-09-15 (no owner) and is not done at the end of 2026-Q3"),
        (an_action(due=None), "has no date"),
        (an_action(owner="", due=None), "has no owner and no date"),
        (an_action(owner="", due=date(2026, 10, 1)), "has no owner"),
        (an_action(due=date(2026, 10, 1)), None),
        (an_action(is_done=True), None),
        (an_action(is_done=True, owner="", due=None), None),
        (an_action(is_done=True, done_on=date(2026, 10, 20)), None),
    ],
)
def test_an_action_has_an_owner_and_a_date_and_is_done_by_it(action: Action, claim: str | None) -> None:
    assert open_claims(action) == ([claim] if claim else [])


def test_actions_of_later_reviews_are_not_known_yet() -> None:
    assert open_claims(an_action(), record="2026-Q4") == []


def test_a_waiver_names_the_period_of_the_review() -> None:
    card = with_records("2026-Q2", actions=(an_action("One"), an_action("Two")))
    waiver = Waiver(
        rule="decision-open", on="2026-Q2", owner="CEO", reason="Moved.", until=date(2026, 12, 31), where=NOWHERE
    )

    report = a_report(replace(card, waivers=(waiver,)))

    assert [found.item.title for found in report.waived] == ["One", "Two"]
    assert items("decision-open", card) == ["2026-Q2", "2026-Q2"]


# --- hypothesis-unreviewed ---


ARROW = "act -> win"


def contradicted(*records: ReviewRecord, **others: Any) -> Scorecard:
    """Two KPIs that move together where the arrow expects the opposite, in every month to the end of 2026-Q3."""
    cause = noise(1, MONTHS)
    values: dict[str, Any] = {"expect": Expectation.OPPOSITE, **others}
    return a_scorecard(
        [a_kpi("cause", objective="act", unit="points"), a_kpi("effect", objective="win", unit="points")],
        {"cause": monthly("cause", list(cause)), "effect": monthly("effect", list(following(cause, 2)))},
        objectives=(an_objective("act", "internal_process"), an_objective("win")),
        links=(a_tested_link(**values),),
        records=records,
    )


def a_ruling(ruling: Ruling | None, on: str = ARROW) -> Decision:
    return Decision(title="Decided", on=on, ruling=ruling, reason="Because.", where=NOWHERE)


def test_an_arrow_contradicted_at_two_reviews_in_a_row_wants_a_decision() -> None:
    (found,) = findings("hypothesis-unreviewed", contradicted())

    assert found.on == ARROW
    assert found.claim == (
        "is contradicted by the figures up to 2026-Q2 and up to 2026-Q3, and no review has decided on it since"
    )


def test_an_arrow_that_the_figures_agree_with_wants_none() -> None:
    assert items("hypothesis-unreviewed", contradicted(expect=Expectation.SAME)) == []


def test_an_arrow_contradicted_for_the_first_time_has_until_the_next_review() -> None:
    first = next(
        period
        for period in (a_period("2023-Q4").shifted(step) for step in range(12))
        if review_of(contradicted(), period).links[0].verdict is Verdict.CONTRADICTED
    )

    assert items("hypothesis-unreviewed", contradicted(), str(first)) == []
    assert items("hypothesis-unreviewed", contradicted(), str(first.next)) == [ARROW]


@pytest.mark.parametrize(
    ("record", "ruling", "holds"),
    [
        ("2026-Q3", Ruling.KEEP, True),
        ("2026-Q2", Ruling.CHANGE, True),
        ("2026-08", Ruling.DROP, True),
        ("2026-Q1", Ruling.KEEP, False),
        ("2026-Q4", Ruling.KEEP, False),
        ("2026-Q3", None, False),
    ],
)
def test_a_decision_counts_from_the_review_before_on(record: str, ruling: Ruling | None, *, holds: bool) -> None:
    card = contradicted(a_record(record, decisions=(a_ruling(ruling),)))

    assert (items("hypothesis-unreviewed", card) == []) is holds


def test_a_decision_on_another_arrow_does_not_count() -> None:
    card = contradicted(a_record("2026-Q3", decisions=(a_ruling(Ruling.KEEP, "win -> act"),)))

    assert items("hypothesis-unreviewed", card) == [ARROW]


def test_an_arrow_stated_since_the_review_before_has_been_reviewed_once() -> None:
    assert items("hypothesis-unreviewed", contradicted(since=date(2026, 7, 1))) == []
    assert items("hypothesis-unreviewed", contradicted(since=date(2026, 6, 30))) == [ARROW]


@pytest.mark.parametrize("others", [{"expect": Expectation.SAME}, {"since": date(2026, 7, 1)}])
def test_the_arrows_are_tested_a_second_time_only_where_that_can_matter(
    monkeypatch: pytest.MonkeyPatch, others: dict[str, Any]
) -> None:
    review = review_of(contradicted(**others), a_period("2026-Q3"))
    monkeypatch.setattr(link_trial, "contradictions", None)

    assert list(reviews.hypothesis_unreviewed(Inspection(review=review))) == []
