"""What each of several plans withholds, when they are shown together, so that no small count can be derived."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from anhorig_cli.analysis.shared_indicators import (
    Identity,
    Withheld,
    identities,
    same_indicators,
    suppressed_in,
    withheld_by_plan,
)
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.views.names import PlanName
from anhorig_cli.workspace.packed import Packed, pack
from anhorig_cli.workspace.whole_plans import WholePlan


class MeasuredPlan(NamedTuple):
    """A plan's names, the indicators that are not reported in full, and its indicators' identities (packed)."""

    name: PlanName
    suppressed: frozenset[str]
    indicators: bytes

    @classmethod
    def of(cls, one: WholePlan, as_of: date) -> "MeasuredPlan":
        """Return what is kept of a plan that has been read."""
        suppressed = suppressed_in(one.plan, one.selected.settings.project.small_count)
        return cls(one.name, suppressed, pack(list(identities(Snapshot(one.plan, as_of), 0))))


def withheld_by_index(plans: Sequence[MeasuredPlan]) -> dict[int, Withheld]:
    """Return what each plan must withhold for the sake of the others, by its index."""
    suppressed = [one.suppressed for one in plans]
    if len(plans) <= 1 or not any(suppressed):
        return {}
    packed: Packed[list[Identity]] = Packed([one.indicators for one in plans])
    known = [one._replace(place=place) for place, several in enumerate(packed) for one in several]
    shared = [group for group in same_indicators(known) if len(group) > 1]
    return withheld_by_plan(shared, suppressed, [one.name.names for one in plans])


def withheld_by_root(plans: Sequence[tuple[Path, MeasuredPlan]]) -> dict[Path, Withheld]:
    """Return what plans must withhold for the sake of each other, by their paths."""
    found = withheld_by_index([measured for _, measured in plans])
    return {plans[place][0]: kept for place, kept in found.items()}


def plan_without_withheld(one: WholePlan, kept: Withheld | None) -> WholePlan:
    """Return a plan without what it must withhold beside others."""
    if kept is None:
        return one
    return one._replace(plan=kept.without_withheld(one.plan), kept_back=kept.wholes)
