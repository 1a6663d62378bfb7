"""The studies: how often the product's statistics are wrong where the truth is known.

A study returns plain figures, shares between 0 and 1. Seeds are fixed per cell, so a cell's figure does not depend on
which other cells were run.
"""

import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from mkdocs_scorecards.analyse.statistics.forecast import forecast
from mkdocs_scorecards.analyse.statistics.link_test import LinkData, LinkTest, link_test
from mkdocs_scorecards.analyse.statistics.verdicts import Verdict, verdicts

from .collection import Series, collection, unrelated_pairs
from .made_series import KINDS, MONTHS, Draw, Floats, Kind, delayed_pair
from .rivals import LEVEL, LONGEST_LAG, RIVALS, SHORTEST_LAG, straight_line_interval

METHOD = "scorecards"
QUARTERS = 4
LAG = 2
POWER_SIZES = (16, 24, 36)
POWER_CORRELATIONS = (0.5, 0.7)
_THIRTY_LINKS = """
from mkdocs_scorecards.analyse.statistics.link_test import LinkData, link_test
for number in range(30):
    cause = [((7 * t * t + 13 * t * number + number) % 101) / 10 + (t % 12) for t in range(60)]
    effect = [((11 * t * t + 5 * t * number + 3) % 97) / 10 + (t % 12) for t in range(60)]
    link_test(LinkData(cause=cause, effect=effect, shortest_lag=1, longest_lag=3, expected_sign=1, season_length=12))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many of how many."""

    hits: int
    tries: int

    @classmethod
    def of(cls, outcomes: Iterable[bool]) -> "Share":
        """The share of outcomes that are true."""
        all_outcomes = list(outcomes)
        return cls(hits=int(np.count_nonzero(all_outcomes)), tries=len(all_outcomes))

    @property
    def value(self) -> float:
        """The share, 0 where nothing was tried."""
        return self.hits / self.tries if self.tries else 0.0


def measured(
    cause: Floats, effect: Floats, season_length: int, *, cause_is_amount: bool = False, effect_is_amount: bool = False
) -> LinkTest:
    """The product's test with the window of delays that all studies use."""
    return link_test(
        LinkData(
            cause=cause,
            effect=effect,
            shortest_lag=SHORTEST_LAG,
            longest_lag=LONGEST_LAG,
            expected_sign=1,
            season_length=season_length,
            cause_is_amount=cause_is_amount,
            effect_is_amount=effect_is_amount,
        )
    )


def _ways_found(test: LinkTest) -> list[bool]:
    """Whether each direction would have been found, had it been the expected one."""
    return [p is not None and p <= LEVEL for p in (test.p_support, test.p_contradict)]


def false_support(kind: Kind, length: int, repeats: int) -> Share:
    """How often two unrelated series of one kind support a link at 5 %."""
    draw = np.random.default_rng([KINDS.index(kind), length])
    found: list[bool] = []
    for _ in range(repeats):
        test = measured(
            kind.draw(draw, length),
            kind.draw(draw, length),
            MONTHS,
            cause_is_amount=kind.is_amount,
            effect_is_amount=kind.is_amount,
        )
        found += _ways_found(test)
    return Share.of(found)


def false_support_of_rivals(kind: Kind, length: int, repeats: int) -> dict[str, Share]:
    """How often the customary tests call the same unrelated series related."""
    draw = np.random.default_rng([KINDS.index(kind), length])
    pairs = [(kind.draw(draw, length), kind.draw(draw, length)) for _ in range(repeats)]
    return {name: Share.of(way for pair in pairs for way in rival(*pair)) for name, rival in RIVALS.items()}


