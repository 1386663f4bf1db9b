"""What has been ticked off in the annual cycle: which entry says that a unit has done an item's occurrence."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from anhorig_cli.model.cycle import CycleItem, DoneOccurrence
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.organisation import Unit
from anhorig_cli.model.register import Register, is_everyone
from anhorig_cli.vocabulary import folded


class _Tick(NamedTuple):
    """An entry, its place among the item's, and the first and last day, as numbers, of the time that it names."""

    first: int
    last: int
    place: int
    entry: DoneOccurrence


_FIRST, _PLACE = attrgetter("first"), attrgetter("place")
_IS_CANCELLED = attrgetter("cancelled")


class DoneEntries:
    """The entries of an item that are known on a day, in an order in which those of a time are quickly found.

    Those that name a day, a month, a year and so on stand apart: of each kind, all that meet a time begin near it.
    What was done on one day by the same units is done once: an entry that names its time goes before one that does not.
    """

    def __init__(self, item: CycleItem, as_of: date) -> None:
        kinds: dict[int, list[_Tick]] = {}
        known = [(place, entry) for place, entry in enumerate(item.done) if is_known(entry, as_of)]
        distinct_names = {_meeting(entry) for _, entry in known if entry.occurrence is not None}
        for place, entry in known:
            named = entry.of
            is_told_twice = entry.occurrence is None and _meeting(entry) in distinct_names
            if named is not None and not is_told_twice:
                tick = _Tick(named.first.toordinal(), named.last.toordinal(), place, entry)
                kinds.setdefault((tick.last - tick.first).bit_length(), []).append(tick)
        self._kinds = [((1 << length) - 1, sorted(ticks, key=_FIRST)) for length, ticks in kinds.items()]

    def of(self, period: PlanDate) -> list[DoneOccurrence]:
        """Return the entries of a period: their occurrence, or their date where they name none, lies in it."""
        first, last = period.first.toordinal(), period.last.toordinal()
        found: list[_Tick] = []
        for longest, ticks in self._kinds:
            begin = bisect_left(ticks, first - longest, key=_FIRST)
            end = bisect_right(ticks, last, key=_FIRST)
            found += [tick for tick in ticks[begin:end] if tick.last >= first]
        return [tick.entry for tick in sorted(found, key=_PLACE)]


def _meeting(entry: DoneOccurrence) -> tuple[PlanDate | None, frozenset[str], bool]:
    """Return what identifies a meeting among those of its item: its date, the units, and whether it was cancelled."""
    return entry.date, frozenset(folded(unit) for unit in entry.units), entry.cancelled


def is_known(entry: DoneOccurrence, as_of: date) -> bool:
    """Return whether an entry was known on a day; one without any date never is."""
    known = entry.reported or entry.date or entry.occurrence
    return known is not None and known.first <= as_of


class Ticked:
    """Who has done an occurrence, or cancelled it, by the entries that say so.

    What was done goes before what was cancelled, and what names a unit before what is of all.

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
                    break  # nobody asks for what comes after
            for name in entry.units:
                self._of_unit.setdefault(units.key(name), place)

    def by(self, unit: str | None) -> DoneOccurrence | None:
        """Return the first entry that ticks the occurrence off, or cancels it, for a unit; None where none does.

        One that names no units, or all, does for every one; any does for an item without units, `None`.
        """
        if not self._entries:
            return None
        if unit is None:
            return self._entries[0]
        place = self._of_unit.get(self._units.key(unit), self._of_all)
        return None if place is None else self._entries[place]
