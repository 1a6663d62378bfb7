"""The analysed state of a scorecard in one period: everything that pages, terminal and JSON show, worked out once."""

from collections.abc import Sequence
from dataclasses import field
from datetime import date
from decimal import Decimal

from mkdocs_scorecards.analyse.exact import difference, settled
from mkdocs_scorecards.analyse.figures import Figure, FigureBook, Origin
from mkdocs_scorecards.analyse.hypotheses import link_reviews
from mkdocs_scorecards.analyse.link_review import LinkReview
from mkdocs_scorecards.analyse.outlook import Outlook, outlook_of
from mkdocs_scorecards.analyse.plan import Goal, Plan, PlanBook, scaled, span_of
from mkdocs_scorecards.analyse.restatements.ledger import Ledger
from mkdocs_scorecards.analyse.rollup import Level, level_of
from mkdocs_scorecards.analyse.status import Judgement, Status, judgement_of, progress_of
from mkdocs_scorecards.analyse.trees import Aim, TreeReview, tree_reviews
from mkdocs_scorecards.model.finding import MethodReport
from mkdocs_scorecards.model.frozen import frozen, frozen_positional
from mkdocs_scorecards.model.ids import KpiId, ObjectiveId, PerspectiveId
from mkdocs_scorecards.model.initiative import Initiative, InitiativeStatus
from mkdocs_scorecards.model.kpi import Aggregation, Baseline, Direction, FixedTarget, Kpi
from mkdocs_scorecards.model.objective import Objective, Perspective
from mkdocs_scorecards.model.period import Frequency, Period
from mkdocs_scorecards.model.scorecard import Rollup, Scorecard

HISTORY = 8
"""How many periods a sparkline shows."""

_MOST_AHEAD = 60
"""How many periods ahead a plan is worked out."""

_STALE_AFTER = Decimal("1.5")
"""A figure is late once it is older than this many of its own periods."""


@frozen
class Result:
    """One KPI in one period: actual, plan, status and score, each with its working."""

    figure: Figure
    plan: Plan
    judgement: Judgement
    baseline: Decimal | None

    @property
    def period(self) -> Period:
        """The period the result stands for."""
        return self.figure.period

    @property
    def actual(self) -> Decimal | None:
        """The actual figure."""
        return self.figure.value

    @property
    def status(self) -> Status:
        """The status."""
        return self.judgement.status

    @property
    def score(self) -> Decimal | None:
        """The score, 0 to 1."""
        return self.judgement.score


@frozen
class KpiReview:
    """A KPI in the reviewed period, the one before, and its history.

    `history` holds the last periods of the reviewed kind, oldest first, the reviewed one last; `series` every period
    of the KPI's own frequency from its first figure to the end of the reviewed one. `final_target` is the target as it
    counts for a period as long as the reviewed one; `ahead` are the plans from there to its date, of the KPI's own
    frequency. `stale` says that the last figure is too old. `outlook` is what the past says of the next periods;
    drivers have none.
    """

    kpi: Kpi
    result: Result
    previous: Result
    goal: Goal
    progress: Decimal | None
    final_target: Decimal | None
    history: tuple[Result, ...]
    series: tuple[Result, ...]
    ahead: tuple[Plan, ...]
    last_reported: Period | None
    stale: bool
    outlook: Outlook | None = None

    @property
    def id(self) -> KpiId:
        """The KPI."""
        return self.kpi.id

    @property
    def status(self) -> Status:
        """The status in the reviewed period."""
        return self.result.status

    @property
    def score(self) -> Decimal | None:
        """The score in the reviewed period."""
        return self.result.score

    @property
    def change(self) -> Decimal | None:
        """The actual less that of the period before, in the KPI's unit."""
        if self.result.actual is None or self.previous.actual is None:
            return None
        return settled(difference(self.result.actual, self.previous.actual))

    @property
    def is_better(self) -> bool | None:
        """Whether the change is in the KPI's own direction; `None` where there is no change or no direction."""
        if not self.change or self.kpi.direction in (Direction.RANGE, Direction.NONE):
            return None
        return (self.change > 0) is (self.kpi.direction is Direction.HIGHER)


