"""Why computed KPIs moved: bridges over periods that are made of finer ones, levers, and reconciliation."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import a_kpi, a_period, a_scorecard, a_series
from mkdocs_scorecards.analyse.exact import total
from mkdocs_scorecards.analyse.figures import FigureBook
from mkdocs_scorecards.analyse.review import ScorecardReview, review_of
from mkdocs_scorecards.analyse.tree.bridge import Bridge, Comparison, bridge_between
from mkdocs_scorecards.analyse.tree.evaluate import value_of
from mkdocs_scorecards.analyse.tree.explanation import Attribution
from mkdocs_scorecards.analyse.trees import TreeReview
from mkdocs_scorecards.model.audience import scorecard_for
from mkdocs_scorecards.model.ids import KpiId
from mkdocs_scorecards.model.kpi import Aggregation, Audience, Kpi, Series
from mkdocs_scorecards.model.period import Frequency
from mkdocs_scorecards.model.scorecard import Scorecard

D = Decimal
CUSTOMERS = a_kpi("customers", objective=None, aggregate=Aggregation.SUM)
PRICE = a_kpi("price", objective=None, aggregate=Aggregation.MEAN)


def months(kpi: str, figures: Sequence[str | None], first: int = 1) -> Series:
    return a_series(kpi, {f"2026-{first + month:02}": figure for month, figure in enumerate(figures)})


def revenue(aggregate: Aggregation = Aggregation.SUM, **others: Any) -> Kpi:
    return a_kpi("revenue", formula="customers * price", aggregate=aggregate, unit="USD", **others)


def half_a_year(
    kpi: Kpi,
    customers: Sequence[str | None] = ("10", "20", "30", "20", "30", "40"),
    price: Sequence[str | None] = ("5", "4", "6", "5", "7", "6"),
    **reported: Series,
) -> Scorecard:
    figures = {"customers": months("customers", customers), "price": months("price", price), **reported}
    return a_scorecard([kpi, CUSTOMERS, PRICE], figures)


def reviewed(card: Scorecard, period: str = "2026-Q2") -> ScorecardReview:
    return review_of(card, a_period(period))


def tree_of(card: Scorecard, kpi: str = "revenue", period: str = "2026-Q2") -> TreeReview:
    found = reviewed(card, period).tree(KpiId(kpi))
    assert found is not None
    return found


def leaves(bridge: Bridge) -> dict[str, Decimal]:
    return {one.kpi: one.contribution for one in bridge.explanation.leaves if one.contribution is not None}


def test_a_sum_is_explained_month_by_month() -> None:
    bridge = tree_of(half_a_year(revenue())).latest

    # January to April, February to May, March to June: customers at the mean price, price at the mean customers
    customers = (20 - 10) * D(5) + (30 - 20) * D("5.5") + (40 - 30) * D(6)
    price = 0 + (7 - 4) * D(25) + 0
    assert leaves(bridge) == {"customers": customers, "price": price}
    assert (bridge.explanation.before, bridge.explanation.after) == (D(310), D(550))
    assert bridge.beside == 0


@pytest.mark.parametrize(
    ("aggregate", "before", "after", "parts"),
    [
        (Aggregation.LAST, 180, 240, {"customers": 60, "price": 0}),
        (Aggregation.MIN, 50, 100, {"customers": 50, "price": 0}),
        (Aggregation.MAX, 180, 240, {"customers": 60, "price": 0}),
        (Aggregation.FORMULA, 300, 540, {"customers": 165, "price": 75}),
    ],
)
def test_other_rules_compare_what_they_show(
    aggregate: Aggregation, before: int, after: int, parts: Mapping[str, int]
) -> None:
    bridge = tree_of(half_a_year(revenue(aggregate))).latest

    assert (bridge.explanation.before, bridge.explanation.after) == (D(before), D(after))
    assert leaves(bridge) == parts


NESTED = [
    a_kpi("profit", formula="revenue - cost", aggregate=Aggregation.SUM),
    a_kpi("margin", formula="100 * profit / revenue", aggregate=Aggregation.FORMULA),
    revenue(),
    CUSTOMERS,
    PRICE,
    a_kpi("cost", objective=None, aggregate=Aggregation.SUM),
]
_figures = st.lists(st.decimals("1", "1000", places=1).map(str), min_size=6, max_size=6)


@given(customers=_figures, price=_figures, cost=_figures, rule=st.sampled_from(list(Aggregation)[:5]))
def test_contributions_add_up_to_the_change_of_the_shown_figures(
    customers: list[str], price: list[str], cost: list[str], rule: Aggregation
) -> None:
    profit = a_kpi("profit", formula="revenue - cost", aggregate=rule)
    kpis = [profit, *NESTED[1:]]
    figures = {"customers": months("customers", customers), "price": months("price", price)}
    review = reviewed(a_scorecard(kpis, {**figures, "cost": months("cost", cost)}))

    for tree in review.trees:
        bridge, kpi = tree.latest, review.kpi(tree.root)
        assert bridge.explanation.status is Attribution.OK
        assert bridge.explanation.change is not None
        error = total(leaves(bridge).values()) - bridge.explanation.change
        assert abs(error) < D("1e-20")
        shown = (kpi.result.actual or D(0)) - (kpi.previous.actual or D(0))
        if rule in (Aggregation.SUM, Aggregation.MEAN) or tree.root == "revenue":
            assert abs(shown - bridge.explanation.change) < D("1e-9") or tree.root == "margin"


def test_the_bridge_of_a_branch_is_that_of_the_root_to_its_scale() -> None:
    figures = {
        "customers": months("customers", ["10", "20", "30", "20", "30", "40"]),
        "price": months("price", ["5", "4", "6", "5", "7", "6"]),
        "cost": months("cost", ["1", "2", "3", "5", "6", "7"]),
    }
    card = a_scorecard(NESTED, figures)

    root, branch = leaves(tree_of(card, "profit").latest), leaves(tree_of(card, "revenue").latest)

    assert {kpi: root[kpi] for kpi in branch} == branch
    assert root["cost"] == -12


def test_a_missing_month_is_named_and_the_quarter_is_not_split() -> None:
    bridge = tree_of(half_a_year(revenue(), customers=["10", "20", "30", "20", None, "40"])).latest

    assert bridge.explanation.status is Attribution.MISSING
    assert bridge.explanation.reason == "Customers has no figure in 2026-05"
    assert bridge.explanation.contributions == ()


def test_a_part_that_is_reported_but_not_computable_counts_as_a_leaf_in_all_months() -> None:
    card = half_a_year(revenue(), customers=["10", "20", "30", "20", None, "40"])
    cost = a_kpi("cost", objective=None, aggregate=Aggregation.SUM)
    profit = a_kpi("profit", formula="revenue - cost", aggregate=Aggregation.SUM)
    figures: dict[Any, Series] = {
        **card.figures,
        "revenue": months("revenue", ["50", "80", "180", "100", "210", "240"]),
        "cost": months("cost", ["1", "2", "3", "4", "5", "6"]),
    }
    review = reviewed(a_scorecard([profit, *card.kpis, cost], figures))

    found = review.trees[0].latest.explanation

    assert leaves(review.trees[0].latest) == {"revenue": 240, "cost": -9}
    assert found.reason == "Revenue is not opened: Customers has no figure in 2026-05"
    assert [one.kpi for one in review.trees[0].sensitivity] == ["revenue", "cost"]


def test_a_division_by_zero_names_the_month() -> None:
    ratio = a_kpi("revenue", formula="customers / price", aggregate=Aggregation.SUM)
    found = tree_of(half_a_year(ratio, price=["5", "4", "6", "1", "0", "1"])).latest.explanation

    assert (found.status, found.reason) == (Attribution.UNDEFINED, "division by zero: Price is 0 in 2026-05")


def test_a_figure_that_only_counts_when_published_is_not_explained_without_one() -> None:
    tree = tree_of(half_a_year(revenue(Aggregation.PUBLISHED)))

    assert tree.latest.explanation.status is Attribution.MISSING
    assert "published" in tree.latest.explanation.reason
    assert tree.sensitivity == ()


def test_months_of_four_and_five_weeks_are_not_compared_week_by_week() -> None:
    weekly: dict[str, Any] = {"frequency": Frequency.WEEK}
    kpis = [
        revenue(**weekly),
        a_kpi("customers", objective=None, aggregate=Aggregation.SUM, **weekly),
        a_kpi("price", objective=None, **weekly),
    ]
    figures = {
        kpi: a_series(kpi, {f"2026-W{week:02}": "3" for week in range(20, 40)}) for kpi in ("customers", "price")
    }

    found = tree_of(a_scorecard(kpis, figures), period="2026-07").latest.explanation

    assert found.status is Attribution.NOT_ATTRIBUTABLE
    assert found.reason == "2026-06 and 2026-07 are not made of the same number of weeks"


def test_periods_further_apart_are_bridged_step_by_step() -> None:
    card = half_a_year(revenue())
    book = FigureBook(card)
    steps = [bridge_between(book, KpiId("revenue"), a_period(f"2026-0{m}"), a_period(f"2026-0{m + 1}")) for m in (1, 2)]

    whole = bridge_between(book, KpiId("revenue"), a_period("2026-01"), a_period("2026-03"))

    assert whole.steps == 2
    assert leaves(whole) == {kpi: sum(leaves(step)[kpi] for step in steps) for kpi in ("customers", "price")}


def test_a_gap_in_between_is_crossed_directly() -> None:
    card = half_a_year(revenue(), price=["5", None, "6", "5", "7", "6"])

    bridge = bridge_between(FigureBook(card), KpiId("revenue"), a_period("2026-01"), a_period("2026-03"))

    assert (bridge.steps, bridge.explanation.status) == (1, Attribution.OK)
    assert leaves(bridge) == {"customers": 110, "price": 20}


def test_the_reported_figure_may_differ_and_the_difference_is_stated() -> None:
    reported = months("revenue", ["50", "80", "180", "100", "230", "240"])
    tree = tree_of(half_a_year(revenue(), revenue=reported))

    assert tree.latest.beside == 20
    assert [(str(one.period), one.reported, one.computed) for one in tree.reconciliation if not one.agrees] == [
        ("2026-05", D(230), D(210))
    ]
    (problem,) = tree.problems
    assert problem.code == "formula-differs"
    assert str(problem.where) == "scorecards/acme/kpis.csv:6"


def test_no_figure_after_the_reviewed_period_is_reconciled() -> None:
    reported = months("revenue", ["50", "80", "180", "999"])

    assert tree_of(half_a_year(revenue(), revenue=reported), period="2026-Q1").problems == ()


def test_a_quarters_own_figure_of_a_sum_is_no_product_of_quarterly_figures() -> None:
    reported = a_series("revenue", {"2026-Q1": "310", "2026-Q2": "560"})
    tree = tree_of(half_a_year(revenue(), revenue=reported))

    assert tree.reconciliation == ()
    assert tree.latest.beside == 10


def test_the_comparisons_are_previous_year_before_and_baseline_each_once() -> None:
    both = [f"{year}-{month:02}" for year in (2025, 2026) for month in range(1, 13)]
    figures = {kpi: a_series(kpi, dict.fromkeys(both, "2")) for kpi in ("customers", "price")}
    compared = [
        [
            (bridge.comparison, str(bridge.before))
            for bridge in tree_of(
                a_scorecard([revenue(baseline="4", since=since, target="9"), CUSTOMERS, PRICE], figures)
            ).bridges
        ]
        for since in ("2025-12", "2025-06", "2026-02", "2026-06")
    ]

    first_two = [(Comparison.PREVIOUS, "2026-Q1"), (Comparison.YEAR_BEFORE, "2025-Q2")]
    assert compared == [[*first_two, (Comparison.BASELINE, "2025-Q4")], first_two, first_two, first_two]


@given(customers=_figures, price=_figures, factor=st.decimals("1.1", "3", places=1))
def test_the_needed_figure_of_a_lever_reaches_the_plan(customers: list[str], price: list[str], factor: Decimal) -> None:
    present = sum(Fraction(c) * Fraction(p) for c, p in zip(customers[3:], price[3:], strict=True))
    target = D(present.numerator) / D(present.denominator) * factor
    tree = tree_of(half_a_year(revenue(target=str(target / 3)), customers=customers, price=price))

    levers = {lever.closer.kpi: lever for lever in tree.levers}

    assert tree.missed is not None
    for lever in levers.values():
        assert lever.closer.needed is not None
        assert abs(lever.closer.needed / lever.now - tree.missed / D(present.numerator) * D(present.denominator)) < 1e-9


def test_a_lever_says_where_its_driver_came_nearest() -> None:
    tree = tree_of(half_a_year(revenue(target="250")))

    by_driver = {lever.closer.kpi: lever for lever in tree.levers}

    assert by_driver[KpiId("price")].now == 6
    assert (by_driver[KpiId("price")].best, str(by_driver[KpiId("price")].best_period)) == (D(6), "2026-Q2")
    assert not by_driver[KpiId("price")].closer.reached_before


def test_ten_per_cent_of_a_driver_means_each_of_its_months() -> None:
    found = {one.kpi: one for one in tree_of(half_a_year(revenue())).sensitivity}

    assert (found[KpiId("price")].plus, found[KpiId("price")].minus) == (D(55), D(-55))


def test_a_driver_whose_months_cancel_is_asked_evenly() -> None:
    card = half_a_year(
        a_kpi("revenue", formula="customers + price", aggregate=Aggregation.SUM, target="7"),
        customers=["1", "1", "1", "-5", "5", "0"],
        price=["1", "1", "1", "2", "2", "2"],
    )

    needed = {lever.closer.kpi: lever.closer.needed for lever in tree_of(card).levers}

    assert needed[KpiId("customers")] == 15


def test_a_met_plan_leaves_nothing_to_close() -> None:
    tree = tree_of(half_a_year(revenue(target="100")))

    assert (tree.missed, tree.levers) == (None, ())


def test_a_root_is_part_of_no_other_formula() -> None:
    figures = {"customers": months("customers", ["1"]), "price": months("price", ["1"]), "cost": months("cost", ["1"])}
    review = reviewed(a_scorecard(NESTED, figures))

    assert {tree.root: tree.parents for tree in review.trees} == {
        "profit": ("margin",),
        "margin": (),
        "revenue": ("profit", "margin"),
    }


def test_readers_who_may_not_see_a_driver_see_no_formula_that_names_it() -> None:
    secret = a_kpi("price", objective=None, audience=Audience.BOARD)
    kpis = [revenue(Aggregation.FORMULA), CUSTOMERS, secret]
    card = scorecard_for(a_scorecard(kpis, half_a_year(revenue()).figures), Audience.STAFF)

    review = reviewed(card)

    assert review.trees == ()
    assert review.kpi(KpiId("revenue")).result.actual is None


def test_the_engine_agrees_with_the_formula_where_months_do_not_matter() -> None:
    card = half_a_year(revenue(Aggregation.FORMULA))
    book, formula = FigureBook(card), card.kpi(KpiId("revenue")).formula
    assert formula is not None
    figures = {kpi: book.figure(kpi, a_period("2026-Q2")).value for kpi in (KpiId("customers"), KpiId("price"))}

    assert tree_of(card).latest.explanation.after == value_of(formula, figures)
