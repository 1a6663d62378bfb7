"""Which period a scorecard is reviewed in while an edition is built."""

from pathlib import Path

import pytest

from mkdocs_scorecards.pipeline import Settings, gather
from small_project import write_small_project


@pytest.mark.parametrize(
    ("own", "as_of", "reviewed"),
    [
        (None, "2026-Q3", "2026-Q3"),
        ("2026-08", "2026-Q3", "2026-08"),
        ("2026-10", "2026-Q3", "2026-09"),
        ("2026", "2026-Q3", "2025"),
        ("2025", "2026-Q3", "2025"),
        ("2026", "2026-Q4", "2026"),
    ],
)
def test_no_scorecard_is_reviewed_in_a_period_that_had_not_ended(
    tmp_path: Path, own: str | None, as_of: str, reviewed: str
) -> None:
    periods = {"acme": own} if own else {}
    settings = Settings(period="2026-Q1", periods=periods, as_of=as_of)

    gathered = gather(write_small_project(tmp_path), settings)

    assert [str(review.period) for review in gathered.reviews] == [reviewed]
