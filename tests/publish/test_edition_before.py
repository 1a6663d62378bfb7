"""The page of changes of an edition tells what the sources say otherwise than those of the edition before it."""

import html
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from git_repository import PEOPLE, Repository
from mkdocs_scorecards.cli import main
from small_project import FIGURES, SCORECARD, write_small_project

CONFIGURATION = """\
site_name: Strategy office
theme: {name: material, font: false}
plugins:
  - search
  - scorecards: {graphviz: none}
"""
EARLIER = "monthly_churn,2026-05,5.4\nmonthly_churn,2026-06,5.5\n"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A project in a repository of its own, with figures of two quarters; the archives stand beside it."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1791795600")
    monkeypatch.chdir(tmp_path)
    folder = write_small_project(tmp_path / "project")
    (folder / "docs").mkdir()
    (folder / "mkdocs.yml").write_text(CONFIGURATION)
    found = Repository(folder)
    found.document.write_text(SCORECARD + PEOPLE, encoding="utf-8")
    (folder / "scorecards/acme/kpis.csv").write_text(FIGURES + EARLIER)
    found.commit("start")
    return found


def publish(project: Path, period: str, *options: str) -> Result:
    result = CliRunner().invoke(main, ["-C", str(project), "publish", period, "--to", "archive", *options])
    assert result.exit_code == 0, result.output
    return result


def words_of(edition: str) -> str:
    """What the page says from the heading on, without blanks twice."""
    page = Path("archive", edition, "acme/changes/index.html").read_text(encoding="utf-8")
    found = page.partition('<h2 id="edition">')[2].partition("<footer")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", found)).split()).replace("\u00a0", " ")


def test_what_was_edited_since_is_told_with_what_follows_and_new_figures_are_not(repository: Repository) -> None:
    commit = repository.git("rev-parse", "HEAD")
    publish(repository.folder, "2026-Q2")
    repository.edit("target: {value: 4, by: 2026-12}", "owner: Onboarding lead")
    kpis = repository.folder / "scorecards/acme/kpis.csv"
    kpis.write_text(FIGURES + EARLIER.replace("2026-05,5.4", "2026-05,5.3") + "monthly_churn,2026-10,9.87\n")
    repository.commit()

    publish(repository.folder, "2026-Q3")

    assert words_of("2026-Q2") == ""
    said = words_of("2026-Q3")
    assert said.startswith("Against the edition before, Q2 2026")
    assert f"(commit {commit[:12]}). Both are judged in 2026-Q2" in said
    assert "Target of Monthly logo churn eased from 4.0 % to 5.0 % by 2026-12" in said
    assert "Figure of Monthly logo churn for 2026-05 restated from 5.4 % to 5.3 %" in said
    assert "Owner of Days to live removed" in said
    assert "2026-07" not in said
    assert "9.87" not in said


def test_an_amended_edition_is_held_against_the_revision_before_it(repository: Repository) -> None:
    publish(repository.folder, "2026-Q2")
    publish(repository.folder, "2026-Q3")
    repository.edit("title: Days to live")
    repository.commit()
    publish(repository.folder, "2026-Q3", "--amend", "Renamed")
    repository.edit("progress: 40")
    repository.commit()
    publish(repository.folder, "2026-Q3", "--amend", "Progress")

    second, third = words_of("2026-Q3-r2"), words_of("2026-Q3-r3")
    assert second.startswith("Against the edition before, Q3 2026 The")
    assert "KPI Days to live renamed to Days from contract to live" in second
    assert third.startswith("Against the edition before, Q3 2026, revision 2 The")
    assert "Progress of Guided setup in the product changed from 40 % to 80 %" in third
    assert "renamed" not in third


def test_the_base_of_a_preview_has_no_say_in_an_edition(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.edit("progress: 40")
    monkeypatch.setenv("SCORECARDS_BASE", "HEAD")

    publish(repository.folder, "2026-Q3")

    assert 'id="branch"' not in Path("archive/2026-Q3/acme/changes/index.html").read_text(encoding="utf-8")
