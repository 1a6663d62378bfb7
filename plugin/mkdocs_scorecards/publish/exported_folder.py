"""Writing an export: made ready aside, then put in place, so that a failed run leaves the earlier one.

Only what an earlier export wrote, and nobody has changed since, is ever replaced. A list of hashes among the pages says
what that is; its name begins with a dot, so that no generator publishes it.
"""

import hashlib
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp

from mkdocs_scorecards.publish.archive_files import OWN_PREFIX
from mkdocs_scorecards.publish.manifest import UnreadableManifestError, manifest_bytes, read_manifest
from mkdocs_scorecards.render.docs_project import DOCS, HEAD, DocsProject

CONFIGURATION = "mkdocs.yml"
_LIST = f"{OWN_PREFIX}export"


class ExportRefused(Exception):  # noqa: N818 - named after what happened, as the caller reads it
    """Nothing was written; the message says why, in a sentence for the author."""


def own_files(docs_dir: Path) -> Mapping[str, Path]:
    """The author's files by their path in the folder, without hidden ones; none where there is no such folder."""
    return dict(_files_in(docs_dir, hidden=False))


def write_export(out: Path, project: DocsProject, own: Mapping[str, Path]) -> None:
    """Write the project and copies of the author's files into a folder that is empty, new, or an earlier export.

    Raises:
        ExportRefused: the folder holds other things.
        OSError: a file cannot be read or written.
    """
    _refuse_other_folder(out)
    out.mkdir(parents=True, exist_ok=True)
    for left in out.glob(f"{OWN_PREFIX}*"):  # by a run that was killed
        shutil.rmtree(left)
    staging = Path(mkdtemp(prefix=OWN_PREFIX, dir=out))
    try:
        _write(staging / DOCS, project, own)
        (staging / CONFIGURATION).write_text(project.configuration, encoding="utf-8", newline="\n")
        _put_in_place(out, staging)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _write(docs: Path, project: DocsProject, own: Mapping[str, Path]) -> None:
    digests = {}
    for path, content in [*project.files.items(), *((path, source.read_bytes()) for path, source in own.items())]:
        (docs / path).parent.mkdir(parents=True, exist_ok=True)
        (docs / path).write_bytes(content)
        digests[path] = _digest(content)
    (docs / _LIST).write_bytes(manifest_bytes(digests))


def _put_in_place(out: Path, staging: Path) -> None:
    """Exchange the pages by two renames; if the second one fails, the first is undone."""
    docs = out / DOCS
    if docs.exists():
        docs.rename(staging / "earlier")
    try:
        (staging / DOCS).rename(docs)
    except BaseException:
        with suppress(OSError):
            (staging / "earlier").rename(docs)
        raise
    (staging / CONFIGURATION).replace(out / CONFIGURATION)


def _refuse_other_folder(out: Path) -> None:
    if not out.exists():
        return
    if not out.is_dir():
        raise ExportRefused(f"{out} is a file; name a folder")
    docs, configuration = out / DOCS, out / CONFIGURATION
    if configuration.exists() and not configuration.read_bytes().startswith(HEAD.encode()):
        raise ExportRefused(f"{configuration} was not written by an export; name an empty or a new folder")
    if docs.exists():
        _refuse_changed_pages(docs)
    elif not configuration.exists() and any(not path.name.startswith(OWN_PREFIX) for path in out.iterdir()):
        raise ExportRefused(f"{out} holds other files and no export; name an empty or a new folder")


def _refuse_changed_pages(docs: Path) -> None:
    try:
        written = read_manifest((docs / _LIST).read_bytes())
    except (OSError, UnreadableManifestError) as error:
        raise ExportRefused(f"{docs} was not written by an export; name an empty or a new folder") from error
    for path, file in _files_in(docs, hidden=True):
        if path != _LIST and written.get(path) != _digest(file.read_bytes()):
            raise ExportRefused(
                f"{file} was {'changed' if path in written else 'added'} since the export and would be lost; "
                f"move it to the project's own pages, or delete {docs}"
            )


def _files_in(folder: Path, *, hidden: bool) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if path.is_file() and (hidden or not any(part.startswith(".") for part in relative.parts)):
            yield relative.as_posix(), path


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
