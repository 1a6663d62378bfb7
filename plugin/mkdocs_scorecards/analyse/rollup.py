"""Statuses and scores of objectives, perspectives and the scorecard, from the level below.

A level never stands alone: it carries the counts of its KPIs per status and the worst of them, so that no average can
hide a missed target.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Protocol

from mkdocs_scorecards.analyse.exact import weighted_mean
from mkdocs_scorecards.analyse.status import Status
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.ids import KpiId
from mkdocs_scorecards.model.scorecard import Rollup

ON_TARGET_FROM = Decimal("0.90")
AT_RISK_FROM = Decimal("0.70")


class Judged(Protocol):
    """Anything with a status and a score."""

    @property
    def status(self) -> Status:
        """Its status."""

    @property
    def score(self) -> Decimal | None:
        """Its score, 0 to 1, or `None`."""


class JudgedKpi(Judged, Protocol):
    """A KPI's status and score, and which KPI it is."""

    @property
    def id(self) -> KpiId:
        """The KPI."""


@frozen
class Level:
    """Status and score of an objective, a perspective or a scorecard."""

    status: Status
    score: Decimal | None
    counts: dict[Status, int]
    worst: KpiId | None


def level_of(rule: Rollup, members: Sequence[tuple[Judged, Decimal]], kpis: Sequence[JudgedKpi]) -> Level:
    """Roll up one level.

    Args:
        rule: how the status follows; the score is the weighted mean in either case.
        members: what is rolled up, with weights; those without a score are left out of the mean.
        kpis: all KPIs below, in the order of the file, for the counts and the worst.
    """
    score = weighted_mean((member.score, weight) for member, weight in members if member.score is not None)
    statuses = [member.status for member, _ in members]
    status = status_of_score(score) if rule is Rollup.MEAN and score is not None else worst_status(statuses)
    return Level(status=status, score=score, counts=counts_of(kpi.status for kpi in kpis), worst=worst_kpi(kpis))


def status_of_score(score: Decimal) -> Status:
    """The status that belongs to a mean score."""
    if score >= ON_TARGET_FROM:
        return Status.ON_TARGET
    return Status.AT_RISK if score >= AT_RISK_FROM else Status.OFF_TARGET


def worst_status(statuses: Iterable[Status]) -> Status:
    """The worst of them; a level without members is not scored."""
    return min(statuses, key=lambda status: status.rank, default=Status.UNSCORED)


def counts_of(statuses: Iterable[Status]) -> dict[Status, int]:
    """How many there are of each status, worst first, zeros included."""
    counts = dict.fromkeys(Status, 0)
    for status in statuses:
        counts[status] += 1
    return counts


def worst_kpi(kpis: Iterable[JudgedKpi]) -> KpiId | None:
    """The KPI with the worst status, then the lowest score, then the first in the file; `None` where none is scored."""
    scored = [kpi for kpi in kpis if kpi.status.is_scored and kpi.score is not None]
    worst = min(scored, key=lambda kpi: (kpi.status.rank, kpi.score), default=None)
    return worst.id if worst is not None else None
