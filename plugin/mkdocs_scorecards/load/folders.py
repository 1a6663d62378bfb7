"""Which scorecards differ between two projects on disk, told from their bytes, before anything is read.

A pull request touches one scorecard of many. Those that are the same need neither be read nor scored.
"""

from collections.abc import Mapping
from pathlib import Path


def differing_folders(base: Path, head: Path) -> tuple[str, ...]:
    """The names of the scorecards' folders that are not the same on both sides, sorted.

    `base` and `head` are the folders of all scorecards; one that does not exist holds none.
    """
    names = {entry.name for root in (base, head) for entry in _folders(root)}
    return tuple(name for name in sorted(names) if not _are_same(base / name, head / name))


def _folders(root: Path) -> list[Path]:
    if not root.is_dir():
        return []
    return [entry for entry in root.iterdir() if entry.is_dir() and not entry.name.startswith(".")]


def _are_same(base: Path, head: Path) -> bool:
    old, new = _files(base), _files(head)
    if old.keys() != new.keys():
        return False
    return all(_same_bytes(old[name], new[name]) for name in old)


def _files(folder: Path) -> Mapping[str, Path]:
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


def _same_bytes(old: Path, new: Path) -> bool:
    try:
        return old.stat().st_size == new.stat().st_size and old.read_bytes() == new.read_bytes()
    except OSError:  # who reads it will say what is wrong with it
        return False
