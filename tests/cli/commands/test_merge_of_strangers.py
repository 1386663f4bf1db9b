"""Workbooks as a stranger, or an honest mistake, may make them: nothing is lost in silence, and nothing breaks."""

import io
import os
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from command_line import Anhorig, Run
from filled_sheets import TEXT, change_book, change_part, packed, parts_of, put_sheet

CYCLE = "xl/worksheets/sheet2.xml"
PICTURE = Path(__file__).parents[3] / "docs" / "images" / "ark.png"
STRINGS = "xl/sharedStrings.xml"
TYPES = "[Content_Types].xml"
G4 = re.compile(r'<c r="G4" s="(\d+)"/>')
DONE = "Rapportera: Utfört: 2026-04-10 har lagts till"
Change = Callable[[openpyxl.Workbook], object]


class Sent:
    """A plan, and the sheet of one of its units that went out."""

    def __init__(self, anhorig: Anhorig, folder: Path) -> None:
        self._anhorig = anhorig
        self.plan = folder / "planen.yaml"
        self.plan.write_text(TEXT, encoding="utf-8")
        self.path = Path("ark.xlsx")
        put_sheet(anhorig, self.path)

    def command(self, *words: object) -> Run:
        return self._anhorig(*words)

    def merge(self) -> Run:
        return self._anhorig("merge", self.path, "--dry-run")

    @property
    def told(self) -> list[str]:
        """What is told of cells and of the file, without its name."""
        lines = self.merge().err.splitlines()
        return [line.removeprefix("ark.xlsx").removeprefix("!") for line in lines if line.startswith("ark.xlsx")]

    def changed(self, change: Change) -> "Sent":
        change_book(self.path, change)
        return self

    def with_part(self, name: str, old: str, new: str) -> "Sent":
        change_part(self.path, name, old, new)
        return self

    def with_g4(self, cell: str) -> "Sent":
        """Write the cell for the day on which something was done, as XML."""
        parts = parts_of(self.path)
        text = G4.sub(cell, parts[CYCLE].decode(), count=1)
        self.path.write_bytes(packed(parts | {CYCLE: text.encode()}))
        return self


@pytest.fixture
def sent(anhorig: Anhorig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, on_a_day: Callable[[date], None]) -> Sent:
    on_a_day(date(2026, 9, 1))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "anhorig.yaml").write_text("planer: .\n", encoding="utf-8")
    return Sent(anhorig, tmp_path)


def on_another_sheet(book: openpyxl.Workbook) -> None:
    book.create_sheet("Anteckningar")["B2"] = "Vi har ett möte till"


def in_a_comment(book: openpyxl.Workbook) -> None:
    book["Delmål"]["F4"].comment = Comment("Klart sedan i våras", "Enheten")


def in_a_picture(book: openpyxl.Workbook) -> None:
    book["Delmål"].add_image(Image(io.BytesIO(PICTURE.read_bytes())), "F4")


def put(sheet: str, cell: str, value: object) -> Change:
    """Return a change that writes a value in a cell."""

    def change(book: openpyxl.Workbook) -> None:
        book[sheet][cell].value = value

    return change


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (on_another_sheet, "Anteckningar!B2: det här står inte på ett blad för svar, så det läses inte"),
        (put("Läs så här", "A30", "Hälsningar"), "Läs så här!A30: det här står inte på ett blad för svar"),
        (put("Läs så här", "C2", "Hälsningar"), "Läs så här!C2: det här står inte på ett blad för svar"),
        (put("Delmål", "E1", "Allt är klart"), "Delmål!E1: det står något bredvid tabellen"),
        (put("Delmål", "M3", "Egen kolumn"), "Delmål!M3: det står något bredvid tabellen"),
        (in_a_comment, "Delmål!F4: cellen har en kommentar, som inte läses"),
        (in_a_picture, "Delmål!A1: en bild eller textruta ligger på bladet och läses inte"),
        (lambda book: book["Årshjul"].delete_rows(4), "Årshjul!A1: raden för 'Rapportera, 2026-Q1' är borta"),
        (lambda book: book["Årshjul"].insert_cols(4), "Årshjul!D4: cellen är inte till för svar och har ändrats"),
        (lambda book: book["Årshjul"].delete_cols(4), "Årshjul!D4: cellen är inte till för svar och har ändrats"),
        (lambda book: setattr(book["Årshjul"], "title", "Blad1"), "Årshjul!A1: bladet är borta: be om en ny fil"),
        (put("Årshjul", "G4", True), 'Årshjul!G4: "true" är inget datum'),
        (put("Årshjul", "G4", 46122), 'Årshjul!G4: "46122" är inget datum'),
        (put("Årshjul", "G4", "=TODAY()"), "Årshjul!G4: cellen innehåller en formel"),
    ],
)
def test_what_is_not_read_is_told_with_its_cell(change: Change, told: str, sent: Sent) -> None:
    found = sent.changed(change).told
    assert any(line.startswith(told) for line in found), found
    assert sent.merge().code == 1


