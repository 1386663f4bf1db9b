"""What the work covers: the areas that subgoals contribute to, and the target groups that something is done for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.model.organisation import TargetGroup
from anhorig_cli.model.places import Hierarchy, Places
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.subgoal import Subgoal

DROPPED = frozenset({"discontinued", "not_applicable"})
"""Assessments of subgoals with which nothing is done any more."""


def contributors(snapshot: Snapshot, subgoals: Iterable[Subgoal], strategy: Plan) -> list[list[Subgoal]]:
    """Return for each area of a strategy, which may be the plan itself, the subgoals that contribute to it."""
    places = Places(strategy.id, strategy.areas)
    found: list[list[Subgoal]] = [[] for _ in strategy.areas]
    for subgoal in subgoals:
        if subgoal.contributes_to and snapshot.status(subgoal) not in DROPPED:
            for place in sorted(places.places(_of(strategy, snapshot, subgoal))):
                found[place].append(subgoal)
    return found


def _of(strategy: Plan, snapshot: Snapshot, subgoal: Subgoal) -> Iterator[str]:
    """Give what a subgoal contributes to in a strategy; what stands in another plan is named with it."""
    is_own = strategy is snapshot.plan
    return (name for name in subgoal.contributes_to if is_own or "/" in name)


@dataclass(frozen=True, slots=True)
class ServedGroup:
    """A target group with its place in the plan and the subgoals that are for it.

    It is served when something names it, or a part of it (`by_part`), or a group that it is part of (`by_whole`); but
    one of whom more are to be reached needs something of its own.
    """

    place: int
    group: TargetGroup
    subgoals: tuple[Subgoal, ...]
    is_named: bool
    by_part: bool
    by_whole: bool

    @property
    def is_served(self) -> bool:
        """Tell whether something is done for the group."""
        return self.is_named or self.by_part or (self.by_whole and self.group.priority is None)


def served_groups(snapshot: Snapshot, subgoals: Iterable[Subgoal]) -> list[ServedGroup]:
    """Return the plan's target groups, each with what is for it among some subgoals and the plan's indicators."""
    groups = snapshot.plan.target_groups
    places = Places(snapshot.plan.id, groups)
    for_group: list[list[Subgoal]] = [[] for _ in groups]
    for subgoal in subgoals:
        for place in sorted(places.places(_named_by(subgoal, snapshot))):
            for_group[place].append(subgoal)
    named = {place for place, found in enumerate(for_group) if found} | places.places(_measured(snapshot.plan))
    hierarchy = Hierarchy(places, groups)
    with_parts, with_wholes = hierarchy.above(named), set(hierarchy.below(named))
    return [
        ServedGroup(i, group, tuple(for_group[i]), i in named, by_part=i in with_parts, by_whole=i in with_wholes)
        for i, group in enumerate(groups)
    ]


def _named_by(subgoal: Subgoal, snapshot: Snapshot) -> Iterator[str]:
    """Give the target groups of a subgoal and its activities; what was dropped is not for anyone."""
    if snapshot.status(subgoal) not in DROPPED:
        yield from subgoal.target_groups
        for activity in subgoal.activities:
            if activity.status_at(snapshot.as_of) != "cancelled":
                yield from activity.target_groups


def _measured(plan: Plan) -> Iterator[str]:
    """Give the target groups of the indicators."""
    for indicator in plan.indicators:
        yield from indicator.target_groups
        yield from (m.target_group for m in indicator.measurements if m.target_group)
