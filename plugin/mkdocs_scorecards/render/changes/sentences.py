"""Each change as one plain sentence: what was edited, in the author's names and the KPI's unit.

What follows from it is said by `effect_words` of the comparison; both together are the sentence of the JSON document.
"""

from mkdocs_scorecards.analyse.compare import Change, Comparison, Kind, What
from mkdocs_scorecards.model.hypothesis import Event
from mkdocs_scorecards.model.initiative import Initiative
from mkdocs_scorecards.model.kpi import Kpi
from mkdocs_scorecards.model.link import Link
from mkdocs_scorecards.model.objective import Objective, Perspective
from mkdocs_scorecards.model.review_record import ReviewRecord
from mkdocs_scorecards.model.scorecard import Scorecard
from mkdocs_scorecards.model.waiver import Waiver
from mkdocs_scorecards.render import format as words
from mkdocs_scorecards.render.changes.initiative_sentences import InitiativeWords, owned_by
from mkdocs_scorecards.render.changes.kpi_sentences import KpiWords
from mkdocs_scorecards.render.changes.link_sentences import LinkWords
from mkdocs_scorecards.render.changes.record_sentences import held_in_words, record_sentence
from mkdocs_scorecards.render.changes.spans import Span, Spans, named, new, spans
from mkdocs_scorecards.render.changes.values import quoted, value_in_words

_NOUNS = {What.KPI: "KPI", What.EVENT: "known event"}
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
    "prose": "Minutes",
    "rollup.objective": "Rule by which KPIs make the state of an objective",
    "rollup.perspective": "Rule by which objectives make the state of a perspective",
    "rollup.scorecard": "Rule by which perspectives make the state of the scorecard",
    "spent": "Money spent",
    "start": "Start",
    "timing": "Kind",
    "until": "End",
}
_TEXTS = {
    "definition", "source", "description", "strategy", "mission", "vision", "values", "question", "reason", "incentive",
    "prose",
}  # fmt: skip


class ChangeWords:
    """The sentences of one comparison."""

    def __init__(self, comparison: Comparison) -> None:
        self._review = comparison.review
        self._kpis = KpiWords(comparison)
        self._links = LinkWords(comparison)
        self._initiatives = InitiativeWords(comparison)
        cards = [side.scorecard for side in (comparison.base, comparison.head) if side is not None]
        self._homes: dict[str, str] = {}
        self._titles: dict[str, str] = {}
        for card in cards:
            self._homes |= {found.id: found.title for found in card.perspectives}
            self._homes |= {found.id: found.title for found in card.objectives}
            self._titles |= {found.id: found.title for found in card.initiatives}
            self._titles |= {found.id: found.title for found in card.kpis}
            self._titles |= {found.id: found.title for found in card.objectives} | {card.id: card.title}

    def sentence(self, change: Change) -> Spans:
        """What was edited, without a full stop."""
        if not change.field:
            return self._added(change) if change.kind is Kind.ADDED else self._removed(change)
        if change.on.what is What.LINK:
            return self._links.sentence(change)
        special = self._kpis.sentence(change) if change.on.what.has_figures else None
        if change.on.what is What.INITIATIVE:
            special = self._initiatives.sentence(change)
        if change.on.what is What.REVIEW:
            special = record_sentence(change)
        if special is None and change.kind is Kind.MOVED:
            special = self._moved(change)
        return special or _common(change)

    def _moved(self, change: Change) -> Spans:
        title = named(change.on.title)
        if change.field == "perspectives":
            return spans("Perspectives of ", title, " reordered to ", new(value_in_words(change.after)))
        old, now = self._homes.get(str(change.before), ""), self._homes.get(str(change.after), "")
        if change.after is None:
            return spans(title, " no longer measures ", named(old), " and becomes a driver")
        if change.before is None:
            return spans(title, ", until now a driver, becomes a KPI of ", new(now))
        return spans(title, " moved from ", named(old), " to ", new(now))

    def _added(self, change: Change) -> Spans:
        start, title = _start(change), new(change.on.title)
        match change.after:
            case Kpi() as kpi:
                said = self._kpis.added(change, kpi)
            case Link() as link:
                said = self._links.added(link)
            case Objective() as objective:
                home = named(self._homes[objective.perspective])
                said = spans(start, title, " added to ", home, owned_by(objective.owner))
            case Initiative() as initiative:
                due = f", due {initiative.due}" if initiative.due is not None else ""
                home = named(self._homes[initiative.objective])
                said = spans(start, title, " added for ", home, owned_by(initiative.owner), due)
            case ReviewRecord() as record:
                said = spans("Review of ", new(change.on.id), f" recorded: {held_in_words(record)}")
            case Waiver() as waiver:
                until = f" until {words.day(waiver.until)}{owned_by(waiver.owner)}: {quoted(waiver.reason)}"
                said = spans(f"Rule {waiver.rule} waived for ", new(self._titles.get(waiver.on, waiver.on)), until)
            case _:
                said = spans(start, title, " added", _inside(change.after))
        return said

    def _removed(self, change: Change) -> Spans:
        start, title = _start(change), named(change.on.title)
        match change.before:
            case Kpi() as kpi:
                said = self._kpis.removed(change, kpi)
            case Link() as link:
                said = self._links.removed(link)
            case Objective() as objective:
                said = spans(start, title, " removed from ", named(self._homes[objective.perspective]))
            case Initiative() as initiative:
                said = spans(start, title, " removed from ", named(self._homes[initiative.objective]))
            case ReviewRecord():
                said = spans("Record of the review of ", named(change.on.id), " removed")
            case Waiver() as waiver:
                said = spans(f"Rule {waiver.rule} applies again to ", new(self._titles.get(waiver.on, waiver.on)))
            case _:
                said = spans(start, title, " removed", _inside(change.before))
        return said


def _common(change: Change) -> Spans:
    """What may change about any thing."""
    title, field = named(change.on.title), change.field
    if field == "id":
        start, end = f" changed from {change.before} to ", ", and with it the address of its page"
        return spans("Id of ", title, start, new(str(change.after)), end)
    if field == "title":
        return spans(_start(change), named(str(change.before)), " renamed to ", new(str(change.after)))
    if change.on.what is What.WAIVER and field == "until":
        start, until = "Waiver of ", new(value_in_words(change.after))
        return spans(start, title, " now ends on ", until, f", no longer on {value_in_words(change.before)}")
    if field == "owner":
        return _owner(change, title)
    if field in _TEXTS:
        return _text(change, title)
    return spans(field_in_words(field), " of ", title, *_from_to(change))


def _start(change: Change) -> str:
    return f"{words.capitalised(noun_of(change))} "


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


def _inside(thing: object) -> str:
    """What comes or goes with it, or what it says."""
    match thing:
        case Scorecard() as card:
            scored = sum(1 for kpi in card.kpis if kpi.objective is not None)
            parts = ((len(card.objectives), "objective"), (scored, "KPI"), (len(card.links), "arrow"))
            return f", with {words.listed(words.counted(count, noun) for count, noun in parts)}"
        case Perspective() as perspective if perspective.question:
            return f": {quoted(perspective.question)}"
        case Event() as event:
            return f": a {event.kind.value} in {event.period}"
    return ""
