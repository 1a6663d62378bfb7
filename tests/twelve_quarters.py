"""Twelve quarters of the saas and Baltimore examples in an archive, published by the command itself.

Building takes most of the time, so that the workers of a test run share the folder, and other targets get the sites
that were built for it: a build does not know where it will go. The command then runs in a project that is read in no
time, because what it reads is only asked whether it has figures.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest
from click.testing import CliRunner

from host_builds import ROOT
from mkdocs_scorecards.cli import main
from mkdocs_scorecards.model.period import Period
from mkdocs_scorecards.publish.edition import EDITION_FILE, MANIFEST_FILE, Entry
from mkdocs_scorecards.publish.lock import locked
from small_project import write_small_project

QUARTERS = tuple(str(Period.quarter(2023, 4).shifted(number)) for number in range(12))
OLDEST, BEFORE, NEWEST = QUARTERS[0], QUARTERS[-2], QUARTERS[-1]
LATER_KPI = "saas/kpis/support_tickets/"
"""A KPI that the scorecard has from its eleventh quarter on."""

CONFIGURATION = """\
site_name: Strategy office
theme:
  name: material
  font: false
  features: [navigation.prune, navigation.top, search.highlight]
  palette:
    - {media: "(prefers-color-scheme: light)", scheme: default, primary: custom, accent: custom}
    - {media: "(prefers-color-scheme: dark)", scheme: slate, primary: custom, accent: custom}
extra: {generator: false}
plugins: [search, scorecards]
"""
NEW_DRIVER = """\
drivers:
  - id: support_tickets
    title: Support tickets
    unit: tickets
    frequency: monthly
    aggregate: sum
    owner: Head of Support
    source: Help desk (invented)
"""


def write_project(project: Path) -> Path:
    """The two examples, and a page written by hand."""
    for scorecard in ("saas", "baltimore"):
        shutil.copytree(ROOT / "scorecards" / scorecard, project / "scorecards" / scorecard)
    (project / "docs").mkdir()
    (project / "docs/notes.md").write_text("# Notes\n\nSee the [churn](saas/kpis/monthly_churn/index.md).\n")
    (project / "mkdocs.yml").write_text(CONFIGURATION)
    return project


def write_stand_in(project: Path) -> Path:
    """A project of one KPI with figures for all quarters, for publishing sites that are built already."""
    write_small_project(project)
    rows = "".join(f"monthly_churn,{Period.month(2023, 10).shifted(number)},5.0\n" for number in range(36))
    (project / "scorecards/acme/kpis.csv").write_text(f"kpi,period,actual\n{rows}")
    (project / "mkdocs.yml").write_text(CONFIGURATION)
    return project


def add_kpi(project: Path) -> None:
    """What was not there in the first quarters."""
    scorecard, figures = project / "scorecards/saas/scorecard.yml", project / "scorecards/saas/kpis.csv"
    scorecard.write_text(scorecard.read_text(encoding="utf-8").replace("drivers:\n", NEW_DRIVER, 1), encoding="utf-8")
    with figures.open("a", encoding="utf-8") as stream:
        stream.write("support_tickets,2026-05,410,\nsupport_tickets,2026-08,395,\n")


def run(project: Path, *arguments: str) -> str:
    """Run a command that must succeed, and return what it printed."""
    with patch.dict(os.environ, SOURCE_DATE_EPOCH="1795305600"):
        result = CliRunner().invoke(main, ["-C", str(project), *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def publish_twelve(project: Path, target: str) -> None:
    """Publish all quarters one after the other; the KPI is added before the last two."""
    for quarter in QUARTERS:
        if quarter == BEFORE:
            add_kpi(project)
        run(project, "publish", quarter, "--to", target)


@contextmanager
def replayed_builds(archive: Path) -> Iterator[None]:
    """Let `publish` take the sites that an archive holds instead of building them once more."""

    def copied(_host: object, destination: Path, *, planned: Entry, **_told: object) -> str:
        proof = shutil.ignore_patterns(EDITION_FILE, MANIFEST_FILE)
        shutil.copytree(archive / planned.folder, destination, ignore=proof)
        return ""

    with patch("mkdocs_scorecards.cli.publish.build_site", copied):
        yield


def shared_archive(factory: pytest.TempPathFactory) -> Path:
    """A folder with `project` and its `archive`, made by the first worker that asks; tests that change it copy it."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "twelve-quarters"
    folder.mkdir(exist_ok=True)
    with locked(folder / "lock", longest_wait=1800):
        if not (folder / "done").exists():
            publish_twelve(write_project(folder / "project"), str(folder / "archive"))
            (folder / "done").touch()
    return folder
