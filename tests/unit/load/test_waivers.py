"""Waivers: each names a rule, an item that the rule can be about, who answers for it, why, and until when."""

from datetime import date
from pathlib import Path

import pytest

from mkdocs_scorecards.load.document_problems import read_document
from mkdocs_scorecards.load.entities import scorecard_of
from mkdocs_scorecards.load.waivers import waivers_of
from mkdocs_scorecards.load.yaml_lines import read_yaml
from mkdocs_scorecards.model.ids import ScorecardId
from mkdocs_scorecards.model.problem import Problem
from mkdocs_scorecards.model.waiver import Waiver

COMPLETE = (Path(__file__).parent / "complete_scorecard.yml").read_text(encoding="utf-8")
THE_ONE = "  - rule: kpis-per-objective\n    on: grow\n"


def read(text: str) -> tuple[tuple[Waiver, ...], tuple[Problem, ...]]:
    lines, _ = read_yaml(text.encode(), "scorecards/acme/scorecard.yml")
    assert lines is not None
    document, problems = read_document(lines)
    if document is None:
        return (), problems
    scorecard, problems = scorecard_of(document, ScorecardId("acme"), lines)
    waivers, more = waivers_of(document.waivers, scorecard, lines)
    return waivers, (*problems, *more)


def read_with(rule: str, on: str) -> tuple[tuple[Waiver, ...], tuple[Problem, ...]]:
    assert THE_ONE in COMPLETE
    return read(COMPLETE.replace(THE_ONE, f"  - rule: {rule}\n    on: {on}\n"))


def test_a_waiver_is_read_with_its_place() -> None:
    (waiver,), problems = read(COMPLETE)

    assert problems == ()
    assert (waiver.rule, waiver.on, waiver.owner, waiver.until) == (
        "kpis-per-objective",
        "grow",
        "CFO",
        date(2026, 12, 31),
    )
    assert waiver.reason == "The cost target is dropped at the end of the year."
    assert COMPLETE.splitlines()[waiver.where.line - 1] == "  - rule: kpis-per-objective"


@pytest.mark.parametrize(
    ("rule", "on"),
    [
        ("strategy-missing", "acme"),
        ("perspective-empty", "customer"),
        ("owner-missing", "grow"),
        ("owner-missing", "revenue"),
        ("owner-missing", "customers_lost"),
        ("owner-missing", "guided_setup"),
        ("owner-missing", "acme"),
        ("owner-overloaded", "Retention lead"),
        ("hypothesis-unstated", "reduce_churn -> grow"),
    ],
)
def test_every_kind_of_item_can_be_named(rule: str, on: str) -> None:
    (waiver,), problems = read_with(rule, on)

    assert problems == ()
    assert waiver.on == on


def test_blanks_around_an_arrow_and_in_a_name_do_not_matter() -> None:
    (link,), _ = read_with("link-cycle", "reduce_churn->grow")
    (owner,), _ = read_with("owner-overloaded", "'Retention  lead'")

    assert (link.on, owner.on) == ("reduce_churn -> grow", "Retention lead")


@pytest.mark.parametrize(
    ("rule", "on", "message", "hint"),
    [
        ("kpis-per-objective", "reduce_chrun", "there is nothing called 'reduce_chrun'", "did you mean reduce_churn?"),
        ("kpis-per-objective", "revenue", "'revenue' is a KPI, but kpis-per-objective is about objectives", "or acme"),
        ("owner-missing", "customer", "is about objectives, KPIs and initiatives", "acme for all of them"),
        (
            "link-cycle",
            "grow -> reduce_churn",
            "there is nothing called 'grow -> reduce_churn'",
            "reduce_churn -> grow",
        ),
    ],
)
def test_an_item_that_the_rule_cannot_be_about_is_refused(rule: str, on: str, message: str, hint: str) -> None:
    _, (problem,) = read_with(rule, on)

    assert problem.code == "waiver-item-unknown"
    assert message in problem.message
    assert hint in problem.hint


@pytest.mark.parametrize("rule", ["kpi-per-objective", "waiver-expired", "review-held", "[]", "''"])
def test_only_rules_that_are_checked_can_be_waived(rule: str) -> None:
    _, (problem,) = read_with(rule, "grow")

    assert problem.code == "waiver-rule-unknown"
    assert "expected the name of a rule" in problem.message
    assert problem.hint.startswith(
        "did you mean kpis-per-objective" if rule == "kpi-per-objective" else ("did", "the page")
    )


@pytest.mark.parametrize("key", ["rule", "on", "owner", "reason", "until"])
def test_all_five_keys_are_required(key: str) -> None:
    start = COMPLETE.index("waivers:")
    kept = [
        line for line in COMPLETE[start:].splitlines() if not line.strip("- ").startswith(f"{key}:") or "links" in line
    ]
    text = COMPLETE[:start] + "\n".join(kept).replace(
        "    on: grow", "  - on: grow" if key == "rule" else "    on: grow"
    )

    _, problems = read(text)

    assert [(problem.code, problem.message) for problem in problems] == [
        ("key-missing", f"{key} is missing in this waiver")
    ]


@pytest.mark.parametrize("until", ["2026", "31/12/2026", "2026-02-30", "forever"])
def test_the_end_is_a_day(until: str) -> None:
    _, (problem,) = read(COMPLETE.replace("until: 2026-12-31", f"until: {until}"))

    assert "expected a day" in problem.message
