"""`anhorig calendar`: a file for calendar programs, which agrees with the list."""

import json
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import vobject

from command_line import Anhorig
from conftest import PLANS, Golden

SALEM = PLANS / "salem.yaml"
AS_OF = ("--as-of", "2024-06-01")


def events(data: str) -> list[vobject.base.Component]:
    found: list[vobject.base.Component] = vobject.readOne(data).vevent_list
    return found


def test_the_calendar_of_salem(anhorig: Anhorig, golden: Golden, tmp_path: Path) -> None:
    file = tmp_path / "salem.ics"
    run = anhorig("calendar", SALEM, "-o", file, "--alarm", 14, *AS_OF)
    assert (run.code, run.out, run.err) == (0, "", f"skrev {file}\n")
    data = file.read_bytes()
    assert data == anhorig("calendar", SALEM, "--alarm", 14, *AS_OF).out.encode()
    golden.check("calendar/salem.ics", data.decode().replace("\r\n", "\n"))


@pytest.mark.parametrize("year", [2022, 2024, 2028])
def test_the_calendar_of_a_year_agrees_with_the_list_item_by_item(year: int, anhorig: Anhorig) -> None:
    listed = json.loads(anhorig("cycle", SALEM, "--year", year, "--format", "json", *AS_OF).out)["occurrences"]
    in_calendar = Counter(
        (event.summary.value, event.dtstart.value)
        for event in events(anhorig("calendar", SALEM, "--year", year, *AS_OF).out)
    )
    units = {f"enhet-{n}": f" (Enhet {n})" for n in range(1, 14)} | {None: ""}
    assert in_calendar == Counter((one["title"] + units[one["unit"]], date.fromisoformat(one["due"])) for one in listed)
    assert len({one["unit"] for one in listed} - {None}) == 13
    assert len(listed) == 3 * 13 + 3 + 4 + 1


@pytest.mark.parametrize("unit", [f"enhet-{n}" for n in range(1, 14)])
def test_a_units_calendar_agrees_with_its_list_year_by_year(unit: str, anhorig: Anhorig) -> None:
    found = events(anhorig("calendar", SALEM, "--unit", unit, *AS_OF).out)
    for year in (2024, 2025):
        listed = json.loads(anhorig("cycle", SALEM, "--year", year, "--unit", unit, "--format", "json", *AS_OF).out)
        due = sorted(one["due"] for one in listed["occurrences"])
        start, end = date(year, 1, 1), date(year, 12, 31)
        days = (day.date() for event in found for day in event.rruleset[:10])
        assert sorted(day.isoformat() for day in days if start <= day <= end) == due


def test_deadlines_and_report_occasions_come_on_request(anhorig: Anhorig) -> None:
    without = anhorig("calendar", PLANS / "trelleborg", "--as-of", "2021-09-20")
    assert without.code == 3
    assert without.err.startswith("det finns inget att lägga in i kalendern")
    run = anhorig("calendar", PLANS / "trelleborg", "--subgoals", "--reports", "--alarm", 30, "--as-of", "2021-09-20")
    found = {event.summary.value: event for event in events(run.out)}
    assert len(found) == len(events(run.out))
    overdue = found["Senast: Ta reda på vilka nya aktiviteter anhöriga behöver"]
    assert overdue.dtstart.value == date(2021, 3, 31)
    assert not hasattr(overdue, "valarm")
    assert any(hasattr(event, "valarm") for event in found.values())
    assert any(name.startswith("Påbörjas senast: ") for name in found)
    assert all(event.categories.value in (["Delmål"], ["Rapporttillfällen"]) for event in found.values())


def test_the_language_is_the_plans_unless_another_is_asked_for(anhorig: Anhorig) -> None:
    assert "CATEGORIES:Årshjul" in anhorig("calendar", SALEM, *AS_OF).out
    assert "CATEGORIES:Annual cycle" in anhorig("calendar", SALEM, "--language", "en", *AS_OF).out


