"""Rules about what objectives and KPIs say."""

import re
from collections.abc import Iterator

from mkdocs_scorecards.analyse.method_check.inspection import Breach, Inspection, the_kpi, the_objective
from mkdocs_scorecards.analyse.method_check.word_lists import (
    FILLERS,
    GENERIC_VERBS,
    GENERIC_WORDS,
    MADE_THINGS,
    MAKING_VERBS,
    PROJECT_PHRASES,
    PROJECT_VERBS,
)
from mkdocs_scorecards.model.kpi import Kpi

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


def objective_generic(found: Inspection) -> Iterator[Breach]:
    """An objective of which no word says anything that could not stand in any other scorecard."""
    for objective in found.card.objectives:
        if is_generic(objective.title):
            yield Breach(
                item=the_objective(objective), claim="could stand in any scorecard: what changes, and by what means?"
            )


def is_generic(title: str) -> bool:
    """Whether a title is made of common verbs, common wishes and fillers alone."""
    words = _words(title)
    return not GENERIC_WORDS.isdisjoint(words) and all(
        word in GENERIC_VERBS or word in GENERIC_WORDS or word in FILLERS for word in words
    )


def objective_is_project(found: Inspection) -> Iterator[Breach]:
    """An objective that is a piece of work."""
    for objective in found.card.objectives:
        if is_project(objective.title):
            yield Breach(
                item=the_objective(objective), claim="is work to be finished: what will be better once it is done?"
            )


def is_project(title: str) -> bool:
    """Whether a title begins with the verb of a project, or makes a thing that a project leaves behind."""
    words = _words(title)
    if not words:
        return False
    if words[0] in PROJECT_VERBS or " ".join(words).startswith(PROJECT_PHRASES):
        return True
    return words[0] in MAKING_VERBS and not MADE_THINGS.isdisjoint(words)


def kpi_undefined(found: Inspection) -> Iterator[Breach]:
    """A KPI that a stranger could not compute. A formula says as much as a definition and a source.

    A driver's title says what is counted; it needs its source alone.
    """
    for kpi in found.card.kpis:
        missing = _unsaid(kpi)
        if missing and kpi.formula is None:
            yield Breach(item=the_kpi(kpi), claim=f"has {' and '.join(missing)}, so a stranger could not compute it")


def _unsaid(kpi: Kpi) -> list[str]:
    definition = ["no definition"] if not kpi.definition and kpi.objective is not None else []
    return definition + (["no source"] if not kpi.source else [])


def _words(title: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(title)]
