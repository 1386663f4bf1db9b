"""The free text of a plan, with where it stands."""

from collections.abc import Iterator
from functools import cache
from typing import cast, get_args

from anhorig_cli.model.part import Part
from anhorig_cli.source import Route

_NOT_FREE = frozenset(
    {"id", "kolada", "registry_number", "file", "status", "stage", "language", "part_of", "unit_of_measure"}
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


def texts(part: Part, route: Route = ()) -> Iterator[tuple[Route, str]]:
    """Give every text of a part and the parts in it that a person has worded, in the model's order."""
    for name, alias in _fields(type(part)):
        value = getattr(part, name)
        if value.__class__ is str:
            yield (*route, alias), value
        elif value:
            yield from _of_value(value, (*route, alias))


def _of_value(value: object, route: Route) -> Iterator[tuple[Route, str]]:
    if isinstance(value, str):
        yield route, value
    elif isinstance(value, Part):
        yield from texts(value, route)
    elif isinstance(value, tuple):
        for i, item in enumerate(cast("tuple[object, ...]", value)):
            yield from _of_value(item, (*route, i))