def test_an_answer_beside_a_comment_is_written_and_the_comment_is_told(sent: Sent) -> None:
    sent.changed(put("Årshjul", "G4", "2026-04-10")).changed(in_a_comment)
    assert DONE in sent.merge().out
    assert len(sent.told) == 1


def test_a_row_that_is_put_in_between_changes_nothing(sent: Sent) -> None:
    run = sent.changed(lambda book: book["Årshjul"].insert_rows(5)).merge()
    assert (run.code, run.out) == (0, "")


@pytest.mark.parametrize("is_of_1904", [False, True])
def test_a_day_is_the_same_in_either_calendar(is_of_1904: bool, sent: Sent) -> None:
    def change(book: openpyxl.Workbook) -> None:
        if is_of_1904:
            book.epoch = CALENDAR_MAC_1904
        book["Årshjul"]["G4"] = date(2026, 4, 10)
        book["Årshjul"].row_dimensions[4].hidden = True  # as a filter leaves it

    assert DONE in sent.changed(change).merge().out


@pytest.mark.parametrize(
    "cell",
    [
        r'<c r="G4" s="\1" t="inlineStr"><is><t>2026-04-10</t></is></c>',
        r'<c r="G4" s="\1" t="inlineStr"><is><r><t>2026-</t></r><r><t>04-10</t></r></is></c>',
        r'<c r="G4" s="\1" t="str"><v>2026-04-10</v></c>',
        r'<c s="\1" r="G4" t="d"><v>2026-04-10</v></c>',
    ],
)
def test_a_text_may_stand_in_the_cell_itself(cell: str, sent: Sent) -> None:
    assert DONE in sent.with_g4(cell).merge().out


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (r'<c r="G4" s="\1" t="e"><v>#N/A</v></c>', "Årshjul!G4: cellen innehåller ett fel"),
        (r'<c r="G4" s="\1"><f t="shared" si="0"/><v>5</v></c>', "Årshjul!G4: cellen innehåller en formel"),
        (r'<c r="G4" s="\1"><v>NaN</v></c>', 'Årshjul!G4: "nan" är inget datum'),
        (r'<c r="G4" s="\1"><v>1e999</v></c>', 'Årshjul!G4: "inf" är inget datum'),
        (r'<c r="G4" s="\1"><v>-1e308</v></c>', "Årshjul!G4: "),
        (r'<c r="G4" s="\1" t="d"><v>99999-99-99</v></c>', 'Årshjul!G4: "99999-99-99" är inget datum'),
        (r'<c r="G4" s="\1" t="s"><v>-1</v></c>', "Årshjul!G4: "),
        (r'<c r="G4" s="\1" t="s"><v>99999</v></c>', ": det är ingen Excelarbetsbok (.xlsx)"),
        (r'<c r="g4" s="\1" t="s"><v>0</v></c>', ": filen är skadad: spara den på nytt"),
    ],
)
def test_a_value_that_no_cell_should_have_is_told(cell: str, told: str, sent: Sent) -> None:
    (line,) = sent.with_g4(cell).told
    assert line.startswith(told)


def part_of_type(kind: str) -> str:
    """Return what says that there is a part of a kind, whatever it is called."""
    return f'<Override PartName="/xl/x" ContentType="{kind}"/></Types>'


