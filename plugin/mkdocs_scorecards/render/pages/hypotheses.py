"""The hypotheses of a strategy: every arrow with its claim, its verdict and what that rests on, worst news first."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from mkdocs_scorecards.analyse.link_review import LinkReview, Verdict
from mkdocs_scorecards.analyse.review import KpiReview, ScorecardReview
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.hypothesis import ErrorControl, HypothesisSettings
from mkdocs_scorecards.model.link import Expectation
from mkdocs_scorecards.model.method_items import link_name
from mkdocs_scorecards.model.unit import Unit
from mkdocs_scorecards.render import format as words
from mkdocs_scorecards.render import urls
from mkdocs_scorecards.render.charts.effect import EffectGeometry, EffectPicture, effect_geometry
from mkdocs_scorecards.render.charts.lag_weights import LagWeightsGeometry, lag_weights_geometry
from mkdocs_scorecards.render.charts.lagged_pair import (
    LaggedPairGeometry,
    PairedLine,
    lagged,
    lagged_pair_geometry,
)
from mkdocs_scorecards.render.format import NO_BREAK_SPACE, format_of
from mkdocs_scorecards.render.pages import parts
from mkdocs_scorecards.render.pages.effect_words import EffectInWords, effect_in_words
from mkdocs_scorecards.render.pages.link_caveats import caveats
from mkdocs_scorecards.render.pages.link_trace import TraceLine, trace
from mkdocs_scorecards.render.pages.link_words import (
    OPENINGS,
    ceiling,
    correlation,
    declared_in_words,
    periods_in_words,
    reason_in_words,
    tally,
    verdict_word,
)
from mkdocs_scorecards.render.pages.parts import LinkView
from mkdocs_scorecards.render.pages.records import last_ruling
from mkdocs_scorecards.render.urls import Linker

_IN_FULL = (Verdict.CONTRADICTED, Verdict.SUPPORTED, Verdict.NOT_SUPPORTED)
_WITH_PICTURES = (Verdict.CONTRADICTED, Verdict.SUPPORTED)
_CONTROL_SOURCES = {
    ErrorControl.DISCOVERY: "Benjamini and Hochberg 1995",
    ErrorControl.FAMILYWISE: "Holm 1979",
}
_ORDER = {verdict: place for place, verdict in enumerate(Verdict)}


@frozen
class VerdictCount:
    """How many arrows have a verdict."""

    verdict: str
    word: str
    count: int


@frozen
class Pictures:
    """The drawings of a card; `delay` is none where only one delay was tested."""

    effect_head: str
    effect: EffectGeometry
    delay: LagWeightsGeometry | None
    pair: LaggedPairGeometry | None


@frozen
class LinkCard:
    """An arrow: its claim, its verdict in a sentence, and what there is to see, to know and to mind."""

    anchor: str
    verdict: str
    word: str
    cause: LinkView
    effect: LinkView
    because: str
    opening: str
    sentence: str
    pictures: Pictures | None
    facts: str
    decided: LinkView | None
    mind: str
    trace: tuple[TraceLine, ...]
    source: str


@frozen
class HypothesesView:
    """Everything the page says. `others` are folded; there are none where no arrow could be judged."""

    scorecard: LinkView
    period: str
    summary: str
    lead: str
    counts: tuple[VerdictCount, ...]
    cards: tuple[LinkCard, ...]
    others: tuple[LinkCard, ...]
    others_title: str
    control: str
    control_source: str
    relevance: str


def hypotheses_view(review: ScorecardReview, link: Linker) -> HypothesesView:
    """The page of a scorecard's arrows in the reviewed period."""
    card, counts = review.scorecard, tally(review.links)
    in_order = sorted(review.links, key=lambda found: _ORDER[found.verdict])
    in_full = [found for found in in_order if found.verdict in _IN_FULL]
    folded = [found for found in in_order if found.verdict not in _IN_FULL] if in_full else []
    return HypothesesView(
        scorecard=LinkView(title=card.title, href=link.to(urls.scorecard_path(card.id))),
        period=str(review.period),
        summary=_summary(review.links),
        lead=_lead(review.links),
        counts=tuple(
            VerdictCount(verdict=verdict.value, word=verdict_word(verdict), count=counts[verdict])
            for verdict in Verdict
            if counts[verdict]
        ),
        cards=tuple(_card(review, found, link) for found in in_full or in_order),
        others=tuple(_card(review, found, link) for found in folded),
        others_title=f"The other {words.counted(len(folded), 'arrow')}" if len(folded) > 1 else "The other arrow",
        control=control_in_words(card.hypotheses),
        control_source=_CONTROL_SOURCES[card.hypotheses.error_control],
        relevance=words.exact(card.hypotheses.relevance),
    )


def _summary(found: Sequence[LinkReview]) -> str:
    counts = tally(found)
    judged = sum(counts[verdict] for verdict in _IN_FULL)
    early = counts[Verdict.TOO_LITTLE_DATA]
    rest = len(found) - judged - early
    said = [f"{judged} with a verdict"] if judged else []
    said += [f"{early} with too little data"] if early else []
    said += [f"{rest} not testable"] if rest else []
    return f"{len(found)} arrow{'' if len(found) == 1 else 's'}: {', '.join(said)}"


