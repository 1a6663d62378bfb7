import pytest
from hypothesis import settings

settings.register_profile("any_machine", deadline=None)
settings.load_profile("any_machine")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write what the golden cases give into tests/golden")
    parser.addoption("--kill-points", type=int, default=12, help="publications to kill, of each kind of target")
