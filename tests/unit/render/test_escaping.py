"""What templates print: the same text as Jinja's own escaping, whatever the value."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, StrictUndefined, UndefinedError
from markupsafe import Markup, escape

from mkdocs_scorecards.render.escaping import EscapingEnvironment, escaped

TEMPLATE = """\
{% macro cell(text) %}<td title="{{ text }}">{{ text }}</td>{% endmacro %}
{% set kept %}<b>{{ value }}</b>{% endset %}
{{ value }} {{ cell(value) }} {{ kept }} {{ value | upper }} {{ value ~ "<" }} {{ value | e }}
{% autoescape false %}{{ value }}{% endautoescape %}
"""


class WithMarkup:
    def __html__(self) -> str:
        return "<em>a & b</em>"


@given(st.one_of(st.text(), st.integers(), st.floats(), st.decimals(), st.booleans(), st.none(), st.text().map(Markup)))
def test_a_value_is_escaped_as_it_always_was(value: Any) -> None:
    assert str(escaped(value)) == str(escape(value))


@pytest.mark.parametrize(
    "value", ["a & b", '<a href="x">', Markup("<i>safe</i>"), WithMarkup(), 0, -0.0, Decimal("1.0")]
)
def test_a_template_prints_what_it_prints_under_jinjas_own_escaping(value: Any) -> None:
    settings: dict[str, Any] = {"autoescape": True, "extensions": ["jinja2.ext.do"]}
    own, jinjas = (kind(**settings).from_string(TEMPLATE) for kind in (EscapingEnvironment, Environment))

    assert own.render(value=value) == jinjas.render(value=value)


def test_equal_numbers_keep_their_own_spelling() -> None:
    assert [escaped(value) for value in (1, True, 1.0, Decimal(1), Decimal("1.0"))] == ["1", "True", "1.0", "1", "1.0"]


def test_an_unknown_name_is_still_an_error() -> None:
    template = EscapingEnvironment(autoescape=True, undefined=StrictUndefined).from_string("{{ unknown }}")

    with pytest.raises(UndefinedError, match="'unknown' is undefined"):
        template.render()


def test_the_templates_of_pages_use_it() -> None:
    code = EscapingEnvironment(autoescape=True).compile("{{ name }}", raw=True)

    assert "environment.escaped(" in code
