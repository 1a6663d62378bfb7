"""An archive in a commit, read without a working tree."""

import hashlib
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import IO

from mkdocs_scorecards.model.frozen import frozen_positional
from mkdocs_scorecards.publish.archive_files import LINK
from mkdocs_scorecards.publish.edition import CHAIN_FILE
from mkdocs_scorecards.publish.git import Git, GitFailedError

_LINK_MODE = "120000"
_BLOCK = 1 << 20


@frozen_positional
class _Blob:
    mode: str
    name: str


class GitFiles:
    """The files of a commit; none where the branch does not exist yet."""

    unfinished: str | None = None
    """A branch moves from commit to commit, so nothing of it is ever under way."""

    def __init__(self, git: Git, commit: str | None) -> None:
        self._git = git
        self.commit = commit

    @cached_property
    def _blobs(self) -> dict[str, _Blob]:
        if self.commit is None:
            return {}
        listing = self._git.bytes_of("ls-tree", "-r", "-z", "--full-tree", self.commit)
        found = {}
        for line in listing.split(b"\0")[:-1]:
            facts, _, path = line.partition(b"\t")
            mode, kind, name = facts.decode("ascii").split()
            if kind == "blob":
                found[path.decode("utf-8", "surrogateescape")] = _Blob(mode, name)
        return dict(sorted(found.items()))

    @cached_property
    def _digests(self) -> Mapping[str, str]:
        """SHA-256 of every content by its name in git: equal files are read once."""
        return dict(self._hashed(sorted({blob.name for blob in self._blobs.values()})))

    def paths(self) -> Sequence[str]:
        """All addresses, sorted."""
        return list(self._blobs)

    def read(self, path: str) -> bytes:
        """A file's content."""
        return self._git.bytes_of("cat-file", "blob", self._blobs[path].name)

    def digest(self, path: str) -> str:
        """SHA-256 of a file's content, or `LINK`."""
        blob = self._blobs[path]
        return LINK if blob.mode == _LINK_MODE else self._digests.get(blob.name, "missing from the repository")

    def earlier_chains(self) -> Iterator[tuple[str, bytes]]:
        """What `editions.json` was in the commits before this one, the latest first, with the commit."""
        if self.commit is None:
            return
        log = self._git.text_of("rev-list", "--first-parent", self.commit, "--", CHAIN_FILE)
        for commit in log.split():
            content = self._chain_in(commit)
            if content is not None:
                yield commit, content

    def _chain_in(self, commit: str) -> bytes | None:
        try:
            return self._git.bytes_of("cat-file", "blob", f"{commit}:{CHAIN_FILE}")
        except GitFailedError:
            return None

    def _hashed(self, names: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Stream all contents through one process; they may be more than fits into memory."""
        with tempfile.TemporaryFile() as wanted:
            wanted.write("".join(f"{name}\n" for name in names).encode())
            wanted.seek(0)
            command = ["git", "cat-file", "--batch"]
            with subprocess.Popen(command, cwd=self._git.folder, stdin=wanted, stdout=subprocess.PIPE) as process:  # noqa: S603
                assert process.stdout is not None  # noqa: S101 - a pipe was asked for
                for name in names:
                    header = process.stdout.readline().split()
                    if len(header) == 3:  # noqa: PLR2004 - name, kind and size; "missing" has no size
                        yield name, _digest_of_next(process.stdout, int(header[2]))


def _digest_of_next(stream: IO[bytes], size: int) -> str:
    digest = hashlib.sha256()
    left = size
    while left and (block := stream.read(min(left, _BLOCK))):
        digest.update(block)
        left -= len(block)
    stream.read(1)  # the line end after each content
    return digest.hexdigest()
