"""The areas of a strategy, plan by plan: which subgoals of each serve an area, and the worst of their assessments."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from anhorig_cli.analysis.contributions import DROPPED, Aims, Contribution, Contributor, worst
from anhorig_cli.analysis.coverage import CoveredArea, by_level, covered_areas
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.model.hierarchy import Hierarchy
from anhorig_cli.model.strategy import Area
from anhorig_cli.vocabulary import folded

_WORDS_OF_BODIES = frozenset({"kommun", "kommunen", "stad", "municipality"})


class AreaOfPlan(NamedTuple):
    """What one plan does in an area: its live subgoals there, and whether an indicator of it measures the area.

    `by_part` where it does so only in a part of the area, or further down.
    """

    subgoals: tuple[Contribution, ...]
    is_measured: bool
    by_part: bool

    @property
    def worst(self) -> str | None:
        """The worst assessment of the subgoals; None without any."""
        return worst(one.status for one in self.subgoals)

    @property
    def is_served(self) -> bool:
        """Whether the plan serves the area."""
        return bool(self.subgoals) or self.is_measured or self.by_part


class AreaRow(NamedTuple):
    """An area with the strategy's own live subgoals, and what each plan does in it, in the plans' order.

    `depth` says how many areas stand above it. It `is_answered` where the strategy found that it does not apply.
    """

    area: Area
    depth: int
    own: tuple[Contribution, ...]
    plans: tuple[AreaOfPlan, ...]
    is_answered: bool

    @property
    def is_uncovered(self) -> bool:
        """Whether no plan serves the area, and it was not found to be out of place; the strategy's own do not count."""
        return not self.is_answered and not any(one.is_served for one in self.plans)


def area_matrix(snapshot: Snapshot, plans: Sequence[Contributor]) -> list[AreaRow]:
    """Return the areas of the snapshot's plan, each right before its parts, with what each plan does in them."""
    strategy = snapshot.plan
    aims = Aims(strategy)
    hierarchy = Hierarchy(aims.areas)
    own = _own(snapshot, aims)
    columns = [_column(plan, len(strategy.areas), hierarchy) for plan in plans]
    return [
        _row(one, own[one.place], [column[one.place] for column in columns])
        for one in by_level(covered_areas(snapshot, strategy, plans))
    ]


def _row(one: CoveredArea, own: Sequence[Contribution], plans: Sequence[AreaOfPlan]) -> AreaRow:
    return AreaRow(one.area, one.depth, tuple(own), tuple(plans), one.is_answered)


def _column(plan: Contributor, areas: int, hierarchy: Hierarchy) -> list[AreaOfPlan]:
    """Return what a plan does in each area, in the strategy's order."""
    serving: list[list[Contribution]] = [[] for _ in range(areas)]
    for subgoal in plan.subgoals:
        for place in subgoal.areas:
            serving[place].append(subgoal)
    measured = set(plan.measured)
    above = hierarchy.above(measured | {place for place, found in enumerate(serving) if found})
    return [
        AreaOfPlan(tuple(found), place in measured, by_part=place in above and not found and place not in measured)
        for place, found in enumerate(serving)
    ]


def _own(snapshot: Snapshot, aims: Aims) -> list[list[Contribution]]:
    """Return the strategy's own live subgoals in each of its areas."""
    found: list[list[Contribution]] = [[] for _ in snapshot.plan.areas]
    for _, subgoal in snapshot.current():
        status = snapshot.status(subgoal)
        places = tuple(sorted(aims.areas.places(subgoal.contributes_to)))
        one = Contribution(subgoal.id, subgoal.title, status, snapshot.is_final(subgoal), places, ())
        for place in places if status not in DROPPED else ():
            found[place].append(one)
    return found


def bodies_without_plan(snapshot: Snapshot, organisations: Iterable[str]) -> list[str]:
    """Return the titles of the accountable bodies that are the organisation of none of some plans.

    A municipality may be called `Nyköping` in one place and `Nyköpings kommun` in another.
    """
    there = {called for name in organisations for called in _names_of_body(name)}
    accountable = [party for party in snapshot.plan.parties if party.role == "accountable"]
    return [one.title for one in accountable if not (_names_of_body(one.title) | {folded(one.id)}) & there]


def _names_of_body(name: str) -> set[str]:
    """Return what a body may be called: its name, and without the word for what it is, also out of the genitive."""
    words = re.findall(r"[^\W_]+", folded(name))
    kept = [word for word in words if word not in _WORDS_OF_BODIES]
    bare = " ".join(kept)
    names = {" ".join(words), bare} - {""}
    return names | {bare.removesuffix("s")} if bare and len(kept) < len(words) else names
