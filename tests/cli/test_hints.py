"""Hints that lead to the goal: the command that mends it, and keys in the plan's own language."""

from pathlib import Path

import pytest

from command_line import Anhorig

DAY = ("--as-of", "2026-07-01", "-q")
SWEDISH = """\
titel: P
delmål:
  - id: d1
    titel: Fler nås
    aktiviteter: [{titel: Nå ut, senast: 2025}, {titel: '100 $ "x"', senast: 2025}]
"""
ENGLISH = """\
title: P
subgoals:
  - id: d1
    title: More carers
"""


def told(anhorig: Anhorig, text: str, slug: str, *options: str) -> list[str]:
    Path("p.yaml").write_text(text, encoding="utf-8")
    return [
        line.split(" – ", 1)[1].rpartition(" [")[0]
        for line in anhorig("check", "p.yaml", *DAY, "--select", slug, *options).out.splitlines()
    ]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_command_that_mends_it_is_named(anhorig: Anhorig) -> None:
    (hint,) = told(anhorig, SWEDISH, "not-assessed")
    assert hint.endswith("(anhorig assess p.yaml d1)")
    assert [hint.partition(" (")[2] for hint in told(anhorig, SWEDISH, "late-activity")] == [
        'anhorig done p.yaml "Nå ut")',
        "anhorig done p.yaml)",
    ]


def test_of_many_the_command_is_named_without_its_part(anhorig: Anhorig) -> None:
    subgoals = "".join(f"  - {{id: d{n}, titel: D{n}}}\n" for n in range(3))
    (hint,) = told(anhorig, f"titel: P\ndelmål:\n{subgoals}", "not-assessed")
    assert hint.endswith("(anhorig assess p.yaml)")


def test_the_command_in_a_hint_does_what_it_says(anhorig: Anhorig) -> None:
    (hint,) = told(anhorig, SWEDISH, "not-assessed")
    command = hint.rpartition("(anhorig ")[2].removesuffix(")").split()
    run = anhorig(*command, "bedöms uppfyllas", "--comment", "Bra", "--date", "2026-06-30")
    assert run.code == 0
    assert told(anhorig, Path("p.yaml").read_text(), "not-assessed") == []


def test_an_english_plan_gets_english_keys_and_a_swedish_one_swedish(anhorig: Anhorig) -> None:
    assert told(anhorig, ENGLISH, "no-responsible") == ["skriv rollen eller enheten som 'responsible'"]
    assert told(anhorig, ENGLISH, "no-responsible", "--language", "en") == ["write the role or unit as 'responsible'"]
    assert told(anhorig, SWEDISH, "no-responsible") == ["skriv rollen eller enheten som 'ansvarig'"]
    assert told(anhorig, SWEDISH, "no-responsible", "--language", "en") == ["write the role or unit as 'ansvarig'"]


def test_a_name_that_is_not_listed_leads_to_the_list(anhorig: Anhorig) -> None:
    plan = "titel: P\nroller: [{id: chef, titel: Chef}]\ndelmål: [{id: a, titel: A, ansvarig: Utredare}]\n"
    assert told(anhorig, plan, "unknown-name") == ["lägg till namnet i planens 'roller', eller skriv ett som finns där"]
