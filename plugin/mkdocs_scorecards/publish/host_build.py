"""Having the host build the site of one period, in a process of its own.

The host is told the period by variables and not by a configuration file of ours: a file that inherits from the author's
would replace the list of plugins, and paths in it would start elsewhere.
"""

import os
import subprocess
import sys
from pathlib import Path

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.publish.edition import Entry, PublishRefused

PERIOD_VARIABLE = "SCORECARDS_PERIOD"
"""The period that the plugin reviews instead of its option; nothing later is used."""

EDITION_VARIABLE = "SCORECARDS_EDITION"
"""The folder in the archive, which the plugin adds to `site_url`."""

REASON_VARIABLE = "SCORECARDS_AMENDED"
"""Why the edition is a revision of one that was published before; empty in a first one."""

EDITIONS_VARIABLE = "SCORECARDS_EDITIONS"
"""A folder with the figures of earlier editions, laid out as `earlier_editions` says; empty where there are none."""

BASE_VARIABLE = "SCORECARDS_BASE"
"""The git revision that a branch is compared with in its preview; an edition is no preview."""

CONFIG_FILES = {
    "properdocs.yml": "properdocs",
    "properdocs.yaml": "properdocs",
    "mkdocs.yml": "mkdocs",
    "mkdocs.yaml": "mkdocs",
}
"""The names of configurations, with the host each is for; the first that is there counts."""

_MOST_SAID = 4000


@frozen
class Host:
    """The program that builds the site, and the configuration it is given."""

    name: str
    config_file: Path


def host_of(project: Path) -> Host:
    """ProperDocs where the project is configured for it, else MkDocs.

    Raises:
        PublishRefused: there is no configuration.
    """
    for file_name, name in CONFIG_FILES.items():
        if (project / file_name).is_file():
            return Host(name=name, config_file=project / file_name)
    raise PublishRefused(f"there is no mkdocs.yml in {project.resolve()}, which says how the site looks")


def build_site(host: Host, destination: Path, *, planned: Entry, clock: int, editions: Path | None = None) -> str:
    """Build the site of an edition and return what the host said.

    Args:
        host: the program and its configuration.
        destination: an empty folder, or one to be made.
        planned: the edition: its period, after which nothing is used, its folder in the archive, and why it is amended.
        clock: the time that the pages may name, in seconds since 1970.
        editions: a folder with the figures of earlier editions, with which those of the site are compared.

    Raises:
        PublishRefused: the build failed, or made a site without scorecards.
    """
    variables = {
        PERIOD_VARIABLE: planned.period,
        EDITION_VARIABLE: planned.folder,
        REASON_VARIABLE: planned.reason or "",
        EDITIONS_VARIABLE: str(editions or ""),
        BASE_VARIABLE: "",
        "SOURCE_DATE_EPOCH": str(clock),
        "NO_MKDOCS_2_WARNING": "1",
        "DISABLE_MKDOCS_2_WARNING": "true",
    }
    config, site = str(host.config_file.resolve()), str(destination)
    done = subprocess.run(  # noqa: S603 - this interpreter, and paths as arguments
        [sys.executable, "-m", host.name, "build", "--quiet", "--clean", "-f", config, "-d", site],
        cwd=host.config_file.resolve().parent,
        env=os.environ | variables,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    said = "\n".join(part.strip() for part in (done.stdout, done.stderr) if part.strip())[-_MOST_SAID:]
    if done.returncode != 0:
        raise PublishRefused(f"the build with {host.name} failed:\n{said}")
    if not any(destination.glob("*/scorecard.json")):
        raise PublishRefused(f"{host.name} built a site without scorecards; is the plugin in {host.config_file.name}?")
    return said
