"""The example site as a whole: its addresses, its links, what it asks of the network, and that it can be repeated."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from host_builds import ROOT, build, tree_of

ADDRESSES = Path(__file__).with_name("addresses.txt")
"""All addresses of the example site but those of the theme's own files. They never move; new ones are added by hand."""

ASSETS_OF_THE_THEME = re.compile(r"assets/(?!scorecards/)|search/|sitemap\.xml")
LOADS = {("link", "href"), ("script", "src"), ("img", "src"), ("iframe", "src"), ("use", "href"), ("source", "srcset")}


class Links(HTMLParser):
    """The ids of a page, where it links to, and what it loads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value is None:
                continue
            if name in ("id", "name"):
                self.ids.add(value)
            if name in ("href", "xlink:href", "src"):
                self.links.append(value)
            if (tag, name) in LOADS and ("rel", "canonical") not in attrs:
                self.loaded.append(value)


def pages_of(site: Path) -> dict[str, Links]:
    return {
        path.relative_to(site).as_posix(): Links(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
    }


@pytest.fixture(scope="module", params=["mkdocs", "properdocs"])
def example_site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example site, built strictly by each host."""
    site = tmp_path_factory.mktemp("example") / "site"
    done = build(request.param, ROOT, site, "--strict", PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8")
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    return site


def test_the_addresses_are_those_that_were_promised(example_site: Path) -> None:
    found = [address for address in sorted(tree_of(example_site)) if not ASSETS_OF_THE_THEME.match(address)]

    assert found == sorted(ADDRESSES.read_text(encoding="utf-8").split())


def test_every_internal_link_and_fragment_leads_somewhere(example_site: Path) -> None:
    pages = pages_of(example_site)
    broken = []
    for address, page in pages.items():
        if address == "404.html":  # its links start at the root of the server
            continue
        for link in page.links:
            target = urlsplit(urljoin(f"http://site/{address}", link))
            if target.netloc != "site" or target.scheme not in ("http", "https"):
                continue
            path = unquote(target.path).lstrip("/")
            path = f"{path}index.html" if not path or path.endswith("/") else path
            missing = not (example_site / path).is_file()
            if missing or (target.fragment and path in pages and unquote(target.fragment) not in pages[path].ids):
                broken.append(f"{address}: {link}")

    assert broken == []


def test_no_link_is_absolute(example_site: Path) -> None:
    absolute = [
        f"{address}: {link}"
        for address, page in pages_of(example_site).items()
        for link in page.links
        if link.startswith("/") and address != "404.html"
    ]

    assert absolute == []


def test_nothing_is_loaded_from_elsewhere(example_site: Path) -> None:
    foreign = [
        f"{address}: {target}"
        for address, page in pages_of(example_site).items()
        for target in page.loaded
        if urlsplit(target).netloc
    ]

    assert foreign == []


def test_no_page_names_the_machine(example_site: Path) -> None:
    named = [address for address, content in tree_of(example_site).items() if str(ROOT).encode() in content]

    assert named == []


def test_tables_of_figures_stay_out_of_the_search(example_site: Path) -> None:
    index = json.loads((example_site / "search/search_index.json").read_text(encoding="utf-8"))
    texts = [
        f"{entry['title']} {entry['text']}" for entry in index["docs"] if entry["location"].startswith("saas/kpis/")
    ]

    assert any("Monthly logo churn" in text for text in texts)
    assert not any("kpis.csv:" in text for text in texts)


def test_a_second_build_elsewhere_gives_the_same_bytes(
    example_site: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    host = request.node.callspec.params["example_site"]
    done = build(host, ROOT, tmp_path, "--strict", PYTHONHASHSEED="77", TZ="Asia/Kathmandu", LC_ALL="C")
    assert done.returncode == 0, done.stderr

    first, second = tree_of(example_site), tree_of(tmp_path)

    assert first.keys() == second.keys()
    assert [address for address, content in first.items() if content != second[address]] == []
