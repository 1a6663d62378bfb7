"""A KPI tree: why its root moved, what each part contributed, what ten per cent more would do, what closes the gap.

The same view serves the page of the main tree, the pages of other root KPIs, and, without the drawing, the page of
every KPI that is a branch.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from mkdocs_scorecards.analyse.review import KpiReview, ScorecardReview
from mkdocs_scorecards.analyse.tree.reconcile import TOLERANCE, Reconciliation
from mkdocs_scorecards.analyse.tree.sensitivity import Sensitivity
from mkdocs_scorecards.analyse.trees import Lever, TreeReview
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.ids import KpiId
from mkdocs_scorecards.model.unit import Unit
from mkdocs_scorecards.render import format as words
from mkdocs_scorecards.render import urls
from mkdocs_scorecards.render.bridge_format import BridgeFormat, common_format
from mkdocs_scorecards.render.charts.tornado import MOST_ROWS, Swing, TornadoBar, tornado_bars
from mkdocs_scorecards.render.format import ARROW, FigureFormat, format_of
from mkdocs_scorecards.render.pages import parts
from mkdocs_scorecards.render.pages.bridges import BridgeView, bridge_view
from mkdocs_scorecards.render.pages.overview import missed_in_words
from mkdocs_scorecards.render.pages.parts import LinkView
from mkdocs_scorecards.render.pages.why import account_of
from mkdocs_scorecards.render.tree_map import TreeBranch, TreeEdge, TreeMapView, TreeNode, tree_branches
from mkdocs_scorecards.render.urls import Linker


@frozen
class TornadoRow:
    """A driver with its bars and the change of the root in words."""

    driver: LinkView
    words: str
    bar: TornadoBar


@frozen
class LeverRow:
    """What a driver is, would have to be, and has been."""

    driver: LinkView
    now: str
    needed: str
    ever: str


@frozen
class GapView:
    """What closes the gap; without rows `lead` says why there is nothing to close."""

    lead: str
    rows: tuple[LeverRow, ...]
    closing: str


@frozen
class ReconciliationRow:
    """A period in which reported and computed figure are set side by side."""

    period: str
    reported: str
    computed: str
    difference: str
    source: str
    note: str


@frozen
class ReconciliationView:
    """How reported and computed figures agree; `differing` are the periods in which they do not."""

    lead: str
    differing: tuple[ReconciliationRow, ...]
    every: tuple[ReconciliationRow, ...]
    every_title: str


@frozen
class TreeView:
    """A tree in one period. `map` and `branches` are None on the page of a branch, which shows its bridges only."""

    root: LinkView
    bridges: tuple[BridgeView, ...]
    map: TreeMapView | None
    branches: TreeBranch | None
    map_note: str
    tornado: tuple[TornadoRow, ...]
    tornado_note: str
    gap: GapView
    reconciliation: ReconciliationView | None
    roots: tuple[LinkView, ...]
    strategy_map: LinkView | None

    @property
    def first(self) -> BridgeView:
        """The comparison with the previous period."""
        return self.bridges[0]


@frozen
class TreePageView:
    """The page of the main tree."""

    title: str
    scorecard: LinkView
    objective: LinkView | None
    period: str
    tree: TreeView
    others: tuple[LinkView, ...]


def tree_page_view(review: ScorecardReview, tree: TreeReview, link: Linker) -> TreePageView:
    """The main tree on a page of its own, with links to the others."""
    card, kpi = review.scorecard, review.kpi(tree.root)
    found = tree_view(review, tree, link, with_map=True)
    objective = review.objective(kpi.kpi.objective) if kpi.kpi.objective is not None else None
    return TreePageView(
        title=found.first.title,
        scorecard=LinkView(title=card.title, href=link.to(urls.scorecard_path(card.id))),
        objective=parts.objective_link(review, objective, link) if objective is not None else None,
        period=f"{tree.latest.before} to {tree.latest.after}",
        tree=found,
        others=tuple(tree_link(review, other, link) for other in root_trees(review) if other.root != tree.root),
    )


def root_trees(review: ScorecardReview) -> tuple[TreeReview, ...]:
    """The trees of KPIs that are no part of another formula."""
    return tuple(tree for tree in review.trees if not tree.parents)


def main_tree(review: ScorecardReview) -> TreeReview | None:
    """The tree of the first KPI with a formula, perspective by perspective from the top; a driver's where none has."""
    kpis = [kpi.id for objective in review.objectives for kpi in objective.kpis]
    in_order = [tree for kpi in kpis if (tree := review.tree(kpi)) is not None]
    return next(iter([*in_order, *root_trees(review)]), None)


