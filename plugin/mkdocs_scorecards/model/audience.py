"""What remains of a scorecard for a narrower circle of readers: nothing of a wider one, not even a trace."""

from dataclasses import replace

from mkdocs_scorecards.model.edition import EarlierEdition, PublishedKpi, PublishedScorecard
from mkdocs_scorecards.model.formula import Formula, references
from mkdocs_scorecards.model.initiative import Initiative
from mkdocs_scorecards.model.kpi import Aggregation, Audience, Kpi
from mkdocs_scorecards.model.link import Link
from mkdocs_scorecards.model.method_items import decidable_names, is_between_objectives, waivable_names
from mkdocs_scorecards.model.review_record import ReviewRecord, Ruling
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
    narrow = replace(narrow, records=_shown_records(scorecard, narrow))
    shortened = {
        str(whole.period) for whole, left in zip(scorecard.records, narrow.records, strict=True) if whole != left
    }
    return replace(
        narrow,
        waivers=tuple(
            found for found in scorecard.waivers if found.on in waivable_names(narrow, found.rule) - shortened
        ),
    )


def without_what_is_hidden_now(earlier: Scorecard, now: Scorecard, reader: Audience) -> Scorecard:
    """An earlier version of a scorecard in which what `reader` may not see any more is as confidential as it is now.

    What was open then and is not now must not be told again by way of a comparison.
    """
    homes = {found.id: found.audience for found in now.objectives}
    kpis = {
        found.id: max(found.audience, homes[found.objective] if found.objective is not None else found.audience)
        for found in now.kpis
    }

    def raised(own: Audience, present: Audience | None) -> Audience:
        return own if present is None or present <= reader else present

    return replace(
        earlier,
        audience=raised(earlier.audience, now.audience),
        objectives=tuple(
            replace(found, audience=raised(found.audience, homes.get(found.id))) for found in earlier.objectives
        ),
        kpis=tuple(replace(found, audience=raised(found.audience, kpis.get(found.id))) for found in earlier.kpis),
    )


def _shown_records(whole: Scorecard, narrow: Scorecard) -> tuple[ReviewRecord, ...]:
    """The records of reviews; where anything is hidden, only decisions and actions on what is not.

    Words cannot be searched for what they give away. So minutes, and decisions and actions that are on nothing, belong
    to editions from which nothing is missing. A name that two things share stands for the hidden one as well.
    """
    if len(narrow.objectives) == len(whole.objectives) and len(narrow.kpis) == len(whole.kpis):
        return whole.records
    everything, seen = decidable_names(whole), decidable_names(narrow)
    hidden = {name for kind, names in everything.items() for name in names - seen[kind]}
    shown = {name for names in seen.values() for name in names} - hidden

    def is_shown(on: str, ruling: Ruling | None = None) -> bool:
        return on in shown or (ruling is Ruling.DROP and on not in hidden and is_between_objectives(on, narrow))

    return tuple(
        replace(
            record,
            prose="",
            decisions=tuple(found for found in record.decisions if is_shown(found.on, found.ruling)),
            actions=tuple(found for found in record.actions if is_shown(found.on)),
        )
        for record in whole.records
    )


def edition_for(earlier: EarlierEdition, scorecard: Scorecard, reader: Audience) -> EarlierEdition:
    """What an earlier edition says of one scorecard to the readers of a new one."""
    found = earlier.scorecards.get(scorecard.id)
    return replace(
        earlier, scorecards={scorecard.id: published_for(found, scorecard, reader)} if found is not None else {}
    )


def published_for(published: PublishedScorecard, scorecard: Scorecard, reader: Audience) -> PublishedScorecard:
    """An earlier edition of a scorecard without what it told to a wider circle than that of `reader`.

    Args:
        published: the edition, made for whomever.
        scorecard: the scorecard now, as `reader` sees it.
        reader: for whom the new edition is made. The widest circle may read everything. For others a KPI counts only
            where the edition says that it was for them, and that no hidden KPI took part in its figures.
    """
    if reader is max(Audience):
        return published
    shown = {kpi.id for kpi in scorecard.kpis}

    def is_open(kpi: PublishedKpi) -> bool:
        if kpi.id not in shown or kpi.audience is None or kpi.audience > reader or "formula" not in kpi.facts:
            return False
        formula = kpi.facts["formula"]
        return not isinstance(formula, Formula) or shown.issuperset(references(formula))

    return replace(published, kpis={name: kpi for name, kpi in published.kpis.items() if is_open(kpi)})
