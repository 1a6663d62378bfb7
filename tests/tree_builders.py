"""KPI trees for tests, written as their authors would write them."""

from collections.abc import Mapping
from decimal import Decimal

from mkdocs_scorecards.analyse.tree.explanation import Explanation
from mkdocs_scorecards.analyse.tree.kpi_tree import KpiTree
from mkdocs_scorecards.load.formula import parse_formula
from mkdocs_scorecards.model.ids import KpiId


def a_tree(formulas: Mapping[str, str], root: str | None = None) -> KpiTree:
    """The tree below the first formula, or below `root`."""
    parsed = {KpiId(kpi): parse_formula(text) for kpi, text in formulas.items()}
    return KpiTree.below(KpiId(root) if root else next(iter(parsed)), parsed)


def figures(given: Mapping[str, float | str | Decimal | None]) -> dict[KpiId, Decimal | None]:
    return {KpiId(kpi): None if value is None else Decimal(str(value)) for kpi, value in given.items()}


def contributions(explanation: Explanation, *, leaves_only: bool = True) -> dict[str, Decimal]:
    """By KPI, those that the method states."""
    return {
        one.kpi: one.contribution
        for one in explanation.contributions
        if one.contribution is not None and (one.leaf or not leaves_only)
    }
