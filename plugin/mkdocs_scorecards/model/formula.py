"""The formula of a KPI tree as a syntax tree."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula over KPIs and drivers of the same scorecard."""

    text: str
