"""`scorecards verify`: whether an archive still is what was published."""

from pathlib import Path

import click

from mkdocs_scorecards.cli.help import CommandWithExamples
from mkdocs_scorecards.cli.terminal import Terminal, stop_with_problems
from mkdocs_scorecards.publish.edition import PublishRefused
from mkdocs_scorecards.publish.git_files import GitFiles
from mkdocs_scorecards.publish.target import BRANCH_PREFIX, target_of
from mkdocs_scorecards.publish.verify import Verification, verification_of
from mkdocs_scorecards.render.format import counted


@click.command(
    name="verify",
    cls=CommandWithExamples,
    examples=[
        ("scorecards verify archive", "a folder, a copy of one, or a disk"),
        ("scorecards verify archive.zip", "a zip, without unpacking it"),
        ("scorecards verify branch:gh-pages", "a branch, with its history"),
    ],
)
@click.argument("target")
@click.pass_obj
def command(terminal: Terminal, *, target: str) -> None:
    """Compare every published file of TARGET with its manifest, and those with the chain.

    TARGET is a folder, a file x.zip, or branch:NAME. Each difference is one line. The head of the chain, printed at the
    end, stands for everything before it: compare it with one that was noted down or signed.
    """
    if not target.startswith(BRANCH_PREFIX) and not Path(target).exists():
        raise click.UsageError(f"there is no '{target}'")
    try:
        archive = target_of(target, terminal.project).look()
        earlier = archive.earlier_chains() if isinstance(archive, GitFiles) else ()
        verification = verification_of(archive, earlier)
    except PublishRefused as refusal:
        click.echo(f"error: {refusal}", err=True)
        stop_with_problems()
    for finding in verification.findings:
        click.echo(str(finding))
    terminal.remark(_summary(verification))
    if verification.head:
        click.echo(f"head {verification.head}")
    if not verification.is_clean:
        stop_with_problems()


def _summary(verification: Verification) -> str:
    looked_at = f"{counted(verification.editions, 'edition')}, {counted(verification.files, 'file')}"
    if verification.is_clean:
        return f"{looked_at}: all as published"
    differences = sum(finding.is_difference for finding in verification.findings)
    return f"{looked_at}: {counted(differences, 'difference')}"
