"""A cell's text as an exact number, or the reason why it is none.

A grammar that accepts only what has one reading, instead of a conversion that accepts whatever it can: `float` would
take `1_000`, `nan` and Arabic digits, and would drop digits of a long number.
"""

import math
import re
from decimal import Decimal, InvalidOperation

from mkdocs_scorecards.load.unreadable import UnreadableText, quoted
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.unit import Unit

_NOT_REPORTED = frozenset(("", "-", "–", "—", "n/a", "na", "null", "none", "tbd", "new", "no data", "..", "…", "#n/a"))
"""What people type where there is no figure, in small letters."""


def read_number(text: str, *, decimal: str, unit: Unit) -> Decimal | None:
    """The number that a cell states, with all its digits.

    Args:
        text: the cell; surrounding blanks do not matter.
        decimal: the decimal sign, `.` or `,`.
        unit: the KPI's unit; a percent sign or a currency in the cell must be its own.

    Returns:
        The number, or None where the text is a mark for "not reported".

    Raises:
        UnreadableText: anything else.
    """
    stripped = text.strip()
    if _SIMPLE[decimal].fullmatch(stripped):
        return _without_negative_zero(Decimal(stripped.replace(",", ".")))
    if is_not_reported(stripped):
        return None
    parts = _parts_of(stripped)
    value = _value(parts, decimal) if parts else None
    if parts is None or value is None:
        raise _refusal(stripped, decimal)
    _check_unit(stripped, parts, unit)
    if not _is_in_range(value):
        raise UnreadableText(
            f"{quoted(stripped)} is a number beyond what can be computed with",
            "check the digits, or count in thousands or millions",
            code="number-out-of-range",
        )
    return value


def is_not_reported(text: str) -> bool:
    """Whether a cell says in one of the customary ways that there is no figure."""
    return text.strip().lower() in _NOT_REPORTED


def number_as(text: str, decimal: str) -> Decimal | None:
    """What the cell would state under that decimal sign, whatever the unit; None where it fits no number."""
    parts = _parts_of(text.strip())
    return _value(parts, decimal) if parts else None


@frozen
class _Parts:
    """A cell taken apart: the digits with their separators, and what stands around them."""

    negative: bool
    digits: str
    currency: str
    percent: bool


_CURRENCY = r"[A-Z]{0,3}[$¢-¥\u20a0-\u20cf]|[A-Z]{3}"
_MIDDLE = re.compile(r"([^0-9.,]*)([0-9.,](?:.*[0-9.,])?)([^0-9.,]*)", re.DOTALL)
_HEAD = re.compile(
    rf"(?P<sign>[-−+]?)(?P<outer>{_CURRENCY})?(?P<open>\(?)(?P<inner>{_CURRENCY})?(?P<late>[-−+]?)", re.ASCII
)
_TAIL = re.compile(rf"(?P<percent>%?)(?P<inner>{_CURRENCY})?(?P<close>\)?)(?P<late>%?)(?P<outer>{_CURRENCY})?")


def _parts_of(text: str) -> _Parts | None:
    """Signs, brackets, currency and percent sign apart from the digits; None where something else stands there."""
    middle = _MIDDLE.fullmatch(text)
    head = _HEAD.fullmatch("".join(middle[1].split())) if middle else None
    tail = _TAIL.fullmatch("".join(middle[3].split())) if middle else None
    if not (middle and head and tail):
        return None
    signs = head["sign"] + head["late"]
    currencies = [mark for mark in (head["outer"], head["inner"], tail["inner"], tail["outer"]) if mark]
    percents = tail["percent"] + tail["late"]
    in_brackets = bool(head["open"])
    if in_brackets != bool(tail["close"]) or len(signs) + in_brackets > 1 or len(currencies) + len(percents) > 1:
        return None
    return _Parts(
        negative=in_brackets or signs in ("-", "−"),
        digits=middle[2],
        currency="".join(currencies),
        percent=bool(percents),
    )


_EXPONENT = r"(?:[eE][-+]?[0-9]+)?"
_GROUPED = r"[1-9][0-9]{{0,2}}([{groups}])[0-9]{{3}}(?:\1[0-9]{{3}})*(?:{decimal}[0-9]+)?"
_PLAIN = r"(?:[0-9]+(?:{decimal}[0-9]*)?|{decimal}[0-9]+)" + _EXPONENT
_BLANKS = " '’\u00a0\u2009\u202f"
_NUMBER = {
    sign: re.compile(f"{_PLAIN}|{_GROUPED}".format(decimal=re.escape(sign), groups=other + _BLANKS))
    for sign, other in ((".", ","), (",", "."))
}
_SIMPLE = {sign: re.compile(rf"-?[0-9]{{1,15}}(?:{re.escape(sign)}[0-9]{{1,15}})?") for sign in ".,"}


