"""Links between the parts of a plan: several names in one text, and things that lead to each other in a circle."""

import re
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

from anhorig_cli.model.register import Named, Register


def several_in(text: str, known: Register[Named]) -> list[str]:
    """Return the names of things that stand in one text, as `chef och konsulent`; nothing where it is no such list."""
    names = re.split(_BETWEEN_NAMES, text.strip()) if len(text) <= _LONGEST_LIST else []
    return names if len(names) > 1 and all(map(known.has, names)) else []


_BETWEEN_NAMES = r"\s*[,;/&+]\s*|\s+(?:och|samt|and)\s+"
_LONGEST_LIST = 500


# Circles: things that lead to each other, round and back.


T = TypeVar("T", bound=Hashable)


def in_circles(links: Mapping[T, Sequence[T]]) -> set[T]:
    """Return the names from which links lead back to themselves.

    They are found in groups that all lead to each other (Kosaraju's algorithm), so that each link is followed twice.
    """
    backwards: dict[T, list[T]] = {name: [] for name in links}
    for name, others in links.items():
        for other in others:
            backwards.setdefault(other, []).append(name)
    found: set[T] = set()
    seen: set[T] = set()
    for name in reversed(_innermost_first(links)):
        group = _reached(name, backwards, seen)
        if len(group) > 1 or name in links.get(name, ()):
            found.update(group)
    return found


def _innermost_first(links: Mapping[T, Sequence[T]]) -> list[T]:
    """Return the names in the order in which a search, that goes on as deep as it can, is done with them."""
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


def _reached(start: T, links: Mapping[T, Sequence[T]], seen: set[T]) -> list[T]:
    """Return the names that links lead to from one, itself among them, but for those that were seen before."""
    group = [start] if start not in seen else []
    seen.add(start)
    for name in group:
        new = [other for other in dict.fromkeys(links[name]) if other not in seen]
        seen.update(new)
        group += new
    return group
