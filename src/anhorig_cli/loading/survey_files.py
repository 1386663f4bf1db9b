"""Reading files of survey answers, as rows with cells by column heading, and the maps that describe the columns.

Only the columns asked for are kept: free-text answers, and who gave them, are discarded here.
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
"""Returns whether the column with a heading is to be read."""


class AnswerRow(NamedTuple):
    """One respondent's answers: the row's number in the file (in CSV, of its last line), and its cells by heading."""

    number: int
    cells: dict[str, str]


class Flaw(NamedTuple):
    """A flaw in a row, under a heading (empty for the whole row)."""

    row: int
    heading: str
    text: Message


class AnswerTable(NamedTuple):
    """A file of answers: the headings of all its columns, and the rows with the columns asked for.

    `heading_row` is the number of the heading row, and `sheet` the title of a workbook's sheet; `is_windows` is whether
    a file was not UTF-8 and was read as Windows-1252.
    """

    file: str
    headings: list[str]
    heading_row: int
    rows: list[AnswerRow]
    flaws: list[Flaw]
    sheet: str = ""
    is_windows: bool = False

    def place(self, heading: str, row: int) -> str:
        """Return how messages refer to a cell: by its heading and, in a workbook, its name."""
        shown = f"'{heading[:_MOST_SHOWN]}…'" if len(heading) > _MOST_SHOWN else f"'{heading}'"
        return f"{letters_of(self.number_of(heading))}{row}, {shown}" if self.sheet else shown

    def number_of(self, heading: str) -> int:
        """Return the number of the column with a heading, counted from 1; 1 if there is none."""
        return self.headings.index(heading) + 1 if heading in self.headings else 1


_MOST_SHOWN = 60


def plain(text: str) -> str:
    """Return a cell as it is compared and shown: in NFC, on one line, without invisible characters."""
    seen = text if text.isascii() else "".join(c for c in text if unicodedata.category(c) != "Cf")
    return " ".join(_UNSEEN.sub(" ", unicodedata.normalize("NFC", seen)).split())


def named_apart(headings: Iterable[str]) -> list[str]:
    """Return unique column names for headings: a repeated one gets a number after it."""
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
    """Return the answers in a CSV file.

    Raises:
        CannotWorkError: if it is not a table.
    """
    rows, is_windows = read_cells(name, data, encoding)
    answers = _answers(name, rows, asked)
    return answers._replace(is_windows=is_windows)


def _answers(name: str, rows: Sequence[tuple[int, Sequence[str]]], asked: Asked) -> AnswerTable:
    if not rows:
        raise CannotWorkError(message("{file}: the table is empty", file=name))
    heading_row, cells = rows[0]
    headings = named_apart(cells)
    if len(headings) > _MOST_COLUMNS:
        raise CannotWorkError(message("{file}: it has more than {most} columns", file=name, most=_MOST_COLUMNS))
    kept = [(index, heading) for index, heading in enumerate(headings) if heading and asked(heading)]
    found = [AnswerRow(number, dict(_kept_cells(cells, kept))) for number, cells in rows[1:]]
    too_wide = message("the row has more cells than the table has columns")
    flaws = [
        Flaw(number, "", too_wide) for number, cells in rows[1:] if any(cell.strip() for cell in cells[len(headings) :])
    ]
    return AnswerTable(name, headings, heading_row, found, flaws)


def _kept_cells(cells: Sequence[str], kept: Iterable[tuple[int, str]]) -> Iterator[tuple[str, str]]:
    for index, heading in kept:
        text = plain(cells[index]) if index < len(cells) else ""
        if text:
            yield heading, text


class WorkbookJob(NamedTuple):
    """A workbook to read: its name and bytes, the headings asked for (None for all), and the sheet's title, if any."""

    file: str
    data: bytes
    asked: frozenset[str] | None
    sheet: str


def read_workbook_answers(job: WorkbookJob) -> Iterator[str]:
    """Yield the answers in a workbook as one JSON text: it is read in a separate process, which can only send text.

    Raises:
        CannotWorkError: if it cannot be read at all.
    """
    inspected = inspect(job.file, job.data)
    sheets = grids(job.file, inspected)
    sheet = _sheet(job, sheets)
    rows = [(number, cells) for number, cells in enumerate(sheets[sheet], 1) if any(map(str.strip, cells))]
    answers = _answers(job.file, rows, lambda heading: job.asked is None or folded(heading) in job.asked)
    flaws = [flaw for one in inspected.oddities if one.sheet == sheet for flaw in _flaws_of(one, answers, job.asked)]
    # A file name may contain half a surrogate pair, which JSON may not.
    yield json.dumps(answers._replace(file="", flaws=[*answers.flaws, *flaws], sheet=sheet))


def answers_of(file: str, text: str) -> AnswerTable:
    """Return the answers in the JSON text from `read_workbook_answers`."""
    return TypeAdapter(AnswerTable).validate_json(text)._replace(file=file)


