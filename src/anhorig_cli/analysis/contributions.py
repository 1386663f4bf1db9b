"""What plans contribute to another one, a strategy say.

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
SubgoalName = tuple[str, str]
"""What a subgoal is known by in other plans: its plan's id, and its own id or title, folded."""


class Contribution(NamedTuple):
    """A live subgoal of a plan, and the places of those areas and subgoals of a strategy that it contributes to.

    `status` is its last assessment's, which may end the matter (`is_final`). `above` are the subgoals of further plans
    that it contributes to, and `through` is the title of the one by which it contributes to the strategy, where that
    is so.
    """

    id: str
    title: str
    status: str
    is_final: bool
    areas: tuple[int, ...]
    subgoals: tuple[int, ...]
    above: tuple[SubgoalName, ...] = ()
    through: str = ""


class LostReference(NamedTuple):
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
    carries_on: frozenset[SubgoalName]
    astray: tuple[LostReference, ...]
    steps: tuple[Contribution, ...] = ()


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

    def leads_nowhere(self, reference: str) -> bool:
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
    live = list(_contributions(aims, snapshot))
    return Contributor(
        plan.id,
        without_personal_numbers(plan.title),
        without_personal_numbers(plan.organisation or ""),
        tuple(one for is_direct, one in live if is_direct),
        tuple(sorted(_measured(aims, snapshot))),
        bool(references),
        carries_on(snapshot),
        tuple(LostReference(route, name, aims.near(name)) for route, name in references if aims.leads_nowhere(name)),
        tuple(one for is_direct, one in live if not is_direct),
    )


def _references(plan: Plan, aims: Aims) -> Iterator[tuple[Route, str]]:
    """Give what the plan says that it contributes to in a strategy, with its places in the plan."""
    for kind in ("subgoals", "indicators"):
        for i, thing in enumerate(getattr(plan, kind)):
            for j, name in enumerate(thing.contributes_to):
                if aims.is_into(name):
                    yield (kind, i, "contributes_to", j), name


def _contributions(aims: Aims, snapshot: Snapshot) -> Iterator[tuple[bool, Contribution]]:
    """Give the live subgoals of a plan that contribute to other plans, and whether they name the strategy."""
    for _, subgoal in snapshot.current():
        names = [name for name in subgoal.contributes_to if "/" in name]
        if names and snapshot.status(subgoal) not in DROPPED:
            yield any(map(aims.is_into, names)), _contribution(subgoal, names, aims, snapshot)


def _contribution(subgoal: Subgoal, names: Sequence[str], aims: Aims, snapshot: Snapshot) -> Contribution:
    into = [name for name in names if aims.is_into(name)]
    own = folded(snapshot.plan.id)
    return Contribution(
        subgoal.id,
        without_personal_numbers(subgoal.title),
        snapshot.status(subgoal),
        snapshot.is_final(subgoal),
        tuple(sorted(aims.areas.places(into))),
        tuple(sorted(aims.subgoals.places(into))),
        tuple(_subgoal_name(name) for name in names if _may_be_subgoal(name, aims, own)),
    )


def _may_be_subgoal(reference: str, aims: Aims, own: str) -> bool:
    """Return whether a reference may be to a subgoal of the strategy or of a further plan, not of its own."""
    if _subgoal_name(reference)[0] == own:
        return False
    return not aims.is_into(reference) or aims.subgoals.has(_after_slash(reference))


def _subgoal_name(reference: str) -> SubgoalName:
    plan_id, _, name = folded(reference).partition("/")
    return plan_id, name


def _measured(aims: Aims, snapshot: Snapshot) -> set[int]:
    """Return the places of the areas of a strategy that a plan's indicators measure."""
    names = (name for _, one in snapshot.indicators for name in one.contributes_to)
    return aims.areas.places(filter(aims.is_into, names))


def carries_on(snapshot: Snapshot) -> frozenset[SubgoalName]:
    """Return the subgoals of other plans that those of a plan carry on."""
    return frozenset(_subgoal_name(name) for _, one in snapshot.subgoals for name in one.continues if "/" in name)


class SharedWords:
    """What many contributions have in common, such as an assessment: each stands in memory once."""

    def __init__(self) -> None:
        self._known: dict[object, object] = {}

    def of(self, plan: Contributor) -> Contributor:
        """Return what a plan contributes, with the words and places of those before it."""
        subgoals, steps = map(self._one, plan.subgoals), map(self._one, plan.steps)
        return plan._replace(subgoals=tuple(subgoals), steps=tuple(steps))

    def _one(self, one: Contribution) -> Contribution:
        return Contribution._make(self._known.setdefault(value, value) for value in one)


def contributors(snapshot: Snapshot, others: Iterable[Plan]) -> list[Contributor]:
    """Return what other plans contribute on the snapshot's day to its plan; each is looked at once, and not kept."""
    aims = Aims(snapshot.plan)
    return taken_together(snapshot, [contributor(aims, Snapshot(other, snapshot.as_of)) for other in others])


