"""The reviewed period against the one before: the same scorecard, other figures.

Nothing was edited here, so a change is a KPI whose figure, plan or state is another one than a period ago, or an
initiative that fell due. The review knows the period before already; nothing is worked out anew.
"""

from collections.abc import Iterator

from mkdocs_scorecards.analyse.compare.change import Change, Effect, Item, Kind, What
from mkdocs_scorecards.analyse.compare.comparison import Comparison, ranked
from mkdocs_scorecards.analyse.compare.shifts import Shifts, shifts_since
from mkdocs_scorecards.analyse.review import KpiReview, Result, ScorecardReview
from mkdocs_scorecards.model.source_ref import SourceRef


def between_periods(review: ScorecardReview) -> Comparison:
    """What is different from the period before the reviewed one."""
    shifts = shifts_since(review)
    changes = [*_moved_kpis(review, shifts), *_fallen_due(review)]
    return Comparison(base=review, head=review, changes=ranked(changes), shifts=shifts.all)


def _moved_kpis(review: ScorecardReview, shifts: Shifts) -> Iterator[Change]:
    homes = {found.id: found.perspective for found in review.scorecard.objectives}
    for kpi in review.scored_kpis:
        if _said_of(kpi.previous) == _said_of(kpi.result):
            continue
        shift = shifts.kpis.get(kpi.id)
        yield Change(
            kind=Kind.CHANGED,
            scorecard=review.scorecard.id,
            on=Item(what=What.KPI, id=kpi.id, title=kpi.kpi.title),
            where=_place(kpi),
            field="actual",
            before=kpi.previous,
            after=kpi.result,
            perspective=homes[kpi.kpi.objective] if kpi.kpi.objective is not None else None,
            effect=Effect(
                reaches=(kpi.id,) if shift is not None else (),
                kpis=(shift,) if shift is not None else (),
                by_rule=shift is not None and shift.status_changes and kpi.previous.actual == kpi.result.actual,
            ),
        )


def _place(kpi: KpiReview) -> SourceRef:
    """The last row that counted for the reviewed period, else the KPI itself."""
    figure = kpi.result.figure
    rows = [found.observation for found in (figure, *figure.parts) if found.observation is not None]
    return rows[-1].source if rows else kpi.kpi.where


def _said_of(result: Result) -> tuple[object, ...]:
    return (result.actual, result.plan.value, result.plan.zone, result.status, result.score)


def _fallen_due(review: ScorecardReview) -> Iterator[Change]:
    homes = {found.id: found.perspective for found in review.scorecard.objectives}
    before = review.period.previous.last_day
    for found in review.initiatives:
        due = found.initiative.due
        if found.is_overdue and due is not None and due.last_day > before:
            initiative = found.initiative
            yield Change(
                kind=Kind.CHANGED,
                scorecard=review.scorecard.id,
                on=Item(what=What.INITIATIVE, id=initiative.id, title=initiative.title),
                where=initiative.where,
                field="overdue",
                after=due,
                perspective=homes[initiative.objective],
            )
