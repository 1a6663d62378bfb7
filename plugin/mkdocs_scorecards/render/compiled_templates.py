"""Compiled templates are kept between runs: to compile them takes a third of a build of fifty pages.

They are code and no results: a page is rendered anew each time. Jinja tells the templates apart by name, file and text,
and that is enough within one project; but blanks, escaping, extensions and filters of an environment are compiled in
too, and the templates of a theme are shared by all projects of a user. So these settings are part of the name.
"""

from contextlib import suppress
from typing import Any

import jinja2
from jinja2 import Environment, FileSystemBytecodeCache
from jinja2.bccache import Bucket

_LOOKED_UP_LATER = frozenset({"auto_reload", "bytecode_cache", "cache", "globals", "loader"})
"""What an environment holds that does not change the code of a template."""


class CompiledTemplates(FileSystemBytecodeCache):
    """A folder of the user's own in the system's place for temporary files."""

    _held: dict[str, Any] | None = None
    _settings = ""

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """The place of a template that is compiled under the settings of an environment.

        They are put into words again only when they differ from those of the template before.
        """
        held = _held_by(environment)
        if held != self._held:
            self._held, self._settings = held, settings_of(environment)
        return super().get_bucket(environment, f"{self._settings} {name}", filename, source)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it if there is room; a full disk costs the next run its time and this one nothing."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def compiled_templates() -> CompiledTemplates | None:
    """None where there is no safe folder; templates are then compiled in each run."""
    try:
        return CompiledTemplates()
    except (OSError, RuntimeError):
        return None


def settings_of(environment: Environment) -> str:
    """All that goes into the code of a template beside its text, in words that are the same in every run."""
    return f"{jinja2.__version__} {_in_words(type(environment))} {_in_words(_held_by(environment))}"


def _held_by(environment: Environment) -> dict[str, Any]:
    """The settings as they are now: a filter that is added later does not get in."""
    return {
        name: dict(value) if isinstance(value, dict) else value
        for name, value in vars(environment).items()
        if name not in _LOOKED_UP_LATER
    }


def _in_words(value: Any) -> str:
    if isinstance(value, dict):
        return f"({' '.join(sorted(f'{key}={_in_words(item)}' for key, item in value.items()))})"
    if value is None or isinstance(value, str | int | float):
        return repr(value)
    named = value if hasattr(value, "__qualname__") else type(value)
    return f"{getattr(named, '__module__', None)}.{named.__qualname__}"
