"""Places in one of a plan's lists: what a reference leads to, and what a thing is a part of."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from anhorig_cli.model.ids import Named
from anhorig_cli.vocabulary import folded


class Partial(Named, Protocol):
    """Something that can be a part of another of its kind: a unit, a target group or an area."""

    @property
    def part_of(self) -> str | None:
        """What it is a part of."""
        ...


class Places:
    """Leads from references to places in a list; a reference may name the plan, too (`plan-id/id`)."""

    def __init__(self, plan_id: str, things: Sequence[Named]) -> None:
        self._things = things
        self._own = f"{folded(plan_id)}/"
        by_title = {folded(thing.title): i for i, thing in enumerate(things) if thing.title}
        self._places = by_title | {folded(thing.id): i for i, thing in enumerate(things) if thing.id}

    def place(self, reference: str) -> int | None:
        """Return the place of what a reference leads to; None where it leads elsewhere, or is text."""
        key = folded(reference)
        return self._places.get(key, self._places.get(key.removeprefix(self._own)))

    def name(self, reference: str) -> str:
        """Return the id of what a reference leads to, or the reference itself where it leads elsewhere; folded."""
        place = self.place(reference)
        return folded(reference if place is None else self._things[place].id or reference)

    def title(self, reference: str) -> str:
        """Return the title of what a reference leads to, or the reference itself where it leads elsewhere."""
        place = self.place(reference)
        return reference if place is None else self._things[place].title or reference

    def places(self, references: Iterable[str]) -> set[int]:
        """Return the places of what references lead to."""
        return {place for place in map(self.place, references) if place is not None}


class Hierarchy:
    """Which units, target groups or areas are parts of which. A circle is gone round once."""

    def __init__(self, places: Places, things: Sequence[Partial]) -> None:
        self._above = [places.place(thing.part_of) if thing.part_of else None for thing in things]
        self._below: dict[int, list[int]] = {}
        for part, whole in enumerate(self._above):
            if whole is not None:
                self._below.setdefault(whole, []).append(part)

    def depths(self) -> list[int]:
        """Return for each thing how many it is a part of, near and far; in a circle, no fewer."""
        found: dict[int, int] = {}
        for start in range(len(self._above)):
            way: dict[int, None] = {}
            place: int | None = start
            while place is not None and place not in found and place not in way:
                way[place] = None
                place = self._above[place]
            depth = -1 if place is None else found.get(place, len(way))
            for passed in reversed(way):
                depth += 1
                found[passed] = depth
        return [found[place] for place in range(len(self._above))]

    def above(self, parts: Iterable[int]) -> set[int]:
        """Return the places of what some things are parts of, near and far."""
        found: set[int] = set()
        for part in parts:
            whole = self._above[part]
            while whole is not None and whole not in found:
                found.add(whole)
                whole = self._above[whole]
        return found

    def below(self, wholes: Iterable[int]) -> list[int]:
        """Return the places of the parts of some things, near and far: the nearest first, each once."""
        found: dict[int, None] = {}
        waiting = [part for whole in wholes for part in self._below.get(whole, ())]
        for part in waiting:
            if part not in found:
                found[part] = None
                waiting += self._below.get(part, ())
        return list(found)


def wholes(places: Places, things: Sequence[Partial], most: int) -> list[set[int]] | None:
    """Return for each thing the places of what it is a part of, near and far; None where they are more than `most`."""
    found: list[set[int]] = []
    number = 0
    for thing in things:
        above: set[int] = set()
        place = places.place(thing.part_of) if thing.part_of else None
        while place is not None and place not in above:
            above.add(place)
            part_of = things[place].part_of
            place = places.place(part_of) if part_of else None
            number += 1
            if number > most:
                return None
        found.append(above)
    return found
