"""The help pages, in both languages."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from anhorig_cli.kolada import connection
from command_line import Anhorig
from conftest import GOLDEN, Golden
from kolada_answers import FakeKolada
from past import Past
from survey_files import write_workbook

PAGES = (
    "",
    "init",
    *("status", "todo", "check", "report", "cycle", "wheel", "calendar", "export"),
    *("overview", "coverage", "compare", "site"),
    *("record", "survey", "survey map", "survey import", "assess", "done", "postpone"),
    *("rename", "reassign", "renew", "undo"),
    *(
        "add",
        "add subgoal",
        "add indicator",
        "add activity",
        "add cycle-item",
        "add decision",
        "add occasion",
        "add survey",
        "add unit",
        "add role",
        "add area",
        "add funding",
        "add recommendation",
    ),
    *("kolada", "kolada search", "kolada fetch"),
    *("sheet", "merge"),
    *("diff", "history", "explain", "schema"),
    *("template", "template list", "template show", "template data"),
)
ALL_PAGES = f"""
import sys
from anhorig_cli.cli.entry import COMMANDS, main
assert set(COMMANDS) <= set({PAGES!r})
for page in {PAGES!r}:
    sys.argv = ["anhorig", *page.split(), "--help"]
    try:
        main()
    except SystemExit:
        print()
print({{"anhorig_cli.model.plan", "anhorig_cli.views.report.report", "jinja2"}} & set(sys.modules))
"""
"""Writes the page of every command, and what is imported then of what takes time."""


def in_a_process(code: str, *, language: str = "sv") -> str:
    """Return what is written by a process of its own, since the texts of options are read when they are imported."""
    environment = os.environ | {"ANHORIG_LANGUAGE": language, "COLUMNS": "80"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_page_of_every_command_costs_no_import_of_plans_or_reports(language: str, golden: Golden) -> None:
    pages, nothing, _ = in_a_process(ALL_PAGES, language=language).partition("set()\n")
    assert nothing
    assert all(len(line) <= 80 for line in pages.split("\n"))
    golden.check(f"help/{language}.txt", pages)


def test_the_swedish_pages_have_no_english_of_typers_and_name_every_value() -> None:
    pages = (GOLDEN / "help/sv.txt").read_text(encoding="utf-8")
    for word in (
        "Usage",
        "Options",
        "OPTIONS",
        "Arguments",
        "Commands",
        "Show this",
        "required",
        "default",
        "<",
        "None",
    ):
        assert word not in pages


def test_the_english_pages_have_no_swedish() -> None:
    page = (GOLDEN / "help/en.txt").read_text(encoding="utf-8")
    assert [line for line in page.splitlines() if set(line) & set("åäöÅÄÖ")] == []


def test_the_first_page_has_the_commands_in_the_order_they_are_needed(anhorig: Anhorig) -> None:
    page = anhorig("--help").out
    headings = ["Börja:", "Följ upp:", "Ändra i en plan:", "Se tillbaka:", "Regler, mallar och format:", "Tillval:"]
    assert [line for line in page.split("\n") if line in headings] == headings


def test_a_page_is_as_wide_as_the_terminal_within_reason(anhorig: Anhorig, monkeypatch: pytest.MonkeyPatch) -> None:
    for columns, widest in (("60", 60), ("300", 100)):
        monkeypatch.setenv("COLUMNS", columns)
        lines = anhorig("report", "--help").out.split("\n")
        assert widest - 10 < max(map(len, lines)) <= widest


@pytest.mark.parametrize("arguments", [(), ("--",), ("add",), ("add", "--"), ("--language", "sv")])
def test_without_a_command_the_help_is_shown_and_it_is_wrong_usage(
    arguments: tuple[str, ...], anhorig: Anhorig
) -> None:
    run = anhorig(*arguments)
    assert (run.code, run.err) == (2, "")
    assert run.out.startswith("Skriv så här: anhorig")


def test_the_first_page_can_be_asked_for_in_english_and_knows_all_commands(anhorig: Anhorig) -> None:
    for arguments in (("--help", "--language", "en"), ("--language", "en", "--help"), ("--help", "check")):
        run = anhorig(*arguments)
        assert run.code == 0
        assert ("Draw the annual cycle" in run.out) == ("en" in arguments)
        assert "wheel" in run.out


def _make_a_survey(language: str, anhorig: Anhorig) -> None:
    """Make what the examples of surveys are of: a survey in the plan, and a file of answers."""
    name, plan, file = (
        ("enkat-2026", "anhorigplan", "svar") if language == "sv" else ("survey-2026", "carer-plan", "answers")
    )
    assert anhorig("add", "survey", plan, "--title", "2026", "--id", name).code == 0
    write_workbook(Path(f"{file}.xlsx"), [["ID", "?"], *([n, n % 5 + 1] for n in range(20))])


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_examples_do_what_they_say_in_a_new_project(
    language: str,
    anhorig: Anhorig,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    on_a_day: Callable[[date], None],
) -> None:
    on_a_day(date(2026, 11, 22))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(connection, "opener", lambda: FakeKolada({}))
    anhorig("init", "--language", language)
    for place in ("county/strategy.yaml", "lanet/strategi.yaml"):  # it stands beside a project, not in it
        (tmp_path / place).parent.mkdir()
        (tmp_path / place).write_text("titel: Strategi\nområden: [{id: stod, titel: Stöd}]\n", encoding="utf-8")
    Past(tmp_path).commit("2026-11-01")
    _make_a_survey(language, anhorig)
    pages = (GOLDEN / f"help/{language}.txt").read_text(encoding="utf-8")
    told = re.findall(r"^(?:Till exempel|For example): ((?:.+\n)+)", pages, re.MULTILINE)
    alone = [page for page in PAGES if page and not any(other.startswith(f"{page} ") for other in PAGES)]
    without = {page for page in alone if not any(example.startswith(f"anhorig {page}") for example in told)}
    assert without == {"template list"}
    for example in told:
        run = anhorig(*shlex.split(example)[1:])
        assert run.code == 0, (example, run.err)


@pytest.mark.parametrize("arguments", ["check plans/tibro.yaml", "check --help", "check --nonsense", "chek", "add"])
def test_nothing_of_this_costs_the_time_of_importing_rich(arguments: str) -> None:
    code = f"""
import sys
from anhorig_cli.cli.entry import main
sys.argv = ["anhorig", *{arguments.split()!r}]
try:
    main()
except SystemExit:
    print("rich" in sys.modules)
"""
    assert in_a_process(code).endswith("False\n")
