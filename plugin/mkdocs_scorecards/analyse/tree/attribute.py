"""Why did a KPI change? The change of a tree's root between two periods, split among the KPIs below it.

Three methods: nested Shapley (the default), Shapley over all leaves, and LMDI. Where one of the latter two does not
apply, the nested split is given instead and says so. Contributions are worked out in fractions and add up exactly.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from mkdocs_scorecards.analyse.tree.evaluate import decimal_of
from mkdocs_scorecards.analyse.tree.explanation import (
    Attribution,
    Contribution,
    EdgeContribution,
    Explanation,
    Method,
)
from mkdocs_scorecards.analyse.tree.extension import NotAttributable
from mkdocs_scorecards.analyse.tree.known import Figures, KnownTree, known_tree
from mkdocs_scorecards.analyse.tree.kpi_tree import KpiTree
from mkdocs_scorecards.analyse.tree.leafwise import leafwise_account
from mkdocs_scorecards.analyse.tree.lmdi import lmdi_account
from mkdocs_scorecards.analyse.tree.nested import Account, nested_account
from mkdocs_scorecards.model.ids import KpiId

SMALLEST_NET_CHANGE = Fraction(1, 5)
"""Below this part of the sum of all contributions, up and down, percentages of the change would mislead."""

_ACCOUNTS = {Method.LEAF: leafwise_account, Method.LMDI: lmdi_account}


def explained_change(
    tree: KpiTree,
    before: Figures,
    after: Figures,
    method: Method = Method.NESTED,
    *,
    names: Mapping[KpiId, str] | None = None,
) -> Explanation:
    """Split the change of a tree's root among the KPIs below it.

    Args:
        tree: the formulas below the root.
        before: the earlier figures, each in its KPI's unit: of the leaves, and of other KPIs where they are reported.
            None or absent means not reported.
        after: the later figures.
        method: how to split.
        names: what to call a KPI in a reason; its id where absent.
    """
    return explained_steps(tree, (before, after), method, names=names)


def explained_steps(
    tree: KpiTree,
    figures: Sequence[Figures],
    method: Method = Method.NESTED,
    *,
    names: Mapping[KpiId, str] | None = None,
) -> Explanation:
    """Split a change over several periods, at least two: the sum of the splits of its consecutive steps.

    What cannot be followed further down in one step is followed in none, so that all steps tell of the same KPIs.
    """
    closed: frozenset[KpiId] = frozenset()
    while True:
        steps = [known_tree(tree, *pair, names=names, closed=closed) for pair in pairwise(figures)]
        if any(tree.root not in step.opened for step in steps):
            return _closed_root(steps, method)
        try:
            accounts, note = _accounts(steps, method)
        except NotAttributable as refused:
            return _without_split(steps, Method.NESTED, Attribution.NOT_ATTRIBUTABLE, str(refused))
        not_followed = closed.union(kpi for account in accounts for kpi in account.leaves if kpi in tree.formulas)
        if len(steps) == 1 or not_followed == closed:
            return _explanation(steps, _added(accounts), Method.NESTED if note else method, note, names or {})
        closed = not_followed


def _accounts(steps: Sequence[KnownTree], method: Method) -> tuple[list[Account], str]:
    """The account of each step by one method, and why it is not the method asked for, where it is not."""
    if method is Method.NESTED:
        return [nested_account(step) for step in steps], ""
    try:
        return [_ACCOUNTS[method](step) for step in steps], ""
    except NotAttributable as refused:
        note = f"split node by node instead of by {method.value}: {refused}"
    return [nested_account(step) for step in steps], note


def _added(accounts: Sequence[Account]) -> Account:
    total = Account(leaves=accounts[0].leaves)
    for account in accounts:
        for kpi, amount in account.contributions.items():
            total.contributions[kpi] = total.contributions.get(kpi, Fraction(0)) + amount
        for edge, amount in account.edges.items():
            total.edges[edge] = total.edges.get(edge, Fraction(0)) + amount
        total.reasons.update({kpi: reason for kpi, reason in account.reasons.items() if reason})
    return total


def _closed_root(steps: Sequence[KnownTree], method: Method) -> Explanation:
    step = next(step for step in steps if step.tree.root not in step.opened)
    obstacle = step.obstacles.get(step.tree.root)
    if obstacle is None:
        return _without_split(steps, method, Attribution.NOT_ATTRIBUTABLE, f"{step.tree.root} has no formula")
    status = Attribution.MISSING if obstacle.missing else Attribution.UNDEFINED
    return _without_split(steps, method, status, obstacle.reason)


def _without_split(steps: Sequence[KnownTree], method: Method, status: Attribution, reason: str) -> Explanation:
    root = steps[0].tree.root
    before, after = steps[0].before.get(root), steps[-1].after.get(root)
    return Explanation(
        root=root,
        method=method,
        status=status,
        reason=reason,
        before=_decimal(before),
        after=_decimal(after),
        change=_decimal(None if before is None or after is None else after - before),
    )


def _explanation(
    steps: Sequence[KnownTree], account: Account, method: Method, note: str, names: Mapping[KpiId, str]
) -> Explanation:
    first, last, root = steps[0], steps[-1], steps[0].tree.root
    change = last.after[root] - first.before[root]
    turnover = sum((abs(account.contributions[leaf]) for leaf in account.leaves), Fraction(0))
    shared = change != 0 and abs(change) > SMALLEST_NET_CHANGE * turnover
    notes = [f"{names.get(kpi, kpi)} is not opened: {reason}" for kpi, reason in account.reasons.items() if reason]
    return Explanation(
        root=root,
        method=method,
        status=Attribution.OK,
        reason="; ".join([note, *notes] if note else notes),
        before=_decimal(first.before[root]),
        after=_decimal(last.after[root]),
        change=_decimal(change),
        contributions=tuple(
            Contribution(
                kpi=kpi,
                before=_decimal(first.before.get(kpi)),
                after=_decimal(last.after.get(kpi)),
                contribution=decimal_of(amount),
                share=decimal_of(amount / change) if shared else None,
                leaf=kpi in account.leaves,
                reason=account.reasons.get(kpi, ""),
            )
            for kpi, amount in account.contributions.items()
        ),
        edges=tuple(
            EdgeContribution(whole=whole, part=part, contribution=decimal_of(amount))
            for (whole, part), amount in account.edges.items()
        ),
    )


def _decimal(value: Fraction | None) -> Decimal | None:
    return None if value is None else decimal_of(value)
