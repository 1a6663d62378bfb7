"""What is different: from the period before, from the base of a branch in its preview, from the edition before."""

from collections.abc import Callable, Iterator, Sequence

from mkdocs_scorecards.analyse.compare import What, between_periods
from mkdocs_scorecards.analyse.review import ScorecardReview
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.ids import KpiId
from mkdocs_scorecards.render import urls
from mkdocs_scorecards.render.changes.against import Against, Earlier
from mkdocs_scorecards.render.changes.rows import ChangeGroup, ComparisonView, StateRow
from mkdocs_scorecards.render.changes.verdict_sentences import verdict_group
from mkdocs_scorecards.render.changes.view import comparison_view
from mkdocs_scorecards.render.pages.parts import LinkView
from mkdocs_scorecards.render.urls import Linker

PERIODS = "periods"
"""The id of the section of the period; it has no heading where it stands alone."""


@frozen
class ChangesSection:
    """One comparison.

    `view` is None where `note` says why there is nothing to tell. `hrefs` leads from the key of a row of the table to
    its page. `verdicts` are arrows of which the data say something else, `more` leads on.
    """

    id: str
    heading: str
    note: str
    before: str
    after: str
    view: ComparisonView | None
    hrefs: dict[str, str]
    verdicts: ChangeGroup | None = None
    more: LinkView | None = None


@frozen
class ChangesView:
    """Everything the page says; `href_of` gives the address of a KPI's page."""

    title: str
    scorecard: LinkView
    compared: str
    sections: tuple[ChangesSection, ...]
    href_of: Callable[[KpiId], str]


def changes_view(review: ScorecardReview, against: Sequence[Against], link: Linker) -> ChangesView:
    """What a branch changes comes first: its reviewer came for that. Then the period, then the edition before."""
    card = review.scorecard
    before, after = str(review.period.previous), str(review.period)
    view = comparison_view(between_periods(review))
    period = ChangesSection(
        id=PERIODS,
        heading=f"From {before} to {after}" if against else "",
        note="",
        before=before,
        after=after,
        view=view,
        hrefs=_hrefs(view, review, link),
    )
    first = (_section(review, found, link) for found in against if found.earlier is Earlier.BASE)
    last = (_section(review, found, link) for found in against if found.earlier is Earlier.EDITION)
    return ChangesView(
        title="Changes",
        scorecard=LinkView(title=card.title, href=link.to(urls.scorecard_path(card.id))),
        compared=after if against else f"{after} compared with {before}",
        sections=(*first, period, *last),
        href_of=lambda kpi: link.to(urls.kpi_path(card.id, kpi)),
    )


def _section(review: ScorecardReview, against: Against, link: Linker) -> ChangesSection:
    comparison = against.comparison(review.scorecard.id)
    view = comparison_view(comparison) if comparison is not None else None
    return ChangesSection(
        id=against.earlier.value,
        heading=against.heading,
        note=against.note(review.scorecard.id),
        before=against.before,
        after=against.after,
        view=view,
        hrefs=_hrefs(view, review, link) if view is not None else {},
        verdicts=verdict_group(review, against.verdicts.get(review.scorecard.id, ())),
        more=_ledger(review, link) if against.earlier is Earlier.EDITION else None,
    )


def _ledger(review: ScorecardReview, link: Linker) -> LinkView | None:
    if review.ledger is None:
        return None
    path = urls.restatements_path(review.scorecard.id)
    return LinkView(title="All figures that read differently than in earlier editions", href=link.to(path))


def _hrefs(view: ComparisonView, review: ScorecardReview, link: Linker) -> dict[str, str]:
    return {row.key: link.to(path) for row in view.states for path in _path(row, review)}


def _path(row: StateRow, review: ScorecardReview) -> Iterator[str]:
    """The page of a thing, where it is still there."""
    card = review.scorecard
    match row.what:
        case What.KPI:
            yield from (urls.kpi_path(card.id, kpi.id) for kpi in review.kpis if kpi.id == row.id)
        case What.OBJECTIVE:
            found = (objective for objective in card.objectives if objective.id == row.id)
            yield from (urls.objective_path(card.id, objective.perspective, objective.id) for objective in found)
        case What.PERSPECTIVE:
            yield from (urls.perspective_path(card.id, found.id) for found in card.perspectives if found.id == row.id)
        case _:
            yield urls.scorecard_path(card.id)
