"""`anhorig check`: which rules, how much is told, and how it looks on a terminal."""

import json
import sys
from pathlib import Path

import pytest

from anhorig_cli.workspace import parallel as chunks
from command_line import Anhorig
from conftest import PLANS

AS_OF = ("--as-of", "2021-09-20")


def codes(anhorig: Anhorig, *options: object) -> set[str]:
    run = anhorig("check", PLANS, *AS_OF, "--format", "json", *options)
    return {d["code"] for d in json.loads(run.out)["diagnostics"]}


def test_rules_are_chosen_by_code_name_or_family(anhorig: Anhorig) -> None:
    assert codes(anhorig, "--select", "ANH301") == {"ANH301"}
    assert codes(anhorig, "--select", "overdue-subgoal,not-assessed") == {"ANH301", "ANH306"}
    assert codes(anhorig, "--select", "anh3", "--ignore", "ANH301") < {f"ANH3{n:02}" for n in range(2, 20)}
    assert "ANH301" not in codes(anhorig, "--ignore", "overdue-subgoal")


def test_what_is_left_out_does_not_fail_the_check(anhorig: Anhorig) -> None:
    assert anhorig("check", PLANS, *AS_OF, "--ignore", "overdue-subgoal").code == 0


@pytest.mark.parametrize(("name", "hint"), [("overdue-subgol", "overdue-subgoal"), ("xyz", "anhorig explain")])
def test_a_rule_that_is_none_is_wrong_usage(name: str, hint: str, anhorig: Anhorig) -> None:
    run = anhorig("check", PLANS, "--select", name)
    assert run.code == 2
    assert hint in run.err


def test_quiet_leaves_out_the_summary(anhorig: Anhorig) -> None:
    assert anhorig("check", PLANS, *AS_OF, "-q").err == ""


def test_statistics_count_the_findings_of_each_rule(anhorig: Anhorig) -> None:
    lines = anhorig("check", PLANS, *AS_OF, "--statistics", "--select", "ANH301,ANH306").out.splitlines()
    assert [line.split()[1:] for line in lines][-1] == ["ANH301", "overdue-subgoal"]
    assert int(lines[-1].split()[0]) == 3


