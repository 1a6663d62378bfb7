"""What a comparison with earlier editions finds, as values."""

from collections.abc import Iterable
from decimal import Decimal

from mkdocs_scorecards.analyse.status import Status
from mkdocs_scorecards.model.edition import Edition
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.ids import KpiId
from mkdocs_scorecards.model.kpi import RangeTarget
from mkdocs_scorecards.model.period import Period


@frozen
class Reading:
    """A figure as consecutive editions showed it; None is "no figure".

    `status` is what the last of them published for it. `would_be` is what the figure of today gives against the plan
    of that edition. `plan_moved` says that the plan for the period is another one today. Without a published status
    that this version knows, both are None.
    """

    editions: tuple[Edition, ...]
    value: Decimal | None
    planned: Decimal | None
    zone: RangeTarget | None
    status: Status | None
    would_be: Status | None
    plan_moved: bool

    @property
    def status_differs(self) -> bool:
        """Whether the edition would have shown another status."""
        return self.status is not self.would_be


@frozen
class FigureHistory:
    """A figure of which some edition says something else than the pages do now.

    `earlier` are the readings before the present one, the oldest first. `since` is the first edition that reads as now
    does; None means that the edition being made is the first. `reason` is the note that came with the change.
    """

    kpi: KpiId
    period: Period
    earlier: tuple[Reading, ...]
    now: Decimal | None
    status: Status
    since: Edition | None
    reason: str

    @property
    def last(self) -> Reading:
        """The reading that the present one replaced."""
        return self.earlier[-1]


@frozen
class RuleChange:
    """A rule of a KPI that changed from one edition to the next, in the values of the model.

    `since` is the first edition with the new rule; None means the edition being made. `period` is where the series of
    the KPI breaks, for a change after which figures cannot be compared. `unit` is the KPI's unit before.
    """

    kpi: KpiId
    field: str
    before: object
    after: object
    unit: str
    since: Edition | None
    period: Period | None

    @property
    def ends_comparability(self) -> bool:
        """Whether figures before and after it are not of one kind."""
        return self.period is not None


@frozen
class Incomparable:
    """A KPI some of whose published figures were counted by other rules: how many of them read differently now."""

    kpi: KpiId
    fields: tuple[str, ...]
    since: Edition | None
    figures: int


@frozen
class StateDifference:
    """A state in the period that an edition reviewed, and what the figures of today give against the same plan."""

    kpi: KpiId
    edition: Edition
    period: Period
    actual: Decimal | None
    now: Decimal | None
    status: Status
    would_be: Status
    is_restated: bool


@frozen
class Ledger:
    """Everything about one scorecard.

    `editions` were compared, in the order of their publication, and `compared` figures of them. `restated` have another
    value now, `removed` none. `computed` follow from other figures by a formula. `added` were not reported yet when
    their period was shown. `unreadable` editions could not be compared.
    """

    editions: tuple[Edition, ...]
    unreadable: tuple[Edition, ...]
    compared: int
    restated: tuple[FigureHistory, ...]
    removed: tuple[FigureHistory, ...]
    computed: tuple[FigureHistory, ...]
    added: tuple[FigureHistory, ...]
    incomparable: tuple[Incomparable, ...]
    states: tuple[StateDifference, ...]
    rules: tuple[RuleChange, ...]

    @property
    def differing(self) -> tuple[FigureHistory, ...]:
        """The reported figures that read differently: restated ones and those that are gone."""
        return self.restated + self.removed

    def histories(self, kpi: KpiId) -> dict[Period, FigureHistory]:
        """The figures of a KPI that read differently, for whatever reason but a late report."""
        return {found.period: found for found in _of(kpi, (*self.differing, *self.computed))}

    def rules_of(self, kpi: KpiId) -> tuple[RuleChange, ...]:
        """The change log of a KPI, the latest first."""
        return tuple(found for found in self.rules if found.kpi == kpi)


def _of(kpi: KpiId, histories: Iterable[FigureHistory]) -> list[FigureHistory]:
    return [found for found in histories if found.kpi == kpi]
