"""Write what the guide and the editors take from the code: problems, rules of the method, measured trust, JSON Schema.

    python site_config/make_reference.py

A test compares the files with what this would write.
"""

import json
import re
from itertools import zip_longest
from pathlib import Path
from typing import Any

from mkdocs_scorecards.load.json_schema import scorecard_schema
from mkdocs_scorecards.model.method_rules import METHOD_RULES, Rule, Subject
from mkdocs_scorecards.model.problem import Severity
from mkdocs_scorecards.model.problem_codes import PROBLEM_CODES

HERE = Path(__file__).parent
CATALOGUE = HERE / "docs/guide/problems.md"
RULES = HERE / "docs/guide/method-rules.md"
SCHEMA = HERE / "scorecard.schema.json"
TRUST = HERE / "docs/guide/trust.md"
MEASURED = HERE.parent / "tests/benchmarks/validation/figures.json"

_HEAD = """\
# Problems

<!-- Written by site_config/make_reference.py from the table in model/problem_codes.py. -->

Every message about a file ends in what was found and what to write instead, and carries a code. An *error* stops the
build, since a page would be wrong. A *warning* does so in strict builds only. A *remark* is shown by
`scorecards check`. [`rules`](options.md) changes the weight of warnings and remarks. `scorecards explain CODE` prints
the same texts.
"""


def catalogue() -> str:
    """The page of all problem codes, in the order of their names."""
    sections = [
        f"## {code}\n\n**{_markdown(entry.title)}.** {_markdown(entry.why)}\n\n*Cure:* {_markdown(entry.cure)}\n"
        for code, entry in sorted(PROBLEM_CODES.items())
    ]
    return "\n".join([_HEAD, *sections])


_RULES_HEAD = """\
# Rules of the method

<!-- Written by site_config/make_reference.py from the table in model/method_rules.py. -->

What holds in a scorecard that follows the method, why, and what to do where it does not. [Method check](method.md) says
where findings appear, how to change their weight and how to waive one. `scorecards explain RULE` prints the same texts.
"""
_SEVERITIES = {Severity.ERROR: "Error", Severity.WARNING: "Warning", Severity.INFO: "Remark"}


def rules() -> str:
    """The page of all rules of the method, a chapter for each subject."""
    chapters = []
    for subject in Subject:
        chapters.append(f"## {subject.value}\n")
        chapters += [_rule(name, rule) for name, rule in METHOD_RULES.items() if rule.subject is subject]
    return "\n".join([_RULES_HEAD, *chapters])


def _rule(name: str, rule: Rule) -> str:
    facts = [_SEVERITIES[rule.severity] + "."]
    counts = sorted({(bounds.low, bounds.high): str(bounds) for bounds in rule.bounds.values()}.values())
    if len(counts) == 1:
        facts.append(f"{counts[0].capitalize()}.")
    elif counts:
        facts += [f"Profile {profile.value}: {bounds}." for profile, bounds in rule.bounds.items()]
    facts += [
        f"More than {limit} is an error."
        for limit in dict.fromkeys(bounds.error_above for bounds in rule.bounds.values())
        if limit is not None
    ]
    return (
        f"### {name}\n\n**{_markdown(rule.holds)}** {' '.join(facts)}\n\n{_markdown(rule.why)}\n\n"
        f"*Cure:* {_markdown(rule.cure)}\n\n*Source:* {_markdown(rule.source)}.\n"
    )


def _markdown(text: str) -> str:
    """Plain text with code in backticks, as Markdown."""
    parts = re.split(r"(`[^`]*`)", text)
    plain = (re.sub(r"([\\*_\[\]#])", r"\\\1", part).replace("<", "&lt;") for part in parts[::2])
    return "".join(a + b for a, b in zip_longest(plain, parts[1::2], fillvalue=""))


_TRUST_HEAD = """\
# Can I trust this?

<!-- Written by site_config/make_reference.py from tests/benchmarks/validation/figures.json. -->

An arrow that the site calls supported, and a range that it calls likely, are claims. Here is how often they are wrong,
measured on series of which the truth is known. Anybody can repeat it in half an hour; seeds are fixed, so the figures
come out the same:

```
cd tests/benchmarks && python -m validation
```

The customary ways stand beside ours, read as fairly as we could: lagged correlation and first differences are corrected
for the number of delays tried, and the Granger test takes all delays together.
"""
_TRUST_CHAPTERS = {
    "false support": (
        "Unrelated series that we made",
        "Pairs of 21 kinds that have nothing to do with each other. Bar: 3 to 8 % on average, no kind above 12 %.",
    ),
    "false support, real series": (
        "Unrelated series from the world",
        "The same with pairs of real series of unrelated subjects, from a public collection of data sets.",
    ),
    "power": (
        "Links that are there",
        "How often a true link is found, by its strength (partial correlation r) and the pairs of figures.",
    ),
    "maps": (
        "Whole strategy maps",
        "Maps that mix true and false arrows, all tested together with false discoveries kept to 10 %.",
    ),
    "80 % interval": (
        "Projections",
        "How many of the figures that came lay inside the published 80 % range. The bar is 77 to 85 %.",
    ),
    "cost": ("Time", "From a cold start, on one core."),
}
_TRUST_FOOT = """\
## What this does not say

- Series whose slope wanders strongly (a tenth of their noise from period to period) over five years look linked in
  about 15 % of unrelated pairs. Such series are rare, but smooth indices can be like that.
- Below 24 pairs only strong links are found, and their size tends to be overstated.
- The ranges of projections hold if the future is made like the past. Short histories (12 figures) and long ones (60)
  got ranges that are a little too wide.
- No test of figures tells cause from coincidence. A common cause that nobody declared moves both.
"""


def trust() -> str:
    """The page of what the validation suite measured."""
    figures = json.loads(MEASURED.read_text(encoding="utf-8"))["figures"]
    chapters = [_TRUST_HEAD]
    for study, (title, text) in _TRUST_CHAPTERS.items():
        rows = [_measured(figure) for figure in figures if figure["study"] == study]
        chapters.append(f"## {title}\n\n{text}\n\n| case | measured |\n| --- | ---: |\n" + "\n".join(rows) + "\n")
    return "\n".join([*chapters, _TRUST_FOOT])


def _measured(figure: dict[str, Any]) -> str:
    value = figure["value"]
    shown = f"{value:.1f} s" if figure["study"] == "cost" else f"{100 * value:.1f}\u00a0%"
    return f"| {_markdown(figure['case'])} | {shown} |"


def schema() -> str:
    """The JSON Schema as the file has it."""
    return json.dumps(scorecard_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    CATALOGUE.write_text(catalogue(), encoding="utf-8")
    RULES.write_text(rules(), encoding="utf-8")
    TRUST.write_text(trust(), encoding="utf-8")
    SCHEMA.write_text(schema(), encoding="utf-8")
