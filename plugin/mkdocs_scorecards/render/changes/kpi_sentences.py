"""Changes of KPIs in words: targets, bands, definitions and figures, in the unit of the KPI."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from mkdocs_scorecards.analyse.compare import Change, Comparison, FigureEdit, FigureEdits, What
from mkdocs_scorecards.analyse.compare.eased import is_band_widened, is_target_eased, is_value_eased
from mkdocs_scorecards.analyse.review import KpiReview, Result
from mkdocs_scorecards.model.ids import KpiId
from mkdocs_scorecards.model.kpi import (
    AmberBand,
    Baseline,
    ChangeTarget,
    CriticalRange,
    FixedTarget,
    Kpi,
    Observation,
    RangeTarget,
    Series,
    Target,
)
from mkdocs_scorecards.render import format as words
from mkdocs_scorecards.render.changes.spans import Span, Spans, named, new, spans
from mkdocs_scorecards.render.changes.values import (
    band_in_words,
    goal_in_words,
    quoted,
    value_in_words,
    values_of,
)
from mkdocs_scorecards.render.format import FigureFormat, format_of
from mkdocs_scorecards.render.pages import parts
from mkdocs_scorecards.render.pages.parts import zone_in_words

_MOST_DECIMALS = 6
_WITH_TARGET = (FixedTarget, RangeTarget, ChangeTarget)


class KpiWords:
    """The sentences about the KPIs of one comparison."""

    def __init__(self, comparison: Comparison) -> None:
        self._reviews: dict[str, KpiReview] = {}
        self._series: dict[str, Series] = {}
        for side in (comparison.base, comparison.head):
            if side is not None:
                self._reviews |= {found.id: found for found in side.kpis}
                self._series |= {found.id: side.scorecard.series(found.id) for found in side.kpis}
        card = comparison.review.scorecard
        self._objectives = {found.id: found.title for found in card.objectives}
        if comparison.base is not None:
            old = comparison.base.scorecard.objectives
            self._objectives = {**{found.id: found.title for found in old}, **self._objectives}

    def added(self, change: Change, kpi: Kpi) -> Spans:
        """A new KPI with what makes it one."""
        facts = [f"owner: {kpi.owner}"] if kpi.owner else ["without owner"]
        if kpi.target is not None:
            facts.append(f"target: {goal_in_words(kpi.target, self._format(change, values_of(kpi.target)))}")
        elif kpi.objective is not None and not any(row.target is not None for row in self._rows(change)):
            facts.append("without target")
        home = (" added to ", named(self._objectives[kpi.objective])) if kpi.objective is not None else (" added",)
        return spans(_noun(change), " ", new(change.on.title), *home, f" ({'; '.join(facts)})", self._history(change))

    def removed(self, change: Change, kpi: Kpi) -> Spans:
        """A KPI dropped."""
        home = (
            (" removed from ", named(self._objectives[kpi.objective])) if kpi.objective is not None else (" removed",)
        )
        return spans(_noun(change), " ", named(change.on.title), *home, self._history(change))

    def sentence(self, change: Change) -> Spans | None:
        """One rule, word or figure of a KPI; None for what every thing has."""
        match change.before, change.after:
            case _, FigureEdits() as edits:
                return self._figures(change, edits)
            case Result() as before, Result() as after:
                return self._actuals(change, before, after)
        special: Mapping[str, Callable[[Change], Spans | None]] = {
            "target": self._target,
            "baseline": self._baseline,
            "amber": self._amber,
            "critical": self._critical,
            "carry_forward": _carried,
            "formula": _formula,
            "notes": _notes,
        }
        return special[change.field](change) if change.field in special else None

    # --- rules ---

    def _target(self, change: Change) -> Spans:
        title, before, after = _title(change), change.before, change.after
        print_as = self._format(change, [*_numbers(before), *_numbers(after)])
        if not isinstance(before, _WITH_TARGET) or not isinstance(after, _WITH_TARGET):
            if isinstance(after, _WITH_TARGET):
                return spans("Target of ", title, " set to ", new(goal_in_words(after, print_as)))
            was = goal_in_words(before, print_as) if isinstance(before, _WITH_TARGET) else "none"
            return spans("Target of ", title, f" removed; it was {was}")
        if isinstance(before, FixedTarget) and isinstance(after, FixedTarget):
            return self._fixed_target(change, before, after, print_as)
        verb = self._verb(change, before, after)
        old, now = goal_in_words(before, print_as), goal_in_words(after, print_as)
        return spans("Target of ", title, f" {verb} from {old} to ", new(now))

    def _fixed_target(self, change: Change, old: FixedTarget, now: FixedTarget, print_as: FigureFormat) -> Spans:
        title, verb = _title(change), self._verb(change, old, now)
        if old.value == now.value:
            dates = f" moved from {old.by or 'none'} to "
            return spans(
                "Target date of ", title, dates, new(str(now.by or "none")), f", at {print_as.full(now.value)}"
            )  # fmt: skip
        if old.by == now.by:
            by = f" by {now.by}" if now.by is not None else ""
            start = f" {verb} from {print_as.full(old.value)} to "
            return spans("Target of ", title, start, new(print_as.full(now.value)), by)
        start = f" {verb} from {goal_in_words(old, print_as)} to "
        return spans("Target of ", title, start, new(goal_in_words(now, print_as)))

    def _verb(self, change: Change, before: Target, after: Target) -> str:
        eased = is_target_eased(before, after, self._kpi(change).kpi.direction)
        if isinstance(before, RangeTarget) and isinstance(after, RangeTarget):
            return {True: "widened", False: "narrowed", None: "moved"}[eased]
        return {True: "eased", False: "tightened", None: "changed"}[eased]

    def _baseline(self, change: Change) -> Spans:
        title, before, after = _title(change), change.before, change.after
        print_as = self._format(change, [*_numbers(before), *_numbers(after)])
        if not isinstance(after, Baseline):
            was = goal_in_words(before, print_as) if isinstance(before, Baseline) else "none"
            return spans("Baseline of ", title, f" removed; it was {was}")
        if not isinstance(before, Baseline):
            return spans("Baseline of ", title, " set to ", new(goal_in_words(after, print_as)))
        old, now = goal_in_words(before, print_as), goal_in_words(after, print_as)
        return spans("Baseline of ", title, f" moved from {old} to ", new(now))

    def _amber(self, change: Change) -> Spans | None:
        before, after, kpi = change.before, change.after, self._kpi(change)
        if not isinstance(before, AmberBand) or not isinstance(after, AmberBand):
            return None
        widened = is_band_widened(before, after, kpi.result.plan.value)
        verb = {True: "widened", False: "narrowed", None: "changed"}[widened]
        old, now = band_in_words(before, kpi.kpi.unit), band_in_words(after, kpi.kpi.unit)
        if before.relative is after.relative and not after.relative:
            old = words.exact(before.width)
        return spans("Amber band of ", _title(change), f" {verb} from {old} to ", new(now))

    def _critical(self, change: Change) -> Spans:
        def said(value: object) -> str:
            if not isinstance(value, CriticalRange):
                return "none"
            return zone_in_words(value, self._format(change, [value.low, value.high]))

        return spans(
            "Critical values of ", _title(change), f" changed from {said(change.before)} to ", new(said(change.after))
        )  # fmt: skip

    # --- figures ---

    def _figures(self, change: Change, edits: FigureEdits) -> Spans:
        title = _title(change)
        what = "Figure" if change.field == "figures" else "Planned figure"
        print_as = self._format(change, _numbers_in(edits))
        if len(edits.all) == 1:
            return self._one_figure(change, edits.all[0], what, print_as)
        groups = [
            (edits.added, "added"),
            (edits.restated, self._verb_of_plans(change, edits) if change.field == "targets" else "restated"),
            (edits.removed, "removed"),
        ]
        (first, verb), *rest = [(group, verb) for group, verb in groups if group]
        noun = f"{len(first)} {what.lower()}{'s' if len(first) > 1 else ''}"
        tail = "".join(f"; {len(group)} {verb}{_detail(group, print_as)}" for group, verb in rest)
        return spans(f"{noun} of ", title, f" {verb}, {_span_of(first)}{_detail(first, print_as)}{tail}")

    def _one_figure(self, change: Change, edit: FigureEdit, what: str, print_as: FigureFormat) -> Spans:
        title = _title(change)
        if edit.before is None and edit.after is not None:
            return spans(f"{what} of ", title, f" for {edit.period} added: ", new(print_as.full(edit.after)))
        if edit.after is None:
            was = print_as.full(edit.before) if edit.before is not None else "none"
            return spans(f"{what} of ", title, f" for {edit.period} removed; it was {was}")
        verb = "restated" if change.field == "figures" else self._verb_of_plans(change, FigureEdits(restated=(edit,)))
        was = print_as.full(edit.before) if edit.before is not None else "none"
        return spans(
            f"{what} of ", title, f" for {edit.period} {verb} from {was} to ", new(print_as.full(edit.after))
        )  # fmt: skip

    def _verb_of_plans(self, change: Change, edits: FigureEdits) -> str:
        direction = self._kpi(change).kpi.direction
        eased = {
            is_value_eased(edit.before, edit.after, direction)
            for edit in edits.restated
            if edit.before is not None and edit.after is not None
        }
        return "eased" if eased == {True} else "tightened" if eased == {False} else "changed"

    def _actuals(self, change: Change, before: Result, after: Result) -> Spans:
        """Two periods of a KPI: figure and plan."""
        title = _title(change)
        print_as = self._format(change, ())
        for pair in ((before.actual, after.actual), (after.actual, after.plan.value)):
            if pair[0] is not None and pair[1] is not None:
                print_as = print_as.telling(pair[0], pair[1])
        if before.actual == after.actual:
            said = "has no figure" if after.actual is None else f"stayed at {print_as.short(after.actual)}"
            start: tuple[str | Span, ...] = (title, f" {said}")
        elif after.actual is None:
            start = (title, f" has no figure for {after.period}; it was {parts.actual_words(before, print_as)}")
        elif before.actual is None:
            start = (title, ": ", new(print_as.short(after.actual)), f", no figure for {before.period}")
        else:
            start = (title, f": {print_as.short(before.actual)} to ", new(print_as.short(after.actual)))
        old, now = before.plan.value, after.plan.value
        if old is None or now is None or old == now:
            return spans(*start)
        plan = print_as.telling(old, now)
        return spans(*start, f"; the plan moved from {plan.short(old)} to {plan.short(now)}")

    def _history(self, change: Change) -> str:
        """The figures that come or go with a KPI: `, with 12 figures, 2026-01 to 2026-12`."""
        periods = [row.period for row in self._rows(change) if row.actual is not None]
        if not periods:
            return ", without figures"
        span = f"{periods[0]} to {periods[-1]}" if len(periods) > 1 else str(periods[0])
        return f", with {len(periods)} figure{'s' if len(periods) > 1 else ''}, {span}"

    def _rows(self, change: Change) -> Sequence[Observation]:
        return self._series[change.on.id].observations

    def _kpi(self, change: Change) -> KpiReview:
        return self._reviews[KpiId(change.on.id)]

    def _format(self, change: Change, values: Iterable[Decimal]) -> FigureFormat:
        """The KPI's format, with as many decimals as the values in the sentence need."""
        print_as = format_of(self._kpi(change))
        needed = min(_MOST_DECIMALS, words.decimals_in(values))
        return replace(print_as, decimals=max(print_as.decimals, needed))


