"""The table of problem codes and the problems that are really raised are the same."""

import ast
import re
from pathlib import Path

import pytest

import mkdocs_scorecards
from golden_story import STORIES
from mkdocs_scorecards.model.problem_codes import PROBLEM_CODES

RAISED_BY_UNIT_TESTS = {
    "base-unreadable": "test_against.py::test_a_base_that_is_not_there_is_an_error_with_what_to_do",
    "csv-too-large": "load/test_csv_bytes.py::test_a_file_over_the_limit_is_refused_and_one_at_the_limit_is_read",
    "yaml-too-large": "load/test_yaml_lines.py::test_a_file_over_the_limit_is_refused",
    "graphviz-missing": "test_pipeline.py::test_without_graphviz_maps_are_lists_and_a_warning_says_so",
    "map-layout-failed": "test_pipeline.py::test_a_map_that_graphviz_refuses_becomes_a_list_with_a_warning",
}
"""What no small project can raise: files of megabytes, a machine without Graphviz, a repository without a commit."""

_PRINTED = re.compile(r"^\S.*?: (?:error|warning|info) ([a-z0-9-]+): ")
_UNIT_TESTS = Path(__file__).parents[1] / "unit"
_PACKAGE = Path(mkdocs_scorecards.__file__).parent


def codes_of_stories() -> set[str]:
    lines = [
        line
        for story in STORIES
        for line in (story.folder / "out" / "problems.txt").read_text(encoding="utf-8").splitlines()
    ]
    found = [_PRINTED.match(line) for line in lines]
    return {match[1] for match in found if match}


def test_every_code_of_the_table_is_raised_by_a_story_or_by_the_unit_test_named_here() -> None:
    assert codes_of_stories() | RAISED_BY_UNIT_TESTS.keys() == PROBLEM_CODES.keys()


def test_no_story_raises_what_is_said_to_be_out_of_its_reach() -> None:
    assert codes_of_stories() & RAISED_BY_UNIT_TESTS.keys() == set()


@pytest.mark.parametrize(("code", "test"), RAISED_BY_UNIT_TESTS.items())
def test_the_unit_test_named_here_exists_and_speaks_of_the_code(code: str, test: str) -> None:
    file, name = test.split("::")
    tree = ast.parse((_UNIT_TESTS / file).read_text(encoding="utf-8"))
    (function,) = (node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name)

    assert any(code in text for text in _texts(function))


def test_every_code_that_the_package_can_give_to_a_problem_is_in_the_table() -> None:
    given = {
        keyword.value.value
        for file in _PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg == "code" and isinstance(keyword.value, ast.Constant)
    }

    assert len(given) > 30
    assert given - PROBLEM_CODES.keys() == set()


def _texts(node: ast.AST) -> list[str]:
    return [part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)]
