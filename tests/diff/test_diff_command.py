import json
import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from git_repository import Repository
from mkdocs_scorecards.cli import main


def run(project: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(project), *arguments])


def sentences(result: Result) -> list[str]:
    return [change["sentence"] for change in json.loads(result.stdout)]


def test_five_edits_on_a_branch_are_five_sentences(repository: Repository) -> None:
    repository.git("switch", "--quiet", "--create", "plan")
    repository.edit()
    repository.commit()

    result = run(repository.folder, "diff", "main", "plan", "--format", "json")

    assert result.exit_code == 0
    assert [sentence.replace("\u00a0", " ") for sentence in sentences(result)] == [
        (
            "Target of Monthly logo churn eased from 4.0 % to 5.0 % by 2026-12: at risk becomes on target; "
            "Customer: at risk becomes on target, 0.83 to 1.00. The rule moved, not the figure."
        ),
        "Owner of Days from contract to live removed: Onboarding lead answers for it no longer.",
        "Progress of Guided setup in the product changed from 40 % to 80 %.",
        (
            "Reason of the arrow from Live within a week to Reduce churn by improving onboarding put as "
            "“Early value.”: still untested."
        ),
        "KPI Days to live renamed to Days from contract to live.",
    ]


def test_the_working_tree_is_the_newer_version_unless_one_is_named(repository: Repository) -> None:
    repository.edit("progress: 40")

    result = run(repository.folder, "diff", "HEAD")

    assert "Progress of Guided setup in the product changed" in result.stdout
    assert run(repository.folder, "diff", "HEAD", "HEAD").stdout == "Nothing changes.\n"


def test_the_working_tree_is_not_touched(repository: Repository) -> None:
    repository.edit("progress: 40")
    before = repository.git("status", "--porcelain"), repository.document.read_bytes()
    (repository.folder / "untracked").write_text("x")

    run(repository.folder, "diff", "HEAD~0", "HEAD")

    (repository.folder / "untracked").unlink()
    assert (repository.git("status", "--porcelain"), repository.document.read_bytes()) == before
    assert repository.git("stash", "list") == ""


def test_two_folders_are_compared_without_git(repository: Repository, tmp_path: Path) -> None:
    old = tmp_path / "old"
    subprocess.run(["cp", "-r", str(repository.folder / "scorecards"), str(old / "scorecards")], check=False)
    old.mkdir()
    subprocess.run(["cp", "-r", str(repository.folder / "scorecards"), str(old)], check=True)
    repository.edit("progress: 40")

    result = run(tmp_path, "diff", str(old), str(repository.folder), "--format", "json")

    assert len(sentences(result)) == 1


def test_exit_code_tells_scripts_that_something_differs(repository: Repository) -> None:
    assert run(repository.folder, "diff", "main", "--exit-code").exit_code == 0
    repository.edit("progress: 40")

    assert run(repository.folder, "diff", "main", "--exit-code").exit_code == 1
    assert run(repository.folder, "diff", "main").exit_code == 0


def test_markdown_begins_with_the_marker_by_which_a_comment_is_found(repository: Repository) -> None:
    repository.edit()

    result = run(repository.folder, "diff", "main", "--format", "markdown")

    assert result.stdout.startswith("<!-- scorecards diff -->\n## What this change means\n")
    assert "```mermaid\nflowchart BT\n" in result.stdout


def test_a_project_in_a_folder_of_the_repository_is_found_at_the_revision(repository: Repository) -> None:
    (repository.folder / "office").mkdir()
    repository.git("mv", "scorecards", "office/scorecards")
    repository.commit()
    document = repository.folder / "office/scorecards/acme/scorecard.yml"
    document.write_text(document.read_text().replace("progress: 40", "progress: 80"))

    assert "Progress of" in run(repository.folder / "office", "diff", "HEAD").stdout


def test_a_merge_commit_is_a_revision_like_any_other(repository: Repository) -> None:
    repository.git("switch", "--quiet", "--create", "plan")
    repository.edit("progress: 40")
    repository.commit()
    repository.git("switch", "--quiet", "main")
    repository.edit("owner: Onboarding lead")
    repository.commit()
    repository.git("merge", "--quiet", "--no-edit", "plan")

    against_main = run(repository.folder, "diff", "HEAD^1", "HEAD", "--format", "json")
    against_plan = run(repository.folder, "diff", "HEAD^2", "HEAD", "--format", "json")

    assert [sentence[:8] for sentence in sentences(against_main)] == ["Progress"]
    assert [sentence[:8] for sentence in sentences(against_plan)] == ["Owner of"]


def test_a_renamed_folder_of_scorecards_is_found_where_it_was(repository: Repository) -> None:
    repository.git("mv", "scorecards", "cards")
    (repository.folder / "mkdocs.yml").write_text("plugins: [{scorecards: {scorecards_dir: cards}}]\n")
    document = repository.folder / "cards/acme/scorecard.yml"
    document.write_text(document.read_text().replace("progress: 40", "progress: 80"))

    result = run(repository.folder, "diff", "main")

    assert result.exit_code == 0
    assert "1 change" in result.stdout
    assert "at main the scorecards were in scorecards/" in result.stderr


def test_a_renamed_folder_of_one_scorecard_is_a_rename(repository: Repository) -> None:
    repository.git("mv", "scorecards/acme", "scorecards/acme_cloud")

    assert "Id of Acme Cloud changed from acme to acme_cloud" in run(repository.folder, "diff", "main").stdout


