"""The ten kinds of changes that deserve a second look, because a scorecard may look better by them without being so."""

from collections.abc import Sequence
from dataclasses import replace

from mkdocs_scorecards.analyse.compare.change import Change, FigureEdits, Kind, Watch, What
from mkdocs_scorecards.analyse.compare.eased import (
    is_band_widened,
    is_critical_widened,
    is_rollup_loosened,
    is_target_eased,
    is_value_eased,
)
from mkdocs_scorecards.analyse.review import ScorecardReview
from mkdocs_scorecards.analyse.status import Status
from mkdocs_scorecards.model.ids import KpiId
from mkdocs_scorecards.model.kpi import (
    AmberBand,
    Baseline,
    ChangeTarget,
    CriticalRange,
    FixedTarget,
    Kpi,
    RangeTarget,
)
from mkdocs_scorecards.model.scorecard import Rollup

_DEFINING = {"definition", "unit", "formula", "aggregate", "window", "frequency", "direction"}


def with_watches(changes: Sequence[Change], base: ScorecardReview, head: ScorecardReview) -> tuple[Change, ...]:
    """The changes, each with what makes it worth a second look; `base` is in the names of `head`."""
    scored = [change for change in changes if change.on.what is What.KPI]
    only_added = not any(change.kind is Kind.REMOVED for change in scored)
    return tuple(replace(change, watch=_watch_of(change, base, head, only_added=only_added)) for change in changes)


def _watch_of(change: Change, base: ScorecardReview, head: ScorecardReview, *, only_added: bool) -> Watch | None:
    if change.field == "owner":
        return Watch.OWNER_REMOVED if change.before and not change.after else None
    if change.on.what.has_figures:
        return _watch_of_kpi(change, base, head, only_added=only_added)
    if change.on.what is What.LINK and change.kind is Kind.CHANGED and change.field in ("direction", "expect"):
        turned = change.field == "direction" or (change.before is not None and change.after is not None)
        return Watch.ARROW_REVERSED if turned else None
    if change.on.what is What.WAIVER and change.kind is not Kind.REMOVED:
        return Watch.RULE_WAIVED
    match change.before, change.after:
        case Rollup(), Rollup():
            return Watch.JUDGEMENT_LOOSENED if is_rollup_loosened(change.before, change.after) else None
    return None


def _watch_of_kpi(change: Change, base: ScorecardReview, head: ScorecardReview, *, only_added: bool) -> Watch | None:
    name = KpiId(change.on.id)
    if change.kind is Kind.ADDED and not change.field:
        return Watch.KPI_ADDED_ONLY if only_added and change.on.what is What.KPI else None
    if (change.kind is Kind.REMOVED and not change.field) or (change.field == "objective" and change.after is None):
        was = base.kpi(name)
        return Watch.RED_KPI_DROPPED if was.kpi.objective and was.status is Status.OFF_TARGET else None
    if isinstance(change.after, FigureEdits):
        return _watch_of_figures(change, head.kpi(name).kpi)
    if change.field in _DEFINING:
        goes_on = _goes_on(name, base, head)
        return Watch.DEFINITION_CHANGED if goes_on and change.before not in (None, "") else None
    return _watch_of_rule(change, base, head)


def _watch_of_figures(change: Change, kpi: Kpi) -> Watch | None:
    edits = change.after
    if not isinstance(edits, FigureEdits):
        return None
    if change.field == "figures":
        return Watch.HISTORY_RESTATED if edits.restated or edits.removed else None
    eased = [
        edit
        for edit in edits.restated
        if edit.before is not None and edit.after is not None and is_value_eased(edit.before, edit.after, kpi.direction)
    ]
    return Watch.TARGET_EASED if eased or edits.removed else None


def _watch_of_rule(change: Change, base: ScorecardReview, head: ScorecardReview) -> Watch | None:
    """A rule by which a KPI is judged."""
    kpi = head.kpi(KpiId(change.on.id)).kpi
    loosened: bool | None = False
    match change.field, change.before, change.after:
        case (
            "target",
            (FixedTarget() | ChangeTarget() | RangeTarget()) as old,
            (FixedTarget() | ChangeTarget() | RangeTarget() | None) as new,
        ):
            eased = is_target_eased(old, new, kpi.direction)
            return Watch.TARGET_EASED if eased or (eased is None and _plan_eased(kpi, base, head)) else None
        case "baseline", Baseline(), _:
            return Watch.BASELINE_MOVED
        case "amber", AmberBand() as old, AmberBand() as new:
            loosened = is_band_widened(old, new, base.kpi(kpi.id).result.plan.value)
        case "critical", CriticalRange() as old, CriticalRange() as new:
            loosened = is_critical_widened(old, new)
        case "carry_forward", False, True:
            loosened = True
    return Watch.JUDGEMENT_LOOSENED if loosened else None


def _plan_eased(kpi: Kpi, base: ScorecardReview, head: ScorecardReview) -> bool:
    """Whether less is planned for the reviewed period, where the targets themselves cannot be compared."""
    before, after = base.kpi(kpi.id).result.plan.value, head.kpi(kpi.id).result.plan.value
    return before is not None and after is not None and is_value_eased(before, after, kpi.direction) is True


def _goes_on(name: KpiId, base: ScorecardReview, head: ScorecardReview) -> bool:
    """Whether both versions report the same figure for some period, so that old and new meaning share a line."""
    old = {(row.period, row.actual) for row in base.scorecard.series(name).observations if row.actual is not None}
    return any((row.period, row.actual) in old for row in head.scorecard.series(name).observations)
