"""Sheets as files: Excel workbooks with answer cells, and CSV tables."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.rendering.formats import not_installed
from anhorig_cli.source import message
from anhorig_cli.views.sheets import FORMAT_VERSION, SheetColumn, SheetRow, SheetTable, SheetView, joined

_Book = Any
_Sheet = Any
"""The library has no type annotations."""
KEY_SHEET = "_anhorig"
LISTS_SHEET = "_listor"
HEADING_ROW = 3
"""The row with a table's headings, counted from 1."""
FIRST_COLUMN = 1
"""The first visible column, counted from 0; the one before it holds the rows' keys."""
CSV_MARK = "anhorig"
_A4 = 9
_MOST_ROWS = 1500
_DARK, _PALE, _YELLOW, _LINE = "#1F3A4D", "#F2F4F6", "#FFF8D6", "#B8C2CA"
_BEGINS_FORMULA = tuple("=+-@\t\r")
"""Characters that make a spreadsheet take a cell that begins with one for a formula."""


def as_workbook(view: SheetView, day: date) -> bytes:
    """Return a sheet as a workbook; the same sheet and day give the same bytes.

    Raises:
        CannotWorkError: the library for workbooks is not installed, or the sheet has more rows than can be read back.
    """
    rows = sum(len(table.rows) for table in view.tables)
    if rows > _MOST_ROWS:
        raise CannotWorkError(
            message(
                "the sheet of '{whose}' has {n} rows, more than the {most} that can be read when it comes back",
                whose=view.whose,
                n=rows,
                most=_MOST_ROWS,
            )
        )
    data = io.BytesIO()
    plain = dict.fromkeys(("strings_to_numbers", "strings_to_formulas", "strings_to_urls"), False)
    book = _xlsxwriter().Workbook(data, {"in_memory": True, **plain})
    book.set_properties({"title": view.title, "created": datetime.combine(day, time(), UTC)})
    _Writer(book, view).write()
    book.close()
    return data.getvalue()


def _xlsxwriter() -> Any:
    try:
        import xlsxwriter  # noqa: PLC0415 # pyright: ignore[reportMissingTypeStubs] - heavy, and may not be installed
    except ModuleNotFoundError as error:
        raise not_installed(error, "XLSX", "excel") from None
    return xlsxwriter


class _Writer:
    """Writes a sheet into a workbook."""

    def __init__(self, book: _Book, view: SheetView) -> None:
        self._book = book
        self._view = view
        self._lists: dict[tuple[str, ...], str] = {}
        self._formats = {name: book.add_format({"font_name": "Arial", "font_size": 10, **how}) for name, how in _LOOKS}

    def write(self) -> None:
        """Write the introduction, the tables, and the hidden sheets: lists of choices, and the original cells."""
        self._write_introduction()
        sheets = [self._book.add_worksheet(table.title) for table in self._view.tables]
        lists = self._book.add_worksheet(LISTS_SHEET)
        for sheet, table in zip(sheets, self._view.tables, strict=True):
            self._write_table(sheet, table, lists)
        lists.very_hidden()
        self._write_original()

    def _write_introduction(self) -> None:
        sheet = self._book.add_worksheet(self._view.reading_title)
        _lock_and_lay_out(sheet, is_wide=False)
        sheet.set_column(0, 0, 100)
        for row, line in enumerate(self._view.reading):
            sheet.write_string(row, 0, line, self._formats["title" if row == 0 else "reading"])
            sheet.set_row(row, 30 if row == 0 else _height([line], [110], 18))

    def _write_table(self, sheet: _Sheet, table: SheetTable, lists: _Sheet) -> None:
        _lock_and_lay_out(sheet, is_wide=True)
        last = FIRST_COLUMN + len(table.columns) - 1
        heading = HEADING_ROW - 1
        sheet.set_column(0, 0, 1, None, {"hidden": True})
        sheet.write_string(0, FIRST_COLUMN, f"{table.title} – {self._view.whose}", self._formats["title"])
        sheet.write_string(1, FIRST_COLUMN, table.instruction, self._formats["told"])
        sheet.set_row(0, 24)
        sheet.set_row(1, 18)
        sheet.set_row(heading, 32)
        for place, column in enumerate(table.columns, FIRST_COLUMN):
            sheet.set_column(place, place, column.width)
            sheet.write_string(heading, place, column.heading, self._formats["heading"])
        for place, row in enumerate(table.rows, HEADING_ROW):
            self._write_row(sheet, place, table.columns, row, lists)
        sheet.freeze_panes(HEADING_ROW, FIRST_COLUMN + 1)
        sheet.repeat_rows(heading)
        bottom = max(HEADING_ROW, HEADING_ROW + len(table.rows) - 1)
        sheet.print_area(0, FIRST_COLUMN, bottom, last)
        sheet.ignore_errors({"number_stored_as_text": f"A1:{_letters(last)}{bottom + 1}"})

    def _write_row(
        self, sheet: _Sheet, place: int, columns: Sequence[SheetColumn], row: SheetRow, lists: _Sheet
    ) -> None:
        sheet.set_row(place, _height(row.cells, [column.width for column in columns], 30))
        sheet.write_string(place, 0, row.key, self._formats["key"])
        for at, (column, text) in enumerate(zip(columns, row.cells, strict=True), FIRST_COLUMN):
            look = self._formats["answer" if column.is_answer and row.is_open else "locked"]
            sheet.write_string(place, at, text, look) if text else sheet.write_blank(place, at, None, look)
            if column.is_answer and row.is_open:
                self._add_help(sheet, place, at, column, row, lists)

    def _add_help(self, sheet: _Sheet, place: int, at: int, column: SheetColumn, row: SheetRow, lists: _Sheet) -> None:
        """Add to an answer cell its list of choices, or the hint on how to fill it in."""
        if column.name == "status" and row.words:
            listed = {"validate": "list", "source": self._list_of(row.words, lists), "ignore_blank": True}
            sheet.data_validation(place, at, place, at, listed)
        elif column.hint:
            hint = {"validate": "any", "input_title": column.heading[:32], "input_message": column.hint[:255]}
            sheet.data_validation(place, at, place, at, hint)

    def _list_of(self, words: tuple[str, ...], lists: _Sheet) -> str:
        """Return the range of a list of words: one cell each, since in a single text commas would separate them."""
        if words not in self._lists:
            at = len(self._lists)
            for place, word in enumerate(words):
                lists.write_string(place, at, word)
            letters = _letters(at)
            self._lists[words] = f"={LISTS_SHEET}!${letters}$1:${letters}${len(words)}"
        return self._lists[words]

    def _write_original(self) -> None:
        """Write the very hidden sheet: the file's plan and request, then each row's cells as they were sent out."""
        sheet = self._book.add_worksheet(KEY_SHEET)
        for place, (name, value) in enumerate(head_of(self._view).items()):
            sheet.write_string(place, 0, name)
            sheet.write_string(place, 1, value)
        place = len(head_of(self._view)) + 1
        for table in self._view.tables:
            names = [column.name for column in table.columns]
            sheet.write_row(place, 0, ["table", table.kind, table.title, json.dumps(names)])
            for row in table.rows:
                place += 1
                texts = ["row", row.key, row.mark, *row.cells]
                for at, text in enumerate(texts):
                    sheet.write_string(place, at, text)
            place += 1
        sheet.very_hidden()


