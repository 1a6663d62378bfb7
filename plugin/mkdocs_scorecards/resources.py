"""Where the built-in templates are, in a wheel and in an editable install alike."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CANDIDATES = (
    _PACKAGE / "templates",  # wheel: the build hook put them beside this module
    _PACKAGE.parents[1] / "templates",  # editable install: the repository's own folder
)


class MissingTemplatesError(RuntimeError):
    """The installation is incomplete; nothing that the author of a scorecard did."""


def builtin_templates() -> Path:
    """The folder that holds `pages/`, `partials/`, `macros/` and `assets/`.

    Raises:
        MissingTemplatesError: neither place has them.
    """
    for candidate in _CANDIDATES:
        if (candidate / "pages").is_dir():
            return candidate
    raise MissingTemplatesError(
        "The page templates of mkdocs-scorecards are missing from this installation. "
        "Install it again: pip install --force-reinstall --no-deps mkdocs-scorecards"
    )
