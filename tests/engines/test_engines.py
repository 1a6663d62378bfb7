"""The example site built by three engines from the same sources: the same addresses, and the same pages.

MkDocs with the plugin sets the measure. ProperDocs runs the plugin too. MkDocs and Zensical build the export, Zensical
by its recipe.
"""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from built_site import OurPart, addresses_of, broken_links, foreign_files, pages_of
from host_builds import ROOT, build
from small_project import write_small_project

RECIPES = ROOT / "site_config/recipes"
PROGRAMS = {
    "scorecards": [sys.executable, "-c", "from mkdocs_scorecards.cli import main; main()"],
    "properdocs": [sys.executable, "-m", "properdocs"],
    "zensical": [sys.executable, "-m", "zensical"],
}
SOURCES = ("mkdocs.yml", "CHANGELOG.md", "scorecards", "site_config")


@pytest.fixture(scope="module")
def measure(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("measure") / "site"
    done = build("mkdocs", ROOT, site, "--strict")
    assert done.returncode == 0, done.stderr
    return site


def copied_project(folder: Path) -> Path:
    for name in SOURCES:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    return folder


def by_the_plugin_under_properdocs(folder: Path) -> Path:
    done = build("properdocs", ROOT, folder / "site", "--strict")
    assert done.returncode == 0, done.stderr
    return folder / "site"


def from_the_export_by_mkdocs(folder: Path) -> Path:
    run("scorecards", copied_project(folder), "export", "--format", "docs", "build")
    done = build("mkdocs", folder / "build", folder / "site", "--strict")
    assert done.returncode == 0, done.stderr
    return folder / "site"


def from_the_export_by_zensical(folder: Path) -> Path:
    follow(RECIPES / "zensical.yml", copied_project(folder), ["scorecards", "zensical"])
    return folder / "site"


def follow(recipe: Path, project: Path, programs: list[str]) -> None:
    """Copy the recipe and run the steps in its head."""
    if "zensical" in programs and importlib.util.find_spec("zensical") is None:
        (pytest.fail if "CI" in os.environ else pytest.skip)("Zensical is not installed")
    shutil.copy(recipe, project)
    lines = recipe.read_text(encoding="utf-8").splitlines()
    steps = [line.removeprefix("#").split() for line in lines if line.startswith("#     ")]
    assert [program for program, *_ in steps if program != "pip"] == programs
    for program, *arguments in steps:
        if program != "pip":
            run(program, project, *arguments)


def run(program: str, folder: Path, *arguments: str) -> None:
    done = subprocess.run([*PROGRAMS[program], *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(
    scope="module",
    params=[by_the_plugin_under_properdocs, from_the_export_by_mkdocs, from_the_export_by_zensical],
    ids=lambda way: way.__name__,
)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    way: Callable[[Path], Path] = request.param
    return way(tmp_path_factory.mktemp("engine"))


def test_an_engine_gives_the_same_addresses(site: Path, measure: Path) -> None:
    assert addresses_of(site) == addresses_of(measure)


def test_an_engine_shows_the_same_pages_word_for_word(site: Path, measure: Path) -> None:
    expected, found = our_parts(measure), our_parts(site)

    assert len(expected) > 100
    assert [path for path, part in expected.items() if found.get(path) != part] == []


@cache
def our_parts(site: Path) -> dict[str, list[str]]:
    files = {path: site / path for path in addresses_of(site) if path.endswith(".html")}
    parts = {path: OurPart(file.read_text(encoding="utf-8")).content for path, file in files.items()}
    return {path: part for path, part in parts.items() if part}


def test_an_engine_hands_on_the_data_unchanged(site: Path, measure: Path) -> None:
    data = [path for path in addresses_of(measure) if not path.endswith(".html")]

    assert {"saas/kpis.csv", "saas/scorecard.json", "assets/scorecards/map.css"} <= set(data)
    assert [path for path in data if (site / path).read_bytes() != (measure / path).read_bytes()] == []


def test_an_engine_gives_each_page_its_title_and_our_style_sheets(site: Path, measure: Path) -> None:
    for path, page in pages_of(site).items():
        ours = [sheet for sheet in page.loaded if "assets/scorecards/" in sheet and sheet.endswith(".css")]
        assert ours[-1:], path
        assert ours[-1].endswith("material.css"), path
    for path in ("index.html", "saas/index.html", "saas/kpis/monthly_churn/index.html"):
        assert title_of(site / path) == title_of(measure / path)


def title_of(file: Path) -> str:
    return file.read_text(encoding="utf-8").partition("<title>")[2].partition("</title>")[0].strip()


def test_every_link_of_an_engine_leads_somewhere_inside(site: Path) -> None:
    assert broken_links(site) == []
    assert foreign_files(site) == []


def test_an_engine_shows_every_entry_of_the_navigation_in_its_place(site: Path, measure: Path) -> None:
    """Where the theme does not prune, the sections of the other scorecards are open as well."""
    for path in ("index.html", "saas/index.html"):
        shown, wanted = iter(entries_of(site / path)), entries_of(measure / path)
        assert len(wanted) > 4
        assert [entry for entry in wanted if entry not in shown] == []


def entries_of(file: Path) -> list[str]:
    """The words of the menu, read in order."""
    menu = file.read_text(encoding="utf-8").partition("md-nav--primary")[2].partition("</nav>\n</div>")[0]
    return [" ".join(words.split()) for words in re.findall(r'class="md-ellipsis">([^<]*)', menu)]


def test_a_page_of_the_author_links_to_ours_under_zensical(tmp_path: Path) -> None:
    project = write_small_project(tmp_path)
    (project / "docs").mkdir()
    (project / "docs/about.md").write_text("# About\n\n[the map](acme/map/index.md)\n")
    (project / "mkdocs.yml").write_text("site_name: Office\nplugins: [scorecards]\n")

    follow(RECIPES / "zensical.yml", project, ["scorecards", "zensical"])

    assert '<a href="../acme/map/">the map</a>' in (project / "site/about/index.html").read_text(encoding="utf-8")
    assert not list((project / "site").rglob(".*"))


def test_tables_and_drawings_stay_out_of_the_search_under_zensical(tmp_path: Path) -> None:
    follow(RECIPES / "zensical.yml", write_small_project(tmp_path), ["scorecards", "zensical"])

    index = json.loads((tmp_path / "site/search.json").read_text(encoding="utf-8"))
    texts = " ".join(item["text"] for item in index["items"] if item["location"].startswith("acme/kpis/"))
    assert "Customers lost in the month" in texts
    assert "kpis.csv:" not in texts
    assert "2026-07 5.2" not in texts


def test_the_recipe_for_properdocs_builds_strictly(tmp_path: Path) -> None:
    project = write_small_project(tmp_path)
    (project / "docs").mkdir()

    follow(RECIPES / "properdocs.yml", project, ["properdocs"])

    assert (project / "site/acme/kpis/monthly_churn/index.html").is_file()
