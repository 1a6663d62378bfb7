from collections.abc import Sequence
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from mkdocs_scorecards.model.method_rules import Profile
from mkdocs_scorecards.model.problem import Problem, Severity
from mkdocs_scorecards.model.source_ref import SourceRef
from mkdocs_scorecards.pipeline import Gathered, Settings
from mkdocs_scorecards.plugin import host
from mkdocs_scorecards.plugin.host import ScorecardsPlugin
from mkdocs_scorecards.plugin.markup import MOST_SHOWN, account_of
from mkdocs_scorecards.render.changes.against import Against
from mkdocs_scorecards.render.navigation import as_title
from mkdocs_scorecards.render.site import DataFile, NavEntry, Page, Site

BROKEN = Problem(
    code="title-missing",
    where=SourceRef("scorecards/acme/scorecard.yml", 3, 5),
    message="no title",
    hint="write title:",
)
DOUBTFUL = Problem(
    code="figure-doubled", where=SourceRef("scorecards/acme/kpis.csv", 7), message="twice", severity=Severity.WARNING
)


def page(path: str, title: str, *, listed: bool = True) -> Page:
    html = f'<h1 id="page-title">{title}</h1><p id="text">Figures of {title}</p>'
    return Page(
        path=path, title=title, html=html, source=SourceRef("scorecards/acme/scorecard.yml", 9), in_navigation=listed
    )


SITE = Site(
    pages=(
        page("", "Portfolio"),
        page("acme/", "Acme"),
        page("acme/kpis/churn/", "Churn", listed=False),
        page("acme/map/", "Strategy map"),
    ),
    files=(DataFile(path="acme/kpis.csv", content=b"kpi,period\r\n"), DataFile(path="assets/own.css", content=b"p{}")),
    navigation=(
        NavEntry(title="Portfolio", path=""),
        NavEntry(title="Acme", path="acme/", children=(NavEntry(title="Strategy map", path="acme/map/"),)),
    ),
    stylesheets=("assets/own.css",),
)


class Pipeline:
    """Stands in for the real one: what it gives back can be changed between builds."""

    def __init__(self) -> None:
        self.problems: Sequence[Problem] = ()
        self.site = SITE
        self.settings = Settings()
        self.earlier: Gathered | None = None

    def gather(self, project: Path, settings: Settings, earlier: Gathered | None) -> Gathered:
        self.earlier = earlier
        self.settings = settings
        return Gathered(reviews=(), problems=tuple(self.problems), files=(project / "elsewhere/kpis.csv",))

    def render(self, gathered: Gathered, settings: Settings, against: Sequence[Against]) -> Site:
        assert against == ()
        assert gathered.problems == tuple(self.problems)
        assert settings == self.settings
        return self.site


@pytest.fixture(autouse=True)
def pipeline(monkeypatch: pytest.MonkeyPatch) -> Pipeline:
    stand_in = Pipeline()
    monkeypatch.setattr(host, "gather", stand_in.gather)
    monkeypatch.setattr(host, "render", stand_in.render)
    monkeypatch.setattr(
        MkDocsConfig.plugins, "plugin_cache", {}
    )  # else plugins outlive a test, as they do in a preview
    return stand_in


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "docs/about").mkdir(parents=True)
    (tmp_path / "scorecards").mkdir()
    (tmp_path / "docs/about/us.md").write_text("# Us\n\n[map](../acme/map/index.md#text)\n")
    return tmp_path


def configuration(project: Path, text: str = "", options: str = "") -> MkDocsConfig:
    head = "site_name: Office\ntheme: mkdocs\n"
    plugins = f"plugins:\n  - search\n  - scorecards: {{{options}}}\n"
    (project / "mkdocs.yml").write_text(head + plugins + text)
    return load_config(str(project / "mkdocs.yml"))


def material(features: str = "") -> str:
    return f"theme: {{name: material, font: false, features: [{features}]}}\n"


