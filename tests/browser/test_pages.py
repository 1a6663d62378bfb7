"""Every kind of page in a browser: nothing fails or comes from elsewhere, axe is silent, the phone is wide enough."""

import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PAGES = (
    "",
    "saas/",
    "saas/map/",
    "saas/customer/",
    "saas/kpis/monthly_churn/",
    "saas/kpis/days_to_first_value/",
    "saas/kpis/customers_lost/",
    "saas/changes/",
    "saas/initiatives/",
    "saas/method/",
    "baltimore/method/",
    "baltimore/map/",
    "baltimore/kpis/property_tax_collection/",
    "marketing/financial/",
    "marketing/kpis/sourced_pipeline/",
    "guide/states-and-scores/",
)
VIEWS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1360, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1360, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "is_mobile": True},
}


class Watched:
    """A page with everything that a browser complains of while it loads."""

    def __init__(self, browser: Browser, address: str, path: str, **options: Any) -> None:
        self.context = browser.new_context(**options)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("requestfailed", lambda request: self.complaints.append(f"failed: {request.url}"))
        self.page.on("request", lambda request: self._note_foreign(request.url, address))
        self.page.goto(address + path, wait_until="load")
        self.page.wait_for_timeout(200)

    def _note_foreign(self, url: str, address: str) -> None:
        if not url.startswith((address, "data:", "blob:")):
            self.complaints.append(f"foreign: {url}")


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_clean(browser: Browser, address: str, path: str, view: str) -> None:
    watched = Watched(browser, address, path, **VIEWS[view])

    violations = Axe().run(watched.page).response["violations"]
    overhang = watched.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    watched.context.close()

    assert watched.complaints == []
    assert [f"{found['id']}: {found['nodes'][0]['target']}" for found in violations] == []
    assert overhang <= 0


@pytest.mark.parametrize("width", [320, 1000])
@pytest.mark.parametrize("path", ["saas/", "saas/map/", "saas/customer/", "saas/kpis/monthly_churn/"])
def test_no_width_scrolls_sideways(browser: Browser, address: str, path: str, width: int) -> None:
    watched = Watched(browser, address, path, viewport={"width": width, "height": 800})

    overhang = watched.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    watched.context.close()

    assert overhang <= 0


@pytest.mark.parametrize("path", ["saas/", "saas/map/", "saas/kpis/nps/"])
def test_a_page_fits_one_sheet_of_paper(browser: Browser, address: str, path: str) -> None:
    watched = Watched(browser, address, path, color_scheme="dark")

    paper = watched.page.pdf(format="A4")
    watched.context.close()

    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1


def test_paper_is_light_even_from_a_dark_screen(browser: Browser, address: str) -> None:
    watched = Watched(browser, address, "saas/", color_scheme="dark")
    watched.page.emulate_media(media="print")

    ink = watched.page.evaluate("getComputedStyle(document.querySelector('.sc-page h1')).color")
    watched.context.close()

    assert ink == "rgb(28, 36, 48)"


def test_the_states_that_change_are_rows_and_no_columns_of_letters_on_a_phone(browser: Browser, address: str) -> None:
    watched = Watched(browser, address, "saas/changes/", **VIEWS["phone"])

    heights = watched.page.eval_on_selector_all(".sc-states tr", "rows => rows.map(row => row.offsetHeight)")
    watched.context.close()

    assert len(heights) > 10
    assert max(heights) < 100


def test_a_page_is_complete_without_script(browser: Browser, address: str) -> None:
    watched = Watched(browser, address, "saas/", java_script_enabled=False)

    text = watched.page.inner_text(".sc-page")
    watched.context.close()

    assert "Needs attention first" in text
    assert watched.complaints == []


def test_the_map_can_be_walked_with_the_keyboard(browser: Browser, address: str) -> None:
    watched = Watched(browser, address, "saas/map/", viewport={"width": 1360, "height": 900})
    watched.page.locator(".sc-map__box").first.focus()
    watched.page.keyboard.press("Tab")

    name = watched.page.evaluate("document.activeElement.querySelector('title').textContent")
    watched.page.keyboard.press("Enter")
    watched.page.wait_for_url(lambda url: url != address + "saas/map/", timeout=5000)
    watched.context.close()

    assert name.startswith("Keep and grow the revenue we have, At risk")


def test_no_text_of_a_drawing_is_smaller_than_twelve_pixels(browser: Browser, address: str) -> None:
    for path in ("saas/map/", "saas/kpis/monthly_churn/"):
        watched = Watched(browser, address, path, viewport={"width": 1360, "height": 900})

        sizes = watched.page.evaluate(
            """[...document.querySelectorAll('.sc-page svg text')].filter(text => text.getClientRects().length)
            .map(text => {
              const svg = text.ownerSVGElement, box = svg.viewBox.baseVal;
              const scale = box && box.width ? svg.getBoundingClientRect().width / box.width : 1;
              return parseFloat(getComputedStyle(text).fontSize) * scale;
            })"""
        )
        watched.context.close()

        assert sizes
        assert min(sizes) >= 11.9


def test_the_built_site_names_no_other_host(site: Path) -> None:
    for page in site.rglob("*.html"):
        loads = re.findall(r'<(?:script|link|img|iframe)[^>]+(?:src|href)="(https?:)?//', page.read_text("utf-8"))
        assert not loads, page
