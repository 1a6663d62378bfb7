"""The shape of scorecard.yml: every deviation is told with its line and column, what was meant, and how to write it."""

from pathlib import Path

import pytest

from mkdocs_scorecards.load.document_problems import read_document
from mkdocs_scorecards.load.yaml_lines import read_yaml
from mkdocs_scorecards.model.problem import Problem
from mkdocs_scorecards.model.problem_codes import PROBLEM_CODES

COMPLETE = (Path(__file__).parent / "complete_scorecard.yml").read_text(encoding="utf-8")


def problems_of(text: str) -> tuple[Problem, ...]:
    lines, problems = read_yaml(text.encode(), "s.yml")
    assert lines is not None
    assert problems == ()
    document, found = read_document(lines)
    assert (document is None) == bool(found)
    return found


def changed(old: str, new: str) -> tuple[Problem, str]:
    """The only problem after a change of the complete example, and the text that it points at."""
    assert old in COMPLETE
    text = COMPLETE.replace(old, new, 1)
    (problem,) = problems_of(text)
    assert problem.code in PROBLEM_CODES
    return problem, text.split("\n")[problem.where.line - 1][problem.where.column - 1 :]


def test_the_complete_example_fits() -> None:
    assert problems_of(COMPLETE) == ()


@pytest.mark.parametrize(
    ("old", "new", "message", "points_at"),
    [
        ("frequency: quarterly", "frequency: quaterly", "frequency is 'quaterly', expected one of", "quaterly"),
        ("decimals: 1", "decimals: 1.5", "decimals is 1.5, expected a whole number from 0 to 12", "1.5"),
        ("decimals: 1", "decimals: '1'", "decimals is '1', expected a number", "'1'"),
        ("progress: 60", "progress: 60%", "progress is '60%', expected a number", "60%"),
        ("budget: 120000", "budget: -1", "budget is -1, expected a number of 0 or more", "-1"),
        ("target: 100", "target: ten", "target is 'ten', expected a number or a mapping", "ten"),
        ("target: 100", "target: [1]", "target is a list, expected a number or a mapping", "[1]"),
        ("{low: 95, high: 105}", "{low: 95}", "high is missing in this target", "{low"),
        ("{change: -15%", "{change: -15", "change is -15, expected a percentage such as -15%", "-15"),
        ("{value: 4, by: 2026-12}", "{value: 4, by: [1]}", "by is a list, expected a period", "[1]"),
        ("{value: 4, by: 2026-12}", "{by: 2026-12}", "value is missing in this target", "{by"),
        ("carry_forward: false", "carry_forward: no", "carry_forward is 'no', expected true or false", "no"),
        ("amber: 10%", "amber: -10%", "amber is '-10%', expected a width of 0 or more", "-10%"),
        ("window: 3 years", "window: 0 years", "window is '0 years', expected a length from 1 to 120", "0 years"),
        ("themes: [adoption]", "themes: adoption", "themes is 'adoption', expected a list", "adoption"),
        ("themes: [adoption]", "themes: [5]", "themes is 5, expected the id of something in this file", "5"),
        ("review: {operational", "review: monthly #", "review is 'monthly', expected keys with values", "monthly"),
        ("title: Acme Cloud", "title: |\n  Acme\n  Cloud", "title is 'Acme", "|"),
        ("title: Acme Cloud", 'title: " "', "title is ' ', expected a text that is not empty", '" "'),
        ("title: Acme Cloud", "title: true", "title is true, expected a text", "true"),
        ("title: Acme Cloud", "title:", "title has no value in the scorecard", "title:"),
        ("schema: 1", "schema: 2", "schema is 2, expected 1", "2"),
        ("id: grow", "id: Grow-Fast", "id is 'Grow-Fast', expected an id", "Grow-Fast"),
        ("id: grow", f"id: {'g' * 65}", "expected an id", "ggg"),
        ("since: 2026-01-15", "since: 2026-02-30", "since is '2026-02-30', expected a day of the calendar", "2026"),
        ("unit: cases", f"unit: {'u' * 41}", "expected a unit of at most 40 characters", "uuu"),
        ("kind: step", "kind: shock", "kind is 'shock', expected one of step, pulse", "shock"),
        ("q: 0.05", "q: 5", "q is 5, expected a number between 0 and 1", "5"),
        ("max: 3", "max: 61", "max is 61, expected a whole number from 0 to 60", "61"),
        (
            "  - {id: customer, title: Customer}",
            "  - customer",
            "perspectives is 'customer', expected keys",
            "customer",
        ),
    ],
)
def test_a_wrong_value_is_told_with_its_place(old: str, new: str, message: str, points_at: str) -> None:
    problem, found = changed(old, new)

    assert message in problem.message
    assert found.startswith(points_at)


