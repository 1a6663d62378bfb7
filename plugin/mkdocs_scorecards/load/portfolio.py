"""All scorecards of a project from disk: every file is read once, every problem of the run is kept.

A scorecard with an error is left out, so that nobody works with half of it; the others, and all problems, are returned.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from mkdocs_scorecards.load.document_problems import read_document
from mkdocs_scorecards.load.documents import DataShape
from mkdocs_scorecards.load.entities import scorecard_of
from mkdocs_scorecards.load.figures import merged_observations
from mkdocs_scorecards.load.file_inside import bytes_inside
from mkdocs_scorecards.load.kpi_csv import read_kpi_csv
from mkdocs_scorecards.load.percent_scales import mixed_percent_scales
from mkdocs_scorecards.load.references import reference_problems
from mkdocs_scorecards.load.review_records import load_records
from mkdocs_scorecards.load.unreadable import UnreadableText, quoted
from mkdocs_scorecards.load.waivers import waivers_of
from mkdocs_scorecards.load.yaml_lines import LARGEST_FILE, LinedYaml, read_yaml
from mkdocs_scorecards.load.yaml_scalars import UnknownKpis
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.ids import LONGEST_ID, KpiId, ScorecardId, is_id
from mkdocs_scorecards.model.kpi import Kpi, Observation, Series
from mkdocs_scorecards.model.problem import Problem, errors_among, sorted_problems
from mkdocs_scorecards.model.review_record import ReviewRecord
from mkdocs_scorecards.model.scorecard import Portfolio, Scorecard
from mkdocs_scorecards.model.source_ref import SourceRef

RESERVED_SCORECARDS: Final = frozenset({"owners", "alignment", "assets", "search", "stylesheets", "javascripts"})
"""Addresses at the top of the site that are taken."""

_DOCUMENT: Final = "scorecard.yml"
_DEFAULT_DATA: Final = (DataShape(file="kpis.csv"),)


@frozen
class LoadedPortfolio:
    """What a run found on disk.

    `scorecards` of the portfolio are free of errors; `problems` are those of all scorecards, sorted. `files` holds
    every file that was read or is missing, so that a watcher knows when to load again.
    """

    portfolio: Portfolio
    problems: tuple[Problem, ...]
    files: tuple[Path, ...]


def load_portfolio(
    project: Path,
    *,
    folder: str = "scorecards",
    csv_limit: int = 64 * 1024 * 1024,
    only: Collection[str] | None = None,
) -> LoadedPortfolio:
    """Read every scorecard of a project. Never raises for what an author wrote.

    Args:
        project: the folder that places in problems are relative to.
        folder: the folder of the scorecards in it, one folder each; hidden ones and plain files are passed over.
        csv_limit: the most bytes that are read of one CSV file.
        only: the names of the folders to read; all unless given.
    """
    root, shown = project / folder, Path(folder).as_posix()
    try:
        names = sorted(entry.name for entry in root.iterdir() if entry.is_dir() and not entry.name.startswith("."))
    except OSError:
        problem = Problem(
            code="scorecards-missing",
            where=SourceRef(shown),
            message=f"the folder {quoted(shown)} does not exist or cannot be read",
            hint=f"add {shown}/<id>/{_DOCUMENT}",
        )
        return LoadedPortfolio(portfolio=Portfolio(scorecards=()), problems=(problem,), files=())
    loads = [
        _Load(root=root, name=name, path=f"{shown}/{name}", csv_limit=csv_limit)
        for name in names
        if only is None or name in only
    ]
    scorecards = [scorecard for load in loads if (scorecard := load.scorecard())]
    problems = [problem for load in loads for problem in load.problems]
    if not names:
        problems = [
            Problem(
                code="scorecards-empty",
                where=SourceRef(shown),
                message=f"the folder {quoted(shown)} holds no scorecard",
                hint=f"add {shown}/<id>/{_DOCUMENT}",
            )
        ]
    return LoadedPortfolio(
        portfolio=Portfolio(scorecards=tuple(scorecards)),
        problems=sorted_problems(problems),
        files=tuple(file for load in loads for file in load.files),
    )


@dataclass(slots=True, kw_only=True)
class _Load:
    """One folder on its way to a scorecard; collects problems and the files it needs."""

    root: Path
    name: str
    path: str
    csv_limit: int
    problems: list[Problem] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)

    def scorecard(self) -> Scorecard | None:
        """The scorecard of the folder, None where anything about it is an error."""
        self._check_folder()
        scorecard = self._read()
        return None if errors_among(self.problems) else scorecard

    def _read(self) -> Scorecard | None:
        lines = self._lines()
        if lines is None:
            return None
        document, problems = read_document(lines)
        self.problems += [*problems, *reference_problems(lines)]
        if document is None:
            return None
        scorecard, problems = scorecard_of(document, ScorecardId(self.name), lines)
        self.problems += problems
        scorecard = replace(scorecard, records=self._records(scorecard))
        waivers, problems = waivers_of(document.waivers, scorecard, lines)
        self.problems += problems
        data = _DEFAULT_DATA if document.data is None else document.data
        return replace(scorecard, waivers=waivers, figures=self._figures(data, scorecard, lines))

    def _check_folder(self) -> None:
        if self.name in RESERVED_SCORECARDS:
            message = f"a scorecard cannot be called {quoted(self.name)}: that is an address of the site itself"
            self._report("scorecard-id-reserved", SourceRef(self.path), message, "rename the folder")
        elif not is_id(self.name):
            message = (
                f"the folder {quoted(self.name)} is no id: small letters, digits and _, a letter first, "
                f"at most {LONGEST_ID}"
            )
            self._report("scorecard-id-malformed", SourceRef(self.path), message, "rename the folder")

    def _lines(self) -> LinedYaml | None:
        path = f"{self.path}/{_DOCUMENT}"
        self.files.append(self.root / self.name / _DOCUMENT)
        try:
            data = bytes_inside(self.root, self.name, _DOCUMENT, LARGEST_FILE)
        except UnreadableText as error:
            if error.code == "file-missing":
                hint = f"add {path}"
                if (self.root / self.name / "scorecard.yaml").exists():
                    hint = f"rename scorecard.yaml to {_DOCUMENT}"
                message = f"the folder {quoted(self.name)} has no {_DOCUMENT}"
                self._report("scorecard-missing", SourceRef(self.path), message, hint)
            else:
                self._report(error.code, SourceRef(path), error.message, error.hint)
            return None
        lines, problems = read_yaml(data, path)
        self.problems += problems
        return lines

    def _records(self, scorecard: Scorecard) -> tuple[ReviewRecord, ...]:
        loaded = load_records(self.root, self.path, scorecard)
        self.problems += loaded.problems
        self.files += loaded.files
        return loaded.records

    def _figures(self, data: Iterable[DataShape], scorecard: Scorecard, lines: LinedYaml) -> Mapping[KpiId, Series]:
        kpis = {kpi.id: kpi for kpi in scorecard.kpis}
        seen: set[str] = set()
        observations: list[Observation] = []
        for index, shape in enumerate(data):
            where = lines.place(("data", index, "file"))
            if shape.file in seen:
                self._report("data-file-repeated", where, f"{quoted(shape.file)} is named twice", "keep one of the two")
            else:
                observations += self._observations(shape, where, kpis, scorecard.fiscal_year_start)
            seen.add(shape.file)
        figures, problems = merged_observations(observations)
        self.problems += problems
        for kpi, series in figures.items():
            self.problems += mixed_percent_scales(kpis[kpi], series)
        return figures

    def _observations(
        self, shape: DataShape, where: SourceRef, kpis: Mapping[KpiId, Kpi], fiscal_start: int
    ) -> tuple[Observation, ...]:
        try:
            data = bytes_inside(self.root, self.name, shape.file, self.csv_limit)
        except UnreadableText as error:
            hint = error.hint
            if error.code == "file-missing":
                self.files.append(self.root / self.name / shape.file)
                hint = f"add {self.path}/{shape.file} with the columns kpi,period,actual, or write data: []"
            self._report(error.code, where, error.message, hint)
            return ()
        self.files.append(self.root / self.name / shape.file)
        observations, problems = read_kpi_csv(
            data,
            f"{self.path}/{shape.file}",
            kpis,
            decimal=shape.decimal,
            dates=shape.dates,
            unknown_kpis_are_errors=shape.unknown_kpis is UnknownKpis.ERROR,
            fiscal_start=fiscal_start,
            limit=self.csv_limit,
        )
        self.problems += problems
        return observations

    def _report(self, code: str, where: SourceRef, message: str, hint: str) -> None:
        self.problems.append(Problem(code=code, where=where, message=message, hint=hint))
