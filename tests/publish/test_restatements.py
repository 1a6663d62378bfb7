"""Editions published one after the other, as users do it: the newest says what reads differently in the others."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from mkdocs_scorecards.cli import main
from small_project import FIGURES, SCORECARD, write_small_project

CONFIGURATION = """\
site_name: Strategy office
theme: {name: mkdocs}
plugins:
  - scorecards: {graphviz: none}
"""
LEDGER = "acme/restatements/index.html"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in a repository of its own."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1791795600")
    monkeypatch.chdir(tmp_path)
    project = write_small_project(tmp_path / "project")
    (project / "docs").mkdir()
    (project / "mkdocs.yml").write_text(CONFIGURATION)
    git(project, "init", "-q", "-b", "main")
    git(project, "add", ".")
    git(project, "-c", "user.name=x", "-c", "user.email=x@localhost", "commit", "-q", "-m", "Begin")
    return project


def git(project: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=project, check=True, capture_output=True)


def run(project: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(project), *arguments])


def publish(project: Path, period: str, to: str, *more: str) -> str:
    result = run(project, "publish", period, "--to", to, *more)
    assert result.exit_code == 0, result.output
    return result.stdout


def write_figures(project: Path, text: str) -> None:
    (project / "scorecards/acme/kpis.csv").write_text(text)


def restate(project: Path, before: str, after: str) -> None:
    write_figures(project, (project / "scorecards/acme/kpis.csv").read_text().replace(before, after))


def ledger(site: Path) -> dict[str, Any]:
    found = json.loads((site / "acme/scorecard.json").read_text())["scorecards"][0]["restatements"]
    assert isinstance(found, dict)
    return found


def unpacked(project: Path, target: str, into: Path) -> Path:
    """The archive of a target as a folder."""
    into.mkdir()
    if target.endswith(".zip"):
        subprocess.run(["unzip", "-q", target, "-d", str(into)], check=True)
    elif target.startswith("branch:"):
        name = target.removeprefix("branch:")
        packed = subprocess.run(["git", "-C", str(project), "archive", name], check=True, capture_output=True).stdout
        subprocess.run(["tar", "-x", "-C", str(into)], input=packed, check=True)
    else:
        return Path(target)
    return into


@pytest.mark.parametrize("target", ["archive", "archive.zip", "branch:pages"])
def test_a_new_edition_finds_what_was_restated_in_any_target(project: Path, tmp_path: Path, target: str) -> None:
    first = publish(project, "2026-08", target)
    restate(project, "2026-08,5.0", "2026-08,5.1")
    second = publish(project, "2026-Q3", target)

    archive = unpacked(project, target, tmp_path / "unpacked")
    assert "restatements" not in first
    assert second.splitlines()[1] == "restatements: 1 of 2 figures of earlier editions read differently now"
    assert not (archive / "2026-08" / LEDGER).exists()
    page = (archive / "2026-Q3" / LEDGER).read_text()
    assert "One of the two figures that earlier editions published reads differently now." in page
    (found,) = ledger(archive / "2026-Q3")["restated"]
    assert (found["period"], found["earlier"][0]["value"], found["now"]) == ("2026-08", 5, 5.1)
    assert run(project, "verify", target).exit_code == 0


def test_an_edition_without_restatements_has_a_ledger_that_says_so(project: Path) -> None:
    publish(project, "2026-08", "archive")
    said = publish(project, "2026-Q3", "archive")

    assert "restatements: 0 of 2 figures" in said
    page = Path("archive/2026-Q3", LEDGER).read_text()
    assert "No figure was restated: the two figures that earlier editions published read the same." in page
    assert "read differently" not in Path("archive/2026-Q3/acme/index.html").read_text()


def test_a_revision_is_compared_with_the_revisions_before_it(project: Path) -> None:
    publish(project, "2026-Q3", "archive")
    restate(project, "2026-07,5.2", "2026-07,5.3")
    publish(project, "2026-Q3", "archive", "--amend", "July restated")
    restate(project, "2026-07,5.3", "2026-07,5.4")
    publish(project, "2026-Q3", "archive", "--amend", "July restated again")

    (found,) = ledger(Path("archive/2026-Q3-r3"))["restated"]
    assert [(one["value"], one["editions"]) for one in found["earlier"]] == [
        (5.2, ["2026-Q3"]),
        (5.3, ["2026-Q3-r2"]),
    ]
    page = Path("archive/2026-Q3-r3", LEDGER).read_text()
    assert "5.2\u00a0% in Q3 2026, revision 1 and 5.3\u00a0% in Q3 2026, revision 2; changed in this edition." in page


def test_a_version_that_others_put_there_is_no_edition(project: Path) -> None:
    publish(project, "2026-08", "archive")
    by_hand = Path("archive/dev/acme")
    by_hand.mkdir(parents=True)
    (by_hand / "scorecard.json").write_text("{")

    assert "0 of 2 figures" in publish(project, "2026-Q3", "archive")


def test_a_damaged_edition_is_named_and_the_others_are_compared(project: Path) -> None:
    publish(project, "2026-07", "archive")
    publish(project, "2026-08", "archive")
    file = Path("archive/2026-08/acme/scorecard.json")
    file.unlink()
    file.write_text("{}")

    result = run(project, "publish", "2026-Q3", "--to", "archive")

    assert result.exit_code == 0, result.output
    assert "2026-08 was not compared: its figures are not what was published" in result.stderr
    assert ledger(Path("archive/2026-Q3"))["not_compared"] == ["2026-08"]
    assert "damaged or lost: August 2026." in Path("archive/2026-Q3", LEDGER).read_text()


def test_in_strict_builds_a_damaged_edition_stops_the_publication(project: Path) -> None:
    publish(project, "2026-08", "archive")
    Path("archive/2026-08/acme/scorecard.json").unlink()
    (project / "mkdocs.yml").write_text(f"strict: true\n{CONFIGURATION}")

    result = run(project, "publish", "2026-Q3", "--to", "archive")

    assert result.exit_code == 1
    assert "2026-08/acme/scorecard.json" in result.stderr
    assert not Path("archive/2026-Q3").exists()


def test_an_edition_for_the_staff_says_nothing_of_what_the_board_was_told(project: Path) -> None:
    board = """\
      - {id: zmerger, title: Zmerger, unit: zpounds, direction: higher, frequency: monthly, aggregate: last,
         owner: Zboss, target: 7117, definition: Zwords, audience: board}
      - {id: margin, title: Margin, unit: "%", direction: higher, frequency: monthly, aggregate: last,
         owner: Zchief, target: 7, audience: board}
