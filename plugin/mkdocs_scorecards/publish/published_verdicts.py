"""What an earlier edition said of the arrows, read from what was laid out of it for the build of a new one.

Testing the arrows a second time, on the data of a period ago, would take as long as testing them once. What readers
were told then stands in the edition, so it is read there, and only if it is what was published.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.publish.edition import MANIFEST_FILE, Entry
from mkdocs_scorecards.publish.manifest import UnreadableManifestError, read_manifest

_FIGURES_FILE = "scorecard.json"


@frozen
class PublishedVerdict:
    """The verdict of an arrow, in the words of the JSON document, and the KPIs that were tested."""

    verdict: str
    cause_kpi: str | None
    effect_kpi: str | None


Arrow = tuple[str, str]
"""The objectives that an arrow leads from and to."""


def published_verdicts(editions: Path, entry: Entry) -> Mapping[str, Mapping[Arrow, PublishedVerdict]]:
    """The verdicts of an edition by scorecard; nothing of a file that is damaged, lost or of another kind."""
    folder = editions / entry.folder
    try:
        manifest = (folder / MANIFEST_FILE).read_bytes()
    except OSError:
        return {}
    if _hash(manifest) != entry.manifest:
        return {}
    try:
        digests = read_manifest(manifest)
    except UnreadableManifestError:
        return {}
    return {
        file.parent.name: _verdicts(content)
        for file in sorted(folder.glob(f"*/{_FIGURES_FILE}"))
        if _hash(content := file.read_bytes()) == digests.get(f"{file.parent.name}/{_FIGURES_FILE}")
    }


def _verdicts(content: bytes) -> dict[Arrow, PublishedVerdict]:
    try:
        links: Any = [link for scorecard in json.loads(content)["scorecards"] for link in scorecard["links"]]
        return {
            (link["from"], link["to"]): PublishedVerdict(
                verdict=link["verdict"], cause_kpi=link["cause"], effect_kpi=link["effect"]
            )
            for link in links
        }
    except (ValueError, KeyError, TypeError):  # another version of this program wrote it
        return {}


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
