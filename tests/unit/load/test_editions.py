"""Reading earlier editions: what is not what was published is named, and compared with nothing."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from builders import a_kpi, a_scorecard, a_series
from earlier_editions import document_of, reviewed, write_edition
from mkdocs_scorecards.load.editions import read_editions
from mkdocs_scorecards.model.ids import ScorecardId
from mkdocs_scorecards.model.problem import Severity

ACME = ScorecardId("acme")
CARD = a_scorecard([a_kpi(target="6")], {"churn": a_series("churn", {"2026-01": "5"})})
DOCUMENT = document_of(reviewed(CARD, "2026-Q1"))


def laid_out(folder: Path, text: str = DOCUMENT) -> Path:
    write_edition(folder, "2026-Q1", {"acme": text}, last_day="2026-03-31")
    return folder


def test_an_edition_is_read_with_its_name_and_its_figures(tmp_path: Path) -> None:
    write_edition(laid_out(tmp_path), "2026-Q2-r2", {"acme": DOCUMENT}, revision=2)

    editions, problems = read_editions(tmp_path, {ACME: 1})

    assert problems == ()
    assert [(found.edition.title, found.edition.revision) for found in editions] == [("Q1 2026", 1), ("Q2 2026", 2)]
    (kpi,) = editions[0].scorecards[ACME].kpis.values()
    assert [(str(point.period), str(point.actual), point.origin) for point in kpi.points] == [
        ("2026-01", "5", "reported"),
        ("2026-02", "None", "missing"),
        ("2026-03", "None", "missing"),
    ]


def test_a_scorecard_that_is_not_wanted_is_not_looked_at(tmp_path: Path) -> None:
    editions, problems = read_editions(laid_out(tmp_path, "{"), {ScorecardId("other"): 1})

    assert problems == ()
    assert [(found.scorecards, found.unreadable) for found in editions] == [({}, frozenset())]


def test_an_edition_of_a_version_that_said_less_is_read_with_what_it_said(tmp_path: Path) -> None:
    document = json.loads(DOCUMENT)
    (card,) = document["scorecards"]
    del card["fiscal_year_start"], card["kpis"][0]["rules"]
    for point in card["kpis"][0]["series"]:
        del point["origin"]
    card["kpis"][0]["series"].append({**card["kpis"][0]["series"][0], "period": "2026-04"})

    editions, problems = read_editions(laid_out(tmp_path, json.dumps(document)), {ACME: 1})

    assert problems == ()
    (kpi,) = editions[0].scorecards[ACME].kpis.values()
    assert kpi.facts.keys() == {"title", "owner", "unit", "direction"}
    assert kpi.audience is None
    assert [point.origin for point in kpi.points] == ["reported", "", "", "carried forward"]


def test_fiscal_periods_are_those_of_the_edition(tmp_path: Path) -> None:
    document = json.loads(DOCUMENT)
    (card,) = document["scorecards"]
    card |= {"fiscal_year_start": 7, "period": "FY2026-Q1"}

    editions, _ = read_editions(laid_out(tmp_path, json.dumps(document)), {ACME: 4})

    assert editions[0].scorecards[ACME].period.first_day.isoformat() == "2025-07-01"


def _changed(folder: Path) -> None:
    file = folder / "2026-Q1/acme/scorecard.json"
    file.write_text(file.read_text().replace('"actual": 5', '"actual": 4'))


def _lost(folder: Path) -> None:
    (folder / "2026-Q1/acme/scorecard.json").unlink()


def _without_manifest(folder: Path) -> None:
    (folder / "2026-Q1/manifest.sha256").unlink()


def _rewritten(folder: Path) -> None:
    _changed(folder)
    digest = hashlib.sha256((folder / "2026-Q1/acme/scorecard.json").read_bytes()).hexdigest()
    (folder / "2026-Q1/manifest.sha256").write_text(f"{digest}  acme/scorecard.json\n")


@pytest.mark.parametrize(
    ("damage", "path", "said"),
    [
        (_changed, "2026-Q1/acme/scorecard.json", "is not what was published"),
        (_lost, "2026-Q1/acme/scorecard.json", "was published and is missing"),
        (_without_manifest, "2026-Q1/manifest.sha256", "was published and is missing"),
        (_rewritten, "2026-Q1/manifest.sha256", "is not what was published"),
    ],
)
def test_what_is_not_what_was_published_is_a_problem_that_names_the_edition(
    tmp_path: Path, damage: Callable[[Path], None], path: str, said: str
) -> None:
    damage(laid_out(tmp_path))

    editions, (problem,) = read_editions(tmp_path, {ACME: 1})

    assert (problem.code, problem.where.path, problem.severity) == ("edition-unreadable", path, Severity.WARNING)
    assert said in problem.message
    assert [(dict(found.scorecards), set(found.unreadable)) for found in editions] == [({}, {ACME})]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "is no JSON"),
        ("[" * 100_000, "is no JSON"),
        ("[]", "cannot be understood"),
        ('{"schema": "scorecards/2", "scorecards": []}', "is of the schema scorecards/2"),
        ('{"schema": "scorecards/1", "scorecards": []}', "holds another scorecard"),
        (DOCUMENT.replace('"period": "2026-02"', '"period": "2026-13"'), "cannot be understood"),
        (DOCUMENT.replace('"actual": 5', '"actual": "five"'), "kpis.0"),
        (DOCUMENT.replace('"actual": 5', '"actual": NaN'), "kpis.0"),
        (DOCUMENT.replace('"actual": 5', '"actual": 1e999999'), "a number beyond all measure"),
        (DOCUMENT.replace('"direction": "higher"', '"direction": "sideways"'), "cannot be understood"),
        (DOCUMENT.replace('"aggregate": "mean"', '"aggregate": "mode"'), "cannot be understood"),
        (DOCUMENT.replace('"frequency": "monthly"', '"frequency": "daily"'), "cannot be understood"),
        (DOCUMENT.replace('"formula": null', '"formula": "1 +"'), "cannot be understood"),
        (DOCUMENT.replace('"audience": "public"', '"audience": "aliens"'), "cannot be understood"),
    ],
)
def test_a_file_that_was_published_and_cannot_be_read_is_a_problem_and_no_traceback(
    tmp_path: Path, text: str, said: str
) -> None:
    assert text != DOCUMENT

    _, (problem,) = read_editions(laid_out(tmp_path, text), {ACME: 1})

    assert problem.where.path == "2026-Q1/acme/scorecard.json"
    assert said in problem.message


@pytest.mark.parametrize(
    "text", ["", "{}", '{"editions": [{}]}', '{"editions": [{"folder": "../x"}]}', '{"editions": 1}']
)
def test_a_list_of_editions_that_cannot_be_read_is_a_problem(tmp_path: Path, text: str) -> None:
    (tmp_path / "editions.json").write_text(text)

    editions, (problem,) = read_editions(tmp_path, {ACME: 1})

    assert (editions, problem.where.path) == ((), "editions.json")


def test_a_day_that_is_none_is_a_problem(tmp_path: Path) -> None:
    write_edition(tmp_path, "2026-Q1", {"acme": DOCUMENT}, last_day="2026-02-30")

    _, (problem,) = read_editions(tmp_path, {ACME: 1})

    assert "names no day" in problem.message
