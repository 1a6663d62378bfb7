"""Reading a project for a command, with the options that its mkdocs.yml gives the plugin.

The file is read without MkDocs, which would cost more time than the check itself. Only scalars and mappings of scalars
matter here; whether an option is well formed, a build says.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

import click
import yaml

from mkdocs_scorecards.load.periods import read_period
from mkdocs_scorecards.load.unreadable import UnreadableText
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.method_rules import Profile
from mkdocs_scorecards.model.problem import OFF, Severity
from mkdocs_scorecards.pipeline import Gathered, Settings, gather
from mkdocs_scorecards.publish.host_build import CONFIG_FILES
from mkdocs_scorecards.render.docs_project import SiteWishes
from mkdocs_scorecards.render.graphviz import EngineChoice
from mkdocs_scorecards.render.navigation import NavItem

_Command = TypeVar("_Command", bound=Callable[..., object])
_Option = str | dict[str, str]
_LEVELS = {OFF, *Severity}
_FALSE = {"false", "no", "off"}


def period_option(command: _Command) -> _Command:
    """The option `--period`."""
    option = click.option(
        "--period",
        metavar="PERIOD",
        callback=checked_period,
        help="The month, quarter or year to look at, such as 2026-Q3. [default: the last quarter with figures]",
    )
    return option(command)


def checked_period(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """Refuse what is no period as wrong usage, before any file is blamed for it."""
    if value is not None:
        try:
            read_period(value, fiscal_start=1)
        except UnreadableText as unreadable:
            raise click.BadParameter(
                f"{unreadable.message}; write it as 2026-Q3, 2026-09, 2026 or FY2026"
            ) from unreadable
    return value


def gathered_for(project: Path, period: str | None) -> Gathered:
    """Everything read from the project.

    Raises:
        click.UsageError: the folder holds no scorecards.
    """
    return gather(project, settings_for(project, period))


def settings_for(project: Path, period: str | None) -> Settings:
    """The options of mkdocs.yml, where there is one, under those of the command line.

    Raises:
        click.UsageError: the folder holds no scorecards.
    """
    settings = settings_of(project, period)
    if not (project / settings.folder).is_dir():
        raise click.UsageError(
            f"there is no folder '{settings.folder}' in {project.resolve()}; name the project with -C DIR"
        )
    return settings


def settings_of(project: Path, period: str | None) -> Settings:
    """The same for a folder that need not hold scorecards."""
    options = plugin_options(config_file_of(project))
    templates = _text(options, "templates")
    return Settings(
        folder=_text(options, "scorecards_dir") or "scorecards",
        period=period or _text(options, "period"),
        periods={} if period else _mapping(options, "periods"),
        templates=project / templates if templates else None,
        rules={name: level for name, level in _mapping(options, "rules").items() if level in _LEVELS},
        profile=_profile(_text(options, "profile")),
        profiles={name: _profile(profile) for name, profile in _mapping(options, "profiles").items()},
        graphviz=_text(options, "graphviz") or EngineChoice.AUTO.value,
    )


def _profile(text: str | None) -> Profile:
    """The profile of that name; a build says where a name is none."""
    return Profile(text) if text in {profile.value for profile in Profile} else Profile.STANDARD


def config_file_of(project: Path) -> Path:
    """The configuration of the host; it need not exist."""
    found = (project / name for name in CONFIG_FILES if (project / name).is_file())
    return next(found, project / "mkdocs.yml")


@frozen
class HostSettings:
    """What the host itself is told: the site's name, and the folders that it reads and writes."""

    site_name: str
    docs_dir: Path
    site_dir: Path


def host_settings(project: Path) -> HostSettings:
    """The settings of the configuration, with the host's defaults."""
    top = {key: _plain(node) for key, node in _children(_root(config_file_of(project))).items()}
    return HostSettings(
        site_name=_text(top, "site_name") or "Scorecards",
        docs_dir=project / (_text(top, "docs_dir") or "docs"),
        site_dir=project / (_text(top, "site_dir") or "site"),
    )


def site_wishes(project: Path) -> SiteWishes:
    """What the configuration says of the site as a whole, with the host's defaults.

    Raises:
        click.UsageError: the file is no YAML, or its `nav` is none.
    """
    root = _children(_root(config_file_of(project)))
    top = {key: _plain(node) for key, node in root.items()}
    sheets = root.get("extra_css")
    nav = root.get("nav")
    return SiteWishes(
        site_name=host_settings(project).site_name,
        site_url=_text(top, "site_url"),
        directory_urls=str(top.get("use_directory_urls", "true")).lower() not in _FALSE,
        stylesheets=tuple(str(item.value) for item in sheets.value) if isinstance(sheets, yaml.SequenceNode) else (),
        nav=[_nav_item(item) for item in nav.value] if isinstance(nav, yaml.SequenceNode) else None,
    )


def _nav_item(node: yaml.Node) -> NavItem:
    """An entry of `nav`; what is none, a build with MkDocs says in more words."""
    if isinstance(node, yaml.MappingNode) and len(node.value) == 1:
        ((title, value),) = _children(node).items()
        if isinstance(value, yaml.SequenceNode):
            return {title: [_nav_item(item) for item in value.value]}
        if isinstance(value, yaml.ScalarNode):
            return {title: str(value.value)}
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    raise click.UsageError(f"nav, line {node.start_mark.line + 1}: write a page, or a title with a page or a list")


def plugin_options(config_file: Path) -> Mapping[str, _Option]:
    """What stands under `plugins: - scorecards:`, as text; empty where nothing does.

    Raises:
        click.ClickException: the file is no YAML.
    """
    plugins = _children(_root(config_file)).get("plugins")
    items = plugins.value if isinstance(plugins, yaml.SequenceNode) else [plugins]
    named = (_children(item).get("scorecards") for item in items)
    options = next((node for node in named if node is not None), None)
    return {key: _plain(node) for key, node in _children(options).items()}


def _root(config_file: Path) -> yaml.Node | None:
    if not config_file.is_file():
        return None
    try:
        return yaml.compose(config_file.read_text(encoding="utf-8-sig"), Loader=yaml.SafeLoader)
    except (yaml.YAMLError, ValueError) as error:
        raise click.UsageError(f"{config_file.name} cannot be read: {error}") from error


def _children(node: yaml.Node | None) -> dict[str, yaml.Node]:
    return {key.value: value for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}


def _plain(node: yaml.Node) -> _Option:
    if isinstance(node, yaml.MappingNode):
        return {key: str(value.value) for key, value in _children(node).items()}
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def _text(options: Mapping[str, _Option], key: str) -> str | None:
    value = options.get(key)
    return value if isinstance(value, str) and value else None


def _mapping(options: Mapping[str, _Option], key: str) -> dict[str, str]:
    value = options.get(key)
    return value if isinstance(value, dict) else {}
