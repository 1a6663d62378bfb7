"""What a rendered site consists of, before any host turns it into files."""

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.problem import Problem
from mkdocs_scorecards.model.source_ref import SourceRef


@frozen
class Page:
    """One page: the HTML of its content area, where it lives, and the line of the author's file it comes from.

    `path` ends in a slash, or is empty for the home page. Text inside elements marked `data-search-exclude` is no text
    to search in. `heading` is the id of the page's title.
    """

    path: str
    title: str
    html: str
    source: SourceRef | None
    in_navigation: bool
    heading: str = "page-title"
    description: str = ""


@frozen
class DataFile:
    """A file beside the pages: a style sheet, a download."""

    path: str
    content: bytes


@frozen
class NavEntry:
    """A place in the navigation: a page, or a group of entries with or without a page of its own."""

    title: str
    path: str | None
    children: "tuple[NavEntry, ...]" = ()


@frozen
class Site:
    """All pages and files, sorted by path, with the navigation and the problems met while rendering."""

    pages: tuple[Page, ...]
    files: tuple[DataFile, ...]
    navigation: tuple[NavEntry, ...]
    stylesheets: tuple[str, ...]
    scripts: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
