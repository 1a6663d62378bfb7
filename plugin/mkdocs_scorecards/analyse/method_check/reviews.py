"""Rules about the reviews: whether they are recorded, and whether what they decide is carried out.

There is no clock. Which reviews are due follows from the reviewed period alone, so a period that has just ended lacks
its record until the review has been held.
"""

from collections.abc import Iterator
from dataclasses import replace

from mkdocs_scorecards.analyse.figures import FigureBook
from mkdocs_scorecards.analyse.hypotheses import contradicted_links
from mkdocs_scorecards.analyse.link_review import Verdict
from mkdocs_scorecards.analyse.method_check.inspection import Breach, Inspection, the_link, the_scorecard
from mkdocs_scorecards.analyse.records import ActionReview, ActionState, record_reviews
from mkdocs_scorecards.model.finding import Item
from mkdocs_scorecards.model.method_items import link_name
from mkdocs_scorecards.model.method_rules import ItemKind
from mkdocs_scorecards.model.period import CALENDAR, Period
from mkdocs_scorecards.model.review_record import Decision, ReviewKind, ReviewRecord
from mkdocs_scorecards.model.scorecard import Scorecard


def review_missing(found: Inspection) -> Iterator[Breach]:
    """A scorecard whose reviewed period has no strategic record, or whose months have none; told once."""
    card, period = found.card, found.review.period
    records = [known.record for known in record_reviews(card, period)]
    strategic = _strategic_due(card, period)
    lacks_strategic = strategic is not None and not any(_is_strategic_at(strategic, record) for record in records)
    operational = [due for due in _operational_due(card, period) if not any(_covers(record, due) for record in records)]
    if not lacks_strategic and not operational:
        return
    if not records:
        yield Breach(item=the_scorecard(card), claim="has no record of any review yet")
        return
    said = [f"the strategic review of {strategic}"] if lacks_strategic else []
    if operational:
        plural = "s" if len(operational) > 1 else ""
        said.append(f"the operational review{plural} of {_listed(operational)}")
    yield Breach(item=the_scorecard(card), claim=f"has no record of {', nor of '.join(said)} yet")


def _strategic_due(card: Scorecard, period: Period) -> Period | None:
    """The strategic review that belongs to a period: its own, or that of the longer one that ends with it."""
    last = _last_strategic(card, period)
    return last if last.last_day == period.last_day else None


def _last_strategic(card: Scorecard, period: Period) -> Period:
    """The last strategic review that was due with a period or before; a long period has one of its own."""
    rhythm = card.cadence.strategic
    if not period.frequency.is_finer_than(rhythm):
        return period
    named = CALENDAR if card.fiscal_year_start == 1 else card.fiscal_year_start
    return replace(period, fiscal_start=named).in_frequency(rhythm)


def _is_strategic_at(due: Period, record: ReviewRecord) -> bool:
    """Whether a record is that of the strategic review held at the end of a period, for it or for its last part."""
    return record.kind is ReviewKind.STRATEGIC and record.period.last_day == due.last_day


def _operational_due(card: Scorecard, period: Period) -> tuple[Period, ...]:
    """The operational reviews in a period; in one longer than from one strategic review to the next, those are past."""
    if card.cadence.strategic.is_finer_than(period.frequency):
        return ()
    return period.parts(card.cadence.operational)


def _covers(record: ReviewRecord, due: Period) -> bool:
    """Its own record, or that of the strategic review at its end, which looks at everything."""
    return record.period == due or _is_strategic_at(due, record)


def _listed(periods: list[Period]) -> str:
    *first, last = map(str, periods)
    return f"{', '.join(first)} and {last}" if first else last


def decision_open(found: Inspection) -> Iterator[Breach]:
    """An action without an owner or a date, or one that is overdue."""
    for record in reversed(record_reviews(found.card, found.review.period)):
        for action in record.actions:
            claim = _open_claim(action, found.review.period)
            if claim:
                yield Breach(item=the_action(action), claim=claim)


def _open_claim(found: ActionReview, period: Period) -> str:
    action = found.action
    if found.state is ActionState.DONE:
        return ""
    missing = [what for what, value in (("owner", action.owner), ("date", action.due)) if not value]
    if found.state is ActionState.OVERDUE:
        return f"was due on {action.due} ({action.owner or 'no owner'}) and is not done at the end of {period}"
    return f"has no {' and no '.join(missing)}" if missing else ""


def the_action(found: ActionReview) -> Item:
    """An action as the item of a finding; a waiver names the period of its review."""
    return Item(kind=ItemKind.REVIEW, id=str(found.record.period), title=found.action.title, where=found.action.where)


def hypothesis_unreviewed(found: Inspection) -> Iterator[Breach]:
    """An arrow that the figures contradict now and did at the strategic review before, with no decision since."""
    now = [link for link in found.review.links if link.verdict is Verdict.CONTRADICTED]
    earlier = _review_before(found.card, found.review.period)
    decided = {decision.on for decision in _decisions_since(found, earlier) if decision.ruling is not None}
    pending = [
        link.link
        for link in now
        if link_name(link.link.cause, link.link.effect) not in decided
        and (link.link.since is None or link.link.since <= earlier.last_day)
    ]
    for link in contradicted_links(FigureBook(found.card), earlier, pending):
        yield Breach(
            item=the_link(found.card, link),
            claim=f"is contradicted by the figures up to {earlier} and up to {found.review.period}, "
            "and no review has decided on it since",
        )


def _review_before(card: Scorecard, period: Period) -> Period:
    """The period of the last strategic review before the one that belongs to `period`."""
    last = _last_strategic(card, period)
    return last.previous if last.last_day == period.last_day else last


def _decisions_since(found: Inspection, earlier: Period) -> Iterator[Decision]:
    for known in record_reviews(found.card, found.review.period):
        if known.record.period.last_day >= earlier.last_day:
            yield from known.record.decisions
