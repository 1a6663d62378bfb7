"""A git repository with a project in it, for tests of what git is asked."""

import subprocess
from pathlib import Path

PEOPLE = """\
    initiatives:
      - id: guided_setup
        title: Guided setup in the product
        owner: Product manager
        due: 2026-09
        status: in_progress
        progress: 40
  - id: fast_onboarding
    title: Live within a week
    perspective: internal_process
    owner: COO
    kpis:
      - id: onboarding_days
        title: Days to live
        unit: days
        direction: lower
        frequency: monthly
        aggregate: mean
        target: 8
        owner: Onboarding lead
        source: Ticket system
links:
  - {from: fast_onboarding, to: reduce_churn, because: Who is live early stays.}
"""
EDITS = {
    "target: {value: 4, by: 2026-12}": "target: {value: 5, by: 2026-12}",
    "owner: Onboarding lead": "owner: ''",
    "progress: 40": "progress: 80",
    "because: Who is live early stays.": "because: Early value.",
    "title: Days to live": "title: Days from contract to live",
}
"""Five edits of `scorecard.yml`."""


class Repository:
    """A git repository with a project in it, made for one test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str) -> str:
        """Run git, as nobody in particular, with no configuration of this machine."""
        done = subprocess.run(
            ["git", "-c", "user.name=nobody", "-c", "user.email=nobody@example.org", *arguments],
            cwd=self.folder,
            env={"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "PATH": "/usr/bin:/bin:/usr/local/bin"},
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    def commit(self, message: str = "work") -> str:
        """Commit everything and return the commit's name."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self.git("rev-parse", "HEAD")

    @property
    def document(self) -> Path:
        """The scorecard of the project."""
        return self.folder / "scorecards/acme/scorecard.yml"

    def edit(self, *old_texts: str) -> None:
        """Apply some of the five edits, all of them unless named."""
        text = self.document.read_text(encoding="utf-8")
        for old in old_texts or EDITS:
            assert old in text
            text = text.replace(old, EDITS[old])
        self.document.write_text(text, encoding="utf-8")
