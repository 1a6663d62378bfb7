"""The few pieces of markup at the seam: words for the search, the notice of a preview, cures of Material's own HTML."""

import re
from collections.abc import Sequence
from html import escape

from mkdocs_scorecards.model.problem import Problem

MOST_SHOWN = 50
"""Problems listed in one message; a file in the wrong encoding can have thousands."""

_SEARCH_DIALOG = '<div class="md-search" data-md-component="search" role="dialog">'
_SEARCH_LABEL = re.compile(r'class="md-search__input"[^>]* aria-label="([^"]*)"')
_NOT_SEARCHED = re.compile(  # from tag to tag and not from letter to letter, which takes four times as long
    r"<svg\b[^<]*(?:<(?!/svg>)[^<]*)*</svg>"
    r"|<(section|table|details|dl)\b[^>]*\bdata-search-exclude\b[^<]*(?:<(?!/\1>)[^<]*)*</\1>"
)
_STRUCTURE = re.compile(r"<(?!/?h[1-6]\b)[^>]*>")


def words_to_search(html: str) -> str:
    """The headings and words of a page, without its drawings and what its template keeps out of the search.

    Search plugins parse what they get tag by tag; without the inner structure, which they drop, that is much faster.
    Our pages hold no bare `>` inside a tag, because every attribute is escaped.
    """
    return _STRUCTURE.sub(" ", _NOT_SEARCHED.sub("", html))


def account_of(problems: Sequence[Problem], noun: str) -> str:
    """All problems as one message, a line each."""
    count = f"1 {noun}" if len(problems) == 1 else f"{len(problems)} {noun}s"
    lines = [f"{count} in the scorecards:", *(f"  {problem}" for problem in problems[:MOST_SHOWN])]
    if len(problems) > MOST_SHOWN:
        lines.append(f"  … and {len(problems) - MOST_SHOWN} more; `scorecards check` lists all of them.")
    return "\n".join(lines)


def notice_of(problems: Sequence[Problem]) -> str:
    """What a preview shows on top of each page while the files cannot be read."""
    items = "".join(f"<li>{escape(str(problem))}</li>" for problem in problems[:MOST_SHOWN])
    title = "The scorecards could not be read. The page below is as it was before."
    return f'<div class="admonition failure"><p class="admonition-title">{title}</p><ul>{items}</ul></div>'


def with_named_search(html: str) -> str:
    """Name Material's search dialog, which screen readers would announce without a name."""
    label = _SEARCH_LABEL.search(html)
    if label is None:
        return html
    return html.replace(_SEARCH_DIALOG, f'{_SEARCH_DIALOG[:-1]} aria-label="{label[1]}">', 1)
