"""`scorecards publish`: build a period and add it to the archive, all or nothing."""

import json
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from mkdocs_scorecards.cli.help import CommandWithExamples
from mkdocs_scorecards.cli.project import HostSettings, checked_period, host_settings, settings_for
from mkdocs_scorecards.cli.terminal import Terminal, print_problems, stop_with_problems
from mkdocs_scorecards.load.periods import read_period
from mkdocs_scorecards.model.period import Period
from mkdocs_scorecards.pipeline import Gathered, Settings, gather
from mkdocs_scorecards.publish.addition import Publication, built_site, chain_of, planned_entry
from mkdocs_scorecards.publish.archive_files import ArchiveFiles
from mkdocs_scorecards.publish.earlier_editions import FIGURES_FILE, lay_out_editions
from mkdocs_scorecards.publish.edition import Entry, Facts, PublishRefused
from mkdocs_scorecards.publish.engines import engines_of
from mkdocs_scorecards.publish.folder_target import FolderTarget
from mkdocs_scorecards.publish.host_build import build_site, host_of
from mkdocs_scorecards.publish.index_pages import IndexPages
from mkdocs_scorecards.publish.source_state import date_of_commit, source_of
from mkdocs_scorecards.publish.target import target_of
from mkdocs_scorecards.render.environment import template_environment
from mkdocs_scorecards.render.graphviz import EngineChoice, found_engine
from mkdocs_scorecards.resources import builtin_templates

_LATEST_TIME = 253_402_300_799
"""The end of the year 9999, in seconds since 1970."""


@click.command(
    name="publish",
    cls=CommandWithExamples,
    examples=[
        ("scorecards publish 2026-Q3 --to archive", "into a folder"),
        ("scorecards publish 2026-Q3 --to branch:gh-pages", "onto a branch, and push it"),
        ("scorecards publish 2026-Q3 --to archive.zip --dry-run", "see what would happen"),
        ('scorecards publish 2026-Q3 --to archive --amend "Churn restated"', "add a revision beside it"),
    ],
)
@click.argument("period", callback=checked_period)
@click.option("--to", "target", metavar="TARGET", required=True, help="A folder, a file x.zip, or branch:NAME.")
@click.option("--amend", "reason", metavar="REASON", help="Publish the period again, as a revision; readers see why.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, build nothing and write nothing.")
@click.pass_obj
def command(terminal: Terminal, *, period: str, target: str, reason: str | None, dry_run: bool) -> None:
    """Build PERIOD as of its end and add it to the archive.

    What was published is never overwritten. SOURCE_DATE_EPOCH sets the time of publication; otherwise it is that of
    the commit.
    """
    if reason is not None and not reason.strip():
        raise click.BadParameter("say why the edition is amended", param_hint="--amend")
    with _refusals():
        _publish(terminal, period, target, " ".join(reason.split()) if reason is not None else None, dry_run=dry_run)


@contextmanager
def _refusals() -> Iterator[None]:
    """A refusal is one sentence and exit status 1."""
    try:
        yield
    except PublishRefused as refusal:
        click.echo(f"error: {refusal}", err=True)
        stop_with_problems()
    except OSError as error:
        click.echo(f"error: {error}; the archive is whole, and `scorecards verify` tells what is in it", err=True)
        stop_with_problems()


