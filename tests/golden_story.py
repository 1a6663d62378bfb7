"""Whole projects as stories: each folder of `golden/cases` is a small project and what must come of it, word for word.

`in/` is the project; its `settings.json` may name the period, the audience, the profile and the rules of the run, the
pages that are kept, the scorecard whose map is kept as DOT text, and whether the findings of the method check are. Its
folder `editions`, where there is one, holds earlier editions as `publish` lays them out.
`out/` holds the problems as they are printed and, where no error forbids a site, the state as the terminal shows it and
the pages. Drawings have tests of their own: of each only its words are kept.
"""

import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from mkdocs_scorecards.model.finding import problem_of
from mkdocs_scorecards.model.kpi import Audience
from mkdocs_scorecards.model.method_rules import Profile
from mkdocs_scorecards.pipeline import Gathered, Settings, gather, render
from mkdocs_scorecards.render.pages.map import map_view
from mkdocs_scorecards.render.site import Site
from mkdocs_scorecards.render.strategy_map import map_dot
from mkdocs_scorecards.render.terminal import scorecard_lines
from mkdocs_scorecards.render.urls import Linker, map_path

_DRAWING = re.compile(r"<svg.*?</svg>", re.DOTALL)
_WORDS = re.compile(r"<(title|desc)\b[^>]*>.*?</\1>", re.DOTALL)


@dataclass(frozen=True)
class Story:
    """One case."""

    folder: Path

    @property
    def name(self) -> str:
        """What it tells."""
        return self.folder.name

    @cached_property
    def options(self) -> dict[str, Any]:
        """What `settings.json` says."""
        file = self.folder / "in" / "settings.json"
        return dict(json.loads(file.read_text(encoding="utf-8"))) if file.exists() else {}

    @cached_property
    def settings(self) -> Settings:
        """The settings of the run; maps are shown as lists, so that no Graphviz is needed."""
        return Settings(
            period=self.options.get("period"),
            audience=Audience[self.options.get("audience", "board").upper()],
            profile=Profile(self.options.get("profile", "standard")),
            rules=self.options.get("rules", {}),
            graphviz="none",
            editions=editions if (editions := self.folder / "in" / "editions").is_dir() else None,
        )

    @cached_property
    def gathered(self) -> Gathered:
        """The project, read and analysed."""
        return gather(self.folder / "in", self.settings)

    @cached_property
    def site(self) -> Site | None:
        """The site, where no error forbids it."""
        return None if self.gathered.errors else render(self.gathered, self.settings)

    def outcome(self) -> dict[str, str]:
        """The files of `out/` by their paths in it."""
        files = {"problems.txt": "".join(f"{problem}\n" for problem in self.gathered.problems)}
        if self.site is None:
            assert not {"pages", "map"} & self.options.keys(), "errors forbid a site, so no page can be kept"
            return files
        assert self.site.problems == ()
        shown = ["\n".join(scorecard_lines(review)) for review in self.gathered.reviews]
        files["show.txt"] = "\n\n".join(shown) + "\n"
        if self.options.get("method"):
            files["method.txt"] = "".join(
                f"{'waived: ' if finding.waived else ''}{problem_of(finding)}\n"
                for review in self.gathered.reviews
                for finding in review.method.findings
            )
        pages = {page.path: page.html for page in self.site.pages}
        for path in self.options.get("pages", ()):
            files[f"pages/{path}index.html"] = _DRAWING.sub(_words_of_drawing, pages[path]).strip() + "\n"
        if "map" in self.options:
            review = next(found for found in self.gathered.reviews if found.scorecard.id == self.options["map"])
            files["map.dot"] = map_dot(map_view(review, Linker(map_path(review.scorecard.id)))).strip() + "\n"
        return files


STORIES = tuple(
    Story(folder) for folder in sorted((Path(__file__).parent / "golden" / "cases").iterdir()) if folder.is_dir()
)


def _words_of_drawing(drawing: re.Match[str]) -> str:
    return f"<svg>{''.join(found[0] for found in _WORDS.finditer(drawing[0]))}</svg>"
