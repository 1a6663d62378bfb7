"""What a built site needs so that it can be read from disk, and an edition so that it can be read beside others.

The script goes before the theme's, whose search and selector ask at once for what browsers refuse to files. The banner
goes where the theme has an empty place for it: a block of a template would need the author to override one.
"""

import json
import os
import re
from html import escape
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from mkdocs_scorecards.load.periods import read_period
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.publish.edition import title_of
from mkdocs_scorecards.publish.host_build import EDITION_VARIABLE, PERIOD_VARIABLE, REASON_VARIABLE
from mkdocs_scorecards.publish.index_pages import ARCHIVE_PAGE, LATEST

_PLACES = (re.compile(r'<script id="__config".*?</script>', re.DOTALL), re.compile(r"(?=</body>)"))
"""After the settings of Material and before its program; in other themes at the end."""

_EMPTY_BANNER = re.compile(r'(<div [^>]*data-md-component="outdated"[^>]*>)\s*(?=</div>)')
_BANNER = """
<aside class="md-banner md-banner--warning sc-edition" aria-label="Edition">
<div class="md-banner__inner md-grid md-typeset">
<span class="sc-edition__words">This is <strong>{title}</strong> as it was published. \
<a href="{archive}{latest}/">Read the newest edition</a>.</span>
<a href="{archive}{page}">All editions</a>
</div>
</aside>
"""


@frozen
class Edition:
    """The edition that is being built: its folder in the archive, and what readers call its period.

    `amended` says why it is a revision of one that was published before; it is empty in a first one.
    """

    folder: str
    title: str
    amended: str


def edition_to_build() -> Edition | None:
    """What `scorecards publish` asks for; None in an ordinary build."""
    folder, period = os.environ.get(EDITION_VARIABLE), os.environ.get(PERIOD_VARIABLE)
    if not folder or not period:
        return None
    title = title_of(read_period(period, fiscal_start=1))
    return Edition(folder=folder, title=title, amended=os.environ.get(REASON_VARIABLE, ""))


def place_in_archive(config: MkDocsConfig, edition: Edition) -> None:
    """Let the site's address lead to the edition, as `mike` does, and the theme show its selector and banner.

    The page of errors goes: servers show only one at their own root, and its links would start there.
    """
    if config.site_url:
        config.site_url = f"{config.site_url.rstrip('/')}/{edition.folder}/"
    config.extra.setdefault("version", {"provider": "mike", "default": LATEST})
    config.theme.static_templates.discard("404.html")


def amendment_notice(edition: Edition | None, *, url: str) -> str:
    """What stands on top of a page at that address in a revision; nothing elsewhere."""
    if edition is None or not edition.amended:
        return ""
    archive = escape(f"{'../' * (url.count('/') + 1)}{ARCHIVE_PAGE}")
    why = f"This edition of <strong>{escape(edition.title)}</strong> was amended: “{escape(edition.amended)}”."
    return f'<p class="sc-amended">{why} <a href="{archive}">All editions</a></p>'


def readable(html: str, *, url: str, script: str, edition: Edition | None) -> str:
    """A page with the script for reading and, in an edition, the words of its banner.

    Args:
        html: the page as the theme made it.
        url: its address in the site.
        script: the address of the script in the site.
        edition: what it belongs to; None if nothing stands beside the site.
    """
    up = "../" * url.count("/")
    mark = f' data-edition="{escape(edition.folder)}"' if edition else ""
    tag = f'<script src="{escape(up + script)}"{mark}></script>'
    if edition is not None:
        words = _BANNER.format(title=escape(edition.title), archive=f"{up}../", latest=LATEST, page=ARCHIVE_PAGE)
        html = _EMPTY_BANNER.sub(lambda place: place[1] + words, html, count=1)
    found = next((place for pattern in _PLACES if (place := pattern.search(html))), None)
    return html if found is None else f"{html[: found.end()]}{tag}{html[found.end() :]}"


def write_search_script(site: Path) -> None:
    """The index of the theme's search once more, as a script, under the name that the theme loads it by from disk."""
    index = site / "search/search_index.json"
    if index.is_file():
        content = index.read_text(encoding="utf-8")
        (site / "search/search_index.js").write_text(f"var __index = {content}", encoding="utf-8", newline="")


def write_list_of_pages(site: Path) -> None:
    """`pages.js`: all pages by their files, for readers who come from the same page of another edition."""
    pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    (site / "pages.js").write_text(
        f"globalThis.scorecardsPages = {json.dumps(pages, indent=0)};\n", encoding="utf-8", newline=""
    )
