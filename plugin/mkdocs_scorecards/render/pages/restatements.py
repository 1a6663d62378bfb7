"""The ledger of restatements: every figure of an earlier edition that reads differently now, and what follows."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby

from mkdocs_scorecards.analyse.exact import difference, quotient
from mkdocs_scorecards.analyse.restatements.ledger import FigureHistory, Ledger, Reading, StateDifference
from mkdocs_scorecards.analyse.review import KpiReview, ScorecardReview
from mkdocs_scorecards.analyse.status import Status
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.render import format as words
from mkdocs_scorecards.render import urls
from mkdocs_scorecards.render.format import FigureFormat, format_of
from mkdocs_scorecards.render.pages import parts
from mkdocs_scorecards.render.pages.edition_words import earlier_in_words, edition_words, format_for
from mkdocs_scorecards.render.pages.kpi_editions import rules_in_words
from mkdocs_scorecards.render.pages.parts import LinkView, StateView
from mkdocs_scorecards.render.urls import Linker

_MOST_IN_WORDS = 12
_NO_REASON = "No reason given."


@frozen
class RestatedRow:
    """A figure before and after. `before` and `after` are the states, both None where no edition judged it."""

    kpi: LinkView
    period: str
    was: str
    now: str
    change: str
    said: str
    reason: str
    before: StateView | None
    after: StateView | None
    plan: str


@frozen
class RestatedGroup:
    """Figures that read differently for one kind of cause."""

    title: str
    lead: str
    rows: tuple[RestatedRow, ...]


@frozen
class StateRow:
    """A state on the pages of an edition, and what it would have been."""

    kpi: LinkView
    edition: str
    figures: str
    before: StateView
    after: StateView
    because: str


@frozen
class KpiLine:
    """A KPI with a sentence about its figures."""

    kpi: LinkView
    text: str


@frozen
class RestatementsView:
    """Everything the page says."""

    title: str
    scorecard: LinkView
    period: str
    lead: str
    scope: str
    not_compared: str
    groups: tuple[RestatedGroup, ...]
    states: tuple[StateRow, ...]
    incomparable: tuple[KpiLine, ...]
    added: tuple[KpiLine, ...]
    added_title: str


def restatements_view(review: ScorecardReview, ledger: Ledger, link: Linker) -> RestatementsView:
    """The page of a scorecard that earlier editions hold."""
    page = _Page(review, ledger, link)
    late = _figures(len(ledger.added))
    return RestatementsView(
        title="Restatements",
        scorecard=LinkView(title=review.scorecard.title, href=link.to(urls.scorecard_path(review.scorecard.id))),
        period=str(review.period),
        lead=restated_in_words(ledger),
        scope=page.scope(),
        not_compared=page.not_compared(),
        groups=page.groups(),
        states=tuple(page.state(found) for found in ledger.states),
        incomparable=tuple(page.incomparable()),
        added=tuple(page.added()),
        added_title=words.capitalised(f"{late} added later") if ledger.added else "",
    )


def restated_in_words(ledger: Ledger) -> str:
    """The ledger in a sentence, such as `two of the 36 figures that earlier editions published read differently`."""
    if not ledger.compared:
        return "Earlier editions have no figure that could be compared."
    total = _figures(ledger.compared)
    if not ledger.differing:
        verb = "reads" if ledger.compared == 1 else "read"
        return f"No figure was restated: the {total} that earlier editions published {verb} the same."
    count = len(ledger.differing)
    verb = "reads" if count == 1 else "read"
    return words.capitalised(f"{_count(count)} of the {total} that earlier editions published {verb} differently now.")


class _Page:
    """The parts of one page."""

    def __init__(self, review: ScorecardReview, ledger: Ledger, link: Linker) -> None:
        self.review, self.ledger, self.link = review, ledger, link
        self.names = edition_words(review, ledger)

    def scope(self) -> str:
        """What was compared."""
        editions = self.ledger.editions
        if not editions:
            return ""
        count = words.counted(len(editions), "earlier edition")
        return f"Compared with {count}, {self.names.span(editions)}. What was published there stays as it was."

    def not_compared(self) -> str:
        """Editions whose figures are damaged."""
        if not self.ledger.unreadable:
            return ""
        names = words.listed(self.names.name(edition) for edition in self.ledger.unreadable)
        return f"Not compared, because the file of figures is damaged or lost: {names}."

    def groups(self) -> tuple[RestatedGroup, ...]:
        """Restated figures, those that are gone, and those that follow from others."""
        ledger = self.ledger
        groups = (
            ("Restated figures", "", ledger.restated, _NO_REASON),
            (
                "No longer reported",
                "Earlier editions have these figures; the files of today do not.",
                ledger.removed,
                _NO_REASON,
            ),
            (
                "Computed from other figures",
                "A formula gives these figures. They are not counted above, because they follow from others.",
                ledger.computed,
                "Its parts changed.",
            ),
        )
        return tuple(
            RestatedGroup(
                title=title, lead=lead, rows=tuple(self._row(found, no_reason) for found in _worst_first(histories))
            )
            for title, lead, histories, no_reason in groups
            if histories
        )

    def state(self, found: StateDifference) -> StateRow:
        """One state on the pages of an edition."""
        kpi = self.review.kpi(found.kpi)
        print_as = format_of(kpi)
        if found.actual is not None and found.now is not None:
            print_as = print_as.telling(found.actual, found.now)
        then, now = (print_as.full(value) if value is not None else "no figure" for value in (found.actual, found.now))
        return StateRow(
            kpi=self._kpi(kpi),
            edition=self.names.name(found.edition),
            figures=f"{found.period}: {then} {words.ARROW} {now}",
            before=parts.state_of(found.status),
            after=parts.state_of(found.would_be),
            because="restated" if found.is_restated else "figures came later",
        )

    def incomparable(self) -> Iterable[KpiLine]:
        """KPIs whose earlier figures were counted by other rules."""
        for found in self.ledger.incomparable:
            since = self.names.since(found.since)
            said = f"{rules_in_words(found.fields)} changed in {since}, so figures before are not comparable"
            if found.figures:
                read = "reads" if found.figures == 1 else "read"
                said += f"; {_count(found.figures)} of them {read} differently now"
            yield KpiLine(kpi=self._kpi(self.review.kpi(found.kpi)), text=f"{words.capitalised(said)}.")

    def added(self) -> Iterable[KpiLine]:
        """Figures that editions did not have yet, a line for each KPI and edition."""
        by_kpi = groupby(self.ledger.added, key=lambda found: (found.kpi, found.since))
        for (name, since), group in by_kpi:
            periods = [found.period for found in group]
            span = str(periods[0]) if len(periods) == 1 else f"{periods[0]} to {periods[-1]}"
            kpi = self.review.kpi(name)
            said = f"{_figures(len(periods))}, {span}, since {self.names.since(since)}."
            yield KpiLine(kpi=self._kpi(kpi), text=words.capitalised(said))

    def _row(self, history: FigureHistory, no_reason: str) -> RestatedRow:
        kpi = self.review.kpi(history.kpi)
        is_judged = _last_with_figure(history).status is not Status.UNSCORED
        print_as, last = format_for(kpi, history), _last_with_figure(history)
        verb, since = "changed" if history.now is not None else "gone", self.names.since(history.since)
        said = f"{earlier_in_words(history, print_as, self.names)}; {verb} in {since}"
        return RestatedRow(
            kpi=self._kpi(kpi),
            period=str(history.period),
            was=print_as.full(last.value) if last.value is not None else "no figure",
            now=print_as.full(history.now) if history.now is not None else "no figure",
            change=_change(last.value, history.now, print_as),
            said=words.capitalised(f"{said}."),
            reason=history.reason or no_reason,
            before=parts.state_of(last.status) if is_judged and last.status is not None else None,
            after=parts.state_of(last.would_be) if is_judged and last.would_be is not None else None,
            plan=_plan_moved(kpi, history, last),
        )

    def _kpi(self, kpi: KpiReview) -> LinkView:
        return parts.kpi_link(self.review, kpi, self.link)


def _count(count: int) -> str:
    """A count in words up to twelve, else with thousands commas."""
    return words.in_words(count) if count <= _MOST_IN_WORDS else words.number(Decimal(count), 0)


def _figures(count: int) -> str:
    return f"{_count(count)} figure{'' if count == 1 else 's'}"


def _worst_first(histories: Sequence[FigureHistory]) -> list[FigureHistory]:
    """First what would have changed a state; else in the order of the scorecard."""
    return sorted(histories, key=lambda history: not _last_with_figure(history).status_differs)


def _last_with_figure(history: FigureHistory) -> Reading:
    """The latest former figure; a period without any in between is told in words."""
    told = [reading for reading in history.earlier if reading.value is not None and reading.value != history.now]
    return told[-1] if told else history.last


def _change(before: Decimal | None, after: Decimal | None, print_as: FigureFormat) -> str:
    """The difference, and how much it is of the former figure: `−0.4 days (−3.7 %)`; no percentage of percentages."""
    if before is None or after is None:
        return ""
    change = difference(after, before)
    said = print_as.difference(change)
    if not before or print_as.unit.is_percent:
        return said
    share = quotient(change * 100, abs(before))
    sign = "+" if share > 0 else ""
    return f"{said} ({sign}{words.number(share, 1)}{words.NO_BREAK_SPACE}%)"


def _plan_moved(kpi: KpiReview, history: FigureHistory, reading: Reading) -> str:
    """That the plan is another one too; the states are compared under the plan of the edition."""
    if not reading.plan_moved:
        return ""
    now = next((result for result in kpi.series if result.period == history.period), None)
    planned = parts.plan_words(now, format_of(kpi)) if now is not None else ""
    before = format_of(kpi).full(reading.planned) if reading.planned is not None else ""
    if reading.zone is not None:
        before = parts.zone_in_words(reading.zone, format_of(kpi))
    moved = f"from {before or 'none'} to {planned or 'none'}"
    return f"The plan moved as well, {moved}; under the new one it is {words.STATUS_WORDS[history.status].lower()}."
