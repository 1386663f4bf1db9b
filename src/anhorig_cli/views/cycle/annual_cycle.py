"""The annual cycle of a year: what each unit is to do and when, what was missed, and what comes next."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from anhorig_cli.analysis.occurrences import LATELY, LONG_AGO, Occurrence, occurrences
from anhorig_cli.analysis.responsibility import Duties, Duty, Responsibility
from anhorig_cli.analysis.unit_extract import Concerned, UnitScope, unit_scope
from anhorig_cli.analysis.upcoming import Coming, is_over, is_running
from anhorig_cli.model.cycle import CycleItem
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import RESPONSIBLE, Register, is_everyone, register_of
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.views.cycle.cycle_times import (
    MatrixView,
    OccurrencePrinter,
    OccurrenceView,
    TimeView,
    matrix_view,
    nearest,
    timed,
)
from anhorig_cli.views.names import Titles
from anhorig_cli.vocabulary import folded

_FEW = 3
"""So many groups of people who are responsible are named."""


class CycleItemView(NamedTuple):
    """What the annual cycle asks for next of an item; one that has no time is asked for at none that is set."""

    title: str
    description: str
    when: str
    units: str
    responsible: str
    report_to: str
    subgoals: tuple[str, ...]
    has_time: bool


class UnitSheetView(NamedTuple):
    """What one unit does in a year, in order, and what it does at no time that is set; `id` is the plan's name for it.

    With the unit's own are the items that are for no unit and that the unit is responsible for.
    """

    id: str
    title: str
    description: str
    responsible: str
    occurrences: tuple[OccurrenceView, ...]
    timeless: tuple[CycleItemView, ...]


class YearView(NamedTuple):
    """The annual cycle of a year as known on a day.

    `occurrences` are those of the year, one for each unit, the earliest first: next are those of the nearest month, and
    what is later is coming. `missed` is every time within a year, or
    since the last report where that is longer ago (at most five years), that some unit missed; the check tells the
    latest of each item.
    `timeless` are the items without a time. `matrix` has a row for each unit and a cell for each month.
    """

    year: int
    occurrences: tuple[OccurrenceView, ...]
    missed: tuple[TimeView, ...]
    timeless: tuple[CycleItemView, ...]
    units: tuple[UnitSheetView, ...]
    matrix: MatrixView


def year_view(
    titles: Titles, year: int, as_of: date, since: date | None = None, *, today: date | None = None
) -> YearView:
    """Return the annual cycle of a plan in a year; what was missed is told from the last report on, `since`.

    Where the day has not come, nothing after `today` is missed.
    """
    plan = titles.plan
    printer = OccurrencePrinter(titles, as_of)
    start = _missed_from(as_of, since)
    lately_years = range(start.year, as_of.year + 1)
    lately = occurrences(plan, lately_years, as_of, whole=titles.whole, today=today)
    if year in lately_years:
        found = [one for one in lately if one.period.last.year == year]
    else:
        found = occurrences(plan, range(year, year + 1), as_of, whole=titles.whole, today=today)
    shown = [(one, printer.view(one)) for one in found]
    views = nearest([view for _, view in shown], titles)
    timeless = timeless_items(plan, as_of)
    return YearView(
        year=year,
        occurrences=tuple(views),
        missed=printer.times(one for one in lately if one.state == "missed" and one.period.last >= start),
        timeless=tuple(timeless_view(item, titles) for item in timeless),
        units=tuple(_sheets(titles, shown, timeless)),
        matrix=matrix_view(views, titles, year, as_of),
    )


def _missed_from(as_of: date, since: date | None) -> date:
    """Return the day from which on is told what was missed."""
    return max(min(since or as_of, as_of - LATELY), as_of - LONG_AGO)


def timeless_items(plan: Plan, as_of: date) -> list[CycleItem]:
    """Return the items without a time that the plan still asks for."""
    if is_over(plan, as_of):
        return []
    return [item for item in plan.annual_cycle if not item.times and is_running(item, as_of)]


def timeless_view(item: CycleItem, titles: Titles) -> CycleItemView:
    """Return an item without a time."""
    return coming_view(Coming(item, None, item.units), titles)


def coming_view(found: Coming, titles: Titles) -> CycleItemView:
    """Return what the cycle asks for next of an item."""
    item, word = found.item, titles.formatter
    return CycleItemView(
        title=item.title,
        description=item.description or "",
        when=timed(word.date(found.period) if found.period else word.text("no fixed time"), item),
        units=word.listed(titles.of(found.units, "units")),
        responsible=_responsible(found, titles),
        report_to=item.report_to or "",
        subgoals=tuple(titles.of(item.subgoals, "subgoals")),
        has_time=found.period is not None,
    )


def _responsible(found: Coming, titles: Titles) -> str:
    """Return who is responsible for an item at the units that it waits for; of many, only that each has its own."""
    duties = titles.duties
    at_units = _waited_for(found, duties)
    groups = list(dict.fromkeys(filter(None, at_units.values())))
    if len(groups) > _FEW:
        return titles.formatter.text("each unit's own")
    names = dict.fromkeys(name for group in groups for name in group)
    of_plan = all(duties.is_of_plan(found.item, unit) for unit in at_units)
    return titles.responsible(names, of_plan=of_plan)


def _waited_for(found: Coming, duties: Duties) -> Duty:
    """Return the units that an item still waits for, and who is responsible there."""
    duty = duties.of_item(found.item)
    left = {duties.units.key(unit) for unit in found.units}
    return {unit: names for unit, names in duty.items() if unit and folded(unit) in left} or duty


def _sheets(
    titles: Titles, shown: Sequence[tuple[Occurrence, OccurrenceView]], timeless: Sequence[CycleItem]
) -> Iterable[UnitSheetView]:
    plan = titles.plan
    listed = Register(plan.units)
    names = _unit_names(plan, (one for one, _ in shown))
    sheets = _SheetsOfUnits(plan, names)
    occurrences = sheets.occurrences(shown)
    without_time = sheets.timeless(timeless)
    for name in names:
        unit, key = listed.get(name), sheets.key(name)
        yield UnitSheetView(
            id=name,
            title="".join(titles.of([name], "units")),
            description=(unit.description if unit else None) or "",
            responsible=titles.responsible(unit.responsible if unit else ()),
            occurrences=tuple(nearest(occurrences[key], titles)),
            timeless=tuple(timeless_view(item, titles) for item in without_time[key]),
        )


class _SheetsOfUnits:
    """Puts what is to be done on the sheets of the units that it concerns."""

    def __init__(self, plan: Plan, names: Iterable[str]) -> None:
        self._duties = Duties(plan)
        self._concerned = Concerned(plan)
        self._keys = dict.fromkeys(map(self.key, names))

    def key(self, name: str) -> str:
        """Return what a unit's sheet is known by."""
        return self._concerned.id_of(name)

    def occurrences(self, shown: Sequence[tuple[Occurrence, OccurrenceView]]) -> dict[str, list[OccurrenceView]]:
        """Return the occurrences on each sheet, the earliest first."""
        found: dict[str, list[OccurrenceView]] = {key: [] for key in self._keys}
        known: dict[tuple[str | None, tuple[str, ...]], Sequence[str]] = {}
        for one, view in shown:
            of = one.unit, one.responsible
            if of not in known:  # there may be hundreds of thousands in a large cycle, of a few units
                known[of] = self._of(*of)
            for key in known[of]:
                found[key].append(view)
        return found

    def timeless(self, items: Iterable[CycleItem]) -> dict[str, list[CycleItem]]:
        """Return the items without a time on each sheet."""
        found: dict[str, list[CycleItem]] = {key: [] for key in self._keys}
        for item in items:
            duty = self._duties.of_item(item)
            for key in dict.fromkeys(key for unit, responsible in duty.items() for key in self._of(unit, responsible)):
                found[key].append(item)
        return found

    def _of(self, unit: str | None, responsible: Iterable[str]) -> Sequence[str]:
        """Return the sheets on which what a unit does stands; or, of what is for no unit, those of the responsible."""
        if unit is not None and is_everyone(unit):
            return list(self._keys)
        concerned = self._concerned.by_unit(unit) if unit else self._concerned.by_responsible(responsible)
        return [key for key in concerned if key in self._keys]


