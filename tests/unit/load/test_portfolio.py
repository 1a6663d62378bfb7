"""Scorecards from disk: folders, files, data, and who is left out."""

import os
import random
import string
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mkdocs_scorecards.load.portfolio import LoadedPortfolio, load_portfolio
from mkdocs_scorecards.model.ids import KpiId

SMALL = """\
schema: 1
title: Acme
objectives:
  - id: grow
    title: Grow revenue by new customers
    perspective: financial
    kpis:
      - {id: revenue, title: Revenue, unit: EUR, direction: higher, frequency: monthly, aggregate: sum}
"""
FIGURES = "kpi,period,actual\nrevenue,2026-01,5\n"


def project(root: Path, files: dict[str, str | bytes]) -> Path:
    for name, text in files.items():
        path = root / "scorecards" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def printed(loaded: LoadedPortfolio) -> list[str]:
    return [f"{problem.where}: {problem.code}" for problem in loaded.problems]


def test_scorecards_come_in_the_order_of_their_ids_with_their_figures(tmp_path: Path) -> None:
    files = {
        f"{name}/{file}": text for name in "ba" for file, text in (("scorecard.yml", SMALL), ("kpis.csv", FIGURES))
    }

    loaded = load_portfolio(project(tmp_path, dict(files)))

    assert loaded.problems == ()
    assert [scorecard.id for scorecard in loaded.portfolio.scorecards] == ["a", "b"]
    (observation,) = loaded.portfolio.scorecards[0].series(KpiId("revenue")).observations
    assert str(observation.source) == "scorecards/a/kpis.csv:2"
    assert loaded.files == tuple(
        tmp_path / "scorecards" / name / file for name in "ab" for file in ("scorecard.yml", "kpis.csv")
    )


def test_a_scorecard_with_an_error_is_left_out_and_the_others_are_not(tmp_path: Path) -> None:
    files = {
        "bad/scorecard.yml": SMALL.replace("financial", "finance"),
        "bad/kpis.csv": FIGURES.replace("5", "five"),
        "good/scorecard.yml": SMALL,
        "good/kpis.csv": FIGURES,
    }

    loaded = load_portfolio(project(tmp_path, dict(files)))

    assert [scorecard.id for scorecard in loaded.portfolio.scorecards] == ["good"]
    assert [line.split(":")[0] for line in printed(loaded)] == [
        "scorecards/bad/kpis.csv",
        "scorecards/bad/scorecard.yml",
    ]


def test_a_project_without_scorecards_is_an_error(tmp_path: Path) -> None:
    assert printed(load_portfolio(tmp_path)) == ["scorecards: scorecards-missing"]
    (tmp_path / "scorecards").mkdir()
    assert printed(load_portfolio(tmp_path)) == ["scorecards: scorecards-empty"]


def test_hidden_folders_and_plain_files_are_passed_over(tmp_path: Path) -> None:
    files = {".old/x": "", "README.md": "", "a/scorecard.yml": SMALL, "a/kpis.csv": FIGURES}

    assert load_portfolio(project(tmp_path, dict(files))).problems == ()


def test_another_folder_can_hold_the_scorecards(tmp_path: Path) -> None:
    project(tmp_path, {"a/scorecard.yml": SMALL})
    (tmp_path / "scorecards").rename(tmp_path / "strategy")

    assert printed(load_portfolio(tmp_path, folder="strategy")) == ["strategy/a/scorecard.yml:1:1: file-missing"]


def test_a_folder_without_its_document_is_named_and_its_file_watched(tmp_path: Path) -> None:
    loaded = load_portfolio(project(tmp_path, {"a/kpis.csv": FIGURES}))

    assert printed(loaded) == ["scorecards/a: scorecard-missing"]
    assert loaded.files == (tmp_path / "scorecards/a/scorecard.yml",)


def test_the_other_ending_of_yaml_is_recognised(tmp_path: Path) -> None:
    (problem,) = load_portfolio(project(tmp_path, {"a/scorecard.yaml": SMALL})).problems

    assert problem.hint == "rename scorecard.yaml to scorecard.yml"


