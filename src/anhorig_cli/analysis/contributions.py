"""What plans contribute to another plan, such as a strategy.

Each plan is read once and little of it is kept: a county's three hundred plans fit in memory together.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import Register, register_of
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.personal_number import without_personal_numbers
from anhorig_cli.source import Route
from anhorig_cli.vocabulary import WORST_FIRST, folded

DROPPED = frozenset({"discontinued", "not_applicable"})
"""The assessments that end work on a subgoal without its being met."""
SubgoalName = tuple[str, str]
"""The name of a subgoal in other plans: its plan's id and its own id or title, both folded."""


class Contribution(NamedTuple):
    """A subgoal, not dropped, and the indexes of the areas and subgoals of a strategy that it contributes to.

    `status` is its latest assessment's, which may be final (`is_final`). `above` are the subgoals of further plans
    that it contributes to; `through` is the title of the one that connects it to the strategy, empty where it
    contributes directly.
    """

    id: str
    title: str
    status: str
    is_final: bool
    areas: tuple[int, ...]
    subgoals: tuple[int, ...]
    above: tuple[SubgoalName, ...] = ()
    through: str = ""


class BrokenReference(NamedTuple):
    """A reference into a strategy that matches nothing there: its route in the plan, and the nearest existing name."""

    route: Route
    reference: str
    near: str | None


class Contributor(NamedTuple):
    """A plan and what it contributes to a strategy on a day, without personal numbers, since other plans publish it.

    `measured` are the indexes of the areas that its indicators measure. It `is_under` the strategy where anything in it
    refers to the strategy, even if dropped. `continues` are the subgoals of other plans that its own continue;
    `broken_references` are its references that match nothing in the strategy, `steps` its subgoals that name other
    plans only. Its period `ended` or `begins` on a day, where the day of the snapshot is after or before it.
    """

    id: str
    title: str
    organisation: str
    subgoals: tuple[Contribution, ...]
    measured: tuple[int, ...]
    is_under: bool
    continues: frozenset[SubgoalName]
    broken_references: tuple[BrokenReference, ...]
    steps: tuple[Contribution, ...] = ()
    ended: PlanDate | None = None
    begins: PlanDate | None = None


class Aims:
    """The areas and subgoals of a strategy, which subgoals of other plans contribute to as `plan-id/id`."""

    def __init__(self, strategy: Plan) -> None:
        self.strategy = strategy
        self.areas = Register(strategy.areas, strategy.id)
        self.subgoals = Register(strategy.subgoals, strategy.id)
        self._referable = register_of(strategy, *Subgoal.keys["contributes_to"].refers_to)
        self._prefix = f"{folded(strategy.id)}/"

    def points_into(self, reference: str) -> bool:
        """Return whether another plan's reference points into the strategy, whether or not its target exists."""
        return folded(reference).startswith(self._prefix)

    def is_broken(self, reference: str) -> bool:
        """Return whether a reference into the strategy matches nothing there."""
        return not self._referable.has(_after_slash(reference))

    def near(self, reference: str) -> str | None:
        """Return the nearest existing name to a reference without a match, as another plan writes it, or None."""
        near = self._referable.near(_after_slash(reference))
        return f"{self.strategy.id}/{near}" if near else None


def _after_slash(reference: str) -> str:
    return reference.partition("/")[2]


def contributor(aims: Aims, snapshot: Snapshot) -> Contributor:
    """Return what a snapshot's plan contributes to a strategy on the snapshot's day."""
    plan = snapshot.plan
    references = list(_references(plan, aims))
    live = list(_contributions(aims, snapshot))
    return Contributor(
        plan.id,
        without_personal_numbers(plan.title),
        without_personal_numbers(plan.organisation or ""),
        tuple(one for is_direct, one in live if is_direct),
        tuple(sorted(_measured_areas(aims, snapshot))),
        bool(references),
        continued_elsewhere(snapshot),
        tuple(BrokenReference(route, name, aims.near(name)) for route, name in references if aims.is_broken(name)),
        tuple(one for is_direct, one in live if not is_direct),
        *_period_then(snapshot),
    )


