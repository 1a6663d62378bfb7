"""`scorecards diff`: what a change means, for whoever has to approve it."""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import click

from mkdocs_scorecards.against import version_at
from mkdocs_scorecards.cli.help import CommandWithExamples
from mkdocs_scorecards.cli.project import period_option, settings_for, settings_of
from mkdocs_scorecards.cli.terminal import Terminal, print_problems, stop_with_problems
from mkdocs_scorecards.load.git_tree import TreeUnavailable, is_revision
from mkdocs_scorecards.model.problem import errors_among
from mkdocs_scorecards.pipeline import Compared, Settings, Version, compare, comparison_page
from mkdocs_scorecards.publish.host_build import CONFIG_FILES
from mkdocs_scorecards.render.changes.rows import ComparisonView
from mkdocs_scorecards.render.changes.view import comparison_view
from mkdocs_scorecards.render.diff_json import diff_document
from mkdocs_scorecards.render.diff_markdown import diff_markdown
from mkdocs_scorecards.render.diff_text import diff_lines
from mkdocs_scorecards.render.json_document import dumps

_Sides = tuple[str, str]
"""The names of the older and the newer version, as the user wrote them."""


def _views(compared: Compared) -> list[ComparisonView]:
    return [comparison_view(found) for found in compared.comparisons]


def _text(compared: Compared, _settings: Settings, _sides: _Sides) -> str:
    return "\n".join(diff_lines(_views(compared), compared.unreadable)) + "\n"


def _markdown(compared: Compared, _settings: Settings, _sides: _Sides) -> str:
    return diff_markdown(_views(compared), compared.unreadable)


def _json(compared: Compared, _settings: Settings, _sides: _Sides) -> str:
    return dumps(diff_document(compared.comparisons))


_FORMATS: dict[str, Callable[[Compared, Settings, _Sides], str]] = {
    "text": _text,
    "markdown": _markdown,
    "json": _json,
    "html": comparison_page,
}


@click.command(
    name="diff",
    cls=CommandWithExamples,
    examples=[
        ("scorecards diff main", "what the working tree changes against the branch main"),
        ("scorecards diff v2026-Q2 v2026-Q3", "two revisions"),
        ("scorecards diff ../last-quarter .", "two folders, without git"),
        ("scorecards diff origin/main --format markdown", "for a comment on a pull request"),
        ("scorecards diff origin/main --format html > diff.html", "a page to send around"),
    ],
)
@click.argument("base")
@click.argument("head", required=False)
@period_option
@click.option(
    "--format",
    "output",
    type=click.Choice(list(_FORMATS)),
    default="text",
    show_default=True,
    help="Lines for people, a comment, a document for programs, or one page.",
)
@click.option("--exit-code", is_flag=True, help="End with status 1 if anything differs.")
@click.pass_obj
def command(
    terminal: Terminal, *, base: str, head: str | None, period: str | None, output: str, exit_code: bool
) -> None:
    """Say what a change means: each edit as a sentence, and the states that follow.

    BASE and HEAD are git revisions or folders of a project. HEAD is the working tree unless named. Both are judged in
    the same period, and by the options of HEAD's configuration.
    """
    with ExitStack() as temporary:
        older = _version(base, terminal, temporary)
        newer = _version(head, terminal, temporary) if head is not None else _working_tree(terminal)
        settings = settings_of(newer.project, period)
        compared = compare(older, newer, settings)
        click.echo(_FORMATS[output](compared, settings, (base, head or "the working tree")), nl=False)
    if errors_among(compared.problems):
        print_problems(errors_among(compared.problems), err=True)
        stop_with_problems()
    if exit_code and compared.comparisons:
        stop_with_problems()


def _working_tree(terminal: Terminal) -> Version:
    return Version(project=terminal.project, folder=settings_for(terminal.project, None).folder)


def _version(name: str, terminal: Terminal, temporary: ExitStack) -> Version:
    """A side of the comparison: a folder of a project, or a revision, which is written to a temporary folder."""
    folder = Path(name)
    if folder.is_dir():
        held = settings_of(folder, None).folder
        if (folder / held).is_dir():
            if not _is_path(name) and is_revision(terminal.project, name):
                raise click.UsageError(f"'{name}' is a folder and a revision; write ./{name} or refs/heads/{name}")
            return Version(project=folder, folder=held)
        if _is_path(name):
            raise click.UsageError(f"the folder '{name}' holds no folder '{held}'")
    settings = settings_of(terminal.project, None)
    into = Path(temporary.enter_context(tempfile.TemporaryDirectory(prefix="scorecards-")))
    try:
        version = version_at(terminal.project, name, settings, into, configs=tuple(CONFIG_FILES))
    except TreeUnavailable as reason:
        raise click.UsageError(f"{reason.message}{'; ' if reason.hint else ''}{reason.hint}") from reason
    if version.folder != settings.folder:
        terminal.remark(f"at {name} the scorecards were in {version.folder}/")
    return version


def _is_path(name: str) -> bool:
    """Whether it is written as a path, which no revision looks like."""
    return name in (".", "..") or name.startswith(("./", "../", "/", ".\\", "..\\")) or Path(name).is_absolute()
