import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mkdocs_scorecards.cli import main
from mkdocs_scorecards.cli.project import plugin_options
from mkdocs_scorecards.cli.terminal import count_of
from mkdocs_scorecards.model.problem import Problem, Severity
from mkdocs_scorecards.model.problem_codes import PROBLEM_CODES
from mkdocs_scorecards.model.source_ref import SourceRef
from small_project import FIGURES, write_small_project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_small_project(tmp_path)


@pytest.fixture
def broken(project: Path) -> Path:
    (project / "scorecards/acme/kpis.csv").write_text(FIGURES + "monthly_churn,2026-10,about five\n")
    return project


def run(project: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(project), *arguments])


def test_a_sound_project_has_no_problems(project: Path) -> None:
    result = run(project, "check", "--strict")

    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "no problems\n")


def test_a_problem_is_a_line_with_place_code_and_hint(broken: Path) -> None:
    result = run(broken, "check")

    assert result.exit_code == 1
    assert result.stdout.startswith("scorecards/acme/kpis.csv:5:")
    assert ": error " in result.stdout
    assert "'about five'" in result.stdout
    assert result.stderr == "1 error\n"


def test_quiet_leaves_the_problems_and_drops_the_count(broken: Path) -> None:
    result = CliRunner().invoke(main, ["-C", str(broken), "--quiet", "check"])

    assert result.stdout.count("\n") == 1
    assert result.stderr == ""


def test_check_as_json_is_a_document(broken: Path) -> None:
    result = run(broken, "check", "--format", "json")

    (problem,) = json.loads(result.stdout)["problems"]
    assert result.exit_code == 1
    assert (problem["path"], problem["line"], problem["severity"]) == ("scorecards/acme/kpis.csv", 5, "error")
    assert set(problem) == {"path", "line", "column", "severity", "code", "message", "hint"}


def test_warnings_count_only_when_strict(project: Path) -> None:
    (project / "scorecards/acme/kpis.csv").write_text(FIGURES + "monthly_churn,2026-09,4.6\n")

    lenient, strict = run(project, "check"), run(project, "check", "--strict")

    assert ": warning " in lenient.stdout
    assert (lenient.exit_code, strict.exit_code) == (0, 1)


def test_colour_is_for_terminals_that_want_it(broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    coloured = CliRunner().invoke(main, ["-C", str(broken), "check"], color=True)
    monkeypatch.setenv("NO_COLOR", "1")
    plain = CliRunner().invoke(main, ["-C", str(broken), "check"], color=True)

    assert "\x1b[" in coloured.stdout
    assert "\x1b[" not in plain.stdout


def test_show_prints_state_and_figures(project: Path) -> None:
    result = run(project, "show", "acme", "--period", "2026-Q3")

    assert result.exit_code == 0
    assert "Acme Cloud, 2026-Q3" in result.stdout
    assert "Monthly logo churn" in result.stdout


def test_show_as_json_holds_exact_figures(project: Path) -> None:
    result = run(project, "show", "--json", "--period", "2026-09")

    (kpi,) = json.loads(result.stdout)["scorecards"][0]["kpis"]
    assert (kpi["actual"], kpi["planned"], kpi["status"]) == (4.6, 4.525, "at_risk")


def test_show_prints_what_can_be_read_and_fails(broken: Path) -> None:
    result = run(broken, "show")

    assert result.exit_code == 1
    assert "'about five'" in result.stderr


def test_explain_shows_the_working_of_a_kpi(project: Path) -> None:
    short, long = run(project, "explain", "monthly_churn"), run(project, "explain", "acme.monthly_churn")

    assert short.exit_code == 0
    assert "(5.2 + 5 + 4.6) / 3" in short.stdout.replace("5.0", "5")
    assert long.stdout == short.stdout


def test_explain_asks_which_of_two_kpis_is_meant(project: Path) -> None:
    write_small_project(project, "other")

    result = run(project, "explain", "monthly_churn")

    assert result.exit_code == 2
    assert "acme.monthly_churn, other.monthly_churn" in result.stderr


@pytest.mark.parametrize("code", sorted(PROBLEM_CODES))
def test_explain_knows_every_code(project: Path, code: str) -> None:
    result = run(project, "explain", code)

    assert result.exit_code == 0
    assert result.stdout.startswith(f"{code}: {PROBLEM_CODES[code].title}")
    assert PROBLEM_CODES[code].cure in result.stdout


def test_explain_suggests_the_nearest_name(project: Path) -> None:
    result = run(project, "explain", "montly_churn")

    assert result.exit_code == 2
    assert "did you mean monthly_churn?" in result.stderr


def test_schema_prints_json(project: Path) -> None:
    result = run(project, "schema")

    assert json.loads(result.stdout)["$schema"] == "http://json-schema.org/draft-07/schema#"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "--period", "soon"], "'soon' is no period"),
        (["check", "--format", "xml"], "'xml' is not one of"),
        (["show", "acmee"], "did you mean acme?"),
        (["-C", "nowhere", "check"], "does not exist"),
        (["chek"], "No such command 'chek'"),
    ],
)
def test_wrong_usage_ends_with_status_2_and_no_traceback(project: Path, arguments: list[str], message: str) -> None:
    result = run(project, *arguments)

    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.output


