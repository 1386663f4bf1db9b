"""Ids and references: what a plan lists of each kind, and what a reference leads to."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from anhorig_cli.model.plan import Plan
from anhorig_cli.vocabulary import Choices, folded


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


@dataclass(frozen=True)
class Names:
    """The names by which the things of one or more lists can be referred to."""

    by_id: dict[str, str]
    by_title: dict[str, str]

    @classmethod
    def of(cls, things: Sequence[Named]) -> "Names":
        """Collect the ids and titles; the values are as they were written."""
        return cls(
            {folded(thing.id): thing.id for thing in things if thing.id},
            {folded(thing.title): thing.title for thing in things if thing.title},
        )

    def has(self, reference: str) -> bool:
        """Return whether a reference leads to one of the things."""
        key = folded(reference)
        return key in self.by_id or key in self.by_title

    def near(self, reference: str) -> str | None:
        """Return what a reference that leads nowhere may mean: the one name with its words in it, else the likest."""
        meant = _words(reference)
        holding = [name for words, name in self._by_words.items() if f" {meant} " in f" {words} "]
        if len(meant) >= _LEAST_LETTERS and len(holding) == 1:
            return holding[0]
        return self._choices.near(reference)

    @cached_property
    def _by_words(self) -> dict[str, str]:
        return {_words(name): name for name in (*self.by_id.values(), *self.by_title.values())}

    @cached_property
    def _choices(self) -> Choices:
        return Choices([*self.by_id.values(), *self.by_title.values()])

    def __bool__(self) -> bool:
        return bool(self.by_id or self.by_title)

    def __or__(self, other: "Names") -> "Names":
        return Names(self.by_id | other.by_id, self.by_title | other.by_title)


_LEAST_LETTERS = 4
"""So many letters of a name say which is meant."""


def _words(name: str) -> str:
    """Return the words of a name with a space between them."""
    return " ".join(re.findall(r"[^\W_]+", folded(name)))


def positions(things: Sequence[Named], reference: str) -> list[int]:
    """Return where in a list a reference leads: to the things with that id, else to those with that title."""
    key = folded(reference)
    return [i for i, thing in enumerate(things) if thing.id and folded(thing.id) == key] or [
        i for i, thing in enumerate(things) if thing.title and folded(thing.title) == key
    ]


def by_name(things: Sequence[Named]) -> dict[str, str]:
    """Return the folded ids of things by every name they can be referred to with, folded; an id goes before a title."""
    titles = {folded(thing.title): folded(thing.id) for thing in things if thing.title and thing.id}
    return titles | {folded(thing.id): folded(thing.id) for thing in things if thing.id}


def things(plan: Plan, kind: str) -> Sequence[Named]:
    """Return one of the plan's lists; `activities` are those of all subgoals."""
    if kind == "activities":
        return [activity for subgoal in plan.subgoals for activity in subgoal.activities]
    listed: Sequence[Named] = getattr(plan, kind)
    return listed


def names(plan: Plan, *kinds: str) -> Names:
    """Return the names of all things of some kinds in a plan."""
    return Names.of([thing for kind in kinds for thing in things(plan, kind)])


def refers_to(plan: Plan, name: str, *kinds: str) -> Callable[[str], bool]:
    """Return what tells whether a reference to things of some kinds leads where a name does: an id, title or text."""
    ids = by_name([thing for kind in kinds for thing in things(plan, kind)])
    wanted = ids.get(folded(name), folded(name))
    return lambda reference: ids.get(folded(reference), folded(reference)) == wanted
