"""A figure on its way from baseline to target: right is better whatever the KPI's direction.

So a column of bullets reads at a glance: the bar that reaches the plan tick is fine. Places across are percentages,
because the drawing is as wide as its column and its strokes must keep their weight.
"""

from decimal import Decimal

from mkdocs_scorecards.model.frozen import frozen, frozen_positional
from mkdocs_scorecards.render.charts.points import ValueLabel, known
from mkdocs_scorecards.render.charts.scale import LinearScale, percent

_START, _END = 2.0, 94.5
"""Where the worst and the best figure fall, in percent; the rest holds half a tick and the flag."""

_NARROWEST = 0.5
"""Percent below which a bar could not be told from its end, so that a dot is drawn."""


@frozen
class Bullet:
    """A KPI that is better when higher or lower, in one period.

    `amber_limit` is the figure up to which the plan may be missed and still be at risk. `target` is the final target
    where the plan is still on its way to it, else None: the plan tick then is the target. `worst_seen` takes the place
    of a missing baseline.
    """

    higher_is_better: bool
    planned: Decimal
    value_label: ValueLabel
    actual: Decimal | None = None
    baseline: Decimal | None = None
    target: Decimal | None = None
    amber_limit: Decimal | None = None
    worst_seen: Decimal | None = None


@frozen
class RangeBullet:
    """A KPI that is to stay in a zone, both ends included; at risk up to the amber limits outside."""

    low: Decimal
    high: Decimal
    amber_low: Decimal
    amber_high: Decimal
    value_label: ValueLabel
    actual: Decimal | None = None


@frozen_positional
class Extent:
    """Left end and width, in percent of the drawing."""

    x: float
    width: float


@frozen
class BulletGeometry:
    """Places in percent of the width; what is not drawn is None or empty.

    `bar` runs from the baseline (tick at `origin`) to the actual; `dot` replaces it in a range, and where there is no
    way to show yet; `is_setback` says that the actual is worse than the baseline. `bands` are at risk, `edges` their
    outer limits, `beyond` lies beyond the plan, or is the zone.
    """

    title: str
    bar: Extent | None = None
    dot: float | None = None
    origin: float | None = None
    is_setback: bool = False
    bands: tuple[Extent, ...] = ()
    edges: tuple[float, ...] = ()
    beyond: Extent
    ticks: tuple[float, ...]
    flag: float | None = None


def bullet_geometry(bullet: Bullet) -> BulletGeometry:
    """Places of baseline, actual, plan, amber limit and target from worse to better."""
    scale = _scale(bullet)
    actual, origin, limit, target = (
        None if figure is None else scale.place(figure)
        for figure in (bullet.actual, _start(bullet), bullet.amber_limit, bullet.target)
    )
    plan = scale.place(bullet.planned)
    bar = None if actual is None or origin is None else _extent(origin, actual)
    is_dot = bar is None or bar.width < _NARROWEST
    return BulletGeometry(
        title=_bullet_text(bullet),
        bar=None if is_dot else bar,
        dot=percent(actual) if actual is not None and is_dot else None,
        origin=None if origin is None else percent(origin),
        is_setback=actual is not None and origin is not None and actual < origin,
        bands=() if limit is None else (_extent(max(limit, 0.0), plan),),
        edges=(percent(limit),) if limit is not None and limit >= 0 else (),
        beyond=_extent(plan, 100.0),
        ticks=(percent(plan),),
        flag=None if target is None else percent(target),
    )


def _start(bullet: Bullet) -> Decimal | None:
    return bullet.baseline if bullet.baseline is not None else bullet.worst_seen


def _scale(bullet: Bullet) -> LinearScale:
    """From the worst to the best of all that is drawn.

    The amber limit stretches the scale only where nothing else lies on the worse side of the plan.
    """
    figures = known((bullet.planned, bullet.actual, bullet.baseline, bullet.target, bullet.worst_seen))
    sign = 1 if bullet.higher_is_better else -1
    if bullet.amber_limit is not None and all(sign * figure >= sign * bullet.planned for figure in figures):
        figures = (*figures, bullet.amber_limit)
    worst, best = min(figures), max(figures)
    if not bullet.higher_is_better:
        worst, best = best, worst
    return LinearScale(low=worst, high=best, start=_START, end=_END)


def _extent(one_end: float, other_end: float) -> Extent:
    left, right = percent(min(one_end, other_end)), percent(max(one_end, other_end))
    return Extent(x=left, width=percent(right - left))


def _bullet_text(bullet: Bullet) -> str:
    label = bullet.value_label
    parts = [
        "no figure" if bullet.actual is None else f"actual {label(bullet.actual)}",
        f"plan {label(bullet.planned)}",
    ]
    if bullet.baseline is not None:
        parts.append(f"baseline {label(bullet.baseline)}")
    elif bullet.worst_seen is not None:
        parts.append(f"no baseline, drawn from the worst figure seen, {label(bullet.worst_seen)}")
    if bullet.target is not None:
        parts.append(f"target {label(bullet.target)}")
    return ", ".join(parts)


def range_bullet_geometry(bullet: RangeBullet) -> BulletGeometry:
    """The zone in the middle, amber on both sides, and the actual as a dot.

    The zone stays in the middle however far the actual lies, so that all range KPIs of a page look alike.
    """
    middle = (bullet.low + bullet.high) / 2
    reach = max(abs(figure - middle) for figure in known((bullet.amber_low, bullet.amber_high, bullet.actual)))
    reach += (bullet.high - bullet.low) / 2
    scale = LinearScale(low=middle - reach, high=middle + reach, start=0.0, end=100.0)
    low, high = scale.place(bullet.low), scale.place(bullet.high)
    amber_low, amber_high = scale.place(bullet.amber_low), scale.place(bullet.amber_high)
    actual = "no figure" if bullet.actual is None else f"actual {bullet.value_label(bullet.actual)}"
    return BulletGeometry(
        title=f"{actual}, target {bullet.value_label(bullet.low)} to {bullet.value_label(bullet.high)}",
        dot=None if bullet.actual is None else percent(scale.place(bullet.actual)),
        bands=(_extent(amber_low, low), _extent(high, amber_high)),
        edges=(percent(amber_low), percent(amber_high)),
        beyond=_extent(low, high),
        ticks=(percent(low), percent(high)),
    )
