"""What kept its meaning and got another id: found by title and content, so that a rename is not a loss and a gain.

The older version is put into the newer one's names before the two are compared; then an arrow whose objective was
renamed is still the same arrow.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from mkdocs_scorecards.analyse.compare.fields import likeness
from mkdocs_scorecards.model.formula import Expression, Formula, Reference, parts_of, with_parts
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.ids import InitiativeId, KpiId, ObjectiveId, PerspectiveId, ThemeId
from mkdocs_scorecards.model.initiative import Initiative
from mkdocs_scorecards.model.kpi import Kpi, Observation, Series
from mkdocs_scorecards.model.link import Link
from mkdocs_scorecards.model.method_items import link_name
from mkdocs_scorecards.model.objective import Objective
from mkdocs_scorecards.model.review_record import ReviewRecord
from mkdocs_scorecards.model.scorecard import Scorecard

_ALIKE = 0.5
"""Less in common, and an equal title is a coincidence."""


class _Named(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...


_Thing = TypeVar("_Thing", bound=_Named)
_Renamed = Mapping[str, str]


@frozen
class Renames:
    """Old ids by new ids, of what was renamed."""

    perspectives: _Renamed
    themes: _Renamed
    objectives: _Renamed
    kpis: _Renamed
    initiatives: _Renamed


def renames_between(base: Scorecard, head: Scorecard) -> Renames:
    """The ids that changed although the things are the same."""

    def figures_alike(old: Kpi, new: Kpi) -> float:
        return (likeness(old, new) + _shared_rows(base.series(old.id), head.series(new.id))) / 2

    return Renames(
        perspectives=_old_by_new(base.perspectives, head.perspectives, likeness),
        themes=_old_by_new(base.themes, head.themes, likeness),
        objectives=_old_by_new(base.objectives, head.objectives, likeness),
        kpis=_old_by_new(base.kpis, head.kpis, figures_alike),
        initiatives=_old_by_new(base.initiatives, head.initiatives, likeness),
    )


def scorecard_pairs(
    bases: Sequence[Scorecard], heads: Sequence[Scorecard]
) -> tuple[tuple[Scorecard | None, Scorecard | None], ...]:
    """Each scorecard with its other version, None where it has none; a renamed folder is the same scorecard."""
    renamed = _old_by_new(bases, heads, _parts_alike)
    old = {str(card.id): card for card in bases}
    pairs = [(old.get(renamed.get(card.id, str(card.id))), card) for card in heads]
    kept = {base.id for base, _ in pairs if base is not None}
    return (*pairs, *((card, None) for card in bases if card.id not in kept))


def in_new_names(base: Scorecard, head: Scorecard, renames: Renames) -> Scorecard:
    """The older version with the ids that its parts have in the newer one."""
    names = _Names(renames)
    return replace(
        base,
        id=head.id,
        perspectives=tuple(replace(found, id=names.perspective(found.id)) for found in base.perspectives),
        themes=tuple(replace(found, id=names.theme(found.id)) for found in base.themes),
        objectives=tuple(map(names.in_objective, base.objectives)),
        kpis=tuple(map(names.in_kpi, base.kpis)),
        initiatives=tuple(map(names.in_initiative, base.initiatives)),
        links=tuple(map(names.in_link, base.links)),
        records=tuple(map(names.in_record, base.records)),
        figures={names.kpi(kpi): names.in_series(series) for kpi, series in base.figures.items()},
    )


class _Names:
    """Puts ids into the newer version's names, wherever they are mentioned."""

    def __init__(self, renames: Renames) -> None:
        self._perspectives = _new_by_old(renames.perspectives)
        self._themes = _new_by_old(renames.themes)
        self._objectives = _new_by_old(renames.objectives)
        self._kpis = _new_by_old(renames.kpis)
        self._initiatives = _new_by_old(renames.initiatives)

    def perspective(self, name: PerspectiveId) -> PerspectiveId:
        return PerspectiveId(self._perspectives.get(name, name))

    def theme(self, name: ThemeId) -> ThemeId:
        return ThemeId(self._themes.get(name, name))

    def objective(self, name: ObjectiveId) -> ObjectiveId:
        return ObjectiveId(self._objectives.get(name, name))

    def kpi(self, name: KpiId) -> KpiId:
        return KpiId(self._kpis.get(name, name))

    def initiative(self, name: InitiativeId) -> InitiativeId:
        return InitiativeId(self._initiatives.get(name, name))

    def in_objective(self, found: Objective) -> Objective:
        return replace(
            found,
            id=self.objective(found.id),
            perspective=self.perspective(found.perspective),
            themes=tuple(map(self.theme, found.themes)),
        )

    def in_kpi(self, found: Kpi) -> Kpi:
        return replace(
            found,
            id=self.kpi(found.id),
            objective=self.objective(found.objective) if found.objective is not None else None,
            formula=self._in_formula(found.formula) if found.formula is not None else None,
        )

    def in_initiative(self, found: Initiative) -> Initiative:
        return replace(
            found,
            id=self.initiative(found.id),
            objective=self.objective(found.objective),
            kpi=self.kpi(found.kpi) if found.kpi is not None else None,
        )

    def in_link(self, found: Link) -> Link:
        return replace(
            found,
            cause=self.objective(found.cause),
            effect=self.objective(found.effect),
            cause_kpi=self.kpi(found.cause_kpi) if found.cause_kpi is not None else None,
            effect_kpi=self.kpi(found.effect_kpi) if found.effect_kpi is not None else None,
        )

    def in_record(self, found: ReviewRecord) -> ReviewRecord:
        return replace(
            found,
            decisions=tuple(replace(one, on=self._item(one.on)) for one in found.decisions),
            actions=tuple(replace(one, on=self._item(one.on)) for one in found.actions),
        )

    def _item(self, on: str) -> str:
        cause, is_link, effect = on.partition(" -> ")
        if is_link:
            return link_name(self.objective(ObjectiveId(cause)), self.objective(ObjectiveId(effect)))
        kinds = (self._objectives, self._kpis, self._initiatives)
        return next((names[on] for names in kinds if on in names), on)

    def in_series(self, series: Series) -> Series:
        def renamed(row: Observation) -> Observation:
            return replace(row, kpi=self.kpi(row.kpi))

        return Series(tuple(map(renamed, series.observations)))

    def _in_formula(self, formula: Formula) -> Formula:
        return replace(formula, root=self._in_expression(formula.root))

    def _in_expression(self, expression: Expression) -> Expression:
        if isinstance(expression, Reference):
            return replace(expression, kpi=self.kpi(expression.kpi))
        return with_parts(expression, [self._in_expression(part) for part in parts_of(expression)])


