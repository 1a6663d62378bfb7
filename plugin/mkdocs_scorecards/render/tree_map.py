"""The KPI tree as a drawing: root left, leaves right, what each contributed, and no arrow head anywhere.

A formula line adds up; an arrow of the strategy map is a hypothesis. So the two never look alike: here boxes are
joined by lines whose width and colour are the contribution, without heads, pills or verdicts. Graphviz decides the
order of the rows and where shared parts stand; we keep its places, which are the same with every engine because all
boxes have one size.
"""

from collections.abc import Sequence
from decimal import Decimal

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.render import dot
from mkdocs_scorecards.render.charts.scale import px
from mkdocs_scorecards.render.graphviz import Layout
from mkdocs_scorecards.render.text_width import shortened, text_width

WIDTH, HEIGHT = 192.0, 54.0
COLUMN, ROW = 245.0, 66.0
CANVAS = 938.0
_INSET = 10.0
_TITLE, _TEXT = 12.5, 12.0
_BEFORE_BAR, _LONGEST_BAR = 8.0, 86.0
_THIN, _THICK = 1.0, 10.0
_MARGIN = 2.0
_BEFORE_PART = 12.0


@frozen
class TreeNode:
    """A KPI in words. `amount` is its contribution, None where it is not known; the root has its whole change.

    `note` says why a KPI with a formula is not followed further. Where two versions of a tree are drawn as one, `mark`
    is what became of the KPI: added, removed, changed, or empty.
    """

    id: str
    title: str
    href: str
    figures: str
    amount: Decimal | None
    words: str
    note: str = ""
    mark: str = ""


@frozen
class TreeEdge:
    """A part of a formula; `amount` is what came by this way, None where it is not known. `mark` as for a node."""

    whole: str
    part: str
    amount: Decimal | None
    mark: str = ""


@frozen
class TreeMapView:
    """A tree, the root first and each KPI before its parts."""

    prefix: str
    title: str
    description: str
    nodes: tuple[TreeNode, ...]
    edges: tuple[TreeEdge, ...]

    @property
    def has_links(self) -> bool:
        """Whether some KPI has a page to go to."""
        return any(node.href for node in self.nodes)

    def node(self, wanted: str) -> TreeNode:
        """The node of that id."""
        return next(node for node in self.nodes if node.id == wanted)

    def parts(self, whole: str) -> tuple[TreeEdge, ...]:
        """The edges to the parts of a KPI."""
        return tuple(edge for edge in self.edges if edge.whole == whole)


@frozen
class TreeBranch:
    """The same as a nested list; `words` is the contribution by this way. A shared KPI is opened only once."""

    node: TreeNode
    words: str
    tone: str
    branches: "tuple[TreeBranch, ...]"
    again: bool


@frozen
class NodeShape:
    """A box at its place; `bar_x` and `bar` are the left end and the width of its bar in px, 0 where it has none."""

    node: TreeNode
    x: float
    y: float
    title: str
    figures: str
    tone: str
    bar_x: float
    bar: float


@frozen
class EdgeShape:
    """A line from the right of a box to the left of another; the sign of its mark stands around `sign_x`, `sign_y`."""

    path: str
    width: float
    tone: str
    mark: str
    sign_x: float
    sign_y: float


@frozen
class TreeGeometry:
    """Everything that is drawn, in px."""

    view: TreeMapView
    width: float
    height: float
    nodes: tuple[NodeShape, ...]
    edges: tuple[EdgeShape, ...]

    @property
    def is_wide(self) -> bool:
        """Whether it needs more room than the page has, and so a box to scroll it in."""
        return self.width > CANVAS


def tree_dot(view: TreeMapView) -> str:
    """The tree for Graphviz: boxes of one size, columns and rows at fixed distances, parts in the author's order."""
    size = {"shape": "box", "fixedsize": "true", "width": dot.inches(WIDTH), "height": dot.inches(HEIGHT)}
    return dot.digraph(
        [
            *(dot.node(node.id, label="", **size) for node in view.nodes),
            *(dot.edge(edge.whole, edge.part, arrowhead="none") for edge in view.edges),
        ],
        rankdir="LR",
        ordering="out",
        nodesep=dot.inches(ROW - HEIGHT),
        ranksep=dot.inches(COLUMN - WIDTH),
    )