def _unit_names(plan: Plan, found: Iterable[Occurrence]) -> list[str]:
    """Return the units that the plan lists, then those that only the cycle names."""
    return list(dict.fromkeys([*(unit.id for unit in plan.units), *(one.unit for one in found if one.unit)]))


# The part of an annual cycle that is a unit's, or somebody's who is responsible.


_Named = Callable[[str], bool]


class CyclePart(NamedTuple):
    """Tells what belongs to a unit, somebody responsible, or both; without either, everything does.

    With the unit's own goes what the units below it do, as in a report of one unit.
    """

    duties: Duties
    responsibility: Responsibility
    concern: UnitScope | None
    is_responsible: _Named | None

    @classmethod
    def of(cls, plan: Plan, unit: str | None = None, responsible: str | None = None) -> "CyclePart":
        """Return the part of a plan's cycle; the unit and the responsible are named by id, title or text."""
        return cls(
            Duties(plan),
            Responsibility(plan),
            unit_scope(plan, unit) if unit else None,
            _same_as(plan, responsible) if responsible else None,
        )

    def has(self, unit: str | None, responsible: Iterable[str]) -> bool:
        """Return whether what a unit does belongs to the part.

        What is for no unit is a unit's where it, or a role that serves it, is responsible.
        """
        responsible = tuple(responsible)
        if self.concern and not (self.concern.is_unit(unit) if unit else self.concern.has_shared(responsible)):
            return False
        return self.is_responsible is None or any(map(self.is_responsible, responsible))

    def has_subgoal(self, subgoal: Subgoal) -> bool:
        """Return whether a subgoal belongs to the part."""
        responsible = self.responsibility.of_subgoal(subgoal).names
        if self.concern and not self.concern.has(subgoal.units, responsible):
            return False
        return self.is_responsible is None or any(map(self.is_responsible, responsible))

    def duty(self, item: CycleItem) -> Duty:
        """Return the units of an item whose part it is; empty where none is."""
        found = self.duties.of_item(item)
        return {unit: responsible for unit, responsible in found.items() if self.has(unit, responsible)}


def _same_as(plan: Plan, responsible: str) -> _Named:
    """Return a function that says whether a reference and the name of somebody responsible mean the same."""
    register = register_of(plan, *RESPONSIBLE)
    wanted = register.key(responsible)
    return lambda reference: register.key(reference) == wanted
