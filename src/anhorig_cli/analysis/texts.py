"""The free text of a plan, with where it stands."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from itertools import accumulate
from typing import cast, get_args

from anhorig_cli.model.part import Part
from anhorig_cli.source import Route, Step

_NOT_FREE = frozenset(
    {
        "id",
        "kolada",
        "registry_number",
        "file",
        "status",
        "stage",
        "language",
        "document_type",
        "part_of",
        "unit_of_measure",
    }
)


@cache
def _fields(model: type[Part]) -> tuple[tuple[str, str], ...]:
    """Return the fields of a part that can hold text, as (attribute, name)."""
    return tuple(
        (name, info.alias or name)
        for name, info in model.model_fields.items()
        if name not in _NOT_FREE and _holds_text(info.annotation)
    )


def _holds_text(annotation: object) -> bool:
    if isinstance(annotation, type) and (annotation is str or issubclass(annotation, Part)):
        return True
    return any(_holds_text(inner) for inner in get_args(annotation))


_Way = tuple["_Way | None", Step]
"""A route told backwards, the rest of it and its last step: quick to lengthen, and few are asked for."""


class Texts:
    """The texts of a part, and of the parts in it, that a person has worded, in the model's order."""

    def __init__(self, part: Part) -> None:
        self._found: list[tuple[_Way, str]] = []
        self._collect(part, None)

    @cached_property
    def prose(self) -> str:
        """All of them, an empty line between them: what does not stand here stands in none of them."""
        return _BETWEEN.join([text for _, text in self._found])

    def __iter__(self) -> Iterator[tuple[Route, str]]:
        """Give each with where it stands."""
        return ((_route(way), text) for way, text in self._found)

    def at(self, places: Iterable[int]) -> Iterator[tuple[Route, str]]:
        """Give each text, with where it stands, in which one of some places of the prose lies.

        So a rule looks once through the prose for what is quick to find, and then into the few texts that have it.

        Args:
            places: offsets in the prose, in order.
        """
        last = -1
        for place in places:
            found = bisect_right(self._starts, place) - 1
            if found != last:
                last = found
                way, text = self._found[found]
                yield _route(way), text

    @cached_property
    def _starts(self) -> list[int]:
        """Where each text begins in the prose."""
        return list(accumulate((len(text) + len(_BETWEEN) for _, text in self._found), initial=0))[:-1]

    def _collect(self, part: Part, way: _Way | None) -> None:
        found, values = self._found, vars(part)
        for name, alias in _fields(type(part)):
            value = values[name]
            if value is None:
                continue
            if value.__class__ is str:
                found.append(((way, alias), value))
            elif value.__class__ is tuple:
                for i, item in enumerate(cast("tuple[object, ...]", value)):
                    self._of_value(item, ((way, alias), i))
            else:
                self._of_value(value, (way, alias))

    def _of_value(self, value: object, way: _Way) -> None:
        if isinstance(value, str):
            self._found.append((way, value))
        elif isinstance(value, Part):
            self._collect(value, way)


_BETWEEN = "\n\n"


def _route(way: _Way | None) -> Route:
    steps: list[Step] = []
    while way is not None:
        way, step = way
        steps.append(step)
    return tuple(reversed(steps))