@frozen
class ObjectiveReview:
    """An objective now and in the period before."""

    objective: Objective
    now: Level
    before: Level
    kpis: tuple[KpiReview, ...]
    initiatives: "tuple[InitiativeReview, ...]"


@frozen
class PerspectiveReview:
    """A perspective now and in the period before."""

    perspective: Perspective
    now: Level
    before: Level
    objectives: tuple[ObjectiveReview, ...]


@frozen
class InitiativeReview:
    """An initiative at the end of the reviewed period; `overdue_days` is 0 where it fell due on that very day."""

    initiative: Initiative
    overdue_days: int | None

    @property
    def is_overdue(self) -> bool:
        """Whether it was due by the end of the period and is neither done nor stopped."""
        return self.overdue_days is not None


@frozen
class ScorecardReview:
    """A scorecard in one period.

    `method` is filled in by the method check, which looks at all the rest, and `ledger` where earlier editions are
    known.
    """

    scorecard: Scorecard
    period: Period
    now: Level
    before: Level
    perspectives: tuple[PerspectiveReview, ...]
    kpis: tuple[KpiReview, ...]
    initiatives: tuple[InitiativeReview, ...]
    trees: tuple[TreeReview, ...] = ()
    links: tuple[LinkReview, ...] = ()
    method: MethodReport = field(default_factory=MethodReport)
    ledger: Ledger | None = None

    @property
    def objectives(self) -> tuple[ObjectiveReview, ...]:
        """All objectives, perspective by perspective."""
        return tuple(objective for perspective in self.perspectives for objective in perspective.objectives)

    @property
    def scored_kpis(self) -> tuple[KpiReview, ...]:
        """The KPIs of objectives; drivers are not part of any roll-up."""
        return tuple(review for review in self.kpis if review.kpi.objective is not None)

    def kpi(self, wanted: KpiId) -> KpiReview:
        """The review of that KPI."""
        return next(review for review in self.kpis if review.id == wanted)

    def tree(self, wanted: KpiId) -> TreeReview | None:
        """The tree of a KPI; None where it has no formula."""
        return next((tree for tree in self.trees if tree.root == wanted), None)

    def objective(self, wanted: ObjectiveId) -> ObjectiveReview:
        """The review of that objective."""
        return next(review for review in self.objectives if review.objective.id == wanted)

    def perspective(self, wanted: PerspectiveId) -> PerspectiveReview:
        """The review of that perspective."""
        return next(review for review in self.perspectives if review.perspective.id == wanted)


def latest_period(scorecard: Scorecard) -> Period | None:
    """The last quarter that has ended, as far as the figures tell, and has figures; `None` where there are none.

    There is no clock: a quarter counts as ended once some figure reaches its last day. A quarter of the fiscal year is
    meant where the scorecard has one.
    """
    ends = [
        observation.period.last_day
        for series in scorecard.figures.values()
        for observation in series.observations
        if observation.actual is not None
    ]
    if not ends:
        return None
    latest = max(ends)
    quarter = Period.containing(latest, Frequency.QUARTER, _fiscal_name(scorecard))
    return quarter if quarter.last_day <= latest else quarter.previous


def _fiscal_name(scorecard: Scorecard) -> int:
    return 0 if scorecard.fiscal_year_start == 1 else scorecard.fiscal_year_start


