"""What an edition is: a published period, in the words that stand in `editions.json` and in the edition itself."""

from calendar import month_name
from collections.abc import Mapping
from datetime import date

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.period import Frequency, Period

EDITION_FILE = "edition.json"
MANIFEST_FILE = "manifest.sha256"
CHAIN_FILE = "editions.json"
VERSIONS_FILE = "versions.json"

Document = Mapping[str, object]


class PublishRefused(Exception):  # noqa: N818 - named after what happened, as the caller reads it
    """The archive was left as it is; the message says why, in a sentence for the author."""


@frozen
class Source:
    """What an edition was built from: a commit and whether the files differed from it; None without git."""

    commit: str | None = None
    dirty: bool | None = None


@frozen
class Facts:
    """What is known of an edition before it is built.

    `published` is a time in UTC as ISO 8601. `engines` names the programs that made the pages, with their versions.
    `reason` says why an amended edition was published; None asks for a first one.
    """

    period: Period
    published: str
    source: Source
    engines: Document
    reason: str | None = None


@frozen
class Entry:
    """One entry of the chain. `manifest` and `previous` are SHA-256 in hexadecimal digits; days are ISO 8601."""

    period: str
    revision: int
    folder: str
    title: str
    first_day: str
    last_day: str
    published: str
    commit: str | None
    dirty: bool | None
    reason: str | None
    manifest: str
    previous: str

    @property
    def order(self) -> tuple[str, int, int]:
        """What editions are sorted by: end of the period, the longer period later, then the revision."""
        length = date.fromisoformat(self.last_day) - date.fromisoformat(self.first_day)
        return (self.last_day, length.days, self.revision)


def folder_of(period: Period, revision: int) -> str:
    """The folder of an edition: `2026-Q3`, and `2026-Q3-r2` for its second revision."""
    return f"{period}" if revision == 1 else f"{period}-r{revision}"


def title_of(period: Period) -> str:
    """What the version selector shows: `Q3 2026`, `September 2026`, `Q3 FY2026`."""
    if period.frequency is Frequency.MONTH:
        return f"{month_name[period.first_day.month]} {period.first_day.year}"
    if period.frequency is Frequency.WEEK:
        year, _, week = str(period).partition("-W")
        return f"Week {int(week)}, {year}"
    year, _, quarter = str(period).partition("-")
    return f"{quarter} {year}" if quarter else year


def title_of_revision(entry: Entry, newest: int) -> str:
    """The newest revision bears the plain title; those before it say which they are."""
    return entry.title if entry.revision == newest else f"{entry.title}, revision {entry.revision}"
