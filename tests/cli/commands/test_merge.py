"""`anhorig merge`: what comes back in sheets, into the plan as the commands would write it."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from anhorig_cli.cli import asking
from anhorig_cli.diagnostics import Diagnostic
from anhorig_cli.usecases.check.new_findings import NewFindings, findings_of_edit
from anhorig_cli.usecases.edit.edit_plan import EditedPlan
from anhorig_cli.usecases.sheets import merge_sheets
from anhorig_cli.workspace.workspace_plan import WorkspacePlan
from command_line import Anhorig, Run
from filled_sheets import TEXT, cell_of, change_book, change_part, fill, put_sheet

DAY = date(2026, 9, 1)


class Sent:
    """A plan, and the sheet of one of its units that went out."""

    def __init__(self, anhorig: Anhorig, folder: Path) -> None:
        self._anhorig = anhorig
        self.folder = folder
        self.plan = folder / "planen.yaml"
        self.plan.write_text(TEXT, encoding="utf-8")
        self.before = self.plan.read_bytes()
        self.path = Path("ark.xlsx")
        put_sheet(anhorig, self.path)

    def send(self, name: str = "ark.xlsx", unit: str = "hemvard") -> Path:
        assert self._anhorig("sheet", "planen", "--unit", unit, "-o", name).code == 0
        return Path(name)

    def fill(self, table: str, row: str, **answers: Any) -> list[str]:
        return fill(self.path, table, row, **answers)

    def merge(self, *options: str) -> Run:
        return self._anhorig("merge", self.path, *options)

    def command(self, *words: object) -> Run:
        return self._anhorig(*words)

    @property
    def text(self) -> str:
        return self.plan.read_text(encoding="utf-8")

    def refused(self, cell: str, told: str) -> None:
        """See to it that nothing is written, and that the cell is told of."""
        run = self.merge()
        assert run.code == 1
        assert f"{self.path}!{cell}: {told}" in run.err
        assert self.plan.read_bytes() == self.before


@pytest.fixture
def sent(anhorig: Anhorig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, on_a_day: Callable[[date], None]) -> Sent:
    on_a_day(DAY)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "anhorig.yaml").write_text("planer: .\n", encoding="utf-8")
    return Sent(anhorig, tmp_path)


def test_what_comes_back_unchanged_changes_no_byte(sent: Sent) -> None:
    run = sent.merge()
    assert (run.code, run.out, run.err) == (0, "", "planen: inget ändrades\n")
    assert sent.plan.read_bytes() == sent.before


def test_an_occurrence_is_ticked_off_as_done_does_it(sent: Sent) -> None:
    sent.fill("Årshjul", "2026-Q2", Gjort_den="2026-06-12", Notering="I två grupper")
    assert sent.merge().code == 0
    merged = sent.text
    assert merged != TEXT
    sent.command("undo", "planen")
    sent.command(
        *("done", "planen", "rapport", "--unit", "hemvard", "--occurrence", "2026-Q2"),
        *("--date", "2026-06-12", "--note", "I två grupper"),
    )
    assert sent.text == merged


def test_a_subgoal_is_assessed_as_assess_does_it(sent: Sent) -> None:
    sent.fill(
        *("Delmål", "Fler anhöriga"),
        Bedömt_den="2026-08-20", Bedömning="Bedöms delvis uppfyllas", Kommentar="Färre möten än väntat",
        Orsak="Vakans", Åtgärd="Anställer", Nytt_datum="2026-12",
    )  # fmt: skip
    assert sent.merge().code == 0
    merged = sent.text
    sent.command("undo", "planen")
    sent.command(
        *("assess", "planen", "na-fler", "bedöms delvis uppfyllas", "--date", "2026-08-20"),
        *("--comment", "Färre möten än väntat", "--cause", "Vakans", "--action", "Anställer", "--new-date", "2026-12"),
    )
    assert sent.text == merged != TEXT


def test_an_activity_is_done_or_cancelled(sent: Sent) -> None:
    sent.fill("Aktiviteter", "Möten", Status="Genomförd", Gjort_den="2026-05-03")
    sent.fill("Aktiviteter", "Ring alla", Status="Avförd")
    assert sent.merge().code == 0
    merged = sent.text
    sent.command("undo", "planen")
    sent.command("done", "planen", "na-fler/Ring alla", "--cancelled")
    sent.command("done", "planen", "Möten", "--date", "2026-05-03")
    assert sent.text == merged != TEXT


def test_a_value_is_recorded_of_the_unit_as_record_does_it(sent: Sent) -> None:
    sent.fill("Indikatorer", "Anhöriga med stöd", Mätt_den="2026-08-31", Värde="2 500,5", Källa="Listan")
    sent.fill("Indikatorer", "Andel nöjda", Mätt_den="2026-08", Täljare=12.0, Nämnare="40")
    assert sent.merge().code == 0
    merged = sent.text
    sent.command("undo", "planen")
    unit = ("--unit", "hemvard")
    sent.command("record", "planen", "stod", "2500.5", "--date", "2026-08-31", "--source", "Listan", *unit)
    sent.command("record", "planen", "andel", "12/40", "--date", "2026-08", *unit)
    assert sent.text == merged != TEXT


def test_how_many_of_how_many_may_be_answered_in_words(sent: Sent) -> None:
    sent.fill("Indikatorer", "Andel nöjda", Mätt_den="2026-08", Värde="12 av 40", Kvinnor="7 av 20", Män="5/20")
    assert sent.merge().code == 0
    merged = sent.text
    sent.command("undo", "planen")
    sexes = ("--women", "7/20", "--men", "5/20")
    sent.command("record", "planen", "andel", "12/40", "--date", "2026-08", "--unit", "hemvard", *sexes)
    assert sent.text == merged != TEXT


def test_all_of_a_merge_is_taken_back_at_once(sent: Sent) -> None:
    sent.fill("Årshjul", "2026-Q2", Gjort_den="2026-06-12")
    sent.fill("Delmål", "Fler anhöriga", Bedömt_den="2026-08-20", Bedömning="Uppfyllt")
    assert "planen.yaml: svar inskrivna: 2" in sent.merge().err
    sent.command("undo", "planen")
    assert sent.plan.read_bytes() == sent.before


def test_what_the_plan_has_already_is_not_written_once_more(sent: Sent) -> None:
    sent.fill("Årshjul", "2026-Q2", Gjort_den="2026-06-12")
    sent.fill("Delmål", "Fler anhöriga", Bedömt_den="2026-08-20", Bedömning="Uppfyllt", Kommentar="Alla nådda")
    sent.fill("Aktiviteter", "Möten", Status="Genomförd", Gjort_den="2026-05-03")
    sent.fill("Indikatorer", "Andel nöjda", Mätt_den="2026-08", Täljare="12", Nämnare="40")
    sent.merge()
    merged = sent.plan.read_bytes()
    run = sent.merge()
    assert (run.code, run.err) == (0, "planen: inget ändrades\n")
    assert sent.plan.read_bytes() == merged


def test_what_both_have_changed_is_told_with_both_values_and_not_written(sent: Sent) -> None:
    cells = sent.fill("Delmål", "Fler anhöriga", Bedömt_den="2026-08-20", Bedömning="Uppfyllt")
    sent.command("assess", "planen", "na-fler", "ej uppfyllt", "--date", "2026-08-25", "--comment", "För få")
    ours = sent.plan.read_bytes()
    run = sent.merge()
    assert run.code == 1
    assert (
        f"ark.xlsx!Delmål!{cells[0]}: båda har ändrats: i filen står '2026-08-20, Uppfyllt', "
        "i planen 'Ej uppfyllt (2026-08-25)'" in run.err
    )
    assert sent.plan.read_bytes() == ours


def test_what_only_the_plan_has_changed_stays(sent: Sent) -> None:
    sent.command("done", "planen", "Möten", "--date", "2026-05-03")
    sent.command("done", "planen", "rapport", "--unit", "hemvard", "--occurrence", "2026-Q2", "--date", "2026-06-12")
    ours = sent.plan.read_bytes()
    assert sent.merge().code == 0
    assert sent.plan.read_bytes() == ours


def test_two_files_that_answer_the_same_row_are_told_and_neither_is_written(sent: Sent) -> None:
    other = sent.send("andra.xlsx")
    for path, status in ((sent.path, "Uppfyllt"), (other, "Ej uppfyllt")):
        fill(path, "Delmål", "Fler anhöriga", Bedömt_den="2026-08-20", Bedömning=status)
    fill(other, "Årshjul", "2026-Q2", Gjort_den="2026-06-12")
    run = sent.command("merge", sent.path, other)
    assert run.code == 1
    assert "ark.xlsx!Delmål!E4: andra.xlsx svarar på samma rad: behåll ett av svaren" in run.err
    assert "andra.xlsx!Delmål!E4: ark.xlsx svarar på samma rad: behåll ett av svaren" in run.err
    assert "bedömningar" not in sent.text
    assert "datum: 2026-06-12" in sent.text


def test_a_dry_run_shows_the_difference_in_meaning_and_writes_nothing(sent: Sent) -> None:
    sent.fill("Delmål", "Fler anhöriga", Bedömt_den="2026-08-20", Bedömning="Uppfyllt")
    run = sent.merge("--dry-run")
    assert run.code == 0
    assert run.out == (
        "Plan för anhörigstöd (./planen.yaml)\n  Bedömningar: 1\n    Fler anhöriga får stöd: ny, 2026-08-20: uppfyllt\n"
    )
    assert sent.plan.read_bytes() == sent.before


@pytest.mark.parametrize(("answer", "is_written"), [("ja", True), ("", False)])
def test_in_a_terminal_it_is_shown_and_asked_first(
    sent: Sent, monkeypatch: pytest.MonkeyPatch, answer: str, is_written: bool
) -> None:
    sent.fill("Delmål", "Fler anhöriga", Bedömt_den="2026-08-20", Bedömning="Uppfyllt")
    monkeypatch.setattr(asking, "is_terminal", lambda: True)
    monkeypatch.setattr("typer.prompt", lambda *_, **__: answer)
    assert "ny, 2026-08-20: uppfyllt" in sent.merge().out
    assert ("bedömningar" in sent.text) is is_written


def test_a_role_is_the_source_of_a_figure_that_nothing_else_says_the_source_of(sent: Sent) -> None:
    sent.fill("Indikatorer", "Anhöriga med stöd", Mätt_den="2026-08-31", Värde="70")
    sent.refused("Indikatorer!L4", "varifrån kommer värdet? skriv det här")
    assert sent.merge("--by", "hemvard").code == 0
    assert "{datum: 2026-08-31, värde: 70, enhet: hemvard, källa: hemvard}" in sent.text
    assert sent.merge("--by", "Ingen").code == 2


def on(table: str, change: Callable[[Worksheet], object]) -> Callable[[openpyxl.Workbook], object]:
    return lambda book: change(book[table])


@pytest.mark.parametrize(
    ("table", "row", "answers", "cell", "told"),
    [
        ("Årshjul", "2026-Q2", {"Gjort_den": "=TODAY()"}, "G5", "cellen innehåller en formel: skriv själva värdet"),
        ("Årshjul", "2026-Q2", {"Gjort_den": "i våras"}, "G5", '"i våras" är inget datum'),
        ("Årshjul", "2026-Q2", {"Gjort_den": "2026-02-30"}, "G5", '"2026-02-30" är inget datum'),
        ("Årshjul", "2026-Q2", {"Notering": "Klart"}, "G5", "dagen saknas: skriv den, till exempel 2026-11-15"),
        ("Årshjul", "2026-Q2", {"Gjort_den": "2027-03-01"}, "G5", ""),
        ("Delmål", "Fler", {"Bedömt_den": "2026-08-20"}, "F4", "inget är valt i listan"),
        ("Delmål", "Fler", {"Bedömning": "Uppfyllt"}, "E4", "dagen saknas"),
        ("Delmål", "Fler", {"Nytt_datum": "2026-12"}, "F4", "inget är valt i listan"),
        (
            *("Delmål", "Fler", {"Bedömt_den": "2026-08-20", "Bedömning": "Toppen"}, "F4"),
            "'Toppen' finns inte i listan: Uppfyllt, Bedöms uppfyllas",
        ),
        (
            *("Delmål", "Fler", {"Bedömt_den": "2026-08-20", "Bedömning": "Uppfyllt", "Kommentar": "811228-9874"}),
            *("G4", "texten innehåller ett personnummer"),
        ),
        (
            *("Delmål", "Fler", {"Bedömt_den": "2026-08-20", "Bedömning": "Uppfyllt", "Orsak": "Vi bytte hus."}),
            *("", ""),
        ),
        (
            "Delmål", "Fler",
            {"Bedömt_den": "2026-08-20", "Bedömning": "Uppfyllt", "Orsak": "Ny", "Åtgärd": "samordnare Anna Svensson"},
            "I4", "här verkar en person vara namngiven",
        ),
        ("Aktiviteter", "Möten", {"Status": "Ej påbörjad"}, "F5", "här går det bara att ange"),
        ("Aktiviteter", "Möten", {"Status": "Genomförd"}, "G5", "dagen saknas"),
        ("Aktiviteter", "Möten", {"Status": None}, "F5", "inget är valt i listan"),
        ("Indikatorer", "Andel", {"Mätt_den": "2026-08", "Täljare": "12"}, "I5", "det finns inget värde"),
        ("Indikatorer", "Andel", {"Mätt_den": "2026-08", "Värde": "tolv"}, "G5", '"tolv" är inget tal'),
        (
            *("Indikatorer", "Andel", {"Mätt_den": "2026-08", "Värde": "3", "Täljare": "1", "Nämnare": "2"}, "G5"),
            "skriv värdet, eller hur många av hur många, inte båda",
        ),
        (
            *("Indikatorer", "Anhöriga", {"Mätt_den": "2026-08", "Värde": "12,5 %", "Källa": "x"}, "G4"),
            "'12,5 %' är i procent, men det är inte indikatorn",
        ),
        ("Indikatorer", "Andel", {"Mätt_den": 46000, "Värde": "3"}, "F5", '"46000" är inget datum'),
        ("Indikatorer", "Andel", {"Mätt_den": True, "Värde": "3"}, "F5", '"true" är inget datum'),
        ("Delmål", "Fler", {"Delmål": "Ännu fler"}, "B4", "cellen är inte till för svar och har ändrats"),
        ("Delmål", "Fler", {"Senast": None}, "C4", "cellen är inte till för svar och har ändrats"),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_told_with_its_cell(
    sent: Sent, table: str, row: str, answers: dict[str, Any], cell: str, told: str
) -> None:
    sent.fill(table, row, **answers)
    if not cell:
        assert sent.merge().code == 0
        return
    sent.refused(f"{table}!{cell}", told)


def test_an_error_in_a_cell_is_no_empty_cell(sent: Sent) -> None:
    sent.fill("Delmål", "Fler", Bedömt_den="2026-08-20", Bedömning="Uppfyllt", Kommentar="#DIV/0!")
    sent.refused("Delmål!G4", "cellen innehåller ett fel: skriv själva värdet")


def test_merged_cells_are_told(sent: Sent) -> None:
    sent.fill("Årshjul", "2026-Q2", Gjort_den="2026-06-12")
    change_book(sent.path, on("Årshjul", lambda table: table.merge_cells("G5:G6")))
    sent.refused("Årshjul!G5", "cellerna är sammanfogade: dela upp dem")


def test_a_new_row_is_told(sent: Sent) -> None:
    change_book(sent.path, on("Delmål", lambda table: table.append([None, "Ett nytt delmål"])))
    sent.refused("Delmål!B5", "raden är ny: lägg till den med anhorig add")


def test_a_row_twice_and_what_stands_beside_the_table_are_told(sent: Sent) -> None:
    def change(table: Worksheet) -> None:
        table["L4"] = "Se bilagan"
        table.append([cell.value for cell in table[4]])

    change_book(sent.path, on("Delmål", change))
    sent.refused("Delmål!A5", "raden finns på rad 4 också: behåll en")
    sent.refused("Delmål!L4", "det står något bredvid tabellen, så raden skrivs inte")


def test_rows_that_were_sorted_are_known_by_their_keys(sent: Sent) -> None:
    def turn(table: Worksheet) -> None:
        rows = [[cell.value for cell in table[number]] for number in range(4, table.max_row + 1)]
        for number, values in enumerate(reversed(rows), 4):
            for column, value in enumerate(values, 1):
                table.cell(number, column).value = value

    sent.fill("Årshjul", "2026-Q1", Gjort_den="2026-03-12")
    change_book(sent.path, on("Årshjul", turn))
    assert sent.merge().code == 0
    assert "{tillfälle: 2026-Q1, datum: 2026-03-12" in sent.text or "tillfälle: 2026-Q1" in sent.text


def test_a_sheet_that_is_gone_is_told_and_the_rest_is_written(sent: Sent) -> None:
    sent.fill("Årshjul", "2026-Q2", Gjort_den="2026-06-12")
    change_book(sent.path, lambda book: book.remove(book["Delmål"]))
    run = sent.merge()
    assert run.code == 1
    assert "ark.xlsx!Delmål!A1: bladet är borta: be om en ny fil" in run.err
    assert "2026-06-12" in sent.text


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda book: book.remove(book["_anhorig"]), "ark.xlsx: det är inget ark från anhorig"),
        (lambda book: book["_anhorig"].delete_rows(2), "ark.xlsx: det är inget ark från anhorig"),
        (on("_anhorig", lambda table: table.cell(1, 2, "=1")), "ark.xlsx: det är inget ark från anhorig"),
        (lambda book: book["_anhorig"].cell(1, 2, "2"), "ark.xlsx: den är från en annan version av anhorig"),
        (lambda book: book["_anhorig"].cell(2, 2, "en-annan"), "ark.xlsx: här finns ingen plan 'en-annan'"),
        (lambda book: book["_anhorig"].cell(2, 2, "./planen.yaml"), "ark.xlsx: här finns ingen plan './planen.yaml'"),
        (lambda book: book["_anhorig"].cell(5, 2, "boendet"), "ark.xlsx: det finns ingen enhet 'boendet' i planen"),
    ],
)
def test_a_file_that_is_of_something_else_is_told(
    sent: Sent, change: Callable[[openpyxl.Workbook], object], told: str
) -> None:
    change_book(sent.path, change)
    run = sent.merge()
    assert (run.code, told in run.err) == (1, True), run.err
    assert sent.plan.read_bytes() == sent.before


def test_a_file_that_is_not_there_is_told_and_the_others_are_written(sent: Sent) -> None:
    sent.fill("Årshjul", "2026-Q2", Gjort_den="2026-06-12")
    run = sent.command("merge", "borta.xlsx", sent.path)
    assert run.code == 1
    assert "borta.xlsx: filen går inte att läsa" in run.err
    assert "2026-06-12" in sent.text


def test_days_and_numbers_that_a_program_made_of_what_was_typed_are_read_as_they_were(sent: Sent) -> None:
    sent.fill("Årshjul", "2026-Q2", Gjort_den=datetime(2026, 6, 12))  # noqa: DTZ001 - a cell has no time zone
    sent.fill("Indikatorer", "Anhöriga", Mätt_den=date(2026, 8, 1), Värde=12.5, Källa="x")
    sent.fill("Indikatorer", "Andel", Mätt_den="2026-08", Täljare=12, Nämnare=40)

    def as_month(table: Worksheet) -> None:
        table[cell_of(table, "Anhöriga", "Mätt den")].number_format = "mmmm yyyy"

    change_book(sent.path, on("Indikatorer", as_month))
    assert sent.merge().code == 0
    assert "2026-06-12" in sent.text
    assert "{datum: 2026-08, värde: 12.5, enhet: hemvard, källa: x}" in sent.text
    assert "{datum: 2026-08, täljare: 12, nämnare: 40, enhet: hemvard}" in sent.text or "täljare: 12" in sent.text


def test_per_cent_is_no_part_of_one(sent: Sent) -> None:
    sent.plan.write_text(TEXT.replace("    titel: Andel nöjda\n", "    titel: Andel nöjda\n    måttenhet: procent\n"))
    sent.path = sent.send("nytt.xlsx")
    sent.fill("Indikatorer", "Andel", Mätt_den="2026-08", Värde=0.125)

    def as_percent(table: Worksheet) -> None:
        table[cell_of(table, "Andel", "Värde")].number_format = "0.0%"

    change_book(sent.path, on("Indikatorer", as_percent))
    assert sent.merge().code == 0
    assert "värde: 12.5" in sent.text


def test_what_a_check_calls_a_fault_is_not_written_and_the_rest_is(sent: Sent) -> None:
    sent.fill("Årshjul", "2026-Q2", Gjort_den="2026-06-12")
    cells = sent.fill("Indikatorer", "Andel", Mätt_den="2026-08", Täljare="50", Nämnare="40")
    run = sent.merge()
    assert run.code == 1
    assert f"ark.xlsx!Indikatorer!{cells[0]}: " in run.err
    assert "2026-06-12" in sent.text
    assert "nämnare" not in sent.text


def test_of_many_answers_those_that_a_check_refuses_are_tried_alone_and_the_rest_together(
    anhorig: Anhorig, sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    goal = "  - id: d{n}\n    titel: Delmål {n}\n    ansvarig: Chef\n    senast: 2027-06-30\n"
    goals = "".join(goal.format(n=n) for n in range(16))
    sent.plan.write_text(f"titel: P\nperiod: 2025/2027\nspråk: sv\ndelmål:\n{goals}", encoding="utf-8")
    assert anhorig("sheet", "planen", "--responsible", "Chef", "-o", "ark.csv").code == 0
    sent.path = Path("ark-delmål.csv")
    heading, *rows = sent.path.read_text(encoding="utf-8-sig").splitlines()
    said = ["Enhetschef Anna Berglund såg till det" if n in {4, 5, 11} else "Det går framåt" for n in range(16)]
    filled = [
        ";".join([*row.split(";")[:4], "2026-08-20", "Uppnått", text, "", "", ""])
        for row, text in zip(rows, said, strict=True)
    ]
    sent.path.write_text("\n".join([heading, *filled]), encoding="utf-8-sig")
    tried: list[EditedPlan] = []

    def noted(plan: WorkspacePlan, edited: EditedPlan, as_of: date, before: Sequence[Diagnostic]) -> NewFindings:
        tried.append(edited)
        return findings_of_edit(plan, edited, as_of, before)

    monkeypatch.setattr(merge_sheets, "findings_of_edit", noted)
    run = sent.merge()
    assert [line for line in run.err.splitlines() if "person" in line] == [
        f"ark-delmål.csv!Delmål!G{row}: här verkar en person vara namngiven – skriv bara rollen" for row in (6, 7, 13)
    ]
    assert sent.text.count("Det går framåt") == 13
    assert "Berglund" not in sent.text
    assert len(tried) == 7  # all; the three that are refused; before, between and after them


def test_an_activity_that_is_done_already_is_told_as_done_tells_it(sent: Sent) -> None:
    sent.command("done", "planen", "Möten", "--date", "2026-05-03")
    sent.path = sent.send("nytt.xlsx")
    before = sent.plan.read_bytes()
    cells = sent.fill("Aktiviteter", "Möten", Gjort_den="2026-05-04")
    run = sent.merge()
    assert f"nytt.xlsx!Aktiviteter!{cells[0]}: 'Möten' är redan gjort, 2026-05-03" in run.err
    assert sent.plan.read_bytes() == before


def test_a_plan_that_cannot_be_read_whole_is_left_as_it_is(sent: Sent) -> None:
    sent.fill("Årshjul", "2026-Q2", Gjort_den="2026-06-12")
    broken = TEXT.replace("senast: 2026-06-30 ", "senast: 2026-02-30 ")
    sent.plan.write_text(broken, encoding="utf-8")
    assert sent.merge().code == 1
    assert sent.text == broken


def test_the_text_of_a_stranger_acts_on_no_terminal(sent: Sent) -> None:
    sent.fill("Delmål", "Fler", Bedömt_den="2026-08-20", Bedömning="a\u202eb")
    assert "a\\u202eb" in sent.merge().err


def test_a_table_of_csv_comes_back_as_a_sheet_does(sent: Sent) -> None:
    assert sent.command("sheet", "planen", "--unit", "hemvard", "-o", "ark.csv").code == 0
    sent.path = Path("ark-indikatorer.csv")
    run = sent.merge()
    assert (run.code, run.err) == (0, "planen: inget ändrades\n")
    text = sent.path.read_text(encoding="utf-8-sig")
    lines = text.splitlines()
    at = next(number for number, line in enumerate(lines) if "Andel" in line)
    cells = lines[at].split(";")
    cells[5:9] = ["2026-08", "", "12", "40"]
    lines[at] = ";".join(cells)
    sent.path.write_bytes("\n".join(lines).encode("cp1252"))
    assert sent.merge().code == 0
    assert "täljare: 12" in sent.text


def test_columns_of_csv_that_were_moved_are_told(sent: Sent) -> None:
    sent.command("sheet", "planen", "--unit", "hemvard", "-o", "ark.csv")
    sent.path = Path("ark-delmål.csv")
    sent.path.write_text(sent.path.read_text(encoding="utf-8-sig").replace("Orsak", "Skäl"), encoding="utf-8")
    sent.refused("Delmål!A1", "kolumnerna är inte de som skickades ut: Delmål, Senast")


def test_a_formula_that_a_program_left_without_a_value_is_told(sent: Sent) -> None:
    sent.fill("Årshjul", "2026-Q2", Gjort_den="2026-06-12")
    name = "xl/worksheets/sheet2.xml"
    change_part(sent.path, name, '<c r="H5"', '<c r="H5"><f>A1</f></c><c r="I5"')
    run = sent.merge()
    assert "Årshjul!H5: cellen innehåller en formel" in run.err


def test_what_has_another_id_since_is_known_by_its_title(sent: Sent) -> None:
    sent.fill("Årshjul", "2026-Q2", Gjort_den="2026-06-12")
    sent.fill("Delmål", "Fler anhöriga", Bedömt_den="2026-08-20", Bedömning="Uppfyllt")
    sent.fill("Aktiviteter", "Ring alla", Status="Genomförd", Gjort_den="2026-05-03")
    sent.fill("Indikatorer", "Anhöriga med stöd", Mätt_den="2026-08-31", Värde="61", Källa="Listan")
    assert sent.merge().code == 0
    merged = sent.text
    sent.command("undo", "planen")
    renamed = {"rapport": "kvartal", "na-fler": "fler", "stod": "antal"}
    for old, new in renamed.items():
        assert sent.command("rename", "planen", old, new).code == 0
    assert sent.merge().code == 0
    for old, new in renamed.items():
        assert sent.command("rename", "planen", new, old).code == 0
    assert sent.text == merged


def test_of_two_with_the_same_title_neither_is_taken_for_what_has_another_id(sent: Sent) -> None:
    cell, *_ = sent.fill("Delmål", "Fler anhöriga", Bedömt_den="2026-08-20", Bedömning="Uppfyllt")
    other = "  - {id: nytt, titel: Fler anhöriga får stöd, enheter: hemvard}\n  - id: kort\n"
    text = sent.text.replace("id: na-fler", "id: fler").replace("  - id: kort\n", other)
    sent.plan.write_text(text, encoding="utf-8")
    sent.before = sent.plan.read_bytes()
    sent.refused(f"Delmål!{cell}", "planen har inte längre det som raden gäller för den som filen skickades till")


def test_a_plan_or_a_unit_that_has_another_id_is_told_with_the_way_out(sent: Sent) -> None:
    sent.fill("Årshjul", "2026-Q2", Gjort_den="2026-06-12")
    for old, new in (("hemvard", "hemtjanst"), ("planen", "stodplanen")):
        plan = "planen" if old == "hemvard" else old
        assert sent.command("rename", plan, old, new).code == 0
        run = sent.merge()
        assert run.code == 1
        assert f"'{old}'" in run.err
        assert "byt tillbaka till det här med anhorig rename" in run.err
        assert sent.command("rename", new if plan == old else plan, new, old).code == 0
    assert sent.merge().code == 0
    assert "2026-06-12" in sent.text
