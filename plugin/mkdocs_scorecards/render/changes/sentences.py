"""Each change as one plain sentence: what was edited, in the author's names and the KPI's unit.

What follows from it is said by `effect_words` of the comparison; both together are the sentence of the JSON document.
"""

from mkdocs_scorecards.analyse.compare import Change, Comparison, Kind, What
from mkdocs_scorecards.model.hypothesis import Event
from mkdocs_scorecards.model.initiative import Initiative
from mkdocs_scorecards.model.kpi import Kpi
from mkdocs_scorecards.model.link import Link
from mkdocs_scorecards.model.objective import Objective, Perspective
from mkdocs_scorecards.model.scorecard import Scorecard
from mkdocs_scorecards.model.waiver import Waiver
from mkdocs_scorecards.render import format as words
from mkdocs_scorecards.render.changes.spans import Span, Spans, named, new, spans
from mkdocs_scorecards.render.changes.values import quoted, value_in_words
from mkdocs_scorecards.render.changes.kpi_sentences import KpiWords
from mkdocs_scorecards.render.changes.link_sentences import LinkWords

_NOUNS = {What.KPI: "KPI", What.LINK: "arrow"}
_FIELDS = {
    "aggregate": "Aggregation",
    "cadence.operational": "Rhythm of operational reviews",
    "cadence.strategic": "Rhythm of strategic reviews",
    "decimals": "Number of printed decimals",
    "due": "Due date",
    "fiscal_year_start": "First month of the fiscal year",
    "hypotheses.error_control": "Error control of the tests",
    "hypotheses.q": "Share of false findings allowed to the tests",
    "hypotheses.relevance": "Correlation worth finding",
    "kind": "Kind",
    "kpi": "KPI to be moved",
    "rollup.objective": "Rule by which KPIs make the state of an objective",
    "rollup.perspective": "Rule by which objectives make the state of a perspective",
    "rollup.scorecard": "Rule by which perspectives make the state of the scorecard",
    "spent": "Money spent",
    "start": "Start",
    "timing": "Kind",
    "until": "End",
}
_TEXTS = {
    "definition", "source", "description", "strategy", "mission", "vision", "values", "question", "reason", "because",
}  # fmt: skip


