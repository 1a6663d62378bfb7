"""The records of a scorecard's reviews: front matter and prose, one file for each reviewed period.

The front matter is read like scorecard.yml. Its opening fence is also the sign that starts a YAML document, so the part
down to the closing fence is a document as it stands, and its lines are those of the file.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from mkdocs_scorecards.load.document_problems import read_shape
from mkdocs_scorecards.load.file_inside import bytes_inside, names_inside
from mkdocs_scorecards.load.periods import read_period
from mkdocs_scorecards.load.record_documents import ActionShape, DecisionShape, ReviewRecordShape
from mkdocs_scorecards.load.record_references import record_reference_problems
from mkdocs_scorecards.load.unreadable import UnreadableText, quoted
from mkdocs_scorecards.load.waivers import name_of_item
from mkdocs_scorecards.load.yaml_lines import LARGEST_FILE, KeyPath, LinedYaml, decoded, read_yaml_text
from mkdocs_scorecards.load.yaml_nodes import RefusedYaml
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.period import Period
from mkdocs_scorecards.model.problem import Problem, sorted_problems
from mkdocs_scorecards.model.review_record import Action, Decision, ReviewKind, ReviewRecord
from mkdocs_scorecards.model.scorecard import Scorecard
from mkdocs_scorecards.model.source_ref import SourceRef

_FOLDER: Final = "reviews"
_ENDING: Final = ".md"
_FENCE: Final = "---"
_START: Final = "held: 2026-10-08"
_NAMED: Final = f"name it after the reviewed period, such as 2026-Q3{_ENDING} or 2026-09{_ENDING}"


@frozen
class LoadedRecords:
    """The records of a scorecard by period, what is wrong with them, and the folder and files that were looked at."""

    records: tuple[ReviewRecord, ...]
    problems: tuple[Problem, ...]
    files: tuple[Path, ...]


def load_records(root: Path, path: str, scorecard: Scorecard) -> LoadedRecords:
    """Read every file in the folder of reviews. Never raises for what an author wrote.

    Args:
        root: the folder of all scorecards.
        path: the folder of the scorecard, for the places of problems.
        scorecard: what records refer to; its id is the name of its folder.
    """
    load = _Load(root=root, path=f"{path}/{_FOLDER}", scorecard=scorecard)
    records = tuple(sorted(load.records(), key=lambda record: record.period.order))
    return LoadedRecords(records=records, problems=sorted_problems(load.problems), files=tuple(load.files))


@dataclass(slots=True, kw_only=True)
class _Load:
    """One folder of reviews on its way to records."""

    root: Path
    path: str
    scorecard: Scorecard
    problems: list[Problem] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)

    def records(self) -> Iterator[ReviewRecord]:
        """The records as far as they can be made out; of two for one period the first."""
        try:
            names = names_inside(self.root, self.scorecard.id, _FOLDER)
        except UnreadableText as error:
            self._report(error.code, SourceRef(self.path), error.message, error.hint)
            return
        first: dict[Period, str] = {}
        for name in names:
            if name.startswith(".") or name.endswith("~"):  # the system's own, and what editors leave behind
                continue
            period = self._period(name)
            if period is None:
                continue
            if period in first:
                message = f"{quoted(name)} stands for the same period as {quoted(first[period])}"
                self._report("review-repeated", SourceRef(f"{self.path}/{name}"), message, "join the two")
                continue
            first[period] = name
            record = self._record(name, period)
            if record is not None:
                yield record

    def _period(self, name: str) -> Period | None:
        """The period that a file is named after, None where it is not, which is reported."""
        where = SourceRef(f"{self.path}/{name}" if name.isprintable() else self.path)
        stem = name.partition(".")[0]
        try:
            period = read_period(stem, fiscal_start=self.scorecard.fiscal_year_start)
        except UnreadableText as error:
            message = f"{quoted(name)} is not named after a period: {error.message}"
            self._report("review-file-name", where, message, _NAMED)
            return None
        right = f"{period}{_ENDING}"
        if name != right:
            message = f"{quoted(name)} is not named as the record of {period} must be"
            self._report("review-file-name", where, message, f"rename it to {right}")
            return None
        return period

    def _record(self, name: str, period: Period) -> ReviewRecord | None:
        path = f"{self.path}/{name}"
        self.files.append(self.root / self.scorecard.id / _FOLDER / name)
        try:
            text = decoded(bytes_inside(self.root, self.scorecard.id, f"{_FOLDER}/{name}", LARGEST_FILE), path)
        except UnreadableText as error:
            self._report(error.code, SourceRef(path), error.message, error.hint)
            return None
        except RefusedYaml as refusal:
            self.problems.append(refusal.problem)
            return None
        parts = self._parts(text, path)
        if parts is None:
            return None
        front, prose = parts
        lines, problems = read_yaml_text(front, path, first=_START)
        self.problems += problems
        if lines is None:
            return None
        shape, problems = read_shape(lines, ReviewRecordShape)
        self.problems += [*problems, *record_reference_problems(lines, self.scorecard)]
        return None if shape is None else self._built(shape, period, prose, lines)

    def _parts(self, text: str, path: str) -> tuple[str, str] | None:
        """The front matter with its opening fence, and the prose below; None where the fences are missing."""
        lines = text.split("\n")
        fences = [number for number, line in enumerate(lines) if line.rstrip() == _FENCE][:2]
        if fences[:1] != [0]:
            message = "the record does not start with its front matter"
            hint = f"start it with a line {_FENCE}, then {_START}, then another line {_FENCE}"
            self._report("review-front-matter", SourceRef(path, 1), message, hint)
            return None
        if len(fences) == 1:
            message = "the front matter that starts here does not end"
            self._report("review-front-matter", SourceRef(path, 1), message, f"end it with a line {_FENCE}")
            return None
        return "\n".join(lines[: fences[1]]) + "\n", "\n".join(lines[fences[1] + 1 :]).strip()

    def _built(self, shape: ReviewRecordShape, period: Period, prose: str, lines: LinedYaml) -> ReviewRecord:
        if shape.held < period.first_day:
            message = f"the review of {period} cannot have been held on {shape.held}, before it began"
            self._report("review-held-too-early", lines.place(("held",)), message, "correct the date")
        return ReviewRecord(
            period=period,
            kind=shape.kind or _kind_of(period, self.scorecard),
            held=shape.held,
            where=SourceRef(lines.path, 1, 1),
            chair=shape.chair,
            decisions=tuple(_decision(one, ("decisions", index), lines) for index, one in enumerate(shape.decisions)),
            actions=tuple(_action(one, ("actions", index), lines) for index, one in enumerate(shape.actions)),
            prose=prose,
        )

    def _report(self, code: str, where: SourceRef, message: str, hint: str) -> None:
        self.problems.append(Problem(code=code, where=where, message=message, hint=hint))


def _kind_of(period: Period, scorecard: Scorecard) -> ReviewKind:
    """By the rhythm of the scorecard: what is shorter than its strategic reviews is an operational one."""
    is_short = period.frequency.is_finer_than(scorecard.cadence.strategic)
    return ReviewKind.OPERATIONAL if is_short else ReviewKind.STRATEGIC


def _decision(shape: DecisionShape, path: KeyPath, lines: LinedYaml) -> Decision:
    return Decision(
        title=shape.title,
        where=lines.place(path),
        owner=shape.owner,
        on=name_of_item(shape.on),
        ruling=shape.hypothesis,
        reason=shape.reason,
    )


def _action(shape: ActionShape, path: KeyPath, lines: LinedYaml) -> Action:
    return Action(
        title=shape.title,
        where=lines.place(path),
        owner=shape.owner,
        on=name_of_item(shape.on),
        due=shape.due,
        is_done=shape.done is not False,
        done_on=shape.done if isinstance(shape.done, date) else None,
    )