def _period_then(snapshot: Snapshot) -> tuple[PlanDate | None, PlanDate | None]:
    """Return when the period of a snapshot's plan had ended, or was yet to begin, on the day."""
    ends, begins = snapshot.plan.ends, snapshot.plan.begins
    has_ended = ends is not None and ends.has_ended(snapshot.as_of)
    is_to_come = begins is not None and begins.first > snapshot.as_of
    return ends if has_ended else None, begins if is_to_come else None


def _references(plan: Plan, aims: Aims) -> Iterator[tuple[Route, str]]:
    """Yield a plan's references into a strategy, each with its route in the plan."""
    for kind in ("subgoals", "indicators"):
        for i, thing in enumerate(getattr(plan, kind)):
            for j, name in enumerate(thing.contributes_to):
                if aims.points_into(name):
                    yield (kind, i, "contributes_to", j), name


def _contributions(aims: Aims, snapshot: Snapshot) -> Iterator[tuple[bool, Contribution]]:
    """Yield the subgoals, not dropped, that contribute to other plans, and whether they name the strategy."""
    for _, subgoal in snapshot.current():
        names = [name for name in subgoal.contributes_to if "/" in name]
        if names and snapshot.status(subgoal) not in DROPPED:
            yield any(map(aims.points_into, names)), _contribution(subgoal, names, aims, snapshot)


def _contribution(subgoal: Subgoal, names: Sequence[str], aims: Aims, snapshot: Snapshot) -> Contribution:
    into = [name for name in names if aims.points_into(name)]
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
    """Return whether a reference may name a subgoal of the strategy or of a further plan, other than its own."""
    if _subgoal_name(reference)[0] == own:
        return False
    return not aims.points_into(reference) or aims.subgoals.has(_after_slash(reference))


def _subgoal_name(reference: str) -> SubgoalName:
    plan_id, _, name = folded(reference).partition("/")
    return plan_id, name


def _measured_areas(aims: Aims, snapshot: Snapshot) -> set[int]:
    """Return the indexes of the strategy's areas that a plan's indicators measure."""
    names = (name for _, one in snapshot.indicators for name in one.contributes_to)
    return aims.areas.places(filter(aims.points_into, names))


def continued_elsewhere(snapshot: Snapshot) -> frozenset[SubgoalName]:
    """Return the subgoals of other plans that a plan's own subgoals continue."""
    return frozenset(_subgoal_name(name) for _, one in snapshot.subgoals for name in one.continues if "/" in name)


class SharedValues:
    """The values that many contributions share, such as an assessment, so that each is in memory once."""

    def __init__(self) -> None:
        self._known: dict[object, object] = {}

    def of(self, plan: Contributor) -> Contributor:
        """Return a contributor whose values are shared with those before it."""
        subgoals, steps = map(self._shared, plan.subgoals), map(self._shared, plan.steps)
        return plan._replace(subgoals=tuple(subgoals), steps=tuple(steps))

    def _shared(self, one: Contribution) -> Contribution:
        return Contribution._make(self._known.setdefault(value, value) for value in one)


def contributors(snapshot: Snapshot, others: Iterable[Plan]) -> list[Contributor]:
    """Return what other plans contribute to the snapshot's plan on its day; each is read once and not kept."""
    aims = Aims(snapshot.plan)
    return joined_contributors(snapshot, [contributor(aims, Snapshot(other, snapshot.as_of)) for other in others])


def joined_contributors(snapshot: Snapshot, found: Sequence[Contributor]) -> list[Contributor]:
    """Return what plans contribute to the snapshot's, also through each other, with each subgoal once."""
    return _with_areas_reached(_deduplicated(found, continued_elsewhere(snapshot)), _own_steps(snapshot))


