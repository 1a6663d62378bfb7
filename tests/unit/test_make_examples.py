"""The figures of the examples are reproducible, add up, and hold what their generator says of them."""

import importlib.util
import sys
from decimal import Decimal
from pathlib import Path
from statistics import correlation
from types import ModuleType

import pytest

from mkdocs_scorecards.analyse.link_review import LinkReview, Verdict
from mkdocs_scorecards.analyse.review import ScorecardReview, review_of
from mkdocs_scorecards.analyse.status import Status
from mkdocs_scorecards.analyse.tree.evaluate import Undefined, value_of
from mkdocs_scorecards.load.portfolio import load_portfolio
from mkdocs_scorecards.model.formula import references
from mkdocs_scorecards.model.ids import KpiId, ScorecardId
from mkdocs_scorecards.model.kpi import Baseline
from mkdocs_scorecards.model.period import Period
from mkdocs_scorecards.model.scorecard import Portfolio, Scorecard

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_examples", PROJECT / "site_config" / "make_examples.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def portfolio() -> Portfolio:
    loaded = load_portfolio(PROJECT)
    assert loaded.problems == ()
    assert loaded.portfolio is not None
    return loaded.portfolio


@pytest.fixture(scope="module")
def saas(portfolio: Portfolio) -> Scorecard:
    return portfolio.scorecard(ScorecardId("saas"))


def figures(scorecard: Scorecard, kpi: str) -> dict[Period, Decimal]:
    rows = scorecard.series(KpiId(kpi)).observations
    return {row.period: row.actual for row in rows if row.actual is not None}


def deviations(scorecard: Scorecard, kpi: str) -> dict[Period, Decimal]:
    """Changes from month to month, in which no trend is left."""
    values = figures(scorecard, kpi)
    return {month: value - values[month.previous] for month, value in values.items() if month.previous in values}


def correlation_at(scorecard: Scorecard, cause: str, effect: str, lag: int) -> float:
    causes, effects = deviations(scorecard, cause), deviations(scorecard, effect)
    pairs = [(causes[month.shifted(-lag)], effects[month]) for month in effects if month.shifted(-lag) in causes]
    return correlation([float(pair[0]) for pair in pairs], [float(pair[1]) for pair in pairs])


def gaps(scorecard: Scorecard) -> dict[tuple[str, str], Decimal]:
    """How far each reported parent is from its formula, as a share of the formula's value."""
    found: dict[tuple[str, str], Decimal] = {}
    for kpi in scorecard.kpis:
        if kpi.formula is None:
            continue
        parts = {name: figures(scorecard, name) for name in references(kpi.formula)}
        for month, reported in figures(scorecard, kpi.id).items():
            computed = value_of(kpi.formula, {name: parts[name].get(month) for name in parts})
            assert not isinstance(computed, Undefined)
            found[(kpi.id, str(month))] = abs(reported / computed - 1)
    return found


def test_the_files_in_the_project_are_what_the_generator_writes(generator: ModuleType) -> None:
    assert generator.main(["--check"]) == 0


def test_two_runs_write_the_same_bytes(generator: ModuleType, tmp_path: Path) -> None:
    generator.main(["--into", str(tmp_path / "one")])
    generator.main(["--into", str(tmp_path / "two")])

    written = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*.csv"))

    assert [path.as_posix() for path in written] == [
        "marketing/drivers.csv",
        "marketing/kpis.csv",
        "saas/drivers.csv",
        "saas/kpis.csv",
    ]
    for path in written:
        assert (tmp_path / "one" / path).read_bytes() == (tmp_path / "two" / path).read_bytes()


