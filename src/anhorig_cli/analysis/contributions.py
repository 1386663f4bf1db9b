"""What plans contribute to another one, a strategy say: to its areas, and to its subgoals.

A plan is looked at once, and what is kept of it is small: of a county's three hundred plans all is kept together.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import Register, register_of
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.personal_number import without_personal_numbers
from anhorig_cli.source import Route
from anhorig_cli.vocabulary import WORST_FIRST, folded

DROPPED = frozenset({"discontinued", "not_applicable"})
"""Assessments of subgoals with which nothing is done any more."""


class Contribution(NamedTuple):
    """A live subgoal of a plan, and the places of those areas and subgoals of a strategy that it contributes to.

    `status` is its last assessment's, which may end the matter (`is_final`).
    """

    id: str
    title: str
    status: str
    is_final: bool
    areas: tuple[int, ...]
    subgoals: tuple[int, ...]


class Astray(NamedTuple):
    """A reference into a strategy that leads to nothing there: its place in the plan, and what it may mean."""

    route: Route
    reference: str
    near: str | None


class Contributor(NamedTuple):
    """A plan, and what it contributes to a strategy on a day, without personal numbers: other plans' papers tell it.

    `measured` are the places of the areas that its indicators measure. It `is_under` the strategy where anything in it
    says that it contributes to that, also what was dropped. `carries_on` are the subgoals of other plans, each as plan
    and subgoal, that its own carry on.
    """

    id: str
    title: str
    organisation: str
    subgoals: tuple[Contribution, ...]
    measured: tuple[int, ...]
    is_under: bool
    carries_on: frozenset[tuple[str, str]]
    astray: tuple[Astray, ...]

    def serving(self, area: int) -> tuple[Contribution, ...]:
        """Return the subgoals that contribute to an area."""
        return tuple(one for one in self.subgoals if area in one.areas)


class Aims:
    """The areas and subgoals of a strategy, that subgoals of other plans contribute to as `plan-id/id`."""

    def __init__(self, strategy: Plan) -> None:
        self.strategy = strategy
        self.areas = Register(strategy.areas, strategy.id)
        self.subgoals = Register(strategy.subgoals, strategy.id)
        self._all = register_of(strategy, *Subgoal.keys["contributes_to"].refers_to)
        self._before = f"{folded(strategy.id)}/"

    def is_into(self, reference: str) -> bool:
        """Return whether a reference of another plan is to something in the strategy, whether that is there or not."""
        return folded(reference).startswith(self._before)

    def leads_astray(self, reference: str) -> bool:
        """Return whether a reference into the strategy leads to nothing there."""
        return not self._all.has(_after_slash(reference))

    def near(self, reference: str) -> str | None:
        """Return what a reference that leads astray may mean, as it is written in another plan."""
        near = self._all.near(_after_slash(reference))
        return f"{self.strategy.id}/{near}" if near else None


def _after_slash(reference: str) -> str:
    return reference.partition("/")[2]


def contributor(aims: Aims, snapshot: Snapshot) -> Contributor:
    """Return what a plan contributes on the snapshot's day to another one."""
    plan = snapshot.plan
    references = list(_references(plan, aims))
    return Contributor(
        plan.id,
        without_personal_numbers(plan.title),
        without_personal_numbers(plan.organisation or ""),
        tuple(_contributions(aims, snapshot)),
        tuple(sorted(_measured(aims, snapshot))),
        bool(references),
        carries_on(snapshot),
        tuple(Astray(route, name, aims.near(name)) for route, name in references if aims.leads_astray(name)),
    )


def _references(plan: Plan, aims: Aims) -> Iterator[tuple[Route, str]]:
    """Give what the plan says that it contributes to in a strategy, with its places in the plan."""
    for kind in ("subgoals", "indicators"):
        for i, thing in enumerate(getattr(plan, kind)):
            for j, name in enumerate(thing.contributes_to):
                if aims.is_into(name):
                    yield (kind, i, "contributes_to", j), name


def _contributions(aims: Aims, snapshot: Snapshot) -> Iterator[Contribution]:
    """Give the live subgoals of a plan that contribute to another one."""
    for _, subgoal in snapshot.current():
        names = [name for name in subgoal.contributes_to if aims.is_into(name)]
        status = snapshot.status(subgoal)
        if names and status not in DROPPED:
            areas, subgoals = aims.areas.places(names), aims.subgoals.places(names)
            is_final = snapshot.is_final(subgoal)
            title = without_personal_numbers(subgoal.title)
            yield Contribution(subgoal.id, title, status, is_final, tuple(sorted(areas)), tuple(sorted(subgoals)))


def _measured(aims: Aims, snapshot: Snapshot) -> set[int]:
    """Return the places of the areas of a strategy that a plan's indicators measure."""
    names = (name for _, one in snapshot.indicators for name in one.contributes_to)
    return aims.areas.places(filter(aims.is_into, names))


def carries_on(snapshot: Snapshot) -> frozenset[tuple[str, str]]:
    """Return the subgoals of other plans, each as plan and subgoal, that those of a plan carry on."""
    names = (folded(name).split("/", 1) for _, one in snapshot.subgoals for name in one.continues if "/" in name)
    return frozenset((plan_id, name) for plan_id, name in names)


def contributors(snapshot: Snapshot, others: Iterable[Plan]) -> list[Contributor]:
    """Return what other plans contribute on the snapshot's day to its plan; each is looked at once, and not kept."""
    aims = Aims(snapshot.plan)
    found = [contributor(aims, Snapshot(other, snapshot.as_of)) for other in others]
    return counted_once(found, carries_on(snapshot))


def counted_once(
    found: Sequence[Contributor], carried_on: frozenset[tuple[str, str]] = frozenset()
) -> list[Contributor]:
    """Return contributors without the subgoals that others of them, or some others, carry on.

    A subgoal that is carried on in another plan is so once it is judged finally in its own.
    """
    everywhere = carried_on.union(*(one.carries_on for one in found))
    return [_without(one, everywhere) for one in found] if everywhere else list(found)


def _without(one: Contributor, carried_on: frozenset[tuple[str, str]]) -> Contributor:
    plan = folded(one.id)
    kept = (
        subgoal
        for subgoal in one.subgoals
        if not subgoal.is_final or not {(plan, folded(subgoal.id)), (plan, folded(subgoal.title))} & carried_on
    )
    return one._replace(subgoals=tuple(kept))


def worst(statuses: Iterable[str]) -> str | None:
    """Return the worst of some assessments of live subgoals; None of none."""
    return min(statuses, key=WORST_FIRST.index, default=None)
