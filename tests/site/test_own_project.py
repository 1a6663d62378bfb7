"""A small project of a user's own, built as users build."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from host_builds import build, tree_of
from small_project import FIGURES, write_small_project

HOSTS = pytest.mark.parametrize("host", ["mkdocs", "properdocs"])


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write_small_project(tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/about.md").write_text("# About\n\n[the map](acme/map/index.md)\n")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Office\ntheme: {name: material, font: false}\nplugins: [search, scorecards]\n"
    )
    return tmp_path


def figures(project: Path, more: str) -> None:
    (project / "scorecards/acme/kpis.csv").write_text(FIGURES + more)


@HOSTS
def test_it_builds_strictly(project: Path, host: str) -> None:
    done = build(host, project, project / "site", "--strict")

    assert done.returncode == 0, done.stderr
    assert (project / "site/acme/kpis/monthly_churn/index.html").is_file()
    assert (project / "site/about/index.html").is_file()


@HOSTS
def test_a_build_that_fails_leaves_the_old_site(project: Path, host: str) -> None:
    build(host, project, project / "site")
    before = tree_of(project / "site")
    figures(project, "monthly_churn,2026-10,about five\n")
    (project / "docs/about.md").write_text("# Changed\n")

    done = build(host, project, project / "site")

    assert done.returncode == 1
    assert "scorecards/acme/kpis.csv:5:" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree_of(project / "site") == before


@HOSTS
@pytest.mark.parametrize("options", [["--strict"], ["--quiet", "--strict"]], ids=" ".join)
def test_a_warning_stops_a_strict_build_even_when_quiet(project: Path, host: str, options: list[str]) -> None:
    figures(project, "monthly_churn,2026-09,4.6\n")

    done = build(host, project, project / "site", *options)

    assert done.returncode == 1
    assert "scorecards/acme/kpis.csv:5" in done.stderr
    assert not (project / "site").exists()


@HOSTS
def test_a_warning_lets_an_ordinary_build_pass(project: Path, host: str) -> None:
    figures(project, "monthly_churn,2026-09,4.6\n")

    done = build(host, project, project / "site")

    assert done.returncode == 0
    assert "WARNING" in done.stderr


def test_links_end_in_a_file_without_directory_urls(project: Path) -> None:
    with (project / "mkdocs.yml").open("a") as file:
        file.write("use_directory_urls: false\n")

    build("mkdocs", project, project / "site", "--strict")

    html = (project / "site/acme/index.html").read_text(encoding="utf-8")
    assert 'href="map/index.html"' in html
    assert 'href="map/"' not in html


def test_a_template_of_the_users_own_is_used(project: Path) -> None:
    (project / "mine/pages").mkdir(parents=True)
    (project / "mine/pages/perspective.html.jinja").write_text("<h1>Ours: {{ view.title }}</h1>")
    (project / "mkdocs.yml").write_text("site_name: x\ntheme: mkdocs\nplugins: [{scorecards: {templates: mine}}]\n")

    done = build("mkdocs", project, project / "site", "--strict")

    assert done.returncode == 0, done.stderr
    assert "<h1>Ours: Customer</h1>" in (project / "site/acme/customer/index.html").read_text(encoding="utf-8")


@pytest.fixture
def preview(project: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "-q", "-a", address]
    server = subprocess.Popen(command, cwd=project, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"})
    yield f"http://{address}/acme/"
    server.terminate()
    server.wait()


def text_at(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - the server that this test started
            content: bytes = answer.read()
    except (urllib.error.URLError, ConnectionError):
        return ""
    return content.decode()


def comes_to_show(address: str, *, error: bool) -> bool:
    for _ in range(120):
        page = text_at(address)
        if "Acme Cloud" in page and ("number-unreadable" in page) is error:
            return True
        time.sleep(0.5)
    return False


def test_a_preview_outlives_a_mistake(project: Path, preview: str) -> None:
    assert comes_to_show(preview, error=False)

    figures(project, "monthly_churn,2026-10,about five\n")
    assert comes_to_show(preview, error=True)

    figures(project, "")
    assert comes_to_show(preview, error=False)
