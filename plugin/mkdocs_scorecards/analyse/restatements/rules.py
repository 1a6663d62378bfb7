"""The rules of a KPI across editions: its change log, and where comparability ends."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from mkdocs_scorecards.analyse.compare.formula_meaning import meaning_of
from mkdocs_scorecards.analyse.restatements.ledger import RuleChange
from mkdocs_scorecards.analyse.review import KpiReview
from mkdocs_scorecards.model.edition import Edition, PublishedKpi
from mkdocs_scorecards.model.formula import Formula
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.kpi import Kpi
from mkdocs_scorecards.model.period import Period

OF_EVERY_FIGURE = frozenset({"definition", "unit", "frequency", "window"})
"""Rules that say what is counted: with another one, every figure is another."""

OF_DERIVED_FIGURES = OF_EVERY_FIGURE | {"formula", "aggregate"}
"""Rules by which figures are worked out from others; reported ones stay what they are."""

RULES = (
    "title", "definition", "owner", "unit", "direction", "frequency", "aggregate", "formula", "window", "weight",
    "baseline", "target", "amber", "critical",
)  # fmt: skip
"""All that are followed, in the order in which they are told."""


@frozen
class Appearance:
    """A KPI in one edition; `period` is the one that its scorecard was reviewed in."""

    edition: Edition
    period: Period
    kpi: PublishedKpi


def facts_of(kpi: Kpi) -> dict[str, object]:
    """The rules of a KPI as they are declared now."""
    return {name: kpi.unit.text if name == "unit" else getattr(kpi, name) for name in RULES}


def rule_changes(kpi: KpiReview, past: Sequence[Appearance]) -> tuple[RuleChange, ...]:
    """Every rule that changed, the latest first; what an edition does not tell is not known to have changed."""
    found = [change for name in RULES for change in _changes_of(name, kpi, past)]
    order: dict[Edition | None, int] = {appearance.edition: place for place, appearance in enumerate(past)}
    order[None] = len(past)
    return tuple(sorted(found, key=lambda change: -order[change.since]))


def first_comparable(past: Sequence[Appearance], changes: Sequence[RuleChange], fields: frozenset[str]) -> int:
    """The place of the first edition since which none of the fields changed in a way that ends comparability."""
    breaks = [change for change in changes if change.field in fields and change.ends_comparability]
    if any(change.since is None for change in breaks):
        return len(past)
    editions = [appearance.edition for appearance in past]
    return max((editions.index(change.since) for change in breaks if change.since is not None), default=0)


def _changes_of(name: str, kpi: KpiReview, past: Sequence[Appearance]) -> Iterator[RuleChange]:
    told: list[tuple[Appearance | None, object, str]] = [
        (appearance, appearance.kpi.facts[name], _unit(appearance.kpi.facts))
        for appearance in past
        if name in appearance.kpi.facts
    ]
    told.append((None, facts_of(kpi.kpi)[name], kpi.kpi.unit.text))
    for (old, before, unit), (new, after, _) in pairwise(told):
        if old is not None and _meaning(before) != _meaning(after):
            yield RuleChange(
                kpi=kpi.id,
                field=name,
                before=before,
                after=after,
                unit=unit,
                since=new.edition if new is not None else None,
                period=_break(kpi, old, new) if _is_break(name, before, after) else None,
            )


def _unit(facts: Mapping[str, object]) -> str:
    return str(facts.get("unit", ""))


def _meaning(value: object) -> object:
    """What makes no difference is left out: blanks in a text, the spelling of a formula."""
    if isinstance(value, Formula):
        return meaning_of(value.root)
    return " ".join(value.split()) if isinstance(value, str) else value


def _is_break(name: str, before: object, after: object) -> bool:
    """A definition that is written down for the first time, or no more, changes nothing that is counted."""
    return name in OF_DERIVED_FIGURES and (name != "definition" or (bool(before) and bool(after)))


def _break(kpi: KpiReview, old: Appearance, new: Appearance | None) -> Period:
    """The first period that only the newer edition shows; for a revision, the first one of the reviewed period."""
    periods = [result.period for result in kpi.series] or [kpi.result.period]
    later = [period for period in periods if period.last_day > old.period.last_day]
    reviewed = new.period if new is not None else old.period
    inside = [period for period in periods if period.last_day >= reviewed.first_day]
    return (later or inside or periods[-1:])[0]
