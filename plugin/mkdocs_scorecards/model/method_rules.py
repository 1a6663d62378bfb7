"""The rules of the method: one table for the check itself, for `explain`, for waivers and for the guide.

A rule says what holds in a scorecard that can steer something. None of them is a law: each has a severity that a
project may change, and each can be waived for an item by someone who gives a reason.
"""

from collections.abc import Mapping
from dataclasses import field
from enum import Enum

from mkdocs_scorecards.model.frozen import frozen, frozen_positional
from mkdocs_scorecards.model.problem import Severity

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


class ItemKind(Enum):
    """What a rule can be about; the value is the noun for it. Drivers count as KPIs."""

    SCORECARD = "scorecard"
    PERSPECTIVE = "perspective"
    OBJECTIVE = "objective"
    KPI = "KPI"
    INITIATIVE = "initiative"
    LINK = "link"
    OWNER = "owner"
    REVIEW = "review"
    WAIVER = "waiver"


class Profile(Enum):
    """How large an organisation the counts are meant for; `small` is one of about twenty people, or a team."""

    STANDARD = "standard"
    SMALL = "small"


class Subject(Enum):
    """The chapters of the table."""

    STRUCTURE = "Structure"
    WORDING = "Wording"
    OWNERSHIP = "Ownership"
    TARGETS = "Targets"
    INITIATIVES = "Initiatives"
    MAP = "Strategy map"
    FIGURES = "Trees and figures"
    REVIEWS = "Reviews"
    WAIVERS = "Waivers"


@frozen_positional
class Bounds:
    """How many there should be, both ends included; more than `error_above` is an error whatever the rule says."""

    low: int
    high: int
    error_above: int | None = None

    def __str__(self) -> str:
        """As a reader would say it: `3 to 5`, `1 or 2`, `at most 20`."""
        if self.low == 0:
            return f"at most {self.high}"
        return f"{self.low} {'or' if self.high - self.low == 1 else 'to'} {self.high}"


def _same(low: int, high: int, error_above: int | None = None) -> Mapping[Profile, Bounds]:
    return dict.fromkeys(Profile, Bounds(low, high, error_above))


def _by_size(standard: Bounds, small: Bounds) -> Mapping[Profile, Bounds]:
    return {Profile.STANDARD: standard, Profile.SMALL: small}


@frozen
class Rule:
    """One rule: `holds` is the sentence that is true where it is kept, `why` two sentences, `cure` one.

    `about` lists the kinds of items that a finding, and so a waiver, can name. `reported_as` is the code of a problem
    that says the same at the exact row; `check` prints that one alone.
    """

    subject: Subject
    holds: str
    severity: Severity
    about: tuple[ItemKind, ...]
    why: str
    cure: str
    source: str
    bounds: Mapping[Profile, Bounds] = field(default_factory=dict)
    reported_as: str = ""


_GUIDES = "Common guidance for building a balanced scorecard"
_KAPLAN_1992 = "Kaplan and Norton, The Balanced Scorecard: Measures That Drive Performance (1992)"
_KAPLAN_1996 = "Kaplan and Norton, The Balanced Scorecard: Translating Strategy into Action (1996)"
_KAPLAN_2000 = "Kaplan and Norton, Having Trouble with Your Strategy? Then Map It (2000)"
_KAPLAN_2004 = "Kaplan and Norton, Strategy Maps (2004)"
_TREES = "Guidance on KPI trees beside a balanced scorecard"
_VENDORS = "Usage figures published by vendors of scorecard software"
_PRACTICE = "Experience of practitioners"
_REAL_DATA = "Published performance data of a large city"
_OWN = "A rule of this project"

