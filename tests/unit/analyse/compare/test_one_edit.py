"""One edit of any scorecard is told by exactly one sentence, the one that belongs to it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from builders import NOWHERE, a_kpi, a_period, a_scorecard, a_series, an_objective
from mkdocs_scorecards.analyse.compare import comparison_of
from mkdocs_scorecards.model.ids import InitiativeId, KpiId, ObjectiveId, PerspectiveId
from mkdocs_scorecards.model.initiative import Initiative, InitiativeStatus
from mkdocs_scorecards.model.kpi import Direction, FixedTarget
from mkdocs_scorecards.model.link import Link
from mkdocs_scorecards.model.review_record import Action, Decision, ReviewKind, ReviewRecord, Ruling
from mkdocs_scorecards.model.scorecard import Scorecard
from mkdocs_scorecards.render.changes.effects import full_sentence
from mkdocs_scorecards.render.changes.sentences import ChangeWords
from mkdocs_scorecards.render.changes.spans import plain
from mkdocs_scorecards.render.diff_json import diff_document
from mkdocs_scorecards.render.json_document import dumps

PERIOD = a_period("2026-Q3")
MONTHS = ("2026-06", "2026-07", "2026-08", "2026-09")
RECORD = ReviewRecord(
    period=a_period("2026-Q2"),
    kind=ReviewKind.STRATEGIC,
    held=date(2026, 7, 14),
    where=NOWHERE,
    decisions=(Decision(title="Wait", on="aim1 -> aim0", ruling=Ruling.KEEP, reason="It is early.", where=NOWHERE),),
    actions=(Action(title="Ask", on="kpi0a", where=NOWHERE),),
)
PERSPECTIVES = ("financial", "customer", "internal_process")


@st.composite
def scorecards(draw: st.DrawFn) -> Scorecard:
    """A few objectives with KPIs, figures, arrows and an initiative each."""
    count = draw(st.integers(2, 4))
    objectives = tuple(an_objective(f"aim{number}", draw(st.sampled_from(PERSPECTIVES))) for number in range(count))
    kpis, figures = [], {}
    for number, objective in enumerate(objectives):
        for name in (f"kpi{number}a", f"kpi{number}b"):
            target = str(draw(st.integers(1, 100)))
            direction = draw(st.sampled_from([Direction.HIGHER, Direction.LOWER]))
            kpis.append(a_kpi(name, target=target, direction=direction, objective=objective.id))
            values = draw(st.lists(st.integers(1, 100), min_size=len(MONTHS), max_size=len(MONTHS)))
            figures[name] = a_series(name, dict(zip(MONTHS, map(str, values), strict=True)))
    return a_scorecard(
        kpis,
        figures,
        objectives=objectives,
        links=(Link(cause=ObjectiveId("aim1"), effect=ObjectiveId("aim0"), where=NOWHERE, because="So it is."),),
        initiatives=(
            Initiative(
                id=InitiativeId("work"),
                title="Work",
                objective=ObjectiveId("aim0"),
                owner="CFO",
                status=InitiativeStatus.PLANNED,
                where=NOWHERE,
            ),
        ),
        records=(RECORD,),
    )


@dataclass(frozen=True)
class Edit:
    """An edit, and how the sentence about it begins."""

    applied: Callable[[Scorecard], Scorecard]
    told: Callable[[Scorecard], str]


def with_first_kpi(**changed: object) -> Callable[[Scorecard], Scorecard]:
    return lambda card: replace(card, kpis=(replace(card.kpis[0], **changed), *card.kpis[1:]))  # type: ignore[arg-type]


def with_first_objective(**changed: object) -> Callable[[Scorecard], Scorecard]:
    return lambda card: replace(card, objectives=(replace(card.objectives[0], **changed), *card.objectives[1:]))  # type: ignore[arg-type]


def with_figure(card: Scorecard, period: str, value: str) -> Scorecard:
    old = {str(row.period): str(row.actual) for row in card.series(KpiId("kpi0a")).observations}
    return replace(card, figures={**card.figures, KpiId("kpi0a"): a_series("kpi0a", {**old, period: value})})


def value_of_target(card: Scorecard) -> Decimal:
    target = card.kpis[0].target
    assert isinstance(target, FixedTarget)
    return target.value


def target_in_words(card: Scorecard) -> str:
    verb = "tightened" if card.kpis[0].direction is Direction.HIGHER else "eased"
    return f"Target of Kpi0a {verb} from {value_of_target(card)} points to {value_of_target(card) + 1} points"


EDITS = {
    "target": Edit(
        lambda card: with_first_kpi(target=FixedTarget(value=value_of_target(card) + 1, by=None))(card), target_in_words
    ),
    "owner": Edit(with_first_kpi(owner="COO"), lambda _: "Owner of Kpi0a changed from Head of Sales to COO"),
    "no owner": Edit(with_first_kpi(owner=""), lambda _: "Owner of Kpi0a removed"),
    "weight": Edit(with_first_kpi(weight=Decimal(3)), lambda _: "Weight of Kpi0a changed from 1 to 3"),
    "title": Edit(with_first_kpi(title="New"), lambda _: "KPI Kpi0a renamed to New"),
    "definition": Edit(with_first_kpi(definition="It."), lambda _: "Definition of Kpi0a added: “It.”"),
    "moved": Edit(with_first_kpi(objective=ObjectiveId("aim1")), lambda _: "Kpi0a moved from Aim0 to Aim1"),
    "no kpi": Edit(lambda card: replace(card, kpis=card.kpis[1:]), lambda _: "KPI Kpi0a removed from Aim0"),
    "kpi": Edit(
        lambda card: replace(card, kpis=(*card.kpis, a_kpi("fresh", objective="aim0"))),
        lambda _: "KPI Fresh added to Aim0",
    ),
    "perspective": Edit(
        with_first_objective(perspective=PerspectiveId("learning_growth")), lambda _: "Aim0 moved from"
    ),
    "objective": Edit(with_first_objective(title="Goal"), lambda _: "Objective Aim0 renamed to Goal"),
    "new figure": Edit(
        lambda card: with_figure(card, "2026-10", "1000"), lambda _: "Figure of Kpi0a for 2026-10 added: 1,000 points"
    ),
    "old figure": Edit(
        lambda card: with_figure(card, "2026-07", "1000"), lambda _: "Figure of Kpi0a for 2026-07 restated from"
    ),
    "no arrow": Edit(lambda card: replace(card, links=()), lambda _: "Arrow from Aim1 to Aim0 removed"),
    "reason": Edit(
        lambda card: replace(card, links=(replace(card.links[0], because="Is it?"),)),
        lambda _: "Reason of the arrow from Aim1 to Aim0 put as “Is it?”",
    ),
    "status": Edit(
        lambda card: replace(card, initiatives=(replace(card.initiatives[0], status=InitiativeStatus.DONE),)),
        lambda _: "Work: planned becomes done",
    ),
    "incentive": Edit(with_first_kpi(incentive="A bonus"), lambda _: "Incentive of Kpi0a added: “A bonus”"),
    "no record": Edit(lambda card: replace(card, records=()), lambda _: "Record of the review of 2026-Q2 removed"),
    "record": Edit(
        lambda card: replace(card, records=(*card.records, replace(RECORD, period=a_period("2026-Q3")))),
        lambda _: "Review of 2026-Q3 recorded: one decision, one action",
    ),
    "action": Edit(
        lambda card: replace(card, records=(replace(RECORD, actions=(replace(RECORD.actions[0], is_done=True),)),)),
        lambda _: "Review of 2026-Q2, action: “Ask” done",
    ),
    "ruling": Edit(
        lambda card: replace(
            card, records=(replace(RECORD, decisions=(replace(RECORD.decisions[0], ruling=Ruling.DROP),)),)
        ),
        lambda _: "Review of 2026-Q2, decision: “Wait” changed",
    ),
    "chair": Edit(
        lambda card: replace(card, records=(replace(RECORD, chair="COO"),)),
        lambda _: "Chair of the review of 2026-Q2 changed from none to “COO”",
    ),
    "strategy": Edit(lambda card: replace(card, strategy="Win."), lambda _: "Strategy of Acme Cloud added: “Win.”"),
}


@given(card=scorecards())
def test_nothing_is_told_of_a_scorecard_against_itself(card: Scorecard) -> None:
    comparison = comparison_of(card, card, PERIOD)

    assert (comparison.changes, comparison.shifts) == ((), ())


@given(card=scorecards(), name=st.sampled_from(sorted(EDITS)))
def test_one_edit_gives_exactly_its_sentence(card: Scorecard, name: str) -> None:
    edit = EDITS[name]

    comparison = comparison_of(card, edit.applied(card), PERIOD)

    (change,) = comparison.changes
    sentence = plain(full_sentence(ChangeWords(comparison).sentence(change), change)).replace("\u00a0", " ")
    assert sentence.startswith(edit.told(card))
    assert sentence.endswith((".", "”."))
    assert dumps(diff_document([comparison]))


@given(card=scorecards(), name=st.sampled_from(sorted(EDITS)))
def test_states_move_only_with_a_change_that_tells_of_them(card: Scorecard, name: str) -> None:
    comparison = comparison_of(card, EDITS[name].applied(card), PERIOD)

    (change,) = comparison.changes
    assert {*change.effect.kpis, *change.effect.levels} == set(comparison.shifts)


@given(card=scorecards(), names=st.lists(st.sampled_from(["target", "owner", "strategy", "status"]), unique=True))
def test_independent_edits_give_a_sentence_each(card: Scorecard, names: list[str]) -> None:
    head = card
    for name in names:
        head = EDITS[name].applied(head)

    assert len(comparison_of(card, head, PERIOD).changes) == len(names)
