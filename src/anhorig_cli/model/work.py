"""The cost of processing a plan, and which of its parts make it too large."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from anhorig_cli.model.cycle import CycleItem, DoneOccurrence
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.recurrence import Recurrence
from anhorig_cli.model.register import Hierarchy, Register, is_everyone
from anhorig_cli.vocabulary import folded

MOST_WORK = 800_000
"""The highest cost of a plan: a full report then takes about two seconds. No real plan costs a tenth of it."""

_COSTS = {
    "units": 60,
    "roles": 40,
    "parties": 30,
    "target_groups": 60,
    "areas": 60,
    "subgoals": 300,
    "indicators": 400,
    "surveys": 40,
    "annual_cycle": 80,
    "decisions": 40,
    "reports": 40,
    "funding": 50,
    "recommendations": 60,
    "attachments": 30,
}
_COSTS_OF_NESTED = {
    ("subgoals", "activities"): 45,
    ("subgoals", "assessments"): 35,
    ("subgoals", "indicators"): 250,  # each is reported under each subgoal
    ("subgoals", "revisions"): 45,
    ("indicators", "measurements"): 80,
    ("annual_cycle", "done"): 10,
    ("funding", "parts"): 10,
}
_OCCURRENCE = 25
"""The cost of an occurrence of the annual cycle in a year, in all the years that are reported."""
_MORE_WITH_REPORTS = 2
"""How many times as many years are reported if there are reports to the committee."""
_LONG_PERIOD = 31
"""Days: an entry for a longer period may tick off several occurrences of an item."""
_CHECK_IS_CHEAPER = 20
"""How many times as much an occurrence costs as checking whether an entry ticks it off."""
_MONTHS_IN_YEAR = 12
_TIMES_A_YEAR = {"monthly": 12, "quarterly": 4, "tertial": 3, "half_yearly": 2}

OCCURRENCES = ("annual_cycle", "occurrences")


class Work(NamedTuple):
    """The cost of one of a plan's lists, or of the annual cycle's occurrences in a year (`OCCURRENCES`)."""

    part: tuple[str, ...]
    number: int
    cost: int


def excessive_work(plan: Plan) -> Work | None:
    """Return the most expensive part of a plan, if the whole plan costs more than `MOST_WORK`; else None."""
    works = list(_works(plan))
    if sum(work.cost for work in works) <= MOST_WORK:
        return None
    return max(works, key=lambda work: work.cost)


def _works(plan: Plan) -> Iterator[Work]:
    for name, cost in _COSTS.items():
        number = len(getattr(plan, name))
        yield Work((name,), number, number * cost)
    for (name, inner), cost in _COSTS_OF_NESTED.items():
        number = sum(len(getattr(one, inner)) for one in getattr(plan, name))
        yield Work((name, inner), number, number * cost)
    occurrences = occurrences_a_year(plan)
    yield Work(OCCURRENCES, occurrences, occurrences * _OCCURRENCE * (_MORE_WITH_REPORTS if plan.reports else 1))


def occurrences_a_year(plan: Plan) -> int:
    """Return the annual cycle's occurrences in a year, counted once for each unit and each unit above it."""
    return _SheetCounts(plan).occurrences(plan.annual_cycle) if plan.annual_cycle else 0


class _SheetCounts:
    """Counts the unit sheets that an item appears on: those of its units, and of the units above them."""

    def __init__(self, plan: Plan) -> None:
        depths = Hierarchy(Register(plan.units, plan.id)).depths()
        self._units = Register(plan.units)
        self._sheets_by_unit = {folded(unit.id): 1 + depth for unit, depth in zip(plan.units, depths, strict=True)}
        self._all_sheets = sum(self._sheets_by_unit.values()) or 1
        self._sheets_of_role = {folded(role.id): self._sheets_of_units(role.units) for role in plan.roles}

    def occurrences(self, items: Iterable[CycleItem]) -> int:
        """Return the number of occurrences of items in a year on all sheets; an item without a time has one."""
        return sum(
            _occurrences_a_year(item) * (self._sheets_of_item(item) + _count_long(item.done) // _CHECK_IS_CHEAPER)
            for item in items
        )

    def _sheets_of_item(self, item: CycleItem) -> int:
        if any(map(is_everyone, item.units)):
            return self._all_sheets
        sheets_of_roles = sum(self._sheets_of_role.get(folded(name), 0) for name in item.responsible if not item.units)
        return self._sheets_of_units(item.units or item.responsible) + sheets_of_roles or 1

    def _sheets_of_units(self, units: Iterable[str]) -> int:
        return sum(self._sheets_by_unit.get(self._units.key(name), 1) for name in units)


def _occurrences_a_year(item: CycleItem) -> int:
    return sum(map(_times_a_year, set(item.when))) or 1


def _times_a_year(recurrence: Recurrence) -> int:
    is_monthly = recurrence.kind == "weekday" and not recurrence.number
    return _MONTHS_IN_YEAR if is_monthly else _TIMES_A_YEAR.get(recurrence.word, 1)


def _count_long(entries: Iterable[DoneOccurrence]) -> int:
    """Return how many entries are for a period longer than a month."""
    named = (entry.occurrence or entry.date for entry in entries)
    return sum((time.last - time.first).days > _LONG_PERIOD for time in named if time is not None)
