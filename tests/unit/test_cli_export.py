import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from host_builds import build, tree_of
from mkdocs_scorecards.cli import main
from small_project import FIGURES, SCORECARD, write_small_project

WITHOUT_THE_HOST = """\
import sys
sys.modules |= dict.fromkeys(("mkdocs", "properdocs", "material"))  # as if they were not installed
from mkdocs_scorecards.cli import main
main()
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_small_project(tmp_path / "project")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "build"


def export(project: Path, out: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(project), "export", "--format", "docs", str(out), *options])


def exported(project: Path, out: Path, *options: str) -> dict[str, bytes]:
    result = export(project, out, *options)
    assert result.exit_code == 0, result.output
    return tree_of(out)


def test_a_project_without_a_configuration_becomes_a_docs_folder_with_one(project: Path, out: Path) -> None:
    (project / "docs").mkdir()
    (project / "docs/about.md").write_text("# Nothing says that this is part of the site\n")

    files = exported(project, out)

    assert {"mkdocs.yml", "docs/index.md", "docs/acme/kpis/monthly_churn/index.md", "docs/acme/kpis.csv"} <= set(files)
    assert "docs/about.md" not in files
    assert yaml.safe_load(files["mkdocs.yml"])["site_name"] == "Scorecards"


def test_the_command_needs_no_host(project: Path, out: Path) -> None:
    subprocess.run(
        [sys.executable, "-c", WITHOUT_THE_HOST, "-C", str(project), "export", "--format", "docs", str(out)],
        check=True,
        capture_output=True,
    )

    assert (out / "mkdocs.yml").is_file()


@pytest.mark.parametrize("host", ["mkdocs", "properdocs"])
def test_the_export_builds_strictly_with_the_authors_pages(project: Path, out: Path, host: str) -> None:
    (project / "docs/notes").mkdir(parents=True)
    (project / "docs/about.md").write_text("# About\n\n[the map](acme/map/index.md)\n")
    (project / "docs/notes/first.md").write_text("# First\n")
    (project / "mkdocs.yml").write_text("site_name: Office\nplugins: [scorecards]\n")
    exported(project, out)

    done = build(host, out, out / "site", "--strict")

    assert done.returncode == 0, done.stderr
    assert (out / "site/acme/kpis/monthly_churn/index.html").is_file()
    assert (out / "site/notes/first/index.html").is_file()
    assert not (out / "site/.scorecards-export").exists()


def test_the_same_sources_give_the_same_bytes(project: Path, out: Path, tmp_path: Path) -> None:
    assert exported(project, out) == exported(project, tmp_path / "again")


def test_options_of_the_plugin_count_as_in_a_build(project: Path, out: Path) -> None:
    (project / "mkdocs.yml").write_text(
        "site_name: Office\nsite_url: https://office.example/\nuse_directory_urls: false\nextra_css: [own.css]\n"
        "nav: [{Strategy: scorecards}, about.md]\nplugins: [scorecards: {period: 2026-08}]\n"
    )

    files = exported(project, out)
    settings = yaml.safe_load(files["mkdocs.yml"])

    assert "August 2026" in files["docs/acme/index.md"].decode()
    assert 'href="map/index.html"' in files["docs/acme/index.md"].decode()
    assert (settings["site_name"], settings["site_url"]) == ("Office", "https://office.example/")
    assert settings["use_directory_urls"] is False
    assert settings["extra_css"][-1] == "own.css"
    assert [list(settings["nav"][0]), settings["nav"][1]] == [["Strategy"], "about.md"]


def test_options_of_the_command_go_before_those_of_the_plugin(project: Path, out: Path) -> None:
    (project / "mkdocs.yml").write_text("use_directory_urls: false\nplugins: [scorecards: {period: 2026-08}]\n")

    page = exported(project, out, "--period", "2026-09", "--directory-urls")["docs/acme/index.md"].decode()

    assert "September 2026" in page
    assert 'href="map/"' in page


def test_a_narrower_audience_is_that_of_the_configuration_or_of_the_command(project: Path, out: Path) -> None:
    scorecard = project / "scorecards/acme/scorecard.yml"
    scorecard.write_text(SCORECARD.replace("title: Monthly logo churn", "audience: board\n        title: Secret"))

    def words(*options: str) -> bytes:
        return b"".join(exported(project, out, "--period", "2026-Q3", *options).values())

    assert b"Secret" in words()
    assert b"Secret" not in words("--audience", "staff")
    (project / "mkdocs.yml").write_text("plugins: [scorecards: {audience: public}]\n")
    assert b"Secret" not in words()
    assert b"Secret" in words("--audience", "board")


def test_an_audience_that_cannot_be_read_is_never_taken_for_the_widest(project: Path, out: Path) -> None:
    (project / "mkdocs.yml").write_text("plugins: [scorecards: {audience: !ENV [AUDIENCE, public]}]\n")

    result = export(project, out)

    assert (result.exit_code, out.exists()) == (2, False)
    assert "name it with --audience" in result.output
    assert export(project, out, "--audience", "public").exit_code == 0


def test_errors_leave_the_earlier_export(project: Path, out: Path) -> None:
    before = exported(project, out)
    (project / "scorecards/acme/kpis.csv").write_text(FIGURES + "monthly_churn,2026-10,about five\n")

    result = export(project, out)

    assert result.exit_code == 1
    assert "scorecards/acme/kpis.csv:5:" in result.stderr
    assert tree_of(out) == before


def test_warnings_are_told_and_stop_nothing(project: Path, out: Path) -> None:
    (project / "scorecards/acme/kpis.csv").write_text(FIGURES + "monthly_churn,2026-09,4.6\n")

    result = export(project, out)

    assert result.exit_code == 0
    assert "scorecards/acme/kpis.csv:5" in result.stderr


def test_a_page_of_the_author_at_an_address_of_ours_is_named(project: Path, out: Path) -> None:
    (project / "mkdocs.yml").write_text("plugins: [scorecards]\n")
    (project / "docs").mkdir()
    (project / "docs/acme.md").write_text("# Mine\n")

    result = export(project, out)

    assert "acme.md is shown instead of the generated acme/index.html" in result.stderr


@pytest.mark.parametrize("place", ["scorecards/build", "docs/build", "site", "."])
def test_a_folder_of_the_project_itself_is_refused(project: Path, place: str) -> None:
    (project / "mkdocs.yml").write_text("site_name: Office\n")
    before = tree_of(project)

    result = export(project, project / place)

    assert result.exit_code == 1
    assert result.stderr.startswith("error: ")
    assert tree_of(project) == before


@pytest.mark.parametrize("kind", ["xlsx", "csv", "json", "markdown"])
def test_other_formats_are_not_supported_yet(project: Path, out: Path, kind: str) -> None:
    result = CliRunner().invoke(main, ["-C", str(project), "export", "--format", kind, str(out)])

    assert (result.exit_code, out.exists()) == (2, False)
    assert f"'{kind}' is not supported yet" in result.output


def test_a_navigation_that_is_none_is_named_with_its_line(project: Path, out: Path) -> None:
    (project / "mkdocs.yml").write_text("site_name: Office\nnav:\n  - a.md\n  - {A: {B: b.md}}\n")

    result = export(project, out)

    assert result.exit_code == 2
    assert "line 4" in result.output


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid"), reason="needs permissions as on Unix")
def test_a_place_that_cannot_be_written_is_an_error_in_a_sentence(project: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")

    result = export(project, tmp_path / "file/build")

    assert result.exit_code == 1
    assert result.stderr.startswith("error: ")
