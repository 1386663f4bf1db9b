"""Files of answers: of the columns that are asked for, and no others."""

import json
from pathlib import Path

import openpyxl
import pytest

from anhorig_cli.catalog import text_of
from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.loading import tables
from anhorig_cli.loading.survey_files import AnswerTable, read_csv_answers, read_map
from anhorig_cli.loading.tables import Encoding, read_cells
from anhorig_cli.loading.workbook_reading import filled_of
from anhorig_cli.usecases.surveys.count_answers import read_answers
from anhorig_cli.vocabulary import Language
from survey_files import CANARY, write_workbook


def read(text: str, *asked: str) -> AnswerTable:
    return read_csv_answers("svar.csv", text.encode(), lambda heading: not asked or heading in asked)


def test_only_what_is_asked_for_is_kept() -> None:
    answers = read(f"Namn;F\n{CANARY};5\n", "F")
    assert answers.headings == ["Namn", "F"]
    assert CANARY not in repr(answers)
    assert [row.cells for row in answers.rows] == [{"F": "5"}]


def test_columns_of_the_same_heading_get_numbers() -> None:
    assert read("F;F;;f;F (2)\n1;2;3;4;5\n").headings == ["F", "F (2)", "", "f (3)", "F (2) (2)"]


def test_a_column_is_counted_from_one() -> None:
    answers = read("A;B;C\n1;2;3\n")
    assert [answers.number_of(heading) for heading in ("A", "C", "D")] == [1, 3, 1]


def test_a_table_without_anything_in_it_is_refused() -> None:
    with pytest.raises(CannotWorkError, match="the table is empty"):
        read("\n \n")


def test_headings_and_answers_are_put_on_one_line_without_what_cannot_be_seen() -> None:
    answers = read('"Hur\nnöjd\u200b  är\u00a0du?";G\n" Mycket\u202e nöjd ";x\n')
    assert answers.headings == ["Hur nöjd är du?", "G"]
    assert answers.rows[0].cells == {"Hur nöjd är du?": "Mycket nöjd", "G": "x"}


def test_commas_and_semicolons_in_quotes_do_not_part_cells() -> None:
    assert read('"Ja, nej, vet ej, annat";B\nJa;1\n').headings == ["Ja, nej, vet ej, annat", "B"]
    assert read('"Ja;nej\n;vet;ej",B\nJa,1\n').headings == ["Ja;nej ;vet;ej", "B"]


@pytest.mark.parametrize("encoding", Encoding)
def test_every_encoding_that_can_be_chosen(encoding: Encoding) -> None:
    answers = read_csv_answers("svar.csv", "Fråga;B\nNöjd;1\n".encode(encoding), lambda _: True, encoding)
    assert (answers.headings, answers.rows[0].cells["Fråga"]) == (["Fråga", "B"], "Nöjd")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_known_though_nothing_says_so(encoding: str) -> None:
    answers = read_csv_answers("svar.csv", "Är du nöjd?;B\nJa;1\nNej;2\n".encode(encoding), lambda _: True)
    assert answers.headings == ["Är du nöjd?", "B"]
    assert not answers.is_windows


def test_the_mark_that_utf_16_begins_with_is_no_letter_of_the_first_heading() -> None:
    assert read_cells("svar.csv", "Nöjd;B\nJa;1\n".encode("utf-16"))[0][0] == (1, ["Nöjd", "B"])


def book(path: Path) -> bytes:
    return path.read_bytes()


def test_the_sheet_of_a_workbook_is_the_first_with_anything_in_it_or_the_one_that_is_named(tmp_path: Path) -> None:
    path = tmp_path / "svar.xlsx"
    workbook = openpyxl.Workbook()
    for title in ("Om", "Svar"):
        workbook.create_sheet(title).append([title, "F"])
    workbook.save(path)
    assert read_answers("svar.xlsx", book(path), None, None).sheet == "Om"
    made = read_map(b"blad: svar\nkolumner: [{kolumn: F, typ: bortse}]\n", "karta.yaml").map
    assert read_answers("svar.xlsx", book(path), made, None).headings == ["Svar", "F"]
    other = read_map(b"blad: annat\nkolumner: [{kolumn: F, typ: bortse}]\n", "karta.yaml").map
    with pytest.raises(CannotWorkError, match="no sheet"):
        read_answers("svar.xlsx", book(path), other, None)


