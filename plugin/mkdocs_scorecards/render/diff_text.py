"""A comparison for the terminal: a sentence a line, what to watch first, the states that change at the end."""

from collections.abc import Iterable, Sequence

from mkdocs_scorecards.render.changes.rows import ChangeGroup, ChangeRow, ComparisonView, ShiftView, StateRow
from mkdocs_scorecards.render.changes.spans import plain
from mkdocs_scorecards.render.changes.tree_marks import marked_trees

NOTHING = "Nothing changes."
_TITLE_WIDTH = 44


def diff_lines(views: Sequence[ComparisonView], left_out: Sequence[str] = ()) -> list[str]:
    """All scorecards that differ, a blank line between them, then those that could not be compared."""
    blocks = [list(_lines(view)) for view in views]
    if left_out:
        blocks.append([left_out_words(name) for name in left_out])
    lines = [line for block in blocks for line in ("", *block)]
    return lines[1:] or [NOTHING]


def left_out_words(name: str) -> str:
    """Why nothing is said of a scorecard that differs."""
    return f"{name} is not compared: the older version has errors and cannot be read."


def _lines(view: ComparisonView) -> Iterable[str]:
    yield f"{view.title}, {view.period}: {', '.join(view.counts)}"
    yield f"{_state_line(view.state, 'The scorecard')}. {view.lead}".rstrip()
    if view.watched is not None:
        yield from _group(view.watched)
    for group in view.groups:
        yield from _group(group)
    if view.states:
        yield from ("", "States that change")
        yield from (_state(row) for row in view.states)
    for tree in marked_trees(view.comparison, "tree"):
        yield from ("", f"KPI tree of {tree.title}", f"  {tree.sentence}")


def _state_line(view: ShiftView, title: str) -> str:
    """`Acme Cloud stays at risk, score 0.87 to 0.86`, for plain outputs."""
    before, after = view.before, view.after
    if after is None or before is None:
        found = after or before
        assert found is not None  # noqa: S101 - one side exists
        return f"{title} {'is new' if before is None else 'is removed'}: {found.word.lower()} {found.score}".rstrip()
    scores = f", score {view.scores}" if view.scores else f" {after.score}" if after.score else ""
    if view.stays:
        return f"{title} stays {after.word.lower()}{scores}"
    return f"{title} goes from {before.word.lower()} to {after.word.lower()}{scores}"


def _group(group: ChangeGroup) -> Iterable[str]:
    yield from ("", group.title)
    for row in group.rows:
        yield from _row(row)
    if group.folded:
        count = len(group.folded)
        yield f"  … and {count} more change{'s' if count > 1 else ''}; --format json lists all"


def _row(row: ChangeRow) -> Iterable[str]:
    yield f"  {row.sign} {plain(row.sentence)}"
    watch = f" · watch: {row.watch}" if row.watch else ""
    yield f"    {row.where.path_and_line}{watch}"


def _state(row: StateRow) -> str:
    before = row.before.word if row.before is not None else "not there"
    after = row.after.word if row.after is not None else "not there"
    words = f"{before} → {after}" if before != after else f"{after}, unchanged"
    title = row.title if len(row.title) <= _TITLE_WIDTH else row.title[: _TITLE_WIDTH - 1] + "…"
    tail = " · ".join(part for part in (row.scores, row.because) if part)
    return f"  {title:<{_TITLE_WIDTH}} {words}{' · ' + tail if tail else ''}"
