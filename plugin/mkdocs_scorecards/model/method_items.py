"""The names by which waivers, decisions and actions refer to the parts of a scorecard."""

from mkdocs_scorecards.model.ids import ObjectiveId
from mkdocs_scorecards.model.method_rules import METHOD_RULES, ItemKind
from mkdocs_scorecards.model.scorecard import Scorecard


def link_name(cause: ObjectiveId, effect: ObjectiveId) -> str:
    """An arrow."""
    return f"{cause} -> {effect}"


def owner_name(owner: str) -> str:
    """An owner as it is written, but for the number of blanks."""
    return " ".join(owner.split())


def item_names(scorecard: Scorecard) -> dict[ItemKind, set[str]]:
    """Every name by kind; ids of different kinds may be equal. Waivers themselves have none."""
    owners = (
        *(found.owner for found in scorecard.objectives),
        *(found.owner for found in scorecard.kpis),
        *(found.owner for found in scorecard.initiatives),
    )
    return {
        ItemKind.SCORECARD: {scorecard.id},
        ItemKind.PERSPECTIVE: {found.id for found in scorecard.perspectives},
        ItemKind.OBJECTIVE: {found.id for found in scorecard.objectives},
        ItemKind.KPI: {found.id for found in scorecard.kpis},
        ItemKind.INITIATIVE: {found.id for found in scorecard.initiatives},
        ItemKind.LINK: {link_name(found.cause, found.effect) for found in scorecard.links},
        ItemKind.OWNER: {owner_name(owner) for owner in owners if owner},
        ItemKind.REVIEW: {str(found.period) for found in scorecard.records},
    }


def waivable_names(scorecard: Scorecard, rule: str) -> set[str]:
    """What a waiver of that rule can name: the items it is about, and the scorecard for all of them."""
    names = item_names(scorecard)
    return {name for kind in (*METHOD_RULES[rule].about, ItemKind.SCORECARD) for name in names[kind]}


_DECIDABLE = (ItemKind.OBJECTIVE, ItemKind.KPI, ItemKind.INITIATIVE, ItemKind.LINK)


def decidable_names(scorecard: Scorecard) -> dict[ItemKind, set[str]]:
    """What a decision or an action of a review can be on; where a name fits two kinds, the first one is meant."""
    names = item_names(scorecard)
    return {kind: names[kind] for kind in _DECIDABLE}


def is_between_objectives(name: str, scorecard: Scorecard) -> bool:
    """Whether a name is that of an arrow, drawn or not, between two objectives."""
    cause, sign, effect = name.partition(" -> ")
    objectives = {found.id for found in scorecard.objectives}
    return bool(sign) and cause in objectives and effect in objectives
