"""`scorecards explain`: why a KPI stands where it stands, or what the code of a problem means."""

import click

from mkdocs_scorecards.analyse.figures import FigureBook
from mkdocs_scorecards.analyse.review import KpiReview, ScorecardReview
from mkdocs_scorecards.analyse.tree.bridge import Bridge, bridge_between
from mkdocs_scorecards.cli.help import CommandWithExamples
from mkdocs_scorecards.cli.project import checked_period, gathered_for, period_option
from mkdocs_scorecards.cli.terminal import Terminal, print_problems, stop_with_problems
from mkdocs_scorecards.load.near_miss import did_you_mean
from mkdocs_scorecards.load.periods import read_period
from mkdocs_scorecards.model.method_rules import METHOD_RULES, Rule
from mkdocs_scorecards.model.period import Period
from mkdocs_scorecards.model.problem_codes import PROBLEM_CODES, ProblemCode
from mkdocs_scorecards.pipeline import Gathered
from mkdocs_scorecards.render.json_document import dumps, kpi_document, tree_document
from mkdocs_scorecards.render.terminal import bridge_lines, kpi_lines


@click.command(
    name="explain",
    cls=CommandWithExamples,
    examples=[
        ("scorecards explain monthly_churn", "how its figure and score were worked out"),
        ("scorecards explain saas.monthly_churn", "where several scorecards have that KPI"),
        ("scorecards explain arr --from 2025-Q4 --to 2026-Q3", "why it moved between two periods"),
        ("scorecards explain formula-cycle", "what a code means and how to cure it"),
    ],
)
@click.argument("name")
@period_option
@click.option(
    "--from",
    "earlier",
    metavar="PERIOD",
    callback=checked_period,
    help="With which period to compare a KPI that has a formula. [default: the one before]",
)
@click.option("--to", "later", metavar="PERIOD", callback=checked_period, help="The period to explain, like --period.")
@click.option("--json", "as_json", is_flag=True, help="Print the KPI and its tree, for programs.")
@click.pass_obj
def command(
    terminal: Terminal, *, name: str, period: str | None, earlier: str | None, later: str | None, as_json: bool
) -> None:
    """Explain a KPI's figure, plan, state and score, and why it moved; or a code.

    NAME is the id of a KPI, `scorecard.kpi` where several scorecards have one of that name,
    the code of a problem, or the name of a rule of the method.
    """
    if name in PROBLEM_CODES:
        click.echo("\n".join(_code_lines(name, PROBLEM_CODES[name])))
        return
    if name in METHOD_RULES:
        click.echo("\n".join(_rule_lines(name, METHOD_RULES[name])))
        return
    if period and later and period != later:
        raise click.UsageError("--period and --to name different periods; give one of them")
    gathered = gathered_for(terminal.project, later or period)
    found = _kpis_named(name, gathered)
    if len(found) == 1:
        _explain(*found[0], earlier, as_json=as_json)
    elif gathered.errors and not found:
        print_problems(gathered.errors, err=True)
        stop_with_problems()
    else:
        raise click.UsageError(_why_not_one(name, found, gathered))


def _explain(review: ScorecardReview, kpi: KpiReview, earlier: str | None, *, as_json: bool) -> None:
    tree = review.tree(kpi.id)
    if tree is None and earlier is not None:
        raise click.UsageError(f"{kpi.id} has no formula, so its change cannot be split")
    bridge = _bridge(review, tree.latest, earlier) if tree is not None else None
    if as_json:
        document = tree_document(tree, bridge) if tree is not None and bridge is not None else None
        click.echo(dumps({"kpi": kpi_document(kpi), "tree": document}), nl=False)
        return
    lines = kpi_lines(review, kpi)
    if bridge is not None:
        lines += ["", *bridge_lines(review, bridge)]
    click.echo("\n".join(lines))


def _bridge(review: ScorecardReview, latest: Bridge, earlier: str | None) -> Bridge:
    """The bridge from the wanted period, or from the one before."""
    if earlier is None:
        return latest
    before = _period(earlier, review)
    if before.frequency is not latest.after.frequency or before.next.last_day > latest.after.last_day:
        raise click.UsageError(
            f"{before} cannot be compared with {latest.after}; --from names an earlier {latest.after.frequency.noun}"
        )
    return bridge_between(FigureBook(review.scorecard), latest.explanation.root, before, latest.after)


def _period(text: str, review: ScorecardReview) -> Period:
    return read_period(text, fiscal_start=review.scorecard.fiscal_year_start)


def _code_lines(code: str, entry: ProblemCode) -> list[str]:
    return [f"{code}: {entry.title}", "", entry.why, "", f"Cure: {entry.cure}"]


def _rule_lines(name: str, rule: Rule) -> list[str]:
    counts = [f"{profile.value}: {bounds}" for profile, bounds in rule.bounds.items()]
    return [
        f"{name}: {rule.holds}",
        *([f"({'; '.join(counts)})"] if counts else []),
        "",
        rule.why,
        "",
        f"Cure: {rule.cure}",
        f"Severity: {rule.severity}. Source: {rule.source}.",
    ]


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
    hint = did_you_mean(name, [*known, *PROBLEM_CODES, *METHOD_RULES])
    return f"'{name}' is neither a KPI nor a code{'; ' if hint else ''}{hint}"
