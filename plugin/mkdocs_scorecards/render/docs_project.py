"""A site as a small project for generators: pages in Markdown, and one configuration that three of them read.

The author's own pages are part of it. They keep their names and places, win over ours at the same address, and stand in
the navigation where the author's `nav` puts them: what the plugin does inside a host is done here on paper.
"""

from collections.abc import Collection, Mapping, Sequence
from pathlib import PurePosixPath

import yaml

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.render.markdown_page import markdown_page
from mkdocs_scorecards.render.navigation import (
    NavItem,
    address_of,
    has_placeholder,
    navigation_items,
    paths_in,
    with_ours,
)
from mkdocs_scorecards.render.site import Site

DOCS = "docs"
"""The folder of the pages, beside the configuration."""

HEAD = "# Written by `scorecards export`, and written anew by the next one."
"""The first line of the configuration, by which it is known again."""

_MARKDOWN = {".md", ".markdown", ".mdown", ".mkdn", ".mkd"}
_PALETTE = [
    {
        "media": f"(prefers-color-scheme: {shade})",
        "scheme": scheme,
        "primary": "custom",
        "accent": "custom",
        "toggle": {"icon": f"material/weather-{icon}", "name": f"Switch to {other} mode"},
    }
    for shade, scheme, icon, other in (("light", "default", "night", "dark"), ("dark", "slate", "sunny", "light"))
]


@frozen
class SiteWishes:
    """What the author's configuration says of the site as a whole. Without `nav` the navigation follows the folders."""

    site_name: str
    site_url: str | None = None
    directory_urls: bool = True
    stylesheets: tuple[str, ...] = ()
    nav: Sequence[NavItem] | None = None


@frozen
class DocsProject:
    """Our pages and files by their path in the folder of pages, the configuration, and who was in our way.

    `rivals` gives the author's file for each of our addresses that it takes.
    """

    files: Mapping[str, bytes]
    configuration: str
    rivals: Mapping[str, str]


def docs_project(site: Site, own: Collection[str], wishes: SiteWishes) -> DocsProject:
    """The project of a site and of the author's own files, which are given by their paths in the folder of pages."""
    taken = {address_of_source(path, wishes.directory_urls): path for path in sorted(own)}
    wanted = {
        **{address_of(page.path): (f"{page.path}index.md", markdown_page(page).encode()) for page in site.pages},
        **{file.path: (file.path, file.content) for file in site.files},
    }
    sources = {address: source for address, (source, _) in wanted.items()} | taken
    return DocsProject(
        files={source: content for address, (source, content) in wanted.items() if address not in taken},
        configuration=_configuration(site, sources, wishes),
        rivals={address: taken[address] for address in wanted if address in taken},
    )


def address_of_source(path: str, directory_urls: bool) -> str:
    """The file of the site that a generator makes of a file in the folder of pages."""
    source = PurePosixPath(path)
    if source.suffix not in _MARKDOWN:
        return path
    if source.stem in ("index", "README"):
        return source.with_name("index.html").as_posix()
    return (source.with_suffix("") / "index.html" if directory_urls else source.with_suffix(".html")).as_posix()


def _configuration(site: Site, sources: Mapping[str, str], wishes: SiteWishes) -> str:
    ours = navigation_items(site.navigation, sources)
    settings: dict[str, object] = {"site_name": wishes.site_name}
    if wishes.site_url:
        settings["site_url"] = wishes.site_url
    settings |= {
        "docs_dir": DOCS,
        "use_directory_urls": wishes.directory_urls,
        "theme": {"name": "material", "variant": "classic", "font": False, "palette": _PALETTE},
        "extra": {"generator": False},
        "extra_css": [*site.stylesheets, *wishes.stylesheets],
        "nav": with_ours(wishes.nav, ours) if wishes.nav is not None else [*ours, *_by_folders(site, sources)],
        "not_in_nav": "".join(f"{pattern}\n" for pattern in _out_of_navigation(site, wishes)),
    }
    text = yaml.safe_dump(settings, sort_keys=False, allow_unicode=True, width=float("inf"))
    return f"{HEAD}\n# Builds with MkDocs, ProperDocs and Zensical.\n{text}"


def _by_folders(site: Site, sources: Mapping[str, str]) -> list[NavItem]:
    """The author's pages as a host arranges them that was told nothing: folder by folder, `index.md` first."""
    generated = {address_of(page.path) for page in site.pages}
    pages = [path for address, path in sources.items() if address not in generated and address.endswith(".html")]
    items: list[NavItem] = []
    folders: dict[PurePosixPath, list[NavItem]] = {PurePosixPath(): items}
    for path in sorted(map(PurePosixPath, pages), key=lambda path: (path.parts[:-1], path.stem != "index", path.name)):
        for folder in reversed([path.parent, *path.parent.parents]):
            if folder not in folders:
                folders[folder] = []
                folders[folder.parent].append({_title_of(folder.name): folders[folder]})
        folders[path.parent].append(path.as_posix())
    return items


def _title_of(folder: str) -> str:
    title = folder.replace("-", " ").replace("_", " ")
    return title.capitalize() if title == title.lower() else title


def _out_of_navigation(site: Site, wishes: SiteWishes) -> Sequence[str]:
    """Patterns for the pages that no menu lists, so that no generator warns of them: `/saas/kpis/*/index.md`."""
    placed = wishes.nav is None or has_placeholder(wishes.nav)
    listed = set(paths_in(site.navigation)) if placed else set()
    hidden = [PurePosixPath(page.path) for page in site.pages if page.path not in listed]
    return sorted({f"/{path.parent}/*/index.md" if path.parent.name else f"/{path / 'index.md'}" for path in hidden})
