"""Write what the guide and the editors take from the code: the catalogue of problems and the JSON Schema.

    python site_config/make_reference.py

A test compares the files with what this would write.
"""

import json
import re
from itertools import zip_longest
from pathlib import Path

from mkdocs_scorecards.load.json_schema import scorecard_schema
from mkdocs_scorecards.model.problem_codes import PROBLEM_CODES

HERE = Path(__file__).parent
CATALOGUE = HERE / "docs/guide/problems.md"
SCHEMA = HERE / "scorecard.schema.json"

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


def _markdown(text: str) -> str:
    """Plain text with code in backticks, as Markdown."""
    parts = re.split(r"(`[^`]*`)", text)
    plain = (re.sub(r"([\\*_\[\]#])", r"\\\1", part).replace("<", "&lt;") for part in parts[::2])
    return "".join(a + b for a, b in zip_longest(plain, parts[1::2], fillvalue=""))


def schema() -> str:
    """The JSON Schema as the file has it."""
    return json.dumps(scorecard_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    CATALOGUE.write_text(catalogue(), encoding="utf-8")
    SCHEMA.write_text(schema(), encoding="utf-8")
