"""The recipes for code hosts keep untrusted code away from whatever may write."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from mkdocs_scorecards.cli import main

ROOT = Path(__file__).parents[2]
RECIPES = sorted((ROOT / "site_config/recipes/pull-requests").glob("*.yml"))
COMMAND = re.compile(r"\bscorecards (?:--quiet )?(check|diff)\b([^|>\n]*)")


def loaded(name: str) -> dict[Any, Any]:
    return dict(yaml.safe_load((ROOT / "site_config/recipes/pull-requests" / name).read_text(encoding="utf-8")))


def test_the_workflow_that_runs_the_pull_request_may_only_read() -> None:
    recipe = loaded("github-scorecards.yml")

    assert list(recipe[True]) == ["pull_request"]  # YAML 1.1 takes the key `on` for a truth value
    assert recipe["permissions"] == {"contents": "read"}
    assert "secrets." not in str(recipe)
    checkout = recipe["jobs"]["describe"]["steps"][0]
    assert checkout["with"] == {"fetch-depth": 0, "persist-credentials": False}


def test_the_workflow_that_comments_runs_nothing_of_the_pull_request() -> None:
    recipe = loaded("github-scorecards-comment.yml")
    steps = recipe["jobs"]["comment"]["steps"]

    assert list(recipe[True]) == ["workflow_run"]
    assert [set(step) for step in steps] == [{"run"}]
    assert not re.search(r"checkout|pip |scorecards diff|mkdocs", steps[0]["run"].replace("scorecards diff -->", ""))


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.name)
def test_no_shell_line_holds_a_text_that_others_choose(recipe: Path) -> None:
    text = recipe.read_text(encoding="utf-8")
    scripts = re.findall(r"run: \|\n((?:          .*\n|\n)*)", text) + re.findall(r"run: (?!\|)(.*)", text)

    assert "pull_request_target" not in text
    assert not any("${{" in script for script in scripts)


def test_the_job_with_the_token_is_not_for_forks_and_has_no_checkout() -> None:
    job = loaded("gitlab-scorecards.yml")["scorecards-comment"]

    assert "$CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_PROJECT_ID" in job["rules"][0]["if"]
    assert job["variables"]["GIT_STRATEGY"] == "none"


@pytest.mark.parametrize("name", ["github-scorecards.yml", "gitlab-scorecards.yml"])
def test_the_preview_is_held_against_the_base_that_the_comment_is_about(name: str) -> None:
    text = (ROOT / "site_config/recipes/pull-requests" / name).read_text(encoding="utf-8")

    (base,) = set(re.findall(r"scorecards diff (\S+) ", text.replace("scorecards diff -->", "")))
    assert re.findall(r"SCORECARDS_BASE=(\S+) mkdocs build", text) == [base]


@pytest.mark.parametrize("recipe", [*RECIPES, ROOT / ".pre-commit-hooks.yaml"], ids=lambda recipe: recipe.name)
def test_every_command_of_a_recipe_exists(recipe: Path) -> None:
    for command, options in COMMAND.findall(recipe.read_text(encoding="utf-8")):
        names = re.findall(r"--[a-z-]+", options)
        formats = re.findall(r"--format (\w+)", options)
        help_page = CliRunner().invoke(main, [command, "--help"]).stdout

        assert all(name in help_page for name in names)
        assert all(name in help_page for name in formats)


def test_the_hook_of_pre_commit_is_complete() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))

    assert re.search(hook["files"], "scorecards/saas/scorecard.yml")
    assert re.search(hook["files"], "scorecards/saas/kpis.csv")
    assert not re.search(hook["files"], "README.md")
    assert hook["pass_filenames"] is False
