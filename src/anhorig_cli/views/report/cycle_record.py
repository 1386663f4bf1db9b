"""What each unit has done and missed in the annual cycle since the last report."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from anhorig_cli.analysis.occurrences import LONG_AGO, Occurrence, occurrences
from anhorig_cli.model.plan import Plan
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.names import Titles

_A_YEAR = timedelta(days=365)


class CycleUnitView(NamedTuple):
    """How many times a unit has done, cancelled and missed something in the cycle; `unit` is empty for no unit."""

    unit: str
    done: int
    cancelled: int
    missed: int


class CycleRecordView(NamedTuple):
    """What was done, cancelled and missed in the annual cycle after `since` (a day, in words), and by each unit."""

    since: str
    units: tuple[CycleUnitView, ...]
    done: int
    cancelled: int
    missed: int


def cycle_record_view(
    plan: Plan, as_of: date, since: date | None, titles: Titles, formatter: Formatter, *, today: date | None = None
) -> CycleRecordView | None:
    """Return what was done and missed since a day, without one in the last year; None where nothing was.

    Of what was longer than five years ago it is not told. Where the day has not come, nothing after `today` is missed.
    """
    start = max(since or as_of - _A_YEAR, as_of - LONG_AGO)
    found = _settled(titles, start, as_of, today) if plan.annual_cycle else []
    if not found:
        return None
    units = _by_unit(plan, found, titles)
    return CycleRecordView(
        since=formatter.day(start),
        units=units,
        done=sum(unit.done for unit in units),
        cancelled=sum(unit.cancelled for unit in units),
        missed=sum(unit.missed for unit in units),
    )


def _by_unit(plan: Plan, found: Iterable[Occurrence], titles: Titles) -> tuple[CycleUnitView, ...]:
    """Return how many of the occasions each unit has done, cancelled and missed."""
    counts = Counter((one.unit, one.state) for one in found)
    return tuple(
        CycleUnitView(
            unit="".join(titles.of([unit], "units")) if unit else "",
            done=counts[unit, "done"],
            cancelled=counts[unit, "cancelled"],
            missed=counts[unit, "missed"],
        )
        for unit in _in_order(plan, {unit for unit, _ in counts})
    )


def _settled(titles: Titles, start: date, as_of: date, today: date | None) -> list[Occurrence]:
    """Return the occasions that ended after a day and were missed, or done or cancelled for a time that had begun."""
    years = range(start.year, as_of.year + 1)
    known = occurrences(titles.plan, years, as_of, whole=titles.whole, today=today)
    found = [one for one in known if one.period.last > start]
    settled = {"done", "cancelled"}
    return [one for one in found if one.state == "missed" or (one.state in settled and one.period.first <= as_of)]


def _in_order(plan: Plan, units: Iterable[str | None]) -> list[str | None]:
    """Return units in the plan's order, then those that it does not list, last what is of none."""
    order = {unit.id: i for i, unit in enumerate(plan.units)}
    return sorted(units, key=lambda unit: (unit is None, order.get(unit or "", len(order)), unit or ""))
