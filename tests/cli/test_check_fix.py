"""`check --fix` fixes what can be fixed without a loss; `--diff` shows it."""

import json
import os
from pathlib import Path

import pytest

from anhorig_cli.diagnostics import ExitCode
from command_line import Anhorig

DAY = ("--as-of", "2026-07-01")
BEFORE = "titel: Plan # kvar\nperiod: {från: 2026-01-01, till: 31/12/2026}\n"
AFTER = "titel: Plan # kvar\nperiod: {från: 2026-01-01, till: 2026-12-31}\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def plan(text: str) -> Path:
    file = Path("p.yaml")
    file.write_text(text, encoding="utf-8")
    return file


def test_a_plan_is_mended_and_then_checked(anhorig: Anhorig) -> None:
    file = plan(BEFORE)
    assert "1 kan rättas med --fix" in anhorig("check", file, *DAY).err
    run = anhorig("check", file, *DAY, "--fix")
    assert (run.code, run.out) == (0, "")
    assert run.err.startswith("p.yaml: rättat: 1\n")
    assert file.read_text() == AFTER
    again = anhorig("check", file, *DAY, "--fix")
    assert "rättat" not in again.err
    assert file.read_text() == AFTER


def test_the_difference_is_shown_and_nothing_written(anhorig: Anhorig) -> None:
    file = plan(BEFORE)
    run = anhorig("check", file, *DAY, "--fix", "--diff")
    assert run.code == 1
    assert "-period: {från: 2026-01-01, till: 31/12/2026}\n+period: {från: 2026-01-01, till: 2026-12-31}\n" in run.out
    assert file.read_text() == BEFORE
    plan(AFTER)
    assert anhorig("check", file, *DAY, "--diff").out == ""
    assert anhorig("check", file, *DAY, "--diff").code == 0


def test_a_personal_number_beside_what_is_mended_is_not_shown(anhorig: Anhorig) -> None:
    file = plan(BEFORE + "bakgrund: Ringde 19121212-1212\n")
    run = anhorig("check", file, *DAY, "--diff")
    assert "+period" in run.out
    assert "1212" not in run.out.replace("2026-12-12", "")


def test_what_should_be_looked_at_is_mended_when_it_is_asked_for(anhorig: Anhorig) -> None:
    file = plan("titel: Plan\nmål: Sedd: hörd\n")
    anhorig("check", file, *DAY, "--fix")
    assert "mål: Sedd: hörd" in file.read_text()
    anhorig("check", file, *DAY, "--fix", "--unsafe-fixes")
    assert 'mål: "Sedd: hörd"' in file.read_text()


def test_unsafe_fixes_alone_is_refused(anhorig: Anhorig) -> None:
    run = anhorig("check", plan(BEFORE), "--unsafe-fixes")
    assert run.code == 2
    assert "--fix eller --diff" in run.err


def test_only_what_the_chosen_rules_find_is_fixed(anhorig: Anhorig) -> None:
    file = plan(BEFORE)
    anhorig("check", file, *DAY, "--fix", "--ignore", "bad-date")
    assert file.read_text() == BEFORE
    anhorig("check", file, *DAY, "--fix", "--select", "ANH1")
    assert file.read_text() == AFTER


def test_what_the_project_accepts_is_left_as_it_is(anhorig: Anhorig) -> None:
    file = plan("titel: Plan\ndelmål:\n  - {id: a, titel: A, senast: 31/12/2026}\n")
    Path("anhorig.yaml").write_text("planer: .\nallvar: {bad-date: av}\n")
    anhorig("check", file, *DAY, "--fix")
    assert "31/12/2026" in file.read_text()


@pytest.mark.skipif(os.name != "posix", reason="of modes")
def test_a_file_that_may_not_be_written_is_as_it_was(anhorig: Anhorig, monkeypatch: pytest.MonkeyPatch) -> None:
    file = plan(BEFORE)
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write anywhere
    run = anhorig("check", file, *DAY, "--fix")
    assert run.code == ExitCode.CANNOT_WORK
    assert file.read_text() == BEFORE


@pytest.mark.skipif(os.name != "posix", reason="of modes")
def test_of_a_plan_in_a_folder_all_files_are_mended_or_none(anhorig: Anhorig, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {
        Path("p/plan.yaml"): BEFORE,
        Path("p/delmål/a.yaml"): "titel: A\nsenast: 31/12/2026\n",
        Path("p/delmål/b.yaml"): "titel: B\nsenast: 31/12/2026\n",
    }
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    may = [True, False]
    monkeypatch.setattr(os, "access", lambda *_: may.pop(0) if may else True)  # not the second
    assert anhorig("check", "p", *DAY, "--fix").code == ExitCode.CANNOT_WORK
    assert {path: path.read_text(encoding="utf-8") for path in texts} == texts
    assert anhorig("check", "p", *DAY, "--fix").err.count("rättat: 1") == 3


def test_json_tells_which_findings_can_be_fixed(anhorig: Anhorig) -> None:
    run = anhorig("check", plan(BEFORE), *DAY, "--format", "json")
    assert [one.get("fix") for one in json.loads(run.out)["diagnostics"]] == ["safe"]


def test_explain_tells_whether_what_a_rule_finds_can_be_fixed(anhorig: Anhorig) -> None:
    assert "bad-date (fel, delvis rättad av --fix)" in anhorig("explain", "bad-date").out
    assert "rättas" not in anhorig("explain", "overdue-subgoal").out.partition("\n")[0]
