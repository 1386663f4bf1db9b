"""The occurrences of the annual cycle: what each unit was, and is, to do in a year."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from anhorig_cli.model.coming import ticks_off, units_of
from anhorig_cli.model.cycle import CycleItem, DoneOccurrence
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.ids import by_name
from anhorig_cli.model.plan import Plan

State = Literal["done", "missed", "next", "coming"]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An item's occurrence for one unit (None where the item names no unit).

    `state` is `done` when an entry ticks it off, `missed` when its period has ended without one, `next` for the nearest
    that is left, and `coming` for those after it.
    """

    index: int
    item: CycleItem
    unit: str | None
    period: PlanDate
    state: State
    done: DoneOccurrence | None


def occurrences(plan: Plan, years: range, as_of: date) -> list[Occurrence]:
    """Return every item's occurrences in some years, per unit, as known on a day, the earliest first."""
    ids = by_name(plan.units)
    found = [one for index in range(len(plan.annual_cycle)) for one in _of_item(plan, index, years, as_of, ids)]
    return sorted(found, key=lambda one: (one.period.last, one.period.first, one.index))


def _of_item(plan: Plan, index: int, years: range, as_of: date, ids: Mapping[str, str]) -> Iterator[Occurrence]:
    item = plan.annual_cycle[index]
    units: tuple[str | None, ...] = units_of(plan, item) or (None,)
    # From this year on, since what is left of it comes before what is asked for.
    periods = [(year, p) for year in range(min(years.start, as_of.year), years.stop) for p in item.occurrences(year)]
    for unit in units:
        has_next = False
        for year, period in periods:
            entries = item.done_for(period, as_of) if item.done else ()
            entry = next((e for e in entries if ticks_off(e, unit, ids)), None)
            state = _state(entry, period, as_of, has_next=has_next)
            has_next = has_next or state == "next"
            if year in years:
                yield Occurrence(index, item, unit, period, state, entry)


def _state(entry: DoneOccurrence | None, period: PlanDate, as_of: date, *, has_next: bool) -> State:
    if entry is not None:
        return "done"
    if period.has_ended(as_of):
        return "missed"
    return "coming" if has_next else "next"
