"""Where every page and file of the site is: the only place that builds a path or a link."""

from mkdocs_scorecards.model.frozen import frozen_positional
from mkdocs_scorecards.model.ids import InitiativeId, KpiId, ObjectiveId, PerspectiveId, ScorecardId, ThemeId
from mkdocs_scorecards.model.period import Period

ASSETS = "assets/scorecards"
PORTFOLIO = ""


def scorecard_path(scorecard: ScorecardId) -> str:
    """The overview of a scorecard."""
    return f"{scorecard}/"


def map_path(scorecard: ScorecardId, theme: ThemeId | None = None) -> str:
    """The strategy map, or the same with one theme brought forward."""
    return f"{scorecard}/map/" if theme is None else f"{scorecard}/map/{theme}/"


def perspective_path(scorecard: ScorecardId, perspective: PerspectiveId) -> str:
    """The page of a perspective."""
    return f"{scorecard}/{perspective}/"


def objective_path(scorecard: ScorecardId, perspective: PerspectiveId, objective: ObjectiveId) -> str:
    """An objective's section on the page of its perspective."""
    return f"{perspective_path(scorecard, perspective)}#{objective_anchor(objective)}"


def objective_anchor(objective: ObjectiveId) -> str:
    """The anchor of an objective."""
    return f"objective-{objective}"


def kpi_path(scorecard: ScorecardId, kpi: KpiId) -> str:
    """The page of a KPI or driver."""
    return f"{scorecard}/kpis/{kpi}/"


TREE_ANCHOR = "why"
"""The place on a KPI's page where its tree begins."""


def tree_path(scorecard: ScorecardId) -> str:
    """The main KPI tree of a scorecard."""
    return f"{scorecard}/tree/"


def initiatives_path(scorecard: ScorecardId, initiative: InitiativeId | None = None) -> str:
    """The page of all initiatives, or one initiative's place on it."""
    page = f"{scorecard}/initiatives/"
    return page if initiative is None else f"{page}#{initiative_anchor(initiative)}"


def initiative_anchor(initiative: InitiativeId) -> str:
    """The anchor of an initiative."""
    return f"initiative-{initiative}"


def hypotheses_path(scorecard: ScorecardId) -> str:
    """The page of all arrows with their verdicts."""
    return f"{scorecard}/hypotheses/"


def changes_path(scorecard: ScorecardId) -> str:
    """What is different from the period before."""
    return f"{scorecard}/changes/"


def restatements_path(scorecard: ScorecardId) -> str:
    """What reads differently than in earlier editions."""
    return f"{scorecard}/restatements/"


def link_path(scorecard: ScorecardId, cause: ObjectiveId, effect: ObjectiveId) -> str:
    """An arrow's card on the page of the hypotheses."""
    return f"{hypotheses_path(scorecard)}#{link_anchor(cause, effect)}"


def link_anchor(cause: ObjectiveId, effect: ObjectiveId) -> str:
    """The anchor of an arrow; ids hold no hyphen, so no two arrows share one."""
    return f"link-{cause}-{effect}"


def reviews_path(scorecard: ScorecardId, period: Period | None = None, action: int | None = None) -> str:
    """The records of all reviews, the one of a period, or one of its actions, counted from 1."""
    page = f"{scorecard}/reviews/" if period is None else f"{scorecard}/reviews/{period}/"
    return page if action is None else f"{page}#{action_anchor(action)}"


def action_anchor(number: int) -> str:
    """The anchor of an action of a review."""
    return f"action-{number}"


def method_path(scorecard: ScorecardId) -> str:
    """The page of the method check."""
    return f"{scorecard}/method/"


def json_path(scorecard: ScorecardId) -> str:
    """The scorecard as data."""
    return f"{scorecard}/scorecard.json"


def csv_path(scorecard: ScorecardId) -> str:
    """The figures as data."""
    return f"{scorecard}/kpis.csv"


def asset_path(name: str) -> str:
    """A style sheet or script of ours."""
    return f"{ASSETS}/{name}"


@frozen_positional
class Linker:
    """Makes links relative to the page they stand on.

    With `directory_urls` a page's address ends in a slash; without, in `index.html`, which also works from disk.
    """

    page: str
    directory_urls: bool = True

    def to(self, target: str) -> str:
        """A relative link from the page to a path of this module, which may carry an anchor."""
        path, _, anchor = target.partition("#")
        suffix = f"#{anchor}" if anchor else ""
        if path == self.page and anchor:
            return suffix
        here, there = self.page.split("/")[:-1], path.split("/")
        shared = 0
        while shared < len(here) and shared < len(there) - 1 and here[shared] == there[shared]:
            shared += 1
        link = "../" * (len(here) - shared) + "/".join(there[shared:])
        if not self.directory_urls and (not link or link.endswith("/")):
            link += "index.html"
        return (link or "./") + suffix
