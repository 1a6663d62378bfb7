"""Documents become values of the model; rules that bind several keys hold."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from mkdocs_scorecards.load.document_problems import read_document
from mkdocs_scorecards.load.entities import scorecard_of
from mkdocs_scorecards.load.yaml_lines import read_yaml
from mkdocs_scorecards.model.hypothesis import ErrorControl, EventKind, HypothesisSettings
from mkdocs_scorecards.model.ids import KpiId, ObjectiveId, ScorecardId
from mkdocs_scorecards.model.kpi import (
    Aggregation,
    AmberBand,
    Audience,
    Baseline,
    ChangeTarget,
    CriticalRange,
    Direction,
    FixedTarget,
    Kpi,
    RangeTarget,
    Window,
)
from mkdocs_scorecards.model.link import Expectation, Lag
from mkdocs_scorecards.model.objective import DEFAULT_PERSPECTIVES
from mkdocs_scorecards.model.period import Frequency, Period
from mkdocs_scorecards.model.problem import Problem
from mkdocs_scorecards.model.problem_codes import PROBLEM_CODES
from mkdocs_scorecards.model.scorecard import Scorecard

COMPLETE = (Path(__file__).parent / "complete_scorecard.yml").read_text(encoding="utf-8")


def loaded(text: str) -> tuple[Scorecard, tuple[Problem, ...]]:
    lines, problems = read_yaml(text.encode(), "s.yml")
    assert lines is not None
    document, more = read_document(lines)
    assert document is not None, [*problems, *more]
    return scorecard_of(document, ScorecardId("acme"), lines)


def kpi(keys: str) -> tuple[Kpi, list[str]]:
    """A monthly KPI with some keys, and the codes of its problems with the text that each points at."""
    text = (
        "{schema: 1, title: Acme, objectives: [{id: grow, title: Grow, perspective: financial, kpis: [\n"
        f"{{id: k, title: K, unit: EUR, direction: higher, frequency: monthly, {keys}}}\n]}}]}}"
    )
    scorecard, problems = loaded(text)
    assert {problem.code for problem in problems} <= PROBLEM_CODES.keys()
    rest = [text.split("\n")[problem.where.line - 1][problem.where.column - 1 :] for problem in problems]
    return scorecard.kpis[0], [f"{problem.code} {at}" for problem, at in zip(problems, rest, strict=True)]


def test_the_complete_example_becomes_a_scorecard() -> None:
    scorecard, problems = loaded(COMPLETE)

    assert problems == ()
    churn, workload = scorecard.kpi(KpiId("monthly_churn")), scorecard.kpi(KpiId("workload"))
    assert churn.baseline == Baseline(value=Decimal("6.10"), period=Period.month(2025, 12))
    assert churn.target == FixedTarget(value=Decimal(4), by=Period.month(2026, 12))
    assert churn.amber == AmberBand(width=Decimal("0.5"), relative=False)
    assert churn.formula is not None
    assert churn.formula.text == "100 * customers_lost / customers_at_start"
    assert workload.target == RangeTarget(low=Decimal(95), high=Decimal(105))
    assert workload.critical == CriticalRange(low=Decimal(85), high=Decimal(115))
    assert workload.amber == AmberBand(width=Decimal(10), relative=True)
    assert scorecard.kpi(KpiId("deaths")).window == Window(length=3, frequency=Frequency.YEAR)
    assert scorecard.kpi(KpiId("cost")).target == ChangeTarget(
        percent=Decimal(-15), base=Period.year(2025), by=Period.year(2026)
    )
    assert [part.id for part in scorecard.kpis][-2:] == ["customers_lost", "customers_at_start"]
    assert scorecard.kpis[-1].objective is None
    assert scorecard.kpis[-1].direction is Direction.NONE
    (initiative,) = scorecard.initiatives
    assert (initiative.objective, initiative.kpi, str(initiative.due)) == ("reduce_churn", "monthly_churn", "FY2027-Q1")
    (link,) = scorecard.links
    assert (link.expect, link.since) == (Expectation.OPPOSITE, date(2026, 1, 15))
    assert link.lag == Lag(shortest=1, longest=3, frequency=Frequency.MONTH)
    assert (link.cause_kpi, link.effect_kpi) == ("workload", "revenue")


def test_every_part_knows_its_line() -> None:
    scorecard, _ = loaded(COMPLETE)

    parts: list[tuple[str, int]] = [(part.id, part.where.line) for part in scorecard.kpis]
    parts.extend((part.id, part.where.line) for part in scorecard.objectives)
    parts.extend((part.id, part.where.line) for part in scorecard.initiatives)
    assert len(parts) == 10
    assert all(f"id: {name}" in COMPLETE.split("\n")[line - 1] for name, line in parts)


def test_a_bare_scorecard_has_the_defaults() -> None:
    scorecard, problems = loaded("schema: 1\ntitle: Acme\n")

    assert problems == ()
    assert scorecard == Scorecard(id=ScorecardId("acme"), title="Acme", where=scorecard.where)
    assert scorecard.perspectives == DEFAULT_PERSPECTIVES


def test_an_untold_test_takes_the_first_kpi_of_each_objective_that_has_one() -> None:
    scorecard, _ = loaded(COMPLETE.replace("    test: {cause: workload, effect: revenue}\n", ""))
    assert (scorecard.links[0].cause_kpi, scorecard.links[0].effect_kpi) == ("monthly_churn", "revenue")

    half, _ = loaded(COMPLETE.replace("test: {cause: workload, effect: revenue}", "test: {cause: workload}"))
    assert (half.links[0].cause_kpi, half.links[0].effect_kpi) == ("workload", "revenue")

    bare = "{schema: 1, title: A, objectives: [{id: a, title: A, perspective: p}], links: [{from: a, to: b}]}"
    assert loaded(bare)[0].links[0].cause_kpi is None


@pytest.mark.parametrize(
    ("keys", "expected", "problems"),
    [
        ("aggregate: sum", Aggregation.SUM, []),
        ("decimals: 1", Aggregation.PUBLISHED, ["kpi-aggregate-missing {id: k, "]),
        ("aggregate: formula", Aggregation.FORMULA, ["kpi-formula-missing formula}"]),
    ],
)
def test_a_finer_kpi_must_say_how_it_is_aggregated(keys: str, expected: Aggregation, problems: list[str]) -> None:
    found, codes = kpi(keys)

    assert found.aggregate is expected
    assert len(codes) == len(problems)
    assert all(code.startswith(problem) for code, problem in zip(codes, problems, strict=True))


def test_a_yearly_kpi_needs_no_aggregation() -> None:
    scorecard, problems = loaded(COMPLETE.replace("window: 3 years,", "formula: revenue / cost,"))

    assert problems == ()
    assert scorecard.kpi(KpiId("cost")).aggregate is Aggregation.PUBLISHED
    assert scorecard.kpi(KpiId("deaths")).aggregate is Aggregation.FORMULA


@pytest.mark.parametrize(
    ("keys", "problems"),
    [
        ("target: {low: 1, high: 2}", ["target-unlike-direction {low: 1,"]),
        ("critical: {low: 1, high: 2}", ["critical-without-range critical"]),
        ("baseline: {value: 1, period: 2026-12}, target: {value: 2, by: 2026-12}", ["target-before-baseline 2026-12}"]),
        ("baseline: {value: 1, period: 2026}, target: {value: 2, by: 2026-12}", ["target-before-baseline 2026-12}"]),
        ("target: {change: 5%, from: 2026, by: 2025}", ["target-before-baseline 2025}}"]),
        ("target: {change: 5%, from: 2025, by: 2026}", []),
        ("baseline: {value: 1}, target: {value: 2, by: 2026-12}", []),
        ("target: {value: 2, by: 2026-13}", ["period-impossible 2026-13}"]),
        ("baseline: {value: 2, period: soon}", ["period-unreadable soon}}"]),
        ("target: {change: 5%, from: x, by: y}", ["period-unreadable x, by: y", "period-unreadable y}}"]),
        ("audience: public", []),
        ("formula: k2 + 1", ["formula-unknown-kpi k2 + 1}"]),
        ("formula: '1 +  * k'", ["formula-unreadable * k'}"]),
        ("formula: 1 + k", ["formula-cycle k}"]),
    ],
)
def test_keys_that_contradict_each_other_are_refused(keys: str, problems: list[str]) -> None:
    _, codes = kpi(f"aggregate: mean, {keys}")

    assert len(codes) == len(problems)
    assert all(code.startswith(problem) for code, problem in zip(codes, problems, strict=True))


@pytest.mark.parametrize(
    ("aggregate", "start", "end", "refused"),
    [
        ("sum", "2025", "2026-12", True),
        ("sum", "2025", "2026", False),
        ("sum", "2025-12", "2026-12", False),
        ("mean", "2025", "2026-12", False),
    ],
)
def test_sums_are_compared_over_equal_spans_only(aggregate: str, start: str, end: str, refused: bool) -> None:
    for keys in (
        f"baseline: {{value: 1, period: {start}}}, target: {{value: 2, by: {end}}}",
        f"target: {{change: 5%, from: {start}, by: {end}}}",
    ):
        _, codes = kpi(f"aggregate: {aggregate}, {keys}")
        assert [code.split()[0] for code in codes] == (["target-baseline-frequency"] if refused else [])


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("{low: 95, high: 105}", "{low: 105, high: 95}", "target-range-disordered"),
        ("{low: 95, high: 105}", "100", "target-unlike-direction"),
        ("{low: 85, high: 115}", "{low: 115, high: 85}", "critical-disordered"),
        ("{low: 85, high: 115}", "{low: 95, high: 115}", "critical-inside-target"),
        ("{min: 1, max: 3", "{min: 4, max: 3", "lag-disordered"),
        ("due: FY2027-Q1", "due: 2025-12", "initiative-due-before-start"),
        ("due: FY2027-Q1", "due: 2026-09-15", "period-unreadable"),
        ("due: 2026-03", "due: 2026-3x", "period-unreadable"),
    ],
)
def test_values_out_of_order_are_refused(old: str, new: str, code: str) -> None:
    assert old in COMPLETE
    _, problems = loaded(COMPLETE.replace(old, new, 1))

    assert code in {problem.code for problem in problems}


def test_a_full_date_stands_for_the_period_of_the_kpi_that_holds_it() -> None:
    found, _ = kpi("aggregate: mean, target: {value: 2, by: 2026-12-31}")

    assert found.target == FixedTarget(value=Decimal(2), by=Period.month(2026, 12))


def test_an_audience_is_inherited_and_can_only_become_more_confidential() -> None:
    scorecard, problems = loaded(COMPLETE.replace("audience: public", "audience: staff"))

    assert problems == ()
    assert scorecard.kpi(KpiId("customers_lost")).audience is Audience.STAFF
    assert scorecard.objective(ObjectiveId("grow")).audience is Audience.STAFF
    assert scorecard.kpi(KpiId("workload")).audience is Audience.BOARD

    confidential, problems = loaded(COMPLETE.replace("audience: public", "audience: board"))
    assert [problem.code for problem in problems] == ["audience-too-wide"]
    assert {part.audience for part in confidential.kpis} == {Audience.BOARD}


def test_a_formula_must_not_reveal_a_more_confidential_kpi() -> None:
    hidden = COMPLETE.replace(
        "frequency: monthly, aggregate: sum}", "frequency: monthly, aggregate: sum, audience: board}"
    )
    assert hidden != COMPLETE

    _, problems = loaded(hidden)

    (problem,) = problems
    assert problem.code == "formula-reveals-figures"
    line = hidden.split("\n")[problem.where.line - 1]
    assert line[problem.where.column - 1 :].startswith("customers_lost")


def test_events_and_the_strictness_of_the_test_are_read() -> None:
    scorecard, _ = loaded(COMPLETE)

    assert [(event.title, event.period, event.kind) for event in scorecard.events] == [
        ("New price list", Period.quarter(2025, 3), EventKind.STEP),
        ("Flood", Period.month(2025, 8), EventKind.PULSE),
    ]
    assert scorecard.events[1].where.line == scorecard.events[0].where.line + 1
    assert scorecard.hypotheses == HypothesisSettings(
        q=Decimal("0.05"), relevance=Decimal("0.3"), error_control=ErrorControl.FAMILYWISE
    )


def test_an_event_in_a_period_that_does_not_exist_is_refused_at_its_place() -> None:
    text = COMPLETE.replace("period: 2025-08", "period: 2025-13")
    scorecard, problems = loaded(text)

    assert [(problem.code, problem.where.line) for problem in problems] == [
        ("period-impossible", next(n for n, line in enumerate(text.split("\n"), 1) if "2025-13" in line))
    ]
    assert [event.title for event in scorecard.events] == ["New price list"]


def test_nothing_stated_means_no_events_and_the_usual_strictness() -> None:
    scorecard, _ = loaded("{schema: 1, title: Acme}")

    assert scorecard.events == ()
    assert scorecard.hypotheses == HypothesisSettings(q=Decimal("0.1"), relevance=Decimal("0.4"))
    assert scorecard.hypotheses.error_control is ErrorControl.DISCOVERY
