"""Funded work that is meant to move a KPI; it has an end, an objective has none."""

from decimal import Decimal
from enum import Enum

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.ids import InitiativeId, KpiId, ObjectiveId
from mkdocs_scorecards.model.period import Period
from mkdocs_scorecards.model.source_ref import SourceRef


class InitiativeStatus(Enum):
    """What its owner says of it."""

    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    STOPPED = "stopped"


@frozen
class Milestone:
    """A dated step of an initiative."""

    title: str
    due: Period
    done: bool


@frozen
class Initiative:
    """A project for an objective. It starts on the first day of `start` and is due on the last day of `due`."""

    id: InitiativeId
    title: str
    objective: ObjectiveId
    owner: str
    status: InitiativeStatus
    where: SourceRef
    start: Period | None = None
    due: Period | None = None
    progress: Decimal | None = None
    budget: Decimal | None = None
    spent: Decimal | None = None
    kpi: KpiId | None = None
    milestones: tuple[Milestone, ...] = ()
    description: str = ""
