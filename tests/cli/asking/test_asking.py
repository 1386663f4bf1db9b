"""What is missing is asked for on a terminal, and named everywhere else."""

import io
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from command_line import Anhorig
from plan_in_file import PLAN, written_plan


@pytest.fixture(autouse=True)
def _day(on_a_day: Callable[[date], None]) -> None:
    on_a_day(date(2026, 10, 1))


class Terminal(io.StringIO):
    """Somebody at the keyboard, with the answers that will be typed."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return written_plan(tmp_path)


@pytest.fixture
def types(monkeypatch: pytest.MonkeyPatch) -> "Types":
    return Types(monkeypatch)


class Types:
    """Has answers typed on a terminal."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def __call__(self, *lines: str) -> None:
        self._monkeypatch.setattr(sys, "stdin", Terminal("".join(line + "\n" for line in lines)))
        self._monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)


@pytest.mark.parametrize(
    ("command", "named"),
    [
        (("record",), "PLAN, INDIKATOR, VÄRDE"),
        (("assess",), "PLAN, DELMÅL, BEDÖMNING, --comment"),
        (("postpone",), "PLAN, DELMÅL, --to, --reason, --decision"),
        (("done",), "PLAN, PUNKT"),
        (("add", "subgoal"), "PLAN, --title"),
        (("add", "activity"), "PLAN, DELMÅL, --title"),
    ],
)
def test_without_a_terminal_everything_that_is_missing_is_named(
    command: tuple[str, ...], named: str, anhorig: Anhorig
) -> None:
    run = anhorig(*command)
    called = " ".join(("anhorig", *command))
    assert (run.code, run.err) == (2, f"det saknas: {named}; '{called} --help' visar hur det skrivs\n")


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("add", "subgoal", "{plan}", "--title", ""), "--title"),
        (("assess", "{plan}", "na-fler", "uppfyllt", "--date", "", "--comment", ""), "--comment"),
        (("record", "{plan}", "", "7", "--date", "2025", "--source", "S"), "INDIKATOR"),
    ],
)
def test_an_empty_answer_from_a_script_is_none(
    arguments: tuple[str, ...], named: str, anhorig: Anhorig, plan: Path
) -> None:
    run = anhorig(*(str(plan) if one == "{plan}" else one for one in arguments))
    assert run.code == 2
    assert run.err.startswith(f"det saknas: {named}; 'anhorig ")
    assert plan.read_text(encoding="utf-8") == PLAN


def test_a_source_is_missing_only_where_the_indicator_has_none(anhorig: Anhorig, plan: Path) -> None:
    assert anhorig("record", plan, "stod", "7", "--date", "2025").err.startswith("det saknas: --source; ")
    assert anhorig("record", plan, "andel", "7", "--date", "2025").code == 0


def test_a_terminal_is_asked_with_the_choices_listed(anhorig: Anhorig, plan: Path, types: Types) -> None:
    types("1", "många", "71", "förra veckan", "2026-09-30", "Systemet")
    run = anhorig("record", plan)
    assert run.code == 0
    assert "   1  stod – Anhöriga med stöd\n   2  andel – Andel nöjda\n" in run.err
    assert '"många" är inget tal' in run.err
    assert '"förra veckan" är inget datum' in run.err
    assert "{datum: 2026-09-30, värde: 71, källa: Systemet}" in plan.read_text(encoding="utf-8")


def test_a_deviation_is_asked_about_and_need_not_be_answered(anhorig: Anhorig, plan: Path, types: Types) -> None:
    types("kort", "5", "2026-09-30", "För få.", "Sjukdom", "", "")
    assert anhorig("assess", plan).code == 0
    assert "kommentar: För få.\n        orsak: Sjukdom\n\nindikatorer:" in plan.read_text(encoding="utf-8")


def test_what_is_on_course_is_not_asked_about_further(anhorig: Anhorig, plan: Path, types: Types) -> None:
    types("uppfyllt", "2026-09-30", "Klart.")
    assert anhorig("assess", plan, "kort").code == 0


def test_what_is_optional_is_not_asked_for_alone(anhorig: Anhorig, plan: Path, types: Types) -> None:
    types()
    assert anhorig("assess", plan, "kort", "unlikely", "--date", "2026", "--comment", "Nej.").code == 0


def test_the_plans_of_the_project_are_offered(
    anhorig: Anhorig, tmp_path: Path, types: Types, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "anhorig.yaml").write_text("språk: sv\n", encoding="utf-8")
    (tmp_path / "plans").mkdir()
    plan = written_plan(tmp_path / "plans")
    monkeypatch.chdir(tmp_path)
    types("1", "3", "")
    run = anhorig("done")
    assert (run.code, "   1  plans/planen.yaml\n" in run.err) == (0, True)
    assert plan.read_text(encoding="utf-8").count("genomförd") == 1


def test_who_breaks_off_changes_nothing(anhorig: Anhorig, plan: Path, types: Types) -> None:
    types("na-fler")
    run = anhorig("postpone", plan)
    assert run.code == 2
    assert run.err.endswith("avbrutet: inget är ändrat\n")
    assert plan.read_text(encoding="utf-8") == PLAN


def test_a_long_list_is_cut(anhorig: Anhorig, tmp_path: Path, types: Types) -> None:
    many = "".join(f"  - {{id: d{n}, titel: D}}\n" for n in range(60))
    plan = written_plan(tmp_path, f"titel: P\ndelmål:\n{many}")
    types("d55", "2027", "Brev")
    run = anhorig("add", "activity", plan)
    assert run.err.count("  d") == 40
    assert "      …\n" in run.err


