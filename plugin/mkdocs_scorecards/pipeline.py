"""Files to site, in two steps: gather (read, check, analyse) and render. The only place that knows all parts."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from mkdocs_scorecards.analyse.review import ScorecardReview, latest_period, review_of
from mkdocs_scorecards.load.periods import read_period
from mkdocs_scorecards.load.portfolio import load_portfolio
from mkdocs_scorecards.load.unreadable import UnreadableText
from mkdocs_scorecards.model.audience import portfolio_for
from mkdocs_scorecards.model.kpi import Audience
from mkdocs_scorecards.model.period import Period
from mkdocs_scorecards.model.problem import Problem, Severity, errors_among, sorted_problems
from mkdocs_scorecards.model.scorecard import Scorecard
from mkdocs_scorecards.model.source_ref import SourceRef
from mkdocs_scorecards.render.environment import template_environment
from mkdocs_scorecards.render.graphviz import EngineChoice, found_engine
from mkdocs_scorecards.render.rendered import Renderer
from mkdocs_scorecards.render.site import Site
from mkdocs_scorecards.resources import builtin_templates

OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a run may be told.

    `folder` holds the scorecards. `period` is reviewed, or the last quarter that has ended and has figures; `periods`
    does the same for single scorecards. `rules` sets the severity of a problem code that is no error by itself.
    """

    folder: str = "scorecards"
    period: str | None = None
    periods: Mapping[str, str] = field(default_factory=dict)
    audience: Audience = Audience.BOARD
    templates: Path | None = None
    rules: Mapping[str, str] = field(default_factory=dict)
    graphviz: str = EngineChoice.AUTO.value
    directory_urls: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What a project holds: reviews of every sound scorecard, all problems, and the files that were read."""

    reviews: tuple[ScorecardReview, ...]
    problems: tuple[Problem, ...]
    files: tuple[Path, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that forbid a site."""
        return errors_among(self.problems)


def gather(project: Path, settings: Settings) -> Gathered:
    """Read, check and analyse. Never raises for an author's mistake."""
    loaded = load_portfolio(project, folder=settings.folder)
    portfolio = portfolio_for(loaded.portfolio, settings.audience)
    problems = list(loaded.problems)
    reviews = []
    latest = max((found for card in portfolio.scorecards if (found := latest_period(card))), default=None)
    for scorecard in portfolio.scorecards:
        period = _period_for(scorecard, settings, latest, problems)
        if period is not None:
            review = review_of(scorecard, period)
            reviews.append(review)
            problems.extend(problem for tree in review.trees for problem in tree.problems)
    return Gathered(
        reviews=tuple(reviews),
        problems=with_rules(sorted_problems(problems), settings.rules),
        files=loaded.files,
    )


def render(gathered: Gathered, settings: Settings) -> Site:
    """The site of what was gathered; the caller has seen that there are no errors."""
    templates = builtin_templates()
    engine = found_engine(EngineChoice(settings.graphviz))
    renderer = Renderer(
        environment=template_environment(templates, settings.templates),
        engine=engine,
        directory_urls=settings.directory_urls,
    )
    if engine is None and settings.graphviz != EngineChoice.NONE.value:
        renderer.problems.append(
            Problem(
                code="graphviz-missing",
                where=SourceRef(settings.folder),
                message="no Graphviz was found, so strategy maps are shown as lists",
                hint="install graphviz-pure with pip, or Graphviz 2.43 or newer",
                severity=Severity.WARNING,
            )
        )
    site = renderer.site(gathered.reviews, templates / "assets")
    return replace(site, problems=with_rules(sorted_problems(renderer.problems), settings.rules))


def with_rules(problems: tuple[Problem, ...], rules: Mapping[str, str]) -> tuple[Problem, ...]:
    """Problems with the severities that the settings give them; an error stays one, and `off` drops a problem."""
    changed = []
    for problem in problems:
        wanted = rules.get(problem.code)
        if wanted is None or problem.severity is Severity.ERROR:
            changed.append(problem)
        elif wanted != OFF:
            changed.append(replace(problem, severity=Severity(wanted)))
    return tuple(changed)


def _period_for(
    scorecard: Scorecard, settings: Settings, latest: Period | None, problems: list[Problem]
) -> Period | None:
    """The period in which a scorecard is reviewed; one without figures follows the `latest` of the others.

    After an error nobody is told that there are no figures: they may be in the scorecard that was left out.
    """
    wanted = settings.periods.get(scorecard.id, settings.period)
    if wanted is None:
        period = latest_period(scorecard) or latest
        if period is None and not errors_among(problems):
            problems.append(
                Problem(
                    code="period-unknown",
                    where=scorecard.where,
                    message="no scorecard has a figure yet, so there is no last quarter to review",
                    hint="report a figure, or name the period: 2026-Q3",
                )
            )
        return period
    try:
        return read_period(wanted, fiscal_start=scorecard.fiscal_year_start)
    except UnreadableText as unreadable:
        problems.append(
            Problem(
                code="period-unreadable",
                where=SourceRef(settings.folder),
                message=f"the period to review: {unreadable.message}",
                hint=unreadable.hint or "write it as 2026-Q3, 2026-09, 2026 or FY2026",
            )
        )
        return None
