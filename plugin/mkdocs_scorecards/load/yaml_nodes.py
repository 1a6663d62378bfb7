"""The events of the YAML parser composed into nodes, under limits, and its errors in an author's words.

PyYAML's own composer follows nesting and aliases without a limit, and the messages of its two parsers (the fast one of
libyaml and the one in Python) differ and speak of tokens and streams.
"""

from collections.abc import Callable
from typing import Final, TypeAlias

import yaml

from mkdocs_scorecards.model.frozen import frozen_positional
from mkdocs_scorecards.model.problem import Problem
from mkdocs_scorecards.model.source_ref import SourceRef

PARSER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MOST_ALIASES: Final = 100


@frozen_positional
class Stretch:
    """A piece of the text: line and column, first character and the one after the last, all counted from 0."""

    line: int
    column: int
    start: int
    end: int


@frozen_positional
class ScalarNode:
    """A text as it reads after unquoting and folding; `style` is the quote or block sign, empty for a plain one."""

    where: Stretch
    text: str
    style: str


@frozen_positional
class SequenceNode:
    """A list."""

    where: Stretch
    items: "list[Node]"


@frozen_positional
class MappingNode:
    """Keys and values in the order of the file, repeated keys included."""

    where: Stretch
    pairs: "list[tuple[Node, Node]]"


Node: TypeAlias = ScalarNode | SequenceNode | MappingNode


class RefusedYaml(Exception):  # noqa: N818 - it carries a problem, it is none itself
    """The file cannot be read on."""

    def __init__(self, code: str, where: SourceRef, message: str, hint: str) -> None:
        super().__init__(message)
        self.problem = Problem(code=code, where=where, message=message, hint=hint)


def composed(text: str, path: str, *, deepest: int, most: int) -> Node:
    """The root node of the only document in `text`.

    Args:
        text: free of control characters, with line feeds.
        path: for the places of problems.
        deepest: how many collections may lie in each other.
        most: how many nodes there may be.

    Raises:
        RefusedYaml: the text is no YAML, holds no or several documents, tags, or breaks a limit.
    """
    parser = PARSER(text)
    try:
        return _Composer(parser.get_event, path, deepest, most).document()
    except yaml.MarkedYAMLError as error:
        raise _syntax_refusal(error, text, path) from None
    except (yaml.YAMLError, ValueError, OverflowError) as error:  # the parser in Python does not catch these itself
        raise RefusedYaml("yaml-syntax", SourceRef(path), f"this is not valid YAML: {error}", "") from None
    finally:
        parser.dispose()


class _Composer:
    """Nodes from events; an alias becomes the very node that it names."""

    def __init__(self, next_event: Callable[[], yaml.Event], path: str, deepest: int, most: int) -> None:
        self._next = next_event
        self._path = path
        self._deepest = deepest
        self._most = most
        self._nodes = 0
        self._aliases = 0
        self._anchors: dict[str, Node] = {}

    def document(self) -> Node:
        """The root of the stream's only document."""
        self._next()
        if isinstance(self._next(), yaml.StreamEndEvent):
            raise RefusedYaml("yaml-empty", SourceRef(self._path), "the file is empty", "start it with schema: 1")
        root = self._node(self._next(), 0)
        self._next()
        event = self._next()
        if not isinstance(event, yaml.StreamEndEvent):
            raise self._refusal(
                "yaml-several-documents", event, "a second document starts here", "keep one and delete the line ---"
            )
        return root

    def _node(self, event: yaml.Event, depth: int) -> Node:
        if isinstance(event, yaml.AliasEvent):
            return self._aliased(event)
        self._hold_limits(event, depth)
        where = _stretch(event)
        node: Node
        if isinstance(event, yaml.ScalarEvent):
            node = ScalarNode(where, event.value, event.style or "")
        elif isinstance(event, yaml.SequenceStartEvent):
            node = SequenceNode(where, self._items(depth))
        else:
            node = MappingNode(where, self._pairs(depth))
        if isinstance(event, yaml.NodeEvent) and event.anchor:
            self._anchors[event.anchor] = node
        return node

    def _items(self, depth: int) -> list[Node]:
        items = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return items

    def _pairs(self, depth: int) -> list[tuple[Node, Node]]:
        pairs = []
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            pairs.append((key, self._node(self._next(), depth + 1)))
        return pairs

    def _aliased(self, event: yaml.AliasEvent) -> Node:
        self._aliases += 1
        if self._aliases > MOST_ALIASES:
            raise self._refusal("yaml-alias", event, f"the file uses more than {MOST_ALIASES} aliases (*name)", "")
        if event.anchor not in self._anchors:
            raise self._refusal(
                "yaml-alias", event, f"no value before this one is named &{event.anchor}",
                f'if it is a text, put it in quotes: "*{event.anchor}"',
            )  # fmt: skip
        return self._anchors[event.anchor]

    def _hold_limits(self, event: yaml.Event, depth: int) -> None:
        self._nodes += 1
        if self._nodes > self._most:
            raise self._refusal("yaml-too-large", event, f"the file holds more than {self._most} values", "")
        if depth > self._deepest:
            raise self._refusal("yaml-too-deep", event, f"values are nested more than {self._deepest} deep", "")
        if (tag := getattr(event, "tag", None)) is not None:
            shown = str(tag).replace("tag:yaml.org,2002:", "!!")
            raise self._refusal("yaml-tag", event, f"the tag {shown} is not read", "delete it")

    def _refusal(self, code: str, event: yaml.Event, message: str, hint: str) -> RefusedYaml:
        return RefusedYaml(code, place_of(self._path, _stretch(event)), message, hint)


