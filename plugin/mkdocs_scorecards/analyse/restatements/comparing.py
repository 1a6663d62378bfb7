"""A reviewed scorecard against every earlier edition of it.

Only what the scorecard holds now is looked at: an edition made for a narrower circle of readers learns nothing from
editions that were made for a wider one.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from mkdocs_scorecards.analyse.figures import FigureBook
from mkdocs_scorecards.analyse.restatements.figures import (
    Compared,
    compared_figures,
    published_status,
    same,
    would_be,
)
from mkdocs_scorecards.analyse.restatements.ledger import (
    FigureHistory,
    Incomparable,
    Ledger,
    RuleChange,
    StateDifference,
)
from mkdocs_scorecards.analyse.restatements.rules import (
    OF_DERIVED_FIGURES,
    OF_EVERY_FIGURE,
    Appearance,
    first_comparable,
    rule_changes,
)
from mkdocs_scorecards.analyse.review import KpiReview, ScorecardReview
from mkdocs_scorecards.model.edition import EarlierEdition
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.period import Period


@frozen
class _Found:
    """What was found about one KPI."""

    figures: tuple[Compared, ...]
    incomparable: tuple[Incomparable, ...]
    states: tuple[StateDifference, ...]
    rules: tuple[RuleChange, ...]


def ledger_of(review: ScorecardReview, editions: Sequence[EarlierEdition]) -> Ledger | None:
    """The comparison; None where no earlier edition has the scorecard."""
    name = review.scorecard.id
    held = [found for found in editions if name in found.scorecards]
    unreadable = tuple(found.edition for found in editions if name in found.unreadable)
    if not held and not unreadable:
        return None
    book = FigureBook(review.scorecard)
    each = [_found(review, kpi, _appearances(review, kpi, held), book) for kpi in review.kpis]
    figures = [figure for found in each for figure in found.figures]
    changed = [(figure, figure.history) for figure in figures if figure.history is not None]
    differing = [(figure, history) for figure, history in changed if _differs(history)]
    return Ledger(
        editions=tuple(found.edition for found in held),
        unreadable=unreadable,
        compared=sum(figure.was_published for figure in figures),
        restated=tuple(one for figure, one in differing if one.now is not None and not figure.is_computed),
        removed=tuple(one for _, one in differing if one.now is None),
        computed=tuple(one for figure, one in differing if one.now is not None and figure.is_computed),
        added=tuple(one for _, one in changed if one.now is not None and not _differs(one)),
        incomparable=tuple(one for found in each for one in found.incomparable),
        states=tuple(one for found in each for one in found.states),
        rules=tuple(one for found in each for one in found.rules),
    )


def _differs(history: FigureHistory) -> bool:
    """Whether an edition had a figure that is not the one of now; a gap that was filled is no such thing."""
    return any(reading.value is not None and not same(reading.value, history.now) for reading in history.earlier)


def _appearances(review: ScorecardReview, kpi: KpiReview, held: Sequence[EarlierEdition]) -> list[Appearance]:
    found = []
    for earlier in held:
        card = earlier.scorecards[review.scorecard.id]
        if kpi.id in card.kpis:
            found.append(Appearance(edition=earlier.edition, period=card.period, kpi=card.kpis[kpi.id]))
    return found


def _found(review: ScorecardReview, kpi: KpiReview, past: Sequence[Appearance], book: FigureBook) -> _Found:
    rules = rule_changes(kpi, past)
    reported, derived = (first_comparable(past, rules, fields) for fields in (OF_EVERY_FIGURE, OF_DERIVED_FIGURES))
    rows = review.scorecard.series(kpi.id).by_period()
    notes = {period: row.note for period, row in rows.items()}
    fewer = {figure.period: figure for figure in compared_figures(kpi, past[derived:], notes)}
    all_figures = compared_figures(kpi, past[reported:], notes)
    chosen = [fewer.get(figure.period) if figure.is_derived else figure for figure in all_figures]
    figures = [figure for figure in chosen if figure is not None]
    return _Found(
        figures=tuple(figures),
        incomparable=tuple(_incomparable(kpi, past, rules, figures, notes)),
        states=tuple(_states(review, kpi, past[max(reported, derived) :], figures, book)),
        rules=rules,
    )


def _incomparable(
    kpi: KpiReview,
    past: Sequence[Appearance],
    rules: Sequence[RuleChange],
    figures: Sequence[Compared],
    notes: dict[Period, str],
) -> Iterator[Incomparable]:
    """The last change that ends comparability, with the figures that it keeps from being compared."""
    breaks = [change for change in rules if change.ends_comparability]
    if not breaks:
        return
    told = {figure.period for figure in figures if figure.history is not None}
    differing = [
        figure.period
        for figure in compared_figures(kpi, past, notes)
        if figure.history is not None and _differs(figure.history) and figure.period not in told
    ]
    latest = breaks[0].since
    fields = tuple(change.field for change in breaks if change.since == latest)
    yield Incomparable(kpi=kpi.id, fields=fields, since=latest, figures=len(differing))


def _states(
    review: ScorecardReview,
    kpi: KpiReview,
    past: Sequence[Appearance],
    figures: Sequence[Compared],
    book: FigureBook,
) -> Iterator[StateDifference]:
    """The state of each edition's own review, had its figures been those of today."""
    restated = {figure.period for figure in figures if figure.history is not None and _differs(figure.history)}
    for appearance in past:
        point = appearance.kpi.reviewed
        then = published_status(point)
        if then is None or point.period.last_day > review.period.last_day:
            continue
        now: Decimal | None = book.figure(kpi.id, point.period).value
        after = would_be(kpi.kpi, appearance.kpi, point, now)
        if after is not then and not same(now, point.actual):
            yield StateDifference(
                kpi=kpi.id,
                edition=appearance.edition,
                period=point.period,
                actual=point.actual,
                now=now,
                status=then,
                would_be=after,
                is_restated=any(_touches(point.period, period) for period in restated),
            )


def _touches(whole: Period, part: Period) -> bool:
    return whole == part or whole.holds(part)