def test_a_calendar_may_be_of_several_plans(anhorig: Anhorig) -> None:
    run = anhorig("calendar", PLANS, "--subgoals", "--reports", *AS_OF)
    assert (run.code, run.err) == (0, "")
    assert vobject.readOne(run.out).x_wr_calname.value == "Årshjul: 15 planer"
    of_one = anhorig("calendar", SALEM, "--subgoals", "--reports", *AS_OF).out
    together, alone = ([event.uid.value for event in events(data)] for data in (run.out, of_one))
    assert set(alone) < set(together)
    assert len(set(together)) == len(together)


def test_plans_with_the_same_id_are_no_one_calendar(anhorig: Anhorig, tmp_path: Path) -> None:
    for name in ("norr", "söder"):
        (tmp_path / f"{name}.yaml").write_text("id: p\ntitel: P\nårshjul: [{titel: T, när: mars}]\n", encoding="utf-8")
    run = anhorig("calendar", tmp_path, *AS_OF)
    assert run.code == 2
    assert f"{tmp_path}/norr.yaml och {tmp_path}/söder.yaml har samma id, 'p', och samma organisation" in run.err


def test_the_events_of_several_plans_say_which_plan_they_are_of(anhorig: Anhorig, tmp_path: Path) -> None:
    for name in ("Norr", "Söder"):
        folder = tmp_path / name.lower()
        folder.mkdir()
        text = f"titel: Plan\norganisation: {name}\nårshjul: [{{titel: Träff, när: mars}}]\n"
        (folder / "anhorigplan.yaml").write_text(text, encoding="utf-8")
    together = events(anhorig("calendar", tmp_path, *AS_OF).out)
    assert [event.summary.value for event in together] == ["Träff – Norr", "Träff – Söder"]
    assert len({event.uid.value for event in together}) == 2
    again = events(anhorig("calendar", tmp_path / "söder", tmp_path / "norr", *AS_OF).out)
    assert [event.uid.value for event in again] == [event.uid.value for event in together]
    assert [event.summary.value for event in events(anhorig("calendar", tmp_path / "norr", *AS_OF).out)] == ["Träff"]


def test_a_unit_of_one_plan_has_a_calendar_of_that_plan(anhorig: Anhorig) -> None:
    run = anhorig("calendar", PLANS, "--unit", "enhet-3", *AS_OF)
    assert run.out == anhorig("calendar", SALEM, "--unit", "enhet-3", *AS_OF).out


@pytest.mark.parametrize("name", ["salem.txt", "salem", "", "salem.ics/"])
def test_a_calendars_file_ends_with_ics(name: str, anhorig: Anhorig) -> None:
    run = anhorig("calendar", SALEM, "-o", name, *AS_OF)
    assert (run.code, run.out) == (2, "")
    assert "-o FIL.ics" in run.err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--unit", "enhet-14"), 2, "det finns ingen enhet 'enhet-14'"),
        (("--responsible", "Direktören"), 2, "'Direktören' ansvarar inte för något"),
        (("--year", "1800"), 2, "--year 1800"),
        (("--year", "1990"), 3, "det finns inget att lägga in"),
    ],
)
def test_what_cannot_be_is_refused(arguments: tuple[str, ...], code: int, said: str, anhorig: Anhorig) -> None:
    run = anhorig("calendar", SALEM, *arguments, *AS_OF)
    assert (run.code, run.out) == (code, "")
    assert run.err.startswith(said)


def test_a_plan_that_cannot_be_read_leaves_the_file_as_it_was(anhorig: Anhorig, tmp_path: Path) -> None:
    plan, file = tmp_path / "plan-a.yaml", tmp_path / "a.ics"
    plan.write_text("titel: [\n", encoding="utf-8")
    file.write_text("förra", encoding="utf-8")
    run = anhorig("calendar", plan, "-o", file, *AS_OF)
    assert (run.code, run.out) == (1, "")
    assert "plan-a.yaml:" in run.err
    assert file.read_text(encoding="utf-8") == "förra"


@pytest.mark.parametrize("command", ["check", "cycle"])
def test_neither_check_nor_the_list_reads_the_libraries_of_calendars(command: str) -> None:
    code = f"""
import sys
from anhorig_cli.cli.entry import main
sys.argv[1:] = [{command!r}, {str(SALEM)!r}]
try:
    main()
except SystemExit as stopped:
    assert stopped.code == 0, stopped.code
assert not {{"icalendar", "dateutil"}} & set(sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("Traceback")) == (0, 0)
