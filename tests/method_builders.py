"""What the method check finds in a scorecard, and parts of scorecards to check."""

from collections.abc import Mapping, Sequence
from typing import Any

from builders import NOWHERE, a_period, an_objective
from mkdocs_scorecards.analyse.method_check.checks import method_report
from mkdocs_scorecards.analyse.review import review_of
from mkdocs_scorecards.model.finding import Finding, MethodReport
from mkdocs_scorecards.model.ids import InitiativeId, ObjectiveId
from mkdocs_scorecards.model.initiative import Initiative, InitiativeStatus
from mkdocs_scorecards.model.link import Expectation, Lag, Link
from mkdocs_scorecards.model.method_rules import Profile
from mkdocs_scorecards.model.objective import Objective
from mkdocs_scorecards.model.period import Frequency
from mkdocs_scorecards.model.problem import Problem
from mkdocs_scorecards.model.scorecard import Scorecard

A_LAG = Lag(shortest=1, longest=3, frequency=Frequency.MONTH)
CHAIN = (("live", "customer"), ("stay", "customer"), ("grow", "financial"))
"""Objectives with their perspectives."""


def a_report(
    card: Scorecard,
    period: str = "2026-Q3",
    *,
    profile: Profile = Profile.STANDARD,
    levels: Mapping[str, str] | None = None,
    problems: Sequence[Problem] = (),
) -> MethodReport:
    review = review_of(card, a_period(period))
    return method_report(review, profile=profile, levels=levels, problems=problems)


def findings(rule: str, card: Scorecard, period: str = "2026-Q3", **options: Any) -> list[Finding]:
    return [finding for finding in a_report(card, period, **options).findings if finding.rule == rule]


def items(rule: str, card: Scorecard, period: str = "2026-Q3", **options: Any) -> list[str]:
    return [finding.on for finding in findings(rule, card, period, **options)]


def an_initiative(name: str = "setup", objective: str = "stay", **others: Any) -> Initiative:
    values: dict[str, Any] = {
        "id": InitiativeId(name),
        "title": name.capitalize(),
        "objective": ObjectiveId(objective),
        "owner": "Product manager",
        "status": InitiativeStatus.IN_PROGRESS,
        "start": a_period("2026-01"),
        "due": a_period("2026-12"),
        "where": NOWHERE,
    }
    return Initiative(**{**values, **others})


def a_link(cause: str, effect: str, **others: Any) -> Link:
    values: dict[str, Any] = {
        "cause": ObjectiveId(cause),
        "effect": ObjectiveId(effect),
        "where": NOWHERE,
        "because": "It helps.",
        "expect": Expectation.SAME,
        "lag": A_LAG,
    }
    return Link(**{**values, **others})


def objectives_of(perspective: str, count: int) -> tuple[Objective, ...]:
    return tuple(an_objective(f"{perspective}_{number}", perspective) for number in range(count))