def test_the_only_plan_of_a_project_is_the_answer_of_who_presses_enter(
    anhorig: Anhorig, plan: Path, types: Types, monkeypatch: pytest.MonkeyPatch
) -> None:
    (plan.parent / "anhorig.yaml").write_text("planer: .\n", encoding="utf-8")
    monkeypatch.chdir(plan.parent)
    types("", "na-fler", "Brev")
    run = anhorig("add", "activity")
    assert "Plan [./planen.yaml]" in run.err
    assert run.code == 0
    assert "Brev" in plan.read_text(encoding="utf-8")


def test_of_several_plans_one_must_be_chosen(
    anhorig: Anhorig, plan: Path, types: Types, monkeypatch: pytest.MonkeyPatch
) -> None:
    (plan.parent / "anhorig.yaml").write_text("planer: .\n", encoding="utf-8")
    (plan.parent / "annan.yaml").write_text("titel: En annan\n", encoding="utf-8")
    monkeypatch.chdir(plan.parent)
    types("", "2", "na-fler", "Brev")
    assert anhorig("add", "activity").code == 0
    assert "Brev" in plan.read_text(encoding="utf-8")


@pytest.mark.parametrize(("typed", "told"), [("", "2026-Q1"), ("2", "2026-Q2"), ("2026-Q2", "2026-Q2")])
def test_which_time_is_meant_is_asked_where_more_than_one_is_left(
    typed: str, told: str, anhorig: Anhorig, plan: Path, types: Types
) -> None:
    types(typed)
    run = anhorig("done", plan, "rapport", "--date", "2026-06-10")
    assert "   1  2026-Q1\n   2  2026-Q2\n" in run.err
    assert (run.code, f"tillfälle: {told}" in plan.read_text(encoding="utf-8")) == (0, True)


def test_which_time_is_meant_is_not_asked_where_one_is_left(anhorig: Anhorig, plan: Path, types: Types) -> None:
    types()
    assert anhorig("done", plan, "rapport", "--date", "2026-02-10").code == 0


@pytest.mark.parametrize(
    ("typed", "day"),
    [("idag", "2026-10-01"), ("i går", "2026-09-30"), ("20 nov", "2025-11-20"), ("20 september", "2026-09-20")],
)
def test_a_day_is_told_in_words(typed: str, day: str, anhorig: Anhorig, plan: Path) -> None:
    run = anhorig("record", plan, "andel", "12,5/40", "--date", typed)
    assert (run.code, run.err.splitlines()[0]) == (0, f"{plan}: mätningen {day} är införd: Andel nöjda")
    assert "täljare: 12.5" in plan.read_text(encoding="utf-8")


def test_a_day_to_come_is_the_next_of_its_name(anhorig: Anhorig, plan: Path) -> None:
    command = ("postpone", plan, "na-fler", "--to", "20 nov", "--reason", "R", "--decision", "SN 2026-06-17 § 52")
    assert anhorig(*command).code == 0
    text = plan.read_text(encoding="utf-8")
    assert "senast: 2026-11-20" in text
    assert "beslutad: 2026-06-17" in text


def test_the_day_is_today_where_none_is_given(anhorig: Anhorig, plan: Path) -> None:
    run = anhorig("record", plan, "andel", "48,5")
    assert run.err.splitlines()[0] == "--date är inte angivet: 2026-10-01"
    assert "datum: 2026-10-01, värde: 48.5}" in plan.read_text(encoding="utf-8")


def test_the_day_of_the_decision_is_asked_for(anhorig: Anhorig, plan: Path, types: Types) -> None:
    types("2026-12-31", "Väntar", "Socialnämnden § 3", "20 sept")
    assert anhorig("postpone", plan, "na-fler").code == 0
    assert "beslutad: 2026-09-20" in plan.read_text(encoding="utf-8")
    types("2027-12-31", "Väntar mer", "Socialnämnden 2026-09-29 § 4")
    assert anhorig("postpone", plan, "na-fler").code == 0
    assert "beslutad: 2026-09-29" in plan.read_text(encoding="utf-8")


def test_a_new_subgoal_is_asked_for_its_deadline_and_responsible(anhorig: Anhorig, plan: Path, types: Types) -> None:
    types("20 nov", "2")
    assert anhorig("add", "subgoal", plan, "--title", "Nytt").code == 0
    text = plan.read_text(encoding="utf-8")
    assert "senast: 2026-11-20" in text
    assert "ansvarig: boende" in text
    types("", "")
    assert anhorig("add", "subgoal", plan, "--title", "Utan").code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("done", "rapport", "--date", "2026-02-10"),
        ("done", "Ring alla"),
        ("record", "andel", "48,5"),
        ("assess", "kort", "uppfyllt", "--comment", "K"),
        ("postpone", "na-fler", "--to", "2027", "--reason", "R", "--decision", "B"),
        ("add", "activity", "kort", "--title", "Ny"),
        ("add", "subgoal", "--title", "Nytt"),
        ("add", "indicator", "--title", "Ny", "--subgoal", "kort"),
        ("add", "cycle-item", "--title", "Ny"),
        ("add", "decision", "--title", "Ny"),
        ("add", "occasion", "--title", "Ny", "--date", "2026-12-31"),
        ("add", "survey", "--title", "Ny"),
    ],
)
def test_where_there_is_one_plan_it_need_not_be_named(
    words: tuple[str, ...], anhorig: Anhorig, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (plan.parent / "anhorig.yaml").write_text("planer: .\n", encoding="utf-8")
    monkeypatch.chdir(plan.parent)
    assert anhorig(*words).code == 0
    assert plan.read_text(encoding="utf-8") != PLAN
