"""What an earlier edition, made for whomever, may still tell a narrower circle of readers."""

from pathlib import Path

import pytest

from builders import a_kpi, a_scorecard, a_series
from earlier_editions import published, reviewed, write_edition
from mkdocs_scorecards.load.editions import read_editions
from mkdocs_scorecards.model.audience import published_for, scorecard_for
from mkdocs_scorecards.model.edition import PublishedScorecard
from mkdocs_scorecards.model.kpi import Aggregation, Audience, Kpi
from mkdocs_scorecards.model.scorecard import Scorecard


def board(*kpis: Kpi) -> Scorecard:
    return a_scorecard(kpis, {kpi.id: a_series(kpi.id, {"2026-01": "2"}) for kpi in kpis if kpi.formula is None})


def edition(folder: Path, card: Scorecard) -> PublishedScorecard:
    (found,) = published(folder, {"2026-Q1": reviewed(card, "2026-Q1")})
    return found.scorecards[card.id]


def told(then: PublishedScorecard, now: Scorecard, reader: Audience) -> set[str]:
    return set(published_for(then, scorecard_for(now, reader), reader).kpis)


def test_the_widest_circle_may_read_everything(tmp_path: Path) -> None:
    card = board(a_kpi("open"), a_kpi("secret", audience=Audience.BOARD))

    assert told(edition(tmp_path, card), card, Audience.BOARD) == {"open", "secret"}


def test_others_learn_nothing_of_kpis_that_are_hidden_from_them_now(tmp_path: Path) -> None:
    card = board(a_kpi("open"), a_kpi("secret", audience=Audience.BOARD))

    assert told(edition(tmp_path, card), card, Audience.STAFF) == {"open"}


def test_what_was_for_the_board_then_is_not_told_when_it_is_opened_later(tmp_path: Path) -> None:
    then = edition(tmp_path, board(a_kpi("margin", audience=Audience.BOARD)))

    assert told(then, board(a_kpi("margin")), Audience.STAFF) == set()


def test_a_formula_over_something_that_is_hidden_now_is_not_told(tmp_path: Path) -> None:
    ratio = a_kpi("ratio", formula="secret / open", aggregate=Aggregation.FORMULA)
    then = edition(tmp_path, board(ratio, a_kpi("open"), a_kpi("secret")))
    now = board(ratio, a_kpi("open"), a_kpi("secret", audience=Audience.BOARD))

    assert told(then, now, Audience.STAFF) == {"open"}


@pytest.mark.parametrize("unknown", ["audience", "formula"])
def test_where_an_edition_does_not_say_who_might_read_nothing_is_told(tmp_path: Path, unknown: str) -> None:
    card = board(a_kpi("open"))
    edition(tmp_path, card)
    file = tmp_path / "2026-Q1/acme/scorecard.json"
    lines = [line for line in file.read_text().splitlines() if f'"{unknown}"' not in line]
    write_edition(tmp_path / "other", "2026-Q1", {"acme": "\n".join(lines)})
    (found,), problems = read_editions(tmp_path / "other", {card.id: 1})

    assert problems == ()
    assert told(found.scorecards[card.id], card, Audience.STAFF) == set()