def test_the_rows_of_a_workbook_keep_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "svar.xlsx"
    write_workbook(path, [[], ["F", "Namn"], [], [5, CANARY], [2.5, CANARY]])
    answers = read_answers("svar.xlsx", book(path), None, None)
    assert answers.heading_row == 2
    assert [(row.number, row.cells["F"]) for row in answers.rows] == [(4, "5"), (5, "2.5")]


def test_a_workbook_whose_name_has_half_a_character_is_read(tmp_path: Path) -> None:
    path = tmp_path / "svar.xlsx"
    write_workbook(path, [["F"], [5]])
    assert read_answers("enk\udce4t.xlsx", book(path), None, None).file == "enk\udce4t.xlsx"


def test_a_column_of_a_strangers_sheet_may_be_half_a_character() -> None:
    sent = json.dumps([{}, [["subgoals", "Delmål", {"\ud800": "B"}, [], [], []]], {}])
    assert filled_of(sent).tables[0].letters == {"\ud800": "B"}


def test_what_is_odd_is_told_of_the_columns_that_are_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "svar.xlsx"
    workbook = openpyxl.Workbook()
    for row in (["Namn", "F"], ["=1+1", "=1+1"]):
        workbook.worksheets[0].append(row)
    workbook.save(path)
    column = "{kolumn: F, typ: skala, alternativ: [4, 5], räknas: 5, indikator: a}"
    asked = read_map(f"kolumner: [{column}]\n".encode(), "karta.yaml").map
    told = read_answers("svar.xlsx", book(path), asked, None).flaws
    assert [(flaw.row, flaw.heading) for flaw in told] == [(2, "F")]


def test_a_cell_far_away_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "svar.xlsx"
    workbook = openpyxl.Workbook()
    workbook.worksheets[0]["XFD1048576"] = CANARY
    workbook.save(path)
    with pytest.raises(CannotWorkError) as refused:
        read_answers("svar.xlsx", book(path), None, None)
    assert CANARY not in str(refused.value)


@pytest.mark.parametrize("name", ["svar.xls", "svar.csv", "svar"])
def test_a_workbook_is_read_as_one_whatever_it_is_called_and_one_of_the_old_kind_is_refused(
    name: str, tmp_path: Path
) -> None:
    path = tmp_path / "svar.xlsx"
    write_workbook(path, [["F"], [5]])
    assert read_answers(name, book(path), None, None).headings == ["F"]
    with pytest.raises(CannotWorkError) as refused:
        read_answers(name, b"\xd0\xcf\x11\xe0" + CANARY.encode(), None, None)
    assert ".xls" in text_of(refused.value.message, Language.SV)


def test_what_is_no_workbook_is_refused() -> None:
    with pytest.raises(CannotWorkError):
        read_answers("svar.xlsx", CANARY.encode(), None, None)


def test_a_column_too_many_is_refused() -> None:
    with pytest.raises(CannotWorkError, match="columns"):
        read(";".join(f"F{n}" for n in range(1001)) + "\n")


def test_a_table_may_be_as_large_as_it_is_said_and_no_larger(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_BYTES", len("a;b\n1;2\n"))
    assert len(read_cells("svar.csv", b"a;b\n1;2\n")[0]) == 2
    with pytest.raises(CannotWorkError):
        read_cells("svar.csv", b"a;b\n1;23\n")


def test_a_table_of_more_than_8_mib_is_refused() -> None:
    with pytest.raises(CannotWorkError, match="8 MiB"):
        read_cells("svar.csv", b"a\n" * (4 << 20) + b"a")
