"""The part of a plan that concerns one unit: what it is to achieve, do and measure."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from anhorig_cli.analysis.counted_people import is_of_people
from anhorig_cli.analysis.responsibility import Responsibility
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.analysis.upcoming import units_of
from anhorig_cli.model.cycle import CycleItem
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import Measurement
from anhorig_cli.model.organisation import Role, Unit
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import RESPONSIBLE, Named, Register, is_everyone, register_of
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.model.target import Target
from anhorig_cli.vocabulary import folded


class UnitScope(NamedTuple):
    """The parts of a plan that concern a unit.

    `own` is its id, `ids` are that and those of the units below it, `roles` those of the roles that serve it, and
    `answering` these roles and those responsible for the units; all folded.
    """

    plan: Plan
    responsibility: Responsibility
    own: str
    ids: frozenset[str]
    roles: frozenset[str]
    answering: frozenset[str]
    units: Register[Unit]
    responsible: Register[Named]

    def is_unit(self, reference: str) -> bool:
        """Return whether a reference means this unit, one below it, or all units."""
        return is_everyone(reference) or self.units.key(reference) in self.ids

    def has(self, units: Iterable[str], responsible: Iterable[str]) -> bool:
        """Return whether something is done by the unit, or answered for by it, its responsible or one of its roles."""
        names = (self.responsible.key(name) for name in responsible)
        return any(map(self.is_unit, units)) or any(name in self.ids or name in self.answering for name in names)

    def has_shared(self, responsible: Iterable[str]) -> bool:
        """Return whether a cycle item without units is done by the unit itself, or by a role that serves it."""
        names = (self.responsible.key(name) for name in responsible)
        return any(name in self.ids or name in self.roles for name in names)

    def subgoal(self, subgoal: Subgoal) -> Subgoal | None:
        """Return a subgoal with the activities that concern the unit; None where neither it nor they do."""
        is_own = self.has(subgoal.units, self.responsibility.of_subgoal(subgoal).names)
        activities = tuple(
            a
            for a in subgoal.activities
            if self.has(a.units, a.responsible) or (is_own and not a.units and not a.responsible)
        )
        return subgoal.model_copy(update={"activities": activities}) if is_own or activities else None

    def indicator(self, indicator: Indicator, served: frozenset[str]) -> Indicator | None:
        """Return an indicator that the unit has, itself or by a subgoal, with the unit's own measurements if any.

        Baselines and targets are for the whole: only a target for a share, or for a direction alone, holds for a part
        too, as comparison values do. What counts people in the whole plan does so here, too.
        """
        if folded(indicator.id) not in served and not self.has(indicator.units, indicator.responsible):
            return None
        own = [m for m in indicator.measurements if m.unit and self.units.key(m.unit) == self.own]
        if not any(one.is_ours for one in own):
            return indicator
        measured = (*(one.model_copy(update={"unit": None}) for one in own), *_others_of_whole(indicator))
        targets = self._targets(indicator)
        people = is_of_people(indicator)
        return indicator.model_copy(
            update={"measurements": measured, "baseline": None, "targets": targets, "people": people}
        )

    def _targets(self, indicator: Indicator) -> tuple[Target, ...]:
        """Return the unit's own targets; without any, those of the whole that hold for a part too."""
        own = (one for one in indicator.targets if one.unit and self.units.key(one.unit) == self.own)
        named = tuple(one.model_copy(update={"unit": None}) for one in own)
        return named or tuple(one for one in indicator.targets if not one.is_part and _holds_for_a_part(one, indicator))

    def cycle_item(self, item: CycleItem) -> CycleItem | None:
        """Return an annual-cycle item limited to the unit; None where it is for other units."""
        units = units_of(self.plan, item)
        own = tuple(unit for unit in units if self.is_unit(unit))
        if units:
            return item.model_copy(update={"units": own}) if own else None
        return item if self.has_shared(item.responsible or self.plan.responsible) else None

    def role(self, role: Role) -> bool:
        """Return whether a role serves the unit."""
        return folded(role.id) in self.roles


def _others_of_whole(indicator: Indicator) -> list[Measurement]:
    """Return the comparison values of others that are for the whole."""
    return [one for one in indicator.measurements if not one.is_ours and not one.is_part]


def _holds_for_a_part(target: Target, indicator: Indicator) -> bool:
    """Return whether a target of the whole holds for a part, too: a direction, or a level in per cent."""
    if target.change is not None:
        return False  # it starts from a baseline of the whole
    return target.level is None or indicator.is_in_percent


