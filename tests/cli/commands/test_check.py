"""`anhorig check`: findings on standard output, and the published exit codes."""

import json
from pathlib import Path

import pytest

from command_line import Anhorig
from conftest import PLANS

FIRST_RULES = ("--select", "overdue-subgoal,no-responsible,no-indicator,not-assessed")
OVERDUE = "titel: Plan\ndelmål:\n  - {id: a, titel: Rutin, senast: 2021-06-30}\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan-a.yaml"
    path.write_text(OVERDUE, encoding="utf-8")
    return path


def test_a_finding_is_one_line_with_file_line_and_column(anhorig: Anhorig, plan: Path) -> None:
    run = anhorig("check", plan, "--as-of", "2021-07-01", "--language", "en", *FIRST_RULES)
    lines = run.out.splitlines()
    assert lines[-1].startswith(f"{plan}:3:35: ANH301 the subgoal 'Rutin' was due 2021-06-30 – ")
    assert run.err.strip() == "1 plan checked as of 2021-07-01: 1 error, 2 warnings, 0 for information"
    assert run.code == 1


def test_swedish_is_spoken_where_nothing_names_a_language(anhorig: Anhorig, plan: Path) -> None:
    assert "delmålet 'Rutin' skulle vara klart" in anhorig("check", plan, "--as-of", "2021-07-01").out


