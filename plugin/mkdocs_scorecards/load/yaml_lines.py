"""A YAML file as plain values that still know where they stand.

The usual loaders guess (`NO` is false, `12:30` is 750, `010` is 8), let a second key overwrite the first, and can be
made to run for minutes by a file of 500 bytes. So the events of the parser are composed here, under limits, and scalars
are read by the core rules of YAML 1.2 and nothing else: a plain decimal number is a number, with all its digits; `true`
and `false` are truth values; everything else is text. A key without a value counts as left out.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final, TypeAlias

from mkdocs_scorecards.load.unreadable import quoted
from mkdocs_scorecards.load.yaml_nodes import (
    MappingNode,
    Node,
    RefusedYaml,
    ScalarNode,
    SequenceNode,
    composed,
    place_of,
)
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.problem import Problem, sorted_problems
from mkdocs_scorecards.model.source_ref import SourceRef

KeyPath: TypeAlias = tuple[str | int, ...]
"""The way from the top of a document to a value: keys of mappings, positions in lists."""
PlainValue: TypeAlias = "bool | Decimal | str | list[PlainValue] | dict[str, PlainValue] | None"

LARGEST_FILE: Final = 1024 * 1024
DEEPEST: Final = 16
MOST_VALUES: Final = 100_000
LONGEST_NUMBER: Final = 30

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_NUMBER = re.compile(r"[-+]?(?P<digits>\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?(?P<exponent>[0-9]+))?")
_CONSTANTS: Final[Mapping[str, bool | None]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_BEFORE_SCALAR = re.compile(r"(?:&\S+\s+)?(?:[|>][^\n]*\n|[\"'])?")
_ESCAPE = re.compile(r"\\(?:x.{2}|u.{4}|U.{8}|.)", re.DOTALL)
_ESCAPED_BLANK = re.compile(r"\\[nt \n\t]")


@frozen
class LinedYaml:
    """A mapping read from a file, with the place of each key and value in it."""

    path: str
    text: str
    value: dict[str, PlainValue]
    key_nodes: Mapping[KeyPath, Node]
    value_nodes: Mapping[KeyPath, Node]

    def at(self, path: KeyPath) -> PlainValue:
        """The value at the end of a path, None where the path leads nowhere."""
        value: PlainValue = self.value
        for step in path:
            if isinstance(value, dict) and isinstance(step, str):
                value = value.get(step)
            elif isinstance(value, list) and isinstance(step, int) and step < len(value):
                value = value[step]
            else:
                return None
        return value

    def place(self, path: KeyPath) -> SourceRef:
        """Where a value starts; for an absent one, where the innermost thing starts that should hold it."""
        while path not in self.value_nodes:
            path = path[:-1]
        return place_of(self.path, self.value_nodes[path].where)

    def key_place(self, path: KeyPath) -> SourceRef:
        """Where the key of a value starts; for an item of a list or an absent key, as `place`."""
        node = self.key_nodes.get(path)
        return self.place(path) if node is None else place_of(self.path, node.where)

    def place_inside(self, path: KeyPath, offset: int) -> SourceRef:
        """Where the character at `offset` of a stripped text stands, whichever way the text is quoted or folded.

        Folding changes blanks, so they are not counted, and an offset that falls on one is moved to the next character.
        """
        node, value = self.value_nodes[path], self.at(path)
        if not isinstance(node, ScalarNode) or not isinstance(value, str):
            return self.place(path)
        raw = self.text[node.where.start : node.where.end].rstrip()
        if node.style in ("'", '"'):
            raw = raw[:-1]
        index = node.where.start + _raw_offset(raw, node.style, len("".join(value.strip()[:offset].split())))
        before = self.text[:index]
        return SourceRef(self.path, before.count("\n") + 1, index - (before.rfind("\n") + 1) + 1)


def read_yaml(data: bytes, path: str) -> tuple[LinedYaml | None, tuple[Problem, ...]]:
    """Read one document that holds a mapping. Never raises.

    Args:
        data: the file, in UTF-8 with or without a byte order mark, with any line ends.
        path: as it shall appear in places.

    Returns:
        The document, None where it cannot be used, and the problems found on the way.
    """
    try:
        text = decoded(data, path)
    except RefusedYaml as refusal:
        return None, (refusal.problem,)
    return read_yaml_text(text, path, first="schema: 1")


def read_yaml_text(text: str, path: str, *, first: str) -> tuple[LinedYaml | None, tuple[Problem, ...]]:
    """The same for a text that `decoded` has let pass; `first` is what a file begins with that holds no key yet."""
    try:
        reading = _Reading(path)
        root = composed(text, path, deepest=DEEPEST, most=MOST_VALUES)
        value = reading.plain(root, (), 0)
    except RefusedYaml as refusal:
        return None, (refusal.problem,)
    if not isinstance(value, dict):
        where = place_of(path, root.where)
        problem = Problem(
            code="yaml-no-mapping",
            where=where,
            message="the file does not consist of keys with values",
            hint=f"start it with {first}",
        )
        return None, sorted_problems([*reading.problems, problem])
    lined = LinedYaml(path=path, text=text, value=value, key_nodes=reading.key_nodes, value_nodes=reading.value_nodes)
    return lined, sorted_problems(reading.problems)


def decoded(data: bytes, path: str) -> str:
    """The text of a file, with line feeds.

    Raises:
        RefusedYaml: it is too large, no UTF-8, or holds control characters.
    """
    if len(data) > LARGEST_FILE:
        raise RefusedYaml(
            "yaml-too-large", SourceRef(path), f"the file has {len(data)} bytes, at most {LARGEST_FILE} are read",
            "figures belong into a CSV file, long texts onto a page",
        )  # fmt: skip
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = SourceRef(path, data[: error.start].count(b"\n") + 1)
        raise RefusedYaml("yaml-encoding", where, "the file is not UTF-8 text", "save it as UTF-8") from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := _CONTROL.search(text):
        before = text[: found.start()]
        where = SourceRef(path, before.count("\n") + 1, len(before) - before.rfind("\n"))
        raise RefusedYaml(
            "yaml-character", where, f"the control character U+{ord(found[0]):04X} stands here", "delete it"
        )
    return text


def _raw_offset(raw: str, style: str, skipped: int) -> int:
    """The offset in the written form of the character that follows `skipped` others, blanks not counted."""
    found = _BEFORE_SCALAR.match(raw) if style else re.match(r"(?:&\S+\s+)?", raw)
    index = found.end() if found else 0
    while index < len(raw):
        length, blank = 1, raw[index].isspace()
        if style == '"' and (escape := _ESCAPE.match(raw, index)):
            length, blank = len(escape[0]), _ESCAPED_BLANK.fullmatch(escape[0]) is not None
        elif style == "'" and raw.startswith("''", index):
            length = 2
        if not blank:
            if skipped == 0:
                return index
            skipped -= 1
        index += length
    return index


class _Reading:
    """The walk over the nodes of one file."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.key_nodes: dict[KeyPath, Node] = {}
        self.value_nodes: dict[KeyPath, Node] = {}

    def plain(self, node: Node, path: KeyPath, depth: int) -> PlainValue:
        """The value of a node; an alias is written out wherever it is used, so the limits are kept here again."""
        if depth > DEEPEST:
            raise RefusedYaml(
                "yaml-too-deep", place_of(self.path, node.where), f"values are nested more than {DEEPEST} deep", ""
            )
        if len(self.value_nodes) >= MOST_VALUES:
            raise RefusedYaml(
                "yaml-too-large", place_of(self.path, node.where), f"the file holds more than {MOST_VALUES} values", ""
            )
        self.value_nodes[path] = node
        if isinstance(node, MappingNode):
            return self._mapping(node, path, depth)
        if isinstance(node, SequenceNode):
            return [self.plain(item, (*path, index), depth + 1) for index, item in enumerate(node.items)]
        return self._scalar(node)

    def _mapping(self, node: MappingNode, path: KeyPath, depth: int) -> dict[str, PlainValue]:
        values: dict[str, PlainValue] = {}
        for key_node, value_node in node.pairs:
            name = self._key(key_node)
            if name is None:
                continue
            key = (*path, name)
            if key in self.key_nodes:
                line = self.key_nodes[key].where.line + 1
                message = f"the key {quoted(name)} stands here a second time, first on line {line}"
                self._report("key-repeated", key_node, message, "keep one of the two")
                continue
            self.key_nodes[key] = key_node
            value = self.plain(value_node, key, depth + 1)
            if value is None:
                del self.value_nodes[key]
            else:
                values[name] = value
        return values

    def _key(self, node: Node) -> str | None:
        """The name of a key, None where it is refused."""
        if not isinstance(node, ScalarNode) or not node.text:
            self._report("yaml-key-malformed", node, "a key must be a plain word", "write key: value")
            return None
        if node.text == "<<" and not node.style:
            hint = "write the keys out where they are needed"
            self._report("yaml-merge-key", node, "merge keys (<<) are not read", hint)
            return None
        return None if self._has_control_character(node) else node.text

    def _scalar(self, node: ScalarNode) -> PlainValue:
        if self._has_control_character(node):
            return "?"
        if node.style:
            return node.text
        if node.text in _CONSTANTS:
            return _CONSTANTS[node.text]
        number = _NUMBER.fullmatch(node.text)
        return self._number(node, number) if number else node.text

    def _has_control_character(self, node: ScalarNode) -> bool:
        found = _CONTROL.search(node.text)
        if found:
            message = f"an escape stands for the control character U+{ord(found[0]):04X}"
            self._report("yaml-character", node, message, "delete it")
        return found is not None

    def _number(self, node: ScalarNode, number: re.Match[str]) -> Decimal:
        digits, exponent = number["digits"].replace(".", ""), number["exponent"] or "0"
        if len(digits) > LONGEST_NUMBER or Decimal(exponent) > LONGEST_NUMBER:
            message = f"the number {quoted(number[0])} has more than {LONGEST_NUMBER} digits"
            self._report("yaml-number-too-long", node, message, "if it is a text, put it in quotes")
            return Decimal(0)
        return Decimal(number[0])

    def _report(self, code: str, node: Node, message: str, hint: str) -> None:
        where = place_of(self.path, node.where)
        self.problems.append(Problem(code=code, where=where, message=message, hint=hint))
