"""Files to site, in two steps: gather (read, check, analyse) and render. The only place that knows all parts."""

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from pathlib import Path

from mkdocs_scorecards.analyse.compare import Comparison, comparison_of, scorecard_pairs, with_figures_until
from mkdocs_scorecards.analyse.method_check.checks import method_report
from mkdocs_scorecards.analyse.restatements.comparing import ledger_of
from mkdocs_scorecards.analyse.review import ScorecardReview, latest_period, review_of
from mkdocs_scorecards.load.folders import differing_folders
from mkdocs_scorecards.load.periods import read_period
from mkdocs_scorecards.load.portfolio import LoadedPortfolio, load_portfolio
from mkdocs_scorecards.load.unreadable import UnreadableText
from mkdocs_scorecards.model.audience import edition_for, portfolio_for, without_what_is_hidden_now
from mkdocs_scorecards.model.finding import problem_of
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.kpi import Audience
from mkdocs_scorecards.model.method_rules import METHOD_RULES, Profile
from mkdocs_scorecards.model.period import Period
from mkdocs_scorecards.model.problem import OFF, Problem, Severity, errors_among, sorted_problems
from mkdocs_scorecards.model.scorecard import Portfolio, Scorecard
from mkdocs_scorecards.model.source_ref import SourceRef
from mkdocs_scorecards.render.changes.against import Against
from mkdocs_scorecards.render.changes.view import comparison_view
from mkdocs_scorecards.render.diff_html import diff_html
from mkdocs_scorecards.render.environment import template_environment
from mkdocs_scorecards.render.graphviz import EngineChoice, found_engine
from mkdocs_scorecards.render.rendered import Renderer
from mkdocs_scorecards.render.site import Site
from mkdocs_scorecards.resources import builtin_templates


@frozen
class Settings:
    """What a run may be told.

    `folder` holds the scorecards. `period` is reviewed, or the last quarter that has ended and has figures; `periods`
    does the same for single scorecards. `as_of` is the period that is being published: it goes before `period`, and no
    scorecard is reviewed in a later one. `rules` sets the severity of a rule of the method, or of a problem code that
    is no error by itself. `profile` is the size of organisation for which the method's counts are meant, and
    `profiles` that of single scorecards. `editions` is a folder with the figures of earlier editions, laid out for the
    one that is being published. `base` is the git revision that a branch is compared with in its preview.
    """

    folder: str = "scorecards"
    period: str | None = None
    periods: Mapping[str, str] = field(default_factory=dict)
    as_of: str | None = None
    profile: Profile = Profile.STANDARD
    profiles: Mapping[str, Profile] = field(default_factory=dict)
    audience: Audience = Audience.BOARD
    templates: Path | None = None
    rules: Mapping[str, str] = field(default_factory=dict)
    graphviz: str = EngineChoice.AUTO.value
    directory_urls: bool = True
    editions: Path | None = None
    base: str | None = None


