"""Twelve editions in a browser: over http at the root and two folders deep, and from disk as a reader has them."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request

from local_server import served
from twelve_quarters import LATER_KPI, NEWEST, OLDEST, QUARTERS, run

pytestmark = pytest.mark.browser

PLACES = ("root", "two-deep", "disk")
TITLES = [f"Q{quarter[-1]} {quarter[:4]}" for quarter in reversed(QUARTERS)]
BANNER = ".sc-edition"
REASON = "Churn <b>restated</b> & audited"
VIEWS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1360, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1360, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "is_mobile": True},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an archive is read: `files` on disk and `address` in the browser."""

    files: Path
    address: str

    @property
    def on_disk(self) -> bool:
        return self.address.startswith("file:")

    def page(self, path: str) -> str:
        """The address of a page, as a reader has it after a click."""
        return f"{self.address}{path}index.html" if self.on_disk else f"{self.address}{path}"

    def file(self, address: str) -> Path:
        """What a server or the disk gives for an address."""
        path = unquote(urlsplit(address).path.removeprefix(urlsplit(self.address).path))
        return self.files / (f"{path}index.html" if not self.on_disk and (not path or path.endswith("/")) else path)


@contextmanager
def placed(archive: Path, kind: str, workshop: Path) -> Iterator[Place]:
    """The archive at one of the three places."""
    if kind == "disk":
        yield Place(files=archive, address=f"{archive.as_uri()}/")
        return
    below = workshop / "served" / ("" if kind == "root" else "a/b")
    below.parent.mkdir(parents=True, exist_ok=True)
    below.symlink_to(archive, target_is_directory=True)
    with served(workshop / "served") as address:
        yield Place(files=archive, address=address if kind == "root" else f"{address}a/b/")


@pytest.fixture(scope="module", params=PLACES)
def place(
    request: pytest.FixtureRequest, twelve_quarters: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Place]:
    with placed(twelve_quarters / "archive", request.param, tmp_path_factory.mktemp("place")) as found:
        yield found


