"""How the units answer an indicator of yes or no together, and whether enough of them say yes."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import Measurement
from anhorig_cli.model.organisation import Unit
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import Register, is_everyone


class Answers(NamedTuple):
    """The last answers of units: how many say yes, of how many that have answered, and the latest day of them.

    `silent` is how many of the units that the indicator names have not answered. Where it names none, any unit may
    answer; `is_of_some` is set where there are units that have not.
    """

    yes: int
    all: int
    latest: PlanDate
    silent: int = 0
    is_of_some: bool = False

    @property
    def share(self) -> Decimal:
        """How many in a hundred of those that have answered say yes."""
        return Decimal(100 * self.yes) / self.all

    def reach(self, least: Decimal) -> bool | None:
        """Return whether at least so many in a hundred say yes; None where it hangs on units that have not answered."""
        asked = self.all + self.silent
        if 100 * self.yes >= least * asked:
            return True
        return False if 100 * (self.yes + self.silent) < least * asked else None


def answers_of_units(indicator: Indicator, snapshot: Snapshot, until: date = date.max) -> Answers | None:
    """Return how the units answer by their last values until a day; None where none has, or no answer is asked for."""
    if not indicator.is_yes_no:
        return None
    units = Register(snapshot.plan.units)
    last = {units.key(one.unit or ""): one for one in snapshot.parts(indicator) if _is_of_unit(one, until)}
    if not last:
        return None
    yes = sum(bool(one.amount) for one in last.values())
    every = _units_that_are_whole(snapshot.plan)
    named = every if any(map(is_everyone, indicator.units)) else _named(indicator, units)
    silent, is_of_some = named - last.keys(), bool((named or every) - last.keys())
    return Answers(yes, len(last), max((one.date for one in last.values()), key=_last_day), len(silent), is_of_some)


def _named(indicator: Indicator, units: Register[Unit]) -> set[str]:
    return {units.key(name) for name in indicator.units if units.has(name)}


def _units_that_are_whole(plan: Plan) -> set[str]:
    """Return the units that no other is a part of: what others are part of is answered for by them."""
    units = Register(plan.units)
    above = {units.key(unit.part_of) for unit in plan.units if unit.part_of}
    return {units.key(unit.id) for unit in plan.units} - above


def _is_of_unit(one: Measurement, until: date) -> bool:
    return bool(one.unit) and not one.target_group and one.amount is not None and one.date.last <= until


def _last_day(day: PlanDate) -> date:
    return day.last