def _value(parts: _Parts, decimal: str) -> Decimal | None:
    match = _NUMBER[decimal].fullmatch(parts.digits)
    if match is None:
        return None
    digits = parts.digits.replace(match[1], "") if match[1] else parts.digits
    try:
        value = Decimal(digits.replace(",", "."))
    except InvalidOperation:
        value = Decimal("Infinity")
    return _without_negative_zero(value.copy_negate() if parts.negative else value)


def _without_negative_zero(value: Decimal) -> Decimal:
    return value or value.copy_abs()


def _is_in_range(value: Decimal) -> bool:
    """Statistics work on floats: a figure must neither overflow nor vanish there."""
    as_float = float(value)
    return math.isfinite(as_float) and (as_float != 0 or not value)


def _check_unit(text: str, parts: _Parts, unit: Unit) -> None:
    if parts.percent and not unit.is_percent:
        raise UnreadableText(
            f"{quoted(text)} carries a percent sign, but the KPI's unit is {quoted(unit.text)}",
            "write the number without it, or set 'unit: \"%\"' on the KPI",
            code="number-unit-mismatch",
        )
    own = {unit.text, unit.symbol} if unit.is_currency else set()
    if parts.currency and parts.currency not in own:
        raise UnreadableText(
            f"{quoted(text)} carries the currency {quoted(parts.currency)}, but the KPI's unit is {quoted(unit.text)}",
            "convert the figure to the KPI's unit and write the number alone",
            code="number-unit-mismatch",
        )


_SIGN_NAMES = {".": "point", ",": "comma"}
_ONLY_NUMBER = "write the number alone, or leave the cell empty where there is no figure"
_KNOWN_MISTAKES = tuple(
    (re.compile(pattern, re.IGNORECASE), what, hint)
    for pattern, what, hint in (
        (r"=.*", "is a formula", "export the computed values"),
        (r"[-+]?(?:nan|inf|infinity|∞)", "is not a finite number", "leave the cell empty where there is no figure"),
        (r"[-+]?0x[0-9a-f]+", "is a hexadecimal number", "write the number with the digits 0 to 9"),
        (r".*[0-9]_[0-9].*", "holds an underscore", "write the number without underscores"),
        (r"(?:[<>~≈≤≥±]|about |approx|ca\.? ).*", "is a bound or an estimate, not a figure", _ONLY_NUMBER),
        (r"[^a-z]*[0-9] ?(?:k|m|bn?|mn|mio\.?|thousand|million|billion)", "is abbreviated", "write all the digits"),
        (r"[-+]?[0-9.,]+ ?(?:of|out of|/|:) ?[0-9.,]+", "is a part of a whole, not one number", "write the result"),
        (r"[0-9.,]+ ?[-–] ?[0-9.,]+", "is a span, not one number", _ONLY_NUMBER),
        (r"[0-9.,]+[-−]", "ends in a minus sign", "write the minus sign in front"),
        (r"[–—].*[0-9].*", "begins with a dash", "write a minus sign, -"),
    )
)


def _refusal(text: str, decimal: str) -> UnreadableText:
    if text.startswith("#"):
        return UnreadableText(
            f"{quoted(text)} is an error of the spreadsheet",
            "cure the formula there and export again, or leave the cell empty",
            code="number-spreadsheet-error",
        )
    for pattern, what, hint in _KNOWN_MISTAKES:
        if pattern.fullmatch(text):
            return UnreadableText(f"{quoted(text)} {what}", hint, code="number-unreadable")
    if any(character.isdigit() and not character.isascii() for character in text):
        return UnreadableText(
            f"{quoted(text)} is written with digits other than 0 to 9",
            "write it with the digits 0 to 9",
            code="number-unreadable",
        )
    return _refusal_of_separators(text, decimal)


def _refusal_of_separators(text: str, decimal: str) -> UnreadableText:
    other = "," if decimal == "." else "."
    if (meant := number_as(text, other)) is not None:
        return UnreadableText(
            f"{quoted(text)} does not fit the decimal {_SIGN_NAMES[decimal]} of this file",
            f"write {str(meant).replace('.', decimal)}, or name the decimal sign with 'decimal:' in scorecard.yml",
            code="number-unreadable",
        )
    parts = _parts_of(text)
    if parts and parts.digits.count(decimal) <= 1 and re.fullmatch(rf"[0-9][0-9.,{_BLANKS}]*[0-9]", parts.digits):
        return UnreadableText(
            f"{quoted(text)} has thousands groups that are not of three digits each",
            f"write it without separators: {re.sub(rf'[{other}{_BLANKS}]', '', parts.digits)}",
            code="number-unreadable",
        )
    return UnreadableText(f"{quoted(text)} is no number", _ONLY_NUMBER, code="number-unreadable")
