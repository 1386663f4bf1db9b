"""The target groups of a plan on a day, and what it does for each of them."""

from collections.abc import Iterator
from typing import NamedTuple

from anhorig_cli.analysis.contributions import DROPPED
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.organisation import TargetGroup
from anhorig_cli.model.register import Hierarchy, Register
from anhorig_cli.model.subgoal import Subgoal


class ServedGroup(NamedTuple):
    """A target group, its index in the plan, and the subgoals and indicators that are for it.

    It is served when something names it, a part of it (`by_part`) or a group it is part of (`by_whole`); a group with
    a priority needs something of its own. It `has_dropped` where only discontinued or cancelled work names it.
    It is not `is_asked_for` in a plan without subgoals, which plans nothing for anyone.
    """

    place: int
    group: TargetGroup
    subgoals: tuple[Subgoal, ...]
    indicators: tuple[Indicator, ...]
    is_named: bool
    by_part: bool
    by_whole: bool
    has_dropped: bool
    is_asked_for: bool

    @property
    def is_served(self) -> bool:
        """Return whether something is done for the group."""
        return self.is_named or self.by_part or (self.by_whole and self.group.priority is None)

    @property
    def is_unserved(self) -> bool:
        """Return whether something should be done for the group, and nothing is."""
        return self.is_asked_for and not self.is_served


def served_groups(snapshot: Snapshot) -> list[ServedGroup]:
    """Return the plan's target groups, each with what was for it on the day.

    A group that only subgoals added later are for is left out.
    """
    plan = snapshot.plan
    places = Register(plan.target_groups, plan.id)
    hierarchy = Hierarchy(places)
    for_group: list[list[Subgoal]] = [[] for _ in plan.target_groups]
    for _, subgoal in snapshot.subgoals:
        for place in sorted(places.places(_named_by(subgoal, snapshot))):
            for_group[place].append(subgoal)
    measuring = _measuring_groups(snapshot, places)
    named = {place for place, found in enumerate(for_group) if found} | measuring.keys()
    with_parts, with_wholes = hierarchy.above(named), set(hierarchy.below(named))
    now = places.places(name for _, subgoal in snapshot.subgoals for name in groups_of(subgoal))
    only_later = _used_later(snapshot, places) - now - named - with_parts
    is_asked_for = bool(snapshot.subgoals)
    return [
        ServedGroup(
            i,
            group,
            tuple(for_group[i]),
            tuple(measuring.get(i, ())),
            is_named=i in named,
            by_part=i in with_parts,
            by_whole=i in with_wholes,
            has_dropped=i in now - named,
            is_asked_for=is_asked_for,
        )
        for i, group in enumerate(plan.target_groups)
        if i not in only_later
    ]


def groups_of(subgoal: Subgoal) -> Iterator[str]:
    """Yield the target groups that a subgoal and its activities name."""
    yield from subgoal.target_groups
    for activity in subgoal.activities:
        yield from activity.target_groups


def _used_later(snapshot: Snapshot, groups: Register[TargetGroup]) -> set[int]:
    """Return the indexes of the target groups that subgoals added later name."""
    return groups.places(name for subgoal in snapshot.added_later for name in groups_of(subgoal))


def _named_by(subgoal: Subgoal, snapshot: Snapshot) -> Iterator[str]:
    """Yield the target groups that a subgoal and its activities are for, without dropped and cancelled work."""
    if snapshot.status(subgoal) not in DROPPED:
        yield from subgoal.target_groups
        for activity in subgoal.activities:
            if activity.status_at(snapshot.as_of) != "cancelled":
                yield from activity.target_groups


def _measuring_groups(snapshot: Snapshot, groups: Register[TargetGroup]) -> dict[int, list[Indicator]]:
    """Return the indicators that are for, or measure, each target group, by its index."""
    found: dict[int, list[Indicator]] = {}
    for _, indicator in snapshot.indicators:
        measured = (m.target_group for m in indicator.own_measurements if m.target_group)
        for place in sorted(groups.places((*indicator.target_groups, *measured))):
            found.setdefault(place, []).append(indicator)
    return found
