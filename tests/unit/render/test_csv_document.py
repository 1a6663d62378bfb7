import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import NOWHERE, a_kpi, a_period, a_scorecard
from mkdocs_scorecards.load.kpi_csv import read_kpi_csv
from mkdocs_scorecards.model.ids import KpiId
from mkdocs_scorecards.model.kpi import Observation, Series
from mkdocs_scorecards.model.period import Period
from mkdocs_scorecards.model.scorecard import Scorecard
from mkdocs_scorecards.render.csv_document import kpis_csv

CHURN = KpiId("churn")


def observation(
    period: Period, actual: Decimal | None = None, target: Decimal | None = None, note: str = ""
) -> Observation:
    return Observation(kpi=CHURN, period=period, actual=actual, target=target, note=note, source=NOWHERE)


def scorecard(*observations: Observation) -> Scorecard:
    return a_scorecard([a_kpi("churn")], {"churn": Series.of(observations)}, fiscal_year_start=7)


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


figures = st.none() | st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12)
periods = st.builds(
    lambda text: a_period(text, 7), st.sampled_from(["2026-09", "2026-Q3", "2026", "2026-W40", "FY2027-Q1", "FY2026"])
)
notes = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]) | st.sampled_from('",;\n=+-@'), max_size=12)


@given(
    st.lists(
        st.builds(observation, period=periods, actual=figures, target=figures, note=notes.map(str.strip)),
        unique_by=lambda found: found.period,
        min_size=1,
    )
)
def test_what_is_written_is_read_as_the_same_figures(observations: list[Observation]) -> None:
    card = scorecard(*observations)

    found, problems = read_kpi_csv(
        kpis_csv(card).encode(),
        "kpis.csv",
        {kpi.id: kpi for kpi in card.kpis},
        decimal=None,
        dates=None,
        unknown_kpis_are_errors=True,
        fiscal_start=7,
    )

    assert problems == ()
    assert [(row.period, str(row.period), row.actual, row.target) for row in found] == [
        (row.period, str(row.period), row.actual, row.target) for row in card.series(CHURN).observations
    ]
    for read, written in zip(found, card.series(CHURN).observations, strict=True):
        assert read.note in (written.note, f"'{written.note}")


@given(notes)
def test_no_note_starts_as_a_formula(note: str) -> None:
    (_, row) = rows(kpis_csv(scorecard(observation(a_period("2026-09"), note=note))))

    assert row[4] in (note, f"'{note}")
    assert not row[4].startswith(("=", "+", "-", "@", "\t", "\r"))


def test_figures_stand_in_the_order_of_kpis_and_periods_with_all_their_digits() -> None:
    card = a_scorecard(
        [a_kpi("sales"), a_kpi("churn")],
        {
            "churn": Series.of(
                [
                    observation(a_period("2026-09"), Decimal("-4.60"), Decimal("4.525"), "said, twice"),
                    observation(a_period("2026-08"), None, Decimal("1E+3")),
                ]
            )
        },
    )

    assert kpis_csv(card) == (
        'kpi,period,actual,target,note\nchurn,2026-08,,1000,\nchurn,2026-09,-4.60,4.525,"said, twice"\n'
    )


@pytest.mark.parametrize("figure", ["0", "0.00", "1E-9", "123456789012345.123456789012345"])
def test_no_figure_is_rounded_or_written_with_an_exponent(figure: str) -> None:
    (_, row) = rows(kpis_csv(scorecard(observation(a_period("2026"), Decimal(figure)))))

    assert Decimal(row[2]) == Decimal(figure)
    assert "E" not in row[2]
