"""The strategy map: the objectives by perspective and the arrows between them, drawn and as a list."""

from mkdocs_scorecards.analyse.link_review import LinkReview
from mkdocs_scorecards.analyse.review import KpiReview, ObjectiveReview, PerspectiveReview, ScorecardReview
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.ids import ThemeId
from mkdocs_scorecards.render import format as words
from mkdocs_scorecards.render import urls
from mkdocs_scorecards.render.charts.sparkline import MAP_SIZE
from mkdocs_scorecards.render.pages import parts
from mkdocs_scorecards.render.pages.drawings import sparkline_of
from mkdocs_scorecards.render.pages.kpi_facts import expectation_in_words
from mkdocs_scorecards.render.pages.link_words import agreement_in_words, verdict_word
from mkdocs_scorecards.render.pages.parts import LinkView
from mkdocs_scorecards.render.strategy_map.view import MapBand, MapBox, MapLink, MapView, themed
from mkdocs_scorecards.render.urls import Linker

_LONGEST_UNIT = 5


@frozen
class ArrowRow:
    """An arrow of the map in the table below it."""

    anchor: str
    cause: LinkView
    effect: LinkView
    because: str
    expectation: str
    tested: str
    since: str
    source: str
    verdict: str
    verdict_word: str
    card: str


@frozen
class ThemeChoice:
    """A theme of the strategy, and the page on which the map shows it."""

    title: str
    href: str
    is_shown: bool


@frozen
class MapPageView:
    """Everything the page says."""

    title: str
    scorecard: LinkView
    period: str
    lead: str
    theme_owner: str
    themes: tuple[ThemeChoice, ...]
    map: MapView
    arrows: tuple[ArrowRow, ...]
    arrows_title: str


def map_page_view(review: ScorecardReview, link: Linker, theme: ThemeId | None = None) -> MapPageView:
    """The page of the map, of the whole strategy or with one theme brought forward."""
    card = review.scorecard
    view = map_view(review, link)
    shown = card.theme(theme) if theme is not None else None
    return MapPageView(
        title="Strategy map" if shown is None else f"Strategy map: {shown.title}",
        scorecard=LinkView(title=card.title, href=link.to(urls.scorecard_path(card.id))),
        period=str(review.period),
        lead=_lead(review),
        theme_owner=shown.owner if shown is not None else "",
        themes=_themes(review, link, theme),
        map=view if theme is None else themed(view, theme),
        arrows=tuple(_arrow_row(review, found, link) for found in review.links),
        arrows_title=_arrows_title(len(card.links)),
    )


def map_view(review: ScorecardReview, link: Linker) -> MapView:
    """The map in words."""
    card = review.scorecard
    return MapView(
        prefix=f"map-{card.id}",
        title=f"Strategy map of {card.title}, {review.period}",
        description=f"{words.capitalised(words.counted(len(card.objectives), 'objective'))} in "
        f"{words.counted(len(card.perspectives), 'perspective')}, joined by {words.counted(len(card.links), 'arrow')}.",
        bands=tuple(_band(review, found, link) for found in review.perspectives),
        links=tuple(_map_link(review, found, link) for found in review.links),
    )


def _lead(review: ScorecardReview) -> str:
    if not review.scorecard.links:
        return "No arrow joins the objectives yet. Each arrow would be a hypothesis: if we do this, that will follow."
    start = "Read it from the bottom: each arrow is a hypothesis, “if we do this, that will follow”."
    return f"{start} {agreement_in_words(review.links)}"


def _band(review: ScorecardReview, found: PerspectiveReview, link: Linker) -> MapBand:
    state = parts.state_of(found.now.status, found.now.score)
    return MapBand(
        id=found.perspective.id,
        title=found.perspective.title,
        question=found.perspective.question,
        status=state.key,
        status_word=state.word,
        score=state.score,
        boxes=tuple(_box(review, objective, link) for objective in found.objectives),
    )


def _box(review: ScorecardReview, found: ObjectiveReview, link: Linker) -> MapBox:
    state = parts.state_of(found.now.status, found.now.score)
    leading = found.kpis[0] if found.kpis else None
    return MapBox(
        id=found.objective.id,
        title=found.objective.title,
        owner=found.objective.owner,
        status=state.key,
        status_word=state.word,
        score=state.score,
        href=parts.objective_link(review, found, link).href,
        figure=_figure(leading) if leading is not None else "",
        sparkline=sparkline_of(leading, MAP_SIZE) if leading is not None else None,
        themes=found.objective.themes,
    )


def _figure(leading: KpiReview) -> str:
    """The figure in a box, without a unit that would crowd out the sparkline."""
    if leading.result.actual is None:
        return ""
    print_as = parts.row_format(leading)
    if print_as.unit.is_currency or len(print_as.unit.text) <= _LONGEST_UNIT:
        return print_as.short(leading.result.actual)
    return print_as.plain(leading.result.actual)


def _map_link(review: ScorecardReview, found: LinkReview, link: Linker) -> MapLink:
    arrow = found.link
    return MapLink(
        cause=arrow.cause,
        effect=arrow.effect,
        href=link.to(urls.link_path(review.scorecard.id, arrow.cause, arrow.effect)),
        because=arrow.because,
        label=expectation_in_words(arrow),
        verdict=found.verdict.value,
        feedback=arrow.feedback,
    )


def _themes(review: ScorecardReview, link: Linker, shown: ThemeId | None) -> tuple[ThemeChoice, ...]:
    card = review.scorecard
    if not card.themes:
        return ()
    return (
        ThemeChoice(title="All objectives", href=link.to(urls.map_path(card.id)), is_shown=shown is None),
        *(
            ThemeChoice(title=theme.title, href=link.to(urls.map_path(card.id, theme.id)), is_shown=theme.id == shown)
            for theme in card.themes
        ),
    )


def _arrow_row(review: ScorecardReview, found: LinkReview, link: Linker) -> ArrowRow:
    arrow = found.link
    tested = [review.scorecard.kpi(name).title for name in (arrow.cause_kpi, arrow.effect_kpi) if name is not None]
    return ArrowRow(
        anchor=urls.link_anchor(arrow.cause, arrow.effect),
        cause=parts.objective_link(review, review.objective(arrow.cause), link),
        effect=parts.objective_link(review, review.objective(arrow.effect), link),
        because=arrow.because,
        expectation=expectation_in_words(arrow),
        tested=f" {words.ARROW} ".join(tested),
        since=str(arrow.since) if arrow.since is not None else "",
        source=arrow.where.path_and_line,
        verdict=found.verdict.value,
        verdict_word=verdict_word(found.verdict),
        card=link.to(urls.link_path(review.scorecard.id, arrow.cause, arrow.effect)),
    )


def _arrows_title(count: int) -> str:
    return f"The {words.counted(count, 'arrow')} as a table" if count > 1 else "The arrow as a table"
