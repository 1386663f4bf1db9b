"""A year with a plan of four units, by the commands alone: what is to be done then is what a person would list."""

import json
import re
import shlex
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from command_line import Anhorig

PLAN = """\
id: plan-2026
titel: Plan för anhörigstöd
nämnd: Socialnämnden
period: 2026
ansvarig: chef
roller:
  - {id: chef, titel: Verksamhetschef}
  - {id: konsulent, titel: Anhörigkonsulent}
  - {id: norr-chef, titel: Enhetschef norr}
  - {id: sor-chef, titel: Enhetschef söder}
  - {id: ost-chef, titel: Enhetschef öster}
  - {id: vast-chef, titel: Enhetschef väster, vakant: ja}
enheter:
  - {id: norr, titel: Norr, ansvarig: norr-chef}
  - {id: soder, titel: Söder, ansvarig: sor-chef}
  - {id: oster, titel: Öster, ansvarig: ost-chef}
  - {id: vaster, titel: Väster, ansvarig: vast-chef}
"""
SPRING = "Indikator;Datum;Värde;Källa\r\nAnhöriga med stöd;2026-03-31;44;Systemet\r\n"
YEAR = """\
2026-01-12
add subgoal --title "Fler anhöriga får stöd" --id stod --due 2026-11-30 --responsible konsulent
add subgoal --title "Personalen kan mer" --id kunskap --due 2026-06-30
add activity stod --title "Ring nya anhöriga" --due 2026-05-31
add activity stod --title "Skriv om stödet" --due 2026-12-15 --responsible sor-chef
add indicator --title "Anhöriga med stöd" --id antal --frequency kvartal --source Systemet --subgoal stod --at-least 60
add cycle-item --title Genomgång --id genomgang --when kvartalsvis --unit alla --from 2026
add cycle-item --title Anhörigkafé --when "6 oktober" --time 13.00–15.00 --responsible konsulent --from 2026
add occasion --id ar --title Årsrapport --date 2026-12-20
2026-02-02
record antal 40 --date 2026-01-31
2026-03-20
done genomgang --unit norr
done genomgang --unit soder
2026-04-07
done genomgang --unit oster --date 2026-03-30
done genomgang --unit vaster --date 2026-03-31
record --from våren.csv
2026-05-29
done "Ring nya anhöriga"
assess kunskap "bedöms delvis uppfyllas" --comment "Det har börjat." --cause "Få pass" --action "Fler pass" --date idag
2026-06-17
postpone kunskap --to 2026-12-31 --reason "Passen blev färre" --decision "SN 2026-06-17 § 52"
done genomgang --unit norr
2026-07-01
record antal 4800 --date 2026-06-30
undo
2026-08-10
record antal 48 --date 2026-06-30
2026-09-29
done genomgang --unit norr --occurrence 2026-Q3
done genomgang --unit soder --occurrence 2026-Q3 --date igår
2026-10-06
done Anhörigkafé
record antal 57 --date 2026-09-30
2026-11-16
done genomgang --unit oster --occurrence 2026-Q3 --cancelled --note Ombyggnad
2026-12-01
done genomgang --unit norr --occurrence 2026-Q4
"""
"""What is done on a day of each month; the plan need not be named, since there is one."""

TO_DO = {
    "Verksamhetschef": [
        ("late", "Genomgång", "2026-06-30", "Väster"),
        ("late", "Genomgång", "2026-09-30", "Väster"),
        ("now", "Genomgång", "2026-12-31", "Väster"),
        ("now", "Personalen kan mer", "2026-12-31", ""),
        ("unassigned", "Personalen kan mer", "", ""),
    ],
    "Anhörigkonsulent": [("late", "Fler anhöriga får stöd", "2026-11-30", "")],
    "Enhetschef söder": [
        ("late", "Genomgång", "2026-06-30", "Söder"),
        ("now", "Skriv om stödet", "2026-12-15", ""),
        ("now", "Genomgång", "2026-12-31", "Söder"),
    ],
    "Enhetschef öster": [
        ("late", "Genomgång", "2026-06-30", "Öster"),
        ("now", "Genomgång", "2026-12-31", "Öster"),
    ],
}
"""What a person who has followed the plan would write down on 1 December, for each role.

Norr has done its part, nobody holds the role at Väster, and *Personalen kan mer* is assessed for the report already.
"""

