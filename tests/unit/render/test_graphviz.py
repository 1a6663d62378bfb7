import os
import stat
import sys
from pathlib import Path

import pytest

from mkdocs_scorecards.render import graphviz
from mkdocs_scorecards.render.graphviz import (
    Engine,
    EngineChoice,
    LayoutFailed,
    Point,
    begun_layout,
    found_engine,
    layout,
    parsed_layout,
)

posix = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for Graphviz is a shell script")


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that comes first on PATH."""
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    return tmp_path


def _script(folder: Path, name: str, body: str) -> Engine:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IEXEC)
    return Engine(name=name, version="9", command=str(path))


@posix
def test_dot_is_preferred_where_it_is_new_enough(program: Path) -> None:
    _script(program, "dot", "echo 'dot - graphviz version 2.43.0 (0)' >&2")

    engine = found_engine()

    assert engine == Engine(name="dot", version="2.43.0", command=str(program / "dot"))


@posix
def test_an_old_dot_is_passed_over(program: Path) -> None:
    _script(program, "dot", "echo 'dot - graphviz version 2.38.0 (20140413.2041)' >&2")

    automatic, forced = found_engine(), found_engine(EngineChoice.DOT)

    assert automatic is not None
    assert automatic.name == "graphviz-pure"
    assert forced is None


@posix
@pytest.mark.parametrize("body", ["exit 1", "echo hello", "kill -9 $$"])
def test_a_dot_that_does_not_tell_its_version_is_passed_over(program: Path, body: str) -> None:
    _script(program, "dot", body)

    assert found_engine(EngineChoice.DOT) is None


def test_the_bundled_engine_is_found_without_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    engine = found_engine()

    assert engine is not None
    assert engine.name == "graphviz-pure"
    assert engine.version


def test_none_forbids_every_engine() -> None:
    assert found_engine(EngineChoice.NONE) is None


def test_a_layout_counts_from_the_top_left() -> None:
    answer = b'{"bb": "0,0,100,60", "objects": [{"name": "%3", "nodes": [1]}, {"name": "a\\\\\\\\b", "pos": "10,60"}]}'

    found = parsed_layout(answer)

    assert (found.width, found.height) == (100, 60)
    assert dict(found.centres) == {"a\\b": Point(10, 0)}


@pytest.mark.parametrize(
    "answer", [b"", b"[]", b"{}", b'{"bb": "0,0"}', b'{"bb": "0,0,1,1", "objects": [{"pos": "1"}]}']
)
def test_an_answer_of_another_form_is_refused(answer: bytes) -> None:
    with pytest.raises(LayoutFailed, match="cannot be read"):
        parsed_layout(answer)


def test_what_graphviz_says_of_a_bad_graph_is_kept() -> None:
    engine = found_engine(EngineChoice.PURE)
    assert engine is not None

    with pytest.raises(LayoutFailed, match=r"graphviz-pure .* refused the graph: .*syntax error"):
        layout("digraph { a -> ", engine)


@posix
def test_an_engine_that_hangs_is_stopped(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graphviz, "LONGEST_RUN", 0.2)
    engine = _script(program, "slow", "exec sleep 30")

    with pytest.raises(LayoutFailed, match=r"took longer than 0\.2 seconds"):
        layout("digraph {}", engine)


def test_a_graph_that_is_too_large_is_not_even_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graphviz, "LARGEST_GRAPH", 8)

    with pytest.raises(LayoutFailed, match="has 10 bytes, more than the 8"):
        layout("digraph {}", Engine(name="no", version="0", command="/nowhere"))


@posix
def test_an_answer_that_is_too_large_is_refused(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graphviz, "LARGEST_LAYOUT", 4)
    engine = _script(program, "wordy", "echo 0123456789")

    with pytest.raises(LayoutFailed, match="answered with 11 bytes"):
        layout("digraph {}", engine)


def test_a_program_that_is_gone_is_a_clear_failure() -> None:
    with pytest.raises(LayoutFailed, match="gone cannot be run"):
        layout("digraph {}", Engine(name="gone", version="0", command="/nowhere/gone"))


@posix
def test_the_same_graph_is_laid_out_once(program: Path) -> None:
    engine = _script(program, "once", f'echo x >> "{program}/runs"; echo \'{{"bb": "0,0,1,1"}}\'')

    layout("digraph { once }", engine)
    layout("digraph { once }", engine)
    layout("digraph { twice }", engine)

    assert (program / "runs").read_text(encoding="utf-8") == "x\nx\n"


@posix
def test_a_graph_that_failed_is_tried_again(program: Path) -> None:
    engine = _script(program, "later", f'test -e "{program}/ready" && echo \'{{"bb": "0,0,1,1"}}\'')

    with pytest.raises(LayoutFailed, match="refused the graph"):
        layout("digraph {}", engine)
    (program / "ready").touch()

    assert layout("digraph {}", engine).width == 1


@posix
def test_graphs_that_are_begun_are_laid_out_at_the_same_time(program: Path) -> None:
    wait = f'i=0; until test $(ls "{program}"/begun.* | wc -l) = 2 || test $i = 500; do i=$((i+1)); sleep 0.01; done'
    engine = _script(program, "together", f'touch "{program}/begun.$$"; {wait}; printf \'{{"bb": "0,0,%s,1"}}\' $i')

    begun_layout("digraph { one }", engine)
    begun_layout("digraph { other }", engine)

    assert max(layout(f"digraph {{ {name} }}", engine).width for name in ("one", "other")) < 500
