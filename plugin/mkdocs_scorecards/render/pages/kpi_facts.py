"""What a KPI is: the lines of its definition, with links to everything it has to do with."""

from dataclasses import replace
from decimal import Decimal

from mkdocs_scorecards.analyse.link_review import LinkReview
from mkdocs_scorecards.analyse.review import InitiativeReview, KpiReview, ScorecardReview
from mkdocs_scorecards.model.formula import references
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.kpi import Aggregation, Audience, Direction, FixedTarget
from mkdocs_scorecards.model.link import Expectation, Link
from mkdocs_scorecards.render import format as words
from mkdocs_scorecards.render import urls
from mkdocs_scorecards.render.format import FigureFormat, format_of
from mkdocs_scorecards.render.pages import parts
from mkdocs_scorecards.render.pages.initiatives import facts_of
from mkdocs_scorecards.render.pages.link_words import verdict_word
from mkdocs_scorecards.render.pages.outlook_words import ordinary_in_words, projection_in_words
from mkdocs_scorecards.render.pages.overview import overdue_words
from mkdocs_scorecards.render.pages.parts import LinkView
from mkdocs_scorecards.render.pages.tree import tree_link, trees_with
from mkdocs_scorecards.render.urls import Linker

_DIRECTIONS = {
    Direction.HIGHER: "Higher is better.",
    Direction.LOWER: "Lower is better.",
    Direction.RANGE: "Best inside the range.",
    Direction.NONE: "Shown, not scored.",
}


_AGGREGATIONS = {
    Aggregation.LAST: "a longer period shows the last figure in it",
    Aggregation.SUM: "the figures of a longer period are added up",
    Aggregation.MEAN: "a longer period is the mean of its figures",
    Aggregation.MIN: "a longer period shows the lowest figure in it",
    Aggregation.MAX: "a longer period shows the highest figure in it",
    Aggregation.FORMULA: "a longer period is computed anew from its parts by the formula",
    Aggregation.PUBLISHED: "a longer period shows only a figure reported for it",
}


@frozen
class Fact:
    """A line of the definition: one text, or links with a word before each."""

    label: str
    text: str = ""
    links: "tuple[FactLink, ...]" = ()


@frozen
class FactLink:
    """A link inside a fact, with what stands before and after it; an arrow has its verdict."""

    before: str
    link: LinkView
    after: str = ""
    verdict: str = ""
    verdict_word: str = ""


def kpi_facts(review: ScorecardReview, kpi: KpiReview, link: Linker) -> list[Fact]:
    """All lines that have something to say."""
    frequency = words.capitalised(kpi.kpi.frequency.value)
    said = [
        Fact(label="Better when", text=_DIRECTIONS[kpi.kpi.direction]),
        Fact(label="Periods", text=f"{frequency}; {_AGGREGATIONS[kpi.kpi.aggregate]}."),
        Fact(label="Baseline and target", text=_baseline_and_target(kpi)),
        Fact(label="Projection", text=_as_sentence(projection_in_words(kpi))),
        Fact(label="Ordinary range", text=_as_sentence(ordinary_in_words(kpi))),
        Fact(label="Weight", text=_weight(review, kpi)),
        Fact(label="Window", text=_window(kpi)),
        Fact(label="Readers", text=_readers(kpi)),
        Fact(label="Source", text=kpi.kpi.source),
        Fact(label="Owner", text=kpi.kpi.owner or "nobody yet"),
        Fact(label="Incentive", text=kpi.kpi.incentive),
        _formula_fact(review, kpi, link),
        _parents_fact(review, kpi, link),
        _trees_fact(review, kpi, link),
        _initiatives_fact(review, kpi, link),
        _arrows_fact(review, kpi, link),
    ]
    return [fact for fact in said if fact.text or fact.links]


def _as_sentence(text: str) -> str:
    return f"{text}." if text else ""


def _window(kpi: KpiReview) -> str:
    if kpi.kpi.window is None:
        return ""
    length = words.counted(kpi.kpi.window.length, kpi.kpi.window.frequency.noun)
    return f"Each figure covers {length} and counts for the one it ends in."


def _readers(kpi: KpiReview) -> str:
    """Said only where not everybody may read on."""
    return "" if kpi.kpi.audience is Audience.PUBLIC else f"For the {kpi.kpi.audience.word} only."


def _baseline_and_target(kpi: KpiReview) -> str:
    print_as, goal = format_of(kpi), kpi.goal
    said = []
    if goal.baseline is not None:
        since = f" in {goal.baseline.period}" if goal.baseline.period else ""
        said.append(f"{_as_declared(print_as, goal.baseline.value)}{since}")
    if isinstance(goal.target, FixedTarget):
        by = f" by {goal.target.by}" if goal.target.by is not None else ""
        said.append(f"{_as_declared(print_as, goal.target.value)}{by}")
    elif goal.target is not None:
        said.append(parts.zone_in_words(goal.target, print_as))
    if not said:
        return "No target is set."
    if kpi.kpi.direction is Direction.NONE:
        return ", ".join(said)
    return f"{', '.join(said)}; at risk up to {parts.amber_words(kpi)} beyond the plan."


