"""Count survey answers by a map: how many people answered, and for each question how many gave what counts."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from anhorig_cli import steps
from anhorig_cli.loading.survey_files import (
    AnswerRow,
    AnswerTable,
    Flaw,
    WorkbookJob,
    answers_of,
    read_csv_answers,
    read_workbook_answers,
)
from anhorig_cli.loading.tables import Encoding
from anhorig_cli.model.survey import MappedColumn, SurveyMap
from anhorig_cli.rendering.bounded import LimitMessages, Limits, bounded
from anhorig_cli.rendering.formats import not_installed
from anhorig_cli.source import message
from anhorig_cli.vocabulary import MONTHS, folded, word_key

_HIDDEN_DAY = date(1980, 1, 1)
"""The day that LimeSurvey writes for every answer where answers are anonymous."""
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)", re.ASCII)
_SHORT_YEAR_LAST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2})(?!\d)", re.ASCII)
_WITH_MONTH_NAME = re.compile(r"(\d{1,2})\.? ([^\W\d]+)\.? (\d{4})(?!\d)")
"""A day written out, as by a program in Swedish: `1 oktober 2026 kl. 09:00`."""
_NOT_AN_OPTION = message("the answer is not one of those in the map")
_NO_DAY = message("the day cannot be read")
_NO_UNIT = message("the answer is not one of the plan's units")
_HIDDEN = message("the days in the file are hidden (1980-01-01): --from cannot be used")
SECOND_HEADINGS = message("the row seems to be a second row of headings: remove it, or the one above")


class PartOfShare(NamedTuple):
    """A share of those who answered for one unit, given by its id; the id is empty for those who named none."""

    unit: str
    numerator: int
    denominator: int


class AnswerShare(NamedTuple):
    """How many of those who answered a question gave an answer that counts; in all, and for each unit."""

    column: MappedColumn
    numerator: int
    denominator: int
    parts: tuple[PartOfShare, ...] = ()


class CountedAnswers(NamedTuple):
    """What was counted, the flaws, and how many rows were left out.

    `unfinished` rows have no day, since they were never submitted; those `before` are older than the first day that
    counts; those `again` are by a respondent whose last answer is the one that counts.
    """

    answered: int
    shares: list[AnswerShare]
    flaws: list[Flaw]
    unfinished: int
    before: int
    again: int


def count_answers(
    answers: AnswerTable, survey_map: SurveyMap, since: date | None = None, units: Mapping[str, str] | None = None
) -> CountedAnswers:
    """Return the answers counted by a map, without those submitted before a day.

    Args:
        answers: the answers.
        survey_map: the map.
        since: the first day that counts.
        units: the ids of the units, by the folded answers that mean them.
    """
    return _AnswerCounter(answers, survey_map, since, units or {}).counted()


@dataclass
class _AnswerCounter:
    answers: AnswerTable
    survey_map: SurveyMap
    since: date | None
    units: Mapping[str, str]
    flaws: list[Flaw] = field(default_factory=list[Flaw])
    _unit_of: dict[int, str] = field(default_factory=dict[int, str])

    def counted(self) -> CountedAnswers:
        submitted = self._submitted(self.answers.rows)
        in_time = [row for row in submitted if not self._is_before(row)]
        rows = self._last_of_each(in_time)
        self._unit_of = {row.number: self._unit_id(row) for row in rows}
        shares = [self._share(column, rows) for column in steps.track(self.survey_map.counting, message("Questions"))]
        return CountedAnswers(
            len(rows),
            shares,
            self._second_headings() or self.flaws,
            len(self.answers.rows) - len(submitted),
            len(submitted) - len(in_time),
            len(in_time) - len(rows),
        )

    def _column_of_kind(self, kind: str) -> MappedColumn | None:
        return next((one for one in self.survey_map.columns if one.kind == kind), None)

    @cached_property
    def _day(self) -> MappedColumn | None:
        return self._column_of_kind("day")

    def _submitted(self, rows: Sequence[AnswerRow]) -> Sequence[AnswerRow]:
        """Return the rows that have a day; all rows, if the map has no column for it."""
        return [row for row in rows if row.cells.get(self._day.column)] if self._day else rows

    def _is_before(self, row: AnswerRow) -> bool:
        if self.since is None or self._day is None:
            return False
        day = day_in(row.cells[self._day.column], self._day.day_order)
        if day is None or day == _HIDDEN_DAY:
            why = _HIDDEN if day else _NO_DAY
            if why not in [flaw.text for flaw in self.flaws[-1:] if day]:  # all of them are hidden: once is enough
                self.flaws.append(Flaw(row.number, self._day.column, why))
            return False
        return day < self.since

    def _last_of_each(self, rows: Sequence[AnswerRow]) -> Sequence[AnswerRow]:
        """Return the last row of each respondent; a row that names no respondent counts by itself."""
        respondent = self._column_of_kind("respondent")
        if respondent is None:
            return rows
        respondents = [folded(row.cells.get(respondent.column, "")) for row in rows]
        last = {one: place for place, one in enumerate(respondents)}
        return [row for place, row in enumerate(rows) if not respondents[place] or last[respondents[place]] == place]

    def _unit_id(self, row: AnswerRow) -> str:
        """Return the id of a row's unit; an empty one where the row names no unit, or one that is unknown."""
        column = self._column_of_kind("unit")
        cell = row.cells.get(column.column) if column else None
        if column is None or cell is None:
            return ""
        unit = self.units.get(folded(cell), "")
        if not unit and not column.other:
            self.flaws.append(Flaw(row.number, column.column, _NO_UNIT))
        return unit

    def _share(self, column: MappedColumn, rows: Sequence[AnswerRow]) -> AnswerShare:
        answered = self._ticked(column, rows) if column.kind == "ticked" else self._answered(column, rows)
        by_unit: dict[str, list[bool]] = {}
        for row, does_count in answered:
            by_unit.setdefault(self._unit_of[row.number], []).append(does_count)
        parts = tuple(PartOfShare(unit, sum(some), len(some)) for unit, some in by_unit.items())
        return AnswerShare(column, sum(does_count for _, does_count in answered), len(answered), parts)

    def _answered(self, column: MappedColumn, rows: Sequence[AnswerRow]) -> list[tuple[AnswerRow, bool]]:
        """Return the rows that answer a question, each with whether its answer counts."""
        counts = {folded(one) for one in column.counted}
        chosen = [(row, self._chosen(column, row)) for row in rows]
        return [(row, not counts.isdisjoint(found)) for row, found in chosen if found is not None]

    def _ticked(self, column: MappedColumn, rows: Sequence[AnswerRow]) -> list[tuple[AnswerRow, bool]]:
        """Return the rows with any option of the question ticked, each with whether this one is."""
        options = [one for one in self.survey_map.columns if one.kind == "ticked" and one.question == column.question]
        return [(row, _is_ticked(row, column)) for row in rows if any(_is_ticked(row, one) for one in options)]

    def _chosen(self, column: MappedColumn, row: AnswerRow) -> list[str | None] | None:
        """Return the folded options that were chosen; None for no answer, or one that is not understood."""
        cell = row.cells.get(column.column)
        if cell is None:
            return None
        found = _options_in(cell, column)
        if None in found and not column.other:
            self.flaws.append(Flaw(row.number, column.column, _NOT_AN_OPTION))
            return None
        return found

    def _second_headings(self) -> list[Flaw]:
        """Return the flaw of a first row in which every mapped cell is wrong: it is headings, too."""
        if not self.answers.rows:
            return []
        first = self.answers.rows[0]
        wrong = {flaw.heading for flaw in self.flaws if flaw.row == first.number}
        used = {one.column for one in self.survey_map.counting if one.column in first.cells}
        if len(used) < _MIN_COLUMNS or not used <= wrong:
            return []
        return [Flaw(first.number, "", SECOND_HEADINGS)]


