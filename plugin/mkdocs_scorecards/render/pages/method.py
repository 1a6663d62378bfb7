"""The method check: which rules the scorecard breaks, how to cure it, and what was waived by whom until when."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from mkdocs_scorecards.analyse.review import ScorecardReview
from mkdocs_scorecards.model.finding import Finding, Item, MethodReport
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.ids import InitiativeId, KpiId, ObjectiveId, PerspectiveId
from mkdocs_scorecards.model.method_items import link_name
from mkdocs_scorecards.model.method_rules import METHOD_RULES, ItemKind, Profile
from mkdocs_scorecards.model.problem import Severity
from mkdocs_scorecards.render import format as words
from mkdocs_scorecards.render import urls
from mkdocs_scorecards.render.pages.parts import LinkView
from mkdocs_scorecards.render.urls import Linker

SEVERITY_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "remark"}

_PROFILES = {
    Profile.STANDARD: "Counts are held against those for a company.",
    Profile.SMALL: "Counts are held against those for a small organisation or a team.",
}


@frozen
class FindingView:
    """One finding: the item, what is said of it, and where it stands; `href` is empty where it has no page."""

    title: str
    href: str
    claim: str
    source: str


@frozen
class RuleView:
    """A rule with what breaks it; a rule that holds has no findings. `why` is empty where it was said further up."""

    name: str
    holds: str
    why: str
    cure: str
    source: str
    findings: tuple[FindingView, ...] = ()


@frozen
class SeverityGroup:
    """The rules broken with one severity."""

    title: str
    rules: tuple[RuleView, ...]


@frozen
class WaiverView:
    """A waiver with the findings that it keeps from counting."""

    rule: str
    severity: str
    findings: tuple[FindingView, ...]
    reason: str
    owner: str
    until: str
    source: str


@frozen
class MethodView:
    """Everything the page says."""

    title: str
    scorecard: LinkView
    period: str
    summary: str
    profile: str
    groups: tuple[SeverityGroup, ...]
    waivers: tuple[WaiverView, ...]
    holding: tuple[RuleView, ...]
    holding_title: str
    switched_off: str


def method_view(review: ScorecardReview, link: Linker) -> MethodView:
    """The page of the method check of a scorecard."""
    card, report = review.scorecard, review.method
    return MethodView(
        title="Method check",
        scorecard=LinkView(title=card.title, href=link.to(urls.scorecard_path(card.id))),
        period=str(review.period),
        summary=_summary(report),
        profile=_PROFILES[report.profile],
        groups=tuple(_groups(review, link)),
        waivers=tuple(_waivers(review, link)),
        holding=tuple(_rule(name) for name in report.holding),
        holding_title=words.capitalised(
            f"{words.counted(len(report.holding), 'rule')} {'holds' if len(report.holding) == 1 else 'hold'}"
        ),
        switched_off=", ".join(report.switched_off),
    )


def counts_in_words(findings: Sequence[Finding]) -> str:
    """How many of each severity, worst first: `one error and two remarks`; empty where there are none."""
    return words.listed(
        words.counted(count, word)
        for severity, word in SEVERITY_WORDS.items()
        if (count := sum(finding.severity is severity for finding in findings))
    )


def _summary(report: MethodReport) -> str:
    checked = len(METHOD_RULES) - len(report.switched_off)
    held = f"{len(report.holding)} of {checked} rules hold"
    waived = f", {words.in_words(len(report.waived))} waived" if report.waived else ""
    if report.open:
        return words.capitalised(f"{counts_in_words(report.open)}{waived}; {held}.")
    if report.waived:
        return words.capitalised(f"nothing open, {words.counted(len(report.waived), 'finding')} waived; {held}.")
    return "Every rule that was checked holds."


def _groups(review: ScorecardReview, link: Linker) -> Iterable[SeverityGroup]:
    explained: set[str] = set()
    for severity, word in SEVERITY_WORDS.items():
        findings = [finding for finding in review.method.open if finding.severity is severity]
        if findings:
            rules = dict.fromkeys(finding.rule for finding in findings)
            views = [
                _rule(name, tuple(_finding(found, review, link) for found in findings if found.rule == name))
                for name in rules
            ]
            yield SeverityGroup(
                title=words.capitalised(f"{word}s"),
                rules=tuple(replace(view, why="") if view.name in explained else view for view in views),
            )
            explained.update(rules)


def _waivers(review: ScorecardReview, link: Linker) -> Iterable[WaiverView]:
    waived = review.method.waived
    for waiver in dict.fromkeys(finding.waived for finding in waived if finding.waived is not None):
        findings = [finding for finding in waived if finding.waived == waiver]
        yield WaiverView(
            rule=waiver.rule,
            severity=SEVERITY_WORDS[findings[0].severity],
            findings=tuple(_finding(finding, review, link) for finding in findings),
            reason=waiver.reason.removesuffix("."),
            owner=waiver.owner,
            until=words.day(waiver.until),
            source=waiver.where.name_and_line,
        )


def _rule(name: str, findings: tuple[FindingView, ...] = ()) -> RuleView:
    rule = METHOD_RULES[name]
    return RuleView(name=name, holds=rule.holds, why=rule.why, cure=rule.cure, source=rule.source, findings=findings)


def _finding(finding: Finding, review: ScorecardReview, link: Linker) -> FindingView:
    path = _path_of(finding.item, review)
    return FindingView(
        title=finding.item.title,
        href=link.to(path) if path is not None else "",
        claim=finding.claim,
        source=finding.where.name_and_line,
    )


def _path_of(  # noqa: PLR0911 - one case for each kind of item
    item: Item, review: ScorecardReview
) -> str | None:
    """The page or place of an item; owners and waivers have none."""
    card = review.scorecard
    match item.kind:
        case ItemKind.SCORECARD:
            return urls.scorecard_path(card.id)
        case ItemKind.PERSPECTIVE:
            return urls.perspective_path(card.id, PerspectiveId(item.id))
        case ItemKind.OBJECTIVE:
            objective = card.objective(ObjectiveId(item.id))
            return urls.objective_path(card.id, objective.perspective, objective.id)
        case ItemKind.KPI:
            return urls.kpi_path(card.id, KpiId(item.id))
        case ItemKind.INITIATIVE:
            return urls.initiatives_path(card.id, InitiativeId(item.id))
        case ItemKind.LINK:
            found = next(link for link in card.links if link_name(link.cause, link.effect) == item.id)
            return urls.link_path(card.id, found.cause, found.effect)
        case ItemKind.REVIEW:
            record = next(record for record in card.records if str(record.period) == item.id)
            return urls.reviews_path(card.id, record.period)
        case _:
            return None
