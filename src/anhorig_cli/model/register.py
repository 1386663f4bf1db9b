"""The register of a plan's things: what a reference leads to, by id or title, and what a misspelt one may mean."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Generic, Protocol, TypeVar

from anhorig_cli.model.plan import Plan
from anhorig_cli.vocabulary import SimilarWords, folded


class Named(Protocol):
    """Something with an id, a title, or both."""

    @property
    def id(self) -> str | None:
        """The id, None where it has none."""
        ...

    @property
    def title(self) -> str | None:
        """The title, None where it has none."""
        ...


T = TypeVar("T", bound=Named)

KINDS_OF_THINGS = (
    "units",
    "roles",
    "parties",
    "target_groups",
    "areas",
    "subgoals",
    "indicators",
    "surveys",
    "annual_cycle",
    "decisions",
    "reports",
    "funding",
    "recommendations",
)
"""The plan's lists whose items have ids, unique in each list."""

_LEAST_LETTERS = 4
"""So many letters of a name say which is meant."""


class Register(Generic[T]):
    """Things that can be referred to, found by id or title without regard to case; an id goes before a title.

    Of several with the same name the last is found; `all_places` gives every one.

    Args:
        things: the things of one or more of a plan's lists.
        plan_id: with it, a reference may name the plan, too (`plan-id/id`).
    """

    def __init__(self, things: Sequence[T], plan_id: str = "") -> None:
        self.things = things
        self._own = f"{folded(plan_id)}/" if plan_id else ""
        by_title = {folded(thing.title): place for place, thing in enumerate(things) if thing.title}
        self._places = by_title | {folded(thing.id): place for place, thing in enumerate(things) if thing.id}

    def __bool__(self) -> bool:
        """Return whether any of the things has a name."""
        return bool(self._places)

    def place(self, reference: str) -> int | None:
        """Return the place of what a reference leads to; None where it leads elsewhere, or is text."""
        key = folded(reference)
        found = self._places.get(key)
        if found is None and self._own:
            return self._places.get(key.removeprefix(self._own))
        return found

    def places(self, references: Iterable[str]) -> set[int]:
        """Return the places of what references lead to."""
        return {place for place in map(self.place, references) if place is not None}

    def all_places(self, reference: str) -> list[int]:
        """Return the places of all things that a name can mean: those with that id, else those with that title."""
        key = folded(reference)
        by_id, by_title = self._every
        return by_id.get(key) or by_title.get(key, [])

    def get(self, reference: str) -> T | None:
        """Return what a reference leads to; None where it leads elsewhere, or is text."""
        place = self.place(reference)
        return None if place is None else self.things[place]

    def first(self, reference: str) -> T | None:
        """Return the first of the things that a name can mean; None where there is none."""
        found = self.all_places(reference)
        return self.things[found[0]] if found else None

    def has(self, reference: str) -> bool:
        """Return whether a reference leads to one of the things."""
        return self.place(reference) is not None

    def key(self, reference: str) -> str:
        """Return the id of what a reference leads to, or the reference itself where it leads elsewhere; folded.

        Two references that have the same key mean the same.
        """
        thing = self.get(reference)
        return folded(reference if thing is None else thing.id or reference)

    def title(self, reference: str) -> str:
        """Return the title of what a reference leads to, or the reference itself where it leads elsewhere."""
        thing = self.get(reference)
        return reference if thing is None else thing.title or thing.id or reference

    def near(self, reference: str) -> str | None:
        """Return what a reference that leads nowhere may mean: the one name with its words in it, else the likest."""
        meant = _words(reference)
        holding = [name for words, name in self._by_words.items() if f" {meant} " in f" {words} "]
        if len(meant) >= _LEAST_LETTERS and len(holding) == 1:
            return holding[0]
        return self._choices.near(reference)

    @cached_property
    def names(self) -> list[str]:
        """Every name of the things, as it is written: the ids, then the titles."""
        ids = {folded(thing.id): thing.id for thing in self.things if thing.id}
        titles = {folded(thing.title): thing.title for thing in self.things if thing.title}
        return [*ids.values(), *titles.values()]

    @cached_property
    def _every(self) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
        """The places of all things by id, and by title."""
        by_id: dict[str, list[int]] = {}
        by_title: dict[str, list[int]] = {}
        for place, thing in enumerate(self.things):
            if thing.id:
                by_id.setdefault(folded(thing.id), []).append(place)
            if thing.title:
                by_title.setdefault(folded(thing.title), []).append(place)
        return by_id, by_title

    @cached_property
    def _by_words(self) -> dict[str, str]:
        return {_words(name): name for name in self.names}

    @cached_property
    def _choices(self) -> SimilarWords:
        return SimilarWords(self.names)


def _words(name: str) -> str:
    """Return the words of a name with a space between them."""
    return " ".join(re.findall(r"[^\W_]+", folded(name)))


def things(plan: Plan, *kinds: str) -> Sequence[Named]:
    """Return the things of one or more of the plan's lists; `activities` are those of all subgoals."""
    found: list[Named] = []
    for kind in kinds:
        if kind == "activities":
            found += [activity for subgoal in plan.subgoals for activity in subgoal.activities]
        else:
            found += getattr(plan, kind)
    return found


def register_of(plan: Plan, *kinds: str) -> Register[Named]:
    """Return the register of all things of some kinds in a plan."""
    return Register(things(plan, *kinds))
