"""Records of reviews from disk: their names, their front matter, what they refer to, and what is refused."""

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import a_kpi, a_scorecard, an_objective
from method_builders import a_link, an_initiative
from mkdocs_scorecards.load.review_records import LoadedRecords, load_records
from mkdocs_scorecards.load.yaml_lines import LARGEST_FILE
from mkdocs_scorecards.model.period import Frequency
from mkdocs_scorecards.model.review_record import Action, Decision, ReviewKind, ReviewRecord, Ruling
from mkdocs_scorecards.model.scorecard import ReviewCadence, Scorecard
from mkdocs_scorecards.model.source_ref import SourceRef

CARD = a_scorecard(
    [a_kpi("churn", objective="stay")],
    objectives=(an_objective("stay"), an_objective("live", "internal_process")),
    initiatives=(an_initiative("setup"),),
    links=(a_link("live", "stay"),),
)
HELD = "held: 2026-10-08"


def load(root: Path, files: Mapping[str, str | bytes], card: Scorecard = CARD) -> LoadedRecords:
    folder = root / "acme" / "reviews"
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_records(root, "scorecards/acme", card)


def record_of(root: Path, front: str, prose: str = "", card: Scorecard = CARD) -> ReviewRecord:
    loaded = load(root, {"2026-Q3.md": f"---\n{front}\n---\n{prose}"}, card)
    assert loaded.problems == ()
    (record,) = loaded.records
    return record


def problems_of(root: Path, front: str, card: Scorecard = CARD) -> list[tuple[str, str]]:
    loaded = load(root, {"2026-Q3.md": f"---\n{front}\n---\n"}, card)
    return [(str(problem.where).rpartition("/")[2], problem.code) for problem in loaded.problems]


def test_a_record_is_read_with_the_place_of_every_entry(tmp_path: Path) -> None:
    front = """held: 2026-10-08
chair: Chief Executive
decisions:
  - title: Keep it
    owner: COO
    on: live->stay
    hypothesis: keep
    reason: The figures agree.
actions:
  - {title: Ask customers, owner: Head of Support, on: churn, due: 2026-10-31}
  - {title: Write it up, due: 2026-10-15, done: 2026-10-12}
  - {title: Tell everyone, done: true}"""

    path = "scorecards/acme/reviews/2026-Q3.md"
    record = record_of(tmp_path, front, "\nWhat was *said*.\n\n---\n\nAnd more.\n")

    assert (str(record.period), record.kind, record.chair) == ("2026-Q3", ReviewKind.STRATEGIC, "Chief Executive")
    assert (record.held, record.where) == (date(2026, 10, 8), SourceRef(path, 1, 1))
    assert record.decisions == (
        Decision(
            title="Keep it", owner="COO", on="live -> stay", ruling=Ruling.KEEP, reason="The figures agree.",
            where=SourceRef(path, 5, 5),
        ),
    )  # fmt: skip
    assert record.actions == (
        Action(title="Ask customers", owner="Head of Support", on="churn", due=date(2026, 10, 31),
               where=SourceRef(path, 11, 5)),
        Action(title="Write it up", due=date(2026, 10, 15), is_done=True, done_on=date(2026, 10, 12),
               where=SourceRef(path, 12, 5)),
        Action(title="Tell everyone", is_done=True, where=SourceRef(path, 13, 5)),
    )  # fmt: skip
    assert record.prose == "What was *said*.\n\n---\n\nAnd more."


def test_records_come_by_period_whatever_their_names(tmp_path: Path) -> None:
    names = ("2026-Q3.md", "2026-09.md", "2026-07.md", "2026.md")
    record = f"---\n{HELD}\n---\n"

    loaded = load(tmp_path, {**dict.fromkeys(names, record), "2026.md": "---\nheld: 2027-01-20\n---\n"})

    assert loaded.problems == ()
    assert [str(found.period) for found in loaded.records] == ["2026-07", "2026-09", "2026-Q3", "2026"]
    assert len(loaded.files) == 4


def test_a_record_from_another_system_reads_the_same(tmp_path: Path) -> None:
    here, there = f"---\n{HELD}\n---\nFirst.\n\nSecond.\n".encode(), tmp_path / "there"

    (record,) = load(tmp_path / "here", {"2026-Q3.md": here}).records

    assert load(there, {"2026-Q3.md": b"\xef\xbb\xbf" + here.replace(b"\n", b"\r\n")}).records == (record,)
    assert record.prose == "First.\n\nSecond."


