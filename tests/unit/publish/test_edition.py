import pytest

from mkdocs_scorecards.load.periods import read_period
from mkdocs_scorecards.publish.edition import folder_of, title_of


@pytest.mark.parametrize(
    ("text", "fiscal_start", "folder", "title"),
    [
        ("2026-Q3", 1, "2026-Q3", "Q3 2026"),
        ("2026-09", 1, "2026-09", "September 2026"),
        ("2026", 1, "2026", "2026"),
        ("2026-W04", 1, "2026-W04", "Week 4, 2026"),
        ("FY2026-Q3", 7, "FY2026-Q3", "Q3 FY2026"),
        ("FY2026", 7, "FY2026", "FY2026"),
    ],
)
def test_an_edition_is_named_after_its_period(text: str, fiscal_start: int, folder: str, title: str) -> None:
    period = read_period(text, fiscal_start=fiscal_start)

    assert (folder_of(period, 1), folder_of(period, 2), title_of(period)) == (folder, f"{folder}-r2", title)
