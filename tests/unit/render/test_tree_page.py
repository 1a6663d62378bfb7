"""What a tree says: no more than the bridge holds, in digits that add up, and why where nothing is split."""

import re
from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import a_kpi, a_period, a_scorecard, a_series, an_objective
from mkdocs_scorecards.analyse.review import ScorecardReview, review_of
from mkdocs_scorecards.model.ids import KpiId
from mkdocs_scorecards.model.kpi import Aggregation, Kpi, Series
from mkdocs_scorecards.model.link import Link
from mkdocs_scorecards.model.scorecard import Scorecard
from mkdocs_scorecards.model.source_ref import SourceRef
from mkdocs_scorecards.model.unit import Unit
from mkdocs_scorecards.render.bridge_format import bridge_format, exact_format, told_format
from mkdocs_scorecards.render.environment import template_environment
from mkdocs_scorecards.render.format import FigureFormat
from mkdocs_scorecards.render.graphviz import Engine, EngineChoice, found_engine
from mkdocs_scorecards.render.json_document import tree_document
from mkdocs_scorecards.render.pages.kpi import KpiView, kpi_view
from mkdocs_scorecards.render.pages.overview import why_in_words
from mkdocs_scorecards.render.pages.tree import main_tree, tree_page_view, tree_path
from mkdocs_scorecards.render.rendered import Renderer
from mkdocs_scorecards.render.terminal import bridge_lines
from mkdocs_scorecards.render.urls import Linker
from mkdocs_scorecards.resources import builtin_templates

D = Decimal
DOLLARS = FigureFormat(unit=Unit("USD"), decimals=0, shorten_from=D(100_000))
PERCENT = FigureFormat(unit=Unit("%"), decimals=1, shorten_from=D(10_000_000))
_NUMBER = re.compile(r"[^\d.−-]")


def months(kpi: str, figures: Sequence[str | None], first: int = 1) -> Series:
    return a_series(kpi, {f"2026-{first + month:02}": figure for month, figure in enumerate(figures)})


REVENUE = a_kpi(
    "revenue",
    formula="customers * price - refunds",
    aggregate=Aggregation.SUM,
    unit="USD",
    decimals=0,
    target="300000",
    objective="grow",
)
DRIVERS = [
    a_kpi("customers", objective=None, aggregate=Aggregation.SUM),
    a_kpi("price", objective=None, unit="USD"),
    a_kpi("refunds", objective=None, aggregate=Aggregation.SUM, unit="USD"),
]
FIGURES = {
    "customers": months("customers", ["100", "100", "100", "90", "90", "90"]),
    "price": months("price", ["2000", "2000", "2000", "2100", "2100", "2100"]),
    "refunds": months("refunds", ["10000", "10000", "10000", "10000", "10000", "10000"]),
}


def a_card(kpi: Kpi = REVENUE, *others: Kpi, **figures: Series) -> Scorecard:
    objectives = (an_objective("grow", "financial"), an_objective("stay", "customer"))
    link = Link(cause=objectives[1].id, effect=objectives[0].id, where=SourceRef("scorecards/acme/scorecard.yml", 9))
    return a_scorecard([kpi, *others, *DRIVERS], {**FIGURES, **figures}, objectives=objectives, links=(link,))


def reviewed(card: Scorecard, period: str = "2026-Q2") -> ScorecardReview:
    return review_of(card, a_period(period))


def kpi_page(review: ScorecardReview, kpi: str = "revenue") -> KpiView:
    return kpi_view(review, review.kpi(KpiId(kpi)), Linker(f"acme/kpis/{kpi}/"))


def pages(review: ScorecardReview, engine: Engine | None = None) -> dict[str, str]:
    renderer = Renderer(environment=template_environment(builtin_templates()), engine=engine, directory_urls=True)
    site = renderer.site([review], builtin_templates() / "assets")
    return {page.path: page.html for page in site.pages}


