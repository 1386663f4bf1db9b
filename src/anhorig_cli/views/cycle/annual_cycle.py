"""The annual cycle of a year: what each unit does and when, what was missed, and what comes next."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from anhorig_cli.analysis.occurrences import LATELY, LONG_AGO, Occurrence, occurrences
from anhorig_cli.analysis.responsibility import Duties, Duty, Responsibility
from anhorig_cli.analysis.unit_extract import Concerned, UnitScope, unit_scope
from anhorig_cli.analysis.upcoming import UpcomingOccurrence, is_over, is_running
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

_MOST_GROUPS_NAMED = 3
"""At most this many different groups of responsible are named."""


class CycleItemView(NamedTuple):
    """An item of the annual cycle and when it is next to be done, or that it has no set time."""

    title: str
    description: str
    when: str
    units: str
    responsible: str
    report_to: str
    subgoals: tuple[str, ...]
    has_time: bool


class UnitSheetView(NamedTuple):
    """What one unit does in a year, in order, and what it does at no set time; `id` is the plan's name for it.

    Items that are for no unit are included if the unit is responsible for them.
    """

    id: str
    title: str
    description: str
    responsible: str
    occurrences: tuple[OccurrenceView, ...]
    timeless: tuple[CycleItemView, ...]


class YearView(NamedTuple):
    """The annual cycle of a year as known on a day.

    `occurrences` are those of the year, one for each unit, the earliest first: those of the nearest month are next, and
    later ones are coming. `missed` is every time that some unit missed within a year, or since the last report if that
    is longer ago (at most five years); the check reports only the latest of each item. `timeless` are the items without
    a time. `matrix` has a row for each unit and a cell for each month.
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
    """Return the annual cycle of a plan in a year, with what was missed in the last year, or since an earlier `since`.

    If `today` is before `as_of`, nothing after `today` is missed.
    """
    plan = titles.plan
    printer = OccurrencePrinter(titles, as_of)
    start = _missed_from(as_of, since)
    recent_years = range(start.year, as_of.year + 1)
    recent = occurrences(plan, recent_years, as_of, whole=titles.whole, today=today)
    if year in recent_years:
        year_occurrences = [one for one in recent if one.period.last.year == year]
    else:
        year_occurrences = occurrences(plan, range(year, year + 1), as_of, whole=titles.whole, today=today)
    shown = [(one, printer.view(one)) for one in year_occurrences]
    views = nearest([view for _, view in shown], titles)
    timeless = timeless_items(plan, as_of)
    return YearView(
        year=year,
        occurrences=tuple(views),
        missed=printer.times(one for one in recent if one.state == "missed" and one.period.last >= start),
        timeless=tuple(timeless_view(item, titles) for item in timeless),
        units=tuple(_sheets(titles, shown, timeless)),
        matrix=matrix_view(views, titles, year, as_of),
    )


def _missed_from(as_of: date, since: date | None) -> date:
    """Return the day from which missed occurrences are shown: a year back or an earlier `since`, at most five years."""
    return max(min(since or as_of, as_of - LATELY), as_of - LONG_AGO)


def timeless_items(plan: Plan, as_of: date) -> list[CycleItem]:
    """Return the items without a time that still apply; empty if the plan is over."""
    if is_over(plan, as_of):
        return []
    return [item for item in plan.annual_cycle if not item.times and is_running(item, as_of)]


def timeless_view(item: CycleItem, titles: Titles) -> CycleItemView:
    """Return the view of an item without a time."""
    return coming_view(UpcomingOccurrence(item, None, item.units), titles)


def coming_view(coming: UpcomingOccurrence, titles: Titles) -> CycleItemView:
    """Return the view of an item's next occurrence."""
    item, word = coming.item, titles.formatter
    return CycleItemView(
        title=item.title,
        description=item.description or "",
        when=timed(word.date(coming.period) if coming.period else word.text("no fixed time"), item),
        units=word.listed(titles.of(coming.units, "units")),
        responsible=_responsible(coming, titles),
        report_to=item.report_to or "",
        subgoals=tuple(titles.of(item.subgoals, "subgoals")),
        has_time=coming.period is not None,
    )


def _responsible(coming: UpcomingOccurrence, titles: Titles) -> str:
    """Return who is responsible for an item at the units still to do it; if many, that each unit has its own."""
    duties = titles.duties
    duty = _remaining_duty(coming, duties)
    groups = list(dict.fromkeys(filter(None, duty.values())))
    if len(groups) > _MOST_GROUPS_NAMED:
        return titles.formatter.text("each unit's own")
    names = dict.fromkeys(name for group in groups for name in group)
    is_of_plan = all(duties.is_of_plan(coming.item, unit) for unit in duty)
    return titles.responsible(names, of_plan=is_of_plan)


def _remaining_duty(coming: UpcomingOccurrence, duties: Duties) -> Duty:
    """Return the units that still have to do an item, each with who is responsible there."""
    duty = duties.of_item(coming.item)
    remaining = {duties.units.key(unit) for unit in coming.units}
    return {unit: names for unit, names in duty.items() if unit and folded(unit) in remaining} or duty


