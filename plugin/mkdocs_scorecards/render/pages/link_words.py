"""What is said of an arrow: verdict and reason in a sentence, what it rests on, and what to mind.

The words are chosen so that nobody reads more into a verdict than the figures hold: consistent is not proven, and a
verdict that cannot be given is said to be too early and not negative.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import ROUND_CEILING, Decimal

from mkdocs_scorecards.analyse.link_review import (
    CHANGES_NEEDED,
    FIGURES_NEEDED,
    LinkGrid,
    LinkReview,
    Untested,
    Verdict,
)
from mkdocs_scorecards.analyse.review import ScorecardReview
from mkdocs_scorecards.model.ids import KpiId
from mkdocs_scorecards.model.period import Frequency
from mkdocs_scorecards.render import format as words
from mkdocs_scorecards.render.format import NO_BREAK_SPACE
from mkdocs_scorecards.render.pages.effect_words import decimal_of, effect_in_words

OPENINGS = {
    Verdict.SUPPORTED: "Consistent with the data.",
    Verdict.CONTRADICTED: "The data point the other way.",
    Verdict.NOT_SUPPORTED: "No sign of it, although a link of useful size would have shown.",
    Verdict.TOO_LITTLE_DATA: "Too early to say.",
    Verdict.BY_DEFINITION: "Arithmetic, not a hypothesis.",
    Verdict.UNTESTED: "Not tested.",
}
_ONE = {
    Verdict.SUPPORTED: "The data agree with the arrow.",
    Verdict.CONTRADICTED: "The data contradict the arrow.",
    Verdict.NOT_SUPPORTED: "The data show no sign of the arrow.",
}
_MOST_NAMES = 3


def verdict_word(verdict: Verdict) -> str:
    """The word in a pill: `not supported`."""
    return verdict.value.replace("_", " ")


def reason_in_words(review: ScorecardReview, found: LinkReview) -> str:
    """Why the verdict is what it is, in a sentence that follows its opening words."""
    match found.verdict:
        case Verdict.SUPPORTED | Verdict.CONTRADICTED:
            return _effect(review, found)
        case Verdict.NOT_SUPPORTED:
            return _room(found)
        case Verdict.TOO_LITTLE_DATA:
            return _too_early(review, found)
        case Verdict.BY_DEFINITION:
            return _arithmetic(review, found)
        case Verdict.UNTESTED:
            return _lack(review, found)


def _effect(review: ScorecardReview, found: LinkReview) -> str:
    said = effect_in_words(review, found)
    if said is None:
        return ""
    return (
        f"{words.capitalised(said.step)} {said.measure} went with {said.amount} {said.side} in {said.effect}, "
        f"{delay_in_words(found)} (95{NO_BREAK_SPACE}% interval {said.interval})."
    )


def delay_in_words(found: LinkReview) -> str:
    """When the effect was seen: `most strongly two months later`."""
    grid, test = found.grid, found.test
    if grid is None or test is None or test.found_lag is None:
        return ""
    noun = grid.frequency.noun
    single = f"in the same {noun}" if test.found_lag == 0 else f"{words.counted(test.found_lag, noun)} later"
    if len(test.lags) > 1:
        return f"over the tested delay of {window_in_words(grid)}, most strongly {single}"
    return single if grid.shortest_lag == grid.longest_lag else f"most strongly {single}"


def window_in_words(grid: LinkGrid) -> str:
    """The tested delay: `1 to 3 months`."""
    return span_in_words(grid.shortest_lag, grid.longest_lag, grid.frequency)


def span_in_words(shortest: int, longest: int, frequency: Frequency) -> str:
    """A delay: `1 to 3 months`."""
    span = f"{longest}" if shortest == longest else f"{shortest} to {longest}"
    return f"{span} {frequency.noun}{'' if longest == 1 else 's'}"


def correlation(value: float) -> str:
    """A correlation with two decimals."""
    return words.number(decimal_of(value), 2)


def ceiling(value: float) -> str:
    """A correlation from above, so that `below` and `up to` are true of it."""
    return words.number(decimal_of(value).quantize(Decimal("0.01"), rounding=ROUND_CEILING), 2)


def _room(found: LinkReview) -> str:
    room = found.test.r_upper if found.test is not None else None
    if room is None or room <= 0:
        return "The figures lean the other way, though not beyond chance."
    return f"If the arrow holds, the correlation is weaker than {ceiling(room)}."


def _too_early(review: ScorecardReview, found: LinkReview) -> str:
    grid, test = found.grid, found.test
    if grid is None or test is None:
        return ""
    if test.r_upper is not None:
        return _undecided(review, found, test.r_upper, float(review.scorecard.hypotheses.relevance))
    counts = ((found.link.cause_kpi, test.cause_values), (found.link.effect_kpi, test.effect_values))
    few = [(_title(review, name), count) for name, count in counts if count < FIGURES_NEEDED]
    if few:
        changed = ""
        if test.cause_values < FIGURES_NEEDED and test.cause_changes < CHANGES_NEEDED:
            changed = f" The cause changed {times(test.cause_changes)} so far."
        return f"{_few(few, grid)}; the test needs at least {FIGURES_NEEDED} of each KPI.{changed}"
    if test.cause_changes == 0:
        return f"{_title(review, found.link.cause_kpi)} has not changed yet."
    pairs = len(grid.effect_periods((grid.shortest_lag,)))
    if pairs < FIGURES_NEEDED:
        noun = grid.frequency.noun
        return f"Only {words.counted(pairs, noun)} can be compared once the effect is held against an earlier cause."
    return "Trend, season and declared events leave nothing of its own in one of the two series."


def _few(few: Sequence[tuple[str, int]], grid: LinkGrid) -> str:
    """How many figures there are: `Both have five yearly figures`."""
    if len({count for _, count in few}) < len(few):
        return f"{words.listed(title for title, _ in few)} have {_figures(few[0][1], grid)} each"
    return words.listed(f"{title} has {_figures(count, grid)}" for title, count in few)


def _figures(count: int, grid: LinkGrid) -> str:
    return words.counted(count, f"{grid.frequency.value} figure")


def _undecided(review: ScorecardReview, found: LinkReview, room: float, relevance: float) -> str:
    changes = found.test.cause_changes if found.test is not None else 0
    if room < relevance:
        return (
            f"{_title(review, found.link.cause_kpi)} changed {times(changes)}; it takes "
            f"{words.in_words(CHANGES_NEEDED)} changes before silence says something."
        )
    count = words.capitalised(periods_in_words(found))
    return f"{count} leave room for a correlation of up to {ceiling(room)} and cannot tell it from chance."


def times(count: int) -> str:
    """How often: `once`, `three times`."""
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{words.in_words(count)} times")


def periods_in_words(found: LinkReview) -> str:
    """How many periods were compared: `34 months`."""
    count = len(found.tested_periods)
    if found.grid is None or not count:
        return ""
    return _periods(count, found.grid)


def _periods(count: int, grid: LinkGrid) -> str:
    return f"{count} {grid.frequency.noun}{'' if count == 1 else 's'}"


def _arithmetic(review: ScorecardReview, found: LinkReview) -> str:
    cause, effect = found.link.cause_kpi, found.link.effect_kpi
    end = "so the two move together in any case"
    if cause == effect:
        return f"Both objectives are measured by {_title(review, cause)}."
    if cause in found.shared:
        return f"{_title(review, effect)} is computed from {_title(review, cause)}, {end}."
    if effect in found.shared:
        return f"{_title(review, cause)} is computed from {_title(review, effect)}, {end}."
    names = [_title(review, name) for name in found.shared]
    rest = len(names) - _MOST_NAMES
    shown = [*names[:_MOST_NAMES], f"{words.in_words(rest)} more"] if rest > 0 else names
    verb = "counts" if len(names) == 1 else "count"
    return f"{words.listed(shown)} {verb} in both KPIs, {end}."


def _lack(review: ScorecardReview, found: LinkReview) -> str:
    link, grid = found.link, found.grid
    match found.untested:
        case Untested.NO_KPI:
            sides = [side for side, name in (("cause", link.cause_kpi), ("effect", link.effect_kpi)) if name is None]
            return f"There is no KPI to test the {' or the '.join(sides)} with."
        case Untested.NO_FIGURES if grid is not None:
            names = [link.cause_kpi] if all(point.cause is None for point in grid.points) else []
            names += [link.effect_kpi] if all(point.effect is None for point in grid.points) else []
            verb = "has" if len(names) == 1 else "have"
            return f"{words.listed(_title(review, name) for name in names)} {verb} no figures yet."
        case Untested.NO_SIGN:
            return "The link does not say whether the two KPIs are expected to move the same or the opposite way."
        case _:
            return "The link does not say after what delay the effect is expected."


def _title(review: ScorecardReview, name: KpiId | None) -> str:
    return review.scorecard.kpi(name).title if name is not None else ""


def declared_in_words(found: LinkReview) -> str:
    """When the link was declared, and how much of the tested figures was known by then."""
    known, count = found.known_when_declared, len(found.tested_periods)
    if found.link.since is None:
        return "day of declaration not stated"
    day = f"declared {words.day(found.link.since)}"
    if known is None or not count or found.grid is None:
        return day
    if known == 0:
        return f"{day}, before the data"
    part = f"{known} of the {_periods(count, found.grid)}"
    return f"{day}, after the data ({part} had ended)" if is_late(found) else f"{day}, after {part}"


def is_late(found: LinkReview) -> bool:
    """Whether a link was declared when most of the tested figures were there to see."""
    known = found.known_when_declared
    return known is not None and 2 * known > len(found.tested_periods)


def tally(found: Iterable[LinkReview]) -> Counter[Verdict]:
    """How many links have each verdict."""
    return Counter(one.verdict for one in found)


def agreement_in_words(found: Sequence[LinkReview]) -> str:
    """How the arrows stand with the data: `The data agree with five of twelve; one is contradicted.`."""
    counts, total = tally(found), words.in_words(len(found))
    if len(found) == 1 and found[0].verdict in _ONE:
        return _ONE[found[0].verdict]
    judged = sum(counts[verdict] for verdict in (Verdict.SUPPORTED, Verdict.CONTRADICTED, Verdict.NOT_SUPPORTED))
    if not judged:
        the = f"None of the {total} arrows" if len(found) > 1 else "The arrow"
        return f"{the} can{'' if len(found) > 1 else 'not'} be judged by its figures yet."
    agreeing = words.in_words(counts[Verdict.SUPPORTED]) if counts[Verdict.SUPPORTED] else "none"
    against = counts[Verdict.CONTRADICTED]
    rest = f"{words.in_words(against)} {'is' if against == 1 else 'are'}" if against else "none is"
    return f"The data agree with {agreeing} of {total}; {rest} contradicted."
