"""What the pages say of arrows: the words are bound, and no figure is said that the test did not find."""

import doctest
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from builders import NOWHERE, a_kpi, a_period, a_scorecard, an_objective
from link_builders import a_link, following, monthly, noise
from mkdocs_scorecards.analyse.link_review import LinkReview, Untested, Verdict
from mkdocs_scorecards.analyse.review import ScorecardReview, review_of
from mkdocs_scorecards.analyse.statistics.link_test import Effect
from mkdocs_scorecards.model.hypothesis import ErrorControl, Event, EventKind, HypothesisSettings
from mkdocs_scorecards.model.ids import InitiativeId, KpiId, ObjectiveId
from mkdocs_scorecards.model.initiative import Initiative, InitiativeStatus
from mkdocs_scorecards.model.kpi import Direction, Window
from mkdocs_scorecards.model.link import Expectation, Lag
from mkdocs_scorecards.model.period import Frequency, Period
from mkdocs_scorecards.render.environment import template_environment
from mkdocs_scorecards.render.json_document import link_document
from mkdocs_scorecards.render.pages import effect_words
from mkdocs_scorecards.render.pages.effect_words import EffectInWords, effect_in_words, singular, step_for
from mkdocs_scorecards.render.pages.hypotheses import HypothesesView, control_in_words, hypotheses_view
from mkdocs_scorecards.render.pages.kpi import kpi_view
from mkdocs_scorecards.render.pages.link_words import (
    OPENINGS,
    agreement_in_words,
    ceiling,
    declared_in_words,
    reason_in_words,
)
from mkdocs_scorecards.render.pages.map import map_page_view
from mkdocs_scorecards.render.pages.overview import overview_view
from mkdocs_scorecards.render.pages.perspective import perspective_view
from mkdocs_scorecards.render.rendered import Foot
from mkdocs_scorecards.render.urls import Linker

TEMPLATES = Path(__file__).parents[3] / "templates"
PAGE = Linker("acme/hypotheses/")
NBSP = "\u00a0"


def a_review(
    cause: Sequence[float | None] | None = None,
    effect: Sequence[float | None] | None = None,
    *,
    cause_kpi: dict[str, Any] | None = None,
    effect_kpi: dict[str, Any] | None = None,
    link: dict[str, Any] | None = None,
    period: str = "2025-12",
    **scorecard: Any,
) -> ScorecardReview:
    """A scorecard of one arrow, by default from days to points that follow them two months later."""
    days = noise(1) if cause is None else cause
    points = following([value or 0.0 for value in days], 2) if effect is None else effect
    kpis = [
        a_kpi("cause", **{"objective": "act", "title": "Days to live", "unit": "days", **(cause_kpi or {})}),
        a_kpi("effect", **{"objective": "win", "title": "Churn", "unit": "%", **(effect_kpi or {})}),
    ]
    figures = {"cause": monthly("cause", list(days)), "effect": monthly("effect", list(points))}
    objectives = (an_objective("act", title="Go live"), an_objective("win", title="Keep customers"))
    values = {"objectives": objectives, "links": (a_link(**(link or {})),), **scorecard}
    return review_of(a_scorecard(kpis, figures, **values), a_period(period))


def reason(review: ScorecardReview) -> str:
    return reason_in_words(review, review.links[0])


def page(view: HypothesesView) -> str:
    template = template_environment(TEMPLATES).get_template("pages/hypotheses.html.jinja")
    return template.render(view=view, foot=Foot(words="Acme"))


def with_effect(review: ScorecardReview, value: float, low: float, high: float, **others: Any) -> EffectInWords:
    """The words for a measured effect of our choice."""
    found = review.links[0]
    assert found.test is not None
    test = replace(found.test, effect=Effect(value=value, low=low, high=high), **others)
    said = effect_in_words(review, replace(found, test=test))
    assert said is not None
    return said


