"""The command line, for pull requests, editors and terminals. Building the site needs nothing of it.

A command lives in a module of its own that is imported only when it is named, so that each starts as fast as what it
does allows.
"""

from importlib import import_module
from pathlib import Path

import click

from mkdocs_scorecards import __version__
from mkdocs_scorecards.cli.help import write_examples
from mkdocs_scorecards.cli.terminal import Terminal, prepare_output

_COMMANDS = {
    "check": "Read and check the scorecards.",
    "diff": "Say what a change means.",
    "explain": "Explain a KPI's figure or a problem's code.",
    "export": "Write the pages as Markdown, for any generator.",
    "publish": "Add a period to the archive, never changing what is there.",
    "schema": "Print the JSON Schema of scorecard.yml.",
    "show": "Show states and scores on the terminal.",
    "verify": "Compare an archive with what was published.",
}
_EXAMPLES = (
    ("scorecards check", "all problems, with file and line"),
    ("scorecards show", "states and scores in the last quarter with figures"),
    ("scorecards explain monthly_churn", "how a figure and its score were worked out"),
    ("scorecards -C ../strategy check", "another project"),
)


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, for the help page."""
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in _COMMANDS:
            return None
        command = import_module(f"{__name__}.{cmd_name}").command
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List them without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(sorted(_COMMANDS.items()))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Examples, then what scripts want to know."""
        write_examples(_EXAMPLES, formatter)
        formatter.write_paragraph()
        formatter.write_text("Exit status: 0 fine, 1 problems found, 2 wrong usage.")


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "-C",
    "project",
    metavar="DIR",
    default=".",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The project: the folder that holds the scorecards. [default: the current one]",
)
@click.option("--quiet", is_flag=True, help="Print results only, no closing remarks.")
@click.version_option(__version__, prog_name="scorecards")
@click.pass_context
def main(ctx: click.Context, project: Path, *, quiet: bool) -> None:
    """Check and show balanced scorecards that are kept as text."""
    prepare_output(ctx)
    ctx.obj = Terminal(project=project, quiet=quiet)
