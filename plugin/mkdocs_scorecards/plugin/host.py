"""The plugin. MkDocs calls it at the steps of a build; everything of substance happens in the first one.

Everything is read, checked and rendered in `on_config`, because MkDocs empties the site folder soon after: a build that
fails must leave the last good site as it was. The pages are handed over as finished HTML; Markdown never sees them.
"""

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel, file_sort_key
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as HostPage
from mkdocs.structure.toc import get_toc
from mkdocs.utils import nest_paths
from mkdocs.utils.templates import TemplateContext

from mkdocs_scorecards.against import against_earlier
from mkdocs_scorecards.model.problem import Problem, Severity, errors_among, sorted_problems
from mkdocs_scorecards.model.source_ref import SourceRef
from mkdocs_scorecards.pipeline import Gathered, gather, render
from mkdocs_scorecards.plugin.markup import account_of, notice_of, with_named_search, words_to_search
from mkdocs_scorecards.plugin.options import ScorecardsConfig, settings_of
from mkdocs_scorecards.plugin.reading import (
    Edition,
    amendment_notice,
    edition_to_build,
    place_in_archive,
    readable,
    write_list_of_pages,
    write_search_script,
)
from mkdocs_scorecards.publish.host_build import BASE_VARIABLE, EDITIONS_VARIABLE, PERIOD_VARIABLE
from mkdocs_scorecards.render.compiled_templates import compiled_templates
from mkdocs_scorecards.render.markdown_page import front_matter
from mkdocs_scorecards.render.navigation import (
    address_of,
    as_title,
    enclosing_addresses,
    has_placeholder,
    heads_of_sections,
    navigation_items,
    paths_in,
    with_ours,
)
from mkdocs_scorecards.render.site import Page, Site
from mkdocs_scorecards.resources import builtin_templates

log = get_plugin_logger(__name__)

_NO_SITE = Site(pages=(), files=(), navigation=(), stylesheets=())
_SITE_OF_PROBLEMS = Site(
    pages=(
        Page(
            path="",
            title="Problems",
            html='<h1 id="page-title">Problems</h1><p>The pages appear as soon as the files can be read.</p>',
            source=None,
            in_navigation=True,
        ),
    ),
    files=(),
    navigation=(),
    stylesheets=(),
)
_ID = re.compile(r'id="(?<=\sid=")([^"]+)"')  # the plain letters first: they are what the search can leap to


class GeneratedFile(File):
    """A file that exists only in memory; a dirty build writes it again only when its content has changed."""

    changed: bool = True

    def is_modified(self) -> bool:
        """What the host asks in dirty builds."""
        return self.changed


