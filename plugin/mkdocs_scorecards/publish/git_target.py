"""An archive on a branch: one commit an edition, made without touching the working tree.

The branch moves only from the commit that the new one was made on: git compares and sets a local branch, and refuses a
push that is no fast-forward. Whoever loses such a race reads the branch again and tries anew. Nothing is ever forced.
"""

import tempfile
from dataclasses import replace
from pathlib import Path

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.publish.addition import Addition, Publication
from mkdocs_scorecards.publish.edition import CHAIN_FILE, VERSIONS_FILE, PublishRefused
from mkdocs_scorecards.publish.git import Git, GitFailedError, checked_branch
from mkdocs_scorecards.publish.git_files import GitFiles
from mkdocs_scorecards.publish.index_pages import LATEST, ROOT_FILES

MOST_ATTEMPTS = 20
"""Each lost race means that somebody else has published meanwhile."""

_FILE_MODE = "100644"


@frozen
class _Tips:
    """Where the branch stands here and at the remote, and the commit to build on."""

    remote: str | None
    there: str | None
    here: str | None
    base: str | None


class BranchTarget:
    """A branch of the project's repository, and of its remote where it has one."""

    def __init__(self, project: Path, name: str) -> None:
        self._git = Git(folder=project)
        if self._git.answer("rev-parse", "--git-dir") is None:
            raise PublishRefused(f"{project.resolve()} is in no git repository, so it has no branch '{name}'")
        self.name = checked_branch(self._git, name)
        self._ref = f"refs/heads/{self.name}"

    def __str__(self) -> str:
        return f"branch:{self.name}"

    def look(self) -> GitFiles:
        """The archive as it is now, at the remote where there is one.

        Raises:
            PublishRefused: the remote cannot be reached, the branch has diverged from it, or holds something else.
        """
        return self._archive(self._tips())

    def add(self, publication: Publication) -> Addition:
        """Publish onto the branch as it then is, and push it where there is a remote.

        Raises:
            PublishRefused: see `look`, or whatever the publication says; or git failed.
        """
        self._refuse_checked_out()
        for _ in range(MOST_ATTEMPTS):
            tips = self._tips()
            addition = publication.onto(self._archive(tips))
            try:
                commit = self._commit(addition, tips.base)
                self._move(tips, commit)
            except GitFailedError as error:
                now = self._tips()
                if (now.there, now.here) == (tips.there, tips.here):
                    raise PublishRefused(f"the branch {self.name} was left as it is. {error}") from error
            else:
                return addition
        raise PublishRefused(f"others moved the branch {self.name} {MOST_ATTEMPTS} times; try later")

    def _archive(self, tips: _Tips) -> GitFiles:
        archive = GitFiles(self._git, tips.base)
        names = {path.partition("/")[0] for path in archive.paths()}
        if not names & {CHAIN_FILE, VERSIONS_FILE} and (taken := names & {*ROOT_FILES, LATEST} - {".nojekyll"}):
            raise PublishRefused(
                f"the branch {self.name} holds a site of its own ({min(taken)}) and no archive; name another"
            )
        return archive

    def _tips(self) -> _Tips:
        here = self._git.answer("rev-parse", "--verify", "--quiet", f"{self._ref}^{{commit}}")
        remote = self._remote()
        if remote is None:
            return _Tips(remote=None, there=None, here=here, base=here)
        try:
            there = self._git.text_of("ls-remote", "--", remote, self._ref).partition("\t")[0] or None
            if there is not None:
                self._git.text_of(
                    "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--refmap=", "--", remote, self._ref
                )
        except GitFailedError as error:
            raise PublishRefused(f"the remote '{remote}' cannot be read. {error}") from error
        return _Tips(remote=remote, there=there, here=here, base=self._later(here, there, remote))

    def _remote(self) -> str | None:
        named = self._git.answer("config", "--get", f"branch.{self.name}.remote")
        if named:
            return named
        return "origin" if "origin" in (self._git.answer("remote") or "").split() else None

    def _later(self, here: str | None, there: str | None, remote: str) -> str | None:
        """The one of two tips that holds the other."""
        if here is None or there is None or here == there:
            return there or here
        if self._git.answer("merge-base", "--is-ancestor", here, there) is not None:
            return there
        if self._git.answer("merge-base", "--is-ancestor", there, here) is not None:
            return here
        raise PublishRefused(
            f"the branch {self.name} here and at '{remote}' each hold editions that the other lacks; "
            f"compare them, then delete the one here: git branch -D {self.name}"
        )

    def _commit(self, addition: Addition, base: str | None) -> str:
        """A commit with the addition on top of the base, reachable from nowhere yet."""
        with tempfile.TemporaryDirectory(prefix="scorecards-") as folder:
            git = replace(self._git, environment={"GIT_INDEX_FILE": str(Path(folder) / "index")})
            git.text_of("read-tree", base or "--empty")
            names = self._stored(addition, Path(folder))
            removed = [f"0 {'0' * 40}\t{path}" for path in addition.stale]
            changed = [f"{_FILE_MODE} {name}\t{path}" for path, name in names.items()]
            lines = "".join(f"{line}\0" for line in [*removed, *changed])
            git.text_of("update-index", "-z", "--index-info", given=lines.encode("utf-8", "surrogateescape"))
            tree = git.text_of("write-tree")
        parents = ["-p", base] if base is not None else []
        signed = replace(self._git, environment=self._identity(addition))
        return signed.text_of("commit-tree", tree, *parents, given=_message(addition).encode())

    def _stored(self, addition: Addition, folder: Path) -> dict[str, str]:
        """Put all files into the repository as they are; their names in git by their address."""
        files = dict(addition.site_addresses())
        for number, (address, content) in enumerate({**addition.own_files, **addition.root_files}.items()):
            files[address] = folder / str(number)
            files[address].write_bytes(content)
        given = "".join(f"{file.resolve()}\n" for file in files.values()).encode("utf-8", "surrogateescape")
        names = self._git.text_of("hash-object", "-w", "--no-filters", "--stdin-paths", given=given).split()
        return dict(zip(files, names, strict=True))

    def _identity(self, addition: Addition) -> dict[str, str]:
        """The time of the edition, and a name where git has none, as on a machine that only publishes."""
        times = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), addition.entry.published)
        if self._git.answer("var", "GIT_COMMITTER_IDENT") is not None:
            return times
        names = dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"), "scorecards publish")
        return times | names | dict.fromkeys(("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"), "scorecards@localhost")

    def _move(self, tips: _Tips, commit: str) -> None:
        """First the remote, where there is one: what only stands here is not published."""
        if tips.remote is not None:
            self._git.text_of("push", "--quiet", "--", tips.remote, f"{commit}:{self._ref}")
        moved = ("update-ref", "-m", "scorecards publish", self._ref, commit, tips.here or "0" * len(commit))
        if tips.remote is None:
            self._git.text_of(*moved)
        else:
            self._git.answer(*moved)  # if somebody moved it meanwhile, the next publication finds the remote ahead

    def _refuse_checked_out(self) -> None:
        trees = self._git.answer("worktree", "list", "--porcelain") or ""
        bare = self._git.answer("rev-parse", "--is-bare-repository") == "true"
        if not bare and f"branch {self._ref}" in trees.splitlines():
            raise PublishRefused(f"the branch {self.name} is checked out; change to another one first")


def _message(addition: Addition) -> str:
    entry = addition.entry
    revision = f", revision {entry.revision}" if entry.revision > 1 else ""
    reason = f"\n\n{entry.reason}" if entry.reason else ""
    source = f"\n\nBuilt from {entry.commit}." if entry.commit else ""
    return f"Publish {entry.period}{revision}{reason}{source}\n"
