"""A workbook, or a table of CSV, that comes back, to the rows in it, each with what it said when it went out."""

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
from anhorig_cli.loading.workbook_inspection import Inspected, Oddity, inspect
from anhorig_cli.source import Message, message

KEY_SHEET = "_anhorig"
LISTS_SHEET = "_listor"
_CSV_MARK = "anhorig"
_HEAD: tuple[str, ...] = ("version", "plan", "meaning", "language", "unit", "responsible", "year", "date")
_HEADING_ROW = 3
_SAID = 4
"""So many cells of a row of the very hidden sheet say what it is of."""
_FIRST = 2
"""The column of the first cell that is seen, counted from 1."""


class CellFlaw(NamedTuple):
    """Something in a cell that cannot be understood: the cell's name, and why."""

    cell: str
    text: Message


class FilledRow(NamedTuple):
    """A row as it came back: its number in the file, its key, and its cells by the names of their columns.

    `mark` and `cells_mark` are the checksums of what the plan said of it, and of its cells, when it went out; without
    `cells_mark`, `base` are the cells themselves.
    """

    number: int
    key: str
    cells: dict[str, str]
    mark: str
    cells_mark: str
    base: dict[str, str]


class FilledTable(NamedTuple):
    """A table as it came back: its kind and title, the names of its columns with their letters, its rows and flaws.

    `headings` are those that the file has, by the columns' names; of a workbook, the names are known without them.
    """

    kind: str
    title: str
    letters: dict[str, str]
    rows: list[FilledRow]
    flaws: list[CellFlaw]
    headings: list[str]


class Filled(NamedTuple):
    """What came back: what the file says of itself, its tables, and the cells that are filled on its other sheets.

    Those are by the sheets' titles, each with the number of its row.
    """

    head: dict[str, str]
    tables: list[FilledTable]
    others: dict[str, list[tuple[str, int]]]


def read_filled(job: tuple[str, bytes]) -> Iterator[str]:
    """Give a workbook that comes back, as JSON: it is read in a process of its own, which has only text to give.

    Raises:
        CannotWorkError: where it is not read at all.
    """
    name, data = job
    inspected = inspect(name, data)
    yield json.dumps(_WorkbookReader(name, inspected, grids(name, inspected)).filled())


