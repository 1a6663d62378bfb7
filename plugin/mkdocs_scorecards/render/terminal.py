"""The state of scorecards for a terminal: plain lines, worst first, with word and sign for every state."""

import re
from collections.abc import Iterable

from mkdocs_scorecards.analyse.review import KpiReview, ScorecardReview
from mkdocs_scorecards.analyse.status import Status
from mkdocs_scorecards.analyse.tree.bridge import Bridge
from mkdocs_scorecards.model.problem import Severity
from mkdocs_scorecards.render import format as words
from mkdocs_scorecards.render.pages import parts
from mkdocs_scorecards.render.pages.method import counts_in_words
from mkdocs_scorecards.render.pages.outlook_words import chance_in_words, projection_in_words, signal_in_words
from mkdocs_scorecards.render.pages.overview import in_trouble, missed_in_words, note_of, overdue_words
from mkdocs_scorecards.render.pages.perspective import aside_words
from mkdocs_scorecards.render.pages.why import account_of, sentence_of
from mkdocs_scorecards.render.pages.working import working_of

SIGNS = {
    Status.OFF_TARGET: "✗",
    Status.AT_RISK: "!",
    Status.ON_TARGET: "✓",
    Status.NO_DATA: "○",
    Status.UNSCORED: "–",
}
_TITLE_WIDTH = 44
_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]+")
"""Control characters and overrides of the writing direction: notes may hold them, and a terminal would obey."""


def scorecard_lines(review: ScorecardReview) -> list[str]:
    """A scorecard in one period: its state, its KPIs by perspective, and the initiatives in trouble."""
    card = review.scorecard
    lines = [f"{card.title}, {review.period}: {_level(review.now.status)} {words.score(review.now.score)}"]
    counts = ", ".join(f"{found.count} {found.word}" for found in parts.counts_of(review.now))
    lines.append(f"{counts}" if counts else "no KPI yet")
    for found in review.perspectives:
        lines += ["", f"{found.perspective.title}: {_level(found.now.status)} {words.score(found.now.score)}"]
        lines += [_kpi_line(review, kpi) for objective in found.objectives for kpi in objective.kpis]
    troubled = in_trouble(review.initiatives)
    if troubled:
        lines += ["", "Initiatives in trouble"]
        for initiative in troubled:
            state = overdue_words(initiative) if initiative.is_overdue else "stopped"
            lines.append(f"  {initiative.initiative.title} ({initiative.initiative.owner or 'no owner'}): {state}")
    return _harmless(lines)


def method_lines(review: ScorecardReview) -> list[str]:
    """The method check: how many findings, then the errors and warnings among them; waived ones are only counted."""
    report = review.method
    waived = f"{words.in_words(len(report.waived))} waived" if report.waived else ""
    counts = [part for part in (counts_in_words(report.open), waived) if part]
    lines = [f"Method check: {', '.join(counts) or 'every rule holds'}"]
    lines += [
        f"  {finding.severity:<8} {finding.message} ({finding.rule})"
        for finding in report.open
        if finding.severity is not Severity.INFO
    ]
    return _harmless(lines)


def kpi_lines(review: ScorecardReview, kpi: KpiReview) -> list[str]:
    """A KPI with the working of its score."""
    print_as = parts.row_format(kpi)
    actual = parts.actual_words(kpi.result, print_as)
    lines = [
        f"{kpi.kpi.title} ({review.scorecard.id}.{kpi.id})",
        f"{actual} in {kpi.result.period}, {missed_in_words(kpi)}: {_level(kpi.status)} {words.score(kpi.score)}"
        if kpi.result.judgement.edge is not None
        else f"{actual} in {kpi.result.period}: {_level(kpi.status)}",
    ]
    aside, note = aside_words(review, kpi), note_of(kpi)
    lines += [words.capitalised(aside)] if aside else []
    lines += [f"Note: {note}"] if note else []
    lines += _outlook_lines(kpi)
    lines.append("")
    for line in working_of(kpi):
        result = line.state.word if line.state is not None else line.result + line.meaning
        lines.append(f"  {line.label:<52} {' '.join(part for part in (line.sum, result) if part)}")
    lines += ["", f"  {kpi.kpi.where}"]
    return _harmless(lines)


def _outlook_lines(kpi: KpiReview) -> list[str]:
    """What the KPI's past says of its latest figures and of the next ones."""
    signal, chance, projection = signal_in_words(kpi), chance_in_words(kpi), projection_in_words(kpi)
    lines = [signal.sentence] if signal is not None else []
    lines += [f"{words.capitalised(chance.sentence)}."] if chance is not None else []
    return lines + ([f"Projection: {projection}."] if projection else [])


def _harmless(lines: Iterable[str]) -> list[str]:
    return [_STEERING.sub(" ", line) for line in lines]


def bridge_lines(review: ScorecardReview, bridge: Bridge) -> list[str]:
    """Why a KPI moved: a sentence, then the parts that add up to the change, the largest first."""
    account = account_of(review, bridge)
    heading = f"From {bridge.before} to {bridge.after}"
    if account is None:
        return [f"{heading}: not split, {bridge.explanation.reason}"]
    said, print_as = sentence_of(account), account.print_as
    ranked = sorted(account.parts, key=lambda part: -abs(part.amount))
    rows = [
        (str(bridge.before), print_as.total(account.before)),
        *((part.title, print_as.part(part.amount)) for part in ranked),
        (str(bridge.after), print_as.total(account.after)),
    ]
    return [
        heading,
        f"{said.start}{said.emphasis}{said.end} {said.reasons}".strip(),
        "",
        *(f"  {name:<{_TITLE_WIDTH}} {figure:>16}" for name, figure in rows),
    ]


def _level(status: Status) -> str:
    return f"{SIGNS[status]} {words.STATUS_WORDS[status].lower()}"


def _kpi_line(review: ScorecardReview, kpi: KpiReview) -> str:
    print_as = parts.row_format(kpi)
    planned = parts.plan_words(kpi.result, print_as)
    chance = chance_in_words(kpi)
    asides = (aside_words(review, kpi), f"{chance.aim} {chance.word}" if chance is not None else "")
    aside = " · ".join(part for part in asides if part)
    figure = parts.actual_words(kpi.result, print_as) + (f" (plan {planned})" if planned else "")
    title = kpi.kpi.title if len(kpi.kpi.title) <= _TITLE_WIDTH else kpi.kpi.title[: _TITLE_WIDTH - 1] + "…"
    return f"  {SIGNS[kpi.status]} {words.STATUS_WORDS[kpi.status]:<10} {title:<{_TITLE_WIDTH}} {figure}" + (
        f" · {aside}" if aside else ""
    )
