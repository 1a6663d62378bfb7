from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_scorecards.model.ids import InitiativeId, KpiId, ObjectiveId, PerspectiveId, ScorecardId, ThemeId
from mkdocs_scorecards.model.period import Period
from mkdocs_scorecards.render import urls
from mkdocs_scorecards.render.urls import Linker

A_QUARTER = Period.quarter(2026, 3)

ids = st.from_regex(r"[a-z][a-z0-9_]{0,5}", fullmatch=True)
scorecards = st.sampled_from(["acme", "acme_eu", "kpis"]).map(ScorecardId)

page_paths = st.one_of(
    st.just(urls.PORTFOLIO),
    scorecards.map(urls.scorecard_path),
    scorecards.map(urls.map_path),
    scorecards.map(urls.initiatives_path),
    scorecards.map(urls.reviews_path),
    scorecards.map(lambda card: urls.reviews_path(card, A_QUARTER)),
    st.builds(lambda card, name: urls.map_path(card, ThemeId(name)), scorecards, ids),
    st.builds(lambda card, name: urls.perspective_path(card, PerspectiveId(name)), scorecards, ids),
    st.builds(lambda card, name: urls.kpi_path(card, KpiId(name)), scorecards, ids),
)
file_paths = st.one_of(scorecards.map(urls.json_path), scorecards.map(urls.csv_path), ids.map(urls.asset_path))
anchored_paths = st.one_of(
    st.builds(
        lambda card, one, two: urls.objective_path(card, PerspectiveId(one), ObjectiveId(two)), scorecards, ids, ids
    ),
    st.builds(lambda card, name: urls.initiatives_path(card, InitiativeId(name)), scorecards, ids),
    st.builds(lambda card, one, two: urls.link_path(card, ObjectiveId(one), ObjectiveId(two)), scorecards, ids, ids),
    scorecards.map(lambda card: urls.reviews_path(card, A_QUARTER, 2)),
)
SITES = ["https://example.com/", "https://example.com/group/scorecards/", "file:///home/reader/site/"]


def address(site: str, path: str, *, directory_urls: bool) -> str:
    """Where a path of the site is found."""
    page, _, anchor = path.partition("#")
    name = "index.html" if not directory_urls and (not page or page.endswith("/")) else ""
    return f"{site}{page}{name}" + (f"#{anchor}" if anchor else "")


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("directory_urls", [True, False])
@given(page=page_paths, target=st.one_of(page_paths, file_paths, anchored_paths))
def test_a_link_leads_from_any_page_to_any_place(site: str, directory_urls: bool, page: str, target: str) -> None:
    here = address(site, page, directory_urls=directory_urls)

    link = Linker(page, directory_urls).to(target)

    assert urljoin(here, link) == address(site, target, directory_urls=directory_urls)


@given(page=page_paths, target=st.one_of(page_paths, file_paths, anchored_paths), directory_urls=st.booleans())
def test_every_link_is_relative_and_never_empty(page: str, target: str, directory_urls: bool) -> None:
    link = Linker(page, directory_urls).to(target)
    parts = urlsplit(link)

    assert link
    assert (parts.scheme, parts.netloc) == ("", "")
    assert not link.startswith("/")


@given(page=page_paths, target=st.one_of(page_paths, file_paths))
def test_a_link_climbs_no_higher_than_the_site(page: str, target: str) -> None:
    assert Linker(page).to(target).count("../") <= page.count("/")


def test_a_place_on_the_same_page_is_only_its_anchor() -> None:
    path = urls.objective_path(ScorecardId("acme"), PerspectiveId("customer"), ObjectiveId("stay"))

    assert Linker("acme/customer/").to(path) == "#objective-stay"
    assert Linker("acme/customer/", directory_urls=False).to(path) == "#objective-stay"


@pytest.mark.parametrize(
    ("page", "target", "link"),
    [
        ("", "acme/", "acme/"),
        ("acme/", "", "../"),
        ("acme/", "acme/", "./"),
        ("acme/kpis/churn/", "acme/kpis/sales/", "../sales/"),
        ("acme/kpis/churn/", "acme/kpis.csv", "../../kpis.csv"),
        ("acme/map/", "acme/map/growth/", "growth/"),
        ("acme/map/growth/", "acme/map/", "../"),
        ("acme/", "acme_eu/", "../acme_eu/"),
    ],
)
def test_links_are_as_short_as_people_would_write_them(page: str, target: str, link: str) -> None:
    assert Linker(page).to(target) == link


@given(one=st.tuples(ids, ids), two=st.tuples(ids, ids))
def test_no_two_arrows_share_an_anchor(one: tuple[str, str], two: tuple[str, str]) -> None:
    first, second = (urls.link_anchor(ObjectiveId(cause), ObjectiveId(effect)) for cause, effect in (one, two))

    assert (first == second) is (one == two)
