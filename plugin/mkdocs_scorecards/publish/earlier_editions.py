"""What a build is shown of the editions before it: their figures, laid out in a folder for as long as the build runs.

A build is a process of its own and the archive may be a zip or a branch, so the files are copied out:

    editions.json                        as it is in the archive
    <edition>/manifest.sha256            so that whoever reads the figures can tell whether they are what was published
    <edition>/<scorecard>/scorecard.json

A file that cannot be read is left out; the manifest beside it tells that it is missing.
"""

from contextlib import suppress
from pathlib import Path

from mkdocs_scorecards.publish.addition import chain_of
from mkdocs_scorecards.publish.archive_files import ArchiveFiles
from mkdocs_scorecards.publish.edition import CHAIN_FILE, MANIFEST_FILE
from mkdocs_scorecards.publish.git import GitFailedError

FIGURES_FILE = "scorecard.json"
_OF_A_SCORECARD = 3
"""Names in the address of its figures: edition, scorecard, file."""


def lay_out_editions(archive: ArchiveFiles, folder: Path) -> None:
    """Write the figures of every edition of the chain into an empty folder; what else the archive holds is no edition.

    Raises:
        PublishRefused: the chain cannot be read.
    """
    editions = {entry.folder for entry in chain_of(archive)}
    if not editions:
        return
    for path in archive.paths():
        if path == CHAIN_FILE or (path.partition("/")[0] in editions and _tells_figures(path)):
            with suppress(OSError, ValueError, GitFailedError):
                content = archive.read(path)
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(content)


def _tells_figures(path: str) -> bool:
    names = path.split("/")
    return names[1:] == [MANIFEST_FILE] or (len(names) == _OF_A_SCORECARD and names[-1] == FIGURES_FILE)
