"""The strategy map before and after in one picture: every box and arrow of either version, and what became of it.

Both versions are drawn from this union, so that what stayed stands in the same place.
"""

from collections.abc import Iterable

from mkdocs_scorecards.analyse.compare import Change, Comparison, Kind, What
from mkdocs_scorecards.analyse.review import ScorecardReview
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.link import Link
from mkdocs_scorecards.render.pages.parts import StateView, state_of

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
_FIGURES = {"figures", "targets", "notes", "actual"}
"""Edits that mark a box only where its state moves with them."""


@frozen
class MarkedBox:
    """An objective of either version; `mark` is empty where nothing about it changed."""

    id: str
    title: str
    before: StateView | None
    after: StateView | None
    mark: str


@frozen
class MarkedBand:
    """A perspective with the objectives of both versions, those of the newer one first."""

    id: str
    title: str
    boxes: tuple[MarkedBox, ...]


@frozen
class MarkedLink:
    """An arrow of either version."""

    cause: str
    effect: str
    mark: str
    feedback: bool


@frozen
class MarkedMap:
    """The union of two maps."""

    bands: tuple[MarkedBand, ...]
    links: tuple[MarkedLink, ...]

    @property
    def is_marked(self) -> bool:
        """Whether there is anything to see."""
        return any(box.mark for band in self.bands for box in band.boxes) or any(link.mark for link in self.links)


def marked_map(comparison: Comparison) -> MarkedMap | None:
    """The map of both versions; None where one of them does not exist."""
    base, head = comparison.base, comparison.head
    if base is None or head is None:
        return None
    before, after = _states(comparison)
    marks = dict.fromkeys(_touched(comparison.changes, base, head), CHANGED)
    marks |= {name: CHANGED for name in before.keys() & after.keys() if before[name].key != after[name].key}
    marks |= dict.fromkeys(after.keys() - before.keys(), ADDED) | dict.fromkeys(before.keys() - after.keys(), REMOVED)
    titles = {str(found.objective.id): found.objective.title for side in (base, head) for found in side.objectives}
    homes = {str(found.objective.id): found.objective.perspective for side in (base, head) for found in side.objectives}
    perspectives = {
        str(found.perspective.id): found.perspective.title for found in (*head.perspectives, *base.perspectives)
    }
    names = list(dict.fromkeys([*after, *before]))
    return MarkedMap(
        bands=tuple(
            MarkedBand(
                id=home,
                title=title,
                boxes=tuple(
                    MarkedBox(
                        id=name,
                        title=titles[name],
                        before=before.get(name),
                        after=after.get(name),
                        mark=marks.get(name, ""),
                    )
                    for name in names
                    if homes[name] == home
                ),
            )
            for home, title in perspectives.items()
        ),
        links=tuple(_links(comparison)),
    )


def _states(comparison: Comparison) -> tuple[dict[str, StateView], dict[str, StateView]]:
    """The states of the objectives before and after, by id."""
    base, head = comparison.base, comparison.head
    assert base is not None  # noqa: S101 - the caller has both
    assert head is not None  # noqa: S101
    after = {str(found.objective.id): state_of(found.now.status, found.now.score) for found in head.objectives}
    if base is head:
        before = {
            str(found.objective.id): state_of(found.before.status, found.before.score) for found in base.objectives
        }
    else:
        before = {str(found.objective.id): state_of(found.now.status, found.now.score) for found in base.objectives}
    return before, after


def _touched(changes: Iterable[Change], base: ScorecardReview, head: ScorecardReview) -> Iterable[str]:
    """The objectives that were edited, themselves or in their KPIs' rules."""
    homes = {str(kpi.id): str(kpi.kpi.objective) for side in (base, head) for kpi in side.kpis if kpi.kpi.objective}
    for change in changes:
        if change.on.what is What.OBJECTIVE:
            yield change.on.id
        elif change.on.what is What.KPI and change.field not in _FIGURES and change.on.id in homes:
            yield homes[change.on.id]


def _links(comparison: Comparison) -> Iterable[MarkedLink]:
    base, head = comparison.base, comparison.head
    assert base is not None  # noqa: S101 - the caller has both
    assert head is not None  # noqa: S101
    old = {(link.cause, link.effect): link for link in base.scorecard.links}
    new = {(link.cause, link.effect): link for link in head.scorecard.links}
    edited = {
        change.on.id for change in comparison.changes if change.on.what is What.LINK and change.kind is Kind.CHANGED
    }
    for ends, link in new.items():
        mark = "" if ends in old else ADDED
        yield _marked(link, mark or (CHANGED if f"{link.cause} -> {link.effect}" in edited else ""))
    for ends, link in old.items():
        if ends not in new:
            yield _marked(link, REMOVED)


def _marked(link: Link, mark: str) -> MarkedLink:
    return MarkedLink(cause=link.cause, effect=link.effect, mark=mark, feedback=link.feedback)
