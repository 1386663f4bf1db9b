"""Matching of plans and their parts between two versions, including those whose id has changed."""

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
"""The key that identifies a thing; None where it has none."""


@dataclass(frozen=True, slots=True)
class Paired(Generic[T]):
    """The things in both versions, and those only in the later or the earlier, each in its own order."""

    kept: tuple[tuple[T, T], ...]
    added: tuple[T, ...]
    removed: tuple[T, ...]

    @property
    def changed(self) -> list[tuple[T, T]]:
        """The pairs that differ."""
        return [(before, after) for before, after in self.kept if before != after]

    def only(self, is_before: Callable[[T], bool], is_after: Callable[[T], bool]) -> "Paired[T]":
        """Return the pairs where either matches the filter of its version, and the single things that match theirs."""
        kept = tuple(pair for pair in self.kept if is_before(pair[0]) or is_after(pair[1]))
        return Paired(kept, tuple(filter(is_after, self.added)), tuple(filter(is_before, self.removed)))


def paired(before: Sequence[T], after: Sequence[T], *keys: Key[T]) -> Paired[T]:
    """Return the pairs of two versions' things: by the first key, then the rest by the next, and so on.

    Things with equal keys are paired in order.
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
    """Add to `partners`, by index, a thing of `before` for each of `after` that has none yet and an equal key."""
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
    """Return pairs of things with ids or titles: matched by id, then by title, then by full equality."""
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
    """A plan in a version of the project: its `path`, and its `name` as the user would write it."""

    path: str
    name: str
    plan: Plan


def same_plans(before: Sequence[Version], after: Sequence[Version]) -> Paired[Version]:
    """Return pairs of plans: matched by path, then id, then title, then by sharing most of their subgoals."""
    by_name = paired(before, after, lambda v: v.path, lambda v: folded(v.plan.id), lambda v: folded(v.plan.title))
    kept, removed, added = list(by_name.kept), list(by_name.removed), list(by_name.added)
    for version in by_name.added:
        earlier = max(removed, key=partial(_likeness, version), default=None)
        if earlier is not None and _likeness(version, earlier) >= _LEAST_LIKENESS:
            kept.append((earlier, version))
            removed.remove(earlier)
            added.remove(version)
    return Paired(tuple(kept), tuple(added), tuple(removed))


_LEAST_LIKENESS = 0.5


def _likeness(one: Version, other: Version) -> float:
    """Return the share of the smaller plan's subgoals that the other has too, 0 to 1."""
    first, second = _names(one.plan), _names(other.plan)
    return len(first & second) / min(len(first), len(second)) if first and second else 0


def _names(plan: Plan) -> set[tuple[str, str]]:
    return {(folded(subgoal.id), folded(subgoal.title)) for subgoal in plan.subgoals}


# Parts whose id changed in a later version, and the earlier version rewritten with the later ids.


class Renamed(NamedTuple):
    """A part of a plan in the later version, and its id in the earlier."""

    kind: str
    part: Part
    earlier_id: str


class _Pair(NamedTuple):
    kind: str
    route: Route
    before: Part
    after: Part


def renamed_things(before: Plan, after: Plan) -> tuple[list[Renamed], Plan]:
    """Return the parts whose id changed, and the earlier version rewritten with the later ids.

    The rewritten version differs from the later one only where more than an id changed.
    """
    pairs = [one for one in _pairs(before, after) if _has_other_id(one.before, one.after)]
    if not pairs:
        return [], before
    related = RelatedPlans([before])
    texts: list[Rewording] = []
    for one in pairs:
        thing = Thing(one.kind, one.route, str(_id_of(one.before)), "")
        texts += [
            Rewording((*one.route, "id"), _id_of(one.after)),
            *related.rewordings(0, thing, str(_id_of(one.after))),
        ]
    return [Renamed(one.kind, one.after, str(_id_of(one.before))) for one in pairs], reworded(before, texts)


def _pairs(before: Plan, after: Plan) -> Iterator[_Pair]:
    for kind in KINDS_OF_THINGS:
        yield from _pairs_of_kind(before, after, kind, ())
    places = {id(subgoal): place for place, subgoal in enumerate(before.subgoals)}
    for was, now in paired_things(before.subgoals, after.subgoals).kept:
        yield from _pairs_of_kind(was, now, "activities", ("subgoals", places[id(was)]))


def _pairs_of_kind(before: Part, after: Part, kind: str, route: Route) -> Iterator[_Pair]:
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
