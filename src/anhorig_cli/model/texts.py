"""The free text of a plan, with where it stands."""

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


def texts(part: Part) -> list[tuple[Route, str]]:
    """Return every text of a part and the parts in it that a person has worded, in the model's order."""
    found: list[tuple[Route, str]] = []
    _collect(part, (), found)
    return found


def _collect(part: Part, route: Route, found: list[tuple[Route, str]]) -> None:
    for name, alias in _fields(type(part)):
        value = getattr(part, name)
        if value.__class__ is str:
            found.append(((*route, alias), value))
        elif value:
            _of_value(value, (*route, alias), found)


def _of_value(value: object, route: Route, found: list[tuple[Route, str]]) -> None:
    if isinstance(value, str):
        found.append((route, value))
    elif isinstance(value, Part):
        _collect(value, route, found)
    elif isinstance(value, tuple):
        for i, item in enumerate(cast("tuple[object, ...]", value)):
            _of_value(item, (*route, i), found)
