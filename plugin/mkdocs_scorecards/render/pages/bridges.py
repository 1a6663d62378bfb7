"""One bridge on a page: the sentence, the waterfall with a row a part, and the table that has all digits."""

from collections.abc import Iterable
from decimal import Decimal

from mkdocs_scorecards.analyse.review import ScorecardReview
from mkdocs_scorecards.analyse.tree.bridge import Bridge, Comparison
from mkdocs_scorecards.analyse.tree.explanation import Contribution
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.kpi import Aggregation
from mkdocs_scorecards.model.period import Frequency
from mkdocs_scorecards.render import format as words
from mkdocs_scorecards.render import urls
from mkdocs_scorecards.render.bridge_format import BridgeFormat, exact_format
from mkdocs_scorecards.render.charts.waterfall import WaterfallBar, waterfall_geometry
from mkdocs_scorecards.render.format import EN_DASH, format_of
from mkdocs_scorecards.render.pages.why import Account, Part, Sentence, account_of, sentence_of
from mkdocs_scorecards.render.urls import Linker

_MOST_STEPS = 14
"""Rows of a waterfall between its totals; smaller parts are put together."""


@frozen
class BridgeRow:
    """A row of the waterfall; `href` is empty where there is no page behind it."""

    name: str
    href: str
    words: str
    bar: WaterfallBar

    @property
    def is_total(self) -> bool:
        """Whether the row is one of the two totals."""
        return self.bar.tone == "total"


@frozen
class PartRow:
    """A row of the table: a KPI of the tree with its two figures; the rows of leaves add up."""

    name: str
    href: str
    before: str
    after: str
    contribution: str
    share: str
    is_leaf: bool


@frozen
class BridgeView:
    """One comparison. `choice` names it in a list of comparisons; `rows` is empty where there is no split."""

    anchor: str
    choice: str
    title: str
    heading: str
    sentence: Sentence
    rows: tuple[BridgeRow, ...]
    is_cut: bool
    notes: tuple[str, ...]
    table: tuple[PartRow, ...]
    sum: PartRow | None
    table_note: str
    how: str


def bridge_view(review: ScorecardReview, bridge: Bridge, link: Linker) -> BridgeView:
    """A bridge in words and places."""
    account = account_of(review, bridge)
    kpi = review.kpi(bridge.explanation.root)
    return BridgeView(
        anchor=f"since-{bridge.comparison.value.replace('_', '-')}",
        choice=_choice(bridge),
        title=_title(kpi.kpi.title, bridge),
        heading=f"From {bridge.before} to {bridge.after}",
        sentence=sentence_of(account) if account is not None else _without_split(review, bridge),
        rows=_rows(review, account, link) if account is not None else (),
        is_cut=account is not None and _cut(account) is not None,
        notes=tuple(_notes(account)) if account is not None else (),
        table=_table(review, account, link) if account is not None else (),
        sum=_sum(account) if account is not None else None,
        table_note=_table_note(account) if account is not None else "",
        how=_how(review, bridge) if account is not None else "",
    )


def _choice(bridge: Bridge) -> str:
    noun = bridge.after.frequency.noun
    match bridge.comparison:
        case Comparison.PREVIOUS:
            return f"previous {noun}"
        case Comparison.YEAR_BEFORE:
            return f"same {noun} last year"
        case Comparison.BASELINE:
            return f"baseline {bridge.before}"
        case Comparison.CHOSEN:
            return str(bridge.before)


def _title(title: str, bridge: Bridge) -> str:
    before, after = bridge.reported_before, bridge.reported_after
    if before is None or after is None or before == after:
        return f"What {title} is made of" if before is None or after is None else f"Why {title} did not move"
    return f"Why {title} {'rose' if after > before else 'fell'}"


def _without_split(review: ScorecardReview, bridge: Bridge) -> Sentence:
    """The two figures, as far as they are known, and why their difference is not split."""
    kpi, found = review.kpi(bridge.explanation.root), bridge.explanation
    reasons = f"The change is not split among its parts: {found.reason}."
    before, after = bridge.reported_before, bridge.reported_after
    if before is None or after is None:
        missing = [str(period) for period, value in ((bridge.before, before), (bridge.after, after)) if value is None]
        start = f"{kpi.kpi.title} has no figure in {words.listed(missing)}"
        return Sentence(start=start, emphasis="", end=".", reasons=reasons)
    print_as = format_of(kpi)
    if before == after:
        return Sentence(
            start=f"{kpi.kpi.title} stayed at {print_as.short(after)}", emphasis="", end=".", reasons=reasons
        )
    return Sentence(
        start=f"{kpi.kpi.title} {'rose' if after > before else 'fell'} by ",
        emphasis=print_as.difference(after - before, signed=False),
        end=f" to {print_as.short(after)}.",
        reasons=reasons,
    )


def _rows(review: ScorecardReview, account: Account, link: Linker) -> tuple[BridgeRow, ...]:
    print_as, steps = account.print_as, _steps(account)
    bars = waterfall_geometry(account.before, [part.amount for part in steps]).bars
    ends = (str(account.bridge.before), account.before), (str(account.bridge.after), account.after)
    first, last = (
        BridgeRow(name=name, href="", words=print_as.total(value), bar=bar)
        for (name, value), bar in zip(ends, (bars[0], bars[-1]), strict=True)
    )
    middle = [
        BridgeRow(name=part.title, href=_href(review, part, link), words=print_as.part(part.amount), bar=bar)
        for part, bar in zip(steps, bars[1:-1], strict=True)
    ]
    return (first, *middle, last)


