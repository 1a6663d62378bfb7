"""Twelve quarters of two examples in a folder, a zip and a branch: what is in them, what is found, where links go."""

import hashlib
import html
import json
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Container, Mapping
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from click.testing import CliRunner

from host_builds import tree_of
from mkdocs_scorecards.cli import main
from twelve_quarters import LATER_KPI, NEWEST, OLDEST, QUARTERS, replayed_builds, run, write_stand_in

TARGETS = ("archive", "archive.zip", "branch:gh-pages")
ABOUT = re.compile(r"(^|/)(edition\.json|editions\.json|manifest\.sha256|archive\.html)$")
"""What names the commit, which the stand-in has and the folder's project has not."""

ADDRESSES = re.compile(r"""\s(?:href|src|srcset|xlink:href|data-file|data-address)="([^"]*)\"""")
ANCHORS = re.compile(r"""\sid="([^"]*)\"""")
LOADED = re.compile(r"""<link(?![^>]*rel="canonical")[^>]*\shref="([^"]*)"|\ssrc="([^"]*)\"""")
"""Patterns and no parser: there are more than a thousand pages, and a parser takes ten times as long."""


@pytest.fixture(scope="module")
def published(twelve_quarters: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose three targets hold the same twelve quarters."""
    project = tmp_path_factory.mktemp("targets")
    write_stand_in(project)
    git(project, "init", "-q", "-b", "main")
    git(project, "add", "--all")
    git(project, "commit", "-qm", "x")
    shutil.copytree(twelve_quarters / "archive", project / "archive", copy_function=os.link)
    with pytest.MonkeyPatch.context() as patch, replayed_builds(twelve_quarters / "archive"):
        patch.chdir(project)
        for target in ("archive.zip", "branch:gh-pages"):
            for quarter in QUARTERS:
                run(project, "publish", quarter, "--to", target)
    return project


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=x", "-c", "user.email=x@localhost", "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def files_of(project: Path, target: str, into: Path) -> dict[str, bytes]:
    """Everything that a target holds."""
    if target.endswith(".zip"):
        with zipfile.ZipFile(project / target) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    if target.startswith("branch:"):
        git(project, "clone", "-q", "-b", target.removeprefix("branch:"), str(project), str(into))
        return {path: content for path, content in tree_of(into).items() if not path.startswith(".git/")}
    return {path: content for path, content in tree_of(project / target).items() if not path.startswith(".scorecards-")}


def put_back(project: Path, target: str, files: Mapping[str, bytes], workshop: Path) -> None:
    """Make other files of a target; `workshop` is its clone if it is a branch."""
    if target.endswith(".zip"):
        with zipfile.ZipFile(project / target, "w") as archive:
            for name, content in files.items():
                archive.writestr(name, content)
        return
    folder = workshop if target.startswith("branch:") else project / target
    for path in {*tree_of(folder)} - {*files}:
        if not path.startswith(".git/"):
            (folder / path).unlink()
    for path, content in files.items():
        if not (folder / path).is_file() or (folder / path).read_bytes() != content:
            (folder / path).unlink(missing_ok=True)  # not in place: editions share equal files
            (folder / path).write_bytes(content)
    if folder == workshop:
        git(folder, "add", "--all", "--force")
        git(folder, "commit", "-qm", "x")
        git(folder, "push", "-q", "origin", "HEAD")


def test_all_targets_hold_the_same_editions_and_are_clean(published: Path, tmp_path: Path) -> None:
    held = {target: files_of(published, target, tmp_path / "clone") for target in TARGETS}

    for target in TARGETS:
        assert run(published, "verify", target if ":" in target else str(published / target)).startswith("head ")
    sites = {target: {path: files[path] for path in files if not ABOUT.search(path)} for target, files in held.items()}
    assert sites["archive"] == sites["archive.zip"] == sites["branch:gh-pages"]
    assert {path.partition("/")[0] for path in sites["archive"]} > set(QUARTERS)


@pytest.mark.parametrize("target", TARGETS)
def test_each_of_four_changes_is_named(published: Path, target: str, tmp_path: Path) -> None:
    project, clone = tmp_path / "project", tmp_path / "clone"
    shutil.copytree(published, project)
    files = files_of(project, target, clone)

    files["2024-Q1/saas/index.html"] = files["2024-Q1/saas/index.html"][:-1] + b"\x0b"
    del files["2024-Q3/baltimore/scorecard.json"]
    files["2025-Q1/saas/note.html"] = b"a note"
    rechain(files, "2025-Q3")
    put_back(project, target, files, clone)
    told = CliRunner().invoke(main, ["-C", str(project), "verify", target if ":" in target else str(project / target)])

    assert told.exit_code == 1
    named = told.stdout.splitlines()
    assert "2024-Q1/saas/index.html: changed: the content is not what was published" in named
    assert "2024-Q3/baltimore/scorecard.json: missing: the file was published and is gone" in named
    assert "2025-Q1/saas/note.html: added: the file was not published" in named
    assert any(line.startswith("editions.json: chain: entry 9 (2025-Q4) names ") for line in named)
    others = {line.split(": ")[0] for line in named[:-1]} - {"editions.json"}
    assert others == {"2024-Q1/saas/index.html", "2024-Q3/baltimore/scorecard.json", "2025-Q1/saas/note.html"}


def rechain(files: dict[str, bytes], edition: str) -> None:
    """Change a figure of an edition, and adjust its manifest and its entry, so that it looks as if nothing happened."""
    page, manifest = f"{edition}/saas/scorecard.json", f"{edition}/manifest.sha256"
    before, files[page] = files[page], files[page].replace(b"1", b"2", 1)
    assert files[page] != before
    files[manifest] = files[manifest].replace(digest_of(before), digest_of(files[page]))
    chain = json.loads(files["editions.json"])
    entry = next(entry for entry in chain["editions"] if entry["folder"] == edition)
    entry["manifest"] = digest_of(files[manifest]).decode()
    files["editions.json"] = json.dumps(chain).encode()


def digest_of(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()


def test_every_internal_link_of_every_page_leads_somewhere(twelve_quarters: Path) -> None:
    archive = tree_of(twelve_quarters / "archive")
    pages = {path: content.decode() for path, content in archive.items() if is_page(path)}
    anchors = {path: set(map(html.unescape, ANCHORS.findall(text))) for path, text in pages.items()}
    links = {path: set(map(html.unescape, ADDRESSES.findall(text))) for path, text in pages.items()}

    broken = [
        f"{page}: {link}" for page in links for link in links[page] if not resolves(page, link, archive.keys(), anchors)
    ]

    assert len(pages) > 1000
    assert sum(map(len, links.values())) > 40_000
    assert sorted(broken) == []


def is_page(path: str) -> bool:
    return path.endswith(".html")


def resolves(page: str, link: str, paths: Container[str], anchors: Mapping[str, set[str]]) -> bool:
    """Whether a link leads to a file, and to a place in it; one to another site does."""
    target = urlsplit(urljoin(f"http://archive/{page}", link))
    if target.netloc != "archive":
        return True
    path = unquote(target.path)[1:]
    path = f"{path}index.html" if not path or path.endswith("/") else path
    found = path in paths and not link.startswith("/")
    return found and (not target.fragment or path not in anchors or unquote(target.fragment) in anchors[path])


def test_no_page_loads_anything_from_elsewhere(twelve_quarters: Path) -> None:
    foreign = [
        f"{page}: {address}"
        for page, content in tree_of(twelve_quarters / "archive").items()
        if is_page(page)
        for address in map("".join, LOADED.findall(content.decode()))
        if urlsplit(address).netloc or urlsplit(address).scheme not in ("", "data")
    ]

    assert foreign == []


def test_every_edition_lists_its_pages_for_those_who_come_from_another(twelve_quarters: Path) -> None:
    listed = {}
    for quarter in QUARTERS:
        edition = twelve_quarters / "archive" / quarter
        script = (edition / "pages.js").read_text(encoding="utf-8")
        listed[quarter] = json.loads(script.removeprefix("globalThis.scorecardsPages = ").removesuffix(";\n"))
        assert listed[quarter] == sorted(path for path in tree_of(edition) if path.endswith(".html"))

    assert f"{LATER_KPI}index.html" in listed[NEWEST]
    assert f"{LATER_KPI}index.html" not in listed[OLDEST]
