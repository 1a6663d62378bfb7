import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_scorecards.render import text_width as module
from mkdocs_scorecards.render.text_width import ELLIPSIS, shortened, text_width, wrapped

_TEXTS = st.text(
    st.one_of(st.sampled_from("aiWm -/ßÅЖ日本。\u00ad\u0301\u200d…"), st.characters(exclude_categories=["Cs", "Cc"])),
    max_size=60,
)


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(
    ("text", "bold", "px"),
    [
        ("Reduce churn by improving onboarding", True, 256.5),
        ("Head of Customer Success", False, 164.3),
        ("Straße, Ångström, Größe", False, 151.5),
        ("Увеличить выручку", False, 119.7),
    ],
)
def test_a_width_is_that_of_arial_and_eight_percent_for_other_fonts(text: str, bold: bool, px: float) -> None:
    """The pixels were measured in a browser, in a font with the metrics of Arial at 13.5 px."""
    assert px * 1.07 < text_width(text, 13.5, bold=bold) < px * 1.13


def test_east_asian_characters_are_squares_and_accents_take_no_room() -> None:
    assert text_width("日本", 10) == pytest.approx(2 * 10 * 1.08)
    assert text_width("e\u0301", 10) == text_width("e", 10) == text_width("é", 10)


def test_a_text_that_fits_stays_as_it_is() -> None:
    assert wrapped("Grow ARR by 40 %", width=216, size=13.5, lines=2, bold=True) == ("Grow ARR by 40 %",)


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    lines = wrapped("Be known in every region as the fastest product to adopt", width=120, size=13.5, lines=2)

    assert lines == ("Be known in every", "region as the fa…")


def test_a_long_german_word_is_divided_where_a_syllable_begins() -> None:
    assert wrapped("Nachhaltigkeitsberichterstattungspflichten", width=154, size=13.5, lines=3, bold=True) == (
        "Nachhaltigkeitsbe-",
        "richterstattungspf-",
        "lichten",
    )


def test_a_line_breaks_after_a_hyphen_or_a_slash() -> None:
    assert wrapped("IT-Sicherheit/Datenschutz", width=95, size=13.5, lines=3) == ("IT-Sicherheit/", "Datenschutz")


def test_a_soft_hyphen_shows_only_where_the_line_breaks() -> None:
    assert wrapped("Kunden\u00adbindung", width=60, size=13.5, lines=2) == ("Kunden-", "bindung")
    assert wrapped("Kunden\u00adbindung", width=160, size=13.5, lines=2) == ("Kundenbindung",)


def test_a_soft_hyphen_at_the_end_of_a_word_divides_nothing() -> None:
    assert wrapped("0000000\u00ad", width=57, size=13.5, lines=1, bold=True) == wrapped(
        "0000000", width=57, size=13.5, lines=1, bold=True
    )
    assert wrapped("\u00ad", width=57, size=13.5, lines=1) == ()


def test_japanese_breaks_anywhere_but_before_a_full_stop() -> None:
    assert wrapped("顧客満足。", width=60, size=13.5, lines=3) == ("顧客満", "足。")


def test_an_empty_text_has_no_lines() -> None:
    assert wrapped(" \n ", width=100, size=12, lines=2) == ()
    assert shortened("", width=100, size=12) == ""


@given(_TEXTS, st.floats(40, 300), st.integers(1, 4))
def test_no_line_is_too_wide_and_there_are_never_too_many(text: str, width: float, lines: int) -> None:
    found = wrapped(text, width=width, size=13.5, lines=lines, bold=True)

    assert len(found) <= lines
    assert all(text_width(line, 13.5, bold=True) <= width for line in found)
    assert all(line == line.strip() for line in found)


@given(_TEXTS, st.floats(60, 300))
def test_without_an_ellipsis_nothing_is_lost(text: str, width: float) -> None:
    found = wrapped(text, width=width, size=13.5, lines=50)

    kept = "".join(found).replace("-", "").replace(" ", "")
    if ELLIPSIS not in kept:
        assert kept == "".join(text.split()).replace("\u00ad", "").replace("-", "").replace(" ", "")
