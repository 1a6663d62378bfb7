"""The project as it stood at a git revision, in a temporary folder; the working tree is never touched.

Only `ls-tree` and `cat-file` are used: no checkout, no filters, no hooks. Blobs are written as they are, so a figures
file kept in Git LFS is the pointer that it is in git, and reading it says so.
"""

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from mkdocs_scorecards.model.frozen import frozen, frozen_positional

_LONGEST_RUN = 120.0
_OF_HOOKS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY")
"""What git tells the programs that its hooks start; another repository may be meant here."""
_FILE, _LINK = ("100644", "100755"), "120000"
_DOCUMENT = "scorecard.yml"


class TreeUnavailable(Exception):  # noqa: N818 - it says what is the matter
    """A revision cannot be read; `hint` says what to do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


@frozen
class Tree:
    """A revision's project on disk: `scorecards` is the folder of the scorecards, relative to `project`.

    It is another one than asked for where the folder was renamed since.
    """

    project: Path
    scorecards: str
    commit: str


@frozen_positional
class _Entry:
    mode: str
    blob: str
    path: str


def write_tree(project: Path, revision: str, folder: str, into: Path, *, configs: Sequence[str] = ()) -> Tree:
    """Write the scorecards of a revision, and the named configuration files, under `into`.

    Args:
        project: a folder of the repository; the same folder is read at the revision.
        revision: anything that git takes for a commit.
        folder: the folder of the scorecards in the project.
        into: an empty folder.
        configs: files at the top of the project that are wanted too.

    Raises:
        TreeUnavailable: there is no git, no repository, no such commit, or git failed.
    """
    commit = _commit(project, revision)
    prefix = _answer(project, "rev-parse", "--show-prefix")
    entries = list(_entries(project, commit, prefix))
    home = _home_of(entries, folder)
    wanted = [entry for entry in entries if entry.path.startswith(f"{home}/") or entry.path in configs]
    _write(project, wanted, into)
    (into / home).mkdir(parents=True, exist_ok=True)
    return Tree(project=into, scorecards=home, commit=commit)


def is_revision(project: Path, name: str) -> bool:
    """Whether git knows a commit by that name."""
    try:
        _commit(project, name)
    except TreeUnavailable:
        return False
    return True


def _commit(project: Path, revision: str) -> str:
    if not _succeeds(project, "rev-parse", "--git-dir"):
        said = _run(project, "rev-parse", "--git-dir").stderr.decode("utf-8", "replace").strip()
        if "dubious ownership" in said:
            raise TreeUnavailable(
                "git does not trust this repository, which belongs to another user",
                "run git config --global --add safe.directory with the path of the repository",
            )
        raise TreeUnavailable(
            f"'{revision}' is no folder, and {project.resolve()} is in no git repository",
            "name a folder that holds the older version",
        )
    if revision.startswith("-"):
        raise TreeUnavailable(f"'{revision}' is no revision", "a revision does not begin with a hyphen")
    found = _run(project, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found.returncode == 0:
        return found.stdout.decode("ascii").strip()
    raise TreeUnavailable(
        f"'{revision}' is neither a folder nor a revision that this repository knows", _way_to(project, revision)
    )


def _way_to(project: Path, revision: str) -> str:
    """What to do about a revision that is not there."""
    for remote in _answer(project, "remote").split():
        if _succeeds(
            project, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{remote}/{revision}^{{commit}}"
        ):
            return f"did you mean {remote}/{revision}?"
    if _answer(project, "rev-parse", "--is-shallow-repository") == "true":
        return "this clone is shallow: fetch the whole history (git fetch --unshallow; in CI, fetch-depth: 0)"
    return "fetch it first (git fetch), or correct the name"


def _entries(project: Path, commit: str, prefix: str) -> Iterator[_Entry]:
    """The files of the project at the commit, their paths relative to it."""
    where = f"{commit}:{prefix.rstrip('/')}" if prefix else commit
    listing = _run(project, "ls-tree", "-r", "-z", "--full-tree", where)
    if listing.returncode != 0:
        raise TreeUnavailable(
            f"at that revision there is no folder '{prefix.rstrip('/')}' in the repository",
            "if the project has moved since, compare with a folder instead",
        )
    for line in listing.stdout.split(b"\0")[:-1]:
        facts, _, path = line.partition(b"\t")
        mode, kind, blob = facts.decode("ascii").split()
        if kind == "blob":
            yield _Entry(mode, blob, path.decode("utf-8", "surrogateescape"))


def _home_of(entries: Sequence[_Entry], folder: str) -> str:
    """The folder of the scorecards: where it is now, else the only one that held scorecards then."""
    wanted = PurePosixPath(folder).as_posix()
    if any(entry.path.startswith(f"{wanted}/") for entry in entries):
        return wanted
    homes = {
        PurePosixPath(entry.path).parents[1].as_posix()
        for entry in entries
        if PurePosixPath(entry.path).name == _DOCUMENT and len(PurePosixPath(entry.path).parts) > 2  # noqa: PLR2004
    }
    return homes.pop() if len(homes) == 1 else wanted


def _write(project: Path, entries: Sequence[_Entry], into: Path) -> None:
    """Plain files first, then links, so that nothing is ever written through a link."""
    contents = _contents(project, sorted({entry.blob for entry in entries}))
    for entry in sorted(entries, key=lambda entry: entry.mode == _LINK):
        path = PurePosixPath(entry.path)
        if path.is_absolute() or any(part in ("..", ".git") for part in path.parts):
            continue
        target = into / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if entry.mode in _FILE:
            target.write_bytes(contents[entry.blob])
        elif entry.mode == _LINK:
            _write_link(target, contents[entry.blob])


def _write_link(target: Path, content: bytes) -> None:
    """A link as it is; where it leads out of its scorecard the reader of files refuses it."""
    try:
        target.symlink_to(os.fsdecode(content))
    except OSError:  # a system without links reads what git keeps there, as git itself does
        target.write_bytes(content)


def _contents(project: Path, blobs: Sequence[str]) -> Mapping[str, bytes]:
    """The contents of blobs by name, all through one process."""
    done = _run(project, "cat-file", "--batch", given="".join(f"{blob}\n" for blob in blobs).encode())
    if done.returncode != 0:
        raise TreeUnavailable(f"git cannot read the revision: {done.stderr.decode('utf-8', 'replace').strip()}")
    found, at = {}, 0
    for blob in blobs:
        end = done.stdout.index(b"\n", at)
        header = done.stdout[at:end].split()
        if header[-1] == b"missing":
            raise TreeUnavailable(
                "the repository lacks files of that revision", "this clone is partial: fetch the whole history"
            )
        size = int(header[-1])
        found[blob] = done.stdout[end + 1 : end + 1 + size]
        at = end + 1 + size + 1
    return found


def _answer(project: Path, *arguments: str) -> str:
    return _run(project, *arguments).stdout.decode("utf-8", "replace").strip()


def _succeeds(project: Path, *arguments: str) -> bool:
    return _run(project, *arguments).returncode == 0


def _run(project: Path, *arguments: str, given: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    inherited = {name: value for name, value in os.environ.items() if name not in _OF_HOOKS}
    try:
        return subprocess.run(  # noqa: S603 - a list of arguments, and git as the user has it
            ["git", *arguments],  # noqa: S607
            cwd=project,
            env=inherited | {"GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"},
            input=given,
            capture_output=True,
            timeout=_LONGEST_RUN,
            check=False,
        )
    except FileNotFoundError as error:
        raise TreeUnavailable("git is not installed", "name folders instead of revisions") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise TreeUnavailable(f"git failed: {error}") from error
