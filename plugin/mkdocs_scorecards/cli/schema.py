"""`scorecards schema`: what an editor needs to complete and check scorecard.yml."""

import json

import click

from mkdocs_scorecards.cli.help import CommandWithExamples
from mkdocs_scorecards.load.json_schema import scorecard_schema


@click.command(
    name="schema",
    cls=CommandWithExamples,
    examples=[("scorecards schema > scorecard.schema.json", "a file that editors can read")],
)
def command() -> None:
    """Print the JSON Schema of scorecard.yml (draft 07, which editors know).

    Editors use it once the first line of scorecard.yml names the file:
    "# yaml-language-server: $schema=../../scorecard.schema.json".
    """
    click.echo(json.dumps(scorecard_schema(), indent=2, ensure_ascii=False))
