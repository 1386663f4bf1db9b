"""Who is responsible for each part of a plan: the part itself says, else what is above it; never another plan."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from anhorig_cli.analysis.document_types import applies_to_subgoals
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.analysis.upcoming import units_of
from anhorig_cli.model.activity import Activity
from anhorig_cli.model.cycle import CycleItem
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.organisation import Role, Unit
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import Register
from anhorig_cli.model.strategy import Area
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.vocabulary import folded

Origin = Literal["own", "subgoal", "area", "plan"]
"""Where the responsible are named: on the part itself, its subgoals, the areas those contribute to, or the plan."""


class Answerable(NamedTuple):
    """Who is responsible for something, and where they are named; empty where nobody is."""

    names: tuple[str, ...]
    origin: Origin


class Responsibility:
    """Finds who is responsible for the subgoals, activities and indicators of a plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._areas = Register(plan.areas, plan.id)
        self._of_areas = _responsible_by_id(self._areas)

    def of_subgoal(self, subgoal: Subgoal) -> Answerable:
        """Return who is responsible for a subgoal: its own, else those of the areas it contributes to, or the plan."""
        if subgoal.responsible:
            return Answerable(subgoal.responsible, "own")
        served = sorted(self._areas.places(subgoal.contributes_to)) if self.plan.areas else ()
        names = dict.fromkeys(name for i in served for name in self._of_areas[folded(self.plan.areas[i].id)])
        return Answerable(tuple(names), "area") if names else Answerable(self.plan.responsible, "plan")

    def of_activity(self, subgoal: Subgoal, activity: Activity) -> Answerable:
        """Return who is responsible for an activity: its own, else its subgoal's."""
        if activity.responsible:
            return Answerable(activity.responsible, "own")
        found = self.of_subgoal(subgoal)
        return found._replace(origin="subgoal") if found.origin == "own" else found

    def of_indicator(self, indicator: Indicator, subgoals: Iterable[Subgoal]) -> Answerable:
        """Return who is responsible for an indicator: its own, else its subgoals'."""
        if indicator.responsible:
            return Answerable(indicator.responsible, "own")
        found = [one for one in map(self.of_subgoal, subgoals) if one.names]
        names = tuple(dict.fromkeys(name for one in found for name in one.names))
        origins = {one.origin for one in found}
        return Answerable(names, "plan" if origins == {"plan"} else "subgoal")

    def lacks(self, snapshot: Snapshot, subgoal: Subgoal) -> bool:
        """Return whether nobody is responsible for an open subgoal, nor for each of its activities, if required."""
        return self._lacks_own(snapshot, subgoal) and not self.of_subgoal(subgoal).names

    def inherits(self, snapshot: Snapshot, subgoal: Subgoal) -> bool:
        """Return whether an open subgoal only inherits those responsible, unless every activity names its own."""
        return self._lacks_own(snapshot, subgoal) and bool(self.of_subgoal(subgoal).names)

    def _lacks_own(self, snapshot: Snapshot, subgoal: Subgoal) -> bool:
        plan, as_of = snapshot.plan, snapshot.as_of
        is_needed = snapshot.is_open(subgoal) and applies_to_subgoals("no-responsible", plan, as_of)
        if subgoal.responsible or not is_needed:
            return False
        to_do = [activity for activity in subgoal.activities if activity.status != "cancelled"]
        return not to_do or not all(activity.responsible for activity in to_do)


Duty = Mapping[str | None, tuple[str, ...]]
"""Units, by their ids where the plan lists them (None for an item without units), and who is responsible in each."""


