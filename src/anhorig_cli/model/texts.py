"""The free text of a plan, with where it stands."""

from collections.abc import Iterator
from typing import cast

from anhorig_cli.model.part import Part
from anhorig_cli.source import Route

_NOT_FREE = frozenset(
    {"id", "kolada", "registry_number", "file", "status", "stage", "language", "part_of", "unit_of_measure"}
)


def texts(part: Part, route: Route = ()) -> Iterator[tuple[Route, str]]:
    """Give every text of a part and the parts in it that a person has worded, in the model's order."""
    for name, info in type(part).model_fields.items():
        value = getattr(part, name)
        if value is None or name in _NOT_FREE:
            continue
        yield from _of_value(value, (*route, info.alias or name))


def _of_value(value: object, route: Route) -> Iterator[tuple[Route, str]]:
    if isinstance(value, str):
        yield route, value
    elif isinstance(value, Part):
        yield from texts(value, route)
    elif isinstance(value, tuple):
        for i, item in enumerate(cast("tuple[object, ...]", value)):
            yield from _of_value(item, (*route, i))
