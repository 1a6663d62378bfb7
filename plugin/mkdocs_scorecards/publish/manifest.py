"""`manifest.sha256`: every file of an edition with its hash, in the form that `sha256sum -c` reads as well."""

import re
from collections.abc import Iterable, Mapping

from mkdocs_scorecards.publish.edition import PublishRefused

_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\\\ud800-\udfff]")


class UnreadableManifestError(ValueError):
    """A manifest that was not written by us, or was changed since."""


def manifest_bytes(digests: Mapping[str, str]) -> bytes:
    """The manifest of files by their address in the edition, sorted.

    Raises:
        PublishRefused: a file's name holds a control character or a backslash, which a line could not.
    """
    refuse_odd_names(digests)
    return "".join(f"{digests[path]}  {path}\n" for path in sorted(digests)).encode()


def refuse_odd_names(paths: Iterable[str]) -> None:
    """Refuse what neither a manifest nor every file system can name."""
    odd = next((path for path in paths if _UNPRINTABLE.search(path)), None)
    if odd is not None:
        raise PublishRefused(f"the site has a file named {odd!r}; rename it, without control characters or backslashes")


def read_manifest(content: bytes) -> dict[str, str]:
    """Hashes by address.

    Raises:
        UnreadableManifestError: a line is malformed, or names a file a second time.
    """
    digests: dict[str, str] = {}
    try:
        lines = content.decode("utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise UnreadableManifestError("is not UTF-8") from error
    for number, line in enumerate(lines[:-1] if lines[-1] == "" else lines, start=1):
        match = _LINE.fullmatch(line)
        if match is None:
            raise UnreadableManifestError(f"line {number} is no hash and file name")
        if match[2] in digests:
            raise UnreadableManifestError(f"line {number} names {match[2]} a second time")
        digests[match[2]] = match[1]
    return digests
