"""What a change of a scorecard means: two states of it in, changes with their effects out.

    comparison_of(base, head, period)     two versions of a scorecard, both judged in one period
    between_periods(review)               one version, the reviewed period against the one before

Both give a `Comparison`, so that pages, terminal and files tell either in the same words.
"""

from mkdocs_scorecards.analyse.compare.between_periods import between_periods
from mkdocs_scorecards.analyse.compare.change import (
    JUDGING,
    Change,
    Effect,
    FigureEdit,
    FigureEdits,
    Item,
    Kind,
    Shift,
    State,
    Watch,
    What,
)
from mkdocs_scorecards.analyse.compare.comparison import Comparison, comparison_of
from mkdocs_scorecards.analyse.compare.figure_edits import with_figures_until
from mkdocs_scorecards.analyse.compare.renames import scorecard_pairs
from mkdocs_scorecards.analyse.compare.trees import Aspect, ComparedNode, ComparedTree, compared_trees

__all__ = [
    "JUDGING",
    "Aspect",
    "Change",
    "ComparedNode",
    "ComparedTree",
    "Comparison",
    "Effect",
    "FigureEdit",
    "FigureEdits",
    "Item",
    "Kind",
    "Shift",
    "State",
    "Watch",
    "What",
    "between_periods",
    "compared_trees",
    "comparison_of",
    "scorecard_pairs",
    "with_figures_until",
]
