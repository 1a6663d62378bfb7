"""`scorecards show`: states and scores without a site."""

from collections.abc import Sequence

import click

from mkdocs_scorecards.analyse.review import ScorecardReview
from mkdocs_scorecards.cli.help import CommandWithExamples
from mkdocs_scorecards.cli.project import gathered_for, period_option
from mkdocs_scorecards.cli.terminal import Terminal, print_problems, stop_with_problems
from mkdocs_scorecards.load.near_miss import did_you_mean
from mkdocs_scorecards.pipeline import Gathered
from mkdocs_scorecards.render.json_document import dumps, portfolio_document
from mkdocs_scorecards.render.terminal import method_lines, scorecard_lines


@click.command(
    name="show",
    cls=CommandWithExamples,
    examples=[
        ("scorecards show", "all scorecards, in the last quarter with figures"),
        ("scorecards show saas --period 2026-Q2", "one of them, earlier"),
        ("scorecards show --json", "all figures, for programs"),
    ],
)
@click.argument("scorecard", required=False)
@period_option
@click.option("--json", "as_json", is_flag=True, help="Print the document that the site also holds as scorecard.json.")
@click.pass_obj
def command(terminal: Terminal, *, scorecard: str | None, period: str | None, as_json: bool) -> None:
    """Show states and scores, of one scorecard or of all.

    Problems go to the error stream; what can be read in spite of them is shown.
    """
    gathered = gathered_for(terminal.project, period)
    reviews = _chosen(gathered, scorecard)
    if as_json:
        click.echo(dumps(portfolio_document(reviews, gathered.problems)), nl=False)
    else:
        shown = ("\n".join([*scorecard_lines(review), "", *method_lines(review)]) for review in reviews)
        click.echo("\n\n".join(shown))
        print_problems(gathered.errors, err=True)
    if gathered.errors:
        stop_with_problems()


def _chosen(gathered: Gathered, wanted: str | None) -> Sequence[ScorecardReview]:
    """All reviews, or the wanted one; none where errors keep it from being read."""
    if wanted is None:
        return gathered.reviews
    found = [review for review in gathered.reviews if review.scorecard.id == wanted]
    if not found and not gathered.errors:
        known = [str(review.scorecard.id) for review in gathered.reviews]
        raise click.UsageError(
            f"there is no scorecard '{wanted}'; {did_you_mean(wanted, known) or 'there are: ' + ', '.join(known)}"
        )
    return found
