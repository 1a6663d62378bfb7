"""Do the figures that a KPI reports agree with what its formula makes of its parts?"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction

from mkdocs_scorecards.analyse.tree.evaluate import Undefined, value_of
from mkdocs_scorecards.model.formula import Formula, references
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.ids import KpiId
from mkdocs_scorecards.model.kpi import Kpi, Observation
from mkdocs_scorecards.model.period import Period
from mkdocs_scorecards.model.problem import Problem, Severity

TOLERANCE = Decimal("0.005")
"""The largest relative difference that passes."""


@frozen
class Reconciliation:
    """A reported figure beside the computed one, in the KPI's unit.

    `computed` is None, with the reason, where the formula has no value; there is then nothing to disagree about.
    """

    observation: Observation
    reported: Decimal
    computed: Decimal | None
    reason: str
    agrees: bool

    @property
    def period(self) -> Period:
        """The period of both figures."""
        return self.observation.period

    @property
    def difference(self) -> Decimal | None:
        """The reported figure less the computed one."""
        return None if self.computed is None else self.reported - self.computed


def reconciliations(
    formula: Formula,
    observations: Sequence[Observation],
    figure: Callable[[KpiId, Period], Decimal | None],
    tolerance: Decimal = TOLERANCE,
) -> tuple[Reconciliation, ...]:
    """Compare each reported figure with the formula, in the order of the observations.

    Args:
        formula: of the KPI that was observed.
        observations: its rows; those without an actual figure are passed over.
        figure: the figure of a part in a period, None where it is missing.
        tolerance: the largest difference that passes, relative to the reported figure.
    """
    return tuple(
        _reconciliation(formula, observation, observation.actual, figure, tolerance)
        for observation in observations
        if observation.actual is not None
    )


def _reconciliation(
    formula: Formula,
    observation: Observation,
    reported: Decimal,
    figure: Callable[[KpiId, Period], Decimal | None],
    tolerance: Decimal,
) -> Reconciliation:
    computed = value_of(formula, {kpi: figure(kpi, observation.period) for kpi in references(formula)})
    if isinstance(computed, Undefined):
        return Reconciliation(
            observation=observation, reported=reported, computed=None, reason=computed.reason, agrees=True
        )
    agrees = abs(Fraction(reported) - Fraction(computed)) <= Fraction(tolerance) * abs(Fraction(reported))
    return Reconciliation(observation=observation, reported=reported, computed=computed, reason="", agrees=agrees)


def reconciliation_problems(kpi: Kpi, found: Sequence[Reconciliation]) -> tuple[Problem, ...]:
    """A warning for each reported figure that disagrees with the formula, at its row."""
    return tuple(
        Problem(
            code="formula-differs",
            where=one.observation.source,
            severity=Severity.WARNING,
            message=f"{kpi.id} is reported as {one.reported} in {one.period}, its formula gives {one.computed:.6g}",
            hint="correct the figure, its parts or the formula",
        )
        for one in found
        if not one.agrees
    )
