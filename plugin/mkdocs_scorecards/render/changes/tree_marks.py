"""KPI trees before and after, each as one picture: every KPI and line of either version, and what became of it.

The words of a box say it before its border does, and the list under the drawing says it to those who cannot see it.
"""

from collections.abc import Callable, Iterable, Sequence

from mkdocs_scorecards.analyse.compare import Aspect, ComparedNode, ComparedTree, Comparison, Kind, compared_trees
from mkdocs_scorecards.analyse.review import KpiReview
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.ids import KpiId
from mkdocs_scorecards.render import format as words
from mkdocs_scorecards.render.format import format_of
from mkdocs_scorecards.render.pages.tree import from_to
from mkdocs_scorecards.render.tree_map import TreeBranch, TreeEdge, TreeMapView, TreeNode, tree_branches

_MOST_NAMED = 3
_CHANGED = {
    Aspect.FORMULA: "~ formula changed",
    Aspect.NAME: "~ renamed",
    Aspect.ID: "~ id changed",
    Aspect.FIGURE: "~ figure changed",
}
_WORDS = {Kind.ADDED: "+ added", Kind.REMOVED: f"{words.MINUS} removed"}


@frozen
class FormulaRow:
    """The formula of a KPI in both versions, as it is written there; empty where it has none."""

    title: str
    before: str
    after: str


@frozen
class MarkedTree:
    """A tree that differs. `sentence` says all of it in words, `branches` is the drawing as a list.

    `only_figures` says that nobody edited the tree itself, so that it need not stand open.
    """

    title: str
    sentence: str
    only_figures: bool
    formulas: tuple[FormulaRow, ...]
    map: TreeMapView
    branches: TreeBranch


def marked_trees(
    comparison: Comparison, prefix: str, href_of: Callable[[KpiId], str] = lambda _: ""
) -> tuple[MarkedTree, ...]:
    """The trees that differ.

    Args:
        comparison: two versions.
        prefix: of the ids in the drawings, of which a page may hold several.
        href_of: the address of a KPI of the newer version, empty where there are no pages.
    """
    head = comparison.head
    existing = {kpi.id for kpi in head.kpis} if head is not None else set()
    return tuple(
        _marked(tree, f"{prefix}-{number}", lambda kpi: href_of(kpi) if kpi in existing else "")
        for number, tree in enumerate(compared_trees(comparison), start=1)
    )


def _marked(tree: ComparedTree, prefix: str, href_of: Callable[[KpiId], str]) -> MarkedTree:
    title, said = tree.nodes[0].review.kpi.title, _sentence(tree)
    nodes = {node.id: _node(node, href_of) for node in tree.nodes}
    view = TreeMapView(
        prefix=prefix,
        title=f"KPI tree of {title}, before and after",
        description=f"{said} The nested list says the same.",
        nodes=tuple(nodes.values()),
        edges=tuple(
            TreeEdge(whole=edge.whole, part=edge.part, amount=None, mark=edge.kind.value if edge.kind else "")
            for edge in tree.edges
        ),
    )
    ways = [_WORDS[edge.kind] if edge.kind is not None else nodes[edge.part].words for edge in tree.edges]
    return MarkedTree(
        title=title,
        sentence=said,
        only_figures=all(node.kind is None or node.aspects == (Aspect.FIGURE,) for node in tree.nodes),
        formulas=tuple(_formulas(tree)),
        map=view,
        branches=tree_branches(view, ways),
    )


def _node(node: ComparedNode, href_of: Callable[[KpiId], str]) -> TreeNode:
    return TreeNode(
        id=node.id,
        title=node.review.kpi.title,
        href=href_of(node.id),
        figures=_figures(node),
        amount=None,
        words=_words_of(node),
        note=", ".join(_notes(node)),
        mark=node.kind.value if node.kind is not None else "",
    )


def _figures(node: ComparedNode) -> str:
    """One figure where it stays or where there is one version only, else both."""
    figures = [side.result.actual for side in (node.before, node.after) if side is not None]
    first, last, print_as = figures[0], figures[-1], format_of(node.review)
    if first == last:
        return print_as.short(last) if last is not None else "no figure"
    if first is not None and last is not None:
        print_as = print_as.telling(first, last)
    return from_to(first, last, print_as)


def _words_of(node: ComparedNode) -> str:
    """The first thing to say in the box; the sentence and the list say all."""
    if node.kind is None:
        return ""
    return _CHANGED[node.aspects[0]] if node.kind is Kind.CHANGED else _WORDS[node.kind]


def _notes(node: ComparedNode) -> Iterable[str]:
    """What the list says beside the first thing."""
    if Aspect.NAME in node.aspects and node.before is not None:
        yield f"until now {node.before.kpi.title}"
    if node.kind is Kind.CHANGED:
        told = (Aspect.NAME, Aspect.FIGURE, node.aspects[0])  # the title and both figures are there to be seen
        yield from (_CHANGED[aspect].removeprefix("~ ") for aspect in node.aspects if aspect not in told)


def _formulas(tree: ComparedTree) -> Iterable[FormulaRow]:
    for node in tree.nodes:
        before, after = (_text(side) for side in (node.before, node.after))
        is_told = node.kind in (Kind.ADDED, Kind.REMOVED) or Aspect.FORMULA in node.aspects
        if is_told and (before or after):
            yield FormulaRow(title=node.review.kpi.title, before=before, after=after)


def _text(side: KpiReview | None) -> str:
    return " ".join(side.kpi.formula.text.split()) if side is not None and side.kpi.formula is not None else ""


def _sentence(tree: ComparedTree) -> str:
    """All of it, as in `Discounts added to the tree; formula of Revenue changed`."""
    return words.capitalised("; ".join(_told(tree))) + "."


def _told(tree: ComparedTree) -> Iterable[str]:
    for kind, verb in ((Kind.ADDED, "added to"), (Kind.REMOVED, "removed from")):
        if found := [node for node in tree.nodes if node.kind is kind]:
            yield f"{_named(found)} {verb} the tree"
    changed = [node for node in tree.nodes if node.kind is Kind.CHANGED]
    by_aspects = {node.id: {*node.aspects} for node in changed}
    for aspects, one, many in (
        ({Aspect.FORMULA, Aspect.FIGURE}, "formula and figure of {} changed", "formulas and figures of {} changed"),
        ({Aspect.FORMULA}, "formula of {} changed", "formulas of {} changed"),
        ({Aspect.NAME}, "{} renamed", "{} renamed"),
        ({Aspect.ID}, "id of {} changed", "ids of {} changed"),
        ({Aspect.FIGURE}, "figure of {} changed", "figures of {} changed"),
    ):
        if found := [node for node in changed if aspects <= by_aspects[node.id]]:
            yield (one if len(found) == 1 else many).format(_named(found))
        for node in found:
            by_aspects[node.id] -= aspects


def _named(nodes: Sequence[ComparedNode]) -> str:
    if len(nodes) > _MOST_NAMED:
        return words.counted(len(nodes), "KPI")
    return words.listed(node.review.kpi.title for node in nodes)
