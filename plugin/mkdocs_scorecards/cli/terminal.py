"""What every command shares: the project at hand, the way problems are printed, and the exit status."""

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn

import click

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.problem import Problem, Severity

PROBLEMS_FOUND = 1
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


@frozen
class Terminal:
    """The project that the command works on, and how much it may say."""

    project: Path
    quiet: bool

    def remark(self, text: str) -> None:
        """Say something that is no result, on the error stream so that results can be piped."""
        if not self.quiet:
            click.echo(text, err=True)


def prepare_output(ctx: click.Context) -> None:
    """Honour `NO_COLOR`, and never stumble over a letter that the terminal cannot show."""
    if os.environ.get("NO_COLOR"):
        ctx.color = False
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def print_problems(problems: Sequence[Problem], *, err: bool = False) -> None:
    """A line each, in colour on a terminal."""
    for problem in problems:
        severity = click.style(str(problem.severity), fg=_COLOURS[problem.severity], bold=True)
        line = str(problem).replace(f": {problem.severity} ", f": {severity} ", 1)
        click.echo(line, err=err)


def count_of(problems: Sequence[Problem]) -> str:
    """In words: `2 errors, 1 warning`, or `no problems`."""
    counts = [(severity, sum(problem.severity is severity for problem in problems)) for severity in Severity]
    nouns = {Severity.INFO: "remark"}
    parts = [
        f"{count} {nouns.get(severity, severity)}{'' if count == 1 else 's'}" for severity, count in counts if count
    ]
    return ", ".join(parts) or "no problems"


def stop_with_problems() -> NoReturn:
    """End with exit status 1."""
    raise click.exceptions.Exit(PROBLEMS_FOUND)
