"""The made-up county in `plans/`: nine small plans under Sörmland's strategy, through commands for many plans."""

import csv
import re
from io import StringIO

import pytest

from command_line import Anhorig
from conftest import COUNTY, PLANS

STRATEGY = PLANS / "sormland.yaml"
DAY = ("--as-of", "2021-09-20")
NAMES = ("Eskilstuna", "Flen", "Gnesta", "Katrineholm", "Nyköping", "Oxelösund", "Strängnäs", "Trosa", "Vingåker")
SERVED = {
    "samarbete": {
        "Strategins egna": "1, bedömning saknas",
        "Eskilstuna (exempel)": "1, uppfyllt",
        "Nyköping (exempel)": "1, bedöms inte uppfyllas",
        "Strängnäs (exempel)": "2, bedömning saknas",  # one of two is not assessed, and the other is expected
        "Planer": "3 av 9",  # Vingåker's is added in 2022
    },
    "stod": {
        "Strategins egna": "1, bedömning saknas",
        "Eskilstuna (exempel)": "2, bedöms delvis uppfyllas",
        "Flen (exempel)": "1, bedömning saknas",
        "Katrineholm (exempel)": "1, bedöms uppfyllas",
        "Nyköping (exempel)": "1, bedöms uppfyllas",  # the one of 2020, not achieved, is carried on
        "Oxelösund (exempel)": "1, delvis uppfyllt",
        "Trosa (exempel)": "en indikator",
        "Planer": "6 av 9",
    },
    "begrepp": {
        "Strategins egna": "1, bedömning saknas",
        "Planer": "0 av 9",  # Katrineholm's was dropped
    },
}
"""Counted by hand in the plans; what is not here is a dash."""


@pytest.fixture(autouse=True)
def in_swedish(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the commands speak Swedish."""
    monkeypatch.setenv("ANHORIG_LANGUAGE", "sv")


def test_the_matrix_is_as_counted_by_hand(anhorig: Anhorig) -> None:
    run = anhorig("coverage", STRATEGY, COUNTY, *DAY, "--format", "csv")
    rows = list(csv.DictReader(StringIO(run.out.removeprefix("\ufeff")), delimiter=";"))
    assert run.code == 0
    assert list(rows[0]) == ["id", "Område", "Strategins egna", *(f"{name} (exempel)" for name in NAMES), "Planer"]
    told = {row["id"]: {name: cell for name, cell in row.items() if cell != "–"} for row in rows}
    assert {area: {k: v for k, v in row.items() if k not in {"id", "Område"}} for area, row in told.items()} == SERVED


def test_the_area_that_nobody_serves_and_the_plans_that_serve_none_are_told(anhorig: Anhorig) -> None:
    out = anhorig("coverage", STRATEGY, COUNTY, *DAY).out
    assert "som ingen plan bidrar till:\n  Gemensamma begrepp och gemensam värdegrund\n" in out
    assert "som inte bidrar till något område:\n  Gnesta (exempel)\n  Vingåker (exempel)\n" in out
    assert anhorig("coverage", STRATEGY, COUNTY, *DAY, "--fail-on", "uncovered").code == 1


@pytest.mark.parametrize("command", ["check", "status", "cycle", "todo"])
def test_no_plan_has_an_error(command: str, anhorig: Anhorig) -> None:
    run = anhorig(command, STRATEGY, COUNTY, *DAY)
    assert (run.code, "[fel]" in run.out + run.err) == (0, False)


def test_the_strategys_report_tells_how_the_plans_contribute(anhorig: Anhorig) -> None:
    page = anhorig("report", STRATEGY, COUNTY, *DAY, "--format", "md", "-o", "-").out
    section = page.partition("## Så bidrar planerna")[2]
    assert "| Gemensamma begrepp och gemensam värdegrund | ! ingen plan |" in section
    assert "▼ Nyköping (exempel): Anhöriga med vid utskrivning (bedöms inte uppfyllas)" in section


@pytest.mark.parametrize("more", [(), ("--full",)])
def test_the_strategys_report_names_what_a_plan_does_once(more: tuple[str, ...], anhorig: Anhorig) -> None:
    page = anhorig("report", STRATEGY, COUNTY, *DAY, *more, "--format", "md", "-o", "-").out
    own = page.partition("# Exempel på plan")[0]
    assert own.count("Anhöriga med vid utskrivning") == 1
    areas = own.partition("## Områden")[2].partition("\n## ")[0]
    told = "Samarbetet mellan huvudmännen förbättras<br>andra planer |"
    assert (told in areas) == bool(more)  # the short one has each area as a heading over its own subgoals


def test_every_plan_is_said_to_be_made_up() -> None:
    plans = sorted(COUNTY.glob("*.yaml"))
    assert len(plans) == 9
    for plan in plans:
        text = plan.read_text(encoding="utf-8")
        assert text.startswith("# Påhittat exempel.")
        assert "bakgrund: Planen är ett påhittat exempel" in text
        assert re.search(r"^organisation: .* \(exempel\)$", text, re.MULTILINE)  # on every paper that names it


def test_a_municipalitys_report_tells_what_others_do_in_the_areas_that_it_serves(anhorig: Anhorig) -> None:
    page = anhorig(
        "report", COUNTY / "strangnas.yaml", STRATEGY, COUNTY, *DAY, "--full", "--format", "md", "-o", "-"
    ).out
    own = page.partition("**Det som andra planer gör i samma områden**")[2].partition("\n## ")[0]
    rows = [line for line in own.splitlines() if line.startswith("| ")]
    assert [row.split(" | ")[0] for row in rows] == ["| Område", "| ---", "| Bättre samarbete mellan huvudmännen"]
    assert "Eskilstuna (exempel): Gemensam rutin med vårdcentralerna (uppfyllt)" in rows[2]
    assert "Strängnäs" not in rows[2]


def test_check_finds_the_area_that_no_plan_serves(anhorig: Anhorig) -> None:
    out = anhorig("check", STRATEGY, COUNTY, *DAY, "--select", "ANH604").out
    assert "ANH604 ingen plan bidrar till området 'Gemensamma begrepp och gemensam värdegrund'" in out
    assert out.count("ANH604") == 1


def test_a_municipalitys_short_report_says_which_areas_it_serves_and_how_others_stand_there(anhorig: Anhorig) -> None:
    page = anhorig("report", COUNTY / "strangnas.yaml", STRATEGY, COUNTY, *DAY, "--format", "md", "-o", "-").out
    assert page.partition("- **Bidrar till:** ")[2].splitlines()[0] == (
        "Länsgemensam strategi för stöd till anhöriga i Sörmland: Bättre samarbete mellan huvudmännen "
        "(där har andra planer 2 delmål: ett bedöms inte bli uppfyllt och ett är uppfyllt)"
    )
