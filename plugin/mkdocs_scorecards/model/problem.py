"""What is wrong with the author's files, as a value: collected over the whole run, shown once, sorted by place."""

from collections.abc import Iterable
from dataclasses import field
from enum import StrEnum

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.source_ref import SourceRef


class Severity(StrEnum):
    """How much a problem matters.

    An error means that a page would be wrong, and no site is built. A warning means that the pages are right but
    something deserves a look; strict builds fail on it. Information is shown by `check` only.
    """

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


OFF = "off"
"""In the settings, instead of a severity: not to be reported at all."""


@frozen
class Problem:
    """One finding about the input: what was found, where, and how to cure it.

    `code` is a kebab-case name with the entity first (`kpi-target-missing`); it never changes its meaning and is
    explained in `problem_codes`.
    """

    code: str
    where: SourceRef
    message: str
    hint: str = ""
    severity: Severity = field(default=Severity.ERROR)

    def __str__(self) -> str:
        """Print as `path:line:column: error code: message (hint: …)`."""
        hint = f" (hint: {self.hint})" if self.hint else ""
        return f"{self.where}: {self.severity} {self.code}: {self.message}{hint}"


def sorted_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Order problems by place, then by code, and drop exact repetitions."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: (problem.where, problem.code, problem.message)))


def errors_among(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems that forbid a build."""
    return tuple(problem for problem in problems if problem.severity is Severity.ERROR)
