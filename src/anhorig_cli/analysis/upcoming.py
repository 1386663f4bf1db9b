"""The upcoming occurrences of the annual cycle, and the entries that tick occurrences off."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from anhorig_cli.model.cycle import CycleItem, DoneOccurrence
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.organisation import Unit
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import Register, is_everyone
from anhorig_cli.source import Message, counted, message
from anhorig_cli.vocabulary import folded

_YEARS_AHEAD = 2


class UpcomingOccurrence(NamedTuple):
    """An item's next occurrence and the units that have not done it; `period` is None for an item without a time."""

    item: CycleItem
    period: PlanDate | None
    units: tuple[str, ...]


def upcoming_occurrences(plan: Plan, as_of: date) -> list[UpcomingOccurrence]:
    """Return each item's next occurrence that has not ended and that some unit has not done, nearest first."""
    listed = Register(plan.units)
    found = [_next_occurrence(plan, item, as_of, listed) for item in plan.annual_cycle]
    return sorted((c for c in found if c is not None), key=lambda c: c.period.last if c.period else date.max)


def _next_occurrence(plan: Plan, item: CycleItem, as_of: date, listed: Register[Unit]) -> UpcomingOccurrence | None:
    if is_over(plan, as_of) or not is_running(item, as_of):
        return None
    if not item.times:
        return UpcomingOccurrence(item, None, item.units)
    first_year = _first_year(plan, item, as_of)
    ticks = DoneEntries(item, as_of)
    for period in item.occurrences(range(first_year, first_year + _YEARS_AHEAD * item.years_between + 1)):
        is_past = period.has_ended(as_of) or not is_within_plan(plan, item, period)
        left = None if is_past else units_left(plan, item, ticks.of(period), listed)
        if left is not None:
            return UpcomingOccurrence(item, period, left)
    return None


def _first_year(plan: Plan, item: CycleItem, as_of: date) -> int:
    """Return the first year in which an item can be due: this one, or that in which it or the plan begins."""
    begins = item.from_ or plan.begins
    return max(as_of.year, begins.first.year) if begins else as_of.year


def is_over(plan: Plan, as_of: date) -> bool:
    """Return whether the plan's period has ended."""
    return plan.ends is not None and plan.ends.has_ended(as_of)


def is_running(item: CycleItem, as_of: date) -> bool:
    """Return whether an item has not ended."""
    return item.to is None or not item.to.has_ended(as_of)


def is_within_plan(plan: Plan, item: CycleItem, period: PlanDate) -> bool:
    """Return whether an occurrence is in the plan's period; an item with a `from` of its own may begin before it."""
    if plan.ends is not None and period.last > plan.ends.last:
        return False
    return item.from_ is not None or plan.begins is None or period.last >= plan.begins.first


def units_of(plan: Plan, item: CycleItem) -> tuple[str, ...]:
    """Return an item's units; `all` stands for every unit that the plan lists."""
    if any(map(is_everyone, item.units)) and plan.units:
        return tuple(unit.id for unit in plan.units)
    return item.units


def units_left(
    plan: Plan, item: CycleItem, entries: Sequence[DoneOccurrence], listed: Register[Unit]
) -> tuple[str, ...] | None:
    """Return the units that have not done the occurrence that `entries` are for; None where every unit has."""
    if not entries:
        return item.units
    ticked = TickedOff(entries, listed)
    return tuple(unit for unit in units_of(plan, item) if ticked.entry_for(unit) is None) or None


def days_left(days: int) -> Message:
    """Return the number of days left, in words."""
    return counted(days, "1 day left", "{n} days left") if days else message("due today")


# The entries that tick off the annual cycle: which one says that a unit has done an item's occurrence.


class _Tick(NamedTuple):
    """An entry, its index among the item's, and the first and last day (ordinal) of the period it names."""

    first: int
    last: int
    place: int
    entry: DoneOccurrence


_FIRST, _PLACE = attrgetter("first"), attrgetter("place")
_IS_CANCELLED = attrgetter("cancelled")


class DoneEntries:
    """The entries of an item known on a day, indexed so that those of a period are found quickly.

    Entries are grouped by length of period (a day, a month, a year): in a group, all that overlap a period begin near
    it. What the same units did on one day counts once: an entry that names its occurrence precedes one that does not.
    """

    def __init__(self, item: CycleItem, as_of: date) -> None:
        ticks_by_length: dict[int, list[_Tick]] = {}
        known = [(place, entry) for place, entry in enumerate(item.done) if is_known(entry, as_of)]
        named_meetings = {_meeting_key(entry) for _, entry in known if entry.occurrence is not None}
        for place, entry in known:
            named = entry.of
            is_duplicate = entry.occurrence is None and _meeting_key(entry) in named_meetings
            if named is not None and not is_duplicate:
                tick = _Tick(named.first.toordinal(), named.last.toordinal(), place, entry)
                ticks_by_length.setdefault((tick.last - tick.first).bit_length(), []).append(tick)
        self._ticks_by_length = [
            ((1 << length) - 1, sorted(ticks, key=_FIRST)) for length, ticks in ticks_by_length.items()
        ]

    def of(self, period: PlanDate) -> list[DoneOccurrence]:
        """Return the entries for a period: their occurrence or, if they name none, their date overlaps it."""
        first, last = period.first.toordinal(), period.last.toordinal()
        found: list[_Tick] = []
        for longest, ticks in self._ticks_by_length:
            begin = bisect_left(ticks, first - longest, key=_FIRST)
            end = bisect_right(ticks, last, key=_FIRST)
            found += [tick for tick in ticks[begin:end] if tick.last >= first]
        return [tick.entry for tick in sorted(found, key=_PLACE)]


def _meeting_key(entry: DoneOccurrence) -> tuple[PlanDate | None, frozenset[str], bool]:
    """Return what identifies a meeting among the item's: its date, its units, and whether it was cancelled."""
    return entry.date, frozenset(folded(unit) for unit in entry.units), entry.cancelled


def is_known(entry: DoneOccurrence, as_of: date) -> bool:
    """Return whether an entry was known on a day; one without any date never is."""
    known = entry.reported or entry.date or entry.occurrence
    return known is not None and known.first <= as_of


class TickedOff:
    """Which units have done or cancelled an occurrence, from its entries.

    Done precedes cancelled, and an entry that names a unit precedes one for all.

    Args:
        entries: what was done and cancelled, in the order of the file.
        units: the plan's units.
    """

    def __init__(self, entries: Sequence[DoneOccurrence], units: Register[Unit]) -> None:
        self._entries = sorted(entries, key=_IS_CANCELLED)
        self._units = units
        has_cancelled = bool(self._entries) and self._entries[-1].cancelled
        self._of_all: int | None = None
        self._of_unit: dict[str, int] = {}
        for place, entry in enumerate(self._entries):
            if not entry.units or any(map(is_everyone, entry.units)):
                self._of_all = place if self._of_all is None else self._of_all
                if not has_cancelled:
                    break  # later entries are never looked up
            for name in entry.units:
                self._of_unit.setdefault(units.key(name), place)

    def entry_for(self, unit: str | None) -> DoneOccurrence | None:
        """Return the first entry that ticks off, or cancels, the occurrence for a unit; None where none does.

        One that names no units, or all, holds for every unit; any holds for an item without units (`unit` is None).
        """
        if not self._entries:
            return None
        if unit is None:
            return self._entries[0]
        place = self._of_unit.get(self._units.key(unit), self._of_all)
        return None if place is None else self._entries[place]
