"""Changes of initiatives in words: status, dates and progress, with what they are for."""

from mkdocs_scorecards.analyse.compare import Change, Comparison
from mkdocs_scorecards.model.period import Period
from mkdocs_scorecards.render import format as words
from mkdocs_scorecards.render.changes.spans import Spans, named, new, spans
from mkdocs_scorecards.render.changes.values import value_in_words


class InitiativeWords:
    """The sentences about the initiatives of one comparison that differ from those about other things."""

    def __init__(self, comparison: Comparison) -> None:
        review = comparison.review
        self._overdue = {str(found.initiative.id) for found in review.initiatives if found.is_overdue}
        self._kpis = {str(kpi.id): kpi.title for kpi in review.scorecard.kpis}

    def sentence(self, change: Change) -> Spans | None:
        """One fact of an initiative; None for what every thing has."""
        title, before, after = named(change.on.title), change.before, change.after
        match change.field:
            case "status":
                return spans(title, f": {value_in_words(before)} becomes ", new(value_in_words(after)))
            case "due" if before is not None and after is not None:
                late = "; it is still overdue" if change.on.id in self._overdue else ""
                return spans("Due date of ", title, f" moved from {before} to ", new(str(after)), late)
            case "progress" if before is not None and after is not None:
                percent = f"{words.NO_BREAK_SPACE}%"
                old, now = value_in_words(before) + percent, value_in_words(after) + percent
                return spans("Progress of ", title, f" changed from {old} to ", new(now))
            case "overdue" if isinstance(after, Period):
                return spans(title, f" was due in {after} and is not done: it is overdue")
            case "kpi" if after is not None:
                return spans(title, " is now meant to move ", new(self._kpis.get(str(after), str(after))))
        return None


def owned_by(owner: str) -> str:
    """The owner in parentheses after a name, if there is one."""
    return f" (owner: {owner})" if owner else ""
