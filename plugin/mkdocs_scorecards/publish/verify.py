"""Whether every edition of an archive is what was published: all files against the manifests, those against the chain.

Each edition repeats its entry, with the hash of the entry before it, in a file that its manifest covers. A chain that
was written anew from the start therefore still contradicts the editions, unless those were rewritten as well; against
that only a head that was noted down or signed elsewhere helps, and on a branch the commits before.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from enum import StrEnum

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.publish.addition import versions_of
from mkdocs_scorecards.publish.archive_files import LINK, ArchiveFiles
from mkdocs_scorecards.publish.chain import Chain, UnreadableChainError, breaks_of, read_chain
from mkdocs_scorecards.publish.edition import CHAIN_FILE, EDITION_FILE, MANIFEST_FILE, VERSIONS_FILE, Entry
from mkdocs_scorecards.publish.manifest import read_manifest


class Kind(StrEnum):
    """What was found. The last two say that there is no proof, not that something was changed."""

    CHANGED = "changed"
    MISSING = "missing"
    ADDED = "added"
    CHAIN = "chain"
    INDEX = "index"
    UNPROVEN = "unproven"
    UNFINISHED = "unfinished"


@frozen
class Finding:
    """One difference between the archive and what was published; `path` is an address in the archive."""

    kind: Kind
    path: str
    message: str

    @property
    def is_difference(self) -> bool:
        """Whether the archive is not what it should be."""
        return self.kind not in (Kind.UNPROVEN, Kind.UNFINISHED)

    def __str__(self) -> str:
        return f"{self.path}: {self.kind}: {self.message}"


@frozen
class Verification:
    """What was looked at, and what was found; `head` is the hash of the chain's last entry."""

    editions: int
    files: int
    head: str
    findings: tuple[Finding, ...]

    @property
    def is_clean(self) -> bool:
        """Whether every edition is what was published."""
        return not any(finding.is_difference for finding in self.findings)


def verification_of(archive: ArchiveFiles, earlier: Iterable[tuple[str, bytes]] = ()) -> Verification:
    """Compare everything.

    Args:
        archive: what holds it.
        earlier: what `editions.json` was before, with where that stands; each must be the beginning of what it is.
    """
    if CHAIN_FILE not in archive.paths():
        return _without_chain("is missing, so nothing is proven")
    try:
        chain = read_chain(archive.read(CHAIN_FILE))
    except ValueError as error:
        return _without_chain(f"cannot be read: it {error}")
    by_folder = _by_folder(archive.paths())
    findings = [Finding(kind=Kind.CHAIN, path=CHAIN_FILE, message=text) for text in breaks_of(chain)]
    findings += _rewritten(chain, earlier)
    for entry in chain:
        findings += _in_edition(entry, archive, by_folder.get(entry.folder, set()))
    findings += _without_entry(archive, chain, by_folder)
    findings += _in_versions(archive, chain, by_folder)
    files = sum(len(by_folder.get(folder, ())) for folder in {entry.folder for entry in chain})
    return Verification(editions=len(chain.recorded), files=files, head=chain.head, findings=tuple(findings))


def _without_chain(message: str) -> Verification:
    finding = Finding(kind=Kind.CHAIN, path=CHAIN_FILE, message=message)
    return Verification(editions=0, files=0, head="", findings=(finding,))


def _by_folder(paths: Iterable[str]) -> dict[str, set[str]]:
    folders: dict[str, set[str]] = {}
    for path in paths:
        folder, slash, rest = path.partition("/")
        if slash:
            folders.setdefault(folder, set()).add(rest)
    return folders


def _rewritten(chain: Chain, earlier: Iterable[tuple[str, bytes]]) -> Iterator[Finding]:
    """An earlier chain that is not the beginning of this one. The latest such is named, and not those before it."""
    now = [recorded.hash for recorded in chain.recorded]
    for where, content in earlier:
        try:
            then = [recorded.hash for recorded in read_chain(content).recorded]
        except UnreadableChainError:
            continue  # whoever broke it was found out by whoever read it then; what counts is what it is now
        if now[: len(then)] != then:
            first = next(number for number, digest in enumerate(then) if now[number : number + 1] != [digest])
            message = f"entry {first + 1} is not the one of {where}: it was changed, moved or removed since"
            yield Finding(kind=Kind.CHAIN, path=CHAIN_FILE, message=message)
            return


