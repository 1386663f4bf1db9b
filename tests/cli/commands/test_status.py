"""`anhorig status`: the same at a glance, in the terminal."""

import json
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from anhorig_cli.cli.terminal.status_lines import trend_line
from command_line import Anhorig
from conftest import PLANS, REAL_PLANS, Golden


def test_the_status_of_trelleborg(anhorig: Anhorig, golden: Golden) -> None:
    run = anhorig("status", PLANS / "trelleborg", PLANS / "salem.yaml", "--as-of", "2021-09-20")
    assert (run.code, run.err) == (0, "")
    golden.check("status/trelleborg-salem.txt", run.out.replace(str(PLANS), "plans"))


def test_what_is_overdue_comes_first(anhorig: Anhorig) -> None:
    lines = anhorig("status", PLANS / "trelleborg", "--as-of", "2021-09-20", "--language", "en").out.splitlines()
    assert lines[1] == "What is late: 3"
    assert all(line.startswith("  ! 2021-0") and "days late: " in line for line in lines[2:5])
    assert lines.index("To do now: 2") < lines.index("Subgoals: 9")


def test_late_starts_and_dates_that_are_near_are_told_before_the_rest(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = tmp_path / "plan-d.yaml"
    plan.write_text(
        "titel: P\ndelmål:\n"
        "  - {id: a, titel: Start, påbörjas_senast: 2026-02, läge: ej påbörjad}\n"
        "  - {id: b, titel: Snart, senast: 2026-07-15}\n"
        "årshjul:\n" + "".join(f"  - {{titel: Punkt {n}, när: {n}}}\n" for n in range(1, 11)),
        encoding="utf-8",
    )
    out = anhorig("status", plan, "--as-of", "2026-07-01").out
    lines = out.splitlines()
    assert lines[1:3] == ["Försenat: 1", "  ! 2026-02, 123 dagar försenat: Start (delmål att påbörja)"]
    assert "  2026-07-15, 14 dagar kvar: Snart (delmål)" in lines
    assert "  2026-07, 30 dagar kvar: Punkt 7 (årshjul)" in lines
    ahead = lines[lines.index("Kommande i årshjulet:") + 1 :]
    assert ahead[0] == "  2026-08: Punkt 8"
    assert "  … och 1 till" in ahead
    assert lines[-1].endswith(f"anhorig todo {plan}")


def test_what_was_missed_in_the_annual_cycle_is_told(anhorig: Anhorig, golden: Golden) -> None:
    run = anhorig("status", PLANS / "salem.yaml", "--as-of", "2023-06-01")
    assert (run.code, run.err) == (0, "")
    golden.check("status/salem-missed.txt", run.out.replace(str(PLANS), "plans"))


def test_many_missed_times_are_counted_and_the_first_are_shown(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = tmp_path / "plan-f.yaml"
    items = "".join(f"  - {{titel: Punkt {n}, när: {n}, från: 2024-12, utfört: [2024-12-01]}}\n" for n in range(1, 11))
    plan.write_text(f"titel: P\nårshjul:\n{items}", encoding="utf-8")
    lines = anhorig("status", plan, "--as-of", "2025-11-05").out.splitlines()
    start = lines.index("Försenat: 10")
    assert lines[start + 1] == "  ! 2025-01, 278 dagar försenat: Punkt 1 (årshjul)"
    assert lines[start + 8 : start + 10] == ["  ! 2025-08, 66 dagar försenat: Punkt 8 (årshjul)", "  … och 2 till"]
    assert "Försenat" not in anhorig("status", plan, "--as-of", "2025-01-05").out


def test_a_plan_that_does_not_load_is_told_and_the_others_are_shown(anhorig: Anhorig, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("titel: [\n", encoding="utf-8")
    (tmp_path / "good.yaml").write_text("titel: Planen\n", encoding="utf-8")
    run = anhorig("status", tmp_path)
    assert run.code == 1
    assert "Planen" in run.out
    assert "bad.yaml:" in run.err


def test_a_terminal_gets_colour_and_plan_text_stays_text(
    anhorig: Anhorig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = tmp_path / "plan-e.yaml"
    plan.write_text("titel: 'P [/red] [bold]'\ndelmål: [{id: a, titel: A, senast: 2020}]\n", encoding="utf-8")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    out = anhorig("status", plan, "--as-of", "2021-01-01").out
    assert "P [/red] [bold]" in out
    assert "\x1b[" in out


@pytest.mark.parametrize(
    ("values", "line"), [((1, 2, 3), "▁▅█"), ((3, 1), "█▁"), ((2, 2), "▄▄"), ((0, 100, 50), "▁█▅")]
)
def test_a_trend_line_goes_from_the_lowest_to_the_highest(values: tuple[float, ...], line: str) -> None:
    assert trend_line(values) == line


def test_a_trend_line_is_of_the_last_values_so_that_it_stays_short() -> None:
    assert trend_line([50.0] * 1000 + [0.0] * 23 + [1.0]) == "▁" * 23 + "█"


def test_the_glance_tells_the_same_as_todo_each_once_but_counts_what_never_was_assessed(anhorig: Anhorig) -> None:
    asked = (*REAL_PLANS, "--as-of", "2021-09-20", "--format", "json")
    status = json.loads(anhorig("status", *asked).out)
    lists = json.loads(anhorig("todo", *asked).out)["lists"]
    told = [line for plan in status["plans"] for kind in ("late", "to_do", "unassigned") for line in plan[kind]]
    listed = [line for one in lists for line in one["duties"]]
    commands = [line["command"] for line in told]
    assert len(told) == len({json.dumps(line) for line in told}) > 10
    unassessed = {line["command"] for line in listed if line["kind"] == "assess" and not line["due"]}
    assert {line["command"] for line in listed} == {*commands, *unassessed}
    assert not unassessed & {line["command"] for line in told if line["kind"] == "assess"}


@pytest.mark.parametrize("day", ["2021-09-20", "2023-06-01", "2026-11-01"])
def test_the_json_is_as_its_schema_says(anhorig: Anhorig, day: str) -> None:
    validator = Draft202012Validator(json.loads(anhorig("status", "--schema").out))
    document = json.loads(anhorig("status", *REAL_PLANS, "--as-of", day, "--format", "json").out)
    validator.validate(document)
    assert document["as_of"] == day
    assert len(document["plans"]) == len(REAL_PLANS)


def test_where_nothing_is_to_be_done_it_says_so(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = tmp_path / "lugn.yaml"
    plan.write_text("titel: P\nansvarig: Chef\n", encoding="utf-8")
    lines = anhorig("status", plan, "--as-of", "2026-07-01").out.splitlines()
    assert lines[1] == "Inget är försenat, och inget ska vara klart inom kort"
    assert not any("anhorig todo" in line for line in lines)


def test_counts_of_few_people_are_left_out_of_the_json_too(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = tmp_path / "få.yaml"
    plan.write_text(
        "titel: P\nindikatorer:\n  - id: a\n    titel: A\n    måttenhet: personer\n    personer: ja\n"
        "    mätningar: [{datum: 2026-01, värde: 3}]\n",
        encoding="utf-8",
    )
    for command in ("status", "report"):
        document = json.loads(anhorig(command, plan, "--as-of", "2026-07-01", "--format", "json").out)
        (indicator,) = document["plans"][0]["indicators"]
        assert indicator["values"] == []
        assert "3" not in indicator["latest"]


def test_plans_that_share_a_title_are_told_apart_by_their_ids(anhorig: Anhorig, tmp_path: Path) -> None:
    for name in ("plan-2025", "plan-2026"):
        (tmp_path / f"{name}.yaml").write_text("titel: Plan för anhörigstöd\n", encoding="utf-8")
    (tmp_path / "salem.yaml").write_text("titel: Salems plan\n", encoding="utf-8")
    heads = [line for line in anhorig("status", tmp_path, "--as-of", "2026-07-01").out.splitlines() if " – " in line]
    assert heads == [
        "Plan för anhörigstöd (plan-2025) – 2026-07-01",
        "Plan för anhörigstöd (plan-2026) – 2026-07-01",
        "Salems plan – 2026-07-01",
    ]


def test_of_many_errors_of_a_kind_the_first_are_told_and_how_many_more_there_are(
    anhorig: Anhorig, tmp_path: Path
) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("titel: Plan\n" + "".join(f"ord{n}: x\n" for n in range(50)), encoding="utf-8")
    told = anhorig("status", path).err.splitlines()
    assert len(told) == 21
    assert "30 till" in told[-1]


def test_it_is_not_said_that_nothing_is_to_be_done_where_todo_asks_for_an_assessment(
    anhorig: Anhorig, tmp_path: Path
) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(
        "titel: Plan\nperiod: 2024\nansvarig: Chef\ndelmål: [{id: a, titel: A, ansvarig: X, senast: löpande}]\n",
        encoding="utf-8",
    )
    assert "A (delmål)" in anhorig("todo", path, "--as-of", "2025-06-30").out
    told = anhorig("status", path, "--as-of", "2025-06-30").out
    assert "Inget är försenat, men ett delmål behöver bedömas\n" in told
    assert "anhorig todo" in told


def test_of_an_indicator_without_a_value_only_the_reason_is_told(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = tmp_path / "plan-f.yaml"
    plan.write_text("titel: P\nindikatorer: [{id: i, titel: I, riktning: öka}]\n", encoding="utf-8")
    assert "\n  I: inget har mätts\n" in anhorig("status", plan, "--as-of", "2026-07-01").out


def test_a_value_that_was_put_right_is_no_step_of_the_line(anhorig: Anhorig, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    measured = "[{datum: 2024-12-31, värde: 100, notering: Preliminärt}, {datum: 2024-12-31, värde: 120}]"
    path.write_text(f"titel: Plan\nindikatorer: [{{id: i, titel: I, mätningar: {measured}}}]\n", encoding="utf-8")
    assert "  I: 120 ? går inte att följa (det finns bara en mätning)" in anhorig("status", path).out


def test_a_unit_that_answers_for_itself_is_named_once(anhorig: Anhorig, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(
        "titel: P\nenheter: [{id: u, titel: Hemtjänsten}]\nårshjul: [{titel: Träff, när: juli, enheter: u}]\n",
        encoding="utf-8",
    )
    told = anhorig("status", path, "--as-of", "2026-07-01").out
    assert "  2026-07, 30 dagar kvar: Träff (årshjul; Hemtjänsten)\n" in told


def test_a_trend_line_has_only_values_that_compare_with_the_latest(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    measurements = "[{datum: 2026-Q1, värde: 300}, {datum: 2026-H1, värde: 650}, {datum: 2026-Q3, värde: 340}]"
    plan.write_text(
        f"titel: P\nindikatorer: [{{id: a, titel: A, måttenhet: timmar, riktning: öka, mätningar: {measurements}}}]\n",
        encoding="utf-8",
    )
    assert "A: 340 timmar ▁█ ↗" in anhorig("status", plan, "--as-of", "2026-10-15").out
