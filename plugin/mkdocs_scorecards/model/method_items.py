"""The names by which waivers refer to what the method check looks at."""

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
    }


def waivable_names(scorecard: Scorecard, rule: str) -> set[str]:
    """What a waiver of that rule can name: the items it is about, and the scorecard for all of them."""
    names = item_names(scorecard)
    return {name for kind in (*METHOD_RULES[rule].about, ItemKind.SCORECARD) for name in names[kind]}
