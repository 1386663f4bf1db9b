"""A file of survey answers, CSV or a workbook, to rows of answers by the headings of the columns that are asked for.

Answers are kept of no other column: what people wrote in their own words, and who they are, is let go of here.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from anhorig_cli.characters import BIDIRECTIONAL, CONTROL, SEPARATORS
from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.loading.tables import Encoding, read_cells
from anhorig_cli.loading.workbook.inspection import Oddity, column_of, inspect, letters_of
from anhorig_cli.loading.workbook.reading import Grid, grids
from anhorig_cli.source import Message, message
from anhorig_cli.vocabulary import folded

_UNSEEN = re.compile(f"[{CONTROL}{BIDIRECTIONAL}{SEPARATORS}]")
_MOST_COLUMNS = 1000
Asked = Callable[[str], bool]
"""Whether the answers in a column of some heading are asked for."""


class AnswerRow(NamedTuple):
    """What one answered: the row's number in the file (in CSV, of the line it ends on), and its cells by headings."""

    number: int
    cells: dict[str, str]


class Flaw(NamedTuple):
    """What cannot be understood: in which row, under which heading (empty for the whole row), and why."""

    row: int
    heading: str
    text: Message


class AnswerTable(NamedTuple):
    """A file of answers: the headings of all its columns, and the rows with what was asked for.

    `heading_row` is the number of the row of headings, and `sheet` the title of a workbook's sheet; `is_windows` where
    a file was not in UTF-8 and read as Windows-1252.
    """

    file: str
    headings: list[str]
    heading_row: int
    rows: list[AnswerRow]
    flaws: list[Flaw]
    sheet: str = ""
    is_windows: bool = False

    def place(self, heading: str, row: int) -> str:
        """Return what a message calls a cell: its name in a workbook, and its column's heading."""
        shown = f"'{heading[:_SHOWN]}…'" if len(heading) > _SHOWN else f"'{heading}'"
        return f"{letters_of(self.number_of(heading))}{row}, {shown}" if self.sheet else shown

    def number_of(self, heading: str) -> int:
        """Return the number of a column, counted from 1; 1 for none."""
        return self.headings.index(heading) + 1 if heading in self.headings else 1


_SHOWN = 60


def plain(text: str) -> str:
    """Return a cell as it is compared and shown: NFC, without what cannot be seen, on one line."""
    seen = text if text.isascii() else "".join(c for c in text if unicodedata.category(c) != "Cf")
    return " ".join(_UNSEEN.sub(" ", unicodedata.normalize("NFC", seen)).split())


def named_apart(headings: Iterable[str]) -> list[str]:
    """Return headings as the columns are called: one that has come before gets its number after it."""
    found: list[str] = []
    taken: set[str] = set()
    for text in map(plain, headings):
        name, number = text, 1
        while name and folded(name) in taken:
            number += 1
            name = f"{text} ({number})"
        taken.add(folded(name))
        found.append(name)
    return found


def read_csv_answers(name: str, data: bytes, asked: Asked, encoding: Encoding | None = None) -> AnswerTable:
    """Return the answers in a file of CSV.

    Raises:
        CannotWorkError: where it is no table.
    """
    rows, is_windows = read_cells(name, data, encoding)
    answers = _answers(name, rows, asked)
    return answers._replace(is_windows=is_windows)


def _answers(name: str, rows: Sequence[tuple[int, Sequence[str]]], asked: Asked) -> AnswerTable:
    if not rows:
        raise CannotWorkError(message("{file}: the table is empty", file=name))
    heading_row, first = rows[0]
    headings = named_apart(first)
    if len(headings) > _MOST_COLUMNS:
        raise CannotWorkError(message("{file}: it has more than {most} columns", file=name, most=_MOST_COLUMNS))
    kept = [(place, heading) for place, heading in enumerate(headings) if heading and asked(heading)]
    found = [AnswerRow(number, dict(_kept_cells(cells, kept))) for number, cells in rows[1:]]
    too_wide = message("the row has more cells than the table has columns")
    flaws = [
        Flaw(number, "", too_wide) for number, cells in rows[1:] if any(cell.strip() for cell in cells[len(headings) :])
    ]
    return AnswerTable(name, headings, heading_row, found, flaws)


def _kept_cells(cells: Sequence[str], kept: Iterable[tuple[int, str]]) -> Iterator[tuple[str, str]]:
    for place, heading in kept:
        text = plain(cells[place]) if place < len(cells) else ""
        if text:
            yield heading, text


class WorkbookJob(NamedTuple):
    """A workbook to read: its name and bytes, the headings that are asked for (None for all), and the sheet, if any."""

    file: str
    data: bytes
    asked: frozenset[str] | None
    sheet: str


def read_workbook_answers(job: WorkbookJob) -> Iterator[str]:
    """Give the answers in a workbook, as JSON: it is read in a process of its own, which has only text to give.

    Raises:
        CannotWorkError: where it is not read at all.
    """
    inspected = inspect(job.file, job.data)
    found = grids(job.file, inspected)
    sheet = _sheet(job, found)
    rows = [(number, cells) for number, cells in enumerate(found[sheet], 1) if any(map(str.strip, cells))]
    answers = _answers(job.file, rows, lambda heading: job.asked is None or folded(heading) in job.asked)
    odd = [flaw for one in inspected.oddities if one.sheet == sheet for flaw in _flaws_of(one, answers, job.asked)]
    flaws = [[one.row, one.heading, one.text.template] for one in (*answers.flaws, *odd)]
    yield json.dumps([answers.headings, answers.heading_row, answers.rows, flaws, sheet])


def answers_of(file: str, text: str) -> AnswerTable:
    """Return what `read_workbook_answers` gave."""
    headings, heading_row, rows, flaws, sheet = json.loads(text)
    located = [Flaw(row, heading, Message(template, {})) for row, heading, template in flaws]
    return AnswerTable(file, headings, heading_row, [AnswerRow(*row) for row in rows], located, sheet)


def _sheet(job: WorkbookJob, found: dict[str, Grid]) -> str:
    """Return the title of the sheet that is asked for, else of the first that has anything in it."""
    filled = [title for title, grid in found.items() if any(cell.strip() for cells in grid for cell in cells)]
    if job.sheet:
        filled = [title for title in filled if folded(title) == folded(job.sheet)]
    if not filled:
        why = message("{file}: there is no sheet '{sheet}' with answers", file=job.file, sheet=job.sheet)
        raise CannotWorkError(why if job.sheet else message("{file}: the table is empty", file=job.file))
    return filled[0]


def _flaws_of(oddity: Oddity, answers: AnswerTable, asked: Container[str] | None) -> Iterator[Flaw]:
    """Give what is odd in the columns that are asked for, at its first cell there."""
    corners = re.findall(r"([A-Z]+)([0-9]+)", oddity.area)
    if not corners:
        return
    columns, row = [column_of(letters) for letters, _ in corners], int(corners[0][1])
    for heading in answers.headings[min(columns) - 1 : max(columns)]:
        if heading and asked is not None and folded(heading) in asked:
            yield Flaw(row, heading, oddity.text)
            return
