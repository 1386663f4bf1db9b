"""Who does what in the annual cycle: an item's units, and who is responsible in each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.analysis.upcoming import units_of
from anhorig_cli.model.cycle import CycleItem
from anhorig_cli.model.organisation import Role, Unit
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import Register
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.vocabulary import folded

Duty = Mapping[str | None, tuple[str, ...]]
"""Units, by their ids where the plan lists them (None for an item without units), and who is responsible in each."""


@dataclass(frozen=True, slots=True)
class Duties:
    """Finds who does an item.

    `responsible` leads from a unit's folded id to who is responsible there.
    """

    plan: Plan
    units: Register[Unit]
    responsible: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, plan: Plan) -> "Duties":
        """Return the duties in a plan."""
        units = Register(plan.units)
        return cls(plan, units, _responsible(units))

    def of_item(self, item: CycleItem) -> Duty:
        """Return an item's units, each once: the item says who is responsible, else the unit, or what it is part of."""
        found: dict[str | None, tuple[str, ...]] = {}
        for name in units_of(self.plan, item):
            unit = self.units.get(name)
            at_unit = self.responsible[folded(unit.id)] if unit else ()
            found[unit.id if unit else name] = item.responsible or at_unit
        return found or {None: item.responsible}


def is_gone(role: Role, as_of: date) -> bool:
    """Return whether nobody holds a role any more."""
    return role.vacant or (role.to is not None and role.to.has_ended(as_of))


def listed_roles(snapshot: Snapshot) -> list[Role]:
    """Return the plan's roles, without those that only subgoals to come need."""
    plan = snapshot.plan
    if len(snapshot.subgoals) == len(plan.subgoals):
        return list(plan.roles)
    places = Register(plan.roles, plan.id)
    now: set[str] = set(plan.responsible)
    for _, subgoal in snapshot.subgoals:
        now |= _responsible_for(subgoal)
    for _, indicator in snapshot.indicators:
        now.update(indicator.responsible)
    for one in plan.units:
        now.update(one.responsible)
    for item in plan.annual_cycle:
        now.update(item.responsible)
    later = {name for subgoal in snapshot.later for name in _responsible_for(subgoal)}
    only_later = places.places(later) - places.places(now)
    return [role for i, role in enumerate(plan.roles) if i not in only_later]


def _responsible_for(subgoal: Subgoal) -> set[str]:
    """Return the names of those responsible for a subgoal and for its activities."""
    return {*subgoal.responsible, *(name for activity in subgoal.activities for name in activity.responsible)}


def _responsible(units: Register[Unit]) -> dict[str, tuple[str, ...]]:
    """Return who is responsible at each unit, by its folded id: as it says, else as what it is part of does."""
    found: dict[str, tuple[str, ...]] = {}
    for start in units.things:
        silent: list[str] = []
        unit: Unit | None = start
        while unit is not None and (key := folded(unit.id)) not in found:
            found[key] = unit.responsible  # in a circle nobody is found
            if unit.responsible:
                break
            silent.append(key)
            unit = units.get(unit.part_of) if unit.part_of else None
        told = found[folded(unit.id)] if unit else ()
        found |= dict.fromkeys(silent, told)
    return found