def test_a_folder_without_scorecards_is_wrong_usage(tmp_path: Path) -> None:
    result = run(tmp_path, "check")

    assert result.exit_code == 2
    assert "no folder 'scorecards'" in result.stderr


@pytest.mark.parametrize("command", ["", "check", "show", "explain", "schema"])
def test_every_help_page_has_examples(command: str) -> None:
    result = CliRunner().invoke(main, [*command.split(), "--help"])

    assert result.exit_code == 0
    assert f"Examples:\n  scorecards {command}" in result.stdout


def test_options_of_the_configuration_are_used(project: Path) -> None:
    (project / "scorecards").rename(project / "cards")
    (project / "mkdocs.yml").write_text(
        "site_name: x\nextra: !!python/name:os.path.join\n"
        "plugins:\n  - search\n  - scorecards:\n      scorecards_dir: cards\n      periods: {acme: 2026-08}\n"
    )

    result = run(project, "show")

    assert result.exit_code == 0
    assert "Acme Cloud, 2026-08" in result.stdout


@pytest.mark.parametrize(
    "text",
    ["", "- a", "plugins:", "plugins: {search: {}}", "plugins: [search]", "plugins: [scorecards]", "plugins: 3"],
)
def test_a_configuration_without_options_gives_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(text)

    assert plugin_options(tmp_path / "mkdocs.yml") == {}


def test_options_are_read_as_written(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("plugins:\n  scorecards: {period: 2026-09, rules: {a-b: off}, templates: }\n")

    options = plugin_options(tmp_path / "mkdocs.yml")

    assert options == {"period": "2026-09", "rules": {"a-b": "off"}, "templates": ""}


def test_a_configuration_that_is_no_yaml_is_wrong_usage(project: Path) -> None:
    (project / "mkdocs.yml").write_text("plugins: [")

    result = run(project, "check")

    assert result.exit_code == 2
    assert "mkdocs.yml cannot be read" in result.stderr


def test_problems_are_counted_in_words() -> None:
    def problems(*severities: Severity) -> list[Problem]:
        return [Problem(code="a", where=SourceRef("x"), message="m", severity=each) for each in severities]

    assert count_of([]) == "no problems"
    assert count_of(problems(Severity.WARNING)) == "1 warning"
    assert count_of(problems(Severity.INFO, Severity.ERROR, Severity.ERROR)) == "2 errors, 1 remark"


def test_a_closed_pipe_is_no_cause_for_a_traceback() -> None:
    script = f"{sys.executable} -c 'from mkdocs_scorecards.cli import main; main()' schema | head -n 1"
    result = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)

    assert result.stdout == "{\n"
    assert result.stderr == ""


def test_checking_does_not_import_the_host(project: Path) -> None:
    script = (
        "import sys; from mkdocs_scorecards.cli import main; "
        f"main(['-C', {str(project)!r}, 'check'], standalone_mode=False); "
        "print([name for name in sys.modules if name.split('.')[0] in ('mkdocs', 'properdocs', 'material')])"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert result.stdout == "[]\n"


def test_the_help_page_needs_no_loader() -> None:
    script = (
        "import sys; from mkdocs_scorecards.cli import main; main(['--help'], standalone_mode=False); "
        "print([name for name in ('yaml', 'pydantic', 'jinja2', 'numpy') if name in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert result.stdout.endswith("[]\n")


def test_a_letter_that_the_terminal_lacks_does_not_stop_a_command(project: Path) -> None:
    script = "from mkdocs_scorecards.cli import main; main()"
    result = subprocess.run(
        [sys.executable, "-c", script, "-C", str(project), "show"],
        capture_output=True,
        check=False,
        env={"PYTHONIOENCODING": "ascii", "PYTHONPATH": ":".join(sys.path)},
    )

    assert result.returncode == 0
    assert b"Acme Cloud" in result.stdout
