"""What forty quarters of the saas example cost in an archive: in a folder, a zip and a branch.

    python tests/benchmarks/archive_growth.py [--quarters 40] [--builds 3]

A few quarters are built; the others replay them in turn, with their period written into every page and document, so
that a page equals no other page and the theme's files are the same, as with real quarters. Prints what the archive
holds after each of some quarters, and what the last one added. In the folder `du` counts a file once however many
names it has. Exits with 1 if the last quarter costs a folder or a branch more than its own pages.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from mkdocs_scorecards.model.period import Period
from mkdocs_scorecards.publish.addition import Publication, built_site, planned_entry
from mkdocs_scorecards.publish.archive_files import FolderFiles
from mkdocs_scorecards.publish.edition import Facts, Source
from mkdocs_scorecards.publish.host_build import build_site, host_of
from mkdocs_scorecards.publish.index_pages import IndexPages
from mkdocs_scorecards.publish.target import Target, target_of
from mkdocs_scorecards.render.environment import template_environment
from mkdocs_scorecards.resources import builtin_templates

ROOT = Path(__file__).resolve().parents[2]
FIRST_BUILT = Period.quarter(2026, 3)
CLOCK = 1_791_795_600
SETTINGS = """\
site_name: Strategy office
site_url: https://strategy.example.org/
theme: {name: material, font: false, features: [navigation.indexes, navigation.prune]}
plugins: [search, scorecards]
"""
PAGES = (".html", ".json", ".csv", ".xml", ".gz")
"""What differs from quarter to quarter; the rest is the theme."""


@dataclass(frozen=True)
class Size:
    """Bytes of an archive in its three kinds."""

    folder: int
    archive: int
    branch: int

    def above(self, other: "Size") -> "Size":
        """What was added since."""
        return Size(self.folder - other.folder, self.archive - other.archive, self.branch - other.branch)


def facts_of(period: Period) -> Facts:
    """What is known of each edition; all are published in the same second."""
    return Facts(period=period, published="2026-10-12T09:00:00Z", source=Source(), engines={})


def built(project: Path, count: int, into: Path) -> list[Path]:
    """The last quarters of the example, each built as an edition of its own."""
    (project / "docs").mkdir(parents=True)
    shutil.copytree(ROOT / "scorecards/saas", project / "scorecards/saas")
    (project / "mkdocs.yml").write_text(SETTINGS)
    sites = []
    for back in range(count):
        period = FIRST_BUILT.shifted(-back)
        planned = planned_entry(FolderFiles(into / "nothing"), facts_of(period))
        build_site(host_of(project), into / str(period), planned=planned, clock=CLOCK)
        sites.append(into / str(period))
    return sites


def replayed(site: Path, period: Period, into: Path) -> Path:
    """The site as if it were that quarter's: its name replaced, and named once more where a page lacks it."""
    shutil.copytree(site, into)
    for file in into.rglob("*"):
        if file.suffix in (".html", ".json", ".csv") and "assets" not in file.relative_to(into).parts:
            content = file.read_bytes().replace(site.name.encode(), str(period).encode())
            file.write_bytes(content + (f"<!-- {period} -->".encode() if file.suffix == ".html" else b"\n"))
    return into


def publish(target: Target, site: Path, period: Period, pages: IndexPages) -> None:
    """Add it to the archive."""
    facts = facts_of(period)
    folder = planned_entry(target.look(), facts).folder
    target.add(Publication(facts=facts, folder=folder, site=built_site(site), pages=pages))


def stored(folder: Path) -> int:
    """Bytes of all files below, each counted once."""
    files = [path.stat() for path in folder.rglob("*") if path.is_file()]
    return sum({(status.st_dev, status.st_ino): status.st_size for status in files}.values())


def size_of(place: Path) -> Size:
    """The archives as they are now; the branch after git has packed it, as servers do."""
    subprocess.run(["git", "-C", str(place / "repository"), "gc", "--quiet", "--prune=now"], check=True)
    return Size(
        folder=stored(place / "folder"),
        archive=(place / "archive.zip").stat().st_size,
        branch=stored(place / "repository/.git"),
    )


def main() -> int:
    """Publish all quarters and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quarters", type=int, default=40)
    parser.add_argument("--builds", type=int, default=3)
    arguments = parser.parse_args()
    os.environ["SOURCE_DATE_EPOCH"] = str(CLOCK)
    pages = IndexPages(environment=template_environment(builtin_templates()), site_name="Strategy office")
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        sites = built(place / "project", arguments.builds, place / "sites")
        subprocess.run(["git", "init", "-q", str(place / "repository")], check=True)
        names = (str(place / "folder"), str(place / "archive.zip"), "branch:gh-pages")
        whole = stored(sites[0])
        own = sum(path.stat().st_size for path in sites[0].rglob("*") if path.suffix in PAGES)
        count = sum(1 for path in sites[0].rglob("*.html"))
        print(f"one quarter: {count} pages, {whole / 1e6:.2f} MB; without the theme's files {own / 1e6:.2f} MB\n")
        print(f"{'quarters':>8} {'folder':>10} {'zip':>10} {'branch':>10}   MB")
        before = Size(0, 0, 0)
        for number in range(1, arguments.quarters + 1):
            site = sites[number % len(sites)]
            period = FIRST_BUILT.shifted(number - arguments.quarters)
            again = replayed(site, period, place / "again")
            for target in (target_of(text, place / "repository") for text in names):
                publish(target, again, period, pages)
            shutil.rmtree(again)
            if number in (1, 2, 4, 8, 12, 20, arguments.quarters - 1, arguments.quarters):
                now = size_of(place)
                print(f"{number:>8} {now.folder / 1e6:>10.2f} {now.archive / 1e6:>10.2f} {now.branch / 1e6:>10.2f}")
                last, before = now.above(before), now
        print(f"{'the last':>8} {last.folder / 1e6:>10.2f} {last.archive / 1e6:>10.2f} {last.branch / 1e6:>10.2f}")
        bar = own * 1.05
        print(f"\nbar: {bar / 1e6:.2f} MB, the pages of a quarter and a twentieth for the index")
    return 0 if max(last.folder, last.branch) <= bar else 1


if __name__ == "__main__":
    sys.exit(main())
