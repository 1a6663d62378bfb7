"""Trees and figures."""

import pytest

from builders import a_kpi, a_scorecard, a_series, an_objective
from method_builders import findings, items
from mkdocs_scorecards.model.problem import Problem, Severity
from mkdocs_scorecards.model.source_ref import SourceRef

GROW = [an_objective("grow", "financial")]


def test_the_top_perspective_needs_one_tree() -> None:
    plain, tree = a_kpi("cost", objective="grow"), a_kpi("revenue", objective="grow", formula="2 * price")

    assert items("tree-missing", a_scorecard([plain], objectives=GROW)) == ["cost"]
    assert items("tree-missing", a_scorecard([plain, tree, a_kpi("price", objective=None)], objectives=GROW)) == []
    assert items("tree-missing", a_scorecard([a_kpi("churn")])) == []


def test_a_reported_figure_that_its_formula_denies_is_told_with_both_figures() -> None:
    kpis = [a_kpi("revenue", formula="1000 * price"), a_kpi("price", objective=None)]
    prices = a_series("price", {"2026-07": "1", "2026-08": "2", "2026-09": "3"})

    def found(*revenues: str) -> list[str]:
        reported = a_series("revenue", dict(zip(("2026-07", "2026-08", "2026-09"), revenues, strict=True)))
        card = a_scorecard(kpis, {"revenue": reported, "price": prices})
        return [finding.claim for finding in findings("tree-does-not-reconcile", card)]

    said = "is reported as 4,000 for 2026-09, but its formula gives 3,000"
    assert found("1000", "2000", "3010") == []
    assert found("1000", "2000", "4000") == [said]
    assert found("1000", "3000", "4000") == [f"{said}, and so does 1 earlier figure"]
    assert found("2000", "3000", "4000") == [f"{said}, and 2 earlier figures differ as well"]


@pytest.mark.parametrize(
    ("figures", "said", "severity"),
    [
        ({"2026-07": "1", "2026-08": "1", "2026-09": "1"}, None, None),
        ({"2026-09": "1"}, None, None),
        ({}, "has no figure yet at the end of 2026-Q3", Severity.WARNING),
        ({"2026-10": "1"}, "has no figure yet at the end of 2026-Q3", Severity.WARNING),
        ({"2026-06": "1"}, "has no figure for 2026-Q3", Severity.WARNING),
        ({"2026-02": "1"}, "has no figure for 2026-Q3 nor for 2026-Q2", Severity.ERROR),
    ],
)
def test_a_missing_figure_is_a_warning_and_the_second_time_an_error(
    figures: dict[str, str | None], said: str | None, severity: Severity | None
) -> None:
    found = findings("data-missing", a_scorecard([a_kpi()], {"churn": a_series("churn", figures)}))

    assert [(finding.claim, finding.severity) for finding in found] == ([(said, severity)] if said else [])


def test_a_computed_kpi_waits_for_its_parts_in_silence() -> None:
    card = a_scorecard([a_kpi("revenue", formula="2 * price"), a_kpi("price", objective=None)])

    assert items("data-missing", card) == ["price"]


def test_a_figure_whose_last_month_is_too_old_is_stale_and_not_missing() -> None:
    august, july = {"2026-07": "1", "2026-08": "1"}, {"2026-07": "1"}
    fresh = a_scorecard([a_kpi()], {"churn": a_series("churn", dict(august))})
    stale = a_scorecard([a_kpi()], {"churn": a_series("churn", dict(july))})
    silent = a_scorecard([a_kpi()], {"churn": a_series("churn", {"2026-06": "1"})})

    assert items("data-stale", fresh) == []
    (found,) = findings("data-stale", stale)
    assert found.claim == "is a monthly KPI, but its last figure is that of 2026-07"
    assert items("data-missing", stale) == []
    assert items("data-stale", silent) == []


def test_mixed_percent_scales_are_told_of_the_kpi_whose_row_the_loader_doubted() -> None:
    card = a_scorecard([a_kpi("churn"), a_kpi("calls")], {"churn": a_series("churn", {"2026-07": "1", "2026-08": "2"})})

    def told(code: str, line: int) -> list[str]:
        problem = Problem(code=code, where=SourceRef("scorecards/acme/kpis.csv", line), message="mixed")
        return items("percent-scales-mixed", card, problems=[problem])

    assert told("kpi-percent-scales-mixed", 3) == ["churn"]
    assert told("kpi-percent-scales-mixed", 9) == []
    assert told("figure-repeated", 3) == []
