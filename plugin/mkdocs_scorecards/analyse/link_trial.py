"""Links put to the test, all of a scorecard together. The only road from links to numpy."""

from collections.abc import Sequence

from mkdocs_scorecards.analyse.link_grid import positions_of
from mkdocs_scorecards.analyse.link_review import Claim, LinkGrid, LinkReview, Verdict
from mkdocs_scorecards.analyse.statistics.link_test import (
    FEWEST_VALUES,
    LinkData,
    LinkTest,
    Shock,
    Untestable,
    link_test,
)
from mkdocs_scorecards.analyse.statistics.verdicts import settled_contradictions, verdicts
from mkdocs_scorecards.model.hypothesis import HypothesisSettings
from mkdocs_scorecards.model.kpi import Aggregation, Kpi
from mkdocs_scorecards.model.period import Period


def trials(claims: Sequence[Claim], settings: HypothesisSettings) -> list[LinkReview]:
    """The review of each claim, in order."""
    tests = [link_test(_data(claim)) for claim in claims]
    found = verdicts(
        tests,
        q=float(settings.q),
        relevance=float(settings.relevance),
        error_control=settings.error_control,
    )
    return [
        LinkReview(
            link=claim.link,
            verdict=Verdict(verdict.value),
            grid=claim.grid,
            test=test,
            useful_from=_useful_from(claim.grid, test),
        )
        for claim, test, verdict in zip(claims, tests, found, strict=True)
    ]


def contradictions(claims: Sequence[Claim], others: int, settings: HypothesisSettings) -> list[bool] | None:
    """Whether each claim is contradicted, whatever the figures say of `others` more links; None where that matters."""
    tests = [link_test(_data(claim)) for claim in claims]
    return settled_contradictions(tests, others, q=float(settings.q), error_control=settings.error_control)


def _data(claim: Claim) -> LinkData:
    grid = claim.grid
    return LinkData(
        cause=[float(point.cause) if point.cause is not None else None for point in grid.points],
        effect=[float(point.effect) if point.effect is not None else None for point in grid.points],
        shortest_lag=grid.shortest_lag,
        longest_lag=min(grid.longest_lag, max(len(grid.points), grid.shortest_lag)),
        expected_sign=claim.sign,
        season_length=grid.frequency.season_length,
        shocks=_shocks(grid),
        cause_is_amount=_is_amount(claim.cause),
        effect_is_amount=_is_amount(claim.effect),
    )


def _shocks(grid: LinkGrid) -> list[Shock]:
    periods = [point.period for point in grid.points]
    return [
        Shock(position=position, kind=event.kind) for event in grid.events for position in positions_of(event, periods)
    ]


def _is_amount(kpi: Kpi) -> bool:
    """Whether figures are money or counts, which change in proportion; a percentage or a score does not."""
    return not kpi.unit.is_percent and (kpi.unit.is_currency or kpi.aggregate is Aggregation.SUM)


def _useful_from(grid: LinkGrid, test: LinkTest) -> Period | None:
    """The first period with which there are enough pairs, if both KPIs are reported in every period to come."""
    if test.untestable not in (Untestable.TOO_FEW_VALUES, Untestable.TOO_FEW_PAIRS):
        return None
    pairs = len(grid.effect_periods((grid.shortest_lag,)))
    return grid.points[-1].period.shifted(max(FEWEST_VALUES - pairs, 1))
