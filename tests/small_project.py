"""A project of one scorecard with one KPI, for tests that need a sound one to break."""

from pathlib import Path

SCORECARD = """\
schema: 1
title: Acme Cloud
strategy: Be the fastest product to adopt.
owner: Chief Executive
objectives:
  - id: reduce_churn
    title: Reduce churn by improving onboarding
    perspective: customer
    owner: Head of Customer Success
    kpis:
      - id: monthly_churn
        title: Monthly logo churn
        definition: Customers lost in the month over customers at its start.
        unit: "%"
        decimals: 1
        direction: lower
        frequency: monthly
        aggregate: mean
        baseline: {value: 6.1, period: 2025-12}
        target: {value: 4, by: 2026-12}
        amber: 0.5
        owner: Retention lead
        source: Billing system
"""
FIGURES = "kpi,period,actual\nmonthly_churn,2026-07,5.2\nmonthly_churn,2026-08,5.0\nmonthly_churn,2026-09,4.6\n"


def write_small_project(project: Path, scorecard: str = "acme") -> Path:
    """Write its data files and return the folder of the project."""
    folder = project / "scorecards" / scorecard
    folder.mkdir(parents=True)
    (folder / "scorecard.yml").write_text(SCORECARD)
    (folder / "kpis.csv").write_text(FIGURES)
    return project