@pytest.mark.parametrize(
    ("part", "old", "new", "told"),
    [
        (TYPES, "</Types>", part_of_type("application/vnd.ms-office.vbaProject"), "makron"),
        (TYPES, "spreadsheetml.sheet.main+xml", "x.sheet.macroEnabled.main+xml", "makron"),
        (TYPES, "</Types>", part_of_type("application/x.externalLink+xml"), "hänvisar till andra filer"),
        (TYPES, "</Types>", part_of_type("application/x.oleObject"), "andra filer eller kontroller"),
        (STRINGS, "<sst", '<!DOCTYPE x [<!ENTITY a "b">]><sst', "skadad"),
        (STRINGS, "</sst>", "<si><t>a</t></si>" * 190_000 + "</sst>", "för mycket"),
        (CYCLE, "<sheetData>", "<x>" * 500 + "</x>" * 500 + "<sheetData>", "för mycket"),
        (CYCLE, "</sheetData>", '<row r="9"><c r="XFD1048576"><v>1</v></c></row></sheetData>', "XFD1048576"),
        ("xl/_rels/workbook.xml.rels", "worksheets/sheet2.xml", "../../etc/passwd", "skadad"),
    ],
)  # fmt: skip
def test_what_no_sheet_has_in_it_is_refused_in_a_sentence(part: str, old: str, new: str, told: str, sent: Sent) -> None:
    (line,) = sent.with_part(part, old, new).told
    assert told in line


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (CYCLE, "</sheetData>", '<row r="1048576"/></sheetData>'),
        (CYCLE, '<dimension ref="B1:H7"/>', '<dimension ref="A1:XFD1048576"/>'),
        ("xl/_rels/workbook.xml.rels", "worksheets/sheet2.xml", "/xl/worksheets/sheet2.xml"),
    ],
)
def test_what_only_looks_odd_is_read(part: str, old: str, new: str, sent: Sent) -> None:
    if old.startswith("<dimension"):
        old = re.findall(r"<dimension[^>]*>", parts_of(sent.path)[CYCLE].decode())[0]
    assert sent.with_part(part, old, new).told == []


def test_a_workbook_of_the_strict_kind_is_read(sent: Sent) -> None:
    kinds = {
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
            b"http://purl.oclc.org/ooxml/officeDocument/relationships"
        ),
    }
    parts = parts_of(sent.with_g4(r'<c r="G4" s="\1" t="str"><v>2026-04-10</v></c>').path)
    for old, new in kinds.items():
        parts = {name: data.replace(old, new) for name, data in parts.items()}
    sent.path.write_bytes(packed(parts))
    assert DONE in sent.merge().out


def test_a_sheet_that_its_reader_sees_nothing_of_is_told(sent: Sent) -> None:
    parts = parts_of(sent.path)
    text = parts[CYCLE].decode().replace("UTF-8", "UTF-16")
    sent.path.write_bytes(packed(parts | {CYCLE: text.encode("utf-16")}))
    assert len([line for line in sent.told if "är borta" in line]) == 4


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "det är ingen Excelarbetsbok"),
        (b"a;b\n1;2\n", "det är ingen Excelarbetsbok"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "det är ingen Excelarbetsbok"),
        (b"\xd0\xcf\x11\xe0" + bytes(5000), "lösenord"),
        (packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "det är ingen Excelarbetsbok"),
        (packed({"xl/workbook.bin": b"1"}), "binär arbetsbok"),
        (packed({"xl/workbook.xml": b"<a/>", "XL/Workbook.xml": b"<a/>"}), "skadad"),
    ],
)
def test_what_is_no_workbook_is_told(data: bytes, told: str, sent: Sent) -> None:
    sent.path.write_bytes(data)
    (line,) = sent.told
    assert told in line


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded and counted there")
def test_a_text_that_a_hundred_thousand_cells_share_ends_within_bounds_and_in_a_sentence(sent: Sent) -> None:
    strings = parts_of(sent.path)[STRINGS].decode()
    cells = "".join(f'<c r="{letter}{{row}}" t="s"><v>{strings.count("<si>")}</v></c>' for letter in "BCDEFGH")
    rows = "".join(f'<row r="{row}">{cells.format(row=row)}</row>' for row in range(9, 2009))
    sent.with_part(STRINGS, "</sst>", f"<si><t>{'x' * 4_000_000}</t></si></sst>")
    sent.with_part(CYCLE, "</sheetData>", f"{rows}</sheetData>")
    command = [str(Path(sys.executable).parent / "anhorig"), "merge", str(sent.path)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    ran = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "ANHORIG_LANGUAGE": "en"}
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert ran.returncode == 1
    assert len(ran.stderr.splitlines()) == 1, ran.stderr
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 4
    assert sent.plan.read_text(encoding="utf-8") == TEXT


def test_the_same_file_under_two_names_answers_each_row_twice(sent: Sent) -> None:
    sent.changed(put("Årshjul", "G4", "2026-04-10"))
    shutil.copy(sent.path, "kopia.xlsx")
    run = sent.command("merge", "ark.xlsx", "kopia.xlsx")
    assert run.code == 1
    assert "ark.xlsx!Årshjul!G4: kopia.xlsx svarar på samma rad" in run.err
    assert sent.plan.read_text(encoding="utf-8") == TEXT
