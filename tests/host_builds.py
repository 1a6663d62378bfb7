"""Building a site as users do: by the host's own command, in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "SOURCE_DATE_EPOCH": "1767225600"}


def build(
    host: str, project: Path, site: Path, *options: str, **environment: str
) -> "subprocess.CompletedProcess[str]":
    """Run `mkdocs build` or `properdocs build`."""
    command = [sys.executable, "-m", host, "build", "-f", str(project / "mkdocs.yml"), "-d", str(site), *options]
    return subprocess.run(
        command, env=os.environ | _QUIET | environment, capture_output=True, text=True, check=False, cwd=project
    )


def tree_of(site: Path) -> dict[str, bytes]:
    """Every file of a site by its address."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}
