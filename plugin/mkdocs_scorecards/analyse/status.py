"""Status, score and progress of one KPI in one period, by the published rules."""

from decimal import Decimal
from enum import Enum

from mkdocs_scorecards.analyse.exact import difference, product, quotient, settled
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.kpi import AmberBand, CriticalRange, Direction, Kpi, RangeTarget

_ZERO, _ONE, _HUNDRED = Decimal(0), Decimal(1), Decimal(100)


class Status(Enum):
    """How a figure stands against its plan. The order of members runs from worst to least telling."""

    OFF_TARGET = "off_target"
    AT_RISK = "at_risk"
    ON_TARGET = "on_target"
    NO_DATA = "no_data"
    UNSCORED = "unscored"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return _RANKS[self]

    @property
    def is_scored(self) -> bool:
        """Whether a score goes with it."""
        return self in (Status.OFF_TARGET, Status.AT_RISK, Status.ON_TARGET)

    @property
    def needs_attention(self) -> bool:
        """Whether the plan was missed."""
        return self in (Status.OFF_TARGET, Status.AT_RISK)


_RANKS = {status: rank for rank, status in enumerate(Status)}


class ScoreRule(Enum):
    """Which of the published rules gave a score."""

    MET = "the plan is met"
    FROM_BASELINE = "share of the way from baseline to plan"
    FROM_ZERO = "one less the relative miss"
    PLAN_IS_ZERO = "the plan is 0 and was missed"
    TO_CRITICAL = "share of the way from the edge to the critical value"


@frozen
class Judgement:
    """Status and score of an actual against a plan, with what they were worked out from.

    `miss` is how far the actual is on the wrong side of the plan (0 when met), `edge` the value it was compared with
    (the plan, or the nearer end of the zone), `band` the width of the amber band there; all in the KPI's unit.
    """

    status: Status
    score: Decimal | None = None
    rule: ScoreRule | None = None
    miss: Decimal | None = None
    edge: Decimal | None = None
    band: Decimal | None = None


def band_width(amber: AmberBand, planned: Decimal) -> Decimal:
    """The width of the amber band in the KPI's unit."""
    if amber.relative:
        return settled(quotient(product(abs(planned), amber.width), _HUNDRED))
    return amber.width


def judgement_of(
    kpi: Kpi, actual: Decimal | None, planned: Decimal | None, zone: RangeTarget | None, baseline: Decimal | None
) -> Judgement:
    """Judge an actual.

    Args:
        kpi: whose direction, amber band and critical values count.
        actual: the figure, or `None` for "not reported".
        planned: the planned figure, or `None`.
        zone: the zone of a range KPI, or `None`.
        baseline: the figure from which improvement is counted, or `None`.
    """
    if actual is None:
        return Judgement(status=Status.NO_DATA)
    if kpi.direction is Direction.NONE:
        return Judgement(status=Status.UNSCORED)
    if kpi.direction is Direction.RANGE:
        return _within_zone(kpi, actual, zone) if zone is not None else Judgement(status=Status.UNSCORED)
    if planned is None:
        return Judgement(status=Status.UNSCORED)
    return _against_plan(kpi, actual, planned, baseline)


def _against_plan(kpi: Kpi, actual: Decimal, planned: Decimal, baseline: Decimal | None) -> Judgement:
    short = difference(planned, actual) if kpi.direction is Direction.HIGHER else difference(actual, planned)
    band = band_width(kpi.amber, planned)
    if short <= 0:
        return Judgement(status=Status.ON_TARGET, score=_ONE, rule=ScoreRule.MET, miss=_ZERO, edge=planned, band=band)
    miss = settled(short)
    status = Status.AT_RISK if miss <= band else Status.OFF_TARGET
    score, rule = _score_of_miss(actual, planned, baseline if _leads_to(kpi, baseline, planned) else None, miss)
    return Judgement(status=status, score=score, rule=rule, miss=miss, edge=planned, band=band)


def _leads_to(kpi: Kpi, baseline: Decimal | None, planned: Decimal) -> bool:
    """Whether the way from baseline to plan is an improvement.

    A plan that allows a figure to get worse has no such way: a share of it would call a missed plan perfect.
    """
    if baseline is None:
        return False
    return baseline < planned if kpi.direction is Direction.HIGHER else baseline > planned


def _score_of_miss(
    actual: Decimal, planned: Decimal, baseline: Decimal | None, miss: Decimal
) -> tuple[Decimal, ScoreRule]:
    if baseline is not None:
        share = quotient(difference(actual, baseline), difference(planned, baseline))
        return _clamped(share), ScoreRule.FROM_BASELINE
    if planned == 0:
        return _ZERO, ScoreRule.PLAN_IS_ZERO
    return _clamped(_ONE - quotient(miss, abs(planned))), ScoreRule.FROM_ZERO


def _within_zone(kpi: Kpi, actual: Decimal, zone: RangeTarget) -> Judgement:
    if zone.low <= actual <= zone.high:
        nearer = zone.low if actual - zone.low <= zone.high - actual else zone.high
        return Judgement(
            status=Status.ON_TARGET,
            score=_ONE,
            rule=ScoreRule.MET,
            miss=_ZERO,
            edge=nearer,
            band=band_width(kpi.amber, nearer),
        )
    edge = zone.low if actual < zone.low else zone.high
    band = band_width(kpi.amber, edge)
    miss = settled(abs(difference(actual, edge)))
    status = Status.AT_RISK if miss <= band else Status.OFF_TARGET
    score, rule = _score_outside_zone(kpi.critical, edge, miss, is_below=actual < zone.low)
    return Judgement(status=status, score=score, rule=rule, miss=miss, edge=edge, band=band)


def _score_outside_zone(
    critical: CriticalRange | None, edge: Decimal, miss: Decimal, *, is_below: bool
) -> tuple[Decimal, ScoreRule]:
    if critical is not None:
        room = abs(difference(edge, critical.low if is_below else critical.high))
        return _clamped(_ONE - quotient(miss, room)), ScoreRule.TO_CRITICAL
    if edge == 0:
        return _ZERO, ScoreRule.PLAN_IS_ZERO
    return _clamped(_ONE - quotient(miss, abs(edge))), ScoreRule.FROM_ZERO


def progress_of(actual: Decimal | None, baseline: Decimal | None, target: Decimal | None) -> Decimal | None:
    """How much of the way from baseline to final target is done, unclamped; `None` where there is no such way."""
    if actual is None or baseline is None or target is None or baseline == target:
        return None
    return settled(quotient(difference(actual, baseline), difference(target, baseline)))


def _clamped(share: Decimal) -> Decimal:
    return settled(min(_ONE, max(_ZERO, share)))
