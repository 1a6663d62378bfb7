"""Sizes of the texts on a strategy map, and the lines into which they break."""

from mkdocs_scorecards.render.text_width import wrapped

TITLE, TEXT, NAME = 13.5, 12.0, 14.5
"""Font sizes in px: titles of boxes, everything small, names of perspectives. The style sheet says the same."""
TITLE_LINE, TEXT_LINE, NAME_LINE = 16.0, 14.0, 17.0
"""From line to line."""
INSET, INSET_RIGHT = 16.0, 10.0
"""From the edges of a box to its text."""

_NARROW_BOX = 170.0
_MOST_LINES, _MOST_LINES_IF_NARROW = 3, 4


def title_lines(title: str, box_width: float) -> tuple[str, ...]:
    """The title of an objective, in up to three lines, four in a narrow box."""
    most = _MOST_LINES if box_width >= _NARROW_BOX else _MOST_LINES_IF_NARROW
    return wrapped(title, width=box_width - INSET - INSET_RIGHT, size=TITLE, lines=most, bold=True)
