"""The ledger of restatements, in words."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from builders import a_kpi, a_scorecard, a_series
from earlier_editions import published, reviewed
from mkdocs_scorecards.analyse.restatements.comparing import ledger_of
from mkdocs_scorecards.model.kpi import Direction
from mkdocs_scorecards.model.scorecard import Scorecard
from mkdocs_scorecards.render.pages.restatements import RestatementsView, restatements_view
from mkdocs_scorecards.render.urls import Linker, restatements_path

FIGURES = {"2026-01": "5", "2026-02": "6", "2026-03": "7"}


def card(figures: Mapping[str, str | None] = FIGURES, target: str | None = "6", unit: str = "%") -> Scorecard:
    kpi = a_kpi(target=target, amber="0.5", direction=Direction.LOWER, unit=unit)
    return a_scorecard([kpi], {"churn": a_series("churn", figures)})


def page(folder: Path, now: Scorecard, *past: Scorecard) -> RestatementsView:
    """The page of an edition of the fourth quarter; the earlier ones are of the first quarter and on."""
    names = [f"2026-Q{number}" for number in range(1, len(past) + 1)]
    editions = {name: reviewed(found, name) for name, found in zip(names, past, strict=True)}
    review = reviewed(now, "2026-Q4")
    ledger = ledger_of(review, published(folder, editions))
    assert ledger is not None
    return restatements_view(review, ledger, Linker(restatements_path(now.id)))


def test_a_row_says_old_new_change_reason_and_what_would_have_been(tmp_path: Path) -> None:
    view = page(tmp_path, card(FIGURES | {"2026-03": "6.4"}), card(), card(), card())

    (row,) = view.groups[0].rows
    assert (row.was, row.now, row.change) == ("7.0\u00a0%", "6.4\u00a0%", "−0.6\u00a0points")
    assert row.said == "7.0\u00a0% in Q1 2026 to Q3 2026; changed in this edition."
    assert row.reason == "No reason given."
    assert row.before is not None
    assert row.after is not None
    assert (row.before.word, row.after.word, row.plan) == ("Off target", "At risk", "")


def test_figures_that_differ_in_the_last_digit_are_printed_so_that_it_shows(tmp_path: Path) -> None:
    view = page(tmp_path, card(FIGURES | {"2026-03": "7.0001"}), card())

    (row,) = view.groups[0].rows
    assert row.was != row.now


def test_how_much_a_change_is_of_the_former_figure_is_said_where_it_is_no_share_itself(tmp_path: Path) -> None:
    view = page(tmp_path, card(unit="days"), card(FIGURES | {"2026-01": "4"}, unit="days"))

    assert [row.change for row in view.groups[0].rows] == ["+1\u00a0days (+25.0\u00a0%)"]


def test_a_former_figure_of_zero_has_no_relative_change(tmp_path: Path) -> None:
    view = page(tmp_path, card(unit="days"), card(FIGURES | {"2026-01": "0"}, unit="days"))

    assert [row.change for row in view.groups[0].rows] == ["+5\u00a0days"]


def test_a_plan_that_moved_as_well_is_told_and_not_mixed_in(tmp_path: Path) -> None:
    view = page(tmp_path, card(FIGURES | {"2026-03": "6.4"}, target="9"), card())

    (row,) = view.groups[0].rows
    assert row.after is not None
    assert row.after.word == "At risk"
    assert row.plan == "The plan moved as well, from 6.0\u00a0% to 9.0\u00a0%; under the new one it is on target."


def test_figures_that_nobody_judges_have_no_states(tmp_path: Path) -> None:
    view = page(tmp_path, card(FIGURES | {"2026-03": "8"}, target=None), card(target=None))

    assert [(row.before, row.after) for row in view.groups[0].rows] == [(None, None)]


@pytest.mark.parametrize(
    ("figures", "lead"),
    [
        (FIGURES, "No figure was restated: the three figures that earlier editions published read the same."),
        (FIGURES | {"2026-03": "8"}, "One of the three figures that earlier editions published reads differently now."),
        (
            {"2026-01": "9", "2026-02": "6", "2026-03": None},
            "Two of the three figures that earlier editions published read differently now.",
        ),
    ],
)
def test_the_page_opens_with_a_sentence(tmp_path: Path, figures: Mapping[str, str | None], lead: str) -> None:
    assert page(tmp_path, card(figures), card()).lead == lead


def test_without_comparable_figures_the_sentence_says_so(tmp_path: Path) -> None:
    view = page(tmp_path, card(unit="points"), card())

    assert view.lead == "Earlier editions have no figure that could be compared."
    assert [line.text for line in view.incomparable] == [
        "Unit changed in this edition, so figures before are not comparable."
    ]


def test_late_figures_are_told_together(tmp_path: Path) -> None:
    late = card(FIGURES | {"2026-01": None, "2026-02": None})

    view = page(tmp_path, card(), late)

    assert view.added_title == "Two figures added later"
    assert [line.text for line in view.added] == ["Two figures, 2026-01 to 2026-02, since this edition."]


def test_a_state_that_would_have_been_another_names_its_edition(tmp_path: Path) -> None:
    view = page(tmp_path, card(FIGURES | {"2026-01": "8"}), card())

    (row,) = view.states
    assert (row.edition, row.figures, row.because) == ("Q1 2026", "2026-Q1: 6\u00a0% → 7\u00a0%", "restated")
    assert (row.before.word, row.after.word) == ("On target", "Off target")
