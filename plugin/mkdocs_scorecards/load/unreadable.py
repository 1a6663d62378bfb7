"""The one way in which a reader of a single text says no; whoever knows the place turns it into a `Problem`."""

_LONGEST_QUOTATION = 40


class UnreadableText(ValueError):  # noqa: N818 - named after what is wrong with the text
    """A text that stands for no number or period, or for more than one.

    `message` says what was found and expected, `hint` what to write instead, `code` names the kind of problem.
    """

    def __init__(self, message: str, hint: str = "", *, code: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.code = code


def quoted(text: str) -> str:
    """`text` as a message quotes it: on one line, at most 40 characters, unprintable ones escaped.

    >>> quoted("12,5")
    "'12,5'"
    """
    short = text if len(text) <= _LONGEST_QUOTATION else text[: _LONGEST_QUOTATION - 1] + "…"
    visible = "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode() for character in short
    )
    return f"'{visible}'"
