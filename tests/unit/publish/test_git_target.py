import subprocess
from pathlib import Path

import pytest

from mkdocs_scorecards.publish.edition import PublishRefused
from mkdocs_scorecards.publish.git_target import BranchTarget
from tiny_archive import facts, findings_in, publication, publish, quarter, write_site

IDENTITY = ["-c", "user.name=Office", "-c", "user.email=office@localhost"]


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *IDENTITY, "-C", str(folder), *arguments], check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with a commit on main."""
    git(tmp_path, "init", "-q", "-b", "main", "project")
    (tmp_path / "project/mkdocs.yml").write_text("site_name: x\n")
    git(tmp_path / "project", "add", "--all")
    git(tmp_path / "project", "commit", "-qm", "first")
    return tmp_path / "project"


@pytest.fixture
def remote(project: Path, tmp_path: Path) -> Path:
    """A bare repository that the project knows as origin."""
    git(tmp_path, "init", "-q", "--bare", "remote.git")
    git(project, "remote", "add", "origin", str(tmp_path / "remote.git"))
    return tmp_path / "remote.git"


def clone_of(remote: Path, folder: Path) -> BranchTarget:
    git(remote, "clone", "-q", str(remote), str(folder))
    return BranchTarget(folder, "gh-pages")


def commits(folder: Path) -> list[str]:
    return git(folder, "log", "--format=%s", "gh-pages").splitlines()


def test_each_edition_is_a_commit_and_the_working_tree_stays(project: Path, tmp_path: Path) -> None:
    target = BranchTarget(project, "gh-pages")

    publish(target, quarter(1), tmp_path)
    publish(target, quarter(1), tmp_path, "Churn restated")

    assert commits(project) == ["Publish 2025-Q1, revision 2", "Publish 2025-Q1"]
    assert "Churn restated" in git(project, "log", "-1", "--format=%b", "gh-pages")
    assert git(project, "log", "-1", "--format=%cI", "gh-pages") == "2025-04-01T09:00:00+00:00"
    assert git(project, "status", "--porcelain") == ""
    assert git(project, "branch", "--show-current") == "main"


def test_other_files_of_the_branch_are_untouched(project: Path, tmp_path: Path) -> None:
    git(project, "checkout", "-q", "--orphan", "gh-pages")
    (project / "handbook").mkdir()
    (project / "handbook/index.html").write_text("handbook")
    (project / "CNAME").write_text("strategy.example.org")
    git(project, "add", "--all")
    git(project, "commit", "-qm", "handbook")
    git(project, "checkout", "-q", "main")

    publish(BranchTarget(project, "gh-pages"), quarter(1), tmp_path)

    assert git(project, "show", "gh-pages:handbook/index.html") == "handbook"
    assert git(project, "show", "gh-pages:CNAME") == "strategy.example.org"


def test_a_branch_that_holds_a_site_of_its_own_is_refused(project: Path) -> None:
    git(project, "checkout", "-q", "-b", "gh-pages")
    (project / "index.html").write_text("our handbook")
    git(project, "add", "--all")
    git(project, "commit", "-qm", "handbook")

    with pytest.raises(PublishRefused, match=r"holds a site of its own \(index.html\)"):
        BranchTarget(project, "gh-pages").look()


def test_a_branch_that_is_checked_out_is_refused(project: Path, tmp_path: Path) -> None:
    with pytest.raises(PublishRefused, match="is checked out"):
        publish(BranchTarget(project, "main"), quarter(1), tmp_path)

    assert git(project, "log", "--format=%s") == "first"


@pytest.mark.parametrize("name", ["", "-f", "--force", "a..b", "a b", "a:b", "refs/../x", "a.lock", "HEAD~1", "+main"])
def test_what_is_no_name_of_a_branch_is_refused(project: Path, name: str) -> None:
    with pytest.raises(PublishRefused, match="no name for a branch"):
        BranchTarget(project, name)


def test_without_a_repository_there_is_no_branch(tmp_path: Path) -> None:
    with pytest.raises(PublishRefused, match="in no git repository"):
        BranchTarget(tmp_path, "gh-pages")


def test_the_branch_is_pushed_and_stays_the_same_here(project: Path, remote: Path, tmp_path: Path) -> None:
    publish(BranchTarget(project, "gh-pages"), quarter(1), tmp_path)
    publish(BranchTarget(project, "gh-pages"), quarter(2), tmp_path)

    assert commits(remote) == commits(project) == ["Publish 2025-Q2", "Publish 2025-Q1"]


def test_what_others_pushed_is_fetched_first(project: Path, remote: Path, tmp_path: Path) -> None:
    publish(BranchTarget(project, "gh-pages"), quarter(1), tmp_path)
    publish(clone_of(remote, tmp_path / "clone"), quarter(2), tmp_path)

    publish(BranchTarget(project, "gh-pages"), quarter(3), tmp_path)

    assert commits(remote) == ["Publish 2025-Q3", "Publish 2025-Q2", "Publish 2025-Q1"]
    assert findings_in(BranchTarget(project, "gh-pages")) == ()


def test_a_race_is_lost_and_tried_again(
    project: Path, remote: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, rival = BranchTarget(project, "gh-pages"), clone_of(remote, tmp_path / "clone")
    ready = publication(target.look(), write_site(tmp_path / "mine", "mine"), facts(quarter(1)))
    make = BranchTarget._commit
    rounds: list[str] = []

    def overtaken(self: BranchTarget, *arguments: object) -> str:
        commit = make(self, *arguments)  # type: ignore[arg-type]
        if self is target and len(rounds) < 2:
            rounds.append(commit)
            publish(rival, quarter(1 + len(rounds)), tmp_path)
        return commit

    monkeypatch.setattr(BranchTarget, "_commit", overtaken)
    target.add(ready)

    assert len(rounds) == 2
    assert commits(remote) == ["Publish 2025-Q1", "Publish 2025-Q3", "Publish 2025-Q2"]
    assert findings_in(target) == ()


def test_a_push_that_the_remote_refuses_leaves_both_as_they_were(project: Path, remote: Path, tmp_path: Path) -> None:
    publish(BranchTarget(project, "gh-pages"), quarter(1), tmp_path)
    hook = remote / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\necho 'branch is protected' >&2\nexit 1\n")
    hook.chmod(0o755)

    with pytest.raises(PublishRefused, match="branch is protected"):
        publish(BranchTarget(project, "gh-pages"), quarter(2), tmp_path)

    assert commits(remote) == commits(project) == ["Publish 2025-Q1"]


def test_branches_that_have_diverged_are_refused(project: Path, remote: Path, tmp_path: Path) -> None:
    publish(clone_of(remote, tmp_path / "clone"), quarter(1), tmp_path)
    git(project, "remote", "rename", "origin", "elsewhere")
    publish(BranchTarget(project, "gh-pages"), quarter(2), tmp_path)
    git(project, "remote", "rename", "elsewhere", "origin")

    with pytest.raises(PublishRefused, match="each hold editions that the other lacks"):
        BranchTarget(project, "gh-pages").look()


def test_a_remote_that_cannot_be_reached_is_named(project: Path, tmp_path: Path) -> None:
    git(project, "remote", "add", "origin", str(tmp_path / "nowhere.git"))

    with pytest.raises(PublishRefused, match="the remote 'origin' cannot be read"):
        BranchTarget(project, "gh-pages").look()


def test_looking_moves_no_branch(project: Path, remote: Path, tmp_path: Path) -> None:
    publish(clone_of(remote, tmp_path / "clone"), quarter(1), tmp_path)
    before = git(project, "for-each-ref")

    archive = BranchTarget(project, "gh-pages").look()

    assert "2025-Q1/index.html" in archive.paths()
    assert git(project, "for-each-ref") == before


def test_git_needs_no_name_of_its_user(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "nobody"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    git(project, "config", "user.useConfigOnly", "true")

    publish(BranchTarget(project, "gh-pages"), quarter(1), tmp_path)

    assert git(project, "log", "-1", "--format=%an", "gh-pages") == "scorecards publish"


def test_a_hook_of_git_may_publish(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))

    publish(BranchTarget(project, "gh-pages"), quarter(1), tmp_path)

    monkeypatch.undo()
    assert commits(project) == ["Publish 2025-Q1"]


def test_line_ends_are_published_as_they_are(project: Path, tmp_path: Path) -> None:
    git(project, "config", "core.autocrlf", "input")
    (project / ".gitattributes").write_text("* text eol=lf\n")
    target = BranchTarget(project, "gh-pages")
    site = write_site(tmp_path / "site", "x")
    (site / "table.csv").write_bytes(b"a\r\nb\r\n")

    target.add(publication(target.look(), site, facts(quarter(1))))

    assert target.look().read("2025-Q1/table.csv") == b"a\r\nb\r\n"
    assert findings_in(target) == ()


def test_a_password_in_the_address_of_the_remote_is_not_repeated(project: Path) -> None:
    git(project, "remote", "add", "origin", "http://office:hunter2@127.0.0.1:1/strategy.git")

    with pytest.raises(PublishRefused) as refused:
        BranchTarget(project, "gh-pages").look()

    assert "127.0.0.1:1/strategy.git" in str(refused.value)
    assert "hunter2" not in str(refused.value)
