"""The same things in two versions of a plan."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

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
    return paired(before, after, _id, _title, _itself)


def _id(thing: object) -> str | None:
    name: str | None = getattr(thing, "id", None)
    return folded(name) if name else None


def _title(thing: object) -> str | None:
    title: str | None = getattr(thing, "title", None)
    return folded(title) if title else None


def _itself(thing: object) -> Hashable:
    return repr(thing)
