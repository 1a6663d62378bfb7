"""`scorecards publish` and `verify` as users run them, with real builds of a small project."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from host_builds import tree_of
from mkdocs_scorecards.cli import main
from small_project import FIGURES, write_small_project

LATER = "3.21"
CONFIGURATION = """\
site_name: Strategy office
site_url: https://strategy.example.org/cards/
theme: {name: material, font: false}
plugins:
  - search
  - scorecards: {scorecards_dir: cards, graphviz: none}
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with options of its own, and a figure that is later than the period to publish."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1791795600")
    monkeypatch.chdir(tmp_path)
    return made(tmp_path / "project")


def made(project: Path) -> Path:
    write_small_project(project)
    (project / "scorecards").rename(project / "cards")
    (project / "cards/acme/kpis.csv").write_text(f"{FIGURES}monthly_churn,2026-10,{LATER}\nmonthly_churn,2026-06,5.5\n")
    (project / "docs").mkdir()
    (project / "mkdocs.yml").write_text(CONFIGURATION)
    return project


def run(project: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(project), *arguments])


def test_a_period_is_built_as_of_its_end_and_can_be_proven(project: Path) -> None:
    published = run(project, "publish", "2026-Q3", "--to", "archive")
    verified = run(project, "verify", "archive")

    assert published.exit_code == 0, published.output
    assert published.stdout == "published Q3 2026 as 2026-Q3 in archive\n"
    assert verified.exit_code == 0
    assert "one edition" in verified.stderr
    edition = Path("archive/2026-Q3")
    assert json.loads((edition / "acme/scorecard.json").read_text())["scorecards"][0]["period"] == "2026-Q3"
    assert "https://strategy.example.org/cards/2026-Q3/acme/" in (edition / "sitemap.xml").read_text()
    assert [path for path, content in tree_of(edition).items() if LATER.encode() in content] == []
    about = json.loads((edition / "edition.json").read_text())
    assert (about["published"], about["commit"], about["dirty"]) == ("2026-10-12T09:00:00Z", None, None)
    assert about["engines"]["mkdocs"].startswith("1.6")
    assert about["engines"]["graphviz"] is None


def test_the_same_sources_give_the_same_bytes_under_either_period_in_the_settings(project: Path) -> None:
    run(project, "publish", "2026-Q3", "--to", "one")
    (project / "mkdocs.yml").write_text(CONFIGURATION.replace("graphviz: none", "graphviz: none, period: 2026-10"))

    run(project, "publish", "2026-Q3", "--to", "two")

    assert tree_of(Path("one")) == tree_of(Path("two"))


def test_a_dry_run_says_what_would_happen_and_writes_nothing(project: Path) -> None:
    first = run(project, "publish", "2026-Q3", "--to", "archive", "--dry-run")

    assert first.exit_code == 0
    assert first.stdout.splitlines()[0] == "would publish Q3 2026 as 2026-Q3 in archive, nothing is written"
    assert "latest: becomes 2026-Q3" in first.stdout
    assert not Path("archive").exists()


def test_a_second_publication_is_refused_and_an_amended_one_is_told_about(project: Path) -> None:
    run(project, "publish", "2026-Q3", "--to", "archive")
    before = tree_of(Path("archive"))

    refused = run(project, "publish", "2026-Q3", "--to", "archive")
    tried = run(project, "publish", "2026-Q3", "--to", "archive", "--amend", "Churn restated", "--dry-run")
    earlier = run(project, "publish", "2026-Q2", "--to", "archive", "--dry-run")

    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith("error: 2026-Q3 was published on 2026-10-12 and is never overwritten")
    assert "revision: 2, because: Churn restated" in tried.stdout
    assert "latest: stays 2026-Q3" in earlier.stdout
    assert tree_of(Path("archive")) == before


def test_a_refused_publication_finishes_one_that_was_cut_off(project: Path) -> None:
    run(project, "publish", "2026-Q3", "--to", "archive")
    whole = tree_of(Path("archive"))
    Path("archive/versions.json").unlink()
    Path("archive/latest/index.html").write_text("cut off")
    Path("archive/.scorecards-lock").write_text("2026-Q3")

    tried = run(project, "publish", "2026-Q3", "--to", "archive", "--dry-run")
    assert (tried.exit_code, tree_of(Path("archive")) != whole) == (1, True)
    refused = run(project, "publish", "2026-Q3", "--to", "archive")

    assert refused.exit_code == 1
    assert "never overwritten" in refused.stderr
    assert tree_of(Path("archive")) == whole


def test_errors_in_the_figures_are_listed_and_nothing_is_published(project: Path) -> None:
    (project / "cards/acme/kpis.csv").write_text(FIGURES + "monthly_churn,2026-10,about five\n")

    result = run(project, "publish", "2026-Q3", "--to", "archive")

    assert result.exit_code == 1
    assert "cards/acme/kpis.csv:5:" in result.stderr
    assert not Path("archive").exists()


def test_a_build_that_fails_is_told_with_what_the_host_said(project: Path) -> None:
    (project / "mkdocs.yml").write_text(CONFIGURATION + "  - no-such-plugin\n")

    result = run(project, "publish", "2026-Q3", "--to", "archive")

    assert result.exit_code == 1
    assert "the build with mkdocs failed" in result.stderr
    assert "no-such-plugin" in result.stderr
    assert not Path("archive").exists()