def test_no_folder_means_no_records(tmp_path: Path) -> None:
    assert load_records(tmp_path, "scorecards/acme", CARD) == LoadedRecords(records=(), problems=(), files=())


@pytest.mark.parametrize(
    ("name", "strategic", "kind"),
    [
        ("2026-09", Frequency.QUARTER, ReviewKind.OPERATIONAL),
        ("2026-Q3", Frequency.QUARTER, ReviewKind.STRATEGIC),
        ("2026", Frequency.QUARTER, ReviewKind.STRATEGIC),
        ("2026-Q3", Frequency.YEAR, ReviewKind.OPERATIONAL),
        ("2026-09", Frequency.MONTH, ReviewKind.STRATEGIC),
    ],
)
def test_the_kind_follows_from_the_rhythm_of_the_scorecard(
    tmp_path: Path, name: str, strategic: Frequency, kind: ReviewKind
) -> None:
    card = replace(CARD, cadence=ReviewCadence(strategic=strategic))

    (record,) = load(tmp_path, {f"{name}.md": "---\nheld: 2027-01-20\n---\n"}, card).records

    assert record.kind is kind


def test_a_stated_kind_wins(tmp_path: Path) -> None:
    assert record_of(tmp_path, f"kind: operational\n{HELD}").kind is ReviewKind.OPERATIONAL


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("2026-q3.md", "rename it to 2026-Q3.md"),
        ("Q3 2026.md", "rename it to 2026-Q3.md"),
        ("2026-Q3.markdown", "rename it to 2026-Q3.md"),
        ("2026-Q3", "rename it to 2026-Q3.md"),
        ("2026-Q3.draft.md", "rename it to 2026-Q3.md"),
        ("Sep 2026.md", "rename it to 2026-09.md"),
        ("FY2026.md", "rename it to 2026.md"),
        ("README.md", "name it after the reviewed period"),
        ("2026-Q5.md", "name it after the reviewed period"),
        ("2026-09-30.md", "name it after the reviewed period"),
    ],
)
def test_a_file_that_is_not_named_after_its_period_is_refused(tmp_path: Path, name: str, hint: str) -> None:
    loaded = load(tmp_path, {name: f"---\n{HELD}\n---\n"})

    (problem,) = loaded.problems
    assert problem.code == "review-file-name"
    assert str(problem.where) == f"scorecards/acme/reviews/{name}"
    assert problem.hint.startswith(hint)
    assert loaded.records == ()


@pytest.mark.skipif(os.name == "nt", reason="there a name is always text")
def test_a_name_that_is_no_text_can_still_be_told(tmp_path: Path) -> None:
    folder = tmp_path / "acme" / "reviews"
    folder.mkdir(parents=True)
    try:
        (folder / os.fsdecode(b"2026\xff.md")).touch()
    except OSError:
        pytest.skip("this file system takes text only")

    (problem,) = load_records(tmp_path, "scorecards/acme", CARD).problems

    assert str(problem).encode().startswith(b"scorecards/acme/reviews: error review-file-name: '2026\\udcff.md'")


def test_what_systems_and_editors_leave_behind_is_passed_over(tmp_path: Path) -> None:
    assert load(tmp_path, {".gitkeep": "", ".DS_Store": b"\0", "2026-Q3.md~": "old"}).problems == ()


