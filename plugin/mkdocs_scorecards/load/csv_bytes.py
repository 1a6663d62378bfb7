"""From a file's bytes to its text, or to the reason why the file is no CSV at all.

What is refused here would otherwise come out as wrong letters, as hundreds of follow-up errors, or as no error.
"""

import re
from collections.abc import Iterator

from mkdocs_scorecards.load.unreadable import quoted
from mkdocs_scorecards.model.problem import Problem, Severity
from mkdocs_scorecards.model.source_ref import SourceRef

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes; far more than any scorecard has, and little enough to be read in one piece."""

_MEBIBYTE = 1024 * 1024
_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_WORKBOOK_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_LFS_START = b"version https://git-lfs.github.com/spec/"
_NO_WINDOWS_1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_UTF8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HTML_START = re.compile(r"\s*<(?:!|\?|[a-z])", re.IGNORECASE)
_MERGE_MARK = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: .*)?$", re.MULTILINE)

_SAVE_AS_UTF8 = "save the file as 'CSV UTF-8'"

TextAndProblems = tuple[str | None, tuple[Problem, ...]]
"""The text with `\\n` as the only line end, None where there is none to go on with; and what was found."""


def csv_text(data: bytes, path: str, limit: int = LARGEST_FILE) -> TextAndProblems:
    """Decode a CSV file.

    Args:
        data: the whole file.
        path: its path in the project, for the problems.
        limit: the most bytes that are read.
    """
    if refusal := _refusal_of_kind(data, path, limit):
        return None, (refusal,)
    text, problems = _decoded(data, path)
    if text is None:
        return None, problems
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    refusals = _refusals_of_text(unified, path)
    return (None if refusals else unified), (*problems, *refusals)


def _refusal_of_kind(data: bytes, path: str, limit: int) -> Problem | None:
    """What the first bytes and the size give away."""
    whole = SourceRef(path)
    if len(data) > limit:
        return Problem(
            code="csv-too-large",
            where=whole,
            message=f"the file has {len(data) / _MEBIBYTE:.1f} MiB; at most {limit / _MEBIBYTE:.1f} MiB are read",
            hint="split it and name the parts under 'data:', or raise the limit",
        )
    if data.startswith(_WORKBOOK_STARTS):
        return Problem(
            code="csv-is-workbook",
            where=whole,
            message="the file is an Excel workbook, only its name ends in .csv",
            hint=f"open it in Excel and {_SAVE_AS_UTF8}, or use 'scorecards import'",
        )
    if data.startswith(_LFS_START):
        return Problem(
            code="csv-is-lfs-pointer",
            where=whole,
            message="the file is a Git LFS pointer, not the data it points to",
            hint="run 'git lfs pull'; in CI check out with LFS",
        )
    return None


def _decoded(data: bytes, path: str) -> TextAndProblems:
    if data.startswith(_UTF16_MARKS):
        return _decoded_utf16(data, path)
    if (nul := data.find(b"\0")) >= 0:
        return None, (_nul(path, _line_of(data, nul)),)
    try:
        return data.removeprefix(_UTF8_MARK).decode("utf-8"), ()
    except UnicodeDecodeError as error:
        start = len(data) - len(error.object) + error.start
        return _decoded_windows_1252(data, path, start)


def _decoded_utf16(data: bytes, path: str) -> TextAndProblems:
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-16", errors="ignore")
        return None, (
            _unreadable(path, _line_of(before.encode(), len(data)), "is not UTF-16, as the file's first bytes say"),
        )
    if (nul := text.find("\0")) >= 0:
        return None, (_nul(path, _line_of(text[:nul].encode(), len(data))),)
    return text, ()


def _decoded_windows_1252(data: bytes, path: str, first_stray: int) -> TextAndProblems:
    """Read as Windows-1252, unless something says that the file is or was UTF-8."""
    stray_line = _line_of(data, first_stray)
    if letter := _UTF8_LETTER.search(data):
        return None, (_mixed(path, stray_line, _line_of(data, letter.start())),)
    if undefined := _NO_WINDOWS_1252.search(data):
        line = _line_of(data, undefined.start())
        return None, (_unreadable(path, line, "is neither UTF-8 nor Windows-1252"),)
    warning = Problem(
        code="csv-encoding-windows-1252",
        where=SourceRef(path, stray_line),
        message="the file is not UTF-8; it was read as Windows-1252",
        hint=_SAVE_AS_UTF8,
        severity=Severity.WARNING,
    )
    return data.decode("cp1252"), (warning,)


def _line_of(data: bytes, position: int) -> int:
    """The line, from 1, under any of the three line ends."""
    before = data[:position].replace(b"\r\n", b"\n")
    return before.count(b"\n") + before.count(b"\r") + 1


def _nul(path: str, line: int) -> Problem:
    return Problem(
        code="csv-not-text",
        where=SourceRef(path, line),
        message="the file holds a NUL byte, so it is no text; it may be UTF-16 without its mark, or damaged",
        hint=_SAVE_AS_UTF8,
    )


def _unreadable(path: str, line: int, what: str) -> Problem:
    return Problem(
        code="csv-encoding-unreadable",
        where=SourceRef(path, line),
        message=f"this line {what}",
        hint=_SAVE_AS_UTF8,
    )


def _mixed(path: str, line: int, utf8_line: int) -> Problem:
    return Problem(
        code="csv-encoding-mixed",
        where=SourceRef(path, line),
        message=f"two encodings in one file: line {utf8_line} is UTF-8, this line is not",
        hint=f"correct the letters with accents and {_SAVE_AS_UTF8}",
    )


def _refusals_of_text(text: str, path: str) -> tuple[Problem, ...]:
    if not text.strip():
        return (
            Problem(
                code="csv-empty",
                where=SourceRef(path),
                message="the file is empty",
                hint="begin it with the line 'kpi,period,actual'",
            ),
        )
    if _HTML_START.match(text):
        return (
            Problem(
                code="csv-is-html",
                where=SourceRef(path, 1),
                message="the file is a web page, not a CSV; perhaps a sign-in page was saved in its place",
                hint="download the data itself and save it here",
            ),
        )
    return tuple(_conflicts(text, path))


def _conflicts(text: str, path: str) -> Iterator[Problem]:
    line, counted = 1, 0
    for mark in _MERGE_MARK.finditer(text):
        line += text.count("\n", counted, mark.start())
        counted = mark.start()
        yield merge_conflict(SourceRef(path, line), mark[0])


def merge_conflict(where: SourceRef, mark: str) -> Problem:
    """A line that git left behind when it could not merge."""
    return Problem(
        code="csv-merge-conflict",
        where=where,
        message=f"a merge conflict is left in the file: {quoted(mark)}",
        hint="keep the right rows and delete the lines with <<<<<<<, ======= and >>>>>>>",
    )
