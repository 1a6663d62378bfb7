"""Everything that was edited between two versions of a scorecard, thing by thing; what follows from it comes later."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from mkdocs_scorecards.analyse.compare.change import Change, Item, Kind, What
from mkdocs_scorecards.analyse.compare.fields import differences
from mkdocs_scorecards.analyse.compare.figure_edits import figure_changes
from mkdocs_scorecards.analyse.compare.renames import Renames
from mkdocs_scorecards.model.hypothesis import Event
from mkdocs_scorecards.model.ids import ObjectiveId, PerspectiveId
from mkdocs_scorecards.model.initiative import Initiative
from mkdocs_scorecards.model.kpi import Kpi
from mkdocs_scorecards.model.link import Link
from mkdocs_scorecards.model.objective import Objective, Perspective, Theme
from mkdocs_scorecards.model.review_record import ReviewRecord
from mkdocs_scorecards.model.scorecard import Scorecard
from mkdocs_scorecards.model.source_ref import SourceRef
from mkdocs_scorecards.model.waiver import Waiver

_MOVES = {(What.KPI, "objective"), (What.DRIVER, "objective"), (What.OBJECTIVE, "perspective")} | {
    (What.INITIATIVE, "objective")
}
_Part = Perspective | Theme | Objective | Kpi | Initiative
_Noted = Event | Waiver | ReviewRecord
_Thing = _Part | Link | _Noted | Scorecard
_P = TypeVar("_P", bound=_Part)


def edits_of(base: Scorecard, head: Scorecard, renames: Renames) -> tuple[Change, ...]:
    """All edits, in the order of the file; `base` is in the names of `head` already."""
    reader = _Edits(base, head)
    found: list[Change] = [
        *reader.of_scorecard(),
        *reader.of_parts(What.PERSPECTIVE, base.perspectives, head.perspectives, renames.perspectives),
        *reader.of_order(),
        *reader.of_parts(What.THEME, base.themes, head.themes, renames.themes),
        *reader.of_parts(What.OBJECTIVE, base.objectives, head.objectives, renames.objectives),
        *reader.of_parts(What.KPI, base.kpis, head.kpis, renames.kpis),
        *reader.of_figures(),
        *reader.of_parts(What.INITIATIVE, base.initiatives, head.initiatives, renames.initiatives),
        *reader.of_links(),
        *reader.of_events(),
        *reader.of_waivers(),
        *reader.of_records(),
    ]
    return tuple(found)


class _Edits:
    """Two versions of a scorecard side by side."""

    def __init__(self, base: Scorecard, head: Scorecard) -> None:
        self.base, self.head = base, head
        self.homes = {**_homes(base), **_homes(head)}

    def of_scorecard(self) -> Iterator[Change]:
        """Its own texts and rules."""
        item = Item(what=What.SCORECARD, id=self.head.id, title=self.head.title)
        yield from self._of_thing(item, self.base, self.head, self.head.where)

    def of_parts(
        self, what: What, before: Sequence[_P], after: Sequence[_P], renamed: Mapping[str, str]
    ) -> Iterator[Change]:
        """Parts with ids: gone, new, renamed, and edited inside."""
        old = {part.id: part for part in before}
        new = {part.id for part in after}
        for part in before:
            if part.id not in new:
                yield self._change(Kind.REMOVED, _item(what, part), part, before=part)
        for part in after:
            item = _item(what, part)
            if part.id not in old:
                yield self._change(Kind.ADDED, item, part, after=part)
                continue
            if part.id in renamed:
                yield self._change(Kind.RENAMED, item, part, "id", before=renamed[part.id], after=str(part.id))
            yield from self._of_thing(item, old[part.id], part, self._where(part))

    def of_order(self) -> Iterator[Change]:
        """The order of the perspectives, from result to root, is a statement of its own."""
        shared = {found.id for found in self.base.perspectives} & {found.id for found in self.head.perspectives}
        before = tuple(found.title for found in self.base.perspectives if found.id in shared)
        after = tuple(found.title for found in self.head.perspectives if found.id in shared)
        order = [found.id for found in self.base.perspectives if found.id in shared]
        if order != [found.id for found in self.head.perspectives if found.id in shared]:
            item = Item(what=What.SCORECARD, id=self.head.id, title=self.head.title)
            yield self._change(Kind.MOVED, item, None, "perspectives", before=before, after=after)

    def of_figures(self) -> Iterator[Change]:
        """Figures of the KPIs that both versions have; those of new and dropped ones come and go with them."""
        before = {kpi.id for kpi in self.base.kpis}
        for kpi in self.head.kpis:
            if kpi.id in before:
                old, new = self.base.series(kpi.id), self.head.series(kpi.id)
                for change in figure_changes(_item(What.KPI, kpi), old, new, self.head, kpi.where):
                    yield replace(change, perspective=self._home(kpi))

    def of_links(self) -> Iterator[Change]:
        """Arrows; one whose ends were swapped is reversed, not removed and added."""
        old = {(link.cause, link.effect): link for link in self.base.links}
        new = {(link.cause, link.effect): link for link in self.head.links}
        turned = {ends for ends in new if ends not in old and ends[::-1] in old and ends[::-1] not in new}
        for ends, link in old.items():
            if ends not in new and ends[::-1] not in turned:
                yield self._change(Kind.REMOVED, _link_item(link, self.base), link, before=link)
        for ends, link in new.items():
            item = _link_item(link, self.head)
            if ends in turned:
                yield self._change(Kind.CHANGED, item, link, "direction", before=old[ends[::-1]], after=link)
            elif ends in old:
                yield from self._of_link(item, old[ends], link)
            else:
                yield self._change(Kind.ADDED, item, link, after=link)

    def of_events(self) -> Iterator[Change]:
        """Known shocks; an event is its title."""
        old, new = ({found.title: found for found in card.events} for card in (self.base, self.head))
        items = {name: Item(what=What.EVENT, id=name, title=name) for name in (*old, *new)}
        yield from self._of_named(items, old, new)

    def of_waivers(self) -> Iterator[Change]:
        """Rules of the method that are set aside; a waiver is its rule and what it is on."""
        old, new = ({f"{found.rule} on {found.on}": found for found in card.waivers} for card in (self.base, self.head))
        items = {name: Item(what=What.WAIVER, id=name, title=name) for name in (*old, *new)}
        yield from self._of_named(items, old, new)

    def of_records(self) -> Iterator[Change]:
        """What reviews decided; a record is its period."""
        old, new = ({str(found.period): found for found in card.records} for card in (self.base, self.head))
        items = {name: Item(what=What.REVIEW, id=name, title=f"the review of {name}") for name in (*old, *new)}
        yield from self._of_named(items, old, new)

    def _of_named(
        self, items: Mapping[str, Item], old: Mapping[str, _Noted], new: Mapping[str, _Noted]
    ) -> Iterator[Change]:
        for name, found in old.items():
            if name not in new:
                yield self._change(Kind.REMOVED, items[name], found, before=found)
        for name, found in new.items():
            if name not in old:
                yield self._change(Kind.ADDED, items[name], found, after=found)
            else:
                yield from self._of_thing(items[name], old[name], found, found.where)

    def _of_link(self, item: Item, before: Link, after: Link) -> Iterator[Change]:
        """The words of an arrow. Tested KPIs that merely follow from the first KPI of an objective are no edit."""
        ends = {"cause_kpi": "cause", "effect_kpi": "effect"}
        for change in self._of_thing(item, before, after, after.where):
            end = ends.get(change.field)
            follows = end is not None and (
                change.before == _first_kpi(self.base, getattr(before, end))
                and change.after == _first_kpi(self.head, getattr(after, end))
            )
            if not follows:
                yield change

    def _of_thing(self, item: Item, before: _Thing, after: _Thing, where: SourceRef) -> Iterator[Change]:
        for field, old, new in differences(before, after):
            kind = Kind.MOVED if (item.what, field) in _MOVES else Kind.CHANGED
            if field == "title":
                kind = Kind.RENAMED
            yield Change(
                kind=kind,
                scorecard=self.head.id,
                on=item,
                where=where,
                field=field,
                before=old,
                after=new,
                perspective=self._home(after),
            )

    def _change(
        self,
        kind: Kind,
        item: Item,
        part: _Part | Link | _Noted | None,
        field: str = "",
        *,
        before: object = None,
        after: object = None,
    ) -> Change:
        return Change(
            kind=kind,
            scorecard=self.head.id,
            on=item,
            where=self._where(part),
            field=field,
            before=before,
            after=after,
            perspective=self._home(part),
        )

    def _home(self, part: _Thing | None) -> PerspectiveId | None:
        """The perspective that a part is shown under."""
        match part:
            case Perspective():
                return part.id
            case Objective():
                return part.perspective
            case Kpi() | Initiative() if part.objective is not None:
                return self.homes.get(part.objective)
        return None

    def _where(self, part: _Part | Link | _Noted | None) -> SourceRef:
        return self.head.where if part is None or isinstance(part, Perspective) else part.where


def _homes(card: Scorecard) -> dict[ObjectiveId, PerspectiveId]:
    return {found.id: found.perspective for found in card.objectives}


def _item(what: What, part: _Part) -> Item:
    if isinstance(part, Kpi) and part.objective is None:
        what = What.DRIVER
    return Item(what=what, id=part.id, title=part.title)


def _link_item(link: Link, card: Scorecard) -> Item:
    titles = {found.id: found.title for found in card.objectives}
    return Item(
        what=What.LINK, id=f"{link.cause} -> {link.effect}", title=f"{titles[link.cause]} → {titles[link.effect]}"
    )


def _first_kpi(card: Scorecard, objective: ObjectiveId) -> str | None:
    return next((kpi.id for kpi in card.kpis if kpi.objective == objective), None)
