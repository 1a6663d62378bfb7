"""Problems for code hosts: GitHub's annotations, GitLab's code quality report, and SARIF for everything else.

Hosts want paths from the root of the repository, so `prefix` goes before the project's own. They also tell problems
apart from one run to the next by a fingerprint: it is made of path, code and message, but of no line, so that a line
added above makes no problem a new one.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from mkdocs_scorecards import __version__
from mkdocs_scorecards.model.method_rules import METHOD_RULES
from mkdocs_scorecards.model.problem import Problem, Severity
from mkdocs_scorecards.model.problem_codes import PROBLEM_CODES

MOST_ANNOTATIONS = 10
"""GitHub shows so many errors, and so many warnings and notices, of one step; the rest vanishes without a word."""

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_GITLAB = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}
_SARIF = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_NUMBERED_LINE = re.compile(r"\bline \d+")
_CELL = re.compile(r"([\\`*_{}\[\]<>#|~$@])")


def github_lines(problems: Sequence[Problem], prefix: str = "") -> Iterator[str]:
    """Workflow commands, worst first, at most ten of a kind, then how many are not among them."""
    shown: Counter[Severity] = Counter()
    for problem in sorted(problems, key=lambda found: _ORDER[found.severity]):
        shown[problem.severity] += 1
        if shown[problem.severity] <= MOST_ANNOTATIONS:
            yield _annotation(problem, prefix)
    for severity, count in shown.items():
        if count > MOST_ANNOTATIONS:
            yield f"{count - MOST_ANNOTATIONS} more of severity {severity}: the summary of the step lists them all"


def _annotation(problem: Problem, prefix: str) -> str:
    where = problem.where
    facts = {"file": prefix + where.path, "line": where.line, "col": where.column, "title": problem.code}
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in facts.items() if value)
    return f"::{_COMMANDS[problem.severity]} {listed}::{_data(_text(problem))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def github_summary(problems: Sequence[Problem]) -> str:
    """All problems as a table for the summary of the step; empty where there are none."""
    if not problems:
        return ""
    lines = ["| | where | problem |", "| --- | --- | --- |"]
    for problem in sorted(problems, key=lambda found: _ORDER[found.severity]):
        place = str(problem.where).replace("`", "'").replace("|", "\\|")
        text = _CELL.sub(r"\\\1", " ".join(_text(problem).split()).replace("&", "&amp;"))
        lines.append(f"| {problem.severity} | `{place}` | {problem.code}: {text} |")
    return "### Scorecards\n\n" + "\n".join(lines) + "\n"


def gitlab_report(problems: Sequence[Problem], prefix: str = "") -> list[dict[str, Any]]:
    """GitLab's code quality report."""
    return [
        {
            "description": _text(problem),
            "check_name": problem.code,
            "fingerprint": fingerprint,
            "severity": _GITLAB[problem.severity],
            "location": {"path": prefix + problem.where.path, "lines": {"begin": max(1, problem.where.line)}},
        }
        for problem, fingerprint in fingerprinted(problems)
    ]


def sarif_log(problems: Sequence[Problem], prefix: str = "") -> dict[str, Any]:
    """A SARIF 2.1.0 log of one run."""
    codes = sorted({problem.code for problem in problems})
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {"name": "scorecards", "version": __version__, "rules": [_rule(code) for code in codes]}
                },
                "columnKind": "unicodeCodePoints",
                "results": [
                    {
                        "ruleId": problem.code,
                        "ruleIndex": codes.index(problem.code),
                        "level": _SARIF[problem.severity],
                        "message": {"text": _text(problem)},
                        "locations": [{"physicalLocation": _location(problem, prefix)}],
                        "partialFingerprints": {"scorecards/v1": fingerprint},
                    }
                    for problem, fingerprint in fingerprinted(problems)
                ],
            }
        ],
    }


def _rule(code: str) -> dict[str, Any]:
    rule = METHOD_RULES.get(code)
    title, why, cure = (rule.holds, rule.why, rule.cure) if rule is not None else _explained(code)
    return {
        "id": code,
        "shortDescription": {"text": title},
        "fullDescription": {"text": why},
        "help": {"text": cure},
    }


def _explained(code: str) -> tuple[str, str, str]:
    known = PROBLEM_CODES[code]
    return known.title, known.why, known.cure


def _location(problem: Problem, prefix: str) -> dict[str, Any]:
    where = problem.where
    found: dict[str, Any] = {"artifactLocation": {"uri": quote(prefix + where.path)}}
    if where.line:
        region: Mapping[str, int] = {"startLine": where.line, "startColumn": where.column}
        found["region"] = {name: value for name, value in region.items() if value}
    return found


def fingerprinted(problems: Iterable[Problem]) -> Iterator[tuple[Problem, str]]:
    """Each problem with a fingerprint of its own; equal ones are numbered in the order of their places."""
    seen: Counter[str] = Counter()
    for problem in problems:
        what = "\0".join((problem.where.path, problem.code, _NUMBERED_LINE.sub("line", problem.message)))
        seen[what] += 1
        yield problem, hashlib.sha256(f"{what}\0{seen[what]}".encode()).hexdigest()


def _text(problem: Problem) -> str:
    return f"{problem.message} (hint: {problem.hint})" if problem.hint else problem.message
