"""A comparison as a page of sentences: what all outputs of `diff` and the page of changes print.

Grouped by perspective, the most consequential first; what deserves a second look comes before everything else, once.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from mkdocs_scorecards.analyse.compare import JUDGING, Change, Comparison, FigureEdits, Kind, Shift, What
from mkdocs_scorecards.analyse.link_review import LinkReview
from mkdocs_scorecards.render import format as words
from mkdocs_scorecards.render.changes.causes import cause_in_words
from mkdocs_scorecards.render.changes.effects import (
    SIGNS,
    full_sentence,
    score_moves,
    scores_in_words,
    told_levels,
)
from mkdocs_scorecards.render.changes.rows import (
    LEVELS,
    ChangeGroup,
    ChangeRow,
    ComparisonView,
    ShiftView,
    StateRow,
    VerdictView,
)
from mkdocs_scorecards.render.changes.sentences import ChangeWords
from mkdocs_scorecards.render.changes.watches import LABELS, REASONS
from mkdocs_scorecards.render.pages.parts import state_of

MOST_ROWS = 12
"""A group shows that many sentences and folds the rest away."""


def comparison_view(comparison: Comparison) -> ComparisonView:
    """Everything that is said about one scorecard."""
    review, said = comparison.review, ChangeWords(comparison)
    states = tuple(_state_rows(comparison))
    watched = [change for change in comparison.changes if change.watch is not None]
    return ComparisonView(
        id=review.scorecard.id,
        title=review.scorecard.title,
        period=str(review.period),
        state=_whole(comparison),
        lead=_lead(comparison),
        counts=tuple(_counts(comparison)),
        watched=_group("To watch", watched, said) if watched else None,
        groups=tuple(_groups(comparison, said)),
        states=states,
        comparison=comparison,
    )


def _groups(comparison: Comparison, said: ChangeWords) -> Iterable[ChangeGroup]:
    """Perspectives from top to bottom, then arrows, drivers, and what concerns the whole."""
    by_home: dict[str, list[Change]] = defaultdict(list)
    for change in comparison.changes:
        if change.watch is None:
            by_home[_home(change)].append(change)
    perspectives = {str(found.id): found.title for found in comparison.review.scorecard.perspectives}
    if comparison.base is not None:
        old = {str(found.id): found.title for found in comparison.base.scorecard.perspectives}
        perspectives |= {home: title for home, title in old.items() if home not in perspectives}
    for home, title in {**perspectives, **_HOMES}.items():
        if by_home[home]:
            yield _group(title, by_home[home], said)


_HOMES = {
    " links": "Arrows of the map",
    " drivers": "Drivers",
    " whole": "The scorecard as a whole",
}
"""A blank begins no id, so these are no perspectives."""


def _home(change: Change) -> str:
    if change.perspective is not None:
        return str(change.perspective)
    if change.on.what is What.LINK:
        return " links"
    return " drivers" if change.on.what.has_figures else " whole"


def _group(title: str, changes: Sequence[Change], said: ChangeWords) -> ChangeGroup:
    rows = tuple(_row(change, said) for change in changes)
    if any(change.field == "actual" for change in changes):
        return _of_period(title, changes, rows)
    count = len(rows) - MOST_ROWS
    return ChangeGroup(
        title=title,
        rows=rows[:MOST_ROWS],
        folded=rows[MOST_ROWS:],
        folded_title=f"{count} more change{'s' if count > 1 else ''}",
    )


def _of_period(title: str, changes: Sequence[Change], rows: Sequence[ChangeRow]) -> ChangeGroup:
    """Every period moves every figure; what keeps its state is folded away."""
    told = [change.field != "actual" or any(map(_is_told, change.effect.kpis)) for change in changes]
    folded = tuple(row for row, is_told in zip(rows, told, strict=True) if not is_told)
    kpis = f"{words.capitalised(words.counted(len(folded), 'KPI'))}"
    return ChangeGroup(
        title=title,
        rows=tuple(row for row, is_told in zip(rows, told, strict=True) if is_told),
        folded=folded,
        folded_title=f"{kpis} that {'moved and keeps its' if len(folded) == 1 else 'moved and keep their'} state",
    )


def _is_told(shift: Shift) -> bool:
    return shift.status_changes or shift.before is None or shift.after is None


def _row(change: Change, said: ChangeWords) -> ChangeRow:
    sentence = said.sentence(change)
    effect = change.effect
    return ChangeRow(
        sign=SIGNS[change.kind],
        sign_word=change.kind.value,
        said=sentence,
        sentence=full_sentence(sentence, change),
        aside="The rule moved, not the figure." if effect.by_rule and change.field != "actual" else "",
        shifts=tuple(
            shift_view(shift, title="" if shift.on.id == change.on.id else shift.on.title)
            for shift in (*effect.kpis, *told_levels(effect))
        ),
        verdicts=tuple(_verdict(found) for found in (effect.tested_before, effect.tested_after) if found is not None),
        watch=LABELS[change.watch] if change.watch is not None else "",
        watch_reason=REASONS[change.watch] if change.watch is not None else "",
        may_move_states=change.on.what.has_figures and change.field in JUDGING,
        where=change.where,
    )


def _verdict(found: LinkReview) -> VerdictView:
    return VerdictView(key=found.verdict.value, word=found.verdict.value.replace("_", " "))


def shift_view(shift: Shift, *, title: str = "") -> ShiftView:
    """A state before and after, ready to print."""
    before, after = shift.before, shift.after
    return ShiftView(
        title=title,
        before=state_of(before.status, before.score) if before is not None else None,
        after=state_of(after.status, after.score) if after is not None else None,
        scores=scores_in_words(shift) if score_moves(shift) else "",
    )


def _whole(comparison: Comparison) -> ShiftView:
    if comparison.level is not None:
        return shift_view(comparison.level)
    now = state_of(comparison.review.now.status, comparison.review.now.score)
    return ShiftView(title="", before=now, after=now, scores="")


def _lead(comparison: Comparison) -> str:
    """How many KPIs moved, and whether figures or rules moved them."""
    kpis = [shift for shift in comparison.shifts if shift.on.what is What.KPI]
    worse, better = [shift for shift in kpis if shift.is_worse], [shift for shift in kpis if shift.is_better]
    if comparison.head is None or comparison.base is None:
        return ""
    if not worse and not better:
        return "No KPI changes its state."
    said = [
        f"{words.counted(len(shifts), 'KPI')} {'gets' if len(shifts) == 1 else 'get'} {word}"
        for shifts, word in ((worse, "worse"), (better, "better"))
        if shifts
    ]
    return f"{words.capitalised(words.listed(said))}{_of_rules(comparison, len(worse) + len(better))}."


def _of_rules(comparison: Comparison, moved: int) -> str:
    """How many of the moved states a rule moved; the reader of a pull request must know that first."""
    by_rule = sum(
        shift.status_changes for change in comparison.changes if change.effect.by_rule for shift in change.effect.kpis
    )
    if not by_rule:
        return ""
    is_period = any(change.field == "actual" for change in comparison.changes)
    what = "its plan" if is_period else "a rule"
    if by_rule == moved:
        return f", because {what} moved and not a figure"
    return f", {words.in_words(by_rule)} of them because {what} moved and not a figure"


def _counts(comparison: Comparison) -> Iterable[str]:
    changes, states = comparison.changes, [shift for shift in comparison.shifts if shift.on.what is What.KPI]
    links = [change for change in changes if change.on.what is What.LINK and not change.field]
    figures = sum(len(change.after.all) for change in changes if isinstance(change.after, FigureEdits))
    watched = sum(change.watch is not None for change in changes)
    counted = (
        (len(changes), "change", "changes"),
        (watched, "to watch", "to watch"),
        (sum(shift.is_worse for shift in states), "state worse", "states worse"),
        (sum(shift.is_better for shift in states), "state better", "states better"),
        (sum(change.kind is Kind.ADDED for change in links), "arrow added", "arrows added"),
        (sum(change.kind is Kind.REMOVED for change in links), "arrow removed", "arrows removed"),
        (figures, "figure touched", "figures touched"),
    )
    for count, one, many in counted:
        if count:
            yield f"{count} {one if count == 1 else many}"


def _state_rows(comparison: Comparison) -> Iterable[StateRow]:
    """KPIs that moved, worse ones first, then objectives with another status, then the levels above them.

    Between periods every score moves a little; there a KPI is listed for another status only.
    """
    is_told = _is_told if comparison.base is comparison.head else score_moves
    kpis = [shift for shift in comparison.shifts if shift.on.what is What.KPI and is_told(shift)]
    levels = [shift for shift in comparison.shifts if shift.on.what in LEVELS and score_moves(shift)]
    objectives = [shift for shift in comparison.shifts if shift.on.what is What.OBJECTIVE and _is_told(shift)]
    levels = [*objectives, *levels]
    for shift in [*sorted(kpis, key=_urgency), *levels]:
        seen = shift_view(shift)
        yield StateRow(
            id=shift.on.id,
            title=shift.on.title,
            what=shift.on.what,
            before=seen.before,
            after=seen.after,
            scores=seen.scores,
            because=cause_in_words(comparison, shift),
        )


def _urgency(shift: Shift) -> tuple[int, int]:
    kind = 0 if shift.is_worse else 1 if shift.is_better else 2 if shift.status_changes else 3
    return kind, shift.after.status.rank if shift.after is not None else 9
