"""A comparison as one file: sentences, maps and states, with its style sheets inside and nothing to load."""

from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup

from mkdocs_scorecards.render.changes.rows import ComparisonView
from mkdocs_scorecards.render.diff_text import left_out_words
from mkdocs_scorecards.render.rendered import Renderer

TITLE = "What this change means"
_STYLESHEETS = ("scorecards.css", "drawings.css", "map.css", "trees.css", "changes.css", "alone.css")


def diff_html(
    views: Sequence[ComparisonView],
    left_out: Sequence[str],
    sides: tuple[str, str],
    renderer: Renderer,
    assets: Path,
) -> str:
    """The whole document; `sides` name the older and the newer version as the user did."""
    pages = [renderer.drawn(view, sides, view.id) for view in views]
    styles = "\n".join((assets / name).read_text(encoding="utf-8") for name in _STYLESHEETS)
    return (
        renderer.environment.get_template("pages/diff.html.jinja").render(
            title=TITLE,
            comparisons=pages,
            left_out=[left_out_words(name) for name in left_out],
            styles=Markup(styles),  # noqa: S704 - our own style sheets; no author's text is in them
            before=sides[0],
            after=sides[1],
        )
        + "\n"
    )
