"""Comparing what comes out with the files that are kept as expected, byte for byte."""

from collections.abc import Mapping
from difflib import unified_diff
from pathlib import Path

import pytest


def assert_matches_golden(folder: Path, files: Mapping[str, str], *, update: bool) -> None:
    """Compare byte for byte; or write the files, and remove those that are told no more."""
    kept = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}
    if update:
        for name, content in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content.encode())
        for name in kept.keys() - files.keys():
            kept[name].unlink()
        return
    assert sorted(kept) == sorted(files), "files in out/ and files that came out; --update-golden writes them"
    differences = [
        line
        for name, content in files.items()
        if content.encode() != (told := kept[name].read_bytes())
        for line in unified_diff(told.decode().splitlines(), content.splitlines(), f"out/{name}", "now", lineterm="")
    ]
    if differences:
        pytest.fail("\n".join([*differences, "If this is meant: pytest tests/golden --update-golden"]), pytrace=False)
