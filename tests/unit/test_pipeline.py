from dataclasses import replace
from pathlib import Path

import pytest

from mkdocs_scorecards import pipeline
from mkdocs_scorecards.model.problem import Problem, Severity
from mkdocs_scorecards.model.source_ref import SourceRef
from mkdocs_scorecards.pipeline import Gathered, Settings, gather, render, with_rules
from mkdocs_scorecards.render import rendered
from mkdocs_scorecards.render.graphviz import Engine, LayoutFailed
from small_project import FIGURES, SCORECARD, write_small_project

LISTS = Settings(graphviz="none")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_small_project(tmp_path)


def add_scorecard(project: Path, name: str, text: str, figures: str | None = None) -> None:
    folder = project / "scorecards" / name
    folder.mkdir(parents=True)
    (folder / "scorecard.yml").write_text(text, encoding="utf-8")
    if figures is not None:
        (folder / "kpis.csv").write_text(figures, encoding="utf-8")


def periods(gathered: Gathered) -> dict[str, str]:
    return {review.scorecard.id: str(review.period) for review in gathered.reviews}


def codes(gathered: Gathered) -> list[str]:
    return [problem.code for problem in gathered.problems]


def test_the_last_quarter_with_figures_is_reviewed_unless_another_period_is_named(project: Path) -> None:
    assert periods(gather(project, LISTS)) == {"acme": "2026-Q3"}
    assert periods(gather(project, replace(LISTS, period="2026-08"))) == {"acme": "2026-08"}


def test_a_period_for_one_scorecard_leaves_the_others_alone(project: Path) -> None:
    add_scorecard(project, "retail", SCORECARD, FIGURES)

    found = gather(project, replace(LISTS, period="2026-Q3", periods={"retail": "2026-07"}))

    assert periods(found) == {"acme": "2026-Q3", "retail": "2026-07"}


def test_each_scorecard_is_reviewed_in_its_own_last_quarter(project: Path) -> None:
    add_scorecard(project, "retail", SCORECARD, FIGURES + "monthly_churn,2026-12,4.1\n")

    assert periods(gather(project, LISTS)) == {"acme": "2026-Q3", "retail": "2026-Q4"}


def test_a_scorecard_without_figures_follows_the_others(project: Path) -> None:
    add_scorecard(project, "retail", SCORECARD + "data: []\n")

    assert periods(gather(project, LISTS)) == {"acme": "2026-Q3", "retail": "2026-Q3"}


def test_a_period_is_asked_for_only_where_no_other_scorecard_is_in_the_way(project: Path) -> None:
    add_scorecard(project, "retail", SCORECARD + "data: []\n")
    (project / "scorecards/acme/kpis.csv").write_text(FIGURES + "monthly_churn,2026-13,5\n")

    assert codes(gather(project, LISTS)) == ["period-impossible"]


def test_an_unreadable_period_is_told_once_for_all_scorecards(project: Path) -> None:
    add_scorecard(project, "retail", SCORECARD, FIGURES)

    found = gather(project, replace(LISTS, period="soon"))

    assert codes(found) == ["period-unreadable"]
    assert found.reviews == ()


def test_a_scorecard_with_an_error_is_left_out_and_the_others_are_reviewed(project: Path) -> None:
    add_scorecard(project, "retail", SCORECARD.replace("direction: lower", "direction: down"), FIGURES)

    found = gather(project, LISTS)

    assert periods(found) == {"acme": "2026-Q3"}
    assert [problem.code for problem in found.errors] == ["value-not-in-list"]


def test_every_file_that_was_read_is_named_for_the_watcher(project: Path) -> None:
    found = gather(project, LISTS)

    assert {file.relative_to(project).as_posix() for file in found.files} == {
        "scorecards/acme/kpis.csv",
        "scorecards/acme/scorecard.yml",
    }


def test_the_folder_of_scorecards_may_have_another_name(project: Path) -> None:
    (project / "scorecards").rename(project / "cards")

    found = gather(project, replace(LISTS, folder="cards"))

    assert periods(found) == {"acme": "2026-Q3"}
    assert codes(gather(project, LISTS)) == ["scorecards-missing"]


