"""What the reviews decided: a list of their records with every action that is not done, and a page for each of them."""

from collections.abc import Iterable, Sequence

from mkdocs_scorecards.analyse.records import ActionReview, ActionState, RecordReview, record_reviews
from mkdocs_scorecards.analyse.review import ScorecardReview
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.ids import InitiativeId, KpiId, ObjectiveId
from mkdocs_scorecards.model.method_items import decidable_names
from mkdocs_scorecards.model.method_rules import ItemKind
from mkdocs_scorecards.model.period import Period
from mkdocs_scorecards.model.review_record import Action, Decision, ReviewRecord, Ruling
from mkdocs_scorecards.model.scorecard import Scorecard
from mkdocs_scorecards.render import format as words
from mkdocs_scorecards.render import urls
from mkdocs_scorecards.render.pages.parts import LinkView
from mkdocs_scorecards.render.urls import Linker

RULING_WORDS = {
    Ruling.KEEP: "Hypothesis kept",
    Ruling.CHANGE: "Hypothesis to be changed",
    Ruling.DROP: "Hypothesis dropped",
}


@frozen
class ItemView:
    """What a decision or an action is about; `href` is empty where it has no page any more."""

    title: str
    href: str


@frozen
class DecisionView:
    """One decision; `ruling` is empty where it is on no hypothesis."""

    title: str
    ruling: str
    owner: str
    about: ItemView | None
    reason: str
    source: str


@frozen
class ActionView:
    """One action; `is_overdue` and `is_done` tell its state apart, `word` says it."""

    anchor: str
    title: str
    word: str
    is_overdue: bool
    owner: str
    due: str
    about: ItemView | None
    record: LinkView
    source: str


@frozen
class RecordRow:
    """One record in the list."""

    record: LinkView
    kind: str
    held: str
    chair: str
    decisions: tuple[str, ...]
    actions: str


@frozen
class RecordsView:
    """Everything that the list says."""

    title: str
    scorecard: LinkView
    period: str
    summary: str
    pending: tuple[ActionView, ...]
    records: tuple[RecordRow, ...]


@frozen
class RecordView:
    """Everything that the page of a record says."""

    title: str
    scorecard: LinkView
    reviews: LinkView
    summary: str
    decisions: tuple[DecisionView, ...]
    actions: tuple[ActionView, ...]
    prose: str


def records_view(review: ScorecardReview, link: Linker) -> RecordsView:
    """The list of all records that are known at the end of the reviewed period."""
    card, records = review.scorecard, record_reviews(review.scorecard, review.period)
    actions = [action for record in records for action in record.actions]
    return RecordsView(
        title="Reviews",
        scorecard=LinkView(title=card.title, href=link.to(urls.scorecard_path(card.id))),
        period=str(review.period),
        summary=f"{words.capitalised(words.counted(len(records), 'review'))} on record. {_actions(actions)}",
        pending=tuple(
            _action(found, card, review.period, link)
            for found in sorted(actions, key=_urgency)
            if found.state is not ActionState.DONE
        ),
        records=tuple(_row(record, card, link) for record in records),
    )


def record_view(review: ScorecardReview, found: RecordReview, link: Linker) -> RecordView:
    """The page of one record."""
    card, record = review.scorecard, found.record
    return RecordView(
        title=record_title(record),
        scorecard=LinkView(title=card.title, href=link.to(urls.scorecard_path(card.id))),
        reviews=LinkView(title="Reviews", href=link.to(urls.reviews_path(card.id))),
        summary=f"{_facts(record)}. {_actions(found.actions, f' at the end of {review.period}')}",
        decisions=tuple(_decision(decision, card, link) for decision in record.decisions),
        actions=tuple(_action(action, card, review.period, link) for action in sorted(found.actions, key=_urgency)),
        prose=record.prose,
    )


def record_title(record: ReviewRecord) -> str:
    """The name of a record, on its page and in links."""
    return f"Review of {record.period}"


def last_ruling(review: ScorecardReview, on: str, link: Linker) -> LinkView | None:
    """What the last review to decide on a hypothesis made of it, with its page; None where none did."""
    card = review.scorecard
    for known in record_reviews(card, review.period):
        for decision in known.record.decisions:
            if decision.on == on and decision.ruling is not None:
                said = f"{record_title(known.record)}: {RULING_WORDS[decision.ruling].lower()}"
                return LinkView(title=said, href=link.to(urls.reviews_path(card.id, known.record.period)))
    return None