def words_in(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", html)).replace("\u00a0", " ")


def test_the_sentence_names_the_largest_parts_and_the_largest_against_them() -> None:
    tree = kpi_page(reviewed(a_card())).tree
    assert tree is not None
    said = tree.first.sentence

    assert (said.start, said.emphasis, said.end) == ("Revenue fell by ", "$33.0\u00a0k", " to $537\u00a0k.")
    assert said.reasons == "Customers lowered it by $61.5\u00a0k; Price raised it by $28.5\u00a0k."


def test_unchanged_parts_are_named_and_not_drawn() -> None:
    tree = kpi_page(reviewed(a_card())).tree
    assert tree is not None

    assert [row.name for row in tree.first.rows] == ["2026-Q1", "Customers", "Price", "2026-Q2"]
    assert "no part in it: Refunds" in tree.first.notes


def test_the_kpi_page_says_in_a_line_why_it_moved() -> None:
    review = reviewed(a_card())

    line = "down $33.0\u00a0k since 2026-Q1: Customers −$61.5\u00a0k, Price +$28.5\u00a0k"
    assert kpi_page(review).why == line
    assert kpi_page(review, "price").why == ""
    assert why_in_words(review, review.kpi(KpiId("revenue"))) == f"D{line[1:]}."


def test_a_change_that_is_not_split_says_why() -> None:
    review = reviewed(a_card(price=months("price", ["2000", "2000", "2000", "2100", None, "2100"])))
    tree = kpi_page(review).tree
    assert tree is not None

    assert tree.first.rows == ()
    assert tree.first.sentence.reasons == "The change is not split among its parts: Price has no figure in 2026-05."
    assert kpi_page(review).why == ""
    assert "Price has no figure in 2026-05" in words_in(pages(review)["acme/tree/"])


def test_reported_and_computed_figures_stand_side_by_side_where_they_differ() -> None:
    reported = months("revenue", ["190000", "190000", "190000", "179000", "189000", "179000"])
    review = reviewed(a_card(revenue=reported))
    tree = kpi_page(review).tree
    assert tree is not None
    assert tree.reconciliation is not None

    assert [(row.period, row.reported, row.computed) for row in tree.reconciliation.differing] == [
        ("2026-05", "$189,000", "$179,000")
    ]
    assert [row.words for row in tree.first.rows if row.name == "Reported less computed"] == ["+$10.0\u00a0k"]
    html = words_in(pages(review)["acme/tree/"])
    assert "differ by more than 0.5 % in one of six months" in html
    assert "2026-05$189,000$179,000+$10,000kpis.csv:6" in html.replace(" ", "")


def test_the_main_tree_has_a_page_of_its_own_and_the_others_stand_with_their_root() -> None:
    ratio = a_kpi("ratio", formula="refunds / customers", aggregate=Aggregation.FORMULA, objective="stay")
    review = reviewed(a_card(REVENUE, ratio))
    main = main_tree(review)
    assert main is not None

    view = tree_page_view(review, main, Linker("acme/tree/"))

    assert (main.root, view.title) == ("revenue", "Why Revenue fell")
    assert [(other.title, other.href) for other in view.others] == [("Ratio", "../kpis/ratio/#why")]
    assert tree_path(review, KpiId("revenue")) == "acme/tree/"
    own, other = kpi_page(review).tree, kpi_page(review, "ratio").tree
    assert own is not None
    assert other is not None
    assert own.map is None
    assert other.map is not None
    facts = {fact.label: [entry.link.title for entry in fact.links] for fact in kpi_page(review, "refunds").facts}
    assert facts["KPI trees"] == ["Revenue", "Ratio"]


def test_a_scorecard_without_formulas_has_no_tree_page() -> None:
    review = reviewed(a_scorecard([a_kpi("nps")], {"nps": months("nps", ["1", "2"])}))

    assert "acme/tree/" not in pages(review)


def test_without_an_engine_the_tree_is_a_list_for_every_screen() -> None:
    html = pages(reviewed(a_card()))["acme/tree/"]

    assert 'class="sc-tree__list"' in html
    assert "sc-tree__drawing" not in html


def test_formula_lines_have_no_heads_and_no_verdicts() -> None:
    engine = found_engine(EngineChoice.AUTO)
    if engine is None:
        pytest.skip("Graphviz is not installed")

    html = pages(reviewed(a_card()), engine)["acme/tree/"]
    drawing = html[html.index("<svg", html.index("sc-tree__frame")) : html.index("sc-tree__list")]

    assert drawing.count("<path") == 3
    assert not {"marker", "sc-map", "verdict", "sc-pill"} & set(re.findall(r"[\w-]+", drawing))
    assert 'role="group"' in drawing
    assert drawing.count('href="../kpis/') == 4


def test_every_choice_of_periods_is_a_link_to_a_section_of_the_page() -> None:
    both = [f"{year}-{month:02}" for year in (2025, 2026) for month in range(1, 7)]
    figures = {
        kpi.id: a_series(kpi.id, {period: f"{place + 9}" for place, period in enumerate(both)}) for kpi in DRIVERS
    }
    html = pages(reviewed(a_card(REVENUE, **{str(name): series for name, series in figures.items()})))["acme/tree/"]

    assert re.findall(r'href="#(since-[a-z-]+)"', html) == ["since-year-before"]
    assert 'id="since-year-before"' in html
    assert "not split among its parts: Customers has no figure in 2025-07" not in words_in(html)


def test_names_that_look_like_markup_stay_text() -> None:
    kpi = a_kpi("revenue", formula="customers * price", aggregate=Aggregation.SUM, objective="grow", title="<b>Up</b>")
    html = pages(reviewed(a_card(kpi)))["acme/tree/"]

    assert "<b>Up</b>" not in html
    assert "&lt;b&gt;Up&lt;/b&gt;" in html


@given(
    before=st.decimals("-1e8", "1e8", places=2),
    parts=st.lists(st.decimals("-1e7", "1e7", places=3), min_size=1, max_size=12),
    base=st.sampled_from([DOLLARS, PERCENT]),
)
def test_a_bridge_adds_up_as_printed_or_says_that_it_does_not(
    before: Decimal, parts: list[Decimal], base: FigureFormat
) -> None:
    after = before + sum(parts)
    shown = bridge_format(base, before, after, parts)

    def printed(text: str) -> Decimal:
        return D(_NUMBER.sub("", text).replace("−", "-"))

    adds_up = sum(printed(shown.part(part)) for part in parts) == printed(shown.part(after - before))
    adds_up &= printed(shown.total(before)) + printed(shown.part(after - before)) == printed(shown.total(after))
    assert shown.adds_up is adds_up
    assert exact_format(base, before, after, parts).adds_up


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("0.154", "+0.15\u00a0points"),
        ("-0.54", "−0.5\u00a0points"),
        ("3.148", "+3.1\u00a0points"),
        ("0", "0.0\u00a0points"),
    ],
)
def test_a_sentence_has_as_few_digits_as_tell_the_change(change: str, told: str) -> None:
    assert told_format(PERCENT, D(100), D(100) + D(change), [D(change)]).part(D(change)) == told