def _as_declared(print_as: FigureFormat, value: Decimal) -> str:
    """A baseline or target with the KPI's decimals, and up to two more where it has them."""
    if words.rounded(value, print_as.decimals) == value:
        return print_as.full(value)
    return replace(print_as, decimals=min(words.decimals_in([value]), print_as.decimals + 2)).full(value)


def _weight(review: ScorecardReview, kpi: KpiReview) -> str:
    if kpi.kpi.objective is None:
        return ""
    all_weights = [found.weight for found in review.scorecard.kpis_of(kpi.kpi.objective)]
    if len(set(all_weights)) <= 1:
        return ""
    return f"{words.exact(kpi.kpi.weight)} of {words.exact(sum(all_weights, start=Decimal(0)))} in its objective."


def _formula_fact(review: ScorecardReview, kpi: KpiReview, link: Linker) -> Fact:
    if kpi.kpi.formula is None:
        return Fact(label="Formula")
    named = [review.kpi(name) for name in references(kpi.kpi.formula)]
    return Fact(
        label="Formula",
        text=f"{kpi.kpi.id} = {kpi.kpi.formula.text}",
        links=tuple(FactLink(before="", link=parts.kpi_link(review, found, link)) for found in named),
    )


def _parents_fact(review: ScorecardReview, kpi: KpiReview, link: Linker) -> Fact:
    parents = [
        found for found in review.kpis if found.kpi.formula is not None and kpi.id in references(found.kpi.formula)
    ]
    return Fact(
        label="Part of",
        links=tuple(FactLink(before="", link=parts.kpi_link(review, found, link)) for found in parents),
    )


def _trees_fact(review: ScorecardReview, kpi: KpiReview, link: Linker) -> Fact:
    found = [tree for tree in trees_with(review, kpi.id) if tree.root != kpi.id]
    return Fact(
        label="KPI trees" if len(found) > 1 else "KPI tree",
        links=tuple(FactLink(before="", link=tree_link(review, tree, link)) for tree in found),
    )


def _initiatives_fact(review: ScorecardReview, kpi: KpiReview, link: Linker) -> Fact:
    own = [
        found
        for found in review.initiatives
        if found.initiative.kpi == kpi.id
        or (found.initiative.kpi is None and found.initiative.objective == kpi.kpi.objective)
    ]
    return Fact(
        label="Initiatives" if len(own) > 1 else "Initiative",
        links=tuple(
            FactLink(
                before="",
                link=LinkView(
                    title=found.initiative.title,
                    href=link.to(urls.initiatives_path(review.scorecard.id, found.initiative.id)),
                ),
                after=_who_and_when(found),
            )
            for found in own
        ),
    )


def _who_and_when(found: InitiativeReview) -> str:
    late = overdue_words(found) if found.is_overdue else ""
    return ", ".join(part for part in (found.initiative.owner, facts_of(found), late) if part)


def _arrows_fact(review: ScorecardReview, kpi: KpiReview, link: Linker) -> Fact:
    """The arrows into and out of the KPI's objective, and those that are tested by the KPI itself."""
    card = review.scorecard
    found = []
    for arrow in review.links:
        claim = arrow.link
        is_cause = claim.cause == kpi.kpi.objective or claim.cause_kpi == kpi.id
        if not is_cause and claim.effect != kpi.kpi.objective and claim.effect_kpi != kpi.id:
            continue
        other = card.objective(claim.effect if is_cause else claim.cause)
        found.append(
            FactLink(
                before="to" if is_cause else "from",
                link=LinkView(title=other.title, href=link.to(urls.link_path(card.id, claim.cause, claim.effect))),
                after=_claim(review, kpi, arrow),
                verdict=arrow.verdict.value,
                verdict_word=verdict_word(arrow.verdict),
            )
        )
    return Fact(label="Arrows", links=tuple(found))


def _claim(review: ScorecardReview, kpi: KpiReview, arrow: LinkReview) -> str:
    """Sign and delay, and by which figures an arrow is tested where this KPI is not one of them."""
    names = (arrow.link.cause_kpi, arrow.link.effect_kpi)
    titles = [review.scorecard.kpi(name).title for name in names if name is not None]
    tested = f"tested by {f' {words.ARROW} '.join(titles)}" if titles and kpi.id not in names else ""
    return ", ".join(part for part in (expectation_in_words(arrow.link), tested) if part)


def expectation_in_words(arrow: Link) -> str:
    """Sign and delay of a hypothesis: `same direction, 1 to 3 months later`."""
    said = []
    if arrow.expect is not None:
        said.append("same direction" if arrow.expect is Expectation.SAME else "opposite direction")
    if arrow.lag is not None:
        noun, first, last = arrow.lag.frequency.noun, arrow.lag.shortest, arrow.lag.longest
        span = f"{first}" if first == last else f"{first} to {last}"
        said.append(f"in the same {noun}" if last == 0 else f"{span} {noun}{'s' if last > 1 else ''} later")
    return ", ".join(said)