def real_unrelated(season_length: int, length: int, repeats: int) -> dict[str, Share]:
    """The same on real series that cannot be related, for the product and for its rivals."""
    pairs = list(unrelated_pairs(np.random.default_rng([season_length, length]), season_length, length, repeats))
    found = [
        way
        for pair in pairs
        for way in _ways_found(
            measured(
                pair.cause,
                pair.effect,
                season_length,
                cause_is_amount=pair.cause_is_amount,
                effect_is_amount=pair.effect_is_amount,
            )
        )
    ]
    rivals = {
        name: Share.of(way for pair in pairs for way in rival(pair.cause, pair.effect))
        for name, rival in RIVALS.items()
    }
    return {METHOD: Share.of(found), **rivals}


def power(pairs: int, correlation: float, repeats: int) -> Share:
    """How often a true effect is supported at 5 %, by the number of pairs that its own delay leaves."""
    draw = np.random.default_rng([pairs, round(100 * correlation)])
    season_length = QUARTERS if pairs < 2 * MONTHS else MONTHS
    supported = []
    for number in range(repeats):
        memory = (0.0, 0.5, 0.8)[number % 3]
        test = measured(*delayed_pair(draw, pairs + LAG, correlation, LAG, memory), season_length)
        supported.append(_ways_found(test)[0])
    return Share.of(supported)


def mixed_maps(repeats: int, length: int = 36, links: int = 12, true_links: int = 4) -> dict[str, float]:
    """Strategy maps of which a third of the arrows hold: the mean share of false findings, and of arrows found."""
    draw = np.random.default_rng([length, links, true_links])
    false_shares, found_shares = [], []
    for _ in range(repeats):
        tests = [
            measured(*delayed_pair(draw, length, 0.6, LAG, 0.5), MONTHS)
            if number < true_links
            else _unrelated(draw, length)
            for number in range(links)
        ]
        told = verdicts(tests)
        right = [verdict is Verdict.SUPPORTED for verdict in told[:true_links]]
        findings = sum(verdict in (Verdict.SUPPORTED, Verdict.CONTRADICTED) for verdict in told)
        false_shares.append((findings - sum(right)) / max(findings, 1))
        found_shares.append(sum(right) / true_links)
    return {"false_discovery": float(np.mean(false_shares)), "found": float(np.mean(found_shares))}


def _unrelated(draw: Draw, length: int) -> LinkTest:
    first, second = (KINDS[int(draw.integers(len(KINDS)))] for _ in range(2))
    return measured(
        first.draw(draw, length),
        second.draw(draw, length),
        MONTHS,
        cause_is_amount=first.is_amount,
        effect_is_amount=second.is_amount,
    )


def coverage(history: int, origins: int) -> dict[str, Share]:
    """How many real figures fell inside the published 80 % interval, and inside that of a straight line.

    Args:
        history: figures known at the time of the forecast.
        origins: forecasts a series, at random times.
    """
    draw = np.random.default_rng(history)
    inside: list[tuple[bool, bool]] = []
    for series in collection():
        last_origin = series.figures.size - history - 1
        if last_origin < 0:
            continue
        for origin in draw.integers(last_origin + 1, size=origins):
            inside += _inside(series, series.figures[origin : origin + history], series.figures[origin + history :])
    return {
        name: Share.of(each) for name, each in zip((METHOD, "straight line"), zip(*inside, strict=True), strict=True)
    }


def _inside(series: Series, past: Floats, future: Floats) -> Iterator[tuple[bool, bool]]:
    steps = min(series.season_length + 2, 12, future.size)
    projected = forecast(past, steps=steps, season_length=series.season_length, unit=series.unit)
    if np.isnan(past[-1]) or projected is None:
        return
    for prediction in projected.predictions:
        actual = future[prediction.ahead - 1]
        if not np.isnan(actual):
            low, high = straight_line_interval(past, prediction.ahead)
            yield prediction.low <= actual <= prediction.high, low <= actual <= high


def cold_seconds() -> float:
    """Seconds for 30 links of 60 months in a fresh interpreter, import included."""
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", _THIRTY_LINKS], check=True, capture_output=True)
    return time.perf_counter() - begin
