"""Do the arrows of a strategy map hold? Every link of a scorecard with its verdict, all of them tested together.

Together, because with many arrows some agree with the figures by chance: the share of such findings is controlled over
the whole map. An arrow between KPIs that share an input through formulas is arithmetic and not tested at all.
"""

from collections.abc import Sequence

from mkdocs_scorecards.analyse.figures import FigureBook
from mkdocs_scorecards.analyse.link_grid import GridSource, formulas_of
from mkdocs_scorecards.analyse.link_review import Claim, LinkGrid, LinkReview, Untested, Verdict
from mkdocs_scorecards.analyse.tree.kpi_tree import KpiTree
from mkdocs_scorecards.model.formula import references
from mkdocs_scorecards.model.ids import KpiId
from mkdocs_scorecards.model.link import Expectation, Link
from mkdocs_scorecards.model.period import Period


def link_reviews(book: FigureBook, period: Period) -> tuple[LinkReview, ...]:
    """Every link of a scorecard, in the order of the file; nothing later than the end of `period` is used."""
    card = book.scorecard
    source = _source(book, period)
    claims = [_claim(link, source) for link in card.links]
    testable = [claim for claim in claims if isinstance(claim, Claim)]
    if testable:
        # Here and not above: numpy takes as long to load as a scorecard without testable links takes to check.
        from mkdocs_scorecards.analyse.link_trial import trials  # noqa: PLC0415 - see above

        tested = iter(trials(testable, card.hypotheses))
        return tuple(next(tested) if isinstance(claim, Claim) else claim for claim in claims)
    return tuple(claim for claim in claims if isinstance(claim, LinkReview))


def contradicted_links(book: FigureBook, period: Period, asked: Sequence[Link]) -> tuple[Link, ...]:
    """Those of some links that the figures up to the end of `period` contradict, exactly as `link_reviews` says.

    The other links of the scorecard are tested only where the answer depends on them, because a test takes long.
    """
    source = _source(book, period)
    claims = [claim for link in asked if isinstance(claim := _claim(link, source), Claim)]
    if not claims:
        return ()
    from mkdocs_scorecards.analyse.link_trial import contradictions  # noqa: PLC0415 - loads numpy

    others = len(book.scorecard.links) - len(claims)
    found = contradictions(claims, others, book.scorecard.hypotheses)
    if found is None:
        reviews = link_reviews(book, period)
        return tuple(one.link for one in reviews if one.link in asked and one.verdict is Verdict.CONTRADICTED)
    return tuple(claim.link for claim, is_contradicted in zip(claims, found, strict=True) if is_contradicted)


def _source(book: FigureBook, period: Period) -> GridSource:
    card = book.scorecard
    return GridSource(
        book=book,
        kpis={kpi.id: kpi for kpi in card.kpis},
        formulas=formulas_of(card.kpis),
        events=tuple(event for event in card.events if event.period.first_day <= period.last_day),
        end=period,
    )


def _claim(link: Link, source: GridSource) -> Claim | LinkReview:
    """What there is to test, or why there is nothing."""

    def untested(lack: Untested, grid: LinkGrid | None = None) -> LinkReview:
        return LinkReview(link=link, verdict=Verdict.UNTESTED, untested=lack, grid=grid)

    if link.cause_kpi is None or link.effect_kpi is None:
        return untested(Untested.NO_KPI)
    shared = _shared(link.cause_kpi, link.effect_kpi, source)
    if shared:
        return LinkReview(link=link, verdict=Verdict.BY_DEFINITION, shared=shared)
    if link.expect is None:
        return untested(Untested.NO_SIGN)
    if link.lag is None:
        return untested(Untested.NO_DELAY)
    cause, effect = source.kpis[link.cause_kpi], source.kpis[link.effect_kpi]
    grid = source.grid(cause, effect, link.lag)
    if not grid.has_both:
        return untested(Untested.NO_FIGURES, grid)
    sign = 1 if link.expect is Expectation.SAME else -1
    return Claim(link=link, cause=cause, effect=effect, sign=sign, grid=grid)


def _shared(cause: KpiId, effect: KpiId, source: GridSource) -> tuple[KpiId, ...]:
    """The KPIs that both depend on, or are; those that enter only through another of them are left out."""
    below_effect = set(KpiTree.below(effect, source.formulas).kpis)
    both = [kpi for kpi in KpiTree.below(cause, source.formulas).kpis if kpi in below_effect]
    parts = {part for kpi in both if kpi in source.formulas for part in references(source.formulas[kpi])}
    return tuple(kpi for kpi in both if kpi not in parts)