def _in_edition(entry: Entry, archive: ArchiveFiles, found: set[str]) -> Iterator[Finding]:
    folder = entry.folder
    if not found:
        yield Finding(kind=Kind.MISSING, path=f"{folder}/", message="the edition is not in the archive")
        return
    if MANIFEST_FILE not in found or archive.digest(f"{folder}/{MANIFEST_FILE}") == LINK:
        yield Finding(kind=Kind.MISSING, path=f"{folder}/{MANIFEST_FILE}", message="the edition has lost its manifest")
        return
    if archive.digest(f"{folder}/{MANIFEST_FILE}") != entry.manifest:
        message = "it is not the manifest that the chain names"
        yield Finding(kind=Kind.CHANGED, path=f"{folder}/{MANIFEST_FILE}", message=message)
    try:
        manifest = read_manifest(archive.read(f"{folder}/{MANIFEST_FILE}"))
    except ValueError as error:
        yield Finding(kind=Kind.CHANGED, path=f"{folder}/{MANIFEST_FILE}", message=f"it {error}")
        return
    yield from _against_manifest(folder, manifest, found, archive)
    yield from _against_entry(entry, archive, found)


def _against_manifest(
    folder: str, manifest: Mapping[str, str], found: set[str], archive: ArchiveFiles
) -> Iterator[Finding]:
    for path in sorted(manifest.keys() | found - {MANIFEST_FILE}):
        address = f"{folder}/{path}"
        if path not in found:
            yield Finding(kind=Kind.MISSING, path=address, message="the file was published and is gone")
        elif path not in manifest:
            yield Finding(kind=Kind.ADDED, path=address, message="the file was not published")
        elif (digest := archive.digest(address)) != manifest[path]:
            what = "a link stands in its place" if digest == LINK else "the content is not what was published"
            yield Finding(kind=Kind.CHANGED, path=address, message=what)


def _against_entry(entry: Entry, archive: ArchiveFiles, found: set[str]) -> Iterator[Finding]:
    """The edition's own account of itself against its entry."""
    address = f"{entry.folder}/{EDITION_FILE}"
    if EDITION_FILE not in found or archive.digest(address) == LINK:
        return  # named before, by the manifest
    try:
        about = json.loads(archive.read(address))
    except (ValueError, RecursionError):
        about = None
    if not isinstance(about, dict):
        yield Finding(kind=Kind.CHANGED, path=address, message="it cannot be read")
        return
    for name, value in asdict(entry).items():
        if name != "manifest" and about.get(name) != value:
            message = f"the edition says {name} {about.get(name)!r}, its entry in {CHAIN_FILE} {value!r}"
            yield Finding(kind=Kind.CHAIN, path=address, message=message)


def _without_entry(archive: ArchiveFiles, chain: Chain, by_folder: Mapping[str, set[str]]) -> Iterator[Finding]:
    """Folders with a manifest that the chain does not know. A copy, such as `mike` makes for an alias, is known."""
    known = {entry.manifest for entry in chain}
    for folder in sorted(by_folder.keys() - {entry.folder for entry in chain}):
        if MANIFEST_FILE not in by_folder[folder] or archive.digest(f"{folder}/{MANIFEST_FILE}") in known:
            continue
        if folder == archive.unfinished:
            message = "its publication is under way or was cut off; the next one clears it away"
            yield Finding(kind=Kind.UNFINISHED, path=f"{folder}/", message=message)
        else:
            message = f"an edition without an entry in {CHAIN_FILE}; the entry may have been removed"
            yield Finding(kind=Kind.ADDED, path=f"{folder}/", message=message)


def _in_versions(archive: ArchiveFiles, chain: Chain, by_folder: Mapping[str, set[str]]) -> Iterator[Finding]:
    """Whether readers are led to every edition, and to nothing that is not there."""
    if archive.unfinished is not None and archive.unfinished in {entry.folder for entry in chain}:
        message = "the index pages are being written, or that was cut off; the next publication completes them"
        yield Finding(kind=Kind.UNFINISHED, path=VERSIONS_FILE, message=message)
        return
    listed = [str(item.get("version")) for item in _versions(archive)]
    for entry in chain:
        if entry.folder not in listed:
            yield Finding(kind=Kind.INDEX, path=VERSIONS_FILE, message=f"{entry.folder} is not listed")
    for name in listed:
        if name not in by_folder:
            yield Finding(kind=Kind.INDEX, path=VERSIONS_FILE, message=f"{name} is listed and is not in the archive")
        elif MANIFEST_FILE not in by_folder[name] and name not in {entry.folder for entry in chain}:
            yield Finding(kind=Kind.UNPROVEN, path=f"{name}/", message="put there by other means, without a manifest")


def _versions(archive: ArchiveFiles) -> list[Mapping[str, object]]:
    return [item for item in _list(versions_of(archive)) if isinstance(item, dict)]


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
