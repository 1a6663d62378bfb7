"""A comparison with its drawings, ready for a template."""

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.render.changes.rows import ComparisonView
from mkdocs_scorecards.render.changes.small_map import SmallMap
from mkdocs_scorecards.render.changes.tree_marks import MarkedTree
from mkdocs_scorecards.render.tree_map import TreeGeometry


@frozen
class DrawnTree:
    """A KPI tree before and after; `geometry` is None where it is shown as a list only."""

    tree: MarkedTree
    geometry: TreeGeometry | None


@frozen
class DrawnComparison:
    """One scorecard with its maps, None where they did not change or there is no Graphviz, and the trees that differ.

    `before` and `after` name the two sides.
    """

    view: ComparisonView
    before: str
    after: str
    maps: tuple[SmallMap, SmallMap] | None
    trees: tuple[DrawnTree, ...]