def filled_of(text: str) -> Filled:
    """Return what `read_filled` gave."""
    head, tables, others = json.loads(text)  # and not by Pydantic: a stranger's column may be half a character
    return Filled(
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


def grids(name: str, inspected: Inspected) -> dict[str, Grid]:
    """Return the cells of each sheet as text, from its first cell on."""
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


def _text(value: Any, sheet: str, cell: str, inspected: Inspected) -> str:
    """Return a value as one would write it: a whole number without decimals, a month as one, per cent with its mark."""
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
    """Reads the tables of a workbook by what its very hidden sheet says of them."""

    def __init__(self, name: str, inspected: Inspected, grids: Mapping[str, Grid]) -> None:
        self._name = name
        self._inspected = inspected
        self._grids = grids

    def filled(self) -> Filled:
        said = [[*row, *[""] * _SAID] for row in self._grids.get(KEY_SHEET, ())]
        if any(one.sheet == KEY_SHEET for one in self._inspected.oddities):
            raise CannotWorkError(_lost(self._name))
        head = {row[0]: row[1] for row in said if row[0] in _HEAD}
        if set(head) != set(_HEAD):
            raise CannotWorkError(_lost(self._name))
        tables = [self._table(*one) for one in self._said(said)]
        return Filled(head, tables, self._others({one.title for one in tables}))

    def _others(self, titles: set[str]) -> dict[str, list[tuple[str, int]]]:
        """Return the filled cells of the sheets without a table; none where one is gone, and may have a new name."""
        if not titles <= self._grids.keys():
            return {}
        known = {KEY_SHEET, LISTS_SHEET, *titles}
        return {title: list(_cells(grid)) for title, grid in self._grids.items() if title not in known}

    def _said(self, said: Grid) -> list[tuple[str, str, list[str], dict[str, list[str]]]]:
        """Return each table's kind, title and columns, and what was said of its rows by their keys."""
        tables: list[tuple[str, str, list[str], dict[str, list[str]]]] = []
        for row in said:
            if row[0] == "table":
                tables.append((row[1], row[2], self._columns(row[3]), {}))
            elif row[0] == "row" and tables:
                tables[-1][3][row[1]] = list(row[2:])
        return tables

    def _columns(self, text: str) -> list[str]:
        try:
            names = json.loads(text)
        except (ValueError, RecursionError):
            raise CannotWorkError(_lost(self._name)) from None
        if not isinstance(names, list):
            raise CannotWorkError(_lost(self._name))
        return [str(name) for name in cast("list[object]", names)]

    def _table(self, kind: str, title: str, columns: list[str], said: Mapping[str, list[str]]) -> FilledTable:
        letters = {name: letters_of(at) for at, name in enumerate(columns, _FIRST)}
        grid = self._grids.get(title)
        if grid is None:
            flaw = message("the sheet is gone: ask for a new file")
            return FilledTable(kind, title, letters, [], [CellFlaw("A1", flaw)], [])
        odd = _of_sheet(title, self._inspected.oddities)
        remarks = [*odd.items(), *_of_sheet(title, self._inspected.beside).items()]
        flaws = [CellFlaw(area.partition(":")[0], text) for area, text in remarks]
        flaws += [*_above(grid, len(columns)), *_gone(grid, said)]
        touched = {number for area in odd for number in _lines(area, len(grid))}
        rows = [self._row(number, cells, columns, said) for number, cells in _filled(grid) if number not in touched]
        return FilledTable(kind, title, letters, rows, flaws, [])

    def _row(
        self, number: int, cells: Sequence[str], columns: Sequence[str], said: Mapping[str, list[str]]
    ) -> FilledRow:
        key = cells[0].strip() if cells else ""
        texts = [*cells[_FIRST - 1 :], *[""] * len(columns)]
        mark, *base = said.get(key) or [""]
        named = dict(zip(columns, texts, strict=False))
        beyond = "".join(texts[len(columns) :]).strip()
        if beyond:
            named[""] = beyond
        padded = [*base, *[""] * len(columns)]
        return FilledRow(number, key, named, mark, "", dict(zip(columns, padded, strict=False)) if mark else {})


def _of_sheet(title: str, oddities: Sequence[Oddity]) -> dict[str, Message]:
    return {one.area: one.text for one in oddities if one.sheet == title}


def _cells(grid: Grid) -> Iterator[tuple[str, int]]:
    """Give the cells that have something in them, each with the number of its row; the first of many."""
    for number, cells in islice(enumerate(grid, 1), _MOST_TOLD):
        for column, text in islice(enumerate(cells, 1), _MOST_TOLD):
            if text.strip():
                yield f"{letters_of(column)}{number}", number


_MOST_TOLD = 100
_MOST_SAID = 2


def _above(grid: Grid, columns: int) -> Iterator[CellFlaw]:
    """Give what stands above the table, beside its title, or beside its headings."""
    text = message("there is something beside the table: write it in a cell for answers")
    for number, cells in enumerate(grid[:_HEADING_ROW], 1):
        first = _FIRST + columns if number == _HEADING_ROW else _FIRST + 1
        for column, cell in enumerate(cells, 1):
            if cell.strip() and column >= first:
                yield CellFlaw(f"{letters_of(column)}{number}", text)


def _gone(grid: Grid, said: Mapping[str, list[str]]) -> Iterator[CellFlaw]:
    """Give the rows that went out and did not come back."""
    there = {cells[0].strip() for cells in grid if cells}
    for key, (_, *cells) in said.items():
        if key not in there:
            what = ", ".join([cell for cell in cells if cell][:_MOST_SAID])
            text = message("the row for '{what}' is gone, so nothing is written for it", what=what)
            yield CellFlaw("A1", text)


def _filled(grid: Grid) -> Iterator[tuple[int, Sequence[str]]]:
    """Give the rows below the headings that have something in them, each with its number."""
    for number, cells in enumerate(grid, 1):
        if number > _HEADING_ROW and any(map(str.strip, cells)):
            yield number, cells


def _lines(area: str, most: int) -> range:
    """Return the rows of a cell or a range of cells, but none beyond the last."""
    numbers = [int(one) for one in re.findall(r"[0-9]+", area)] or [0]
    return range(min(numbers), min(max(numbers), most) + 1)


def _lost(name: str) -> Message:
    return message(
        "{file}: it is not a sheet from anhorig, or the note of which plan it belongs to has been removed", file=name
    )


def read_filled_csv(name: str, data: bytes) -> Filled:
    """Return a table of CSV that comes back.

    Raises:
        CannotWorkError: where it is not read at all.
    """
    table = read_table(name, data)
    mark, *headings = table.columns
    parts = [part.replace("%7C", "|").replace("%25", "%") for part in mark.split("|")]
    if len(parts) != len(_HEAD) + 2 or parts[0] != _CSV_MARK:
        raise CannotWorkError(_lost(name))
    rows: list[FilledRow] = []
    for row in table.rows:
        key, _, marks = row.cells.get(mark, "").rpartition("|")
        key, _, first = key.rpartition("|")
        cells = {heading: _unescaped(row.cells.get(heading, "")) for heading in headings}
        if "" in row.cells:
            cells[""] = row.cells[""]
        rows.append(FilledRow(row.line, key, cells, first, marks, {}))
    letters = {heading: letters_of(at) for at, heading in enumerate(headings, _FIRST)}
    head: dict[str, str] = dict(zip(_HEAD, parts[1:], strict=False))
    return Filled(head, [FilledTable(parts[-1], "", letters, rows, [], headings)], {})


def _unescaped(text: str) -> str:
    return text[1:] if re.match(r"'[=+\-@\t\r]", text) else text
