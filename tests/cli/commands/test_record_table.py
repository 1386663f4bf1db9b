"""`anhorig record --from`: a table as a spreadsheet saves or copies it, all of its rows or none."""

import io
import re
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from anhorig_cli.loading.discovery import find_plans
from anhorig_cli.loading.plan_loader import FileText, load
from anhorig_cli.model.measurement import FigureOfSex, Measurement
from anhorig_cli.workspace.workspace_plan import OpenedPlan
from command_line import Anhorig
from effort import little_work
from plan_in_file import PLAN, written_plan


@pytest.fixture(autouse=True)
def _day(on_a_day: Callable[[date], None]) -> None:
    on_a_day(date(2026, 10, 1))


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "anhorig.yaml").write_text("planer: .\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return written_plan(tmp_path)


NEW = (
    "      - {datum: 2026-05-31, värde: 50.5, källa: Systemet}\n",
    (
        "      - datum: 2026-07-31\n        värde: 61\n        kvinnor: 40\n        män: 21\n        enhet: hemvard\n"
        "        källa: Systemet\n"
    ),
    "    mätningar:\n      - {datum: 2026-08, täljare: 12, nämnare: 2400}\n",
)
TABLES = {
    "semicolons": "indikator;datum;värde;täljare;nämnare;kvinnor;män;enhet;källa\r\n"
    "stod;2026-07-31;61;;;40;21;hemvard;Systemet\r\n"
    "andel;2026-08;;12;2 400;;;;\r\n"
    ";;;;;;;;\r\n"
    'Anhöriga med stöd;2026-05-31;"50,5";;;;;;Systemet\r\n',
    "commas": "Nyckeltal,Date,Value,Numerator,Denominator,Women,Men,Unit,Source\n"
    "stod,2026-07-31,61,,,40,21,hemvard,Systemet\nandel,2026-08,,12,2400,,,,\n"
    'Anhöriga med stöd,2026-05-31,"50,5",,,,,,Systemet\n',
    "a paste": "indikator\tdatum\tvärde\ttäljare\tnämnare\tkvinnor\tmän\tenhet\tkälla\n"
    "stod\t31 juli\t61\t\t\t40\t21\themvard\tSystemet\nandel\t2026-08\t\t12\t2400\n"
    "stod\t2026-05-31\t50,5\t\t\t\t\t\tSystemet\n",
}


@pytest.mark.parametrize("kind", TABLES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_row_is_recorded_where_its_date_is(kind: str, encoding: str, anhorig: Anhorig, plan: Path) -> None:
    Path("mått.csv").write_bytes(TABLES[kind].encode(encoding))
    run = anhorig("record", plan, "--from", "mått.csv")
    assert (run.code, "Windows-1252" in run.err) == (0, encoding == "cp1252"), run.err
    text = plan.read_text(encoding="utf-8")
    assert all(line in text for line in NEW)
    days = [one.date.written for one in load(find_plans(str(plan))[0]).plan.indicators[0].measurements]  # type: ignore[union-attr]
    assert days == ["2026-03-31", "2026-05-31", "2026-06-30", "2026-07-31"]
    assert anhorig("undo").code == 0
    assert plan.read_bytes() == PLAN.encode()


def test_a_line_that_names_the_separator_is_passed_by(anhorig: Anhorig, plan: Path) -> None:
    Path("m.csv").write_text("sep=;\nindikator;datum;värde\nandel;2026-08;fel\n", encoding="utf-8")
    assert "m.csv:3:1: ANH125" in anhorig("record", plan, "--from", "m.csv").err


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("stöld;2026-08-31;1;S", "m.csv:3:1: ANH202 det finns ingen indikator 'stöld'"),
        (";2026-08-31;1;S", "m.csv:3:1: ANH202"),
        ("stod;2026-13-31;1;S", "m.csv:3:1: ANH124"),
        ("stod;;1;S", "m.csv:3:1: ANH123 'datum' saknas"),
        ("stod;2026-08-31;många;S", "m.csv:3:1: ANH125"),
        ("stod;2026-08-31;;S", "m.csv:3:1: ANH122 det finns inget värde"),
        ("stod;2026-08-31;1;", "m.csv:3:1: ANH123 varifrån kommer värdet?"),
        ("stod;2026-06-30;1;S", "m.csv:3:1: ANH213"),
        ("stod;2026-07-31;1;S", "m.csv:3:1: ANH213"),
        ("stod;2026-08-31;1;S;5", "m.csv:3:1: ANH122 raden har fler celler"),
    ],
)
def test_a_bad_row_is_told_with_its_line_and_nothing_is_recorded(
    row: str, told: str, anhorig: Anhorig, plan: Path
) -> None:
    Path("m.csv").write_text(f"indikator;datum;värde;källa\nstod;2026-07-31;1;S\n{row}\n", encoding="utf-8")
    run = anhorig("record", plan, "--from", "m.csv")
    assert (run.code, told in run.err) == (1, True), run.err
    assert plan.read_bytes() == PLAN.encode()


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ("", 3, "tabellen är tom"),
        ("indikator;datum;värde\n", 1, "ingen rad"),
        ("indikator;datum;värdet;käla\nstod;2026-08-31;1;S\n", 1, "det finns ingen kolumn 'värdet'"),
        ("värde\n3\n", 1, "'indikator' saknas"),
        ("indikator;datum;datum;värde\nandel;2026-08;2026-09;3\n", 1, "ANH120 'datum' är samma nyckel som 'datum'"),
        ("indikator;date;Värde;value\nandel;2026-08;3;4\n", 1, "'value' är samma nyckel som 'Värde' på rad 1"),
    ],
)
def test_what_is_no_table_of_measurements_is_told(
    text: str, code: int, told: str, anhorig: Anhorig, plan: Path
) -> None:
    Path("m.csv").write_text(text, encoding="utf-8")
    run = anhorig("record", plan, "--from", "m.csv")
    assert (run.code, told in run.err) == (code, True), run.err
    assert anhorig("record", plan, "--from", "saknas.csv").code == 1


