"""The split of one formula's change among its KPIs, as slopes.

A weighted average is split in its shares: a rate contributes its change times the mean share of its segment, a weight
contributes the change of its share times the distance of its rate from the average. If all weights double, no share
moves and nothing is contributed. A segment that is empty in one of the two states has its rate carried over, so that
its coming or going is a matter of mix only.

A weight whose share moved only because the other weights did still contributes its mix effect. Its own change, zero,
cannot carry that, so it is *held* at the KPI and not passed on to the KPI's parts.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import field
from fractions import Fraction
from functools import lru_cache

from mkdocs_scorecards.analyse.tree.evaluate import UndefinedFormula, exact_value_of
from mkdocs_scorecards.analyse.tree.extension import NotAttributable
from mkdocs_scorecards.analyse.tree.shapley import shapley_slopes
from mkdocs_scorecards.model.formula import (
    Expression,
    Formula,
    Reference,
    WeightedAverage,
    parts_of,
    references,
    with_parts,
)
from mkdocs_scorecards.model.frozen import frozen, frozen_positional
from mkdocs_scorecards.model.ids import KpiId

Figures = Mapping[KpiId, Fraction]

_ZERO = Fraction(0)


@frozen_positional
class Split:
    """How a change divides: a KPI's contribution is its slope times its change, plus what is held at it."""

    slopes: dict[KpiId, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    held: dict[KpiId, Fraction] = field(default_factory=lambda: defaultdict(Fraction))

    def add(self, other: "Split", slope: Fraction) -> None:
        """Take up the split of a part whose own slope is `slope`."""
        for kpi, value in other.slopes.items():
            self.slopes[kpi] += slope * value
        for kpi, value in other.held.items():
            self.held[kpi] += slope * value


def split_of(formula: Formula, before: Figures, after: Figures) -> Split:
    """The split of a formula's change between two states in which it has a value.

    Raises:
        NotAttributable: there is no exact split; the message says what to write instead.
    """
    figures = tuple((kpi, before.get(kpi), after.get(kpi)) for kpi in references(formula))
    try:
        return _known_split(formula.root, figures)
    except UndefinedFormula as undefined:
        words = formula.text_of(undefined.node)
        raise NotAttributable(
            f"a mixed state of the two periods divides by zero: name the denominator {words} as a KPI"
        ) from None


@lru_cache(maxsize=1024)
def _known_split(expression: Expression, figures: tuple[tuple[KpiId, Fraction | None, Fraction | None], ...]) -> Split:
    """The split of an expression by each KPI's earlier and later figure.

    It is remembered because a month's formula is split again for every KPI above it, and for every comparison over it.
    """
    before = {kpi: figure for kpi, figure, _ in figures if figure is not None}
    after = {kpi: figure for kpi, _, figure in figures if figure is not None}
    return _split(expression, before, after)


def _split(expression: Expression, before: Figures, after: Figures) -> Split:
    if isinstance(expression, WeightedAverage):
        return _split_of_average(expression, before, after)
    names: dict[WeightedAverage, KpiId] = {}
    plain = _with_named_averages(expression, names)
    averages = {name: average for average, name in names.items()}
    slopes = shapley_slopes(plain, _with_values(averages, before), _with_values(averages, after))
    split = Split()
    for kpi, slope in slopes.items():
        if kpi in averages:
            split.add(_split_of_average(averages[kpi], before, after), slope)
        else:
            split.slopes[kpi] += slope
    return split


def _with_named_averages(expression: Expression, names: dict[WeightedAverage, KpiId]) -> Expression:
    """Replace each weighted average by a name that no author can write, as if it were a KPI of its own."""
    if isinstance(expression, WeightedAverage):
        return Reference(names.setdefault(expression, KpiId(f"average {len(names)}")))
    return with_parts(expression, [_with_named_averages(part, names) for part in parts_of(expression)])


def _with_values(averages: Mapping[KpiId, WeightedAverage], figures: Figures) -> Figures:
    return {**figures, **{name: exact_value_of(average, figures) for name, average in averages.items()}}


def _split_of_average(average: WeightedAverage, before: Figures, after: Figures) -> Split:
    mean = (exact_value_of(average, before) + exact_value_of(average, after)) / 2
    split = Split()
    for old, new in zip(_segments(average, before), _segments(average, after), strict=True):
        old_rate, new_rate = _carried(old.rate, new.rate), _carried(new.rate, old.rate)
        if old.rate is not None and new.rate is not None:
            split.add(_split(old.rate_part, before, after), (old.share + new.share) / 2)
        mix = ((old_rate + new_rate) / 2 - mean) * (new.share - old.share)
        if old.weight != new.weight:
            split.add(_split(old.weight_part, before, after), mix / (new.weight - old.weight))
        elif mix != 0:
            split.held[_name_of_weight(old.weight_part)] += mix
    return split


@frozen
class _Segment:
    """A rate and its weight in one state; an empty segment has no rate."""

    rate_part: Expression
    weight_part: Expression
    rate: Fraction | None
    weight: Fraction
    share: Fraction


def _segments(average: WeightedAverage, figures: Figures) -> Iterator[_Segment]:
    total = sum((exact_value_of(weight, figures) for _, weight in average.pairs), _ZERO)
    for rate_part, weight_part in average.pairs:
        weight = exact_value_of(weight_part, figures)
        yield _Segment(
            rate_part=rate_part,
            weight_part=weight_part,
            rate=exact_value_of(rate_part, figures) if weight != 0 else None,
            weight=weight,
            share=weight / total,
        )


def _carried(rate: Fraction | None, other: Fraction | None) -> Fraction:
    """The rate, or that of the other state; a segment that is empty in both matters in neither."""
    return rate if rate is not None else other if other is not None else _ZERO


def _name_of_weight(weight: Expression) -> KpiId:
    if isinstance(weight, Reference):
        return weight.kpi
    raise NotAttributable("the share of a weight in wavg changed while the weight did not: name the weight as a KPI")
