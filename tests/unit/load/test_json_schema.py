"""The schema for editors: valid draft-07, a sentence a key, and of one mind with the loader."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from mkdocs_scorecards.load.document_problems import read_document
from mkdocs_scorecards.load.json_schema import scorecard_schema
from mkdocs_scorecards.load.yaml_lines import PlainValue, read_yaml

COMPLETE = (Path(__file__).parent / "complete_scorecard.yml").read_text(encoding="utf-8")


def as_json(value: PlainValue) -> Any:
    """A value as the editor's YAML reader would hand it to a validator."""
    if isinstance(value, dict):
        return {key: as_json(member) for key, member in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return value


def document(text: str) -> tuple[Any, bool]:
    lines, problems = read_yaml(text.encode(), "s.yml")
    assert lines is not None
    assert problems == ()
    return as_json(lines.value), read_document(lines)[0] is not None


def members(schema: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for shape in (schema, *schema["definitions"].values()):
        yield from shape["properties"].items()


def test_it_is_valid_draft_7_and_plain_json() -> None:
    schema = json.loads(json.dumps(scorecard_schema()))

    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    jsonschema.Draft7Validator.check_schema(schema)
    assert "$defs" not in json.dumps(schema)


def test_every_key_is_explained_in_one_sentence() -> None:
    for key, member in members(scorecard_schema()):
        assert member["description"][0].isupper(), key
        assert member["description"].endswith("."), key
        assert member["description"].count(". ") == 0, key


def test_unknown_keys_are_refused_at_every_level() -> None:
    schema = scorecard_schema()

    assert all(shape["additionalProperties"] is False for shape in (schema, *schema["definitions"].values()))


def test_defaults_are_valid_values_of_their_keys() -> None:
    schema = scorecard_schema()
    for key, member in members(schema):
        if "default" in member:
            rule = {**member, "definitions": schema["definitions"]}
            assert jsonschema.Draft7Validator(rule).is_valid(member["default"]), key


def test_the_complete_example_uses_every_key_and_fits() -> None:
    value, accepted = document(COMPLETE)

    assert accepted
    jsonschema.Draft7Validator(scorecard_schema()).validate(value)
    missing = {key for key, _ in members(scorecard_schema()) if f"{key}:" not in COMPLETE}
    assert missing == set()


@pytest.mark.parametrize(
    ("old", "new", "fits"),
    [
        ("direction: range", "direction: sideways", False),
        ("decimals: 1", "decimals: 13", False),
        ("decimals: 1", "decimals: 12", True),
        ("decimals: 1", "decimals: '1'", False),
        ("weight: 2", "weight: 0", False),
        ("progress: 60", "progress: 101", False),
        ("amber: 10%", "amber: 10", True),
        ("amber: 10%", "amber: -1", False),
        ("amber: 10%", "amber: wide", False),
        ("target: 100", "target: {value: 100, until: 2026}", False),
        ("target: 100", "target: {low: 1}", False),
        ("target: 100", "target: ten", False),
        ("-15%", "-15", False),
        ("window: 3 years", "window: three years", False),
        ("by: 2026}", "by: FY2026}", True),
        ("id: grow", "id: Grow", False),
        ("schema: 1", "schema: 2", False),
        ("schema: 1\n", "", False),
        ("carry_forward: false", "carry_forward: no", False),
        ("title: Acme Cloud", "title: 2026", False),
        ("since: 2026-01-15", "since: January", False),
        ("unit: month", "unit: day", False),
        ("max: 3", "max: 61", False),
        ("kind: step", "kind: shock", False),
        (", kind: step", "", False),
        ("q: 0.05", "q: 0", False),
        ("q: 0.05", "q: 5", False),
        ("error_control: familywise", "error_control: none", False),
        ("owner: COO", "onwer: COO", False),
        ("fiscal_year_start: 7", "fiscal_year_start: 0", False),
        ('decimal: "."', 'decimal: ";"', False),
        ("themes: [adoption]", "themes: adoption", False),
        ("audience: board", "audience: managers", False),
        ("status: in_progress", "status: late", False),
    ],
)
def test_schema_and_loader_agree(old: str, new: str, fits: bool) -> None:
    assert old in COMPLETE
    value, accepted = document(COMPLETE.replace(old, new, 1))

    assert accepted is fits
    assert jsonschema.Draft7Validator(scorecard_schema()).is_valid(value) is fits
