"""`scorecards explain`: why a KPI stands where it stands, or what the code of a problem means."""

import click

from mkdocs_scorecards.analyse.review import KpiReview, ScorecardReview
from mkdocs_scorecards.cli.help import CommandWithExamples
from mkdocs_scorecards.cli.project import gathered_for, period_option
from mkdocs_scorecards.cli.terminal import Terminal, print_problems, stop_with_problems
from mkdocs_scorecards.load.near_miss import did_you_mean
from mkdocs_scorecards.model.problem_codes import PROBLEM_CODES, ProblemCode
from mkdocs_scorecards.pipeline import Gathered
from mkdocs_scorecards.render.terminal import kpi_lines


@click.command(
    name="explain",
    cls=CommandWithExamples,
    examples=[
        ("scorecards explain monthly_churn", "how its figure and score were worked out"),
        ("scorecards explain saas.monthly_churn", "where several scorecards have that KPI"),
        ("scorecards explain formula-cycle", "what a code means and how to cure it"),
    ],
)
@click.argument("name")
@period_option
@click.pass_obj
def command(terminal: Terminal, *, name: str, period: str | None) -> None:
    """Explain a KPI's figure, plan, state and score, or the code of a problem.

    NAME is the id of a KPI, `scorecard.kpi` where several scorecards have one of that name, or a code.
    """
    if name in PROBLEM_CODES:
        click.echo("\n".join(_code_lines(name, PROBLEM_CODES[name])))
        return
    gathered = gathered_for(terminal.project, period)
    found = _kpis_named(name, gathered)
    if len(found) == 1:
        click.echo("\n".join(kpi_lines(*found[0])))
    elif gathered.errors and not found:
        print_problems(gathered.errors, err=True)
        stop_with_problems()
    else:
        raise click.UsageError(_why_not_one(name, found, gathered))


def _code_lines(code: str, entry: ProblemCode) -> list[str]:
    return [f"{code}: {entry.title}", "", entry.why, "", f"Cure: {entry.cure}"]


def _kpis_named(name: str, gathered: Gathered) -> list[tuple[ScorecardReview, KpiReview]]:
    scorecard, _, kpi = name.rpartition(".")
    return [
        (review, found)
        for review in gathered.reviews
        for found in review.kpis
        if found.id == kpi and scorecard in ("", review.scorecard.id)
    ]


def _why_not_one(name: str, found: list[tuple[ScorecardReview, KpiReview]], gathered: Gathered) -> str:
    if found:
        names = ", ".join(f"{review.scorecard.id}.{kpi.id}" for review, kpi in found)
        return f"several scorecards have a KPI '{name}'; name one of {names}"
    known = [f"{review.scorecard.id}.{kpi.id}" for review in gathered.reviews for kpi in review.kpis]
    known += [name.partition(".")[2] for name in known]
    hint = did_you_mean(name, [*known, *PROBLEM_CODES])
    return f"'{name}' is neither a KPI nor the code of a problem{'; ' if hint else ''}{hint}"
