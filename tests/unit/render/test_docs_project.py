import pytest
import yaml

from mkdocs_scorecards.render.docs_project import HEAD, DocsProject, SiteWishes, address_of_source, docs_project
from mkdocs_scorecards.render.site import DataFile, NavEntry, Page, Site


def page(path: str) -> Page:
    return Page(path=path, title=path or "Home", html="<p>x</p>", source=None, in_navigation=True)


SITE = Site(
    pages=(page(""), page("acme/"), page("acme/kpis/churn/"), page("acme/kpis/nps/"), page("acme/map/")),
    files=(DataFile(path="acme/kpis.csv", content=b"kpi"), DataFile(path="assets/scorecards/map.css", content=b"")),
    navigation=(
        NavEntry(title="Scorecards", path=""),
        NavEntry(
            title="Acme",
            path=None,
            children=(NavEntry(title="Overview", path="acme/"), NavEntry(title="Map", path="acme/map/")),
        ),
    ),
    stylesheets=("assets/scorecards/map.css",),
)
OURS = [{"Scorecards": "index.md"}, {"Acme": [{"Overview": "acme/index.md"}, {"Map": "acme/map/index.md"}]}]


def wishes(**said: object) -> SiteWishes:
    return SiteWishes(site_name="Office", **said)  # type: ignore[arg-type]  # a shorthand of this module


def settings_of(project: DocsProject) -> dict[str, object]:
    assert project.configuration.startswith(HEAD)
    settings: dict[str, object] = yaml.safe_load(project.configuration)
    return settings


@pytest.mark.parametrize(
    ("source", "with_folders", "without"),
    [
        ("index.md", "index.html", "index.html"),
        ("a/README.md", "a/index.html", "a/index.html"),
        ("a/b.md", "a/b/index.html", "a/b.html"),
        ("a/b.markdown", "a/b/index.html", "a/b.html"),
        ("a/b.png", "a/b.png", "a/b.png"),
    ],
)
def test_a_source_has_the_address_that_generators_give_it(source: str, with_folders: str, without: str) -> None:
    assert (address_of_source(source, True), address_of_source(source, False)) == (with_folders, without)


def test_a_page_is_a_file_and_the_pages_of_kpis_are_in_no_menu() -> None:
    project = docs_project(SITE, [], wishes())

    assert list(project.files) == [
        "index.md",
        "acme/index.md",
        "acme/kpis/churn/index.md",
        "acme/kpis/nps/index.md",
        "acme/map/index.md",
        "acme/kpis.csv",
        "assets/scorecards/map.css",
    ]
    assert settings_of(project)["nav"] == OURS
    assert settings_of(project)["not_in_nav"] == "/acme/kpis/*/index.md\n"


def test_style_sheets_of_the_author_come_after_ours() -> None:
    settings = settings_of(docs_project(SITE, [], wishes(stylesheets=("own.css",), site_url="https://office.example/")))

    assert settings["extra_css"] == ["assets/scorecards/map.css", "own.css"]
    assert settings["site_url"] == "https://office.example/"


def test_what_the_author_wrote_at_an_address_wins_and_keeps_its_place_in_the_menu() -> None:
    project = docs_project(SITE, ["acme.md", "acme/kpis.csv"], wishes())

    assert project.rivals == {"acme/index.html": "acme.md", "acme/kpis.csv": "acme/kpis.csv"}
    assert not {"acme/index.md", "acme/kpis.csv"} & set(project.files)
    assert settings_of(project)["nav"] == [
        OURS[0],
        {"Acme": [{"Overview": "acme.md"}, {"Map": "acme/map/index.md"}]},
    ]


def test_without_directory_addresses_a_page_beside_ours_is_no_rival() -> None:
    project = docs_project(SITE, ["acme.md"], wishes(directory_urls=False))

    assert project.rivals == {}
    assert settings_of(project)["use_directory_urls"] is False


def test_the_authors_navigation_takes_ours_in_its_place() -> None:
    nav = ["about.md", {"Strategy": "scorecards"}, {"More": [{"Site": "https://office.example"}, "a/b.md"]}]

    settings = settings_of(docs_project(SITE, ["about.md", "a/b.md"], wishes(nav=nav)))

    assert settings["nav"] == ["about.md", {"Strategy": OURS}, nav[2]]


def test_a_navigation_that_does_not_name_the_scorecards_stays_as_it_is() -> None:
    settings = settings_of(docs_project(SITE, ["about.md"], wishes(nav=["about.md"])))

    assert settings["nav"] == ["about.md"]
    assert str(settings["not_in_nav"]).split() == [
        "/acme/*/index.md",
        "/acme/index.md",
        "/acme/kpis/*/index.md",
        "/index.md",
    ]


def test_without_a_navigation_the_authors_pages_follow_folder_by_folder() -> None:
    own = ["zoo.md", "about.md", "how_to/b.md", "how_to/index.md", "how_to/Deep/x.md", "a.png", "empty/only/y.md"]

    settings = settings_of(docs_project(SITE, own, wishes()))

    assert settings["nav"] == [
        *OURS,
        "about.md",
        "zoo.md",
        {"Empty": [{"Only": ["empty/only/y.md"]}]},
        {"How to": ["how_to/index.md", "how_to/b.md", {"Deep": ["how_to/Deep/x.md"]}]},
    ]
