"""`anhorig postpone`: a new date, and the earlier one kept as a revision."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from command_line import Anhorig
from plan_in_file import PLAN, written_plan

WHY = ("--reason", "Tjänsten var vakant", "--decision", "Socialnämnden § 41")


@pytest.fixture(autouse=True)
def _day(on_a_day: Callable[[date], None]) -> None:
    on_a_day(date(2026, 10, 1))


def test_the_date_is_changed_in_its_place_and_the_earlier_one_kept(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = written_plan(tmp_path)
    run = anhorig("postpone", plan, "na-fler", "--to", "2026-12-31", *WHY, "--decided", "2026-05-20")
    moved, hint = run.err.splitlines()
    assert moved == f"{plan}: flyttat från 2026-06-30 till 2026-12-31: Fler anhöriga får stöd"
    assert "ANH203 beslutet 'Socialnämnden § 41' nämns, men planen räknar inte upp några beslut" in hint
    after = "      - {titel: Möten, status: pågår}\n"
    new = (
        "    revideringar:\n"
        "      - fält: senast\n"
        "        från: 2026-06-30\n"
        "        till: 2026-12-31\n"
        "        beslutad: 2026-05-20\n"
        "        beslut: Socialnämnden § 41\n"
        "        skäl: Tjänsten var vakant\n"
    )
    expected = PLAN.replace("senast: 2026-06-30 ", "senast: 2026-12-31 ").replace(after, after + new)
    assert plan.read_text(encoding="utf-8") == expected


def test_a_decision_that_the_plan_lists_says_when_it_was_made(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = written_plan(tmp_path, PLAN + "beslut:\n  - {id: b1, datum: 2026-05-20}\n")
    anhorig("postpone", plan, "na-fler", "--to", "löpande", "--reason", "x", "--decision", "b1")
    assert "        beslutad: 2026-05-20\n        beslut: b1\n" in plan.read_text(encoding="utf-8")


def test_the_start_can_be_moved_and_a_season_keeps_its_word(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = written_plan(tmp_path, PLAN.replace("Korten används\n", "Korten används\n    påbörjas_senast: vt 2026\n"))
    assert anhorig("postpone", plan, "kort", "--start", "--to", "hösten 2026", *WHY).code == 0
    text = plan.read_text(encoding="utf-8")
    assert "    påbörjas_senast: hösten 2026\n    revideringar:\n      - fält: påbörjas_senast\n" in text
    assert "        från: våren 2026\n        till: hösten 2026\n" in text


def test_there_must_be_a_date_and_another_one(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = written_plan(tmp_path)
    assert anhorig("postpone", plan, "kort", "--to", "2027", *WHY).code == 2
    assert anhorig("postpone", plan, "na-fler", "--to", "2026-06-30", *WHY).code == 2
    assert plan.read_text(encoding="utf-8") == PLAN


def test_a_day_of_the_decision_that_was_assumed_is_told(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = written_plan(tmp_path)
    run = anhorig("postpone", plan, "na-fler", "--to", "2026-12-31", *WHY)
    told = "beslutat 2026-10-01, i dag, eftersom --decided inte är angivet"
    first = run.err.splitlines()[0]
    assert first == f"{plan}: flyttat från 2026-06-30 till 2026-12-31: Fler anhöriga får stöd – {told}"
    assert "        beslutad: 2026-10-01\n" in plan.read_text(encoding="utf-8")


def test_what_is_late_still_may_be_moved(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = written_plan(tmp_path)
    run = anhorig("postpone", plan, "na-fler", "--to", "2026-09-01", *WHY, "--decided", "2026-05-20")
    assert run.code == 0
    assert "ANH301" in run.err
    assert "senast: 2026-09-01 " in plan.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "decided",
    [
        ("--decision", "b1"),
        ("--decision", "Nämnden", "--decided", "2026-05-31"),
        ("--decision", "x", "--decided", "2026"),
    ],
)
def test_a_decision_from_before_the_last_one_is_refused(
    anhorig: Anhorig, tmp_path: Path, decided: tuple[str, ...]
) -> None:
    moved = PLAN.replace(
        "titel: Korten används\n",
        "titel: Korten används\n    senast: 2027\n    revideringar:\n"
        "      - {från: 2026, till: 2027, beslutad: 2026-06-01, skäl: Vakans}\n",
    )
    text = moved + "beslut:\n  - {id: b1, datum: 2026-05-20}\n"
    plan = written_plan(tmp_path, text)
    run = anhorig("postpone", plan, "kort", "--to", "2028", "--reason", "x", *decided)
    assert (run.code, "2026-06-01" in run.err, plan.read_text(encoding="utf-8")) == (2, True, text)


def test_one_of_the_same_day_or_of_the_other_date_is_not(anhorig: Anhorig, tmp_path: Path) -> None:
    moved = PLAN.replace(
        "titel: Korten används\n",
        "titel: Korten används\n    påbörjas_senast: 2026-03\n    senast: 2027\n    revideringar:\n"
        "      - {från: 2026, till: 2027, beslutad: 2026-06-01, skäl: Vakans}\n",
    )
    plan = written_plan(tmp_path, moved)
    why = ("--reason", "x", "--decision", "y", "--decided")
    assert anhorig("postpone", plan, "kort", "--to", "2028", *why, "2026-06-01").code == 0
    assert anhorig("postpone", plan, "kort", "--start", "--to", "2026-04", *why, "2026-05-01").code == 0


def test_a_decision_that_is_not_made_yet_is_refused(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = written_plan(tmp_path)
    why = ("--reason", "Vakans", "--decision", "SN 2026-11-17 § 52")
    run = anhorig("postpone", plan, "na-fler", "--to", "2027", *why)
    assert (run.code, "2026-11-17 har inte varit än" in run.err) == (2, True)
    assert plan.read_text(encoding="utf-8") == PLAN
    assert anhorig("postpone", plan, "na-fler", "--to", "2027", *why, "--decided", "igår").code == 0


def test_a_target_is_not_postponed_and_the_way_to_write_a_new_one_is_told(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = written_plan(tmp_path)
    run = anhorig("postpone", plan, "andel", "--to", "2027", *WHY)
    assert (run.code, "{fält: målvärde, från: 80, till: 60, beslutad: 2026-06-16}" in run.err) == (2, True)
    assert plan.read_text(encoding="utf-8") == PLAN


def test_a_target_with_the_same_day_is_said_to_stay(anhorig: Anhorig, tmp_path: Path) -> None:
    text = """\