def _sheet(job: WorkbookJob, sheets: dict[str, Grid]) -> str:
    """Return the title of the sheet asked for, or else of the first one that is not empty.

    Raises:
        CannotWorkError: if there is none.
    """
    filled = [title for title, grid in sheets.items() if any(cell.strip() for cells in grid for cell in cells)]
    if job.sheet:
        filled = [title for title in filled if folded(title) == folded(job.sheet)]
    if not filled:
        why = message("{file}: there is no sheet '{sheet}' with answers", file=job.file, sheet=job.sheet)
        raise CannotWorkError(why if job.sheet else message("{file}: the table is empty", file=job.file))
    return filled[0]


def _flaws_of(oddity: Oddity, answers: AnswerTable, asked: Container[str] | None) -> Iterator[Flaw]:
    """Yield one flaw for an oddity that touches a column asked for, at the first such column."""
    corners = re.findall(r"([A-Z]+)([0-9]+)", oddity.area)
    if not corners:
        return
    columns, row = [column_of(letters) for letters, _ in corners], int(corners[0][1])
    for heading in answers.headings[min(columns) - 1 : max(columns)]:
        if heading and asked is not None and folded(heading) in asked:
            yield Flaw(row, heading, oddity.text)
            return


# The map of a survey's file: read as any untrusted YAML file, and checked for consistency.


_COUNTED = frozenset({"scale", "choice", "several", "ticked"})


class MapFile(NamedTuple):
    """A survey map, and the locations of its parts in its file."""

    map: SurveyMap
    places: SourceMap

    def at(self, column: MappedColumn, name: str) -> Location:
        """Return the location of a field of a column."""
        index = next(index for index, one in enumerate(self.map.columns) if one is column)
        return self.places.locate(Where(("columns", index, name)))


def read_map(data: bytes, shown: str) -> MapFile:
    """Return the survey map in a file.

    Raises:
        RefusedError: with all findings, if there are any.
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


def _flaws(survey_map: SurveyMap) -> Iterator[_Flaw]:
    """Yield the inconsistencies in a survey map."""
    taken: set[tuple[str, str]] = set()
    for index, column in enumerate(survey_map.columns):
        route: Route = ("columns", index)
        yield from _flaws_of_duplicates(column, taken, route)
        if column.indicator:
            yield from _flaws_of_counting(column, route)
        if column.units and len(column.units) != len(column.options):
            text = message("there must be as many units as answers that may be given, 'alternativ' (options)")
            yield (*route, "units"), reading.WRONG_KIND, text


def _flaws_of_duplicates(column: MappedColumn, taken: set[tuple[str, str]], route: Route) -> Iterator[_Flaw]:
    """Yield the values of a column that earlier ones have `taken`, and add its own to them."""
    own = {"column": folded(column.column)}
    if column.kind in _UNIQUE_KINDS:
        own["kind"] = column.kind
    if column.indicator:
        own["indicator"] = folded(column.indicator)
    for key, value in own.items():
        if (key, value) in taken:
            yield (*route, key), reading.DUPLICATE_KEY, _TAKEN_MESSAGES[key]
    taken.update(own.items())


_UNIQUE_KINDS = frozenset({"respondent", "day", "unit"})
_TAKEN_MESSAGES = {
    "column": message("the column is already in the map"),
    "kind": message("another column is that already: keep one of them"),
    "indicator": message("another column counts for the indicator already: keep one of them"),
}


def _flaws_of_counting(column: MappedColumn, route: Route) -> Iterator[_Flaw]:
    """Yield what is missing or wrong in a column whose answers count for an indicator."""
    if column.kind not in _COUNTED:
        text = message("a column of this kind counts for no indicator: it is not read as answers")
        yield (*route, "indicator"), reading.WRONG_KIND, text
        return
    required = {**_REQUIRED, **_REQUIRED_BY_KIND.get(column.kind, _REQUIRED_WITH_OPTIONS)}
    for name, text in required.items():
        if not getattr(column, name):
            yield route, reading.MISSING_KEY, text
    if column.options and not {folded(one) for one in column.counted} <= {folded(one) for one in column.options}:
        text = message("what counts must be among the answers that may be given, 'alternativ' (options)")
        yield (*route, "counted"), reading.UNKNOWN_WORD, text


_REQUIRED = {"counted": message("say which answers count: 'räknas' (counted)")}
_REQUIRED_WITH_OPTIONS = {"options": message("say which answers may be given: 'alternativ' (options)")}
_REQUIRED_BY_KIND = {
    "ticked": {"question": message("say what question it is an option of: 'fråga' (question)")},
    "several": {
        **_REQUIRED_WITH_OPTIONS,
        "separator": message("say what stands between answers in a cell: 'skiljetecken' (separator)"),
    },
}
