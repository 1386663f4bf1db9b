"""A workbook is a stranger's file: what it may hold is inspected before anything else reads it."""

import io
import zipfile
from dataclasses import replace

import pytest

from anhorig_cli.catalog import text_of
from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.loading.workbook_inspection import InspectedWorkbook, inspect
from anhorig_cli.usecases.sheets import sent_sheets
from anhorig_cli.usecases.sheets.sent_sheets import read_sent
from anhorig_cli.vocabulary import Language
from filled_sheets import packed

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_LINK = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_PACKAGE = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'spreadsheetml.sheet.main+xml"/></Types>'
)
_ROOT = (
    f'<Relationships {_PACKAGE}><Relationship Id="rId1" Target="xl/workbook.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
_BOOK = f'<workbook {_MAIN} {_LINK}><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>'
_LINKS = (
    f'<Relationships {_PACKAGE}><Relationship Id="rId1" Target="worksheets/sheet1.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/></Relationships>'
)


def book(rows: str = "", more: str = "", /, **parts: str | None) -> dict[str, bytes]:
    """Return the parts of a small workbook; other parts by their names, None for one that is not there."""
    own: dict[str, str | None] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _ROOT,
        "xl/workbook.xml": _BOOK,
        "xl/_rels/workbook.xml.rels": _LINKS,
        "xl/worksheets/sheet1.xml": f"<worksheet {_MAIN}><sheetData>{rows}</sheetData>{more}</worksheet>",
    }
    return {name: text.encode() for name, text in (own | parts).items() if text is not None}


def inspected(rows: str = "", more: str = "", /, **parts: str | None) -> InspectedWorkbook:
    return inspect("a.xlsx", packed(book(rows, more, **parts)))


def why(data: bytes) -> str:
    """Return why a file is not read, as it is told; whatever is in it, in a process of its own."""
    with pytest.raises(CannotWorkError) as told:
        read_sent("a.xlsx", data)
    return text_of(told.value.message, Language.EN)


def test_a_sound_workbook_is_packed_anew_with_nothing_but_what_was_inspected() -> None:
    parts = book('<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>')
    found = inspect("a.xlsx", packed(parts | {"xl/media/picture.png": b"x", "docProps/app.xml": b"<a/>"}))
    assert found.sheets == ["A"]
    with zipfile.ZipFile(io.BytesIO(found.data)) as archive:
        assert sorted(archive.namelist()) == sorted(parts)


@pytest.mark.parametrize("cell", ["XFD1048576", "A200001", "ALM300"])
def test_a_cell_far_away_is_refused_since_room_would_be_made_for_all_before_it(cell: str) -> None:
    row = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    rows = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c r="{cell}"><v>1</v></c></row>'
    text = why(packed(book(rows)))
    assert (
        text == f"a.xlsx: there is something in the cell {cell}, far from the rest: remove it, and save the file again"
    )


def test_many_sheets_together_may_reach_no_further_than_one() -> None:
    names = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, 4))
    rows = '<row r="9000"><c r="J9000"><v>1</v></c></row>'
    parts = book(rows, **{"xl/workbook.xml": f"<workbook {_MAIN} {_LINK}><sheets>{names}</sheets></workbook>"})
    assert "far from the rest" in why(packed(parts))


def test_cells_that_do_not_say_where_they_are_are_counted() -> None:
    rows = "<row>" + "<c/>" * 20 + "</row>"
    assert "far from the rest" in why(packed(book(f"{rows}<row r='20000'>{rows[5:]}")))
    assert inspected(rows * 3).oddities == []


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "it is not an Excel workbook (.xlsx)"),
        (b"datum;v\xc3\xa4rde\n", "it is not an Excel workbook (.xlsx)"),
        (
            packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
            "it is not an Excel workbook (.xlsx)",
        ),
        (packed({"word/document.xml": b"<a/>"}), "it is not an Excel workbook (.xlsx)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "it has a password, or is in the old format (.xls)"),
        (packed(book())[:-30], "it is not an Excel workbook (.xlsx)"),
    ],
)
def test_what_is_no_workbook_is_said_to_be_none(data: bytes, told: str) -> None:
    assert told in why(data)