LAST_DAYS = """\
assess plan-2026 stod "uppfyllt" --comment "57 av 60, och resten har tackat nej." --evidence "Mätningen 30 september"
done plan-2026 "Skriv om stödet"
done plan-2026 genomgang --unit soder --occurrence 2026-Q4
2026-12-31
assess plan-2026 kunskap "delvis uppfyllt" --comment "Hälften har gått." --cause "Få pass" --action "Fortsätter 2027"
2027-01-11
"""
"""What is left to do in the old plan when the next one is there."""

LEFT_TO_PEOPLE = [
    ("no-activity", "warning"),
    ("no-indicator", "warning"),
    ("no-responsible", "info"),
]
"""What only people can decide of the new plan: of one of its subgoals what is done, how it is measured and by whom."""


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "anhorig.yaml").write_text("planer: .\n", encoding="utf-8")
    (tmp_path / "våren.csv").write_bytes(SPRING.encode("cp1252"))
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "plan-2026.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def live(anhorig: Anhorig, lines: str, on_a_day: Callable[[date], None]) -> None:
    """Do what is done on each day, and see that the plans hold when the next one comes."""
    for line in lines.splitlines():
        if re.fullmatch(r"[0-9-]+", line):
            assert anhorig("check", "--fail-on", "error").code == 0, line
            on_a_day(date.fromisoformat(line))
            continue
        run = anhorig(*shlex.split(line))
        assert run.code == 0, (line, run.err)


def test_a_year_by_commands_leaves_what_a_person_would_list(
    anhorig: Anhorig, plan: Path, on_a_day: Callable[[date], None]
) -> None:
    live(anhorig, YEAR, on_a_day)
    lists = json.loads(anhorig("todo", "--format", "json").out)["lists"]
    listed = {
        one["responsible"]: sorted(
            (line["kind"], line["title"], line["due"] or "", line["units"] or "") for line in one["duties"]
        )
        for one in lists
    }
    assert listed == {role: sorted(duties) for role, duties in TO_DO.items()}
    assert "4800" not in plan.read_text(encoding="utf-8")


@pytest.mark.usefixtures("plan")
def test_the_year_ends_with_the_next_plan(anhorig: Anhorig, on_a_day: Callable[[date], None]) -> None:
    live(anhorig, YEAR, on_a_day)
    on_a_day(date(2026, 12, 22))
    run = anhorig("renew", "plan-2026", "--period", "2027")
    assert run.code == 0, run.err
    asked = run.err.split("slutlig bedömning", 1)[1]
    assert re.findall("  ([a-z]+) – ", asked) == ["stod", "kunskap"]
    assert found(anhorig, "plan-2027") == LEFT_TO_PEOPLE
    live(anhorig, LAST_DAYS, on_a_day)
    assert "slutlig bedömning" not in anhorig("renew", "plan-2026", "--period", "2028", "--dry-run").err
    assert found(anhorig, "plan-2026") == [("missed-occurrence", "warning"), ("unknown-name", "info")]
    assert found(anhorig, "plan-2027") == LEFT_TO_PEOPLE
    lists = json.loads(anhorig("todo", "--format", "json").out)["lists"]
    asked_of_the_old = {line["title"] for one in lists for line in one["duties"] if line["plan"] == "plan-2026"}
    assert asked_of_the_old == {"Genomgång"}  # which was not ticked off everywhere


def found(anhorig: Anhorig, plan: str) -> list[tuple[str, str]]:
    """Return what a check finds in a plan: the rule, and what it is of."""
    run = json.loads(anhorig("check", plan, "--format", "json").out)
    return sorted((one["slug"], one["severity"]) for one in run["diagnostics"])