def _publish(terminal: Terminal, wanted: str, to: str, reason: str | None, *, dry_run: bool) -> None:
    project, host_says = terminal.project, host_settings(terminal.project)
    settings = settings_for(project, None)
    forbidden = (project / settings.folder, host_says.docs_dir, host_says.site_dir)
    target, host = target_of(to, project, forbidden), host_of(project)
    period = _period(wanted, project, settings)
    clock = _clock(project)
    facts = Facts(
        period=period,
        published=datetime.fromtimestamp(clock, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        source=source_of(project, [Path(to), host_says.site_dir]),
        engines=engines_of(host.name, found_engine(EngineChoice(settings.graphviz))),
        reason=reason,
    )
    pages = _index_pages(settings, host_says)
    archive = target.look()
    if archive.unfinished is not None and isinstance(target, FolderTarget) and not dry_run:
        target.clear_up(pages)
        archive = target.look()
    planned = planned_entry(archive, facts)
    if planned.published[:10] <= planned.last_day:
        terminal.remark(f"{planned.period} ends on {planned.last_day}, and the time of publication is before that")
    if dry_run:
        click.echo("\n".join(_plan_lines(planned, archive, to)))
        return
    with TemporaryDirectory(prefix="scorecards-") as folder:
        site, editions = Path(folder) / "site", Path(folder) / "editions"
        lay_out_editions(archive, editions)
        terminal.remark(f"building {planned.title} with {host.name}")
        said = build_site(host, site, planned=planned, clock=clock, editions=_if_any(editions))
        if said:
            terminal.remark(said)
        ledgers = _ledgers(site)
        publication = Publication(facts=facts, folder=planned.folder, site=built_site(site), pages=pages)
        entry = target.add(publication).entry
    click.echo(f"published {entry.title} as {entry.folder} in {to}")
    _tell_of_restatements(terminal, ledgers)
    terminal.remark(f"head of the chain: {chain_of(target.look()).head}")


def _ledgers(site: Path) -> list[dict[str, Any]]:
    """What the scorecards of a site say of earlier editions; nothing where there are none."""
    documents = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(site.glob(f"*/{FIGURES_FILE}"))]
    ledgers = [card.get("restatements") for document in documents for card in document.get("scorecards", ())]
    return [ledger for ledger in ledgers if ledger is not None]


def _tell_of_restatements(terminal: Terminal, ledgers: Sequence[Mapping[str, Any]]) -> None:
    if not ledgers:
        return
    compared = sum(ledger["compared"] for ledger in ledgers)
    differing = sum(len(ledger["restated"]) + len(ledger["removed"]) for ledger in ledgers)
    click.echo(f"restatements: {differing} of {compared} figures of earlier editions read differently now")
    damaged = sorted({folder for ledger in ledgers for folder in ledger["not_compared"]})
    for folder in damaged:
        terminal.remark(
            f"{folder} was not compared: its figures are not what was published or cannot be read; "
            "`scorecards verify` names the files"
        )


def _if_any(editions: Path) -> Path | None:
    return editions if editions.is_dir() else None


def _index_pages(settings: Settings, host_says: HostSettings) -> IndexPages:
    environment = template_environment(builtin_templates(), settings.templates)
    return IndexPages(environment=environment, site_name=host_says.site_name)


def _period(wanted: str, project: Path, settings: Settings) -> Period:
    """The period to publish, after a look whether its pages can be made and show anything.

    A fiscal period is that of the scorecards; where their fiscal years differ, it is none that all could be built for.
    """
    gathered = gather(project, replace(settings, as_of=wanted))
    if gathered.errors:
        print_problems(gathered.errors, err=True)
        stop_with_problems()
    starts = sorted({review.scorecard.fiscal_year_start for review in gathered.reviews})
    readings = {read_period(wanted, fiscal_start=start) for start in starts or [1]}
    if len(readings) > 1:
        raise PublishRefused(f"{wanted} ends on different days in these scorecards; publish a calendar period")
    if not _shows_figures(gathered):
        raise PublishRefused(f"no scorecard has a figure for {wanted}, so there is nothing to publish")
    return readings.pop()


def _shows_figures(gathered: Gathered) -> bool:
    return any(kpi.result.actual is not None for review in gathered.reviews for kpi in review.kpis)


def _clock(project: Path) -> int:
    """The time of publication, in seconds since 1970: as told, else of the commit, else now."""
    told = os.environ.get("SOURCE_DATE_EPOCH")
    if told:
        if not (told.isascii() and told.isdigit() and int(told[:20]) <= _LATEST_TIME):
            raise click.UsageError(f"SOURCE_DATE_EPOCH is '{told}'; it must be seconds since 1970")
        return int(told)
    committed = date_of_commit(project)
    return committed if committed is not None else int(time.time())


def _plan_lines(planned: Entry, archive: ArchiveFiles, to: str) -> list[str]:
    chain = chain_of(archive)
    later = chain.newest is not None and chain.newest.order > planned.order
    source = f"commit {planned.commit}" if planned.commit else "files that are in no git repository"
    return [
        f"would publish {planned.title} as {planned.folder} in {to}, nothing is written",
        f"revision: {planned.revision}" + (f", because: {planned.reason}" if planned.reason else ""),
        f"source: {source}" + (", with changes that are not committed" if planned.dirty else ""),
        f"published: {planned.published}",
        f"latest: {'stays ' + chain.newest.folder if later and chain.newest else 'becomes ' + planned.folder}",
        f"chain: entry {len(chain.recorded) + 1}, after {chain.head}",
    ]