@pytest.mark.parametrize(
    ("name", "code"),
    [("Acme-Cloud", "scorecard-id-malformed"), ("owners", "scorecard-id-reserved"), ("1a", "scorecard-id-malformed")],
)
def test_a_folder_whose_name_is_no_address_is_refused(tmp_path: Path, name: str, code: str) -> None:
    loaded = load_portfolio(project(tmp_path, {f"{name}/scorecard.yml": SMALL, f"{name}/kpis.csv": FIGURES}))

    assert printed(loaded) == [f"scorecards/{name}: {code}"]
    assert loaded.portfolio.scorecards == ()


def test_records_of_reviews_are_read_and_watched_and_their_errors_leave_the_scorecard_out(tmp_path: Path) -> None:
    files = {"a/scorecard.yml": SMALL, "a/kpis.csv": FIGURES, "a/reviews/2026-Q3.md": "---\nheld: 2026-10-08\n---\n"}

    loaded = load_portfolio(project(tmp_path, dict(files)))

    assert loaded.problems == ()
    assert [str(record.period) for card in loaded.portfolio.scorecards for record in card.records] == ["2026-Q3"]
    assert tmp_path / "scorecards/a/reviews/2026-Q3.md" in loaded.files

    loaded = load_portfolio(project(tmp_path, {"a/reviews/2026-Q3.md": "---\nheld: soon\n---\n"}))

    assert printed(loaded) == ["scorecards/a/reviews/2026-Q3.md:2:7: value-of-wrong-kind"]
    assert loaded.portfolio.scorecards == ()


def test_a_waiver_may_name_the_review_that_it_is_about(tmp_path: Path) -> None:
    waiver = "{rule: decision-open, on: 2026-Q3, owner: CFO, reason: Agreed., until: 2026-12-31}"
    files = {
        "a/scorecard.yml": f"{SMALL}waivers:\n  - {waiver}\n",
        "a/kpis.csv": FIGURES,
        "a/reviews/2026-Q3.md": "---\nheld: 2026-10-08\n---\n",
    }

    loaded = load_portfolio(project(tmp_path, dict(files)))

    assert loaded.problems == ()
    assert [waiver.on for card in loaded.portfolio.scorecards for waiver in card.waivers] == ["2026-Q3"]


def test_a_missing_default_file_is_an_error_that_says_how_to_go_without(tmp_path: Path) -> None:
    loaded = load_portfolio(project(tmp_path, {"a/scorecard.yml": SMALL}))

    assert printed(loaded) == ["scorecards/a/scorecard.yml:1:1: file-missing"]
    assert "data: []" in loaded.problems[0].hint
    assert tmp_path / "scorecards/a/kpis.csv" in loaded.files


def test_a_scorecard_may_have_no_data_yet(tmp_path: Path) -> None:
    loaded = load_portfolio(project(tmp_path, {"a/scorecard.yml": SMALL + "data: []\n"}))

    assert loaded.problems == ()
    assert dict(loaded.portfolio.scorecards[0].figures) == {}


