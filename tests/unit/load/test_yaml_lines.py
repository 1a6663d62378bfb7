"""YAML as plain values with places: what is read, what is refused, and that nothing raises."""

import time
from decimal import Decimal

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_scorecards.load import yaml_nodes
from mkdocs_scorecards.load.yaml_lines import DEEPEST, LARGEST_FILE, LinedYaml, PlainValue, read_yaml
from mkdocs_scorecards.model.source_ref import SourceRef


def lined(text: str) -> LinedYaml:
    lines, problems = read_yaml(text.encode(), "s.yml")
    assert lines is not None
    assert problems == ()
    return lines


def codes(data: bytes | str) -> list[tuple[str, int, int]]:
    _, problems = read_yaml(data if isinstance(data, bytes) else data.encode(), "s.yml")
    return [(problem.code, problem.where.line, problem.where.column) for problem in problems]


@pytest.fixture(params=["CSafeLoader", "SafeLoader"])
def _either_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_nodes, "PARSER", getattr(yaml, request.param))


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("NO", "NO"),
        ("yes", "yes"),
        ("on", "on"),
        ("true", True),
        ("False", False),
        ("12:30", "12:30"),
        ("010", Decimal(10)),
        ("1e3", Decimal(1000)),
        ("-.5", Decimal("-0.5")),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("2026-13-45", "2026-13-45"),
        ("2026-09", "2026-09"),
        ("'5'", "5"),
        ('"true"', "true"),
        ("'null'", "null"),
        ("=", "="),
    ],
)
def test_a_scalar_is_read_by_the_core_rules_of_yaml_1_2(written: str, value: PlainValue) -> None:
    read = lined(f"a: {written}").value["a"]

    assert read == value
    assert type(read) is type(value)


def test_a_number_keeps_the_digits_that_were_written() -> None:
    assert str(lined("a: 0.10").value["a"]) == "0.10"


@pytest.mark.parametrize("written", ["", "~", "null", "# nothing"])
def test_a_key_without_a_value_counts_as_left_out(written: str) -> None:
    lines = lined(f"a: {written}\nb: 1\n")

    assert lines.value == {"b": Decimal(1)}
    assert lines.key_place(("a",)) == SourceRef("s.yml", 1, 1)


@pytest.mark.usefixtures("_either_parser")
def test_keys_and_values_know_their_line_and_column() -> None:
    lines = lined("ä: ö\nlist:\n  - id: x\n    n: 5\n  - [1, 2]\n")

    assert lines.place(("ä",)) == SourceRef("s.yml", 1, 4)
    assert lines.key_place(("list", 0, "n")) == SourceRef("s.yml", 4, 5)
    assert lines.place(("list", 0, "n")) == SourceRef("s.yml", 4, 8)
    assert lines.place(("list", 1, 1)) == SourceRef("s.yml", 5, 9)
    assert lines.place(("list", 0, "absent")) == SourceRef("s.yml", 3, 5)


@pytest.mark.usefixtures("_either_parser")
@pytest.mark.parametrize("text", ["a: 1\r\nb: 2\r\n", "a: 1\rb: 2\r", "\ufeffa: 1\nb: 2"])
def test_line_ends_and_a_byte_order_mark_do_not_matter(text: str) -> None:
    lines = lined(text)

    assert lines.value == {"a": Decimal(1), "b": Decimal(2)}
    assert lines.place(("a",)) == SourceRef("s.yml", 1, 4)
    assert lines.place(("b",)) == SourceRef("s.yml", 2, 4)


@pytest.mark.usefixtures("_either_parser")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ("yaml-empty", 0, 0)),
        ("# only a comment\n", ("yaml-empty", 0, 0)),
        ("- a\n- b\n", ("yaml-no-mapping", 1, 1)),
        ("just text", ("yaml-no-mapping", 1, 1)),
        ("a: 1\nb: 2\na: 3\n", ("key-repeated", 3, 1)),
        ("a: {b: 1, b: 2}", ("key-repeated", 1, 11)),
        ("a: 1\n---\nb: 2\n", ("yaml-several-documents", 2, 1)),
        ("a: &x {b: 1}\nc:\n  <<: *x\n", ("yaml-merge-key", 3, 3)),
        ("a: !!str 5", ("yaml-tag", 1, 4)),
        ("a: !!python/object:os.system x", ("yaml-tag", 1, 4)),
        ("a: &x [*x]", ("yaml-alias", 1, 8)),
        ("a: *nowhere", ("yaml-alias", 1, 4)),
        ("a:\n\t- b\n", ("yaml-syntax", 2, 1)),
        ("unit: %\n", ("yaml-syntax", 1, 7)),
        ("a: 'never closed\nb: 1\n", ("yaml-syntax", 1, 4)),
        ("a: [1, 2\n", ("yaml-syntax", 1, 4)),
        ("a: b: c\n", ("yaml-syntax", 1, 5)),
        ('a: "Acme" Cloud\n', ("yaml-syntax", 1, 11)),
        ("? [a]\n: 1\n", ("yaml-key-malformed", 1, 3)),
        ("a: " + "9" * 5000, ("yaml-number-too-long", 1, 4)),
        ("a: 1e999999999999", ("yaml-number-too-long", 1, 4)),
        ("a: " + "9" * 31, ("yaml-number-too-long", 1, 4)),
        ("a: " + "[" * 500, ("yaml-too-deep", 1, 4 + DEEPEST)),
        ("a: b\x07", ("yaml-character", 1, 5)),
        ("a: 1\nb: x\u2028y", ("yaml-character", 2, 5)),
        ('a: "\\a"', ("yaml-character", 1, 4)),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_place(text: str, expected: tuple[str, int, int]) -> None:
    assert codes(text) == [expected]


