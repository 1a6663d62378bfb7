"""Rules about KPI trees and about the figures themselves."""

from collections.abc import Iterator
from decimal import Decimal

from mkdocs_scorecards.analyse.figures import Figure
from mkdocs_scorecards.analyse.method_check.inspection import Breach, Inspection, the_kpi
from mkdocs_scorecards.analyse.review import KpiReview
from mkdocs_scorecards.analyse.trees import TreeReview
from mkdocs_scorecards.model.method_rules import METHOD_RULES
from mkdocs_scorecards.model.problem import Severity


def tree_missing(found: Inspection) -> Iterator[Breach]:
    """A top perspective in which no KPI has a formula; told of its first KPI."""
    if not found.review.perspectives:
        return
    kpis = [kpi for objective in found.review.perspectives[0].objectives for kpi in objective.kpis]
    if kpis and all(kpi.kpi.formula is None for kpi in kpis):
        yield Breach(item=the_kpi(kpis[0].kpi), claim="has no KPI tree, nor has any other KPI of the top perspective")


def tree_does_not_reconcile(found: Inspection) -> Iterator[Breach]:
    """A KPI that reported another figure than its formula gives; the latest such period is quoted."""
    for tree in found.review.trees:
        claim = _disagreement(tree)
        if claim:
            yield Breach(item=the_kpi(found.card.kpi(tree.root)), claim=claim)


def _disagreement(tree: TreeReview) -> str:
    differing = [one for one in tree.reconciliation if not one.agrees and one.computed is not None]
    if not differing:
        return ""
    last, others = differing[-1], len(differing) - 1
    more = f", and {others} earlier figures differ as well" if others > 1 else ", and so does 1 earlier figure"
    claim = f"is reported as {_plain(last.reported)} for {last.period}, but its formula gives {_plain(last.computed)}"
    return claim + (more if others else "")


def _plain(value: Decimal | None) -> str:
    """Six digits tell any two figures apart that the tolerance does."""
    return f"{Decimal(f'{value:.6g}'):,f}" if value is not None else ""


def data_missing(found: Inspection) -> Iterator[Breach]:
    """A KPI without a figure for the reviewed period: an error where it is silent for the second time.

    A KPI that never had a figure is a measure still to be set up. One that only lacks the figures of its parts is left
    to them.
    """
    for kpi in found.review.kpis:
        figure = kpi.result.figure
        if figure.value is not None or _waits_for_parts(kpi, figure):
            continue
        if kpi.last_reported is None and kpi.kpi.formula is None:
            yield Breach(item=the_kpi(kpi.kpi), claim=f"has no figure yet at the end of {found.review.period}")
        elif kpi.previous.actual is None:
            yield Breach(
                item=the_kpi(kpi.kpi),
                claim=f"has no figure for {kpi.result.period} nor for {kpi.previous.period}",
                severity=Severity.ERROR,
            )
        else:
            yield Breach(item=the_kpi(kpi.kpi), claim=f"has no figure for {kpi.result.period}")


def _waits_for_parts(kpi: KpiReview, figure: Figure) -> bool:
    """Whether some KPI below a computed one has no figure."""
    return kpi.kpi.formula is not None and any(
        (part.kpi != kpi.id and part.value is None) or _waits_for_parts(kpi, part) for part in figure.parts
    )


def data_stale(found: Inspection) -> Iterator[Breach]:
    """A KPI that has a figure for the period, but whose last own one is too old."""
    for kpi in found.review.kpis:
        if kpi.stale and kpi.result.actual is not None and kpi.kpi.formula is None:
            yield Breach(
                item=the_kpi(kpi.kpi),
                claim=f"is a {kpi.kpi.frequency.value} KPI, but its last figure is that of {kpi.last_reported}",
            )


def percent_scales_mixed(found: Inspection) -> Iterator[Breach]:
    """A percent KPI of which some figures are fractions. The loader has said so at one of its rows."""
    code = METHOD_RULES["percent-scales-mixed"].reported_as
    places = {problem.where for problem in found.problems if problem.code == code}
    for kpi in found.card.kpis if places else ():
        rows = {row.source for row in found.card.series(kpi.id).observations}
        if places & {*rows, kpi.where}:
            yield Breach(item=the_kpi(kpi), claim="seems to mix fractions and percent, such as 0.88 and 88")
