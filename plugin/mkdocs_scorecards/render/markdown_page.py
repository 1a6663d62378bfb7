"""A finished page as a Markdown file that no processor of Markdown alters.

For CommonMark a block of HTML ends at a blank line, for Python-Markdown with its last tag. Preprocessors search every
line of it for fences, snippets, `{{ macros }}`, `{% tags %}` and shortcodes. So the page is one block without blank
lines or indentation, and what such programs look for is written as character references. Browsers see no difference.
"""

import re
from html import escape

import yaml

from mkdocs_scorecards.render.navigation import as_title
from mkdocs_scorecards.render.site import Page

_CODE = re.compile(r"(<(?:script|style)\b.*?</(?:script|style)>)", flags=re.DOTALL)
_PREFORMATTED = re.compile(r"<(pre|textarea)\b.*?</\1>", flags=re.DOTALL)
_REFERENCES = str.maketrans({"{": "&#123;", "`": "&#96;", "~": "&#126;"})


def markdown_page(page: Page) -> str:
    """The page with its title in the front matter and its HTML as the text, drawings kept out of the search."""
    html = page.html.replace("<svg ", "<svg data-search-exclude ")
    return f"{front_matter(page)}\n{inert_html(html)}\n"


def front_matter(page: Page) -> str:
    """What generators read of a page besides its text. Themes print title and description as they are."""
    header: dict[str, object] = {"title": as_title(page.title), "hide": ["toc"]}
    if page.description:
        header["description"] = escape(page.description)
    return f"---\n{yaml.safe_dump(header, allow_unicode=True, width=float('inf'))}---\n"


def inert_html(html: str) -> str:
    """The same HTML in the form described above.

    Scripts and styles, which only a user's own template can bring in, know no character references: their words stay.
    """
    parts = _CODE.split(html)
    parts[::2] = [_PREFORMATTED.sub(_on_one_line, part).translate(_REFERENCES) for part in parts[::2]]
    lines = (line.strip(" \t") for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _on_one_line(preformatted: re.Match[str]) -> str:
    return preformatted[0].replace("\n", "&#10;")