def taken_together(snapshot: Snapshot, found: Sequence[Contributor]) -> list[Contributor]:
    """Return what plans contribute to the snapshot's, also through each other, and each subgoal once."""
    return _led_on(_counted_once(found, carries_on(snapshot)), _own_steps(snapshot))


def _counted_once(found: Sequence[Contributor], carried_on: frozenset[SubgoalName]) -> list[Contributor]:
    """Return contributors without the subgoals that others of them, or some others, carry on.

    A subgoal that is carried on in another plan is so once it is judged finally in its own.
    """
    everywhere = carried_on.union(*(one.carries_on for one in found))
    return [_without(one, everywhere) for one in found] if everywhere else list(found)


def _without(one: Contributor, carried_on: frozenset[SubgoalName]) -> Contributor:
    plan = folded(one.id)

    def kept(subgoals: Iterable[Contribution]) -> tuple[Contribution, ...]:
        return tuple(each for each in subgoals if not each.is_final or not carried_on & set(_names(plan, each)))

    return one._replace(subgoals=kept(one.subgoals), steps=kept(one.steps))


def _names(plan: str, one: Contribution) -> tuple[SubgoalName, SubgoalName]:
    """Return what other plans may call a subgoal of a plan, whose id is given folded."""
    return (plan, folded(one.id)), (plan, folded(one.title))


def _own_steps(snapshot: Snapshot) -> Contributor:
    """Return the strategy's own live subgoals with the areas that they contribute to."""
    areas = Register(snapshot.plan.areas, snapshot.plan.id)
    live = (one for _, one in snapshot.current() if snapshot.status(one) not in DROPPED)
    subgoals = tuple(
        Contribution(
            one.id,
            without_personal_numbers(one.title),
            "",
            is_final=False,
            areas=tuple(sorted(areas.places(one.contributes_to))),
            subgoals=(),
        )
        for one in live
    )
    return Contributor(snapshot.plan.id, "", "", subgoals, (), is_under=False, carries_on=frozenset(), astray=())


def _led_on(found: Sequence[Contributor], strategy: Contributor) -> list[Contributor]:
    """Return contributors with the areas that their subgoals contribute to through those of each other."""
    every = [(folded(plan.id), one) for plan in (strategy, *found) for one in (*plan.subgoals, *plan.steps)]
    led = [_with(one, areas) for (_, one), areas in zip(every, _areas_reached(every), strict=True)]
    contributors: list[Contributor] = []
    begin = len(strategy.subgoals)
    for plan in found:
        end = begin + len(plan.subgoals) + len(plan.steps)
        contributors.append(_of_those_led(plan, led[begin:end]))
        begin = end
    return contributors


def _areas_reached(every: Sequence[tuple[str, Contribution]]) -> Iterator[dict[int, str]]:
    """Give the areas that each subgoal contributes to, with the title of the one through which; empty for its own.

    Every area goes from a subgoal to those below it once, so that circles come to an end.
    """
    below = _below(every)
    if not below:
        return (dict.fromkeys(one.areas, "") for _, one in every)
    areas = [dict.fromkeys(one.areas, "") for _, one in every]
    waiting = [(place, area) for place, (_, one) in enumerate(every) for area in one.areas]
    while waiting:
        above, area = waiting.pop()
        for place in below.get(above, ()):
            if area not in areas[place]:
                areas[place][area] = every[above][1].title
                waiting.append((place, area))
    return iter(areas)


def _below(every: Sequence[tuple[str, Contribution]]) -> dict[int, list[int]]:
    """Return the places of the subgoals that contribute to others, by theirs; a name that several have is nobody's."""
    named: dict[SubgoalName, set[int]] = {name: set() for _, one in every for name in one.above}
    for place, (plan, one) in enumerate(every):
        for name in _names(plan, one):
            if name in named:
                named[name].add(place)
    below: dict[int, list[int]] = {}
    for place, (_, one) in enumerate(every):
        for above in (named[name] for name in one.above):
            if len(above) == 1:
                below.setdefault(next(iter(above)), []).append(place)
    return below


def _with(one: Contribution, areas: dict[int, str]) -> Contribution:
    """Return a subgoal with the areas that it contributes to, and what it does so through where it names none.

    Most name their areas and nothing else: those stay the same, and stand in memory once.
    """
    if not one.above and len(areas) == len(one.areas):
        return one
    through = "" if one.areas else next(iter(areas.values()), "")
    return one._replace(areas=tuple(sorted(areas)), above=(), through=through)


def _of_those_led(plan: Contributor, led: Sequence[Contribution]) -> Contributor:
    direct, steps = led[: len(plan.subgoals)], led[len(plan.subgoals) :]
    reaching = [one for one in steps if one.areas]
    return plan._replace(subgoals=(*direct, *reaching), steps=(), is_under=plan.is_under or bool(reaching))


def worst(statuses: Iterable[str]) -> str | None:
    """Return the worst of some assessments of live subgoals; None of none."""
    return min(statuses, key=WORST_FIRST.index, default=None)
