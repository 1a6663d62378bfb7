"""Data: City of Baltimore, performance plan data (MIT), cells as the city typed them.

`scales` says, worked out from the raw cells, whether a measure holds fractions and points at once.
"""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from builders import a_kpi
from mkdocs_scorecards.load.figures import merged_observations
from mkdocs_scorecards.load.kpi_csv import read_kpi_csv
from mkdocs_scorecards.load.percent_scales import mixed_percent_scales
from mkdocs_scorecards.model.ids import KpiId
from mkdocs_scorecards.model.period import Frequency
from mkdocs_scorecards.model.problem import Problem, Severity

BALTIMORE = Path(__file__).parents[2] / "data" / "baltimore_percent_measures.csv"


def warnings_of(figures: str, unit: str = "%", target: str | None = None) -> tuple[Problem, ...]:
    kpi = a_kpi("share", unit=unit, target=target, frequency=Frequency.YEAR)
    data = "kpi,period,actual,target\n" + "".join(
        f"share,{2010 + number},{cells}\n" for number, cells in enumerate(figures.split())
    )
    observations, problems = read_kpi_csv(
        data.encode(), "kpis.csv", {kpi.id: kpi}, decimal=None, dates=None, unknown_kpis_are_errors=True, fiscal_start=1
    )
    assert not problems
    series, _ = merged_observations(observations)
    return mixed_percent_scales(kpi, series[kpi.id])


def test_a_jump_against_the_row_before_is_reported_at_the_row_of_the_fraction() -> None:
    (warning,) = warnings_of("0.8453, 0.8975, 88.07,")

    assert str(warning) == (
        "kpis.csv:3: warning kpi-percent-scales-mixed: share seems to mix fractions and percent: 0.8975 is the actual "
        "of 2011, 88.07 the actual of 2012, a factor of 98 (hint: write every figure in points from 0 to 100, such as "
        "89.7500)"
    )
    assert warning.severity is Severity.WARNING


@pytest.mark.parametrize(
    "figures",
    [
        "88.07,0.9",
        "0.88,90",
        "88,90 89,0.9",
        "90, 0, 0.85, 84,",
        "97, ,1",
        "-0.3, -31,",
    ],
)
def test_a_jump_near_100_against_neighbours_or_targets_is_found(figures: str) -> None:
    assert len(warnings_of(figures)) == 1


def test_a_jump_against_the_target_of_the_kpi_is_found() -> None:
    (warning,) = warnings_of("0.85, 0.88,", target="90")

    assert "90 the target in scorecard.yml" in warning.message
    assert warning.where.line == 3


def test_further_jumps_are_counted() -> None:
    (warning,) = warnings_of("0.85, 85, 0.86, 86,")

    assert "; 2 more such jumps" in warning.message


@pytest.mark.parametrize(
    "figures",
    [
        "0.1, 0.4, 0.02, 1.2, 1.4, 0.3,",
        "0.5,0.5 1.1,1 2.3,2 4,4",
        "0.37, 0.6, 1.3, 4, 9.53, 60,",
        "88, 103, 120,",
        "0, 88, 0, 90,",
        "0.88,0.9 1.03,1",
    ],
)
def test_clean_series_are_left_alone(figures: str) -> None:
    assert warnings_of(figures) == ()


def test_a_slow_start_far_below_the_target_of_the_kpi_is_left_alone() -> None:
    assert warnings_of("0.37, 2, 9.53,", target="60") == ()


def test_other_units_are_left_alone() -> None:
    assert warnings_of("0.9, 90,", unit="points") == ()


def test_the_measures_of_a_city_that_mix_scales_are_found_and_no_others() -> None:
    with BALTIMORE.open(encoding="utf-8", newline="") as file:
        mixed = {row["kpi"] for row in csv.DictReader(file) if row["scales"] == "mixed"}
        file.seek(0)
        kpis = {
            KpiId(row["kpi"]): a_kpi(row["kpi"], unit="%", frequency=Frequency.YEAR) for row in csv.DictReader(file)
        }
    observations, problems = read_kpi_csv(
        BALTIMORE.read_bytes(),
        "kpis.csv",
        kpis,
        decimal=None,
        dates=None,
        unknown_kpis_are_errors=True,
        fiscal_start=7,
    )
    series, _ = merged_observations(observations)

    found = {kpi for kpi, figures in series.items() if mixed_percent_scales(kpis[kpi], figures)}

    assert [problem.code for problem in problems] == ["csv-column-unknown"]
    assert (len(kpis), len(mixed)) == (95, 39)
    assert mixed - found == {"m6635", "m6636"}, "below 1.5 points throughout: no rule can tell"
    assert found <= mixed
    assert Decimal("0.9") in {row.target for row in series[KpiId("m6021")].observations}
