"""The occurrences of the annual cycle: what each unit was, and is, to do in a year."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from operator import attrgetter
from typing import Literal, NamedTuple

from anhorig_cli.analysis.facts import new_from
from anhorig_cli.analysis.responsibility import Duties
from anhorig_cli.analysis.upcoming import DoneEntries, Ticked, asks_for, is_known, units_of
from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.model.cycle import CycleItem, DoneOccurrence
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import Register, is_everyone
from anhorig_cli.model.work import occurrences_a_year
from anhorig_cli.source import message
from anhorig_cli.vocabulary import folded

State = Literal["done", "cancelled", "missed", "next", "coming", "passed"]
LATELY = timedelta(days=365)
"""How long something that was missed is reported."""
LONG_AGO = timedelta(days=5 * 365)
"""How long it is told of at most, where it is since the last report."""
_MANY_YEARS = 12
_MOST = 600_000


class Occurrence(NamedTuple):
    """An item's occurrence for one unit (None where the item names no unit), by the unit's id where the plan lists it.

    `state` is `done` when an entry ticks it off, `cancelled` when one says so (it stands in `done` too), `missed` when
    its period has ended without one, `next` for the nearest that is left, and `coming` for those after it. It is
    `passed` where its period has ended but the unit had not begun to tick off by then: nobody knows whether it was
    done. Who is `responsible` is the item's to say, else the unit's, else that of the unit it is part of. `place` is
    where the item stands in the plan's list.
    """

    place: int
    item: CycleItem
    unit: str | None
    period: PlanDate
    state: State
    done: DoneOccurrence | None
    responsible: tuple[str, ...]

    @property
    def is_late(self) -> bool:
        """Whether it was done after its period had ended."""
        day = self.done.date if self.done and self.state == "done" else None
        return day is not None and day.first > self.period.last


def occurrences(
    plan: Plan, years: range, as_of: date, *, whole: Plan | None = None, today: date | None = None
) -> list[Occurrence]:
    """Return every item's occurrences in some years, per unit, as known on a day, the earliest first.

    What lies outside the plan's period is not the plan's to ask for: it is there only where it was done. An item's own
    `from` may lie before the plan's.

    Args:
        plan: the plan.
        years: the years in which they are due.
        as_of: the day.
        whole: where the plan is a part of another, that one: in it stands who has begun to tick off.
        today: where the day has not come, today: nothing that ends later is missed.

    Raises:
        CannotWorkError: where they are too many, of a large cycle in many years.
    """
    known = range(min(years.start, as_of.year), years.stop)
    if len(known) > _MANY_YEARS and len(known) * occurrences_a_year(plan) > _MOST:
        text = message("{n} years of the annual cycle are more than can be worked out: ask for fewer", n=len(known))
        raise CannotWorkError(text)
    cycle = _Cycle(plan, as_of, _Begun.in_plan(whole or plan, as_of), min(as_of, today or as_of))
    found = [one for place in range(len(plan.annual_cycle)) for one in cycle.of_item(place, years)]
    return sorted(found, key=_TIME)


_TIME = attrgetter("period.last", "period.first", "place")


class MissedLately(NamedTuple):
    """The latest time within a year that an item was missed, for each unit that missed it, and of how many times."""

    latest: list[Occurrence]
    times: int


def missed_lately(found: Iterable[Occurrence], as_of: date) -> dict[int, MissedLately]:
    """Return, by item, when it was missed within a year.

    Args:
        found: occurrences, the earliest first, from a year before the day.
        as_of: the day.
    """
    missed: dict[int, dict[PlanDate, list[Occurrence]]] = {}
    for one in found:
        if one.state == "missed" and one.period.last >= as_of - LATELY:
            missed.setdefault(one.place, {}).setdefault(one.period, []).append(one)
    return {place: MissedLately(next(reversed(times.values())), len(times)) for place, times in sorted(missed.items())}


def settled_after(found: Iterable[Occurrence], day: date, as_of: date) -> list[Occurrence]:
    """Return the occurrences that were missed after a day, or that became known then to be done or cancelled.

    What is ticked off without a date is so on the last day of its period, once that has begun.
    """
    return [one for one in found if _is_settled_after(one, day, as_of)]


def _is_settled_after(one: Occurrence, day: date, as_of: date) -> bool:
    if one.done is not None and one.done.date is not None:
        return new_from(one.done) > day
    is_settled = one.state == "missed" or (one.done is not None and one.period.first <= as_of)
    return is_settled and one.period.last > day


class _Begun(NamedTuple):
    """From which day on each unit has ticked off, by its folded id, and the plan: the first day of what was ticked."""

    units: Mapping[str, date]
    plan: date | None

    @classmethod
    def in_plan(cls, plan: Plan, as_of: date) -> "_Begun":
        """Return who had begun to tick off on a day. An entry without units is of all the units of its item."""
        listed = Register(plan.units)
        units: dict[str, date] = {}
        first: date | None = None
        for item in plan.annual_cycle:
            for entry in item.done:
                if entry.of is None or entry.cancelled or not is_known(entry, as_of):
                    continue
                day = entry.of.first
                first = min(first or day, day)
                of_all = not entry.units or any(map(is_everyone, entry.units))
                for name in units_of(plan, item) if of_all else entry.units:
                    unit = listed.key(name)
                    units[unit] = min(units.get(unit, day), day)
        return cls(units, first)

    def by(self, unit: str | None, period: PlanDate) -> bool:
        """Return whether a unit, or without one the plan, had ticked off something of a period or an earlier one."""
        first = self.plan if unit is None else self.units.get(folded(unit))
        return first is not None and first <= period.last


def silent_units(found: Iterable[Occurrence], as_of: date) -> list[str]:
    """Return the units that have ticked off nothing within a year, though something was due for them and others tick.

    Args:
        found: occurrences from a year before the day.
        as_of: the day.
    """
    states: dict[str, set[str]] = {}
    for one in found:
        if one.unit is not None and as_of - LATELY <= one.period.last < as_of:
            states.setdefault(one.unit, set()).add(one.state)
    if not any(own & {"done", "missed"} for own in states.values()):
        return []
    return [unit for unit, own in states.items() if not own & {"done", "missed", "cancelled"}]


class _Cycle:
    """A plan's annual cycle on a day, with what all its items need; what ended before `settled` may be missed."""

    def __init__(self, plan: Plan, as_of: date, begun: _Begun, settled: date) -> None:
        self.plan = plan
        self.as_of = as_of
        self.begun = begun
        self.settled = settled
        self.units = Register(plan.units)
        self.duties = Duties(plan)

    def of_item(self, place: int, years: range) -> Iterator[Occurrence]:
        item = self.plan.annual_cycle[place]
        # From this year on, since what is left of it comes before what is asked for.
        known = range(min(years.start, self.as_of.year), years.stop)
        ticks = DoneEntries(item, self.as_of) if item.done else None
        times = [self._time(item, period, ticks) for period in item.occurrences(known)]
        for unit, responsible in self.duties.of_item(item).items():
            for time, state, entry in self._at_unit(unit, times):
                if time.period.last.year in years:
                    yield Occurrence(place, item, unit, time.period, state, entry, responsible)

    def _at_unit(
        self, unit: str | None, times: Iterable["_Time"]
    ) -> Iterator[tuple["_Time", State, DoneOccurrence | None]]:
        """Give the times that are asked for at a unit, or that it has ticked off, each with its state and entry."""
        has_next = False
        for time in times:
            entry = time.ticked.by(unit) if time.ticked else None
            if entry is None and not time.is_asked_for:
                continue
            state = self._state(time.period, unit) if entry is None else _state_of(entry)
            if state == "next":
                state, has_next = "coming" if has_next else "next", True
            yield time, state, entry

    def _time(self, item: CycleItem, period: PlanDate, ticks: DoneEntries | None) -> "_Time":
        entries = ticks.of(period) if ticks else None
        ticked = Ticked(entries, self.units) if entries else None
        return _Time(period, ticked, asks_for(self.plan, item, period))

    def _state(self, period: PlanDate, unit: str | None) -> State:
        """Return the state of what a unit has not done, as if nothing that is left came before it."""
        if not period.has_ended(self.as_of):
            return "next"
        return "missed" if period.has_ended(self.settled) and self.begun.by(unit, period) else "passed"


def _state_of(entry: DoneOccurrence) -> State:
    return "cancelled" if entry.cancelled else "done"


class _Time(NamedTuple):
    """A time that an item falls due: who did it, if anyone, and whether the plan asks for it."""

    period: PlanDate
    ticked: Ticked | None
    is_asked_for: bool
