"""`editions.json`: one entry an edition, each with the hash of the entry before it.

An entry is hashed as the JSON that was read, keys sorted, and not as the value made of it: an entry with fields that
this version does not know keeps its hash.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, fields
from itertools import pairwise
from typing import Any

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.publish.edition import Document, Entry

SCHEMA = "scorecards-editions/1"
NO_HASH = "0" * 64
"""What the first entry names as the hash of the entry before it."""


class UnreadableChainError(ValueError):
    """`editions.json` is not what was once written."""


@frozen
class Recorded:
    """An entry with the document it was read from, and its hash."""

    document: Document
    entry: Entry
    hash: str


@frozen
class Chain:
    """All entries in the order of their publication. `recorded_head` is the hash that the file names for the last."""

    recorded: tuple[Recorded, ...] = ()
    recorded_head: str = NO_HASH

    def __iter__(self) -> Iterator[Entry]:
        return (recorded.entry for recorded in self.recorded)

    @property
    def head(self) -> str:
        """The hash of the last entry: whoever knows it can tell whether anything before it was changed."""
        return self.recorded[-1].hash if self.recorded else NO_HASH

    def revisions_of(self, period: str) -> tuple[Entry, ...]:
        """The editions of one period, in the order of their publication."""
        return tuple(entry for entry in self if entry.period == period)

    @property
    def newest(self) -> Entry | None:
        """The edition of the latest period, in its last revision; not the one published last."""
        return max(self, key=lambda entry: entry.order, default=None)

    def by_age(self) -> tuple[Entry, ...]:
        """The newest first."""
        return tuple(sorted(self, key=lambda entry: entry.order, reverse=True))


def chain_with(chain: Chain, entry: Entry) -> Chain:
    """The chain, one entry longer."""
    recorded = _recorded(asdict(entry))
    return Chain(recorded=(*chain.recorded, recorded), recorded_head=recorded.hash)


def hash_of(document: Document) -> str:
    """SHA-256 of a document's canonical JSON: keys sorted, no blanks, UTF-8."""
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def chain_bytes(chain: Chain) -> bytes:
    """The file."""
    document = {
        "schema": SCHEMA,
        "head": chain.head,
        "editions": [dict(recorded.document) for recorded in chain.recorded],
    }
    return (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode()


def read_chain(content: bytes) -> Chain:
    """The chain of a file, broken or not.

    Raises:
        UnreadableChainError: it is no JSON, of another schema, or an entry lacks a field.
    """
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise UnreadableChainError(f"is no JSON: {error}") from error
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        raise UnreadableChainError(f'does not say "schema": "{SCHEMA}"')
    entries = document.get("editions")
    if not isinstance(entries, list):
        raise UnreadableChainError("has no list of editions")
    return Chain(recorded=tuple(_recorded(entry) for entry in entries), recorded_head=str(document.get("head")))


def breaks_of(chain: Chain) -> Iterator[str]:
    """What is wrong within the chain itself, a sentence each."""
    expected = NO_HASH
    for number, recorded in enumerate(chain.recorded, start=1):
        entry = recorded.entry
        if entry.previous != expected:
            yield (
                f"entry {number} ({entry.folder}) names {_short(entry.previous)} as the hash of the entry before it, "
                f"which is {_short(expected)}: an entry before it was changed, removed, added or moved"
            )
        expected = recorded.hash
    if chain.recorded_head != chain.head:
        yield (
            f"the head is named as {_short(chain.recorded_head)}, but the last entry has the hash "
            f"{_short(chain.head)}: it was changed, or entries after it were removed"
        )
    yield from _doubled(chain)


def _doubled(chain: Chain) -> Iterator[str]:
    folders = sorted(entry.folder for entry in chain)
    for folder in dict.fromkeys(one for one, other in pairwise(folders) if one == other):
        yield f"{folder} has several entries"


def _recorded(document: object) -> Recorded:
    if not isinstance(document, dict):
        raise UnreadableChainError("has an entry that is no mapping")
    values: dict[str, Any] = {field.name: document.get(field.name) for field in fields(Entry)}
    wrong = [name for name, value in values.items() if not isinstance(value, _TYPES[name])]
    wrong += [name for name, form in _FORMS.items() if not wrong and not form.fullmatch(str(values[name]))]
    if wrong:
        raise UnreadableChainError(f"has an entry whose {wrong[0]} is missing or of the wrong kind")
    return Recorded(document=document, entry=Entry(**values), hash=hash_of(document))


_OPTIONAL = (str, type(None))
_TYPES: dict[str, type | tuple[type, ...]] = {
    **dict.fromkeys((field.name for field in fields(Entry)), str),
    "revision": int,
    "commit": _OPTIONAL,
    "dirty": (bool, type(None)),
    "reason": _OPTIONAL,
}
_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])", re.ASCII)
_FORMS = {
    "folder": re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,63}"),  # it is looked for in the archive, so no way out of it
    "first_day": _DAY,
    "last_day": _DAY,
    "manifest": re.compile(r"[0-9a-f]{64}"),
    "previous": re.compile(r"[0-9a-f]{64}"),
}


def _short(digest: str) -> str:
    return f"{digest[:12]}…" if digest != NO_HASH else "none"
