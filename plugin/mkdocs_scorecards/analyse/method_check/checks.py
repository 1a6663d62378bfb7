"""All rules on one scorecard: run, weighed by the settings, waived, sorted."""

from collections.abc import Iterable, Mapping, Sequence

from mkdocs_scorecards.analyse.method_check import (
    figures,
    initiatives,
    ownership,
    reviews,
    strategy_map,
    structure,
    targets,
    waivers,
    wording,
)
from mkdocs_scorecards.analyse.method_check.inspection import Breach, Check, Inspection
from mkdocs_scorecards.analyse.review import ScorecardReview
from mkdocs_scorecards.model.finding import Finding, MethodReport
from mkdocs_scorecards.model.method_rules import METHOD_RULES, Profile
from mkdocs_scorecards.model.problem import OFF, Problem, Severity

CHECKS: Mapping[str, Check] = {
    "strategy-missing": structure.strategy_missing,
    "perspective-empty": structure.perspective_empty,
    "objectives-per-perspective": structure.objectives_per_perspective,
    "objectives-per-map": structure.objectives_per_map,
    "objective-unmeasured": structure.objective_unmeasured,
    "kpis-per-objective": structure.kpis_per_objective,
    "kpis-per-perspective": structure.kpis_per_perspective,
    "kpis-per-scorecard": structure.kpis_per_scorecard,
    "lead-lag-balance": structure.lead_lag_balance,
    "objective-generic": wording.objective_generic,
    "objective-is-project": wording.objective_is_project,
    "kpi-undefined": wording.kpi_undefined,
    "owner-missing": ownership.owner_missing,
    "owner-shared": ownership.owner_shared,
    "owner-overloaded": ownership.owner_overloaded,
    "target-missing": targets.target_missing,
    "target-sandbagged": targets.target_sandbagged,
    "target-disordered": targets.target_disordered,
    "incentive-unlinked": targets.incentive_unlinked,
    "initiative-missing": initiatives.initiative_missing,
    "initiative-incomplete": initiatives.initiative_incomplete,
    "initiative-overdue": initiatives.initiative_overdue,
    "red-without-initiative": initiatives.red_without_initiative,
    "strategy-map-missing": strategy_map.strategy_map_missing,
    "objective-orphan": strategy_map.objective_orphan,
    "objective-does-not-reach-top": strategy_map.objective_does_not_reach_top,
    "perspective-silo": strategy_map.perspective_silo,
    "link-points-down": strategy_map.link_points_down,
    "link-cycle": strategy_map.link_cycle,
    "hypothesis-unstated": strategy_map.hypothesis_unstated,
    "hypothesis-unreviewed": reviews.hypothesis_unreviewed,
    "tree-missing": figures.tree_missing,
    "tree-does-not-reconcile": figures.tree_does_not_reconcile,
    "data-missing": figures.data_missing,
    "data-stale": figures.data_stale,
    "percent-scales-mixed": figures.percent_scales_mixed,
    "review-missing": reviews.review_missing,
    "decision-open": reviews.decision_open,
    "waiver-expired": waivers.waiver_expired,
}
"""The function of each rule but `waiver-unused`, which has to know what the others found."""


def method_report(
    review: ScorecardReview,
    *,
    profile: Profile = Profile.STANDARD,
    levels: Mapping[str, str] | None = None,
    problems: Sequence[Problem] = (),
) -> MethodReport:
    """Hold a reviewed scorecard against the rules.

    Args:
        review: the scorecard in the period at whose end the rules are to hold.
        profile: which counts apply.
        levels: a severity (`info`, `warning`, `error`) or `off` for single rules; it wins over that of the table.
        problems: those that were met while the scorecard's files were read.
    """
    levels = levels or {}
    found = Inspection(review=review, profile=profile, problems=tuple(problems))
    switched_off = tuple(name for name in METHOD_RULES if levels.get(name) == OFF)
    findings = [
        finding
        for name, check in CHECKS.items()
        if name not in switched_off
        for finding in _findings(name, check(found), levels)
    ]
    waived = with_unused = waivers.with_waivers(findings, found)
    if "waiver-unused" not in switched_off:
        with_unused = (*waived, *_findings("waiver-unused", waivers.unused(waived, found), levels))
    return MethodReport(profile=profile, findings=_sorted(with_unused), switched_off=switched_off)


def _findings(rule: str, breaches: Iterable[Breach], levels: Mapping[str, str]) -> list[Finding]:
    wanted = levels.get(rule)
    return [
        Finding(
            rule=rule,
            item=breach.item,
            claim=breach.claim,
            severity=Severity(wanted) if wanted else breach.severity or METHOD_RULES[rule].severity,
        )
        for breach in breaches
    ]


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    severities, rules = list(Severity), list(METHOD_RULES)
    return tuple(
        sorted(
            findings,
            key=lambda finding: (severities.index(finding.severity), rules.index(finding.rule), finding.where),
        )
    )
