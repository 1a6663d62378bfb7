"""Attribution by the Shapley value of all leaves at once, for trees whose leaves cancel, as in a DuPont tree.

The formulas of a tree are written out into one, in which every leaf is a part. Mixed states of all leaves count here,
also those that no formula of the tree would see by itself, so that a division by zero can stand in the way.
"""

from fractions import Fraction
from functools import cache

from mkdocs_scorecards.analyse.tree.evaluate import UndefinedFormula
from mkdocs_scorecards.analyse.tree.extension import NotAttributable
from mkdocs_scorecards.analyse.tree.known import KnownTree
from mkdocs_scorecards.analyse.tree.nested import Account
from mkdocs_scorecards.analyse.tree.shapley import shapley_slopes
from mkdocs_scorecards.model.formula import Expression, Reference, mentions, parts_of, with_parts
from mkdocs_scorecards.model.ids import KpiId

MOST_LEAVES = 20
_LARGEST_FORMULA = 10_000
_DEEPEST_FORMULA = 200


def leafwise_account(known: KnownTree) -> Account:
    """Split the change of the root among the leaves of the opened tree.

    Raises:
        NotAttributable: there are too many leaves, or a mixed state of them divides by zero.
    """
    whole = written_out(known)
    leaves = tuple(dict.fromkeys(mention.kpi for mention in mentions(whole)))
    if len(leaves) > MOST_LEAVES:
        raise NotAttributable(f"the tree has {len(leaves)} leaves, at most {MOST_LEAVES} can be split at once")
    before = {leaf: known.before.get(leaf, known.after.get(leaf, Fraction(0))) for leaf in leaves}
    after = {leaf: known.after.get(leaf, before[leaf]) for leaf in leaves}
    return account_of_leaves(known, _shares(whole, before, after))


def _shares(whole: Expression, before: dict[KpiId, Fraction], after: dict[KpiId, Fraction]) -> dict[KpiId, Fraction]:
    try:
        slopes = shapley_slopes(whole, before, after)
    except UndefinedFormula:
        raise NotAttributable("a mixed state of the leaves divides by zero") from None
    except NotAttributable:
        from mkdocs_scorecards.analyse.tree.enumeration import enumerated_shares  # noqa: PLC0415 - loads numpy

        return enumerated_shares(whole, before, after)
    return {leaf: slopes.get(leaf, Fraction(0)) * (after[leaf] - before[leaf]) for leaf in before}


def account_of_leaves(known: KnownTree, contributions: dict[KpiId, Fraction]) -> Account:
    """The account of a method that knows the leaves only, in the order of the tree."""
    leaves = tuple(kpi for kpi in known.tree.kpis if kpi in contributions)
    reasons = {kpi: known.obstacles[kpi].reason for kpi in leaves if kpi in known.obstacles}
    return Account({kpi: contributions[kpi] for kpi in leaves}, {}, leaves, reasons)


def written_out(known: KnownTree) -> Expression:
    """The root's formula with every opened KPI replaced by its own formula.

    Raises:
        NotAttributable: KPIs shared by many paths, or a long chain of KPIs, make the formula too large.
    """
    sizes: dict[KpiId, int] = {}
    depths: dict[KpiId, int] = {}
    for kpi in reversed(known.tree.kpis):
        if kpi in known.opened:
            root = known.tree.formulas[kpi].root
            sizes[kpi] = _size(root) + sum(sizes.get(mention.kpi, 0) for mention in mentions(root))
            depths[kpi] = _depth(root) + max((depths.get(part, 0) for part in known.parts(kpi)), default=0)
    if sizes[known.tree.root] > _LARGEST_FORMULA or depths[known.tree.root] > _DEEPEST_FORMULA:
        raise NotAttributable("the formulas of the tree are too many to be written out into one")

    @cache
    def expanded(expression: Expression) -> Expression:
        if isinstance(expression, Reference) and expression.kpi in known.opened:
            return expanded(known.tree.formulas[expression.kpi].root)
        return with_parts(expression, [expanded(part) for part in parts_of(expression)])

    return expanded(Reference(known.tree.root))


def _size(expression: Expression) -> int:
    return 1 + sum(_size(part) for part in parts_of(expression))


def _depth(expression: Expression) -> int:
    return 1 + max((_depth(part) for part in parts_of(expression)), default=0)
