"""The front page: every scorecard with its state, its worst KPI, its period and how fresh its figures are."""

from collections.abc import Sequence

from mkdocs_scorecards.analyse.review import ScorecardReview
from mkdocs_scorecards.analyse.status import Status
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.render import format as words
from mkdocs_scorecards.render import urls
from mkdocs_scorecards.render.changes.against import Against, Earlier
from mkdocs_scorecards.render.changes.view import comparison_view
from mkdocs_scorecards.render.charts.counts_bar import CountsBarGeometry
from mkdocs_scorecards.render.diff_text import left_out_words
from mkdocs_scorecards.render.pages import parts
from mkdocs_scorecards.render.pages.drawings import counts_bar_of
from mkdocs_scorecards.render.pages.parts import LevelView, LinkView
from mkdocs_scorecards.render.urls import Linker


@frozen
class ScorecardRow:
    """One scorecard at a glance."""

    scorecard: LinkView
    owner: str
    strategy: str
    level: LevelView
    bar: CountsBarGeometry | None
    period: str
    freshness: str


@frozen
class AgainstRow:
    """A scorecard that a branch changes, with a link to what it changes there, and how much that is."""

    scorecard: LinkView
    words: str


@frozen
class AgainstView:
    """What a branch changes. `notes` are about scorecards without a page of changes."""

    heading: str
    rows: tuple[AgainstRow, ...]
    notes: tuple[str, ...]


@frozen
class PortfolioView:
    """Everything the page says; `against` is empty outside previews."""

    title: str
    lead: str
    periods: str
    rows: tuple[ScorecardRow, ...]
    against: tuple[AgainstView, ...]


def portfolio_view(reviews: Sequence[ScorecardReview], against: Sequence[Against], link: Linker) -> PortfolioView:
    """The page of all scorecards."""
    periods = list(dict.fromkeys(str(review.period) for review in reviews))
    return PortfolioView(
        title="Scorecards",
        lead=_lead(reviews),
        periods=words.listed(periods),
        rows=tuple(_row(review, link) for review in reviews),
        against=tuple(_against(found, reviews, link) for found in against if found.earlier is Earlier.BASE),
    )


def _against(against: Against, reviews: Sequence[ScorecardReview], link: Linker) -> AgainstView:
    rows = []
    for review in reviews:
        card, comparison = review.scorecard, against.comparison(review.scorecard.id)
        if comparison is not None:
            href = link.to(f"{urls.changes_path(card.id)}#{against.earlier.value}")
            words_of = ", ".join(comparison_view(comparison).counts)
            rows.append(AgainstRow(scorecard=LinkView(title=card.title, href=href), words=words_of))
    notes = [f"{title} is removed." for title in against.removed]
    return AgainstView(
        heading=against.heading, rows=tuple(rows), notes=(*notes, *map(left_out_words, against.unreadable))
    )


def _lead(reviews: Sequence[ScorecardReview]) -> str:
    off = sum(review.now.counts[Status.OFF_TARGET] for review in reviews)
    scored = sum(len(review.scored_kpis) for review in reviews)
    if not scored:
        return "No KPI is declared yet."
    where = sum(1 for review in reviews if review.now.counts[Status.OFF_TARGET])
    all_of = f"{words.counted(scored, 'KPI')} in {words.counted(len(reviews), 'scorecard')}"
    if not off:
        return f"Of {all_of}, none is off target."
    verb = "is" if off == 1 else "are"
    share = f"all {words.in_words(where)}" if where == len(reviews) else f"{words.in_words(where)} of them"
    spread = f", in {share}" if len(reviews) > 1 else ""
    return f"Of {all_of}, {words.in_words(off)} {verb} off target{spread}."


def _row(review: ScorecardReview, link: Linker) -> ScorecardRow:
    card = review.scorecard
    return ScorecardRow(
        scorecard=LinkView(title=card.title, href=link.to(urls.scorecard_path(card.id))),
        owner=card.owner,
        strategy=card.strategy,
        level=parts.level_view(review, review.now, review.before, link),
        bar=counts_bar_of(review.now),
        period=str(review.period),
        freshness=freshness_words(review),
    )


def freshness_words(review: ScorecardReview) -> str:
    """The latest figure and how many are late: `figures to 2026-09, one late`."""
    ends = [kpi.last_reported for kpi in review.scored_kpis if kpi.last_reported is not None]
    if not ends:
        return "no figures yet"
    late = sum(1 for kpi in review.scored_kpis if kpi.stale)
    return f"figures to {max(ends)}, {words.in_words(late)} late" if late else f"figures to {max(ends)}"
