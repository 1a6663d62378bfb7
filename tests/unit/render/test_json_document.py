import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import a_kpi, a_period, a_scorecard, a_series, an_objective
from mkdocs_scorecards.analyse.review import ScorecardReview, review_of
from mkdocs_scorecards.model.ids import InitiativeId, KpiId, ObjectiveId
from mkdocs_scorecards.model.initiative import Initiative, InitiativeStatus
from mkdocs_scorecards.model.kpi import Direction, Kpi, Series
from mkdocs_scorecards.model.link import Expectation, Lag, Link
from mkdocs_scorecards.model.period import Frequency
from mkdocs_scorecards.model.problem import Problem, Severity
from mkdocs_scorecards.model.source_ref import SourceRef
from mkdocs_scorecards.render.json_document import (
    dumps,
    portfolio_document,
    problems_document,
    scorecard_document,
)

PLACE = SourceRef("scorecards/acme/scorecard.yml", 9)
CHURN = a_kpi(
    target="4", by="2026-12", baseline="6.1", since="2025-12", direction=Direction.LOWER, amber="0.5", unit="%"
)
MONTHS = {"2026-06": "5.3", "2026-07": "5.2", "2026-08": None, "2026-09": "4.6"}


def reviewed(kpi: Kpi = CHURN, series: Series | None = None, period: str = "2026-09", **others: Any) -> ScorecardReview:
    figures = {str(kpi.id): series if series is not None else a_series(kpi.id, MONTHS)}
    return review_of(a_scorecard([kpi], figures, **others), a_period(period))


def read(document: Any) -> Any:
    return json.loads(dumps(document), parse_float=Decimal, parse_int=Decimal)


def the_kpi(review: ScorecardReview) -> dict[str, Any]:
    (kpi,) = scorecard_document(review)["kpis"]
    return dict(kpi)


scalars = st.none() | st.booleans() | st.text() | st.decimals(allow_nan=False, allow_infinity=False)
documents = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4), max_leaves=20
)


@given(documents)
def test_what_is_written_is_json_with_every_digit(document: Any) -> None:
    assert read(document) == document


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_a_number_has_no_exponent_and_no_zeros_at_its_end(value: Decimal) -> None:
    text = dumps(value).strip()

    assert set(text) <= set("-0123456789.")
    assert text == "0" or not (text.startswith("-0") and Decimal(text) == 0)
    assert "." not in text or text[-1] not in "0."


@pytest.mark.parametrize("figure", ["123456789012345.123456789012345", "0.1000000000000000000000000000000001"])
def test_a_figure_of_more_than_28_digits_keeps_them(figure: str) -> None:
    assert dumps(Decimal(figure)) == figure + "\n"


def test_the_document_names_its_schema_and_the_latest_period() -> None:
    later = reviewed(period="2026-Q3", id="beta")

    document = portfolio_document([reviewed(period="2026-08"), later], [])

    assert (document["schema"], document["period"], document["problems"]) == ("scorecards/1", "2026-Q3", [])
    assert [(card["id"], card["period"]) for card in document["scorecards"]] == [
        ("acme", "2026-08"),
        ("beta", "2026-Q3"),
    ]


def test_an_empty_portfolio_has_no_period() -> None:
    assert portfolio_document([], []) == {"schema": "scorecards/1", "period": None, "scorecards": [], "problems": []}


def test_a_kpi_carries_what_the_contract_lists() -> None:
    kpi = the_kpi(reviewed())
    series = kpi.pop("series")

    assert kpi == {
        "id": "churn",
        "title": "Churn",
        "objective": "stay",
        "owner": "Head of Sales",
        "incentive": None,
        "unit": "%",
        "direction": "lower",
        "rules": {
            "audience": "public",
            "definition": None,
            "frequency": "monthly",
            "aggregate": "mean",
            "formula": None,
            "window": None,
            "weight": Decimal(1),
            "baseline": {"value": Decimal("6.1"), "period": "2025-12"},
            "target": {"value": Decimal(4), "by": "2026-12"},
            "amber": {"width": Decimal("0.5"), "relative": False},
            "critical": None,
        },
        "period": "2026-09",
        "actual": Decimal("4.6"),
        "partial": False,
        "planned": Decimal("4.525"),
        "target": Decimal(4),
        "baseline": Decimal("6.1"),
        "progress": Decimal("0.7142857142857142857142857143"),
        "score": Decimal("0.9523809523809523809523809524"),
        "status": "at_risk",
        "previous": None,
        "change": None,
        "stale": False,
        "forecast": None,
    }
    assert [(point["period"], point["actual"], point["status"]) for point in series] == [
        ("2026-06", Decimal("5.3"), "at_risk"),
        ("2026-07", Decimal("5.2"), "at_risk"),
        ("2026-08", None, "no_data"),
        ("2026-09", Decimal("4.6"), "at_risk"),
    ]
    assert series[0]["source"] == "scorecards/acme/kpis.csv:2"
    assert series[0]["note"] is None
    assert [point["origin"] for point in series] == ["reported", "reported", "missing", "reported"]


