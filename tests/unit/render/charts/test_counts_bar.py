from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_scorecards.render.charts.counts_bar import WORST_FIRST, counts_bar_geometry


def test_segments_run_worst_first_in_proportion() -> None:
    geometry = counts_bar_geometry(
        "16 KPIs", {"on_target": 5, "off_target": 2, "at_risk": 7, "unscored": 1, "no_data": 1}
    )

    assert geometry is not None
    assert [(segment.status, segment.x, segment.width) for segment in geometry.segments] == [
        ("off_target", 0, 12.5),
        ("at_risk", 12.5, 43.75),
        ("on_target", 56.25, 31.25),
        ("no_data", 87.5, 6.25),
        ("unscored", 93.75, 6.25),
    ]


def test_one_among_hundreds_can_still_be_seen() -> None:
    geometry = counts_bar_geometry("", {"off_target": 1, "on_target": 400})

    assert geometry is not None
    assert [segment.width for segment in geometry.segments] == [3, 97]


def test_nothing_counted_draws_nothing() -> None:
    assert counts_bar_geometry("", {"on_target": 0}) is None
    assert counts_bar_geometry("", {}) is None


@given(st.dictionaries(st.sampled_from(WORST_FIRST), st.integers(min_value=0, max_value=10**6)))
def test_segments_fill_the_bar_without_overlap(counts: dict[str, int]) -> None:
    geometry = counts_bar_geometry("", counts)
    segments = geometry.segments if geometry is not None else ()

    assert [segment.status for segment in segments] == [status for status in WORST_FIRST if counts.get(status)]
    assert [segment.last for segment in segments] == [False] * (len(segments) - 1) + [True] * bool(segments)
    for segment, following in pairwise(segments):
        assert segment.x + segment.width == pytest.approx(following.x, abs=0.02)
    if segments:
        assert segments[-1].x + segments[-1].width == pytest.approx(100, abs=0.02)