def _noun(change: Change) -> str:
    return "KPI" if change.on.what is What.KPI else "Driver"


def _title(change: Change) -> Span:
    return named(change.on.title)


def _numbers(value: object) -> Iterable[Decimal]:
    return values_of(value) if isinstance(value, FixedTarget | RangeTarget | ChangeTarget | Baseline) else ()


def _numbers_in(edits: FigureEdits) -> list[Decimal]:
    return [value for edit in edits.all for value in (edit.before, edit.after) if value is not None]


def _span_of(edits: Sequence[FigureEdit]) -> str:
    first, last = edits[0].period, edits[-1].period
    return str(first) if first == last else f"{first} to {last}"


def _detail(edits: Sequence[FigureEdit], print_as: FigureFormat) -> str:
    """The one figure that was restated among others that were not."""
    if len(edits) != 1 or edits[0].before is None or edits[0].after is None:
        return ""
    edit = edits[0]
    before, after = print_as.full(edits[0].before), print_as.full(edits[0].after)
    return f" ({edit.period}: {before} to {after})"


def _carried(change: Change) -> Spans:
    verb = "now stands in" if change.after else "no longer stands in"
    return spans("The last figure of ", _title(change), f" {verb} where one is missing")


def _formula(change: Change) -> Spans | None:
    if change.after is None:
        return spans("Formula of ", _title(change), f" removed; it was {value_in_words(change.before)}")
    if change.before is None:
        return spans(_title(change), " is now computed: ", new(value_in_words(change.after)))
    return None


def _notes(change: Change) -> Spans:
    title = _title(change)
    rows = [row for row in change.after if isinstance(row, Observation)] if isinstance(change.after, tuple) else []
    if len(rows) > 1:
        return spans(f"{len(rows)} notes on ", title, " changed")
    note = rows[0].note if rows else ""
    period = f" for {rows[0].period}" if rows else ""
    if not note:
        return spans("Note on ", title, f"{period} removed; it was {quoted(str(change.before))}")
    verb = "reworded to" if change.before else "added:"
    return spans("Note on ", title, f"{period} {verb} ", new(quoted(note)))