def test_an_effect_is_told_for_an_improvement_of_the_cause_in_the_units_of_both() -> None:
    review = a_review(cause_kpi={"direction": Direction.LOWER})
    said = with_effect(review, 0.21, 0.09, 0.33)

    assert (said.step, said.measure) == ("one day less", "to live")
    assert (said.amount, said.side, said.interval) == ("0.21\u00a0points", "less", "0.09 to 0.33")
    assert (said.value, said.low, said.high) == (Decimal("-0.21"), Decimal("-0.33"), Decimal("-0.09"))
    assert said.expected == -1


def test_the_sentence_names_step_effect_delay_and_interval() -> None:
    said = reason(a_review(cause_kpi={"direction": Direction.LOWER}))

    assert re.fullmatch(
        r"One day less to live went with \d\.\d points less in Churn, most strongly two months later "
        r"\(95 % interval \d\.\d to \d\.\d\)\.",
        said.replace(NBSP, " "),
    )


def test_a_single_tested_delay_is_not_called_the_strongest() -> None:
    review = a_review(link={"lag": Lag(shortest=2, longest=2, frequency=Frequency.MONTH)})

    assert ", two months later (" in reason(review)


def test_an_effect_in_the_same_month_is_told_so() -> None:
    days = noise(1)
    review = a_review(days, following(days, 0), link={"lag": Lag(shortest=0, longest=1, frequency=Frequency.MONTH)})

    assert "most strongly in the same month" in reason(review)


def test_an_interval_on_both_sides_says_which_end_is_which() -> None:
    said = with_effect(a_review(), 0.2, -0.02, 0.44)

    assert said.interval == "from 0.02 less to 0.44 more"


@pytest.mark.parametrize(
    ("value", "low", "high", "amount", "interval"),
    [
        (1.4, 0.9, 1.9, "1.4\u00a0points", "0.9 to 1.9"),
        (2.3, 0.04, 4.6, "2.30\u00a0points", "0.04 to 4.60"),
        (0.0123, 0.004, 0.02, "0.012\u00a0points", "0.004 to 0.020"),
        (1234.5, 1000.2, 1500.0, "1,234\u00a0points", "1,000 to 1,500"),
    ],
)
def test_sizes_have_two_digits_that_count(value: float, low: float, high: float, amount: str, interval: str) -> None:
    said = with_effect(a_review(), value, low, high)

    assert (said.amount, said.interval) == (amount, interval)


def test_amounts_compared_as_logarithms_are_told_in_per_cent() -> None:
    said = with_effect(a_review(), -0.8, -1.2, -0.4, cause_logged=True, effect_logged=True)

    assert (said.step, said.measure) == ("one per cent more", "in Days to live")
    assert (said.amount, said.side) == (f"0.80{NBSP}%", "less")


def test_a_change_in_per_cent_is_compounded_when_it_is_turned_round() -> None:
    review = a_review(cause_kpi={"direction": Direction.LOWER})
    said = with_effect(review, 25.0, 10.0, 50.0, effect_logged=True)

    assert (said.value, said.side) == (Decimal(-20), "less")
    assert said.interval == "9 to 33"


def test_money_keeps_its_sign() -> None:
    said = with_effect(a_review(effect_kpi={"unit": "USD"}), 1400, 900, 1900)

    assert (said.amount, said.interval) == ("$1,400", "$900 to $1,900")


@pytest.mark.parametrize(
    ("spread", "step"),
    [("0.03", "0.01"), ("0.9", "0.1"), ("1", "1"), ("99", "1"), ("100", "10"), ("5400", "100"), ("0", "1")],
)
def test_a_step_of_the_cause_is_one_that_it_really_took(spread: str, step: str) -> None:
    assert step_for(Decimal(spread)) == Decimal(step)


@pytest.mark.parametrize(
    ("unit", "one"),
    [("days", "day"), ("deploys a week", "deploy a week"), ("points", "point"), ("kg", "kg"), ("glass", "glass")],
)
def test_one_of_a_unit_is_in_the_singular(unit: str, one: str) -> None:
    assert singular(unit) == one