def test_what_is_too_large_is_refused() -> None:
    assert "the file is too large: at most 8 MiB" in why(b"PK" + bytes(8 << 20))


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("xl/vbaProject.bin", "x", "it has macros"),
        ("xl/VBAPROJECT.BIN", "x", "it has macros"),
        ("xl/macrosheets/sheet1.xml", "<a/>", "it has macros"),
        ("[Content_Types].xml", _TYPES.replace("sheet.main", "sheet.macroEnabled.main"), "it has macros"),
        ("xl/externalLinks/externalLink1.xml", "<a/>", "it refers to other files"),
        ("xl/connections.xml", "<a/>", "it refers to other files"),
        (
            "xl/_rels/workbook.xml.rels",
            _LINKS.replace("/></", ' TargetMode="External"/></'),
            "it refers to other files",
        ),
        ("xl/embeddings/oleObject1.bin", "x", "it has other files or controls in it"),
        ("xl/workbook.bin", "x", "it is a binary workbook"),
        ("../xl/a.xml", "<a/>", "damaged"),
        ("XL/workbook.xml", _BOOK, "damaged"),
        ("xl/_rels/workbook.xml.rels", _LINKS.replace("sheet1.xml", "../../../etc/passwd"), "damaged"),
        ("xl/_rels/workbook.xml.rels", None, "damaged"),
        ("[Content_Types].xml", None, "it is not an Excel workbook"),
        ("xl/sharedStrings.xml", "<sst><si>", "damaged"),
        ("xl/styles.xml", "<a>" * 101 + "</a>" * 101, "it contains too much"),
        ("xl/styles.xml", "<a>" + "<b/>" * 200_001 + "</a>", "it contains too much"),
        (
            "xl/sharedStrings.xml",
            '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>',
            "damaged",
        ),
    ],
)
def test_what_may_act_or_swell_is_refused(name: str, text: str | None, told: str) -> None:
    assert told in why(packed(book(**{name: text})))


def test_what_unpacks_to_more_than_can_be_read_is_refused() -> None:
    assert "it contains too much" in why(packed(book() | {"xl/a.xml": bytes(9 << 20)}))


def test_a_part_that_says_it_is_smaller_than_it_is_is_refused() -> None:
    data = bytearray(packed(book() | {"xl/sharedStrings.xml": b"<a/>" + bytes(1 << 20)}))
    for mark in (b"PK\x01\x02", b"PK\x03\x04"):
        at = data.rfind(mark)
        start = at + (24 if mark == b"PK\x01\x02" else 22)
        data[start : start + 4] = (10).to_bytes(4, "little")
    assert "a.xlsx" in why(bytes(data))


def test_more_parts_than_a_sheet_has_are_refused() -> None:
    assert "it contains too much" in why(packed(book() | {f"xl/{n}.png": b"" for n in range(301)}))


def test_a_part_with_a_password_is_refused() -> None:
    data = packed(book())
    flagged = data.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")
    assert flagged != data
    assert "it has a password" in why(flagged)


@pytest.mark.parametrize(
    ("rows", "more", "area"),
    [
        ('<row r="4"><c r="D4" t="e"><v>#DIV/0!</v></c></row>', "", "D4"),
        ('<row r="4"><c r="D4"><f>1+1</f></c></row>', "", "D4"),
        ('<row r="4"><c/><c/><c><f>1+1</f><v>2</v></c></row>', "", "C4"),
        ("", '<mergeCells><mergeCell ref="D4:D6"/></mergeCells>', "D4:D6"),
    ],
)
def test_errors_formulas_and_merged_cells_are_seen_in_the_file_itself(rows: str, more: str, area: str) -> None:
    assert [one.area for one in inspected(rows, more).oddities] == [area]


def test_per_cent_and_months_are_seen_by_the_format_of_the_cell() -> None:
    codes = ("0.0%", "mmm\\ yyyy", "yyyy\\-mm\\-dd", "0&quot;%&quot;")
    formats = "".join(f'<numFmt numFmtId="{n}" formatCode="{code}"/>' for n, code in enumerate(codes, 164))
    styles = (
        f"<styleSheet><numFmts>{formats}</numFmts>"
        '<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
        "<cellXfs>"
        + "".join(f'<xf numFmtId="{n}"/>' for n in (0, 9, 164, 165, 166, 167, 17))
        + "</cellXfs></styleSheet>"
    )
    cells = "".join(f'<c r="{letter}1" s="{n}"><v>1</v></c>' for n, letter in enumerate("ABCDEFG"))
    found = inspected(f'<row r="1">{cells}</row>', **{"xl/styles.xml": styles})
    assert sorted(found.percents) == [("A", "B1"), ("A", "C1")]
    assert sorted(found.months) == [("A", "D1"), ("A", "G1")]


def test_a_sound_workbook_that_is_no_sheet_of_ours_is_said_to_be_none() -> None:
    assert "it is not a sheet from anhorig" in why(packed(book()))


def test_what_takes_too_long_to_read_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    bounds = sent_sheets._BOUNDS  # noqa: SLF001
    monkeypatch.setattr(sent_sheets, "_BOUNDS", replace(bounds, seconds=1e-6, grace=0))
    assert why(packed(book())) == "a.xlsx: it takes too long to read, so it is not read"


def test_where_what_reads_workbooks_stops_short_the_tool_goes_on() -> None:
    parts = book('<row r="1"><c r="A1" t="s"><v>99999999999</v></c></row>')
    assert why(packed(parts)).startswith("a.xlsx: it ")
