"""`scorecards export`: the pages as a project for generators, for those that run no plugin of ours."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from mkdocs_scorecards.cli.help import CommandWithExamples
from mkdocs_scorecards.cli.project import (
    config_file_of,
    host_settings,
    period_option,
    plugin_options,
    settings_for,
    site_wishes,
)
from mkdocs_scorecards.cli.terminal import Terminal, print_problems, stop_with_problems
from mkdocs_scorecards.model.kpi import Audience
from mkdocs_scorecards.model.problem import Severity, sorted_problems
from mkdocs_scorecards.pipeline import Settings, gather, render
from mkdocs_scorecards.publish.edition import PublishRefused
from mkdocs_scorecards.publish.exported_folder import CONFIGURATION, ExportRefused, own_files, write_export
from mkdocs_scorecards.render.docs_project import docs_project
from mkdocs_scorecards.render.format import counted
from mkdocs_scorecards.render.site import Site

_DOCS = "docs"
_NOT_YET = ("xlsx", "csv", "json", "markdown")
_AUDIENCES = tuple(audience.word for audience in Audience)


def _known_format(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    if value in _NOT_YET:
        raise click.BadParameter(f"'{value}' is not supported yet; write docs")
    return value


@click.command(
    name="export",
    cls=CommandWithExamples,
    examples=[
        ("scorecards export --format docs build", "the pages as Markdown, with a configuration"),
        ("zensical build -f build/mkdocs.yml", "then any of three generators builds the site"),
        ("scorecards export --format docs build --audience staff", "for fewer readers"),
    ],
)
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "kind",
    required=True,
    type=click.Choice((_DOCS, *_NOT_YET)),
    metavar=_DOCS,
    callback=_known_format,
    help="docs: pages, style sheets and data for any generator.",
)
@period_option
@click.option(
    "--audience",
    type=click.Choice(_AUDIENCES),
    help="The widest readers; what is for others appears nowhere. [default: as mkdocs.yml says]",
)
@click.option(
    "--directory-urls/--no-directory-urls",
    default=None,
    help="Addresses that end in a slash, or in index.html. [default: as mkdocs.yml says]",
)
@click.pass_obj
def command(
    terminal: Terminal, *, out: Path, kind: str, period: str | None, audience: str | None, directory_urls: bool | None
) -> None:
    """Write the site into OUT as it stands before a generator makes HTML of it.

    OUT gets a folder docs, with the pages, style sheets and data of the scorecards and a copy of your own pages, and a
    file mkdocs.yml that MkDocs, ProperDocs and Zensical build. OUT must be empty, new, or an earlier export in which
    nothing was changed by hand.
    """
    del kind  # there is one so far
    wishes = site_wishes(terminal.project)
    if directory_urls is not None:
        wishes = replace(wishes, directory_urls=directory_urls)
    settings = replace(
        settings_for(terminal.project, period),
        audience=_audience(terminal.project, audience),
        directory_urls=wishes.directory_urls,
    )
    site = _site(terminal.project, settings)
    own = own_files(host_settings(terminal.project).docs_dir) if config_file_of(terminal.project).is_file() else {}
    project = docs_project(site, own, wishes)
    try:
        _refuse_folders_of_builds(out, terminal.project, settings)
        write_export(out, project, own)
    except (ExportRefused, PublishRefused, OSError) as refusal:
        click.echo(f"error: {refusal}", err=True)
        stop_with_problems()
    for address, path in sorted(project.rivals.items()):
        terminal.remark(f"{path} is shown instead of the generated {address}")
    terminal.remark(
        f"{counted(len(project.files) + len(own), 'file')} in {out / 'docs'}; build with {out / CONFIGURATION}"
    )


def _site(project: Path, settings: Settings) -> Site:
    """The rendered site; with errors there is none, and warnings are told."""
    gathered = gather(project, settings)
    if gathered.errors:
        print_problems(gathered.errors, err=True)
        stop_with_problems()
    site = render(gathered, settings)
    problems = sorted_problems([*gathered.problems, *site.problems])
    print_problems([problem for problem in problems if problem.severity is Severity.WARNING], err=True)
    return site


def _audience(project: Path, wanted: str | None) -> Audience:
    """The audience as named, else that of the configuration; never a wider one because a word was not understood."""
    config_file = config_file_of(project)
    said = wanted or plugin_options(config_file).get("audience")
    if said is not None and said not in _AUDIENCES:
        raise click.UsageError(f"the audience in {config_file.name} cannot be read; name it with --audience")
    return Audience[str(said).upper()] if said else Audience.BOARD


def _refuse_folders_of_builds(out: Path, project: Path, settings: Settings) -> None:
    host_says = host_settings(project)
    read: Sequence[Path] = (project / settings.folder, host_says.docs_dir, host_says.site_dir)
    for folder in read:
        if out.resolve().is_relative_to(folder.resolve()):
            raise ExportRefused(f"{out} lies in {folder}, which a build reads or empties; name a place outside")
