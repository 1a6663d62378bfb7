"""What the method check found: an item, the rule it breaks, and whether someone has waived it.

A finding says that the strategy deserves a second thought, not that a page would be wrong: it never stops a build.
"""

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.method_rules import METHOD_RULES, ItemKind, Profile
from mkdocs_scorecards.model.problem import Problem, Severity
from mkdocs_scorecards.model.source_ref import SourceRef
from mkdocs_scorecards.model.waiver import Waiver


@frozen
class Item:
    """What a rule is about: a KPI, an arrow, the scorecard. `id` is what a waiver names, `title` what readers see."""

    kind: ItemKind
    id: str
    title: str
    where: SourceRef


@frozen
class Finding:
    """One item that breaks one rule. `claim` completes a sentence that begins with the item's title."""

    rule: str
    item: Item
    claim: str
    severity: Severity
    waived: Waiver | None = None

    @property
    def on(self) -> str:
        """The id of the item."""
        return self.item.id

    @property
    def where(self) -> SourceRef:
        """Where the item stands."""
        return self.item.where

    @property
    def message(self) -> str:
        """The whole sentence, without its full stop."""
        return f"'{self.item.title}' {self.claim}"


@frozen
class MethodReport:
    """The findings of one scorecard: worst first, then in the order of the rules and of the file.

    `switched_off` names the rules that the settings leave out.
    """

    profile: Profile = Profile.STANDARD
    findings: tuple[Finding, ...] = ()
    switched_off: tuple[str, ...] = ()

    @property
    def open(self) -> tuple[Finding, ...]:
        """The findings that nobody has waived."""
        return tuple(finding for finding in self.findings if finding.waived is None)

    @property
    def waived(self) -> tuple[Finding, ...]:
        """The findings that count for nothing as long as their waivers last."""
        return tuple(finding for finding in self.findings if finding.waived is not None)

    @property
    def holding(self) -> tuple[str, ...]:
        """The rules that were checked and that nothing breaks, in their order."""
        broken = {finding.rule for finding in self.findings}
        return tuple(name for name in METHOD_RULES if name not in broken and name not in self.switched_off)


def problem_of(finding: Finding) -> Problem:
    """A finding as `check` prints it, at its line, with the name of the rule as the code."""
    cure = METHOD_RULES[finding.rule].cure
    return Problem(
        code=finding.rule,
        where=finding.where,
        message=finding.message,
        hint=f"{cure[0].lower()}{cure[1:].removesuffix('.')}",
        severity=finding.severity,
    )
