"""How much there is to work out in a plan: of which of its parts there is more than can be followed up at once."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from anhorig_cli.model.cycle import CycleItem, DoneOccurrence
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.recurrence import Recurrence
from anhorig_cli.model.register import Hierarchy, Register, is_everyone
from anhorig_cli.vocabulary import folded

MOST_WORK = 800_000
"""So much work may a plan be: a full report of it takes about two seconds. No real plan is a tenth of it."""

_EACH = {
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
_EACH_WITHIN = {
    ("subgoals", "activities"): 45,
    ("subgoals", "assessments"): 35,
    ("subgoals", "indicators"): 250,  # each is told of at each subgoal
    ("subgoals", "revisions"): 45,
    ("indicators", "measurements"): 80,
    ("annual_cycle", "done"): 10,
    ("funding", "parts"): 10,
}
_OCCURRENCE = 25
"""What an occurrence of the annual cycle costs each year, in the years that are reported."""
_SINCE_A_REPORT = 2
"""So many times as many years are told of where there are reports to the committee."""
_LONG = 31
"""Days: an entry that names a longer time may tick off several times of an item."""
_CHEAP = 20
"""So many times as much does an occurrence cost as to see whether an entry ticks it off."""
_MONTHS_IN_YEAR = 12
_TIMES_A_YEAR = {"monthly": 12, "quarterly": 4, "tertial": 3, "half_yearly": 2}

OCCURRENCES = ("annual_cycle", "occurrences")


class Work(NamedTuple):
    """The work of one of a plan's lists, or of the occurrences of its annual cycle in a year (`OCCURRENCES`)."""

    part: tuple[str, ...]
    number: int
    cost: int


def too_much(plan: Plan) -> Work | None:
    """Return what costs most in a plan, where all of it is more work than can be done; else None."""
    works = list(_works(plan))
    if sum(work.cost for work in works) <= MOST_WORK:
        return None
    return max(works, key=lambda work: work.cost)


def _works(plan: Plan) -> Iterator[Work]:
    for name, cost in _EACH.items():
        number = len(getattr(plan, name))
        yield Work((name,), number, number * cost)
    for (name, inner), cost in _EACH_WITHIN.items():
        number = sum(len(getattr(one, inner)) for one in getattr(plan, name))
        yield Work((name, inner), number, number * cost)
    occurrences = occurrences_a_year(plan)
    yield Work(OCCURRENCES, occurrences, occurrences * _OCCURRENCE * (_SINCE_A_REPORT if plan.reports else 1))


def occurrences_a_year(plan: Plan) -> int:
    """Return how many occurrences the annual cycle has in a year, at each unit and at each that one is a part of."""
    return _SheetCounts(plan).occurrences(plan.annual_cycle) if plan.annual_cycle else 0


class _SheetCounts:
    """Counts on how many units' sheets what is to be done stands: each unit's, and those of what it is a part of."""

    def __init__(self, plan: Plan) -> None:
        depths = Hierarchy(Register(plan.units, plan.id)).depths()
        self._units = Register(plan.units)
        self._sheets = {folded(unit.id): 1 + depth for unit, depth in zip(plan.units, depths, strict=True)}
        self._of_all = sum(self._sheets.values()) or 1
        self._of_role = {folded(role.id): self._at(role.units) for role in plan.roles}

    def occurrences(self, items: Iterable[CycleItem]) -> int:
        """Return how many occurrences items have in a year on all those sheets; an item without a time has one."""
        return sum(_times(item) * (self._of_item(item) + _long(item.done) // _CHEAP) for item in items)

    def _of_item(self, item: CycleItem) -> int:
        if any(map(is_everyone, item.units)):
            return self._of_all
        of_somebody = sum(self._of_role.get(folded(name), 0) for name in item.responsible if not item.units)
        return self._at(item.units or item.responsible) + of_somebody or 1

    def _at(self, units: Iterable[str]) -> int:
        return sum(self._sheets.get(self._units.key(name), 1) for name in units)


def _times(item: CycleItem) -> int:
    return sum(map(_times_a_year, set(item.when))) or 1


def _times_a_year(recurrence: Recurrence) -> int:
    is_monthly = recurrence.kind == "weekday" and not recurrence.number
    return _MONTHS_IN_YEAR if is_monthly else _TIMES_A_YEAR.get(recurrence.word, 1)


def _long(entries: Iterable[DoneOccurrence]) -> int:
    """Return how many entries name a time that is longer than a month."""
    named = (entry.occurrence or entry.date for entry in entries)
    return sum((time.last - time.first).days > _LONG for time in named if time is not None)
