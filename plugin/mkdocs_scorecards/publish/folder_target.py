"""An archive in a folder, changed so that a kill at any moment leaves the old one or the new one.

The edition is made ready aside, on the same file system, and put in place by one rename while the chain does not know
it yet. Replacing `editions.json`, by a second rename, is the moment at which it is published. What follows is index
pages, which any later run makes anew. Files that an earlier edition holds with the same bytes are stored once, by hard
links, where the file system can.
"""

import filecmp
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from mkdocs_scorecards.publish.addition import Addition, Publication, chain_of, stale_latest, versions_of
from mkdocs_scorecards.publish.archive_files import OWN_PREFIX, FolderFiles
from mkdocs_scorecards.publish.edition import CHAIN_FILE, MANIFEST_FILE, VERSIONS_FILE, PublishRefused
from mkdocs_scorecards.publish.index_pages import LATEST, IndexPages
from mkdocs_scorecards.publish.lock import HeldLock, locked, name_in
from mkdocs_scorecards.publish.manifest import UnreadableManifestError, read_manifest

_LOCK = f"{OWN_PREFIX}lock"
_STAGING = f"{OWN_PREFIX}staging"


class FolderTarget:
    """A folder that holds an archive, or is to hold one."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def __str__(self) -> str:
        return str(self.root)

    def look(self) -> FolderFiles:
        """The archive as it is now.

        Raises:
            PublishRefused: the folder holds something else.
        """
        self._refuse_other_folder()
        return FolderFiles(self.root, unfinished=name_in(self.root / _LOCK))

    def add(self, publication: Publication) -> Addition:
        """Publish into the archive as it then is.

        Raises:
            PublishRefused: see `look` and `locked`, or whatever the publication says.
        """
        self._refuse_other_folder()
        self.root.mkdir(parents=True, exist_ok=True)
        with locked(self.root / _LOCK) as lock:
            self._recover(lock, publication.pages)
            archive = FolderFiles(self.root)
            addition = publication.onto(archive)
            lock.note(addition.entry.folder)
            try:
                self._write(addition, archive)
            except BaseException:
                with suppress(OSError):  # what cannot be cleared up now stays named in the lock for the next run
                    self._recover(lock, publication.pages)
                raise
            lock.note("")
        return addition

    def clear_up(self, pages: IndexPages) -> None:
        """Clear away or finish what a publication left that was cut off; one that is under way is waited for."""
        with locked(self.root / _LOCK) as lock:
            self._recover(lock, pages)

    def _write(self, addition: Addition, archive: FolderFiles) -> None:
        staging = self.root / _STAGING
        folder = addition.entry.folder
        stored = _Stored(self.root, archive)
        for address, source in addition.site_addresses().items():
            stored.put(source, addition.site.digests[address.partition("/")[2]], staging / address)
        for address, content in addition.own_files.items():
            _write_file(staging / address, content)
        _sync_folder(staging / folder)
        (staging / folder).rename(self.root / folder)
        _sync_folder(self.root)
        self._write_root(addition.root_files, addition.stale)
        shutil.rmtree(staging)

    def _write_root(self, files: Mapping[str, bytes], stale: tuple[str, ...]) -> None:
        """Replace the files of the root one by one, the chain first."""
        staging, latest = self.root / _STAGING, self.root / LATEST
        if latest.is_symlink() or latest.is_file():  # as `mike` makes it by default
            latest.unlink()
        for address, content in files.items():
            _write_file(staging / "root", content)
            (self.root / address).parent.mkdir(parents=True, exist_ok=True)
            (staging / "root").replace(self.root / address)
        for file in (self.root / address for address in stale if address != LATEST):
            file.unlink(missing_ok=True)
            with suppress(OSError):  # not empty
                file.parent.rmdir()

    def _recover(self, lock: HeldLock, pages: IndexPages) -> None:
        """Clear away what a publication left that was cut off, or finish it where it had got past its moment."""
        staging, folder = self.root / _STAGING, lock.name
        if staging.is_dir():
            shutil.rmtree(staging)
        if folder is None:
            return
        archive = FolderFiles(self.root)
        chain = chain_of(archive)
        if folder in {entry.folder for entry in chain}:
            files = pages.files(chain, versions_of(archive), archive.paths())
            self._write_root(files, stale_latest(archive.paths(), files))
            shutil.rmtree(staging)
        elif (self.root / folder).is_dir():
            shutil.rmtree(self.root / folder)
        lock.note("")

    def _refuse_other_folder(self) -> None:
        """A folder with other things in it is a mistyped target, and would be littered."""
        if not self.root.exists():
            return
        if not self.root.is_dir():
            raise PublishRefused(f"{self.root} is a file; name a folder, a .zip or branch:NAME")
        names = {path.name for path in self.root.iterdir()}
        ours = {CHAIN_FILE, VERSIONS_FILE} | {name for name in names if name.startswith(OWN_PREFIX)}
        if names and not names & ours:
            raise PublishRefused(f"{self.root} holds other files and no archive; name an empty or a new folder")


class _Stored:
    """Files of earlier editions by their hash, so that equal ones are stored once."""

    def __init__(self, root: Path, archive: FolderFiles) -> None:
        self._at: dict[str, Path] = {}
        for entry in chain_of(archive):
            with suppress(OSError, UnreadableManifestError):  # a damaged edition is no reason not to publish
                manifest = read_manifest((root / entry.folder / MANIFEST_FILE).read_bytes())
                self._at |= {digest: root / entry.folder / path for path, digest in manifest.items()}

    def put(self, source: Path, digest: str, destination: Path) -> None:
        """Link an equal file, after a look whether it still is equal; else copy."""
        destination.parent.mkdir(parents=True, exist_ok=True)
        earlier = self._at.get(digest)
        if earlier is not None:
            with suppress(OSError):  # a file system without links, or one with too many to this file
                if not earlier.is_symlink() and filecmp.cmp(earlier, source, shallow=False):
                    os.link(earlier, destination)
                    return
        with source.open("rb") as original, destination.open("wb") as copy:
            shutil.copyfileobj(original, copy)
            _sync(copy)


def _write_file(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        stream.write(content)
        _sync(stream)


def _sync(stream: BinaryIO) -> None:
    stream.flush()
    os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    """Put a rename on the disk. Windows knows no such thing for folders."""
    if os.name != "nt":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
