"""The KPI trees of two versions, each as one: every KPI and every line of either version, and what became of it.

A KPI counts as added to a tree when no formula led from the root to it before, though it may have existed. Between two
periods of one version no tree differs in its shape, and how its figures moved is told by the tree itself.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from enum import Enum

from mkdocs_scorecards.analyse.compare.change import Kind
from mkdocs_scorecards.analyse.compare.comparison import Comparison
from mkdocs_scorecards.analyse.compare.formula_meaning import meaning_of
from mkdocs_scorecards.analyse.review import KpiReview, ScorecardReview
from mkdocs_scorecards.analyse.tree.kpi_tree import parents_first
from mkdocs_scorecards.model.formula import Formula, references
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.ids import KpiId

_Kpis = Mapping[KpiId, KpiReview]
_Parts = Mapping[KpiId, tuple[KpiId, ...]]


class Aspect(Enum):
    """What about a KPI differs between two versions of a tree, the most telling first."""

    FORMULA = "formula"
    NAME = "name"
    ID = "id"
    FIGURE = "figure"


@frozen
class ComparedNode:
    """A KPI of either version; one side is None where it was no part of the tree."""

    id: KpiId
    before: KpiReview | None
    after: KpiReview | None
    aspects: tuple[Aspect, ...]

    @property
    def kind(self) -> Kind | None:
        """What became of it; None where nothing did."""
        if self.before is None or self.after is None:
            return Kind.ADDED if self.before is None else Kind.REMOVED
        return Kind.CHANGED if self.aspects else None

    @property
    def review(self) -> KpiReview:
        """The version that is spoken of: the newer one, unless there is none."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 - a node is of one version at least
        return found


@frozen
class ComparedEdge:
    """A part of a formula of either version; `kind` is None where it stayed."""

    whole: KpiId
    part: KpiId
    kind: Kind | None


@frozen
class ComparedTree:
    """A tree that differs, the root first; parts that are gone stand after those that are there."""

    nodes: tuple[ComparedNode, ...]
    edges: tuple[ComparedEdge, ...]

    @property
    def differs(self) -> bool:
        """Whether anything became of any part of it."""
        return any(node.kind for node in self.nodes) or any(edge.kind for edge in self.edges)


def compared_trees(comparison: Comparison) -> tuple[ComparedTree, ...]:
    """The trees that differ, in the order of the file; none where a version is missing or both are the same."""
    base, head = comparison.base, comparison.head
    if base is None or head is None or base is head:
        return ()
    with_figures = [change for change in comparison.changes if change.on.what.has_figures]
    renamed = {KpiId(change.on.id) for change in with_figures if change.field == "id"}
    parts = _parts_of(base), _parts_of(head)
    kpis = _by_id(base), _by_id(head)
    trees = (_tree(root, parts, kpis, renamed) for root in _roots(*parts))
    return tuple(tree for tree in trees if tree.differs)


def _by_id(review: ScorecardReview) -> _Kpis:
    return {kpi.id: kpi for kpi in review.kpis}


def _parts_of(review: ScorecardReview) -> _Parts:
    return {kpi.id: references(kpi.kpi.formula) for kpi in review.kpis if kpi.kpi.formula is not None}


def _roots(before: _Parts, after: _Parts) -> Iterator[KpiId]:
    """The roots of either version, without those whose trees another one holds; those of the newer one come first."""
    roots = list(dict.fromkeys([*_tops(after), *_tops(before)]))
    sides = {"before": before, "after": after}
    held = {root: {(side, *line) for side in sides for line in _lines(root, sides[side])} for root in roots}
    for place, root in enumerate(roots):
        wider = (held[root] < held[other] for other in roots)
        equal = (held[root] == held[other] for other in roots[:place])
        if not any(wider) and not any(equal):
            yield root


def _lines(root: KpiId, parts: _Parts) -> Iterator[tuple[KpiId, KpiId]]:
    return ((whole, part) for whole in _below(root, parts) for part in parts.get(whole, ()))


def _tops(parts: _Parts) -> Iterator[KpiId]:
    named = {part for found in parts.values() for part in found}
    return (whole for whole in parts if whole not in named)


def _below(root: KpiId, parts: _Parts) -> tuple[KpiId, ...]:
    return parents_first(root, lambda kpi: parts.get(kpi, ()))


def _tree(
    root: KpiId,
    parts: tuple[_Parts, _Parts],
    reviews: tuple[_Kpis, _Kpis],
    renamed: Container[KpiId],
) -> ComparedTree:
    old, new = reviews
    was, now = ({kpi: side.get(kpi, ()) for kpi in _below(root, side)} for side in parts)
    either = {kpi: tuple(dict.fromkeys([*now.get(kpi, ()), *was.get(kpi, ())])) for kpi in {**now, **was}}
    kpis = _below(root, either)
    nodes = []
    for kpi in kpis:
        before, after = (old.get(kpi) if kpi in was else None), (new.get(kpi) if kpi in now else None)
        aspects = _aspects(before, after, renamed) if before is not None and after is not None else ()
        nodes.append(ComparedNode(id=kpi, before=before, after=after, aspects=tuple(aspects)))
    return ComparedTree(
        nodes=tuple(nodes),
        edges=tuple(
            ComparedEdge(whole=whole, part=part, kind=_kind_of_edge(part, was.get(whole, ()), now.get(whole, ())))
            for whole in kpis
            for part in either[whole]
        ),
    )


def _kind_of_edge(part: KpiId, before: Sequence[KpiId], after: Sequence[KpiId]) -> Kind | None:
    if part not in before:
        return Kind.ADDED
    return None if part in after else Kind.REMOVED


def _aspects(before: KpiReview, after: KpiReview, renamed: Container[KpiId]) -> Iterator[Aspect]:
    if _meaning(before.kpi.formula) != _meaning(after.kpi.formula):
        yield Aspect.FORMULA
    if before.kpi.title != after.kpi.title:
        yield Aspect.NAME
    if after.id in renamed:
        yield Aspect.ID
    if before.result.actual != after.result.actual:
        yield Aspect.FIGURE


def _meaning(formula: Formula | None) -> str:
    return meaning_of(formula.root) if formula is not None else ""
