"""How one arrow was tested, for readers who want to check it: figures, delay, what was allowed for, probabilities."""

from mkdocs_scorecards.analyse.link_review import LinkGrid, LinkReview
from mkdocs_scorecards.analyse.review import ScorecardReview
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.link import Expectation
from mkdocs_scorecards.render import format as words
from mkdocs_scorecards.render.pages import parts
from mkdocs_scorecards.render.pages.effect_words import decimal_of
from mkdocs_scorecards.render.pages.link_words import delay_in_words, window_in_words
from mkdocs_scorecards.render.pages.parts import LinkView
from mkdocs_scorecards.render.urls import Linker

_SMALLEST = 0.0001


@frozen
class TraceLine:
    """A fact about a test, with links to the KPIs it speaks of."""

    label: str
    text: str
    links: tuple[LinkView, ...] = ()


def trace(review: ScorecardReview, found: LinkReview, link: Linker) -> tuple[TraceLine, ...]:
    """The facts of a test; none where there was none."""
    claim, test, grid = found.link, found.test, found.grid
    if test is None or grid is None or claim.cause_kpi is None or claim.effect_kpi is None:
        return ()
    kpis = tuple(parts.kpi_link(review, review.kpi(name), link) for name in (claim.cause_kpi, claim.effect_kpi))
    side = "with" if claim.expect is Expectation.SAME else "against"
    lines = [
        TraceLine(label="Figures", text=f"{grid.frequency.value}, {_span(grid)}", links=kpis),
        TraceLine(label="Expected", text=f"the effect moves {side} the cause, {window_in_words(grid)} later"),
    ]
    if test.p_support is not None and test.p_contradict is not None:
        lines += [
            TraceLine(
                label="Best delay", text=f"{delay_in_words(found)}; {test.n} pairs, {test.df} degrees of freedom"
            ),
            TraceLine(label="Allowed for", text=_allowed_for(review, found, grid)),
            TraceLine(
                label="Chance without a link",
                text=f"{probability(test.p_support)} in the expected direction, "
                f"{probability(test.p_contradict)} in the opposite one",
            ),
        ]
    return tuple(lines)


def _span(grid: LinkGrid) -> str:
    return f"{grid.points[0].period} to {grid.points[-1].period}"


def _allowed_for(review: ScorecardReview, found: LinkReview, grid: LinkGrid) -> str:
    test = found.test
    said = ["level", "trend", "the effect’s own memory"]
    if test is not None and test.season_used:
        said.append("season")
    said += [event.title for event in grid.events]
    logged = []
    if test is not None:
        sides = ((test.cause_logged, found.link.cause_kpi), (test.effect_logged, found.link.effect_kpi))
        logged = [review.scorecard.kpi(name).title for is_logged, name in sides if is_logged and name is not None]
    amounts = f"; compared in proportions: {words.listed(logged)}" if logged else ""
    return f"{words.listed(said)}{amounts}"


def probability(value: float) -> str:
    """A probability with two digits that count: `0.0038`, `under 0.0001`."""
    if value < _SMALLEST:
        return "under 0.0001"
    shown = decimal_of(value)
    return words.number(shown, min(4, max(2, 1 - shown.adjusted())))
