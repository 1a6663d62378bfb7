"""Changes of arrows in words: which claim was added, given up, turned round or put differently."""

from collections.abc import Callable

from mkdocs_scorecards.analyse.compare import Change, Comparison
from mkdocs_scorecards.model.ids import KpiId, ObjectiveId
from mkdocs_scorecards.model.link import Link
from mkdocs_scorecards.render.changes.spans import Span, Spans, named, new, spans
from mkdocs_scorecards.render.changes.values import quoted, value_in_words
from mkdocs_scorecards.render.pages.kpi_facts import expectation_in_words

_FIELDS = {"cause_kpi": "KPI tested as the cause", "effect_kpi": "KPI tested as the effect", "since": "Date"}


class LinkWords:
    """The sentences about the arrows of one comparison."""

    def __init__(self, comparison: Comparison) -> None:
        cards = [side.scorecard for side in (comparison.base, comparison.head) if side is not None]
        self._objectives = {found.id: found.title for card in cards for found in card.objectives}
        self._kpis = {kpi.id: kpi.title for card in cards for kpi in card.kpis}

    def added(self, link: Link) -> Spans:
        """A new claim."""
        expected = expectation_in_words(link)
        said = [f": {quoted(link.because)}"] if link.because else []
        said += [f" ({expected})"] if expected else []
        return spans("Arrow ", *self._between(link, new), " added", *said)

    def removed(self, link: Link) -> Spans:
        """A claim given up."""
        return spans("Arrow ", *self._between(link, named), " removed")

    def sentence(self, change: Change) -> Spans:
        """An arrow turned round, or one of its words."""
        cause, _, effect = change.on.id.partition(" -> ")
        ends = (named(self._objective(ObjectiveId(cause))), " to ", named(self._objective(ObjectiveId(effect))))
        if isinstance(change.after, Link):
            return spans(
                "Arrow reversed: ", new(self._objective(change.after.cause)), " now leads to ",
                new(self._objective(change.after.effect)), ", no longer the other way round",
            )  # fmt: skip
        old, now = self._value(change.before), self._value(change.after)
        match change.field:
            case "because":
                start = "Reason of the arrow from "
                return spans(start, *ends, " put as ", new(quoted(str(change.after)) if change.after else "none"))
            case "expect":
                return spans("Expected direction of the arrow from ", *ends, f" changed from {old} to ", new(now))
            case "lag":
                return spans("Expected delay of the arrow from ", *ends, f" changed from {old} to ", new(now))
            case "feedback":
                turned = "now" if change.after else "no longer"
                return spans("Arrow from ", *ends, f" is {turned} drawn as ", new("feedback"))
        start = _FIELDS.get(change.field, change.field.replace("_", " ").capitalize())
        return spans(f"{start} of the arrow from ", *ends, f" changed from {old} to ", new(now))

    def _between(self, link: Link, make: Callable[[str], Span]) -> tuple[str | Span, ...]:
        return "from ", make(self._objective(link.cause)), " to ", make(self._objective(link.effect))

    def _objective(self, name: ObjectiveId) -> str:
        return self._objectives.get(name, str(name))

    def _value(self, value: object) -> str:
        return (
            self._kpis.get(KpiId(value)) or value_in_words(value) if isinstance(value, str) else value_in_words(value)
        )
