"""Random sequences of every command that changes a plan: each is done whole or refused, and undo gives all back."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

import pytest

from anhorig_cli.loading.discovery import find_plans
from anhorig_cli.loading.plan_loader import load
from command_line import Anhorig
from effort import tries
from filled_sheets import fill
from kolada_answers import cell, key_figure, row, saved
from survey_files import as_csv

PLAN = """\
# Planen för anhörigstöd
titel: Plan 2026
period: {från: 2026, till: 2026}
enheter: [{id: hemvard, titel: Hemvården}]
roller: [{id: chef, titel: Chef}, {id: konsulent, titel: Konsulent}]
delmål:
  - id: fler
    titel: Fler får stöd
    ansvarig: chef
    enheter: hemvard
    senast: 2026-12-31   # beslutat i nämnden
    indikatorer: [andel, stod]
    aktiviteter: [Ring alla, {titel: Möten, status: pågår}]
indikatorer:
  - {id: andel, titel: Andel nöjda, måttenhet: "%", källa: Enkäten}
  - id: stod
    titel: Får stöd
    måttenhet: procent
    kolada: N21492
    mätningar:
      - {datum: 2024, värde: 85, källa: Kolada} # före omläggningen
enkäter:
  - {id: enkat, titel: Enkät, period: {från: 2026-09-01, till: 2026-09-30}}
årshjul:
  - {id: rapport, titel: Rapportera, när: kvartalsvis, enheter: alla, från: 2026}
"""
OTHER = "titel: En annan\ndelmål:\n  - {id: x, titel: X, ansvarig: chef, bidrar_till: plan-2026/fler}\n"
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("record", "plan-2026", "andel", "48,5", "--date", "2026-09-30"),
    ("record", "plan-2026", "--from", "tabell.csv"),
    ("assess", "plan-2026", "fler", "uppfyllt", "--date", "2026-09-30", "--comment", "Alla nås"),
    ("done", "plan-2026", "Ring alla", "--date", "2026-09-30"),
    ("done", "plan-2026", "rapport", "--date", "2026-03-30", "--unit", "hemvard"),
    ("postpone", "plan-2026", "fler", "--to", "2027", "--reason", "Vakans", "--decision", "SN 2026-06-17 § 52"),
    ("add", "activity", "plan-2026", "fler", "--title", "Skriv brev"),
    ("add", "subgoal", "plan-2026", "--title", "Nya nås", "--due", "2026-12-31", "--responsible", "konsulent"),
    ("rename", "plan-2026", "fler", "stodet"),
    ("rename", "plan-2026", "stodet", "fler"),
    ("reassign", "chef", "konsulent"),
    ("renew", "plan-2026", "--period", "2027"),
    ("merge", "ark.xlsx"),
    ("survey", "import", "svar.csv", "--map", "karta.yaml", "--survey", "enkat", "--plan", "plan-2026"),
    ("kolada", "fetch", "--from", "kolada", "--year", "2025"),
    ("undo",),
)


@pytest.fixture
def project(
    anhorig: Anhorig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, on_a_day: Callable[[date], None]
) -> Path:
    """A project of two plans, and the files that the commands read."""
    on_a_day(date(2026, 10, 1))
    monkeypatch.chdir(tmp_path)
    files = {
        "anhorig.yaml": 'planer: planer\nkommunkod: "1287"\n',
        "planer/plan-2026.yaml": PLAN,
        "planer/annan.yaml": OTHER,
        "tabell.csv": "indikator;datum;värde;källa\nandel;2026-08-31;47,5;\nstod;2026-08-31;86;Listan\n",
        "svar.csv": as_csv([["Är du nöjd?"], *[[("Ja", "Nej")[n % 2]] for n in range(20)]]),
    }
    (tmp_path / "planer").mkdir()
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    saved(tmp_path / "kolada", key_figure(), row(2025, cell("T", 88.0)))
    guessed = anhorig("survey", "map", "svar.csv").out
    head = next(line for line in guessed.splitlines() if "nöjd" in line and line.startswith("  - "))
    (tmp_path / "karta.yaml").write_text(guessed.replace(head, f"{head}\n    indikator: andel"), encoding="utf-8")
    assert anhorig("sheet", "plan-2026", "--unit", "hemvard", "-o", "ark.xlsx").code == 0
    fill(Path("ark.xlsx"), "Delmål", "Fler får stöd", Bedömt_den="2026-09-20", Bedömning="Uppfyllt", Kommentar="Nås")
    fill(Path("ark.xlsx"), "Årshjul", "2026-Q2", Gjort_den="2026-06-12")
    return tmp_path


def are_whole() -> bool:
    return all(load(files).is_whole for files in find_plans("planer"))


def take_all_back(anhorig: Anhorig) -> None:
    """Undo until nothing is left that is remembered; each time, the plans are whole."""
    while anhorig("undo").code == 0:
        assert are_whole()


def contents(project: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((project / "planer").iterdir())}


@pytest.mark.parametrize("words", COMMANDS[:-1], ids=" ".join)
def test_each_command_changes_the_plan_and_is_taken_back(
    words: tuple[str, ...], anhorig: Anhorig, project: Path
) -> None:
    before = contents(project)
    if "stodet" in words[:3]:
        anhorig("rename", "plan-2026", "fler", "stodet")
    earlier = contents(project)
    run = anhorig(*words)
    assert (run.code, contents(project) != earlier) == (0, True), run.err
    take_all_back(anhorig)
    assert contents(project) == before


def test_any_sequence_of_commands_leaves_whole_plans_and_is_taken_back_to_the_first_bytes(
    anhorig: Anhorig, project: Path
) -> None:
    random, before = Random(16), contents(project)  # noqa: S311 - for commands, not for secrets
    for _ in range(tries(3)):
        for words in random.choices(COMMANDS, k=8):
            earlier = contents(project)
            run = anhorig(*words)
            assert run.code in {0, 1, 2, 3}, (words, run.err)
            assert run.code == 0 or words[0] == "merge" or contents(project) == earlier, (words, run.err)
            assert are_whole(), words
        take_all_back(anhorig)
        assert contents(project) == before
