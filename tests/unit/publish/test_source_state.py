import subprocess
from pathlib import Path

import pytest

from mkdocs_scorecards.publish.edition import Source
from mkdocs_scorecards.publish.source_state import date_of_commit, source_of


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-10-12T09:00:00Z")
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@localhost", "-C", str(tmp_path)]
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n")
    for arguments in (["init", "-q"], ["add", "--all"], ["commit", "-qm", "x"]):
        subprocess.run([*git, *arguments], check=True)
    return tmp_path


def test_without_git_nothing_is_known(tmp_path: Path) -> None:
    assert source_of(tmp_path, []) == Source(commit=None, dirty=None)
    assert date_of_commit(tmp_path) is None


def test_a_committed_project_is_clean_and_dated(project: Path) -> None:
    source = source_of(project, [])

    assert (len(source.commit or ""), source.dirty) == (40, False)
    assert date_of_commit(project) == 1791795600


@pytest.mark.parametrize("name", ["mkdocs.yml", "kpis.csv"])
def test_a_changed_or_a_new_file_is_a_change(project: Path, name: str) -> None:
    (project / name).write_text("changed\n")

    assert source_of(project, []).dirty is True


def test_what_is_made_from_the_sources_is_no_change(project: Path) -> None:
    for folder in ("archive", "site"):
        (project / folder).mkdir()
        (project / folder / "index.html").write_text("made")

    assert source_of(project, [project / "archive", project / "site"]).dirty is False
    assert source_of(project, [project / "archive"]).dirty is True
