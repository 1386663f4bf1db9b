"""Who does what in the annual cycle: an item's units, and who is responsible in each."""

from collections.abc import Mapping
from dataclasses import dataclass

from anhorig_cli.model.coming import units_of
from anhorig_cli.model.cycle import CycleItem
from anhorig_cli.model.ids import by_name
from anhorig_cli.model.organisation import Unit
from anhorig_cli.model.plan import Plan
from anhorig_cli.vocabulary import folded

Duty = Mapping[str | None, tuple[str, ...]]
"""Units, by their ids where the plan lists them (None for an item without units), and who is responsible in each."""


@dataclass(frozen=True, slots=True)
class Duties:
    """Finds who does an item; `units` leads from every name of a unit, folded, to the unit."""

    plan: Plan
    units: Mapping[str, Unit]

    @classmethod
    def of(cls, plan: Plan) -> "Duties":
        """Return the duties in a plan."""
        listed = {folded(unit.id): unit for unit in plan.units}
        return cls(plan, {name: listed[id_] for name, id_ in by_name(plan.units).items()})

    def of_item(self, item: CycleItem) -> Duty:
        """Return an item's units, each once: the item says who is responsible, else the unit, or what it is part of."""
        found: dict[str | None, tuple[str, ...]] = {}
        for name in units_of(self.plan, item):
            unit = self.units.get(folded(name))
            found[unit.id if unit else name] = item.responsible or self._responsible(unit)
        return found or {None: item.responsible}

    def _responsible(self, unit: Unit | None) -> tuple[str, ...]:
        seen: list[Unit] = []
        while unit is not None and unit not in seen:
            if unit.responsible:
                return unit.responsible
            seen.append(unit)
            unit = self.units.get(folded(unit.part_of)) if unit.part_of else None
        return ()
