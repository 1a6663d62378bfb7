"""What an author may write under `plugins: - scorecards:`, and how it is checked."""

from datetime import date
from pathlib import Path

from mkdocs.config.base import BaseConfigOption, Config, ValidationError
from mkdocs.config.config_options import Choice, DictOfItems, Dir, Optional

from mkdocs_scorecards.model.kpi import Audience
from mkdocs_scorecards.model.method_rules import Profile
from mkdocs_scorecards.pipeline import Settings


class PeriodText(BaseConfigOption[str]):
    """A period as text. YAML reads `2026` as a number and `2026-09-30` as a date; both are as good."""

    def run_validation(self, value: object) -> str:
        """The text as it was written; the pipeline says whether it is a period."""
        if isinstance(value, bool) or not isinstance(value, str | int | date):
            raise ValidationError(f"Expected a period such as 2026-Q3, but received: {value!r}")
        return str(value)


class RuleLevel(Choice[str]):
    """How much a problem matters. YAML reads an unquoted `off` as false."""

    def run_validation(self, value: object) -> str:
        """One of the four words."""
        return super().run_validation("off" if value is False else value)


class FolderOfProject(Dir):
    """An existing folder inside the project, given as a path relative to it with forward slashes."""

    def run_validation(self, value: object) -> str:
        """The relative path, so that places in messages read the same on every machine."""
        folder = Path(super().run_validation(value)).resolve()
        project = Path(self.config_dir or Path.cwd()).resolve()
        if not folder.is_relative_to(project):
            raise ValidationError(f"The path '{value}' must lie inside the folder of the configuration file.")
        return folder.relative_to(project).as_posix()


class ScorecardsConfig(Config):
    """The options of the plugin."""

    scorecards_dir = FolderOfProject(exists=True, default="scorecards")
    period = Optional(PeriodText())
    periods = DictOfItems(PeriodText(), default={})
    audience = Choice(tuple(audience.word for audience in Audience), default=Audience.BOARD.word)
    templates = Optional(Dir(exists=True))
    profile = Choice(tuple(profile.value for profile in Profile), default=Profile.STANDARD.value)
    profiles = DictOfItems(Choice(tuple(profile.value for profile in Profile)), default={})
    rules = DictOfItems(RuleLevel(("off", "info", "warning", "error")), default={})
    graphviz = Choice(("auto", "dot", "graphviz-pure", "none"), default="auto")


def settings_of(
    options: ScorecardsConfig, *, directory_urls: bool, as_of: str | None, editions: Path | None, base: str | None
) -> Settings:
    """The options as the pipeline takes them.

    `as_of` is the period that is being published, if any is; `editions` holds the figures of those before it.
    `base` is the git revision that a preview is compared with.
    """
    return Settings(
        folder=options.scorecards_dir,
        period=options.period,
        periods=options.periods,
        as_of=as_of,
        audience=Audience[options.audience.upper()],
        templates=Path(options.templates) if options.templates else None,
        profile=Profile(options.profile),
        profiles={scorecard: Profile(profile) for scorecard, profile in options.profiles.items()},
        rules=options.rules,
        graphviz=options.graphviz,
        directory_urls=directory_urls,
        editions=editions,
        base=base,
    )
