"""The programs that made an edition's pages, with their versions: what a later build may differ by."""

import platform
from importlib.metadata import PackageNotFoundError, version

from mkdocs_scorecards.publish.edition import Document
from mkdocs_scorecards.render.graphviz import Engine

_BESIDE_HOST = ("mkdocs-scorecards", "mkdocs-material", "jinja2", "markdown", "pymdown-extensions")


def engines_of(host: str, graphviz: Engine | None) -> Document:
    """Versions by name; those that are not installed are left out.

    Args:
        host: the package that builds the site.
        graphviz: what lays out the maps; None where nothing does.
    """
    found: dict[str, object] = {"python": platform.python_version()}
    found |= {name: known for name in (host, *_BESIDE_HOST) if (known := _version(name)) is not None}
    found["graphviz"] = {"name": graphviz.name, "version": graphviz.version} if graphviz is not None else None
    return found


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
