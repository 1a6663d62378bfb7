"""What makes a site readable from disk, and an edition beside others; seen in the files of small real builds."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from mkdocs_scorecards.plugin.reading import Edition, readable
from small_project import write_small_project

SCRIPT = "assets/scorecards/reading.js"
Built = Callable[..., Path]


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Built:
    """Builds the small project with a configuration, as an edition if a folder is given, and returns the site."""

    def run(configuration: str = "", edition: str = "", theme: str = "{name: material, font: false}") -> Path:
        if not (tmp_path / "docs").exists():
            write_small_project(tmp_path)
            (tmp_path / "docs").mkdir()
        if edition:
            monkeypatch.setenv("SCORECARDS_EDITION", edition)
            monkeypatch.setenv("SCORECARDS_PERIOD", "2026-Q3")
        (tmp_path / "mkdocs.yml").write_text(
            f"site_name: Office\ntheme: {theme}\nplugins: [search, scorecards: {{graphviz: none}}]\n{configuration}"
        )
        config = load_config(str(tmp_path / "mkdocs.yml"))
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        return tmp_path / "site"

    return run


def page_of(site: Path, path: str) -> str:
    return (site / path / "index.html").read_text(encoding="utf-8")


def test_the_script_comes_between_the_settings_of_the_theme_and_its_program(built: Built) -> None:
    site = built()

    page = page_of(site, "acme/kpis/monthly_churn")
    places = [
        page.index(text)
        for text in ('id="__config"', f'</script><script src="../../../{SCRIPT}"></script>', "/bundle.")
    ]

    assert places == sorted(places)
    assert f'<script src="{SCRIPT}"></script>' in page_of(site, "")
    assert (site / SCRIPT).is_file()


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_other_themes_get_it_at_the_end(built: Built, theme: str) -> None:
    site = built(theme=theme)

    assert f'<script src="../{SCRIPT}"></script></body>' in page_of(site, "acme")
    assert not (site / "search/search_index.js").exists()


def test_the_index_of_the_search_is_there_as_a_script_too(built: Built) -> None:
    search = built() / "search"

    index = (search / "search_index.json").read_text(encoding="utf-8")

    assert (search / "search_index.js").read_text(encoding="utf-8") == f"var __index = {index}"


def test_an_ordinary_site_knows_of_no_editions(built: Built) -> None:
    site = built()

    assert "data-edition" not in page_of(site, "acme")
    assert "sc-edition" not in page_of(site, "acme")
    assert not (site / "pages.js").exists()
    assert (site / "404.html").exists()


def test_an_edition_has_selector_banner_and_list_of_pages(built: Built) -> None:
    site = built(edition="2026-Q3-r2")

    page = page_of(site, "acme/kpis/monthly_churn")
    settings = json.loads(page.split('<script id="__config" type="application/json">')[1].split("</script>")[0])
    pages = json.loads((site / "pages.js").read_text().removeprefix("globalThis.scorecardsPages = ").rstrip(";\n"))

    assert settings["version"] == {"provider": "mike", "default": "latest"}
    assert f'<script src="../../../{SCRIPT}" data-edition="2026-Q3-r2"></script>' in page
    assert "This is <strong>Q3 2026</strong> as it was published." in page
    assert 'href="../../../../latest/"' in page
    assert 'href="../../../../archive.html"' in page
    assert pages == sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    assert "acme/kpis/monthly_churn/index.html" in pages
    assert "404.html" not in pages


def test_what_the_author_says_of_versions_counts(built: Built) -> None:
    page = page_of(built("extra: {version: {provider: mike, default: stable}}\n", edition="2026-Q3"), "acme")

    assert '"version": {"default": "stable", "provider": "mike"}' in page


def test_a_banner_that_the_author_wrote_stays(built: Built, tmp_path: Path) -> None:
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme/main.html").write_text(
        '{% extends "base.html" %}{% block outdated %}An <b>old</b> one.{% endblock %}'
    )

    page = page_of(built(edition="2026-Q3", theme="{name: material, font: false, custom_dir: theme}"), "acme")

    assert "An <b>old</b> one." in page
    assert "sc-edition" not in page


def test_addresses_without_folders_count_from_the_root() -> None:
    edition = Edition(folder="2026-Q3", title="Q3 <2026>", amended="")
    html = '<div data-md-component="outdated" hidden>\n</div><body></body>'

    page = readable(html, url="about.html", script=SCRIPT, edition=edition)

    assert page.endswith(f'<body><script src="{SCRIPT}" data-edition="2026-Q3"></script></body>')
    assert 'href="../archive.html"' in page
    assert "Q3 &lt;2026&gt;" in page


def test_what_is_no_page_stays_as_it_is() -> None:
    assert readable("<p>part</p>", url="x/", script=SCRIPT, edition=None) == "<p>part</p>"
