"""The records of reviews at the end of a period: which are known by then, and how their actions stand.

A record belongs to the period that was reviewed, not to the day of the meeting. So the review of a quarter, which is
held after the quarter ended, is part of what is known of it, and those of later periods are not.
"""

from datetime import date
from enum import Enum

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.period import Period
from mkdocs_scorecards.model.review_record import Action, ReviewRecord
from mkdocs_scorecards.model.scorecard import Scorecard


class ActionState(Enum):
    """How an action stands, in the order in which pages show them."""

    OVERDUE = "overdue"
    OPEN = "open"
    DONE = "done"


@frozen
class ActionReview:
    """An action at the end of the reviewed period.

    One that is done is done, whenever that was: what is finished needs no reminder. `number` counts from 1 within the
    record.
    """

    record: ReviewRecord
    number: int
    action: Action
    state: ActionState


@frozen
class RecordReview:
    """A record with its actions, in the order of the file."""

    record: ReviewRecord
    actions: tuple[ActionReview, ...]

    def count(self, state: ActionState) -> int:
        """How many of its actions stand so."""
        return sum(found.state is state for found in self.actions)


def record_reviews(card: Scorecard, period: Period) -> tuple[RecordReview, ...]:
    """The records of periods that had ended with `period`, the latest first."""
    known = [record for record in card.records if record.period.last_day <= period.last_day]
    return tuple(
        RecordReview(
            record=record,
            actions=tuple(
                ActionReview(record=record, number=number, action=action, state=_state(action, period.last_day))
                for number, action in enumerate(record.actions, 1)
            ),
        )
        for record in reversed(known)
    )


def _state(action: Action, day: date) -> ActionState:
    """As with initiatives, what falls due on the last day itself and is not done is overdue."""
    if action.is_done:
        return ActionState.DONE
    return ActionState.OVERDUE if action.due is not None and action.due <= day else ActionState.OPEN
