"""What remains of a scorecard for a narrower circle of readers: nothing of a wider one, not even a trace."""

from dataclasses import replace

from mkdocs_scorecards.model.formula import references
from mkdocs_scorecards.model.initiative import Initiative
from mkdocs_scorecards.model.kpi import Aggregation, Audience, Kpi
from mkdocs_scorecards.model.link import Link
from mkdocs_scorecards.model.method_items import waivable_names
from mkdocs_scorecards.model.scorecard import Portfolio, Scorecard


def portfolio_for(portfolio: Portfolio, reader: Audience) -> Portfolio:
    """The scorecards that `reader` may see, each without what is more confidential."""
    return Portfolio(
        scorecards=tuple(
            scorecard_for(scorecard, reader) for scorecard in portfolio.scorecards if scorecard.audience <= reader
        )
    )


def scorecard_for(scorecard: Scorecard, reader: Audience) -> Scorecard:
    """The scorecard without the objectives, KPIs and drivers that are more confidential, and all that hangs on them."""
    objectives = {found.id for found in scorecard.objectives if found.audience <= reader}
    kpis = {
        found.id
        for found in scorecard.kpis
        if found.audience <= reader and (found.objective is None or found.objective in objectives)
    }

    def shown_kpi(kpi: Kpi) -> Kpi:
        """Without a formula that names a hidden KPI; what only that formula would give is then not known."""
        if kpi.formula is None or kpis.issuperset(references(kpi.formula)):
            return kpi
        is_computed = kpi.aggregate is Aggregation.FORMULA
        return replace(kpi, formula=None, aggregate=Aggregation.PUBLISHED if is_computed else kpi.aggregate)

    def shown_link(link: Link) -> Link:
        return replace(
            link,
            cause_kpi=link.cause_kpi if link.cause_kpi in kpis else None,
            effect_kpi=link.effect_kpi if link.effect_kpi in kpis else None,
        )

    def shown_initiative(initiative: Initiative) -> Initiative:
        return replace(initiative, kpi=initiative.kpi if initiative.kpi in kpis else None)

    narrow = replace(
        scorecard,
        objectives=tuple(found for found in scorecard.objectives if found.id in objectives),
        kpis=tuple(shown_kpi(found) for found in scorecard.kpis if found.id in kpis),
        initiatives=tuple(shown_initiative(found) for found in scorecard.initiatives if found.objective in objectives),
        links=tuple(
            shown_link(found) for found in scorecard.links if found.cause in objectives and found.effect in objectives
        ),
        figures={kpi: series for kpi, series in scorecard.figures.items() if kpi in kpis},
    )
    return replace(
        narrow, waivers=tuple(found for found in scorecard.waivers if found.on in waivable_names(narrow, found.rule))
    )