def test_a_fiscal_and_a_calendar_name_of_one_quarter_are_one_too_many(tmp_path: Path) -> None:
    card = replace(CARD, fiscal_year_start=7)
    record = "---\nheld: 2024-10-08\n---\n"

    loaded = load(tmp_path, {"2024-Q3.md": record, "FY2025-Q1.md": record}, card)

    assert [problem.code for problem in loaded.problems] == ["review-repeated"]
    assert "'2024-Q3.md'" in loaded.problems[0].message


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "2026-Q3.md:1: review-front-matter"),
        ("# Review\n", "2026-Q3.md:1: review-front-matter"),
        (f"\n---\n{HELD}\n---\n", "2026-Q3.md:1: review-front-matter"),
        (f"---\n{HELD}\n", "2026-Q3.md:1: review-front-matter"),
        ("---\n---\n", "2026-Q3.md:2:1: yaml-no-mapping"),
        ("---\nchair: CEO\n---\n", "2026-Q3.md:2:1: key-missing"),
        (f"---\n{HELD}\nheld: 2026-10-09\n---\n", "2026-Q3.md:3:1: key-repeated"),
        (f"---\n{HELD}\nchair: [CEO\n---\n", "2026-Q3.md:3:8: yaml-syntax"),
        (f"---\n{HELD}\nchiar: CEO\n---\n", "2026-Q3.md:3:1: key-unknown"),
        (f"---\n{HELD}\nkind: monthly\n---\n", "2026-Q3.md:3:7: value-not-in-list"),
        (f"---\n{HELD}\nactions:\n  - {{owner: CEO}}\n---\n", "2026-Q3.md:4:5: key-missing"),
        (f"---\n{HELD}\nactions:\n  - {{title: A, done: yes}}\n---\n", "2026-Q3.md:4:22: value-of-wrong-kind"),
        (f"---\n{HELD}\nactions:\n  - {{title: A, due: soon}}\n---\n", "2026-Q3.md:4:21: value-of-wrong-kind"),
        (f"---\n{HELD}\n---\nA null: \0", "2026-Q3.md:4:9: yaml-character"),
        (f"---\n{HELD}\n---\n".encode() + b"caf\xe9", "2026-Q3.md:4: yaml-encoding"),
        (b"-" * (LARGEST_FILE + 1), "2026-Q3.md: yaml-too-large"),
    ],
)
def test_what_is_wrong_is_told_at_its_line(tmp_path: Path, text: str | bytes, problem: str) -> None:
    loaded = load(tmp_path, {"2026-Q3.md": text})

    assert [f"{str(found.where).rpartition('/')[2]}: {found.code}" for found in loaded.problems] == [problem]


def test_a_key_that_was_misspelt_gets_the_right_one_suggested(tmp_path: Path) -> None:
    (problem,) = load(tmp_path, {"2026-Q3.md": f"---\n{HELD}\nactoins: []\n---\n"}).problems

    assert problem.message == "the key 'actoins' is unknown in the review"
    assert problem.hint == "did you mean actions?"


def test_a_key_at_the_wrong_level_is_sent_home(tmp_path: Path) -> None:
    (problem,) = load(tmp_path, {"2026-Q3.md": f"---\n{HELD}\nhypothesis: keep\n---\n"}).problems

    assert problem.hint == "hypothesis is a key of decisions"


@pytest.mark.parametrize(
    ("entries", "found"),
    [
        ("actions:\n  - {title: A, on: chrun}", ("2026-Q3.md:4:20", "review-item-unknown")),
        ("decisions:\n  - {title: A, on: stay -> live}", ("2026-Q3.md:4:20", "review-item-unknown")),
        ("decisions:\n  - {title: A, on: customer}", ("2026-Q3.md:4:20", "review-item-unknown")),
        ("decisions:\n  - {title: A, on: stay, hypothesis: keep, reason: R}",
         ("2026-Q3.md:4:38", "decision-hypothesis-unknown")),
        ("decisions:\n  - {title: A, hypothesis: drop, reason: R}", ("2026-Q3.md:4:28", "decision-hypothesis-unknown")),
        ("decisions:\n  - {title: A, on: live -> stay, hypothesis: change}",
         ("2026-Q3.md:4:46", "decision-reason-missing")),
    ],
)  # fmt: skip
def test_a_reference_that_leads_nowhere_is_told_at_its_value(
    tmp_path: Path, entries: str, found: tuple[str, str]
) -> None:
    assert problems_of(tmp_path, f"{HELD}\n{entries}") == [found]


def test_a_near_miss_is_suggested_and_an_id_of_another_kind_is_named(tmp_path: Path) -> None:
    front = f"{HELD}\nactions:\n  - {{title: A, on: chrun}}\n  - {{title: B, on: customer}}\n  - {{title: C, on: zzz}}"

    loaded = load(tmp_path, {"2026-Q3.md": f"---\n{front}\n---\n"})

    assert [problem.hint.partition(";")[0] for problem in loaded.problems] == [
        "did you mean churn?",
        "customer is a perspective",
        "write its id, or cause -> effect for a link",
    ]


