"""`scorecards check`: everything that a build would refuse or warn of, and the method check, without building."""

import os
from collections.abc import Sequence
from pathlib import Path

import click

from mkdocs_scorecards.cli.help import CommandWithExamples
from mkdocs_scorecards.cli.project import gathered_for, period_option
from mkdocs_scorecards.cli.terminal import Terminal, count_of, print_problems, stop_with_problems
from mkdocs_scorecards.model.problem import Problem, Severity, sorted_problems
from mkdocs_scorecards.render.check_formats import github_lines, github_summary, gitlab_report, sarif_log
from mkdocs_scorecards.render.json_document import dumps, problems_document


def _json(problems: Sequence[Problem], _prefix: str) -> str:
    return dumps(problems_document(problems))


def _github(problems: Sequence[Problem], prefix: str) -> str:
    """The annotations; all problems go to the summary of the step where there is one."""
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary:
        with Path(summary).open("a", encoding="utf-8") as stream:
            stream.write(github_summary(problems))
    return "".join(f"{line}\n" for line in github_lines(problems, prefix))


def _gitlab(problems: Sequence[Problem], prefix: str) -> str:
    return dumps(gitlab_report(problems, prefix))


def _sarif(problems: Sequence[Problem], prefix: str) -> str:
    return dumps(sarif_log(problems, prefix))


_FORMATS = {"json": _json, "github": _github, "gitlab": _gitlab, "sarif": _sarif}


def _prefix(project: Path) -> str:
    """The way from the root of the checkout, which the hosts name, to the project; or from the current folder."""
    root = os.environ.get("GITHUB_WORKSPACE") or os.environ.get("CI_PROJECT_DIR") or "."
    try:
        inside = project.resolve().relative_to(Path(root).resolve()).as_posix()
    except ValueError:
        return ""
    return "" if inside == "." else f"{inside}/"


@click.command(
    name="check",
    cls=CommandWithExamples,
    examples=[
        ("scorecards check", "everything that a build would say, and the method check"),
        ("scorecards check --strict --format json", "for programs; warnings count"),
        ("scorecards check --format github", "annotations on the lines of a pull request"),
    ],
)
@period_option
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", *_FORMATS]),
    default="text",
    show_default=True,
    help="Lines for people, a document for programs, or the reports of code hosts.",
)
@click.option("--strict", is_flag=True, help="Let warnings count as problems, as `mkdocs build --strict` does.")
@click.pass_obj
def command(terminal: Terminal, *, period: str | None, output: str, strict: bool) -> None:
    """Read and check the scorecards: files, references, figures and method.

    Each problem is one line, `path:line:col: error code: message (hint: ...)`.
    `scorecards explain CODE` says more about a code, which is the name of a rule
    where the method is broken. The method is held against files that can be read:
    while there are errors in them, these alone are shown.
    """
    gathered = gathered_for(terminal.project, period)
    problems = gathered.problems
    if not gathered.errors:
        problems = sorted_problems([*problems, *gathered.findings])
    if output in _FORMATS:
        click.echo(_FORMATS[output](problems, _prefix(terminal.project)), nl=False)
    else:
        print_problems(problems)
        terminal.remark(count_of(problems))
    fatal = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    if any(problem.severity in fatal for problem in problems):
        stop_with_problems()
