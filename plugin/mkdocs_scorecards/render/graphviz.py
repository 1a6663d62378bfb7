"""The only call of Graphviz: which program there is, and where it puts the nodes of a graph.

Graphviz is used for layout and never for drawing. Without a font library it guesses text widths, and every engine
guesses differently; given boxes of fixed size, the engines agree. Each graph gets a process of its own, because numbers
that an engine counts up within a process would make the second graph depend on the first.
"""

import json
import os
import re
import shutil
import subprocess
import sysconfig
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from mkdocs_scorecards.model.frozen import frozen, frozen_positional
from mkdocs_scorecards.render.dot import unquoted

OLDEST_DOT = (2, 43)
LARGEST_GRAPH = 1_000_000
"""Bytes of the DOT text; a map of a thousand objectives needs a tenth of it."""
LARGEST_LAYOUT = 32_000_000
LONGEST_RUN = 30.0
"""Seconds that one graph may take; 200 nodes take 0.035."""

_LONGEST_PROBE = 10.0
_VERSION = re.compile(r"version (\d+(?:\.\d+)*)")
_MOST_KEPT_OF_STDERR = 2000
_RUNS = ThreadPoolExecutor(max_workers=4, thread_name_prefix="graphviz")
"""They only wait for the programs, of which no more than this run at a time."""


class EngineChoice(StrEnum):
    """Which engine the user wants; `auto` takes the first that is there."""

    AUTO = "auto"
    DOT = "dot"
    PURE = "graphviz-pure"
    NONE = "none"


@frozen
class Engine:
    """A program that lays out graphs; `name` and `version` belong into the manifest of an edition."""

    name: str
    version: str
    command: str


@frozen_positional
class Point:
    """A place in px, from the left and from the top."""

    x: float
    y: float


@frozen
class Layout:
    """The centre of each node by its name, and the size of the whole, in px (one px is one point)."""

    width: float
    height: float
    centres: Mapping[str, Point]


class LayoutFailed(Exception):  # noqa: N818 - named after what happened, as the caller reads it
    """Graphviz did not lay out a graph; the message says why, with what the program said."""


def found_engine(choice: EngineChoice = EngineChoice.AUTO) -> Engine | None:
    """The engine to use: `dot` from 2.43 on, else `graphviz-pure`, else none.

    `graphviz-pure` is also looked for among the interpreter's own programs, which PATH lacks while a virtual
    environment is not activated.
    """
    if choice in (EngineChoice.AUTO, EngineChoice.DOT):
        engine = _probed("dot", shutil.which("dot"))
        if engine is not None and _numbers(engine.version) >= OLDEST_DOT:
            return engine
    if choice in (EngineChoice.AUTO, EngineChoice.PURE):
        scripts = sysconfig.get_path("scripts")
        return _probed("graphviz-pure", shutil.which("graphviz-pure") or shutil.which("graphviz-pure", path=scripts))
    return None


def layout(dot: str, engine: Engine) -> Layout:
    """Lay out a graph. The same text and engine give the same answer, so it is worked out once per process.

    Args:
        dot: the graph, as `render.dot` writes it.
        engine: the program to run.

    Raises:
        LayoutFailed: the graph is refused, too large, or takes longer than `LONGEST_RUN`.
    """
    try:
        return begun_layout(dot, engine).result()
    except LayoutFailed:
        begun_layout.cache_clear()  # a failure may pass: the next build of a served site tries again
        raise


@lru_cache(maxsize=256)
def begun_layout(dot: str, engine: Engine) -> Future[Layout]:
    """Have a graph laid out while the caller does something else; `layout` waits for it."""
    return _RUNS.submit(_laid_out, dot, engine)


def _laid_out(dot: str, engine: Engine) -> Layout:
    source = dot.encode()
    if len(source) > LARGEST_GRAPH:
        raise LayoutFailed(f"the graph has {len(source)} bytes, more than the {LARGEST_GRAPH} that are allowed")
    answer = _run(engine, ["-Tjson0"], source, LONGEST_RUN)
    if answer.returncode != 0:
        raise LayoutFailed(f"{engine.name} {engine.version} refused the graph: {_said(answer)}")
    if len(answer.stdout) > LARGEST_LAYOUT:
        raise LayoutFailed(f"{engine.name} {engine.version} answered with {len(answer.stdout)} bytes")
    return parsed_layout(answer.stdout)


def parsed_layout(answer: bytes) -> Layout:
    """Read what Graphviz writes under `-Tjson0`, turning its axis, which points upwards.

    Raises:
        LayoutFailed: the answer is not of that form.
    """
    try:
        graph = json.loads(answer)
        _, _, width, height = (float(number) for number in graph["bb"].split(","))
        centres = {
            unquoted(node["name"]): _point(node["pos"], height) for node in graph.get("objects", ()) if "pos" in node
        }
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise LayoutFailed(f"the answer of Graphviz cannot be read: {error!r}") from error
    return Layout(width=width, height=height, centres=MappingProxyType(centres))


def _point(position: str, height: float) -> Point:
    x, y = (float(number) for number in position.split(","))
    return Point(x, height - y)


def _probed(name: str, command: str | None) -> Engine | None:
    if command is None:
        return None
    engine = Engine(name=name, version="", command=str(Path(command)))
    try:
        answer = _run(engine, ["-V"], b"", _LONGEST_PROBE)
    except LayoutFailed:
        return None
    version = _VERSION.search((answer.stderr + answer.stdout).decode(errors="replace"))
    return Engine(name=name, version=version[1], command=engine.command) if version else None


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in version.split("."))


def _run(engine: Engine, options: list[str], source: bytes, seconds: float) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "LC_ALL": "C"}  # a decimal comma in the answer would not be JSON
    try:
        return subprocess.run(  # noqa: S603 - no shell, fixed options, the program is the one found on PATH
            [engine.command, *options], input=source, capture_output=True, timeout=seconds, check=False, env=environment
        )
    except subprocess.TimeoutExpired as error:
        raise LayoutFailed(f"{engine.name} took longer than {seconds:g} seconds and was stopped") from error
    except OSError as error:
        raise LayoutFailed(f"{engine.name} cannot be run: {error}") from error


def _said(answer: subprocess.CompletedProcess[bytes]) -> str:
    words = answer.stderr.decode(errors="replace").strip()
    return words[:_MOST_KEPT_OF_STDERR] or f"it ended with exit code {answer.returncode} and said nothing"
