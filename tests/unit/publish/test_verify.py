"""What `verify` finds in an archive that somebody laid hands on, in all three kinds of target."""

import hashlib
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from mkdocs_scorecards.publish.chain import Chain, chain_bytes, chain_with, read_chain
from mkdocs_scorecards.publish.edition import PublishRefused
from mkdocs_scorecards.publish.folder_target import FolderTarget
from mkdocs_scorecards.publish.git_files import GitFiles
from mkdocs_scorecards.publish.git_target import BranchTarget
from mkdocs_scorecards.publish.manifest import manifest_bytes, read_manifest
from mkdocs_scorecards.publish.target import Target
from mkdocs_scorecards.publish.verify import Kind, verification_of
from mkdocs_scorecards.publish.zip_target import ZipTarget
from tiny_archive import findings_in, publish, quarter

Tampered = Callable[[Callable[[Path], object]], Target]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of three quarters, the second amended."""
    place = tmp_path_factory.mktemp("published")
    target = FolderTarget(place / "archive")
    for number in (1, 2, 3):
        publish(target, quarter(number), place / "work")
    publish(target, quarter(2), place / "work", "Churn restated")
    return target.root


@pytest.fixture
def folder(published: Path, tmp_path: Path) -> Path:
    """A copy to lay hands on; nothing in it shares its storage."""
    shutil.copytree(published, tmp_path / "copy")
    return tmp_path / "copy"


@pytest.fixture(params=["folder", "zip", "branch"])
def tampered(request: pytest.FixtureRequest, folder: Path, tmp_path: Path) -> Tampered:
    """The archive after a change to its files, as a folder, as a zip, or as a branch."""

    def after(change: Callable[[Path], object]) -> Target:
        change(folder)
        if request.param == "folder":
            return FolderTarget(folder)
        if request.param == "zip":
            with zipfile.ZipFile(tmp_path / "a.zip", "w") as made:
                for path in sorted(path for path in folder.rglob("*") if path.is_file()):
                    made.write(path, path.relative_to(folder).as_posix())
            return ZipTarget(tmp_path / "a.zip")
        return branch_of(folder)

    return after


def branch_of(folder: Path) -> BranchTarget:
    """The files of a folder, committed to its branch `archive`."""
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@localhost", "-C", str(folder)]
    subprocess.run([*git, "init", "-q", "-b", "archive"], check=True)
    subprocess.run([*git, "add", "--all"], check=True)
    subprocess.run([*git, "commit", "-qm", "x"], check=True)
    return BranchTarget(folder, "archive")


def found(target: Target) -> list[tuple[Kind, str]]:
    return [(finding.kind, finding.path) for finding in findings_in(target)]


def test_a_copy_is_as_good_as_the_archive(tampered: Tampered) -> None:
    assert found(tampered(lambda _: None)) == []


def test_a_flipped_byte_is_named(tampered: Tampered) -> None:
    def flip(folder: Path) -> None:
        content = bytearray((folder / "2025-Q2/saas/index.html").read_bytes())
        content[4] ^= 1
        (folder / "2025-Q2/saas/index.html").write_bytes(content)

    assert found(tampered(flip)) == [(Kind.CHANGED, "2025-Q2/saas/index.html")]


def test_a_removed_file_is_named(tampered: Tampered) -> None:
    target = tampered(lambda folder: (folder / "2025-Q1/saas/scorecard.json").unlink())

    assert found(target) == [(Kind.MISSING, "2025-Q1/saas/scorecard.json")]


def test_an_added_file_is_named(tampered: Tampered) -> None:
    target = tampered(lambda folder: (folder / "2025-Q1/saas/note.html").write_text("x"))

    assert found(target) == [(Kind.ADDED, "2025-Q1/saas/note.html")]


def test_a_renamed_file_is_missing_and_added(tampered: Tampered) -> None:
    target = tampered(lambda folder: (folder / "2025-Q1/404.html").rename(folder / "2025-Q1/405.html"))

    assert found(target) == [(Kind.MISSING, "2025-Q1/404.html"), (Kind.ADDED, "2025-Q1/405.html")]


def test_a_removed_edition_is_named(tampered: Tampered) -> None:
    target = tampered(lambda folder: shutil.rmtree(folder / "2025-Q1"))

    assert (Kind.MISSING, "2025-Q1/") in found(target)


def test_a_lost_manifest_is_named(tampered: Tampered) -> None:
    target = tampered(lambda folder: (folder / "2025-Q3/manifest.sha256").unlink())

    assert found(target) == [(Kind.MISSING, "2025-Q3/manifest.sha256")]


def test_an_edition_with_a_new_manifest_is_named(tampered: Tampered) -> None:
    target = tampered(lambda folder: _rewrite(folder / "2025-Q2", "index.html", b"better figures"))

    assert found(target) == [(Kind.CHANGED, "2025-Q2/manifest.sha256")]


def test_an_edition_that_was_chained_anew_breaks_the_entry_after_it(tampered: Tampered) -> None:
    def rechain_one(folder: Path) -> None:
        _rewrite(folder / "2025-Q2", "index.html", b"better figures")
        _edit_chain(folder, lambda entries: entries[1].update(manifest=_manifest_hash(folder / "2025-Q2")))

    assert found(tampered(rechain_one)) == [(Kind.CHAIN, "editions.json")]


def test_a_chain_that_was_written_anew_contradicts_the_editions_after(tampered: Tampered) -> None:
    def rechain_all(folder: Path) -> None:
        _rewrite(folder / "2025-Q2", "index.html", b"better figures")
        _edit_chain(folder, lambda entries: entries[1].update(manifest=_manifest_hash(folder / "2025-Q2")))
        _chain_anew(folder)

    assert found(tampered(rechain_all)) == [
        (Kind.CHAIN, "2025-Q3/edition.json"),
        (Kind.CHAIN, "2025-Q2-r2/edition.json"),
    ]


def test_a_removed_entry_is_named_even_if_the_rest_is_chained_anew(tampered: Tampered) -> None:
    def remove(folder: Path) -> None:
        _edit_chain(folder, lambda entries: entries.pop(1))
        _chain_anew(folder)

    assert (Kind.ADDED, "2025-Q2/") in found(tampered(remove))


def test_entries_in_another_order_contradict_the_editions(tampered: Tampered) -> None:
    def swap(folder: Path) -> None:
        _edit_chain(folder, lambda entries: entries.insert(0, entries.pop(1)))
        _chain_anew(folder)

    target = tampered(swap)

    assert {(Kind.CHAIN, "2025-Q1/edition.json"), (Kind.CHAIN, "2025-Q2/edition.json")} <= set(found(target))


def test_an_edition_under_another_name_contradicts_its_entry(tampered: Tampered) -> None:
    def exchange(folder: Path) -> None:
        (folder / "2025-Q1").rename(folder / "x")
        (folder / "2025-Q2").rename(folder / "2025-Q1")
        (folder / "x").rename(folder / "2025-Q2")

    assert {path for _, path in found(tampered(exchange))} == {
        "2025-Q1/manifest.sha256",
        "2025-Q1/edition.json",
        "2025-Q2/manifest.sha256",
        "2025-Q2/edition.json",
    }


def test_an_edition_that_the_selector_hides_is_named(tampered: Tampered) -> None:
    target = tampered(lambda folder: _edit_versions(folder, lambda versions: versions.pop(1)))

    assert found(target) == [(Kind.INDEX, "versions.json")]


def test_a_version_that_is_not_there_is_named(tampered: Tampered) -> None:
    extra: dict[str, object] = {"version": "2026-Q4", "title": "x", "aliases": []}
    target = tampered(lambda folder: _edit_versions(folder, lambda versions: versions.append(extra)))

    assert found(target) == [(Kind.INDEX, "versions.json")]


def test_a_lost_chain_proves_nothing(tampered: Tampered) -> None:
    target = tampered(lambda folder: (folder / "editions.json").unlink())

    assert found(target) == [(Kind.CHAIN, "editions.json")]


def test_an_unreadable_chain_proves_nothing(tampered: Tampered) -> None:
    target = tampered(lambda folder: (folder / "editions.json").write_text("{"))

    assert found(target) == [(Kind.CHAIN, "editions.json")]


def test_what_was_put_there_by_hand_is_unproven_and_no_difference(tampered: Tampered) -> None:
    def deploy(folder: Path) -> None:
        (folder / "2026-Q4").mkdir()
        (folder / "2026-Q4/index.html").write_text("by hand")
        extra: dict[str, object] = {"version": "2026-Q4", "title": "2026-Q4", "aliases": []}
        _edit_versions(folder, lambda versions: versions.append(extra))

    target = tampered(deploy)

    assert found(target) == [(Kind.UNPROVEN, "2026-Q4/")]
    assert verification_of(target.look()).is_clean


def test_a_copy_that_mike_made_of_an_edition_is_an_alias_and_none_of_its_own(tampered: Tampered) -> None:
    def copy(folder: Path) -> None:
        shutil.copytree(folder / "2025-Q1", folder / "audited")
        _edit_versions(folder, lambda versions: versions[-1].update(aliases=["audited"]))

    assert found(tampered(copy)) == []


def test_an_edition_without_entry_is_not_hidden_by_calling_it_an_alias(tampered: Tampered) -> None:
    def hide(folder: Path) -> None:
        _edit_chain(folder, lambda entries: entries.pop())
        _chain_anew(folder)
        _edit_versions(folder, lambda versions: versions.pop(1))
        _edit_versions(folder, lambda versions: versions[-1].update(aliases=["2025-Q2-r2"]))

    assert found(tampered(hide)) == [(Kind.ADDED, "2025-Q2-r2/")]


def test_a_link_in_place_of_a_file_is_named(folder: Path) -> None:
    page = folder / "2025-Q1/index.html"
    page.rename(folder / "elsewhere.html")
    page.symlink_to(folder / "elsewhere.html")

    assert found(FolderTarget(folder)) == [(Kind.CHANGED, "2025-Q1/index.html")]
    assert found(branch_of(folder)) == [(Kind.CHANGED, "2025-Q1/index.html")]


def test_a_link_to_a_folder_is_seen_and_not_followed(folder: Path) -> None:
    (folder / "2025-Q1/root").symlink_to("/")

    assert found(FolderTarget(folder)) == [(Kind.ADDED, "2025-Q1/root")]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_zip_with_two_files_of_one_name_is_refused(folder: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as made:
        made.write(folder / "editions.json", "editions.json")
        made.writestr("2025-Q1/index.html", "shown by some")
        made.writestr("2025-Q1/index.html", "shown by others")

    with pytest.raises(PublishRefused, match=r"2025-Q1/index\.html several times"):
        ZipTarget(tmp_path / "a.zip").look()


def test_a_damaged_zip_is_named_file_by_file(tmp_path: Path) -> None:
    target = ZipTarget(tmp_path / "a.zip")
    publish(target, quarter(1), tmp_path)
    with zipfile.ZipFile(target.file) as made:
        at = made.getinfo("2025-Q1/saas/index.html").header_offset
    content = bytearray(target.file.read_bytes())
    content[at + 30 + len("2025-Q1/saas/index.html") + 2] ^= 0xFF
    target.file.write_bytes(content)

    assert found(target) == [(Kind.CHANGED, "2025-Q1/saas/index.html")]
    with pytest.raises(PublishRefused, match="is damaged and was left as it is"):
        publish(target, quarter(2), tmp_path)
    assert target.file.read_bytes() == bytes(content)


def test_what_is_no_zip_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_text("no zip")

    with pytest.raises(PublishRefused, match="cannot be read as a zip"):
        ZipTarget(tmp_path / "a.zip").look()


def test_a_branch_is_compared_with_its_own_past(folder: Path) -> None:
    target = branch_of(folder)
    shutil.rmtree(folder / "2025-Q2-r2")
    _edit_chain(folder, lambda entries: entries.pop())
    _chain_anew(folder)
    _edit_versions(folder, lambda versions: versions.pop(1))
    subprocess.run(["git", "-C", str(folder), "add", "--all"], check=True)
    commit = ["-c", "user.name=x", "-c", "user.email=x@localhost", "commit", "-qm", "x"]
    subprocess.run(["git", "-C", str(folder), *commit], check=True)
    archive = target.look()
    assert isinstance(archive, GitFiles)

    alone, with_past = verification_of(archive), verification_of(archive, archive.earlier_chains())

    assert alone.findings == ()
    assert [finding.kind for finding in with_past.findings] == [Kind.CHAIN]
    assert with_past.findings[0].message.startswith("entry 4 is not the one of ")


def _rewrite(edition: Path, page: str, content: bytes) -> None:
    """Change a page and hide it in a new manifest."""
    (edition / page).write_bytes(content)
    manifest = read_manifest((edition / "manifest.sha256").read_bytes())
    manifest[page] = hashlib.sha256(content).hexdigest()
    (edition / "manifest.sha256").write_bytes(manifest_bytes(manifest))


def _manifest_hash(edition: Path) -> str:
    return hashlib.sha256((edition / "manifest.sha256").read_bytes()).hexdigest()


def _edit_chain(folder: Path, change: Callable[[list[dict[str, object]]], object]) -> None:
    document = json.loads((folder / "editions.json").read_text())
    change(document["editions"])
    (folder / "editions.json").write_text(json.dumps(document))


def _chain_anew(folder: Path) -> None:
    """Compute all hashes afresh, so that the chain alone is without a flaw."""
    chain = Chain()
    for entry in read_chain((folder / "editions.json").read_bytes()):
        chain = chain_with(chain, replace(entry, previous=chain.head))
    (folder / "editions.json").write_bytes(chain_bytes(chain))


def _edit_versions(folder: Path, change: Callable[[list[dict[str, object]]], object]) -> None:
    versions = json.loads((folder / "versions.json").read_text())
    change(versions)
    (folder / "versions.json").write_text(json.dumps(versions))
