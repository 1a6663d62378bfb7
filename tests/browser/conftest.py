"""A built example site, served on loopback, and a headless Chromium that looks at it."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from host_builds import ROOT, build
from local_server import served
from twelve_quarters import shared_archive

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example site as built by MkDocs."""
    folder = tmp_path_factory.mktemp("browser") / "site"
    done = build("mkdocs", ROOT, folder, "--strict")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def twelve_quarters(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve quarters of two examples: the folder of a `project` and its `archive`."""
    return shared_archive(tmp_path_factory)


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the site is served; the server ends with the tests."""
    with served(site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium; without one these tests cannot run, and on CI that is a failure."""
    if CHROMIUM is None and "CI" in os.environ:
        pytest.fail("Chromium is not installed")
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield found
        found.close()