@pytest.mark.parametrize(
    ("option", "environment", "speaks"),
    [
        ([], {}, "sv"),
        ([], {"LANG": "en_US.UTF-8"}, "en"),
        ([], {"LANG": "en_US.UTF-8", "LC_ALL": "sv_SE.UTF-8"}, "sv"),
        ([], {"LANG": "fi_FI.UTF-8"}, "sv"),
        ([], {"LANG": "sv_SE.UTF-8", "ANHORIG_LANGUAGE": "en"}, "en"),
        (["--language", "sv"], {"ANHORIG_LANGUAGE": "en"}, "sv"),
        (["--language=en"], {"LANG": "sv_SE"}, "en"),
    ],
)
def test_the_language_is_the_option_the_variable_the_project_or_the_locale(
    option: list[str],
    environment: dict[str, str],
    speaks: str,
    anhorig: Anhorig,
    plan: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    run = anhorig("check", plan, "--as-of", "2021-07-01", *option)
    assert ("was due" in run.out) == (speaks == "en")


def test_the_project_names_the_language_before_the_locale_does(
    anhorig: Anhorig, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (plan.parent / "anhorig.yaml").write_text("language: en\n", encoding="utf-8")
    monkeypatch.chdir(plan.parent)
    monkeypatch.setenv("LANG", "sv_SE.UTF-8")
    assert "was due" in anhorig("check", plan.name, "--as-of", "2021-07-01").out


def test_json_has_every_published_field(anhorig: Anhorig, plan: Path) -> None:
    run = anhorig("check", plan, "--as-of", "2021-07-01", "--format", "json", "--language", "en", *FIRST_RULES)
    document = json.loads(run.out)
    assert document["version"] == 1
    assert document["as_of"] == "2021-07-01"
    assert document["summary"] == {"plans": 1, "errors": 1, "warnings": 2, "infos": 0}
    assert document["diagnostics"][-1] == {
        "file": str(plan),
        "line": 3,
        "column": 35,
        "code": "ANH301",
        "slug": "overdue-subgoal",
        "severity": "error",
        "message": "the subgoal 'Rutin' was due 2021-06-30",
        "help": "make a final assessment: achieved, partly achieved, not achieved or discontinued "
        "(with the cause, if it is not met), or move the deadline with a revision"
        f" that gives the reason (anhorig assess {plan} a)",
    }


@pytest.mark.parametrize(("level", "code"), [("error", 0), ("warning", 1), ("never", 0)])
def test_the_check_fails_on_the_level_asked_for(level: str, code: int, anhorig: Anhorig, plan: Path) -> None:
    assert anhorig("check", plan, "--as-of", "2021-06-01", "--fail-on", level).code == code


def test_never_is_never(anhorig: Anhorig, plan: Path) -> None:
    assert anhorig("check", plan, "--as-of", "2021-07-01", "--fail-on", "never").code == 0


def test_a_day_still_to_come_is_information(anhorig: Anhorig, plan: Path) -> None:
    run = anhorig("check", plan, "--as-of", "2021-06-30", "--language", "en")
    assert "ANH303 the subgoal 'Rutin' is due today [info]" in run.out
    assert run.code == 0


@pytest.mark.parametrize("day", ["2021-13-01", "någon gång", ""])
def test_a_bad_date_is_wrong_usage(day: str, anhorig: Anhorig, plan: Path) -> None:
    run = anhorig("check", plan, "--as-of", day)
    assert run.code == 2
    assert len(run.err.splitlines()) == 1


def test_an_unknown_language_is_wrong_usage(anhorig: Anhorig, plan: Path) -> None:
    assert anhorig("check", plan, "--language", "de").code == 2


@pytest.mark.parametrize("name", ["missing.yaml", "\0", "x" * 5000])
def test_a_path_that_does_not_exist_is_one_line(name: str, anhorig: Anhorig, tmp_path: Path) -> None:
    run = anhorig("check", f"{tmp_path}/{name}")
    assert (run.code, run.out, len(run.err.splitlines())) == (3, "", 1)


def test_a_folder_without_plans_is_one_line(anhorig: Anhorig, tmp_path: Path) -> None:
    run = anhorig("check", tmp_path)
    assert (run.code, run.out, len(run.err.splitlines())) == (3, "", 1)


def test_without_a_path_the_projects_plans_are_checked(
    anhorig: Anhorig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "anhorig.yaml").write_text("plans: planer\n", encoding="utf-8")
    (tmp_path / "planer" / "under").mkdir(parents=True)
    (tmp_path / "planer" / "plan-a.yaml").write_text(OVERDUE, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "planer" / "under")
    run = anhorig("check", "--as-of", "2021-07-01", "--format", "json")
    assert {d["file"] for d in json.loads(run.out)["diagnostics"]} == {"../plan-a.yaml"}


def test_without_a_path_or_a_plans_folder_it_cannot_work(
    anhorig: Anhorig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert anhorig("check").code == 3


def test_files_are_named_as_the_user_named_them(anhorig: Anhorig, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(plan.parent)
    for given, shown in ((".", "./plan-a.yaml"), ("./plan-a.yaml", "./plan-a.yaml"), ("plan-a.yaml", "plan-a.yaml")):
        run = anhorig("check", given, "--as-of", "2021-07-01", "--format", "text")
        assert {line.partition(":")[0] for line in run.out.splitlines()} == {shown}


def test_one_bad_file_never_hides_what_is_wrong_in_another(anhorig: Anhorig, plan: Path) -> None:
    (plan.parent / "bad.yaml").write_bytes(b"titel: \xff\n: :\n")
    (plan.parent / "worse.md").write_bytes(b"---\n")
    run = anhorig("check", plan.parent, "--as-of", "2021-07-01", "--format", "json")
    found = json.loads(run.out)["diagnostics"]
    assert {Path(d["file"]).name for d in found} == {"plan-a.yaml", "bad.yaml", "worse.md"}
    assert [(d["file"], d["line"], d["column"]) for d in found] == sorted(
        (d["file"], d["line"], d["column"]) for d in found
    )


def test_control_characters_of_a_plan_never_reach_the_terminal(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = tmp_path / "plan-b.yaml"
    plan.write_text('titel: P\ndelmål:\n  - {id: a, titel: "x\\e[31m\\u202Ey", senast: 2020}\n', encoding="utf-8")
    run = anhorig("check", plan)
    assert run.code == 1
    assert not any(ord(c) < 32 and c != "\n" for c in run.out)
    assert "\u202e" not in run.out


def test_the_projects_settings_grade_and_except_findings(anhorig: Anhorig, plan: Path) -> None:
    (plan.parent / "anhorig.yaml").write_text(
        "severity: {no-responsible: error, ANH306: off}\n"
        "ignore:\n"
        "  - {rule: overdue-subgoal, at: plan-a/delmål/A, reason: beslut om förlängning väntas, until: 2021-07}\n"
        "  - {rule: no-indicator, at: another-plan, reason: gäller en annan plan}\n",
        encoding="utf-8",
    )

    def found(day: str) -> dict[str, str]:
        run = anhorig("check", plan, "--as-of", day, "--format", "json", *FIRST_RULES)
        return {d["slug"]: d["severity"] for d in json.loads(run.out)["diagnostics"]}

    assert found("2021-07-31") == {"no-responsible": "error", "no-indicator": "warning"}
    assert found("2021-08-01") == {"no-responsible": "error", "no-indicator": "warning", "overdue-subgoal": "error"}


@pytest.mark.parametrize("path", [".", "plan.yaml"])
def test_settings_beside_the_plan_file_of_a_folder_plan_hold(
    path: str, anhorig: Anhorig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plan.yaml").write_text(
        "titel: Plan\ndelmål:\n  - {id: d1, titel: Nå fler, senast: 2020}\n", encoding="utf-8"
    )
    (tmp_path / "anhorig.yaml").write_text("allvar: {overdue-subgoal: upplysning}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert anhorig("check", path, "--select", "ANH301").code == 0


def test_an_older_tool_is_refused(anhorig: Anhorig, plan: Path) -> None:
    (plan.parent / "anhorig.yaml").write_text('requires: ">=99"\n', encoding="utf-8")
    run = anhorig("check", plan, "--language", "en")
    assert run.code == 3
    assert "asks for anhorig >=99" in run.err


def test_trelleborg_has_exactly_three_overdue_subgoals(anhorig: Anhorig) -> None:
    run = anhorig("check", PLANS, "--as-of", "2021-09-20", "--format", "json")
    errors = [d for d in json.loads(run.out)["diagnostics"] if d["severity"] == "error"]
    assert {(Path(d["file"]).name, d["slug"]) for d in errors} == {
        ("r4-rutin-anhorigombud.md", "overdue-subgoal"),
        ("r8-utveckla-avgiftsfri-avlosning.md", "overdue-subgoal"),
        ("r9-nya-aktiviteter.md", "overdue-subgoal"),
    }
    assert "late-start" not in {d["slug"] for d in json.loads(run.out)["diagnostics"]}


def test_the_settings_stand_for_the_projects_plans(anhorig: Anhorig, tmp_path: Path) -> None:
    (tmp_path / "anhorig.yaml").write_text("", encoding="utf-8")
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "plan-a.yaml").write_text(OVERDUE, encoding="utf-8")
    run = anhorig("check", tmp_path / "anhorig.yaml", tmp_path / "plans" / "plan-a.yaml", "--as-of", "2021-07-01", "-q")
    assert run.out.count("ANH301") == 1


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_keys_that_are_known_are_listed_in_the_plans_own_language(
    language: str, anhorig: Anhorig, plan: Path
) -> None:
    plan.write_text(OVERDUE.replace("titel: Rutin", "titel: Rutin, zzzz: 1"), encoding="utf-8")
    (line,) = anhorig("check", plan, "--language", language, "--select", "unknown-key").out.splitlines()
    assert ": id, titel, syfte, " in line


def test_what_may_be_written_is_told_in_english_words_in_english(anhorig: Anhorig, plan: Path) -> None:
    plan.write_text(OVERDUE + "årshjul: [{titel: Räkna, när: blaj}]\nperiod: blaj\n", encoding="utf-8")
    lines = anhorig("check", plan, "--language", "en", "--select", "ANH1").out.splitlines()
    hints = [line.split(" – ")[1] for line in lines]
    assert len(hints) == 2
    assert not set("åäö") & set("".join(hints)), hints
