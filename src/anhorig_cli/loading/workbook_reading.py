"""Reading a returned workbook or CSV table: its rows, each with the values it had when it was sent."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from io import BytesIO
from itertools import islice
from math import isfinite
from typing import Any, NamedTuple, cast

from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.loading.tables import read_table
from anhorig_cli.loading.workbook_cells import letters_of
from anhorig_cli.loading.workbook_inspection import InspectedWorkbook, Oddity, inspect
from anhorig_cli.source import Message, message

KEY_SHEET = "_anhorig"
LISTS_SHEET = "_listor"
_CSV_MARK = "anhorig"
_METADATA_KEYS: tuple[str, ...] = ("version", "plan", "meaning", "language", "unit", "responsible", "year", "date")
_HEADING_ROW = 3
_KEY_CELLS = 4
"""The number of cells at the beginning of a row in the very hidden sheet that say what the row describes."""
_FIRST_COLUMN = 2
"""The first visible column, counted from 1."""


class CellFlaw(NamedTuple):
    """A flaw in a cell: the cell's name, and what is wrong."""

    cell: str
    text: Message


class FilledRow(NamedTuple):
    """A returned row: its number in the file, its key, and its cells by column name.

    Under an empty name, `cells` has the letters of the first filled column beside the table, if any. `mark` and
    `cells_mark` are the checksums, when it was sent, of the plan's values and of its cells; without a `cells_mark`,
    `base` holds the sent cells themselves.
    """

    number: int
    key: str
    cells: dict[str, str]
    mark: str
    cells_mark: str
    base: dict[str, str]


class FilledTable(NamedTuple):
    """A returned table: its kind and title, the letters of its columns by name, its rows and flaws.

    `headings` are the names in a CSV file's heading row; empty for a workbook, whose columns are known without them.
    """

    kind: str
    title: str
    letters: dict[str, str]
    rows: list[FilledRow]
    flaws: list[CellFlaw]
    headings: list[str]


class FilledSheet(NamedTuple):
    """A returned file: its metadata, its tables, and the filled cells on its other sheets.

    `others` maps the titles of those sheets to cells, each as its name and row number.
    """

    head: dict[str, str]
    tables: list[FilledTable]
    others: dict[str, list[tuple[str, int]]]


def read_filled(job: tuple[str, bytes]) -> Iterator[str]:
    """Yield a returned workbook as one JSON text: it is read in a separate process, which can only send text.

    Raises:
        CannotWorkError: if it cannot be read at all.
    """
    name, data = job
    inspected = inspect(name, data)
    yield json.dumps(_WorkbookReader(name, inspected, grids(name, inspected)).filled())


def filled_of(text: str) -> FilledSheet:
    """Return the file in the JSON text from `read_filled`."""
    head, tables, others = json.loads(text)  # not by Pydantic: a column name may contain half a surrogate pair
    return FilledSheet(
        head,
        [
            FilledTable(
                kind,
                title,
                letters,
                [FilledRow(*row) for row in rows],
                [CellFlaw(cell, Message(*text)) for cell, text in flaws],
                headings,
            )
            for kind, title, letters, rows, flaws, headings in tables
        ],
        {title: [(cell, number) for cell, number in cells] for title, cells in others.items()},
    )


Grid = Sequence[Sequence[str]]


def grids(name: str, inspected: InspectedWorkbook) -> dict[str, Grid]:
    """Return the cells of each sheet as text, from cell A1."""
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - may not be installed

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(inspected.data))
        return {
            sheet: [
                [_text(value, sheet, f"{letters_of(column)}{row}", inspected) for column, value in enumerate(cells, 1)]
                for row, cells in enumerate(book.get_sheet_by_name(sheet).to_python(skip_empty_area=False), 1)
            ]
            for sheet in inspected.sheets
        }
    except CalamineError:
        raise CannotWorkError(message("{file}: it is not an Excel workbook (.xlsx)", file=name)) from None