def test_the_first_scorecard_of_a_repository_is_new(repository: Repository) -> None:
    repository.git("switch", "--quiet", "--orphan", "empty")
    repository.commit()

    assert "Scorecard Acme Cloud added" in run(repository.folder, "diff", "empty", "main").stdout


@pytest.mark.parametrize(
    ("base", "message"),
    [
        ("nowhere", "'nowhere' is neither a folder nor a revision"),
        ("main:scorecards", "neither a folder nor a revision"),
        ("./scorecards", "holds no folder 'scorecards'"),
    ],
)
def test_a_base_that_is_not_there_is_wrong_usage(repository: Repository, base: str, message: str) -> None:
    result = in_folder(repository.folder, "diff", base)

    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.output


def test_an_option_in_place_of_a_revision_never_reaches_git(repository: Repository) -> None:
    result = run(repository.folder, "diff", "--", "--output=/tmp/x")

    assert result.exit_code == 2
    assert "a revision does not begin with a hyphen" in result.stderr


def test_outside_a_repository_a_revision_means_nothing(tmp_path: Path) -> None:
    (tmp_path / "scorecards").mkdir()

    result = run(tmp_path, "diff", "main")

    assert result.exit_code == 2
    assert "is in no git repository" in result.stderr


def test_a_branch_of_the_remote_is_suggested(repository: Repository, tmp_path: Path) -> None:
    repository.git("branch", "plan")
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", repository.folder, clone], check=True, capture_output=True)

    result = run(clone, "diff", "plan")

    assert result.exit_code == 2
    assert "did you mean origin/plan?" in result.stderr


def test_a_shallow_clone_says_what_to_fetch(repository: Repository, tmp_path: Path) -> None:
    first = repository.git("rev-parse", "HEAD")
    repository.edit("progress: 40")
    repository.commit()
    clone = tmp_path / "clone"
    subprocess.run(
        ["git", "clone", "--quiet", "--depth=1", f"file://{repository.folder}", clone], check=True, capture_output=True
    )

    for base in (first, "HEAD~1"):
        result = run(clone, "diff", base)

        assert result.exit_code == 2
        assert "fetch-depth: 0" in result.stderr


def test_without_git_folders_can_still_be_compared(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository.folder))

    result = run(repository.folder, "diff", "main")

    assert result.exit_code == 2
    assert "git is not installed" in result.stderr
    assert run(repository.folder, "diff", str(repository.folder)).stdout == "Nothing changes.\n"


def test_a_folder_that_is_called_like_a_branch_is_not_guessed_at(repository: Repository) -> None:
    subprocess.run(["cp", "-r", "scorecards", "main-copy"], cwd=repository.folder, check=True)
    (repository.folder / "main").mkdir()
    subprocess.run(["mv", "main-copy", "main/scorecards"], cwd=repository.folder, check=True)

    result = in_folder(repository.folder, "diff", "main")

    assert result.exit_code == 2
    assert "'main' is a folder and a revision; write ./main or refs/heads/main" in result.stderr
    assert in_folder(repository.folder, "diff", "./main").exit_code == 0
    assert in_folder(repository.folder, "diff", "refs/heads/main").exit_code == 0


def test_errors_in_the_newer_version_are_shown_and_fail(repository: Repository) -> None:
    repository.document.write_text(repository.document.read_text().replace("direction: lower", "direction: down"))

    result = run(repository.folder, "diff", "main")

    assert result.exit_code == 1
    assert "scorecards/acme/scorecard.yml:" in result.stderr


def test_a_scorecard_that_was_broken_before_is_named_and_left_out(repository: Repository) -> None:
    sound = repository.document.read_text()
    repository.document.write_text(sound.replace("direction: lower", "direction: down"))
    repository.commit()
    repository.document.write_text(sound)

    result = run(repository.folder, "diff", "HEAD")

    assert result.exit_code == 0
    assert result.stdout == "acme is not compared: the older version has errors and cannot be read.\n"


def test_a_link_in_the_repository_brings_no_file_from_outside(repository: Repository, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("kpi,period,actual\nmonthly_churn,2026-09,1\n")
    figures = repository.folder / "scorecards/acme/kpis.csv"
    figures.unlink()
    figures.symlink_to(secret)
    repository.commit()

    result = run(repository.folder, "diff", "HEAD~1", "HEAD")

    assert result.exit_code == 1
    assert "leads out of the folder" in result.stderr


def test_a_period_can_be_named(repository: Repository) -> None:
    repository.edit("progress: 40")

    assert "Acme Cloud, 2026-08:" in run(repository.folder, "diff", "main", "--period", "2026-08").stdout


def test_annotations_stand_on_lines_from_the_root_of_the_checkout(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_WORKSPACE", str(repository.folder.parent))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    repository.document.write_text(repository.document.read_text().replace("direction: lower", "direction: down"))

    result = run(repository.folder, "check", "--format", "github")

    assert result.exit_code == 1
    assert result.stdout.startswith("::error file=repository/scorecards/acme/scorecard.yml,line=")
    assert "| error | `scorecards/acme/scorecard.yml:" in summary.read_text()


def in_folder(folder: Path, *arguments: str) -> Result:
    """Run as somebody does who stands in the project's folder."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        return CliRunner().invoke(main, list(arguments))
    finally:
        os.chdir(before)