@pytest.fixture(scope="module")
def amended(twelve_quarters: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the archive with a second revision of the newest quarter, and a version that was put there by hand."""
    archive = tmp_path_factory.mktemp("amended") / "archive"
    shutil.copytree(twelve_quarters / "archive", archive, copy_function=os.link)
    versions = (archive / "versions.json").read_text()
    (archive / "versions.json").unlink()  # linked to the other archive's
    (archive / "versions.json").write_text(
        f'{versions.rstrip()[:-1].rstrip()}, {{"version": "draft", "title": "Draft", "aliases": []}}]'
    )
    (archive / "draft").mkdir()
    (archive / "draft/index.html").write_text("<title>Draft</title>")
    run(twelve_quarters / "project", "publish", NEWEST, "--to", str(archive), "--amend", REASON)
    return archive


class Reader:
    """A page, with everything that it asked for or complained of."""

    def __init__(self, browser: Browser, place: Place, path: str, **options: Any) -> None:
        self.place = place
        self.context = browser.new_context(**options)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("requestfailed", self._note_failed)
        self.page.on("request", lambda request: self._note_foreign(request.url))
        self.go(path)

    def go(self, path: str) -> None:
        self.page.goto(self.place.page(path), wait_until="load")

    def _note_foreign(self, url: str) -> None:
        if not url.startswith((self.place.address, "data:", "blob:")):
            self.complaints.append(f"foreign: {url}")

    def _note_failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the reader went on before it had come
            self.complaints.append(f"failed: {request.url}, {request.failure}")

    def expect_page(self, path: str, rest: str = "") -> None:
        self.page.wait_for_url(f"{self.place.page(path)}{rest}", timeout=10_000)

    def leave(self) -> None:
        self.page.wait_for_timeout(100)
        self.context.close()
        assert self.complaints == []


@pytest.mark.parametrize("quarter", [OLDEST, QUARTERS[-2]])
def test_an_earlier_edition_says_so_and_the_selector_lists_all(browser: Browser, place: Place, quarter: str) -> None:
    reader = Reader(browser, place, f"{quarter}/saas/kpis/monthly_churn/")

    reader.page.wait_for_selector(f"{BANNER} a >> text={TITLES[0]}")
    banner = reader.page.inner_text(BANNER)
    versions = reader.page.locator(".md-version")

    assert " ".join(banner.split()) == (
        f"This is {title_of(quarter)} as it was published. The newest edition is {TITLES[0]}. All editions"
    )
    assert versions.locator("button").inner_text() == title_of(quarter)
    assert versions.locator("a").all_inner_texts() == TITLES
    reader.leave()


def title_of(quarter: str) -> str:
    return f"Q{quarter[-1]} {quarter[:4]}"


def test_the_newest_edition_has_no_banner(browser: Browser, place: Place) -> None:
    reader = Reader(browser, place, f"{NEWEST}/saas/")

    reader.page.wait_for_selector(".md-version")

    assert not reader.page.is_visible(BANNER)
    reader.leave()


def test_the_keyboard_goes_to_the_same_page_of_another_edition(browser: Browser, place: Place) -> None:
    reader = Reader(browser, place, f"{OLDEST}/saas/kpis/monthly_churn/")
    reader.page.wait_for_selector(".md-version")
    reader.page.evaluate("location.hash = 'page-title'")

    reader.page.focus(".md-logo")
    reader.page.keyboard.press("Tab")
    assert reader.page.evaluate("document.activeElement.matches('.md-version__current')")
    for _ in range(5):
        reader.page.keyboard.press("Tab")
    assert reader.page.evaluate("document.activeElement.innerText") == TITLES[4]
    reader.page.keyboard.press("Enter")

    reader.expect_page("2025-Q3/saas/kpis/monthly_churn/", "#page-title")
    reader.leave()


def test_a_page_that_the_other_edition_lacks_gives_its_start(browser: Browser, place: Place) -> None:
    reader = Reader(browser, place, f"{NEWEST}/{LATER_KPI}")
    reader.page.wait_for_selector(".md-version")

    reader.page.hover(".md-version")
    reader.page.click(f".md-version__link >> text={TITLES[1]}")
    reader.expect_page(f"{QUARTERS[-2]}/{LATER_KPI}")
    reader.page.wait_for_selector(".md-version")
    reader.page.hover(".md-version")
    reader.page.click(f".md-version__link >> text={TITLES[-1]}")
    reader.expect_page(f"{OLDEST}/")
    reader.leave()


def test_the_banner_leads_to_the_same_page_of_the_newest_edition_and_to_all(browser: Browser, place: Place) -> None:
    reader = Reader(browser, place, "2025-Q1/baltimore/map/")

    reader.page.click(f"{BANNER} a >> text={TITLES[0]}")
    reader.expect_page(f"{NEWEST}/baltimore/map/")
    reader.page.go_back()
    reader.page.click(f"{BANNER} a >> text=All editions")
    reader.page.wait_for_url(f"{place.address}archive.html")

    assert reader.page.locator("h2").all_inner_texts() == TITLES
    reader.leave()


def test_the_search_finds_a_kpi_and_opens_it(browser: Browser, place: Place) -> None:
    reader = Reader(browser, place, "2025-Q4/baltimore/")

    reader.page.keyboard.press("/")
    reader.page.keyboard.type("Monthly logo churn", delay=10)
    reader.page.click(".md-search-result__link >> text=Monthly logo churn")
    reader.page.wait_for_url(re.compile(rf"^{re.escape(place.page('2025-Q4/saas/kpis/monthly_churn/'))}\?h="))

    assert reader.page.inner_text("h1").startswith("Monthly logo churn")
    reader.leave()


@pytest.mark.parametrize("quarter", ["2024-Q2", NEWEST])
def test_no_link_of_a_page_is_dead_and_nothing_comes_from_elsewhere(
    browser: Browser, place: Place, quarter: str
) -> None:
    reader = Reader(browser, place, f"{quarter}/")

    dead = []
    for path in ("", "saas/", "saas/map/", "saas/kpis/mrr_growth/", "saas/changes/", "baltimore/method/", "notes/"):
        if (place.files / quarter / path / "index.html").is_file():
            reader.go(f"{quarter}/{path}")
            reader.page.wait_for_selector(".md-version")
            found = reader.page.eval_on_selector_all(
                "a[href]:not(.md-version__link), link[rel=prev], link[rel=next]",
                "all => all.map(link => new URL(link.getAttribute('href'), document.baseURI).href)",
            )
            inside = {link for link in found if link.startswith(place.address)}
            assert len(inside) > 5
            dead += [f"{path}: {link}" for link in inside if not place.file(link).is_file()]

    assert dead == []
    reader.leave()


def test_clicks_on_the_theme_and_on_drawings_end_on_pages(browser: Browser, place: Place) -> None:
    reader = Reader(browser, place, f"{NEWEST}/saas/map/")

    reader.page.click(".md-logo")
    reader.expect_page(f"{NEWEST}/")
    reader.page.click(".md-nav--primary a >> text=Notes")
    reader.expect_page(f"{NEWEST}/notes/")
    reader.page.click("article a >> text=churn")
    reader.expect_page(f"{NEWEST}/saas/kpis/monthly_churn/")
    reader.go(f"{NEWEST}/saas/map/")
    reader.page.locator("svg a[data-objective=reduce_churn]:visible").first.click()
    reader.expect_page(f"{NEWEST}/saas/customer/", "#objective-reduce_churn")
    reader.leave()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_latest_leads_on_with_and_without_a_script(browser: Browser, place: Place, script: bool) -> None:
    reader = Reader(browser, place, "", java_script_enabled=script)
    newest = f"{NEWEST}/" if script else f"{NEWEST}/index.html"

    reader.page.wait_for_url(place.page(f"{NEWEST}/") if script else f"{place.address}{newest}")
    reader.page.goto(f"{place.page('latest/saas/kpis/arr/')}?h=x#page-title")
    if script:
        reader.expect_page(f"{NEWEST}/saas/kpis/arr/", "?h=x#page-title")
    else:
        reader.page.wait_for_url(f"{place.address}{NEWEST}/saas/kpis/arr/index.html")
    reader.leave()


def test_without_a_script_the_archive_page_leads_to_every_edition(browser: Browser, place: Place) -> None:
    reader = Reader(browser, place, f"{NEWEST}/", java_script_enabled=False)

    for title, quarter in zip(TITLES[:3], reversed(QUARTERS), strict=False):
        reader.page.goto(f"{place.address}archive.html")
        reader.page.click(f"h2 a >> text={title}")
        reader.page.wait_for_url(f"{place.address}{quarter}/index.html")

    reader.leave()


@pytest.mark.parametrize("view", VIEWS)
def test_axe_has_nothing_to_say_of_an_earlier_edition(
    browser: Browser, twelve_quarters: Path, tmp_path: Path, view: str
) -> None:
    with placed(twelve_quarters / "archive", "two-deep", tmp_path) as place:
        reader = Reader(browser, place, "2024-Q4/saas/", **VIEWS[view])
        reader.page.wait_for_selector(f"{BANNER} a >> text={TITLES[0]}")
        reader.page.focus(".md-version__current")
        reader.page.wait_for_timeout(600)

        violations = Axe().run(reader.page).response["violations"]
        overhang = reader.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")

        assert [f"{found['id']}: {found['nodes'][0]['target']}" for found in violations] == []
        assert overhang <= 0
        reader.leave()


@pytest.mark.parametrize("kind", ["two-deep", "disk"])
def test_an_amended_edition_says_why_and_leads_to_its_revision(
    browser: Browser, amended: Path, tmp_path: Path, kind: str
) -> None:
    with placed(amended, kind, tmp_path) as place:
        reader = Reader(browser, place, f"{NEWEST}/saas/customer/")
        reader.page.wait_for_selector(f"{BANNER} a >> text=revision 2")

        banner = " ".join(reader.page.inner_text(BANNER).split())
        assert banner == (
            f"This is {TITLES[0]}, revision 1 as it was published. "
            f"It was amended by revision 2: “{REASON}”. All editions"
        )
        reader.page.click(f"{BANNER} a >> text=revision 2")
        reader.expect_page(f"{NEWEST}-r2/saas/customer/")
        reader.page.wait_for_selector(".md-version")
        assert not reader.page.is_visible(BANNER)
        notice = " ".join(reader.page.inner_text(".sc-amended").split())
        assert notice == f"This edition of {TITLES[0]} was amended: “{REASON}”. All editions"
        reader.page.click(".sc-amended a")
        reader.page.wait_for_url(f"{place.address}archive.html")
        reader.leave()


def test_a_version_without_a_list_of_pages_is_reached_all_the_same(
    browser: Browser, amended: Path, tmp_path: Path
) -> None:
    with placed(amended, "disk", tmp_path) as place:
        reader = Reader(browser, place, "2026-Q1/saas/")
        reader.page.hover(".md-version")
        reader.page.click(".md-version__link >> text=Draft")
        reader.expect_page("draft/")

        reader.context.close()


def test_an_ordinary_site_opens_from_disk(browser: Browser, site: Path) -> None:
    place = Place(files=site, address=f"{site.as_uri()}/")
    reader = Reader(browser, place, "guide/publishing/")

    reader.page.click(".md-logo")
    reader.expect_page("")
    reader.page.click("article a >> text=Acme Cloud")
    reader.expect_page("saas/")
    reader.page.keyboard.press("/")
    reader.page.keyboard.type("days to first value", delay=10)
    reader.page.click(".md-search-result__link >> text=Days to first value")
    reader.page.wait_for_url(re.compile(rf"^{re.escape(place.page('saas/kpis/days_to_first_value/'))}\?h="))

    assert reader.page.locator(".md-version").count() == 0
    reader.leave()