def _text(value: Any, sheet: str, cell: str, inspected: InspectedWorkbook) -> str:
    """Return a value as a person would write it: a whole number without decimals, a month, a percentage with `%`."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return _number(value, is_percent=(sheet, cell) in inspected.percents)
    if isinstance(value, datetime):
        value = value.date() if value.time() == time() else value
    if isinstance(value, date) and not isinstance(value, datetime) and (sheet, cell) in inspected.months:
        return f"{value:%Y-%m}"
    return str(value)


def _number(value: float, *, is_percent: bool) -> str:
    if not isfinite(value):
        return str(value)
    shown = round(value * 100, 10) if is_percent else value
    text = str(int(shown)) if shown == int(shown) else repr(shown)
    return f"{text} %" if is_percent else text


class _WorkbookReader:
    """Reads the tables of a workbook, as described in its very hidden sheet."""

    def __init__(self, name: str, inspected: InspectedWorkbook, grids: Mapping[str, Grid]) -> None:
        self._name = name
        self._inspected = inspected
        self._grids = grids

    def filled(self) -> FilledSheet:
        key_rows = [[*row, *[""] * _KEY_CELLS] for row in self._grids.get(KEY_SHEET, ())]
        if any(one.sheet == KEY_SHEET for one in self._inspected.oddities):
            raise CannotWorkError(_no_metadata(self._name))
        head = {row[0]: row[1] for row in key_rows if row[0] in _METADATA_KEYS}
        if set(head) != set(_METADATA_KEYS):
            raise CannotWorkError(_no_metadata(self._name))
        tables = [self._table(*one) for one in self._table_descriptions(key_rows)]
        return FilledSheet(head, tables, self._others({one.title for one in tables}))

    def _others(self, titles: set[str]) -> dict[str, list[tuple[str, int]]]:
        """Return the filled cells of the sheets without a table; none if a table's sheet is missing or renamed."""
        if not titles <= self._grids.keys():
            return {}
        known = {KEY_SHEET, LISTS_SHEET, *titles}
        return {title: list(_cells(grid)) for title, grid in self._grids.items() if title not in known}

    def _table_descriptions(self, key_rows: Grid) -> list[tuple[str, str, list[str], dict[str, list[str]]]]:
        """Return each table's kind, title and columns, and the checksum and sent cells of its rows, by row key."""
        tables: list[tuple[str, str, list[str], dict[str, list[str]]]] = []
        for row in key_rows:
            if row[0] == "table":
                tables.append((row[1], row[2], self._columns(row[3]), {}))
            elif row[0] == "row" and tables:
                tables[-1][3][row[1]] = list(row[2:])
        return tables

    def _columns(self, text: str) -> list[str]:
        try:
            names = json.loads(text)
        except (ValueError, RecursionError):
            raise CannotWorkError(_no_metadata(self._name)) from None
        if not isinstance(names, list):
            raise CannotWorkError(_no_metadata(self._name))
        return [str(name) for name in cast("list[object]", names)]

    def _table(self, kind: str, title: str, columns: list[str], sent: Mapping[str, list[str]]) -> FilledTable:
        letters = {name: letters_of(at) for at, name in enumerate(columns, _FIRST_COLUMN)}
        grid = self._grids.get(title)
        if grid is None:
            flaw = message("the sheet is gone: ask for a new file")
            return FilledTable(kind, title, letters, [], [CellFlaw("A1", flaw)], [])
        odd_areas = _on_sheet(title, self._inspected.oddities)
        remarks = [*odd_areas.items(), *_on_sheet(title, self._inspected.beside).items()]
        flaws = [CellFlaw(area.partition(":")[0], text) for area, text in remarks]
        flaws += [*_flaws_above(grid, len(columns)), *_flaws_of_missing_rows(grid, sent)]
        unread = {number for area in odd_areas for number in _rows_of(area, len(grid))}
        rows = [self._row(number, cells, columns, sent) for number, cells in _filled(grid) if number not in unread]
        return FilledTable(kind, title, letters, rows, flaws, [])

    def _row(
        self, number: int, cells: Sequence[str], columns: Sequence[str], sent: Mapping[str, list[str]]
    ) -> FilledRow:
        key = cells[0].strip() if cells else ""
        texts = [*cells[_FIRST_COLUMN - 1 :], *[""] * len(columns)]
        mark, *base = sent.get(key) or [""]
        by_column = dict(zip(columns, texts, strict=False))
        beside = next((at for at, cell in enumerate(texts) if at >= len(columns) and cell.strip()), None)
        if beside is not None:
            by_column[""] = letters_of(_FIRST_COLUMN + beside)
        padded = [*base, *[""] * len(columns)]
        return FilledRow(number, key, by_column, mark, "", dict(zip(columns, padded, strict=False)) if mark else {})