def review_of(scorecard: Scorecard, period: Period, *, analysed: bool = True) -> ScorecardReview:
    """Analyse a scorecard in a week, month, quarter or year; nothing later than its end is used.

    Not `analysed`, it holds states and scores alone, without trees, projections and tests of links, which take most
    of the time.
    """
    book = FigureBook(scorecard)
    plans = PlanBook(book, period.last_day)
    kpis = tuple(_kpi_review(kpi, period, book, plans, analysed=analysed) for kpi in scorecard.kpis)
    initiatives = tuple(
        InitiativeReview(initiative=initiative, overdue_days=_overdue_days(initiative, period.last_day))
        for initiative in scorecard.initiatives
    )
    perspectives = tuple(
        _perspective_review(scorecard, perspective, kpis, initiatives) for perspective in scorecard.perspectives
    )
    scored = [kpi for kpi in kpis if kpi.kpi.objective is not None]
    weight = Decimal(1)
    return ScorecardReview(
        scorecard=scorecard,
        period=period,
        now=level_of(scorecard.rollup.scorecard, [(found.now, weight) for found in perspectives], scored),
        before=level_of(
            scorecard.rollup.scorecard, [(found.before, weight) for found in perspectives], _before(scored)
        ),
        perspectives=perspectives,
        kpis=kpis,
        initiatives=initiatives,
        trees=tree_reviews(book, period, {kpi.id: _aim(kpi) for kpi in kpis}) if analysed else (),
        links=link_reviews(book, period) if analysed else (),
    )


def _aim(kpi: KpiReview) -> Aim:
    judgement = kpi.result.judgement
    return Aim(
        baseline=kpi.goal.baseline.period if kpi.goal.baseline is not None else None,
        missed=judgement.edge if judgement.miss else None,
    )


@frozen_positional
class _Before:
    """A KPI as it stood in the period before, for the roll-up of that period."""

    id: KpiId
    status: Status
    score: Decimal | None


def _before(kpis: Sequence[KpiReview]) -> list[_Before]:
    return [_Before(review.id, review.previous.status, review.previous.score) for review in kpis]


def _perspective_review(
    scorecard: Scorecard,
    perspective: Perspective,
    kpis: Sequence[KpiReview],
    initiatives: Sequence[InitiativeReview],
) -> PerspectiveReview:
    objectives = tuple(
        _objective_review(scorecard.rollup.objective, objective, kpis, initiatives)
        for objective in scorecard.objectives_of(perspective.id)
    )
    below = [kpi for objective in objectives for kpi in objective.kpis]
    rule = scorecard.rollup.perspective
    return PerspectiveReview(
        perspective=perspective,
        now=level_of(rule, [(found.now, found.objective.weight) for found in objectives], below),
        before=level_of(rule, [(found.before, found.objective.weight) for found in objectives], _before(below)),
        objectives=objectives,
    )


def _objective_review(
    rule: Rollup, objective: Objective, kpis: Sequence[KpiReview], initiatives: Sequence[InitiativeReview]
) -> ObjectiveReview:
    own = tuple(kpi for kpi in kpis if kpi.kpi.objective == objective.id)
    return ObjectiveReview(
        objective=objective,
        now=level_of(rule, [(kpi.result, kpi.kpi.weight) for kpi in own], own),
        before=level_of(rule, [(kpi.previous, kpi.kpi.weight) for kpi in own], _before(own)),
        kpis=own,
        initiatives=tuple(found for found in initiatives if found.initiative.objective == objective.id),
    )


def _kpi_review(kpi: Kpi, period: Period, book: FigureBook, plans: PlanBook, *, analysed: bool) -> KpiReview:
    own = book.own_period(kpi, period)
    goal = plans.goal(kpi)
    history = tuple(_result(kpi, own.shifted(back), book, plans) for back in range(1 - HISTORY, 1))
    reported = [row.period for row in book.rows(kpi.id).values() if row.actual is not None]
    last = max((found for found in reported if found.last_day <= period.last_day), default=None)
    final_target = _final_target(kpi, goal, own)
    series = _series(kpi, period, book, plans)
    has_outlook = analysed and kpi.objective is not None
    return KpiReview(
        kpi=kpi,
        result=history[-1],
        previous=history[-2],
        goal=goal,
        progress=progress_of(history[-1].actual, history[-1].baseline, final_target),
        final_target=final_target,
        history=history,
        series=series,
        ahead=_ahead(kpi, own, goal, plans),
        last_reported=last,
        stale=last is not None and _is_stale(kpi.frequency, last, period.last_day),
        outlook=outlook_of(kpi, goal, [result.figure for result in series], own) if has_outlook else None,
    )


