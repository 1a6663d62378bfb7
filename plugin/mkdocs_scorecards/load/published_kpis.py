"""From the shapes of an earlier edition's figures to values of the model."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from mkdocs_scorecards.load.edition_shapes import KpiShape, PointShape, ScorecardShape, TargetShape, ZoneShape
from mkdocs_scorecards.load.formula import parse_formula
from mkdocs_scorecards.load.periods import read_period
from mkdocs_scorecards.model.edition import PublishedKpi, PublishedPoint, PublishedScorecard
from mkdocs_scorecards.model.ids import KpiId
from mkdocs_scorecards.model.kpi import (
    Aggregation,
    AmberBand,
    Audience,
    Baseline,
    ChangeTarget,
    CriticalRange,
    Direction,
    FixedTarget,
    RangeTarget,
    Target,
    Window,
)
from mkdocs_scorecards.model.period import Frequency, Period, frequency_of_noun

_FREQUENCIES = {frequency.value: frequency for frequency in Frequency}


@dataclass(slots=True)
class PublishedReading:
    """Reads one scorecard; `fiscal_start` counts where the edition does not name its own."""

    fiscal_start: int
    _periods: dict[str, Period] = field(default_factory=dict)

    def scorecard(self, shape: ScorecardShape) -> PublishedScorecard:
        """The scorecard.

        Raises:
            ValueError, KeyError, FormulaError: a period, a word or a formula is none that this version knows.
        """
        if shape.fiscal_year_start is not None:
            self.fiscal_start = int(shape.fiscal_year_start)
        return PublishedScorecard(
            period=self._period(shape.period), kpis={KpiId(found.id): self._kpi(found) for found in shape.kpis}
        )

    def _kpi(self, shape: KpiShape) -> PublishedKpi:
        sources: set[str] = set()
        points = []
        for point in shape.series:
            points.append(self._point(point, is_repeated=point.source in sources))
            sources |= {point.source} if point.source else set()
        reviewed = PointShape(period=shape.period, actual=shape.actual, planned=shape.planned, status=shape.status)
        return PublishedKpi(
            id=KpiId(shape.id),
            reviewed=self._point(reviewed, is_repeated=False),
            facts=self._facts(shape),
            points=tuple(points),
            audience=Audience[shape.rules.audience.upper()] if shape.rules.audience is not None else None,
        )

    def _point(self, shape: PointShape, *, is_repeated: bool) -> PublishedPoint:
        """A row that stands in for a later period too was carried forward; early editions do not say so."""
        told = "" if not shape.source else "carried forward" if is_repeated else "reported"
        return PublishedPoint(
            period=self._period(shape.period),
            actual=shape.actual,
            planned=shape.planned if isinstance(shape.planned, Decimal) else None,
            zone=_zone(shape.planned) if isinstance(shape.planned, ZoneShape) else None,
            status=shape.status,
            note=shape.note or "",
            origin=shape.origin if shape.origin is not None else told,
        )

    def _facts(self, shape: KpiShape) -> Mapping[str, object]:
        """Only what stands in the file, if only as null."""
        readers: dict[str, Callable[[Any], object]] = {
            **dict.fromkeys(("title", "owner", "unit", "definition"), lambda text: text or ""),
            "direction": Direction,
            "frequency": _FREQUENCIES.__getitem__,
            "aggregate": Aggregation,
            "formula": lambda text: parse_formula(text) if text else None,
            "window": lambda found: found and Window(length=int(found.length), frequency=frequency_of_noun(found.unit)),
            "weight": lambda number: number,
            "baseline": lambda found: found and Baseline(value=found.value, period=self._period_or_none(found.period)),
            "target": lambda found: found and self._target(found),
            "amber": lambda found: found and AmberBand(width=found.width, relative=found.relative),
            "critical": lambda found: found and CriticalRange(low=found.low, high=found.high),
        }
        return {
            name: read(getattr(part, name))
            for part in (shape, shape.rules)
            for name, read in readers.items()
            if name in part.model_fields_set
        }

    def _target(self, shape: TargetShape) -> Target | None:
        since, by = self._period_or_none(shape.since), self._period_or_none(shape.by)
        if shape.low is not None and shape.high is not None:
            return RangeTarget(low=shape.low, high=shape.high)
        if shape.change is not None and since is not None and by is not None:
            return ChangeTarget(percent=shape.change, base=since, by=by)
        return FixedTarget(value=shape.value, by=by) if shape.value is not None else None

    def _period_or_none(self, text: str | None) -> Period | None:
        return self._period(text) if text is not None else None

    def _period(self, text: str) -> Period:
        if text not in self._periods:
            self._periods[text] = read_period(text, fiscal_start=self.fiscal_start)
        return self._periods[text]


def _zone(shape: ZoneShape) -> RangeTarget:
    return RangeTarget(low=shape.low, high=shape.high)
