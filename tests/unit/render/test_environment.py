from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jinja2 import UndefinedError

from mkdocs_scorecards.render.environment import inline_prose, prose, template_environment

PROSE_TAGS = {"p", "em", "strong", "code", "ul", "ol", "li", "a", "br", "blockquote"}
INLINE_TAGS = {"em", "strong", "code", "a"}
ATTRIBUTES = {"href", "title", "rel"}
SCHEMES = {"http", "https", "mailto"}

_FRAGMENTS = [
    *"<>\"'&;()[]*_`!#=:/\\{}%\n\t -1.|~^\0\u202e",
    "\n\n",
    "    ",
    "> ",
    "* ",
    "1. ",
    "[x]",
    "](",
    "[x]: ",
    "![",
    "<script>",
    "</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=",
    "<style>",
    "<!--",
    "-->",
    "<![CDATA[",
    "<?php",
    "javascript:",
    "JaVaScRiPt:",
    "java\tscript:",
    "&#106;avascript:",
    "&#x6A;avascript&colon;",
    "vbscript:",
    "data:text/html,",
    "file:///",
    "https://example.com/",
    "mailto:a@example.com",
    "onclick=",
    " title='x'",
    "&lt;",
    "&quot;",
    "{{ 7*7 }}",
    "\u2028",
    "wzxhzdk:0",
    "\u0002",
    "\u0003",
]
hostile = st.lists(st.one_of(st.sampled_from(_FRAGMENTS), st.text(max_size=4)), max_size=14).map("".join)


class _Seen(HTMLParser):
    """What a browser would find in a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []
        self.others: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses += [value or "" for name, value in attrs if name == "href"]

    def handle_comment(self, data: str) -> None:
        self.others.append(data)

    def handle_decl(self, decl: str) -> None:
        self.others.append(decl)

    def handle_pi(self, data: str) -> None:
        self.others.append(data)


def assert_harmless(html: str, tags: set[str]) -> None:
    seen = _Seen(html)
    assert seen.tags <= tags
    assert seen.attributes <= ATTRIBUTES
    assert seen.others == []
    for address in seen.addresses:
        plain = "".join(character for character in address if character.isprintable() and not character.isspace())
        assert urlsplit(plain).scheme in {"", *SCHEMES}


@settings(max_examples=300, deadline=None)
@given(hostile)
@example("[x](javascript:alert(1))")
@example("[x](&#106;avascript:alert(1))")
@example("[x]: javascript:alert(1)\n\n[x]")
@example("<javascript:alert(1)>")
@example("```\n<script>\n```")
def test_whatever_an_author_writes_only_plain_formatting_comes_out(text: str) -> None:
    assert_harmless(prose(text), PROSE_TAGS)
    assert_harmless(inline_prose(text), INLINE_TAGS)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        " javascript:alert(1)",
        "&#106;avascript:alert(1)",
        "&#x6a;avascript&colon;alert(1)",
        "vbscript:x",
        "data:text/html;base64,PHNjcmlwdD4=",
        "file:///etc/passwd",
    ],
)
@pytest.mark.parametrize("form", ["[text]({})", "[text](<{}>)", "[text][1]\n\n[1]: {}", "<{}>"])
def test_a_link_that_would_run_something_dies(address: str, form: str) -> None:
    seen = _Seen(prose(form.format(address)))

    assert seen.addresses == []


@pytest.mark.parametrize("address", ["https://example.com/a?b=1", "http://example.com", "mailto:cfo@example.com"])
def test_an_ordinary_link_lives(address: str) -> None:
    html = prose(f"[text]({address})")

    assert _Seen(html).addresses == [address]
    assert 'rel="noopener"' in html


def test_html_in_a_text_is_shown_as_text() -> None:
    assert prose("a <b>bold</b> claim & <script>alert(1)</script>") == (
        "<p>a &lt;b&gt;bold&lt;/b&gt; claim &amp; &lt;script&gt;alert(1)&lt;/script&gt;</p>"
    )


def test_markdown_is_formatted() -> None:
    assert prose("*One* and **two**\n\n* a\n* b") == (
        "<p><em>One</em> and <strong>two</strong></p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>"
    )


def test_inline_prose_has_no_paragraphs() -> None:
    assert inline_prose("*One* and `two`") == "<em>One</em> and <code>two</code>"


def test_pictures_are_not_loaded_from_elsewhere() -> None:
    assert "img" not in _Seen(prose("![pixel](https://example.com/pixel.gif)")).tags


def test_a_text_does_not_leak_into_the_next_one() -> None:
    prose("[x]: https://example.com")

    assert prose("[x]") == "<p>[x]</p>"


@given(hostile)
def test_a_plain_value_in_a_template_is_escaped(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    environment = template_environment(tmp_path_factory.getbasetemp())

    shown = environment.from_string('<b title="{{ text }}">{{ text }}</b>').render(text=text)

    seen = _Seen(shown)
    assert (seen.tags, seen.attributes, seen.others) == ({"b"}, {"title"}, [])


def test_an_authors_text_is_no_template(tmp_path: Path) -> None:
    environment = template_environment(tmp_path)

    assert environment.from_string("{{ text }}").render(text="{{ 7*7 }}{% raw %}") == "{{ 7*7 }}{% raw %}"


def test_a_missing_value_is_an_error_and_no_blank(tmp_path: Path) -> None:
    with pytest.raises(UndefinedError):
        template_environment(tmp_path).from_string("{{ nobody }}").render()


def test_a_users_template_replaces_one_block_of_ours(tmp_path: Path) -> None:
    ours, own = tmp_path / "ours", tmp_path / "own"
    for folder, text in (
        (ours, "{% block head %}ours{% endblock %} {% block foot %}foot{% endblock %}"),
        (own, '{% extends "builtin/kpi.html.jinja" %}{% block head %}theirs{% endblock %}'),
    ):
        folder.mkdir()
        (folder / "kpi.html.jinja").write_text(text)

    assert template_environment(ours, own).get_template("kpi.html.jinja").render() == "theirs foot"
    assert template_environment(ours).get_template("kpi.html.jinja").render() == "ours foot"