@pytest.mark.parametrize(
    ("old", "new", "message", "hint"),
    [
        ("\n        unit: cases", "", "unit is missing in the KPI 'workload'", 'write unit: "%"'),
        ("        frequency: quarterly\n", "", "frequency is missing in the KPI 'workload'", "write frequency: weekly"),
        (
            "perspective: financial",
            "description: x",
            "perspective is missing in the objective 'grow'",
            "add perspective",
        ),
        ("owner: COO", "onwer: COO", "the key 'onwer' is unknown in the theme 'adoption'", "did you mean owner?"),
        ("owner: COO", "target: 5", "the key 'target' is unknown in the theme 'adoption'", "is a key of KPIs, drivers"),
        ("owner: COO", "zzz: 5", "the key 'zzz' is unknown in the theme 'adoption'", "there are id, title, owner"),
        (
            "{low: 85, high: 115}",
            "{low: 85, high: 115, mid: 1}",
            "unknown in this critical range",
            "there are low, high",
        ),
        ("frequency: quarterly", "frequency: quaterly", "quaterly", "did you mean quarterly?"),
        ("id: grow", "id: Grow Fast", "Grow Fast", "write grow_fast"),
        ("title: Acme Cloud", "title: 2026", "title is 2026", "put it in quotes"),
    ],
)
def test_a_hint_says_what_to_write(old: str, new: str, message: str, hint: str) -> None:
    problem, _ = changed(old, new)

    assert message in problem.message
    assert hint in problem.hint


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("owner: Chief Executive", "parent: group"),
        ("owner: Head of Customer Success", "contributes_to: group.grow"),
    ],
)
def test_a_key_that_is_not_acted_on_yet_says_so(old: str, new: str) -> None:
    problem, found = changed(old, new)

    assert problem.code == "key-not-supported-yet"
    assert found == new
    assert problem.hint == "remove it"


def test_all_deviations_of_a_file_are_told_at_once_and_in_order() -> None:
    text = COMPLETE.replace("schema: 1", "schema: 7").replace("weight: 2", "wieght: 2").replace("min: 1", "min: x")

    assert [(problem.code, problem.where.line) for problem in problems_of(text)] == [
        ("schema-unknown", 2),
        ("key-unknown", text.split("\n").index("    wieght: 2") + 1),
        ("value-of-wrong-kind", next(n for n, line in enumerate(text.split("\n"), 1) if "min: x" in line)),
    ]


def test_an_empty_mapping_lacks_what_every_scorecard_needs() -> None:
    assert [problem.message for problem in problems_of("{}")] == [
        "schema is missing in the scorecard",
        "title is missing in the scorecard",
    ]


@pytest.mark.parametrize("key", ["=value", "=number", "=range"])
@pytest.mark.parametrize(
    ("old", "new"),
    [("owner: Chief Executive", "{}: 1"), ("owner: COO", "{}: 1"), ("high: 105}", "high: 105, {}: 1}}")],
)
def test_no_key_is_mistaken_for_an_inner_name(old: str, new: str, key: str) -> None:
    problem, found = changed(old, new.format(key))

    assert problem.code == "key-unknown"
    assert found.startswith(key)
