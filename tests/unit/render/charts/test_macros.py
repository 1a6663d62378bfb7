"""The macros draw every geometry as well-formed, named SVG that takes its colours from the tokens."""

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from mkdocs_scorecards.model.period import Period
from mkdocs_scorecards.render.charts.bullet import Bullet, RangeBullet, bullet_geometry, range_bullet_geometry
from mkdocs_scorecards.render.charts.counts_bar import WORST_FIRST, counts_bar_geometry
from mkdocs_scorecards.render.charts.kpi_chart import chart_notes, kpi_chart_geometry
from mkdocs_scorecards.render.charts.kpi_frame import PHONE, WIDE
from mkdocs_scorecards.render.charts.kpi_values import ChartTarget, ChartZone, KpiChart
from mkdocs_scorecards.render.charts.points import ChartPoint
from mkdocs_scorecards.render.charts.sparkline import Sparkline, sparkline_geometry
from mkdocs_scorecards.render.charts.timeline import Timeline, TimelineBar, timeline_geometry

TEMPLATES = Path(__file__).parents[4] / "templates"
SVG = "{http://www.w3.org/2000/svg}"
POINTS = tuple(
    ChartPoint(
        period=Period.month(2026, 1).shifted(index),
        actual=None if index in (3, 8) else Decimal(6) - Decimal(index) / 10,
        planned=Decimal(5),
        amber_limit=Decimal("5.5"),
        status="at_risk",
        note="<b>new & better</b>" if index == 5 else "",
    )
    for index in range(9)
)
CHART = KpiChart(
    title='Churn <in> "percent" & more',
    points=POINTS,
    value_label=str,
    tick_labels=lambda ticks: tuple(map(str, ticks)),
    target=ChartTarget(value=Decimal(4), label="4 %", by=Period.month(2026, 12)),
    band_width="0.5 points",
)
ZONE = ChartZone(low=Decimal(4), high=Decimal(5), amber_low=Decimal(3), amber_high=Decimal(6), label="4 to 5 %")


def rendered(call: str, **values: object) -> str:
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    imports = '{% import "macros/charts.jinja" as charts %}{% import "macros/marks.jinja" as marks %}'
    return environment.from_string(f"{imports}{{{{ {call} }}}}").render(**values)


def parsed(markup: str) -> ET.Element:
    return ET.fromstring(f'<div xmlns="http://www.w3.org/2000/svg">{markup}</div>')  # noqa: S314 - our own markup


def every_drawing() -> dict[str, str]:
    bullet = Bullet(higher_is_better=False, planned=Decimal(5), value_label=str, actual=Decimal(6), baseline=Decimal(7))
    band = RangeBullet(
        low=Decimal(4), high=Decimal(5), amber_low=Decimal(3), amber_high=Decimal(6), value_label=str, actual=Decimal(4)
    )
    month = Period.month(2026, 9)
    bar = TimelineBar(title="60 % done", start=month, due=month, progress=Decimal(60), overdue=True)
    timeline = timeline_geometry(Timeline(bars=(bar,), reviewed=Period.quarter(2026, 3)))
    sparkline = Sparkline(title="Churn", points=POINTS, status="no_data", value_label=str)
    zoned = replace(CHART, target=None, zone=ZONE)
    setback = replace(bullet, actual=Decimal(9), target=Decimal(4), amber_limit=Decimal("5.5"))
    counts = counts_bar_geometry("one of each", dict.fromkeys(WORST_FIRST, 1))
    return {
        "counts bar": rendered('charts.counts_bar(geometry, "here")', geometry=counts),
        "sparkline": rendered("charts.sparkline(geometry)", geometry=sparkline_geometry(sparkline)),
        "bullet": rendered("charts.bullet(geometry)", geometry=bullet_geometry(bullet)),
        "setback": rendered("charts.bullet(geometry)", geometry=bullet_geometry(setback)),
        "range": rendered("charts.bullet(geometry)", geometry=range_bullet_geometry(band)),
        "timeline": rendered("charts.timeline_bar(all, all.bars[0])", all=timeline),
        "wide": rendered("charts.kpi_drawing(geometry)", geometry=kpi_chart_geometry(CHART, WIDE)),
        "phone": rendered("charts.kpi_drawing(geometry)", geometry=kpi_chart_geometry(CHART, PHONE)),
        "zone": rendered("charts.kpi_drawing(geometry)", geometry=kpi_chart_geometry(zoned, WIDE)),
    }


@pytest.mark.parametrize(("name", "markup"), every_drawing().items())
def test_each_drawing_is_an_image_with_a_name(name: str, markup: str) -> None:
    (svg,) = parsed(markup)
    title = svg.find(f"{SVG}title")

    assert svg.get("role") == "img", name
    assert title is not None
    assert title.text
    assert svg[0] is title


@pytest.mark.parametrize(("name", "markup"), every_drawing().items())
def test_no_drawing_names_a_colour(name: str, markup: str) -> None:
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b|rgb|(fill|stroke)=", markup), name


def test_lines_over_time_tell_their_figures_to_those_who_cannot_see_them() -> None:
    drawings = every_drawing()

    for name in ("sparkline", "wide", "phone"):
        description = parsed(drawings[name])[0].find(f"{SVG}desc")
        assert description is not None
        assert "2026-09 no figure, plan 5" in (description.text or "")


def test_what_authors_write_is_text_and_never_markup() -> None:
    page = rendered(
        "charts.kpi_chart(wide, phone, notes)",
        wide=kpi_chart_geometry(CHART, WIDE),
        phone=kpi_chart_geometry(CHART, PHONE),
        notes=chart_notes(POINTS),
    )
    tree = parsed(page)

    assert "&lt;b&gt;new &amp; better&lt;/b&gt;" in page
    assert len(tree.findall(f".//{SVG}svg[@role='img']")) == 2


def test_hatching_takes_the_name_that_the_page_gives_it() -> None:
    markup = every_drawing()["counts bar"]

    assert 'id="here-hatch"' in markup
    assert "fill:url(#here-hatch)" in markup


@pytest.mark.parametrize("status", WORST_FIRST)
def test_each_state_has_a_shape_of_its_own_and_leaves_the_word_to_the_text(status: str) -> None:
    others = {rendered(f'marks.shapes("{other}")') for other in WORST_FIRST if other != status}

    assert rendered(f'marks.shapes("{status}")') not in others
    assert parsed(rendered(f'marks.mark("{status}")'))[0].get("aria-hidden") == "true"


@pytest.mark.parametrize("legend", ["bullet_legend", "timeline_legend"])
def test_samples_of_a_legend_are_silent(legend: str) -> None:
    samples = parsed(rendered(f"charts.{legend}()")).findall(f".//{SVG}svg")

    assert samples
    assert all(sample.get("aria-hidden") == "true" for sample in samples)


def test_the_style_sheet_takes_all_colours_from_tokens_and_sets_no_text_below_12_px() -> None:
    styles = (TEMPLATES / "assets" / "drawings.css").read_text(encoding="utf-8")
    paints = re.findall(r"(?<![-\w])(?:fill|stroke|color):\s*([^;}]+)", styles)

    assert paints
    assert all(re.fullmatch(r"none|currentcolor|var\(--(sc-[a-z-]+|md-default-bg-color)\)", paint) for paint in paints)
    assert all(float(size) >= 12 for size in re.findall(r"font-size: ([\d.]+)px", styles))
    assert all(float(size) * 20 >= 12 for size in re.findall(r"font-size: ([\d.]+)rem", styles))