def test_the_forecast_is_that_of_the_target_date_with_its_chance_in_a_word() -> None:
    months = [*(f"2025-{month:02}" for month in range(1, 13)), *(f"2026-{month:02}" for month in range(1, 10))]
    figures = {month: f"6.{index % 4}" for index, month in enumerate(months)}

    forecast = the_kpi(reviewed(series=a_series("churn", figures)))["forecast"]

    assert list(forecast) == ["period", "value", "low", "high", "chance"]
    assert (forecast["period"], forecast["chance"]) == ("2026-12", "very unlikely")
    assert Decimal(6) < forecast["low"] < forecast["value"] < forecast["high"] < Decimal(7)


def test_a_kpi_of_six_figures_has_no_forecast_yet() -> None:
    figures = {f"2026-{month:02}": f"6.{month % 4}" for month in range(4, 10)}

    assert the_kpi(reviewed(series=a_series("churn", figures)))["forecast"] is None


def test_a_range_has_a_low_and_a_high_for_plan_and_target() -> None:
    kpi = the_kpi(reviewed(a_kpi(target=("4", "6"), direction=Direction.RANGE)))

    assert kpi["planned"] == kpi["target"] == {"low": Decimal(4), "high": Decimal(6)}
    assert (kpi["baseline"], kpi["progress"]) == (None, None)


def test_what_is_absent_is_null_and_never_zero() -> None:
    kpi = the_kpi(reviewed(a_kpi(direction=Direction.NONE), a_series("churn", {})))

    absent = ("actual", "planned", "target", "baseline", "progress", "score", "previous", "change")
    assert [kpi[key] for key in absent] == [None] * len(absent)
    assert (kpi["status"], kpi["series"]) == ("no_data", [])


def test_a_driver_has_no_objective() -> None:
    assert the_kpi(reviewed(a_kpi(objective=None)))["objective"] is None


def test_every_level_has_score_status_worst_and_all_five_counts() -> None:
    card = scorecard_document(reviewed())

    for level in (card, card["perspectives"][1], card["objectives"][0]):
        assert list(level["counts"]) == ["on_target", "at_risk", "off_target", "no_data", "unscored"]
        assert level["counts"]["at_risk"] == 1
        assert level["worst"] == "churn"
        assert level["score"] == Decimal("0.9523809523809523809523809524")
    assert [found["objectives"] for found in card["perspectives"]] == [[], ["stay"], [], []]
    assert card["objectives"][0]["kpis"] == ["churn"]


def test_initiatives_and_links_are_told_in_full() -> None:
    initiative = Initiative(
        id=InitiativeId("setup"),
        title="Guided setup",
        objective=ObjectiveId("stay"),
        owner="Product manager",
        status=InitiativeStatus.IN_PROGRESS,
        where=PLACE,
        due=a_period("2026-08"),
        progress=Decimal(60),
    )
    link = Link(
        cause=ObjectiveId("learn"),
        effect=ObjectiveId("stay"),
        where=PLACE,
        expect=Expectation.SAME,
        lag=Lag(shortest=1, longest=3, frequency=Frequency.MONTH),
        effect_kpi=KpiId("churn"),
    )
    objectives = (an_objective(), an_objective("learn", "learning_growth"))

    card = scorecard_document(reviewed(objectives=objectives, initiatives=(initiative,), links=(link,)))

    assert card["initiatives"] == [
        {
            "id": "setup",
            "title": "Guided setup",
            "objective": "stay",
            "owner": "Product manager",
            "start": None,
            "due": "2026-08",
            "status": "in_progress",
            "progress": Decimal(60),
            "overdue": True,
        }
    ]
    (told,) = card["links"]
    assert {key: told[key] for key in ("from", "to", "cause", "effect", "expect", "lag", "because", "since")} == {
        "from": "learn",
        "to": "stay",
        "cause": None,
        "effect": "churn",
        "expect": "same",
        "lag": {"min": 1, "max": 3, "unit": "month"},
        "because": None,
        "since": None,
    }
    assert card["objectives"][0]["initiatives"] == ["setup"]


def test_a_problem_without_a_line_has_null_for_it() -> None:
    problem = Problem(code="csv-empty", where=SourceRef("kpis.csv"), message="empty", severity=Severity.WARNING)

    assert problems_document([problem]) == {
        "problems": [
            {
                "path": "kpis.csv",
                "line": None,
                "column": None,
                "severity": "warning",
                "code": "csv-empty",
                "message": "empty",
                "hint": None,
            }
        ]
    }


def test_the_same_review_gives_the_same_text() -> None:
    one, two = (dumps(portfolio_document([reviewed()], [])) for _ in range(2))

    assert one == two
    assert one.endswith("}\n")
    assert isinstance(json.loads(one), Mapping)