def test_the_terminal_lists_the_parts_between_the_two_figures() -> None:
    review = reviewed(a_card())
    tree = review.tree(KpiId("revenue"))
    assert tree is not None

    lines = bridge_lines(review, tree.latest)

    assert lines[0] == "From 2026-Q1 to 2026-Q2"
    assert [line.split()[0] for line in lines[3:]] == ["2026-Q1", "Customers", "Price", "Refunds", "2026-Q2"]


def test_the_document_has_the_promised_shape_and_adds_up() -> None:
    tree = reviewed(a_card()).tree(KpiId("revenue"))
    assert tree is not None

    document = tree_document(tree, tree.latest)

    assert list(document) == [
        "root", "from_period", "to_period", "from_value", "to_value", "change", "method", "status", "reason",
        "contributions", "sensitivity", "gap", "reconciliation",
    ]  # fmt: skip
    assert (document["status"], document["reason"], document["method"]) == ("ok", None, "nested")
    assert sum(one["contribution"] for one in document["contributions"] if one["leaf"]) == document["change"] == -33000
    assert document["sensitivity"][0] == {
        "kpi": "customers",
        "plus_ten_percent": D(56700),
        "minus_ten_percent": D(-56700),
        "elasticity": document["sensitivity"][0]["elasticity"],
    }
    assert [lever["kpi"] for lever in document["gap"]] == ["customers", "price", "refunds"]
