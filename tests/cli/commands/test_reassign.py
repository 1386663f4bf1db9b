"""`anhorig reassign`: everything that somebody is responsible for, in all plans of the project, is somebody else's."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from command_line import Anhorig

FIRST = """\
titel: Ett
ansvarig: konsulent   # tills vidare
roller:
  - {id: konsulent, titel: Anhörigkonsulent}
  - id: chef
    titel: Verksamhetschef
enheter:
  - {id: norr, titel: Norr, ansvarig: 'Anhörigkonsulent'}
delmål:
  - id: a
    titel: A
    ansvarig: [konsulent, chef]  # båda
    aktiviteter:
      - {titel: Ring, ansvarig: [chef, norr, konsulent]}
  - id: b
    titel: B
    ansvarig:
      - norr
      - konsulent  # hon som ringer
      - chef
  - id: c
    titel: C
    ansvarig: >
      KONSULENT
rekommendationer:
  - {från: Revisorerna, till: konsulent, datum: 2026-01-31, text: Följ upp., besvaras_av: a}
"""
SECOND = "titel: Två\nnämnd: Socialnämnden\nansvarig: konsulent\ndelmål:\n  - {id: a, titel: A, ansvarig: chef}\n"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, on_a_day: Callable[[date], None]) -> Path:
    """A project with two plans, which we stand in; the second lists no roles."""
    on_a_day(date(2026, 10, 1))
    monkeypatch.chdir(tmp_path)
    Path("anhorig.yaml").write_text("planer: .\n", encoding="utf-8")
    Path("ett.yaml").write_text(FIRST, encoding="utf-8")
    Path("två.yaml").write_text(SECOND, encoding="utf-8")
    return tmp_path


def texts() -> list[str]:
    return [Path(name).read_text(encoding="utf-8") for name in ("ett.yaml", "två.yaml")]


def test_all_that_one_is_responsible_for_is_the_others_and_nobody_is_named_twice(anhorig: Anhorig) -> None:
    run = anhorig("reassign", "konsulent", "Chef")
    assert (run.code, run.out) == (0, "")
    assert run.err.splitlines()[:2] == [
        "./ett.yaml: 'Chef' är ansvarig i stället för 'konsulent', på 6 ställen",
        "./två.yaml: 'Chef' är ansvarig i stället för 'konsulent', på ett ställe",
    ]
    first, second = texts()
    assert first == (
        FIRST.replace("ansvarig: konsulent  ", "ansvarig: chef  ")
        .replace("'Anhörigkonsulent'", "'chef'")
        .replace("[konsulent, chef]", "[chef]")
        .replace("[chef, norr, konsulent]", "[chef, norr]")
        .replace("      - konsulent  # hon", "      # hon")
        .replace("KONSULENT", "chef")
    )
    assert second == SECOND.replace("konsulent", "Chef")
    assert anhorig("undo").code == 0
    assert texts() == [FIRST, SECOND]


def test_only_the_plans_that_are_named_are_changed(anhorig: Anhorig) -> None:
    assert anhorig("reassign", "konsulent", "norr", "ett").code == 0
    first, second = texts()
    assert "ansvarig: [norr, chef]  # båda" in first
    assert "till: konsulent" in first
    assert second == SECOND


def test_a_dry_run_shows_it(anhorig: Anhorig) -> None:
    run = anhorig("reassign", "konsulent", "norr", "--dry-run")
    assert (run.code, run.out.count("\n+++ "), run.err) == (0, 2, "")
    assert texts() == [FIRST, SECOND]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("konsulent", "samordnare", "ett.yaml: planen har ingen roll, enhet eller part 'samordnare'"),
        ("konsulent", "chefen", "menade du 'chef'?"),
        ("konsulent", "Anhörigkonsulent", "är samma"),
        ("ingen", "chef", "planen anger inte att 'ingen' är ansvarig för något"),
        ("konsulen", "chef", "menade du 'konsulent'?"),
        ("konsulent", "19811228-9874", "personnummer"),
        ("konsulent", "a\u202eb", "U+202E"),
    ],
)
def test_who_cannot_take_over_is_told(anhorig: Anhorig, old: str, new: str, told: str) -> None:
    run = anhorig("reassign", old, new)
    assert (run.code, run.out, told in run.err) == (2, "", True), run.err
    assert "1228" not in run.err
    assert texts() == [FIRST, SECOND]


def test_in_a_plan_without_roles_any_words_will_do(anhorig: Anhorig) -> None:
    assert anhorig("reassign", "chef", "Chef: vård, omsorg # norr", "två").code == 0
    assert '{id: a, titel: A, ansvarig: "Chef: vård, omsorg # norr"}' in texts()[1]


def test_a_name_of_two_is_not_guessed(anhorig: Anhorig) -> None:
    Path("ett.yaml").write_text(FIRST.replace("titel: Norr", "titel: Verksamhetschef"), encoding="utf-8")
    run = anhorig("reassign", "konsulent", "verksamhetschef", "ett")
    assert (run.code, "chef – Verksamhetschef; norr – Verksamhetschef" in run.err) == (2, True), run.err


def test_a_plan_that_cannot_be_read_whole_stops_it(anhorig: Anhorig) -> None:
    Path("två.yaml").write_text(SECOND + "okänd: nyckel\n", encoding="utf-8")
    run = anhorig("reassign", "konsulent", "chef")
    assert (run.code, run.err.splitlines()[-1]) == (1, "inget är ändrat: rätta det först")
    assert texts()[0] == FIRST


def test_a_comment_between_the_names_in_brackets_is_not_lost(anhorig: Anhorig) -> None:
    text = FIRST.replace("[konsulent, chef]  # båda", "[konsulent, # hon\n      chef]")
    Path("ett.yaml").write_text(text, encoding="utf-8")
    assert anhorig("reassign", "konsulent", "chef", "ett").code == 3
    assert texts()[0] == text