def test_a_site_without_the_plugin_is_no_edition(project: Path) -> None:
    (project / "cards").rename(project / "scorecards")
    (project / "mkdocs.yml").write_text("site_name: x\nplugins: []\n")
    (project / "docs/index.md").write_text("# Hello\n")

    result = run(project, "publish", "2026-Q3", "--to", "archive")

    assert result.exit_code == 1
    assert "is the plugin in mkdocs.yml?" in result.stderr


def test_a_project_of_properdocs_is_built_by_it(project: Path) -> None:
    (project / "mkdocs.yml").rename(project / "properdocs.yml")

    result = run(project, "publish", "2026-Q3", "--to", "archive")

    assert result.exit_code == 0, result.output
    engines = json.loads(Path("archive/2026-Q3/edition.json").read_text())["engines"]
    assert ("properdocs" in engines, "mkdocs" in engines) == (True, False)


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["publish", "soon", "--to", "archive"], 2, "'soon' is no period"),
        (["publish", "2026-Q3"], 2, "Missing option '--to'"),
        (["publish", "2026-Q3", "--to", "archive", "--amend", " "], 2, "say why"),
        (["publish", "2019-Q1", "--to", "archive"], 1, "no scorecard has a figure for 2019-Q1"),
        (["publish", "2026-Q3", "--to", "project"], 1, "holds other files and no archive"),
        (["publish", "2026-Q3", "--to", "project/site/archive"], 1, "reads or empties"),
        (["publish", "2026-Q3", "--to", "project/cards/archive"], 1, "reads or empties"),
        (["publish", "2026-Q3", "--to", "project/mkdocs.yml"], 1, "is a file"),
        (["publish", "2026-Q3", "--to", "branch:gh-pages"], 1, "in no git repository"),
        (["verify", "nowhere"], 2, "there is no 'nowhere'"),
        (["verify", "project"], 1, "no archive"),
        (["verify"], 2, "Missing argument"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(project: Path, arguments: list[str], status: int, message: str) -> None:
    result = run(project, *arguments)

    assert (result.exit_code, "Traceback" in result.output) == (status, False)
    assert message in " ".join(result.output.split())


@pytest.mark.parametrize("command", ["publish", "verify"])
def test_the_help_pages_have_examples(command: str) -> None:
    result = CliRunner().invoke(main, [command, "--help"])

    assert result.exit_code == 0
    assert f"Examples:\n  scorecards {command}" in result.stdout


def test_a_time_that_is_none_is_wrong_usage(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")

    assert run(project, "publish", "2026-Q3", "--to", "archive", "--dry-run").exit_code == 2


def test_verify_names_differences_and_prints_the_head(project: Path) -> None:
    run(project, "publish", "2026-Q3", "--to", "archive.zip")
    subprocess.run([sys.executable, "-m", "zipfile", "-e", "archive.zip", "unpacked"], check=True)
    Path("unpacked/2026-Q3/acme/index.html").write_text("better")
    Path("unpacked/2026-Q3/acme/kpis.csv").unlink()

    whole, changed = run(project, "verify", "archive.zip"), run(project, "verify", "unpacked")

    assert (whole.exit_code, changed.exit_code) == (0, 1)
    assert re.fullmatch(r"head [0-9a-f]{64}\n", whole.stdout)
    assert changed.stdout.splitlines()[:2] == [
        "2026-Q3/acme/index.html: changed: the content is not what was published",
        "2026-Q3/acme/kpis.csv: missing: the file was published and is gone",
    ]
    assert "two differences" in changed.stderr


def test_a_version_that_mike_deploys_by_hand_stays_and_is_unproven(project: Path) -> None:
    pytest.importorskip("mike")
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@localhost", "-C", str(project)]
    for arguments in (["init", "-q", "-b", "main"], ["add", "--all"], ["commit", "-qm", "x"]):
        subprocess.run([*git, *arguments], check=True)
    assert run(project, "publish", "2026-Q3", "--to", "branch:gh-pages").exit_code == 0
    mike = [sys.executable, "-c", "import sys; from mike.driver import main; sys.exit(main())"]
    programs = {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    names = {f"GIT_{who}_{what}": "x@localhost" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    (project / "mkdocs.yml").write_text(CONFIGURATION + "  - mike: {version_selector: false}\n")
    subprocess.run(
        [*mike, "deploy", "--update-aliases", "draft", "latest"],
        cwd=project,
        env=os.environ | programs | names,
        check=True,
        capture_output=True,
    )
    (project / "mkdocs.yml").write_text(CONFIGURATION)

    by_hand = run(project, "verify", "branch:gh-pages")
    amended = run(project, "publish", "2026-Q3", "--to", "branch:gh-pages", "--amend", "Churn restated")
    after = run(project, "verify", "branch:gh-pages")

    assert (by_hand.exit_code, amended.exit_code, after.exit_code) == (0, 0, 0)
    assert "draft/: unproven: " in by_hand.stdout
    assert "draft/: unproven: " in after.stdout
    shown = subprocess.run([*git, "show", "gh-pages:versions.json"], check=True, capture_output=True, text=True)
    assert [(version["version"], version["aliases"]) for version in json.loads(shown.stdout)] == [
        ("2026-Q3-r2", ["latest"]),
        ("2026-Q3", []),
        ("draft", []),
    ]
