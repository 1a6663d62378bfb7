"""A sentence in pieces, so that every output can set off names and new values in its own way."""

from enum import Enum

from mkdocs_scorecards.model.frozen import frozen_positional


class Role(Enum):
    """What a piece of a sentence is."""

    PLAIN = "plain"
    NAME = "name"
    NEW = "new"


@frozen_positional
class Span:
    """A piece of text with its role."""

    text: str
    role: Role = Role.PLAIN


Spans = tuple[Span, ...]


def spans(*pieces: str | Span) -> Spans:
    """A sentence of pieces; bare texts are plain."""
    return tuple(Span(piece) if isinstance(piece, str) else piece for piece in pieces if piece)


def named(text: str) -> Span:
    """The title of a thing."""
    return Span(text, Role.NAME)


def new(text: str) -> Span:
    """What holds from now on."""
    return Span(text, Role.NEW)


def plain(sentence: Spans) -> str:
    """The bare text."""
    return "".join(span.text for span in sentence)
