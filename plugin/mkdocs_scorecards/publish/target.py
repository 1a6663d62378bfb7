"""What `--to` names: a folder, a zip file, or a branch."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from mkdocs_scorecards.publish.addition import Addition, Publication
from mkdocs_scorecards.publish.archive_files import ArchiveFiles
from mkdocs_scorecards.publish.edition import PublishRefused
from mkdocs_scorecards.publish.folder_target import FolderTarget
from mkdocs_scorecards.publish.git_target import BranchTarget
from mkdocs_scorecards.publish.zip_target import ZipTarget

BRANCH_PREFIX = "branch:"


class Target(Protocol):
    """A place for an archive."""

    def look(self) -> ArchiveFiles:
        """The archive as it is now, empty where there is none."""

    def add(self, publication: Publication) -> Addition:
        """Publish, all or nothing."""


def target_of(text: str, project: Path, forbidden: Sequence[Path] = ()) -> Target:
    """The target that a text names; `x.zip` and folders are seen from where the command runs.

    Args:
        text: as it was written.
        project: the folder of the project, to whose repository a branch belongs.
        forbidden: folders that builds read, empty or publish; an archive in them would be lost or published again.

    Raises:
        PublishRefused: it lies in a forbidden folder, or is no possible branch.
    """
    if text.startswith(BRANCH_PREFIX):
        return BranchTarget(project, text.removeprefix(BRANCH_PREFIX))
    path = Path(text).expanduser().resolve()
    for folder in forbidden:
        if path.is_relative_to(folder.resolve()):
            raise PublishRefused(f"{text} lies in {folder}, which a build reads or empties; name a place outside")
    return ZipTarget(path) if path.suffix.lower() == ".zip" else FolderTarget(path)
