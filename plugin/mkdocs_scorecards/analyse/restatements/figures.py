"""The figures of a KPI across editions: what each period showed then, and whether it reads differently now."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from mkdocs_scorecards.analyse.figures import Figure, Origin
from mkdocs_scorecards.analyse.restatements.ledger import FigureHistory, Reading
from mkdocs_scorecards.analyse.restatements.rules import Appearance
from mkdocs_scorecards.analyse.review import KpiReview, Result
from mkdocs_scorecards.analyse.status import Status, judgement_of
from mkdocs_scorecards.model.edition import PublishedKpi, PublishedPoint
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.kpi import Kpi
from mkdocs_scorecards.model.period import Period

_AS_IF_EQUAL = Decimal("1e-20")
"""Computed figures that differ by less of themselves differ in the last digit that was kept, and in nothing else."""

_STATUSES = {status.value: status for status in Status}


@frozen
class Shown:
    """A period of a KPI in one edition; `point` is None where its series did not reach it."""

    appearance: Appearance
    point: PublishedPoint | None

    @property
    def value(self) -> Decimal | None:
        """The figure; one that only stood in for a missing one is none."""
        if self.point is None or self.point.origin == Origin.CARRIED.value:
            return None
        return self.point.actual

    @property
    def is_computed(self) -> bool:
        """Whether a formula may have given it."""
        return self.point is not None and self.point.origin in (Origin.FORMULA.value, "")


@frozen
class Compared:
    """A period of a KPI that some edition showed; `history` is None where all of them read as the pages do now."""

    period: Period
    shown: tuple[Shown, ...]
    now: Result | None
    history: FigureHistory | None

    @property
    def is_derived(self) -> bool:
        """Whether the figure is worked out from others, now or in an edition."""
        origins = {shown.point.origin for shown in self.shown if shown.point is not None and shown.value is not None}
        if self.now is not None:
            origins.add(self.now.figure.origin.value)
        return bool(origins & {Origin.AGGREGATED.value, Origin.FORMULA.value, ""})

    @property
    def is_computed(self) -> bool:
        """Whether it is a formula's, now and in every edition, so that the change stands with its drivers."""
        told = [shown for shown in self.shown if shown.value is not None]
        now_computed = self.now is not None and self.now.figure.origin is Origin.FORMULA
        return now_computed and all(shown.is_computed for shown in told)

    @property
    def was_published(self) -> bool:
        """Whether an edition had a figure."""
        return any(shown.value is not None for shown in self.shown)


def compared_figures(kpi: KpiReview, past: Sequence[Appearance], notes: dict[Period, str]) -> Iterator[Compared]:
    """Every period of the KPI's own frequency that an edition showed and that is over now, in order.

    Args:
        kpi: the KPI now.
        past: the editions that can be compared, in the order of their publication.
        notes: what the file says of each period now, also where it has no figure.
    """
    now = {result.period: result for result in kpi.series}
    then = [{point.period: point for point in appearance.kpi.points} for appearance in past]
    end = kpi.result.period.last_day
    periods = {period for points in then for period in points if period.frequency is kpi.kpi.frequency} | now.keys()
    for period in sorted(found for found in periods if found.last_day <= end):
        shown = tuple(
            Shown(appearance=appearance, point=points.get(period))
            for appearance, points in zip(past, then, strict=True)
            if period.last_day <= appearance.period.last_day
        )
        if shown:
            yield _compared(kpi, period, shown, now.get(period), notes.get(period, ""))


def as_then(kpi: Kpi, published: PublishedKpi) -> Kpi:
    """The KPI as an edition judged it, as far as the edition says."""
    known = {name: published.facts[name] for name in ("direction", "amber", "critical") if name in published.facts}
    rules: dict[str, Any] = known
    return replace(kpi, **rules)


def would_be(kpi: Kpi, published: PublishedKpi, point: PublishedPoint, actual: Decimal | None) -> Status:
    """The status that a figure gives against the plan of an edition."""
    return judgement_of(as_then(kpi, published), actual, point.planned, point.zone, None).status


def published_status(point: PublishedPoint) -> Status | None:
    """The status that an edition gave; None for a word that this version does not know."""
    return _STATUSES.get(point.status)


def same(one: Decimal | None, other: Decimal | None) -> bool:
    """Whether two figures are equal, however many digits they are written with."""
    if one is None or other is None or one == other:
        return one == other or (one is None and other is None)
    return abs(one - other) <= _AS_IF_EQUAL * max(abs(one), abs(other))


def value_of(figure: Figure) -> Decimal | None:
    """A figure's value; one that only stands in for a missing one is none."""
    return None if figure.origin is Origin.CARRIED else figure.value


def _compared(kpi: KpiReview, period: Period, shown: tuple[Shown, ...], now: Result | None, note: str) -> Compared:
    value = value_of(now.figure) if now is not None else None
    plain = Compared(period=period, shown=shown, now=now, history=None)
    if all(same(found.value, value) for found in shown):
        return plain
    same_now = 0
    while same_now < len(shown) and same(shown[-1 - same_now].value, value):
        same_now += 1
    before = shown[: len(shown) - same_now]
    earlier = tuple(_reading(kpi, list(run), now, value) for run in _runs(before))
    note_then = before[-1].point.note if before[-1].point is not None else ""
    history = FigureHistory(
        kpi=kpi.id,
        period=period,
        earlier=earlier,
        now=value,
        status=now.status if now is not None else Status.NO_DATA,
        since=shown[-same_now].appearance.edition if same_now else None,
        reason=note if note != note_then else "",
    )
    return replace(plain, history=history)


def _runs(shown: Sequence[Shown]) -> Iterator[list[Shown]]:
    """Neighbouring editions that show the same figure."""
    runs: list[list[Shown]] = []
    for found in shown:
        if runs and same(runs[-1][-1].value, found.value):
            runs[-1].append(found)
        else:
            runs.append([found])
    yield from runs


def _reading(kpi: KpiReview, run: Sequence[Shown], now: Result | None, value: Decimal | None) -> Reading:
    last, point = run[-1].appearance, run[-1].point
    status = published_status(point) if point is not None else Status.NO_DATA
    plan = now.plan if now is not None else None
    moved = plan is not None and point is not None and (plan.value, plan.zone) != (point.planned, point.zone)
    return Reading(
        editions=tuple(found.appearance.edition for found in run),
        value=run[-1].value,
        planned=point.planned if point is not None else None,
        zone=point.zone if point is not None else None,
        status=status,
        would_be=would_be(kpi.kpi, last.kpi, point, value) if point is not None and status is not None else status,
        plan_moved=moved,
    )
