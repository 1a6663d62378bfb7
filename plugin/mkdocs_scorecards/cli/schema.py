"""`scorecards schema`: what an editor needs to complete and check scorecard.yml."""

import json

import click

from mkdocs_scorecards.load.json_schema import scorecard_schema


@click.command(name="schema")
def command() -> None:
    r"""Print the JSON Schema of scorecard.yml (draft 07, which editors know).

    \b
    Examples:
      scorecards schema > scorecard.schema.json
    Then write on the first line of scorecard.yml:
      # yaml-language-server: $schema=../../scorecard.schema.json
    """
    click.echo(json.dumps(scorecard_schema(), indent=2, ensure_ascii=False))
