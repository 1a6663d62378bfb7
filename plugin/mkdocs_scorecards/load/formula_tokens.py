"""The words of a formula, and what to say of a character that belongs to none."""

import re
from collections.abc import Iterator

from mkdocs_scorecards.model.frozen import frozen_positional

_TOKEN = re.compile(
    r"""
        (?P<blank>  \s+ )
      | (?P<number> (?: [0-9]+ (?: \.[0-9]* )? | \.[0-9]+ ) (?: [eE][+-]?[0-9]{1,2} )? (?! [\w.] ) )
      | (?P<name>   [A-Za-z_][A-Za-z0-9_]* )
      | (?P<sign>   \*\* | [-+*/(),] )
    """,
    re.VERBOSE | re.ASCII,
)
_WORD = re.compile(r"[\w.]+")

CHOICE = "min(a, b) and max(a, b) choose between values"

_CURES = {
    "^": "write ** for a power, as in growth ** 2",
    "%": "leave the sign out, and write 100 * lost / opening for a percentage",
    "×": "write * for times",
    "·": "write * for times",
    "÷": "write / for divided by",
    "−": "write the minus of the keyboard, -",
    "–": "write the minus of the keyboard, -",
    ";": "separate the arguments of a function by commas",
    "[": "write parentheses, ( and )",
    "]": "write parentheses, ( and )",
    "{": "write parentheses, ( and )",
    "}": "write parentheses, ( and )",
    ".": "a formula names KPIs of its own scorecard, by their id alone",
}


class FormulaError(Exception):
    """A text that is no formula.

    Attributes:
        message: what was found and what was expected, in the author's words.
        offset: the character of the text at which it was found, from 0.
        hint: what to write instead; may be empty.
    """

    def __init__(self, message: str, offset: int, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset
        self.hint = hint


@frozen_positional
class Token:
    """One word of a formula: a `number`, a `name`, a `sign`, or the `end`, whose text is empty."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """The character after its last one."""
        return self.start + len(self.text)

    def __str__(self) -> str:
        """As messages name it."""
        return "the end of the formula" if self.kind == "end" else f"`{self.text}`"


def tokens(text: str) -> Iterator[Token]:
    """The words of a formula from left to right, the end as the last. Raises `FormulaError`."""
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise _stray(text, position)
        if match.lastgroup and match.lastgroup != "blank":
            yield Token(match.lastgroup, match[0], position)
        position = match.end()
    yield Token("end", "", len(text))


def _stray(text: str, offset: int) -> FormulaError:
    character = text[offset]
    word = _WORD.match(text, offset)
    if character == "=" and not text[:offset].strip():
        return FormulaError("a formula starts without an equals sign", offset, "leave the = out")
    if character in "=<>!":
        return FormulaError("a formula has no comparison", offset, CHOICE)
    if word and any(letter.isdigit() for letter in word[0]):
        return FormulaError(f"`{word[0]}` is no number", offset, "numbers look like 12, 0.5 or 1e6")
    return FormulaError(f"`{character}` has no meaning in a formula", offset, _CURES.get(character, ""))
