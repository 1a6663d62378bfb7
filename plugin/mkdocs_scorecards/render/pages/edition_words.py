"""How earlier editions are named on a page."""

from collections import Counter
from collections.abc import Mapping, Sequence

from mkdocs_scorecards.analyse.restatements.ledger import FigureHistory, Ledger, Reading
from mkdocs_scorecards.analyse.review import KpiReview, ScorecardReview
from mkdocs_scorecards.model.edition import Edition
from mkdocs_scorecards.model.frozen import frozen_positional
from mkdocs_scorecards.render.format import FigureFormat, format_of, listed

THIS_EDITION = "this edition"
_MOST_LISTED = 2


@frozen_positional
class EditionWords:
    """The names of editions by their folder: `Q2 2026`, and with its revision where a period has several."""

    names: Mapping[str, str]

    def name(self, edition: Edition) -> str:
        """One edition."""
        return self.names[edition.folder]

    def span(self, editions: Sequence[Edition]) -> str:
        """Editions that followed each other: `Q1 2026 to Q3 2026`."""
        if len(editions) <= _MOST_LISTED:
            return listed(map(self.name, editions))
        return f"{self.name(editions[0])} to {self.name(editions[-1])}"

    def since(self, edition: Edition | None) -> str:
        """The edition that brought something; None is the one at hand."""
        return self.name(edition) if edition is not None else THIS_EDITION


def edition_words(review: ScorecardReview, ledger: Ledger) -> EditionWords:
    """The names of all editions of a ledger; the one at hand counts as a revision of its period too."""
    editions = [*ledger.editions, *ledger.unreadable]
    counts = Counter([found.period for found in editions] + [str(review.period)])
    return EditionWords(
        {
            found.folder: f"{found.title}, revision {found.revision}" if counts[found.period] > 1 else found.title
            for found in editions
        }
    )


def format_for(kpi: KpiReview, history: FigureHistory) -> FigureFormat:
    """The format of a KPI's figures, with enough digits to tell former figures from the present one."""
    print_as = format_of(kpi)
    for reading in history.earlier:
        if reading.value is not None and history.now is not None:
            print_as = print_as.telling(reading.value, history.now)
    return print_as


def earlier_in_words(history: FigureHistory, print_as: FigureFormat, names: EditionWords) -> str:
    """What editions said before: `5.4 % in Q1 2026 to Q2 2026 and no figure in Q3 2026`."""
    return listed(f"{_value(reading, print_as)} in {names.span(reading.editions)}" for reading in history.earlier)


def _value(reading: Reading, print_as: FigureFormat) -> str:
    return print_as.full(reading.value) if reading.value is not None else "no figure"
