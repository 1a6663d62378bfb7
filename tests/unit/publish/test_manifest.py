import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_scorecards.publish.edition import PublishRefused
from mkdocs_scorecards.publish.manifest import UnreadableManifestError, manifest_bytes, read_manifest

NAMES = st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\\"), min_size=1)
HASHES = st.integers(0, 2**256 - 1).map(lambda number: f"{number:064x}")


@given(st.dictionaries(NAMES, HASHES))
def test_a_manifest_is_read_as_it_was_written(digests: dict[str, str]) -> None:
    assert read_manifest(manifest_bytes(digests)) == digests


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="needs sha256sum")
def test_sha256sum_reads_it_as_well(tmp_path: Path) -> None:
    digests = {}
    for name in ("a page.html", "ä/index.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
        digests[name] = hashlib.sha256(name.encode()).hexdigest()
    (tmp_path / "manifest.sha256").write_bytes(manifest_bytes(digests))

    sound = subprocess.run(["sha256sum", "-c", "--strict", "manifest.sha256"], cwd=tmp_path, check=False)
    (tmp_path / "a page.html").write_text("changed")
    changed = subprocess.run(["sha256sum", "-c", "--strict", "manifest.sha256"], cwd=tmp_path, check=False)

    assert (sound.returncode, changed.returncode) == (0, 1)


@pytest.mark.parametrize("name", ["a\nb", "a\\b", "\x7f", "\udcff"])
def test_a_file_name_that_no_line_can_hold_is_refused(name: str) -> None:
    with pytest.raises(PublishRefused, match="rename it"):
        manifest_bytes({name: "0" * 64})


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"0 a\n", "line 1 is no hash"),
        (b"\xff\n", "not UTF-8"),
        (f"{'0' * 64}  a\n{'1' * 64}  a\n".encode(), "line 2 names a a second time"),
        (f"{'0' * 64}  a\n\n".encode(), "line 2 is no hash"),
    ],
)
def test_what_is_no_manifest_is_refused_with_its_line(content: bytes, message: str) -> None:
    with pytest.raises(UnreadableManifestError, match=message):
        read_manifest(content)
