"""What the pages of changes are held against: the base of a branch, the edition before; and what stands in the way."""

import hashlib
import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from git_repository import PEOPLE, Repository
from mkdocs_scorecards.against import Found, against_earlier
from mkdocs_scorecards.analyse.compare import FigureEdits
from mkdocs_scorecards.model.ids import ScorecardId
from mkdocs_scorecards.model.kpi import Audience
from mkdocs_scorecards.pipeline import Settings, gather, render
from mkdocs_scorecards.publish.chain import Chain, chain_bytes, chain_with
from mkdocs_scorecards.publish.edition import CHAIN_FILE, Entry
from mkdocs_scorecards.publish.manifest import manifest_bytes
from mkdocs_scorecards.render.changes.against import Against
from small_project import SCORECARD, write_small_project

ACME = ScorecardId("acme")
FIRST = Entry(
    period="2026-Q2",
    revision=1,
    folder="2026-Q2",
    title="Q2 2026",
    first_day="2026-04-01",
    last_day="2026-06-30",
    published="2026-07-15T09:00:00Z",
    commit=None,
    dirty=None,
    reason=None,
    manifest="0" * 64,
    previous="0" * 64,
)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A project on the branch main, in one commit."""
    found = Repository(write_small_project(tmp_path / "project"))
    found.document.write_text(SCORECARD + PEOPLE, encoding="utf-8")
    found.commit("start")
    return found


def found_in(project: Path, settings: Settings) -> Found:
    return against_earlier(project, settings, gather(project, settings))


def told(against: Against) -> list[tuple[str, str]]:
    return [(change.on.id, change.field) for found in against.comparisons for change in found.changes]


def editions(folder: Path, *entries: Entry) -> Path:
    chain = Chain()
    for entry in entries:
        chain = chain_with(chain, entry)
    folder.mkdir()
    (folder / CHAIN_FILE).write_bytes(chain_bytes(chain))
    return folder


def the_edition_before(project: Path, *entries: Entry, audience: Audience = Audience.BOARD) -> Against:
    settings = Settings(
        as_of="2026-Q3", editions=editions(project.parent / "editions", *entries), audience=audience, graphviz="none"
    )
    (against,) = found_in(project, settings).against
    return against


def test_without_a_base_and_without_editions_nothing_is_compared(repository: Repository) -> None:
    assert found_in(repository.folder, Settings()) == Found()


def test_a_branch_is_held_against_its_base(repository: Repository) -> None:
    repository.edit("progress: 40")

    (against,) = found_in(repository.folder, Settings(base="main")).against

    assert against.heading == "What this branch changes against main"
    assert told(against) == [("guided_setup", "progress")]


def test_a_commit_is_named_by_its_first_letters(repository: Repository) -> None:
    commit = repository.commit()

    (against,) = found_in(repository.folder, Settings(base=commit)).against

    assert against.before == commit[:12]
    assert against.note(ACME) == f"Nothing: this scorecard reads as it does in {commit[:12]}."


def test_a_base_that_is_not_there_is_an_error_with_what_to_do(repository: Repository) -> None:
    found = found_in(repository.folder, Settings(base="elsewhere"))

    (problem,) = found.problems
    assert (found.against, problem.code, problem.severity.value) == ((), "base-unreadable", "error")
    assert "elsewhere" in problem.message
    assert problem.hint == "fetch it first (git fetch), or correct the name"


def test_a_shallow_clone_is_told_to_fetch_its_history(repository: Repository, tmp_path: Path) -> None:
    old = repository.git("rev-parse", "HEAD")
    repository.edit("progress: 40")
    repository.commit()
    repository.git("clone", "--quiet", "--depth", "1", f"file://{repository.folder}", str(tmp_path / "shallow"))

    (problem,) = found_in(tmp_path / "shallow", Settings(base=old)).problems

    assert "this clone is shallow" in problem.hint


def test_a_project_with_errors_is_compared_with_nothing(repository: Repository) -> None:
    repository.document.write_text("schema: 1\n")

    assert found_in(repository.folder, Settings(base="nowhere")) == Found()


def test_a_base_with_errors_in_a_scorecard_leaves_it_out_and_says_so(repository: Repository) -> None:
    sound = repository.document.read_text(encoding="utf-8")
    repository.document.write_text("schema: 1\n")
    repository.commit()
    repository.document.write_text(sound, encoding="utf-8")

    (against,) = found_in(repository.folder, Settings(base="main")).against

    assert against.unreadable == ("acme",)
    assert against.note(ACME) == "acme is not compared: the older version has errors and cannot be read."
    site = render(gather(repository.folder, Settings()), Settings(), [against])
    assert "acme is not compared" in next(page.html for page in site.pages if page.path == "")


def test_neither_side_tells_what_is_for_others(repository: Repository) -> None:
    text = repository.document.read_text(encoding="utf-8")
    text = text.replace("id: onboarding_days\n", "id: onboarding_days\n        audience: board\n")
    repository.document.write_text(text, encoding="utf-8")
    repository.commit()
    repository.edit("title: Days to live", "progress: 40")

    (staff,) = found_in(repository.folder, Settings(base="main", audience=Audience.STAFF)).against
    (board,) = found_in(repository.folder, Settings(base="main")).against

    assert told(staff) == [("guided_setup", "progress")]
    assert sorted(told(board)) == [("guided_setup", "progress"), ("onboarding_days", "title")]


def test_what_was_open_and_is_hidden_now_is_not_told_again(repository: Repository) -> None:
    text = repository.document.read_text(encoding="utf-8")
    hidden = text.replace("id: onboarding_days\n", "id: onboarding_days\n        audience: board\n")
    repository.document.write_text(hidden, encoding="utf-8")
    repository.edit("progress: 40")

    (staff,) = found_in(repository.folder, Settings(base="main", audience=Audience.STAFF)).against
    (board,) = found_in(repository.folder, Settings(base="main")).against

    assert told(staff) == [("guided_setup", "progress")]
    assert sorted(told(board)) == [("guided_setup", "progress"), ("onboarding_days", "audience")]


def test_what_the_edition_before_was_published_from_may_read_the_same(repository: Repository) -> None:
    entry = replace(FIRST, commit=repository.commit(), dirty=False)

    against = the_edition_before(repository.folder, entry)

    assert against.note(ACME) == "What Q2 2026 was published from reads the same today."


def test_figures_of_later_periods_are_left_aside_and_what_is_planned_for_them_is_not(repository: Repository) -> None:
    kpis = repository.folder / "scorecards/acme/kpis.csv"
    kpis.write_text("kpi,period,actual,target\nmonthly_churn,2026-06,5.5,\nmonthly_churn,2026-12,,4.0\n")
    entry = replace(FIRST, commit=repository.commit(), dirty=False)
    kpis.write_text(
        "kpi,period,actual,target\nmonthly_churn,2026-06,5.4,\nmonthly_churn,2026-09,5,\nmonthly_churn,2026-12,,4.5\n"
    )

    against = the_edition_before(repository.folder, entry)

    (comparison,) = against.comparisons
    edits = [change.after for change in comparison.changes if isinstance(change.after, FigureEdits)]
    assert [str(edit.period) for found in edits for edit in found.all] == ["2026-12", "2026-06"]
    assert str(comparison.review.period) == "2026-Q2"


@pytest.mark.parametrize(
    ("commit", "dirty", "reason"),
    [
        (None, None, "Q2 2026 was built from files that are in no git repository."),
        ("1" * 40, True, "Q2 2026 was built from files with changes that were not committed."),
        ("1" * 40, False, "those of Q2 2026, commit 111111111111, are not to be had where this edition was built."),
    ],
)
def test_an_edition_whose_sources_are_not_known_is_not_compared(
    repository: Repository, commit: str | None, dirty: bool | None, reason: str
) -> None:
    against = the_edition_before(repository.folder, replace(FIRST, commit=commit, dirty=dirty))

    assert against.note(ACME).startswith(f"The sources are not compared: {reason}")
    assert against.comparisons == ()


def test_outside_of_git_no_folder_of_the_machine_is_named(repository: Repository) -> None:
    commit = repository.commit()
    shutil.rmtree(repository.folder / ".git")

    against = the_edition_before(repository.folder, replace(FIRST, commit=commit, dirty=False))

    assert "are not to be had" in against.reason
    assert str(repository.folder) not in against.reason


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (["2026-Q1", "2026-Q2"], "Q2 2026"),
        (["2026-Q2", "2026-Q1"], "Q2 2026"),
        (["2026-Q2", "2026-Q2-r2"], "Q2 2026, revision 2"),
        (["2026-Q2", "2026-Q3"], "Q3 2026"),
        (["2026-Q3", "2026-Q3-r2", "2026-Q2"], "Q3 2026, revision 2"),
        (["2026-Q2", "2026-Q4"], "Q2 2026"),
    ],
)
def test_the_edition_before_is_that_of_the_period_before_or_the_revision_before(
    repository: Repository, published: list[str], expected: str
) -> None:
    ends = {"Q1": "03-31", "Q2": "06-30", "Q3": "09-30", "Q4": "12-31"}
    starts = {"Q1": "01-01", "Q2": "04-01", "Q3": "07-01", "Q4": "10-01"}
    entries = []
    for folder in published:
        quarter, revision = folder[5:7], int(folder[9:] or 1)
        entries.append(
            replace(
                FIRST,
                period=folder[:7],
                revision=revision,
                folder=folder,
                title=f"{quarter} 2026",
                first_day=f"2026-{starts[quarter]}",
                last_day=f"2026-{ends[quarter]}",
            )
        )

    assert the_edition_before(repository.folder, *entries).before == expected


def test_the_first_edition_has_none_before_it(repository: Repository, tmp_path: Path) -> None:
    later = replace(FIRST, period="2026-Q4", folder="2026-Q4", first_day="2026-10-01", last_day="2026-12-31")
    settings = Settings(as_of="2026-Q3", editions=editions(tmp_path / "editions", later))

    assert found_in(repository.folder, settings).against == ()


def test_the_pages_tell_the_branch_first_and_the_period_after_it(repository: Repository) -> None:
    repository.edit("target: {value: 4, by: 2026-12}", "title: Days to live")
    extra = repository.folder / "scorecards/extra"
    shutil.copytree(repository.folder / "scorecards/acme", extra)
    settings = Settings(base="main", graphviz="none")
    gathered = gather(repository.folder, settings)

    site = render(gathered, settings, against_earlier(repository.folder, settings, gathered).against)

    pages = {page.path: page.html for page in site.pages}
    changes = pages["acme/changes/"]
    assert 0 < changes.index("What this branch changes against") < changes.index("From 2026-Q2 to 2026-Q3")
    assert "eased from" in changes.partition("From 2026-Q2")[0]
    assert 'href="acme/changes/#branch"' in pages[""]
    assert 'href="extra/changes/#branch"' in pages[""]


def published(editions_folder: Path, entry: Entry, **link: str) -> Entry:
    """The entry of an edition that holds one scorecard with one arrow, laid out in the folder of editions."""
    arrow = {"from": "fast_onboarding", "to": "reduce_churn", "cause": "onboarding_days", "effect": "monthly_churn"}
    content = json.dumps({"scorecards": [{"links": [arrow | {"verdict": "supported"} | link]}]}).encode()
    folder = editions_folder / entry.folder
    (folder / "acme").mkdir(parents=True)
    (folder / "acme/scorecard.json").write_bytes(content)
    manifest = manifest_bytes({"acme/scorecard.json": hashlib.sha256(content).hexdigest()})
    (folder / "manifest.sha256").write_bytes(manifest)
    return replace(entry, manifest=hashlib.sha256(manifest).hexdigest())


def verdicts_against(repository: Repository, entry: Entry, folder: Path) -> list[tuple[str, str]]:
    settings = Settings(as_of="2026-Q3")
    gathered = gather(repository.folder, settings)  # its reading of editions wants more than a test needs
    (folder / CHAIN_FILE).write_bytes(chain_bytes(chain_with(Chain(), entry)))
    (against,) = against_earlier(repository.folder, replace(settings, editions=folder), gathered).against
    return [(before.value, found.verdict.value) for found, before in against.verdicts[ACME]]


def test_a_verdict_that_was_published_otherwise_is_told(repository: Repository, tmp_path: Path) -> None:
    entry = published(tmp_path / "editions", FIRST)

    assert verdicts_against(repository, entry, tmp_path / "editions") == [("supported", "untested")]


@pytest.mark.parametrize("link", [{"verdict": "untested"}, {"verdict": "certain"}, {"cause": "another"}])
def test_the_same_verdict_an_unknown_one_and_that_of_another_test_are_not_told(
    repository: Repository, tmp_path: Path, link: dict[str, str]
) -> None:
    entry = published(tmp_path / "editions", FIRST, **link)

    assert verdicts_against(repository, entry, tmp_path / "editions") == []


def test_a_verdict_that_is_not_what_was_published_is_not_told(repository: Repository, tmp_path: Path) -> None:
    entry = published(tmp_path / "editions", FIRST)
    (tmp_path / "editions/2026-Q2/acme/scorecard.json").write_text("{}")

    assert verdicts_against(repository, entry, tmp_path / "editions") == []


def test_the_page_tells_another_verdict_in_a_sentence(repository: Repository, tmp_path: Path) -> None:
    entry = published(tmp_path / "editions", FIRST)
    verdicts_against(repository, entry, tmp_path / "editions")
    gathered = gather(repository.folder, Settings(as_of="2026-Q3"))
    settings = Settings(as_of="2026-Q3", editions=tmp_path / "editions", graphviz="none")

    site = render(gathered, settings, against_earlier(repository.folder, settings, gathered).against)

    page = next(page.html for page in site.pages if page.path == "acme/changes/")
    words = " ".join(re.sub(r"<[^>]+>", "", page).split())
    assert "The arrow from Live within a week to Reduce churn by improving onboarding is not tested any more." in words