def test_contradiction_is_told_without_a_claim_to_certainty() -> None:
    review = a_review(link={"expect": Expectation.OPPOSITE})
    card = hypotheses_view(review, PAGE).cards[0]

    assert card.opening == "The data point the other way."
    assert card.pictures is not None
    assert not card.pictures.effect.is_expected


def test_silence_names_the_correlation_that_would_have_shown() -> None:
    review = a_review(noise(3, 60), noise(4, 60), period="2027-12")
    (card,) = hypotheses_view(review, PAGE).cards
    test = review.links[0].test
    assert test is not None
    assert test.r_upper is not None

    assert card.opening == "No sign of it, although a link of useful size would have shown."
    assert card.sentence == f"If the arrow holds, the correlation is weaker than {ceiling(test.r_upper)}."
    assert "no stronger than" in card.facts
    assert "does not rule out a slower effect; the tested delay is 1 to 3 months" in card.mind
    assert card.pictures is None


@pytest.mark.parametrize(("value", "shown"), [(0.3401, "0.35"), (0.34, "0.34"), (0.999, "1.00")])
def test_a_limit_is_rounded_up_so_that_it_is_true(value: float, shown: str) -> None:
    assert ceiling(value) == shown


def test_too_early_counts_figures_and_changes_and_names_the_first_useful_month() -> None:
    review = a_review([0.0] * 4 + [1.0] * 6, noise(2, 10), period="2023-10")
    (card,) = hypotheses_view(review, PAGE).cards

    assert card.opening == "Too early to say."
    assert card.sentence == (
        "Days to live and Churn have ten monthly figures each; the test needs at least 12 of each KPI. "
        "The cause changed once so far."
    )
    assert "Earliest useful test: 2024-01, if both KPIs are reported every month." in card.mind
    assert (card.pictures, card.facts) == (None, "10 months · day of declaration not stated")


def test_an_open_test_says_how_much_room_is_left() -> None:
    review = a_review(noise(3, 20), noise(4, 20), period="2024-08")

    assert review.links[0].verdict is Verdict.TOO_LITTLE_DATA
    assert re.fullmatch(
        r"1\d months leave room for a correlation of up to 0\.\d\d and cannot tell it from chance\.", reason(review)
    )


def test_a_cause_that_hardly_moved_cannot_make_silence_speak() -> None:
    steps = [0.0] * 30 + [1.0] * 30
    review = a_review(steps, noise(4, 60), period="2027-12", hypotheses=HypothesisSettings(relevance=Decimal("0.9")))

    assert reason(review) == ("Days to live changed once; it takes eight changes before silence says something.")


def test_a_constant_cause_has_not_changed_yet() -> None:
    assert reason(a_review([1.0] * 36, noise(2))) == "Days to live has not changed yet."


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        ({"cause_kpi": None}, "There is no KPI to test the cause with."),
        ({"cause_kpi": None, "effect_kpi": None}, "There is no KPI to test the cause or the effect with."),
        (
            {"expect": None},
            "The link does not say whether the two KPIs are expected to move the same or the opposite way.",
        ),
        ({"lag": None}, "The link does not say after what delay the effect is expected."),
        ({"effect_kpi": KpiId("cause")}, "Both objectives are measured by Days to live."),
    ],
)
def test_what_keeps_an_arrow_from_its_test_is_named(link: dict[str, Any], sentence: str) -> None:
    assert reason(a_review(link=link)) == sentence


def test_kpis_without_figures_are_named() -> None:
    review = a_review([None] * 3, noise(2, 3), period="2023-03")

    assert review.links[0].untested is Untested.NO_FIGURES
    assert reason(review) == "Days to live has no figures yet."


