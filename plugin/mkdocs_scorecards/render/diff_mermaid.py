"""Strategy map and KPI trees as Mermaid flowcharts, which code hosts draw in a comment: both versions in one, marked.

Marks are words and line styles before they are colours. Authors' texts stand in quoted labels with every character that
Mermaid could take for its own written as an entity. That includes what begins a list in Markdown: Mermaid 11 reads each
line of a label as Markdown, and shows "Unsupported markdown: list" in place of a text that begins with a plus or `1.`.
"""

import re
from collections.abc import Iterable, Mapping

from mkdocs_scorecards.render.changes.map_marks import ADDED, CHANGED, REMOVED, MarkedBox, MarkedLink, MarkedMap
from mkdocs_scorecards.render.pages.parts import StateView
from mkdocs_scorecards.render.text_width import shortened
from mkdocs_scorecards.render.tree_map import TreeEdge, TreeMapView, TreeNode

_OWN = re.compile(r"[^\w ,.%()/+\-−–→'’]|_|^[+-](?= |$)")
_NUMBERED = re.compile(r"^(\d+)([.)])(?= |$)")
_WIDEST, _SIZE = 380.0, 14.0
_WORDS = {ADDED: "#43; added", REMOVED: "− removed", CHANGED: "#126; changed"}
_LINES = {
    ADDED: "stroke:#1c62ab,stroke-width:3px",
    REMOVED: "stroke:#8c2d7c,stroke-width:2px,stroke-dasharray:6 4",
    CHANGED: "stroke-width:3px",
}
_CLASSES = (
    "classDef added stroke:#1c62ab,stroke-width:3px",
    "classDef removed stroke:#8c2d7c,stroke-width:2px,stroke-dasharray:6 4",
    "classDef changed stroke-width:3px",
)


def mermaid_map(marked: MarkedMap) -> str:
    """The source of the drawing, from the bottom perspective to the top one."""
    names = {box.id: f"n{number}" for number, box in enumerate(box for band in marked.bands for box in band.boxes)}
    lines = ["flowchart BT"]
    for number, band in reversed([found for found in enumerate(marked.bands) if found[1].boxes]):
        lines.append(f'subgraph p{number}["{_label(band.title)}"]')
        lines += [_box(box, names[box.id]) for box in band.boxes]
        lines.append("end")
    lines += [_arrow(link, names) for link in marked.links]
    return "\n".join([*lines, *_line_styles([link.mark for link in marked.links]), *_CLASSES])


def mermaid_tree(tree: TreeMapView) -> str:
    """The source of the drawing, the root at the left. Lines have no heads: a formula adds up and is no hypothesis."""
    names = {node.id: f"n{number}" for number, node in enumerate(tree.nodes)}
    lines = ["flowchart LR", *(_node(node, names[node.id]) for node in tree.nodes)]
    lines += [_line(edge, names) for edge in tree.edges]
    return "\n".join([*lines, *_line_styles([edge.mark for edge in tree.edges]), *_CLASSES])


def _line_styles(marks: Iterable[str]) -> Iterable[str]:
    return (f"linkStyle {number} {_LINES[mark]}" for number, mark in enumerate(marks) if mark)


def _node(node: TreeNode, name: str) -> str:
    said = [f"<b>{_label(node.title)}</b>", _label(node.figures), *([_label(node.words)] if node.words else [])]
    return f'{name}["{"<br/>".join(said)}"]{f":::{node.mark}" if node.mark else ""}'


def _line(edge: TreeEdge, names: Mapping[str, str]) -> str:
    line = "-.-" if edge.mark == REMOVED else "---"
    label = f'|"{_WORDS[edge.mark]}"|' if edge.mark else ""
    return f"{names[edge.whole]} {line}{label} {names[edge.part]}"


def _box(box: MarkedBox, name: str) -> str:
    said = [f"<b>{_label(box.title)}</b>", *_state(box.before, box.after)]
    said += [_WORDS[box.mark]] if box.mark else []
    style = f":::{box.mark}" if box.mark else ""
    return f'{name}["{"<br/>".join(said)}"]{style}'


def _state(before: StateView | None, after: StateView | None) -> Iterable[str]:
    if before is not None and after is not None and before.key != after.key:
        yield f"{before.word} → {after.word}"
    else:
        yield from (state.word for state in (after or before,) if state is not None)


def _arrow(link: MarkedLink, names: Mapping[str, str]) -> str:
    line = "-.->" if link.mark == REMOVED or link.feedback else "-->"
    label = f'|"{_WORDS[link.mark]}"|' if link.mark else ""
    return f"{names[link.cause]} {line}{label} {names[link.effect]}"


def _label(text: str) -> str:
    """A text that means nothing to Mermaid: whatever is not plain is written as the number of its character."""
    cut = shortened(" ".join(text.split()), width=_WIDEST, size=_SIZE)
    written = _OWN.sub(lambda found: f"#{ord(found[0])};", cut)
    return _NUMBERED.sub(lambda found: f"{found[1]}#{ord(found[2])};", written)
