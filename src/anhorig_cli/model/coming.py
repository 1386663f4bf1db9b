"""What the annual cycle asks for next."""

from dataclasses import dataclass
from datetime import date

from anhorig_cli.model.cycle import CycleItem
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.references import EVERYONE
from anhorig_cli.vocabulary import folded

_YEARS_AHEAD = 2


@dataclass(frozen=True, slots=True)
class Coming:
    """An item's next occurrence, and the units it is still to be done by; `period` is None for an item with no time."""

    item: CycleItem
    period: PlanDate | None
    units: tuple[str, ...]


def coming(plan: Plan, as_of: date) -> list[Coming]:
    """Return each item's next occurrence that has not ended and is not done by all its units, the nearest first."""
    found = [next_of(plan, item, as_of) for item in plan.annual_cycle]
    return sorted((c for c in found if c is not None), key=lambda c: c.period.last if c.period else date.max)


def next_of(plan: Plan, item: CycleItem, as_of: date) -> Coming | None:
    """Return the next occurrence of an item; None where it has run out."""
    if not item.when:
        return Coming(item, None, item.units)
    for year in range(as_of.year, as_of.year + _YEARS_AHEAD + 1):
        for period in item.occurrences(year):
            left = None if period.has_ended(as_of) else _units_left(plan, item, period, as_of)
            if left is not None:
                return Coming(item, period, left)
    return None


def units_of(plan: Plan, item: CycleItem) -> tuple[str, ...]:
    """Return an item's units; `all` stands for every unit that the plan lists."""
    if any(folded(unit) in EVERYONE for unit in item.units) and plan.units:
        return tuple(unit.id for unit in plan.units)
    return item.units


def _units_left(plan: Plan, item: CycleItem, period: PlanDate, as_of: date) -> tuple[str, ...] | None:
    """Return the units that have not done an occurrence; None where nothing is left to do."""
    entries = item.done_for(period, as_of)
    if not entries:
        return item.units
    if any(not entry.units or any(folded(unit) in EVERYONE for unit in entry.units) for entry in entries):
        return None
    done = {folded(unit) for entry in entries for unit in entry.units}
    left = tuple(unit for unit in units_of(plan, item) if folded(unit) not in done)
    return left or None
