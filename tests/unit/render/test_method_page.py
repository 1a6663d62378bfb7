"""The page of the method check: what it says, in which order, and where it leads."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import mkdocs_scorecards
from builders import NOWHERE, a_kpi, a_period, a_scorecard, an_objective
from method_builders import a_link, an_initiative
from mkdocs_scorecards.analyse.method_check.checks import method_report
from mkdocs_scorecards.analyse.review import review_of
from mkdocs_scorecards.model.review_record import Action, ReviewKind, ReviewRecord
from mkdocs_scorecards.model.scorecard import Scorecard
from mkdocs_scorecards.model.waiver import Waiver
from mkdocs_scorecards.render.environment import template_environment
from mkdocs_scorecards.render.pages.method import MethodView, method_view
from mkdocs_scorecards.render.rendered import Foot
from mkdocs_scorecards.render.urls import Linker

TEMPLATES = Path(mkdocs_scorecards.__file__).parents[2] / "templates"


def view_of(card: Scorecard, **levels: str) -> MethodView:
    review = review_of(card, a_period("2026-Q3"))
    report = method_report(review, levels={name.replace("_", "-"): level for name, level in levels.items()})
    return method_view(replace(review, method=report), Linker("acme/method/"))


def rendered(view: MethodView) -> str:
    template = template_environment(TEMPLATES).get_template("pages/method.html.jinja")
    return template.render(view=view, foot=Foot(words="Acme Cloud, 2026-Q3"))


CARD = a_scorecard(
    [a_kpi("churn", owner="")],
    objectives=[an_objective("stay"), an_objective("grow", "financial")],
    links=[a_link("stay", "grow", because="")],
    initiatives=[an_initiative(due=None)],
)


def test_errors_come_before_warnings_and_remarks() -> None:
    view = view_of(CARD)

    assert [group.title for group in view.groups] == ["Errors", "Warnings", "Remarks"]
    assert view.summary.endswith(" of 40 rules hold.")


def test_each_finding_leads_to_its_item() -> None:
    found = {
        (rule.name, finding.title): finding.href
        for group in view_of(CARD).groups
        for rule in group.rules
        for finding in rule.findings
    }

    assert found["strategy-missing", "Acme Cloud"] == "../"
    assert found["perspective-empty", "Internal process"] == "../internal_process/"
    assert found["objective-unmeasured", "Grow"] == "../financial/#objective-grow"
    assert found["owner-missing", "Churn"] == "../kpis/churn/"
    assert found["initiative-incomplete", "Setup"] == "../initiatives/#initiative-setup"
    assert found["hypothesis-unstated", "Stay → Grow"] == "../hypotheses/#link-stay-grow"


def test_an_owner_is_named_without_a_link() -> None:
    kpis = [a_kpi(f"kpi_{number}", owner="Head of <b>Sales</b>") for number in range(9)]
    html = rendered(view_of(a_scorecard(kpis)))

    assert "<bdi>Head of &lt;b&gt;Sales&lt;/b&gt;</bdi> <bdi>owns 9 items" in html


def test_each_rule_is_shown_with_cure_reason_and_place() -> None:
    html = rendered(view_of(CARD))

    assert "<strong>Cure:</strong> Name one person or role under owner." in html
    assert "What nobody owns nobody moves." in html
    assert '<span class="sc-source">scorecard.yml:1</span>' in html


def test_a_rule_broken_in_two_ways_is_explained_once() -> None:
    card = a_scorecard(
        [a_kpi(f"a_{number}", objective="stay") for number in range(3)]
        + [a_kpi(f"b_{number}", objective="grow") for number in range(4)]
    )
    rules = [rule for group in view_of(card).groups for rule in group.rules if rule.name == "kpis-per-objective"]

    assert [(len(rule.findings), bool(rule.why)) for rule in rules] == [(1, True), (1, False)]


def test_a_waiver_is_shown_with_its_findings_owner_reason_and_end() -> None:
    waiver = Waiver(
        rule="owner-missing",
        on="acme",
        owner="Head of People",
        reason="Until the new team is here.",
        until=date(2026, 12, 31),
        where=NOWHERE,
    )
    view = view_of(replace(CARD, waivers=(waiver,)))
    html = rendered(view)

    (shown,) = view.waivers
    assert [finding.title for finding in shown.findings] == ["Churn"]
    assert (shown.owner, shown.reason, shown.until) == ("Head of People", "Until the new team is here", "2026-12-31")
    assert "error, waived until" in html
    assert "owner-missing" not in {rule.name for group in view.groups for rule in group.rules}
    assert ", one waived; " in view.summary


def test_rules_that_hold_are_folded_and_those_switched_off_are_named() -> None:
    view = view_of(CARD, owner_shared="off", tree_missing="off")

    assert "owner-shared" not in {rule.name for rule in view.holding}
    assert "link-cycle" in {rule.name for rule in view.holding}
    assert view.summary.endswith(" of 38 rules hold.")
    assert "Switched off in the settings: owner-shared, tree-missing." in rendered(view)


def test_a_finding_about_an_action_leads_to_its_review() -> None:
    action = Action(title="Ask customers", where=NOWHERE)
    record = ReviewRecord(
        period=a_period("2026-Q2"),
        kind=ReviewKind.STRATEGIC,
        held=date(2026, 7, 14),
        where=NOWHERE,
        actions=(action,),
    )

    found = [
        finding
        for group in view_of(replace(CARD, records=(record,))).groups
        for rule in group.rules
        for finding in rule.findings
        if rule.name == "decision-open"
    ]

    assert [(finding.title, finding.href) for finding in found] == [("Ask customers", "../reviews/2026-Q2/")]
