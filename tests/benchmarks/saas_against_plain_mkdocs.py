"""How long the saas example takes to build, against the same number of hand-written pages under plain MkDocs.

    python tests/benchmarks/saas_against_plain_mkdocs.py [--runs 5]

The plain site has a Markdown page for each generated one, with its headings, its sentences and its tables cell by cell,
the same theme and the same navigation; it lacks the drawings, and nothing is calculated. Both are built in turn, each
in a process of its own, and the medians of the same run are compared. The package is compiled before, as pip leaves it;
an environment that forbids to write bytecode would compile it in each build. Exits with 1 above the bar.
"""

import argparse
import compileall
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import yaml

from mkdocs_scorecards.pipeline import Settings, gather, render
from mkdocs_scorecards.render.site import NavEntry, Page

ROOT = Path(__file__).resolve().parents[2]
BAR = 1.3
SETTINGS = """\
site_name: Strategy office
theme: {name: material, font: false, features: [navigation.indexes, navigation.prune]}
"""


class Text(HTMLParser):
    """The words of a page as Markdown: headings, paragraphs, tables; drawings are passed over."""

    BLOCKS = frozenset({"p", "li", "dt", "dd", "div", "section", "summary", "article"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.words: list[str] = []
        self.cells: list[str] = []
        self.rows = 0
        self.in_drawing = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.in_drawing += tag == "svg"
        if tag in self.BLOCKS or tag[0] == "h":
            self._end_paragraph("")
        if tag == "table":
            self.rows = 0

    def handle_endtag(self, tag: str) -> None:
        self.in_drawing -= tag == "svg"
        if tag in ("th", "td"):
            self.cells.append(self._sentence())
        elif tag == "tr":
            self._end_row()
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self._end_paragraph("#" * int(tag[1]) + " ")
        elif tag in self.BLOCKS or tag == "table":
            self._end_paragraph("")

    def handle_data(self, data: str) -> None:
        if not self.in_drawing and data.strip():
            self.words.append(" ".join(data.split()).replace("|", "\\|"))

    def _sentence(self) -> str:
        sentence, self.words = " ".join(self.words), []
        return sentence

    def _end_row(self) -> None:
        self.lines.append("| " + " | ".join(self.cells) + " |")
        self.rows += 1
        if self.rows == 1:
            self.lines.append("|" + " --- |" * len(self.cells))
        self.cells = []

    def _end_paragraph(self, mark: str) -> None:
        if sentence := self._sentence():
            self.lines += ["", mark + sentence, ""]


@dataclass(slots=True)
class Contestant:
    """A project, and how long its builds took in seconds: by the clock, and of the processor."""

    name: str
    project: Path
    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def build(self) -> None:
        """Build it once and note the times."""
        command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(self.project / "mkdocs.yml")]
        used, started = _processor_time(), time.perf_counter()
        subprocess.run(command, check=True, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"})
        self.clock.append(time.perf_counter() - started)
        self.processor.append(_processor_time() - used)

    def pages(self) -> int:
        """How many pages it has."""
        return sum(1 for _ in (self.project / "site").rglob("index.html"))


def _processor_time() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def with_plugin(project: Path) -> Contestant:
    """The saas example alone."""
    (project / "docs").mkdir(parents=True)
    shutil.copytree(ROOT / "scorecards/saas", project / "scorecards/saas")
    (project / "mkdocs.yml").write_text(SETTINGS + "plugins: [search, {scorecards: {period: 2026-Q3}}]\n")
    return Contestant("saas example", project)


def hand_written(project: Path, example: Path) -> Contestant:
    """The same pages as Markdown."""
    settings = Settings(period="2026-Q3")
    site = render(gather(example, settings), settings)
    for page in site.pages:
        _write_page(page, project / "docs")
    hidden = "\n".join(f"/{page.path}index.md" for page in site.pages if not page.in_navigation)
    config = {"nav": [_nav_item(entry) for entry in site.navigation], "not_in_nav": hidden, "plugins": ["search"]}
    (project / "mkdocs.yml").write_text(SETTINGS + yaml.safe_dump(config), encoding="utf-8")
    return Contestant("plain pages", project)


def _write_page(page: Page, docs: Path) -> None:
    file = docs / page.path / "index.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(Text(page.html).lines), encoding="utf-8")


def _nav_item(entry: NavEntry) -> dict[str, object]:
    if entry.children:
        return {entry.title: [_nav_item(child) for child in entry.children]}
    return {entry.title: f"{entry.path}index.md"}


def main() -> int:
    """Build both in turn and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5, help="builds of each; the median counts")
    runs: int = parser.parse_args().runs
    compileall.compile_dir(ROOT / "plugin/mkdocs_scorecards", quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        ours = with_plugin(Path(folder) / "saas")
        plain = hand_written(Path(folder) / "plain", ours.project)
        for _ in range(runs):
            ours.build()
            plain.build()
        assert ours.pages() == plain.pages()
        for contestant in (ours, plain):
            clock, processor = statistics.median(contestant.clock), statistics.median(contestant.processor)
            print(f"{contestant.name:<14}{contestant.pages():>4} pages  {clock:6.2f} s  processor {processor:6.2f} s")
    ratio = statistics.median(ours.clock) / statistics.median(plain.clock)
    of_processor = statistics.median(ours.processor) / statistics.median(plain.processor)
    print(f"ratio {ratio:.2f}, of processor time {of_processor:.2f}; bar {BAR}; medians of {runs} builds")
    return 0 if ratio <= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
