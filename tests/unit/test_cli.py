import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mkdocs_scorecards.cli import main
from mkdocs_scorecards.cli.project import plugin_options
from mkdocs_scorecards.cli.terminal import count_of
from mkdocs_scorecards.model.method_rules import METHOD_RULES
from mkdocs_scorecards.model.problem import Problem, Severity
from mkdocs_scorecards.model.problem_codes import PROBLEM_CODES
from mkdocs_scorecards.model.source_ref import SourceRef
from mkdocs_scorecards.pipeline import Settings, gather
from small_project import FIGURES, write_small_project

EXEMPLARY = Path(__file__).parents[1] / "golden/cases/method-every-rule-holds/in"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_small_project(tmp_path)


@pytest.fixture
def broken(project: Path) -> Path:
    (project / "scorecards/acme/kpis.csv").write_text(FIGURES + "monthly_churn,2026-10,about five\n")
    return project


@pytest.fixture
def exemplary(tmp_path: Path) -> Path:
    """A project in which every rule of the method holds."""
    return Path(shutil.copytree(EXEMPLARY, tmp_path / "exemplary"))


def run(project: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(project), *arguments])


def test_a_sound_project_has_no_problems(exemplary: Path) -> None:
    (exemplary / "mkdocs.yml").write_text("plugins: [scorecards: {profile: small}]\n")

    result = run(exemplary, "check", "--strict")

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


def test_warnings_count_only_when_strict(exemplary: Path) -> None:
    with (exemplary / "scorecards/acme/kpis.csv").open("a") as figures:
        figures.write("churn,2026-09,5.1\n")

    lenient, strict = run(exemplary, "check"), run(exemplary, "check", "--strict")

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

    assert result.stdout.splitlines()[-1] == "[]"


def test_check_reports_broken_rules_at_their_lines_and_a_build_does_not(project: Path) -> None:
    result = run(project, "check")

    assert result.exit_code == 1
    assert "scorecards/acme/scorecard.yml:1:1: error perspective-empty: 'Financial' has no objective (hint: add" in (
        result.stdout
    )
    assert gather(project, Settings()).problems == ()


def test_the_method_waits_until_the_files_can_be_read(broken: Path) -> None:
    write_small_project(broken, "other")

    result = run(broken, "check")

    assert result.stderr == "1 error\n"


def test_what_a_problem_says_already_is_not_said_again_by_a_rule(exemplary: Path) -> None:
    with (exemplary / "scorecards/acme/kpis.csv").open("a") as figures:
        figures.write("live_on_time,2026-06,0.85\n")

    result = run(exemplary, "check")

    assert "kpi-percent-scales-mixed" in result.stdout
    assert " percent-scales-mixed" not in result.stdout


def test_profiles_and_rules_of_the_configuration_reach_the_method_check(exemplary: Path) -> None:
    configuration = exemplary / "mkdocs.yml"

    assert "kpis-per-scorecard" in run(exemplary, "check").stdout
    for options in ("{profile: small}", "{profiles: {acme: small}}", "{rules: {kpis-per-scorecard: off}}"):
        configuration.write_text(f"plugins: [scorecards: {options}]\n")
        assert "kpis-per-scorecard" not in run(exemplary, "check").stdout
    configuration.write_text("plugins: [scorecards: {rules: {kpis-per-scorecard: error}}]\n")
    assert "error kpis-per-scorecard" in run(exemplary, "check").stdout
    configuration.write_text("plugins: [scorecards: {profile: tiny, rules: {kpis-per-scorecard: loud}}]\n")
    assert "warning kpis-per-scorecard" in run(exemplary, "check").stdout


def test_show_ends_with_the_method_check(exemplary: Path) -> None:
    (exemplary / "mkdocs.yml").write_text("plugins: [scorecards: {profile: small}]\n")
    sound = run(exemplary, "show").stdout
    scorecard = exemplary / "scorecards/acme/scorecard.yml"
    scorecard.write_text(
        scorecard.read_text()
        .replace("owner: Integration lead", "owner: HR/IT")
        .replace("source: Call log", 'source: ""')
        + "waivers: [{rule: owner-shared, on: data_import, owner: CFO, reason: Until spring., until: 2027-03-31}]\n"
    )

    broken = run(exemplary, "show")

    assert sound.endswith("Method check: every rule holds\n")
    assert broken.stdout.endswith(
        "Method check: one error, one waived\n"
        "  error    'Health checks held' has no source, so a stranger could not compute it (kpi-undefined)\n"
    )
    assert broken.exit_code == 0


def test_findings_are_in_the_document_for_programs(exemplary: Path) -> None:
    result = run(exemplary, "show", "--json")

    findings = json.loads(result.stdout)["scorecards"][0]["findings"]
    assert {tuple(finding) for finding in findings} == {("rule", "on", "severity", "message", "waived")}
    assert findings[-1] == {
        "rule": "kpis-per-perspective",
        "on": "learning_growth",
        "severity": "info",
        "message": "'Learning and growth' has 2 KPIs; there should be 3 to 7",
        "waived": False,
    }


@pytest.mark.parametrize("rule", METHOD_RULES)
def test_explain_knows_every_rule(project: Path, rule: str) -> None:
    result = run(project, "explain", rule)

    assert result.exit_code == 0
    assert result.stdout.startswith(f"{rule}: {METHOD_RULES[rule].holds}\n")
    assert METHOD_RULES[rule].cure in result.stdout


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
