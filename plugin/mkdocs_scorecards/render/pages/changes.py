"""What is different from the period before: figures and plans that moved, and the states that followed."""

from dataclasses import dataclass

from mkdocs_scorecards.analyse.compare import What, between_periods
from mkdocs_scorecards.analyse.review import ScorecardReview
from mkdocs_scorecards.model.ids import KpiId, PerspectiveId, ScorecardId
from mkdocs_scorecards.render import urls
from mkdocs_scorecards.render.changes.map_marks import MarkedMap, marked_map
from mkdocs_scorecards.render.changes.rows import ComparisonView, StateRow
from mkdocs_scorecards.render.changes.view import comparison_view
from mkdocs_scorecards.render.pages.parts import LinkView
from mkdocs_scorecards.render.urls import Linker


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesView:
    """Everything the page says; `hrefs` leads from the key of a row of the table to its page."""

    title: str
    scorecard: LinkView
    before: str
    after: str
    view: ComparisonView
    marked: MarkedMap | None
    hrefs: dict[str, str]


def changes_view(review: ScorecardReview, link: Linker) -> ChangesView:
    """The reviewed period against the one before."""
    card = review.scorecard
    view = comparison_view(between_periods(review))
    return ChangesView(
        title="Changes",
        scorecard=LinkView(title=card.title, href=link.to(urls.scorecard_path(card.id))),
        before=str(review.period.previous),
        after=str(review.period),
        view=view,
        marked=marked_map(view.comparison),
        hrefs={row.key: link.to(_path(card.id, row, review)) for row in view.states},
    )


def _path(card: ScorecardId, row: StateRow, review: ScorecardReview) -> str:
    """The page of a thing."""
    match row.what:
        case What.KPI:
            return urls.kpi_path(card, KpiId(row.id))
        case What.OBJECTIVE:
            objective = next(found.objective for found in review.objectives if found.objective.id == row.id)
            return urls.objective_path(card, objective.perspective, objective.id)
        case What.PERSPECTIVE:
            return urls.perspective_path(card, PerspectiveId(row.id))
        case _:
            return urls.scorecard_path(card)