def _series(kpi: Kpi, period: Period, book: FigureBook, plans: PlanBook) -> tuple[Result, ...]:
    """Every period of the KPI's own frequency, from its first figure on, without a hole."""
    rows = [row for row in book.rows(kpi.id) if row.frequency is kpi.frequency and row.last_day <= period.last_day]
    if kpi.formula is not None and not rows:
        rows = _periods_of_parts(kpi, period, book)
    if not rows:
        return ()
    results = []
    current = rows[0]
    while current.last_day <= period.last_day:
        results.append(_result(kpi, current, book, plans))
        current = current.next
    return tuple(results)


def _ahead(kpi: Kpi, own: Period, goal: Goal, plans: PlanBook) -> tuple[Plan, ...]:
    """The plans after the reviewed period, up to the date of the final target; no figure is looked at."""
    by = goal.target.by if isinstance(goal.target, FixedTarget) else None
    if by is None:
        return ()
    last_part = own.parts(kpi.frequency)[-1:] or (own,)
    found: list[Plan] = []
    current = last_part[0].next
    while current.last_day <= by.last_day and len(found) < _MOST_AHEAD:
        found.append(plans.plan(kpi, Figure(kpi=kpi.id, period=current, value=None, origin=Origin.MISSING)))
        current = current.next
    return tuple(found)


def _periods_of_parts(kpi: Kpi, period: Period, book: FigureBook) -> list[Period]:
    """The first period for which a computed KPI could have a figure: the latest of its drivers' first ones."""
    parts = book.figure(kpi.id, book.own_period(kpi, period)).parts
    firsts = []
    for part in parts:
        rows = [row for row in book.rows(part.kpi).values() if row.actual is not None]
        if rows:
            firsts.append(Period.containing(rows[0].period.middle_day, kpi.frequency, rows[0].period.fiscal_start))
    return sorted(firsts)[-1:]


def _result(kpi: Kpi, period: Period, book: FigureBook, plans: PlanBook) -> Result:
    figure = book.figure(kpi.id, period)
    plan = plans.plan(kpi, figure)
    baseline = _baseline_for(kpi, plans.goal(kpi).baseline, period)
    judgement = judgement_of(kpi, figure.value, plan.value, plan.zone, baseline)
    return Result(figure=figure, plan=plan, judgement=judgement, baseline=baseline)


def _baseline_for(kpi: Kpi, baseline: Baseline | None, period: Period) -> Decimal | None:
    """The baseline as it counts for a period: for a `sum` KPI, in proportion to the length of the period."""
    if baseline is None:
        return None
    return _for_span(kpi, baseline.value, baseline.period, period)


def _for_span(kpi: Kpi, value: Decimal, named: Period | None, period: Period) -> Decimal:
    if kpi.aggregate is not Aggregation.SUM:
        return value
    span = span_of(kpi, named)
    return scaled(kpi, value, Period.containing(period.first_day, span, period.fiscal_start), period)


def _final_target(kpi: Kpi, goal: Goal, period: Period) -> Decimal | None:
    if not isinstance(goal.target, FixedTarget):
        return None
    return _for_span(kpi, goal.target.value, goal.target.by, period)


def _overdue_days(initiative: Initiative, as_of: date) -> int | None:
    if initiative.due is None or initiative.status in (InitiativeStatus.DONE, InitiativeStatus.STOPPED):
        return None
    days = (as_of - initiative.due.last_day).days
    return days if days >= 0 else None


def _is_stale(frequency: Frequency, last: Period, as_of: date) -> bool:
    days = Decimal((as_of - last.last_day).days)
    length = Decimal((last.next.last_day - last.last_day).days)
    return last.frequency is frequency and days > _STALE_AFTER * length