@pytest.mark.parametrize(
    "file",
    [
        "../b/kpis.csv",
        "/etc/passwd",
        "https://example.org/k.csv",
        "C:\\k.csv",
        "C:/k.csv",
        "sub\\k.csv",
        "..",
        "~/k.csv",
    ],
)
def test_a_path_that_leaves_the_folder_is_refused(tmp_path: Path, file: str) -> None:
    files = {"a/scorecard.yml": f"{SMALL}data:\n  - file: '{file}'\n", "b/kpis.csv": FIGURES, "b/scorecard.yml": SMALL}

    loaded = load_portfolio(project(tmp_path, dict(files)))

    assert printed(loaded) == ["scorecards/a/scorecard.yml:10:11: file-outside-folder"]
    assert not [path for path in loaded.files if path.name not in ("scorecard.yml", "kpis.csv")]


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
@pytest.mark.parametrize("linked", ["kpis.csv", "scorecard.yml"])
def test_a_link_that_leaves_the_folder_is_refused(tmp_path: Path, linked: str) -> None:
    files = {"a/scorecard.yml": SMALL, "a/kpis.csv": FIGURES}
    project(tmp_path, dict(files))
    inside = tmp_path / "scorecards/a" / linked
    inside.rename(tmp_path / "elsewhere")
    inside.symlink_to(tmp_path / "elsewhere")

    (problem,) = load_portfolio(tmp_path).problems

    assert problem.code == "file-outside-folder"


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_link_inside_the_folder_and_a_linked_project_are_fine(tmp_path: Path) -> None:
    project(tmp_path / "real", {"a/scorecard.yml": SMALL, "a/data/kpis.csv": FIGURES})
    (tmp_path / "real/scorecards/a/kpis.csv").symlink_to("data/kpis.csv")
    (tmp_path / "linked").symlink_to(tmp_path / "real")

    assert load_portfolio(tmp_path / "linked").problems == ()


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_links_in_a_circle_are_a_problem(tmp_path: Path) -> None:
    project(tmp_path, {"a/scorecard.yml": SMALL})
    (tmp_path / "scorecards/a/kpis.csv").symlink_to("kpis.csv")

    assert [problem.code for problem in load_portfolio(tmp_path).problems] in (["file-unreadable"], ["file-missing"])


def test_a_folder_or_an_endless_name_is_no_data_file(tmp_path: Path) -> None:
    data = f"data:\n  - file: sub\n  - file: {'x' * 300}\n"

    loaded = load_portfolio(project(tmp_path, {"a/scorecard.yml": SMALL + data, "a/sub/x": ""}))

    assert [problem.code for problem in loaded.problems] == ["file-unreadable", "file-unreadable"]


def test_a_file_is_read_once_and_several_files_are_joined(tmp_path: Path) -> None:
    data = "data:\n  - file: one.csv\n  - file: one.csv\n  - file: sub/two.csv\n"
    files = {"a/scorecard.yml": SMALL + data, "a/one.csv": FIGURES, "a/sub/two.csv": FIGURES.replace("-01", "-02")}

    assert printed(load_portfolio(project(tmp_path, dict(files)))) == [
        "scorecards/a/scorecard.yml:11:11: data-file-repeated"
    ]


def test_a_csv_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    files = {"a/scorecard.yml": SMALL, "a/kpis.csv": FIGURES * 100}

    loaded = load_portfolio(project(tmp_path, dict(files)), csv_limit=100)

    assert [problem.where.path for problem in loaded.problems] == ["scorecards/a/kpis.csv"]


def test_percentages_on_two_scales_are_a_warning_and_no_reason_to_leave_out(tmp_path: Path) -> None:
    text = SMALL.replace("EUR", '"%"').replace("sum", "mean")
    rows = "".join(f"revenue,2026-{month:02},{value}\n" for month, value in enumerate((88, 89, "0.88", 90, 91), 1))

    loaded = load_portfolio(project(tmp_path, {"a/scorecard.yml": text, "a/kpis.csv": "kpi,period,actual\n" + rows}))

    assert [problem.severity for problem in loaded.problems] == ["warning"]
    assert len(loaded.portfolio.scorecards) == 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(draw=st.randoms(use_true_random=False))
def test_no_change_of_a_valid_file_raises(tmp_path: Path, draw: random.Random) -> None:
    text = list((Path(__file__).parent / "complete_scorecard.yml").read_text(encoding="utf-8"))
    for _ in range(draw.randint(1, 6)):
        at = draw.randrange(len(text))
        length = draw.choice((0, 1, 1, 5, 40))
        text[at : at + length] = draw.choice(
            [
                draw.choice(string.printable),
                "",
                "\n",
                ": ",
                "[",
                "{a: 1}",
                "- ",
                "9" * 40,
                "null",
                "true",
                "-1",
                "\ud7ff",
            ]
        )
    project(tmp_path, {"a/scorecard.yml": "".join(text), "a/kpis.csv": FIGURES})

    load_portfolio(tmp_path)
