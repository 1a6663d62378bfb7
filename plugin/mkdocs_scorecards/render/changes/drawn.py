"""A comparison with its drawings, ready for a template."""

from dataclasses import dataclass

from mkdocs_scorecards.render.changes.rows import ComparisonView
from mkdocs_scorecards.render.changes.small_map import SmallMap
from mkdocs_scorecards.render.changes.tree_marks import MarkedTree
from mkdocs_scorecards.render.tree_map import TreeGeometry


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnTree:
    """A KPI tree before and after; `geometry` is None where it is shown as a list only."""

    tree: MarkedTree
    geometry: TreeGeometry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnComparison:
    """One scorecard with its maps, None where they did not change or there is no Graphviz, and the trees that differ.

    `before` and `after` name the two sides.
    """

    view: ComparisonView
    before: str
    after: str
    maps: tuple[SmallMap, SmallMap] | None
    trees: tuple[DrawnTree, ...]
