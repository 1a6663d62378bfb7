from decimal import Decimal

import pytest

from mkdocs_scorecards.model.period import Period
from mkdocs_scorecards.render.charts.timeline import (
    Timeline,
    TimelineBar,
    TimelineBarGeometry,
    TimelineGeometry,
    timeline_geometry,
)

Q3 = Period.quarter(2026, 3)


def bar(start: Period | None, due: Period | None, progress: str | None = None, *, overdue: bool = False) -> TimelineBar:
    done = None if progress is None else Decimal(progress)
    return TimelineBar(title="60 % done", start=start, due=due, progress=done, overdue=overdue)


def timeline(*bars: TimelineBar, reviewed: Period = Q3, fiscal_start: int = 0) -> TimelineGeometry:
    return timeline_geometry(Timeline(bars=bars, reviewed=reviewed, fiscal_start=fiscal_start))


def only_bar(geometry: TimelineGeometry) -> TimelineBarGeometry:
    (found,) = geometry.bars
    assert found is not None
    return found


def test_a_bar_reaches_from_the_first_day_to_the_end_of_the_last() -> None:
    found = timeline(bar(Period.month(2026, 1), Period.month(2026, 12), "50"))

    assert (only_bar(found).x, only_bar(found).width, only_bar(found).done) == (0.3, 99.4, 49.7)


def test_an_initiative_due_in_the_reviewed_period_ends_on_its_line() -> None:
    found = timeline(bar(Period.month(2026, 1), Period.month(2026, 9)), bar(Q3, Period.year(2026)))

    assert found.bars[0] is not None
    assert found.bars[0].x + found.bars[0].width == pytest.approx(found.now, abs=0.02)


def test_the_year_is_named_once_and_quarters_by_number() -> None:
    found = timeline(bar(Period.month(2026, 2), Period.month(2027, 3)))

    assert [quarter.wide_label for quarter in found.quarters] == ["2026-Q1", "Q2", "Q3", "Q4", "2027-Q1"]
    assert found.now_label == "end of 2026-Q3"


def test_on_a_phone_labels_are_thinned_out() -> None:
    found = timeline(bar(Period.month(2026, 1), Period.month(2027, 12)))

    assert [quarter.narrow_label for quarter in found.quarters] == ["2026-Q1", "", "Q3", "", "2027-Q1", "", "Q3", ""]


def test_many_years_are_named_by_the_year_and_none_over_the_rim() -> None:
    found = timeline(bar(Period.month(2022, 1), Period.month(2029, 12)), fiscal_start=7)

    labels = [quarter.wide_label for quarter in found.quarters]
    assert labels[:2] == ["FY2023", "FY2024"]
    assert labels[-1] == ""


def test_quarters_follow_the_fiscal_year() -> None:
    found = timeline(bar(Period.month(2026, 7), Period.month(2027, 6)), fiscal_start=7)

    assert [quarter.wide_label for quarter in found.quarters] == ["FY2027-Q1", "Q2", "Q3", "Q4"]


def test_an_unknown_end_is_drawn_past_the_rim_and_without_progress() -> None:
    open_end = only_bar(timeline(bar(Period.month(2026, 1), None, "60")))
    open_start = only_bar(timeline(bar(None, Period.month(2026, 9), "60")))

    assert open_end.x + open_end.width > 100
    assert open_start.x < 0
    assert (open_end.done, open_start.done) == (0, 0)


def test_an_initiative_without_dates_has_no_bar() -> None:
    assert timeline(bar(None, None, "60")).bars == (None,)


@pytest.mark.parametrize(("progress", "share"), [("-5", 0), ("140", 1), (None, 0)])
def test_the_fill_never_leaves_the_outline(progress: str | None, share: int) -> None:
    found = only_bar(timeline(bar(Period.month(2026, 1), Period.month(2026, 12), progress)))

    assert found.done == found.width * share


def test_overdue_and_stopped_have_a_tone_of_their_own() -> None:
    stopped = TimelineBar(title="", start=Q3, due=Q3, progress=None, stopped=True)
    found = timeline(bar(Q3, Q3, overdue=True), stopped, bar(Q3, Q3))

    assert [one.tone for one in found.bars if one is not None] == ["overdue", "stopped", "plain"]


def test_the_label_of_the_reviewed_period_stays_on_the_drawing() -> None:
    assert timeline(bar(Period.month(2026, 1), Period.month(2026, 9))).now_anchor == "end"
    assert timeline(bar(Q3, Period.year(2030))).now_anchor == "start"
    assert timeline(bar(Period.month(2026, 1), Period.year(2027))).now_anchor == "middle"