def tree_geometry(view: TreeMapView, layout: Layout) -> TreeGeometry:
    """The drawing of a tree from Graphviz's layout of `tree_dot(view)`."""
    left = min(point.x for point in layout.centres.values()) - WIDTH / 2 - _MARGIN
    top = min(point.y for point in layout.centres.values()) - HEIGHT / 2 - _MARGIN
    places = {name: (point.x - WIDTH / 2 - left, point.y - HEIGHT / 2 - top) for name, point in layout.centres.items()}
    largest = _largest([node.amount for node in view.nodes[1:]])
    thickest = _largest([edge.amount for edge in view.edges])
    bar_x = _INSET + max(text_width(node.words, _TITLE, bold=True) for node in view.nodes) + _BEFORE_BAR
    return TreeGeometry(
        view=view,
        width=px(max(x for x, _ in places.values()) + WIDTH + _MARGIN),
        height=px(max(y for _, y in places.values()) + HEIGHT + _MARGIN),
        nodes=tuple(
            _node_shape(node, places[node.id], largest, bar_x, is_root=node is view.nodes[0]) for node in view.nodes
        ),
        edges=tuple(_edge_shape(edge, places[edge.whole], places[edge.part], thickest) for edge in view.edges),
    )


def tree_branches(view: TreeMapView, words_of: Sequence[str]) -> TreeBranch:
    """The tree as a nested list.

    Args:
        view: the tree.
        words_of: what came by each edge, in words, in the order of `view.edges`.
    """
    said = dict(zip(((edge.whole, edge.part) for edge in view.edges), words_of, strict=True))
    opened: set[str] = set()

    def branch(node: TreeNode, words: str, amount: Decimal | None) -> TreeBranch:
        again = node.id in opened and bool(view.parts(node.id))
        opened.add(node.id)
        below = () if again else view.parts(node.id)
        return TreeBranch(
            node=node,
            words=words,
            tone=tone_of(amount),
            branches=tuple(branch(view.node(edge.part), said[edge.whole, edge.part], edge.amount) for edge in below),
            again=again,
        )

    root = view.nodes[0]
    return branch(root, root.words, root.amount)


def tone_of(amount: Decimal | None) -> str:
    """Whether a contribution raises or lowers the root: `up`, `down` or `none`."""
    return "none" if not amount else "up" if amount > 0 else "down"


def _largest(amounts: Sequence[Decimal | None]) -> Decimal:
    return max((abs(amount) for amount in amounts if amount is not None), default=Decimal(0)) or Decimal(1)


def _node_shape(
    node: TreeNode, place: tuple[float, float], largest: Decimal, bar_x: float, *, is_root: bool
) -> NodeShape:
    room = WIDTH - 2 * _INSET
    share = 0.0 if node.amount is None or is_root else float(abs(node.amount) / largest)
    longest = min(_LONGEST_BAR, WIDTH - _INSET - bar_x)
    return NodeShape(
        node=node,
        x=px(place[0]),
        y=px(place[1]),
        title=shortened(node.title, width=room, size=_TITLE, bold=True),
        figures=shortened(node.figures, width=room, size=_TEXT),
        tone=tone_of(node.amount),
        bar_x=px(bar_x),
        bar=px(max(share * longest, 2.0)) if share and longest > 0 else 0,
    )


def _edge_shape(edge: TreeEdge, whole: tuple[float, float], part: tuple[float, float], thickest: Decimal) -> EdgeShape:
    x1, y1 = whole[0] + WIDTH, whole[1] + HEIGHT / 2
    x2, y2 = part[0], part[1] + HEIGHT / 2
    bend = min((x2 - x1) / 2, (COLUMN - WIDTH) / 2 + 8)
    share = 0.0 if edge.amount is None else float(abs(edge.amount) / thickest)
    is_long = x2 - x1 > COLUMN  # its middle lies behind other boxes
    return EdgeShape(
        path=f"M{px(x1)} {px(y1)}C{px(x1 + bend)} {px(y1)} {px(x2 - bend)} {px(y2)} {px(x2)} {px(y2)}",
        width=px(_THIN + share * (_THICK - _THIN)),
        tone=tone_of(edge.amount),
        mark=edge.mark,
        sign_x=px(x2 - _BEFORE_PART if is_long else (x1 + x2) / 2),
        sign_y=px(y2 if is_long else (y1 + y2) / 2),
    )
