from collections.abc import Mapping
from decimal import Decimal

import pytest

from builders import a_kpi, a_series
from mkdocs_scorecards.analyse.tree.reconcile import Reconciliation, reconciliation_problems, reconciliations
from mkdocs_scorecards.load.formula import parse_formula
from mkdocs_scorecards.model.ids import KpiId
from mkdocs_scorecards.model.period import Period


def reconciled(reported: Mapping[str, str | None], tolerance: str = "0.005") -> tuple[Reconciliation, ...]:
    """Against customers * price of 1000 in every month, except that May has no price."""

    def figure(kpi: KpiId, period: Period) -> Decimal | None:
        if kpi == "price":
            return None if str(period) == "2026-05" else Decimal(10)
        return Decimal(100)

    rows = a_series("revenue", reported).observations
    return reconciliations(parse_formula("customers * price"), rows, figure, Decimal(tolerance))


@pytest.mark.parametrize(
    ("reported", "agrees"),
    [("1000", True), ("1005.02", True), ("1005.03", False), ("995.03", True), ("995.02", False), ("0", False)],
)
def test_half_a_percent_of_the_reported_figure_passes(reported: str, agrees: bool) -> None:
    (found,) = reconciled({"2026-04": reported})

    assert found.agrees is agrees
    assert found.computed == 1000
    assert found.difference == Decimal(reported) - 1000


def test_the_tolerance_is_an_option() -> None:
    assert reconciled({"2026-04": "1040"}, tolerance="0.05")[0].agrees


def test_what_is_missing_on_either_side_does_not_disagree() -> None:
    (found,) = reconciled({"2026-04": None, "2026-05": "7"})

    assert (str(found.period), found.agrees, found.computed, found.difference) == ("2026-05", True, None, None)
    assert found.reason == "price has no figure"


def test_a_disagreement_is_a_warning_at_the_row_with_both_figures() -> None:
    found = reconciled({"2026-03": "1000", "2026-04": "1200"})

    (problem,) = reconciliation_problems(a_kpi("revenue"), found)
    assert str(problem) == (
        "scorecards/acme/kpis.csv:3: warning formula-differs: revenue is reported as 1200 in 2026-04, "
        "its formula gives 1000 (hint: correct the figure, its parts or the formula)"
    )