@pytest.mark.parametrize("data", [b"PK\x03\x04\x14\0\x06\0", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_a_workbook_is_said_to_be_one_whatever_it_is_called(data: bytes, anhorig: Anhorig, plan: Path) -> None:
    Path("m.csv").write_bytes(data)
    run = anhorig("record", plan, "--from", "m.csv")
    assert (run.code, run.err) == (3, "m.csv: det är en arbetsbok och ingen tabell: spara den som CSV\n")


def test_a_table_is_of_the_plan_and_not_of_one_indicator(anhorig: Anhorig, plan: Path) -> None:
    Path("m.csv").write_text("", encoding="utf-8")
    assert anhorig("record", plan, "stod", "--from", "m.csv").code == 2


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    "options",
    [("--unit", "hemvard"), ("--date", "2026-05-01", "--note", "N"), ("--source", "S"), ("--approximate",)],
)
def test_what_is_said_of_one_measurement_is_not_dropped_beside_a_table(
    options: tuple[str, ...], anhorig: Anhorig, plan: Path
) -> None:
    Path("m.csv").write_text("indikator;datum;värde\nandel;2026-08;61\n", encoding="utf-8")
    run = anhorig("record", plan, "--from", "m.csv", *options)
    names = ", ".join(option for option in options if option.startswith("--"))
    assert run.code == 2
    assert f"utelämna {names}: varje rad i tabellen är en mätning för sig" in run.err
    assert plan.read_bytes() == PLAN.encode()


def test_a_table_that_comes_again_is_refused_also_while_its_time_lasts(anhorig: Anhorig, plan: Path) -> None:
    Path("m.csv").write_text("indikator;datum;värde\nandel;2026-10;61\n", encoding="utf-8")
    assert anhorig("record", plan, "--from", "m.csv").code == 0
    first = plan.read_bytes()
    run = anhorig("record", plan, "--from", "m.csv")
    assert (run.code, plan.read_bytes()) == (1, first)
    assert "har redan en mätning 2026-10 – med --replace ersätts den med tabellens" in run.err


def test_a_table_takes_the_place_of_what_was_recorded(anhorig: Anhorig, plan: Path) -> None:
    table = "indikator;datum;värde;enhet;källa\nstod;2026-06-30;60;;S\nstod;2026-07-31;61;hemvard;S\n"
    Path("m.csv").write_text(table.replace("stod;2026-06-30;60;;S\n", ""), encoding="utf-8")
    assert anhorig("record", plan, "--from", "m.csv").code == 0
    table = table.replace(";60;;", ";62;;").replace("61;hemvard", "63;Hemvården") + "stod;2026-08-31;64;;S\n"
    Path("m.csv").write_text(table, encoding="utf-8")
    assert anhorig("record", plan, "--from", "m.csv", "--replace").code == 0
    assert [line for line in plan.read_text(encoding="utf-8").splitlines() if "värde:" in line] == [
        "      - {datum: 2026-03-31, värde: 45, källa: Systemet}",
        "      - {datum: 2026-06-30, värde: 62, källa: S} # halvåret",
        "      - {datum: 2026-07-31, värde: 63, enhet: hemvard, källa: S}",
        "      - {datum: 2026-08-31, värde: 64, källa: S}",
    ]
    anhorig("undo")
    anhorig("undo")
    assert plan.read_bytes() == PLAN.encode()


def test_a_row_that_would_leave_out_women_and_men_is_told_with_its_line(anhorig: Anhorig, plan: Path) -> None:
    plan.write_text(PLAN.replace("värde: 60,", "värde: 60, kvinnor: 40, män: 20,"), encoding="utf-8")
    before = plan.read_bytes()
    Path("m.csv").write_text("indikator;datum;värde;källa\nstod;2026-06-30;61;S\n", encoding="utf-8")
    run = anhorig("record", plan, "--from", "m.csv", "--replace")
    assert (run.code, plan.read_bytes()) == (1, before)
    assert "m.csv:2:1: ANH122 mätningen anger också kvinnor och män" in run.err


@pytest.mark.parametrize(("answer", "is_written"), [("j", True), ("", False), ("nej", False)])
def test_in_a_terminal_it_is_shown_first_and_asked(
    answer: str, is_written: bool, anhorig: Anhorig, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("m.csv").write_text("indikator;datum;värde\nandel;2026-08-31;48,5\n", encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", Terminal(answer + "\n"))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    run = anhorig("record", plan, "--from", "m.csv")
    assert "värde: 48.5}" in run.out
    assert ("48.5" in plan.read_text(encoding="utf-8")) == is_written


def test_a_paste_comes_on_standard_input_and_a_dry_run_writes_nothing(
    anhorig: Anhorig, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for more in (("--dry-run",), ()):
        typed = io.TextIOWrapper(io.BytesIO("indikator\tdatum\tvärde\nandel\t2026-08-31\t48,5\n".encode()))
        monkeypatch.setattr(sys, "stdin", typed)
        assert plan.read_bytes() == PLAN.encode()
        assert anhorig("record", "--from", "-", *more).code == 0
    assert "värde: 48.5" in plan.read_text(encoding="utf-8")


SAVED = Path(__file__).parent / "tables"
"""Tables as LibreOffice Calc saves them where the language is Swedish."""
PASTED = (
    "Indikator\tDatum\tVärde\tTäljare\tNämnare\tKvinnor\tMän\tEnhet\tKälla\tNotering\r\n"
    'Anhöriga med stöd\t2026-07-31\t61,5\t\t\t40\t21,5\themvard\tVerksamhetssystemet\t"Första; ""mätningen"""\r\n'
    "andel\t2026-08-31\t\t12\t2\u00a0400\t\t\t\t\tå ä ö – é\r\n"
    "stod\t2026-05-31\t1\u202f250\t\t\t\t\t\tVerksamhetssystemet\t\r\n"
)
"""The same as Excel puts it on the clipboard, with the thousands of a Swedish computer."""


@pytest.mark.parametrize("name", ["semicolons", "commas", "windows-1252", "excel"])
def test_what_a_spreadsheet_saves_or_copies_is_recorded(name: str, anhorig: Anhorig, plan: Path) -> None:
    data = PASTED.encode() if name == "excel" else (SAVED / f"libreoffice-sv-{name}.csv").read_bytes()
    Path("m.csv").write_bytes(data)
    run = anhorig("record", plan, "--from", "m.csv")
    assert (run.code, "Windows-1252" in run.err) == (0, name == "windows-1252"), run.err
    support, share = measured(plan)
    note = 'Första; "mätningen"'
    assert ("2026-05-31", 1250, None, None, None, None, None) in support
    assert ("2026-07-31", Decimal("61.5"), None, 40, Decimal("21.5"), "hemvard", note) in support
    assert share == [("2026-08-31", None, 12, None, None, None, "å ä ö – é")]


def measured(plan: Path) -> list[list[tuple[object, ...]]]:
    """Return what is measured of each indicator: where numerator and denominator are, not what follows from them."""
    found = load(find_plans(str(plan))[0]).plan
    assert found is not None
    return [[_facts(one) for one in indicator.measurements] for indicator in found.indicators]


def _facts(one: Measurement) -> tuple[object, ...]:
    value = one.value if one.numerator is None else None
    women, men = (
        figure and (figure.amount if figure.numerator is None else _parts(figure)) for figure in (one.women, one.men)
    )
    return one.date.written, value, one.numerator, women, men, one.unit, one.note


def _parts(figure: FigureOfSex) -> tuple[object, ...]:
    return figure.numerator, figure.denominator


def test_what_is_exported_can_be_recorded_again(anhorig: Anhorig, plan: Path) -> None:
    Path("m.csv").write_bytes((SAVED / "libreoffice-sv-semicolons.csv").read_bytes())
    assert anhorig("record", plan, "--from", "m.csv").code == 0
    assert anhorig("export", plan, "--table", "measurements", "-o", "export.csv").code == 0
    before = measured(plan)
    every = re.compile(r"    mätningar:.*?(?=\n  - id: andel|\n\n)", re.DOTALL)
    plan.write_text(every.sub("    mätningar: []", plan.read_text(encoding="utf-8")), encoding="utf-8")
    run = anhorig("record", plan, "--from", "export.csv")
    assert run.code == 0, run.err
    assert measured(plan) == before


def test_a_table_that_is_wrong_throughout_is_told_of_in_part(anhorig: Anhorig, plan: Path) -> None:
    rows = "stöld;2026-13-01;många;S\n" * 5000
    Path("m.csv").write_text(f"indikator;datum;värde;källa\n{rows}", encoding="utf-8")
    run = anhorig("record", plan, "--from", "m.csv")
    assert run.code == 1
    assert "raderna härifrån och framåt" in run.err
    assert len(run.err.splitlines()) < 1100
    assert plan.read_bytes() == PLAN.encode()


def test_a_plan_is_read_as_often_however_many_indicators_a_table_is_of(
    anhorig: Anhorig, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    changed = OpenedPlan.changed

    def noted(opened: OpenedPlan, *texts: FileText) -> OpenedPlan | None:
        read.append(opened.files.name)
        return changed(opened, *texts)

    monkeypatch.setattr(OpenedPlan, "changed", noted)
    many = "".join(f"  - {{id: i{n}, titel: Nummer {n}, källa: K}}\n" for n in range(8))
    plan.write_text(
        plan.read_text(encoding="utf-8").replace("indikatorer:\n", f"indikatorer:\n{many}"), encoding="utf-8"
    )
    rows = "".join(f"i{n};2025-0{m}-01;{n}\n" for n in range(8) for m in range(1, 4))
    Path("m.csv").write_text("indikator;datum;värde\n" + rows, encoding="utf-8")
    assert anhorig("record", plan, "--from", "m.csv").code == 0
    assert len(read) == 1
    assert [len(one) for one in _measured(plan)] == [3] * 8 + [2, 0]


def _measured(plan: Path) -> list[tuple[Measurement, ...]]:
    loaded = load(find_plans(str(plan))[0])
    assert loaded.plan is not None
    return [one.measurements for one in loaded.plan.indicators]


@pytest.mark.parametrize(
    "table",
    [
        "indikator;datum;täljare;nämnare;kvinnor;män;källa\nandel;2026-05;63;90;37/50;26/40;Listan\n",
        (
            "indikator;datum;täljare;nämnare;kvinnor;kvinnor_täljare;kvinnor_nämnare;män_täljare;män_nämnare;källa\n"
            "andel;2026-05;63;90;74;37;50;26;40;Listan\n"
        ),
        (
            "indicator;date;numerator;denominator;women_numerator;women_denominator;men;source\n"
            "andel;2026-05;63;90;37;50;26 / 40;Listan\n"
        ),
    ],
)
def test_shares_of_women_and_of_men_stand_in_one_column_or_in_two(anhorig: Anhorig, plan: Path, table: str) -> None:
    Path("m.csv").write_text(table, encoding="utf-8")
    assert anhorig("record", plan, "--from", "m.csv").code == 0
    assert measured(plan)[1][-1] == ("2026-05", None, 63, (37, 50), (26, 40), None, None)
    assert anhorig("export", plan, "--table", "measurements", "-o", "export.csv").code == 0
    header, *rows = Path("export.csv").read_text(encoding="utf-8-sig").splitlines()
    of_share = next(row for row in rows if ";2026-05;70;" in row)
    told = dict(zip(header.split(";"), of_share.split(";"), strict=True))
    assert [told[name] for name in ("kvinnor", "kvinnor_täljare", "kvinnor_nämnare")] == ["74", "37", "50"]
    assert [told[name] for name in ("män", "män_täljare", "män_nämnare")] == ["65", "26", "40"]


def test_a_row_for_each_of_many_indicators_takes_little_work_and_can_be_taken_back(
    anhorig: Anhorig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "anhorig.yaml").write_text("planer: .\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    measured = "    mätningar:\n      - {datum: 2024-01, värde: 3}\n"
    indicators = "".join(f"  - id: i{n}\n    titel: Indikator {n}\n{measured}" for n in range(800))
    before = f"titel: Plan\nindikatorer:\n{indicators}"
    Path("plan.yaml").write_text(before, encoding="utf-8")
    rows = "".join(f"i{n};2025-01-31;4,5;Enkät\n" for n in range(800))
    Path("rader.csv").write_text(f"indikator;datum;värde;källa\n{rows}", encoding="utf-8")
    with little_work():
        assert anhorig("record", "plan.yaml", "--from", "rader.csv").code == 0
    assert Path("plan.yaml").read_text(encoding="utf-8").count("värde: 4.5") == 800
    assert anhorig("undo", "plan.yaml").code == 0
    assert Path("plan.yaml").read_text(encoding="utf-8") == before