def test_a_shared_input_is_named() -> None:
    kpis = [
        a_kpi("cause", objective="act", formula="lost / start"),
        a_kpi("effect", objective="win", formula="lost * price"),
        *(a_kpi(name, objective=None) for name in ("lost", "start", "price")),
    ]
    review = review_of(a_scorecard(kpis, links=(a_link(),)), a_period("2025-12"))

    assert reason(review) == "Lost counts in both KPIs, so the two move together in any case."


@pytest.mark.parametrize(
    ("since", "said"),
    [
        (None, "day of declaration not stated"),
        (date(2022, 12, 1), "declared 2022-12-01, before the data"),
        (date(2023, 6, 1), "declared 2023-06-01, after 3 of the 34 months"),
        (date(2025, 6, 1), "declared 2025-06-01, after the data (27 of the 34 months had ended)"),
    ],
)
def test_the_day_of_declaration_stands_beside_the_data_that_were_known(since: date | None, said: str) -> None:
    review = a_review(link={"since": since})

    assert declared_in_words(review.links[0]) == said


def minds(review: ScorecardReview) -> str:
    view = hypotheses_view(review, PAGE)
    return view.cards[0].mind


def test_a_declaration_after_the_data_is_said_to_be_no_test() -> None:
    late = a_review(link={"since": date(2025, 6, 1)})
    early = a_review(link={"since": date(2022, 6, 1)})

    assert minds(late).startswith("The link was declared when most of these figures were known")
    assert "was declared when" not in minds(early)


def test_few_points_are_said_to_overstate_and_many_are_not() -> None:
    few = a_review(noise(1, 22), period="2024-10")
    many = a_review()

    assert few.links[0].verdict is Verdict.SUPPORTED
    assert "With 20 points only strong links are found, and their size tends to be overstated." in minds(few)
    assert "overstated" not in minds(many)


def test_declared_events_are_named_as_allowed_for() -> None:
    event = Event(title="New price list", period=Period.month(2024, 7), kind=EventKind.STEP, where=NOWHERE)

    assert "New price list (2024-07) is declared as an event and allowed for." in minds(a_review(events=(event,)))


def test_rolling_figures_are_flagged() -> None:
    rolling = {"window": Window(length=12, frequency=Frequency.MONTH)}

    assert "Churn covers more than one month, so its neighbouring figures share" in minds(a_review(effect_kpi=rolling))


def test_a_delay_in_other_periods_than_the_figures_is_converted_openly() -> None:
    review = a_review(link={"lag": Lag(shortest=0, longest=1, frequency=Frequency.QUARTER)})

    assert "the declared delay of 0 to 1 quarter is tested as 0 to 3 months." in minds(review)


def an_initiative(start: str) -> Initiative:
    return Initiative(
        id=InitiativeId("setup"),
        title="Guided setup",
        objective=ObjectiveId("win"),
        owner="",
        status=InitiativeStatus.IN_PROGRESS,
        where=NOWHERE,
        start=a_period(start),
    )


def test_work_for_the_effect_that_began_meanwhile_is_named_as_a_third_driver() -> None:
    meanwhile = a_review(initiatives=(an_initiative("2024-05"),))
    before = a_review(initiatives=(an_initiative("2020-01"),))

    assert "Guided setup (from 2024-05) may have moved the effect too." in minds(meanwhile)
    assert "A third driver may move both." in minds(before)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (HypothesisSettings(), f"all tested together, false discoveries kept to 10{NBSP}% of the findings"),
        (
            HypothesisSettings(q=Decimal("0.05")),
            f"all tested together, false discoveries kept to 5{NBSP}% of the findings",
        ),
        (
            HypothesisSettings(error_control=ErrorControl.FAMILYWISE),
            f"all tested together, the chance of even one false finding kept to 5{NBSP}%",
        ),
    ],
)
def test_the_error_control_is_named(settings: HypothesisSettings, said: str) -> None:
    assert control_in_words(settings) == said


def links_with(verdicts: Sequence[Verdict]) -> tuple[LinkReview, ...]:
    return tuple(LinkReview(link=a_link(), verdict=verdict) for verdict in verdicts)


