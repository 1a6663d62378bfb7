"""What follows from a change, in words: states that move, roll-ups, the verdict of an arrow."""

from mkdocs_scorecards.analyse.compare import Change, Effect, Kind, Shift, State, What
from mkdocs_scorecards.analyse.link_review import Verdict
from mkdocs_scorecards.render import format as words
from mkdocs_scorecards.render.changes.spans import Spans, plain, spans
from mkdocs_scorecards.render.pages.link_words import verdict_word

_UNTESTED = verdict_word(Verdict.UNTESTED)
MOST_KPIS = 2
"""More KPIs than that are counted, not named."""


def full_sentence(said: Spans, change: Change) -> Spans:
    """The whole sentence: what was edited and what follows, with its full stop."""
    effect = effect_in_words(change)
    rule = " The rule moved, not the figure." if change.effect.by_rule and change.field != "actual" else ""
    if not effect:
        return spans(*said, f".{rule}")
    if ":" in plain(said) or ":" in effect.partition(";")[0]:
        return spans(*said, f". {words.capitalised(effect)}.{rule}")
    return spans(*said, f": {effect}.{rule}")


def effect_in_words(change: Change) -> str:
    """`off target becomes at risk; Customer 0.71 to 0.78`; empty where nothing moved."""
    effect = change.effect
    said = [_kpi(shift, change) for shift in effect.kpis[:MOST_KPIS]]
    if len(effect.kpis) > MOST_KPIS:
        more = len(effect.kpis) - MOST_KPIS
        said.append(f"{words.counted(more, 'more KPI')} {'moves' if more == 1 else 'move'}")
    if effect.shared and said:
        said[-1] += ", together with other changes"
    said += [_level(shift) for shift in told_levels(effect) if _level(shift)]
    said += [_verdict(effect)] if change.on.what is What.LINK else []
    return "; ".join(part for part in said if part)


def told_levels(effect: Effect) -> tuple[Shift, ...]:
    """The roll-ups worth naming beside a change: its perspective; without a KPI of its own, the objective too."""
    wanted = {What.PERSPECTIVE} if effect.kpis else {What.OBJECTIVE, What.PERSPECTIVE}
    found = tuple(shift for shift in effect.levels if shift.on.what in wanted and score_moves(shift))
    if found or effect.kpis:
        return found[:2]
    return tuple(shift for shift in effect.levels if shift.on.what is What.SCORECARD and score_moves(shift))


def score_moves(shift: Shift) -> bool:
    """Whether a reader would see a difference: another status, or another score as printed."""
    if shift.before is None or shift.after is None:
        return True
    return shift.status_changes or words.score(shift.before.score) != words.score(shift.after.score)


def scores_in_words(shift: Shift) -> str:
    """`0.80 to 0.67`; empty where one side has no score, or none of it would be seen."""
    if shift.before is None or shift.after is None or None in (shift.before.score, shift.after.score):
        return ""
    before, after = words.score(shift.before.score), words.score(shift.after.score)
    return f"{before} to {after}" if before != after else ""


def status_in_words(state: State) -> str:
    """The status inside a sentence: `off target`."""
    return words.STATUS_WORDS[state.status].lower()


def _kpi(shift: Shift, change: Change) -> str:
    is_own = shift.on.id == change.on.id
    before, after = shift.before, shift.after
    if before is None or after is None:
        return _coming_or_going(shift, is_own=is_own)
    name = "" if is_own else f"{shift.on.title}: "
    if before.status is not after.status:
        return f"{name}{status_in_words(before)} becomes {status_in_words(after)}"
    stays = f"{'it' if is_own else shift.on.title} stays {status_in_words(after)}"
    scores = scores_in_words(shift)
    return f"{stays}, score {scores}" if scores else stays


def _coming_or_going(shift: Shift, *, is_own: bool) -> str:
    name = "it" if is_own else shift.on.title
    if shift.after is not None:
        return f"{name} starts {status_in_words(shift.after)}" if shift.after.status.is_scored else ""
    assert shift.before is not None  # noqa: S101 - a shift has at least one side
    return f"{name} was {status_in_words(shift.before)}" if shift.before.status.is_scored else ""


def _level(shift: Shift) -> str:
    before, after, scores = shift.before, shift.after, scores_in_words(shift)
    if shift.on.what is What.SCORECARD and (before is None or after is None):
        return _coming_or_going(shift, is_own=True)
    if before is None or after is None:
        return ""
    if shift.status_changes:
        moved = f"{shift.on.title}: {status_in_words(before)} becomes {status_in_words(after)}"
        return f"{moved}, {scores}" if scores else moved
    return f"{shift.on.title} {scores}" if scores else ""


def _verdict(effect: Effect) -> str:
    before, after = effect.tested_before, effect.tested_after
    old, now = (verdict_word(found.verdict) if found is not None else "" for found in (before, after))
    if old and now:
        return f"still {now}" if old == now else f"{old} becomes {now}"
    if now:
        return "it cannot be tested as it stands" if now == _UNTESTED else f"the figures so far: {now}"
    return "it was never tested" if old == _UNTESTED else f"the figures said: {old}" if old else ""


SIGNS = {
    Kind.ADDED: "+",
    Kind.REMOVED: words.MINUS,
    Kind.MOVED: "~",
    Kind.RENAMED: "~",
    Kind.CHANGED: "~",
}
"""What stands before a sentence; the kind in words goes with it where signs cannot be heard."""
