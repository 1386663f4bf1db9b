"""Files of survey answers, to rows by the headings of the columns, and the maps of those columns.

Answers are kept of no other column: what people wrote in their own words, and who they are, is let go of here.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from pydantic import TypeAdapter

from anhorig_cli.characters import BIDIRECTIONAL, CONTROL, SEPARATORS
from anhorig_cli.diagnostics import CannotWorkError, RefusedError, Rule
from anhorig_cli.loading.files import personal_data
from anhorig_cli.loading.tables import Encoding, read_cells
from anhorig_cli.loading.validation import SourceMap, read_model
from anhorig_cli.loading.workbook_cells import column_of, letters_of
from anhorig_cli.loading.workbook_inspection import Oddity, inspect
from anhorig_cli.loading.workbook_reading import Grid, grids
from anhorig_cli.model.parts import in_own_keys
from anhorig_cli.model.survey import MappedColumn, SurveyMap
from anhorig_cli.rules import reading
from anhorig_cli.source import InKeys, Location, Message, Route, Where, message
from anhorig_cli.vocabulary import Language, folded

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
    # The name of a file may have half a character in it, which no JSON may.
    yield json.dumps(answers._replace(file="", flaws=[*answers.flaws, *odd], sheet=sheet))


def answers_of(file: str, text: str) -> AnswerTable:
    """Return what `read_workbook_answers` gave."""
    return TypeAdapter(AnswerTable).validate_json(text)._replace(file=file)


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


# The map of a survey's file: read as any YAML of a stranger's, and judged by itself.


_COUNTED = frozenset({"scale", "choice", "several", "ticked"})


class MapFile(NamedTuple):
    """A map, and where in its file each thing stands."""

    map: SurveyMap
    places: SourceMap

    def at(self, column: MappedColumn, name: str) -> Location:
        """Return where a field of a column stands."""
        place = next(place for place, one in enumerate(self.map.columns) if one is column)
        return self.places.locate(Where(("columns", place, name)))


def read_map(data: bytes, shown: str) -> MapFile:
    """Return the map in a file.

    Raises:
        RefusedError: with all that is wrong in it.
    """
    file = read_model(data, shown, SurveyMap)
    if file.source is None or file.places is None:
        raise RefusedError(file.found)
    found = file.found + personal_data(file.source)
    if file.made is not None:
        found += [
            rule.at(file.places.locate(Where(route)), _in_keys_of(file.language, text))
            for route, rule, text in _flaws(file.made)
        ]
    found = in_own_keys(found, file.language)
    if found or file.made is None:
        raise RefusedError(found)
    return MapFile(file.made, file.places)


_Flaw = tuple[Route, Rule, Message]


def _in_keys_of(language: Language | None, text: Message) -> Message:
    return Message("{told}", {"told": InKeys(text, language)}) if language else text


def _flaws(made: SurveyMap) -> Iterator[_Flaw]:
    """Give what does not hold together in a map."""
    taken: set[tuple[str, str]] = set()
    for place, column in enumerate(made.columns):
        route: Route = ("columns", place)
        yield from _twins(column, taken, route)
        if column.indicator:
            yield from _flaws_of_counting(column, route)
        if column.units and len(column.units) != len(column.options):
            text = message("there must be as many units as answers that may be given, 'alternativ' (options)")
            yield (*route, "units"), reading.WRONG_KIND, text


def _twins(column: MappedColumn, taken: set[tuple[str, str]], route: Route) -> Iterator[_Flaw]:
    """Give what of a column those before it have `taken` already; its own is taken then, too."""
    own = {"column": folded(column.column)}
    if column.kind in _ONCE:
        own["kind"] = column.kind
    if column.indicator:
        own["indicator"] = folded(column.indicator)
    for key, value in own.items():
        if (key, value) in taken:
            yield (*route, key), reading.DUPLICATE_KEY, _TAKEN[key]
    taken.update(own.items())


_ONCE = frozenset({"respondent", "day", "unit"})
_TAKEN = {
    "column": message("the column is already in the map"),
    "kind": message("another column is that already: keep one of them"),
    "indicator": message("another column counts for the indicator already: keep one of them"),
}


def _flaws_of_counting(column: MappedColumn, route: Route) -> Iterator[_Flaw]:
    """Give what is missing where the answers in a column are to count."""
    if column.kind not in _COUNTED:
        text = message("a column of this kind counts for no indicator: it is not read as answers")
        yield (*route, "indicator"), reading.WRONG_KIND, text
        return
    needed = {**_NEEDED, **_NEEDED_OF_KIND.get(column.kind, _NEEDED_OF_OPTIONS)}
    for name, text in needed.items():
        if not getattr(column, name):
            yield route, reading.MISSING_KEY, text
    if column.options and not {folded(one) for one in column.counted} <= {folded(one) for one in column.options}:
        text = message("what counts must be among the answers that may be given, 'alternativ' (options)")
        yield (*route, "counted"), reading.UNKNOWN_WORD, text


_NEEDED = {"counted": message("say which answers count: 'räknas' (counted)")}
_NEEDED_OF_OPTIONS = {"options": message("say which answers may be given: 'alternativ' (options)")}
_NEEDED_OF_KIND = {
    "ticked": {"question": message("say what question it is an option of: 'fråga' (question)")},
    "several": {
        **_NEEDED_OF_OPTIONS,
        "separator": message("say what stands between answers in a cell: 'skiljetecken' (separator)"),
    },
}
