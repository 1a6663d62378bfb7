"""A KPI: its figure in a sentence, its course, every figure with its source, and how the score was worked out."""

from mkdocs_scorecards.analyse.review import KpiReview, ScorecardReview
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.kpi import Direction
from mkdocs_scorecards.render import format as words
from mkdocs_scorecards.render import urls
from mkdocs_scorecards.render.format import format_of
from mkdocs_scorecards.render.pages import parts
from mkdocs_scorecards.render.pages.drawings import KpiCharts, kpi_charts
from mkdocs_scorecards.render.pages.kpi_editions import EditionMarks, LoggedChange, change_log, edition_marks
from mkdocs_scorecards.render.pages.kpi_facts import Fact, kpi_facts
from mkdocs_scorecards.render.pages.kpi_figures import FigureRow, all_figures, figure_rows
from mkdocs_scorecards.render.pages.outlook_words import ChanceWords, SignalWords, chance_in_words, signal_in_words
from mkdocs_scorecards.render.pages.overview import missed_in_words, note_of
from mkdocs_scorecards.render.pages.parts import LinkView, StateView
from mkdocs_scorecards.render.pages.perspective import aside_words
from mkdocs_scorecards.render.pages.tree import TreeView, main_tree, tree_path, tree_view, trees_with
from mkdocs_scorecards.render.pages.why import why_line
from mkdocs_scorecards.render.pages.working import WorkingLine, working_of
from mkdocs_scorecards.render.urls import Linker


@frozen
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
    changes: tuple[LoggedChange, ...]
    ledger: LinkView | None
    csv: str
    source: str


def kpi_view(review: ScorecardReview, kpi: KpiReview, link: Linker) -> KpiView:
    """The page of a KPI or driver in the reviewed period."""
    card = review.scorecard
    objective = card.objective(kpi.kpi.objective) if kpi.kpi.objective is not None else None
    perspective = card.perspective(objective.perspective) if objective is not None else None
    figure, sentence, gap, end = _sentence(kpi)
    marks = edition_marks(review, kpi)
    every = all_figures(kpi, marks.was)
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
        charts=kpi_charts(kpi, marks.restated, marks.breaks),
        tree=_tree(review, kpi, link),
        rows=figure_rows(kpi, marks.was),
        all_rows=every,
        all_title=f"All {words.counted(len(every), kpi.kpi.frequency.noun)}",
        working=working_of(kpi),
        definition=kpi.kpi.definition,
        facts=tuple(kpi_facts(review, kpi, link)),
        changes=change_log(review, kpi),
        ledger=_ledger_link(review, marks, link),
        csv=link.to(urls.csv_path(card.id)),
        source=kpi.kpi.where.path_and_line,
    )


def _ledger_link(review: ScorecardReview, marks: EditionMarks, link: Linker) -> LinkView | None:
    """Where restated figures are told in full; none where this KPI has none."""
    if not marks.was:
        return None
    return LinkView(title="Restatements", href=link.to(urls.restatements_path(review.scorecard.id)))


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
