"""Help pages that end with examples, each on a line of its own; click would run them together."""

from collections.abc import Sequence
from typing import Any

import click


class CommandWithExamples(click.Command):
    """A command that knows how it is used."""

    def __init__(self, *args: Any, examples: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = examples

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples, each with what it does."""
        write_examples(self.examples, formatter)


def write_examples(examples: Sequence[tuple[str, str]], formatter: click.HelpFormatter) -> None:
    """The section of examples: pairs of a command line and what it does."""
    with formatter.section("Examples"):
        formatter.write_dl(examples, col_max=60)
