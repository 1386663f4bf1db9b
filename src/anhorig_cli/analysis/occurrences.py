"""The occurrences of the annual cycle: what each unit was, and is, to do in a year."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from operator import attrgetter
from typing import Literal, NamedTuple

from anhorig_cli.analysis.facts import new_from
from anhorig_cli.analysis.responsibility import Duties
from anhorig_cli.analysis.upcoming import DoneEntries, TickedOff, is_known, is_within_plan, units_of
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
"""How long a missed occurrence is reported."""
LONG_AGO = timedelta(days=5 * 365)
"""How long it is reported at most, where it is reported since the last report."""
_MANY_YEARS = 12
_MOST_OCCURRENCES = 600_000


class Occurrence(NamedTuple):
    """An item's occurrence for one `unit`: by id if the plan lists it; None where the item names no unit.

    `state` is `done` when an entry ticks it off, `cancelled` when one says so (the entry is in `done` too), `missed`
    when its period has ended without one, `next` for the nearest that is left, and `coming` for those after it. It is
    `passed` where its period had ended before the unit began to tick off: nobody knows whether it was done.
    `responsible` comes from the item, else the unit, else what it is part of. `place` is the item's index in the plan.
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
        """Whether it was done after the end of its period."""
        day = self.done.date if self.done and self.state == "done" else None
        return day is not None and day.first > self.period.last


def occurrences(
    plan: Plan, years: range, as_of: date, *, whole: Plan | None = None, today: date | None = None
) -> list[Occurrence]:
    """Return every item's occurrences in the given years, per unit, as known on a day, earliest first.

    Those outside the plan's period are left out unless they were done. An item's own `from` may precede the plan's.

    Args:
        plan: the plan.
        years: the years in which they are due.
        as_of: the day.
        whole: the whole plan, where `plan` is a part of it: it shows who has begun to tick off.
        today: for an `as_of` in the future, today: nothing that ends later is missed.

    Raises:
        CannotWorkError: where there are too many: a large cycle over many years.
    """
    known = range(min(years.start, as_of.year), years.stop)
    if len(known) > _MANY_YEARS and len(known) * occurrences_a_year(plan) > _MOST_OCCURRENCES:
        text = message("{n} years of the annual cycle are more than can be worked out: ask for fewer", n=len(known))
        raise CannotWorkError(text)
    cycle = _Cycle(plan, as_of, _TickingBegun.in_plan(whole or plan, as_of), min(as_of, today or as_of))
    found = [one for place in range(len(plan.annual_cycle)) for one in cycle.of_item(place, years)]
    return sorted(found, key=_TIME)


def occurrences_around(plan: Plan, as_of: date, days: int) -> list[Occurrence]:
    """Return the occurrences in the years from `LATELY` before a day to `days` after it, as `occurrences`.

    The years before the day's own are left out while nothing is ticked off, since nothing can be missed then.
    """
    has_ticks = any(item.done for item in plan.annual_cycle)
    earliest = as_of - LATELY if has_ticks else as_of
    years = range(earliest.year, (as_of + timedelta(days=days)).year + 1)
    return occurrences(plan, years, as_of)


_TIME = attrgetter("period.last", "period.first", "place")


class MissedLately(NamedTuple):
    """An item's occurrences in its latest missed period, one per unit, and how many periods it missed within a year."""

    latest: list[Occurrence]
    times: int


def missed_lately(found: Iterable[Occurrence], as_of: date) -> dict[int, MissedLately]:
    """Return, by item index, what was missed within a year.

    Args:
        found: occurrences, earliest first, from a year before the day.
        as_of: the day.
    """
    missed: dict[int, dict[PlanDate, list[Occurrence]]] = {}
    for one in found:
        if one.state == "missed" and one.period.last >= as_of - LATELY:
            missed.setdefault(one.place, {}).setdefault(one.period, []).append(one)
    return {place: MissedLately(next(reversed(times.values())), len(times)) for place, times in sorted(missed.items())}