class FinishedPage(HostPage):
    """A page that needs no Markdown; the host would set up a converter for each."""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Leave all to `on_page_content`."""
        self.content = ""


class ScorecardsPlugin(BasePlugin[ScorecardsConfig]):
    """Turns the scorecards of a project into pages of its site."""

    def __init__(self) -> None:
        self._serving = False
        self._gathered: Gathered | None = None
        self._site = _NO_SITE
        self._notice = ""
        self._pages: dict[str, Page] = {}
        self._edition: Edition | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Having this method keeps the plugin, and with it the last good site, alive while the host serves."""
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read, check and render everything, before the host touches the site folder.

        Raises:
            PluginError: there are errors, or warnings in strict mode.
        """
        as_of = os.environ.get(PERIOD_VARIABLE)
        editions = os.environ.get(EDITIONS_VARIABLE)
        settings = settings_of(
            self.config,
            directory_urls=config.use_directory_urls,
            as_of=as_of,
            editions=Path(editions) if editions else None,
            base=os.environ.get(BASE_VARIABLE) or None,
        )
        self._edition = edition_to_build()
        if self._edition is not None:
            place_in_archive(config, self._edition)
        gathered = self._gathered = gather(_project(config), settings, self._gathered)
        self._watch(config, gathered)
        earlier = against_earlier(_project(config), settings, gathered)
        errors = errors_among([*gathered.problems, *earlier.problems])
        if not errors:
            self._site, self._notice = render(gathered, settings, earlier.against), ""
            _report_warnings(sorted_problems([*gathered.problems, *self._site.problems]), strict=config.strict)
        elif self._serving and not config.strict:
            self._keep_serving(errors)
        else:
            raise PluginError(account_of(errors, "error"))
        config.extra_css[:0] = self._site.stylesheets  # first, so that whatever the author adds wins
        return config

    def _watch(self, config: MkDocsConfig, gathered: Gathered) -> None:
        folders = [_project(config) / self.config.scorecards_dir, builtin_templates()]
        if self.config.templates:
            folders.append(Path(self.config.templates))
        outside = [file for file in gathered.files if not any(file.is_relative_to(folder) for folder in folders)]
        config.watch.extend(str(path) for path in [*folders, *outside])

    def _keep_serving(self, errors: Sequence[Problem]) -> None:
        """Show the problems on every page of the last good site: after a failed build browsers would only wait."""
        log.error("%s", account_of(errors, "error"))
        self._notice = notice_of(errors)
        if not self._site.pages:
            self._site = _SITE_OF_PROBLEMS

    def _add_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages and data files. What an author wrote by hand under the same address wins."""
        taken = {file.dest_uri: file for file in files}
        has_place = config.nav is None or has_placeholder(config.nav)
        placed = set(paths_in(self._site.navigation)) if has_place else set()
        heads = set(heads_of_sections(self._site.navigation))
        before, self._pages = self._pages, {}
        for page in self._site.pages:
            if _is_free(address_of(page.path), taken, quiet=not page.path):
                file = _page_file(page, config, in_navigation=page.path in placed)
                if page.path not in heads:
                    _make_plain_page(file)
                file.changed = before.get(file.src_uri) != page
                self._pages[file.src_uri] = page
                files.append(file)
        for data in self._site.files:
            if _is_free(data.path, taken):
                files.append(_generated(config, data.path, data.content, InclusionLevel.INCLUDED))
        return files

    def _place_in_navigation(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Put the pages where the author wants them, or first where no `nav` was written."""
        uris = {file.dest_uri: file.src_uri for file in files.documentation_pages()}
        ours = navigation_items(self._site.navigation, uris)
        if config.nav is not None:
            config.nav = with_ours(config.nav, ours)
        elif ours:
            listed = {uris[address_of(path)] for path in paths_in(self._site.navigation)}
            others = [
                file for file in sorted(files.documentation_pages(), key=file_sort_key) if file.src_uri not in listed
            ]
            config.nav = [*ours, *nest_paths(file.src_uri for file in others if file.inclusion.is_in_nav())]
        return files

    # First to add pages, so that other plugins see them; late to arrange them, so that those of others are seen.
    on_files = CombinedEvent(event_priority(50)(_add_files), event_priority(-150)(_place_in_navigation))

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Let pages outside the navigation, such as a KPI's, open the section of their scorecard."""
        at = {file.dest_uri: file.page for file in files.documentation_pages()}
        sections = {address: page.parent for address, page in at.items() if page is not None and page.parent}
        listed = {id(page) for page in nav.pages}
        for file in files.documentation_pages():
            ours = self._pages.get(file.src_uri)
            if ours is not None and file.page is not None and file.inclusion.is_not_in_nav():
                if id(file.page) not in listed:
                    file.page = FinishedPage(None, file, config)
                homes = (sections.get(address) for address in enclosing_addresses(ours.path))
                file.page.parent = next((home for home in homes if home is not None), None)
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Keep the theme's compiled templates as we keep ours; the host compiles all of them in each build."""
        if env.bytecode_cache is None:
            env.bytecode_cache = compiled_templates()
        return env

    def on_page_content(self, html: str, *, page: HostPage, config: MkDocsConfig, files: Files) -> str:
        """Hand over the finished page instead of the empty Markdown."""
        ours = self._pages.get(page.file.src_uri)
        if ours is None:
            return self._above(page) + html
        page.present_anchor_ids = set(_ID.findall(ours.html))
        # The theme's link to skip the navigation leads to the first entry of the contents.
        page.toc = get_toc([{"level": 1, "id": ours.heading, "name": as_title(ours.title), "children": []}])
        return self._above(page) + ours.html

    def _above(self, page: HostPage) -> str:
        return self._notice + amendment_notice(self._edition, url=page.url)

    def _show_to_search(
        self, context: TemplateContext, *, page: HostPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give search plugins, which read the page at this event, the words alone: it halves the time of a build."""
        ours = self._pages.get(page.file.src_uri)
        if ours is not None:
            page.content = words_to_search(ours.html)
        return context

    def _show_to_readers(
        self, context: TemplateContext, *, page: HostPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Put the page back before the theme prints it."""
        ours = self._pages.get(page.file.src_uri)
        if ours is not None:
            page.content = self._above(page) + ours.html
        return context

    on_page_context = CombinedEvent(event_priority(100)(_show_to_search), event_priority(-100)(_show_to_readers))

    def on_post_page(self, output: str, *, page: HostPage, config: MkDocsConfig) -> str:
        """Cure what a style sheet cannot in the theme's own markup, and let the page be read from disk."""
        for script in self._site.scripts:
            output = readable(output, url=page.url, script=script, edition=self._edition)
        return with_named_search(output)

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Name the search in pages that the theme makes, such as 404.html."""
        return with_named_search(output_content)

    @event_priority(-150)  # after all that makes pages, and the search
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what a script loads where it may not fetch: the index of the search, and the pages of an edition."""
        site = Path(config.site_dir)
        if config.theme.name == "material":
            write_search_script(site)
        if self._edition is not None:
            write_list_of_pages(site)


def _project(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).resolve().parent if config.config_file_path else Path.cwd()


def _report_warnings(problems: Sequence[Problem], *, strict: bool) -> None:
    """Log them; in strict mode raise, because under `--quiet` the host counts no logged warning."""
    warnings = [problem for problem in problems if problem.severity is Severity.WARNING]
    if warnings and strict:
        raise PluginError(account_of(warnings, "warning") + "\nStrict mode counts warnings as errors.")
    for problem in warnings:
        log.warning("%s", problem)


def _is_free(address: str, taken: dict[str, File], *, quiet: bool = False) -> bool:
    """Whether no file of the author has that address; says so when one has, unless that is an ordinary wish."""
    rival = taken.get(address)
    if rival is not None and not quiet:
        log.warning("%s is shown instead of the generated %s; rename it to see both", rival.src_uri, address)
    return rival is None


def _page_file(page: Page, config: MkDocsConfig, *, in_navigation: bool) -> GeneratedFile:
    inclusion = InclusionLevel.INCLUDED if in_navigation else InclusionLevel.NOT_IN_NAV
    file = _generated(config, f"{page.path}index.md", front_matter(page), inclusion)
    if page.source is not None:
        file.edit_uri = _edit_uri(page.source, config)
    return file


def _make_plain_page(file: File) -> None:
    """Keep the theme from taking an `index.md` for the head of its section. The address must be settled before."""
    file.dest_uri = address_of(file.src_uri.removesuffix("index.md"))
    file.name = file.src_uri.split("/")[-2] if "/" in file.src_uri else "index"


def _generated(config: MkDocsConfig, uri: str, content: str | bytes, inclusion: InclusionLevel) -> GeneratedFile:
    file = GeneratedFile.generated(config, uri, content=content, inclusion=inclusion)
    assert isinstance(file, GeneratedFile)  # noqa: S101 - it is one; the host's annotation names the base class
    return file


def _edit_uri(source: SourceRef, config: MkDocsConfig) -> str:
    """Where the file stands seen from the folder of hand-written pages, to which the host's `edit_uri` leads."""
    return Path(os.path.relpath(_project(config) / source.path, config.docs_dir)).as_posix()
