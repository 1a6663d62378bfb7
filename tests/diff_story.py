"""Changes as stories: each folder of `golden/diffs` holds a project before and after, and what is said of it.

`base/` and `head/` are whole projects. `out/` holds the comparison as the terminal shows it, and in the other formats
that `formats.txt` names, one a line.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from mkdocs_scorecards.pipeline import Compared, Settings, Version, compare
from mkdocs_scorecards.render.changes.view import comparison_view
from mkdocs_scorecards.render.diff_json import diff_document
from mkdocs_scorecards.render.diff_markdown import diff_markdown
from mkdocs_scorecards.render.diff_text import diff_lines
from mkdocs_scorecards.render.json_document import dumps

PERIOD = "2026-Q3"


@dataclass(frozen=True)
class DiffStory:
    """One case."""

    folder: Path

    @property
    def name(self) -> str:
        """What it tells."""
        return self.folder.name

    @cached_property
    def compared(self) -> Compared:
        """Both sides, read and compared."""
        base, head = (Version(project=self.folder / side, folder="scorecards") for side in ("base", "head"))
        return compare(base, head, Settings(period=PERIOD))

    def outcome(self) -> dict[str, str]:
        """The files of `out/` by their names."""
        views = [comparison_view(found) for found in self.compared.comparisons]
        files = {"diff.txt": "".join(f"{line}\n" for line in diff_lines(views, self.compared.unreadable))}
        if self.compared.problems:
            files["problems.txt"] = "".join(f"{problem}\n" for problem in self.compared.problems)
        wanted = self.folder / "formats.txt"
        formats = wanted.read_text(encoding="utf-8").split() if wanted.exists() else []
        if "markdown" in formats:
            files["diff.md"] = diff_markdown(views, self.compared.unreadable)
        if "json" in formats:
            files["diff.json"] = dumps(diff_document(self.compared.comparisons))
        return files


DIFF_STORIES = tuple(
    DiffStory(folder) for folder in sorted((Path(__file__).parent / "golden" / "diffs").iterdir()) if folder.is_dir()
)
