from dataclasses import replace
from typing import Any

import pytest

from builders import a_kpi, a_period, a_scorecard, a_series, an_objective
from mkdocs_scorecards.analyse.review import ScorecardReview, review_of
from mkdocs_scorecards.analyse.status import Status
from mkdocs_scorecards.model.ids import InitiativeId, KpiId, ObjectiveId
from mkdocs_scorecards.model.initiative import Initiative, InitiativeStatus
from mkdocs_scorecards.model.kpi import Aggregation, Direction, Kpi, Series
from mkdocs_scorecards.model.source_ref import SourceRef
from mkdocs_scorecards.render.format import NO_BREAK_SPACE
from mkdocs_scorecards.render.terminal import SIGNS, kpi_lines, scorecard_lines

CHURN = a_kpi(
    target="4", by="2026-12", baseline="6.1", since="2025-12", direction=Direction.LOWER, amber="0.5", unit="%"
)
MONTHS = {"2026-07": "5.2", "2026-08": "5.0", "2026-09": "4.6"}


def reviewed(*kpis: Kpi, figures: dict[str, Series] | None = None, **others: Any) -> ScorecardReview:
    return review_of(a_scorecard(kpis or (CHURN,), figures, **others), a_period("2026-Q3"))


def plain(lines: list[str]) -> list[str]:
    return [line.replace(NO_BREAK_SPACE, " ") for line in lines]


def test_a_scorecard_is_told_with_sign_word_and_score_on_every_level() -> None:
    lines = plain(scorecard_lines(reviewed(figures={"churn": a_series("churn", MONTHS)})))

    assert lines[:2] == ["Acme Cloud, 2026-Q3: ! at risk 0.83", "1 at risk"]
    assert "Financial: – not scored –" in lines
    assert lines[lines.index("Customer: ! at risk 0.83") + 1] == (
        "  ! At risk    Churn                                        4.9 % (plan 4.7 %)"
    )


def test_the_counts_stand_beside_the_mean_worst_first() -> None:
    kpis = [a_kpi(name, target=target) for name, target in (("a", "1"), ("b", "9"), ("c", "1"))]
    figures = {name: a_series(name, {"2026-09": "1"}) for name in "abc"}

    assert scorecard_lines(reviewed(*kpis, figures=figures))[1] == "1 off target, 2 on target"


def test_a_scorecard_without_kpis_says_so() -> None:
    lines = scorecard_lines(review_of(a_scorecard([]), a_period("2026-Q3")))

    assert lines[:2] == ["Acme Cloud, 2026-Q3: – not scored –", "no KPI yet"]


def test_every_status_has_a_sign_of_its_own() -> None:
    assert SIGNS.keys() == set(Status)
    assert len(set(SIGNS.values())) == len(Status)


def test_a_long_title_is_cut_and_the_figures_stay_in_their_column() -> None:
    long, short = a_kpi("long", title="Share of customers " * 5), a_kpi("short", title="Share")
    figures = {name: a_series(name, {"2026-09": "1"}) for name in ("long", "short")}

    rows = [line for line in scorecard_lines(reviewed(long, short, figures=figures)) if "Share" in line]

    assert len({row.index(f"1{NO_BREAK_SPACE}points") for row in rows}) == 1
    assert f"… 1{NO_BREAK_SPACE}points" in rows[0]


def test_initiatives_in_trouble_close_the_list() -> None:
    def initiative(name: str, status: InitiativeStatus, due: str | None, owner: str) -> Initiative:
        return Initiative(
            id=InitiativeId(name),
            title=name,
            objective=ObjectiveId("stay"),
            owner=owner,
            status=status,
            where=SourceRef("scorecards/acme/scorecard.yml", 9),
            due=a_period(due) if due else None,
        )

    work = (
        initiative("setup", InitiativeStatus.IN_PROGRESS, "2026-08", "Product manager"),
        initiative("club", InitiativeStatus.STOPPED, None, ""),
        initiative("fair", InitiativeStatus.DONE, "2026-01", "Head of Sales"),
        initiative("fleet", InitiativeStatus.PLANNED, "2027", "Head of Sales"),
    )

    lines = scorecard_lines(reviewed(initiatives=work))

    assert lines[-3:] == [
        "Initiatives in trouble",
        "  setup (Product manager): overdue by 4 weeks",
        "  club (no owner): stopped",
    ]


def test_a_kpi_is_told_with_its_working_and_its_place() -> None:
    review = reviewed(figures={"churn": a_series("churn", MONTHS)})

    lines = plain(kpi_lines(review, review.kpis[0]))

    assert lines[0] == "Churn (acme.churn)"
    assert lines[1].startswith("4.9 % in 2026-Q3, ")
    assert lines[1].endswith(": ! at risk 0.83")
    assert any(line.endswith(" (5.2 + 5 + 4.6) / 3 = 4.933") for line in lines)
    assert lines[-1] == "  scorecards/acme/scorecard.yml:1"


def test_a_kpi_without_figures_says_no_figure() -> None:
    review = reviewed()

    assert "no figure in 2026-Q3: ○ no data" in kpi_lines(review, review.kpis[0])


def test_the_note_of_the_period_is_told() -> None:
    series = a_series("churn", {"2026-Q3": "4.6"})
    noted = Series(tuple(replace(row, note="Price list changed") for row in series.observations))
    kpi = replace(CHURN, aggregate=Aggregation.LAST)
    review = reviewed(kpi, figures={"churn": noted})

    assert "Note: Price list changed" in kpi_lines(review, review.kpi(KpiId("churn")))


@pytest.mark.parametrize("control", ["\x1b[31m", "\x1b]0;title\x07", "\r", "\x08", "\x9b2J", "\u202e", "\x00"])
def test_no_text_of_an_author_steers_the_terminal(control: str) -> None:
    hostile = f"a{control}b"
    kpi = replace(CHURN, title=hostile, owner=hostile, aggregate=Aggregation.LAST)
    series = Series(tuple(replace(row, note=hostile) for row in a_series("churn", {"2026-Q3": "4.6"}).observations))
    review = reviewed(kpi, figures={"churn": series}, title=hostile, objectives=(an_objective(title=hostile),))

    for lines in (scorecard_lines(review), kpi_lines(review, review.kpis[0])):
        assert control[0] not in "".join(lines)
        assert "a " in "".join(lines)
