"""The guide says what the code does: catalogue, schema, keys, options and commands are all there, and examples work."""

import importlib.util
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import click
import pytest
from click.testing import CliRunner

from host_builds import ROOT
from mkdocs_scorecards.cli import main
from mkdocs_scorecards.load.json_schema import scorecard_schema
from mkdocs_scorecards.model.method_rules import METHOD_RULES
from mkdocs_scorecards.plugin.options import ScorecardsConfig

GUIDE = ROOT / "site_config/docs/guide"


def text_of(name: str) -> str:
    return (GUIDE / name).read_text(encoding="utf-8")


def blocks_of(name: str, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", text_of(name), flags=re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_reference", ROOT / "site_config/make_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_of_trust_shows_what_was_measured(reference: ModuleType) -> None:
    assert text_of("trust.md") == reference.trust()


def test_every_bar_of_the_validation_was_kept(reference: ModuleType) -> None:
    measured = json.loads(reference.MEASURED.read_text(encoding="utf-8"))

    assert not measured["short"]
    assert [figure["case"] for figure in measured["figures"] if not figure["kept"]] == []


def test_the_catalogue_of_problems_is_up_to_date(reference: ModuleType) -> None:
    assert text_of("problems.md") == reference.catalogue(), "run site_config/make_reference.py"


def test_the_rules_of_the_method_are_up_to_date(reference: ModuleType) -> None:
    page = text_of("method-rules.md")

    assert page == reference.rules(), "run site_config/make_reference.py"
    assert [f"\n### {name}\n" in page for name in METHOD_RULES] == [True] * len(METHOD_RULES)


def test_the_schema_is_up_to_date(reference: ModuleType) -> None:
    schema = (ROOT / "site_config/scorecard.schema.json").read_text(encoding="utf-8")

    assert schema == reference.schema(), "run site_config/make_reference.py"


def keys_in(node: Any) -> Iterator[str]:
    if isinstance(node, Mapping):
        yield from node.get("properties", {})
        for value in node.values():
            yield from keys_in(value)
    elif isinstance(node, list):
        for value in node:
            yield from keys_in(value)


@pytest.mark.parametrize("key", sorted(set(keys_in(scorecard_schema())) - {"q", "relevance", "error_control"}))
def test_every_key_of_a_scorecard_is_in_the_guide(key: str) -> None:
    pages = text_of("scorecard.md") + text_of("strategy-map.md") + text_of("figures.md") + text_of("method.md")

    assert re.search(rf"`[^`\n]*\b{key}\b[^`\n]*`|\b{key}:", pages)


@pytest.mark.parametrize("option", sorted(ScorecardsConfig()))
def test_every_option_of_the_plugin_is_in_the_guide(option: str) -> None:
    assert f"| `{option}` |" in text_of("options.md")


def test_every_command_and_option_is_in_the_guide() -> None:
    page = text_of("command-line.md")
    context = click.Context(main)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        assert f"## scorecards {name}\n" in page
        for parameter in command.params:
            assert parameter.opts[0] in page or parameter.human_readable_name in page


def test_the_smallest_scorecard_of_the_start_page_is_sound(tmp_path: Path) -> None:
    (configuration, scorecard), (figures,) = blocks_of("index.md", "yaml"), blocks_of("index.md", "csv")
    folder = tmp_path / "scorecards/acme"
    folder.mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text(configuration)
    (folder / "scorecard.yml").write_text(scorecard)
    (folder / "kpis.csv").write_text(figures)

    result = CliRunner().invoke(main, ["-C", str(tmp_path), "check", "--format", "json"])

    assert {problem["code"] for problem in json.loads(result.stdout)["problems"]} <= METHOD_RULES.keys()

    (folder / "kpis.csv").write_text(figures.replace(",4.6,", ',"4,6",'))
    shown = next(line for line in text_of("index.md").splitlines() if line.startswith("scorecards/acme/kpis.csv:"))

    result = CliRunner().invoke(main, ["-C", str(tmp_path), "check"])

    assert result.stdout.startswith(shown.removesuffix("(hint: …)"))


def test_every_page_of_the_guide_is_in_the_navigation() -> None:
    navigation = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    pages = [page.relative_to(GUIDE.parent).as_posix() for page in GUIDE.rglob("*.md")]

    assert [page for page in pages if f"- {page}\n" not in navigation] == []
