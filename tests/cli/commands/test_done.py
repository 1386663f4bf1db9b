"""`anhorig done`: ticking off in the annual cycle and among the activities."""

import shlex
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from command_line import Anhorig
from plan_in_file import PLAN, written_plan

LAST = "    från: 2026\n"


@pytest.fixture(autouse=True)
def _day(on_a_day: Callable[[date], None]) -> None:
    on_a_day(date(2026, 10, 1))


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return written_plan(tmp_path)


def test_an_occurrence_is_ticked_off_by_its_day(anhorig: Anhorig, plan: Path) -> None:
    run = anhorig("done", plan, "rapport", "--date", "2026-02-10", "--unit", "Hemvården", "--note", "Klart")
    assert run.err.splitlines()[0] == f"{plan}: gjort 2026-02-10: Rapportera"
    new = "    utfört:\n      - datum: 2026-02-10\n        enheter: hemvard\n        notering: Klart\n"
    assert plan.read_text(encoding="utf-8") == PLAN.replace(LAST, LAST + new)


def test_what_was_done_too_late_is_of_the_last_that_was_missed(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = written_plan(tmp_path, PLAN.replace("kvartalsvis", "mars"))
    run = anhorig("done", plan, "Rapportera", "--date", "2026-05-10")
    assert "för 2026-03" in run.err
    assert "      - tillfälle: 2026-03\n        datum: 2026-05-10\n" in plan.read_text(encoding="utf-8")


def test_what_was_done_before_its_time_is_of_the_next(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = written_plan(tmp_path, PLAN.replace("kvartalsvis", "mars"))
    anhorig("done", plan, "rapport", "--date", "2026-02-27")
    assert "      - tillfälle: 2026-03\n        datum: 2026-02-27\n" in plan.read_text(encoding="utf-8")


def test_the_occurrence_can_be_named(anhorig: Anhorig, plan: Path) -> None:
    anhorig("done", plan, "rapport", "--date", "2026-05-10", "--occurrence", "2026-Q1")
    assert "      - tillfälle: 2026-Q1\n        datum: 2026-05-10\n" in plan.read_text(encoding="utf-8")
    assert anhorig("done", plan, "rapport", "--date", "2026-05-10", "--occurrence", "2025-Q1").code == 2


def test_the_same_is_not_ticked_off_twice_but_by_another_unit(anhorig: Anhorig, plan: Path) -> None:
    assert anhorig("done", plan, "rapport", "--date", "2026-02-10", "--unit", "hemvard").code == 0
    assert anhorig("done", plan, "rapport", "--date", "2026-02-11", "--unit", "hemvard").code == 2
    assert anhorig("done", plan, "rapport", "--date", "2026-02-11", "--unit", "boende").code == 0
    assert anhorig("done", plan, "rapport", "--date", "2026-02-12").code == 2
    assert plan.read_text(encoding="utf-8").count("datum: 2026-02-1") == 2


def test_all_units_can_be_named_by_one_word(anhorig: Anhorig, plan: Path) -> None:
    assert anhorig("done", plan, "rapport", "--date", "2026-02-10", "--unit", "alla").code == 0
    assert plan.read_text(encoding="utf-8").endswith("    utfört:\n      - datum: 2026-02-10\n")


def test_an_activity_gets_its_status_and_its_day(anhorig: Anhorig, plan: Path) -> None:
    assert anhorig("done", plan, "Möten", "--date", "2026-04-01").code == 0
    expected = PLAN.replace("status: pågår}", "status: genomförd, klar: 2026-04-01}")
    assert plan.read_text(encoding="utf-8") == expected
    again = anhorig("done", plan, "Möten", "--date", "2026-04-02")
    assert again.code == 2
    assert "redan gjort, 2026-04-01" in again.err


def test_an_activity_that_is_only_a_title_is_written_out(anhorig: Anhorig, plan: Path) -> None:
    assert anhorig("done", plan, "na-fler/Ring alla", "--date", "2026-04-01", "--note", "Alla svarade").code == 0
    new = (
        "      - titel: Ring alla\n        status: genomförd\n        klar: 2026-04-01\n"
        "        noteringar:\n          - datum: 2026-04-01\n            text: Alla svarade\n"
    )
    assert plan.read_text(encoding="utf-8") == PLAN.replace("      - Ring alla\n", new)


def test_a_list_of_titles_in_brackets_takes_it_too(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = written_plan(tmp_path, "title: P\nsubgoals: [{id: a, title: A, activities: [Call, Meet]}]\n")
    anhorig("done", plan, "Call", "--date", "2026-04-01")
    new = "activities: [{title: Call, status: done, done_on: 2026-04-01}, Meet]}]\n"
    assert plan.read_text(encoding="utf-8") == "title: P\nsubgoals: [{id: a, title: A, " + new


def test_a_name_of_several_things_is_wrong_usage_that_lists_them(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = written_plan(tmp_path, PLAN.replace("titel: Rapportera", "titel: Möten"))
    run = anhorig("done", plan, "Möten", "--date", "2026-04-01")
    assert run.code == 2
    assert "rapport – Möten; na-fler/Möten" in run.err
    assert anhorig("done", plan, "na-fler/Möten", "--date", "2026-04-01").code == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("Rapportra",), "menade du 'Rapportera'?"),
        (("finns ej alls",), "det finns: rapport"),
        (("rapport", "--unit", "skolan"), "gäller inte enheten 'skolan'"),
        (("Möten", "--unit", "hemvard"), "är en aktivitet"),
        (("stod",), "'stod' är en indikator: dess värden förs in med 'anhorig record'"),
        (("kort",), "'kort' är ett delmål: det bedöms med 'anhorig assess'"),
        (("rapport", "--occurrence", "ofta"), "är inget datum"),
    ],
)
def test_what_has_no_meaning_is_wrong_usage(
    arguments: tuple[str, ...], told: str, anhorig: Anhorig, plan: Path
) -> None:
    run = anhorig("done", plan, *arguments, "--date", "2026-04-01")
    assert (run.code, len(run.err.splitlines())) == (2, 1)
    assert told in run.err
    assert plan.read_text(encoding="utf-8") == PLAN


def test_an_item_that_is_not_for_any_unit_in_particular_is_done_by_none(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = written_plan(tmp_path, PLAN.replace("    enheter: alla\n", ""))
    run = anhorig("done", plan, "rapport", "--unit", "hemvard", "--date", "2026-04-01")
    assert (run.code, "'Rapportera' gäller ingen särskild enhet: utelämna --unit" in run.err) == (2, True)
    assert anhorig("done", plan, "rapport", "--date", "2026-04-01").code == 0


def test_what_is_cancelled_is_not_done(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = written_plan(tmp_path, PLAN.replace("status: pågår", "status: avförd"))
    assert anhorig("done", plan, "Möten", "--date", "2026-04-01").code == 2
    plan = written_plan(tmp_path, PLAN.replace("status: pågår", "status: klar"))
    assert "'Möten' är redan gjort" in anhorig("done", plan, "Möten", "--date", "2026-04-01").err


def test_an_occurrence_far_ahead_must_be_named(anhorig: Anhorig, tmp_path: Path) -> None:
    text = PLAN.replace("kvartalsvis", "6 oktober").replace("från: 2026", "från: 2027")
    plan = written_plan(tmp_path, text)
    command = ("done", plan, "rapport", "--date", "2026-10-01")
    run = anhorig(*command)
    assert run.code == 2
    assert "nästa tillfälle för 'Rapportera' är 2027-10-06, långt från 2026-10-01" in run.err
    assert "--occurrence" in run.err
    assert plan.read_text(encoding="utf-8") == text
    assert anhorig(*command, "--occurrence", "2027-10-06").code == 0


@pytest.mark.parametrize("more", [(), ("--cancelled",)])
@pytest.mark.parametrize("name", ["rapport", "Möten"])
def test_a_day_that_has_not_come_is_refused_in_one_sentence(
    name: str, more: tuple[str, ...], anhorig: Anhorig, plan: Path
) -> None:
    run = anhorig("done", plan, name, "--date", "2026-12-24", *more)
    assert (run.code, len(run.err.splitlines())) == (2, 1)
    assert run.err.startswith("2026-12-24 har inte varit")
    assert plan.read_text(encoding="utf-8") == PLAN


def test_what_was_done_in_a_time_that_lasts_says_when_that_was_known(anhorig: Anhorig, plan: Path) -> None:
    anhorig("done", plan, "rapport", "--date", "2026-10", "--occurrence", "2026-Q4")
    told = "      - tillfälle: 2026-Q4\n        datum: 2026-10\n        rapporterad: 2026-10-01\n"
    assert told in plan.read_text(encoding="utf-8")


def test_what_may_be_of_the_time_before_is_of_the_earliest_that_is_left(anhorig: Anhorig, plan: Path) -> None:
    command = ("done", plan, "rapport", "--date")
    assert "gjort 2026-09-10: Rapportera, för 2026-Q1" in anhorig(*command, "2026-09-10").err
    assert "gjort 2026-09-11: Rapportera, för 2026-Q2" in anhorig(*command, "2026-09-11").err
    assert "gjort 2026-09-12: Rapportera\n" in anhorig(*command, "2026-09-12").err
    assert anhorig(*command, "2026-09-13").code == 2


def test_one_meeting_is_of_one_time(anhorig: Anhorig, tmp_path: Path) -> None:
    text = "titel: P\nperiod: 2026\nårshjul:\n  - {titel: Rapport, när: tertialvis, från: 2026-01}\n"
    plan = written_plan(tmp_path, text)
    assert "för 2026-T1" in anhorig("done", plan, "Rapport", "--date", "2026-05-20").err
    for more in ((), ("--occurrence", "2026-T2")):
        assert "redan gjort, 2026-05-20" in anhorig("done", plan, "Rapport", "--date", "2026-05-20", *more).err
    assert plan.read_text(encoding="utf-8").count("2026-05-20") == 1


@pytest.mark.parametrize(
    ("item", "taken"),
    [
        ("när: månadsvis", "2026-08"),  # nothing tells when it began: only the last may have been
        ("när: månadsvis, från: 2026-05", "2026-05"),
        ("när: månadsvis, utfört: [2026-06-03]", "2026-07"),
        ("när: mars, från: 2025", "2026-03"),
    ],
)
def test_what_is_left_is_what_began_within_a_year(item: str, taken: str, anhorig: Anhorig, tmp_path: Path) -> None:
    plan = written_plan(tmp_path, f"titel: P\nårshjul:\n  - {{titel: Träff, {item}}}\n")
    assert f"för {taken}" in anhorig("done", plan, "Träff", "--date", "2026-09-10").err


def test_a_time_that_one_unit_has_done_is_not_left_for_all(anhorig: Anhorig, plan: Path) -> None:
    anhorig("done", plan, "rapport", "--date", "2026-02-10", "--unit", "hemvard")
    assert "Rapportera\n" in anhorig("done", plan, "rapport", "--date", "2026-05-10").err
    assert "för 2026-Q1" in anhorig("done", plan, "rapport", "--date", "2026-05-11", "--unit", "boende").err


def test_a_time_is_cancelled_with_a_note(anhorig: Anhorig, plan: Path) -> None:
    command = ("done", plan, "rapport", "--date", "2026-05-10", "--cancelled", "--note", "Ingen kunde")
    run = anhorig(*command, "--occurrence", "2026-Q2", "--unit", "boende")
    assert run.err.splitlines()[0] == f"{plan}: inställt: Rapportera, för 2026-Q2"
    new = (
        "    utfört:\n      - tillfälle: 2026-Q2\n        datum: 2026-05-10\n        enheter: boende\n"
        "        inställt: ja\n        notering: Ingen kunde\n"
    )
    assert plan.read_text(encoding="utf-8") == PLAN.replace(LAST, LAST + new)
    assert anhorig(*command, "--occurrence", "2026-Q2", "--unit", "boende").code == 2


def test_an_activity_is_cancelled(anhorig: Anhorig, plan: Path) -> None:
    run = anhorig("done", plan, "Möten", "--date", "2026-04-01", "--cancelled", "--note", "För få")
    assert run.err.splitlines()[0] == f"{plan}: inställt 2026-04-01: Möten"
    assert "status: avförd" in plan.read_text(encoding="utf-8")
    assert "text: För få" in plan.read_text(encoding="utf-8")
    assert anhorig("done", plan, "Möten", "--date", "2026-04-01").code == 2


def test_the_same_day_is_not_ticked_off_twice(anhorig: Anhorig, plan: Path) -> None:
    assert anhorig("done", plan, "rapport", "--date", "2026-05-10", "--occurrence", "2026-Q1").code == 0
    run = anhorig("done", plan, "rapport", "--date", "2026-05-10", "--occurrence", "2026-Q2")
    assert run.code != 0
    assert "2026-05-10" in run.err


def test_the_same_day_of_the_same_unit_is_not_ticked_off_twice_by_another_name(
    anhorig: Anhorig, tmp_path: Path
) -> None:
    earlier = "    utfört:\n      - {tillfälle: 2026-Q1, datum: 2026-05-10, enheter: Hemvården}\n"
    plan = written_plan(tmp_path, PLAN.replace(LAST, LAST + earlier))
    command = ["done", plan, "rapport", "--date", "2026-05-10", "--occurrence", "2026-Q2", "--unit"]
    assert "2026-05-10" in anhorig(*command, "hemvard").err
    assert plan.read_text(encoding="utf-8").count("2026-05-10") == 1


def test_what_is_cancelled_in_the_cycle_is_not_ticked_off(anhorig: Anhorig, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(
        """titel: Plan
årshjul:
  - {titel: Möte, när: oktober, utfört: [{tillfälle: 2026-10, datum: 2026-10-01, inställt: ja}]}
""",
        encoding="utf-8",
    )
    refused = anhorig("done", path, "Möte", "--date", "2026-10-01")
    assert refused.code == 2
    assert "'Möte' är inställt" in refused.err


CAFE = """\
titel: P
period: 2026
enheter:
  - {id: norr, titel: Hemtjänst norr}
  - {id: soder, titel: Hemtjänst söder}
årshjul:
  - {id: cafe, titel: Café, när: första tisdagen varje månad, från: 2026, enheter: alla}
"""


def test_what_was_done_on_the_day_of_an_occurrence_is_of_that_one(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = written_plan(tmp_path, CAFE)
    run = anhorig("done", plan, "cafe", "--date", "2026-09-01", "--unit", "norr")
    assert run.err.splitlines()[0] == f"{plan}: gjort 2026-09-01: Café"
    assert "för 2026-01-06" in anhorig("done", plan, "cafe", "--date", "2026-09-02", "--unit", "norr").err
    assert anhorig("done", plan, "cafe", "--date", "2026-09-01", "--unit", "soder").code == 0
    assert anhorig("cycle", plan).out.count("utfört 2026-09-01") == 2


def test_what_one_unit_did_on_the_day_is_of_that_one_for_all(anhorig: Anhorig, tmp_path: Path) -> None:
    earlier = "utfört: [{tillfälle: 2026-09-01, datum: 2026-09-03, enheter: norr}]"
    plan = written_plan(tmp_path, CAFE.replace("enheter: alla", f"enheter: alla, {earlier}"))
    assert anhorig("done", plan, "cafe", "--date", "2026-09-01").err.startswith(f"{plan}: gjort 2026-09-01: Café\n")


def test_what_is_done_already_leads_on(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = written_plan(tmp_path, CAFE)
    assert anhorig("done", plan, "cafe", "--date", "2026-09-01").code == 0
    assert "--date" in anhorig("done", plan, "cafe", "--date", "2026-09-01").err
    assert "--occurrence" in anhorig("done", plan, "cafe", "--date", "2026-09-02", "--occurrence", "2026-09-01").err


@pytest.mark.parametrize(
    "item",
    [
        "när: första tisdagen varje månad, utfört: [2026-05-05]",
        "när: första tisdagen varje månad, utfört: [{tillfälle: 2026-02-03, datum: 2026-10-01}]",
        "när: kvartalsvis, utfört: [2026-02-05]",
        "när: kvartalsvis, utfört: [{tillfälle: 2026-Q1, datum: 2026-10-01}]",
        "när: kvartalsvis, utfört: [{tillfälle: 2026-Q1}]",
        "när: [mars, kvartalsvis], från: 2026, utfört: [{tillfälle: 2026-02, datum: 2026-02-03}]",
        "när: [våren, v36], utfört: [2026-01-20]",
        "när: kvartalsvis, enheter: alla, utfört: [{datum: 2026-02-05, enheter: norr}]",
        "när: kvartalsvis, enheter: [norr, soder], utfört: [2026-02-05, {tillfälle: 2026-Q3, enheter: soder}]",
    ],
)
def test_the_command_that_a_check_prints_answers_it(item: str, anhorig: Anhorig, tmp_path: Path) -> None:
    units = "enheter: [{id: norr, titel: Norr}, {id: soder, titel: Söder}]\n"
    plan = written_plan(tmp_path, f"titel: P\n{units}årshjul:\n  - {{titel: Möte i maj, {item}}}\n")
    commands = _missed(anhorig, plan)
    assert len(commands) == 1
    while commands:
        run = anhorig(*shlex.split(commands[0])[1:])
        assert run.code == 0, run.err
        assert _missed(anhorig, plan) != commands
        commands = _missed(anhorig, plan)


def _missed(anhorig: Anhorig, plan: Path) -> list[str]:
    """Return the commands that a check prints for what was missed."""
    found = [line for line in anhorig("check", plan).out.splitlines() if "ANH501" in line and "anhorig done" in line]
    return [line[line.index("(anhorig done") + 1 :].rpartition(")")[0] for line in found]


def test_no_command_is_printed_where_none_can_tell_which_is_meant(anhorig: Anhorig, tmp_path: Path) -> None:
    item = "  - {titel: Möte, när: kvartalsvis, utfört: [2026-02-05]}\n"
    plan = written_plan(tmp_path, f"titel: P\nårshjul:\n{item}{item}")
    assert _missed(anhorig, plan) == []
    assert "ANH501" in anhorig("check", plan).out


def test_the_command_for_a_late_activity_names_its_subgoal_where_others_are_called_the_same(
    anhorig: Anhorig, tmp_path: Path
) -> None:
    subgoals = "".join(
        f"  - {{id: {name}, titel: Mål {name}, aktiviteter: [{{titel: Möte, senast: 2026-0{n}}}]}}\n"
        for n, name in ((5, "a"), (6, "b"))
    )
    plan = written_plan(tmp_path, f"titel: P\ndelmål:\n{subgoals}")
    assert f"(anhorig done {plan} b/Möte)" in anhorig("check", plan).out
    assert anhorig("done", plan, "b/Möte").code == 0