class ChangeWords:
    """The sentences of one comparison."""

    def __init__(self, comparison: Comparison) -> None:
        self.review = comparison.review
        self.kpis = KpiWords(comparison)
        self.links = LinkWords(comparison)

    def sentence(self, change: Change) -> Spans:
        """What was edited, without a full stop."""
        if change.kind is Kind.ADDED and not change.field:
            return self._added(change)
        if change.kind is Kind.REMOVED and not change.field:
            return self._removed(change)
        special = (
            self.links.sentence(change) if change.on.what is What.LINK else self.kpis.sentence(change)
        ) or self._of_initiative(change)
        return special or self._common(change)

    def _common(self, change: Change) -> Spans:
        title, field = named(change.on.title), change.field
        if field == "id":
            return spans(
                f"Id of ", title, f" changed from {change.before} to ", new(str(change.after)),
                ", and with it the address of its page",
            )  # fmt: skip
        if field == "title":
            return spans(words.capitalised(noun_of(change)), " ", named(str(change.before)), " renamed to ", title)
        if change.kind is Kind.MOVED:
            return self._moved(change)
        if field == "owner":
            return _owner(change, title)
        if field == "weight":
            return spans("Weight of ", title, *_from_to(change))
        if field == "audience":
            return spans("Audience of ", title, *_from_to(change))
        if field in _TEXTS:
            return _text(change, title)
        return spans(field_in_words(field), " of ", title, *_from_to(change))

    def _moved(self, change: Change) -> Spans:
        title = named(change.on.title)
        if change.field == "perspectives":
            return spans("Perspectives of ", title, " reordered to ", new(value_in_words(change.after)))
        if change.after is None:
            return spans(title, " no longer measures ", named(self._title(change.before)), " and becomes a driver")
        if change.before is None:
            return spans(title, ", until now a driver, becomes a KPI of ", new(self._title(change.after)))
        return spans(
            title, " moved from ", named(self._title(change.before)), " to ", new(self._title(change.after))
        )  # fmt: skip

    def _title(self, name: object) -> str:
        """The title of an objective or perspective; its id where the newer version has none."""
        card = self.review.scorecard
        known = {str(found.id): found.title for found in (*card.perspectives, *card.objectives)}
        return known.get(str(name), str(name))

    def _added(self, change: Change) -> Spans:
        title = new(change.on.title)
        start = words.capitalised(noun_of(change))
        match change.after:
            case Kpi():
                return self.kpis.added(change, change.after)
            case Link():
                return self.links.added(change.after)
            case Objective(perspective=home, owner=owner):
                return spans(start, " ", title, " added to ", named(self._title(home)), _by(owner))
            case Initiative() as initiative:
                due = f", due {initiative.due}" if initiative.due is not None else ""
                home = named(self._title(initiative.objective))
                return spans(start, " ", title, " added for ", home, _by(initiative.owner), due)
            case Scorecard() as card:
                return spans("Scorecard ", title, f" added: {_contents(card)}")
            case Perspective(question=question):
                return spans(start, " ", title, " added", f": {quoted(question)}" if question else "")
            case Event() as event:
                return spans("Known event ", title, f" added: {event.kind.value} in {event.period}")
            case Waiver() as waiver:
                return spans(
                    f"Rule {waiver.rule} waived for ", new(self._waived(waiver.on)),
                    f" until {words.day(waiver.until)}{_by(waiver.owner)}: {quoted(waiver.reason)}",
                )  # fmt: skip
        return spans(start, " ", title, " added")

    def _removed(self, change: Change) -> Spans:
        title = named(change.on.title)
        match change.before:
            case Kpi():
                return self.kpis.removed(change, change.before)
            case Link():
                return self.links.removed(change.before)
            case Scorecard() as card:
                return spans("Scorecard ", title, f" removed: {_contents(card)}")
            case Objective(perspective=home) | Initiative(objective=home):
                return spans(words.capitalised(noun_of(change)), " ", title, " removed from ", self._title(home))
            case Event():
                return spans("Known event ", title, " removed")
            case Waiver() as waiver:
                return spans(f"Rule {waiver.rule} applies again to ", new(self._waived(waiver.on)))
        return spans(words.capitalised(noun_of(change)), " ", title, " removed")

    def _waived(self, name: str) -> str:
        card = self.review.scorecard
        things = (card, *card.objectives, *card.kpis, *card.initiatives)
        return next((found.title for found in things if found.id == name), name)

    def _of_initiative(self, change: Change) -> Spans | None:
        """The few things about initiatives that read better in words of their own."""
        if change.on.what is not What.INITIATIVE:
            return None
        title = named(change.on.title)
        match change.field:
            case "status":
                return spans(
                    title, f": {value_in_words(change.before)} becomes ", new(value_in_words(change.after))
                )  # fmt: skip
            case "due" if change.before is not None and change.after is not None:
                late = any(
                    found.initiative.id == change.on.id and found.is_overdue for found in self.review.initiatives
                )
                tail = "; it is still overdue" if late else ""
                return spans("Due date of ", title, f" moved from {change.before} to ", new(str(change.after)), tail)
            case "progress" if change.before is not None and change.after is not None:
                percent = f"{words.NO_BREAK_SPACE}%"
                return spans(
                    "Progress of ", title, f" from {value_in_words(change.before)}{percent} to ",
                    new(value_in_words(change.after) + percent),
                )  # fmt: skip
            case "overdue":
                due = next(
                    found.initiative.due for found in self.review.initiatives if found.initiative.id == change.on.id
                )
                return spans(title, f" fell due in {due} and is not done: it is overdue")
            case "kpi" if change.after is not None:
                card = self.review.scorecard
                wanted = next(kpi.title for kpi in card.kpis if kpi.id == change.after)
                return spans(title, " is now meant to move ", new(wanted))
        return None


def noun_of(change: Change) -> str:
    """What the thing is called: `KPI`, `objective`, `arrow`."""
    return _NOUNS.get(change.on.what, change.on.what.value)


def field_in_words(field: str) -> str:
    """The name of an attribute at the start of a sentence."""
    return _FIELDS.get(field) or words.capitalised(field.replace(".", " ").replace("_", " "))


def _owner(change: Change, title: Span) -> Spans:
    if not change.after:
        return spans("Owner of ", title, f" removed: {change.before} answers for it no longer")
    if not change.before:
        return spans("Owner of ", title, " named: ", new(str(change.after)))
    return spans("Owner of ", title, f" changed from {change.before} to ", new(str(change.after)))


def _text(change: Change, title: Span) -> Spans:
    start = field_in_words(change.field)
    if not change.after:
        return spans(start, " of ", title, f" removed; it was {quoted(str(change.before))}")
    verb = "reworded to" if change.before else "added:"
    return spans(start, " of ", title, f" {verb} ", new(quoted(str(change.after))))


def _from_to(change: Change) -> tuple[str | Span, ...]:
    return f" changed from {value_in_words(change.before)} to ", new(value_in_words(change.after))


def _by(owner: str) -> str:
    return f" (owner: {owner})" if owner else ""


def _contents(card: Scorecard) -> str:
    return words.listed(
        [
            words.counted(len(card.objectives), "objective"),
            words.counted(sum(1 for kpi in card.kpis if kpi.objective is not None), "KPI"),
            words.counted(len(card.links), "arrow"),
        ]
    )
