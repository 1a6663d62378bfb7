from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_scorecards.load.numbers import read_number
from mkdocs_scorecards.load.unreadable import UnreadableText
from mkdocs_scorecards.model.unit import Unit

NBSP, NARROW, THIN = "\u00a0", "\u202f", "\u2009"


def number(text: str, decimal: str = ".", unit: str = "customers") -> Decimal | None:
    return read_number(text, decimal=decimal, unit=Unit(unit))


def refusal(text: str, decimal: str = ".", unit: str = "customers") -> UnreadableText:
    with pytest.raises(UnreadableText) as caught:
        number(text, decimal, unit)
    return caught.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", "12"),
        (" 12.5 ", "12.5"),
        (f"12{NBSP}", "12"),
        (".90", "0.90"),
        ("5.", "5"),
        ("007", "7"),
        ("+5", "5"),
        ("-5", "-5"),
        ("- 5", "-5"),
        ("−5", "-5"),
        ("(123)", "-123"),
        ("(1,234.5)", "-1234.5"),
        ("-0", "0"),
        ("1.5E+03", "1500"),
        ("1e-2", "0.01"),
        ("0.1234567890123456789012345678901234567890", "0.1234567890123456789012345678901234567890"),
    ],
)
def test_a_number_is_read_with_all_its_digits(text: str, value: str) -> None:
    found = number(text)

    assert found == Decimal(value)
    assert found is not None
    assert not (found.is_zero() and found.is_signed())


@pytest.mark.parametrize("group", [",", " ", NBSP, NARROW, THIN, "'", "’"])
def test_thousands_groups_of_a_file_with_decimal_points(group: str) -> None:
    assert number(f"1{group}234{group}567.8") == Decimal("1234567.8")


@pytest.mark.parametrize("group", [".", " ", NBSP, NARROW, THIN, "'", "’"])
def test_thousands_groups_of_a_file_with_decimal_commas(group: str) -> None:
    assert number(f"1{group}234{group}567,8", ",") == Decimal("1234567.8")


@pytest.mark.parametrize("text", ["1,23,456", "12,34.5", "1,2345", "1234,567.8", "1,234 567", "12 34", "1,234,56"])
def test_thousands_groups_have_three_digits_each_and_one_separator(text: str) -> None:
    assert refusal(text).code == "number-unreadable"


def test_uneven_groups_are_named_as_such_with_the_plain_number() -> None:
    assert (refusal("1,23,456").message, refusal("1,23,456").hint) == (
        "'1,23,456' has thousands groups that are not of three digits each",
        "write it without separators: 123456",
    )


@pytest.mark.parametrize("text", ["0,123", "12,5", ",5"])
def test_a_decimal_comma_in_a_file_with_decimal_points_is_refused_with_the_right_spelling(text: str) -> None:
    error = refusal(text)

    assert error.message == f"'{text}' does not fit the decimal point of this file"
    assert error.hint.startswith(f"write {Decimal(text.replace(',', '.'))}, or")


def test_a_decimal_point_in_a_file_with_decimal_commas_is_refused_with_the_right_spelling() -> None:
    assert refusal("12.5", ",").hint.startswith("write 12,5, or")


@pytest.mark.parametrize("text", ["88%", "88 %", f"88{NBSP}%"])
def test_a_percent_sign_belongs_to_percent_kpis_only(text: str) -> None:
    assert number(text, unit="%") == 88
    assert refusal(text, unit="points").code == "number-unit-mismatch"


def test_a_negative_percentage_in_brackets() -> None:
    assert number("(5%)", unit="%") == number("(5)%", unit="%") == -5


@pytest.mark.parametrize(
    "text", ["$1,374 ", "$ 1,374", "1,374 $", "USD 1,374", "USD1,374", "1,374USD", "+$1,374", "$+1,374"]
)
def test_the_currency_of_the_kpi_may_stand_beside_the_figure(text: str) -> None:
    assert number(text, unit="USD") == 1374


@pytest.mark.parametrize("text", ["-$5", "$-5", "($5)", "$(5)", "(5 USD)", "−5 $"])
def test_a_negative_amount_of_money(text: str) -> None:
    assert number(text, unit="USD") == -5


@pytest.mark.parametrize(("text", "mark"), [("€5", "€"), ("5 EUR", "EUR"), ("US$5", "US$"), ("₿5", "₿")])
def test_a_foreign_currency_is_refused_by_name(text: str, mark: str) -> None:
    error = refusal(text, unit="USD")

    assert error.code == "number-unit-mismatch"
    assert f"carries the currency '{mark}', but the KPI's unit is 'USD'" in error.message


