"""Files that a scorecard names; none may lie outside its folder, neither by its path nor through a link.

Scorecards come with pull requests: without this a path could bring any file of the building machine onto the site.
"""

import re
from pathlib import Path

from mkdocs_scorecards.load.unreadable import UnreadableText, quoted

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_DRIVE = re.compile(r"[A-Za-z]:")
_INSIDE = "name a file in the folder of the scorecard, such as kpis.csv"


def bytes_inside(root: Path, folder: str, name: str, limit: int) -> bytes:
    """The bytes of a file, at most one more than `limit`.

    Args:
        root: the folder of all scorecards; it may itself be a link.
        folder: the name of the scorecard's folder in it, which may not.
        name: the path of the file from there, with forward slashes.
        limit: in bytes; who gets more knows that the file is too large.

    Raises:
        UnreadableText: the file lies outside the folder, does not exist or cannot be read.
    """
    _refuse_foreign(name)
    path = root / folder / name
    try:
        if not path.resolve().is_relative_to(root.resolve() / folder):
            raise UnreadableText(f"{quoted(name)} leads out of the folder", _INSIDE, code="file-outside-folder")
        if not path.exists():
            raise UnreadableText(
                f"the file {quoted(name)} does not exist", "add it, or correct the path", code="file-missing"
            )
        if not path.is_file():
            raise UnreadableText(f"{quoted(name)} is no file", _INSIDE, code="file-unreadable")
        with path.open("rb") as stream:
            return stream.read(limit + 1)
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle, before Python 3.13
        reason = getattr(error, "strerror", None) or "links lead in a circle"
        raise UnreadableText(f"{quoted(name)} cannot be read: {reason}", code="file-unreadable") from None


def names_inside(root: Path, folder: str, name: str) -> tuple[str, ...]:
    """What a folder in the scorecard's folder holds, by name; empty where there is none.

    Raises:
        UnreadableText: it lies outside, is no folder or cannot be read.
    """
    path = root / folder / name
    try:
        if not path.resolve().is_relative_to(root.resolve() / folder):
            raise UnreadableText(f"{quoted(name)} leads out of the folder", _INSIDE, code="file-outside-folder")
        return tuple(sorted(entry.name for entry in path.iterdir())) if path.exists() else ()
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or "links lead in a circle"
        raise UnreadableText(f"{quoted(name)} cannot be read: {reason}", code="file-unreadable") from None


def _refuse_foreign(name: str) -> None:
    """Refuse what is no path of this folder on any system, whichever one this is."""
    if _DRIVE.match(name) or name.startswith(("/", "\\", "~")):
        raise UnreadableText(f"{quoted(name)} is an absolute path", _INSIDE, code="file-outside-folder")
    if _ADDRESS.match(name):
        raise UnreadableText(
            f"{quoted(name)} is an address; figures are read from files only",
            "download the file into the folder of the scorecard",
            code="file-outside-folder",
        )
    if "\\" in name:
        raise UnreadableText(
            f"{quoted(name)} holds a backslash", f"write {name.replace(chr(92), '/')}", code="file-outside-folder"
        )