@pytest.mark.usefixtures("_either_parser")
@pytest.mark.parametrize("escape", [r"\ud800", r"\U99999999", r"\q"])
def test_an_escape_of_no_character_is_refused(escape: str) -> None:
    assert [code for code, *_ in codes(f'a: "{escape}"')] in (["yaml-syntax"], ["yaml-character"])


def test_bytes_that_are_not_utf_8_are_refused_with_their_line() -> None:
    assert codes(b"a: 1\nb: M\xfcller\n") == [("yaml-encoding", 2, 0)]
    assert codes("a: 1".encode("utf-16")) == [("yaml-encoding", 1, 0)]


def test_a_file_over_the_limit_is_refused() -> None:
    assert codes(b"# " + b"x" * LARGEST_FILE) == [("yaml-too-large", 0, 0)]


def test_all_refusals_that_leave_the_rest_readable_are_told_together() -> None:
    assert [code for code, *_ in codes(f"a: 1\na: 2\n<<: {{}}\nb: {'9' * 40}\n")] == [
        "key-repeated",
        "yaml-merge-key",
        "yaml-number-too-long",
    ]


def test_an_alias_repeats_its_value() -> None:
    assert lined("a: &x [1]\nb: *x\n").value == {"a": [Decimal(1)], "b": [Decimal(1)]}


def _nine_times_nine(merge: str) -> str:
    first = "a0: &a0 {x: 1}\n" if merge else "a0: &a0 [x]\n"
    level = "a{0}: &a{0} {{{{<<: [{1}]}}}}\n".format if merge else "a{0}: &a{0} [{1}]\n".format
    return first + "".join(level(n, ", ".join([f"*a{n - 1}"] * 9)) for n in range(1, 10)).replace("{{", "{").replace(
        "}}", "}"
    )


@pytest.mark.parametrize("bomb", [_nine_times_nine(""), _nine_times_nine("<<"), "a: &x 1\nb: [" + "*x, " * 200 + "]"])
def test_a_small_file_cannot_grow_without_limit(bomb: str) -> None:
    start = time.process_time()

    assert {code for code, *_ in codes(bomb)} <= {"yaml-too-large", "yaml-alias", "yaml-merge-key", "yaml-too-deep"}
    assert codes(bomb)
    assert time.process_time() - start < 10


def test_two_thousand_lines_are_read_at_once() -> None:
    item = '  - id: k\n    title: A title of some length\n    unit: "%"\n    target: {value: 4, by: 2026-12}\n'
    data = ("list:\n" + item * 500).encode()
    start = time.process_time()

    read_yaml(data, "s.yml")

    assert time.process_time() - start < 0.5


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("f: one + two", 1, 10),
        ("f: 'one + two'", 1, 11),
        ("f: ''' + two'", 1, 10),
        (r'f: "one\t+ \"two"', 1, 14),
        (r'f: "\x6fne + two"', 1, 14),
        ("f: >-\n  one +\n\n  two\n", 4, 3),
        ("f: |  # comment\n\n  one\n    + two\n", 4, 7),
        ("f: one\n  +\n  two\n", 3, 3),
        ('f: "one +\n  two"', 2, 3),
        ('f: "one + \\\n  two"', 2, 3),
        ("f: &name one + two", 1, 16),
        ("f: '  one + two'", 1, 13),
        ("{f: one + two}", 1, 11),
        ("e: x\r\nf: one + two", 2, 10),
    ],
)
@pytest.mark.usefixtures("_either_parser")
def test_a_character_of_a_text_is_found_in_every_way_of_writing(text: str, line: int, column: int) -> None:
    lines = lined(text)
    value = lines.value["f"]
    assert isinstance(value, str)

    assert lines.place_inside(("f",), value.strip().index("two")) == SourceRef("s.yml", line, column)


def test_the_end_of_a_text_lies_before_its_closing_quote() -> None:
    assert lined("f: 'one +'").place_inside(("f",), 5) == SourceRef("s.yml", 1, 10)


@settings(deadline=None)
@given(st.text())
def test_no_text_raises(text: str) -> None:
    read_yaml(text.encode("utf-8", "surrogatepass"), "s.yml")


@settings(deadline=None)
@given(st.binary())
def test_no_bytes_raise(data: bytes) -> None:
    read_yaml(data, "s.yml")


@settings(deadline=None)
@given(st.text(alphabet="ab:-[]{}'\"&*<!|>%@#?,\n\t \\x0u1.e~", max_size=60))
def test_no_yaml_like_text_raises_with_either_parser(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for parser in ("CSafeLoader", "SafeLoader"):
            patch.setattr(yaml_nodes, "PARSER", getattr(yaml, parser))
            lines, problems = read_yaml(text.encode(), "s.yml")
            assert (lines is not None) or problems


@settings(deadline=None)
@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**20), max_value=10**20))
def test_every_decimal_comes_back_as_it_was_written(number: Decimal) -> None:
    assert str(lined(f"a: {number:f}").value["a"]) == str(Decimal(f"{number:f}"))


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufffe\uffff")))
def test_every_quoted_text_comes_back_as_it_was_written(text: str) -> None:
    quoted = text.replace("'", "''")

    assert lined(f"a: '{quoted}'").value["a"] == text
