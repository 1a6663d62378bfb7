"""`scorecards show`: states and scores without a site."""

import click

from mkdocs_scorecards.cli.project import period_option, reviews_for
from mkdocs_scorecards.cli.terminal import Terminal
from mkdocs_scorecards.render.json_document import dumps, portfolio_document
from mkdocs_scorecards.render.terminal import scorecard_lines


@click.command(name="show")
@click.argument("scorecard", required=False)
@period_option
@click.option("--json", "as_json", is_flag=True, help="Print the document that the site also holds as scorecard.json.")
@click.pass_obj
def command(terminal: Terminal, *, scorecard: str | None, period: str | None, as_json: bool) -> None:
    r"""Show states and scores, of one scorecard or of all.

    \b
    Examples:
      scorecards show
      scorecards show saas --period 2026-Q2
      scorecards show --json | jq '.scorecards[].score'
    """