def built(project: Path, text: str = "", options: str = "") -> MkDocsConfig:
    config = configuration(project, text, options)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return config


def html_of(project: Path, path: str) -> str:
    return (project / "site" / path / "index.html").read_text(encoding="utf-8")


def test_pages_and_files_stand_at_their_addresses(project: Path, pipeline: Pipeline) -> None:
    built(project)

    assert "Figures of Strategy map" in html_of(project, "acme/map")
    assert "Figures of Churn" in html_of(project, "acme/kpis/churn")
    assert (project / "site/acme/kpis.csv").read_bytes() == b"kpi,period\r\n"
    assert pipeline.settings.directory_urls


def test_addresses_are_the_same_without_directory_urls(project: Path, pipeline: Pipeline) -> None:
    built(project, "use_directory_urls: false\n")

    assert "Figures of Strategy map" in html_of(project, "acme/map")
    assert not pipeline.settings.directory_urls


def test_generated_pages_come_first_where_no_nav_was_written(project: Path) -> None:
    config = built(project)

    assert config.nav == [
        {"Portfolio": "index.md"},
        {"Acme": [{"Acme": "acme/index.md"}, {"Strategy map": "acme/map/index.md"}]},
        {"About": ["about/us.md"]},
    ]


@pytest.mark.parametrize(
    ("nav", "expected"),
    [
        ("[about/us.md, scorecards]", ["about/us.md", "ours"]),
        ("[Results: scorecards]", [{"Results": ["ours"]}]),
        ("[{More: [{Results: scorecards}, about/us.md]}]", [{"More": [{"Results": ["ours"]}, "about/us.md"]}]),
        ("[about/us.md]", ["about/us.md"]),
    ],
)
def test_generated_pages_stand_where_the_author_wrote_scorecards(
    project: Path, pipeline: Pipeline, nav: str, expected: list[object]
) -> None:
    pipeline.site = Site(
        pages=(page("acme/", "Acme"), page("acme/map/", "Map", listed=False)),
        files=(),
        navigation=(NavEntry(title="Acme", path="acme/"),),
        stylesheets=(),
    )

    config = built(project, f"nav: {nav}\nstrict: true\n")

    assert repr(config.nav).replace("{'Acme': 'acme/index.md'}", "'ours'") == repr(expected)


def test_the_page_of_a_kpi_opens_the_section_of_its_scorecard(project: Path) -> None:
    built(project, material("navigation.indexes, navigation.prune"))

    html = html_of(project, "acme/kpis/churn")
    assert '<a href="../../map/" class="md-nav__link">' in html
    assert "Churn" not in html.split('class="md-nav__list"')[1].split("</nav>")[0]


def test_the_page_of_a_kpi_has_the_title_under_which_an_author_lists_it(project: Path) -> None:
    built(project, "nav:\n  - scorecards\n  - Who leaves us: acme/kpis/churn/index.md\n")

    assert "<title>Who leaves us - Office</title>" in html_of(project, "acme/kpis/churn")


def test_an_override_of_the_theme_that_was_edited_shows_at_the_next_build(project: Path) -> None:
    (project / "overrides").mkdir()
    override = project / "overrides/main.html"
    found = []
    for word in ("before", "after"):
        override.write_text('{% extends "base.html" %}{% block footer %}' + word + "{% endblock %}")
        built(project, "theme: {name: mkdocs, custom_dir: overrides}\n")
        found.append([word for word in ("before", "after") if word in html_of(project, "acme")])

    assert found == [["before"], ["after"]]


def test_a_section_without_a_page_of_its_own_keeps_all_its_children(project: Path, pipeline: Pipeline) -> None:
    entries = (NavEntry(title="Overview", path="acme/"), NavEntry(title="Map", path="acme/map/"))
    pipeline.site = Site(
        pages=(page("acme/", "Acme"), page("acme/map/", "Map")),
        files=(),
        navigation=(NavEntry(title="Acme", path=None, children=entries),),
        stylesheets=(),
    )

    built(project, material("navigation.indexes"))

    links = html_of(project, "acme").split('data-md-component="sidebar"')[1].split("</nav>")[0]
    assert "Overview" in links
    assert "Map" in links


