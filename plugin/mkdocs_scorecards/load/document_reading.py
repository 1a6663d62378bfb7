"""What the parts of a document have in common when they become values: places, periods, audiences, problems."""

from dataclasses import dataclass, field

from mkdocs_scorecards.load.periods import read_period
from mkdocs_scorecards.load.unreadable import UnreadableText
from mkdocs_scorecards.load.yaml_lines import KeyPath, LinedYaml
from mkdocs_scorecards.model.kpi import Audience
from mkdocs_scorecards.model.period import Frequency, Period
from mkdocs_scorecards.model.problem import Problem
from mkdocs_scorecards.model.source_ref import SourceRef


@dataclass(slots=True)
class DocumentReading:
    """One pass over the document of a file; it collects problems, and a value that has one is left out."""

    lines: LinedYaml
    fiscal_start: int
    problems: list[Problem] = field(default_factory=list)

    def report(self, code: str, where: SourceRef, message: str, hint: str = "") -> None:
        """Note an error."""
        self.problems.append(Problem(code=code, where=where, message=message, hint=hint))

    def period(
        self, text: str | None, path: KeyPath, frequency: Frequency | None = None, *, windows: bool = False
    ) -> Period | None:
        """The period at a path; None where there is none, or none that can be read, which is reported."""
        if text is None:
            return None
        try:
            return read_period(text, fiscal_start=self.fiscal_start, frequency=frequency, windows=windows)
        except UnreadableText as error:
            self.report(error.code, self.lines.place(path), error.message, error.hint)
            return None

    def audience(self, stated: Audience | None, container: Audience, path: KeyPath) -> Audience:
        """Who may read a part: as its container, or a more confidential audience.

        A part that claims to be less confidential than what holds it could never be shown to that audience, so the
        claim is a mistake.
        """
        if stated is not None and stated < container:
            self.report(
                "audience-too-wide",
                self.lines.place((*path, "audience")),
                f"audience is {stated.word}, but what it stands in is for {container.word} only",
                f"write {container.word} or leave the key out",
            )
        return container if stated is None else max(stated, container)
