"""What the pages are built from: the commit, its date, and whether the files differ from it."""

from collections.abc import Sequence
from pathlib import Path

from mkdocs_scorecards.publish.edition import Source
from mkdocs_scorecards.publish.git import Git


def source_of(project: Path, outputs: Sequence[Path]) -> Source:
    """The commit of the project's folder, and whether files in it are changed or unknown to git.

    Args:
        project: the folder of the project, anywhere in a repository or in none.
        outputs: files and folders made from the sources, such as the archive; they are left out of account.
    """
    git = Git(folder=project)
    commit = git.answer("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    if commit is None:
        return Source()
    root = project.resolve()
    inside = [path.resolve() for path in outputs]
    excluded = [
        f":(exclude,literal){path.relative_to(root).as_posix()}"
        for path in inside
        if path.is_relative_to(root) and path != root
    ]
    changed = git.answer("status", "--porcelain", "--untracked-files=normal", "--", ".", *excluded)
    return Source(commit=commit, dirty=changed != "")


def date_of_commit(project: Path) -> int | None:
    """When the commit was made, in seconds since 1970; None without git."""
    seconds = Git(folder=project).answer("show", "--no-patch", "--format=%ct", "HEAD")
    return int(seconds) if seconds else None
