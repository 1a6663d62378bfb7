import doctest

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_scorecards.render import dot
from mkdocs_scorecards.render.graphviz import EngineChoice, found_engine, layout

_HOSTILE = st.text(
    st.one_of(st.sampled_from('"\\<>&;:{}[]|NGnlr N'), st.characters(exclude_categories=["Cs", "Cc"])), max_size=12
)


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(dot).failed == 0


@settings(max_examples=25, deadline=None)
@given(st.lists(_HOSTILE.filter(lambda name: name and name[0] != "%"), min_size=1, max_size=12, unique=True))
@pytest.mark.parametrize("choice", [EngineChoice.PURE, EngineChoice.DOT])
def test_every_name_comes_back_from_graphviz_as_it_went_in(choice: EngineChoice, names: list[str]) -> None:
    engine = found_engine(choice)
    if engine is None:
        pytest.skip(f"{choice} is not installed")

    answer = layout(dot.digraph([dot.node(name) for name in names]), engine)

    assert set(answer.centres) == set(names)


@given(_HOSTILE)
def test_unquoting_undoes_quoting(text: str) -> None:
    inside = dot.quoted(text)[1:-1]

    assert dot.unquoted(_as_graphviz_reads(inside)) == text


def _as_graphviz_reads(inside: str) -> str:
    """What the lexer of Graphviz leaves: the escape of a quotation mark is resolved, a pair of backslashes stays."""
    read, rest = "", inside
    while rest:
        step = 2 if rest[0] == "\\" else 1
        read += '"' if rest[:step] == '\\"' else rest[:step]
        rest = rest[step:]
    return read


@pytest.mark.parametrize("text", ["a\0b", "two\nlines", "\x1b[0m"])
def test_a_control_character_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="control character"):
        dot.quoted(text)


def test_a_value_in_angle_brackets_is_no_html() -> None:
    assert dot.node("a", label="<b>x</b>") == '"a" [label="<b>x</b>"]'


def test_a_word_of_the_language_may_be_a_name() -> None:
    engine = found_engine(EngineChoice.PURE)
    assert engine is not None

    answer = layout(dot.digraph([dot.node("node"), dot.node("subgraph"), dot.edge("node", "subgraph")]), engine)

    assert set(answer.centres) == {"node", "subgraph"}
