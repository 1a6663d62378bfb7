"""What one publication adds to an archive: worked out in full before anything is written."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.publish.archive_files import LINK, ArchiveFiles, FolderFiles
from mkdocs_scorecards.publish.chain import Chain, breaks_of, chain_with, read_chain
from mkdocs_scorecards.publish.edition import (
    CHAIN_FILE,
    EDITION_FILE,
    MANIFEST_FILE,
    VERSIONS_FILE,
    Entry,
    Facts,
    PublishRefused,
    folder_of,
    title_of,
)
from mkdocs_scorecards.publish.index_pages import LATEST, IndexPages
from mkdocs_scorecards.publish.manifest import manifest_bytes, refuse_odd_names

_RESERVED = {EDITION_FILE, MANIFEST_FILE}


@frozen
class BuiltSite:
    """A site on disk, with the hash of each file by its address."""

    root: Path
    digests: Mapping[str, str]


@frozen
class Addition:
    """An edition and what the root of the archive becomes with it.

    `site` are the files to be copied, `own_files` those that are written beside them, by their address in the archive.
    `root_files` replace what is there, in this order. `stale` are addresses that no page of `latest` has any more.
    """

    entry: Entry
    site: BuiltSite
    own_files: Mapping[str, bytes]
    root_files: Mapping[str, bytes]
    stale: tuple[str, ...]

    def site_addresses(self) -> dict[str, Path]:
        """Where each file of the site goes in the archive, and where it is now."""
        return {f"{self.entry.folder}/{path}": self.site.root / path for path in sorted(self.site.digests)}


def built_site(root: Path) -> BuiltSite:
    """The site that a folder holds.

    Raises:
        PublishRefused: it has links, or files whose names an edition has for itself or cannot hold.
    """
    files = FolderFiles(root)
    digests = {path: files.digest(path) for path in files.paths()}
    links = [path for path, digest in digests.items() if digest == LINK]
    if links:
        raise PublishRefused(f"the site has a symbolic link, {links[0]}; an edition must hold the file itself")
    if taken := sorted(_RESERVED & digests.keys()):
        raise PublishRefused(f"the site has a file {taken[0]}, which an edition needs for itself; rename it")
    refuse_odd_names(digests)
    return BuiltSite(root=root, digests=digests)


def chain_of(archive: ArchiveFiles) -> Chain:
    """The archive's chain, empty in a new one.

    Raises:
        PublishRefused: there is one that cannot be read.
    """
    if CHAIN_FILE not in archive.paths():
        return Chain()
    try:
        return read_chain(archive.read(CHAIN_FILE))
    except ValueError as error:
        raise PublishRefused(f"{CHAIN_FILE} of the archive {error}; nothing is added to what cannot be read") from error


def planned_entry(archive: ArchiveFiles, facts: Facts) -> Entry:
    """The entry to come, still without the hash of its manifest.

    Raises:
        PublishRefused: the period is published and no reason is given to amend it, or the other way round.
    """
    chain = chain_of(archive)
    if broken := next(breaks_of(chain), None):
        raise PublishRefused(f"nothing is added to an archive whose {CHAIN_FILE} is broken: {broken}")
    taken = {path.partition("/")[0] for path in archive.paths()} - {archive.unfinished}  # that will be cleared away
    name = str(facts.period)
    revisions = chain.revisions_of(name)
    _refuse_wrong_order(name, facts.reason, revisions, exists=name in taken)
    revision = max([entry.revision for entry in revisions], default=0) + 1
    while folder_of(facts.period, revision) in taken:
        revision += 1
    return Entry(
        period=name,
        revision=revision,
        folder=folder_of(facts.period, revision),
        title=title_of(facts.period),
        first_day=facts.period.first_day.isoformat(),
        last_day=facts.period.last_day.isoformat(),
        published=facts.published,
        commit=facts.source.commit,
        dirty=facts.source.dirty,
        reason=facts.reason,
        manifest="",
        previous=chain.head,
    )


def _refuse_wrong_order(name: str, reason: str | None, revisions: Sequence[Entry], *, exists: bool) -> None:
    """A first edition comes first, and every later one has a reason; `exists` says whether the folder is there."""
    if reason is None and revisions:
        raise PublishRefused(
            f"{name} was published on {revisions[-1].published[:10]} and is never overwritten; "
            'to add a revision beside it, say why: --amend "..."'
        )
    if reason is None and exists:
        raise PublishRefused(f"the archive has a folder {name} that is no edition; move it away, or use --amend")
    if reason is not None and not revisions and not exists:
        raise PublishRefused(f"{name} was not published yet, so there is nothing to amend; leave --amend away")


@frozen
class Publication:
    """An edition that is built and waits for an archive; `folder` is what it was built for, since its pages name it."""

    facts: Facts
    folder: str
    site: BuiltSite
    pages: IndexPages

    def onto(self, archive: ArchiveFiles) -> Addition:
        """What publishing adds to the archive as it is now.

        Raises:
            PublishRefused: see `planned_entry`; or another publication took the folder since.
        """
        planned = planned_entry(archive, self.facts)
        if planned.folder != self.folder:
            raise PublishRefused(
                f"{self.folder} was published by somebody else in the meantime; look at it, then publish again"
            )
        about = _about(planned, self.facts)
        manifest = manifest_bytes({**self.site.digests, EDITION_FILE: hashlib.sha256(about).hexdigest()})
        entry = replace(planned, manifest=hashlib.sha256(manifest).hexdigest())
        new = [f"{self.folder}/{path}" for path in self.site.digests]
        root_files = self.pages.files(
            chain_with(chain_of(archive), entry), versions_of(archive), [*archive.paths(), *new]
        )
        return Addition(
            entry=entry,
            site=self.site,
            own_files={f"{self.folder}/{EDITION_FILE}": about, f"{self.folder}/{MANIFEST_FILE}": manifest},
            root_files=root_files,
            stale=stale_latest(archive.paths(), root_files),
        )


def stale_latest(paths: Iterable[str], root_files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Addresses of `latest` that have no page any more."""
    return tuple(path for path in paths if path.partition("/")[0] == LATEST and path not in root_files)


def versions_of(archive: ArchiveFiles) -> object:
    """What `versions.json` holds; nothing where there is none or it cannot be read, for it is only an index."""
    if VERSIONS_FILE not in archive.paths():
        return []
    try:
        return json.loads(archive.read(VERSIONS_FILE))
    except (ValueError, RecursionError):
        return []


def _about(entry: Entry, facts: Facts) -> bytes:
    """`edition.json`: the entry, so that it can be proven from the edition, and the programs that made the pages."""
    document = {**asdict(entry), "engines": dict(facts.engines)}
    del document["manifest"]
    return (json.dumps({"schema": "scorecards-edition/1", **document}, indent=1, ensure_ascii=False) + "\n").encode()