def settled_after(found: Iterable[Occurrence], day: date, as_of: date) -> list[Occurrence]:
    """Return the occurrences that were missed after a day, or became known after it as done or cancelled.

    One ticked off without a date counts from the last day of its period, once that has begun.
    """
    return [one for one in found if _is_settled_after(one, day, as_of)]


def _is_settled_after(one: Occurrence, day: date, as_of: date) -> bool:
    if one.done is not None and one.done.date is not None:
        return new_from(one.done) > day
    is_settled = one.state == "missed" or (one.done is not None and one.period.first <= as_of)
    return is_settled and one.period.last > day


class _TickingBegun(NamedTuple):
    """The first day of any occurrence ticked off, by folded unit id (`units`), and in the whole plan."""

    units: Mapping[str, date]
    plan: date | None

    @classmethod
    def in_plan(cls, plan: Plan, as_of: date) -> "_TickingBegun":
        """Return who had begun to tick off by a day. An entry without units is for all the units of its item."""
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

    def had_begun_by(self, unit: str | None, period: PlanDate) -> bool:
        """Return whether a unit, or the plan if None, had ticked off an occurrence of a period or an earlier one."""
        first = self.plan if unit is None else self.units.get(folded(unit))
        return first is not None and first <= period.last


def silent_units(found: Iterable[Occurrence], as_of: date) -> list[str]:
    """Return the units that had begun to tick off by none of their occurrences of the last year, where another had.

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
    """A plan's annual cycle on a day, with what its items share; periods that ended before `settled` can be missed."""

    def __init__(self, plan: Plan, as_of: date, begun: _TickingBegun, settled: date) -> None:
        self.plan = plan
        self.as_of = as_of
        self.begun = begun
        self.settled = settled
        self.units = Register(plan.units)
        self.duties = Duties(plan)

    def of_item(self, place: int, years: range) -> Iterator[Occurrence]:
        item = self.plan.annual_cycle[place]
        # From this year on: an occurrence left in it comes before those asked for.
        known = range(min(years.start, self.as_of.year), years.stop)
        ticks = DoneEntries(item, self.as_of) if item.done else None
        times = [self._due_period(item, period, ticks) for period in item.occurrences(known)]
        for unit, responsible in self.duties.of_item(item).items():
            for time, state, entry in self._at_unit(unit, times):
                if time.period.last.year in years:
                    yield Occurrence(place, item, unit, time.period, state, entry, responsible)

    def _at_unit(
        self, unit: str | None, times: Iterable["_DuePeriod"]
    ) -> Iterator[tuple["_DuePeriod", State, DoneOccurrence | None]]:
        """Yield the periods that are due at a unit, or that it has ticked off, each with its state and entry."""
        has_next = False
        for time in times:
            entry = time.ticked.entry_for(unit) if time.ticked else None
            if entry is None and not time.is_asked_for:
                continue
            state = self._state(time.period, unit) if entry is None else _state_of(entry)
            if state == "next":
                state, has_next = "coming" if has_next else "next", True
            yield time, state, entry

    def _due_period(self, item: CycleItem, period: PlanDate, ticks: DoneEntries | None) -> "_DuePeriod":
        entries = ticks.of(period) if ticks else None
        ticked = TickedOff(entries, self.units) if entries else None
        return _DuePeriod(period, ticked, is_within_plan(self.plan, item, period))

    def _state(self, period: PlanDate, unit: str | None) -> State:
        """Return the state of an occurrence not ticked off, as if none before it were left."""
        if not period.has_ended(self.as_of):
            return "next"
        return "missed" if period.has_ended(self.settled) and self.begun.had_begun_by(unit, period) else "passed"


def _state_of(entry: DoneOccurrence) -> State:
    return "cancelled" if entry.cancelled else "done"


class _DuePeriod(NamedTuple):
    """A period in which an item is due: who did it, if anyone, and whether the plan asks for it."""

    period: PlanDate
    ticked: TickedOff | None
    is_asked_for: bool
