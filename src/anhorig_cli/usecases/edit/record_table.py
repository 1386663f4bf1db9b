"""Record a table of measurements: all of its rows, or none."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date as day_type
from functools import cached_property, partial
from typing import NamedTuple

from anhorig_cli import steps
from anhorig_cli.diagnostics import Diagnostic, RefusedError, Rule, Severity, UnreadableValueError, WrongUsageError
from anhorig_cli.loading.discovery import PlanFiles
from anhorig_cli.loading.tables import InputRow, InputTable
from anhorig_cli.model.dates import PlanDate, parse_date
from anhorig_cli.model.parts import PARTS
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.plan_edit import Entry, PlanEdit, Value
from anhorig_cli.model.register import Register
from anhorig_cli.model.values import closed_up, parse_figure, parse_number
from anhorig_cli.rules import reading
from anhorig_cli.rules.structure.broken_reference import broken_reference
from anhorig_cli.rules.structure.duplicate_measurement import duplicate_measurement
from anhorig_cli.source import Location, Message, message
from anhorig_cli.usecases.edit.edit_plan import EditedPlan, Intent, edit_plan
from anhorig_cli.usecases.edit.lookup import Names, figure_of_sex, not_found
from anhorig_cli.usecases.edit.record_measurement import (
    NUMBERS,
    SEXES,
    additions,
    by_date,
    complete_entry,
    named_as_before,
    names_before,
    replacement,
    scope_of,
    scope_of_entry,
)
from anhorig_cli.vocabulary import folded

_TEXTS = ("unit", "target_group", "survey", "missing", "comparison", "source", "note")
_INDICATOR = frozenset({"indicator", "indikator", "nyckeltal"})
_EXPORT_ONLY = frozenset({"plan", "titel", "title", "måttenhet", "unit_of_measure", "dolt", "suppressed"})
"""Columns of `export` that are no field of a measurement; they are ignored."""
_MAX_FLAWS = 1000
"""How many flaws are reported; with more of them, something is wrong with the table rather than with its rows."""
_FIELDS = ("date", *NUMBERS, *SEXES, *_TEXTS, "reported")
_PARTS = ("numerator", "denominator")
_PARTS_OF_SHARES = {
    spelled: f"{sex}_{part}"
    for sex in SEXES
    for part in _PARTS
    for spelled in (
        f"{sex}_{part}",
        f"{PARTS['measurement'].term(sex).sv}_{PARTS['figure_of_sex'].term(part).sv}",
    )
}
"""The fields of the numerator or denominator of women or men, by column name in both languages: `kvinnor_täljare`."""


def record_table(
    files: PlanFiles,
    name: str,
    table: InputTable,
    today: day_type,
    read: tuple[Callable[[str], str], Callable[[str], str]],
    *,
    replace: bool,
) -> EditedPlan:
    """Return the plan's files with a measurement added for each row of a table, or in the place of an earlier one.

    Args:
        files: the plan.
        name: what the table is called.
        table: the table; its columns have the names of a measurement's fields, in either language, and `indikator`.
        today: the day that is written as when a figure became known, while its period lasts.
        read: the functions that rewrite a typed day, and a typed number, as a plan writes them.
        replace: whether a row takes the place of a measurement of the same date, for the same; else it is refused.

    Raises:
        RefusedError: where a row cannot be recorded; each is reported with its line.
        CannotWorkError: where a file cannot be changed safely.
    """

    def intend(plan: Plan) -> Intent:
        reader = _MeasurementRows(plan, name, today, read, replace=replace)
        return Intent(reader.edits(table), message("measurements recorded: {n}", n=len(table.rows)))

    return edit_plan(files, intend)


class _MeasuredRow(NamedTuple):
    """A sound row: its line, the index of its indicator, its date and its measurement as it was given."""

    line: int
    place: int
    date: PlanDate
    entry: Entry

    @property
    def is_correction(self) -> bool:
        """Whether it says when it became known: such a row stands beside what it corrects."""
        return "reported" in self.entry.fields


class _MeasurementRows:
    """Makes measurements of rows, and collects the flaws in the rows."""

    def __init__(
        self,
        plan: Plan,
        name: str,
        today: day_type,
        read: tuple[Callable[[str], str], Callable[[str], str]],
        *,
        replace: bool,
    ) -> None:
        self._plan = plan
        self._names = Names(plan)
        self._replace = replace
        self._name = name
        self._today = today
        self._read_day, self._read_number = read
        self._indicators = Register(plan.indicators, plan.id)
        self._units = Register(plan.units, plan.id)
        self._flaws: list[Diagnostic] = []

    def edits(self, table: InputTable) -> list[PlanEdit]:
        """Return the changes that record all rows; raises `RefusedError` where a row cannot be recorded."""
        names = self._columns(table)
        self._raise_if_flawed()
        measured = self._measurements(table, names)
        self._report_duplicate_measurements(measured)
        self._raise_if_flawed()
        if not measured:
            self._report(reading.EMPTY_FILE, 1, message("there is no row of measurements"))
            self._raise_if_flawed()
        by_place: dict[int, list[_MeasuredRow]] = {}
        for row in measured:
            by_place.setdefault(row.place, []).append(row)
        edits = [edit for place, rows in by_place.items() for edit in self._edits_of_indicator(place, rows)]
        self._raise_if_flawed()
        return edits

    def _edits_of_indicator(self, place: int, rows: Iterable[_MeasuredRow]) -> Iterator[PlanEdit]:
        """Yield the changes that replace measurements of an indicator, then the one that adds the other rows."""
        indicator = self._plan.indicators[place]
        before = names_before(self._names, indicator)
        new: list[Entry] = []
        for row in rows:
            complete = complete_entry(named_as_before(self._names, before, row.entry), row.date, self._today)
            position = self._positions.get(self._key(row)) if self._replace and not row.is_correction else None
            if position is None:
                new.append(complete)
                continue
            try:
                yield from replacement(place, position, indicator.measurements[position], complete)
            except WrongUsageError as refused:
                self._report(reading.WRONG_KIND, row.line, refused.message)
        if new:
            listed = indicator.measurements
            yield PlanEdit("indicator", ("indicators", place), adds=additions(listed, by_date(listed, new)))

    def _key(self, row: _MeasuredRow) -> tuple[object, ...]:
        return (row.place, row.date.first, row.date.last, *scope_of_entry(self._names, row.entry))

    @cached_property
    def _positions(self) -> dict[tuple[object, ...], int]:
        """The position of the plan's last measurement of each indicator, date and scope."""
        return {
            (place, one.date.first, one.date.last, *scope_of(self._names, one)): position
            for place, indicator in enumerate(self._plan.indicators)
            for position, one in enumerate(indicator.measurements)
        }

    def _measurements(self, table: InputTable, names: dict[str, str]) -> list[_MeasuredRow]:
        """Return the measurements of the sound rows; rows after `_MAX_FLAWS` flaws are reported as unchecked."""
        measured: list[_MeasuredRow] = []
        for number, row in enumerate(steps.track(table.rows, message("Rows"))):
            if len(self._flaws) >= _MAX_FLAWS:
                unchecked = message("the {n} rows from here on have not been checked", n=len(table.rows) - number)
                self._report(reading.WRONG_KIND, row.line, unchecked)
                break
            found = self._measurement_of_row(row, names)
            if found is not None:
                measured.append(found)
        return measured

    def _raise_if_flawed(self) -> None:
        if self._flaws:
            raise RefusedError(self._flaws)

    def _report(self, rule: Rule, line: int, flaw: Message, hint: Message | None = None) -> None:
        self._flaws.append(rule.at(Location(self._name, line, 1), flaw, hint))

    def _report_unreadable(self, line: int, text: str, parse: Callable[[str], object]) -> None:
        """Report a day or a number that cannot be read."""
        try:
            parse(text)
        except UnreadableValueError as flaw:
            rule = reading.BAD_DATE if parse is parse_date else reading.BAD_NUMBER
            self._report(rule, line, flaw.message, flaw.help)

    def _columns(self, table: InputTable) -> dict[str, str]:
        """Return the field of each known column, by its name; report unknown, duplicate and missing columns."""
        names: dict[str, str] = {}
        for column in table.columns:
            field = _field_of(folded(column))
            if field is not None and field in {*_FIELDS, *_PARTS_OF_SHARES.values(), "indicator"}:
                self._report_duplicate_column(column, field, names)
                names[column] = field
            elif column and folded(column) not in _EXPORT_ONLY:
                flaw = message("there is no column '{name}'", name=column)
                hint = message("use: {names}", names=", ".join(["indikator", *map(_swedish_name, _FIELDS)]))
                self._report(reading.UNKNOWN_KEY, 1, flaw, hint)
        for needed in ("indicator", "date"):
            if needed not in names.values():
                shown = "indikator" if needed == "indicator" else _swedish_name(needed)
                self._report(reading.MISSING_KEY, 1, message("'{key}' is missing", key=shown))
        return names

    def _report_duplicate_column(self, column: str, field: str, names: dict[str, str]) -> None:
        """Report a column of the same field as an earlier one: which of them counts cannot be known."""
        first = next((name for name, known in names.items() if known == field), None)
        if first is not None:
            flaw = message("'{key}' is the same key as '{first}' on line {line}", key=column, first=first, line=1)
            self._report(reading.DUPLICATE_KEY, 1, flaw, message("keep one of them"))

    def _measurement_of_row(self, row: InputRow, names: dict[str, str]) -> _MeasuredRow | None:
        """Return a row's measurement; None where the row is flawed."""
        before = len(self._flaws)
        cells = {names[column]: text for column, text in row.cells.items() if column in names}
        if "" in row.cells:
            self._report(reading.WRONG_KIND, row.line, message("the row has more cells than the table has columns"))
        place = self._index_of_indicator(row, cells.get("indicator", ""))
        self._normalise_days(row, cells)
        self._normalise_numbers(row, cells)
        sexes = {sex: figure for sex in SEXES if (figure := self._figure_of_sex(row, cells, sex)) is not None}
        self._check_unit_and_source(row, cells, place)
        if len(self._flaws) > before or place is None:
            return None
        fields: dict[str, Value] = {**cells, **sexes}
        return _MeasuredRow(row.line, place, parse_date(cells["date"]), _entry(fields))

    def _figure_of_sex(self, row: InputRow, cells: dict[str, str], sex: str) -> str | Entry | None:
        """Return the figure of women or men: a number, or a share in one column or in two; None where there is none."""
        parts = [cells[name] for part in _PARTS if (name := f"{sex}_{part}") in cells]
        text = "/".join(parts) if len(parts) > 1 else cells.get(sex)
        if not text:
            return None
        return figure_of_sex(self._read_number(text), partial(self._number_as_written, row.line, parse_number))

    def _number_as_written(self, line: int, parse: Callable[[str], object], text: str) -> str:
        """Return a typed number as a plan writes it; report one that cannot be read."""
        number = self._read_number(closed_up(text))
        self._report_unreadable(line, number, parse)
        return number

    def _index_of_indicator(self, row: InputRow, name: str) -> int | None:
        place = self._indicators.place(name) if name else None
        if place is None:
            flaw = not_found("indicators", name, self._indicators.near(name) if name else None, self._plan.indicators)
            self._report(broken_reference.rule, row.line, flaw)
        return place

    def _normalise_days(self, row: InputRow, cells: dict[str, str]) -> None:
        for name in ("reported", "date"):
            if name in cells:
                cells[name] = self._read_day(cells[name])
                self._report_unreadable(row.line, cells[name], parse_date)
        if "date" not in cells:
            self._report(reading.MISSING_KEY, row.line, message("'{key}' is missing", key=_swedish_name("date")))

    def _normalise_numbers(self, row: InputRow, cells: dict[str, str]) -> None:
        if not {"value", "missing"} & cells.keys() and not {"numerator", "denominator"} <= cells.keys():
            no_value = message("there is no value, nor a numerator with its denominator")
            self._report(reading.WRONG_KIND, row.line, no_value)
        for name in NUMBERS:
            if name in cells:
                parse = parse_figure if name == "value" else parse_number
                cells[name] = self._number_as_written(row.line, parse, cells[name])

    def _check_unit_and_source(self, row: InputRow, cells: dict[str, str], place: int | None) -> None:
        """Report a unit that the plan does not have, and a value without a source."""
        unit = cells.get("unit")
        if unit and self._plan.units and not self._units.has(unit):
            flaw = not_found("units", unit, self._units.near(unit), self._plan.units)
            self._report(broken_reference.rule, row.line, flaw)
        needs_source = "source" not in cells and "missing" not in cells
        if place is not None and needs_source and self._plan.indicators[place].source is None:
            flaw = message("where does the value come from? fill in the column 'källa' (source)")
            self._report(reading.MISSING_KEY, row.line, flaw)

    def _report_duplicate_measurements(self, measured: Iterable[_MeasuredRow]) -> None:
        """Report rows of the same date and scope as an earlier row, or as a measurement that is not to be replaced."""
        seen: set[tuple[object, ...]] = set()
        for row in measured:
            key = self._key(row)
            is_there = key in self._positions and not self._replace
            if (key in seen or is_there) and not row.is_correction:
                flaw = message(
                    "the indicator '{title}' has a measurement of {date} already",
                    title=self._plan.indicators[row.place].title,
                    date=row.date,
                )
                hint = None if key in seen else message("--replace puts the value of the table in its place")
                self._report(duplicate_measurement.rule._replace(severity=Severity.ERROR), row.line, flaw, hint)
            seen.add(key)


def _entry(fields: Mapping[str, Value]) -> Entry:
    """Return a measurement with these fields, in the order in which a plan writes them."""
    return Entry("measurement", {name: fields[name] for name in _FIELDS if name in fields})


def _field_of(column: str) -> str | None:
    """Return the field that a column holds, by the column's folded name; None where a measurement has no such field."""
    return "indicator" if column in _INDICATOR else _PARTS_OF_SHARES.get(column) or PARTS["measurement"].name_of(column)


def _swedish_name(name: str) -> str:
    word: str = PARTS["measurement"].term(name).sv
    return word
