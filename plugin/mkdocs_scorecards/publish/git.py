"""Running git: arguments as a list, never a shell, and no question to anybody."""

import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.publish.edition import PublishRefused

_BRANCH = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*")
_PASSWORD = re.compile(r"://[^/@\s]+@")
"""In the address of a remote, which git repeats in its messages and which logs would keep."""

_LONGEST_RUN = 600.0
_OF_HOOKS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX")
"""What git tells the programs it calls; a publication started by a hook must not take it for itself."""


class GitFailedError(Exception):
    """git ended with an error; the message is what it said."""


@frozen
class Git:
    """git in a folder; `environment` is added to that of this process."""

    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    def bytes_of(self, *arguments: str, given: bytes | None = None) -> bytes:
        """What a command prints.

        Raises:
            GitFailedError: it failed, took more than ten minutes, or there is no git.
        """
        inherited = {name: value for name, value in os.environ.items() if name not in _OF_HOOKS}
        try:
            done = subprocess.run(  # noqa: S603 - a list of arguments, and git as the user has it
                ["git", *arguments],  # noqa: S607
                cwd=self.folder,
                env=inherited | {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"} | dict(self.environment),
                input=given if given is not None else b"",
                capture_output=True,
                timeout=_LONGEST_RUN,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise GitFailedError(str(error)) from error
        if done.returncode != 0:
            said = done.stderr.decode("utf-8", "replace").strip() or f"exit status {done.returncode}"
            raise GitFailedError(f"git {arguments[0]}: {_PASSWORD.sub('://', said)}")
        return done.stdout

    def text_of(self, *arguments: str, given: bytes | None = None) -> str:
        """What a command prints, as text without blanks around it."""
        return self.bytes_of(*arguments, given=given).decode("utf-8", "replace").strip()

    def answer(self, *arguments: str) -> str | None:
        """What a command prints, or None where it fails, for questions that may be answered by no."""
        try:
            return self.text_of(*arguments)
        except GitFailedError:
            return None


def checked_branch(git: Git, name: str) -> str:
    """The name, if a branch may be called so.

    Raises:
        PublishRefused: it may not.
    """
    if not _BRANCH.fullmatch(name) or git.answer("check-ref-format", f"refs/heads/{name}") is None:
        raise PublishRefused(f"'{name}' is no name for a branch; use letters, digits, '.', '-', '_' and '/'")
    return name
