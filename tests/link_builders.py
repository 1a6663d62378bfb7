"""Series that follow each other or do not, and links between them, for tests of arrows."""

from random import Random
from typing import Any

from builders import NOWHERE, a_series
from mkdocs_scorecards.model.ids import KpiId, ObjectiveId
from mkdocs_scorecards.model.kpi import Series
from mkdocs_scorecards.model.link import Expectation, Lag, Link
from mkdocs_scorecards.model.period import Frequency, Period

START = Period.month(2023, 1)


def months(count: int) -> list[str]:
    return [str(START.shifted(step)) for step in range(count)]


def noise(seed: int, count: int = 36) -> list[float]:
    random = Random(seed)  # noqa: S311 - made-up figures, no secrets
    return [random.gauss(0, 1) for _ in range(count)]


def following(cause: list[float], lag: int, *, weight: float = 3.0, seed: int = 99) -> list[float]:
    rest = noise(seed, len(cause))
    return [weight * (cause[place - lag] if place >= lag else 0) + rest[place] for place in range(len(cause))]


def monthly(kpi: str, values: list[float | None]) -> Series:
    figures = {
        month: None if value is None else f"{value:.4f}"
        for month, value in zip(months(len(values)), values, strict=True)
    }
    return a_series(kpi, figures)


def a_link(**others: Any) -> Link:
    values: dict[str, Any] = {
        "cause": ObjectiveId("act"),
        "effect": ObjectiveId("win"),
        "where": NOWHERE,
        "expect": Expectation.SAME,
        "lag": Lag(shortest=1, longest=3, frequency=Frequency.MONTH),
        "cause_kpi": KpiId("cause"),
        "effect_kpi": KpiId("effect"),
    }
    return Link(**{**values, **others})
