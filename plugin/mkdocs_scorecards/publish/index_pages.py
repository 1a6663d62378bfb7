"""What stands at the root of an archive beside the editions: made anew from the chain at each publication.

None of it is proven or needs to be: `versions.json` in mike's form feeds the theme's selector, `versions.js` tells our
own script more of each edition, over http and from disk, `archive.html` lists all editions without a script, and
`latest/` redirects page by page.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from jinja2 import Environment

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.publish.chain import Chain, chain_bytes
from mkdocs_scorecards.publish.edition import CHAIN_FILE, VERSIONS_FILE, Entry, title_of_revision

LATEST = "latest"
ARCHIVE_PAGE = "archive.html"
REDIRECT_SCRIPT = "redirect.js"
ROOT_FILES = (CHAIN_FILE, VERSIONS_FILE, "versions.js", ARCHIVE_PAGE, REDIRECT_SCRIPT, ".nojekyll", "index.html")
"""In the order in which they are written where that can be cut off: the chain decides, the rest can be made anew."""


@frozen
class Listed:
    """A row of the archive page: an edition, what its title is now, and whether it has a proof."""

    title: str
    folder: str
    entry: Entry | None


@frozen
class IndexPages:
    """Makes the files of the root; `site_name` is the archive's title."""

    environment: Environment
    site_name: str

    def files(self, chain: Chain, versions: object, paths: Iterable[str]) -> dict[str, bytes]:
        """All files of the root and of `latest`, the chain first.

        Args:
            chain: all editions.
            versions: what `versions.json` says so far; entries that are no editions of the chain are kept.
            paths: all addresses of the archive, the new edition's among them.
        """
        listed = versions_document(chain, versions)
        known = json.dumps(_with_reasons(listed, chain), indent=2)
        made = {
            CHAIN_FILE: chain_bytes(chain),
            VERSIONS_FILE: f"{json.dumps(listed, indent=2)}\n".encode(),
            "versions.js": f"globalThis.scorecardsVersions = {known};\n".encode(),
            ARCHIVE_PAGE: self._archive_page(chain, listed),
            REDIRECT_SCRIPT: f"{self.environment.get_template(f'assets/{REDIRECT_SCRIPT}').render()}\n".encode(),
            ".nojekyll": b"",
        }
        if chain.newest is not None:
            made["index.html"] = self._redirect("", f"{chain.newest.folder}/")
            made |= self._latest(chain.newest.folder, paths)
        return made

    def _archive_page(self, chain: Chain, listed: list[dict[str, object]]) -> bytes:
        entries = {entry.folder: entry for entry in chain}
        rows = [
            Listed(title=str(item["title"]), folder=str(item["version"]), entry=entries.get(str(item["version"])))
            for item in listed
        ]
        template = self.environment.get_template("pages/archive.html.jinja")
        html = template.render(site_name=self.site_name, rows=rows, head=chain.head)
        return f"{html}\n".encode()

    def _latest(self, folder: str, paths: Iterable[str]) -> dict[str, bytes]:
        """A redirect for each page of the newest edition; a page of errors has no address of its own."""
        made = {}
        for path in paths:
            top, _, page = path.partition("/")
            if top == folder and page.endswith(".html") and page != "404.html":
                up = "../" * (page.count("/") + 1)
                made[f"{LATEST}/{page}"] = self._redirect(up, f"{folder}/{page.removesuffix('index.html')}")
        return made

    def _redirect(self, up: str, page: str) -> bytes:
        """`up` leads to the root of the archive, and `page` on from there."""
        address = f"{up}{page}"
        file = f"{address}index.html" if address.endswith("/") else address
        template = self.environment.get_template("pages/redirect.html.jinja")
        html = template.render(address=address, file=file, script=f"{up}{REDIRECT_SCRIPT}")
        return f"{html}\n".encode()


def versions_document(chain: Chain, versions: object) -> list[dict[str, object]]:
    """`versions.json`: the editions, the newest first, then what others put there.

    The plain title and the alias `latest` go to the newest revision. Properties and further aliases that `mike` gave an
    entry stay.
    """
    known = {str(item["version"]): item for item in _items(versions)}
    listed = [_version(entry, chain, known.pop(entry.folder, {})) for entry in chain.by_age()]
    for name, item in known.items():
        listed.append({**item, "title": str(item.get("title") or name), "aliases": _aliases(item)})
    return listed


def _with_reasons(listed: Iterable[Mapping[str, object]], chain: Chain) -> list[dict[str, object]]:
    """The same, each edition with its period, its revision and why it was amended, which its earlier revisions tell."""
    entries = {entry.folder: entry for entry in chain}
    return [{**item, **_amendment(entries.get(str(item["version"])))} for item in listed]


def _amendment(entry: Entry | None) -> dict[str, object]:
    return {} if entry is None else {"period": entry.period, "revision": entry.revision, "reason": entry.reason}


def _version(entry: Entry, chain: Chain, before: Mapping[str, object]) -> dict[str, object]:
    newest = max(found.revision for found in chain.revisions_of(entry.period))
    version: dict[str, object] = {
        "version": entry.folder,
        "title": title_of_revision(entry, newest),
        "aliases": [*([LATEST] if entry == chain.newest else []), *_aliases(before)],
    }
    return version | ({"properties": before["properties"]} if "properties" in before else {})


def _items(versions: object) -> list[Mapping[str, object]]:
    items = versions if isinstance(versions, list) else []
    return [item for item in items if isinstance(item, dict) and _is_name(item.get("version"))]


def _is_name(value: object) -> bool:
    return isinstance(value, str) and value not in ("", ".", "..") and len(PurePosixPath(value).parts) == 1


def _aliases(item: Mapping[str, object]) -> list[str]:
    """All but `latest`, which is given anew."""
    aliases = item.get("aliases")
    return sorted({str(alias) for alias in aliases} - {LATEST}) if isinstance(aliases, list) else []