def _on_sheet(title: str, oddities: Sequence[Oddity]) -> dict[str, Message]:
    return {one.area: one.text for one in oddities if one.sheet == title}


def _cells(grid: Grid) -> Iterator[tuple[str, int]]:
    """Yield the filled cells, each with its row number, in the first rows and columns only."""
    for number, cells in islice(enumerate(grid, 1), _MOST_LISTED):
        for column, text in islice(enumerate(cells, 1), _MOST_LISTED):
            if text.strip():
                yield f"{letters_of(column)}{number}", number


_MOST_LISTED = 100
_MOST_SHOWN = 2


def _flaws_above(grid: Grid, columns: int) -> Iterator[CellFlaw]:
    """Yield the filled cells above the table, beside its title or its headings."""
    text = message("there is something beside the table: write it in a cell for answers")
    for number, cells in enumerate(grid[:_HEADING_ROW], 1):
        first = _FIRST_COLUMN + columns if number == _HEADING_ROW else _FIRST_COLUMN + 1
        for column, cell in enumerate(cells, 1):
            if cell.strip() and column >= first:
                yield CellFlaw(f"{letters_of(column)}{number}", text)


def _flaws_of_missing_rows(grid: Grid, sent: Mapping[str, list[str]]) -> Iterator[CellFlaw]:
    """Yield a flaw for each row that was sent but not returned."""
    returned = {cells[0].strip() for cells in grid if cells}
    for key, (_, *cells) in sent.items():
        if key not in returned:
            shown = ", ".join([cell for cell in cells if cell][:_MOST_SHOWN])
            text = message("the row for '{what}' is gone, so nothing is written for it", what=shown)
            yield CellFlaw("A1", text)


def _filled(grid: Grid) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the rows below the headings that are not empty, each with its number."""
    for number, cells in enumerate(grid, 1):
        if number > _HEADING_ROW and any(map(str.strip, cells)):
            yield number, cells


def _rows_of(area: str, last: int) -> range:
    """Return the row numbers of a cell or a range of cells, up to the last row."""
    numbers = [int(one) for one in re.findall(r"[0-9]+", area)] or [0]
    return range(min(numbers), min(max(numbers), last) + 1)


def _no_metadata(name: str) -> Message:
    return message(
        "{file}: it is not a sheet from anhorig, or the note of which plan it belongs to has been removed", file=name
    )


def read_filled_csv(name: str, data: bytes) -> FilledSheet:
    """Return the table in a returned CSV file.

    Raises:
        CannotWorkError: if it cannot be read at all.
    """
    table = read_table(name, data)
    key_column, *headings = table.columns
    parts = [part.replace("%7C", "|").replace("%25", "%") for part in key_column.split("|")]
    if len(parts) != len(_METADATA_KEYS) + 2 or parts[0] != _CSV_MARK:
        raise CannotWorkError(_no_metadata(name))
    rows: list[FilledRow] = []
    for row in table.rows:
        key, _, cells_mark = row.cells.get(key_column, "").rpartition("|")
        key, _, mark = key.rpartition("|")
        cells = {heading: _unescaped(row.cells.get(heading, "")) for heading in headings}
        if row.cells.get("", "").strip():
            cells[""] = letters_of(_FIRST_COLUMN + len(headings))
        rows.append(FilledRow(row.line, key, cells, mark, cells_mark, {}))
    letters = {heading: letters_of(at) for at, heading in enumerate(headings, _FIRST_COLUMN)}
    head: dict[str, str] = dict(zip(_METADATA_KEYS, parts[1:], strict=False))
    return FilledSheet(head, [FilledTable(parts[-1], "", letters, rows, [], headings)], {})


def _unescaped(text: str) -> str:
    return text[1:] if re.match(r"'[=+\-@\t\r]", text) else text
