"""`scorecards explain` for KPIs with a formula: why they moved, as text and as a document."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mkdocs_scorecards.cli import main

CARD = """\
schema: 1
title: Acme
objectives:
  - id: grow
    title: Grow
    perspective: financial
    owner: CFO
    kpis:
      - id: revenue
        title: Revenue
        unit: USD
        direction: higher
        kind: lagging
        frequency: monthly
        aggregate: sum
        owner: CFO
        formula: customers * price
drivers:
  - {id: customers, title: Customers, unit: customers, frequency: monthly, aggregate: sum, owner: Sales, source: CRM}
  - {id: price, title: Price, unit: USD, frequency: monthly, aggregate: mean, owner: Sales, source: CRM}
"""
FIGURES = "kpi,period,actual\n" + "".join(
    f"{kpi},2026-{month:02},{figure}\n"
    for kpi, figures in {"customers": (10, 20, 30, 20, 30, 40), "price": (5, 4, 6, 5, 7, 6)}.items()
    for month, figure in enumerate(figures, start=1)
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "scorecards/acme"
    folder.mkdir(parents=True)
    (folder / "scorecard.yml").write_text(CARD)
    (folder / "kpis.csv").write_text(FIGURES)
    return tmp_path


def run(project: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(project), "explain", *arguments])


def test_a_computed_kpi_is_explained_since_the_period_before(project: Path) -> None:
    result = run(project, "revenue")

    assert result.exit_code == 0
    assert "From 2026-Q1 to 2026-Q2" in result.stdout
    assert "Revenue rose by $240 to $550. Customers raised it by $165 and Price by $75." in result.stdout


def test_the_document_holds_the_kpi_and_its_tree(project: Path) -> None:
    document = json.loads(run(project, "revenue", "--from", "2026-01", "--to", "2026-03", "--json").stdout)

    assert list(document) == ["kpi", "tree"]
    assert (document["kpi"]["id"], document["kpi"]["actual"]) == ("revenue", 180)
    tree = document["tree"]
    assert (tree["from_period"], tree["to_period"], tree["change"]) == ("2026-01", "2026-03", 130)
    assert sum(one["contribution"] for one in tree["contributions"]) == 130


def test_a_kpi_without_a_formula_has_no_tree(project: Path) -> None:
    assert json.loads(run(project, "price", "--json").stdout)["tree"] is None

    refused = run(project, "price", "--from", "2026-Q1")
    assert refused.exit_code == 2
    assert "price has no formula" in refused.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--from", "2026-01"], "2026-01 cannot be compared with 2026-Q2; --from names an earlier quarter"),
        (["--from", "2026-Q3"], "2026-Q3 cannot be compared with 2026-Q2"),
        (["--period", "2026-Q1", "--to", "2026-Q2"], "--period and --to name different periods"),
        (["--from", "soon"], "soon"),
    ],
)
def test_periods_that_cannot_be_compared_are_wrong_usage(project: Path, arguments: list[str], message: str) -> None:
    result = run(project, "revenue", *arguments)

    assert result.exit_code == 2
    assert message in result.stderr
