"""What is the same in two versions: plans, and their things, also those that have another id."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, NamedTuple, TypeVar

from anhorig_cli.model.part import Part
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import KINDS_OF_THINGS
from anhorig_cli.model.rewording import RelatedPlans, Rewording, Thing, reworded
from anhorig_cli.source import Route
from anhorig_cli.vocabulary import folded

T = TypeVar("T")
Key = Callable[[T], Hashable | None]
"""What a thing is recognised by; None where it has nothing of the kind."""


@dataclass(frozen=True, slots=True)
class Paired(Generic[T]):
    """What two versions have in common, and what only the later or the earlier has, each in its own order."""

    kept: tuple[tuple[T, T], ...]
    added: tuple[T, ...]
    removed: tuple[T, ...]

    @property
    def changed(self) -> list[tuple[T, T]]:
        """What both have and say differently."""
        return [(before, after) for before, after in self.kept if before != after]

    def only(self, is_before: Callable[[T], bool], is_after: Callable[[T], bool]) -> "Paired[T]":
        """Return the pairs of which one is among some things of its own version, and those that stand alone."""
        kept = tuple(pair for pair in self.kept if is_before(pair[0]) or is_after(pair[1]))
        return Paired(kept, tuple(filter(is_after, self.added)), tuple(filter(is_before, self.removed)))


def paired(before: Sequence[T], after: Sequence[T], *keys: Key[T]) -> Paired[T]:
    """Pair the things of two versions: by the first key as far as it goes, the rest by the next one.

    Things that a key cannot tell apart are paired in order.
    """
    partners: dict[int, T] = {}
    left = list(before)
    for key in keys:
        _find_partners(partners, left, after, key)
        taken = {id(thing) for thing in partners.values()}
        left = [thing for thing in left if id(thing) not in taken]
    kept = tuple((partners[index], thing) for index, thing in enumerate(after) if index in partners)
    added = tuple(thing for index, thing in enumerate(after) if index not in partners)
    return Paired(kept, added, tuple(left))


def _find_partners(partners: dict[int, T], before: Sequence[T], after: Sequence[T], key: Key[T]) -> None:
    """Find partners by a key for the later things, by their places, that have none yet."""
    waiting: dict[Hashable, list[T]] = {}
    for thing in reversed(before):
        waiting.setdefault(key(thing), []).append(thing)
    for index, thing in enumerate(after):
        if index in partners:
            continue
        name = key(thing)
        if name is not None and waiting.get(name):
            partners[index] = waiting[name].pop()


def paired_things(before: Sequence[T], after: Sequence[T]) -> Paired[T]:
    """Pair things that have an id or a title: by id, then by title, then by being the same altogether."""
    return paired(before, after, _id, _title, repr)


def _id(thing: object) -> str | None:
    name = _id_of(thing)
    return folded(name) if name else None


def _title(thing: object) -> str | None:
    title: str | None = getattr(thing, "title", None)
    return folded(title) if title else None


# The same plan in two versions of a project: it may have been renamed, or split into a folder.


@dataclass(frozen=True, slots=True)
class Version:
    """A plan as it stood in a version of the project; `path` says where, `name` as the user would write it."""

    path: str
    name: str
    plan: Plan


def same_plans(before: Sequence[Version], after: Sequence[Version]) -> Paired[Version]:
    """Pair plans: by path, then id, then title, then by having most of their subgoals in common."""
    by_name = paired(before, after, lambda v: v.path, lambda v: folded(v.plan.id), lambda v: folded(v.plan.title))
    kept, removed, added = list(by_name.kept), list(by_name.removed), list(by_name.added)
    for version in by_name.added:
        earlier = max(removed, key=partial(_likeness, version), default=None)
        if earlier is not None and _likeness(version, earlier) >= _ENOUGH:
            kept.append((earlier, version))
            removed.remove(earlier)
            added.remove(version)
    return Paired(tuple(kept), tuple(added), tuple(removed))


_ENOUGH = 0.5


def _likeness(one: Version, other: Version) -> float:
    """Return how large a part of the subgoals of the smaller plan the other has too."""
    first, second = _names(one.plan), _names(other.plan)
    return len(first & second) / min(len(first), len(second)) if first and second else 0


def _names(plan: Plan) -> set[tuple[str, str]]:
    return {(folded(subgoal.id), folded(subgoal.title)) for subgoal in plan.subgoals}


# Things that have another id in a later version of a plan, and the earlier version told in the later ids.


class Renamed(NamedTuple):
    """A thing of a plan, as it stands in the later version, and the id that it had in the earlier."""

    kind: str
    part: Part
    earlier_id: str


class _Pair(NamedTuple):
    kind: str
    route: Route
    before: Part
    after: Part


def renamed_things(before: Plan, after: Plan) -> tuple[list[Renamed], Plan]:
    """Return the things that have another id than before, and the earlier version as it would read in the later ids.

    In that, only what is said of in another way differs from the later version.
    """
    pairs = [one for one in _pairs(before, after) if _has_other_id(one.before, one.after)]
    if not pairs:
        return [], before
    together = RelatedPlans([before])
    texts: list[Rewording] = []
    for one in pairs:
        thing = Thing(one.kind, one.route, str(_id_of(one.before)), "")
        texts += [
            Rewording((*one.route, "id"), _id_of(one.after)),
            *together.rewordings(0, thing, str(_id_of(one.after))),
        ]
    return [Renamed(one.kind, one.after, str(_id_of(one.before))) for one in pairs], reworded(before, texts)


def _pairs(before: Plan, after: Plan) -> Iterator[_Pair]:
    for kind in KINDS_OF_THINGS:
        yield from _paired(before, after, kind, ())
    places = {id(subgoal): place for place, subgoal in enumerate(before.subgoals)}
    for was, now in paired_things(before.subgoals, after.subgoals).kept:
        yield from _paired(was, now, "activities", ("subgoals", places[id(was)]))


def _paired(before: Part, after: Part, kind: str, route: Route) -> Iterator[_Pair]:
    was, now = getattr(before, kind), getattr(after, kind)
    if was == now:
        return
    places = {id(one): place for place, one in enumerate(was)}
    for one, other in paired_things(was, now).kept:
        yield _Pair(kind, (*route, kind, places[id(one)]), one, other)


def _has_other_id(before: Part, after: Part) -> bool:
    was, now = _id(before), _id(after)
    return was is not None and now is not None and was != now


def _id_of(thing: object) -> str | None:
    found: str | None = getattr(thing, "id", None)
    return found
