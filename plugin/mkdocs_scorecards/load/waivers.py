"""The waivers of a scorecard: each must name something that its rule can be about."""

from collections.abc import Iterable

from mkdocs_scorecards.load.document_reading import DocumentReading
from mkdocs_scorecards.load.documents import WaiverShape
from mkdocs_scorecards.load.near_miss import did_you_mean
from mkdocs_scorecards.load.unreadable import quoted
from mkdocs_scorecards.load.yaml_lines import KeyPath, LinedYaml
from mkdocs_scorecards.model.method_items import item_names, waivable_names
from mkdocs_scorecards.model.method_rules import METHOD_RULES, ItemKind
from mkdocs_scorecards.model.problem import Problem, sorted_problems
from mkdocs_scorecards.model.scorecard import Scorecard
from mkdocs_scorecards.model.waiver import Waiver


def waivers_of(
    shapes: Iterable[WaiverShape], scorecard: Scorecard, lines: LinedYaml
) -> tuple[tuple[Waiver, ...], tuple[Problem, ...]]:
    """The waivers that a document states, and what is wrong with them; `scorecard` has everything they can name."""
    reading = DocumentReading(lines, scorecard.fiscal_year_start)
    found = []
    for index, shape in enumerate(shapes):
        path: KeyPath = ("waivers", index)
        waiver = Waiver(
            rule=shape.rule,
            on=name_of_item(shape.on),
            owner=shape.owner,
            reason=shape.reason,
            until=shape.until,
            where=reading.lines.place(path),
        )
        _check_item(waiver, (*path, "on"), scorecard, reading)
        found.append(waiver)
    return tuple(found), sorted_problems(reading.problems)


def name_of_item(on: str) -> str:
    """What stands under `on`: links in one spelling, names with single blanks."""
    return " ".join(on.replace("->", " -> ").split())


def _check_item(waiver: Waiver, path: KeyPath, scorecard: Scorecard, reading: DocumentReading) -> None:
    known = waivable_names(scorecard, waiver.rule)
    if waiver.on in known:
        return
    others = [kind for kind, names in item_names(scorecard).items() if waiver.on in names]
    hint = f"name an item, or {scorecard.id} for all of them"
    if others:
        *nouns, last = (f"{kind.value}s" for kind in METHOD_RULES[waiver.rule].about)
        listed = f"{', '.join(nouns)} and {last}" if nouns else last
        message = f"{quoted(waiver.on)} is {with_article(others[0])}, but {waiver.rule} is about {listed}"
    else:
        message = f"there is nothing called {quoted(waiver.on)} that {waiver.rule} could be about"
        hint = did_you_mean(waiver.on, sorted(known)) or hint
    reading.report("waiver-item-unknown", reading.lines.place(path), message, hint)


def with_article(kind: ItemKind) -> str:
    """The noun of a kind: `an objective`."""
    return f"an {kind.value}" if kind.value[0] in "aeio" else f"a {kind.value}"
