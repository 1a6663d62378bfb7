"""How an archive is read, whatever holds it; and the one that is a folder."""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

OWN_PREFIX = ".scorecards-"
"""Names at the root of a folder that belong to publishing itself: the lock and what is being prepared."""

LINK = "link"
"""What takes the place of a hash for a symbolic link; no edition holds any."""

_BLOCK = 1 << 20


class ArchiveFiles(Protocol):
    """The files of an archive by their address, with forward slashes."""

    @property
    def unfinished(self) -> str | None:
        """The edition whose publication is under way or was cut off; None where none was."""

    def paths(self) -> Sequence[str]:
        """All addresses, sorted."""

    def read(self, path: str) -> bytes:
        """A file's content. Raises `ValueError` or `OSError` where it cannot be read."""

    def digest(self, path: str) -> str:
        """SHA-256 of a file's content in hexadecimal digits, or `LINK`."""


class FolderFiles:
    """A folder, read as it is. Links are seen and never followed."""

    def __init__(self, root: Path, unfinished: str | None = None) -> None:
        self._root = root
        self._unfinished = unfinished
        self._known: dict[tuple[int, int], str] = {}

    @property
    def unfinished(self) -> str | None:
        """As the lock says."""
        return self._unfinished

    def paths(self) -> Sequence[str]:
        """All files and links but our own at the root, and but what git keeps there."""
        found = []
        for folder, folders, names in os.walk(self._root):
            here = Path(folder)
            if here == self._root:
                folders[:] = [name for name in folders if not _is_own(name)]
                names = [name for name in names if not _is_own(name)]  # noqa: PLW2901 - the walk does not look at it
            links = [name for name in folders if (here / name).is_symlink()]
            found += [(here / name).relative_to(self._root).as_posix() for name in [*names, *links]]
        return sorted(found)

    def read(self, path: str) -> bytes:
        """A file's content."""
        return (self._root / path).read_bytes()

    def digest(self, path: str) -> str:
        """Files that share their storage are read once."""
        file = self._root / path
        if file.is_symlink():
            return LINK
        status = file.stat()
        key = (status.st_dev, status.st_ino)
        if key not in self._known:
            self._known[key] = digest_of(file)
        return self._known[key]


def digest_of(file: Path) -> str:
    """SHA-256 of a file."""
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _is_own(name: str) -> bool:
    return name.startswith(OWN_PREFIX) or name == ".git"
