"""The README keeps its word: its commands run, and what it shows is what the tools print."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from mkdocs_scorecards.cli import main

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL)
SERVE, TEST = (text.strip() for kind, text in BLOCKS if kind == "" and text.startswith("python3 -m venv"))
PATIENCE = 420
"""Seconds for an installation from nothing and the first build."""


def test_every_file_that_it_links_to_is_there() -> None:
    targets = [target for target in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in target]

    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_ci_runs_the_very_test_command() -> None:
    assert TEST in (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()


def test_the_row_that_it_shows_is_in_the_example() -> None:
    ((_, text),) = [block for block in BLOCKS if block[0] == "csv"]
    header, row = text.strip().splitlines()
    lines = (ROOT / "scorecards/saas/kpis.csv").read_text(encoding="utf-8").splitlines()

    assert header == lines[0]
    assert row in lines


def test_the_error_that_it_shows_is_printed(tmp_path: Path) -> None:
    ((_, text),) = [block for block in BLOCKS if block[1].startswith("$ scorecards check")]
    shutil.copytree(ROOT / "scorecards", tmp_path / "scorecards")
    figures = tmp_path / "scorecards/saas/kpis.csv"
    ((_, row),) = [block for block in BLOCKS if block[0] == "csv"]
    right = row.strip().splitlines()[1]
    wrong = right.replace(",4.92,", ',"4,92",')
    assert wrong != right
    figures.write_text(figures.read_text(encoding="utf-8").replace(right, wrong), encoding="utf-8")

    result = CliRunner().invoke(main, ["-C", str(tmp_path), "check"])

    assert result.exit_code == 1
    assert text == f"$ scorecards check\n{result.output}"


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files that git knows or would take, and nothing that a developer's machine has beside them."""
    folder = tmp_path_factory.mktemp("clone")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in listed.stdout.decode().split("\0"):
        if name and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def bare_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A PATH with Python and nothing else, so without Graphviz."""
    folder = tmp_path_factory.mktemp("bin")
    (folder / "python3").symlink_to(Path(sys.base_prefix) / "bin" / f"python3.{sys.version_info.minor}")
    return folder


@pytest.fixture(scope="module")
def served(clone: Path, bare_path: Path) -> Iterator[str]:
    """The address that the README's first command serves."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    environment = {"PATH": str(bare_path), "HOME": str(Path.home()), "NO_MKDOCS_2_WARNING": "1"}
    environment |= {name: value for name, value in os.environ.items() if name.lower().endswith(("_proxy", "index_url"))}
    environment |= {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_", "REQUESTS_"))}
    shell = shutil.which("bash") or "/bin/sh"
    server = subprocess.Popen(
        [shell, "-c", f"{SERVE} -a {address}"], cwd=clone, env=environment, start_new_session=True
    )
    try:
        _wait_for(f"http://{address}/", server)
        yield f"http://{address}/"
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def _wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert server.poll() is None, "the command ended"
        try:
            _text_at(address)
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.5)
        else:
            return
    pytest.fail(f"nothing was served within {PATIENCE} seconds")


def _text_at(address: str) -> str:
    with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 - the server that this test started
        content: bytes = answer.read()
    return content.decode()


@pytest.mark.packaging
def test_the_first_command_serves_the_example_from_nothing(served: str) -> None:
    assert "Acme Cloud" in _text_at(served)
    assert "Monthly logo churn" in _text_at(f"{served}saas/kpis/monthly_churn/")


@pytest.mark.packaging
def test_maps_are_drawn_without_graphviz_on_the_machine(served: str) -> None:
    assert 'class="sc-map' in _text_at(f"{served}saas/map/")
    assert "<svg" in _text_at(f"{served}saas/map/")


@pytest.mark.packaging
def test_a_changed_template_of_an_editable_install_shows(served: str, clone: Path) -> None:
    template = clone / "templates/pages/portfolio.html.jinja"
    template.write_text(template.read_text(encoding="utf-8") + "<p>Just added</p>", encoding="utf-8")

    deadline = time.monotonic() + 120
    while "Just added" not in _text_at(served) and time.monotonic() < deadline:
        time.sleep(1)

    assert "Just added" in _text_at(served)
