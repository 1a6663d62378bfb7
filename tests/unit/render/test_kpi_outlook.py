"""What pages and terminal say of projections and signals: which words, and when nothing is said."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from builders import a_kpi, a_period, a_scorecard, a_series
from mkdocs_scorecards.analyse.review import KpiReview, ScorecardReview, review_of
from mkdocs_scorecards.analyse.status import Status
from mkdocs_scorecards.model.kpi import Direction
from mkdocs_scorecards.model.period import Period
from mkdocs_scorecards.render.environment import template_environment
from mkdocs_scorecards.render.format import NO_BREAK_SPACE
from mkdocs_scorecards.render.pages.drawings import kpi_charts
from mkdocs_scorecards.render.pages.kpi import kpi_view
from mkdocs_scorecards.render.pages.outlook_words import (
    chance_in_words,
    ordinary_in_words,
    projection_in_words,
    signal_in_words,
)
from mkdocs_scorecards.render.rendered import Foot
from mkdocs_scorecards.render.terminal import kpi_lines, scorecard_lines
from mkdocs_scorecards.render.urls import Linker

TEMPLATES = Path(__file__).parents[3] / "templates"
WAVES = ("50", "53", "49", "52", "48", "51", "50", "47", "52", "49", "51", "50", "48", "53", "50", "49", "52", "51")
LOW = ("45", "46", "44", "46", "45", "44", "46", "45", "45")
PROMISES = ("will ", "expected to", "forecast")


def review(figures: Sequence[str | None], **kpi: Any) -> ScorecardReview:
    """A KPI in percent, more of which is better, up to September 2026."""
    last = Period.month(2026, 9)
    series = {str(last.shifted(index - len(figures) + 1)): figure for index, figure in enumerate(figures)}
    found = a_kpi(**{"unit": "%", "target": "60", "by": "2026-12", "amber": "5", **kpi})
    return review_of(a_scorecard([found], {"churn": a_series("churn", series)}), a_period("2026-Q3"))


def the_kpi(figures: Sequence[str | None] = WAVES, **kpi: Any) -> KpiReview:
    return review(figures, **kpi).kpis[0]


def plain(text: str) -> str:
    return text.replace(NO_BREAK_SPACE, " ")


def chance(kpi: KpiReview) -> str:
    found = chance_in_words(kpi)
    return plain(found.sentence) if found is not None else ""


def signal(kpi: KpiReview) -> str:
    found = signal_in_words(kpi)
    return plain(found.sentence) if found is not None else ""


def test_the_chance_is_a_word_after_what_is_to_be_reached_and_when() -> None:
    assert chance(the_kpi()) == "reaching 60 % by 2026-12 is very unlikely"
    assert chance(the_kpi(target="40")) == "reaching 40 % by 2026-12 is very likely"


def test_a_zone_is_to_be_kept() -> None:
    kpi = the_kpi(target=("40", "60"), direction=Direction.RANGE)

    assert chance(kpi) == "staying within 40 to 60 % in 2027-03 is very likely"


def test_the_projection_names_its_period_its_range_and_what_it_is() -> None:
    said = plain(projection_in_words(the_kpi()))

    assert re.match(
        r"50 % in 2026-12, 80 % range 4\d to 5\d %, by level and drift: a projection of its past, not a promise", said
    )


def test_off_target_within_ordinary_variation_is_said_with_the_range() -> None:
    kpi = the_kpi()

    assert kpi.status is Status.OFF_TARGET
    assert signal(kpi) == (
        "Off target, within ordinary variation: the monthly figures of 2026-Q3 lie in the ordinary range of 43 to 58 %."
    )
    assert plain(ordinary_in_words(kpi)) == (
        "43 to 58 % around a mean of 50 %, from the figures since 2025-04 (Wheeler 1993)"
    )


def test_on_target_within_ordinary_variation_needs_no_words() -> None:
    assert signal(the_kpi(target="40")) == ""


def test_a_figure_that_was_carried_forward_is_not_called_ordinary() -> None:
    kpi = the_kpi((*WAVES, None, None, None), carry_forward=True)

    assert kpi.status is Status.OFF_TARGET
    assert signal(kpi) == ""


def test_a_run_is_a_shift() -> None:
    assert signal(the_kpi((*WAVES, *LOW))) == (
        "Signal: nine monthly figures in a row, since 2026-01, lie below the mean of 49 %, "
        "which is a shift and not ordinary variation."
    )


def test_on_target_but_shifted_to_the_worse_is_said() -> None:
    assert signal(the_kpi((*WAVES, *LOW), target="40")).startswith("On target, but shifted: nine monthly figures")
    assert signal(the_kpi((*WAVES, *LOW), target="60", direction=Direction.LOWER)).startswith("Signal: nine")


def test_a_figure_outside_is_named_by_its_period() -> None:
    assert signal(the_kpi((*WAVES, "20"))) == "Signal: 2026-09 lies below the ordinary range of 37 to 60 %."
    assert signal(the_kpi((*WAVES, "80"), target="40")).startswith("Signal: 2026-09 lies above")
    assert signal(the_kpi((*WAVES, "20"), target="40")).startswith("On target, but not as usual: 2026-09 lies below")


def test_a_limit_is_not_rounded_onto_the_figure_outside_it() -> None:
    said = signal(the_kpi(("0", "0", "0", *("1",) * 7), unit="people", target="3"))

    assert "lie above the ordinary range of 0.404 to 0.996 people" in said


def test_a_trend_is_told_in_words_and_has_no_limits_on_the_chart() -> None:
    trend = [str(50 - index + wave) for index, wave in enumerate((0, 1, -1, 2, 0, -2, 1, 0) * 3)]
    kpi = the_kpi(trend)
    charts = kpi_charts(kpi)

    assert signal(kpi).endswith("the monthly figures of 2026-Q3 keep to the trend or season as closely as usual.")
    assert ordinary_in_words(kpi) == ""
    assert charts is not None
    assert (charts.wide.limits, charts.phone.limits) == (None, None)
    assert charts.wide.fan is not None


def test_the_band_ends_where_the_fan_begins() -> None:
    charts = kpi_charts(the_kpi(baseline="40", since="2025-12"))

    assert charts is not None
    assert charts.wide.fan is not None
    edge = charts.wide.bands[-1].edge.split()[-1]
    assert edge.split(",")[0] == charts.wide.fan.area.split(",")[0]


@pytest.mark.parametrize("figures", [WAVES[:5], ("50",) * 12])
def test_without_an_outlook_nothing_is_said(figures: tuple[str, ...]) -> None:
    kpi = the_kpi(figures)
    charts = kpi_charts(kpi)

    assert (chance(kpi), signal(kpi), projection_in_words(kpi), ordinary_in_words(kpi)) == ("", "", "", "")
    assert charts is not None
    assert (charts.wide.fan, charts.wide.limits) == (None, None)


def page(found: ScorecardReview) -> str:
    template = template_environment(TEMPLATES).get_template("pages/kpi.html.jinja")
    view = kpi_view(found, found.kpis[0], Linker("acme/kpis/churn/"))
    return template.render(view=view, geometry=None, foot=Foot(words="Acme"))


def test_the_page_holds_chance_signal_fan_and_facts_and_promises_nothing() -> None:
    html = page(review(WAVES))
    text = plain(re.sub(r"\s+", " ", re.sub("<[^>]+>", "", html)))

    assert "· reaching 60 % by 2026-12 is very unlikely" in text
    assert "<strong>very unlikely</strong>" in html
    assert "Off target, within ordinary variation: the monthly figures" in text
    assert html.count('class="sc-kpi-chart__fan" points') == 2
    assert html.count('class="sc-kpi-chart__limit" x1') == 2 * 3 + 2
    assert "Projection50 % in 2026-12" in text
    assert not [word for word in PROMISES if word in text]


def test_the_terminal_says_the_chance_in_a_row_and_all_of_it_in_an_explanation() -> None:
    found = review(WAVES)

    (row,) = [line for line in scorecard_lines(found) if "Churn" in line]
    explained = [plain(line) for line in kpi_lines(found, found.kpis[0])]

    assert plain(row).endswith("(plan 60 %) · 60 % by 2026-12 very unlikely")
    assert "Reaching 60 % by 2026-12 is very unlikely." in explained
    assert any(line.startswith("Off target, within ordinary variation: ") for line in explained)
    assert any(line.startswith("Projection: 50 % in 2026-12, 80 % range ") for line in explained)
