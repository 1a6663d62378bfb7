"""What is in a wheel and in an sdist, and that a wheel works where nothing else of the project is."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from small_project import write_small_project

pytestmark = pytest.mark.packaging

ROOT = Path(__file__).resolve().parents[2]


def python(*arguments: str, cwd: Path, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=cwd, env=os.environ | environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def built(kind: str, source: Path, out: Path) -> Path:
    python("-m", "build", "--no-isolation", f"--{kind}", "--outdir", str(out), str(source), cwd=source)
    (found,) = out.iterdir()
    return found


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built("sdist", ROOT, tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the installed wheel and nothing of the repository."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)  # noqa: S202 - a wheel that was just built
    return folder


def sources(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist() if ".dist-info/" not in name}


def test_the_wheel_holds_every_module_and_template_and_nothing_else(wheel: Path) -> None:
    modules = {f"mkdocs_scorecards/{name}" for name in sources(ROOT / "plugin/mkdocs_scorecards")}
    templates = {f"mkdocs_scorecards/templates/{name}" for name in sources(ROOT / "templates")}

    assert set(contents(wheel)) == modules | templates


def test_a_wheel_from_the_sdist_is_the_same(sdist: Path, wheel: Path, tmp_path: Path) -> None:
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    (unpacked,) = tmp_path.iterdir()

    from_sdist = built("wheel", unpacked, tmp_path / "out")

    assert contents(from_sdist) == contents(wheel)


def test_the_sdist_holds_what_the_project_needs_and_no_leftovers(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}

    assert {"LICENSE", "README.md", "mkdocs.yml", "scorecards/saas/kpis.csv", "tests/unit/test_cli.py"} <= names
    assert not [name for name in names if name.startswith(("site/", ".venv", "dist/")) or "__pycache__" in name]


def test_the_licence_is_in_the_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        assert any(name.endswith(".dist-info/licenses/LICENSE") for name in archive.namelist())


def test_templates_are_found_beside_the_installed_package(installed: Path, tmp_path: Path) -> None:
    script = "from mkdocs_scorecards.resources import builtin_templates; print(builtin_templates())"

    found = python("-P", "-c", script, cwd=tmp_path, PYTHONPATH=str(installed))

    assert found.strip() == str(installed / "mkdocs_scorecards/templates")


def test_templates_of_the_repository_are_used_where_the_package_has_none(tmp_path: Path) -> None:
    script = "from mkdocs_scorecards.resources import builtin_templates; print(builtin_templates())"

    found = python("-P", "-c", script, cwd=tmp_path, PYTHONPATH=str(ROOT / "plugin"))

    assert found.strip() == str(ROOT / "templates")


def test_missing_templates_are_named_with_the_cure(installed: Path, tmp_path: Path) -> None:
    package = tmp_path / "mkdocs_scorecards"
    package.mkdir()
    for name in ("__init__.py", "resources.py"):
        (package / name).write_bytes((installed / "mkdocs_scorecards" / name).read_bytes())
    script = (
        "from mkdocs_scorecards.resources import MissingTemplatesError, builtin_templates\n"
        "try: builtin_templates()\nexcept MissingTemplatesError as error: print(error)"
    )

    assert "Install it again" in python("-P", "-c", script, cwd=tmp_path, PYTHONPATH=str(tmp_path))


def test_a_users_own_site_builds_with_the_wheel(installed: Path, tmp_path: Path) -> None:
    write_small_project(tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Office\ntheme: {name: material, font: false}\n"
        "plugins: [search, {scorecards: {graphviz: graphviz-pure}}]\n"
    )

    python("-P", "-m", "mkdocs", "build", "--strict", cwd=tmp_path, PYTHONPATH=str(installed))

    assert "Monthly logo churn" in (tmp_path / "site/acme/kpis/monthly_churn/index.html").read_text(encoding="utf-8")
    assert (tmp_path / "site/assets/scorecards/material.css").is_file()


def test_the_installed_command_runs(installed: Path, tmp_path: Path) -> None:
    write_small_project(tmp_path)
    script = "from mkdocs_scorecards.cli import main; main()"

    output = python("-P", "-c", script, "-C", str(tmp_path), "show", cwd=tmp_path, PYTHONPATH=str(installed))

    assert "Acme Cloud" in output


def test_the_installed_command_exports_a_project_without_a_configuration(installed: Path, tmp_path: Path) -> None:
    write_small_project(tmp_path)
    script = "from mkdocs_scorecards.cli import main; main()"

    python("-P", "-c", script, "export", "--format", "docs", "out", cwd=tmp_path, PYTHONPATH=str(installed))

    assert "Monthly logo churn" in (tmp_path / "out/docs/acme/kpis/monthly_churn/index.md").read_text(encoding="utf-8")
    assert (tmp_path / "out/docs/assets/scorecards/material.css").is_file()