def _deduplicated(found: Sequence[Contributor], carried_on: frozenset[SubgoalName]) -> list[Contributor]:
    """Return contributors without the subgoals that others of them, or those in `carried_on`, continue.

    A subgoal continued in another plan is left out once its own plan has assessed it finally.
    """
    everywhere = carried_on.union(*(one.continues for one in found))
    return [_without_continued(one, everywhere) for one in found] if everywhere else list(found)


def _without_continued(one: Contributor, carried_on: frozenset[SubgoalName]) -> Contributor:
    plan = folded(one.id)

    def kept(subgoals: Iterable[Contribution]) -> tuple[Contribution, ...]:
        return tuple(each for each in subgoals if not each.is_final or not carried_on & set(_names_of(plan, each)))

    return one._replace(subgoals=kept(one.subgoals), steps=kept(one.steps))


def _names_of(plan: str, one: Contribution) -> tuple[SubgoalName, SubgoalName]:
    """Return the names by which other plans may refer to a subgoal; `plan` is the folded id of its plan."""
    return (plan, folded(one.id)), (plan, folded(one.title))


def _own_steps(snapshot: Snapshot) -> Contributor:
    """Return the strategy's own subgoals, without dropped ones, with the areas they contribute to."""
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
    return Contributor(
        snapshot.plan.id, "", "", subgoals, (), is_under=False, continues=frozenset(), broken_references=()
    )


def _with_areas_reached(found: Sequence[Contributor], strategy: Contributor) -> list[Contributor]:
    """Return contributors with the areas that their subgoals reach through each other."""
    every = [(folded(plan.id), one) for plan in (strategy, *found) for one in (*plan.subgoals, *plan.steps)]
    extended = [_with_areas(one, areas) for (_, one), areas in zip(every, _areas_reached(every), strict=True)]
    contributors: list[Contributor] = []
    begin = len(strategy.subgoals)
    for plan in found:
        end = begin + len(plan.subgoals) + len(plan.steps)
        contributors.append(_with_steps_that_reach(plan, extended[begin:end]))
        begin = end
    return contributors


def _areas_reached(every: Sequence[tuple[str, Contribution]]) -> Iterator[dict[int, str]]:
    """Yield, for each subgoal, the areas it reaches, with the title of the subgoal it reaches each through, else empty.

    Each area is passed from a subgoal to those below it only once, so that circular references end.
    """
    below = _subgoals_below(every)
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


def _subgoals_below(every: Sequence[tuple[str, Contribution]]) -> dict[int, list[int]]:
    """Return the indexes of the subgoals below each subgoal, by its index; a name that several share matches none."""
    named: dict[SubgoalName, set[int]] = {name: set() for _, one in every for name in one.above}
    for place, (plan, one) in enumerate(every):
        for name in _names_of(plan, one):
            if name in named:
                named[name].add(place)
    below: dict[int, list[int]] = {}
    for place, (_, one) in enumerate(every):
        for above in (named[name] for name in one.above):
            if len(above) == 1:
                below.setdefault(next(iter(above)), []).append(place)
    return below


def _with_areas(one: Contribution, areas: dict[int, str]) -> Contribution:
    """Return a subgoal with the areas it reaches, and the title it reaches them through if it names none itself.

    Most subgoals name their areas and nothing else: those are returned as they are, and stay shared in memory.
    """
    if not one.above and len(areas) == len(one.areas):
        return one
    through = "" if one.areas else next(iter(areas.values()), "")
    return one._replace(areas=tuple(sorted(areas)), above=(), through=through)


def _with_steps_that_reach(plan: Contributor, extended: Sequence[Contribution]) -> Contributor:
    direct, steps = extended[: len(plan.subgoals)], extended[len(plan.subgoals) :]
    reaching = [one for one in steps if one.areas]
    return plan._replace(subgoals=(*direct, *reaching), steps=(), is_under=plan.is_under or bool(reaching))


def worst(statuses: Iterable[str]) -> str | None:
    """Return the worst of the given statuses of subgoals; None without any."""
    return min(statuses, key=WORST_FIRST.index, default=None)
