import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_scorecards.publish.chain import (
    NO_HASH,
    Chain,
    UnreadableChainError,
    breaks_of,
    chain_bytes,
    chain_with,
    read_chain,
)
from mkdocs_scorecards.publish.edition import Entry
from tiny_archive import quarter


def entry(number: int, previous: str, **changed: object) -> Entry:
    period = quarter(number)
    first = Entry(
        period=str(period),
        revision=1,
        folder=str(period),
        title=f"Q{period.number}",
        first_day=period.first_day.isoformat(),
        last_day=period.last_day.isoformat(),
        published="2026-01-01T00:00:00Z",
        commit=None,
        dirty=None,
        reason=None,
        manifest=f"{number:064x}",
        previous=previous,
    )
    return replace(first, **changed)  # type: ignore[arg-type]


def chain_of(count: int) -> Chain:
    chain = Chain()
    for number in range(1, count + 1):
        chain = chain_with(chain, entry(number, chain.head))
    return chain


def changed(chain: Chain, change: Callable[[list[dict[str, object]]], object]) -> list[str]:
    """What is broken after a change to the entries of the file."""
    document = json.loads(chain_bytes(chain))
    change(document["editions"])
    return list(breaks_of(read_chain(json.dumps(document).encode())))


def test_a_chain_is_read_as_it_was_written() -> None:
    chain = chain_of(4)

    assert read_chain(chain_bytes(chain)) == chain
    assert list(breaks_of(chain)) == []


def test_the_first_entry_names_no_hash_and_each_other_that_of_the_one_before() -> None:
    chain = chain_of(3)

    assert [found.previous for found in chain] == [NO_HASH, chain.recorded[0].hash, chain.recorded[1].hash]


@given(st.integers(0, 3), st.sampled_from(["period", "published", "title", "manifest", "reason", "commit"]))
def test_any_change_to_an_entry_breaks_the_chain_right_after_it(number: int, name: str) -> None:
    (text,) = changed(chain_of(4), lambda entries: entries[number].update({name: "f" * 64}))

    assert text.startswith(f"entry {number + 2} " if number < 3 else "the head ")


def test_a_removed_a_moved_and_an_inserted_entry_are_named() -> None:
    removed = changed(chain_of(4), lambda entries: entries.pop(1))
    moved = changed(chain_of(4), lambda entries: entries.insert(1, entries.pop(2)))
    inserted = changed(chain_of(4), lambda entries: entries.insert(1, entries[3]))
    last = changed(chain_of(4), lambda entries: entries.pop())

    assert [text.split(":")[0].split(" names")[0] for text in removed] == ["entry 2 (2025-Q3)"]
    assert [text.split(" names")[0] for text in moved] == [
        "entry 2 (2025-Q3)",
        "entry 3 (2025-Q2)",
        "entry 4 (2025-Q4)",
    ]
    assert "2025-Q4 has several entries" in inserted
    assert ["the head is named as" in text for text in last] == [True]


def test_a_field_that_this_version_does_not_know_keeps_its_hash() -> None:
    chain = chain_of(1)
    document = json.loads(chain_bytes(chain))
    document["editions"][0]["approved_by"] = "CFO"
    known = read_chain(json.dumps(document).encode())

    longer = chain_with(known, entry(2, known.head))

    assert read_chain(chain_bytes(longer)).recorded[0].document["approved_by"] == "CFO"
    assert list(breaks_of(read_chain(chain_bytes(longer)))) == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"{", "is no JSON"),
        (b"\xff", "is no JSON"),
        (b"[" * 100_000, "is no JSON"),
        (b"[]", "does not say"),
        (b'{"schema": "scorecards-editions/1"}', "has no list"),
        (b'{"schema": "scorecards-editions/1", "editions": [1]}', "no mapping"),
        (b'{"schema": "scorecards-editions/1", "editions": [{}]}', "period is missing"),
    ],
)
def test_what_is_no_chain_is_refused_with_the_reason(content: bytes, message: str) -> None:
    with pytest.raises(UnreadableChainError, match=message):
        read_chain(content)


@pytest.mark.parametrize("folder", ["../elsewhere", "/etc", "", ".", "a/b", "a\\b"])
def test_a_folder_that_leads_out_of_the_archive_is_refused(folder: str) -> None:
    with pytest.raises(UnreadableChainError, match="folder"):
        changed(chain_of(1), lambda entries: entries[0].update(folder=folder))


def test_the_newest_is_the_latest_period_and_not_the_last_published() -> None:
    chain = chain_with(chain_of(2), entry(0, chain_of(2).head))
    chain = chain_with(chain, entry(2, chain.head, revision=2, folder="2025-Q2-r2"))

    assert [found.folder for found in chain.by_age()] == ["2025-Q2-r2", "2025-Q2", "2025-Q1", "2024-Q4"]
    assert chain.newest == chain.by_age()[0]


def test_of_periods_with_one_end_the_longer_is_the_newer() -> None:
    month = entry(4, NO_HASH, folder="2025-12", first_day="2025-12-01")
    year = entry(4, NO_HASH, folder="2025", first_day="2025-01-01")

    assert month.order < entry(4, NO_HASH).order < year.order
