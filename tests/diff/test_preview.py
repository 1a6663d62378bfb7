"""The preview of a pull request, built as its recipe builds it: the pages tell what the branch changes."""

import html
import re
from pathlib import Path

import pytest

from git_repository import Repository
from host_builds import build

CONFIGURATION = """\
site_name: Strategy office
theme: {name: material, font: false}
plugins: [{scorecards: {graphviz: none}}]
"""


@pytest.fixture
def project(repository: Repository) -> Repository:
    """The project with a configuration for the host, on a branch of its own."""
    (repository.folder / "docs").mkdir()
    (repository.folder / "mkdocs.yml").write_text(CONFIGURATION, encoding="utf-8")
    repository.commit()
    repository.git("switch", "--quiet", "--create", "plan")
    return repository


def words_of(page: Path) -> str:
    found = re.sub(r"<[^>]+>", "", page.read_text(encoding="utf-8"))
    return " ".join(html.unescape(found).split()).replace("\u00a0", " ")


def test_five_edits_on_a_branch_stand_on_the_page_before_the_changes_of_the_period(
    project: Repository, tmp_path: Path
) -> None:
    project.edit()
    project.commit()

    done = build("mkdocs", project.folder, tmp_path / "site", "--quiet", "--strict", SCORECARDS_BASE="main")

    assert done.returncode == 0, done.stderr
    branch = words_of(tmp_path / "site/acme/changes/index.html").partition("From 2026-Q2 to 2026-Q3")[0]
    for sentence in (
        "What this branch changes against main",
        "Target of Monthly logo churn eased from 4.0 % to 5.0 % by 2026-12.",
        "Owner of Days from contract to live removed",
        "Progress of Guided setup in the product changed from 40 % to 80 %.",
        "Reason of the arrow from Live within a week",
        "KPI Days to live renamed to Days from contract to live.",
    ):
        assert sentence in branch
    portfolio = tmp_path / "site/index.html"
    assert 'href="acme/changes/#branch"' in portfolio.read_text(encoding="utf-8")
    assert "5 changes, 2 to watch, 1 state better" in words_of(portfolio)


def test_without_a_base_the_pages_are_those_of_any_build(project: Repository, tmp_path: Path) -> None:
    project.edit()

    done = build("mkdocs", project.folder, tmp_path / "site", "--quiet", "--strict", SCORECARDS_BASE="")

    assert done.returncode == 0, done.stderr
    assert "this branch" not in words_of(tmp_path / "site/acme/changes/index.html")
    assert "this branch" not in words_of(tmp_path / "site/index.html")


def test_a_base_that_is_not_there_stops_the_build_and_leaves_the_last_site(project: Repository, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("the last site")

    done = build("mkdocs", project.folder, site, "--quiet", SCORECARDS_BASE="0" * 40)

    assert done.returncode == 1
    assert "error base-unreadable: there is nothing to compare with" in done.stderr
    assert "Traceback" not in done.stderr
    assert (site / "index.html").read_text() == "the last site"
