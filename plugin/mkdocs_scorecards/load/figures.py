"""The observations of all KPI files of a scorecard, brought together: one figure a KPI and period, or a problem."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from mkdocs_scorecards.model.ids import KpiId
from mkdocs_scorecards.model.kpi import Observation, Series
from mkdocs_scorecards.model.period import Period
from mkdocs_scorecards.model.problem import Problem, Severity, sorted_problems


def merged_observations(observations: Iterable[Observation]) -> tuple[dict[KpiId, Series], tuple[Problem, ...]]:
    """Bring the figures of several rows and files together, by KPI and period in whichever spelling.

    Two rows may share a period where one states the actual and the other the target. A second actual or target is a
    warning where it is equal and an error where it differs; the first one stays.

    Returns:
        The series of each KPI that has a row, in the order of their first rows; and the problems, at the later rows.
    """
    merged: dict[KpiId, dict[Period, Observation]] = {}
    problems: list[Problem] = []
    for observation in observations:
        known = merged.setdefault(observation.kpi, {})
        first = known.setdefault(observation.period, observation)
        if first is not observation:
            problems += _repetitions(first, observation)
            known[observation.period] = _joined(first, observation)
    return {kpi: Series.of(known.values()) for kpi, known in merged.items()}, sorted_problems(problems)


def _repetitions(first: Observation, second: Observation) -> list[Problem]:
    pairs = (("actual", first.actual, second.actual), ("target", first.target, second.target))
    return [
        _repetition(name, first, second, earlier, later)
        for name, earlier, later in pairs
        if earlier is not None and later is not None
    ]


def _repetition(name: str, first: Observation, second: Observation, earlier: Decimal, later: Decimal) -> Problem:
    figure = f"{name} of {first.kpi} for {second.period}"
    spelling = "" if str(first.period) == str(second.period) else f", written as {first.period}"
    if earlier == later:
        return Problem(
            code="figure-repeated",
            where=second.source,
            message=f"the {figure} already stands at {first.source}{spelling}, with the same value {earlier}",
            hint="delete one of the two",
            severity=Severity.WARNING,
        )
    return Problem(
        code="figure-contradictory",
        where=second.source,
        message=f"the {figure} is {later} here and {earlier} at {first.source}{spelling}",
        hint="delete the wrong one of the two",
    )


def _joined(first: Observation, second: Observation) -> Observation:
    """What the first does not state is taken from the second; the place is that of the actual."""
    notes = dict.fromkeys(note for note in (first.note, second.note) if note)
    return replace(
        first,
        actual=second.actual if first.actual is None else first.actual,
        target=second.target if first.target is None else first.target,
        note="; ".join(notes),
        source=second.source if first.actual is None and second.actual is not None else first.source,
    )
