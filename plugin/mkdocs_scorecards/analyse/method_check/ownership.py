"""Rules about who answers for what."""

import re
from collections import Counter
from collections.abc import Iterator

from mkdocs_scorecards.analyse.method_check.inspection import (
    Breach,
    Inspection,
    counted,
    the_initiative,
    the_kpi,
    the_objective,
)
from mkdocs_scorecards.analyse.method_check.word_lists import CHIEFS, ROLE_WORDS, SEATS
from mkdocs_scorecards.model.finding import Item
from mkdocs_scorecards.model.method_items import owner_name
from mkdocs_scorecards.model.method_rules import ItemKind

_JOINTS = re.compile(r"\s*[/&+;]\s*|\s*,\s+|\s+and\s+", re.IGNORECASE)
_SIGN = re.compile(r"[/&+;]|,\s")
_CHIEF = re.compile(r"c[a-z]{1,2}o")
_PAIR = 2


def owner_missing(found: Inspection) -> Iterator[Breach]:
    """An objective, KPI, driver or initiative that names no owner."""
    for item, owner in _owned(found):
        if not owner:
            yield Breach(item=item, claim="has no owner")


def owner_shared(found: Inspection) -> Iterator[Breach]:
    """An item whose owner seems to be several."""
    for item, owner in _owned(found):
        if is_shared(owner):
            yield Breach(item=item, claim=f"has more than one owner: {owner}")


def is_shared(owner: str) -> bool:
    """Whether an owner's name names several owners.

    A name is cut at its signs (comma, ampersand, slash) and at every "and". It is shared where two pieces are roles or
    bodies of their own ("CFO, COO"). Where just one piece is, the rest belongs to it ("Product manager, onboarding",
    "Office of Information and Technology", "Head of Sales & Marketing"). Where none is, signs tell people apart ("Anna,
    Ben & Chris"), but "and" may join the words of one name ("Parks and Recreation"), and two single words with a comma
    may be the family name and the given name of one person.
    """
    pieces = [piece for piece in _JOINTS.split(owner.strip()) if piece]
    if len(pieces) < _PAIR or _is_double_role(pieces):
        return False
    roles = sum(_is_role(piece) for piece in pieces)
    if roles:
        return roles > 1
    return bool(_SIGN.search(owner)) and not _may_be_one_name(owner, pieces)


def _may_be_one_name(owner: str, pieces: list[str]) -> bool:
    return "," in owner and len(pieces) == _PAIR and all(" " not in piece for piece in pieces)


def _is_role(piece: str) -> bool:
    words = re.findall(r"[\w-]+", piece.lower())
    return any(word in ROLE_WORDS or _CHIEF.fullmatch(word) for word in words)


def _is_double_role(pieces: list[str]) -> bool:
    """One person's two titles, such as "President and CEO"."""
    first, *others = (piece.lower() for piece in pieces)
    if len(others) != 1:
        return False
    pair = {first, others[0]}
    return bool(pair & SEATS) and any(other in CHIEFS or other.startswith("chief ") for other in pair)


def owner_overloaded(found: Inspection) -> Iterator[Breach]:
    """A name that stands beside too many items."""
    bounds = found.bounds("owner-overloaded")
    first: dict[str, Item] = {}
    counts: Counter[str] = Counter()
    for item, owner in _owned(found):
        name = owner_name(owner)
        if name:
            key = name.casefold()
            counts[key] += 1
            first.setdefault(key, Item(kind=ItemKind.OWNER, id=name, title=name, where=item.where))
    for key, count in counts.items():
        if count > bounds.high:
            yield Breach(item=first[key], claim=f"owns {counted(count, 'item')}; there should be {bounds}")


def _owned(found: Inspection) -> Iterator[tuple[Item, str]]:
    """Everything that should have an owner, with the name that stands there."""
    for objective in found.card.objectives:
        yield the_objective(objective), objective.owner
    for kpi in found.card.kpis:
        yield the_kpi(kpi), kpi.owner
    for initiative in found.card.initiatives:
        yield the_initiative(initiative), initiative.owner
