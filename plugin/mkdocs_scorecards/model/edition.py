"""Earlier editions of a scorecard as they were published, as far as later ones are compared with them."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.ids import KpiId, ScorecardId
from mkdocs_scorecards.model.kpi import Audience, RangeTarget
from mkdocs_scorecards.model.period import Period


@frozen
class Edition:
    """A published period. `folder` names it in its archive, `title` for readers: `Q3 2026`."""

    folder: str
    title: str
    period: str
    revision: int
    published: str
    last_day: date


@frozen
class PublishedPoint:
    """One period of a KPI as an edition showed it.

    `origin` is how the figure came about, in the words of `analyse.figures.Origin`; empty where the edition does not
    say, which means that no row of a file reported it.
    """

    period: Period
    actual: Decimal | None
    planned: Decimal | None
    zone: RangeTarget | None
    status: str
    note: str
    origin: str


@frozen
class PublishedKpi:
    """A KPI as an edition showed it: in the reviewed period, and period by period.

    `facts` are its rules by name, in the values of the model. One that is not among them is not known, because the
    program that made the edition did not write it down. `audience` is None where it is not known.
    """

    id: KpiId
    reviewed: PublishedPoint
    facts: Mapping[str, object]
    points: tuple[PublishedPoint, ...]
    audience: Audience | None = None


@frozen
class PublishedScorecard:
    """A scorecard as an edition showed it, reviewed in `period`."""

    period: Period
    kpis: Mapping[KpiId, PublishedKpi]


@frozen
class EarlierEdition:
    """What an edition says of its scorecards; `unreadable` are those whose figures are damaged or lost."""

    edition: Edition
    scorecards: Mapping[ScorecardId, PublishedScorecard]
    unreadable: frozenset[ScorecardId] = field(default_factory=frozenset)
