"""What earlier editions said otherwise of a KPI: marks on its figures and its chart, and the log of its rules."""

from collections.abc import Iterable, Mapping
from dataclasses import field
from itertools import groupby

from mkdocs_scorecards.analyse.restatements.ledger import RuleChange
from mkdocs_scorecards.analyse.review import KpiReview, ScorecardReview
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.kpi import AmberBand, Baseline, ChangeTarget, CriticalRange, FixedTarget, RangeTarget
from mkdocs_scorecards.model.period import Period
from mkdocs_scorecards.model.unit import Unit
from mkdocs_scorecards.render import format as words
from mkdocs_scorecards.render.changes.values import band_in_words, goal_in_words, value_in_words, values_of
from mkdocs_scorecards.render.charts.kpi_editions import RestatedFigure, SeriesBreak
from mkdocs_scorecards.render.format import FigureFormat, format_of
from mkdocs_scorecards.render.pages.edition_words import earlier_in_words, edition_words, format_for
from mkdocs_scorecards.render.pages.parts import zone_in_words

RULE_WORDS = {
    "title": "name",
    "definition": "definition",
    "owner": "owner",
    "unit": "unit",
    "direction": "direction",
    "frequency": "frequency",
    "aggregate": "aggregation",
    "formula": "formula",
    "window": "window",
    "weight": "weight",
    "baseline": "baseline",
    "target": "target",
    "amber": "amber band",
    "critical": "critical values",
}
"""What a reader calls the rules of a KPI."""


@frozen
class EditionMarks:
    """Former figures by period in words, the same for the chart, and where the series breaks."""

    was: Mapping[Period, str] = field(default_factory=dict)
    restated: tuple[RestatedFigure, ...] = ()
    breaks: tuple[SeriesBreak, ...] = ()


@frozen
class LoggedChange:
    """A rule of a KPI before and after, with the edition that brought the new one."""

    edition: str
    rule: str
    before: str
    after: str
    consequence: str


def edition_marks(review: ScorecardReview, kpi: KpiReview) -> EditionMarks:
    """The marks of one KPI; none without earlier editions."""
    if review.ledger is None:
        return EditionMarks()
    names = edition_words(review, review.ledger)
    was: dict[Period, str] = {}
    restated: list[RestatedFigure] = []
    for period, history in review.ledger.histories(kpi.id).items():
        print_as = format_for(kpi, history)
        verb = "changed" if history.now is not None else "gone"
        since = names.since(history.since)
        was[period] = f"was {earlier_in_words(history, print_as, names)}, {verb} in {since}"
        restated += [
            RestatedFigure(
                period=period,
                value=reading.value,
                label=f"was {print_as.short(reading.value)}",
                text=was[period],
            )
            for reading in history.earlier
            if reading.value is not None and reading.value != history.now
        ]
    breaks = [change for change in review.ledger.rules_of(kpi.id) if change.ends_comparability]
    return EditionMarks(was=was, restated=tuple(restated), breaks=tuple(_breaks(breaks)))


def change_log(review: ScorecardReview, kpi: KpiReview) -> tuple[LoggedChange, ...]:
    """The rules of a KPI that changed from one edition to the next, the latest first."""
    if review.ledger is None:
        return ()
    names = edition_words(review, review.ledger)
    return tuple(
        LoggedChange(
            edition=words.capitalised(names.since(change.since)),
            rule=words.capitalised(RULE_WORDS[change.field]),
            before=rule_in_words(change.before, _format(kpi, change.before, change.unit)),
            after=rule_in_words(change.after, _format(kpi, change.after, kpi.kpi.unit.text)),
            consequence=f"Figures before {change.period} are not comparable." if change.ends_comparability else "",
        )
        for change in review.ledger.rules_of(kpi.id)
    )


def rule_in_words(value: object, print_as: FigureFormat) -> str:
    """A rule of a KPI: `4.0 % by 2026-12`, `“Customers lost …”`, `quarterly`."""
    match value:
        case FixedTarget() | RangeTarget() | ChangeTarget() | Baseline():
            return goal_in_words(value, print_as)
        case AmberBand():
            return band_in_words(value, print_as.unit)
        case CriticalRange():
            return zone_in_words(value, print_as)
        case _:
            return value_in_words(value)


def rules_in_words(fields: Iterable[str]) -> str:
    """Rules by name: `definition and unit`."""
    return words.listed(RULE_WORDS[name] for name in fields)


def _breaks(changes: Iterable[RuleChange]) -> Iterable[SeriesBreak]:
    """One line for all that changed before the same period."""
    in_order = sorted(((change.period, change.field) for change in changes if change.period is not None), key=_place)
    for period, found in groupby(in_order, key=lambda entry: entry[0]):
        what = rules_in_words(name for _, name in found)
        yield SeriesBreak(
            period=period,
            label=f"{what} changed",
            text=f"from {period} on not comparable with the figures before: {what} changed",
        )


def _place(entry: tuple[Period, str]) -> tuple[Period, int]:
    return entry[0], list(RULE_WORDS).index(entry[1])


def _format(kpi: KpiReview, value: object, unit: str) -> FigureFormat:
    """The KPI's format in the unit of the edition, with the digits that a declared figure has."""
    print_as = format_of(kpi)
    goal = value if isinstance(value, FixedTarget | RangeTarget | Baseline) else None
    decimals = max(print_as.decimals, words.decimals_in(values_of(goal)))
    return FigureFormat(unit=Unit(unit), decimals=decimals, shorten_from=print_as.shorten_from)
