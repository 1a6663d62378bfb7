"""The state of scorecards as data: the document of `show --json` and of `scorecard.json`.

Numbers are JSON numbers with all their digits, absent ones null, lists in a fixed order.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any

from mkdocs_scorecards.analyse.link_review import LinkReview
from mkdocs_scorecards.analyse.review import (
    InitiativeReview,
    KpiReview,
    ObjectiveReview,
    PerspectiveReview,
    Result,
    ScorecardReview,
)
from mkdocs_scorecards.analyse.rollup import Level
from mkdocs_scorecards.analyse.status import Status
from mkdocs_scorecards.analyse.tree.bridge import Bridge
from mkdocs_scorecards.analyse.trees import TreeReview
from mkdocs_scorecards.model.finding import Finding
from mkdocs_scorecards.model.kpi import FixedTarget, RangeTarget
from mkdocs_scorecards.model.period import Period
from mkdocs_scorecards.model.problem import Problem
from mkdocs_scorecards.render.json_editions import ledger_document, rules_document
from mkdocs_scorecards.render.pages.effect_words import decimal_of
from mkdocs_scorecards.render.pages.link_words import reason_in_words

SCHEMA = "scorecards/1"


def portfolio_document(reviews: Sequence[ScorecardReview], problems: Sequence[Problem]) -> dict[str, Any]:
    """The whole document. `period` is the latest reviewed one; each scorecard names its own."""
    return {
        "schema": SCHEMA,
        "period": _text(max((review.period for review in reviews), default=None)),
        "scorecards": [scorecard_document(review) for review in reviews],
        "problems": [problem_document(problem) for problem in problems],
    }


def scorecard_document(review: ScorecardReview) -> dict[str, Any]:
    """One scorecard."""
    card = review.scorecard
    return {
        "id": card.id,
        "title": card.title,
        "period": str(review.period),
        "fiscal_year_start": card.fiscal_year_start,
        **_level(review.now),
        "perspectives": [_perspective(found) for found in review.perspectives],
        "objectives": [_objective(found) for found in review.objectives],
        "kpis": [kpi_document(found) for found in review.kpis],
        "initiatives": [_initiative(found) for found in review.initiatives],
        "links": [link_document(review, found) for found in review.links],
        "trees": [tree_document(found, found.latest) for found in review.trees],
        "findings": [_finding(found) for found in review.method.findings],
        "restatements": ledger_document(review.ledger) if review.ledger is not None else None,
    }


def kpi_document(kpi: KpiReview) -> dict[str, Any]:
    """One KPI or driver, with its series."""
    result = kpi.result
    return {
        "id": kpi.id,
        "title": kpi.kpi.title,
        "objective": kpi.kpi.objective,
        "owner": kpi.kpi.owner,
        "incentive": kpi.kpi.incentive or None,
        "unit": kpi.kpi.unit.text,
        "direction": kpi.kpi.direction.value,
        "rules": rules_document(kpi.kpi),
        "period": str(result.period),
        "actual": result.actual,
        "partial": result.figure.partial,
        "planned": _planned(result),
        "target": _target(kpi),
        "baseline": kpi.goal.baseline.value if kpi.goal.baseline is not None else None,
        "progress": kpi.progress,
        "score": kpi.score,
        "status": kpi.status.value,
        "previous": kpi.previous.actual,
        "change": kpi.change,
        "stale": kpi.stale,
        "forecast": _forecast(kpi),
        "series": [_point(found) for found in kpi.series],
    }


def tree_document(tree: TreeReview, bridge: Bridge) -> dict[str, Any]:
    """The tree of one KPI, with the change of one bridge split; the figures of the bridge are the computed ones."""
    found = bridge.explanation
    return {
        "root": tree.root,
        "from_period": str(bridge.before),
        "to_period": str(bridge.after),
        "from_value": found.before,
        "to_value": found.after,
        "change": found.change,
        "method": found.method.value,
        "status": found.status.value,
        "reason": found.reason or None,
        "contributions": [
            {"kpi": one.kpi, "leaf": one.leaf, "contribution": one.contribution, "share": one.share}
            for one in found.contributions
        ],
        "sensitivity": [
            {
                "kpi": one.kpi,
                "plus_ten_percent": one.plus,
                "minus_ten_percent": one.minus,
                "elasticity": one.elasticity,
            }
            for one in tree.sensitivity
        ],
        "gap": [
            {"kpi": lever.closer.kpi, "needed": lever.closer.needed, "reached_before": lever.closer.reached_before}
            for lever in tree.levers
        ],
        "reconciliation": [
            {"period": str(one.period), "reported": one.reported, "computed": one.computed}
            for one in tree.reconciliation
        ],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "on": finding.on,
        "severity": finding.severity.value,
        "message": finding.message,
        "waived": finding.waived is not None,
    }


def problem_document(problem: Problem) -> dict[str, Any]:
    """One problem; a line or column that is not known is null."""
    return {
        "path": problem.where.path,
        "line": problem.where.line or None,
        "column": problem.where.column or None,
        "severity": problem.severity.value,
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint or None,
    }


def dumps(document: Any) -> str:
    """JSON text, indented, with the exact digits of every decimal."""
    return _write(document, "") + "\n"


def _write(value: Any, indent: str) -> str:
    """JSON, because the standard writer would turn decimals into floats."""
    if value is None or isinstance(value, str | Decimal):  # nearly all, and told faster than a mapping
        return _scalar(value)
    inner = indent + " "
    if isinstance(value, Mapping):
        lines = [f"{inner}{encode_basestring(str(key))}: {_write(item, inner)}" for key, item in value.items()]
        return "{\n" + ",\n".join(lines) + f"\n{indent}}}" if lines else "{}"
    if isinstance(value, list | tuple):
        if not any(isinstance(item, Mapping | list) for item in value):
            return "[" + ", ".join(_scalar(item) for item in value) + "]"
        lines = [inner + _write(item, inner) for item in value]
        return "[\n" + ",\n".join(lines) + f"\n{indent}]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, Decimal):
        text = format(value, "f") if value else "0"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return "null" if value is None else json.dumps(value)


def _level(level: Level) -> dict[str, Any]:
    order = (Status.ON_TARGET, Status.AT_RISK, Status.OFF_TARGET, Status.NO_DATA, Status.UNSCORED)
    return {
        "score": level.score,
        "status": level.status.value,
        "worst": level.worst,
        "counts": {status.value: level.counts[status] for status in order},
    }


def _perspective(found: PerspectiveReview) -> dict[str, Any]:
    return {
        "id": found.perspective.id,
        "title": found.perspective.title,
        **_level(found.now),
        "objectives": [objective.objective.id for objective in found.objectives],
    }


def _objective(found: ObjectiveReview) -> dict[str, Any]:
    objective = found.objective
    return {
        "id": objective.id,
        "title": objective.title,
        "perspective": objective.perspective,
        "owner": objective.owner,
        **_level(found.now),
        "kpis": [kpi.id for kpi in found.kpis],
        "initiatives": [initiative.initiative.id for initiative in found.initiatives],
    }


def _planned(result: Result) -> Any:
    return _zone(result.plan.zone) if result.plan.zone is not None else result.plan.value


def _target(kpi: KpiReview) -> Any:
    target = kpi.goal.target
    if isinstance(target, RangeTarget):
        return _zone(target)
    return target.value if isinstance(target, FixedTarget) else None


def _zone(zone: RangeTarget) -> dict[str, Decimal]:
    return {"low": zone.low, "high": zone.high}


def _forecast(kpi: KpiReview) -> dict[str, Any] | None:
    """The projection at the target's date, else the farthest one, with the ends of its 80 % range."""
    course = kpi.outlook.course if kpi.outlook is not None else None
    if course is None:
        return None
    return {
        "period": str(course.told.period),
        "value": course.told.median,
        "low": course.told.low,
        "high": course.told.high,
        "chance": course.chance.value if course.chance is not None else None,
    }


