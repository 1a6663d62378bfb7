"""The document of `diff --format json`: a list of changes, most consequential first in each scorecard."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from mkdocs_scorecards.analyse.compare import Change, Comparison, Effect, Shift, State
from mkdocs_scorecards.model.formula import Formula
from mkdocs_scorecards.model.kpi import Audience
from mkdocs_scorecards.model.period import Period
from mkdocs_scorecards.model.scorecard import Scorecard
from mkdocs_scorecards.model.source_ref import SourceRef
from mkdocs_scorecards.model.unit import Unit
from mkdocs_scorecards.render.changes.effects import full_sentence
from mkdocs_scorecards.render.changes.sentences import ChangeWords
from mkdocs_scorecards.render.changes.spans import plain


def diff_document(comparisons: Sequence[Comparison]) -> list[dict[str, Any]]:
    """All changes as data. `what` tells KPIs and arrows apart, `watch` names what deserves a second look."""
    return [
        _change(change, words)
        for comparison in comparisons
        for words in [ChangeWords(comparison)]
        for change in comparison.changes
    ]


def _change(change: Change, words: ChangeWords) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "scorecard": change.scorecard,
        "what": change.on.what.value,
        "on": change.on.id,
        "title": change.on.title,
        "field": change.field or None,
        "before": plain_value(change.before),
        "after": plain_value(change.after),
        "sentence": plain(full_sentence(words.sentence(change), change)),
        "effect": _effect(change.effect),
        "watch": change.watch.value if change.watch is not None else None,
        "source": change.where.path_and_line,
    }


def _effect(effect: Effect) -> dict[str, Any] | None:
    """States and scores before and after; None where nothing follows."""
    states = [_shift(shift) for shift in (*effect.kpis, *effect.levels)]
    verdicts = [
        found.verdict.value if found is not None else None for found in (effect.tested_before, effect.tested_after)
    ]
    if not states and verdicts == [None, None]:
        return None
    return {
        "states": states,
        "by_rule": effect.by_rule,
        "shared": effect.shared,
        "verdict": dict(zip(("before", "after"), verdicts, strict=True)) if verdicts != [None, None] else None,
    }


def _shift(shift: Shift) -> dict[str, Any]:
    return {
        "what": shift.on.what.value,
        "on": shift.on.id,
        "before": _state(shift.before),
        "after": _state(shift.after),
    }


def _state(state: State | None) -> dict[str, Any] | None:
    return {"status": state.status.value, "score": state.score} if state is not None else None


def plain_value(value: Any) -> Any:  # noqa: PLR0911 - one case for each kind of value
    """Any value of the model as data; where it stands in a file and what was left unsaid are left out."""
    match value:
        case Audience():
            return value.word
        case Enum():
            return value.value
        case Period() | SourceRef():
            return str(value)
        case date():
            return value.isoformat()
        case Unit() | Formula():
            return value.text
        case Scorecard():
            return {"id": value.id, "title": value.title}
        case tuple():
            return [plain_value(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        said = {entry.name: getattr(value, entry.name) for entry in fields(value) if entry.name != "where"}
        return {name: plain_value(item) for name, item in said.items() if not _is_unsaid(item)}
    return value if isinstance(value, str | int | Decimal | bool | Mapping | None) else str(value)


def _is_unsaid(value: Any) -> bool:
    return value is None or value in ("", ())
