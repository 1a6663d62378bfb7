"""What to say of each arrow when many are tested at once: false discoveries are controlled over the whole map.

Source:
    Benjamini and Hochberg (1995); Holm (1979).
"""

from collections.abc import Sequence
from enum import Enum

from mkdocs_scorecards.analyse.statistics.link_test import LinkTest
from mkdocs_scorecards.model.hypothesis import ErrorControl

FEWEST_CHANGES = 8
FAMILYWISE_LEVEL = 0.05


class Verdict(Enum):
    """How a link that has figures stands with them."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    NOT_SUPPORTED = "not_supported"
    TOO_LITTLE_DATA = "too_little_data"


def verdicts(
    tests: Sequence[LinkTest],
    *,
    q: float = 0.10,
    relevance: float = 0.4,
    error_control: ErrorControl = ErrorControl.DISCOVERY,
) -> list[Verdict]:
    """The verdict of each link of a scorecard, in order.

    Args:
        tests: all links that have figures; those that could not be tested do not count as tries.
        q: the share of false findings to allow among the findings (`DISCOVERY`); `FAMILYWISE` works at 0.05.
        relevance: the correlation below which a link is not worth having.
        error_control: what to keep small.
    """
    chances = [two_sided(test) for test in tests]
    tried = [chance for chance in chances if chance is not None]
    if error_control is ErrorControl.DISCOVERY:
        threshold = benjamini_hochberg_threshold(tried, q)
    else:
        threshold = holm_threshold(tried, FAMILYWISE_LEVEL)
    return [
        _verdict(test, found=chance is not None and chance <= threshold, relevance=relevance)
        for test, chance in zip(tests, chances, strict=True)
    ]


def settled_contradictions(
    tests: Sequence[LinkTest], others: int, *, q: float, error_control: ErrorControl
) -> list[bool] | None:
    """Whether each of some links is contradicted, whatever `others` more links turn out to be; `None` where it matters.

    The smaller the p values of the others, the more is found, and one that cannot be tested lies between the extremes.
    So nothing depends on the others if it is the same with all of them certain and with all of them at chance.
    """
    extremes = [LinkTest(p_support=p, p_contradict=1.0, r_upper=1.0) for p in (0.0, 1.0)]
    most, least = (
        [
            verdict is Verdict.CONTRADICTED
            for verdict in verdicts([*tests, *[other] * others], q=q, error_control=error_control)[: len(tests)]
        ]
        for other in extremes
    )
    return most if most == least else None


def two_sided(test: LinkTest) -> float | None:
    """The p value of a link in either direction; `None` where it could not be tested."""
    if test.p_support is None or test.p_contradict is None:
        return None
    return min(1.0, 2 * min(test.p_support, test.p_contradict))


def _verdict(test: LinkTest, *, found: bool, relevance: float) -> Verdict:
    if test.p_support is None or test.p_contradict is None or test.r_upper is None:
        return Verdict.TOO_LITTLE_DATA
    if found:
        return Verdict.SUPPORTED if test.p_support < test.p_contradict else Verdict.CONTRADICTED
    if test.r_upper < relevance and test.cause_changes >= FEWEST_CHANGES:
        return Verdict.NOT_SUPPORTED
    return Verdict.TOO_LITTLE_DATA


def benjamini_hochberg_threshold(chances: Sequence[float], q: float) -> float:
    """The greatest p value that is still a finding when a share `q` of the findings may be false; -1 for none."""
    count = len(chances)
    passed = [p for rank, p in enumerate(sorted(chances), start=1) if p <= q * (rank / count)]
    return passed[-1] if passed else -1.0


def holm_threshold(chances: Sequence[float], level: float) -> float:
    """The greatest p value that is still a finding where any false finding has at most chance `level`; -1 for none."""
    threshold = -1.0
    for rank, p in enumerate(sorted(chances)):
        if p > level / (len(chances) - rank):
            break
        threshold = p
    return threshold