def _new_by_old(old_by_new: _Renamed) -> _Renamed:
    return {old: new for new, old in old_by_new.items()}


def _old_by_new(
    base: Sequence[_Thing], head: Sequence[_Thing], alike: Callable[[_Thing, _Thing], float]
) -> dict[str, str]:
    """Pair what lost its id with what got one, by equal title and enough in common; the most alike first."""
    kept = {found.id for found in base} & {found.id for found in head}
    gone = [found for found in base if found.id not in kept]
    new = [found for found in head if found.id not in kept]
    pairs = [
        (-share, old.id, fresh.id)
        for old in gone
        for fresh in new
        if old.title.casefold() == fresh.title.casefold() and (share := alike(old, fresh)) >= _ALIKE
    ]
    found: dict[str, str] = {}
    for _, old_id, new_id in sorted(pairs):
        if new_id not in found and old_id not in found.values():
            found[new_id] = old_id
    return found


def _shared_rows(old: Series, new: Series) -> float:
    """The share of all rows that both series have alike; 1 where there are none."""
    before = {(row.period, row.actual) for row in old.observations}
    after = {(row.period, row.actual) for row in new.observations}
    return len(before & after) / len(before | after) if before | after else 1.0


def _parts_alike(old: Scorecard, new: Scorecard) -> float:
    """The share of objectives and KPIs that two scorecards have in common."""
    before = {str(kpi.id) for kpi in old.kpis} | {str(found.id) for found in old.objectives}
    after = {str(kpi.id) for kpi in new.kpis} | {str(found.id) for found in new.objectives}
    return len(before & after) / len(before | after) if before | after else 1.0