def test_a_hand_written_page_wins_and_is_named(project: Path, caplog: pytest.LogCaptureFixture) -> None:
    (project / "docs/acme").mkdir()
    (project / "docs/acme/map.md").write_text("# By hand\n")

    built(project)

    assert "By hand" in html_of(project, "acme/map")
    assert "acme/map.md is shown instead of the generated acme/map/index.html" in caplog.text


def test_a_hand_written_home_page_is_no_cause_for_a_warning(project: Path) -> None:
    (project / "docs/README.md").write_text("# Welcome\n")

    config = built(project, "strict: true\n")

    assert "Welcome" in html_of(project, "")
    assert config.nav is not None
    assert config.nav[0] == {"Portfolio": "README.md"}


def test_links_from_hand_written_pages_to_anchors_of_generated_ones_hold(project: Path) -> None:
    built(project, "strict: true\nvalidation: {anchors: warn}\n")

    assert 'href="../../acme/map/#text"' in html_of(project, "about/us")


def test_errors_are_all_listed_and_leave_the_old_site(
    project: Path, pipeline: Pipeline, caplog: pytest.LogCaptureFixture
) -> None:
    built(project)
    before = html_of(project, "acme")
    pipeline.problems = (BROKEN, DOUBTFUL)

    with pytest.raises(Abort):
        built(project)

    assert "1 error in the scorecards:" in caplog.text
    assert "scorecards/acme/scorecard.yml:3:5: error title-missing: no title (hint: write title:)" in caplog.text
    assert html_of(project, "acme") == before


def test_warnings_are_logged_and_the_site_is_built(
    project: Path, pipeline: Pipeline, caplog: pytest.LogCaptureFixture
) -> None:
    pipeline.problems = (DOUBTFUL,)

    built(project)

    assert "scorecards/acme/kpis.csv:7: warning figure-doubled: twice" in caplog.text
    assert "Acme" in html_of(project, "acme")


def test_warnings_stop_a_strict_build_before_anything_is_written(project: Path, pipeline: Pipeline) -> None:
    pipeline.problems = (DOUBTFUL,)

    with pytest.raises(Abort):
        built(project, "strict: true\n")

    assert not (project / "site").exists()


def test_warnings_of_the_drawing_count_as_well(project: Path, pipeline: Pipeline) -> None:
    pipeline.site = Site(pages=(), files=(), navigation=(), stylesheets=(), problems=(DOUBTFUL,))

    with pytest.raises(Abort):
        built(project, "strict: true\n")


def test_remarks_are_left_to_the_command_line(
    project: Path, pipeline: Pipeline, caplog: pytest.LogCaptureFixture
) -> None:
    pipeline.problems = (Problem(code="a-remark", where=SourceRef("x"), message="by the way", severity=Severity.INFO),)

    built(project, "strict: true\n")

    assert "by the way" not in caplog.text


def test_a_preview_shows_the_problems_on_the_last_good_pages(project: Path, pipeline: Pipeline) -> None:
    config = configuration(project)
    config.plugins.on_startup(command="serve", dirty=False)
    build(config, serve_url="http://127.0.0.1:8000/")
    again = load_config(str(project / "mkdocs.yml"))
    pipeline.problems = (BROKEN,)

    build(again, serve_url="http://127.0.0.1:8000/")

    assert "scorecard.yml:3:5: error title-missing" in html_of(project, "acme/map")
    assert "Figures of Strategy map" in html_of(project, "acme/map")
    assert "scorecard.yml:3:5: error title-missing" in html_of(project, "about/us")


