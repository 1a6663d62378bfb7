"""A comparison as a comment on a pull request: GitHub and GitLab show the same, details are folded.

Authors' texts are escaped, so that a title can neither mention a person nor smuggle a link or a picture into the
comment. Strategy map and KPI trees are Mermaid, which both hosts draw.
"""

import re
from collections.abc import Iterable, Sequence
from html import escape

from mkdocs_scorecards.render.changes.map_marks import marked_map
from mkdocs_scorecards.render.changes.rows import ChangeGroup, ChangeRow, ComparisonView, ShiftView, StateRow
from mkdocs_scorecards.render.changes.spans import Role, Spans
from mkdocs_scorecards.render.changes.tree_marks import FormulaRow, MarkedTree, marked_trees
from mkdocs_scorecards.render.diff_mermaid import mermaid_map, mermaid_tree
from mkdocs_scorecards.render.diff_text import NOTHING, left_out_words
from mkdocs_scorecards.render.pages.parts import StateView

MARKER = "<!-- scorecards diff -->"
"""The first line: by it a job finds the comment that it is to update."""

LONGEST = 60_000
"""Characters; GitHub takes 65,536 in a comment."""

_OPEN_UP_TO = 12
"""Up to so many sentences in all, the groups stand open."""
_SIGNS = {"off_target": "✗", "at_risk": "!", "on_target": "✓", "no_data": "○", "unscored": "–"}
_WORD_JOINER = "\u2060"
_REFERENCE = re.compile(r"(?<=[@#!~%$&^])(?=\w)")
_ADDRESS = re.compile(r"(?<=:)(?=//)|(?i:(?<=www)(?=\.))")
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~$])")


def diff_markdown(views: Sequence[ComparisonView], left_out: Sequence[str] = ()) -> str:
    """The whole comment, ending in a line end; of a very long one the last parts are left out, and it says so."""
    blocks = [f"{MARKER}\n## What this change means"]
    if not views and not left_out:
        blocks.append(NOTHING)
    for view in views:
        blocks += _blocks(view)
    blocks += [_plain(left_out_words(name)) for name in left_out]
    kept, length = [], 0
    for block in blocks:
        length += len(block) + 2
        if length > LONGEST:
            kept.append("The rest is too long for a comment: `scorecards diff` shows all of it.")
            break
        kept.append(block)
    return "\n\n".join(kept) + "\n"


def _blocks(view: ComparisonView) -> Iterable[str]:
    """Pieces that may be left out one by one, the most important first."""
    yield f"### {_plain(view.title)}, {view.period}\n\n{_state_sentence(view.state)} {view.lead}".rstrip()
    yield " · ".join(view.counts)
    if view.watched is not None:
        rows = "\n".join(_row(row, watched=True) for row in (*view.watched.rows, *view.watched.folded))
        yield f"#### {view.watched.title}\n\n{rows}"
    if view.states:
        yield _states(view.states)
    few = sum(len(group.rows) + len(group.folded) for group in view.groups) <= _OPEN_UP_TO
    for group in view.groups:
        yield _group(group, is_open=few)
    marked = marked_map(view.comparison)
    if marked is not None and marked.is_marked:
        yield _folded("The strategy map with its changes", f"```mermaid\n{mermaid_map(marked)}\n```", is_open=False)
    for tree in marked_trees(view.comparison, "tree"):
        yield _folded(f"The KPI tree of {tree.title} with its changes", _tree(tree), is_open=False)


def _tree(tree: MarkedTree) -> str:
    formulas = "\n".join(map(_formula, tree.formulas))
    return "\n\n".join(
        part for part in (_plain(tree.sentence), formulas, f"```mermaid\n{mermaid_tree(tree.map)}\n```") if part
    )


def _formula(row: FormulaRow) -> str:
    """Formulas hold ids, numbers and signs only, so a code span holds them as they are."""
    before, after = (f"`{text}`" if text else "none" for text in (row.before, row.after))
    return f"- Formula of **{_plain(row.title)}**: {before} → {after}"


def _state_sentence(state: ShiftView) -> str:
    before, after = state.before, state.after
    if before is None or after is None:
        found = after or before
        return f"{'New' if before is None else 'Removed'}: **{found.word.lower()}** {found.score}." if found else ""
    scores = f": {state.scores.replace(' to ', ' → ')}" if state.scores else ""
    if state.stays:
        return f"The scorecard stays **{after.word.lower()}**{scores}."
    return f"The scorecard goes from **{before.word.lower()}** to **{after.word.lower()}**{scores}."


def _group(group: ChangeGroup, *, is_open: bool) -> str:
    rows = [*group.rows, *group.folded]
    noun = "change" if len(rows) == 1 else "changes"
    return _folded(f"{group.title}: {len(rows)} {noun}", "\n".join(map(_row, rows)), is_open=is_open)


def _folded(title: str, content: str, *, is_open: bool) -> str:
    summary = escape(_harmless(title), quote=False)
    return f"<details{' open' if is_open else ''}>\n<summary><b>{summary}</b></summary>\n\n{content}\n\n</details>"


def _row(row: ChangeRow, *, watched: bool = False) -> str:
    place = f"`{row.where.path_and_line.replace('`', chr(39))}`"
    label = f"**{row.watch}** · " if watched else ""
    sign = "\\+" if row.sign == "+" else row.sign  # a plus would begin a list inside the list
    return f"- {sign} {label}{_sentence(row.sentence)} {place}"


def _states(rows: Sequence[StateRow]) -> str:
    lines = ["| State of | Before | After | Score | Because |", "| --- | --- | --- | --- | --- |"]
    for row in rows:
        scores = row.scores.replace(" to ", " → ")
        title = _plain(row.title)
        if row.is_level:
            title = f"**{title}**"
        lines.append(f"| {title} | {_cell(row.before)} | {_cell(row.after)} | {scores} | {_plain(row.because)} |")
    return "#### States that change\n\n" + "\n".join(lines)


def _cell(state: StateView | None) -> str:
    return f"{_SIGNS[state.key]} {state.word}" if state is not None else "–"


def _sentence(sentence: Spans) -> str:
    return "".join(_plain(span.text) if span.role is Role.PLAIN else _bold(span.text) for span in sentence)


def _bold(text: str) -> str:
    """Emphasis holds only if no blank stands at its ends."""
    return f"**{_plain(text.strip())}**" if text.strip() else text


def _plain(text: str) -> str:
    """A text of the author that Markdown shows as it is."""
    return _MARKUP.sub(r"\\\1", _harmless(text).replace("&", "&amp;"))


def _harmless(text: str) -> str:
    """Neither a mention of a person nor a reference nor an address: an unseen joiner breaks them."""
    return _ADDRESS.sub(_WORD_JOINER, _REFERENCE.sub(_WORD_JOINER, text))