titel: P
beslut: [{id: b, titel: B, datum: 2026-05-20}]
delmål: [{id: d, titel: D, senast: 2026-06-30, indikatorer: [timmar, annan]}]
indikatorer:
  - {id: timmar, titel: Timmar, målvärde: {minst: 10, senast: 2026-06}}
  - {id: annan, titel: Annan, målvärde: {minst: 10, senast: 2026-12-31}}
"""
    plan = written_plan(tmp_path, text)
    run = anhorig("postpone", plan, "d", "--to", "2027-06-30", "--reason", "R", "--decision", "b")
    assert "målvärdet för 'Timmar' har en egen dag, som står kvar" in run.err
    assert "'Annan'" not in run.err
    later = anhorig("postpone", plan, "d", "--to", "2027-12-31", "--reason", "R", "--decision", "b")
    assert "målvärdet" not in later.err.splitlines()[0]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Ring alla", "'Ring alla' är en aktivitet: den bockas av med 'anhorig done', och dess datum ändras i en"),
        (
            "rapport",
            "'rapport' är en punkt i årshjulet: den bockas av med 'anhorig done' och ändras i en textredigerare",
        ),
        ("hemvard", "det finns inget delmål 'hemvard' i planen – det finns: na-fler, kort"),
    ],
)
def test_what_is_no_subgoal_is_told_how_it_is_changed(name: str, told: str, anhorig: Anhorig, tmp_path: Path) -> None:
    plan = written_plan(tmp_path)
    run = anhorig("postpone", plan, name, "--to", "2027", "--reason", "R", "--decision", "D")
    assert (run.code, told in run.err) == (2, True)
    assert plan.read_text(encoding="utf-8") == PLAN
