"""Why a KPI moved, in words: a sentence for its tree, a line for other pages. Every figure is one of the bridge."""

from collections.abc import Sequence
from decimal import Decimal

from mkdocs_scorecards.analyse.review import KpiReview, ScorecardReview
from mkdocs_scorecards.analyse.tree.bridge import Bridge
from mkdocs_scorecards.analyse.tree.explanation import Attribution
from mkdocs_scorecards.model.frozen import frozen, frozen_positional
from mkdocs_scorecards.model.ids import KpiId
from mkdocs_scorecards.render import format as words
from mkdocs_scorecards.render.bridge_format import BridgeFormat, bridge_format, told_format
from mkdocs_scorecards.render.format import format_of

BESIDE = "Reported less computed"
"""The part of a change by which the reported figures differ from what the formulas give."""

_BESIDE_IN_SENTENCE = "the difference between reported and computed figures"
_MOST_NAMED = 2
_WORTH_NAMING = Decimal("0.2")
"""Of the largest contribution; what is smaller is left to the drawing."""


@frozen_positional
class Part:
    """One addend of a bridge: a leaf of the tree, or, without a KPI, what the formulas do not account for."""

    kpi: KpiId | None
    title: str
    amount: Decimal


@frozen
class Account:
    """A bridge ready to be told: figures as the KPI's page shows them, and parts that add up to their difference.

    `print_as` is for the bridge, where parts are added up, `told_as` for sentences, which need fewer digits.
    """

    bridge: Bridge
    title: str
    before: Decimal
    after: Decimal
    parts: tuple[Part, ...]
    print_as: BridgeFormat
    told_as: BridgeFormat

    @property
    def change(self) -> Decimal:
        """The later figure less the earlier one."""
        return self.after - self.before


@frozen
class Sentence:
    """A sentence in three pieces, of which the middle one is emphasised, and what follows it."""

    start: str
    emphasis: str
    end: str
    reasons: str


def account_of(review: ScorecardReview, bridge: Bridge) -> Account | None:
    """The bridge of a KPI in printable figures; None where its change could not be split."""
    found = bridge.explanation
    if found.status is not Attribution.OK or found.before is None or found.after is None:
        return None
    leaves = [
        Part(leaf.kpi, review.scorecard.kpi(leaf.kpi).title, leaf.contribution)
        for leaf in found.leaves
        if leaf.contribution is not None
    ]
    before, after = found.before, found.after
    if bridge.beside is not None and bridge.reported_before is not None and bridge.reported_after is not None:
        before, after = bridge.reported_before, bridge.reported_after
        if abs(bridge.beside) > abs(after - before) * _NOTHING:
            leaves.append(Part(None, BESIDE, bridge.beside))
    kpi = review.kpi(found.root)
    base, amounts = format_of(kpi), [part.amount for part in leaves]
    return Account(
        bridge=bridge,
        title=kpi.kpi.title,
        before=before,
        after=after,
        parts=tuple(leaves),
        print_as=bridge_format(base, before, after, amounts),
        told_as=told_format(base, before, after, amounts),
    )


_NOTHING = Decimal("1e-18")
"""Quotients are kept to 28 digits; what is left of them after subtracting is no difference."""


def sentence_of(account: Account) -> Sentence:
    """Why the KPI moved: `Net new ARR fell by $321 k to $689 k. Win rate lowered it by …; Churn raised it by …`."""
    change, print_as = account.change, account.told_as
    along, against = leading_parts(account)
    figure = print_as.base.short(account.after)
    if not print_as.rounded(change):
        start = f"{account.title} stayed at {figure}"
        return Sentence(start=start, emphasis="", end=".", reasons=_clauses(account, along, against))
    verb = "rose" if change > 0 else "fell"
    return Sentence(
        start=f"{account.title} {verb} by ",
        emphasis=print_as.size(change),
        end=f" to {figure}.",
        reasons=_clauses(account, along, against),
    )


def line_of(account: Account, *, short: bool = False) -> str:
    """In one line: `down $321 k since 2026-Q2: Win rate −$100 k, Churn rate +$32 k`; `short` names two parts."""
    change, print_as = account.change, account.told_as
    along, against = leading_parts(account)
    if short and against:
        along = along[:1]
    named = ", ".join(f"{part.title} {print_as.part(part.amount)}" for part in (*along, *against))
    if not print_as.rounded(change):
        moved = f"unchanged since {account.bridge.before}"
    else:
        moved = f"{'up' if change > 0 else 'down'} {print_as.size(change)} since {account.bridge.before}"
    return f"{moved}: {named}" if named else moved


def why_line(review: ScorecardReview, kpi: KpiReview, *, short: bool = False) -> str:
    """One line from the KPI's tree, without a full stop; empty where it has none or its change could not be split."""
    tree = review.tree(kpi.id)
    account = account_of(review, tree.latest) if tree is not None else None
    return line_of(account, short=short) if account is not None else ""


def leading_parts(account: Account) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """The largest parts in the direction of the change, at most two, and the largest against it, if it matters."""
    sign = 1 if account.change >= 0 else -1
    ranked = sorted(account.parts, key=lambda part: -abs(part.amount))
    shown = [part for part in ranked if account.told_as.rounded(part.amount)]
    if not shown:
        return (), ()
    worth = [part for part in shown if abs(part.amount) >= _WORTH_NAMING * abs(shown[0].amount)]
    along = [part for part in worth if part.amount * sign > 0]
    against = [part for part in worth if part.amount * sign < 0]
    return tuple(along[:_MOST_NAMED]), tuple(against[:1])


def _clauses(account: Account, along: Sequence[Part], against: Sequence[Part]) -> str:
    clauses = [_clause(account, parts) for parts in (along, against) if parts]
    return f"{words.capitalised('; '.join(clauses))}." if clauses else ""


def _clause(account: Account, parts: Sequence[Part]) -> str:
    verb = "raised" if parts[0].amount > 0 else "lowered"
    first, *others = [
        (part.title if part.kpi else _BESIDE_IN_SENTENCE, account.told_as.size(part.amount)) for part in parts
    ]
    said = [f"{first[0]} {verb} it by {first[1]}", *(f"{title} by {size}" for title, size in others)]
    return words.listed(said)