def tree_path(review: ScorecardReview, root: KpiId) -> str:
    """Where a root tree is shown."""
    main = main_tree(review)
    if main is not None and main.root == root:
        return urls.tree_path(review.scorecard.id)
    return f"{urls.kpi_path(review.scorecard.id, root)}#{urls.TREE_ANCHOR}"


def tree_link(review: ScorecardReview, tree: TreeReview, link: Linker) -> LinkView:
    """A root tree by the title of its KPI."""
    return LinkView(title=review.kpi(tree.root).kpi.title, href=link.to(tree_path(review, tree.root)))


def trees_with(review: ScorecardReview, kpi: KpiId) -> tuple[TreeReview, ...]:
    """The root trees that a KPI belongs to."""
    return tuple(tree for tree in root_trees(review) if kpi in tree.tree.kpis)


def tree_view(review: ScorecardReview, tree: TreeReview, link: Linker, *, with_map: bool) -> TreeView:
    """A tree for a page; `with_map` where the tree itself is drawn and not only its bridges."""
    card, kpi = review.scorecard, review.kpi(tree.root)
    account = account_of(review, tree.latest)
    print_as = account.print_as if account is not None else common_format(format_of(kpi), ())
    drawn = _map_view(review, tree, print_as, link) if with_map else None
    return TreeView(
        root=parts.kpi_link(review, kpi, link),
        bridges=tuple(bridge_view(review, bridge, link) for bridge in tree.bridges),
        map=drawn,
        branches=tree_branches(drawn, [_amount_words(edge.amount, print_as) for edge in drawn.edges])
        if drawn is not None
        else None,
        map_note=_map_note(tree, split=account is not None),
        tornado=_tornado(review, tree, link),
        tornado_note=_tornado_note(review, tree),
        gap=_gap(review, tree, kpi, link),
        reconciliation=_reconciliation(tree, kpi),
        roots=tuple(tree_link(review, other, link) for other in trees_with(review, tree.root)),
        strategy_map=LinkView(title="arrows of the strategy map", href=link.to(urls.map_path(card.id)))
        if card.links
        else None,
    )


# --- the drawing ------------------------------------------------------------------------------------------------------


def _map_view(review: ScorecardReview, tree: TreeReview, print_as: BridgeFormat, link: Linker) -> TreeMapView:
    bridge = tree.latest
    found = {one.kpi: one for one in bridge.explanation.contributions}
    shown = [kpi for kpi in tree.tree.kpis if kpi == tree.root or kpi in found] if found else list(tree.tree.kpis)
    ways = {(edge.whole, edge.part): edge.contribution for edge in bridge.explanation.edges}
    title = review.kpi(tree.root).kpi.title
    return TreeMapView(
        prefix="tree",
        title=f"KPI tree of {title}",
        description=f"{words.capitalised(words.counted(len(shown), 'KPI'))}: {title} at the left, and to the right of "
        "each KPI the parts of its formula. The nested list gives the same figures.",
        nodes=tuple(_node(review, tree, kpi, print_as, link) for kpi in shown),
        edges=tuple(
            TreeEdge(whole=whole, part=part, amount=ways.get((whole, part)))
            for whole in shown
            for part in tree.tree.parts(whole)
            if (not found or (whole, part) in ways)
        ),
    )


