"""Where the pages of the scorecards stand in the site's navigation, in the form of the setting `nav`.

That setting, which MkDocs, ProperDocs and Zensical have in common, is a list of texts (`page.md`) and of mappings from
a title to a text or to a list of the same form.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from mkdocs_scorecards.render.site import NavEntry

NavItem = str | dict[str, "str | list[NavItem]"]

PLACEHOLDER = "scorecards"
"""What authors write in `nav` where the pages of the scorecards shall stand."""


def as_title(text: str) -> str:
    """A title for the theme, which prints it as it is: so it must be markup, and harmless when unescaped again.

    The word joiner keeps `</title>` in a name from ending the element in themes that strip tags and unescape. A brace
    could begin a macro.
    """
    return escape(text.replace("</", "<\u2060/"), quote=False).replace("{", "&#123;")


def has_placeholder(nav: object) -> bool:
    """Whether the author gave the scorecards a place."""
    if isinstance(nav, dict):
        return any(has_placeholder(value) for value in nav.values())
    if isinstance(nav, list):
        return any(has_placeholder(item) for item in nav)
    return nav == PLACEHOLDER


def with_ours(nav: Sequence[NavItem], ours: list[NavItem]) -> list[NavItem]:
    """The author's `nav` with our items in the place of each placeholder."""
    items: list[NavItem] = []
    for item in nav:
        if item == PLACEHOLDER:
            items.extend(ours)
        elif isinstance(item, dict):
            items.append({title: _below(value, ours) for title, value in item.items()})
        else:
            items.append(item)
    return items


def navigation_items(entries: Iterable[NavEntry], uris: Mapping[str, str]) -> list[NavItem]:
    """Our entries as `nav` items; a section's own page becomes its first child.

    `uris` gives the source file that is shown at an address (`saas/index.html`).
    """
    items: list[NavItem] = []
    for entry in entries:
        title = as_title(entry.title)
        own: list[NavItem] = [] if entry.path is None else [{title: uris[address_of(entry.path)]}]
        if entry.children:
            items.append({title: [*own, *navigation_items(entry.children, uris)]})
        else:
            items.extend(own)
    return items


def paths_in(entries: Iterable[NavEntry]) -> Iterator[str]:
    """The paths of all pages that the entries lead to."""
    for entry in entries:
        if entry.path is not None:
            yield entry.path
        yield from paths_in(entry.children)


def heads_of_sections(entries: Iterable[NavEntry]) -> Iterator[str]:
    """The paths of pages that stand for a whole section."""
    for entry in entries:
        if entry.path is not None and entry.children:
            yield entry.path
        yield from heads_of_sections(entry.children)


def address_of(path: str) -> str:
    """The file in the site that a page is written to."""
    return f"{path}index.html"


def enclosing_addresses(path: str) -> Iterator[str]:
    """The addresses above `saas/kpis/churn/`: that of `saas/kpis/`, then that of `saas/`."""
    parts = path.rstrip("/").split("/")
    for length in range(len(parts) - 1, 0, -1):
        yield address_of("/".join(parts[:length]) + "/")


def _below(value: "str | list[NavItem]", ours: list[NavItem]) -> "str | list[NavItem]":
    if value == PLACEHOLDER:
        return ours
    return with_ours(value, ours) if isinstance(value, list) else value