def test_a_preview_remembers_what_it_read_before(project: Path, pipeline: Pipeline) -> None:
    config = configuration(project)
    config.plugins.on_startup(command="serve", dirty=False)
    build(config, serve_url="http://127.0.0.1:8000/")
    first = pipeline.earlier

    build(load_config(str(project / "mkdocs.yml")), serve_url="http://127.0.0.1:8000/")

    assert first is None
    assert pipeline.earlier is not None


def test_a_preview_that_starts_with_problems_shows_them_on_a_page(project: Path, pipeline: Pipeline) -> None:
    pipeline.problems = (BROKEN,)
    config = configuration(project)
    config.plugins.on_startup(command="serve", dirty=False)

    build(config, serve_url="http://127.0.0.1:8000/")

    assert "scorecard.yml:3:5: error title-missing" in html_of(project, "")


def test_what_is_read_is_watched(project: Path, pipeline: Pipeline) -> None:
    (project / "mine").mkdir()

    config = built(project, options="templates: mine")

    assert str(project / "scorecards") in config.watch
    assert str(project / "mine") in config.watch
    assert str(project / "elsewhere/kpis.csv") in config.watch
    assert pipeline.settings.templates == project / "mine"


def test_a_dirty_build_writes_only_pages_that_changed(project: Path, pipeline: Pipeline) -> None:
    config = configuration(project)
    config.plugins.on_startup(command="serve", dirty=True)
    build(config)
    (project / "site/acme/map/index.html").unlink()
    again = load_config(str(project / "mkdocs.yml"))
    changed = page("acme/", "Acme once more")
    pipeline.site = Site(
        pages=tuple(changed if each.path == "acme/" else each for each in SITE.pages),
        files=SITE.files,
        navigation=SITE.navigation,
        stylesheets=SITE.stylesheets,
    )

    build(again, dirty=True)

    assert "Acme once more" in html_of(project, "acme")
    assert not (project / "site/acme/map/index.html").exists()


def test_a_title_never_becomes_markup(project: Path, pipeline: Pipeline) -> None:
    hostile = "</title><script>alert(1)</script> & <5 days"
    pipeline.site = Site(
        pages=(
            Page(path="acme/", title=hostile, html="<p>x</p>", source=None, in_navigation=True, description='"><b>'),
        ),
        files=(),
        navigation=(NavEntry(title=hostile, path="acme/"),),
        stylesheets=(),
    )
    for theme in ("material", "mkdocs", "readthedocs"):
        built(project, f"theme: {{name: {theme}}}\n")

        html = html_of(project, "acme")
        assert "<script>alert" not in html
        assert "</title><" not in html.split("</title>", 1)[0]
        assert '"><b>' not in html


@pytest.mark.parametrize("title", ["---", "yes", "2026", "a: b", "ü\N{SEEDLING}", "'", '"'])
def test_a_title_reaches_the_page_as_written(project: Path, pipeline: Pipeline, title: str) -> None:
    pipeline.site = Site(
        pages=(Page(path="acme/", title=title, html="<p>x</p>", source=None, in_navigation=True),),
        files=(),
        navigation=(NavEntry(title=title, path="acme/"),),
        stylesheets=(),
    )

    built(project, material())

    assert f"<title>{title} - Office</title>" in html_of(project, "acme")


def test_as_title_gives_harmless_markup() -> None:
    assert as_title("A < B & C") == "A &lt; B &amp; C"
    assert "</" not in as_title("</title>")


def test_the_edit_link_leads_to_the_yaml_file(project: Path) -> None:
    built(
        project,
        "repo_url: https://git.example.org/office/strategy\nedit_uri: edit/main/docs/\n"
        + material("content.action.edit"),
    )

    target = "https://git.example.org/office/strategy/edit/main/scorecards/acme/scorecard.yml"
    assert f'href="{target}"' in html_of(project, "acme/map")