@pytest.mark.parametrize("unit", ["%", "customers", "CAD", "USD per ton"])
def test_a_currency_sign_is_refused_where_the_unit_is_not_that_currency(unit: str) -> None:
    assert refusal("$5", unit=unit).code == "number-unit-mismatch"


@pytest.mark.parametrize(
    "text",
    [
        *["", " ", "-", "–", "—", "n/a", "N/A", "na", "NA", "null", "NULL", "none", "None", "tbd", "TBD"],
        *["new", "New", "no data", "No Data", "..", "…", "#N/A", "#n/a", f"{NBSP}-{NBSP}"],
    ],
)
@pytest.mark.parametrize("decimal", [".", ","])
def test_marks_for_not_reported_are_no_figure(text: str, decimal: str) -> None:
    assert number(text, decimal) is None


@pytest.mark.parametrize("text", ["#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#####"])
def test_errors_of_a_spreadsheet_are_refused(text: str) -> None:
    assert refusal(text).code == "number-spreadsheet-error"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("nan", "is not a finite number"),
        ("NaN", "is not a finite number"),
        ("inf", "is not a finite number"),
        ("-Infinity", "is not a finite number"),
        ("0x1F", "is a hexadecimal number"),
        ("1_000", "holds an underscore"),
        ("٣", "is written with digits other than 0 to 9"),
        ("12３", "is written with digits other than 0 to 9"),
        ("12k", "is abbreviated"),
        ("1.2M", "is abbreviated"),
        ("$3 million", "is abbreviated"),
        ("<5", "is a bound or an estimate, not a figure"),
        ("> 5", "is a bound or an estimate, not a figure"),
        ("~5", "is a bound or an estimate, not a figure"),
        ("4 of 5", "is a part of a whole, not one number"),
        ("4/5", "is a part of a whole, not one number"),
        ("3-5", "is a span, not one number"),
        ("=A1+B1", "is a formula"),
        ("5-", "ends in a minus sign"),
        ("–5", "begins with a dash"),
        ("(-5)", "is no number"),
        ("--5", "is no number"),
        ("(5", "is no number"),
        ("5%%", "is no number"),
        ("1.2.3", "is no number"),
        ("3 apples", "is no number"),
        (".", "is no number"),
        (",", "is no number"),
        ("1e", "is no number"),
        ("5 6\n7", "is no number"),
    ],
)
def test_what_is_no_number_is_refused_and_named(text: str, what: str) -> None:
    error = refusal(text)

    assert error.code == "number-unreadable"
    assert error.message.endswith(f"' {what}")
    assert error.hint


@pytest.mark.parametrize(
    "text", ["1e400", "-1e400", "1e-400", "1" + "0" * 400, "1e99999999999999999999", "1e-9999999999999999999"]
)
def test_numbers_beyond_what_can_be_computed_with_are_refused(text: str) -> None:
    assert refusal(text).code == "number-out-of-range"


def test_a_huge_number_under_the_other_sign_is_quoted_short() -> None:
    assert len(refusal("1,5e999999999").hint) < 100


@given(value=st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**12), max_value=10**12))
@pytest.mark.parametrize("decimal", [".", ","])
def test_a_plain_number_comes_back_under_either_sign(value: Decimal, decimal: str) -> None:
    assert number(f"{value:f}".replace(".", decimal), decimal) == value


@given(value=st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12))
@pytest.mark.parametrize(("decimal", "group"), [(".", ","), (",", "."), (".", "'"), (",", NBSP)])
def test_a_grouped_number_comes_back_under_either_sign(value: Decimal, decimal: str, group: str) -> None:
    text = f"{value:,.2f}".replace(",", "_").replace(".", decimal).replace("_", group)

    assert number(text, decimal) == value


@given(text=st.text(st.sampled_from("0123456789.,' -+()%$€eEkx−–#=/"), max_size=12))
def test_a_text_is_a_number_or_nothing_or_refused_with_a_message(text: str) -> None:
    for decimal in (".", ","):
        try:
            found = number(text, decimal, "%")
        except UnreadableText as error:
            is_fine = bool(error.message and error.hint)
        else:
            is_fine = found is None or found.is_finite()
        assert is_fine
