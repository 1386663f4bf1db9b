"""Sheets that are filled in, as those who answer do: in cells found by what the rows and columns are called."""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from command_line import Anhorig
from plan_in_file import PLAN

TEXT = PLAN.replace(
    "    senast: 2026-06-30 ", "    enheter: hemvard\n    indikatorer: [stod, andel]\n    senast: 2026-06-30 "
)
"""A plan that has something to ask of its units."""
_SENT: list[bytes] = []
"""The sheet of its first unit, which is the same each time, so it is made once."""

HEADINGS = 3
"""The row of the headings."""


def put_sheet(anhorig: Anhorig, path: Path) -> None:
    """Write the sheet of the first unit of the plan, which lies in this folder as `planen.yaml`."""
    if not _SENT:
        assert anhorig("sheet", "planen", "--unit", "hemvard", "-o", path).code == 0
        _SENT.append(path.read_bytes())
    path.write_bytes(_SENT[0])


def cell_of(sheet: Worksheet, row: str, column: str) -> str:
    """Return the name of the cell in the first row that has a text in it, under a heading."""
    headings = {cell.value: get_column_letter(at) for at, cell in enumerate(sheet[HEADINGS], 1)}
    for cells in sheet.iter_rows(min_row=HEADINGS + 1):
        if any(row in str(cell.value) for cell in cells):
            return f"{headings[column]}{cells[0].row}"
    message = f"{sheet.title} has no row of {row}"
    raise AssertionError(message)


def fill(path: Path, table: str, row: str, /, **answers: Any) -> list[str]:
    """Write answers in a row of a table of a workbook, and return the names of their cells; `_` stands for a space."""
    book = openpyxl.load_workbook(path)
    sheet = book[table]
    cells = [cell_of(sheet, row, heading.replace("_", " ")) for heading in answers]
    for cell, value in zip(cells, answers.values(), strict=True):
        sheet[cell] = value
    book.save(path)
    return cells


def change_book(path: Path, change: Callable[[openpyxl.Workbook], object]) -> None:
    """Change a workbook as a program that knows workbooks does."""
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)


def parts_of(path: Path) -> dict[str, bytes]:
    """Return the parts of a workbook."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes], **how: Any) -> bytes:
    """Return parts packed as a workbook."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, **how) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


def change_part(path: Path, name: str, old: str, new: str) -> None:
    """Change the XML of a part of a workbook, as no program does."""
    parts = parts_of(path)
    text = parts[name].decode()
    assert old in text
    path.write_bytes(packed(parts | {name: text.replace(old, new, 1).encode()}))
