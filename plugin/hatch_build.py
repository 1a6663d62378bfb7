"""Put `templates/` into wheels.

The templates stand at the top of the repository, where users look for what they may override, and not inside the
package. A wheel needs its own copy; an editable install must not have one, or it would go stale.
"""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BundleTemplates(BuildHookInterface[Any]):
    """Add the templates beside the package's modules, in standard wheels only."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called before each build; `version` is `standard` or `editable`."""
        if version == "standard":
            build_data["force_include"]["templates"] = "mkdocs_scorecards/templates"
