"""What the data say of an arrow otherwise than an earlier edition told, in words."""

from collections.abc import Sequence

from mkdocs_scorecards.analyse.link_review import LinkReview, Verdict
from mkdocs_scorecards.analyse.review import ScorecardReview
from mkdocs_scorecards.render.changes.rows import ChangeGroup, ChangeRow, VerdictView
from mkdocs_scorecards.render.changes.spans import Spans, named, spans
from mkdocs_scorecards.render.pages.link_words import verdict_word

_SAID = {
    Verdict.CONTRADICTED: ("The data now point the other way than the arrow ", ""),
    Verdict.SUPPORTED: ("The data became consistent with the arrow ", ""),
    Verdict.NOT_SUPPORTED: ("The data show no sign of the arrow ", " now"),
    Verdict.TOO_LITTLE_DATA: ("It is too early again to say anything of the arrow ", ""),
    Verdict.BY_DEFINITION: ("The arrow ", " follows from a formula by now and is no hypothesis"),
    Verdict.UNTESTED: ("The arrow ", " is not tested any more"),
}

VerdictChange = tuple[LinkReview, Verdict]
"""An arrow as it stands now, and the verdict that it had."""


def verdict_group(review: ScorecardReview, changes: Sequence[VerdictChange]) -> ChangeGroup | None:
    """The arrows with another verdict; None where there are none."""
    if not changes:
        return None
    return ChangeGroup(title="What the data say of the arrows", rows=tuple(_row(review, *found) for found in changes))


def _row(review: ScorecardReview, found: LinkReview, before: Verdict) -> ChangeRow:
    said = _sentence(review, found)
    return ChangeRow(
        sign="~",
        sign_word="changed",
        said=said,
        sentence=spans(*said, f": {verdict_word(before)} becomes {verdict_word(found.verdict)}."),
        aside="",
        shifts=(),
        verdicts=tuple(VerdictView(key=one.value, word=verdict_word(one)) for one in (before, found.verdict)),
        watch="",
        watch_reason="",
        may_move_states=False,
        where=found.link.where,
    )


def _sentence(review: ScorecardReview, found: LinkReview) -> Spans:
    titles = {objective.id: objective.title for objective in review.scorecard.objectives}
    start, end = _SAID[found.verdict]
    return spans(start, "from ", named(titles[found.link.cause]), " to ", named(titles[found.link.effect]), end)
