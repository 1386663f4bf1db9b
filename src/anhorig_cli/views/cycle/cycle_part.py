"""The part of an annual cycle that is a unit's, or somebody's who is responsible."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from anhorig_cli.analysis.responsibility import Duties, Duty, Responsibility
from anhorig_cli.analysis.unit_extract import UnitScope, concern_of
from anhorig_cli.model.cycle import CycleItem
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import RESPONSIBLE, register_of
from anhorig_cli.model.subgoal import Subgoal

_Named = Callable[[str], bool]


class CyclePart(NamedTuple):
    """Tells what belongs to a unit, somebody responsible, or both; without either, everything does.

    With the unit's own goes what the units below it do, as in a report of one unit.
    """

    duties: Duties
    responsibility: Responsibility
    concern: UnitScope | None
    is_responsible: _Named | None

    @classmethod
    def of(cls, plan: Plan, unit: str | None = None, responsible: str | None = None) -> "CyclePart":
        """Return the part of a plan's cycle; the unit and the responsible are named by id, title or text."""
        return cls(
            Duties.of(plan),
            Responsibility(plan),
            concern_of(plan, unit) if unit else None,
            _same_as(plan, responsible) if responsible else None,
        )

    def has(self, unit: str | None, responsible: Iterable[str]) -> bool:
        """Return whether what a unit does belongs to the part.

        What is for no unit is a unit's where it, or a role that serves it, is responsible.
        """
        responsible = tuple(responsible)
        if self.concern and not (self.concern.is_unit(unit) if unit else self.concern.has((), responsible)):
            return False
        return self.is_responsible is None or any(map(self.is_responsible, responsible))

    def has_subgoal(self, subgoal: Subgoal) -> bool:
        """Return whether a subgoal belongs to the part."""
        responsible = self.responsibility.of_subgoal(subgoal).names
        if self.concern and not self.concern.has(subgoal.units, responsible):
            return False
        return self.is_responsible is None or any(map(self.is_responsible, responsible))

    def duty(self, item: CycleItem) -> Duty:
        """Return the units of an item whose part it is; empty where none is."""
        found = self.duties.of_item(item)
        return {unit: responsible for unit, responsible in found.items() if self.has(unit, responsible)}


def _same_as(plan: Plan, responsible: str) -> _Named:
    """Return a function that says whether a reference and the name of somebody responsible mean the same."""
    register = register_of(plan, *RESPONSIBLE)
    wanted = register.key(responsible)
    return lambda reference: register.key(reference) == wanted
