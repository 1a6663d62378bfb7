"""The shape of a KPI tree: which KPIs are computed from which, below one root.

A KPI may be a part of several others, so the tree is strictly a graph without cycles. What it contributes is added over
all its paths to the root.
"""

from collections.abc import Callable, Mapping, Sequence

from mkdocs_scorecards.model.formula import Formula, references
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.ids import KpiId


@frozen
class KpiTree:
    """A root KPI and the formulas below it.

    `kpis` holds every KPI of the tree once: the root first, each before its parts, and the parts of one formula in the
    order in which it mentions them. A KPI without a formula is a leaf. `named` are the KPIs that each formula names.
    """

    root: KpiId
    formulas: Mapping[KpiId, Formula]
    kpis: tuple[KpiId, ...]
    named: Mapping[KpiId, tuple[KpiId, ...]]

    @classmethod
    def below(cls, root: KpiId, formulas: Mapping[KpiId, Formula]) -> "KpiTree":
        """The tree of `root`; formulas of KPIs that it does not depend on are left aside.

        The loader has refused formulas by which a KPI depends on itself.
        """
        named: dict[KpiId, tuple[KpiId, ...]] = {}

        def parts(kpi: KpiId) -> tuple[KpiId, ...]:
            if kpi in formulas:
                named[kpi] = references(formulas[kpi])
            return named.get(kpi, ())

        kpis = parents_first(root, parts)
        return cls(root=root, formulas={kpi: formulas[kpi] for kpi in kpis if kpi in named}, kpis=kpis, named=named)

    def parts(self, kpi: KpiId) -> tuple[KpiId, ...]:
        """The KPIs that the formula of `kpi` names, each once; none for a leaf."""
        return self.named.get(kpi, ())

    @property
    def leaves(self) -> tuple[KpiId, ...]:
        """The KPIs without a formula, in the order of `kpis`."""
        return tuple(kpi for kpi in self.kpis if kpi not in self.formulas)


def parents_first(root: KpiId, parts: Callable[[KpiId], Sequence[KpiId]]) -> tuple[KpiId, ...]:
    """The KPIs below `root` in reading order, each before its parts: a depth-first walk, left in reverse."""
    left: list[KpiId] = []
    entered: set[KpiId] = set()
    to_do = [(root, False)]
    while to_do:
        kpi, leaving = to_do.pop()
        if leaving:
            left.append(kpi)
        elif kpi not in entered:
            entered.add(kpi)
            to_do.append((kpi, True))
            to_do.extend((part, False) for part in parts(kpi))
    return tuple(reversed(left))
