"""What the things of a list are parts of: units of units, target groups of target groups."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from anhorig_cli.model.register import Named, Register


class Partial(Named, Protocol):
    """Something that can be a part of another of its kind: a unit, a target group or an area."""

    @property
    def part_of(self) -> str | None:
        """What it is a part of."""
        ...


P = TypeVar("P", bound=Partial)


class Hierarchy:
    """Which units, target groups or areas are parts of which. A circle is gone round once."""

    def __init__(self, register: Register[P]) -> None:
        self._above = [register.place(thing.part_of) if thing.part_of else None for thing in register.things]
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


def wholes(register: Register[P], most: int) -> list[set[int]] | None:
    """Return for each thing the places of what it is a part of, near and far; None where they are more than `most`."""
    found: list[set[int]] = []
    number = 0
    for thing in register.things:
        above: set[int] = set()
        place = register.place(thing.part_of) if thing.part_of else None
        while place is not None and place not in above:
            above.add(place)
            part_of = register.things[place].part_of
            place = register.place(part_of) if part_of else None
            number += 1
            if number > most:
                return None
        found.append(above)
    return found
