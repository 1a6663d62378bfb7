"""Findings that someone has waived, and waivers that have run out or never applied."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from mkdocs_scorecards.analyse.method_check.inspection import Breach, Inspection
from mkdocs_scorecards.model.finding import Finding, Item
from mkdocs_scorecards.model.method_rules import ItemKind
from mkdocs_scorecards.model.scorecard import Scorecard
from mkdocs_scorecards.model.waiver import Waiver


def with_waivers(findings: Iterable[Finding], found: Inspection) -> tuple[Finding, ...]:
    """The findings, each with the first waiver that applies to it at the end of the reviewed period."""
    lasting = [waiver for waiver in found.card.waivers if not is_expired(waiver, found)]
    return tuple(
        replace(finding, waived=next((waiver for waiver in lasting if applies(waiver, finding, found.card)), None))
        for finding in findings
    )


def applies(waiver: Waiver, finding: Finding, card: Scorecard) -> bool:
    """Whether a waiver is about a finding; one on the scorecard is about all findings of its rule."""
    return waiver.rule == finding.rule and waiver.on in (finding.on, card.id)


def is_expired(waiver: Waiver, found: Inspection) -> bool:
    """Whether it ended before the reviewed period did. There is no clock: an old review shows what held then."""
    return waiver.until < found.review.period.last_day


def waiver_expired(found: Inspection) -> Iterator[Breach]:
    """A waiver past its end; what it waived counts again."""
    for waiver in found.card.waivers:
        if is_expired(waiver, found):
            yield Breach(item=the_waiver(waiver), claim=f"ended on {waiver.until}, before {found.review.period} did")


def unused(findings: Iterable[Finding], found: Inspection) -> Iterator[Breach]:
    """A waiver that still lasts and that no finding needs."""
    used = {finding.waived for finding in findings}
    for waiver in found.card.waivers:
        if waiver not in used and not is_expired(waiver, found):
            yield Breach(item=the_waiver(waiver), claim="waives nothing: the rule holds there")


def the_waiver(waiver: Waiver) -> Item:
    """A waiver as the item of a finding; it is named by what it is on."""
    title = f"The waiver of {waiver.rule} on {waiver.on}"
    return Item(kind=ItemKind.WAIVER, id=waiver.on, title=title, where=waiver.where)
