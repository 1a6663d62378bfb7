from pathlib import Path

import pytest

from git_repository import PEOPLE, Repository
from small_project import SCORECARD, write_small_project


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A project on the branch main, in one commit."""
    folder = tmp_path / "repository"
    write_small_project(folder)
    found = Repository(folder)
    found.document.write_text(SCORECARD + PEOPLE, encoding="utf-8")
    found.commit("start")
    return found
