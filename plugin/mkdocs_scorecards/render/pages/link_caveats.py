"""What a reader must mind about an arrow's verdict: the "Mind:" line of its card."""

from collections.abc import Iterator

from mkdocs_scorecards.analyse.link_review import STEADY_FROM, LinkGrid, LinkReview, Verdict
from mkdocs_scorecards.analyse.review import ScorecardReview
from mkdocs_scorecards.render import format as words
from mkdocs_scorecards.render.pages.link_words import is_late, span_in_words, window_in_words

_MOST_NAMES = 2
_FOUND = (Verdict.SUPPORTED, Verdict.CONTRADICTED)


def caveats(review: ScorecardReview, found: LinkReview) -> tuple[str, ...]:
    """Whole sentences, the weightiest first."""
    grid = found.grid
    if grid is None or found.test is None:
        return ()
    return (
        *_declaration(found),
        *_few_points(found),
        *_next_chance(found, grid),
        *_silence(found, grid),
        *_events(found, grid),
        *_windows(review, found, grid),
        *_coarser(found, grid),
        *_third_driver(review, found),
    )


def _declaration(found: LinkReview) -> Iterator[str]:
    if is_late(found):
        yield "The link was declared when most of these figures were known, so they describe it and do not test it."


def _few_points(found: LinkReview) -> Iterator[str]:
    count = len(found.tested_periods)
    if count >= STEADY_FROM or found.test is None or found.test.p_support is None:
        return
    if found.verdict in _FOUND:
        yield f"With {words.in_words(count)} points only strong links are found, and their size tends to be overstated."
    else:
        yield f"With {words.in_words(count)} points only strong links are found."


def _next_chance(found: LinkReview, grid: LinkGrid) -> Iterator[str]:
    if found.useful_from is not None:
        yield f"Earliest useful test: {found.useful_from}, if both KPIs are reported every {grid.frequency.noun}."


def _silence(found: LinkReview, grid: LinkGrid) -> Iterator[str]:
    if found.verdict is Verdict.NOT_SUPPORTED:
        yield f"This does not rule out a slower effect; the tested delay is {window_in_words(grid)}."


def _events(found: LinkReview, grid: LinkGrid) -> Iterator[str]:
    if not grid.events or found.test is None or found.test.p_support is None:
        return
    named = words.listed(f"{event.title} ({event.period})" for event in grid.events)
    verb = "is declared as an event" if len(grid.events) == 1 else "are declared as events"
    yield f"{named} {verb} and allowed for."


def _windows(review: ScorecardReview, found: LinkReview, grid: LinkGrid) -> Iterator[str]:
    for name in grid.windows:
        kpi = review.scorecard.kpi(name)
        noun = grid.frequency.noun
        if name in grid.flows:
            yield f"{kpi.title} covers more than one {noun}; it was computed from its formula for each {noun} alone."
        elif found.verdict is not Verdict.TOO_LITTLE_DATA:
            yield f"{kpi.title} covers more than one {noun}, so its neighbouring figures share most of what they count."


def _coarser(found: LinkReview, grid: LinkGrid) -> Iterator[str]:
    lag = found.link.lag
    if lag is not None and lag.frequency is not grid.frequency:
        declared = span_in_words(lag.shortest, lag.longest, lag.frequency)
        yield (
            f"Figures are compared by the {grid.frequency.noun}, so the declared delay of {declared} "
            f"is tested as {window_in_words(grid)}."
        )


def _third_driver(review: ScorecardReview, found: LinkReview) -> Iterator[str]:
    """Work that began in the tested periods and is meant for the effect as well, or else that there may be some."""
    if found.verdict is not Verdict.SUPPORTED:
        return
    link, periods = found.link, found.tested_periods
    own = [
        initiative
        for initiative in review.scorecard.initiatives
        if (initiative.kpi == link.effect_kpi or (initiative.kpi is None and initiative.objective == link.effect))
        and initiative.start is not None
        and periods[0].first_day < initiative.start.first_day <= periods[-1].last_day
    ]
    if not own:
        yield "A third driver may move both."
        return
    named = words.listed(f"{initiative.title} (from {initiative.start})" for initiative in own[:_MOST_NAMES])
    yield f"{named} may have moved the effect too."