METHOD_RULES: Mapping[str, Rule] = {
    # --- structure ---
    "strategy-missing": Rule(
        subject=Subject.STRUCTURE,
        holds="The scorecard states the strategy that it translates.",
        severity=ERROR,
        about=(ItemKind.SCORECARD,),
        why="A scorecard makes a strategy measurable, it does not produce one. Without the sentence nobody can say "
        "whether an objective belongs there.",
        cure="Write one or two sentences under strategy: whom you serve, and what you do better than others.",
        source=f"{_GUIDES}, step 1",
    ),
    "perspective-empty": Rule(
        subject=Subject.STRUCTURE,
        holds="Every perspective has an objective and a KPI.",
        severity=ERROR,
        about=(ItemKind.PERSPECTIVE,),
        why="The perspectives are a chain from people to processes to customers to money. An empty one is a missing "
        "link, and what happens there is seen only when it reaches the accounts.",
        cure="Add an objective with a KPI, or leave the perspective out of perspectives.",
        source=_GUIDES,
    ),
    "objectives-per-perspective": Rule(
        subject=Subject.STRUCTURE,
        holds="A perspective has a handful of objectives.",
        severity=WARNING,
        about=(ItemKind.PERSPECTIVE,),
        why="Too few leave a part of the strategy out. Too many say that nothing was chosen.",
        cure="Merge objectives that succeed or fail together, or add what the strategy asks of this perspective.",
        source=f"{_GUIDES}, step 2",
        bounds=_by_size(Bounds(3, 5), Bounds(1, 5)),
    ),
    "objectives-per-map": Rule(
        subject=Subject.STRUCTURE,
        holds="The strategy map has few enough objectives to be read at one glance.",
        severity=WARNING,
        about=(ItemKind.SCORECARD,),
        why="A strategy is told on one page or not at all. Beyond twenty boxes people look for their own and miss the "
        "story.",
        cure="Move what is daily business out of the scorecard, or give units scorecards of their own.",
        source=_PRACTICE,
        bounds=_same(0, 20, 25),
    ),
    "objective-unmeasured": Rule(
        subject=Subject.STRUCTURE,
        holds="Every objective has a KPI.",
        severity=ERROR,
        about=(ItemKind.OBJECTIVE,),
        why="An objective without a figure is judged by opinion. It also drops out of every score without a trace.",
        cure="Name a KPI; where it cannot be measured yet, take the nearest figure that can.",
        source=_GUIDES,
    ),
    "kpis-per-objective": Rule(
        subject=Subject.STRUCTURE,
        holds="An objective has one KPI or two.",
        severity=WARNING,
        about=(ItemKind.OBJECTIVE,),
        why="With three or more KPIs some rise while others fall, and the objective is neither met nor missed. In "
        "practice objectives with few measures get scored, and those with many do not.",
        cure="Keep the one or two that would change a decision, and make the others drivers in a KPI tree.",
        source=f"{_GUIDES}, step 3; {_VENDORS}",
        bounds=_same(0, 2, 3),
    ),
    "kpis-per-perspective": Rule(
        subject=Subject.STRUCTURE,
        holds="A perspective has neither too few nor too many KPIs.",
        severity=INFO,
        about=(ItemKind.PERSPECTIVE,),
        why="The balance is the point: one perspective with most of the KPIs gets most of the attention. Each KPI also "
        "costs an owner, a source and time in the review.",
        cure="Drop KPIs that decide nothing here, or add one where an objective is only half measured.",
        source=f"{_GUIDES}; {_KAPLAN_1992}",
        bounds=_by_size(Bounds(3, 7), Bounds(2, 3)),
    ),
    "kpis-per-scorecard": Rule(
        subject=Subject.STRUCTURE,
        holds="The scorecard has as many KPIs as a review can discuss.",
        severity=WARNING,
        about=(ItemKind.SCORECARD,),
        why="Above 25 KPIs a scorecard becomes a report that is filled in and not read. Far fewer cannot cover four "
        "perspectives with causes and results.",
        cure="Measure what the strategy leaves unmeasured, or drop a KPI for each new one; a team takes profile small.",
        source=f"{_GUIDES}, step 3; {_KAPLAN_1996}",
        bounds=_by_size(Bounds(15, 25), Bounds(8, 12)),
    ),
    "lead-lag-balance": Rule(
        subject=Subject.STRUCTURE,
        holds="Objectives below the top perspective have a leading KPI, and each perspective has a lagging one.",
        severity=INFO,
        about=(ItemKind.OBJECTIVE, ItemKind.PERSPECTIVE, ItemKind.SCORECARD),
        why="Lagging KPIs tell whether it worked, when it is too late to act. Leading ones can be acted upon, and only "
        "the lagging ones say whether acting on them paid.",
        cure="Add the KPI that is missing on one side, or state kind on those that exist.",
        source=f"{_GUIDES}; {_KAPLAN_1996}",
    ),
    # --- wording ---
    "objective-generic": Rule(
        subject=Subject.WORDING,
        holds="An objective says what changes here and not what any firm wants.",
        severity=INFO,
        about=(ItemKind.OBJECTIVE,),
        why="Every company could write “improve customer satisfaction”, so it excludes nothing and guides nobody. A "
        "good objective names what changes and by what means.",
        cure="Write what changes and by what means, such as “Reduce churn by improving onboarding”.",
        source=f"{_GUIDES}, step 2; {_PRACTICE}",
    ),
    "objective-is-project": Rule(
        subject=Subject.WORDING,
        holds="An objective is a state to reach and not a project to finish.",
        severity=WARNING,
        about=(ItemKind.OBJECTIVE,),
        why="A project can be on time and change nothing. The objective is what the project is for, and it stays when "
        "the project is replaced.",
        cure="Name the result that the project serves as the objective, and list the project under initiatives.",
        source=_PRACTICE,
    ),
    "kpi-undefined": Rule(
        subject=Subject.WORDING,
        holds="A stranger could compute every KPI: it has a definition and a source.",
        severity=ERROR,
        about=(ItemKind.KPI,),
        why="Two people who compute a KPI differently will argue about the figure instead of the business. A series "
        "whose definition is in one head ends when that head leaves.",
        cure="Write under definition what is counted over what, and under source which system or report it is from.",
        source=f"{_GUIDES}; {_PRACTICE}",
    ),
    # --- ownership ---
    "owner-missing": Rule(
        subject=Subject.OWNERSHIP,
        holds="Every objective, KPI, driver and initiative has an owner.",
        severity=ERROR,
        about=(ItemKind.OBJECTIVE, ItemKind.KPI, ItemKind.INITIATIVE),
        why="What nobody owns nobody moves. It is the commonest gap of all: five measures in six name no owner.",
        cure="Name one person or role under owner.",
        source=f"{_GUIDES}; {_VENDORS}",
    ),
    "owner-shared": Rule(
        subject=Subject.OWNERSHIP,
        holds="Each item has one owner.",
        severity=WARNING,
        about=(ItemKind.OBJECTIVE, ItemKind.KPI, ItemKind.INITIATIVE),
        why="Shared ownership means no ownership: each waits for the other. Several people may work on it, one answers "
        "for it.",
        cure="Name the one who answers for it; name the others in the description.",
        source=_GUIDES,
    ),
    "owner-overloaded": Rule(
        subject=Subject.OWNERSHIP,
        holds="Nobody owns more than a few items.",
        severity=INFO,
        about=(ItemKind.OWNER,),
        why="Someone who answers for everything gives each part a few minutes a month. Often the name is that of a "
        "department, behind which no one person stands.",
        cure="Hand items to the people who do the work, and keep the objective.",
        source=_OWN,
        bounds=_same(0, 8),
    ),
    # --- targets ---
    "target-missing": Rule(
        subject=Subject.TARGETS,
        holds="Every KPI that is to improve has a target with a date.",
        severity=ERROR,
        about=(ItemKind.KPI,),
        why="Without a target a figure has no state and no one is ever late. Without a date every figure is still on "
        "its way.",
        cure="Write target: {value: …, by: …}, or fill the target column of the figures.",
        source=f"{_GUIDES}, step 4",
    ),
    "target-sandbagged": Rule(
        subject=Subject.TARGETS,
        holds="A target asks for something.",
        severity=INFO,
        about=(ItemKind.KPI,),
        why="A plan that is beaten with room to spare four times in a row was set too low. It hides what the "
        "organisation could do, and teaches everyone to ask for easy targets.",
        cure="Set the next target from what was reached.",
        source=f"{_GUIDES}, step 4",
    ),
    "target-disordered": Rule(
        subject=Subject.TARGETS,
        holds="The target lies on the better side of the baseline.",
        severity=ERROR,
        about=(ItemKind.KPI,),
        why="A target that is worse than the start rewards standing still. Mostly the direction is the wrong way "
        "round, and then every state of the KPI is wrong.",
        cure="Correct the direction, the baseline or the target.",
        source=_OWN,
    ),
    "incentive-unlinked": Rule(
        subject=Subject.TARGETS,
        holds="Where the top perspective is paid for, some KPI of a lower one is too.",
        severity=INFO,
        about=(ItemKind.KPI,),
        why="Where the scorecard says one thing and pay says another, pay wins every time. A bonus on results alone "
        "buys them at the cost of the customers, processes and people that make the next ones.",
        cure="Give a part of the incentive to a KPI of a lower perspective, and write it under incentive.",
        source=f"{_GUIDES}; {_KAPLAN_1996}",
    ),
    # --- initiatives ---
    "initiative-missing": Rule(
        subject=Subject.INITIATIVES,
        holds="Each objective has an initiative, and at most three.",
        severity=WARNING,
        about=(ItemKind.OBJECTIVE, ItemKind.SCORECARD),
        why="Without work that is planned and paid for an objective is a wish. With more than three nobody knows which "
        "of them is to bring the change.",
        cure="Name the work that is to move the KPI; where there is none, start it or drop the objective.",
        source=f"{_GUIDES}, step 5",
        bounds=_same(1, 3),
    ),
    "initiative-incomplete": Rule(
        subject=Subject.INITIATIVES,
        holds="An initiative that is not over has a start and an end.",
        severity=WARNING,
        about=(ItemKind.INITIATIVE,),
        why="Work without an end is never late. The dates also tell which figure should move when.",
        cure="Write start and due.",
        source=f"{_GUIDES}, step 5",
    ),
    "initiative-overdue": Rule(
        subject=Subject.INITIATIVES,
        holds="No initiative is past its end without being done.",
        severity=WARNING,
        about=(ItemKind.INITIATIVE,),
        why="Targets were set on the assumption that the work would be finished. A date that passed in silence makes "
        "all other dates worth less.",
        cure="Finish it, agree on a new end with a reason, or stop it.",
        source=_OWN,
    ),
    "red-without-initiative": Rule(
        subject=Subject.INITIATIVES,
        holds="Something is being done wherever a KPI is off target.",
        severity=WARNING,
        about=(ItemKind.KPI,),
        why="A miss that nobody works on will be there again in the next review. To accept it is a decision, and one "
        "that should be written down.",
        cure="Start an initiative for the objective, or waive this rule with the reason.",
        source=_PRACTICE,
    ),
    # --- strategy map ---
    "strategy-map-missing": Rule(
        subject=Subject.MAP,
        holds="The objectives are linked by cause and effect.",
        severity=ERROR,
        about=(ItemKind.SCORECARD,),
        why="Without arrows a scorecard is four lists of figures that have nothing to do with each other. The map "
        "turns it into a theory that can be tested.",
        cure="Add under links what is expected to follow from what.",
        source=_KAPLAN_2000,
    ),
    "objective-orphan": Rule(
        subject=Subject.MAP,
        holds="Every objective has an arrow to it or from it.",
        severity=WARNING,
        about=(ItemKind.OBJECTIVE,),
        why="An objective that causes nothing and follows from nothing is no part of the strategy. It may still be "
        "worth doing, as daily business.",
        cure="Add the link that explains why it is there, or take it out.",
        source=f"{_GUIDES}; {_KAPLAN_2004}",
    ),
    "objective-does-not-reach-top": Rule(
        subject=Subject.MAP,
        holds="From every objective a path of arrows leads to the top perspective.",
        severity=WARNING,
        about=(ItemKind.OBJECTIVE,),
        why="The chain from people to results is what makes the objectives below worth their money. A chain that ends "
        "halfway has a missing arrow or a missing objective.",
        cure="Add the link from where the chain ends to the objective it should serve.",
        source=_GUIDES,
    ),
    "perspective-silo": Rule(
        subject=Subject.MAP,
        holds="Every perspective below the top has an arrow to a higher one.",
        severity=WARNING,
        about=(ItemKind.PERSPECTIVE,),
        why="Four perspectives easily become four departments, each with its own list. The arrows between them are "
        "where the departments meet.",
        cure="Link at least one objective to one of a higher perspective.",
        source=_TREES,
    ),
    "link-points-down": Rule(
        subject=Subject.MAP,
        holds="Arrows run upward or stay inside a perspective.",
        severity=WARNING,
        about=(ItemKind.LINK,),
        why="Results are at the top and their causes below. An arrow that points down is drawn the wrong way round, or "
        "it is a feedback and should say so.",
        cure="Turn it round, or write feedback: true.",
        source=_GUIDES,
    ),
    "link-cycle": Rule(
        subject=Subject.MAP,
        holds="Arrows run in a circle only where one of them is a feedback.",
        severity=ERROR,
        about=(ItemKind.LINK,),
        why="In a circle everything is the cause of everything, and no figure can tell whether it works. Loops exist, "
        "but one arrow in them closes the loop, later and on purpose.",
        cure="Write feedback: true on the arrow that closes the loop, or remove it.",
        source=_KAPLAN_2004,
    ),
    "hypothesis-unstated": Rule(
        subject=Subject.MAP,
        holds="Every arrow says why it should work, with which sign and after what time.",
        severity=WARNING,
        about=(ItemKind.LINK,),
        why="An arrow is a hypothesis, and one that says neither sign nor delay fits any figures. Written down "
        "beforehand, it can be tested and learned from.",
        cure="Write because, expect and lag.",
        source=f"{_GUIDES}; {_KAPLAN_1996}",
    ),
    "hypothesis-unreviewed": Rule(
        subject=Subject.MAP,
        holds="An arrow that the figures contradict is decided on within two reviews.",
        severity=WARNING,
        about=(ItemKind.LINK,),
        why="A strategy learns only where a failed hypothesis changes something. One that is contradicted twice in "
        "silence goes on costing money on a belief that nobody defends.",
        cure="Decide in the strategic review to keep, change or drop the hypothesis, and record it with the reason.",
        source=f"{_GUIDES}, step 6; {_KAPLAN_1996}",
    ),
    # --- trees and figures ---
    "tree-missing": Rule(
        subject=Subject.FIGURES,
        holds="The top perspective has a KPI with a KPI tree.",
        severity=INFO,
        about=(ItemKind.KPI,),
        why="A map says that something leads to the result, a tree says by how much. With a tree under the main result "
        "the question “why did it move?” has an answer in figures.",
        cure="Give the KPI a formula, and add its parts under drivers.",
        source=_TREES,
    ),
    "tree-does-not-reconcile": Rule(
        subject=Subject.FIGURES,
        holds="What a KPI reports and what its formula gives agree.",
        severity=WARNING,
        about=(ItemKind.KPI,),
        why="A formula is arithmetic, so a difference means that a figure, a part or the formula is wrong. "
        "Explanations drawn from such a tree explain something else than the figure.",
        cure="Correct the figure, its parts or the formula.",
        source=_TREES,
        reported_as="formula-differs",
    ),
    "data-missing": Rule(
        subject=Subject.FIGURES,
        holds="Every KPI has a figure for the reviewed period.",
        severity=WARNING,
        about=(ItemKind.KPI,),
        why="A review discusses what is on the page, so what is missing is not discussed. When the figure is missing "
        "for a second period in a row, the KPI is on its way out without anyone having decided it.",
        cure="Report the figure, or say in a note when it will come.",
        source=_PRACTICE,
    ),
    "data-stale": Rule(
        subject=Subject.FIGURES,
        holds="The last figure of a KPI is no older than one and a half times its frequency.",
        severity=WARNING,
        about=(ItemKind.KPI,),
        why="A figure for the period exists, but its latest part is missing, so it speaks of the past. Three owners in "
        "four stop updating at some time, and this is how it begins.",
        cure="Report the latest figures, or choose a frequency that can be kept.",
        source=_VENDORS,
    ),
    "percent-scales-mixed": Rule(
        subject=Subject.FIGURES,
        holds="The figures of a percent KPI keep one scale.",
        severity=WARNING,
        about=(ItemKind.KPI,),
        why="0.88 and 88 both come out of spreadsheets for 88 %. One such jump makes every mean, chart and state of "
        "the KPI wrong.",
        cure="Write every figure in points from 0 to 100.",
        source=_REAL_DATA,
        reported_as="kpi-percent-scales-mixed",
    ),
    # --- reviews ---
    "review-missing": Rule(
        subject=Subject.REVIEWS,
        holds="The reviewed period has a record of its strategic review, and of the operational ones within it.",
        severity=WARNING,
        about=(ItemKind.SCORECARD,),
        why="A scorecard that is published and not discussed changes nothing. What a review decides about processes "
        "and people each month, and about the whole strategy each quarter, is lost unless it is written down.",
        cure="Hold the review, and write its decisions and actions into the folder reviews, a file for each period.",
        source=f"{_GUIDES}, step 6",
    ),
    "decision-open": Rule(
        subject=Subject.REVIEWS,
        holds="Every action of a review has an owner and a date, and none is overdue.",
        severity=WARNING,
        about=(ItemKind.REVIEW,),
        why="A review without decisions is a presentation, and a decision that nobody carries out is a wish. An owner "
        "and a date are what make it happen, and asking for them is how the next review begins.",
        cure="Name the owner and the date; finish what is overdue and write done, or agree on a new date.",
        source=f"{_GUIDES}, step 6; {_PRACTICE}",
    ),
    # --- waivers ---
    "waiver-expired": Rule(
        subject=Subject.WAIVERS,
        holds="No waiver is past its end.",
        severity=WARNING,
        about=(ItemKind.WAIVER,),
        why="A waiver is a promise to return to the matter by a date. Without an end it would be a rule that was "
        "quietly dropped.",
        cure="Cure what was waived, or renew the waiver with a reason that holds today.",
        source=_OWN,
    ),
    "waiver-unused": Rule(
        subject=Subject.WAIVERS,
        holds="Every waiver waives something.",
        severity=INFO,
        about=(ItemKind.WAIVER,),
        why="What was waived has been cured, which is good news that should be seen. Left in the file, the waiver "
        "would hide the next case.",
        cure="Remove the waiver.",
        source=_OWN,
    ),
}

WAIVABLE_RULES: tuple[str, ...] = tuple(
    name for name, rule in METHOD_RULES.items() if rule.subject is not Subject.WAIVERS
)
"""The rules that a waiver may name; a waiver cannot waive the rules about waivers."""