def _node(review: ScorecardReview, tree: TreeReview, kpi: KpiId, print_as: BridgeFormat, link: Linker) -> TreeNode:
    own, bridge = review.kpi(kpi), tree.latest
    one = next((found for found in bridge.explanation.contributions if found.kpi == kpi), None)
    if kpi == tree.root:
        before, after = bridge.reported_before, bridge.reported_after
        amount = after - before if before is not None and after is not None else None
    elif one is not None:
        before, after, amount = one.before, one.after, one.contribution
    else:
        before, after, amount = own.previous.actual, own.result.actual, None
    return TreeNode(
        id=kpi,
        title=own.kpi.title,
        href=link.to(urls.kpi_path(review.scorecard.id, kpi)),
        figures=from_to(before, after, format_of(own)),
        amount=amount,
        words=_amount_words(amount, print_as),
        note=f"not followed further: {one.reason}" if one is not None and one.reason else "",
    )


def from_to(before: Decimal | None, after: Decimal | None, print_as: FigureFormat) -> str:
    """`61 → 68 %`, as short as a box needs it."""
    first = print_as.short(before) if before is not None else "no figure"
    second = print_as.short(after) if after is not None else "no figure"
    unit = f"{words.NO_BREAK_SPACE}{print_as.unit.text}"
    if before is not None and after is not None and second.endswith(unit):
        first = first.removesuffix(unit)
    return f"{first} {ARROW} {second}"


def _amount_words(amount: Decimal | None, print_as: BridgeFormat) -> str:
    return print_as.part(amount) if amount is not None else ""


def _map_note(tree: TreeReview, *, split: bool) -> str:
    before, after = tree.latest.before, tree.latest.after
    if not split:
        return (
            f"Each box: name and figures of {before} {ARROW} {after}. Lines join a KPI with the parts of its formula."
        )
    return (
        f"Each box: name, {before} {ARROW} {after}, and what it contributed to the change at the root. "
        "The thicker the line, the larger the contribution."
    )


# --- if a driver changed by 10 % --------------------------------------------------------------------------------------


def _ranked(tree: TreeReview) -> list[Sensitivity]:
    moving = [found for found in tree.sensitivity if Swing(found.plus, found.minus).size]
    return sorted(moving, key=lambda found: -Swing(found.plus, found.minus).size)[:MOST_ROWS]


def _tornado(review: ScorecardReview, tree: TreeReview, link: Linker) -> tuple[TornadoRow, ...]:
    ranked = _ranked(tree)
    swings = [Swing(found.plus, found.minus) for found in ranked]
    root = review.kpi(tree.root)
    totals = [root.result.actual] if root.result.actual is not None else []
    print_as = common_format(format_of(root), [swing.size for swing in swings], totals)
    return tuple(
        TornadoRow(
            driver=parts.kpi_link(review, review.kpi(found.kpi), link), words=_swing_words(swing, print_as), bar=bar
        )
        for found, swing, bar in zip(ranked, swings, tornado_bars(swings), strict=True)
    )


def _swing_words(swing: Swing, print_as: BridgeFormat) -> str:
    changes = [value for value in (swing.plus, swing.minus) if value is not None]
    if len(changes) == 2 and print_as.rounded(changes[0]) == -print_as.rounded(changes[1]):  # noqa: PLR2004 - a pair
        return f"±{print_as.size(changes[0])}"
    return " / ".join(print_as.part(value) for value in sorted(changes))


def _tornado_note(review: ScorecardReview, tree: TreeReview) -> str:
    root = review.kpi(tree.root).kpi.title
    ranked = _ranked(tree)
    if not ranked:
        return f"{root} cannot be computed from its drivers in {tree.period}."
    falling = [review.kpi(found.kpi).kpi.title for found in ranked if found.plus is not None and found.plus < 0]
    right = f"Right: the driver 10{words.NO_BREAK_SPACE}% higher"
    if len(falling) == len(ranked):
        right = f"Right: the driver 10{words.NO_BREAK_SPACE}% lower"
    elif falling:
        right += f", for {words.listed(falling)} 10{words.NO_BREAK_SPACE}% lower"
    left_out = len([found for found in tree.sensitivity if Swing(found.plus, found.minus).size]) - len(ranked)
    more = f" {words.capitalised(words.counted(left_out, 'weaker driver'))} not shown." if left_out else ""
    return f"Change of {root} if this driver alone were different. {right}.{more}"


# --- what closes the gap ----------------------------------------------------------------------------------------------


