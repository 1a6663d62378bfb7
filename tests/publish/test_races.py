"""Publications at the same time, each in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mkdocs_scorecards.publish.addition import chain_of
from mkdocs_scorecards.publish.target import target_of
from tiny_archive import findings_in, quarter

ROOT = Path(__file__).resolve().parents[2]
PUBLISH = """
import sys
from pathlib import Path
from mkdocs_scorecards.publish.target import target_of
from tiny_archive import publish, quarter

name, project, number = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
publish(target_of(name, project), quarter(number), Path(sys.argv[4]))
"""


def git(*arguments: str) -> None:
    subprocess.run(["git", *arguments], check=True, capture_output=True)


@pytest.mark.parametrize("kind", ["folder", "zip", "branch", "branch of a remote"])
def test_all_of_several_publications_at_once_end_in_the_archive(kind: str, tmp_path: Path) -> None:
    projects = [tmp_path / "project"] * 4
    git("init", "-q", str(tmp_path / "project"))
    names = {"folder": str(tmp_path / "archive"), "zip": str(tmp_path / "a.zip")}
    if kind == "branch of a remote":
        git("init", "-q", "--bare", str(tmp_path / "remote.git"))
        projects = [tmp_path / f"clone-{number}" for number in range(4)]
        for project in projects:
            git("clone", "-q", str(tmp_path / "remote.git"), str(project))
    name = names.get(kind, "branch:gh-pages")
    environment = os.environ | {"PYTHONPATH": f"{ROOT / 'plugin'}{os.pathsep}{ROOT / 'tests'}"}

    racing = [
        subprocess.Popen(
            [sys.executable, "-c", PUBLISH, name, str(project), str(number), str(tmp_path / f"work-{number}")],
            env=environment,
        )
        for number, project in enumerate(projects, start=1)
    ]

    assert [process.wait(timeout=120) for process in racing] == [0, 0, 0, 0]
    target = target_of(name, projects[0])
    assert {entry.period for entry in chain_of(target.look())} == {str(quarter(number)) for number in range(1, 5)}
    assert findings_in(target) == ()
