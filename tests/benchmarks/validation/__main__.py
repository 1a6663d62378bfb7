"""Run the validation: `python -m validation` in `tests/benchmarks`; half an hour, with `--short` two minutes.

It prints a table, writes the figures as JSON where asked, and exits 1 when a bar is missed. The short form draws so
few series that its bars are wider by 8 points. `figures.json` beside this file is what the long form measured last.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .made_series import KINDS, MONTHS
from .studies import (
    METHOD,
    POWER_CORRELATIONS,
    POWER_SIZES,
    QUARTERS,
    Share,
    cold_seconds,
    coverage,
    false_support,
    false_support_of_rivals,
    mixed_maps,
    power,
    real_unrelated,
)

_LENGTHS = (24, 60)
_REAL = ((MONTHS, 24), (MONTHS, 60), (QUARTERS, 16), (QUARTERS, 40))
_HISTORIES = (12, 24, 36, 60)
_POWER_BARS = {(16, 0.5): 0.38, (16, 0.7): 0.75, (24, 0.5): 0.56, (24, 0.7): 0.94, (36, 0.5): 0.81, (36, 0.7): 1.0}
_POWER_TOLERANCE = 0.05
_LEVEL_BAR = (0.03, 0.08)
_KIND_BAR = 0.12
_DISCOVERY_BAR = 0.12
_COVERAGE_BAR = (0.77, 0.85)
_SECONDS_BAR = 4.0
_RIVAL_REPEATS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How many series each cell draws, and how far a figure may then miss its bar by chance."""

    kinds: int
    real: int
    power: int
    maps: int
    origins: int
    leeway: float


FULL = Effort(kinds=400, real=600, power=900, maps=200, origins=10, leeway=0.0)
SHORT = Effort(kinds=40, real=100, power=90, maps=20, origins=1, leeway=0.08)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the table: a measured figure and the bar it must keep."""

    study: str
    case: str
    value: float
    low: float | None = None
    high: float | None = None

    def kept(self, leeway: float) -> bool:
        """Whether the figure keeps its bar, give or take the leeway."""
        above = self.low is None or self.value >= self.low - leeway
        return above and (self.high is None or self.value <= self.high + leeway)


def figures(effort: Effort) -> Iterator[Figure]:
    """All figures, in the order of the table."""
    yield from _level_figures(effort)
    yield from _real_figures(effort)
    for size in POWER_SIZES:
        for correlation in POWER_CORRELATIONS:
            share = power(size, correlation, effort.power)
            low = _POWER_BARS[size, correlation] - _POWER_TOLERANCE
            yield Figure(study="power", case=f"r {correlation}, {size} pairs", value=share.value, low=low)
    maps = mixed_maps(effort.maps)
    yield Figure(study="maps", case="false discoveries", value=maps["false_discovery"], high=_DISCOVERY_BAR)
    yield Figure(study="maps", case="true arrows found", value=maps["found"])
    yield from _coverage_figures(effort)
    yield Figure(study="cost", case="seconds for 30 links of 60 months", value=cold_seconds(), high=_SECONDS_BAR)


def _level_figures(effort: Effort) -> Iterator[Figure]:
    shares: list[Share] = []
    for kind in KINDS:
        of_kind = [false_support(kind, length, effort.kinds) for length in _LENGTHS]
        shares += of_kind
        yield Figure(study="false support", case=kind.name, value=_pooled(of_kind), high=_KIND_BAR)
    low, high = _LEVEL_BAR
    yield Figure(study="false support", case=f"all kinds, {METHOD}", value=_pooled(shares), low=low, high=high)
    rivals = [
        false_support_of_rivals(kind, length, min(_RIVAL_REPEATS, effort.kinds))
        for kind in KINDS
        for length in _LENGTHS
    ]
    for name in rivals[0]:
        yield Figure(study="false support", case=f"all kinds, {name}", value=_pooled([each[name] for each in rivals]))


def _real_figures(effort: Effort) -> Iterator[Figure]:
    study = "false support, real series"
    cells = [real_unrelated(season_length, length, effort.real) for season_length, length in _REAL]
    for (season_length, length), shares in zip(_REAL, cells, strict=True):
        periods = f"{length} {'months' if season_length == MONTHS else 'quarters'}"
        yield Figure(study=study, case=periods, value=shares[METHOD].value, high=_KIND_BAR)
    low, high = _LEVEL_BAR
    for name in cells[0]:
        value = _pooled([shares[name] for shares in cells])
        bar = {"low": low, "high": high} if name == METHOD else {}
        yield Figure(study=study, case=f"all, {name}", value=value, **bar)


def _coverage_figures(effort: Effort) -> Iterator[Figure]:
    by_history = {history: coverage(history, effort.origins) for history in _HISTORIES}
    for history, shares in by_history.items():
        yield Figure(study="80 % interval", case=f"{history} figures known", value=shares[METHOD].value)
    low, high = _COVERAGE_BAR
    for name in by_history[_HISTORIES[0]]:
        value = _pooled([shares[name] for shares in by_history.values()])
        bar = {"low": low, "high": high} if name == METHOD else {}
        yield Figure(study="80 % interval", case=f"all, {name}", value=value, **bar)


def _pooled(shares: list[Share]) -> float:
    return sum(share.hits for share in shares) / sum(share.tries for share in shares)


def _line(figure: Figure, *, kept: bool) -> str:
    bar = f"{'' if figure.low is None else f'{figure.low:.2f}':>5} to {'' if figure.high is None else figure.high:<5}"
    has_bar = figure.low is not None or figure.high is not None
    return (
        f"{figure.study:28}{figure.case:38}{figure.value:8.3f}  {bar if has_bar else '':15}{'' if kept else 'MISSED'}"
    )


def main(arguments: list[str]) -> int:
    """Run, print, write; 1 when a bar is missed."""
    parser = argparse.ArgumentParser(prog="validation", description=__doc__)
    parser.add_argument("--short", action="store_true", help="a tenth of the series, wider bars")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args(arguments)
    effort = SHORT if options.short else FULL
    measured, missed = [], 0
    for figure in figures(effort):
        kept = figure.kept(effort.leeway)
        missed += not kept
        measured.append(
            {"study": figure.study, "case": figure.case, "value": round(figure.value, 4)}
            | {"low": figure.low, "high": figure.high, "kept": kept}
        )
        print(_line(figure, kept=kept), flush=True)
    if options.json:
        options.json.write_text(json.dumps({"short": options.short, "figures": measured}, indent=2) + "\n", "utf-8")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
