"""What every rule is given, and what it hands back."""

from collections.abc import Callable, Iterator

from mkdocs_scorecards.analyse.review import ScorecardReview
from mkdocs_scorecards.model.finding import Item
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.initiative import Initiative
from mkdocs_scorecards.model.kpi import Kpi
from mkdocs_scorecards.model.link import Link
from mkdocs_scorecards.model.method_items import link_name
from mkdocs_scorecards.model.method_rules import METHOD_RULES, Bounds, ItemKind, Profile
from mkdocs_scorecards.model.objective import Objective, Perspective
from mkdocs_scorecards.model.problem import Problem, Severity
from mkdocs_scorecards.model.scorecard import Scorecard


@frozen
class Breach:
    """An item that breaks the rule at hand; `severity` only where it is not that of the rule."""

    item: Item
    claim: str
    severity: Severity | None = None


@frozen
class Inspection:
    """A reviewed scorecard under check, with the profile that its counts are held against.

    `problems` are those that were met while its files were read.
    """

    review: ScorecardReview
    profile: Profile = Profile.STANDARD
    problems: tuple[Problem, ...] = ()

    @property
    def card(self) -> Scorecard:
        """The scorecard."""
        return self.review.scorecard

    def bounds(self, rule: str) -> Bounds:
        """How many there should be under this profile."""
        return METHOD_RULES[rule].bounds[self.profile]


Check = Callable[[Inspection], Iterator[Breach]]


def the_scorecard(card: Scorecard) -> Item:
    """The scorecard as the item of a finding."""
    return Item(kind=ItemKind.SCORECARD, id=card.id, title=card.title, where=card.where)


def the_perspective(card: Scorecard, perspective: Perspective) -> Item:
    """A perspective; it stands where its first objective does, since the default ones are in no file."""
    objectives = card.objectives_of(perspective.id)
    where = objectives[0].where if objectives else card.where
    return Item(kind=ItemKind.PERSPECTIVE, id=perspective.id, title=perspective.title, where=where)


def the_objective(objective: Objective) -> Item:
    """An objective."""
    return Item(kind=ItemKind.OBJECTIVE, id=objective.id, title=objective.title, where=objective.where)


def the_kpi(kpi: Kpi) -> Item:
    """A KPI or driver."""
    return Item(kind=ItemKind.KPI, id=kpi.id, title=kpi.title, where=kpi.where)


def the_initiative(initiative: Initiative) -> Item:
    """An initiative."""
    return Item(kind=ItemKind.INITIATIVE, id=initiative.id, title=initiative.title, where=initiative.where)


def the_link(card: Scorecard, link: Link) -> Item:
    """An arrow, named by its two ends."""
    title = f"{card.objective(link.cause).title} → {card.objective(link.effect).title}"
    return Item(kind=ItemKind.LINK, id=link_name(link.cause, link.effect), title=title, where=link.where)


def counted(count: int, noun: str) -> str:
    """A count with its noun: `1 KPI`, `no objectives`."""
    return f"{count or 'no'} {noun}{'' if count == 1 else 's'}"


def out_of_bounds(count: int, noun: str, bounds: Bounds) -> tuple[str, Severity | None] | None:
    """What to say of a count, and the severity where it is beyond all bounds; None where it is inside."""
    if bounds.low <= count <= bounds.high:
        return None
    beyond = bounds.error_above is not None and count > bounds.error_above
    return f"has {counted(count, noun)}; there should be {bounds}", Severity.ERROR if beyond else None