def place_of(path: str, where: Stretch) -> SourceRef:
    """Where a stretch starts, as people count."""
    return SourceRef(path, where.line + 1, where.column + 1)


def _stretch(event: yaml.Event) -> Stretch:
    first, last = event.start_mark, event.end_mark
    if first is None or last is None:  # neither parser does that; the type stubs allow it
        return Stretch(0, 0, 0, 0)
    return Stretch(first.line, first.column, first.index, last.index)


@frozen_positional
class _Mistake:
    """What an author did when the parser's problem and context contain these words."""

    problem: str
    context: str
    message: str
    hint: str = ""
    is_at_start: bool = False


_NO_KEY_HERE = "a colon stands where no key can be"
_NO_ESCAPE = "a backslash in double quotes starts an escape that does not exist"
_QUOTE_COLONS = 'put a text that holds ": " in quotes, and check the indentation'
_MISTAKES: Final = (
    _Mistake("mapping values are not allowed", "", _NO_KEY_HERE, _QUOTE_COLONS),
    _Mistake("unexpected ':'", "", _NO_KEY_HERE, _QUOTE_COLONS),
    _Mistake(
        "could not find expected ':'", "", "a key without a colon, or a text that is not indented", "write key: value"
    ),
    _Mistake("escape", "quoted scalar", _NO_ESCAPE, "use single quotes"),
    _Mistake("hex", "quoted scalar", _NO_ESCAPE, "use single quotes"),
    _Mistake("", "quoted scalar", "the quote that opens here is never closed", "close it on the same line", True),
    _Mistake("", "flow", "the bracket that opens here is not closed, or a comma is missing inside", "", True),
    _Mistake(
        "",
        "block",
        "this line does not fit the ones above it",
        "check the indentation; a text that starts with a quote must end with it",
    ),
)
"""The first that fits counts."""


def _syntax_refusal(error: yaml.MarkedYAMLError, text: str, path: str) -> RefusedYaml:
    """Name what an author can see: a tab, a sign, a quote, a bracket, the indentation."""
    problem, context = error.problem or "", error.context or ""
    mistake = _Mistake("", "", f"this is not valid YAML: {problem}")
    if "cannot start any token" in problem and error.problem_mark is not None:
        mistake = _bad_start(text[error.problem_mark.index : error.problem_mark.index + 1])
    else:
        fitting = (known for known in _MISTAKES if known.problem in problem and known.context in context)
        mistake = next(fitting, mistake)
    mark = error.context_mark if mistake.is_at_start else error.problem_mark
    where = SourceRef(path) if mark is None else SourceRef(path, mark.line + 1, mark.column + 1)
    return RefusedYaml("yaml-syntax", where, mistake.message, mistake.hint)


def _bad_start(sign: str) -> _Mistake:
    if sign == "\t":
        return _Mistake("", "", "a tab stands where blanks are expected", "indent with blanks")
    return _Mistake("", "", f"a text may not start with {sign} unless it is quoted", f'put it in quotes: "{sign}"')