@pytest.mark.parametrize("severity", Severity)
@pytest.mark.parametrize("wanted", [*Severity, "off"])
def test_a_rule_changes_every_severity_but_that_of_an_error(severity: Severity, wanted: str) -> None:
    problem = Problem(code="figure-repeated", where=SourceRef("kpis.csv", 3), message="twice", severity=severity)
    other = replace(problem, code="csv-column-unknown")

    found = with_rules((problem, other), {"figure-repeated": str(wanted)})

    if severity is Severity.ERROR:
        assert found == (problem, other)
    elif wanted == "off":
        assert found == (other,)
    else:
        assert found == (replace(problem, severity=Severity(wanted)), other)


def test_a_warning_made_an_error_forbids_the_site(project: Path) -> None:
    (project / "scorecards/acme/kpis.csv").write_text(FIGURES + "monthly_churn,2026-09,4.6\n")

    assert gather(project, LISTS).errors == ()
    assert len(gather(project, replace(LISTS, rules={"figure-repeated": "error"})).errors) == 1


def test_without_graphviz_maps_are_lists_and_a_warning_says_so(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "found_engine", lambda _choice: None)
    gathered = gather(project, Settings())

    asked, unasked = render(gathered, Settings()), render(gathered, LISTS)

    assert [(found.code, found.severity) for found in asked.problems] == [("graphviz-missing", Severity.WARNING)]
    assert unasked.problems == ()
    assert asked.pages == unasked.pages


def test_a_map_that_graphviz_refuses_becomes_a_list_with_a_warning(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_dot: str, _engine: Engine) -> None:
        raise LayoutFailed("it took longer than 20 seconds")

    monkeypatch.setattr(rendered, "layout", refused)
    gathered = gather(project, Settings())

    site = render(gathered, Settings())

    (problem,) = site.problems
    assert (problem.code, problem.severity) == ("map-layout-failed", Severity.WARNING)
    assert "it took longer than 20 seconds" in problem.message
    assert site.pages == render(gathered, LISTS).pages


def test_rules_apply_to_what_goes_wrong_while_rendering(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "found_engine", lambda _choice: None)

    assert render(gather(project, Settings()), Settings(rules={"graphviz-missing": "off"})).problems == ()


@pytest.mark.parametrize("figure", ["1E+100", "-1E+300", "1E-300", "12345678901234567890" * 3 + ".5", "0.0000"])
@pytest.mark.parametrize("unit", ['"%"', "EUR", "customers"])
def test_a_figure_of_any_size_that_can_be_read_can_be_shown(project: Path, figure: str, unit: str) -> None:
    scorecard = project / "scorecards/acme/scorecard.yml"
    scorecard.write_text(scorecard.read_text().replace('"%"', unit))
    (project / "scorecards/acme/kpis.csv").write_text(FIGURES.replace("5.0", figure))
    gathered = gather(project, LISTS)

    site = render(gathered, LISTS)

    assert gathered.errors == ()
    assert figure in next(file for file in site.files if file.path == "acme/kpis.csv").content.decode() or "E" in figure


def test_only_a_changed_scorecard_is_analysed_again(project: Path) -> None:
    add_scorecard(project, "retail", SCORECARD, FIGURES)
    first = gather(project, LISTS)
    (project / "scorecards/retail/kpis.csv").write_text(FIGURES.replace("4.6", "4.7"), encoding="utf-8")

    second = gather(project, LISTS, first)

    assert second == gather(project, LISTS)
    assert second.reviews[0].kpis is first.reviews[0].kpis
    assert second.reviews[1].kpis is not first.reviews[1].kpis


def test_the_same_scorecard_in_another_period_is_analysed_again(project: Path) -> None:
    first = gather(project, LISTS)

    assert periods(gather(project, replace(LISTS, period="2026-08"), first)) == {"acme": "2026-08"}


def test_two_runs_give_the_same_site(project: Path) -> None:
    assert render(gather(project, Settings()), Settings()) == render(gather(project, Settings()), Settings())
