"""Names inside one scorecard.yml that must exist, and names that must not collide.

The checks read the plain values of the file, not its validated shape: so an unknown objective is reported in the same
run as a misspelt key.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from mkdocs_scorecards.load.near_miss import did_you_mean
from mkdocs_scorecards.load.unreadable import quoted
from mkdocs_scorecards.load.yaml_lines import KeyPath, LinedYaml, PlainValue
from mkdocs_scorecards.model.frozen import frozen_positional
from mkdocs_scorecards.model.objective import DEFAULT_PERSPECTIVES
from mkdocs_scorecards.model.problem import Problem, sorted_problems

RESERVED_PERSPECTIVES: Final = frozenset(
    {"map", "kpis", "tree", "hypotheses", "initiatives", "reviews", "changes", "restatements", "method"}
)
"""Pages beside those of the perspectives."""

_EACH: Final = -1
"""In a path pattern: every item of a list."""

_MOST_SUGGESTIONS: Final = 200
"""Names of one kind for which a near miss is looked up; that takes long where there are thousands of both."""


@frozen_positional
class _Kind:
    """Something that has ids: where they are declared and where they are used."""

    noun: str
    declared: tuple[KeyPath, ...]
    used: tuple[KeyPath, ...] = ()


_PERSPECTIVES = _Kind("perspective", (("perspectives", _EACH, "id"),), (("objectives", _EACH, "perspective"),))
_OBJECTIVES = _Kind("objective", (("objectives", _EACH, "id"),), (("links", _EACH, "from"), ("links", _EACH, "to")))
_KPIS = _Kind(
    "KPI",
    (("objectives", _EACH, "kpis", _EACH, "id"), ("drivers", _EACH, "id")),
    (
        ("objectives", _EACH, "initiatives", _EACH, "kpi"),
        ("links", _EACH, "test", "cause"),
        ("links", _EACH, "test", "effect"),
    ),
)
_KINDS: Final = (
    _PERSPECTIVES,
    _OBJECTIVES,
    _KPIS,
    _Kind("theme", (("themes", _EACH, "id"),), (("objectives", _EACH, "themes", _EACH),)),
    _Kind("initiative", (("objectives", _EACH, "initiatives", _EACH, "id"),)),
)


def reference_problems(lines: LinedYaml) -> tuple[Problem, ...]:
    """Ids that are used but not declared, declared twice or reserved, and links that make no arrow."""
    declared = {kind.noun: _declared(kind, lines) for kind in _KINDS}
    found = [problem for kind in _KINDS for problem in _repetitions(kind, lines)]
    found += [problem for kind in _KINDS for problem in _unknown(kind, declared, lines)]
    return sorted_problems([*found, *_reserved(lines), *_bad_links(lines), *_repeated_themes(lines)])


def _texts(lines: LinedYaml, pattern: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    """Every text of the file whose path fits the pattern, in the order of the file."""

    def walk(value: PlainValue, done: KeyPath, rest: KeyPath) -> Iterator[tuple[KeyPath, str]]:
        if not rest:
            if isinstance(value, str):
                yield done, value.strip()
        elif rest[0] == _EACH:
            for index, item in enumerate(value if isinstance(value, list) else ()):
                yield from walk(item, (*done, index), rest[1:])
        elif isinstance(value, dict) and isinstance(rest[0], str):
            yield from walk(value.get(rest[0]), (*done, rest[0]), rest[1:])

    return walk(lines.value, (), pattern)


def _declared(kind: _Kind, lines: LinedYaml) -> dict[str, KeyPath]:
    if kind is _PERSPECTIVES and "perspectives" not in lines.value:
        return {perspective.id: () for perspective in DEFAULT_PERSPECTIVES}
    return {name: path for pattern in kind.declared for path, name in _texts(lines, pattern)}


def _repetitions(kind: _Kind, lines: LinedYaml) -> Iterator[Problem]:
    first: dict[str, KeyPath] = {}
    for pattern in kind.declared:
        for path, name in _texts(lines, pattern):
            if name in first:
                yield Problem(
                    code="id-repeated",
                    where=lines.place(path),
                    message=f"{_a(kind.noun)} {quoted(name)} exists already, on line {lines.place(first[name]).line}",
                    hint="give each its own id",
                )
            first.setdefault(name, path)


def _unknown(kind: _Kind, declared: Mapping[str, Mapping[str, KeyPath]], lines: LinedYaml) -> Iterator[Problem]:
    known = declared[kind.noun]
    used = (found for pattern in kind.used for found in _texts(lines, pattern))
    for number, (path, name) in enumerate((path, name) for path, name in used if name not in known):
        others = [other for other, names in declared.items() if name in names]
        hint = f"{name} is the id of {_a(others[0])}" if others else ""
        if not hint and number < _MOST_SUGGESTIONS:
            hint = did_you_mean(name, known)
        yield Problem(
            code="reference-unknown",
            where=lines.place(path),
            message=f"there is no {kind.noun} {quoted(name)} in this scorecard",
            hint=hint or _listed(kind, known),
        )


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "io" else f"a {noun}"


def _listed(kind: _Kind, known: Mapping[str, KeyPath]) -> str:
    most = 8
    if not known:
        return f"the scorecard has no {kind.noun} yet"
    return f"there are {', '.join(known)}" if len(known) <= most else f"declare the {kind.noun} first"


def _reserved(lines: LinedYaml) -> Iterator[Problem]:
    for path, name in _texts(lines, ("perspectives", _EACH, "id")):
        if name in RESERVED_PERSPECTIVES:
            yield Problem(
                code="id-reserved",
                where=lines.place(path),
                message=f"a perspective cannot be called {quoted(name)}: that is the address of another page",
                hint=f"choose another id, such as {name}_perspective",
            )


def _bad_links(lines: LinedYaml) -> Iterator[Problem]:
    first: dict[tuple[str, str], int] = {}
    links = lines.value.get("links")
    for index in range(len(links) if isinstance(links, list) else 0):
        path: KeyPath = ("links", index)
        cause, effect = lines.at((*path, "from")), lines.at((*path, "to"))
        tested, against = lines.at((*path, "test", "cause")), lines.at((*path, "test", "effect"))
        if isinstance(tested, str) and tested == against:
            yield Problem(
                code="link-test-of-itself",
                where=lines.place((*path, "test", "effect")),
                message=f"the KPI {quoted(tested)} cannot be tested against itself",
                hint="name a KPI of the cause and a KPI of the effect",
            )
        if not isinstance(cause, str) or not isinstance(effect, str):
            continue
        if cause == effect:
            yield Problem(
                code="link-to-itself",
                where=lines.place((*path, "to")),
                message=f"the link leads from {quoted(cause)} to itself",
                hint="name another objective",
            )
        if (cause, effect) in first:
            yield Problem(
                code="link-repeated",
                where=lines.place(path),
                message=f"a link from {quoted(cause)} to {quoted(effect)} exists already, "
                f"on line {lines.place(('links', first[cause, effect])).line}",
                hint="keep one of the two",
            )
        first.setdefault((cause, effect), index)


def _repeated_themes(lines: LinedYaml) -> Iterator[Problem]:
    seen: set[tuple[KeyPath, str]] = set()
    for path, name in _texts(lines, ("objectives", _EACH, "themes", _EACH)):
        if (path[:-1], name) in seen:
            yield Problem(
                code="reference-repeated",
                where=lines.place(path),
                message=f"the theme {quoted(name)} is named twice",
                hint="keep one of the two",
            )
        seen.add((path[:-1], name))
