"""What the annual cycle asks for next."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from anhorig_cli.model.cycle import CycleItem, DoneOccurrence
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.organisation import Unit
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import Register, is_everyone
from anhorig_cli.model.ticks import DoneEntries, Ticked
from anhorig_cli.source import Message, counted, message

_YEARS_AHEAD = 2


class Coming(NamedTuple):
    """An item's next occurrence, and the units it is still to be done by; `period` is None for an item with no time."""

    item: CycleItem
    period: PlanDate | None
    units: tuple[str, ...]


def coming(plan: Plan, as_of: date) -> list[Coming]:
    """Return each item's next occurrence that has not ended and is not done by all its units, the nearest first."""
    listed = Register(plan.units)
    found = [_next(plan, item, as_of, listed) for item in plan.annual_cycle]
    return sorted((c for c in found if c is not None), key=lambda c: c.period.last if c.period else date.max)


def next_of(plan: Plan, item: CycleItem, as_of: date) -> Coming | None:
    """Return the next occurrence of an item; None where it has run out."""
    return _next(plan, item, as_of, Register(plan.units))


def _next(plan: Plan, item: CycleItem, as_of: date, listed: Register[Unit]) -> Coming | None:
    if is_over(plan, as_of) or not is_running(item, as_of):
        return None
    if not item.times:
        return Coming(item, None, item.units)
    first_year = _first_year(plan, item, as_of)
    ticks = DoneEntries(item, as_of)
    for period in item.occurrences(range(first_year, first_year + _YEARS_AHEAD * item.years_between + 1)):
        is_past = period.has_ended(as_of) or not asks_for(plan, item, period)
        left = None if is_past else units_left(plan, item, ticks.of(period), listed)
        if left is not None:
            return Coming(item, period, left)
    return None


def _first_year(plan: Plan, item: CycleItem, as_of: date) -> int:
    """Return the first year that an item can be asked for in: this one, or that in which it or the plan begins."""
    begins = item.from_ or (plan.period.from_ if plan.period else None)
    return max(as_of.year, begins.first.year) if begins else as_of.year


def is_over(plan: Plan, as_of: date) -> bool:
    """Return whether the plan's period has come to its end."""
    return plan.period is not None and plan.period.to is not None and plan.period.to.has_ended(as_of)


def is_running(item: CycleItem, as_of: date) -> bool:
    """Return whether an item has not come to its end."""
    return item.to is None or not item.to.has_ended(as_of)


def asks_for(plan: Plan, item: CycleItem, period: PlanDate) -> bool:
    """Return whether an occurrence lies in the plan's period; an item may begin before it by a `from` of its own."""
    whole = plan.period
    if whole is None:
        return True
    if whole.to is not None and period.last > whole.to.last:
        return False
    return item.from_ is not None or whole.from_ is None or period.last >= whole.from_.first


def units_of(plan: Plan, item: CycleItem) -> tuple[str, ...]:
    """Return an item's units; `all` stands for every unit that the plan lists."""
    if any(map(is_everyone, item.units)) and plan.units:
        return tuple(unit.id for unit in plan.units)
    return item.units


def units_left(
    plan: Plan, item: CycleItem, entries: Sequence[DoneOccurrence], listed: Register[Unit]
) -> tuple[str, ...] | None:
    """Return the units that have not done an occurrence which some entries are of; None where nothing is left to do."""
    if not entries:
        return item.units
    ticked = Ticked(entries, listed)
    return tuple(unit for unit in units_of(plan, item) if ticked.by(unit) is None) or None


def days_left(days: int) -> Message:
    """Return how many days are left to the last one, in words."""
    return counted(days, "1 day left", "{n} days left") if days else message("due today")