def test_a_terminal_gets_the_line_and_a_mark_and_no_markup(
    anhorig: Anhorig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = tmp_path / "plan-a.yaml"
    plan.write_text("titel: P\ndelmål:\n  - {id: a, titel: '[/red] x', senast: 2020}\n", encoding="utf-8")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("NO_COLOR", "1")
    out = anhorig("check", plan, *AS_OF, "--select", "ANH301").out
    lines = out.splitlines()
    assert "ANH301 fel delmålet '[/red] x'" in lines[0]
    assert lines[1] == "     3 │   - {id: a, titel: '[/red] x', senast: 2020}"
    assert lines[2].index("^") == lines[1].index("2020")
    assert "\x1b" not in out


def test_a_terminal_gets_no_excerpt_of_what_cannot_be_read(
    anhorig: Anhorig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty.yaml").write_bytes(b"")
    (tmp_path / "long.yaml").write_text(f"titel: P\nx: {'å' * 300}\nmål: [{'a, ' * 80}b]\n", encoding="utf-8")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    out = anhorig("check", tmp_path, *AS_OF).out
    assert "ANH106" in out
    assert max(len(line) for line in out.splitlines() if "│" in line) < 130


def test_many_findings_of_one_kind_are_counted(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = tmp_path / "many.yaml"
    subgoals = "".join(f"  - {{id: a{n}, titel: Delmål nummer {n}, senast: 2020}}\n" for n in range(50))
    plan.write_text("titel: P\ndelmål:\n" + subgoals, encoding="utf-8")
    lines = anhorig("check", plan, *AS_OF, "--select", "ANH301", "--language", "en").out.splitlines()
    assert len(lines) == 21
    assert "… and 30 more of the same kind in this file" in lines[-1]


def test_an_exception_that_excepts_nothing_is_told_of(anhorig: Anhorig, tmp_path: Path) -> None:
    (tmp_path / "plan-a.yaml").write_text("titel: P\n", encoding="utf-8")
    (tmp_path / "anhorig.yaml").write_text(
        "ignore:\n"
        "  - {rule: overdue-subgoal, at: plan-a/delmål/borta, reason: r}\n"
        "  - {rule: ANH304, at: plan-a, reason: r, until: 2020}\n"
        "  - {rule: not-assessed, at: plan-b, reason: gäller en plan som inte kontrolleras}\n",
        encoding="utf-8",
    )
    run = anhorig("check", tmp_path / "plan-a.yaml", *AS_OF, "--language", "en")
    lines = [line for line in run.out.splitlines() if "ANH901" in line]
    assert [line.split(":")[1] for line in lines] == ["2", "3"]
    assert "no longer applies to anything" in lines[0]
    assert "held until 2020" in lines[1]


def test_an_exception_from_no_rule_is_told_of_once(anhorig: Anhorig, tmp_path: Path) -> None:
    (tmp_path / "plan-a.yaml").write_text("titel: P\n", encoding="utf-8")
    (tmp_path / "anhorig.yaml").write_text("ignore: [{rule: ANH999, at: plan-a, reason: r}]\n", encoding="utf-8")
    (line,) = anhorig("check", tmp_path, *AS_OF, "--language", "en", "--quiet").out.splitlines()
    assert "there is no rule 'ANH999'" in line


@pytest.mark.parametrize("broken", ["titel: A: b", "titel: A, okänd: 1"])
def test_an_exception_is_not_stale_where_its_plan_could_not_be_read(
    broken: str, anhorig: Anhorig, tmp_path: Path
) -> None:
    plan = tmp_path / "plan-a.yaml"
    plan.write_text(f"titel: P\ndelmål:\n  - {{id: a, {broken}, senast: 2020}}\n", encoding="utf-8")
    exception = "{rule: overdue-subgoal, at: plan-a/delmål/a, reason: r}"
    (tmp_path / "anhorig.yaml").write_text(f"ignore: [{exception}]\n", encoding="utf-8")
    assert "ANH901" not in anhorig("check", plan, *AS_OF).out


def test_an_exception_of_no_plan_is_stale_when_no_plan_of_the_project_needs_it(
    anhorig: Anhorig, tmp_path: Path
) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "overdue.yaml").write_text("titel: P\ndelmål:\n  - {id: a, titel: A, senast: 2020}\n", encoding="utf-8")
    (folder / "calm.yaml").write_text("titel: P\n", encoding="utf-8")
    exceptions = ("{rule: ANH301, reason: r}", "{rule: ANH303, reason: r}", "{rule: ANH301, at: borta, reason: r}")
    (tmp_path / "anhorig.yaml").write_text(f"ignore: [{', '.join(exceptions)}]\n", encoding="utf-8")
    assert "ANH901" not in anhorig("check", folder / "calm.yaml", *AS_OF).out
    assert anhorig("check", folder, *AS_OF).out.count("ANH901") == len(exceptions) - 1


def test_many_plans_are_checked_in_processes_with_the_same_result(anhorig: Anhorig, tmp_path: Path) -> None:
    for n in range(chunks.SHARED_FROM + 1):
        subgoal = "{id: a, titel: A, senast: 2020, bidrar_till: plan-0/x}"
        text = f"titel: Plan {n}\ndelmål: [{subgoal}]\nområden: [{{id: x, titel: X}}]\n"
        (tmp_path / f"plan-{n}.yaml").write_text(text, encoding="utf-8")
    together = json.loads(anhorig("check", tmp_path, *AS_OF, "--format", "json").out)
    alone = [json.loads(anhorig("check", tmp_path / f"plan-{n}.yaml", *AS_OF, "--format", "json").out) for n in (0, 40)]
    assert together["summary"]["plans"] == chunks.SHARED_FROM + 1
    for one in alone:
        assert all(d in together["diagnostics"] for d in one["diagnostics"])


@pytest.mark.parametrize("option", [("--select", ""), ("--ignore", ","), ("--language=",)])
def test_an_empty_option_is_wrong_usage(option: tuple[str, ...], anhorig: Anhorig) -> None:
    assert anhorig("check", PLANS, *option).code == 2


def test_an_empty_path_is_no_path(anhorig: Anhorig) -> None:
    assert anhorig("check", "").code == 3


def test_an_exception_needs_a_place_that_can_be(anhorig: Anhorig, tmp_path: Path) -> None:
    (tmp_path / "plan-a.yaml").write_text("titel: P\n", encoding="utf-8")
    places = ("////", "plan-a/delmal/a", "plan-a/delmål")
    entries = "".join(f"  - {{rule: overdue-subgoal, at: {place}, reason: r}}\n" for place in places)
    (tmp_path / "anhorig.yaml").write_text("ignore:\n" + entries, encoding="utf-8")
    found = anhorig("check", tmp_path / "plan-a.yaml", "--select", "ANH127").out.splitlines()
    assert [line.split(":")[1] for line in found] == ["2", "3", "4"]
