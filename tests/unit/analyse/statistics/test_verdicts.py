"""Verdicts over a map: corrections as published, and each way to stand with the data."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_scorecards.analyse.statistics.link_test import LinkTest, Untestable
from mkdocs_scorecards.analyse.statistics.verdicts import (
    Verdict,
    benjamini_hochberg_threshold,
    holm_threshold,
    settled_contradictions,
    two_sided,
    verdicts,
)
from mkdocs_scorecards.model.hypothesis import ErrorControl

PUBLISHED = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0,
]  # fmt: skip
"""The fifteen p values of Benjamini and Hochberg (1995), section 4."""


def a_test(support: float, contradict: float, r_upper: float = 0.9, changes: int = 20) -> LinkTest:
    return LinkTest(p_support=support, p_contradict=contradict, r_upper=r_upper, cause_changes=changes)


def test_the_published_example_gives_the_published_four_discoveries() -> None:
    assert benjamini_hochberg_threshold(PUBLISHED[::-1], 0.05) == 0.0095


def test_holm_steps_down_until_the_first_failure() -> None:
    assert holm_threshold([0.2, 0.001, 0.013, 0.03], 0.05) == 0.013
    assert holm_threshold([0.2, 0.001, 0.03], 0.05) == 0.001
    assert holm_threshold([0.2], 0.05) == -1.0


@given(st.lists(st.floats(0, 1), max_size=20))
def test_what_familywise_control_finds_discovery_control_finds_too(chances: list[float]) -> None:
    assert holm_threshold(chances, 0.05) <= benjamini_hochberg_threshold(chances, 0.05)


def test_a_finding_goes_by_its_direction() -> None:
    assert verdicts([a_test(0.001, 1.0), a_test(1.0, 0.001)]) == [Verdict.SUPPORTED, Verdict.CONTRADICTED]


def test_no_finding_is_an_answer_only_where_a_useful_link_would_have_shown() -> None:
    tests = [
        a_test(0.5, 0.5, r_upper=0.35),
        a_test(0.5, 0.5, r_upper=0.45),
        a_test(0.5, 0.5, r_upper=0.35, changes=7),
        LinkTest(untestable=Untestable.TOO_FEW_VALUES),
    ]

    assert verdicts(tests) == [Verdict.NOT_SUPPORTED] + [Verdict.TOO_LITTLE_DATA] * 3
    assert verdicts(tests, relevance=0.5)[1] is Verdict.NOT_SUPPORTED


def test_untestable_links_do_not_count_as_tries() -> None:
    alone = a_test(0.045, 1.0)
    untestable = LinkTest(untestable=Untestable.NO_VARIATION)

    assert verdicts([alone, untestable, untestable])[0] is Verdict.SUPPORTED
    assert verdicts([alone, a_test(0.5, 0.6)])[0] is not Verdict.SUPPORTED


def test_familywise_control_is_stricter() -> None:
    tests = [a_test(0.02, 1.0), a_test(0.02, 1.0)]

    assert verdicts(tests) == [Verdict.SUPPORTED] * 2
    assert verdicts(tests, error_control=ErrorControl.FAMILYWISE) == [Verdict.TOO_LITTLE_DATA] * 2


def test_the_share_of_false_findings_can_be_set() -> None:
    assert verdicts([a_test(0.02, 1.0)], q=0.01) == [Verdict.TOO_LITTLE_DATA]


def test_both_directions_count_in_the_p_value_of_a_link() -> None:
    assert two_sided(a_test(0.02, 1.0)) == pytest.approx(0.04)
    assert two_sided(a_test(0.7, 0.9)) == 1.0
    assert two_sided(LinkTest(untestable=Untestable.NO_VARIATION)) is None


@st.composite
def a_drawn_test(draw: st.DrawFn) -> LinkTest:
    """Testable or not; often at or near the bounds of the corrections."""
    chances = st.sampled_from([0.0, 0.0025, 0.005, 0.01, 0.0125, 0.02, 0.025, 0.05, 0.1, 1.0]) | st.floats(0, 1)
    if draw(st.integers(0, 4)) == 0:
        return LinkTest(untestable=Untestable.NO_VARIATION)
    return a_test(draw(chances), draw(chances), draw(st.floats(-1, 1)), draw(st.integers(0, 20)))


@given(
    st.lists(a_drawn_test(), max_size=6),
    st.lists(a_drawn_test(), max_size=8),
    st.sampled_from([0.01, 0.05, 0.1, 0.2]) | st.floats(0.001, 0.5),
    st.sampled_from(ErrorControl),
)
def test_a_contradiction_that_is_settled_without_the_others_is_the_one_found_with_them(
    asked: list[LinkTest], others: list[LinkTest], q: float, control: ErrorControl
) -> None:
    settled = settled_contradictions(asked, len(others), q=q, error_control=control)

    found = verdicts([*asked, *others], q=q, error_control=control)[: len(asked)]
    assert settled in (None, [verdict is Verdict.CONTRADICTED for verdict in found])


@given(st.lists(a_drawn_test(), max_size=6), st.sampled_from(ErrorControl))
def test_without_others_every_contradiction_is_settled(asked: list[LinkTest], control: ErrorControl) -> None:
    found = verdicts(asked, q=0.1, error_control=control)

    settled = settled_contradictions(asked, 0, q=0.1, error_control=control)

    assert settled == [verdict is Verdict.CONTRADICTED for verdict in found]


@pytest.mark.parametrize(
    ("p_contradict", "expected"),
    [(0.0124, [True]), (0.0126, None), (0.0499, None), (0.0501, [False])],
)
def test_the_others_matter_between_q_shared_by_all_and_q(p_contradict: float, expected: list[bool] | None) -> None:
    asked = [a_test(1.0, p_contradict)]

    assert settled_contradictions(asked, 3, q=0.1, error_control=ErrorControl.DISCOVERY) == expected


def test_no_links_need_no_verdict() -> None:
    assert verdicts([]) == []
