"""Two vintages of the Canadian Indicator Framework, published one after the other: January and July 2026.

Of 61 figures that both publish, 13 were restated. Each of them is found, and nothing else.
"""

import csv
import json
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from mkdocs_scorecards.cli import main

CASE = Path(__file__).parent / "canada"
CONFIGURATION = """\
site_name: Canada
theme: {name: mkdocs}
plugins:
  - scorecards: {graphviz: none}
"""

with (CASE / "restatements.csv").open(encoding="utf-8", newline="") as file:
    CELLS = {(row["kpi_id"].replace("-", "_"), row["period"]): row for row in csv.DictReader(file)}

Figures = dict[tuple[str, str], str]


def vintage_of_july() -> Figures:
    with (CASE / "scorecards/canada/kpis.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    return {(kpi, period): value for kpi, period, value in rows[1:]}


def vintage_of_january() -> Figures:
    """All that is known of it: the 61 figures."""
    return {cell: row["value_edition_2026_01"] for cell, row in CELLS.items()}


def project(folder: Path, figures: Figures) -> Path:
    shutil.copytree(CASE / "scorecards", folder / "scorecards", dirs_exist_ok=True)
    (folder / "docs").mkdir(exist_ok=True)
    (folder / "mkdocs.yml").write_text(CONFIGURATION)
    with (folder / "scorecards/canada/kpis.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("kpi", "period", "actual"), *((*cell, value) for cell, value in figures.items())])
    return folder


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both vintages as revisions of the edition of 2026, the year of the latest figures."""
    folder = tmp_path_factory.mktemp("canada")
    with pytest.MonkeyPatch.context() as patch:
        for vintage, clock, more in (
            (vintage_of_january(), "1769644800", ()),
            (vintage_of_july(), "1783036800", ("--amend", "Figures of July 2026")),
        ):
            patch.setenv("SOURCE_DATE_EPOCH", clock)
            found = project(folder / "project", vintage)
            command = ["-C", str(found), "publish", "2026", "--to", str(folder / "archive"), *more]
            result = CliRunner().invoke(main, command)
            assert result.exit_code == 0, result.output
    assert "restatements: 13 of 61 figures of earlier editions read differently now" in result.stdout
    return folder / "archive"


def ledger(archive: Path) -> dict[str, Any]:
    text = (archive / "2026-r2/canada/scorecard.json").read_text(encoding="utf-8")
    found = json.loads(text, parse_float=Decimal, parse_int=Decimal)["scorecards"][0]["restatements"]
    assert isinstance(found, dict)
    return found


def test_the_thirteen_restatements_are_found_value_by_value(archive: Path) -> None:
    found = ledger(archive)
    expected = {
        cell: (Decimal(row["value_edition_2026_01"]), Decimal(row["value_edition_2026_07"]))
        for cell, row in CELLS.items()
        if row["restated"] == "yes"
    }

    assert len(expected) == 13
    assert found["compared"] == len(CELLS) == 61
    assert {
        (one["kpi"], one["period"]): (one["earlier"][0]["value"], one["now"]) for one in found["restated"]
    } == expected
    assert (found["removed"], found["computed"], found["rules"]) == ([], [], [])


def test_what_only_the_later_vintage_has_is_no_restatement(archive: Path) -> None:
    assert len(ledger(archive)["added"]) == len(vintage_of_july()) - len(CELLS)


def test_the_page_names_each_and_the_first_edition_goes_on_showing_its_own(archive: Path) -> None:
    page = (archive / "2026-r2/canada/restatements/index.html").read_text(encoding="utf-8")
    first = (archive / "2026/canada/kpis/cif_1_4_1/index.html").read_text(encoding="utf-8")
    now = (archive / "2026-r2/canada/kpis/cif_1_4_1/index.html").read_text(encoding="utf-8")

    assert "13 of the 61 figures that earlier editions published read differently now." in page
    assert page.count('<article class="sc-restated">') == 13
    assert "74,200" in first
    assert "75,100" not in first
    assert "75,100" in now
    assert "was 74,200\u00a0CAD in 2026, revision 1, changed in this edition" in now
