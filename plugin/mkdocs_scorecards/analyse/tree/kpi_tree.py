"""The shape of a KPI tree: which KPIs are computed from which, below one root.

A KPI may be a part of several others, so the tree is strictly a graph without cycles. What it contributes is added over
all its paths to the root.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter

from mkdocs_scorecards.model.formula import Formula, references
from mkdocs_scorecards.model.ids import KpiId


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiTree:
    """A root KPI and the formulas below it.

    `kpis` holds every KPI of the tree once: the root first, each before its parts, otherwise in the order in which the
    formulas mention them. A KPI without a formula is a leaf.
    """

    root: KpiId
    formulas: Mapping[KpiId, Formula]
    kpis: tuple[KpiId, ...]

    @classmethod
    def below(cls, root: KpiId, formulas: Mapping[KpiId, Formula]) -> "KpiTree":
        """The tree of `root`; formulas of KPIs that it does not depend on are left aside.

        Raises:
            CycleError: a KPI depends on itself; the loader has refused such formulas.
        """
        parts = {root: references(formulas[root]) if root in formulas else ()}
        found = [root]
        for kpi in found:
            new = [part for part in parts[kpi] if part not in parts]
            parts.update((part, references(formulas[part]) if part in formulas else ()) for part in new)
            found.extend(new)
        kpis = tuple(reversed(tuple(TopologicalSorter({kpi: parts[kpi] for kpi in reversed(found)}).static_order())))
        return cls(root=root, formulas={kpi: formulas[kpi] for kpi in kpis if kpi in formulas}, kpis=kpis)

    def parts(self, kpi: KpiId) -> tuple[KpiId, ...]:
        """The KPIs that the formula of `kpi` names, each once; none for a leaf."""
        return references(self.formulas[kpi]) if kpi in self.formulas else ()

    @property
    def leaves(self) -> tuple[KpiId, ...]:
        """The KPIs without a formula, in the order of `kpis`."""
        return tuple(kpi for kpi in self.kpis if kpi not in self.formulas)
