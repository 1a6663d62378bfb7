"""Changes of the records of reviews in words: what was decided, and which actions came, went or were done."""

from collections.abc import Sequence

from mkdocs_scorecards.analyse.compare import Change
from mkdocs_scorecards.model.review_record import Action, Decision, ReviewRecord
from mkdocs_scorecards.render import format as words
from mkdocs_scorecards.render.changes.spans import Spans, named, new, spans
from mkdocs_scorecards.render.changes.values import quoted

_NOUNS = {"decisions": "decision", "actions": "action"}


def held_in_words(record: ReviewRecord) -> str:
    """What came of a review: `two decisions, three actions`."""
    counts = ((len(record.decisions), "decision"), (len(record.actions), "action"))
    return ", ".join(words.counted(count, noun) for count, noun in counts)


def record_sentence(change: Change) -> Spans | None:
    """Decisions or actions that differ, by their titles; None for what every thing has."""
    if change.field not in _NOUNS:
        return None
    before, after = _entries(change.before), _entries(change.after)
    said = [
        *(f"{quoted(one.title)} {_verb(one, before)}" for one in after if _verb(one, before)),
        *(f"{quoted(one.title)} removed" for one in before if one.title not in {other.title for other in after}),
    ]
    noun = _NOUNS[change.field] + ("s" if len(said) != 1 else "")
    return spans("Review of ", named(change.on.id), f", {noun}: ", new("; ".join(said) or "in another order"))


def _entries(value: object) -> Sequence[Decision | Action]:
    return [one for one in value if isinstance(one, Decision | Action)] if isinstance(value, tuple) else []


def _verb(one: Decision | Action, before: Sequence[Decision | Action]) -> str:
    """What became of an entry; empty where it says the same as one of its title did before."""
    old = [other for other in before if other.title == one.title]
    if not old:
        return "added"
    if any(_said(other) == _said(one) for other in old):
        return ""
    if isinstance(one, Action) and one.is_done and not any(isinstance(was, Action) and was.is_done for was in old):
        return "done"
    return "changed"


def _said(one: Decision | Action) -> tuple[object, ...]:
    """Everything but the line."""
    if isinstance(one, Action):
        return (one.owner, one.on, one.due, one.is_done, one.done_on)
    return (one.owner, one.on, one.ruling, one.reason)
