"""What a built site consists of, whatever engine built it: addresses, links, what it loads, and our part of a page."""

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

_ASSETS_OF_THE_THEME = re.compile(r"assets/(?!scorecards/)|search(/|\.json)|sitemap\.xml")
_LOADS = {("link", "href"), ("script", "src"), ("img", "src"), ("iframe", "src"), ("use", "href"), ("source", "srcset")}


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
            if (tag, name) in _LOADS and ("rel", "canonical") not in attrs:
                self.loaded.append(value)


@cache
def pages_of(site: Path) -> dict[str, Links]:
    """Every page by its address; a built site does not change."""
    return {
        path.relative_to(site).as_posix(): Links(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
    }


def addresses_of(site: Path) -> list[str]:
    """All addresses but those of the theme's own files."""
    paths = (path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    return sorted(path for path in paths if not _ASSETS_OF_THE_THEME.match(path))


def broken_links(site: Path) -> list[str]:
    """Links to files or fragments that are not there. Those of 404.html start at the root of the server."""
    pages = pages_of(site)
    broken = []
    for address, page in pages.items():
        for link in page.links if address != "404.html" else ():
            target = urlsplit(urljoin(f"http://site/{address}", link))
            if target.netloc != "site" or target.scheme not in ("http", "https"):
                continue
            path = unquote(target.path).lstrip("/")
            path = f"{path}index.html" if not path or path.endswith("/") else path
            missing = not (site / path).is_file()
            if missing or (target.fragment and path in pages and unquote(target.fragment) not in pages[path].ids):
                broken.append(f"{address}: {link}")
    return broken


def foreign_files(site: Path) -> list[str]:
    """What pages load from elsewhere."""
    return [
        f"{address}: {target}"
        for address, page in pages_of(site).items()
        for target in page.loaded
        if urlsplit(target).netloc
    ]


class OurPart(HTMLParser):
    """The elements, attributes and words inside `.sc-page`, whatever blanks and line ends stand between them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.content: list[str] = []
        self._depth = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._depth or "sc-page" in (dict(attrs).get("class") or "").split():
            self._depth += tag not in _VOID
            self._note(tag, attrs)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._depth:
            self._note(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._depth and tag not in _VOID:
            self._depth -= 1
            self.content.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.content += data.split()

    def _note(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = sorted((name, " ".join((value or "").split())) for name, value in attrs if name not in _FOR_THE_SEARCH)
        self.content.append(f"<{tag} {kept}>")


_VOID = {"br", "col", "hr", "img", "input", "link", "meta", "wbr"}
_FOR_THE_SEARCH = {"data-search-exclude"}
"""The one thing in which engines differ: a note to the builder of the search index, which Zensical takes off again."""
