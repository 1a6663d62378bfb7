"""Which attributes of a thing are compared: all of them, so that none of tomorrow's is forgotten."""

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

from mkdocs_scorecards.analyse.compare.formula_meaning import meaning_of
from mkdocs_scorecards.model.formula import Formula
from mkdocs_scorecards.model.hypothesis import HypothesisSettings
from mkdocs_scorecards.model.review_record import Action, Decision
from mkdocs_scorecards.model.scorecard import ReviewCadence, RollupRules
from mkdocs_scorecards.model.source_ref import SourceRef

_NOT_COMPARED = {"id", "where"}
_PARTS = {
    "perspectives", "themes", "objectives", "kpis", "initiatives", "links", "events", "waivers", "records", "figures",
}  # fmt: skip
"""Attributes of a scorecard that are things of their own."""
_GROUPS = (RollupRules, ReviewCadence, HypothesisSettings)
"""Settings that are compared one by one."""

Said = tuple[str, Any]
_NOWHERE = SourceRef("")


def said_of(thing: Any) -> Iterator[Said]:
    """The attributes of a value of the model by name; those of settings are named `rollup.objective`."""
    for entry in fields(thing):
        if entry.name in _NOT_COMPARED or entry.name in _PARTS:
            continue
        value = getattr(thing, entry.name)
        if isinstance(value, _GROUPS):
            for part in fields(value):
                yield f"{entry.name}.{part.name}", getattr(value, part.name)
        else:
            yield entry.name, value


def differences(before: Any, after: Any) -> Iterator[tuple[str, Any, Any]]:
    """The attributes that differ between two versions of a thing: name, before, after."""
    for (name, old), (_, new) in zip(said_of(before), said_of(after), strict=True):
        if _meaning(old) != _meaning(new):
            yield name, old, new


def likeness(before: Any, after: Any) -> float:
    """The share of what either version says that both say alike, 0 to 1; the title is not counted."""
    pairs = [
        (_meaning(old), _meaning(new))
        for (name, old), (_, new) in zip(said_of(before), said_of(after), strict=True)
        if name != "title" and not (_is_unsaid(old) and _is_unsaid(new))
    ]
    return sum(old == new for old, new in pairs) / len(pairs) if pairs else 1.0


def _meaning(value: Any) -> Any:
    """A formula means what it computes, however it is written; a decision, what it says and not its line."""
    if isinstance(value, tuple):
        return tuple(map(_meaning, value))
    if isinstance(value, Decision | Action):
        return replace(value, where=_NOWHERE)
    return meaning_of(value.root) if isinstance(value, Formula) else value


def _is_unsaid(value: Any) -> bool:
    return value is None or value in ("", ())
