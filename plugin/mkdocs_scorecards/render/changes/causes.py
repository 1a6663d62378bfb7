"""Why a state moved, in the few words of a table cell."""

from mkdocs_scorecards.analyse.compare import Change, Comparison, FigureEdits, Kind, Shift, What
from mkdocs_scorecards.analyse.compare.eased import is_band_widened, is_target_eased
from mkdocs_scorecards.analyse.review import Result
from mkdocs_scorecards.model.ids import KpiId
from mkdocs_scorecards.model.kpi import AmberBand, ChangeTarget, FixedTarget, RangeTarget
from mkdocs_scorecards.render import format as words

_MOST = 3
_RULES = {
    "baseline": "baseline moved",
    "critical": "critical values changed",
    "direction": "direction changed",
    "aggregate": "aggregation changed",
    "frequency": "frequency changed",
    "formula": "formula changed",
    "carry_forward": "missing figures treated differently",
    "objective": "moved to another objective",
    "weight": "weight changed",
    "perspective": "objective moved",
}


def cause_in_words(comparison: Comparison, shift: Shift) -> str:
    """`target eased`, `figure restated`, `follows from its KPIs`; of the whole nothing need be said."""
    causes = comparison.causes_of(shift)
    if shift.on.what is not What.KPI and all(change.effect.reaches for change in causes):
        return "" if shift.on.what is What.SCORECARD else "follows from its KPIs"
    if shift.on.what is What.SCORECARD and any(change.on.what is not What.SCORECARD for change in causes):
        return ""
    said = list(dict.fromkeys(_cause(change, comparison, shift) for change in causes))
    return words.listed(said if len(said) <= _MOST else [*said[: _MOST - 1], f"{len(said) - _MOST + 1} other changes"])


def _cause(change: Change, comparison: Comparison, shift: Shift) -> str:
    cause = _own_cause(change, comparison)
    return cause if change.on.id == shift.on.id or not change.on.what.has_figures else f"{change.on.title}: {cause}"


def _own_cause(change: Change, comparison: Comparison) -> str:
    if not change.field:
        return change.kind.value
    match change.before, change.after:
        case _, FigureEdits() as edits:
            said = _of_figures(change, edits)
        case Result() as before, Result() as after:
            said = _between(before, after)
        case AmberBand() as before, AmberBand() as after:
            planned = comparison.review.kpi(KpiId(change.on.id)).result.plan.value
            widened = is_band_widened(before, after, planned)
            said = {True: "amber band widened", False: "amber band narrowed", None: "amber band changed"}[widened]
        case _ if change.field == "target":
            said = _of_target(change, comparison)
        case _ if change.field.startswith("rollup."):
            said = "roll-up rule changed"
        case _:
            said = _RULES.get(change.field, f"{change.field.replace('_', ' ')} changed")
    return said


def _of_figures(change: Change, edits: FigureEdits) -> str:
    what = "figure" if change.field == "figures" else "planned figure"
    verb = "restated" if change.kind is Kind.CHANGED and change.field == "figures" else change.kind.value
    return f"{what}{'s' if len(edits.all) > 1 else ''} {verb}"


def _of_target(change: Change, comparison: Comparison) -> str:
    kinds = FixedTarget | RangeTarget | ChangeTarget
    if not isinstance(change.before, kinds):
        return "target set"
    if not isinstance(change.after, kinds):
        return "target removed"
    direction = comparison.review.kpi(KpiId(change.on.id)).kpi.direction
    eased = is_target_eased(change.before, change.after, direction)
    return {True: "target eased", False: "target tightened", None: "target changed"}[eased]


def _between(before: Result, after: Result) -> str:
    """What moved between two periods."""
    moved = [
        name
        for name, old, new in (
            ("figure", before.actual, after.actual),
            ("plan", before.plan.value, after.plan.value),
        )
        if old != new
    ]
    return f"{words.listed(moved)} moved" if moved else ""
