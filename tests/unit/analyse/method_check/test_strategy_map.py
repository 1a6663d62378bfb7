"""The arrows between objectives."""

from typing import Any

import pytest

from builders import a_scorecard, an_objective
from method_builders import a_link, findings, items
from mkdocs_scorecards.model.scorecard import Scorecard

PLACES = {
    "grow": "financial",
    "stay": "customer",
    "like": "customer",
    "live": "internal_process",
    "learn": "learning_growth",
}


def a_map(*arrows: str, **others: Any) -> Scorecard:
    """Arrows as `cause>effect`, or `cause~effect` for a feedback."""
    links = [a_link(*arrow.replace("~", ">").split(">"), feedback="~" in arrow) for arrow in arrows]
    return a_scorecard([], objectives=[an_objective(*place) for place in PLACES.items()], links=links, **others)


WHOLE = ("learn>live", "live>stay", "live>like", "stay>grow", "like>grow")


@pytest.mark.parametrize(
    "rule",
    [
        "strategy-map-missing",
        "objective-orphan",
        "objective-does-not-reach-top",
        "perspective-silo",
        "link-points-down",
        "link-cycle",
        "hypothesis-unstated",
    ],
)
def test_a_whole_map_breaks_no_rule(rule: str) -> None:
    assert items(rule, a_map(*WHOLE)) == []
    assert items(rule, a_map(*WHOLE, "grow~learn")) == []


def test_several_objectives_without_arrows_are_no_map() -> None:
    assert items("strategy-map-missing", a_map()) == ["acme"]
    assert items("strategy-map-missing", a_scorecard([], objectives=[an_objective()])) == []
    assert items("objective-orphan", a_map()) == []
    assert items("perspective-silo", a_map()) == []


def test_an_objective_without_arrows_is_an_orphan_and_nothing_else() -> None:
    card = a_map("learn>live", "live>stay", "stay>grow")

    assert items("objective-orphan", card) == ["like"]
    assert items("objective-does-not-reach-top", card) == []


def test_a_chain_that_ends_below_the_top_is_told_for_each_of_its_objectives() -> None:
    card = a_map("learn>live", "live>like", "stay>grow")

    assert items("objective-does-not-reach-top", card) == ["like", "live", "learn"]


def test_a_feedback_leads_nowhere() -> None:
    assert items("objective-does-not-reach-top", a_map(*WHOLE[:-1], "like~grow")) == ["like"]


def test_nothing_can_reach_a_top_that_has_no_objective() -> None:
    card = a_scorecard([], objectives=[an_objective("stay"), an_objective("live")], links=[a_link("live", "stay")])

    assert items("objective-does-not-reach-top", card) == []


def test_a_perspective_without_a_way_up_is_a_silo() -> None:
    assert items("perspective-silo", a_map("live>stay", "stay>grow", "grow~learn")) == ["learning_growth"]
    assert items("perspective-silo", a_map("learn>grow", "stay>like")) == ["customer", "internal_process"]


def test_an_arrow_that_points_down_should_be_a_feedback() -> None:
    (found,) = findings("link-points-down", a_map(*WHOLE, "grow>live"))

    assert found.on == "grow -> live"
    assert found.item.title == "Grow → Live"
    assert found.claim == "points down, from 'Financial' to 'Internal process'"


def test_each_circle_is_told_once_at_its_last_arrow() -> None:
    (found,) = findings("link-cycle", a_map("stay>like", "like>live", "live>stay", "learn>live"))

    assert found.on == "live -> stay"
    assert found.claim == "closes a circle: Stay → Like → Live → Stay"
    assert items("link-cycle", a_map("stay>like", "like>stay", "learn>live", "live>learn")) == [
        "like -> stay",
        "live -> learn",
    ]
    assert items("link-cycle", a_map("stay>like", "like~stay")) == []


@pytest.mark.parametrize(
    ("left_out", "said"),
    [
        ({"because": ""}, "does not say why it should work"),
        ({"expect": None, "lag": None}, "does not say with which sign and after what time it should work"),
    ],
)
def test_a_hypothesis_says_why_which_way_and_when(left_out: dict[str, Any], said: str) -> None:
    card = a_scorecard(
        [], objectives=[an_objective("stay"), an_objective("grow")], links=[a_link("stay", "grow", **left_out)]
    )

    (found,) = findings("hypothesis-unstated", card)

    assert found.claim == f"{said}, so no figures could prove it wrong"