@pytest.mark.parametrize(
    ("verdicts", "said"),
    [
        (
            [Verdict.SUPPORTED] * 5 + [Verdict.CONTRADICTED] + [Verdict.UNTESTED] * 6,
            "The data agree with five of twelve; one is contradicted.",
        ),
        ([Verdict.SUPPORTED, Verdict.UNTESTED], "The data agree with one of two; none is contradicted."),
        ([Verdict.CONTRADICTED] * 2, "The data agree with none of two; two are contradicted."),
        ([Verdict.TOO_LITTLE_DATA] * 3, "None of the three arrows can be judged by its figures yet."),
        ([Verdict.UNTESTED], "The arrow cannot be judged by its figures yet."),
        ([Verdict.SUPPORTED], "The data agree with the arrow."),
    ],
)
def test_agreement_in_a_sentence(verdicts: list[Verdict], said: str) -> None:
    assert agreement_in_words(links_with(verdicts)) == said


def with_verdicts(review: ScorecardReview, *verdicts: Verdict) -> ScorecardReview:
    """The same arrow several times, with different verdicts and ends that tell them apart."""
    return replace(review, links=tuple(replace(review.links[0], verdict=verdict) for verdict in verdicts))


def test_contradicted_arrows_come_first_and_what_was_not_judged_is_folded() -> None:
    review = with_verdicts(
        a_review(),
        Verdict.UNTESTED,
        Verdict.SUPPORTED,
        Verdict.TOO_LITTLE_DATA,
        Verdict.CONTRADICTED,
        Verdict.BY_DEFINITION,
        Verdict.NOT_SUPPORTED,
    )
    view = hypotheses_view(review, PAGE)

    assert [card.verdict for card in view.cards] == ["contradicted", "supported", "not_supported"]
    assert [card.verdict for card in view.others] == ["too_little_data", "by_definition", "untested"]
    assert view.others_title == "The other three arrows"
    assert view.summary == "6 arrows: 3 with a verdict, 1 with too little data, 2 not testable"
    assert view.lead == (
        "Does the strategy’s logic hold? The data agree with one arrow and contradict one. Agreement is not proof."
    )


def test_nothing_is_folded_where_no_arrow_could_be_judged() -> None:
    view = hypotheses_view(with_verdicts(a_review(), Verdict.UNTESTED, Verdict.TOO_LITTLE_DATA), PAGE)

    assert ([card.verdict for card in view.cards], view.others) == (["too_little_data", "untested"], ())
    assert view.lead == "Does the strategy’s logic hold? The data cannot say yet."


def test_the_page_holds_an_anchor_a_pill_and_three_pictures_for_a_supported_arrow() -> None:
    html = page(hypotheses_view(a_review(), PAGE))

    assert 'id="link-act-win"' in html
    assert html.count('<svg class="sc-drawing') == 3
    assert "<strong>Consistent with the data.</strong>" in html
    assert 'data-verdict="supported"' in html
    assert "Benjamini and Hochberg 1995" in html


@pytest.mark.parametrize("verdict", Verdict)
def test_no_page_claims_a_proof_or_paints_a_verdict_green(verdict: Verdict) -> None:
    html = page(hypotheses_view(with_verdicts(a_review(), verdict), PAGE)).replace("Agreement is not proof.", "")

    assert not re.search(r"\bpro(ves?|ven|of)\b", html)
    assert "on_target" not in html
    assert OPENINGS[verdict] in html


def test_an_authors_words_are_escaped_in_sentences_and_drawings() -> None:
    html = page(hypotheses_view(a_review(effect_kpi={"title": "Churn <b>&</b>"}, link={"because": "<i>x</i>"}), PAGE))

    assert "<b>" not in html
    assert "<i>" not in html
    assert "Churn &lt;b&gt;&amp;&lt;/b&gt;" in html


