"""Who answers for what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import a_kpi, a_scorecard, an_objective
from method_builders import an_initiative, findings, items
from mkdocs_scorecards.analyse.method_check.ownership import is_shared


def test_objectives_kpis_drivers_and_initiatives_need_owners() -> None:
    card = a_scorecard(
        [a_kpi("churn", owner=""), a_kpi("lost", objective=None, owner=""), a_kpi("calls")],
        objectives=[an_objective("stay", owner="")],
        initiatives=[an_initiative("setup", owner=""), an_initiative("course")],
    )

    assert items("owner-missing", card) == ["stay", "churn", "lost", "setup"]


@pytest.mark.parametrize(
    "owner",
    [
        "CFO, COO",
        "CFO and COO",
        "CFO & COO",
        "CFO/COO",
        "Head of Sales and Head of Marketing",
        "Head of Sales, Head of Marketing",
        "VP Sales & VP Product",
        "Department of Finance and Department of Public Works",
        "CFO, COO and CEO",
        "Head of Onboarding AND vp product",
        "Anna, Ben and Chris",
        "Anna & Ben",
        "Anna Meier, Ben Kolb",
        "Sales / Marketing",
        "Sales & Marketing",
        "Finance, Sales, IT",
    ],
)
def test_two_names_are_shared_ownership(owner: str) -> None:
    assert is_shared(owner)


@pytest.mark.parametrize(
    "owner",
    [
        "CFO",
        "Office of Information and Technology",
        "Department of Housing and Community Development",
        "Parks and Recreation",
        "Head of Research and Development",
        "Head of Sales & Marketing",
        "Director, Sales and Marketing",
        "Product manager, onboarding",
        "Product manager, search and discovery",
        "Team lead CI/CD",
        "R&D lead",
        "President and CEO",
        "Founder & CEO",
        "Chairman and Chief Executive",
        "Meier, Anna",
        "Sandra",
        "Alexandra van der Land",
        "Leiterin Vertrieb und Marketing",
        "",
        " , ",
    ],
)
def test_one_role_with_a_long_name_is_one_owner(owner: str) -> None:
    assert not is_shared(owner)


@given(st.text(max_size=60))
def test_no_name_is_too_strange_to_be_judged(owner: str) -> None:
    assert is_shared(owner) in (True, False)


def test_the_rule_quotes_the_owner() -> None:
    (found,) = findings("owner-shared", a_scorecard([a_kpi("churn", owner="CFO, COO")]))

    assert (found.on, found.claim) == ("churn", "has more than one owner: CFO, COO")


def test_nine_items_are_too_many_for_one_owner_however_the_name_is_spaced() -> None:
    owners = ["Head  of Sales", "head of sales"]
    eight = [a_kpi(f"kpi_{number}", objective=None, owner=owners[number % 2]) for number in range(8)]

    assert items("owner-overloaded", a_scorecard(eight)) == []
    (found,) = findings(
        "owner-overloaded", a_scorecard(eight, initiatives=[], objectives=[an_objective("stay", owner="HEAD OF SALES")])
    )
    assert (found.on, found.claim) == ("HEAD OF SALES", "owns 9 items; there should be at most 8")
