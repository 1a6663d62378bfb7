"""All pages and files of a site from the reviews of its scorecards: text in, text out, no host."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from mkdocs_scorecards.analyse.records import record_reviews
from mkdocs_scorecards.analyse.review import ScorecardReview
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.ids import KpiId, ThemeId
from mkdocs_scorecards.model.problem import Problem, Severity
from mkdocs_scorecards.model.source_ref import SourceRef
from mkdocs_scorecards.render import urls
from mkdocs_scorecards.render.changes.against import Against
from mkdocs_scorecards.render.changes.drawn import DrawnComparison, DrawnTree
from mkdocs_scorecards.render.changes.map_marks import MarkedMap, marked_map
from mkdocs_scorecards.render.changes.rows import ComparisonView
from mkdocs_scorecards.render.changes.small_map import SmallMap, small_maps, union_view
from mkdocs_scorecards.render.changes.tree_marks import marked_trees
from mkdocs_scorecards.render.csv_document import kpis_csv
from mkdocs_scorecards.render.format import STATUS_WORDS
from mkdocs_scorecards.render.graphviz import Engine, Layout, LayoutFailed, begun_layout, layout
from mkdocs_scorecards.render.json_document import dumps, portfolio_document
from mkdocs_scorecards.render.pages.changes import changes_view
from mkdocs_scorecards.render.pages.hypotheses import control_in_words, hypotheses_view
from mkdocs_scorecards.render.pages.initiatives import initiatives_view
from mkdocs_scorecards.render.pages.kpi import kpi_view
from mkdocs_scorecards.render.pages.map import MapPageView, map_page_view
from mkdocs_scorecards.render.pages.method import method_view
from mkdocs_scorecards.render.pages.overview import overview_view
from mkdocs_scorecards.render.pages.parts import LinkView
from mkdocs_scorecards.render.pages.perspective import perspective_view
from mkdocs_scorecards.render.pages.portfolio import portfolio_view
from mkdocs_scorecards.render.pages.records import record_title, record_view, records_view
from mkdocs_scorecards.render.pages.restatements import restatements_view
from mkdocs_scorecards.render.pages.tree import TreeView, main_tree, tree_page_view
from mkdocs_scorecards.render.site import DataFile, NavEntry, Page, Site
from mkdocs_scorecards.render.strategy_map import MapGeometry, MapView, map_dot, map_geometry
from mkdocs_scorecards.render.tree_map import TreeGeometry, TreeMapView, tree_dot, tree_geometry
from mkdocs_scorecards.render.urls import Linker

STYLESHEETS = (
    "scorecards.css",
    "drawings.css",
    "map.css",
    "hypotheses.css",
    "trees.css",
    "changes.css",
    "material.css",
)
SCRIPTS = ("reading.js",)


@frozen
class Foot:
    """The last line of a page: what it shows, its data, and the file it comes from."""

    words: str
    files: tuple[LinkView, ...] = ()
    source: str = ""


@dataclass(slots=True)
class Renderer:
    """Renders pages one after the other and collects what went wrong on the way."""

    environment: Environment
    engine: Engine | None
    directory_urls: bool
    against: Sequence[Against] = ()
    problems: list[Problem] = field(default_factory=list)

    def site(self, reviews: Sequence[ScorecardReview], assets: Path) -> Site:
        """The whole site."""
        pages = [self._portfolio(reviews)]
        names = (*STYLESHEETS, *SCRIPTS)
        files = [DataFile(path=urls.asset_path(name), content=(assets / name).read_bytes()) for name in names]
        for review in reviews:
            pages += self._scorecard(review)
            files += _data_files(review)
        return Site(
            pages=tuple(sorted(pages, key=lambda page: page.path)),
            files=tuple(sorted(files, key=lambda file: file.path)),
            navigation=tuple(_navigation(reviews)),
            stylesheets=tuple(urls.asset_path(name) for name in STYLESHEETS),
            scripts=tuple(urls.asset_path(name) for name in SCRIPTS),
            problems=tuple(self.problems),
        )

    def _portfolio(self, reviews: Sequence[ScorecardReview]) -> Page:
        view = portfolio_view(reviews, self.against, self._linker(urls.PORTFOLIO))
        foot = Foot(words="Score 0 to 1: on target from 0.90, at risk from 0.70. No average hides its worst KPI.")
        return self._page(urls.PORTFOLIO, view.title, "portfolio", None, in_navigation=True, view=view, foot=foot)

    def _scorecard(self, review: ScorecardReview) -> Iterable[Page]:
        card = review.scorecard
        themes = [None, *(theme.id for theme in card.themes)] if card.objectives else []
        maps = [(theme, map_page_view(review, self._linker(urls.map_path(card.id, theme)), theme)) for theme in themes]
        kpis = [(kpi, kpi_view(review, kpi, self._linker(urls.kpi_path(card.id, kpi.id)))) for kpi in review.kpis]
        self._begin_layouts(
            (view.map for _, view in maps[:1]), (view.tree for _, view in kpis)
        )  # themes share a layout
        yield self._overview(review)
        for theme, map_page in maps:
            yield self._map(review, theme, map_page)
        for perspective in review.perspectives:
            path = urls.perspective_path(card.id, perspective.perspective.id)
            yield self._page(
                path,
                perspective.perspective.title,
                "perspective",
                card.where,
                in_navigation=True,
                view=perspective_view(review, perspective, self._linker(path)),
                foot=self._foot(review, path),
            )
        for kpi, view in kpis:
            path = urls.kpi_path(card.id, kpi.id)
            yield self._page(
                path,
                view.title,
                "kpi",
                kpi.kpi.where,
                in_navigation=False,
                view=view,
                geometry=self._tree_geometry(view.tree, kpi.kpi.where) if view.tree is not None else None,
                foot=self._foot(review, path, kpi.kpi.where),
            )
        yield from self._main_tree(review)
        if review.links:
            yield self._hypotheses(review)
        path = urls.initiatives_path(card.id)
        view_of_initiatives = initiatives_view(review, self._linker(path))
        yield self._page(
            path,
            "Initiatives",
            "initiatives",
            card.where,
            in_navigation=True,
            view=view_of_initiatives,
            foot=self._foot(review, path),
        )
        yield from self._records(review)
        yield self._changes(review)
        yield from self._restatements(review)
        yield self._method(review)

    def _overview(self, review: ScorecardReview) -> Page:
        card = review.scorecard
        path = urls.scorecard_path(card.id)
        return self._page(
            path,
            card.title,
            "overview",
            card.where,
            in_navigation=True,
            view=overview_view(review, self._linker(path)),
            foot=self._foot(review, path),
        )

    def _changes(self, review: ScorecardReview) -> Page:
        card = review.scorecard
        path = urls.changes_path(card.id)
        page = changes_view(review, self.against, self._linker(path))
        return self._page(
            path,
            page.title,
            "changes",
            card.where,
            in_navigation=True,
            page=page,
            drawn={
                section.id: self.drawn(section.view, (section.before, section.after), section.id, page.href_of)
                for section in page.sections
                if section.view is not None
            },
            foot=self._foot(review, path),
        )

    def drawn(
        self,
        view: ComparisonView,
        sides: tuple[str, str],
        prefix: str,
        href_of: Callable[[KpiId], str] = lambda _: "",
    ) -> DrawnComparison:
        """A comparison with the strategy map and the KPI trees before and after.

        Args:
            view: what is said of it.
            sides: the names of the older and the newer version.
            prefix: of the ids in the drawings, of which a page may hold those of several comparisons.
            href_of: the address of a KPI of the newer version, where there are pages.
        """
        where = view.comparison.review.scorecard.where
        return DrawnComparison(
            view=view,
            before=sides[0],
            after=sides[1],
            maps=self._maps_of(marked_map(view.comparison), f"map-{prefix}", sides, where),
            trees=tuple(
                DrawnTree(tree=tree, geometry=self._drawn_tree(tree.map, where))
                for tree in marked_trees(view.comparison, f"tree-{prefix}", href_of)
            ),
        )

    def _maps_of(
        self, marked: MarkedMap | None, prefix: str, sides: tuple[str, str], where: SourceRef
    ) -> tuple[SmallMap, SmallMap] | None:
        """The strategy map before and after; None where nothing on it changed or it cannot be laid out."""
        if marked is None or not marked.is_marked:
            return None
        view = union_view(marked, prefix)
        found = self._layout(map_dot(view), "strategy map", where)
        titles = (f"Strategy map, {sides[0]}", f"Strategy map, {sides[1]}")
        return small_maps(marked, view, found, titles) if found is not None else None

    def _hypotheses(self, review: ScorecardReview) -> Page:
        card = review.scorecard
        path = urls.hypotheses_path(card.id)
        words = f"{card.title}, {review.period}. Arrows: {control_in_words(card.hypotheses)}"
        return self._page(
            path,
            "Hypotheses",
            "hypotheses",
            card.where,
            in_navigation=True,
            view=hypotheses_view(review, self._linker(path)),
            foot=replace(self._foot(review, path), words=words),
        )

    def _records(self, review: ScorecardReview) -> Iterable[Page]:
        """The records of reviews, where there are some."""
        card, records = review.scorecard, record_reviews(review.scorecard, review.period)
        words = f"{card.title}. Actions as they stood at the end of {review.period}"
        if records:
            path = urls.reviews_path(card.id)
            yield self._page(
                path,
                "Reviews",
                "reviews",
                card.where,
                in_navigation=True,
                view=records_view(review, self._linker(path)),
                foot=replace(self._foot(review, path), words=words),
            )
        for found in records:
            path = urls.reviews_path(card.id, found.record.period)
            yield self._page(
                path,
                record_title(found.record),
                "review",
                found.record.where,
                in_navigation=False,
                view=record_view(review, found, self._linker(path)),
                foot=replace(self._foot(review, path, found.record.where), words=words),
            )

    def _restatements(self, review: ScorecardReview) -> Iterable[Page]:
        """The ledger, where there are earlier editions."""
        if review.ledger is None:
            return
        card = review.scorecard
        path = urls.restatements_path(card.id)
        yield self._page(
            path,
            "Restatements",
            "restatements",
            card.where,
            in_navigation=True,
            view=restatements_view(review, review.ledger, self._linker(path)),
            foot=replace(self._foot(review, path), words=f"{card.title}, {review.period}"),
        )

    def _method(self, review: ScorecardReview) -> Page:
        card = review.scorecard
        path = urls.method_path(card.id)
        return self._page(
            path,
            "Method check",
            "method",
            card.where,
            in_navigation=True,
            view=method_view(review, self._linker(path)),
            foot=replace(self._foot(review, path), words=f"{card.title}, {review.period}"),
        )

    def _map(self, review: ScorecardReview, theme: ThemeId | None, view: MapPageView) -> Page:
        card = review.scorecard
        path = urls.map_path(card.id, theme)
        geometry = self._geometry(view.map, card.where) if self.engine is not None else None
        return self._page(
            path,
            view.title,
            "map",
            card.where,
            in_navigation=theme is None,
            view=view,
            drawing=self._drawing(view.map, geometry),
            foot=self._foot(review, path),
        )

    def _main_tree(self, review: ScorecardReview) -> Iterable[Page]:
        tree = main_tree(review)
        if tree is None:
            return
        path = urls.tree_path(review.scorecard.id)
        view, where = tree_page_view(review, tree, self._linker(path)), review.kpi(tree.root).kpi.where
        yield self._page(
            path,
            "KPI tree",
            "tree",
            where,
            in_navigation=True,
            view=view,
            geometry=self._tree_geometry(view.tree, where),
            foot=self._foot(review, path, where),
        )

    def _begin_layouts(self, maps: Iterable[MapView], trees: Iterable[TreeView | None]) -> None:
        """Start Graphviz for all drawings of the pages, so that it works while the first of them are written."""
        drawn = (tree.map for tree in trees if tree is not None)
        dots = [*map(map_dot, maps), *(tree_dot(tree) for tree in drawn if tree is not None)]
        if self.engine is not None:
            for dot in dots:
                begun_layout(dot, self.engine)

    def _tree_geometry(self, view: TreeView, where: SourceRef) -> TreeGeometry | None:
        return self._drawn_tree(view.map, where) if view.map is not None else None

    def _drawn_tree(self, view: TreeMapView, where: SourceRef) -> TreeGeometry | None:
        found = self._layout(tree_dot(view), view.title, where)
        return tree_geometry(view, found) if found is not None else None

    def _geometry(self, view: MapView, where: SourceRef) -> MapGeometry | None:
        found = self._layout(map_dot(view), "strategy map", where)
        return map_geometry(view, found) if found is not None else None

    def _layout(self, dot: str, what: str, where: SourceRef) -> Layout | None:
        """The places of a graph; None where there is no engine, or where it failed, which is a problem."""
        if self.engine is None:
            return None
        try:
            return layout(dot, self.engine)
        except LayoutFailed as failure:
            self.problems.append(
                Problem(
                    code="map-layout-failed",
                    where=where,
                    message=f"Graphviz could not lay out the {what}: {failure}",
                    hint="it is shown as a list; try the option graphviz: graphviz-pure",
                    severity=Severity.WARNING,
                )
            )
            return None

    def _drawing(self, view: MapView, geometry: MapGeometry | None) -> Markup:
        """The map as a drawing with its list for the phone, or as the list alone."""
        template = self.environment.get_template("partials/strategy_map.html.jinja")
        words = {status.value: word for status, word in STATUS_WORDS.items()}
        html = template.render(view=view, map=geometry, status_words=words)
        return Markup(html)  # noqa: S704 - rendered by the escaping environment

    def _page(
        self, path: str, title: str, template: str, source: SourceRef | None, *, in_navigation: bool, **context: Any
    ) -> Page:
        html = self.environment.get_template(f"pages/{template}.html.jinja").render(context)
        return Page(path=path, title=title, html=html, source=source, in_navigation=in_navigation)

    def _foot(self, review: ScorecardReview, path: str, source: SourceRef | None = None) -> Foot:
        card, link = review.scorecard, self._linker(path)
        return Foot(
            words=f"{card.title}, {review.period}. Score 0 to 1: on target from 0.90, at risk from 0.70",
            files=(
                LinkView(title="kpis.csv", href=link.to(urls.csv_path(card.id))),
                LinkView(title="scorecard.json", href=link.to(urls.json_path(card.id))),
            ),
            source=(source or card.where).path_and_line,
        )

    def _linker(self, path: str) -> Linker:
        return Linker(path, self.directory_urls)


def _data_files(review: ScorecardReview) -> list[DataFile]:
    card = review.scorecard
    document = dumps(portfolio_document([review], []))
    return [
        DataFile(path=urls.json_path(card.id), content=document.encode()),
        DataFile(path=urls.csv_path(card.id), content=kpis_csv(card, review.period.last_day).encode()),
    ]


def _navigation(reviews: Sequence[ScorecardReview]) -> Iterable[NavEntry]:
    yield NavEntry(title="Scorecards", path=urls.PORTFOLIO)
    for review in reviews:
        card = review.scorecard
        entries = [NavEntry(title="Overview", path=urls.scorecard_path(card.id))]
        if card.objectives:
            entries.append(NavEntry(title="Strategy map", path=urls.map_path(card.id)))
        entries += [
            NavEntry(title=found.title, path=urls.perspective_path(card.id, found.id)) for found in card.perspectives
        ]
        if review.trees:
            entries.append(NavEntry(title="KPI tree", path=urls.tree_path(card.id)))
        if review.links:
            entries.append(NavEntry(title="Hypotheses", path=urls.hypotheses_path(card.id)))
        entries.append(NavEntry(title="Initiatives", path=urls.initiatives_path(card.id)))
        if record_reviews(card, review.period):
            entries.append(NavEntry(title="Reviews", path=urls.reviews_path(card.id)))
        entries.append(NavEntry(title="Changes", path=urls.changes_path(card.id)))
        if review.ledger is not None:
            entries.append(NavEntry(title="Restatements", path=urls.restatements_path(card.id)))
        entries.append(NavEntry(title="Method check", path=urls.method_path(card.id)))
        yield NavEntry(title=card.title, path=None, children=tuple(entries))
