"""Names that must exist and names that must not collide."""

from pathlib import Path

import pytest

from mkdocs_scorecards.load.references import reference_problems
from mkdocs_scorecards.load.yaml_lines import read_yaml
from mkdocs_scorecards.model.problem import Problem
from mkdocs_scorecards.model.problem_codes import PROBLEM_CODES

COMPLETE = (Path(__file__).parent / "complete_scorecard.yml").read_text(encoding="utf-8")


def problems_of(text: str) -> tuple[Problem, ...]:
    lines, problems = read_yaml(text.encode(), "s.yml")
    assert lines is not None
    assert problems == ()
    return reference_problems(lines)


def test_the_complete_example_has_no_problem() -> None:
    assert problems_of(COMPLETE) == ()


@pytest.mark.parametrize(
    ("old", "new", "code", "hint"),
    [
        ("perspective: financial", "perspective: finance", "reference-unknown", "did you mean financial?"),
        ("perspective: financial", "perspective: zzz", "reference-unknown", "there are financial, customer"),
        ("perspective: financial", "perspective: grow", "reference-unknown", "grow is the id of an objective"),
        ("themes: [adoption]", "themes: [adaption]", "reference-unknown", "did you mean adoption?"),
        ("themes: [adoption]", "themes: [adoption, adoption]", "reference-repeated", "keep one"),
        ("kpi: monthly_churn", "kpi: monthly-churn", "reference-unknown", "did you mean monthly_churn?"),
        ("to: grow", "to: growth", "reference-unknown", "did you mean grow?"),
        ("cause: workload", "cause: work_load", "reference-unknown", "did you mean workload?"),
        ("cause: workload", "cause: revenue", "link-test-of-itself", "name a KPI of the cause"),
        ("to: grow", "to: reduce_churn", "link-to-itself", "another objective"),
        ("id: grow", "id: reduce_churn", "id-repeated", "own id"),
        ("id: customers_lost", "id: revenue", "id-repeated", "own id"),
        ("id: workload", "id: monthly_churn", "id-repeated", "own id"),
    ],
)
def test_a_name_that_leads_nowhere_or_collides_is_refused(old: str, new: str, code: str, hint: str) -> None:
    assert old in COMPLETE
    problems = problems_of(COMPLETE.replace(old, new, 1))

    assert code in {problem.code for problem in problems}
    assert any(hint in problem.hint for problem in problems if problem.code == code)
    assert {problem.code for problem in problems} <= PROBLEM_CODES.keys()


def test_the_place_is_that_of_the_name() -> None:
    text = COMPLETE.replace("to: grow", "to: growth")
    (problem,) = problems_of(text)

    line = text.split("\n")[problem.where.line - 1]
    assert line[problem.where.column - 1 :] == "growth"


def test_the_same_id_may_name_things_of_different_kinds() -> None:
    assert problems_of(COMPLETE.replace("id: guided_setup", "id: grow")) == ()


def test_without_perspectives_there_are_the_four_of_the_method() -> None:
    start, end = COMPLETE.index("perspectives:"), COMPLETE.index("themes:")
    text = COMPLETE[:start] + COMPLETE[end:]

    assert problems_of(text) == ()
    assert problems_of(text.replace("perspective: financial", "perspective: learning_growth")) == ()
    assert len(problems_of(text.replace("perspective: financial", "perspective: people"))) == 1


@pytest.mark.parametrize(
    "name", ["map", "kpis", "tree", "hypotheses", "initiatives", "reviews", "changes", "restatements", "method"]
)
def test_a_perspective_cannot_take_the_address_of_another_page(name: str) -> None:
    text = COMPLETE.replace("id: customer,", f"id: {name},").replace("perspective: customer", f"perspective: {name}")

    assert [problem.code for problem in problems_of(text)] == ["id-reserved"]


def test_a_second_arrow_between_the_same_objectives_is_refused_and_its_return_is_not() -> None:
    again = "  - {from: reduce_churn, to: grow}\n"
    back = "  - {from: grow, to: reduce_churn, feedback: true}\n"

    assert [problem.code for problem in problems_of(COMPLETE + again)] == ["link-repeated"]
    assert problems_of(COMPLETE + back) == ()


@pytest.mark.parametrize("value", ["5", "[1, 2]", "{a: 1}", "text", "[[x]]", "[{id: [1]}]"])
@pytest.mark.parametrize("key", ["perspectives", "objectives", "links", "drivers", "themes"])
def test_values_of_a_wrong_shape_do_not_matter_here(key: str, value: str) -> None:
    assert problems_of(f"{key}: {value}") == ()
