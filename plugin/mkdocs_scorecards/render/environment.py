"""The one Jinja environment: strict, autoescaping, and overridable file by file.

Authors' texts never pass through it as templates. Prose fields may hold Markdown; what comes out of that is cleaned of
everything that is not plain text formatting.
"""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import nh3
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined
from markdown import Markdown
from markupsafe import Markup

from mkdocs_scorecards.render.compiled_templates import compiled_templates

_PROSE_TAGS = {"p", "em", "strong", "code", "ul", "ol", "li", "a", "br", "blockquote"}
_INLINE_TAGS = {"em", "strong", "code", "a"}
_LINKS = {"http", "https", "mailto"}


def template_environment(builtin: Path, own: Path | None = None) -> Environment:
    """Templates of the user's folder first, then ours.

    A template of the user may say `{% extends "builtin/pages/kpi.html.jinja" %}` and replace one block.
    """
    folders = [FileSystemLoader(folder) for folder in (own, builtin) if folder is not None]
    environment = Environment(
        bytecode_cache=compiled_templates(),
        auto_reload=False,
        loader=ChoiceLoader([*folders, PrefixLoader({"builtin": FileSystemLoader(builtin)})]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    environment.filters["prose"] = prose
    environment.filters["inline_prose"] = inline_prose
    return environment


def prose(text: str) -> Markup:
    """Author's Markdown as paragraphs and lists, cleaned."""
    return _clean(text, frozenset(_PROSE_TAGS))


def inline_prose(text: str) -> Markup:
    """Author's Markdown as the inside of one sentence or paragraph, cleaned."""
    return _clean(text, frozenset(_INLINE_TAGS))


@lru_cache(maxsize=4096)
def _clean(text: str, tags: frozenset[str]) -> Markup:
    html = _converter()(text)
    cleaned = nh3.clean(
        html, tags=set(tags), attributes={"a": {"href", "title"}}, url_schemes=_LINKS, link_rel="noopener"
    )
    return Markup(cleaned.strip())  # noqa: S704 - the one place where cleaned HTML becomes markup


@lru_cache(maxsize=1)
def _converter() -> Callable[[str], str]:
    """A Markdown converter that takes HTML in the text for text."""
    markdown = Markdown(output_format="html")
    markdown.preprocessors.deregister("html_block")
    markdown.inlinePatterns.deregister("html")

    def converted(text: str) -> str:
        markdown.reset()
        return markdown.convert(text)

    return converted