def test_style_sheets_of_the_author_come_after_ours(project: Path) -> None:
    (project / "docs/own.css").write_text("p {}")

    config = built(project, "extra_css: [own.css]\n")

    assert list(config.extra_css) == ["assets/own.css", "own.css"]


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_other_themes_show_the_pages_too(project: Path, theme: str) -> None:
    built(project, f"theme: {theme}\n")

    assert "Figures of Acme" in html_of(project, "acme")


def test_the_search_dialog_has_a_name(project: Path) -> None:
    built(project, material())

    for html in (html_of(project, "acme"), (project / "site/404.html").read_text(encoding="utf-8")):
        assert 'data-md-component="search" role="dialog" aria-label="Search">' in html


def test_drawings_and_excluded_tables_reach_readers_and_not_the_search(project: Path, pipeline: Pipeline) -> None:
    html = (
        '<h1 id="page-title">Churn</h1><p>Customers lost</p><svg><title>Chart</title><text>Axis</text></svg>'
        '<table class="figures" data-search-exclude><tr><td>Row 12</td></tr></table><table><tr><td>Goal</td></tr>'
        "</table>"
    )
    pipeline.site = Site(
        pages=(Page(path="acme/", title="Churn", html=html, source=None, in_navigation=True),),
        files=(),
        navigation=(NavEntry(title="Churn", path="acme/"),),
        stylesheets=(),
    )
    (project / "docs/about/us.md").write_text("# Us\n")

    for theme in (material(), ""):
        built(project, theme)

        index = (project / "site/search/search_index.json").read_text(encoding="utf-8")
        assert "Customers lost" in index
        assert "Axis" not in index
        assert "Row 12" not in index
        assert html in html_of(project, "acme")


def test_the_link_that_skips_the_navigation_leads_to_the_title(project: Path) -> None:
    built(project, material())

    assert '<a href="#page-title" class="md-skip">' in html_of(project, "acme/map")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("scorecards_dir: nowhere", "scorecards_dir"),
        ("scorecards_dir: ..", "must lie inside the folder"),
        ("period: [2026]", "Expected a period such as 2026-Q3"),
        ("audience: everyone", "public"),
        ("templates: nowhere", "isn't an existing directory"),
        ("rules: {kpi-late: loud}", "warning"),
        ("profile: tiny", "small"),
        ("profiles: {acme: tiny}", "small"),
        ("graphviz: pango", "graphviz-pure"),
    ],
)
def test_a_wrong_option_is_refused_by_name(
    project: Path, caplog: pytest.LogCaptureFixture, options: str, message: str
) -> None:
    with pytest.raises(Abort):
        configuration(project, options=options)

    assert message in caplog.text


def test_options_reach_the_pipeline(project: Path, pipeline: Pipeline) -> None:
    (project / "data/cards").mkdir(parents=True)

    built(
        project,
        options="scorecards_dir: data/cards/, period: 2026, periods: {acme: FY2025}, audience: staff,"
        " rules: {kpi-late: off, kpi-early: error}, profile: small, profiles: {acme: standard}, graphviz: none",
    )

    settings = pipeline.settings
    assert (settings.folder, settings.period, dict(settings.periods)) == ("data/cards", "2026", {"acme": "FY2025"})
    assert (settings.audience.word, settings.graphviz) == ("staff", "none")
    assert dict(settings.rules) == {"kpi-late": "off", "kpi-early": "error"}
    assert (settings.profile, settings.profiles) == (Profile.SMALL, {"acme": Profile.STANDARD})


def test_a_long_list_of_problems_is_cut_and_counted() -> None:
    account = account_of([BROKEN] * (MOST_SHOWN + 7), "error")

    assert account.splitlines()[0] == f"{MOST_SHOWN + 7} errors in the scorecards:"
    assert account.splitlines()[-1] == "  … and 7 more; `scorecards check` lists all of them."
    assert len(account.splitlines()) == MOST_SHOWN + 2


def test_the_plugin_survives_rebuilds() -> None:
    assert "on_startup" in vars(ScorecardsPlugin)
