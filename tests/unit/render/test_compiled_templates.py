"""Compiled templates: kept between runs, apart by their text and by all that an environment compiles into them."""

from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, pass_context

from mkdocs_scorecards.render.compiled_templates import CompiledTemplates, compiled_templates, settings_of


def environment(folder: Path, **settings: object) -> Environment:
    (folder / "kept").mkdir(exist_ok=True)
    cache = CompiledTemplates(str(folder / "kept"))
    return Environment(loader=FileSystemLoader(folder), bytecode_cache=cache, **settings)  # type: ignore[arg-type] # noqa: S701 - the settings are what is tested


def rendered(folder: Path, **settings: object) -> str:
    return environment(folder, **settings).get_template("page.html").render(name="<Acme>")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "page.html").write_text("{% if name %}\n{{ name }}{% endif %}")
    return tmp_path


def test_a_template_is_compiled_once_for_all_runs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = rendered(folder)
    monkeypatch.setattr(Environment, "compile", None)

    assert rendered(folder) == first == "\n<Acme>"


def test_a_template_that_was_edited_is_compiled_again(folder: Path) -> None:
    before = rendered(folder)
    (folder / "page.html").write_text("Now: {{ name }}")

    assert (before, rendered(folder)) == ("\n<Acme>", "Now: <Acme>")


def test_the_code_of_one_environment_is_not_taken_for_that_of_another(folder: Path) -> None:
    found = [rendered(folder), rendered(folder, autoescape=True), rendered(folder, trim_blocks=True)]

    assert found == ["\n<Acme>", "\n&lt;Acme&gt;", "<Acme>"]


def test_a_filter_that_another_program_put_in_place_is_told_apart() -> None:
    plain, other = Environment(), Environment()  # noqa: S701 - nothing is rendered
    other.filters["upper"] = folder_name

    assert settings_of(plain) == settings_of(Environment()) != settings_of(other)  # noqa: S701 - nothing is rendered


def folder_name(text: str) -> str:
    return text


def test_a_full_disk_does_not_fail_a_build(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileSystemBytecodeCache, "dump_bytecode", full)

    assert rendered(folder) == "\n<Acme>"


def test_without_a_safe_folder_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def unsafe(_: object) -> str:
        raise RuntimeError("Cannot determine safe temp directory.")

    monkeypatch.setattr(FileSystemBytecodeCache, "_get_default_cache_dir", unsafe)

    assert compiled_templates() is None


def test_a_filter_that_is_put_in_place_between_two_templates_counts_for_the_second(folder: Path) -> None:
    (folder / "first.html").write_text("")
    (folder / "second.html").write_text("{{ name | whole }}")
    for shown in ("one", "other"):
        shared = environment(folder)
        shared.get_template("first.html")
        shared.filters["whole"] = {"one": str.upper, "other": _with_context}[shown]
        assert shared.get_template("second.html").render(name="acme") == {"one": "ACME", "other": "acme!"}[shown]


@pass_context
def _with_context(_: object, text: str) -> str:
    return f"{text}!"
