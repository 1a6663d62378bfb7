"""Why a KPI changed between two periods: the values that pages and JSON are made from."""

from decimal import Decimal
from enum import Enum

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.ids import KpiId


class Method(Enum):
    """How a change is split among the KPIs of a tree."""

    NESTED = "nested"
    LEAF = "leaf"
    LMDI = "lmdi"


class Attribution(Enum):
    """Whether a change could be split."""

    OK = "ok"
    UNDEFINED = "undefined"
    MISSING = "missing"
    NOT_ATTRIBUTABLE = "not_attributable"


@frozen
class Contribution:
    """What one KPI contributed to the change of the root, in the root's unit, over all its paths to the root.

    `leaf` means that its change is not followed further down; the contributions of the leaves add up to the change of
    the root. `contribution` is None for an inner KPI where the method splits among leaves only. `share` is the part of
    the root's change, None where percentages would mislead because contributions cancel. `reason` says why a KPI with a
    formula is not opened, and is empty otherwise.
    """

    kpi: KpiId
    before: Decimal | None
    after: Decimal | None
    contribution: Decimal | None
    share: Decimal | None
    leaf: bool
    reason: str = ""


@frozen
class EdgeContribution:
    """What reached the root from `part` by way of `whole`; the edges into a KPI add up to its contribution."""

    whole: KpiId
    part: KpiId
    contribution: Decimal


@frozen
class Explanation:
    """The change of a root KPI between two periods and its split.

    `method` is the one that was used; where it is not the one that was asked for, `reason` says why. `contributions`
    holds every KPI that the change was followed to, without the root, each before its parts. `edges` is empty for
    methods that split among leaves only. Without a split, both are empty and `reason` says why.
    """

    root: KpiId
    method: Method
    status: Attribution
    reason: str
    before: Decimal | None
    after: Decimal | None
    change: Decimal | None
    contributions: tuple[Contribution, ...] = ()
    edges: tuple[EdgeContribution, ...] = ()

    @property
    def leaves(self) -> tuple[Contribution, ...]:
        """The contributions that add up to the change."""
        return tuple(contribution for contribution in self.contributions if contribution.leaf)