_MIN_COLUMNS = 2
"""How many wrong columns show that a row is headings."""


def _is_ticked(row: AnswerRow, column: MappedColumn) -> bool:
    return folded(row.cells.get(column.column, "")) in {folded(one) for one in column.counted}


def _options_in(cell: str, column: MappedColumn) -> list[str | None]:
    """Return the folded options in a cell, with None for what is not an option."""
    options = [folded(one) for one in column.options]
    if column.kind == "several":
        return list(_split_options(folded(cell), options, folded(column.separator or "")))
    return [folded(cell) if folded(cell) in options else None]


def _split_options(cell: str, options: Sequence[str], separator: str) -> Iterator[str | None]:
    """Yield the options in a cell, and None for what is not one.

    The longest option that fits is taken first, since an option may contain the separator. There may be blanks around a
    separator, and one at the end of the cell.
    """
    longest_first = sorted(options, key=len, reverse=True)
    rest = cell.strip()
    while rest:
        found = next((one for one in longest_first if _begins_with_option(rest, one, separator)), None)
        chosen = rest.partition(separator)[0] if found is None else found
        if found is not None or chosen.strip():
            yield found
        rest = rest[len(chosen) :].strip().removeprefix(separator).strip()


def _begins_with_option(text: str, option: str, separator: str) -> bool:
    """Return whether a text begins with a whole option, followed by a separator or nothing."""
    after = text[len(option) :].lstrip()
    return text.startswith(option) and (not after or after.startswith(separator))


