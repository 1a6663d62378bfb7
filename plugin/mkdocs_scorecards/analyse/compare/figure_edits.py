"""Edits of a figures file, one summary a KPI and column: a month's delivery is one sentence, not a hundred."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from mkdocs_scorecards.analyse.compare.change import Change, FigureEdit, FigureEdits, Item, Kind
from mkdocs_scorecards.model.kpi import Observation, Series
from mkdocs_scorecards.model.period import Period
from mkdocs_scorecards.model.scorecard import Scorecard
from mkdocs_scorecards.model.source_ref import SourceRef

_Cell = Callable[[Observation], Decimal | None]


def figure_changes(item: Item, before: Series, after: Series, card: Scorecard, where: SourceRef) -> Iterator[Change]:
    """What was edited in the figures, the planned figures and the notes of one KPI."""
    for field, cell in (("figures", _actual), ("targets", _target)):
        edits = edits_between(before, after, cell)
        if edits.all:
            yield Change(
                kind=_kind_of(edits),
                scorecard=card.id,
                on=item,
                where=_place(edits, where),
                field=field,
                after=edits,
            )
    noted = _noted(before, after)
    if noted:
        old, new = noted[-1]
        yield Change(
            kind=Kind.CHANGED,
            scorecard=card.id,
            on=item,
            where=new.source,
            field="notes",
            before=old,
            after=tuple(row for _, row in noted),
        )


def edits_between(before: Series, after: Series, cell: _Cell) -> FigureEdits:
    """The cells of one column that differ."""
    old, new = before.by_period(), after.by_period()
    added: list[FigureEdit] = []
    removed: list[FigureEdit] = []
    restated: list[FigureEdit] = []
    for period in sorted({*old, *new}, key=_order):
        row, fresh = old.get(period), new.get(period)
        value, now = cell(row) if row else None, cell(fresh) if fresh else None
        if value == now:
            continue
        source = (fresh or row or after.observations[0]).source
        edit = FigureEdit(period=period, before=value, after=now, where=source)
        (added if value is None else removed if now is None else restated).append(edit)
    return FigureEdits(added=tuple(added), removed=tuple(removed), restated=tuple(restated))


def _actual(row: Observation) -> Decimal | None:
    return row.actual


def _target(row: Observation) -> Decimal | None:
    return row.target


def _order(period: Period) -> tuple[date, int]:
    return period.order


def _kind_of(edits: FigureEdits) -> Kind:
    if not edits.removed and not edits.restated:
        return Kind.ADDED
    return Kind.REMOVED if not edits.added and not edits.restated else Kind.CHANGED


def _place(edits: FigureEdits, where: SourceRef) -> SourceRef:
    """The row that tells most: a restated one, else the last that was added; a removed one stands nowhere any more."""
    told: Sequence[FigureEdit] = edits.restated or edits.added
    return told[-1].where if told else where


def _noted(before: Series, after: Series) -> list[tuple[str, Observation]]:
    """Rows whose note differs, with the note from before; a row that is new altogether brings its note along."""
    old = before.by_period()
    return [
        (old[row.period].note, row)
        for row in after.observations
        if row.period in old and row.note != old[row.period].note
    ]


def with_figures_until(card: Scorecard, day: date) -> Scorecard:
    """A scorecard without the figures, and their notes, of periods that end later; what is planned for them stays."""

    def told(row: Observation) -> Observation:
        return row if row.period.last_day <= day else replace(row, actual=None, note="")

    return replace(
        card, figures={kpi: Series(tuple(map(told, series.observations))) for kpi, series in card.figures.items()}
    )
