"""All rules together: the table, severities, waivers and order."""

from datetime import date

import pytest

from builders import a_kpi, a_scorecard, an_objective
from method_builders import a_report, findings, items
from mkdocs_scorecards.analyse.method_check.checks import CHECKS
from mkdocs_scorecards.model.finding import problem_of
from mkdocs_scorecards.model.method_rules import METHOD_RULES, WAIVABLE_RULES, Profile, Rule, Subject
from mkdocs_scorecards.model.problem import Severity
from mkdocs_scorecards.model.problem_codes import PROBLEM_CODES
from mkdocs_scorecards.model.scorecard import Scorecard
from mkdocs_scorecards.model.source_ref import SourceRef
from mkdocs_scorecards.model.waiver import Waiver


def a_waiver(rule: str = "owner-missing", on: str = "churn", until: str = "2026-12-31", line: int = 90) -> Waiver:
    return Waiver(
        rule=rule,
        on=on,
        owner="CFO",
        reason="Until spring.",
        until=date.fromisoformat(until),
        where=SourceRef("scorecards/acme/scorecard.yml", line),
    )


def without_owners(*waivers: Waiver) -> Scorecard:
    return a_scorecard([a_kpi("churn", owner=""), a_kpi("calls", owner="")], waivers=waivers)


def test_every_rule_of_the_table_has_a_function() -> None:
    assert [*CHECKS, "waiver-unused"] == list(METHOD_RULES)


@pytest.mark.parametrize("rule", METHOD_RULES.values(), ids=METHOD_RULES)
def test_every_rule_says_what_holds_why_in_two_sentences_and_one_cure(rule: Rule) -> None:
    assert all(text.endswith(".") and text[0].isupper() for text in (rule.holds, rule.cure))
    assert rule.why.endswith(".")
    assert rule.why.count(". ") == 1
    assert rule.cure.count(". ") == 0
    assert rule.source


def test_rules_and_problems_share_no_name_and_stand_in_for_each_other_only_where_both_exist() -> None:
    assert METHOD_RULES.keys() & PROBLEM_CODES.keys() == set()
    assert {rule.reported_as for rule in METHOD_RULES.values()} - {""} <= PROBLEM_CODES.keys()


def test_rules_stand_chapter_by_chapter() -> None:
    chapters = list(dict.fromkeys(rule.subject for rule in METHOD_RULES.values()))

    assert chapters == list(Subject)
    assert [rule.subject for rule in METHOD_RULES.values()] == sorted(
        (rule.subject for rule in METHOD_RULES.values()), key=chapters.index
    )


def test_every_count_knows_both_profiles() -> None:
    assert all(set(rule.bounds) in (set(), set(Profile)) for rule in METHOD_RULES.values())


def test_the_settings_weigh_all_findings_of_a_rule_alike() -> None:
    card = a_scorecard([], objectives=[an_objective(f"aim_{number}") for number in range(26)])

    (as_table,) = findings("objectives-per-map", card)
    (as_set,) = findings("objectives-per-map", card, levels={"objectives-per-map": "info"})

    assert (as_table.severity, as_set.severity) == (Severity.ERROR, Severity.INFO)


def test_a_rule_that_is_off_finds_nothing_and_does_not_hold_either() -> None:
    report = a_report(without_owners(), levels={"owner-missing": "off", "waiver-unused": "off"})

    assert report.switched_off == ("owner-missing", "waiver-unused")
    assert not {"owner-missing", "waiver-unused"} & {*report.holding, *(found.rule for found in report.findings)}


def test_rules_hold_are_broken_or_are_off() -> None:
    report = a_report(without_owners(a_waiver()), levels={"owner-shared": "off"})

    assert {*report.holding, *report.switched_off, *(found.rule for found in report.findings)} == METHOD_RULES.keys()
    assert "owner-missing" not in report.holding


def test_findings_are_sorted_worst_first_then_by_rule() -> None:
    report = a_report(without_owners())
    severities, rules = list(Severity), list(METHOD_RULES)

    keys = [(severities.index(found.severity), rules.index(found.rule)) for found in report.findings]

    assert keys == sorted(keys)
    assert len({key[0] for key in keys}) == 3


def test_a_waiver_keeps_one_item_from_counting() -> None:
    waiver = a_waiver()
    report = a_report(without_owners(waiver))

    assert [(found.on, found.waived) for found in report.waived] == [("churn", waiver)]
    assert [found.on for found in report.open if found.rule == "owner-missing"] == ["calls"]


def test_a_waiver_on_the_scorecard_covers_every_item_of_its_rule() -> None:
    report = a_report(without_owners(a_waiver(on="acme")))

    assert {found.on for found in report.waived} == {"churn", "calls"}
    assert {found.rule for found in report.waived} == {"owner-missing"}


@pytest.mark.parametrize(("until", "lasts"), [("2026-09-30", True), ("2026-09-29", False)])
def test_a_waiver_lasts_to_the_end_of_its_day_as_of_the_reviewed_period(until: str, lasts: bool) -> None:
    card = without_owners(a_waiver(until=until))

    assert len(a_report(card).waived) == lasts
    assert items("waiver-expired", card) == [] if lasts else ["churn"]
    assert items("waiver-unused", card) == []


def test_an_old_review_shows_what_was_waived_then() -> None:
    card = without_owners(a_waiver(until="2026-03-31"))

    assert len(a_report(card, "2026-Q1").waived) == 1
    assert len(a_report(card, "2026-Q2").waived) == 0


def test_a_waiver_that_nothing_needs_is_told_even_if_another_says_the_same() -> None:
    first, second = a_waiver(line=90), a_waiver(line=95)
    cured = a_waiver("strategy-missing", "acme")

    (again,) = findings("waiver-unused", without_owners(first, second))
    assert again.where.line == 95
    (found,) = findings("waiver-unused", a_scorecard([], strategy="Be fast.", waivers=[cured]))
    assert found.message == "'The waiver of strategy-missing on acme' waives nothing: the rule holds there"


def test_waivers_themselves_cannot_be_waived() -> None:
    assert set(METHOD_RULES) - set(WAIVABLE_RULES) == {"waiver-expired", "waiver-unused"}


def test_a_finding_is_printed_like_a_problem_with_the_cure_as_its_hint() -> None:
    (found,) = findings("strategy-missing", a_scorecard([]))

    assert str(problem_of(found)) == (
        "scorecards/acme/scorecard.yml:1: error strategy-missing: 'Acme Cloud' does not state the strategy that it "
        "translates "
        "(hint: write one or two sentences under strategy: whom you serve, and what you do better than others)"
    )
