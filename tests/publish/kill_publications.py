"""Kills publications, and looks at what each leaves behind.

    python tests/publish/kill_publications.py KIND FOLDER --points 200 --seed 1

The archive, a folder, a zip or a branch, has two editions. A child process publishes a third and is killed: at a step,
counted in the events that the interpreter reports to its audit hooks, such as opening, renaming or removing a file; or
at a random time. Every other time the next publication, which has to clear up, is killed as well. After each kill the
archive must verify, list nothing but whole editions, and take a further one that leaves no trace of what happened.
"""

import argparse
import json
import os
import posixpath
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from mkdocs_scorecards.publish.addition import Publication, chain_of
from mkdocs_scorecards.publish.archive_files import ArchiveFiles
from mkdocs_scorecards.publish.edition import PublishRefused
from mkdocs_scorecards.publish.folder_target import FolderTarget
from mkdocs_scorecards.publish.git_target import BranchTarget
from mkdocs_scorecards.publish.target import Target
from mkdocs_scorecards.publish.verify import verification_of
from mkdocs_scorecards.publish.zip_target import ZipTarget
from tiny_archive import facts, publication, publish, quarter, write_site

_REDIRECT = re.compile(r'href="([^"]+)">Continue')


class Ground:
    """An archive with two editions that is put back after each kill."""

    def __init__(self, kind: str, folder: Path) -> None:
        self.kind, self.workshop = kind, folder / "work"
        self.pristine, self.place = folder / "pristine", folder / "place"
        self.pristine.mkdir(parents=True)
        self.workshop.mkdir()
        if kind == "branch":
            subprocess.run(["git", "init", "-q", str(self.pristine)], check=True)
        self.place = self.pristine
        for number in (1, 2):
            publish(self.target(), quarter(number), self.workshop)
        self.place = folder / "place"

    def target(self) -> Target:
        if self.kind == "branch":
            return BranchTarget(self.place, "gh-pages")
        return FolderTarget(self.place / "archive") if self.kind == "folder" else ZipTarget(self.place / "archive.zip")

    def put_back(self) -> None:
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.copytree(self.pristine, self.place)

    def prepared(self, number: int) -> Publication:
        site = write_site(self.workshop / f"next-{number}", f"next {number}")
        return publication(self.target().look(), site, facts(quarter(number)))

    def leftovers(self) -> list[str]:
        """What should be gone after a publication that was not killed."""
        names = [path.name for path in self.place.rglob("*") if ".git" not in path.parts]
        return sorted(name for name in names if name.startswith((".scorecards-", ".archive.zip")))


@dataclass(frozen=True)
class Kill:
    """When a child dies: at the event of that number, or after so many seconds; 0 for never."""

    event: int = 0
    seconds: float = 0.0


def in_child(act: Callable[[], object], kill: Kill) -> None:
    """Do it in a child that is killed, with the programs it runs."""
    child = os.fork()
    if child == 0:
        os.setsid()
        _act_as_child(act, kill.event)
    if kill.seconds:
        time.sleep(kill.seconds)
        try:
            os.killpg(child, signal.SIGKILL)
        except ProcessLookupError:  # it is done already, or has not yet a group of its own
            os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _act_as_child(act: Callable[[], object], kill_at: int) -> None:
    events = 0

    def count(_event: str, _arguments: tuple[object, ...]) -> None:
        nonlocal events
        events += 1
        if events == kill_at:
            os.killpg(0, signal.SIGKILL)

    code = 1
    try:
        if kill_at:
            sys.addaudithook(count)
        act()
        code = 0
    finally:
        os._exit(code)


def events_of(act: Callable[[], object], folder: Path) -> int:
    """How many events it takes, seen by a child that is not killed."""
    note = folder / "events"
    child = os.fork()
    if child == 0:
        seen = [0]
        sys.addaudithook(lambda _event, _arguments: seen.__setitem__(0, seen[0] + 1))
        act()
        note.write_text(str(seen[0]))
        os._exit(0)
    os.waitpid(child, 0)
    return int(note.read_text())


def look_at(archive: ArchiveFiles) -> int:
    """Check what readers and auditors get, and return how many editions there are."""
    verification = verification_of(archive)
    assert verification.is_clean, verification.findings
    paths = set(archive.paths())
    versions = json.loads(archive.read("versions.json"))
    known = {entry.folder for entry in chain_of(archive)}
    assert known >= {str(quarter(1)), str(quarter(2))}
    for version in versions:
        assert version["version"] in known, "the index lists an edition that was not published"
    for page in ("index.html", *(path for path in paths if path.startswith("latest/"))):
        (address,) = _REDIRECT.findall(archive.read(page).decode())
        assert posixpath.normpath(posixpath.join(posixpath.dirname(page), address)) in paths, (page, address)
    return verification.editions


def tried(ground: Ground, kills: list[Kill]) -> str:
    """Kill a publication, and the next one if two kills are named; then publish in peace."""
    ground.put_back()
    editions = 2
    for kill in kills:
        prepared = ground.prepared(editions + 1)
        in_child(partial(ground.target().add, prepared), kill)
        now = look_at(ground.target().look())
        assert now in (editions, editions + 1), (editions, now)
        outcome = "old" if now == editions else "new"
        editions = now
    if ground.kind == "branch":
        for lock in (ground.place / ".git").rglob("*.lock"):  # as git itself tells its users after a crash
            lock.unlink()
    ground.target().add(ground.prepared(editions + 1))
    assert look_at(ground.target().look()) == editions + 1
    assert verification_of(ground.target().look()).findings == ()
    assert ground.leftovers() == []
    return outcome


def _kill(chance: random.Random, steps: int, lasts: float) -> Kill:
    """Mostly at a step, and of those every other near the end, where the archive changes."""
    if chance.random() < 0.3:
        return Kill(seconds=chance.uniform(0, lasts))
    return Kill(event=chance.randint(chance.choice([1, steps - 20]), steps))


def main() -> None:
    """Try as many points as were asked for; exits with a message at the first broken archive."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=["folder", "zip", "branch"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--points", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)  # noqa: S311 - repeatable, and no secret
    ground = Ground(arguments.kind, arguments.folder)
    ground.put_back()
    prepared = ground.prepared(3)
    steps = events_of(lambda: ground.target().add(prepared), arguments.folder)
    ground.put_back()
    started = time.perf_counter()
    in_child(lambda: ground.target().add(prepared), Kill())
    lasts = time.perf_counter() - started
    outcomes = {"old": 0, "new": 0}
    for point in range(arguments.points):
        kills = [_kill(chance, steps, lasts) for _ in range(1 + point % 2)]
        try:
            outcomes[tried(ground, kills)] += 1
        except (AssertionError, PublishRefused, OSError) as error:
            sys.exit(f"point {point}, {kills}: {error!r}")
    sys.stdout.write(
        json.dumps({"points": arguments.points, "steps": steps, "seconds": round(lasts, 3), **outcomes}) + "\n"
    )


if __name__ == "__main__":
    main()
