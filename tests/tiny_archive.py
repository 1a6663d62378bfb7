"""Publications of a site of five small files, so that tests of archives need not build one."""

import json
from pathlib import Path

from mkdocs_scorecards.model.period import Period
from mkdocs_scorecards.publish.addition import Publication, built_site, planned_entry
from mkdocs_scorecards.publish.archive_files import ArchiveFiles
from mkdocs_scorecards.publish.edition import Entry, Facts, Source
from mkdocs_scorecards.publish.index_pages import IndexPages
from mkdocs_scorecards.publish.target import Target
from mkdocs_scorecards.publish.verify import Finding, verification_of
from mkdocs_scorecards.render.environment import template_environment
from mkdocs_scorecards.resources import builtin_templates

PAGES = IndexPages(environment=template_environment(builtin_templates()), site_name="Strategy <office>")
FILES_AN_EDITION = 6
"""Those of the site and its account of itself."""


def write_site(folder: Path, words: str) -> Path:
    """A site whose pages say the words, with a style sheet that is the same in every edition."""
    files = {
        "index.html": f"<p>{words}</p>",
        "404.html": "<p>not found</p>",
        "saas/index.html": f"<p>saas, {words}</p>",
        "saas/scorecard.json": json.dumps({"words": words}),
        "assets/theme.css": "p { margin: 0 }\n" * 100,
    }
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content)
    return folder


def facts(period: Period, reason: str | None = None, **changed: object) -> Facts:
    """What is known of an edition, with a time that follows from its period."""
    known: dict[str, object] = {
        "period": period,
        "published": f"{period.next.first_day}T09:00:00Z",
        "source": Source(commit="c0ffee" + "0" * 34, dirty=False),
        "engines": {"mkdocs": "1.6.1"},
        "reason": reason,
    }
    return Facts(**(known | changed))  # type: ignore[arg-type]


def publication(archive: ArchiveFiles, site: Path, known: Facts) -> Publication:
    """A built site that waits for the archive."""
    folder = planned_entry(archive, known).folder
    return Publication(facts=known, folder=folder, site=built_site(site), pages=PAGES)


def publish(target: Target, period: Period, workshop: Path, reason: str | None = None) -> Entry:
    """Publish a tiny site of that period."""
    site = write_site(workshop / f"{period}-{reason}", f"{period} {reason or ''}")
    return target.add(publication(target.look(), site, facts(period, reason))).entry


def quarter(number: int) -> Period:
    """Quarters of 2025 and on, counted from 1."""
    return Period.quarter(2025, 1).shifted(number - 1)


def findings_in(target: Target) -> tuple[Finding, ...]:
    """What `verify` finds."""
    return verification_of(target.look()).findings
