"""`anhorig sheet`: what goes out to those who do not have the tool."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from command_line import Anhorig
from filled_sheets import cell_of, parts_of
from plan_in_file import PLAN, written_plan

DAY = date(2026, 7, 1)
TABLES = ["Årshjul", "Delmål", "Aktiviteter", "Indikatorer"]
OF_HOME_CARE = PLAN.replace(
    "    senast: 2026-06-30 ", "    enheter: hemvard\n    indikatorer: [stod, andel]\n    senast: 2026-06-30 "
)


@pytest.fixture(autouse=True)
def _day(on_a_day: Callable[[date], None]) -> None:
    on_a_day(DAY)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return written_plan(tmp_path, OF_HOME_CARE)


@pytest.fixture
def sheet(anhorig: Anhorig, plan: Path) -> openpyxl.Workbook:
    path = plan.parent / "ark.xlsx"
    assert anhorig("sheet", plan, "--unit", "hemvard", "-o", path).code == 0
    return openpyxl.load_workbook(path)


def test_a_sheet_has_what_a_unit_is_to_do_and_reach(sheet: openpyxl.Workbook) -> None:
    assert sheet.sheetnames == ["Läs så här", *TABLES, "_listor", "_anhorig"]
    assert [cell.value for cell in sheet["Årshjul"][4]][1:5] == ["Rapportera", "2026-Q1", "2026-03-31", None]
    assert [cell.value for cell in sheet["Delmål"][4]][1:4] == ["Fler anhöriga får stöd", "2026-06-30", None]
    assert [cell.value for cell in sheet["Aktiviteter"][5]][1:6] == [
        "Möten", "Fler anhöriga får stöd", None, None, "Pågår",
    ]  # fmt: skip
    assert [cell.value for cell in sheet["Indikatorer"][4]][1:5] == [
        "Anhöriga med stöd", "Hemvården", None, "60 (2026-06-30)",
    ]  # fmt: skip


def test_only_the_cells_for_answers_are_open_and_no_password_keeps_the_others(sheet: openpyxl.Workbook) -> None:
    for name in ["Läs så här", *TABLES]:
        protection = sheet[name].protection
        assert protection.sheet
        assert not protection.password
    table = sheet["Delmål"]
    pairs = zip(table[3][1:], table[4][1:], strict=True)
    is_open = {heading.value: not cell.protection.locked for heading, cell in pairs}
    assert [heading for heading, is_so in is_open.items() if is_so] == [
        "Bedömt den", "Bedömning", "Kommentar", "Orsak", "Åtgärd", "Nytt datum",
    ]  # fmt: skip


def test_a_list_is_a_range_on_a_hidden_sheet_with_a_word_in_each_cell(sheet: openpyxl.Workbook) -> None:
    assert (sheet["_listor"].sheet_state, sheet["_anhorig"].sheet_state) == ("veryHidden", "veryHidden")
    lists = [one for one in sheet["Delmål"].data_validations.dataValidation if one.type == "list"]
    assert [(str(one.sqref), one.formula1) for one in lists] == [
        (cell_of(sheet["Delmål"], "Fler", "Bedömning"), "_listor!$A$1:$A$9")
    ]
    words = [sheet["_listor"].cell(row, 1).value for row in range(1, 10)]
    assert words[:2] == ["Uppfyllt", "Bedöms uppfyllas"]


def test_a_day_is_text_and_the_cell_says_how_it_is_written(sheet: openpyxl.Workbook) -> None:
    table = sheet["Årshjul"]
    cell = cell_of(table, "2026-Q3", "Gjort den")
    assert table[cell].number_format == "@"
    hints = {str(one.sqref): one.prompt for one in table.data_validations.dataValidation}
    assert hints[cell] == "En dag, till exempel 2026-11-15"


def test_it_is_read_and_printed_well(sheet: openpyxl.Workbook) -> None:
    for name in TABLES:
        table = sheet[name]
        assert table.freeze_panes == "C4"
        assert (table.page_setup.orientation, table.page_setup.paperSize) == ("landscape", 9)
        fitted = table.sheet_properties.pageSetUpPr
        assert fitted is not None
        assert fitted.fitToPage
        assert (table.page_setup.fitToWidth or 1, table.page_setup.fitToHeight) == (1, 0)
        assert table.print_title_rows == "$3:$3"
        assert table.column_dimensions["A"].hidden


def test_a_text_that_looks_like_a_formula_a_number_or_an_address_is_text(anhorig: Anhorig, tmp_path: Path) -> None:
    titles = ["=1+1", "010", "2026-06", "https://example.org", "@summa"]
    lines = "".join(f"      - '{title}'\n" for title in titles)
    plan = written_plan(tmp_path, OF_HOME_CARE.replace("      - Ring alla\n", lines))
    assert anhorig("sheet", plan, "--unit", "hemvard", "-o", tmp_path / "ark.xlsx").code == 0
    table = openpyxl.load_workbook(tmp_path / "ark.xlsx")["Aktiviteter"]
    shown = [table.cell(row, 2) for row in range(4, 4 + len(titles))]
    assert [(cell.value, cell.data_type) for cell in shown] == [(title, "s") for title in titles]


def test_the_same_plan_and_day_give_the_same_bytes(anhorig: Anhorig, plan: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        anhorig("sheet", plan, "--unit", "hemvard", "-o", plan.parent / name)
    assert (plan.parent / "a.xlsx").read_bytes() == (plan.parent / "b.xlsx").read_bytes()
    assert b"2026-07-01T00:00:00Z" in parts_of(plan.parent / "a.xlsx")["docProps/core.xml"]


def test_each_unit_has_a_file(anhorig: Anhorig, plan: Path) -> None:
    run = anhorig("sheet", plan, "--each-unit", "-o", f"{plan.parent}/ark/")
    assert run.code == 0
    assert sorted(path.name for path in (plan.parent / "ark").iterdir()) == ["boende.xlsx", "hemvard.xlsx"]
    titles = {path.stem: openpyxl.load_workbook(path)["Delmål"]["B1"].value for path in (plan.parent / "ark").iterdir()}
    assert titles == {"boende": "Delmål – Särskilt boende", "hemvard": "Delmål – Hemvården"}


def test_a_plan_without_units_says_whose_sheet_to_write_instead(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = written_plan(tmp_path, "titel: P\ndelmål: [{id: a, titel: A, ansvarig: Samordnare}]\n")
    run = anhorig("sheet", plan, "--each-unit", "-o", f"{tmp_path}/ark/")
    assert run.code == 2
    assert "planen nämner inga enheter, så ingen får något ark: skriv --responsible ROLL" in run.err
    assert not (tmp_path / "ark").exists()


def test_a_dry_run_says_which_files_and_writes_none(anhorig: Anhorig, plan: Path) -> None:
    run = anhorig("sheet", plan, "--each-unit", "-o", f"{plan.parent}/ark/", "--dry-run")
    assert run.out.splitlines() == [f"{plan.parent}/ark/hemvard.xlsx", f"{plan.parent}/ark/boende.xlsx"]
    assert not (plan.parent / "ark").exists()


def test_the_sheet_of_a_role_has_what_it_is_responsible_for(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = written_plan(tmp_path, PLAN.replace("    titel: Korten", "    ansvarig: Samordnare\n    titel: Korten"))
    assert anhorig("sheet", plan, "--responsible", "Samordnare", "-o", tmp_path / "ark.xlsx").code == 0
    book = openpyxl.load_workbook(tmp_path / "ark.xlsx")
    assert book["Delmål"]["B4"].value == "Korten används"
    assert book["Delmål"].max_row == 4
    assert book["Årshjul"]["B2"].value == "Här finns inget att svara på."


def test_a_table_of_csv_is_for_excel_and_nothing_in_it_is_worked_out(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = written_plan(tmp_path, OF_HOME_CARE.replace("      - Ring alla\n", "      - =HYPERLÄNK(1)\n"))
    run = anhorig("sheet", plan, "--unit", "hemvard", "-o", tmp_path / "ark.csv")
    assert run.code == 0
    names = sorted(path.name for path in tmp_path.glob("*.csv"))
    assert names == ["ark-aktiviteter.csv", "ark-delmål.csv", "ark-indikatorer.csv", "ark-årshjul.csv"]
    data = (tmp_path / "ark-aktiviteter.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfanhorig|")
    lines = data.decode("utf-8-sig").split("\r\n")
    assert lines[0].split(";")[1:] == ["Aktivitet", "Delmål", "Senast", "Vem", "Status", "Gjort den"]
    assert lines[1].split(";")[1] == "'=HYPERLÄNK(1)"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ((), "vems ark? skriv ett av tillvalen --unit, --each-unit och --responsible"),
        (("--unit", "hemvard", "--each-unit"), "vems ark?"),
        (("--each-unit",), "det är flera ark: skriv -o MAPP/"),
        (("--unit", "hemvad"), "det finns ingen enhet 'hemvad': menade du 'hemvard'?"),
        (("--responsible", "Ingen"), "'Ingen' ansvarar inte för något"),
        (("--unit", "hemvard", "-o", "ark.pdf"), "ark.pdf: skriv ett namn som slutar på .xlsx eller .csv"),
    ],
)
def test_what_cannot_be_meant_is_said(anhorig: Anhorig, plan: Path, options: tuple[str, ...], told: str) -> None:
    run = anhorig("sheet", plan, *options)
    assert run.code == 2
    assert told in run.err


def test_a_sheet_that_could_not_be_read_when_it_comes_back_is_not_written(anhorig: Anhorig, tmp_path: Path) -> None:
    lines = "".join(f"      - Aktivitet {n}\n" for n in range(1500))
    plan = written_plan(tmp_path, OF_HOME_CARE.replace("      - Ring alla\n", lines))
    run = anhorig("sheet", plan, "--unit", "hemvard", "-o", tmp_path / "ark.xlsx")
    assert (run.code, "går att läsa när det kommer tillbaka" in run.err) == (3, True)


def test_a_plan_that_cannot_be_read_whole_is_not_sent_out(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = written_plan(tmp_path, PLAN.replace("senast: 2026-06-30 ", "senast: 2026-02-30 "))
    run = anhorig("sheet", plan, "--unit", "hemvard", "-o", tmp_path / "ark.xlsx")
    assert (run.code, "ANH" in run.err) == (1, True)
    assert not (tmp_path / "ark.xlsx").exists()


def test_whose_sheet_has_nothing_to_fill_in_is_told(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text("titel: P\nenheter: [{id: a, titel: Boendet}]\n", encoding="utf-8")
    run = anhorig("sheet", plan, "--unit", "a", "-o", tmp_path / "ark.csv", "--as-of", "2026-07-01")
    assert (run.code, run.err) == (0, "Boendet: inget att fylla i\n")
    assert not list(tmp_path.glob("*.csv"))
