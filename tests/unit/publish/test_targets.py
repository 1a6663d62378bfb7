"""What the three kinds of target have in common."""

import subprocess
from pathlib import Path

import pytest

from mkdocs_scorecards.publish.addition import built_site, chain_of
from mkdocs_scorecards.publish.edition import PublishRefused
from mkdocs_scorecards.publish.target import Target, target_of
from mkdocs_scorecards.publish.verify import verification_of
from tiny_archive import FILES_AN_EDITION, facts, findings_in, publication, publish, quarter, write_site


@pytest.fixture(params=["folder", "zip", "branch"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Target:
    names = {"folder": str(tmp_path / "archive"), "zip": str(tmp_path / "a.zip"), "branch": "branch:gh-pages"}
    subprocess.run(["git", "init", "-q", str(tmp_path / "project")], check=True)
    return target_of(names[request.param], tmp_path / "project")


def test_twelve_quarters_can_be_proven(target: Target, tmp_path: Path) -> None:
    for number in range(1, 13):
        publish(target, quarter(number), tmp_path)

    verification = verification_of(target.look())

    assert verification.findings == ()
    assert (verification.editions, verification.files) == (12, 12 * (FILES_AN_EDITION + 1))


def test_a_published_edition_is_refused_and_stays_as_it_was(target: Target, tmp_path: Path) -> None:
    publish(target, quarter(1), tmp_path)
    before = contents(target)

    with pytest.raises(PublishRefused, match="2025-Q1 was published on 2025-04-01 and is never overwritten"):
        publish(target, quarter(1), tmp_path)

    assert contents(target) == before


def test_an_amended_edition_stands_beside_the_first(target: Target, tmp_path: Path) -> None:
    publish(target, quarter(1), tmp_path)
    before = contents(target)

    second = publish(target, quarter(1), tmp_path, "Churn restated")
    third = publish(target, quarter(1), tmp_path, "Restated again")

    after = contents(target)
    assert (second.folder, second.revision, second.reason) == ("2025-Q1-r2", 2, "Churn restated")
    assert third.folder == "2025-Q1-r3"
    assert {path: content for path, content in after.items() if path.startswith("2025-Q1/")} == {
        path: content for path, content in before.items() if path.startswith("2025-Q1/")
    }
    assert findings_in(target) == ()


def test_there_is_nothing_to_amend_before_a_first_publication(target: Target, tmp_path: Path) -> None:
    with pytest.raises(PublishRefused, match="nothing to amend"):
        publish(target, quarter(1), tmp_path, "Churn restated")

    assert contents(target) == {}


def test_an_edition_built_for_a_folder_that_was_taken_meanwhile_is_refused(target: Target, tmp_path: Path) -> None:
    publish(target, quarter(1), tmp_path)
    late = publication(target.look(), write_site(tmp_path / "late", "late"), facts(quarter(1), "one reason"))
    publish(target, quarter(1), tmp_path, "another reason")

    with pytest.raises(PublishRefused, match="by somebody else in the meantime"):
        target.add(late)

    assert findings_in(target) == ()


def test_nothing_is_added_to_a_chain_that_is_broken(target: Target, tmp_path: Path) -> None:
    publish(target, quarter(1), tmp_path)
    archive = target.look()
    broken = archive.read("editions.json").replace(b'"title": "Q1 2025"', b'"title": "Q9 2025"')

    class Broken:
        unfinished = None
        paths = staticmethod(archive.paths)
        digest = staticmethod(archive.digest)

        def read(self, path: str) -> bytes:
            return broken if path == "editions.json" else archive.read(path)

    with pytest.raises(PublishRefused, match="is broken: the head"):
        publication(Broken(), write_site(tmp_path / "next", "next"), facts(quarter(2)))


def test_the_chain_is_the_same_whatever_holds_the_archive(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    heads = set()
    for name in (str(tmp_path / "archive"), str(tmp_path / "a.zip"), "branch:gh-pages"):
        target = target_of(name, tmp_path)
        for number in (1, 2):
            publish(target, quarter(number), tmp_path / "work")
        heads.add(chain_of(target.look()).head)

    assert len(heads) == 1


@pytest.mark.parametrize("name", ["edition.json", "manifest.sha256"])
def test_a_site_with_a_file_that_an_edition_needs_is_refused(tmp_path: Path, name: str) -> None:
    write_site(tmp_path, "x")
    (tmp_path / name).write_text("{}")

    with pytest.raises(PublishRefused, match=name):
        built_site(tmp_path)


def test_a_site_with_a_link_is_refused(tmp_path: Path) -> None:
    write_site(tmp_path, "x")
    (tmp_path / "link.html").symlink_to(tmp_path / "index.html")

    with pytest.raises(PublishRefused, match="symbolic link"):
        built_site(tmp_path)


def test_a_target_inside_a_folder_that_builds_empty_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PublishRefused, match="reads or empties"):
        target_of(str(tmp_path / "site/archive"), tmp_path, [tmp_path / "docs", tmp_path / "site"])


def contents(target: Target) -> dict[str, bytes]:
    archive = target.look()
    return {path: archive.read(path) for path in archive.paths()}