"""
    scorecard = project / "scorecards/acme/scorecard.yml"
    scorecard.write_text(SCORECARD + board)
    write_figures(project, f"{FIGURES}zmerger,2026-07,7227\nmargin,2026-07,44.17\n")
    publish(project, "2026-08", "archive")
    restate(project, "zmerger,2026-07,7227", "zmerger,2026-07,7337")
    restate(project, "margin,2026-07,44.17", "margin,2026-07,45")
    restate(project, "2026-07,5.2", "2026-07,5.4")
    scorecard.write_text(
        scorecard.read_text().replace("owner: Zchief, target: 7, audience: board", "owner: Head of Sales")
    )
    (project / "mkdocs.yml").write_text(CONFIGURATION.replace("graphviz: none", "graphviz: none, audience: staff"))
    publish(project, "2026-Q3", "archive")

    found = ledger(Path("archive/2026-Q3"))
    assert [(one["kpi"], one["period"]) for one in found["restated"]] == [("monthly_churn", "2026-07")]
    assert (found["removed"], found["added"], found["states"], found["rules"]) == ([], [], [], [])
    pages = [path.read_text() for path in Path("archive/2026-Q3").rglob("*.html")]
    data = [path.read_text() for path in Path("archive/2026-Q3").rglob("*.json")]
    for word in ("zmerger", "Zmerger", "zpounds", "Zboss", "Zwords", "7227", "7337", "Zchief", "44.17"):
        assert not [text for text in [*pages, *data] if word in text], word


def test_a_plain_build_has_no_ledger(project: Path) -> None:
    publish(project, "2026-08", "archive")
    publish(project, "2026-Q3", "one")
    publish(project, "2026-Q3", "archive")

    alone, later = (Path(name, "2026-Q3") for name in ("one", "archive"))
    extra = {path.relative_to(later) for path in later.rglob("*.html")} - {
        path.relative_to(alone) for path in alone.rglob("*.html")
    }
    assert extra == {Path(LEDGER)}
    assert json.loads((alone / "acme/scorecard.json").read_text())["scorecards"][0]["restatements"] is None