class Duties:
    """Finds who does an item of a plan's annual cycle."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.units = Register(plan.units)
        self.responsible = _responsible_by_id(self.units)

    def of_item(self, item: CycleItem) -> Duty:
        """Return an item's units, each once, with those responsible: the item's own, else the unit's or its whole's.

        Where there is nobody, they are those responsible for the plan.
        """
        found: dict[str | None, tuple[str, ...]] = {}
        for name in units_of(self.plan, item):
            unit = self.units.get(name)
            at_unit = self.responsible[folded(unit.id)] if unit else ()
            found[unit.id if unit else name] = self.named_by_item(item, name) or at_unit or self.plan.responsible
        return found or {None: item.responsible or self.plan.responsible}

    def named_by_item(self, item: CycleItem, unit: str | None) -> tuple[str, ...]:
        """Return whom an item names as responsible at a unit; of several named units, each is so for itself only."""
        if unit is None or len(item.responsible) < 2:  # noqa: PLR2004 - one alone is responsible at all of them
            return item.responsible
        named, others = _named_units(self.units, units_of(self.plan, item), item.responsible)
        itself = named.get(self.units.key(unit))
        return item.responsible if itself is None else (itself, *others)

    def is_of_plan(self, item: CycleItem, unit: str | None) -> bool:
        """Return whether those responsible for an item at a unit are only those of the whole plan."""
        listed_unit = self.units.get(unit) if unit else None
        at_unit = self.responsible[folded(listed_unit.id)] if listed_unit else ()
        return bool(self.plan.responsible) and not item.responsible and not at_unit


@lru_cache(maxsize=16)  # called for each of an item's units
def _named_units(
    units: Register[Unit], of_item: tuple[str, ...], responsible: tuple[str, ...]
) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """Return the item's units that are named as responsible, by their keys, and the others that are."""
    own = set(map(units.key, of_item))
    named = {units.key(name): name for name in responsible if units.key(name) in own}
    return named, tuple(name for name in responsible if units.key(name) not in own)


def is_gone(role: Role, as_of: date) -> bool:
    """Return whether a role is no longer held by anyone."""
    return role.vacant or (role.to is not None and role.to.has_ended(as_of))


def listed_roles(snapshot: Snapshot) -> list[Role]:
    """Return the plan's roles, without those that only subgoals added later need."""
    plan = snapshot.plan
    if len(snapshot.subgoals) == len(plan.subgoals):
        return list(plan.roles)
    places = Register(plan.roles, plan.id)
    later = {name for subgoal in snapshot.added_later for name in _responsible_for(subgoal)}
    only_later = places.places(later) - places.places(_responsible_now(snapshot))
    return [role for i, role in enumerate(plan.roles) if i not in only_later]


def _responsible_now(snapshot: Snapshot) -> set[str]:
    """Return the names of all who are responsible for something other than the subgoals added later."""
    plan = snapshot.plan
    now: set[str] = set(plan.responsible)
    for area in plan.areas:
        now.update(area.responsible)
    for _, subgoal in snapshot.subgoals:
        now |= _responsible_for(subgoal)
    for _, indicator in snapshot.indicators:
        now.update(indicator.responsible)
    for one in plan.units:
        now.update(one.responsible)
    for item in plan.annual_cycle:
        now.update(item.responsible)
    return now


def _responsible_for(subgoal: Subgoal) -> set[str]:
    """Return the names of those responsible for a subgoal or its activities."""
    return {*subgoal.responsible, *(name for activity in subgoal.activities for name in activity.responsible)}


def _responsible_by_id(units: Register[Unit] | Register[Area]) -> dict[str, tuple[str, ...]]:
    """Return who is responsible for each unit or area, by its folded id: its own, else its whole's."""
    found: dict[str, tuple[str, ...]] = {}
    for start in units.things:
        without_own: list[str] = []
        unit: Unit | Area | None = start
        while unit is not None and (key := folded(unit.id)) not in found:
            found[key] = unit.responsible  # a cycle ends here, with nobody
            if unit.responsible:
                break
            without_own.append(key)
            unit = units.get(unit.part_of) if unit.part_of else None
        named = found[folded(unit.id)] if unit else ()
        found |= dict.fromkeys(without_own, named)
    return found
