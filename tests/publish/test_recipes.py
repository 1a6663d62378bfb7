"""The recipes for servers that tests do not have: their shell steps are run here, with `pip` standing still."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from mkdocs_scorecards.publish.target import target_of
from mkdocs_scorecards.publish.verify import verification_of
from small_project import write_small_project

RECIPES = Path(__file__).resolve().parents[2] / "site_config/recipes"
CONFIGURATION = "site_name: Office\nplugins: [scorecards: {graphviz: none}]\ntheme: {name: material, font: false}\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A clone of a bare repository, as a server checks it out."""
    project = tmp_path / "project"
    for arguments in (
        ["init", "-q", "--bare", "-b", "main", str(tmp_path / "remote.git")],
        ["clone", "-q", str(tmp_path / "remote.git"), str(project)],
    ):
        subprocess.run(["git", *arguments], check=True, capture_output=True)
    write_small_project(project)
    with (project / "scorecards/acme/scorecard.yml").open("a") as scorecard:
        scorecard.write("perspectives: [{id: customer, title: Customer}]\n")
    (project / "docs").mkdir()
    (project / "mkdocs.yml").write_text(CONFIGURATION)
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@localhost", "-C", str(project)]
    for arguments in (["add", "--all"], ["commit", "-qm", "x"], ["push", "-q", "origin", "HEAD:main"]):
        subprocess.run([*git, *arguments], check=True, capture_output=True)
    return project


def run(script: str, project: Path, *arguments: str, **variables: str) -> str:
    """Run it as the servers do, and return what it printed."""
    programs = project.parent / "programs"
    programs.mkdir(exist_ok=True)
    (programs / "pip").write_text("#!/bin/sh\nexit 0\n")
    (programs / "scorecards").write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -c "from mkdocs_scorecards.cli import main; main()" "$@"\n'
    )
    for program in programs.iterdir():
        program.chmod(0o755)
    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script, "bash", *arguments],
        cwd=project,
        env=os.environ | {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"} | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def recipe(name: str) -> dict[Any, Any]:
    document: dict[Any, Any] = yaml.safe_load((RECIPES / name).read_text())
    return document


def test_github_checks_and_publishes(project: Path) -> None:
    jobs = recipe("github-actions.yml")["jobs"]
    steps = {name: [step["run"] for step in job["steps"] if "run" in step] for name, job in jobs.items()}

    run(steps["check"][-1], project)
    run("\n".join(steps["publish"]), project, WANTED="2026-Q3", REASON="")
    run("\n".join(steps["publish"]), project, WANTED="2026-Q3", REASON="Churn restated; $(exit 3)")

    on_server = target_of("branch:gh-pages", project.parent / "remote.git").look()
    assert verification_of(on_server).findings == ()
    assert "Churn restated; $(exit 3)" in on_server.read("archive.html").decode()
    assert all("${{" not in script for scripts in steps.values() for script in scripts)


@pytest.mark.skipif(shutil.which("date") is None, reason="needs GNU date")
@pytest.mark.parametrize("name", ["github-actions.yml", "gitlab-ci.yml"])
@pytest.mark.parametrize(
    ("today", "quarter"), [("2026-10-15", "2026-Q3"), ("2027-01-15", "2026-Q4"), ("2026-07-15", "2026-Q2")]
)
def test_a_scheduled_run_publishes_the_quarter_that_has_ended(
    name: str, today: str, quarter: str, project: Path
) -> None:
    (line,) = [line for line in (RECIPES / name).read_text().splitlines() if "date --date" in line]
    expression = line.strip().removeprefix("- ").replace("--date='", f"--date='{today} ")

    assert run(f'{expression}\necho "$period"', project).strip() == quarter


def test_gitlab_publishes_and_shows_the_branch(project: Path) -> None:
    document = recipe("gitlab-ci.yml")
    address = "https://scorecards:token@gitlab.example.org/office/strategy.git"
    redirected = {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{project.parent / 'remote.git'}.insteadOf",
        "GIT_CONFIG_VALUE_0": address,
    }
    variables = {
        "ARCHIVE_TOKEN": "token",
        "CI_SERVER_HOST": "gitlab.example.org",
        "CI_PROJECT_PATH": "office/strategy",
        "PERIOD": "2026-Q3",
    }

    run("\n".join([*document["default"]["before_script"], *document["check"]["script"]]), project)
    run("\n".join(document["pages"]["script"]), project, **redirected, **variables)

    assert verification_of(target_of("branch:archive", project.parent / "remote.git").look()).findings == ()
    assert verification_of(target_of(str(project / "public"), project).look()).findings == ()


def test_a_file_share_gets_the_archive_and_a_copy(project: Path, tmp_path: Path) -> None:
    script = (RECIPES / "file-share.sh").read_text()

    for arguments in (["2026-09"], ["2026-Q3"], ["2026-Q3", "Churn restated"]):
        period, *reason = arguments
        run(script, project, period, str(tmp_path / "share"), str(tmp_path / "copy"), *reason)

    assert verification_of(target_of(str(tmp_path / "copy"), project).look()).editions == 3


def test_the_nginx_recipe_is_taken_by_nginx(tmp_path: Path) -> None:
    recipe = (RECIPES / "nginx.conf").read_text()
    assert recipe.count("{") == recipe.count("}")
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None:
        pytest.skip("needs nginx")
    whole = f"pid {tmp_path}/pid; error_log {tmp_path}/log; events {{}} http {{ server {{ listen 8099;\n{recipe}\n}} }}"
    (tmp_path / "whole.conf").write_text(whole)

    done = subprocess.run(
        [nginx, "-t", "-c", str(tmp_path / "whole.conf")], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
