import pytest

from mkdocs_scorecards.load.csv_bytes import csv_text
from mkdocs_scorecards.model.problem import Problem, Severity

ROWS = "kpi,period,actual,note\nchurn,2026-01,5,Zürich\n"


def refusals(data: bytes, limit: int = 10_000) -> tuple[Problem, ...]:
    text, problems = csv_text(data, "kpis.csv", limit)
    assert text is None
    assert all(problem.severity is Severity.ERROR and problem.hint for problem in problems)
    return problems


def only_refusal(data: bytes, limit: int = 10_000) -> tuple[str, int]:
    (problem,) = refusals(data, limit)
    return problem.code, problem.where.line


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_with_and_without_its_mark(encoding: str) -> None:
    assert csv_text(ROWS.encode(encoding), "kpis.csv") == (ROWS, ())


@pytest.mark.parametrize(("mark", "encoding"), [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_utf_16_is_read_in_both_byte_orders(mark: bytes, encoding: str) -> None:
    assert csv_text(mark + ROWS.encode(encoding), "kpis.csv") == (ROWS, ())


def test_windows_1252_is_read_with_a_warning_at_the_first_such_line() -> None:
    text, (warning,) = csv_text(ROWS.encode("cp1252"), "kpis.csv")

    assert text == ROWS
    assert (warning.code, warning.severity, warning.where.line) == ("csv-encoding-windows-1252", Severity.WARNING, 2)


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_any_line_ends_become_line_feeds(ends: str) -> None:
    assert csv_text(ROWS.replace("\n", ends).encode(), "kpis.csv") == (ROWS, ())


@pytest.mark.parametrize("ends", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("swapped", [False, True])
def test_utf_8_and_windows_1252_in_one_file_are_refused_with_both_lines(ends: bytes, swapped: bool) -> None:
    lines = [b"kpi,period,actual,note", "churn,2026-01,5,Zürich".encode(), "nps,2026-01,5,Zürich".encode("cp1252")]
    lines[1:] = reversed(lines[1:]) if swapped else lines[1:]

    (problem,) = refusals(ends.join(lines))

    assert (problem.code, problem.where.line) == ("csv-encoding-mixed", 2 if swapped else 3)
    assert f"line {3 if swapped else 2} is UTF-8" in problem.message


def test_a_file_marked_as_utf_8_that_is_not_is_refused() -> None:
    assert only_refusal(b"\xef\xbb\xbf" + ROWS.encode("cp1252")) == ("csv-encoding-mixed", 2)


def test_bytes_that_no_encoding_has_are_refused() -> None:
    assert only_refusal(b"kpi,period,actual\nchurn,2026-01,5\x81\n") == ("csv-encoding-unreadable", 2)


def test_utf_16_that_is_cut_off_is_refused() -> None:
    assert only_refusal(ROWS.encode("utf-16")[:-1]) == ("csv-encoding-unreadable", 2)


def test_a_nul_byte_is_refused_with_its_line() -> None:
    assert only_refusal(b"kpi,period,actual\r\nchurn,2026-01,\x005\r\n") == ("csv-not-text", 2)
    assert only_refusal("kpi\nchurn\0\n".encode("utf-16")) == ("csv-not-text", 2)


def test_utf_16_without_its_mark_is_refused_and_named_as_a_possibility() -> None:
    (problem,) = refusals(ROWS.encode("utf-16-le"))

    assert problem.code == "csv-not-text"
    assert "UTF-16 without its mark" in problem.message


@pytest.mark.parametrize(
    "text",
    ["<!DOCTYPE html>\n<html>", "\n  <html lang=en>", "<HTML>", '<?xml version="1.0"?>', "\ufeff<!doctype html>"],
)
def test_a_web_page_is_refused(text: str) -> None:
    assert only_refusal(text.encode()) == ("csv-is-html", 1)


@pytest.mark.parametrize("start", [b"PK\x03\x04\x14\x00", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00"])
def test_a_workbook_is_refused(start: bytes) -> None:
    assert only_refusal(start + bytes(50)) == ("csv-is-workbook", 0)


def test_a_git_lfs_pointer_is_refused() -> None:
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"

    assert only_refusal(pointer) == ("csv-is-lfs-pointer", 0)


def test_every_mark_of_a_merge_conflict_is_refused_with_its_line() -> None:
    text = "kpi,period,actual\n<<<<<<< HEAD\na,2026,1\n||||||| base\n=======\na,2026,2\n>>>>>>> other\n"

    assert [(problem.code, problem.where.line) for problem in refusals(text.encode())] == [
        ("csv-merge-conflict", 2),
        ("csv-merge-conflict", 4),
        ("csv-merge-conflict", 7),
    ]


def test_a_file_over_the_limit_is_refused_and_one_at_the_limit_is_read() -> None:
    data = ROWS.encode()

    assert only_refusal(data, limit=len(data) - 1) == ("csv-too-large", 0)
    assert csv_text(data, "kpis.csv", len(data)) == (ROWS, ())


@pytest.mark.parametrize("data", [b"", b" \n\r\n\t\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    assert only_refusal(data) == ("csv-empty", 0)