def test_every_other_page_shows_the_verdict_and_leads_to_the_card() -> None:
    review = a_review()
    overview = overview_view(review, Linker("acme/"))
    arrow = map_page_view(review, Linker("acme/map/")).map.links[0]
    (row,) = map_page_view(review, Linker("acme/map/")).arrows
    customer = perspective_view(review, review.perspectives[1], Linker("acme/customer/"))
    facts = {fact.label: fact for fact in kpi_view(review, review.kpis[1], Linker("acme/kpis/effect/")).facts}

    assert overview.arrows == "The data agree with the arrow."
    assert overview.hypotheses is not None
    assert overview.hypotheses.href == "hypotheses/"
    assert (arrow.verdict, arrow.href) == ("supported", "../hypotheses/#link-act-win")
    assert (row.verdict_word, row.card) == ("supported", "../hypotheses/#link-act-win")
    (lead,) = customer.objectives[0].leads_to
    assert (lead.verdict.title, lead.verdict.href) == ("supported", "../hypotheses/#link-act-win")
    (fact,) = facts["Arrows"].links
    assert (fact.before, fact.verdict, fact.link.title) == ("from", "supported", "Go live")


def test_the_overview_names_what_is_contradicted() -> None:
    overview = overview_view(a_review(link={"expect": Expectation.OPPOSITE}), Linker("acme/"))

    assert overview.arrows == "The data contradict the arrow:"
    assert [arrow.title for arrow in overview.contradicted] == ["Go live → Keep customers"]


def test_a_kpi_that_only_stands_for_an_arrow_shows_it_and_its_objectives_other_kpis_say_who_does() -> None:
    kpis = [
        a_kpi("cause", objective="act"),
        a_kpi("other", objective="act"),
        a_kpi("effect", objective=None),
        a_kpi("headline", objective="win"),
    ]
    review = review_of(a_scorecard(kpis, links=(a_link(),)), a_period("2025-12"))

    def arrows(kpi: str) -> list[tuple[str, str]]:
        view = kpi_view(review, review.kpi(KpiId(kpi)), Linker(f"acme/kpis/{kpi}/"))
        return [(one.before, one.after) for fact in view.facts if fact.label == "Arrows" for one in fact.links]

    claim = "same direction, 1 to 3 months later"
    assert arrows("effect") == [("from", claim)]
    assert arrows("cause") == [("to", claim)]
    assert arrows("headline") == [("from", f"{claim}, tested by Cause → Effect")]
    assert arrows("other") == [("to", f"{claim}, tested by Cause → Effect")]


def test_the_data_file_holds_the_kpis_and_the_measured_effect_under_names_of_their_own() -> None:
    review = a_review(link={"since": date(2023, 1, 1)})
    found = link_document(review, review.links[0])
    test = review.links[0].test
    assert test is not None
    assert test.effect is not None

    assert list(found) == [
        "from",
        "to",
        "cause",
        "effect",
        "expect",
        "lag",
        "because",
        "since",
        "verdict",
        "reason",
        "grid",
        "found_lag",
        "lag_weights",
        "effect_size",
        "r",
        "p_support",
        "p_contradict",
        "n",
    ]
    assert (found["cause"], found["effect"], found["verdict"], found["grid"]) == (
        "cause",
        "effect",
        "supported",
        "month",
    )
    assert (found["found_lag"], found["n"], list(found["lag_weights"])) == (2, 34, ["1", "2", "3"])
    assert found["effect_size"]["value"] == pytest.approx(Decimal(test.effect.value), rel=Decimal("1e-5"))
    assert (found["effect_size"]["cause_unit"], found["effect_size"]["effect_unit"]) == ("days", "points")


def test_the_data_file_of_an_untested_arrow_has_nulls() -> None:
    review = a_review(link={"lag": None})
    found = link_document(review, review.links[0])

    assert (found["verdict"], found["found_lag"], found["effect_size"], found["n"]) == ("untested", None, None, None)
    assert found["lag_weights"] == {}


def test_the_examples_in_the_documentation_hold() -> None:
    assert doctest.testmod(effect_words).failed == 0