def unit_extract(plan: Plan, unit: str, as_of: date) -> Plan:
    """Return the part of a plan that concerns a unit, named by id or title, and the units below it.

    A subgoal continued by one that does not concern the unit is left out: it is history, and another unit's now.
    """
    scope = unit_scope(plan, unit)
    subgoals = _subgoals_of(scope, Snapshot(plan, as_of))
    indicator_register = Register(plan.indicators)
    served = frozenset(indicator_register.key(reference) for one in subgoals for reference in one.indicators)
    indicators = (scope.indicator(one, served) for one in plan.indicators)
    items = map(scope.cycle_item, plan.annual_cycle)
    return plan.model_copy(
        update={
            "subgoals": tuple(subgoals),
            "indicators": tuple(one for one in indicators if one is not None),
            "annual_cycle": tuple(one for one in items if one is not None),
            "units": tuple(one for one in plan.units if folded(one.id) in scope.ids),
            "roles": tuple(filter(scope.role, plan.roles)),
            "areas": (),
            "funding": (),
            "recommendations": (),
        }
    )


def _subgoals_of(scope: "UnitScope", snapshot: Snapshot) -> list[Subgoal]:
    """Return the parts of the subgoals that concern a unit, without subgoals that have passed to another."""
    kept: dict[str, Subgoal] = {}
    for subgoal in snapshot.plan.subgoals:
        part = scope.subgoal(subgoal)
        if part is not None:
            kept[subgoal.id] = part
    passed_to_others = set[str]()
    for _, subgoal in snapshot.subgoals:
        later = snapshot.carried_on_by(subgoal)
        if later and not any(one.id in kept for one in later):
            passed_to_others.add(subgoal.id)
    return [part for name, part in kept.items() if name not in passed_to_others]


def unit_scope(plan: Plan, unit: str) -> UnitScope:
    """Return the scope of a unit, named by id or title."""
    units = Register(plan.units)
    own = units.key(unit)
    ids = frozenset((own, *_units_below(own, units)))
    roles = frozenset(folded(role.id) for role in plan.roles if any(units.key(name) in ids for name in role.units))
    responsible = register_of(plan, *RESPONSIBLE)
    leading = (name for unit in plan.units if folded(unit.id) in ids for name in unit.responsible)
    # another unit that is responsible for this one has work of its own
    answering = roles.union(responsible.key(name) for name in leading if units.get(name) is None)
    return UnitScope(plan, Responsibility(plan), own, ids, roles, answering, units, responsible)


def _units_below(above: str, units: Register[Unit]) -> Iterator[str]:
    """Yield the folded ids of the units below a unit, perhaps repeatedly; a cycle is followed once."""
    parts: dict[str, list[str]] = {}
    for unit in units.things:
        if unit.part_of:
            parts.setdefault(units.key(unit.part_of), []).append(folded(unit.id))
    found = [above]
    for name in found:
        found += parts.pop(name, ())
    yield from found[1:]


class Concerned:
    """Finds the units that something concerns: the inverse of `UnitScope`, for all units at once."""

    def __init__(self, plan: Plan) -> None:
        self._units = Register(plan.units)
        self._responsible = register_of(plan, *RESPONSIBLE)
        self._wholes: dict[str, list[str]] = {}
        for unit in plan.units:
            if unit.part_of:
                self._wholes.setdefault(folded(unit.id), []).append(self.id_of(unit.part_of))
        self._served: dict[str, list[str]] = {}
        for role in plan.roles:
            self._served.setdefault(folded(role.id), []).extend(map(self.id_of, role.units))

    def id_of(self, unit: str) -> str:
        """Return the folded id of a unit that is named by id or title."""
        return self._units.key(unit)

    def by_unit(self, unit: str) -> list[str]:
        """Return the folded ids of the units concerned by what a unit does: it and those it is a part of."""
        return self._with_wholes([self.id_of(unit)])

    def by_responsible(self, responsible: Iterable[str]) -> list[str]:
        """Return the folded ids of the units concerned by what has no unit but someone responsible."""
        names = [self._responsible.key(name) for name in responsible]
        return self._with_wholes([*names, *(unit for name in names for unit in self._served.get(name, ()))])

    def _with_wholes(self, units: Iterable[str]) -> list[str]:
        found = dict.fromkeys(units)
        waiting = list(found)
        for unit in waiting:
            new = [whole for whole in self._wholes.get(unit, ()) if whole not in found]
            found |= dict.fromkeys(new)
            waiting += new
        return list(found)
