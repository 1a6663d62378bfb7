"""An archive in a zip file, for handing around: written anew beside the old one, which it then replaces in one step."""

import hashlib
import shutil
import zipfile
import zlib
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import IO

from mkdocs_scorecards.publish.addition import Addition, Publication
from mkdocs_scorecards.publish.archive_files import LINK
from mkdocs_scorecards.publish.edition import CHAIN_FILE, VERSIONS_FILE, PublishRefused
from mkdocs_scorecards.publish.lock import locked

_BLOCK = 1 << 20
_READABLE = 0o100644 << 16
_KIND, _LINK_KIND = 0o170000 << 16, 0o120000 << 16
_NO_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
_DAMAGED = (*_NO_ZIP, OSError)


class ZipFiles:
    """A zip file, read without unpacking it."""

    unfinished: str | None = None
    """A zip is replaced as a whole, so nothing of it is ever under way."""

    def __init__(self, file: Path | None) -> None:
        self._zip = zipfile.ZipFile(file) if file is not None else None

    @cached_property
    def members(self) -> dict[str, zipfile.ZipInfo]:
        """All files by their address; of several with one name, the last."""
        found = self._zip.infolist() if self._zip is not None else []
        return {info.filename: info for info in sorted(found, key=lambda info: info.filename) if not info.is_dir()}

    @property
    def doubled(self) -> str | None:
        """An address that stands in the file several times, so that programs differ in what they show there."""
        names = Counter(self._zip.namelist() if self._zip is not None else [])
        return next((name for name, count in names.items() if count > 1), None)

    def paths(self) -> Sequence[str]:
        """All addresses, sorted."""
        return list(self.members)

    def read(self, path: str) -> bytes:
        """A file's content. Raises `ValueError` where the zip is damaged there."""
        try:
            with self.opened(path) as stream:
                return stream.read()
        except _DAMAGED as error:
            raise ValueError(f"is damaged: {error}") from error

    def opened(self, path: str) -> IO[bytes]:
        """A file's content as a stream."""
        assert self._zip is not None  # noqa: S101 - an address comes from it
        return self._zip.open(self.members[path])

    def digest(self, path: str) -> str:
        """SHA-256, or what is wrong with the file in its place."""
        if self.members[path].external_attr & _KIND == _LINK_KIND:
            return LINK
        digest = hashlib.sha256()
        try:
            with self.opened(path) as stream:
                while block := stream.read(_BLOCK):
                    digest.update(block)
        except _DAMAGED as error:
            return f"unreadable: {error}"
        return digest.hexdigest()


class ZipTarget:
    """A zip file that holds an archive, or is to hold one."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __str__(self) -> str:
        return str(self.file)

    def look(self) -> ZipFiles:
        """The archive as it is now.

        Raises:
            PublishRefused: the file is no zip, or holds something else.
        """
        if not self.file.exists():
            return ZipFiles(None)
        try:
            archive = ZipFiles(self.file)
        except _DAMAGED as error:
            raise PublishRefused(f"{self.file} cannot be read as a zip: {error}") from error
        if archive.doubled is not None:
            raise PublishRefused(
                f"{self.file} holds {archive.doubled} several times; programs differ in what they show"
            )
        if archive.paths() and not {CHAIN_FILE, VERSIONS_FILE} & set(archive.paths()):
            raise PublishRefused(f"{self.file} holds other files and no archive; name a new file")
        return archive

    def add(self, publication: Publication) -> Addition:
        """Publish into the archive as it then is.

        Raises:
            PublishRefused: see `look` and `locked`, or whatever the publication says.
        """
        self.file.parent.mkdir(parents=True, exist_ok=True)
        beside = self.file.with_name(f".{self.file.name}.new")
        with locked(self.file.with_name(f".{self.file.name}.lock")):
            archive = self.look()
            addition = publication.onto(archive)
            try:
                _write(beside, archive, addition)
                beside.replace(self.file)
            except _NO_ZIP as error:
                raise PublishRefused(f"{self.file} is damaged and was left as it is: {error}") from error
            finally:
                beside.unlink(missing_ok=True)
        return addition


def _write(file: Path, archive: ZipFiles, addition: Addition) -> None:
    """The new archive: what was there, unpacked and packed again, and what is added, sorted by address."""
    added = {**addition.own_files, **addition.root_files}
    on_disk = addition.site_addresses()
    kept = archive.members.keys() - added.keys() - set(addition.stale)
    when = datetime.fromisoformat(addition.entry.published)
    time_of_day = (max(when.year, 1980), when.month, when.day, when.hour, when.minute, when.second)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for address in sorted({*added, *on_disk, *kept}):
            former = archive.members.get(address) if address in kept else None
            member = zipfile.ZipInfo(address, former.date_time if former is not None else time_of_day)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = former.external_attr if former is not None else _READABLE
            if address in added:
                made.writestr(member, added[address])
                continue
            source = archive.opened(address) if former is not None else on_disk[address].open("rb")
            with source, made.open(member, "w") as destination:
                shutil.copyfileobj(source, destination, _BLOCK)
