"""A KPI: its figure in a sentence, its course, every figure with its source, and how the score was worked out."""

from dataclasses import dataclass, replace
from decimal import Decimal

from mkdocs_scorecards.analyse.figures import Origin
from mkdocs_scorecards.analyse.link_review import LinkReview
from mkdocs_scorecards.analyse.review import InitiativeReview, KpiReview, Result, ScorecardReview
from mkdocs_scorecards.model.formula import references
from mkdocs_scorecards.model.kpi import Aggregation, Audience, Direction, FixedTarget
from mkdocs_scorecards.model.link import Expectation, Link
from mkdocs_scorecards.render import format as words
from mkdocs_scorecards.render import urls
from mkdocs_scorecards.render.format import FigureFormat, format_of
from mkdocs_scorecards.render.pages import parts
from mkdocs_scorecards.render.pages.drawings import KpiCharts, kpi_charts
from mkdocs_scorecards.render.pages.initiatives import facts_of
from mkdocs_scorecards.render.pages.link_words import verdict_word
from mkdocs_scorecards.render.pages.outlook_words import (
    ChanceWords,
    SignalWords,
    chance_in_words,
    ordinary_in_words,
    projection_in_words,
    signal_in_words,
)
from mkdocs_scorecards.render.pages.overview import missed_in_words, note_of, overdue_words
from mkdocs_scorecards.render.pages.parts import LinkView, StateView
from mkdocs_scorecards.render.pages.perspective import aside_words
from mkdocs_scorecards.render.pages.tree import TreeView, main_tree, tree_link, tree_path, tree_view, trees_with
from mkdocs_scorecards.render.pages.why import why_line
from mkdocs_scorecards.render.pages.working import WorkingLine, working_of
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
_TABLE_PERIODS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One period of the table.

    `is_reviewed_kind` marks the periods that are reviewed, not their parts; `is_file` that the source is a line.
    """

    period: str
    actual: str
    plan: str
    state: StateView
    source: str
    is_file: bool
    note: str
    is_reviewed_kind: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A line of the definition: one text, or links with a word before each."""

    label: str
    text: str = ""
    links: "tuple[FactLink, ...]" = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FactLink:
    """A link inside a fact, with what stands before and after it; an arrow has its verdict."""

    before: str
    link: LinkView
    after: str = ""
    verdict: str = ""
    verdict_word: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiView:
    """Everything the page says."""

    title: str
    scorecard: LinkView
    perspective: LinkView | None
    objective: LinkView | None
    kicker: str
    owner: str
    figure: str
    sentence: str
    gap: str
    sentence_end: str
    state: StateView
    asides: tuple[str, ...]
    chance: ChanceWords | None
    signal: SignalWords | None
    why: str
    why_link: LinkView | None
    note: str
    note_period: str
    charts: KpiCharts | None
    tree: TreeView | None
    rows: tuple[FigureRow, ...]
    all_rows: tuple[FigureRow, ...]
    all_title: str
    working: tuple[WorkingLine, ...]
    definition: str
    facts: tuple[Fact, ...]
    csv: str
    source: str


def kpi_view(review: ScorecardReview, kpi: KpiReview, link: Linker) -> KpiView:
    """The page of a KPI or driver in the reviewed period."""
    card = review.scorecard
    objective = card.objective(kpi.kpi.objective) if kpi.kpi.objective is not None else None
    perspective = card.perspective(objective.perspective) if objective is not None else None
    figure, sentence, gap, end = _sentence(kpi)
    every = tuple(_figure_row(kpi, result) for result in reversed(kpi.series))
    return KpiView(
        title=kpi.kpi.title,
        scorecard=LinkView(title=card.title, href=link.to(urls.scorecard_path(card.id))),
        perspective=LinkView(title=perspective.title, href=link.to(urls.perspective_path(card.id, perspective.id)))
        if perspective is not None
        else None,
        objective=LinkView(
            title=objective.title, href=link.to(urls.objective_path(card.id, objective.perspective, objective.id))
        )
        if objective is not None
        else None,
        kicker=_kicker(kpi),
        owner=kpi.kpi.owner,
        figure=figure,
        sentence=sentence,
        gap=gap,
        sentence_end=end,
        state=parts.state_of(kpi.status, kpi.score),
        asides=_asides(review, kpi),
        chance=chance_in_words(kpi),
        signal=signal_in_words(kpi),
        why=why_line(review, kpi),
        why_link=_why_link(review, kpi, link),
        note=note_of(kpi),
        note_period=_note_period(kpi),
        charts=kpi_charts(kpi),
        tree=_tree(review, kpi, link),
        rows=_rows(kpi),
        all_rows=every,
        all_title=f"All {words.counted(len(every), kpi.kpi.frequency.noun)}",
        working=working_of(kpi),
        definition=kpi.kpi.definition,
        facts=tuple(_facts(review, kpi, link)),
        csv=link.to(urls.csv_path(card.id)),
        source=kpi.kpi.where.path_and_line,
    )


def _kicker(kpi: KpiReview) -> str:
    said = ["driver"] if kpi.kpi.objective is None else []
    said += [kpi.kpi.timing.value] if kpi.kpi.timing is not None else []
    return " · ".join([*said, kpi.kpi.frequency.value])


