from collections.abc import Callable
from pathlib import Path

import pytest

from host_builds import tree_of
from mkdocs_scorecards.publish.exported_folder import ExportRefused, own_files, write_export
from mkdocs_scorecards.render.docs_project import HEAD, DocsProject

FIRST = DocsProject(files={"index.md": b"one", "a/index.md": b"a"}, configuration=f"{HEAD}\nnav: 1\n", rivals={})
SECOND = DocsProject(files={"index.md": b"two"}, configuration=f"{HEAD}\nnav: 2\n", rivals={})


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "new/build"


def shown(out: Path) -> dict[str, bytes]:
    return {path: content for path, content in tree_of(out).items() if "/." not in path}


def test_an_export_holds_pages_a_configuration_and_copies_of_the_authors_files(out: Path, tmp_path: Path) -> None:
    (tmp_path / "own/img").mkdir(parents=True)
    (tmp_path / "own/.git").mkdir()
    for name in ("about.md", "img/x.png", ".hidden", ".git/config"):
        (tmp_path / "own" / name).write_bytes(b"mine")

    write_export(out, FIRST, own_files(tmp_path / "own"))

    assert shown(out) == {
        "docs/a/index.md": b"a",
        "docs/about.md": b"mine",
        "docs/img/x.png": b"mine",
        "docs/index.md": b"one",
        "mkdocs.yml": FIRST.configuration.encode(),
    }


def test_a_folder_of_own_pages_that_is_not_there_holds_none(tmp_path: Path) -> None:
    assert own_files(tmp_path / "docs") == {}


def test_the_next_export_replaces_the_earlier_one_and_nothing_else(out: Path) -> None:
    write_export(out, FIRST, {})
    (out / "site").mkdir()
    (out / "site/index.html").write_bytes(b"built")

    write_export(out, SECOND, {})

    assert shown(out) == {
        "docs/index.md": b"two",
        "mkdocs.yml": SECOND.configuration.encode(),
        "site/index.html": b"built",
    }


def changed_page(out: Path) -> None:
    (out / "docs/index.md").write_bytes(b"by hand")


def added_page(out: Path) -> None:
    (out / "docs/b.md").write_bytes(b"by hand")


def own_configuration(out: Path) -> None:
    (out / "mkdocs.yml").write_bytes(b"site_name: Mine\n")


def no_list(out: Path) -> None:
    (out / "docs/.scorecards-export").unlink()


@pytest.mark.parametrize("edit", [changed_page, added_page, own_configuration, no_list])
def test_what_an_author_wrote_is_never_overwritten(out: Path, edit: Callable[[Path], None]) -> None:
    write_export(out, FIRST, {})
    edit(out)
    before = tree_of(out)

    with pytest.raises(ExportRefused, match=r"docs|mkdocs\.yml"):
        write_export(out, SECOND, {})

    assert tree_of(out) == before


def test_a_folder_with_other_files_and_a_file_are_refused(out: Path) -> None:
    out.mkdir(parents=True)
    (out / "notes.txt").write_bytes(b"x")

    with pytest.raises(ExportRefused, match="holds other files"):
        write_export(out, FIRST, {})
    with pytest.raises(ExportRefused, match="is a file"):
        write_export(out / "notes.txt", FIRST, {})


@pytest.mark.parametrize("step", range(4))
def test_a_run_that_fails_leaves_the_earlier_export(out: Path, step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    write_export(out, FIRST, {})
    before = tree_of(out)
    steps = iter(range(99))

    def failing(kind: str) -> Callable[..., object]:
        original = getattr(Path, kind)

        def done(path: Path, *arguments: object) -> object:
            if next(steps) == step:
                raise OSError(28, "No space left on device")
            return original(path, *arguments)

        return done

    for kind in ("write_bytes", "rename"):
        monkeypatch.setattr(Path, kind, failing(kind))

    with pytest.raises(OSError, match="No space"):
        write_export(out, SECOND, {})

    monkeypatch.undo()
    assert tree_of(out) == before


def test_what_a_killed_run_left_is_cleared_away(out: Path) -> None:
    (out / ".scorecards-x/docs").mkdir(parents=True)

    write_export(out, FIRST, {})

    assert [path.name for path in sorted(out.iterdir())] == ["docs", "mkdocs.yml"]
