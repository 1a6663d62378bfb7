import errno
import os
from dataclasses import replace
from pathlib import Path

import pytest

from mkdocs_scorecards.publish.edition import PublishRefused
from mkdocs_scorecards.publish.folder_target import FolderTarget
from mkdocs_scorecards.publish.lock import locked
from mkdocs_scorecards.publish.verify import Kind, verification_of
from tiny_archive import facts, findings_in, publication, publish, quarter, write_site


@pytest.fixture
def target(tmp_path: Path) -> FolderTarget:
    target = FolderTarget(tmp_path / "archive")
    publish(target, quarter(1), tmp_path)
    return target


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_equal_files_are_stored_once(target: FolderTarget, tmp_path: Path) -> None:
    publish(target, quarter(2), tmp_path)

    first, second = (target.root / f"{quarter(number)}" for number in (1, 2))
    assert (first / "assets/theme.css").samefile(second / "assets/theme.css")
    assert not (first / "index.html").samefile(second / "index.html")


def test_where_links_cannot_be_made_files_are_copied(
    target: FolderTarget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)

    publish(target, quarter(2), tmp_path)

    first, second = (target.root / f"{quarter(number)}/assets/theme.css" for number in (1, 2))
    assert first.read_bytes() == second.read_bytes()
    assert not first.samefile(second)


def test_a_file_that_was_changed_since_is_not_linked_into_the_next_edition(
    target: FolderTarget, tmp_path: Path
) -> None:
    (target.root / "2025-Q1/assets/theme.css").write_text("p { color: red }")

    publish(target, quarter(2), tmp_path)

    assert [(finding.kind, finding.path) for finding in findings_in(target)] == [
        (Kind.CHANGED, "2025-Q1/assets/theme.css")
    ]


def test_a_full_disk_leaves_the_archive_as_it_was(
    target: FolderTarget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = names_in(target.root)

    def no_space(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", _failing_from(4, no_space))
    with pytest.raises(OSError, match="No space left"):
        publish(target, quarter(2), tmp_path)
    monkeypatch.undo()

    publish(target, quarter(3), tmp_path)
    assert names_in(target.root) == before | {"2025-Q3"}
    assert findings_in(target) == ()


def _failing_from(number: int, failure: object) -> object:
    calls = [0]

    def act(*arguments: object) -> None:
        calls[0] += 1
        if calls[0] >= number:
            assert callable(failure)
            failure(*arguments)

    return act


def test_while_a_publication_is_under_way_its_folder_is_no_difference(target: FolderTarget, tmp_path: Path) -> None:
    publish(FolderTarget(tmp_path / "other"), quarter(2), tmp_path)
    (tmp_path / "other/2025-Q2").rename(target.root / "2025-Q2")
    (target.root / ".scorecards-lock").write_text("2025-Q2")

    verification = verification_of(target.look())

    assert verification.is_clean
    assert [(finding.kind, finding.path) for finding in verification.findings] == [(Kind.UNFINISHED, "2025-Q2/")]


def test_what_a_cut_off_publication_left_is_cleared_away(target: FolderTarget, tmp_path: Path) -> None:
    (target.root / ".scorecards-staging/2025-Q2").mkdir(parents=True)
    (target.root / "2025-Q2").mkdir()
    (target.root / "2025-Q2/half.html").write_text("half")
    (target.root / ".scorecards-lock").write_text("2025-Q2")

    entry = publish(target, quarter(2), tmp_path)

    assert entry.folder == "2025-Q2"
    assert not (target.root / "2025-Q2/half.html").exists()
    assert not [name for name in names_in(target.root) if name.startswith(".scorecards")]
    assert findings_in(target) == ()


def test_even_a_refused_publication_completes_the_index_of_one_that_was_cut_off(
    target: FolderTarget, tmp_path: Path
) -> None:
    (target.root / "versions.json").unlink()
    (target.root / "archive.html").write_text("old")
    (target.root / ".scorecards-lock").write_text("2025-Q1")
    late = publication(target.look(), write_site(tmp_path / "late", "late"), facts(quarter(2)))

    with pytest.raises(PublishRefused, match="never overwritten"):
        target.add(replace(late, facts=facts(quarter(1))))

    assert findings_in(target) == ()
    assert "Q1 2025" in (target.root / "archive.html").read_text()


def test_a_name_in_the_lock_that_leads_elsewhere_is_no_name(target: FolderTarget, tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    (target.root / ".scorecards-lock").write_text("../precious")

    publish(target, quarter(2), tmp_path)

    assert (tmp_path / "precious").is_dir()


def test_a_link_that_mike_made_for_latest_gives_way_to_redirects(target: FolderTarget, tmp_path: Path) -> None:
    for path in sorted((target.root / "latest").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    (target.root / "latest").rmdir()
    (target.root / "latest").symlink_to("2025-Q1")

    publish(target, quarter(2), tmp_path)

    assert not (target.root / "latest").is_symlink()
    assert findings_in(target) == ()


def test_a_folder_with_other_things_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("years of work")

    with pytest.raises(PublishRefused, match="holds other files"):
        FolderTarget(tmp_path).look()


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("")

    with pytest.raises(PublishRefused, match="is a file"):
        FolderTarget(tmp_path / "a").look()


def test_a_lock_that_is_held_is_waited_for_and_then_given_up(tmp_path: Path) -> None:
    with (
        locked(tmp_path / "lock"),
        pytest.raises(PublishRefused, match="under way"),
        locked(tmp_path / "lock", longest_wait=0.1),
    ):
        pass


def test_a_lock_whose_holder_died_is_free_and_tells_what_was_under_way(tmp_path: Path) -> None:
    (tmp_path / "lock").write_text("2025-Q2")

    with locked(tmp_path / "lock", longest_wait=0.1) as lock:
        assert lock.name == "2025-Q2"
        lock.note("")

    assert not (tmp_path / "lock").exists()
