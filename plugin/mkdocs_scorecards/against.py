"""The present sources against earlier ones: the base of a branch in a preview, the edition before in an edition.

A base that cannot be read is an error, because whoever named it relies on being told what the branch changes. An
edition is published all the same; its page says in a sentence why nothing is compared.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from mkdocs_scorecards.analyse.link_review import LinkReview, Verdict
from mkdocs_scorecards.analyse.review import ScorecardReview
from mkdocs_scorecards.load.git_tree import TreeUnavailable, write_tree
from mkdocs_scorecards.load.periods import read_period
from mkdocs_scorecards.load.unreadable import UnreadableText
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.problem import Problem
from mkdocs_scorecards.model.source_ref import SourceRef
from mkdocs_scorecards.pipeline import Gathered, Settings, Version, compare
from mkdocs_scorecards.publish.chain import read_chain
from mkdocs_scorecards.publish.edition import CHAIN_FILE, Entry
from mkdocs_scorecards.publish.published_verdicts import Arrow, PublishedVerdict, published_verdicts
from mkdocs_scorecards.render.changes.against import Against, Earlier

_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_SHORT = 12


@frozen
class Found:
    """What the sources are held against, and what stands in the way."""

    against: tuple[Against, ...] = ()
    problems: tuple[Problem, ...] = ()


def against_earlier(project: Path, settings: Settings, gathered: Gathered) -> Found:
    """Compare a project without errors with the earlier sources that the settings name. Raises for nobody's mistake."""
    found: list[Against] = []
    problems: list[Problem] = []
    if gathered.errors:
        return Found()
    if settings.base:
        try:
            found.append(_against_base(project, settings, settings.base))
        except TreeUnavailable as reason:
            problems.append(
                Problem(
                    code="base-unreadable",
                    where=SourceRef(settings.folder),
                    message=f"there is nothing to compare with: {reason.message}",
                    hint=reason.hint,
                )
            )
    entry = _edition_before(settings, gathered)
    if entry is not None and settings.editions is not None:
        verdicts = published_verdicts(settings.editions, entry)
        changed = {
            review.scorecard.id: tuple(_changed_verdicts(review, verdicts.get(review.scorecard.id, {})))
            for review in gathered.reviews
        }
        found.append(replace(_against_edition(project, settings, entry), verdicts=changed))
    return Found(against=tuple(found), problems=tuple(problems))


def _against_base(project: Path, settings: Settings, base: str) -> Against:
    with TemporaryDirectory(prefix="scorecards-") as folder:
        compared = compare(version_at(project, base, settings, Path(folder)), _present(project, settings), settings)
    return Against(
        earlier=Earlier.BASE,
        before=_short(base),
        after="this branch",
        comparisons=compared.comparisons,
        unreadable=compared.unreadable,
    )


def version_at(project: Path, revision: str, settings: Settings, into: Path, *, configs: Sequence[str] = ()) -> Version:
    """The project at a revision of git, written into an empty folder.

    Raises:
        TreeUnavailable: git cannot give it.
    """
    tree = write_tree(project, revision, settings.folder, into, configs=configs)
    return Version(project=tree.project, folder=tree.scorecards)


def _present(project: Path, settings: Settings) -> Version:
    return Version(project=project, folder=settings.folder)


def _edition_before(settings: Settings, gathered: Gathered) -> Entry | None:
    """The revision before the one that is being published, else the newest edition of an earlier period."""
    chain_file = settings.editions / CHAIN_FILE if settings.editions is not None else None
    if settings.as_of is None or chain_file is None or not chain_file.is_file():
        return None
    try:
        chain = read_chain(chain_file.read_bytes())
        starts = [review.scorecard.fiscal_year_start for review in gathered.reviews]
        period = read_period(settings.as_of, fiscal_start=starts[0] if starts else 1)
    except (OSError, ValueError, UnreadableText):
        return None  # whoever laid the editions out has read the chain before
    revisions = chain.revisions_of(str(period))
    if revisions:
        return revisions[-1]
    present = (period.last_day.isoformat(), (period.last_day - period.first_day).days, 0)
    return max((entry for entry in chain if entry.order < present), key=lambda entry: entry.order, default=None)


def _against_edition(project: Path, settings: Settings, entry: Entry) -> Against:
    title = entry.title if entry.revision == 1 else f"{entry.title}, revision {entry.revision}"
    found = Against(earlier=Earlier.EDITION, before=title, after="this edition", judged_in=entry.period)
    unknown = _lack_of_sources(entry)
    if entry.commit is None or unknown:
        return replace(found, reason=f"The sources are not compared: {title} was built from {unknown}.")
    judged = replace(settings, period=entry.period, periods={}, as_of=None)
    try:
        with TemporaryDirectory(prefix="scorecards-") as folder:
            before = version_at(project, entry.commit, settings, Path(folder))
            compared = compare(before, _present(project, settings), judged, until=date.fromisoformat(entry.last_day))
    except TreeUnavailable:  # what it says names folders of this machine
        why = (
            f"those of {title}, commit {_short(entry.commit)}, are not to be had where this edition was built. It "
            "takes a whole clone of their repository."
        )
        return replace(found, reason=f"The sources are not compared: {why}")
    return replace(found, commit=_short(entry.commit), comparisons=compared.comparisons, unreadable=compared.unreadable)


def _lack_of_sources(entry: Entry) -> str:
    """Why it is not known what an edition was built from; empty where it is."""
    if entry.commit is None:
        return "files that are in no git repository"
    return "files with changes that were not committed" if entry.dirty is not False else ""


def _changed_verdicts(
    review: ScorecardReview, published: Mapping[Arrow, PublishedVerdict]
) -> Iterator[tuple[LinkReview, Verdict]]:
    """The arrows that were published with another verdict on the same KPIs; another test is another question."""
    known = {verdict.value: verdict for verdict in Verdict}
    for found in review.links:
        link = found.link
        before = published.get((link.cause, link.effect))
        if before is None or (before.cause_kpi, before.effect_kpi) != (link.cause_kpi, link.effect_kpi):
            continue
        if before.verdict in known and before.verdict != found.verdict.value:
            yield found, known[before.verdict]


def _short(revision: str) -> str:
    return revision[:_SHORT] if _COMMIT.fullmatch(revision) else revision