@frozen
class Gathered:
    """What a project holds: reviews of every sound scorecard, all problems, and the files that were read."""

    reviews: tuple[ScorecardReview, ...]
    problems: tuple[Problem, ...]
    files: tuple[Path, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that forbid a site."""
        return errors_among(self.problems)

    @property
    def findings(self) -> tuple[Problem, ...]:
        """What the method check found, as problems; what is waived or already among `problems` is left out."""
        reported = {problem.code for problem in self.problems}
        return tuple(
            problem_of(finding)
            for review in self.reviews
            for finding in review.method.open
            if METHOD_RULES[finding.rule].reported_as not in reported
        )


def gather(project: Path, settings: Settings, earlier: Gathered | None = None) -> Gathered:
    """Read, check and analyse. Never raises for an author's mistake.

    A scorecard that reads as it did `earlier` is not analysed again: while a host serves, one changed cell costs one
    scorecard.
    """
    loaded = load_portfolio(project, folder=settings.folder)
    portfolio = portfolio_for(loaded.portfolio, settings.audience)
    problems = list(loaded.problems)
    reviews = []
    latest = max((found for card in portfolio.scorecards if (found := latest_period(card))), default=None)
    for scorecard in portfolio.scorecards:
        period = _period_for(scorecard, settings, latest, problems)
        if period is not None:
            review = _known_review(earlier, scorecard, period) or review_of(scorecard, period)
            report = method_report(
                review,
                profile=settings.profiles.get(scorecard.id, settings.profile),
                levels=settings.rules,
                problems=loaded.problems,
            )
            reviews.append(replace(review, method=report))
            problems.extend(problem for tree in review.trees for problem in tree.problems)
    if settings.editions is not None:
        reviews = _with_ledgers(reviews, settings.editions, settings.audience, problems)
    return Gathered(
        reviews=tuple(reviews),
        problems=with_rules(sorted_problems(problems), settings.rules),
        files=loaded.files,
    )


def _with_ledgers(
    reviews: Sequence[ScorecardReview], folder: Path, reader: Audience, problems: list[Problem]
) -> list[ScorecardReview]:
    """The reviews with what reads differently in them than in earlier editions."""
    # Here and not above: most builds are of no edition, and the shapes of published files take long to set up.
    from mkdocs_scorecards.load.editions import read_editions  # noqa: PLC0415

    starts = {review.scorecard.id: review.scorecard.fiscal_year_start for review in reviews}
    editions, unreadable = read_editions(folder, starts)
    problems.extend(unreadable)
    return [
        replace(review, ledger=ledger_of(review, [edition_for(one, review.scorecard, reader) for one in editions]))
        for review in reviews
    ]


def _known_review(earlier: Gathered | None, scorecard: Scorecard, period: Period) -> ScorecardReview | None:
    """The earlier review of the very same scorecard; told by its text, because equal periods may be spelled apart."""
    wanted = repr((scorecard, period))
    reviews = earlier.reviews if earlier is not None else ()
    return next((review for review in reviews if repr((review.scorecard, review.period)) == wanted), None)


def render(gathered: Gathered, settings: Settings, against: Sequence[Against] = ()) -> Site:
    """The site of what was gathered; the caller has seen that there are no errors.

    `against` is what the pages of changes tell besides the changes since the period before.
    """
    templates = builtin_templates()
    engine = found_engine(EngineChoice(settings.graphviz))
    renderer = Renderer(
        environment=template_environment(templates, settings.templates),
        engine=engine,
        directory_urls=settings.directory_urls,
        against=against,
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


@frozen
class Version:
    """One side of a comparison: a project, and the folder of the scorecards in it."""

    project: Path
    folder: str


@frozen
class Compared:
    """What differs between two versions of a project.

    `problems` are those of the newer version's scorecards that differ. `unreadable` names the scorecards that have
    errors in the older version; what an error keeps from being read is compared with nothing.
    """

    comparisons: tuple[Comparison, ...]
    problems: tuple[Problem, ...]
    unreadable: tuple[str, ...]


def compare(base: Version, head: Version, settings: Settings, *, until: date | None = None) -> Compared:
    """Compare two versions of a project in the period of the newer one. Scorecards that are the same are not read.

    With `until`, figures of periods that end later are left aside.
    """
    names = differing_folders(base.project / base.folder, head.project / head.folder)
    before, after = (_read(version, names) for version in (base, head))
    faulty = {version: _faulty(loaded) for version, loaded in (("base", before), ("head", after))}
    out = faulty["base"] | faulty["head"]
    old, new = (
        [
            card if until is None else with_figures_until(card, until)
            for card in portfolio_for(portfolio, settings.audience).scorecards
            if card.id not in out
        ]
        for portfolio in (_open_still(before.portfolio, after.portfolio, settings.audience), after.portfolio)
    )
    problems = list(after.problems)
    latest = max((found for card in (*new, *old) if (found := latest_period(card))), default=None)
    if latest is None:
        everything = load_portfolio(head.project, folder=head.folder).portfolio.scorecards
        latest = max((found for card in everything if (found := latest_period(card))), default=None)
    comparisons = []
    for base_card, head_card in scorecard_pairs(old, new):
        card = head_card or base_card
        period = _period_for(card, settings, latest, problems) if card is not None else None
        if period is not None:
            comparisons.append(comparison_of(base_card, head_card, period))
    return Compared(
        comparisons=tuple(found for found in comparisons if found.changes),
        problems=with_rules(sorted_problems(problems), settings.rules),
        unreadable=tuple(sorted(faulty["base"] - faulty["head"])),
    )


def comparison_page(compared: Compared, settings: Settings, sides: tuple[str, str]) -> str:
    """What differs as one HTML file; `sides` name the older and the newer version."""
    templates = builtin_templates()
    renderer = Renderer(
        environment=template_environment(templates, settings.templates),
        engine=found_engine(EngineChoice(settings.graphviz)),
        directory_urls=settings.directory_urls,
    )
    views = [comparison_view(found) for found in compared.comparisons]
    return diff_html(views, compared.unreadable, sides, renderer, templates / "assets")


def _open_still(earlier: Portfolio, now: Portfolio, reader: Audience) -> Portfolio:
    """The earlier scorecards without what is hidden from the reader by now.

    Of a folder that was renamed and hidden at once it is told that it is gone: its name was open.
    """
    present = {card.id: card for card in now.scorecards}
    return Portfolio(
        scorecards=tuple(
            without_what_is_hidden_now(card, present[card.id], reader) if card.id in present else card
            for card in earlier.scorecards
        )
    )


def _read(version: Version, names: Sequence[str]) -> LoadedPortfolio:
    """The named scorecards; a folder that is not there holds none, which is no problem of a comparison."""
    if not any((version.project / version.folder / name).is_dir() for name in names):
        return LoadedPortfolio(portfolio=Portfolio(scorecards=()), problems=(), files=())
    return load_portfolio(version.project, folder=version.folder, only=names)


def _faulty(loaded: LoadedPortfolio) -> set[str]:
    """The scorecards that an error keeps out; every path begins with the folder of scorecards and their name."""
    read = {str(card.id) for card in loaded.portfolio.scorecards}
    named = {part for problem in errors_among(loaded.problems) for part in problem.where.path.split("/")}
    folders = {file.parent.name for file in loaded.files if file.name == "scorecard.yml"}
    return {name for name in folders if name in named and name not in read}


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
    wanted = settings.periods.get(scorecard.id, settings.as_of or settings.period)
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
        period = read_period(wanted, fiscal_start=scorecard.fiscal_year_start)
        if settings.as_of is None:
            return period
        return _ended_by(period, read_period(settings.as_of, fiscal_start=scorecard.fiscal_year_start).last_day)
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


def _ended_by(period: Period, day: date) -> Period:
    """The period, or the last one of its kind that had ended by that day."""
    last = Period.containing(day, period.frequency, period.fiscal_start)
    return min(period, last if last.last_day <= day else last.previous)