def test_a_changed_figure_fails_the_check_by_name(
    generator: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    generator.main(["--into", str(tmp_path)])
    changed = tmp_path / "saas" / "kpis.csv"
    changed.write_text(
        changed.read_text(encoding="utf-8").replace("nps,2026-09,46", "nps,2026-09,47"), encoding="utf-8"
    )

    assert generator.main(["--check", "--into", str(tmp_path)]) == 1
    assert capsys.readouterr().out == "saas/kpis.csv is not what make_examples.py writes\n"


def test_another_seed_gives_other_figures(generator: ModuleType) -> None:
    assert generator.saas(1).rows != generator.saas(2).rows


def test_every_parent_agrees_with_its_formula_but_in_the_month_that_says_so(
    generator: ModuleType, saas: Scorecard
) -> None:
    apart = {place: gap for place, gap in gaps(saas).items() if gap > Decimal("0.005")}

    assert list(apart) == [("net_new_arr", generator.UNRECONCILED_MONTH)]
    assert apart["net_new_arr", generator.UNRECONCILED_MONTH] > Decimal("0.03")
    row = next(row for row in saas.series(KpiId("net_new_arr")).observations if str(row.period) == "2025-11")
    assert "none of the drivers" in row.note


def test_the_marketing_trees_agree_in_every_month(portfolio: Portfolio) -> None:
    assert max(gaps(portfolio.scorecard(ScorecardId("marketing"))).values()) < Decimal("0.005")


def test_arr_grows_by_net_new_arr(saas: Scorecard) -> None:
    arr, net_new = figures(saas, "arr"), figures(saas, "net_new_arr")

    assert len(arr) == 36
    assert all(arr[month] - arr[month.previous] == net_new[month] for month in list(arr)[1:])


def test_the_generator_speaks_of_exactly_the_arrows_of_the_map(generator: ModuleType, saas: Scorecard) -> None:
    spoken_of = [(link.cause, link.effect) for link in generator.LINKS]

    assert sorted(spoken_of) == sorted((str(link.cause_kpi), str(link.effect_kpi)) for link in saas.links)


def test_what_was_built_into_an_arrow_is_in_the_figures(generator: ModuleType, saas: Scorecard) -> None:
    built = [link for link in generator.LINKS if link.lag is not None]

    assert len(built) == 6
    for link in built:
        found = correlation_at(saas, link.cause, link.effect, link.lag)
        assert link.sign * found > 0.5, link


@pytest.fixture(scope="module")
def saas_links(saas: Scorecard) -> dict[tuple[str, str], LinkReview]:
    found = review_of(saas, Period.quarter(2026, 3)).links
    return {(str(one.link.cause_kpi), str(one.link.effect_kpi)): one for one in found}


VERDICTS_OF_TRUTHS = {
    "holds": Verdict.SUPPORTED,
    "contradicted": Verdict.CONTRADICTED,
    "absent": Verdict.NOT_SUPPORTED,
    "by definition": Verdict.BY_DEFINITION,
    "too little data": Verdict.TOO_LITTLE_DATA,
    "untested": Verdict.UNTESTED,
}


def test_the_verdict_of_every_arrow_is_what_was_built_into_it(
    generator: ModuleType, saas_links: dict[tuple[str, str], LinkReview]
) -> None:
    built = {(link.cause, link.effect): VERDICTS_OF_TRUTHS[link.truth.partition(":")[0]] for link in generator.LINKS}

    assert {arrow: found.verdict for arrow, found in saas_links.items()} == built
    assert set(built.values()) == set(Verdict)


def test_every_delay_that_was_built_in_is_found(
    generator: ModuleType, saas_links: dict[tuple[str, str], LinkReview]
) -> None:
    lags = {(link.cause, link.effect): link.lag for link in generator.LINKS if link.lag is not None}
    found = {arrow: test.found_lag for arrow in lags if (test := saas_links[arrow].test) is not None}

    assert found == lags


def test_the_contradicted_arrow_runs_against_what_the_map_expects(generator: ModuleType, saas: Scorecard) -> None:
    built = {(link.cause, link.effect): link for link in generator.LINKS if link.lag is not None}
    against = []
    for link in saas.links:
        truth = built.get((str(link.cause_kpi), str(link.effect_kpi)))
        assert link.expect is not None
        if truth is None:
            continue
        assert link.lag is not None
        assert link.lag.shortest <= truth.lag <= link.lag.longest
        if (link.expect.value == "same") is (truth.sign < 0):
            against.append((str(link.cause_kpi), str(link.effect_kpi)))

    assert against == [("release_cycle", "nps")]


@pytest.mark.parametrize("lag", [1, 2, 3])
def test_the_absent_arrow_leaves_no_trace_in_the_figures(saas: Scorecard, lag: int) -> None:
    assert abs(correlation_at(saas, "nps", "qualified_opportunities", lag)) < 0.3


def test_the_cause_of_the_absent_arrow_moves_often_enough_to_be_heard(saas: Scorecard) -> None:
    assert sum(change != 0 for change in deviations(saas, "nps").values()) > 30


def test_arrows_with_too_little_data_have_a_cause_with_fewer_than_twelve_figures(
    generator: ModuleType, saas: Scorecard
) -> None:
    causes = {link.cause for link in generator.LINKS if link.truth.startswith("too little data")}

    assert causes == {"product_managers_trained", "senior_csms_hired"}
    assert all(0 < len(figures(saas, cause)) < 12 for cause in causes)


@pytest.mark.parametrize("name", ["saas", "marketing"])
def test_baselines_are_the_reported_figures_of_their_period(portfolio: Portfolio, name: str) -> None:
    scorecard = portfolio.scorecard(ScorecardId(name))
    checked = 0
    for kpi in scorecard.kpis:
        match kpi.baseline:
            case Baseline(value=value, period=Period() as period) if period in figures(scorecard, kpi.id):
                assert kpi.decimals is not None
                assert round(figures(scorecard, kpi.id)[period], kpi.decimals) == round(value, kpi.decimals), kpi.id
                checked += 1

    assert checked >= 6


def statuses(review: ScorecardReview) -> dict[Status, int]:
    found = [kpi.status for kpi in review.kpis if kpi.kpi.objective is not None]
    return {status: found.count(status) for status in Status}


def test_the_story_of_the_third_quarter_has_every_status(saas: Scorecard) -> None:
    review = review_of(saas, Period.quarter(2026, 3))

    assert statuses(review) == {
        Status.OFF_TARGET: 2,
        Status.AT_RISK: 7,
        Status.ON_TARGET: 5,
        Status.NO_DATA: 2,
        Status.UNSCORED: 1,
    }
    assert [kpi.id for kpi in review.kpis if kpi.stale and kpi.kpi.objective] == ["account_health_checks"]
    assert [initiative.initiative.id for initiative in review.initiatives if initiative.is_overdue] == [
        "guided_setup",
        "salary_band",
    ]


def test_four_kpis_got_worse_and_four_better_since_the_second_quarter(saas: Scorecard) -> None:
    review = review_of(saas, Period.quarter(2026, 3))
    scored = [kpi for kpi in review.kpis if kpi.kpi.objective and kpi.status.is_scored]

    worse = [kpi.id for kpi in scored if kpi.status.rank < kpi.previous.status.rank]
    better = [kpi.id for kpi in scored if kpi.status.rank > kpi.previous.status.rank]

    assert worse == ["arr", "net_new_arr", "nps", "senior_csms_hired"]
    assert sorted(better) == [
        "activated_in_30_days",
        "onboarding_days",
        "product_managers_trained",
        "tickets_in_4_hours",
    ]


def test_the_marketing_team_has_every_status_and_one_late_figure(portfolio: Portfolio) -> None:
    review = review_of(portfolio.scorecard(ScorecardId("marketing")), Period.quarter(2026, 3))

    assert statuses(review) == {
        Status.OFF_TARGET: 2,
        Status.AT_RISK: 2,
        Status.ON_TARGET: 3,
        Status.NO_DATA: 1,
        Status.UNSCORED: 0,
    }
    assert [kpi.id for kpi in review.kpis if kpi.stale] == ["platform_use"]