def head_of(view: SheetView) -> dict[str, str]:
    """Return the fields that identify a file's plan and request."""
    return {
        "version": FORMAT_VERSION,
        "plan": view.plan,
        "meaning": view.meaning,
        "language": view.language,
        "unit": view.asked.unit or "",
        "responsible": view.asked.responsible or "",
        "year": str(view.asked.year),
        "date": view.iso_date,
    }


_CELL = {
    "text_wrap": True,
    "align": "left",
    "valign": "top",
    "indent": 1,
    "border": 1,
    "border_color": _LINE,
    "num_format": "@",
}
_LOOKS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("title", {"bold": True, "font_size": 14, "font_color": _DARK, "valign": "vcenter"}),
    ("told", {"italic": True, "font_color": "#444444", "valign": "vcenter"}),
    ("reading", {"text_wrap": True, "valign": "top"}),
    (
        "heading",
        {"bold": True, "font_color": "#FFFFFF", "bg_color": _DARK, "text_wrap": True, "valign": "vcenter", "indent": 1},
    ),
    ("locked", {**_CELL, "bg_color": _PALE}),
    ("answer", {**_CELL, "bg_color": _YELLOW, "locked": False}),
    ("key", {"num_format": "@"}),
)
_INDENT = 2
_LETTER = 1.1
"""The width of an average letter in digits, the unit of column widths, for wrapped text."""


def _lock_and_lay_out(sheet: _Sheet, *, is_wide: bool) -> None:
    """Lock a sheet except its answer cells, and set it up to be printed on A4, fitted to the page width."""
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.set_paper(_A4)
    if is_wide:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.set_footer("&L&8&A&R&8&P / &N")
    sheet.hide_gridlines(2)


def _height(texts: Sequence[str], widths: Sequence[int], least: int) -> float:
    """Return the height of a row in points, for the text with most lines."""
    lines = [_lines(text, width) for text, width in zip(texts, widths, strict=True)]
    return max(least, 13.5 * max(lines, default=1) + 3)


def _lines(text: str, width: int) -> int:
    return sum(max(1, -(-int(len(line) * _LETTER) // (width - _INDENT))) for line in text.split("\n"))


def _letters(column: int) -> str:
    """Return the letters of a column, counted from 0."""
    from xlsxwriter.utility import xl_col_to_name  # noqa: PLC0415 # pyright: ignore[reportMissingTypeStubs] - as above

    return str(xl_col_to_name(column))


def as_csv(view: SheetView, table: SheetTable) -> bytes:
    """Return one table of a sheet as CSV: with a byte order mark, `;` between cells, and the rows' keys first."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    mark = joined([CSV_MARK, *head_of(view).values(), table.kind])
    writer.writerow([mark, *(column.heading for column in table.columns)])
    for row in table.rows:
        writer.writerow([f"{row.key}|{row.mark}|{row.cells_mark}", *map(_harmless, row.cells)])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_BEGINS_FORMULA) else text


def csv_files(view: SheetView) -> Iterator[tuple[str, bytes]]:
    """Yield each table of a sheet that has rows: its title and its CSV."""
    for table in view.tables:
        if table.rows:
            yield table.title, as_csv(view, table)
