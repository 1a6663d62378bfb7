"""How long a diff of a thousand KPIs takes, against reading, checking and scoring them once.

    python tests/benchmarks/diff_against_one_load.py [--runs 3]

A portfolio of 40 scorecards with 25 KPIs each and 21 months of figures is kept in a git repository. Once one target is
edited, as in a pull request, and once a target in every scorecard. Loads and diffs take turns, and the medians are
compared. Exits with 1 above the bar.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from mkdocs_scorecards.load.git_tree import write_tree
from mkdocs_scorecards.pipeline import Compared, Settings, Version, compare, gather

BAR = 2.0
SCORECARDS, KPIS = 40, 5
PERSPECTIVES = ("financial", "customer", "internal_process", "learning_growth", "customer")
KPI = """\
      - id: {name}
        title: KPI {name}
        unit: points
        direction: higher
        frequency: monthly
        aggregate: mean
        baseline: {{value: 10, period: 2024-12}}
        target: {{value: 40, by: 2026-12}}
        owner: Owner
        source: Somewhere
"""


def document_of(card: int) -> str:
    """A scorecard of 25 KPIs in five objectives, joined by four arrows."""
    lines = [f"schema: 1\ntitle: Card {card}\nstrategy: Win.\nowner: Owner\nobjectives:\n"]
    for aim, perspective in enumerate(PERSPECTIVES):
        lines.append(f"  - id: aim{aim}\n    title: Aim {aim}\n    perspective: {perspective}\n")
        lines.append("    owner: Owner\n    kpis:\n")
        lines += [KPI.format(name=f"kpi{aim}_{number}") for number in range(KPIS)]
    lines.append("links:\n")
    for aim in range(len(PERSPECTIVES) - 1):
        lines.append(f"  - {{from: aim{aim + 1}, to: aim{aim}, because: So., expect: same,")
        lines.append(" lag: {min: 1, max: 2, unit: month}}\n")
    return "".join(lines)


def figures_of(card: int) -> str:
    """21 months of each KPI."""
    rows = ["kpi,period,actual\n"]
    for aim in range(len(PERSPECTIVES)):
        for number in range(KPIS):
            for month in range(21):
                period = f"{2025 + month // 12}-{month % 12 + 1:02}"
                rows.append(f"kpi{aim}_{number},{period},{10 + (month * 7 + number * 3 + card) % 30}\n")
    return "".join(rows)


def write_portfolio(project: Path) -> None:
    """A thousand KPIs in forty scorecards, in a git repository."""
    for card in range(SCORECARDS):
        folder = project / "scorecards" / f"card{card}"
        folder.mkdir(parents=True)
        (folder / "scorecard.yml").write_text(document_of(card), encoding="utf-8")
        (folder / "kpis.csv").write_text(figures_of(card), encoding="utf-8")
    who = ["-c", "user.name=nobody", "-c", "user.email=nobody@example.org"]
    for arguments in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "start"]):
        subprocess.run(["git", *who, *arguments], cwd=project, check=True)


def edit(project: Path, count: int) -> None:
    """Ease the first target of so many scorecards."""
    for card in range(count):
        path = project / "scorecards" / f"card{card}" / "scorecard.yml"
        path.write_text(path.read_text(encoding="utf-8").replace("{value: 40,", "{value: 38,", 1), encoding="utf-8")


def compared(project: Path) -> Compared:
    """The working tree against the last commit, as the command does it."""
    with tempfile.TemporaryDirectory() as folder:
        tree = write_tree(project, "HEAD", "scorecards", Path(folder))
        base = Version(project=tree.project, folder=tree.scorecards)
        return compare(base, Version(project=project, folder="scorecards"), Settings())


class Clock:
    """Takes the time of some work, again and again."""

    def __init__(self, work: Callable[[], object]) -> None:
        self.work = work
        self.seconds: list[float] = []

    def run(self) -> None:
        """Do it once more."""
        start = time.perf_counter()
        self.work()
        self.seconds.append(time.perf_counter() - start)

    @property
    def median(self) -> float:
        """What it took, outliers aside."""
        return statistics.median(self.seconds)


def main() -> int:
    """Measure and judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    ratios = []
    for count in (1, SCORECARDS):
        with tempfile.TemporaryDirectory() as folder:
            project = Path(folder)
            write_portfolio(project)
            edit(project, count)
            assert len(compared(project).comparisons) == count
            load = Clock(partial(gather, project, Settings()))
            diff = Clock(partial(compared, project))
            for _ in range(runs):
                load.run()
                diff.run()
        ratios.append(diff.median / load.median)
        what = f"{count} of {SCORECARDS} scorecards edited"
        print(f"{what}: load {load.median:.2f} s, diff {diff.median:.2f} s, {ratios[-1]:.2f} loads")
    return 1 if max(ratios) > BAR else 0


if __name__ == "__main__":
    sys.exit(main())
