from pathlib import Path

import pytest

from twelve_quarters import shared_archive


@pytest.fixture(scope="session")
def twelve_quarters(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve quarters of two examples: the folder of a `project` and its `archive`."""
    return shared_archive(tmp_path_factory)
