"""The JSON Schema of scorecard.yml, for completion and checks in editors.

Written as draft-07 because the YAML server of the usual editors knows nothing newer. It comes from the shapes that the
loader itself uses; what depends on other keys or files (references, periods, formulas) only the loader can check.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from mkdocs_scorecards.load.documents import ScorecardShape


def scorecard_schema() -> dict[str, Any]:
    """JSON Schema (draft-07) of `scorecard.yml`, a sentence for every key."""
    schema = _as_draft_7(ScorecardShape.model_json_schema())
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Balanced scorecard (scorecard.yml)",
        **{key: value for key, value in schema.items() if key != "title"},
    }


def _as_draft_7(node: Any) -> Any:
    """Rewrite what pydantic writes for draft 2020-12: `$defs`, and the null of keys that can be left out."""
    if isinstance(node, Mapping):
        return {
            "definitions" if key == "$defs" else key: _named_members(value)
            if key in ("properties", "$defs")
            else _as_draft_7(value)
            for key, value in _simplified(node).items()
        }
    if isinstance(node, str) and node.startswith("#/$defs/"):
        return node.replace("#/$defs/", "#/definitions/")
    if isinstance(node, Sequence) and not isinstance(node, str):
        return [_as_draft_7(item) for item in node]
    return node


def _named_members(members: Mapping[str, Any]) -> dict[str, Any]:
    """The members' names are an author's keys, not words of JSON Schema."""
    return {name: _as_draft_7(member) for name, member in members.items()}


def _simplified(node: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in node.items() if key != "title"}
    if not kept.get("default") or isinstance(kept["default"], Mapping):  # nothing that an editor could complete with
        kept.pop("default", None)
    choices = kept.get("anyOf", ())
    if {"type": "null"} in choices:
        (only,) = (choice for choice in choices if choice != {"type": "null"})
        del kept["anyOf"]
        kept = {**only, **kept}
    if "$ref" in kept and len(kept) > 1:  # draft-07 ignores what stands beside a reference
        reference = kept.pop("$ref")
        kept = {**kept, "allOf": [{"$ref": reference}]}
    return kept