def test_an_arrow_written_backwards_is_turned_round(tmp_path: Path) -> None:
    (problem,) = load(
        tmp_path, {"2026-Q3.md": f"---\n{HELD}\ndecisions:\n  - {{title: A, on: stay->live}}\n---\n"}
    ).problems

    assert problem.hint == "did you mean live -> stay?"


def test_an_arrow_that_a_review_drops_may_be_gone_but_its_ends_may_not(tmp_path: Path) -> None:
    dropped = "  - {title: A, on: stay -> live, hypothesis: drop, reason: R}\n"
    lost = "  - {title: B, on: stay -> gone, hypothesis: drop, reason: R}\n"

    assert problems_of(tmp_path / "one", f"{HELD}\ndecisions:\n{dropped}") == []
    assert problems_of(tmp_path / "two", f"{HELD}\ndecisions:\n{lost}") == [("2026-Q3.md:4:20", "review-item-unknown")]


def test_a_review_is_not_held_before_its_period_begins(tmp_path: Path) -> None:
    assert problems_of(tmp_path / "one", "held: 2025-10-08") == [("2026-Q3.md:2:7", "review-held-too-early")]
    assert problems_of(tmp_path / "two", "held: 2026-07-01") == []


def test_all_problems_of_all_records_are_told_at_once(tmp_path: Path) -> None:
    bad = "---\nheld: soon\nactions:\n  - {title: A, on: x, dun: true}\n---\n"

    loaded = load(tmp_path, {"2026-08.md": bad, "2026-07.md": "", "notes.txt": ""})

    assert [(str(problem.where).rpartition("/")[2], problem.code) for problem in loaded.problems] == [
        ("2026-07.md:1", "review-front-matter"),
        ("2026-08.md:2:7", "value-of-wrong-kind"),
        ("2026-08.md:4:20", "review-item-unknown"),
        ("2026-08.md:4:23", "key-unknown"),
        ("notes.txt", "review-file-name"),
    ]


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
@pytest.mark.parametrize("linked", ["reviews", "reviews/2026-Q3.md"])
def test_a_link_that_leaves_the_folder_is_refused_and_gives_nothing_away(tmp_path: Path, linked: str) -> None:
    load(tmp_path / "scorecards", {"2026-Q3.md": f"---\n{HELD}\n---\n", "2026-08.md": f"---\n{HELD}\n---\n"})
    inside = tmp_path / "scorecards/acme" / linked
    inside.rename(tmp_path / "secret")
    inside.symlink_to(tmp_path / "secret")

    loaded = load_records(tmp_path / "scorecards", "scorecards/acme", CARD)

    assert [problem.code for problem in loaded.problems] == ["file-outside-folder"]
    assert str(loaded.problems[0].where) == f"scorecards/acme/{linked}"
    assert "secret" not in loaded.problems[0].message


def test_a_file_called_reviews_and_a_folder_called_as_a_record_are_told(tmp_path: Path) -> None:
    (tmp_path / "one/acme").mkdir(parents=True)
    (tmp_path / "one/acme/reviews").write_text("")
    (tmp_path / "two/acme/reviews/2026-Q3.md").mkdir(parents=True)

    for root in ("one", "two"):
        loaded = load_records(tmp_path / root, "scorecards/acme", CARD)
        assert [problem.code for problem in loaded.problems] == ["file-unreadable"]


@given(text=st.text(max_size=200), front=st.text(max_size=80))
def test_no_text_of_a_record_makes_reading_it_fail(
    tmp_path_factory: pytest.TempPathFactory, text: str, front: str
) -> None:
    root = tmp_path_factory.mktemp("records")

    for name, content in (("2026-Q3.md", text), ("2026-08.md", f"---\n{front}\n---\n{text}")):
        (root / "acme/reviews").mkdir(parents=True, exist_ok=True)
        (root / "acme/reviews" / name).write_bytes(content.encode("utf-8", "surrogatepass"))
    loaded = load_records(root, "scorecards/acme", CARD)

    assert len(loaded.records) + len({problem.where.path for problem in loaded.problems}) >= 2
