"""The areas of a strategy, plan by plan: the subgoals that contribute to each, and the worst of their statuses."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from anhorig_cli.analysis.contributions import DROPPED, Aims, Contribution, Contributor, worst
from anhorig_cli.analysis.coverage import CoveredArea, by_level, covered_areas, dropped_areas
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.model.register import Hierarchy
from anhorig_cli.model.strategy import Area
from anhorig_cli.vocabulary import folded

_WORDS_OF_BODIES = frozenset({"kommun", "kommunen", "stad", "municipality"})


class AreaOfPlan(NamedTuple):
    """What one plan contributes to an area: its subgoals there, and whether an indicator of it measures the area.

    `by_part` is set where it contributes only to a part of the area, at any depth.
    """

    subgoals: tuple[Contribution, ...]
    is_measured: bool
    by_part: bool

    @property
    def worst(self) -> str | None:
        """The worst status of the subgoals; None without any."""
        return worst(one.status for one in self.subgoals)

    @property
    def things(self) -> int:
        """The number of contributions: its subgoals, else one for an indicator or a contribution to a part."""
        return len(self.subgoals) or int(self.is_served)

    @property
    def is_served(self) -> bool:
        """Whether the plan contributes to the area."""
        return bool(self.subgoals) or self.is_measured or self.by_part


class AreaRow(NamedTuple):
    """An area, its index, the strategy's own subgoals in it, and what each plan contributes, in the plans' order.

    `depth` is the number of areas above it. `answer` is the status by which the strategy has said that nothing is to be
    done there, empty where it has not.
    """

    place: int
    area: Area
    depth: int
    own: tuple[Contribution, ...]
    plans: tuple[AreaOfPlan, ...]
    answer: str

    @property
    def is_uncovered(self) -> bool:
        """Whether no plan contributes to it though it has work to do; the strategy's own subgoals do not count."""
        return not self.answer and not any(one.is_served for one in self.plans)


def area_matrix(snapshot: Snapshot, plans: Sequence[Contributor]) -> list[AreaRow]:
    """Return the areas of the snapshot's plan, each right before its parts, with what each plan contributes."""
    strategy = snapshot.plan
    aims = Aims(strategy)
    hierarchy = Hierarchy(aims.areas)
    own = _own_contributions(snapshot, aims)
    columns = [_column(plan, len(strategy.areas), hierarchy) for plan in plans]
    dropped = dropped_areas(strategy, snapshot.as_of)
    return [
        _row(one, own[one.place], [column[one.place] for column in columns], dropped.get(one.place, ""))
        for one in by_level(covered_areas(snapshot, strategy, plans))
    ]


def _row(one: CoveredArea, own: Sequence[Contribution], plans: Sequence[AreaOfPlan], dropped: str) -> AreaRow:
    answer = dropped or ("not_applicable" if one.is_answered else "")
    return AreaRow(one.place, one.area, one.depth, tuple(own), tuple(plans), answer)


def _column(plan: Contributor, areas: int, hierarchy: Hierarchy) -> list[AreaOfPlan]:
    """Return what a plan contributes to each area, in the strategy's order."""
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


def _own_contributions(snapshot: Snapshot, aims: Aims) -> list[list[Contribution]]:
    """Return the strategy's own subgoals in each of its areas, without dropped ones."""
    found: list[list[Contribution]] = [[] for _ in snapshot.plan.areas]
    for _, subgoal in snapshot.current():
        status = snapshot.status(subgoal)
        places = tuple(sorted(aims.areas.places(subgoal.contributes_to)))
        one = Contribution(subgoal.id, subgoal.title, status, snapshot.is_final(subgoal), places, ())
        for place in places if status not in DROPPED else ():
            found[place].append(one)
    return found


class StrategyArea(NamedTuple):
    """An area, its index and depth, and what plans contribute, by the index of each plan that does.

    `things` is the number of contributions.
    """

    place: int
    area: Area
    depth: int
    plans: dict[int, AreaOfPlan]
    things: int

    def things_of_others(self, own: Collection[int]) -> int:
        """Return the number of contributions by plans other than those whose indexes are `own`."""
        return self.things - sum(self.plans[place].things for place in own if place in self.plans)


class StrategyAreas:
    """What all plans under a strategy contribute to its areas, computed once for each plan to compare itself with.

    `plans` are those under it.
    """

    def __init__(self, snapshot: Snapshot, plans: Sequence[Contributor]) -> None:
        self.plans = tuple(one for one in plans if one.is_under)
        self.areas = tuple(map(_strategy_area, area_matrix(snapshot, self.plans)))
        self._counts = Counter((one.areas, one.status) for plan in self.plans for one in plan.subgoals)
        self._places: dict[str, list[int]] = {}
        for place, one in enumerate(self.plans):
            self._places.setdefault(folded(one.id), []).append(place)

    def places_of(self, plan_id: str) -> frozenset[int]:
        """Return the indexes of the plans with an id."""
        return frozenset(self._places.get(folded(plan_id), ()))

    def statuses_of_others(self, plan_id: str, areas: Collection[int]) -> Counter[str]:
        """Return the number of other plans' subgoals in the given areas by status; each subgoal counts once."""
        found = Counter[str]()
        for (serving, status), number in self._counts.items():
            if any(place in areas for place in serving):
                found[status] += number
        own = (one for place in self.places_of(plan_id) for one in self.plans[place].subgoals)
        found.subtract(one.status for one in own if any(place in areas for place in one.areas))
        return +found


def _strategy_area(row: AreaRow) -> StrategyArea:
    serving = {place: one for place, one in enumerate(row.plans) if one.is_served}
    return StrategyArea(row.place, row.area, row.depth, serving, sum(one.things for one in serving.values()))


def bodies_without_plan(snapshot: Snapshot, organisations: Iterable[str]) -> list[str]:
    """Return the titles of the accountable bodies that are the organisation of neither the strategy nor a given plan.

    A municipality may be called `Nyköping` in one place and `Nyköpings kommun` in another.
    """
    own = snapshot.plan.organisation or ""
    names_with_plan = {called for name in (own, *organisations) for called in _names_of_body(name)}
    accountable = [party for party in snapshot.plan.parties if party.role == "accountable"]
    return [one.title for one in accountable if not (_names_of_body(one.title) | {folded(one.id)}) & names_with_plan]


def _names_of_body(name: str) -> set[str]:
    """Return the names of a body: as given, without the word for its kind, and then without a genitive `s`."""
    words = re.findall(r"[^\W_]+", folded(name))
    kept = [word for word in words if word not in _WORDS_OF_BODIES]
    bare = " ".join(kept)
    names = {" ".join(words), bare} - {""}
    return names | {bare.removesuffix("s")} if bare and len(kept) < len(words) else names
