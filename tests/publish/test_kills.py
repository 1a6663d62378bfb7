"""Publications killed at steps and at random times; see `kill_publications.py`.

A short number of points is the default. `pytest tests/publish --kill-points 200` tries 200 of each kind.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked")
@pytest.mark.parametrize("kind", ["folder", "zip", "branch"])
def test_a_killed_publication_leaves_the_old_archive_or_the_new_one(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    points: int = request.config.getoption("--kill-points")
    script = Path(__file__).with_name("kill_publications.py")
    command = [sys.executable, str(script), kind, str(tmp_path), "--points", str(points), "--seed", "20"]
    python_path = f"{ROOT / 'plugin'}{os.pathsep}{ROOT / 'tests'}"

    done = subprocess.run(
        command, env=os.environ | {"PYTHONPATH": python_path}, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    outcome = json.loads(done.stdout)
    assert outcome["old"] + outcome["new"] == points
    assert outcome["old"] > 0