def _sheets(
    titles: Titles, shown: Sequence[tuple[Occurrence, OccurrenceView]], timeless: Sequence[CycleItem]
) -> Iterable[UnitSheetView]:
    plan = titles.plan
    register = Register(plan.units)
    names = _unit_names(plan, (one for one, _ in shown))
    sheets = _SheetsOfUnits(plan, names)
    occurrences_by_sheet = sheets.occurrences(shown)
    timeless_by_sheet = sheets.timeless(timeless)
    for name in names:
        unit, key = register.get(name), sheets.key(name)
        yield UnitSheetView(
            id=name,
            title="".join(titles.of([name], "units")),
            description=(unit.description if unit else None) or "",
            responsible=titles.responsible(unit.responsible if unit else ()),
            occurrences=tuple(nearest(occurrences_by_sheet[key], titles)),
            timeless=tuple(timeless_view(item, titles) for item in timeless_by_sheet[key]),
        )


class _SheetsOfUnits:
    """Distributes occurrences and items to the sheets of the units that they concern."""

    def __init__(self, plan: Plan, names: Iterable[str]) -> None:
        self._duties = Duties(plan)
        self._concerned = Concerned(plan)
        self._keys = dict.fromkeys(map(self.key, names))

    def key(self, name: str) -> str:
        """Return the key of a unit's sheet."""
        return self._concerned.id_of(name)

    def occurrences(self, shown: Sequence[tuple[Occurrence, OccurrenceView]]) -> dict[str, list[OccurrenceView]]:
        """Return the occurrences on each sheet, the earliest first."""
        views_by_key: dict[str, list[OccurrenceView]] = {key: [] for key in self._keys}
        keys_of_work: dict[tuple[str | None, tuple[str, ...]], Sequence[str]] = {}
        for one, view in shown:
            work = one.unit, one.responsible
            if work not in keys_of_work:  # a cache: a large cycle may have hundreds of thousands, of few units
                keys_of_work[work] = self._keys_of_sheets(*work)
            for key in keys_of_work[work]:
                views_by_key[key].append(view)
        return views_by_key

    def timeless(self, items: Iterable[CycleItem]) -> dict[str, list[CycleItem]]:
        """Return the items without a time on each sheet."""
        items_by_key: dict[str, list[CycleItem]] = {key: [] for key in self._keys}
        for item in items:
            duty = self._duties.of_item(item)
            for key in dict.fromkeys(
                key for unit, responsible in duty.items() for key in self._keys_of_sheets(unit, responsible)
            ):
                items_by_key[key].append(item)
        return items_by_key

    def _keys_of_sheets(self, unit: str | None, responsible: Iterable[str]) -> Sequence[str]:
        """Return the keys of the sheets for a unit's work; for work without a unit, of those responsible."""
        if unit is not None and is_everyone(unit):
            return list(self._keys)
        concerned = self._concerned.by_unit(unit) if unit else self._concerned.by_responsible(responsible)
        return [key for key in concerned if key in self._keys]


def _unit_names(plan: Plan, year_occurrences: Iterable[Occurrence]) -> list[str]:
    """Return the units that the plan lists, then those that only the cycle names."""
    return list(dict.fromkeys([*(unit.id for unit in plan.units), *(one.unit for one in year_occurrences if one.unit)]))


# The part of an annual cycle that belongs to a unit, or to somebody responsible.


_NamePredicate = Callable[[str], bool]


class CyclePart(NamedTuple):
    """The part of a plan that belongs to a unit, to somebody responsible, or to both; without either, all of it.

    A unit's part includes that of the units below it, as in a report of one unit.
    """

    duties: Duties
    responsibility: Responsibility
    concern: UnitScope | None
    is_responsible: _NamePredicate | None

    @classmethod
    def of(cls, plan: Plan, unit: str | None = None, responsible: str | None = None) -> "CyclePart":
        """Return the part of a plan for a unit and somebody responsible, each named by id, title or text."""
        return cls(
            Duties(plan),
            Responsibility(plan),
            unit_scope(plan, unit) if unit else None,
            _is_same_responsible(plan, responsible) if responsible else None,
        )

    def has(self, unit: str | None, responsible: Iterable[str]) -> bool:
        """Return whether the work of a unit, or of no unit, belongs to the part.

        Work of no unit belongs to a unit's part if the unit, or a role that serves it, is responsible.
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
        """Return the units for which an item belongs to the part, each with who is responsible; empty if none."""
        duty_of_item = self.duties.of_item(item)
        return {unit: responsible for unit, responsible in duty_of_item.items() if self.has(unit, responsible)}


def _is_same_responsible(plan: Plan, responsible: str) -> _NamePredicate:
    """Return a predicate that is true for references to the same responsible as `responsible`."""
    register = register_of(plan, *RESPONSIBLE)
    wanted = register.key(responsible)
    return lambda reference: register.key(reference) == wanted
