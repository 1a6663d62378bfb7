"""What several pages show alike: states, figures, rows. Everything here is already in words."""

from decimal import Decimal

from mkdocs_scorecards.analyse.review import KpiReview, ObjectiveReview, Result, ScorecardReview
from mkdocs_scorecards.analyse.rollup import Level
from mkdocs_scorecards.analyse.status import Status
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.kpi import CriticalRange, RangeTarget
from mkdocs_scorecards.render import format as words
from mkdocs_scorecards.render import urls
from mkdocs_scorecards.render.format import FigureFormat, format_of
from mkdocs_scorecards.render.urls import Linker

_LONGEST_UNIT_OF_A_ROW = 10


@frozen
class StateView:
    """A status as mark and word; `score` is empty where there is none."""

    key: str
    word: str
    score: str = ""


@frozen
class CountView:
    """How many KPIs have a status: `2 off target`."""

    key: str
    count: int
    word: str


@frozen
class LinkView:
    """A title with the address behind it."""

    title: str
    href: str


@frozen
class WorstView:
    """The worst KPI of a level, in half a sentence."""

    kpi: LinkView
    words: str


@frozen
class LevelView:
    """A level's state, how it was before, its counts and its worst KPI."""

    state: StateView
    was: str
    counts: tuple[CountView, ...]
    worst: WorstView | None


def state_of(status: Status, score: Decimal | None = None) -> StateView:
    """A status, with its score where it has one."""
    return StateView(
        key=status.value, word=words.STATUS_WORDS[status], score=words.score(score) if score is not None else ""
    )


def counts_of(level: Level) -> tuple[CountView, ...]:
    """The counts worst first; statuses without KPIs are left out."""
    return tuple(
        CountView(key=status.value, count=count, word=words.STATUS_WORDS[status].lower())
        for status, count in level.counts.items()
        if count
    )


def level_view(review: ScorecardReview, now: Level, before: Level, link: Linker) -> LevelView:
    """A level for the head of its page."""
    worst = None
    if now.worst is not None and now.counts[Status.OFF_TARGET] + now.counts[Status.AT_RISK]:
        kpi = review.kpi(now.worst)
        worst = WorstView(
            kpi=LinkView(title=kpi.kpi.title, href=link.to(urls.kpi_path(review.scorecard.id, kpi.id))),
            words=f"{against_plan(kpi)}, score {words.score(kpi.score)}",
        )
    return LevelView(
        state=state_of(now.status, now.score),
        was=words.score(before.score) if before.score is not None else "",
        counts=counts_of(now),
        worst=worst,
    )


def against_plan(review: KpiReview) -> str:
    """Actual and plan in half a sentence: `93 % where 95 % were planned`."""
    result, print_as = review.result, format_of(review)
    if result.actual is None:
        return "no figure"
    if result.plan.zone is not None:
        return f"{print_as.short(result.actual)} where {zone_in_words(result.plan.zone, print_as)} was planned"
    if result.plan.value is None:
        return print_as.short(result.actual)
    print_as = print_as.telling(result.actual, result.plan.value)
    return f"{print_as.short(result.actual)} where {print_as.short(result.plan.value)} was planned"


def zone_in_words(zone: RangeTarget | CriticalRange, print_as: FigureFormat) -> str:
    """A zone: `95 to 105 %`."""
    return f"{print_as.plain(zone.low)} to {print_as.full(zone.high)}"


def actual_words(result: Result, print_as: FigureFormat) -> str:
    """The actual in short, or why there is none."""
    return print_as.short(result.actual) if result.actual is not None else "no figure"


def figure_and_plan(review: KpiReview) -> tuple[str, str]:
    """Actual and plan of a row; a long unit is named once, with the plan, so that the figure stays a figure."""
    result, print_as = review.result, row_format(review)
    actual, planned = actual_words(result, print_as), plan_words(result, print_as)
    if planned and len(print_as.unit.text) > _LONGEST_UNIT_OF_A_ROW:
        actual = actual.removesuffix(words.NO_BREAK_SPACE + print_as.unit.text)
    return actual, planned


def from_to(before: Result, after: Result, print_as: FigureFormat) -> str:
    """Two figures with their common unit once: `11.2 → 9.0 days`."""
    first, second = actual_words(before, print_as), actual_words(after, print_as)
    unit = words.NO_BREAK_SPACE + print_as.unit.text
    if before.actual is not None and after.actual is not None and first.endswith(unit) and second.endswith(unit):
        first = first.removesuffix(unit)
    return f"{first} {words.ARROW} {second}"


def plan_words(result: Result, print_as: FigureFormat) -> str:
    """The plan in short, or an empty text."""
    if result.plan.zone is not None:
        return zone_in_words(result.plan.zone, print_as)
    return print_as.short(result.plan.value) if result.plan.value is not None else ""


def row_format(review: KpiReview) -> FigureFormat:
    """The format of a KPI's figures, with enough digits to tell actual and plan apart."""
    result, print_as = review.result, format_of(review)
    if result.actual is None or result.plan.value is None:
        return print_as
    return print_as.telling(result.actual, result.plan.value)


def change_words(review: KpiReview) -> tuple[str, str]:
    """The change since the period before and whether it is for the better: (`−0.4 weeks`, `better`)."""
    change = review.change
    if change is None:
        return "", ""
    if not change:
        return "unchanged", ""
    word = "" if review.is_better is None else "better" if review.is_better else "worse"
    return row_format(review).difference(change), word


def objective_link(review: ScorecardReview, objective: ObjectiveReview, link: Linker) -> LinkView:
    """An objective, linked to its place on the page of its perspective."""
    found = objective.objective
    return LinkView(
        title=found.title, href=link.to(urls.objective_path(review.scorecard.id, found.perspective, found.id))
    )


def kpi_link(review: ScorecardReview, kpi: KpiReview, link: Linker) -> LinkView:
    """A KPI, linked to its page."""
    return LinkView(title=kpi.kpi.title, href=link.to(urls.kpi_path(review.scorecard.id, kpi.id)))


def amber_words(kpi: KpiReview) -> str:
    """The width of the amber band: `0.5 points`, `10 % of the plan`."""
    amber, unit = kpi.kpi.amber, kpi.kpi.unit.of_difference
    width = words.exact(amber.width)
    if amber.relative:
        return f"{width}{words.NO_BREAK_SPACE}% of the plan"
    return f"{width}{words.NO_BREAK_SPACE}{unit}" if unit else width