def _row(found: RecordReview, card: Scorecard, link: Linker) -> RecordRow:
    record = found.record
    return RecordRow(
        record=LinkView(title=record_title(record), href=link.to(urls.reviews_path(card.id, record.period))),
        kind=words.capitalised(record.kind.value),
        held=words.day(record.held),
        chair=record.chair,
        decisions=tuple(decision.title for decision in record.decisions),
        actions=_actions(found.actions) if found.actions else "",
    )


def _facts(record: ReviewRecord) -> str:
    """`Strategic review, held on 2026-10-08, chair: Chief Executive`."""
    chair = f", chair: {record.chair}" if record.chair else ""
    return f"{words.capitalised(record.kind.value)} review, held on {words.day(record.held)}{chair}"


def _actions(actions: Sequence[ActionReview], when: str = "") -> str:
    """How many actions there are and how they stand, worst first, in a sentence."""
    if not actions:
        return "No action was agreed on."
    counts = [(state, sum(found.state is state for found in actions)) for state in ActionState]
    said = [f"{words.in_words(count)} {state.value}" for state, count in counts if count]
    if len(actions) == 1:
        return f"One action, {actions[0].state.value}{when}."
    if len(said) == 1:
        return f"{words.capitalised(words.counted(len(actions), 'action'))}, all {actions[0].state.value}{when}."
    return f"{words.capitalised(words.counted(len(actions), 'action'))}: {words.listed(said)}{when}."


def _urgency(found: ActionReview) -> tuple[int, str]:
    """Overdue ones first, each group by its date, those without one last."""
    due = found.action.due
    return list(ActionState).index(found.state), due.isoformat() if due is not None else "~"


def _action(found: ActionReview, card: Scorecard, period: Period, link: Linker) -> ActionView:
    action = found.action
    return ActionView(
        anchor=urls.action_anchor(found.number),
        title=action.title,
        word=words.capitalised(_state_word(found, period)),
        is_overdue=found.state is ActionState.OVERDUE,
        owner=action.owner,
        due=words.day(action.due) if action.due is not None else "",
        about=_about(action, card, link),
        record=LinkView(
            title=record_title(found.record),
            href=link.to(urls.reviews_path(card.id, found.record.period, found.number)),
        ),
        source=action.where.name_and_line,
    )


def _state_word(found: ActionReview, period: Period) -> str:
    """`done on 2026-09-30`, `overdue by 4 weeks`, `open`."""
    action = found.action
    if found.state is ActionState.DONE:
        return f"done on {words.day(action.done_on)}" if action.done_on is not None else "done"
    if found.state is ActionState.OVERDUE and action.due is not None:
        span = words.span_in_words((period.last_day - action.due).days)
        return f"overdue by {span}" if span else "overdue"
    return "open"


def _decision(decision: Decision, card: Scorecard, link: Linker) -> DecisionView:
    return DecisionView(
        title=decision.title,
        ruling=RULING_WORDS[decision.ruling] if decision.ruling is not None else "",
        owner=decision.owner,
        about=_about(decision, card, link),
        reason=decision.reason,
        source=decision.where.name_and_line,
    )


def _about(entry: Decision | Action, card: Scorecard, link: Linker) -> ItemView | None:
    """The part of the scorecard that it is on, None where it is on none."""
    return next(iter(_items(entry.on, card, link)), None) if entry.on else None


def _items(on: str, card: Scorecard, link: Linker) -> Iterable[ItemView]:
    names = decidable_names(card)
    if on in names[ItemKind.OBJECTIVE]:
        objective = card.objective(ObjectiveId(on))
        path = urls.objective_path(card.id, objective.perspective, objective.id)
        yield ItemView(title=objective.title, href=link.to(path))
    if on in names[ItemKind.KPI]:
        yield ItemView(title=card.kpi(KpiId(on)).title, href=link.to(urls.kpi_path(card.id, KpiId(on))))
    if on in names[ItemKind.INITIATIVE]:
        initiative = card.initiative(InitiativeId(on))
        yield ItemView(title=initiative.title, href=link.to(urls.initiatives_path(card.id, initiative.id)))
    cause, sign, effect = on.partition(" -> ")
    if sign:
        ends = ObjectiveId(cause), ObjectiveId(effect)
        title = f" {words.ARROW} ".join(card.objective(end).title for end in ends)
        is_drawn = on in names[ItemKind.LINK]
        yield ItemView(title=title, href=link.to(urls.link_path(card.id, *ends)) if is_drawn else "")
