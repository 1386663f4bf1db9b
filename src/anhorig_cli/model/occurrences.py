"""The occurrences of the annual cycle: what each unit was, and is, to do in a year."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from anhorig_cli.model.coming import units_of
from anhorig_cli.model.cycle import CycleItem, DoneOccurrence
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.references import EVERYONE
from anhorig_cli.vocabulary import folded

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
    found = [one for index in range(len(plan.annual_cycle)) for one in _of_item(plan, index, years, as_of)]
    return sorted(found, key=lambda one: (one.period.last, one.period.first, one.index))


def _of_item(plan: Plan, index: int, years: range, as_of: date) -> Iterator[Occurrence]:
    item = plan.annual_cycle[index]
    units: tuple[str | None, ...] = units_of(plan, item) or (None,)
    periods = [period for year in years for period in item.occurrences(year)]
    for unit in units:
        has_next = False
        for period in periods:
            entry = _entry(item, unit, period, as_of)
            state = _state(entry, period, as_of, has_next=has_next)
            has_next = has_next or state == "next"
            yield Occurrence(index, item, unit, period, state, entry)


def _state(entry: DoneOccurrence | None, period: PlanDate, as_of: date, *, has_next: bool) -> State:
    if entry is not None:
        return "done"
    if period.has_ended(as_of):
        return "missed"
    return "coming" if has_next else "next"


def _entry(item: CycleItem, unit: str | None, period: PlanDate, as_of: date) -> DoneOccurrence | None:
    """Return the entry that ticks an occurrence off for a unit; one that names no units does for all."""
    for entry in item.done_for(period, as_of):
        named = {folded(name) for name in entry.units}
        if not named or named & EVERYONE or (unit is not None and folded(unit) in named):
            return entry
    return None
