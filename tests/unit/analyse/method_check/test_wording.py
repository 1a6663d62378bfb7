"""What objectives and KPIs say."""

import pytest

from builders import a_kpi, a_scorecard, an_objective
from method_builders import findings, items
from mkdocs_scorecards.analyse.method_check.wording import is_generic, is_project

FROM_REAL_SCORECARDS = [
    "Grow ARR by 40 %",
    "Keep and grow the revenue we have",
    "Raise gross margin to 78 %",
    "Earn recommendation through fast support",
    "Reduce churn by improving onboarding",
    "Bring customers to value in 30 days",
    "Release every two weeks",
    "Train product managers on AI tools",
    "Make deploys easy for every team",
    "Hire 3 senior customer success managers",
    "Grow pipeline contribution",
    "Improve campaign ROI",
    "Build brand authority",
    "Reduce CAC",
    "Improve lead quality",
    "Faster campaign execution",
    "Build content capability",
    "Improve MarTech adoption",
    "Treat water and wastewater at a lower cost",
    "Collect what is due and close the books quickly",
    "Keep service promises on reviews and IT tickets",
    "Offer training that employees seek out",
    "Build a culture in which people speak up",
    "Develop leaders from within",
    "Kundenzufriedenheit steigern",
    "…",
]


@pytest.mark.parametrize("title", FROM_REAL_SCORECARDS)
def test_an_objective_that_says_something_is_neither_generic_nor_a_project(title: str) -> None:
    assert not is_generic(title)
    assert not is_project(title)


@pytest.mark.parametrize(
    "title",
    [
        "Improve customer satisfaction",
        "Increase revenue",
        "Increase Sales and Profitability",
        "Operational excellence",
        "Reduce our costs",
        "Strengthen the organisation",
        "World-class service",
        "Enhance employee engagement",
    ],
)
def test_an_objective_that_could_be_anyones_is_generic(title: str) -> None:
    assert is_generic(title)


@pytest.mark.parametrize(
    "title",
    [
        "Implement the new CRM",
        "Launch the mobile app",
        "Roll out guided setup",
        "Migrate to the cloud",
        "Introduce quarterly reviews",
        "Set up a data team",
        "Build a data warehouse",
        "Develop a customer portal",
        "Design and write the handbook",
    ],
)
def test_an_objective_that_is_done_one_day_is_a_project(title: str) -> None:
    assert is_project(title)


def test_a_verb_and_fillers_alone_are_not_called_generic() -> None:
    assert not is_generic("Improve and grow")


def test_the_rules_name_the_objectives() -> None:
    card = a_scorecard(
        [],
        objectives=[
            an_objective("wish", title="Improve quality"),
            an_objective("work", title="Implement ERP"),
            an_objective("good", title="Close the books in three days"),
        ],
    )

    assert items("objective-generic", card) == ["wish"]
    assert items("objective-is-project", card) == ["work"]


@pytest.mark.parametrize(
    ("definition", "source", "said"),
    [
        ("", "", "has no definition and no source"),
        ("Lost over all.", "", "has no source"),
        ("", "Billing", "has no definition"),
    ],
)
def test_a_kpi_needs_a_definition_and_a_source(definition: str, source: str, said: str) -> None:
    (found,) = findings("kpi-undefined", a_scorecard([a_kpi("churn", definition=definition, source=source)]))

    assert found.claim.startswith(said)


def test_a_formula_defines_a_kpi_and_a_driver_needs_its_source_alone() -> None:
    card = a_scorecard(
        [
            a_kpi("churn", formula="lost / all"),
            a_kpi("lost", objective=None, source="Billing"),
            a_kpi("all", objective=None),
            a_kpi("sound", definition="Lost over all.", source="Billing"),
        ]
    )

    assert items("kpi-undefined", card) == ["all"]