def _steps(account: Account) -> list[Part]:
    """Lowering parts first, each kind from the largest, then what lies beside the formulas.

    The smallest of many are put together, zeros left out.
    """
    parts = [part for part in account.parts if part.amount and (part.kpi or account.print_as.rounded(part.amount))]
    moved = sorted(parts, key=lambda part: -abs(part.amount))
    shown, rest = moved[:_MOST_STEPS], moved[_MOST_STEPS:]
    if len(rest) == 1:
        shown, rest = moved, []
    ordered = sorted(shown, key=lambda part: (part.kpi is None, part.amount > 0, -abs(part.amount)))
    if rest:
        together = sum((part.amount for part in rest), Decimal(0))
        ordered.append(Part(None, f"{words.capitalised(words.in_words(len(rest)))} smaller parts together", together))
    return ordered


def _href(review: ScorecardReview, part: Part, link: Linker) -> str:
    return link.to(urls.kpi_path(review.scorecard.id, part.kpi)) if part.kpi is not None else ""


def _cut(account: Account) -> Decimal | None:
    return waterfall_geometry(account.before, [part.amount for part in _steps(account)]).cut


def _notes(account: Account) -> Iterable[str]:
    print_as = account.print_as
    cut = _cut(account)
    if cut is not None:
        yield f"// the two totals start at {print_as.base.short(cut)}"
    if any(part.kpi is None and print_as.rounded(part.amount) for part in account.parts):
        yield "reported less computed: by how much the reports differ from the formulas"
    if print_as.adds_up:
        yield "the parts add up to the change exactly"
    else:
        printed = sum((print_as.rounded(part.amount) for part in account.parts), Decimal(0))
        yield (
            f"rounded: as printed, the parts add up to {print_as.part(printed)} and the change is "
            f"{print_as.part(account.after - account.before)}; the table has all digits"
        )
    unchanged = [part.title for part in account.parts if not part.amount]
    if unchanged:
        yield f"no part in it: {words.listed(unchanged)}"


def _table(review: ScorecardReview, account: Account, link: Linker) -> tuple[PartRow, ...]:
    """Every KPI of the tree, each before its parts, then what lies beside the formulas."""
    print_as = _exact(account)
    rows = [_part_row(review, found, print_as, link) for found in account.bridge.explanation.contributions]
    beside = [part for part in account.parts if part.kpi is None]
    return (*rows, *(_beside_row(part, print_as) for part in beside))


def _part_row(review: ScorecardReview, found: Contribution, print_as: BridgeFormat, link: Linker) -> PartRow:
    kpi = review.kpi(found.kpi)
    figure = format_of(kpi)
    return PartRow(
        name=kpi.kpi.title,
        href=link.to(urls.kpi_path(review.scorecard.id, kpi.id)),
        before=figure.full(found.before) if found.before is not None else "no figure",
        after=figure.full(found.after) if found.after is not None else "no figure",
        contribution=print_as.part(found.contribution) if found.contribution is not None else EN_DASH,
        share=words.percent(found.share) if found.share is not None else "",
        is_leaf=found.leaf,
    )


def _beside_row(part: Part, print_as: BridgeFormat) -> PartRow:
    contribution = print_as.part(part.amount)
    return PartRow(name=part.title, href="", before="", after="", contribution=contribution, share="", is_leaf=True)


def _sum(account: Account) -> PartRow:
    print_as = _exact(account)
    return PartRow(
        name=account.title,
        href="",
        before=print_as.total(account.before),
        after=print_as.total(account.after),
        contribution=print_as.part(account.change),
        share="",
        is_leaf=False,
    )


def _exact(account: Account) -> BridgeFormat:
    return exact_format(account.print_as.base, account.before, account.after, [part.amount for part in account.parts])


def _table_note(account: Account) -> str:
    rounding = "" if _exact(account).adds_up else " The last digit is rounded."
    inner = any(not found.leaf for found in account.bridge.explanation.contributions)
    which = "The bold rows" if inner else "The rows"
    return f"{which} add up to the change.{rounding}" + _shares_note(account)


def _shares_note(account: Account) -> str:
    if any(found.share is not None for found in account.bridge.explanation.contributions):
        return ""
    return " Shares in percent are left out, because the parts largely cancel each other."


_MADE = {
    Aggregation.SUM: "is the sum of its {parts}",
    Aggregation.MEAN: "is the mean of its {parts}",
    Aggregation.LAST: "is its last {part}",
    Aggregation.MIN: "is its lowest {part}",
    Aggregation.MAX: "is its highest {part}",
}


def _how(review: ScorecardReview, bridge: Bridge) -> str:
    """What was compared with what, in sentences."""
    root, noun = bridge.explanation.root, bridge.after.frequency.noun
    said = []
    if bridge.steps > 1:
        said.append(f"The bridge adds up the changes of {words.in_words(bridge.steps)} consecutive {noun}s.")
    elif bridge.before != bridge.after.previous:
        said.append(f"The two {noun}s are compared directly, because figures in between are missing.")
    kpi = review.kpi(root).kpi
    if root in bridge.finer:
        said.append(f"{kpi.title} of a {noun} {_made_of(kpi.aggregate, bridge.finer[root])}")
    inner = [review.kpi(found).kpi for found in bridge.finer if found != root]
    inner = [found for found in inner if found.aggregate is not kpi.aggregate or root not in bridge.finer]
    if inner:
        one = bridge.finer[inner[0].id].noun
        titles = words.listed(found.title for found in inner)
        said.append(f"Changes below {titles} are followed {one} by {one} and added up.")
    return " ".join(said)


def _made_of(rule: Aggregation, frequency: Frequency) -> str:
    noun = frequency.noun
    made = _MADE[rule].format(part=noun, parts=f"{noun}s")
    if rule in (Aggregation.SUM, Aggregation.MEAN):
        return f"{made}, so each {noun} is compared with its counterpart, the first with the first, and added up."
    return f"{made}, so these {noun}s are compared."
