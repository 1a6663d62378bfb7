"""The figures of earlier editions, from a folder in which they were laid out for the build of a new one.

An edition is compared with what was published, and with nothing else: a file that differs from the edition's manifest,
or is gone, is a problem, and its figures are left out.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from mkdocs_scorecards.load.edition_shapes import ChainShape, DocumentShape, EntryShape
from mkdocs_scorecards.load.formula_tokens import FormulaError
from mkdocs_scorecards.load.published_kpis import PublishedReading
from mkdocs_scorecards.load.unreadable import UnreadableText
from mkdocs_scorecards.model.edition import EarlierEdition, Edition, PublishedScorecard
from mkdocs_scorecards.model.ids import ScorecardId
from mkdocs_scorecards.model.problem import Problem, Severity
from mkdocs_scorecards.model.source_ref import SourceRef

_CHAIN, _MANIFEST, _FIGURES = "editions.json", "manifest.sha256", "scorecard.json"
_SCHEMA = "scorecards/1"
_IN_MANIFEST = re.compile(r"([0-9a-f]{64})  ([a-z][a-z0-9_]*)/scorecard\.json")
_S = TypeVar("_S", bound=BaseModel)


class _Unreadable(Exception):  # noqa: N818 - named after what is wrong with the file
    """Says why a file cannot be used, in half a sentence."""


def read_editions(
    folder: Path, fiscal_starts: Mapping[ScorecardId, int]
) -> tuple[tuple[EarlierEdition, ...], tuple[Problem, ...]]:
    """All editions in the order of their publication, with what could not be read of them.

    Args:
        folder: laid out by `publish`.
        fiscal_starts: the scorecards that are wanted, with the month in which the fiscal year begins, for editions
            that do not name it.
    """
    problems: list[Problem] = []
    try:
        chain = _document(folder / _CHAIN, ChainShape)
        editions = [(entry, _edition(entry)) for entry in chain.editions]
    except _Unreadable as unreadable:
        return (), (_problem(_CHAIN, str(unreadable)),)
    read = tuple(
        _earlier_edition(folder / entry.folder, entry, edition, fiscal_starts, problems) for entry, edition in editions
    )
    return read, tuple(problems)


def _edition(entry: EntryShape) -> Edition:
    try:
        last_day = date.fromisoformat(entry.last_day)
    except ValueError as error:
        raise _Unreadable(f"names no day as the last one of {entry.folder}") from error
    return Edition(
        folder=entry.folder,
        title=entry.title,
        period=entry.period,
        revision=int(entry.revision),
        published=entry.published,
        last_day=last_day,
    )


def _earlier_edition(
    folder: Path,
    entry: EntryShape,
    edition: Edition,
    fiscal_starts: Mapping[ScorecardId, int],
    problems: list[Problem],
) -> EarlierEdition:
    found: dict[ScorecardId, PublishedScorecard] = {}
    try:
        digests = dict(_published(folder / _MANIFEST, entry.manifest))
    except _Unreadable as unreadable:
        problems.append(_problem(f"{entry.folder}/{_MANIFEST}", str(unreadable)))
        return EarlierEdition(edition=edition, scorecards={}, unreadable=frozenset(fiscal_starts))
    wanted = [name for name in fiscal_starts if name in digests]
    for name in wanted:
        try:
            found[name] = _scorecard(folder / name / _FIGURES, digests[name], fiscal_starts[name])
        except _Unreadable as unreadable:
            problems.append(_problem(f"{entry.folder}/{name}/{_FIGURES}", str(unreadable)))
    return EarlierEdition(edition=edition, scorecards=found, unreadable=frozenset(wanted) - found.keys())


def _published(manifest: Path, digest: str) -> Iterator[tuple[ScorecardId, str]]:
    """Which figures the edition was published with, by scorecard, with their hashes."""
    content = _content(manifest, digest)
    for line in content.decode("utf-8", "replace").splitlines():
        if match := _IN_MANIFEST.fullmatch(line):
            yield ScorecardId(match[2]), match[1]


def _scorecard(file: Path, digest: str, fiscal_start: int) -> PublishedScorecard:
    _content(file, digest)
    document = _document(file, DocumentShape)
    if document.version != _SCHEMA:
        raise _Unreadable(f"is of the schema {document.version}, which this version does not read")
    shape = next((found for found in document.scorecards if found.id == file.parent.name), None)
    if shape is None:
        raise _Unreadable("holds another scorecard")
    try:
        return PublishedReading(fiscal_start).scorecard(shape)
    except (UnreadableText, FormulaError) as error:
        raise _Unreadable(f"cannot be understood: {error.message}") from error
    except (ValueError, KeyError) as error:
        raise _Unreadable(f"cannot be understood: {error}") from error


def _content(file: Path, digest: str) -> bytes:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise _Unreadable("was published and is missing or cannot be read") from error
    if hashlib.sha256(content).hexdigest() != digest:
        raise _Unreadable("is not what was published")
    return content


def _document(file: Path, shape: type[_S]) -> _S:
    """The JSON of a file, with the exact digits of its numbers."""
    try:
        text = file.read_text(encoding="utf-8")
        return shape.model_validate(json.loads(text, parse_float=Decimal, parse_int=Decimal))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise _Unreadable(f"cannot be understood: {place}: {first['msg']}") from error
    except (OSError, ValueError, RecursionError) as error:
        raise _Unreadable("is no JSON") from error


def _problem(path: str, message: str) -> Problem:
    return Problem(
        code="edition-unreadable",
        where=SourceRef(path),
        message=f"the file of an earlier edition {message}, so no figure is compared with it",
        hint="`scorecards verify` tells what else was changed; put the file back from a copy of the archive",
        severity=Severity.WARNING,
    )
