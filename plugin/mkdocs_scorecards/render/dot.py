r"""The Graphviz language, as far as we speak it, and the only place that quotes for it.

Graphviz lays out and does not draw, so a graph holds our own names and numbers and no author's prose. Names are quoted
all the same: an objective may be called `node`. A value in angle brackets stays a text and never becomes HTML, because
every value is quoted.
"""

import unicodedata
from collections.abc import Iterable, Mapping

POINTS_AN_INCH = 72


def quoted(text: str) -> str:
    r"""Quote a name or the value of an attribute.

    A quoted text of Graphviz knows one escape, for the quotation mark; a backslash is doubled, so that it neither
    swallows what follows it nor is read as a code in a label (`\N` is the name of the node there). Names therefore come
    back from Graphviz with their backslashes doubled: read them with `unquoted`. A name must not begin with a percent
    sign, which Graphviz keeps for what has no name.

    Raises:
        ValueError: the text holds a control character; not every version returns those as they came.

    >>> print(quoted("reduce_churn"))
    "reduce_churn"
    >>> print(quoted('say "hi" <b>'))
    "say \"hi\" <b>"
    >>> print(quoted("back\\slash\\"))
    "back\\slash\\"
    """
    if any(unicodedata.category(character) == "Cc" for character in text):
        raise ValueError(f"a control character cannot be passed to Graphviz: {text!r}")
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def unquoted(name: str) -> str:
    r"""The text of a name as Graphviz returns it.

    >>> unquoted("back\\\\slash")
    'back\\slash'
    """
    return name.replace("\\\\", "\\")


def inches(px: float) -> str:
    """A length for `width`, `height`, `nodesep` or `ranksep`, one px being one point.

    >>> inches(242)
    '3.3611'
    """
    return f"{px / POINTS_AN_INCH:.4f}"


def node(name: str, **attributes: str) -> str:
    """Declare a node.

    >>> print(node("grow", width="2"))
    "grow" [width="2"]
    """
    return quoted(name) + _bracketed(attributes)


def edge(tail: str, head: str, **attributes: str) -> str:
    """Declare an edge. Both ends are quoted whole, so that a colon in a name names no port.

    >>> print(edge("a", "b:c", style="invis"))
    "a" -> "b:c" [style="invis"]
    """
    return f"{quoted(tail)} -> {quoted(head)}{_bracketed(attributes)}"


def row(names: Iterable[str]) -> str:
    """Put nodes on one rank, in this order from left to right.

    >>> print(row(["a", "b"]))
    {rank="same" "a" -> "b" [style="invis" weight="0"]}
    >>> print(row(["a"]))
    {rank="same" "a"}
    """
    chain = " -> ".join(quoted(name) for name in names)
    invisible = ' [style="invis" weight="0"]' if " -> " in chain else ""
    return f'{{rank="same" {chain}{invisible}}}'


def digraph(statements: Iterable[str], **attributes: str) -> str:
    """A whole graph, a statement a line.

    >>> print(digraph([node("a")], rankdir="LR"), end="")
    digraph {
      graph [rankdir="LR"]
      "a"
    }
    """
    lines = [*([f"graph{_bracketed(attributes)}"] if attributes else []), *statements]
    return "digraph {\n" + "".join(f"  {line}\n" for line in lines) + "}\n"


def _bracketed(attributes: Mapping[str, str]) -> str:
    if not attributes:
        return ""
    return " [" + " ".join(f"{key}={quoted(value)}" for key, value in attributes.items()) + "]"
