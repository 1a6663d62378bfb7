"""A page in Markdown reads the same after any processor: two of Markdown are tried, and macros that run first."""

from collections.abc import Callable
from html.parser import HTMLParser

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from markdown import markdown
from markdown_it import MarkdownIt
from markupsafe import escape

from mkdocs_scorecards.render.markdown_page import inert_html, markdown_page
from mkdocs_scorecards.render.site import Page

EXTENSIONS = [
    "admonition", "attr_list", "md_in_html", "smarty", "toc", "extra", "sane_lists", "nl2br",
    "pymdownx.superfences", "pymdownx.snippets", "pymdownx.critic", "pymdownx.tabbed", "pymdownx.magiclink",
]  # fmt: skip
MEANINGFUL = [
    "{{ 7*7 }}", "{% raw %}", "{# x #}", "{: .x}", "{++ x ++}", "```", "~~~", "--8<-- 'x'", "    code", "\n\n", "\n",
    "# x", "- x", "1. x", "> x", "|", "===", "---", ":::", "!!! note", "[TOC]", "[x](y)", "*x*", "<b>", "</div>",
    "&amp;", "\\", "://x.org", "\u00a0", "`", "$", "'", '"', "abc",
]  # fmt: skip


class Content(HTMLParser):
    """Elements with their attributes, and words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[object] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, [(name, (value or "").split()) for name, value in attrs]))

    def handle_endtag(self, tag: str) -> None:
        self.found.append(tag)

    def handle_data(self, data: str) -> None:
        self.found += data.split()


def by_python_markdown(text: str) -> str:
    return markdown(text, extensions=EXTENSIONS)


def by_commonmark(text: str) -> str:
    rendered: str = MarkdownIt("commonmark", {"html": True}).render(text)
    return rendered


def by_macros_first(text: str) -> str:
    return markdown(Environment(autoescape=True).from_string(text).render())


PROCESSORS = pytest.mark.parametrize("processed", [by_python_markdown, by_commonmark, by_macros_first])


@PROCESSORS
@given(words=st.lists(st.sampled_from(MEANINGFUL), max_size=12), attribute=st.sampled_from(MEANINGFUL))
def test_no_processor_alters_a_page(processed: Callable[[str], str], words: list[str], attribute: str) -> None:
    text = escape("".join(words))
    html = (
        f'<div class="sc-page">\n\n  <h1 title="{escape(attribute)}">{text}</h1>\n    <p>{text}\n{text}</p>\n</div>\n'
    )

    assert Content(processed(inert_html(html))).found == Content(html).found


@PROCESSORS
def test_preformatted_text_keeps_its_lines_and_a_script_its_words(processed: Callable[[str], str]) -> None:
    html = "<div>\n<pre>a\n\n  {b}</pre>\n<script>\nif (1) {\n\n  run(`x`);\n}\n</script>\n</div>"

    shown = Content(processed(inert_html(html)))

    assert shown.found == Content(html).found
    assert "a\n\n  {b}" in "".join(HTMLText(processed(inert_html(html))).parts)


class HTMLText(HTMLParser):
    """The text with its blanks."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def test_the_title_stands_in_the_front_matter_as_markup_that_no_macro_reads() -> None:
    page = Page(path="a/", title="R&D {{ x }}: <b>", html="<p>x</p>", source=None, in_navigation=True)

    _, header, body = markdown_page(page).split("---\n")

    assert yaml.safe_load(header) == {"title": "R&amp;D &#123;&#123; x }}: &lt;b&gt;", "hide": ["toc"]}
    assert body == "\n<p>x</p>\n"


def test_drawings_are_kept_out_of_the_search() -> None:
    page = Page(path="a/", title="A", html='<div><svg class="x"></svg></div>', source=None, in_navigation=True)

    assert '<svg data-search-exclude class="x">' in markdown_page(page)