def _point(result: Result) -> dict[str, Any]:
    observation = result.figure.observation
    return {
        "period": str(result.period),
        "actual": result.actual,
        "planned": _planned(result),
        "status": result.status.value,
        "note": observation.note or None if observation is not None else None,
        "source": observation.source.path_and_line if observation is not None else None,
        "origin": result.figure.origin.value,
    }


def _initiative(found: InitiativeReview) -> dict[str, Any]:
    initiative = found.initiative
    return {
        "id": initiative.id,
        "title": initiative.title,
        "objective": initiative.objective,
        "owner": initiative.owner,
        "start": _text(initiative.start),
        "due": _text(initiative.due),
        "status": initiative.status.value,
        "progress": initiative.progress,
        "overdue": found.is_overdue,
    }


def link_document(review: ScorecardReview, found: LinkReview) -> dict[str, Any]:
    """One arrow with its verdict.

    `cause` and `effect` are the tested KPIs; what was measured stands under `effect_size`, for one unit more of the
    cause, or one per cent more where `cause_unit` is `%`. Delays and `n` are counted in periods of `grid`.
    """
    link, lag, test = found.link, found.link.lag, found.test
    return {
        "from": link.cause,
        "to": link.effect,
        "cause": link.cause_kpi,
        "effect": link.effect_kpi,
        "expect": link.expect.value if link.expect is not None else None,
        "lag": {"min": lag.shortest, "max": lag.longest, "unit": lag.frequency.noun} if lag is not None else None,
        "because": link.because or None,
        "since": link.since.isoformat() if link.since is not None else None,
        "verdict": found.verdict.value,
        "reason": reason_in_words(review, found) or None,
        "grid": found.grid.frequency.noun if found.grid is not None else None,
        "found_lag": test.found_lag if test is not None else None,
        "lag_weights": {str(key): _rounded(weight) for key, weight in test.lag_weights.items()} if test else {},
        "effect_size": _effect_size(review, found),
        "r": _rounded(test.r if test else None),
        "p_support": _rounded(test.p_support if test else None),
        "p_contradict": _rounded(test.p_contradict if test else None),
        "n": test.n or None if test is not None else None,
    }


def _effect_size(review: ScorecardReview, found: LinkReview) -> dict[str, Any] | None:
    link, test = found.link, found.test
    if test is None or test.effect is None or link.cause_kpi is None or link.effect_kpi is None:
        return None
    units = [review.scorecard.kpi(name).unit.of_difference for name in (link.cause_kpi, link.effect_kpi)]
    return {
        "value": _rounded(test.effect.value),
        "low": _rounded(test.effect.low),
        "high": _rounded(test.effect.high),
        "cause_unit": "%" if test.cause_logged else units[0],
        "effect_unit": "%" if test.effect_logged else units[1],
    }


def _rounded(number: float | None) -> Decimal | None:
    """An estimate with six digits that count; the others differ from one processor to the next."""
    return decimal_of(number, 6) if number is not None else None


def _text(period: Period | None) -> str | None:
    return str(period) if period is not None else None


def problems_document(problems: Iterable[Problem]) -> dict[str, Any]:
    """The document of `check --format json`."""
    return {"problems": [problem_document(problem) for problem in problems]}