def _gap(review: ScorecardReview, tree: TreeReview, kpi: KpiReview, link: Linker) -> GapView:
    planned = parts.plan_words(kpi.result, parts.row_format(kpi))
    if tree.missed is None:
        if kpi.result.actual is None:
            lead = f"There is no figure for {tree.period}."
        elif planned:
            lead = f"Nothing to close: the plan for {tree.period}, {planned}, is met."
        else:
            lead = f"There is no plan for {tree.period} to compare with."
        return GapView(lead=lead, rows=(), closing="")
    gap = f"The plan for {tree.period} is {planned}; the figure is {missed_in_words(kpi)}."
    able = sorted((lever for lever in tree.levers if lever.closer.needed is not None), key=_relative_move)
    unable = [review.kpi(lever.closer.kpi).kpi.title for lever in tree.levers if lever.closer.needed is None]
    if not tree.levers:
        return GapView(lead=f"{gap} It cannot be computed from its drivers.", rows=(), closing="")
    lead = f"{gap} Each of these alone would close it, with all others as they are:" if able else gap
    return GapView(
        lead=lead,
        rows=tuple(_lever_row(review, lever, link) for lever in able),
        closing=" ".join(_closing(able, unable)),
    )


def _relative_move(lever: Lever) -> Decimal:
    needed = lever.closer.needed or Decimal(0)
    return abs(needed - lever.now) / abs(lever.now) if lever.now else Decimal("Infinity")


def _lever_row(review: ScorecardReview, lever: Lever, link: Linker) -> LeverRow:
    kpi, needed = review.kpi(lever.closer.kpi), lever.closer.needed or Decimal(0)
    print_as = format_of(kpi).telling(lever.now, needed)
    if not (kpi.kpi.unit.is_percent or kpi.kpi.unit.is_currency):
        print_as = replace(print_as, unit=Unit(""))  # a count; its driver says of what
    ever = "no"
    if lever.best is not None:
        best = f"best {print_as.short(lever.best)} in {lever.best_period}"
        ever = f"yes, {best}" if lever.closer.reached_before else f"no, {best}"
    return LeverRow(
        driver=parts.kpi_link(review, kpi, link),
        now=print_as.short(lever.now),
        needed=print_as.short(needed),
        ever=ever,
    )


def _closing(able: Sequence[Lever], unable: Sequence[str]) -> Iterable[str]:
    if able and not any(lever.closer.reached_before for lever in able):
        yield "No single driver has ever been where it alone would have to be."
    if unable:
        yield f"No figure of {words.listed(unable)} alone would do it."


# --- reported and computed --------------------------------------------------------------------------------------------


def _reconciliation(tree: TreeReview, kpi: KpiReview) -> ReconciliationView | None:
    found = tree.reconciliation
    if not found:
        return None
    differing = [one for one in found if not one.agrees]
    without = sum(1 for one in found if one.computed is None)
    count = words.counted(len(found) - without, kpi.kpi.frequency.noun)
    within = f"{words.exact(TOLERANCE * 100)}{words.NO_BREAK_SPACE}%"
    if differing:
        some = words.in_words(len(differing))
        lead = f"Reported and computed figures differ by more than {within} in {some} of {count}."
    else:
        lead = f"Reported and computed figures agree within {within} in all of {count}."
    if without:
        lead += f" In {words.counted(without, kpi.kpi.frequency.noun)} the formula has no value."
    every = tuple(_reconciliation_row(kpi, one) for one in reversed(found))
    return ReconciliationView(
        lead=lead,
        differing=tuple(_reconciliation_row(kpi, one) for one in reversed(differing)),
        every=every,
        every_title=f"Reported and computed in {words.counted(len(every), kpi.kpi.frequency.noun)}",
    )


def _reconciliation_row(kpi: KpiReview, one: Reconciliation) -> ReconciliationRow:
    print_as = format_of(kpi)
    if one.computed is not None:
        print_as = print_as.telling(one.reported, one.computed) if not one.agrees else print_as
    return ReconciliationRow(
        period=str(one.period),
        reported=print_as.full(one.reported),
        computed=print_as.full(one.computed) if one.computed is not None else f"no value: {one.reason}",
        difference=print_as.difference(one.difference) if one.difference is not None else "",
        source=one.observation.source.name_and_line,
        note=one.observation.note,
    )