def day_in(text: str, order: str | None) -> date | None:
    """Return the day that a cell begins with; None where it cannot be read, or is ambiguous."""
    year_first, named = _YEAR_FIRST.match(text), _WITH_MONTH_NAME.match(text)
    if year_first:
        year, month, day = map(int, year_first.groups())
    elif named:
        year, month, day = int(named[3]), MONTHS.get(word_key(named[2]), 0), int(named[1])
    else:
        year, month, day = _with_year_last(text, order)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _with_year_last(text: str, order: str | None) -> tuple[int, int, int]:
    """Return the year, month and day of a text with the year last; zeros where it cannot be read, or is ambiguous.

    A year of two digits is only recognised where the order is known.
    """
    found = _YEAR_LAST.match(text) or (_SHORT_YEAR_LAST.match(text) if order else None)
    if not found:
        return 0, 0, 0
    first, second = int(found[1]), int(found[2])
    year = int((_THIS_CENTURY + found[3])[-len("2026") :])
    if order is None and first != second and max(first, second) <= _MONTHS:
        return 0, 0, 0
    is_day_first = order == "day_first" or (order is None and first > _MONTHS)
    return (year, second, first) if is_day_first else (year, first, second)


_MONTHS = 12
_THIS_CENTURY = "20"


# Read a file of survey answers: CSV here, a workbook in a process of its own.


_BOUNDS = Limits(
    seconds=2.0,
    grace=0.2,
    memory=384 << 20,  # as where sheets are read
    messages=LimitMessages(
        message("{file}: it takes too long to read, so it is not read").template,
        message("{file}: it takes too much memory to read, so it is not read").template,
        message("{file}: it cannot be read as a workbook").template,
    ),
)


_BINARY_SIGNATURES = (b"PK", b"\xd0\xcf\x11\xe0")
"""The first bytes of zip files and of old workbooks: they are not CSV, whatever they are called."""


def read_answers(file: str, data: bytes, survey_map: SurveyMap | None, encoding: Encoding | None) -> AnswerTable:
    """Return the answers in a file, of the columns that a map reads; without a map, of all columns.

    Raises:
        CannotWorkError: where it is neither a table nor a workbook, or exceeds the limits.
    """
    asked = None if survey_map is None else frozenset(folded(one.column) for one in survey_map.read)
    if not file.lower().endswith(".xlsx") and not data.startswith(_BINARY_SIGNATURES):
        return read_csv_answers(file, data, lambda heading: asked is None or folded(heading) in asked, encoding)
    job = WorkbookJob(file, data, asked, (survey_map.sheet if survey_map else None) or "")
    try:
        return answers_of(file, bounded(read_workbook_answers, job, 1, file, _BOUNDS)[0])
    except ModuleNotFoundError as error:
        raise not_installed(error, "XLSX", "excel") from None