def _sentence(kpi: KpiReview) -> tuple[str, str, str, str]:
    """The big figure, and the sentence in three parts, of which the middle one is emphasised."""
    result, print_as = kpi.result, parts.row_format(kpi)
    if result.actual is None:
        planned = parts.plan_words(result, print_as)
        return "No figure", f"for {result.period}", "", f"; {planned} was planned." if planned else "."
    figure = print_as.short(result.actual)
    if result.judgement.edge is None:
        return figure, f"in {result.period}", "", f"; {_why_unscored(kpi)}."
    planned = parts.plan_words(result, print_as)
    if result.actual == result.judgement.edge and result.plan.zone is None:
        return figure, f"in {result.period}, ", "exactly as planned", "."
    if result.plan.zone is not None:
        return figure, f"in {result.period}, ", missed_in_words(kpi), f" of {planned}."
    return figure, f"in {result.period}, ", missed_in_words(kpi), f" of {planned}."


def _why_unscored(kpi: KpiReview) -> str:
    if kpi.kpi.direction is Direction.NONE:
        return "shown, not scored"
    return kpi.result.plan.reason or "it has no target"


def _asides(review: ScorecardReview, kpi: KpiReview) -> tuple[str, ...]:
    """Beside the state: better or worse than before, and what a reader must know about the figure."""
    said = []
    before, print_as = kpi.previous.actual, format_of(kpi)
    if kpi.change is not None and before is not None:
        side = {True: "better than", False: "worse than", None: "after"}[kpi.is_better]
        said.append(
            f"{side} {print_as.short(before)} in {kpi.previous.period}"
            if kpi.change
            else f"as in {kpi.previous.period}"
        )
    aside = aside_words(review, kpi)
    return (*said, aside) if aside else tuple(said)


def _note_period(kpi: KpiReview) -> str:
    wanted = note_of(kpi)
    rows = [row for row in kpi.series if row.figure.observation is not None and row.figure.observation.note == wanted]
    return str(rows[-1].period) if rows and wanted else ""


def _rows(kpi: KpiReview) -> tuple[FigureRow, ...]:
    """The reviewed period with its parts, then the periods before it."""
    if not kpi.kpi.frequency.is_finer_than(kpi.result.period.frequency):
        return tuple(_figure_row(kpi, result) for result in reversed(kpi.series[-8:]))
    inside = [result for result in reversed(kpi.series) if kpi.result.period.holds(result.period)]
    before = [result for result in reversed(kpi.history[-_TABLE_PERIODS:-1]) if result.actual is not None]
    return (
        _figure_row(kpi, kpi.result, is_reviewed_kind=True),
        *(_figure_row(kpi, result) for result in inside),
        *(_figure_row(kpi, result, is_reviewed_kind=True) for result in before),
    )


def _figure_row(kpi: KpiReview, result: Result, *, is_reviewed_kind: bool = False) -> FigureRow:
    print_as = format_of(kpi)
    if result.actual is not None and result.plan.value is not None:
        print_as = print_as.telling(result.actual, result.plan.value)
    observation = result.figure.observation
    return FigureRow(
        period=str(result.period),
        actual=print_as.full(result.actual) if result.actual is not None else words.EN_DASH,
        plan=_plan_in_full(result, print_as),
        state=parts.state_of(result.status),
        source=_source_of(kpi, result),
        is_file=observation is not None,
        note=observation.note if observation is not None else "",
        is_reviewed_kind=is_reviewed_kind,
    )


def _plan_in_full(result: Result, print_as: FigureFormat) -> str:
    if result.plan.zone is not None:
        return parts.zone_in_words(result.plan.zone, print_as)
    return print_as.full(result.plan.value) if result.plan.value is not None else words.EN_DASH


def _source_of(kpi: KpiReview, result: Result) -> str:
    figure = result.figure
    if figure.observation is not None:
        return figure.observation.source.name_and_line
    if figure.origin is Origin.AGGREGATED:
        count = len(figure.reported_parts)
        noun = figure.parts[0].period.frequency.noun
        how = "last" if kpi.kpi.aggregate is Aggregation.LAST else kpi.kpi.aggregate.value
        total = f" of {len(figure.parts)}" if figure.partial else ""
        return f"{how} of {count}{total} {noun}{'s' if len(figure.parts) > 1 else ''}"
    return "formula" if figure.origin is Origin.FORMULA else figure.reason


def _facts(review: ScorecardReview, kpi: KpiReview, link: Linker) -> list[Fact]:
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


def _tree(review: ScorecardReview, kpi: KpiReview, link: Linker) -> TreeView | None:
    """The tree of a root KPI, or the bridges alone where the tree is drawn on another page."""
    tree = review.tree(kpi.id)
    if tree is None:
        return None
    main = main_tree(review)
    is_elsewhere = bool(tree.parents) or (main is not None and main.root == kpi.id)
    return tree_view(review, tree, link, with_map=not is_elsewhere)


def _why_link(review: ScorecardReview, kpi: KpiReview, link: Linker) -> LinkView | None:
    """Where the tree of a KPI with a formula is shown; that of a branch, on the page of its first root."""
    if review.tree(kpi.id) is None:
        return None
    first, *_ = trees_with(review, kpi.id)
    return LinkView(title="KPI tree", href=link.to(tree_path(review, first.root)))


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
