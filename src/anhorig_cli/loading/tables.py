"""Reading tables as spreadsheets save or copy them: rows with cells by column name, each with its line number."""

import csv
import io
import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.source import message

_DELIMITERS = "\t;,"
_SEPARATOR_LINE = re.compile(r"sep=([\t;,])\r?\n", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*(?:"|\Z)')
_SAMPLE = 1 << 16
"""How many bytes or characters are examined to detect the encoding and the delimiter."""
MOST_BYTES = 8 << 20
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""The first bytes of an Excel workbook, new (.xlsx) or old (.xls), whatever its file name."""


class InputRow(NamedTuple):
    """A row of a table: the line it ends on, and its non-empty cells by column name."""

    line: int
    cells: dict[str, str]


class InputTable(NamedTuple):
    """A table's columns, in order, and its rows; `is_windows` if it was not UTF-8 and was read as Windows-1252."""

    columns: list[str]
    rows: list[InputRow]
    is_windows: bool


class Encoding(StrEnum):
    """The encoding of a text file."""

    UTF_8 = "utf-8"
    UTF_16 = "utf-16"
    CP1252 = "cp1252"
    CP850 = "cp850"
    LATIN_1 = "latin-1"
    MAC_ROMAN = "mac-roman"


class Cells(NamedTuple):
    """The non-empty rows of a table, each with the line it ends on; `is_windows` as in `InputTable`."""

    rows: list[tuple[int, list[str]]]
    is_windows: bool


def read_table(name: str, data: bytes) -> InputTable:
    """Return a table whose cells are separated by `;`, `,` or tabs, in UTF-8, UTF-16 or, failing that, Windows-1252.

    Raises:
        CannotWorkError: if it is too large, or is not a table.
    """
    rows, is_windows = read_cells(name, data)
    columns = [cell.strip() for cell in rows[0][1]]
    return InputTable(columns, [_row(line, columns, cells) for line, cells in rows[1:]], is_windows)


def read_cells(name: str, data: bytes, encoding: Encoding | None = None) -> Cells:
    """Return a table's rows unprocessed, headings first; decoded as by `read_table`, or in the given encoding.

    Raises:
        CannotWorkError: if it is too large, is not a table, or is not in that encoding.
    """
    if len(data) > MOST_BYTES:
        raise CannotWorkError(message("{file}: the table is too large: at most 8 MiB", file=name))
    if data.startswith(_WORKBOOKS):
        raise CannotWorkError(message("{file}: it is a workbook, not a table: save it as CSV", file=name))
    text, is_windows = (_in_encoding(name, data, encoding), False) if encoding else _decoded(data)
    found = _SEPARATOR_LINE.match(text)
    start = 0
    if found:
        text, start = text[found.end() :], 1
    delimiter = found[1] if found else _delimiter(text)
    try:
        rows = list(_rows(text, delimiter, start))
    except csv.Error as error:
        raise CannotWorkError(message("{file}: it is not a table ({reason})", file=name, reason=str(error))) from None
    if not rows:
        raise CannotWorkError(message("{file}: the table is empty", file=name))
    return Cells(rows, is_windows)


def _in_encoding(name: str, data: bytes, encoding: Encoding) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise CannotWorkError(message("{file}: it is not in {encoding}", file=name, encoding=encoding.value)) from None


def _decoded(data: bytes) -> tuple[str, bool]:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", errors="replace"), False
    sample = data[:_SAMPLE]
    zeros = sample[::2].count(0), sample[1::2].count(0)
    if max(zeros) > len(sample) // 4:  # every other byte of most letters is zero: UTF-16 without a byte order mark
        return data.decode("utf-16-be" if zeros[0] > zeros[1] else "utf-16-le", errors="replace"), False
    try:
        return data.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), True


def _delimiter(text: str) -> str:
    """Return the delimiter that is most common on the first line, outside quotes."""
    line = _QUOTED.sub("", text[:_SAMPLE]).partition("\n")[0]
    return max(_DELIMITERS, key=line.count)


def _rows(text: str, delimiter: str, start: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the non-empty rows, each with the number of its last line."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield start + reader.line_num, cells


def _row(line: int, columns: list[str], cells: list[str]) -> InputRow:
    by_column = {name: cell.strip() for name, cell in zip(columns, cells, strict=False) if name and cell.strip()}
    too_many = [cell for cell in cells[len(columns) :] if cell.strip()]
    return InputRow(line, by_column | ({"": too_many[0]} if too_many else {}))
