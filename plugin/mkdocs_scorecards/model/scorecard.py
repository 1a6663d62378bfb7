"""A scorecard as a whole, with look-ups that cannot miss: the loader has already checked every reference."""

from collections.abc import Mapping
from dataclasses import field
from enum import Enum

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.hypothesis import Event, HypothesisSettings
from mkdocs_scorecards.model.ids import InitiativeId, KpiId, ObjectiveId, PerspectiveId, ScorecardId, ThemeId
from mkdocs_scorecards.model.initiative import Initiative
from mkdocs_scorecards.model.kpi import Audience, Kpi, Series
from mkdocs_scorecards.model.link import Link
from mkdocs_scorecards.model.objective import DEFAULT_PERSPECTIVES, Objective, Perspective, Theme
from mkdocs_scorecards.model.period import Frequency
from mkdocs_scorecards.model.review_record import ReviewRecord
from mkdocs_scorecards.model.source_ref import SourceRef
from mkdocs_scorecards.model.waiver import Waiver


class Rollup(Enum):
    """How the status of a level follows from the level below."""

    WORST = "worst"
    MEAN = "mean"


@frozen
class RollupRules:
    """The rule of each level."""

    objective: Rollup = Rollup.WORST
    perspective: Rollup = Rollup.MEAN
    scorecard: Rollup = Rollup.MEAN


@frozen
class ReviewCadence:
    """How often the operational and the strategic review are held."""

    operational: Frequency = Frequency.MONTH
    strategic: Frequency = Frequency.QUARTER


NO_SERIES = Series(())


@frozen
class Scorecard:
    """One organisation's or unit's balanced scorecard: the strategy, its parts and their figures.

    Every tuple keeps the order of the file. `kpis` holds the KPIs of the objectives, then the drivers; `records` those
    of the reviews, by period. `figures` holds a series for each KPI that has at least one row.
    """

    id: ScorecardId
    title: str
    where: SourceRef
    strategy: str = ""
    mission: str = ""
    vision: str = ""
    values: str = ""
    owner: str = ""
    audience: Audience = Audience.PUBLIC
    fiscal_year_start: int = 1
    cadence: ReviewCadence = field(default_factory=ReviewCadence)
    rollup: RollupRules = field(default_factory=RollupRules)
    perspectives: tuple[Perspective, ...] = DEFAULT_PERSPECTIVES
    themes: tuple[Theme, ...] = ()
    objectives: tuple[Objective, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    links: tuple[Link, ...] = ()
    events: tuple[Event, ...] = ()
    hypotheses: HypothesisSettings = field(default_factory=HypothesisSettings)
    waivers: tuple[Waiver, ...] = ()
    records: tuple[ReviewRecord, ...] = ()
    figures: Mapping[KpiId, Series] = field(default_factory=dict)

    def perspective(self, wanted: PerspectiveId) -> Perspective:
        """The perspective of that id."""
        return next(perspective for perspective in self.perspectives if perspective.id == wanted)

    def objective(self, wanted: ObjectiveId) -> Objective:
        """The objective of that id."""
        return next(objective for objective in self.objectives if objective.id == wanted)

    def kpi(self, wanted: KpiId) -> Kpi:
        """The KPI or driver of that id."""
        return next(kpi for kpi in self.kpis if kpi.id == wanted)

    def theme(self, wanted: ThemeId) -> Theme:
        """The theme of that id."""
        return next(theme for theme in self.themes if theme.id == wanted)

    def initiative(self, wanted: InitiativeId) -> Initiative:
        """The initiative of that id."""
        return next(initiative for initiative in self.initiatives if initiative.id == wanted)

    def series(self, kpi: KpiId) -> Series:
        """The figures of a KPI; empty where none was reported."""
        return self.figures.get(kpi, NO_SERIES)

    def objectives_of(self, perspective: PerspectiveId) -> tuple[Objective, ...]:
        """The objectives of a perspective."""
        return tuple(objective for objective in self.objectives if objective.perspective == perspective)

    def kpis_of(self, objective: ObjectiveId) -> tuple[Kpi, ...]:
        """The KPIs of an objective."""
        return tuple(kpi for kpi in self.kpis if kpi.objective == objective)

    def initiatives_of(self, objective: ObjectiveId) -> tuple[Initiative, ...]:
        """The initiatives of an objective."""
        return tuple(initiative for initiative in self.initiatives if initiative.objective == objective)


@frozen
class Portfolio:
    """All scorecards of a project, in the order of their ids."""

    scorecards: tuple[Scorecard, ...]

    def scorecard(self, wanted: ScorecardId) -> Scorecard:
        """The scorecard of that id."""
        return next(scorecard for scorecard in self.scorecards if scorecard.id == wanted)
