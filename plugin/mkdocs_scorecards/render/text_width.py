"""How wide a text will be in the reader's browser, so that boxes can be sized and lines broken beforehand.

The pages use the reader's own sans serif font, which a static site cannot measure. The widths below are those of Arial
and the fonts made to its metrics; the usual system fonts differ from them by up to 8 %, which is added. Characters
without an entry count by what they are: a letter with an accent like the letter, a wide East Asian character like a
square, anything else like a broad letter. An SVG cannot break lines itself, so this module does that too.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

SLACK = 1.08
ELLIPSIS = "…"

_REGULAR_CLASSES = {
    191: "'",
    222: "ijlłſιіј‘’\u2009\u202f",
    260: "|¦",
    278: " !,./:;I[\\]ftıŧΙІ",
    333: "()-`r{}¡¨²³´·¸¹ŀ“”„",
    355: '"•',
    389: "*ªºτг",
    469: "^°ĳεζξзкт",
    500: "JcksvxyzĸγκλνςЈсухѕ",
    556: "#$0123456789?L_abdeghnopqu¢£¤¥§«¯±¶»ð÷þđħĿŁŋΓδηθουχГавеинопрчьэяђєћџ–€",
    584: "+<=>~¬µ×αβμρКбдлц−",
    611: "FTZ¿ßøŉŦΖΤσЗТ",
    667: "&ABEKPSVXYÞΑΒΔΕΚΛΞΡΣΥΧφЅАБВЕЛРУХЧЬжъ",
    722: "CDHNRUwÐĐĦŊΗΝΠπψЄЏДИНПСЭЯмыẞ",
    778: "GOQ©®ØĲΘΟΩωОФЦю",
    833: "Mm¼½¾ΜΦΨМЪфшщњ",
    889: "%æЂЋЫ",
    944: "WœЖШЩљ",
    1015: "@ÆŒЊЮ—…‰←→",
    1100: "Љ",
}
_BOLD_CLASSES = {
    238: "'\u2009\u202f",
    278: " ,./I\\ijl|¦ıłſΙιІіј‘’",
    333: "!()-:;[]`ft¡¨²³´·¸¹ŧ",
    389: "*r{}ªº•",
    474: '"°ŀεζξτг',
    500: "zзкт“”„",
    556: "#$0123456789J_aceksvxy¢£¤¥§«¯±¶»÷ĳĸγθκλνςЈаесухэєѕ–€",
    584: "+<=>^~¬µ×υχГчя−",
    611: "?FLTZbdghnopqu¿ßðøþđħĿŁŋŦΓΖΣΤαβδημοКТвинопрцьђћџ",
    667: "EPSVXYÞΕΛΞΡΥΧρЅЕЗРУХбдл",
    722: "&ABCDHKNRUÐĐĦŉŊΑΒΔΗΚΝΠσφЄЏАБВДИЛНПСЧЬЭЯжẞ",
    778: "GOQw©®ØΘΟπψОЦмъ",
    833: "M¼½¾ĲΜΦΨΩМш",
    889: "%mæωЂЋФЪфщыю",
    944: "WœЖњ",
    975: "@Ыљ",
    1100: "ÆŒЉЊШЩЮ—…‰←→",
}
_REGULAR = {character: width for width, group in _REGULAR_CLASSES.items() for character in group}
_BOLD = {character: width for width, group in _BOLD_CLASSES.items() for character in group}
_UNKNOWN = 700
_SQUARE = 1000
_EMOJI = 1370
_FIRST_EMOJI = "\U0001f300"

_BREAKS = re.compile(r"(?<=[-/–—\u00ad])")
_SOFT_HYPHEN = "\u00ad"
_JOINER = "\u200d"

_VOWELS = frozenset("aeiouyæøœαεηιουωаеиоуыэюяі")
_ONE_SOUND = frozenset({"ch", "ph", "sh", "th", "ck"})
_SHORTEST_PART = 4
_LONGEST_SYLLABLE = 8


@lru_cache(maxsize=4096)
def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The room a text may need on one line, in px.

    Args:
        text: one line; line breaks count as nothing.
        size: the font size in px.
        bold: whether it is set in weight 700.

    Returns:
        An upper estimate: the sum of the characters' widths, with 8 % for the differences between system fonts.

    >>> round(text_width("On target", 12, bold=True))
    58
    """
    widths = _BOLD if bold else _REGULAR
    return sum(_character_width(character, widths) for character in text) * size * SLACK / 1000


