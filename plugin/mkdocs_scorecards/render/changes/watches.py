"""The labels of what to watch, and why each deserves a second look."""

from mkdocs_scorecards.analyse.compare import Watch

LABELS = {
    Watch.RED_KPI_DROPPED: "KPI dropped while off target",
    Watch.TARGET_EASED: "target made easier",
    Watch.JUDGEMENT_LOOSENED: "judged less strictly",
    Watch.BASELINE_MOVED: "baseline moved",
    Watch.HISTORY_RESTATED: "history restated",
    Watch.DEFINITION_CHANGED: "definition changed, series goes on",
    Watch.ARROW_REVERSED: "arrow reversed",
    Watch.RULE_WAIVED: "rule waived",
    Watch.OWNER_REMOVED: "owner removed",
    Watch.KPI_ADDED_ONLY: "KPI added, none removed",
}
REASONS = {
    Watch.RED_KPI_DROPPED: "The scorecard looks better without it, and the problem remains.",
    Watch.TARGET_EASED: "A state may improve without any work being done.",
    Watch.JUDGEMENT_LOOSENED: "More passes than before, with the same figures.",
    Watch.BASELINE_MOVED: "Scores and progress are counted from it.",
    Watch.HISTORY_RESTATED: "What was reported and decided on reads differently now.",
    Watch.DEFINITION_CHANGED: "Figures before and after count different things in one line.",
    Watch.ARROW_REVERSED: "The strategy now claims the opposite of what it claimed.",
    Watch.RULE_WAIVED: "A rule of the method is set aside.",
    Watch.OWNER_REMOVED: "Nobody answers for it.",
    Watch.KPI_ADDED_ONLY: "Scorecards grow one KPI at a time until nobody reads them.",
}
