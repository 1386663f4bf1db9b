"""Views as plain data: what JSON can hold, with the names that a template uses."""

from dataclasses import fields, is_dataclass
from typing import cast


def is_view(value: object) -> bool:
    """Return whether a value is a view, and not text, a number or a list."""
    return is_dataclass(value) or hasattr(value, "_fields")


def names_in(view: object) -> tuple[str, ...]:
    """Return the names that a view, or a class of views, has."""
    if is_dataclass(view):
        return tuple(field.name for field in fields(view))
    names: tuple[str, ...] = getattr(view, "_fields", ())
    return names


def as_object(view: object) -> dict[str, object]:
    """Return a view as an object of JSON, and the views in it too."""
    return {name: _as_data(getattr(view, name)) for name in names_in(view)}


def _as_data(value: object) -> object:
    if is_view(value):
        return as_object(value)
    return [_as_data(one) for one in cast("tuple[object, ...]", value)] if isinstance(value, tuple) else value
