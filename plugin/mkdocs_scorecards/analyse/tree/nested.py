"""Nested attribution: each formula splits its change among its own parts, and slopes multiply along the paths.

A KPI's contribution to the root is its change times the product of the slopes on a path, summed over its paths. Opening
a KPI therefore never moves the contribution of another one, and the bridge of any KPI in the tree is the root's bridge
to its scale: the same story on every page.
"""

from collections import defaultdict
from dataclasses import field
from fractions import Fraction

from mkdocs_scorecards.analyse.tree.extension import NotAttributable
from mkdocs_scorecards.analyse.tree.known import KnownTree
from mkdocs_scorecards.analyse.tree.split import Split, split_of
from mkdocs_scorecards.model.frozen import frozen_positional
from mkdocs_scorecards.model.ids import KpiId

_ZERO = Fraction(0)


@frozen_positional
class Account:
    """Contributions of KPIs to the root and the edges they came by; the leaves are the KPIs not followed further.

    `reasons` says of a KPI with a formula why it is a leaf.
    """

    contributions: dict[KpiId, Fraction] = field(default_factory=dict)
    edges: dict[tuple[KpiId, KpiId], Fraction] = field(default_factory=dict)
    leaves: tuple[KpiId, ...] = ()
    reasons: dict[KpiId, str] = field(default_factory=dict)


def nested_account(known: KnownTree) -> Account:
    """Split the change of the root node by node.

    A formula below the root that has no exact split is left closed, with the reason.

    Raises:
        NotAttributable: the root's own formula has no exact split.
    """
    root = known.tree.root
    slopes: dict[KpiId, Fraction] = defaultdict(Fraction, {root: Fraction(1)})
    arrived: dict[KpiId, dict[KpiId, Fraction]] = defaultdict(dict)
    reasons: dict[KpiId, str] = {}
    leaves: list[KpiId] = []
    for kpi in known.tree.kpis:
        if kpi != root and kpi not in arrived:
            continue
        split = _split_at(kpi, known, reasons, rests=_rests(known, kpi, arrived[kpi]))
        if split is None:
            leaves.append(kpi)
            continue
        for part in known.parts(kpi):
            slope = slopes[kpi] * split.slopes[part]
            slopes[part] += slope
            arrived[part][kpi] = slope * _change(known, part) + slopes[kpi] * split.held[part]
    del arrived[root]
    return Account(
        {kpi: sum(arrived[kpi].values(), _ZERO) for kpi in known.tree.kpis if kpi in arrived},
        {(whole, part): amount for part, amounts in arrived.items() for whole, amount in amounts.items()},
        tuple(leaves),
        reasons,
    )


def _change(known: KnownTree, kpi: KpiId) -> Fraction:
    """The change of a KPI; 0 for the rate of a segment that comes or goes, which has a figure in one period only."""
    if kpi in known.before and kpi in known.after:
        return known.after[kpi] - known.before[kpi]
    return _ZERO


def _rests(known: KnownTree, kpi: KpiId, arrived: dict[KpiId, Fraction]) -> bool:
    """Whether a KPI contributes although it has not changed: the weight of a segment whose share has."""
    return bool(arrived) and _change(known, kpi) == 0 and any(amount != 0 for amount in arrived.values())


def _split_at(kpi: KpiId, known: KnownTree, reasons: dict[KpiId, str], *, rests: bool) -> Split | None:
    if kpi not in known.tree.formulas:
        return None
    if kpi not in known.opened:
        reasons[kpi] = known.obstacles[kpi].reason if kpi in known.obstacles else ""
        return None
    if rests:
        reasons[kpi] = "its share has changed and it has not, so there is no change of its parts to follow"
        return None
    try:
        return split_of(known.tree.formulas[kpi], known.before, known.after)
    except NotAttributable as refused:
        if kpi == known.tree.root:
            raise
        reasons[kpi] = str(refused)
        return None
