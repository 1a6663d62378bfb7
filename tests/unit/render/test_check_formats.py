import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_scorecards.model.method_rules import METHOD_RULES
from mkdocs_scorecards.model.problem import Problem, Severity
from mkdocs_scorecards.model.problem_codes import PROBLEM_CODES
from mkdocs_scorecards.model.source_ref import SourceRef
from mkdocs_scorecards.render.check_formats import (
    MOST_ANNOTATIONS,
    fingerprinted,
    github_lines,
    github_summary,
    gitlab_report,
    sarif_log,
)
from mkdocs_scorecards.render.json_document import dumps

# The schema that OASIS publishes for SARIF 2.1.0, as the npm package @microsoft/jest-sarif (MIT) carries it.
SARIF_SCHEMA = json.loads((Path(__file__).parents[2] / "data" / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
GITLAB_SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^(?!\\./|/)"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


def a_problem(message: str = "it is wrong", **others: Any) -> Problem:
    values: dict[str, Any] = {
        "code": "csv-row-ragged",
        "where": SourceRef("scorecards/acme/kpis.csv", 12, 3),
        "message": message,
    }
    return Problem(**{**values, **others})


problems = st.lists(
    st.builds(
        Problem,
        code=st.sampled_from([*PROBLEM_CODES, *METHOD_RULES]),
        where=st.builds(SourceRef, st.text(min_size=1).map("a/{}".format), st.integers(0, 9), st.integers(0, 9)),
        message=st.text(min_size=1),
        hint=st.text(),
        severity=st.sampled_from(Severity),
    )
)


def test_an_annotation_names_place_code_and_cure() -> None:
    (line,) = github_lines([a_problem("5 % or more", hint="write it, once")], "strategy/")

    assert line == (
        "::error file=strategy/scorecards/acme/kpis.csv,line=12,col=3,title=csv-row-ragged"
        "::5 %25 or more (hint: write it, once)"
    )


def test_no_text_of_an_author_ends_an_annotation_or_begins_another() -> None:
    where = SourceRef("scorecards/a,line=1::b/x.csv", 2)

    (line,) = github_lines([a_problem("one\n::error::two\r", where=where)])

    assert line == "::error file=scorecards/a%2Cline=1%3A%3Ab/x.csv,line=2,title=csv-row-ragged::one%0A::error::two%0D"


def test_annotations_are_capped_for_each_severity_and_the_rest_is_counted() -> None:
    warnings = [a_problem(f"{number}", severity=Severity.WARNING) for number in range(12)]
    errors = [a_problem(f"{number}") for number in range(13)]

    lines = list(github_lines([*warnings, *errors]))

    assert [line.split(" ")[0] for line in lines[:21]] == ["::error"] * 10 + ["::warning"] * 10 + ["3"]
    assert lines[20:] == [
        "3 more of severity error: the summary of the step lists them all",
        "2 more of severity warning: the summary of the step lists them all",
    ]
    assert github_summary([*warnings, *errors]).count("\n| error |") == 13


def test_a_summary_cell_is_no_markup() -> None:
    summary = github_summary([a_problem("a | b <img> `x` @someone")])

    assert "a \\| b \\<img\\> \\`x\\` \\@someone" in summary
    assert github_summary([]) == ""


def test_a_fingerprint_outlives_a_line_added_above() -> None:
    before = a_problem("also stated in line 7", where=SourceRef("a.csv", 9))
    after = a_problem("also stated in line 8", where=SourceRef("a.csv", 10))

    ((_, first),), ((_, second),) = fingerprinted([before]), fingerprinted([after])

    assert first == second


@given(problems=problems)
def test_no_two_problems_share_a_fingerprint(problems: list[Problem]) -> None:
    marks = [mark for _, mark in fingerprinted(problems)]

    assert len(set(marks)) == len(marks)


@given(problems=problems)
def test_the_gitlab_report_keeps_to_its_schema(problems: list[Problem]) -> None:
    report = json.loads(dumps(gitlab_report(problems, "sub/")))

    jsonschema.Draft7Validator(GITLAB_SCHEMA).validate(report)
    assert len(report) == len(problems)


def test_the_sarif_log_keeps_to_its_schema() -> None:
    found = [a_problem(severity=severity) for severity in Severity]
    found += [a_problem(code=code, where=SourceRef("scorecards/a b/ä.yml")) for code in (*PROBLEM_CODES, *METHOD_RULES)]

    log = json.loads(dumps(sarif_log(found, "sub/")))

    jsonschema.Draft4Validator(SARIF_SCHEMA, format_checker=jsonschema.FormatChecker()).validate(log)
    results = log["runs"][0]["results"]
    assert len(results) == len(found)
    assert results[-1]["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "sub/scorecards/a%20b/%C3%A4.yml"}
    }


@pytest.mark.parametrize("found", [[], [a_problem()]])
def test_an_empty_sarif_log_is_one_too(found: list[Problem]) -> None:
    jsonschema.Draft4Validator(SARIF_SCHEMA).validate(json.loads(dumps(sarif_log(found))))


@given(problems=problems)
def test_github_never_sees_more_than_it_shows(problems: list[Problem]) -> None:
    lines = list(github_lines(problems))

    for command in ("::error ", "::warning ", "::notice "):
        assert sum(line.startswith(command) for line in lines) <= MOST_ANNOTATIONS
    assert not any("\n" in line or "\r" in line for line in lines)
