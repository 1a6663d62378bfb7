"""The strategy map as a Mermaid flowchart, which code hosts draw in a comment: both versions in one, changes marked.

Marks are words and line styles before they are colours. Authors' texts stand in quoted labels with every character that
Mermaid could take for its own written as an entity.
"""

import re
from collections.abc import Iterable, Mapping

from mkdocs_scorecards.render.changes.map_marks import ADDED, CHANGED, REMOVED, MarkedBox, MarkedLink, MarkedMap
from mkdocs_scorecards.render.pages.parts import StateView
from mkdocs_scorecards.render.text_width import shortened

_OWN = re.compile(r"[^\w ,.%()/+\-−–→'’]")
_WIDEST, _SIZE = 380.0, 14.0
_WORDS = {ADDED: "+ added", REMOVED: "− removed", CHANGED: "~ changed"}
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
    lines += [f"linkStyle {number} {_LINES[link.mark]}" for number, link in enumerate(marked.links) if link.mark]
    return "\n".join([*lines, *_CLASSES])


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
    return _OWN.sub(lambda found: f"#{ord(found[0])};", cut)
