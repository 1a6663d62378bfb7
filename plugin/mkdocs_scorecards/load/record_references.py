"""What the decisions and actions of a review refer to must exist in its scorecard.

As for scorecard.yml, the checks read the plain values of the file, so that an unknown name is reported in the same run
as a misspelt key.
"""

from collections.abc import Iterator, Mapping
from itertools import chain

from mkdocs_scorecards.load.near_miss import did_you_mean
from mkdocs_scorecards.load.unreadable import quoted
from mkdocs_scorecards.load.waivers import name_of_item, with_article
from mkdocs_scorecards.load.yaml_lines import KeyPath, LinedYaml
from mkdocs_scorecards.model.method_items import decidable_names, is_between_objectives, item_names
from mkdocs_scorecards.model.method_rules import ItemKind
from mkdocs_scorecards.model.problem import Problem
from mkdocs_scorecards.model.review_record import Ruling
from mkdocs_scorecards.model.scorecard import Scorecard
from mkdocs_scorecards.model.source_ref import SourceRef


def record_reference_problems(lines: LinedYaml, scorecard: Scorecard) -> Iterator[Problem]:
    """Things that do not exist, and hypotheses that are none or are decided on without a reason."""
    for key in ("decisions", "actions"):
        entries = lines.value.get(key)
        for index in range(len(entries) if isinstance(entries, list) else 0):
            path: KeyPath = (key, index)
            on = _text(lines, (*path, "on"))
            ruling = _text(lines, (*path, "hypothesis")) if key == "decisions" else ""
            # The arrow that a review drops is soon gone from the map.
            if not (ruling == Ruling.DROP.value and is_between_objectives(on, scorecard)):
                yield from _unknown_item(on, lines.place((*path, "on")), scorecard)
            if ruling:
                yield from _bad_ruling(on, path, lines)


def _text(lines: LinedYaml, path: KeyPath) -> str:
    value = lines.at(path)
    return name_of_item(value) if isinstance(value, str) else ""


def _unknown_item(on: str, where: SourceRef, scorecard: Scorecard) -> Iterator[Problem]:
    known = decidable_names(scorecard)
    if not on or any(on in names for names in known.values()):
        return
    others = [kind for kind, names in item_names(scorecard).items() if on in names]
    hint = f"{on} is {with_article(others[0])}" if others else _nearest(on, known)
    yield Problem(
        code="review-item-unknown",
        where=where,
        message=f"there is no objective, KPI, initiative or link {quoted(on)} in this scorecard",
        hint=hint or "write its id, or cause -> effect for a link; leave on out where the thing is gone",
    )


def _nearest(on: str, known: Mapping[ItemKind, set[str]]) -> str:
    """The name that was probably meant: for an arrow the one the other way round, then what is spelt alike."""
    cause, is_link, effect = on.partition(" -> ")
    if not is_link:
        return did_you_mean(on, sorted(chain.from_iterable(known.values())))
    links = known[ItemKind.LINK]
    reverse = f"{effect} -> {cause}"
    return f"did you mean {reverse}?" if reverse in links else did_you_mean(on, sorted(links))


def _bad_ruling(on: str, path: KeyPath, lines: LinedYaml) -> Iterator[Problem]:
    """What becomes of a hypothesis can only be said of an arrow, and needs a reason."""
    where, title = lines.place((*path, "hypothesis")), quoted(_text(lines, (*path, "title")))
    if " -> " not in on:
        yield Problem(
            code="decision-hypothesis-unknown",
            where=where,
            message=f"the decision {title} is on no link, so there is no hypothesis to decide on",
            hint="write on: cause -> effect, or leave hypothesis out",
        )
    if not _text(lines, (*path, "reason")):
        yield Problem(
            code="decision-reason-missing",
            where=where,
            message=f"the decision {title} does not say why",
            hint="add reason:",
        )
