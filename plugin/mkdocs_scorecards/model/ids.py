"""Names by which the files of a scorecard refer to each other."""

import re
from typing import NewType

ScorecardId = NewType("ScorecardId", str)
PerspectiveId = NewType("PerspectiveId", str)
ThemeId = NewType("ThemeId", str)
ObjectiveId = NewType("ObjectiveId", str)
KpiId = NewType("KpiId", str)
InitiativeId = NewType("InitiativeId", str)

LONGEST_ID = 64
ID_PATTERN = r"^[a-z][a-z0-9_]*$"
_ID = re.compile(r"[a-z][a-z0-9_]*")


def is_id(text: str) -> bool:
    """Whether `text` may name a scorecard, perspective, theme, objective, KPI or initiative."""
    return len(text) <= LONGEST_ID and _ID.fullmatch(text) is not None
