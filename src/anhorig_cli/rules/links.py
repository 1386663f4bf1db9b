"""Links between the parts of a plan: several names in one text, and things that refer to each other in a circle."""

import re
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

from anhorig_cli.model.register import Named, Register


def several_in(text: str, known: Register[Named]) -> list[str]:
    """Return the names in a text that lists several known things, as `chef och konsulent`; empty for any other text."""
    names = re.split(_BETWEEN_NAMES, text.strip()) if len(text) <= _LONGEST_LIST else []
    return names if len(names) > 1 and all(map(known.has, names)) else []


_BETWEEN_NAMES = r"\s*[,;/&+]\s*|\s+(?:och|samt|and)\s+"
_LONGEST_LIST = 500


# Circles: chains of references that lead back to their start.


T = TypeVar("T", bound=Hashable)


def in_circles(links: Mapping[T, Sequence[T]]) -> set[T]:
    """Return the names from which links lead back to the name itself.

    These form strongly connected components, found with Kosaraju's algorithm, so that each link is followed twice.
    """
    backwards: dict[T, list[T]] = {name: [] for name in links}
    for name, others in links.items():
        for other in others:
            backwards.setdefault(other, []).append(name)
    found: set[T] = set()
    seen: set[T] = set()
    for name in reversed(_finishing_order(links)):
        group = _reachable(name, backwards, seen)
        if len(group) > 1 or name in links.get(name, ()):
            found.update(group)
    return found


def _finishing_order(links: Mapping[T, Sequence[T]]) -> list[T]:
    """Return the names in the order in which a depth-first search finishes them."""
    done: list[T] = []
    seen: set[T] = set()
    for start in links:
        waiting = [(start, iter(links[start]))] if start not in seen else []
        seen.add(start)
        while waiting:
            name, others = waiting[-1]
            other = next((one for one in others if one in links and one not in seen), None)
            if other is None:
                done.append(name)
                waiting.pop()
            else:
                seen.add(other)
                waiting.append((other, iter(links[other])))
    return done


def _reachable(start: T, links: Mapping[T, Sequence[T]], seen: set[T]) -> list[T]:
    """Return `start` and the names reachable from it, except those in `seen`, which is updated."""
    group = [start] if start not in seen else []
    seen.add(start)
    for name in group:
        new = [other for other in dict.fromkeys(links[name]) if other not in seen]
        seen.update(new)
        group += new
    return group
