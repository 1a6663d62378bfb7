"""A comparison as a comment on a pull request: GitHub and GitLab show the same, details are folded.

Authors' texts are escaped, so that a title can neither mention a person nor smuggle a link or a picture into the
comment. The strategy map is Mermaid, which both hosts draw.
"""

import re
from collections.abc import Iterable, Sequence

from mkdocs_scorecards.render.changes.spans import Role, Span, Spans
from mkdocs_scorecards.render.changes.view import ChangeGroup, ChangeRow, ComparisonView, StateRow, state_line
from mkdocs_scorecards.render.diff_mermaid import mermaid_map
from mkdocs_scorecards.render.diff_text import NOTHING
from mkdocs_scorecards.render.pages.parts import StateView

MARKER = "<!-- scorecards diff -->"
"""The first line: by it a job finds the comment that it is to update."""

LONGEST = 60_000
"""Characters; GitHub takes 65,536 in a comment."""

_SHAPES = {"off_target": "🟥", "at_risk": "🔺", "on_target": "✅", "no_data": "⭕", "unscored": "➖"}
_MARKUP = re.compile(r"([\\`*_{}\[\]()#+!|~<>&$^=-])")
_AUTOLINK = re.compile(r"(?i)\b(https?|ftp|mailto|www)(?=[:.])|(?<=\w)@(?=\w)|@(?=\w)|(?<!\w)(?=[a-z]+/[a-z])")


def diff_markdown(views: Sequence[ComparisonView]) -> str:
    """The whole comment, ending in a line end; a very long one says what it leaves out."""
    lines = [MARKER, "## What this change means"]
    if not views:
        return "\n".join([*lines, "", NOTHING, ""])
    for view in views:
        lines += _lines(view)
    text = "\n".join(lines) + "\n"
    if len(text) <= LONGEST:
        return text
    short = "\n".join([*lines[:2], *(line for view in views for line in _short(view))]) + "\n"
    return short if len(short) <= LONGEST else short[: short.rindex("\n", 0, LONGEST)] + "\n"