def wrapped(text: str, *, width: float, size: float, lines: int, bold: bool = False) -> tuple[str, ...]:
    """Break a text into at most `lines` lines of at most `width` px; what does not fit ends in an ellipsis.

    Lines break at blanks, after hyphens, dashes and slashes, at soft hyphens and between wide East Asian characters.
    A word that is longer than a line is divided with a hyphen.

    >>> wrapped("Reduce churn by improving onboarding", width=200, size=13.5, lines=2, bold=True)
    ('Reduce churn by improving', 'onboarding')
    >>> wrapped("Reduce churn by improving onboarding", width=200, size=13.5, lines=1, bold=True)
    ('Reduce churn by improvin…',)
    """
    rows = _rows(_pieces(text), _Ruler(width, size, bold))
    if len(rows) <= lines:
        return tuple(rows)
    return (*rows[: lines - 1], _cut(" ".join(rows[lines - 1 : lines + 1]), _Ruler(width, size, bold)))


def shortened(text: str, *, width: float, size: float, bold: bool = False) -> str:
    """The text on one line, ending in an ellipsis where it does not fit; empty for an empty text."""
    return " ".join(wrapped(text, width=width, size=size, lines=1, bold=bold))


class _Ruler:
    """Whether a text fits into a line."""

    def __init__(self, width: float, size: float, bold: bool) -> None:
        self._width, self._size, self._bold = width, size, bold

    def holds(self, text: str) -> bool:
        return text_width(text, self._size, bold=self._bold) <= self._width


def _character_width(character: str, widths: dict[str, int]) -> int:
    known = widths.get(character)
    if known is not None:
        return known
    if unicodedata.category(character) in ("Mn", "Me", "Cc", "Cf"):
        return 0
    if unicodedata.east_asian_width(character) in ("W", "F"):
        return _EMOJI if character >= _FIRST_EMOJI else _SQUARE
    base = unicodedata.normalize("NFD", character)[0]
    return widths.get(base, _UNKNOWN) if base != character else _UNKNOWN


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """The parts that stay together, each with what joins it to the part before: a blank or nothing."""
    for word in text.split():
        glue = " "
        for part in _BREAKS.split(word.strip(_SOFT_HYPHEN)):
            for piece in _between_wide_characters(part):
                yield glue, piece
                glue = ""


def _between_wide_characters(part: str) -> Iterator[str]:
    piece = ""
    for character in part:
        if piece and _is_square(piece[-1]) and not _clings(character):
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _is_square(character: str) -> bool:
    return unicodedata.east_asian_width(character) == "W"


def _clings(character: str) -> bool:
    """Whether a line must not begin with it: accents, joiners, and the punctuation that closes."""
    category = unicodedata.category(character)
    return category[0] == "M" or category in ("Po", "Pe", "Pf") or character == _JOINER


def _rows(pieces: Iterator[tuple[str, str]], ruler: _Ruler) -> list[str]:
    rows: list[str] = []
    row = ""
    for glue, piece in pieces:
        if row and ruler.holds(_printed(row + glue + piece)):
            row += glue + piece
            continue
        if row:
            rows.append(_printed(row))
        *whole, row = _divided(piece, ruler)
        rows.extend(whole)
    return [*rows, _printed(row)] if row else rows


def _printed(row: str) -> str:
    """Soft hyphens show at the end of a line only."""
    shown = "-" if row.endswith(_SOFT_HYPHEN) else ""
    return row.replace(_SOFT_HYPHEN, "") + shown


def _divided(word: str, ruler: _Ruler) -> list[str]:
    """The word in parts that fit, each but the last with a hyphen."""
    parts = []
    while not ruler.holds(_printed(word)) and len(word) > 1:
        end = len(word) - 1
        while end > 1 and not (ruler.holds(word[:end] + "-") and not _clings(word[end])):
            end -= 1
        end = _syllable_before(word, end)
        parts.append(word[:end] + "-")
        word = word[end:]
    return [*parts, word]


def _syllable_before(word: str, end: int) -> int:
    """A place shortly before `end` where a syllable begins, by the rule that holds in most European languages.

    A consonant that a vowel follows begins a syllable; neither part may be a stub. Without such a place, `end`.
    """
    letters = [_base(letter) for letter in word]
    last = min(end, len(word) - _SHORTEST_PART)
    for place in range(last, max(_SHORTEST_PART, end - _LONGEST_SYLLABLE) - 1, -1):
        before, first, second = letters[place - 1], letters[place], letters[place + 1]
        if first.isalpha() and first not in _VOWELS and second in _VOWELS and before + first not in _ONE_SOUND:
            return place
    return end


def _base(letter: str) -> str:
    return unicodedata.normalize("NFD", letter.lower())[0]


def _cut(text: str, ruler: _Ruler) -> str:
    while text and not ruler.holds(text + ELLIPSIS):
        dropped, text = text[-1], text[:-1]
        while text and _clings(dropped) and unicodedata.category(dropped)[0] == "M":
            dropped, text = text[-1], text[:-1]
    return text.rstrip(" -,;:.") + ELLIPSIS
