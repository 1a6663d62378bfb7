"""`scorecards check`: everything that a build would refuse or warn of, and the method check, without building."""

import click

from mkdocs_scorecards.cli.help import CommandWithExamples
from mkdocs_scorecards.cli.project import gathered_for, period_option
from mkdocs_scorecards.cli.terminal import Terminal, count_of, print_problems, stop_with_problems
from mkdocs_scorecards.model.problem import Severity, sorted_problems
from mkdocs_scorecards.render.json_document import dumps, problems_document


@click.command(
    name="check",
    cls=CommandWithExamples,
    examples=[
        ("scorecards check", "everything that a build would say, and the method check"),
        ("scorecards check --strict --format json", "for programs; warnings count"),
    ],
)
@period_option
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Lines for people, or a document for programs.",
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
    if output == "json":
        click.echo(dumps(problems_document(problems)), nl=False)
    else:
        print_problems(problems)
        terminal.remark(count_of(problems))
    fatal = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    if any(problem.severity in fatal for problem in problems):
        stop_with_problems()