def _lead(found: Sequence[LinkReview]) -> str:
    counts = tally(found)
    agreeing, against = counts[Verdict.SUPPORTED], counts[Verdict.CONTRADICTED]
    question = "Does the strategy’s logic hold?"
    if not any(counts[verdict] for verdict in _IN_FULL):
        return f"{question} The data cannot say yet."
    if not agreeing and not against:
        return f"{question} The data show no sign of the arrows that could be judged."
    said = [f"agree with {words.counted(agreeing, 'arrow')}"] if agreeing else []
    said += (
        [f"contradict {words.in_words(against) if agreeing else words.counted(against, 'arrow')}"] if against else []
    )
    return f"{question} The data {' and '.join(said)}. Agreement is not proof."


def control_in_words(settings: HypothesisSettings) -> str:
    """What is kept small over all links: `false discoveries kept to 10 %`."""
    if settings.error_control is ErrorControl.FAMILYWISE:
        return f"all tested together, the chance of even one false finding kept to 5{NO_BREAK_SPACE}%"
    share = f"{words.exact(settings.q * 100)}{NO_BREAK_SPACE}%"
    return f"all tested together, false discoveries kept to {share} of the findings"


def _card(review: ScorecardReview, found: LinkReview, link: Linker) -> LinkCard:
    claim = found.link
    return LinkCard(
        anchor=urls.link_anchor(claim.cause, claim.effect),
        verdict=found.verdict.value,
        word=verdict_word(found.verdict),
        cause=parts.objective_link(review, review.objective(claim.cause), link),
        effect=parts.objective_link(review, review.objective(claim.effect), link),
        because=claim.because,
        opening=OPENINGS[found.verdict],
        sentence=reason_in_words(review, found),
        pictures=_pictures(review, found),
        facts=" · ".join(
            fact for fact in (periods_in_words(found), _strength(found), declared_in_words(found)) if fact
        ),
        decided=last_ruling(review, link_name(claim.cause, claim.effect), link),
        mind=" ".join(caveats(review, found)),
        trace=trace(review, found, link),
        source=claim.where.path_and_line,
    )


def _strength(found: LinkReview) -> str:
    test = found.test
    if test is None or test.r is None or test.r_upper is None:
        return ""
    said = f"r {correlation(test.r)}"
    if found.verdict is not Verdict.NOT_SUPPORTED or test.r_upper <= 0:
        return said
    sign = words.MINUS if found.link.expect is Expectation.OPPOSITE else ""
    return f"{said}, in the expected direction no stronger than {sign}{ceiling(test.r_upper)}"


def _pictures(review: ScorecardReview, found: LinkReview) -> Pictures | None:
    said = effect_in_words(review, found)
    test, grid = found.test, found.grid
    if found.verdict not in _WITH_PICTURES or said is None or test is None or grid is None or test.found_lag is None:
        return None
    delay = lag_weights_geometry("Weight of each tested delay", test.lag_weights, test.found_lag, grid.frequency.noun)
    return Pictures(
        effect_head=f"on {said.effect} ({said.print_as.unit.text}), of {said.step}",
        effect=_effect_picture(said),
        delay=delay,
        pair=_pair(review, found),
    )


def _effect_picture(said: EffectInWords) -> EffectGeometry:
    title = (
        f"{words.capitalised(said.step)} {said.measure} went with {said.amount} {said.side} in {said.effect}; "
        f"95{NO_BREAK_SPACE}% interval {said.interval}"
    )
    return effect_geometry(
        EffectPicture(
            title=title, value=said.value, low=said.low, high=said.high, expected=said.expected, label=said.label
        )
    )


def _pair(review: ScorecardReview, found: LinkReview) -> LaggedPairGeometry | None:
    link, test, grid = found.link, found.test, found.grid
    if link.cause_kpi is None or link.effect_kpi is None or test is None or grid is None or test.found_lag is None:
        return None
    cause, effect, lag = review.kpi(link.cause_kpi), review.kpi(link.effect_kpi), test.found_lag
    moved = f"moved {lag} {grid.frequency.noun}{'' if lag == 1 else 's'} later" if lag else ""
    return lagged_pair_geometry(
        f"{cause.kpi.title}{f', {moved}' if moved else ''}, above {effect.kpi.title}",
        [point.period for point in grid.points],
        _line(cause, lagged([point.cause for point in grid.points], lag), moved),
        _line(effect, [point.effect for point in grid.points], ""),
    )


def _line(kpi: KpiReview, figures: Sequence[Decimal | None], aside: str) -> PairedLine:
    """A series under the name of its KPI, with its unit unless the name begins with it or it stands at the figures."""
    title, unit, print_as = kpi.kpi.title, kpi.kpi.unit, format_of(kpi)
    if not unit.is_currency:
        print_as = replace(print_as, unit=Unit(""))
    names_unit = unit.is_currency or title.lower().startswith(f"{unit.text.lower()} ")
    return PairedLine(
        name=title if names_unit else f"{title}, {unit.text}", aside=aside, figures=figures, label=print_as.short
    )
