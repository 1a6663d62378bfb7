"""One publication at a time: a lock that the system itself releases when its holder dies.

The lock file also names the edition that is under way. Whoever gets the lock and finds a name in it knows that the
publication before was cut off, and what it may have left behind. The name counts whether or not anybody holds the lock.
"""

import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from mkdocs_scorecards.publish.edition import PublishRefused

LONGEST_WAIT = 60.0
"""Seconds to wait for another publication; one holds the lock only while files are copied."""

_PAUSE = 0.05
_LONGEST_NAME = 200
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")

if sys.platform == "win32":
    import msvcrt

    _FAR_AWAY = 1 << 30
    """Windows lets nobody read a locked stretch, so a byte is locked where nothing stands."""

    def _locked_at_once(stream: BinaryIO) -> bool:
        stream.seek(_FAR_AWAY)
        try:
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _locked_at_once(stream: BinaryIO) -> bool:
        try:
            fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


class HeldLock:
    """The lock while it is held."""

    def __init__(self, path: Path, stream: BinaryIO) -> None:
        self._path = path
        self._stream = stream

    @property
    def name(self) -> str | None:
        """The edition that is under way, or was when its publication was cut off."""
        return name_in(self._path)

    def note(self, name: str) -> None:
        """Say which edition is under way, on the disk before anything else is; empty for none."""
        self._stream.seek(0)
        self._stream.truncate()
        self._stream.write(name.encode())
        self._stream.flush()
        os.fsync(self._stream.fileno())

    def remove(self) -> None:
        """Take the file away, unless something is still to be cleared up; where that cannot be, it stays empty."""
        if self.name is None:
            with suppress(OSError):
                self._path.unlink()


def name_in(path: Path) -> str | None:
    """The edition that a lock file names; None where there is no file or no name in it."""
    try:
        with path.open("rb") as stream:
            name = stream.read(_LONGEST_NAME).decode("ascii", "replace")
    except FileNotFoundError:
        return None
    return name if _NAME.fullmatch(name) else None


@contextmanager
def locked(path: Path, longest_wait: float = LONGEST_WAIT) -> Iterator[HeldLock]:
    """Hold the lock of that file.

    Raises:
        PublishRefused: somebody else holds it all the time.
    """
    give_up = time.monotonic() + longest_wait
    while (stream := _held(path)) is None:
        if time.monotonic() > give_up:
            raise PublishRefused(f"another publication has been under way for {longest_wait:.0f} seconds; try later")
        time.sleep(_PAUSE)
    with stream:
        lock = HeldLock(path, stream)
        try:
            yield lock
        finally:
            lock.remove()


def _held(path: Path) -> BinaryIO | None:
    """The locked file, or None where it is held or was removed between opening and locking it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
    stream = os.fdopen(descriptor, "r+b")
    if _locked_at_once(stream):
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(descriptor), path.stat()):
                return stream
    stream.close()
    return None
