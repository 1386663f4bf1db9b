"""`anhorig explain`: a rule's page, or all rules."""

from pathlib import Path

import pytest

from anhorig_cli.rules.registry import RULES
from command_line import Anhorig


@pytest.mark.parametrize("name", ["ANH301", "anh301", "overdue-subgoal"])
def test_a_rule_is_explained_by_code_or_name(name: str, anhorig: Anhorig) -> None:
    out = anhorig("explain", name).out
    assert out.startswith("ANH301 overdue-subgoal (fel)\n\nSlutdatumet")
    assert "\nSå här gör du:" in out
    assert "\nFix it:" in anhorig("explain", name, "--language", "en").out


def test_a_threshold_is_told(anhorig: Anhorig) -> None:
    assert anhorig("explain", "postponed-twice").out.startswith("ANH313 postponed-twice (varning, gräns 2)")
    assert anhorig("explain", "ANH313", "--language", "en").out.startswith(
        "ANH313 postponed-twice (warning, threshold 2)"
    )


def test_without_a_rule_all_are_listed(anhorig: Anhorig) -> None:
    lines = anhorig("explain").out.splitlines()
    assert [line.split()[:2] for line in lines] == [[rule.code, rule.slug] for rule in RULES]


@pytest.mark.parametrize(("name", "hint"), [("overdue-subgol", "overdue-subgoal"), ("ANH999", "anhorig explain")])
def test_a_rule_that_is_none_is_wrong_usage(name: str, hint: str, anhorig: Anhorig) -> None:
    run = anhorig("explain", name)
    assert run.code == 2
    assert hint in run.err
    assert len(run.err.splitlines()) == 1


@pytest.mark.parametrize("name", ["delmål.senast", "subgoals.due", "Delmål.senast"])
def test_a_key_is_explained_with_its_values_findings_places_and_an_example(name: str, anhorig: Anhorig) -> None:
    out = anhorig("explain", name).out
    assert out.startswith("delmål.senast (subgoals.due)\n\nSlutdatumet")
    assert "\nVärden: ett datum, eller: löpande" in out
    assert "ANH301 overdue-subgoal" in " ".join(out.split())
    assert "\nSyns: under delmålet" in out
    assert out.endswith("\n    senast: 2026-12-31\n")


def test_a_key_of_several_parts_is_told_shortly_of_each(anhorig: Anhorig) -> None:
    lines = anhorig("explain", "senast").out.splitlines()
    assert [line.split()[0] for line in lines[:3]] == ["delmål.senast", "aktiviteter.senast", "målvärde.senast"]
    assert lines[-1] == "mer om en av dem: anhorig explain delmål.senast"


def test_a_part_is_told_with_its_keys(anhorig: Anhorig) -> None:
    out = anhorig("explain", "subgoals", "--language", "en").out
    assert out.startswith("subgoals: What is to be reached")
    assert "\nsubgoals.due " in out


@pytest.mark.parametrize(("name", "meant"), [("delmål.sennast", "delmål.senast"), ("ansvarg", "ansvarig")])
def test_a_misspelt_key_is_told_what_it_may_mean(name: str, meant: str, anhorig: Anhorig) -> None:
    run = anhorig("explain", name)
    assert run.code == 2
    assert f"menade du '{meant}'?" in run.err


def test_what_is_still_asked_of_a_plan_that_is_replaced_is_told_as_check_asks_it(
    anhorig: Anhorig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    old = "titel: Gammal\nperiod: {från: 2022, till: 2025}\ndelmål: [{id: a, titel: A, senast: 2025}]"
    (tmp_path / "gammal.yaml").write_text(old, encoding="utf-8")
    (tmp_path / "ny.yaml").write_text("titel: Ny\nersätter: gammal\n", encoding="utf-8")
    found = anhorig("check", ".", "--as-of", "2026-07-01", "--select", "ANH301,ANH703").out
    assert ("ANH301" in found, "ANH703" in found) == (True, False)
    told = " ".join(anhorig("explain", "ersätter").out.split())
    assert "anmärker kontrollen inte på att ingen ersätter den gamla" in told
    assert "delmålen där ska ändå få en slutlig bedömning" in told
