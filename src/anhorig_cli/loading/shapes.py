"""The shape of each part of a plan, read off its model: what kind of node each field wants."""

from enum import Enum, auto
from functools import cache
from types import UnionType
from typing import Any, NamedTuple, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from anhorig_cli.model.part import Part
from anhorig_cli.model.parts import PARTS
from anhorig_cli.vocabulary import PartKeys as Keys


class FieldKind(Enum):
    """What a field holds."""

    VALUE = auto()
    """One scalar."""
    VALUES = auto()
    """A list of scalars, which may be written as one."""
    PART = auto()
    """A mapping."""
    PARTS = auto()
    """A list of mappings."""
    TABLE = auto()
    """A mapping with keys of the user's own, to scalars."""


class Field(NamedTuple):
    """A field of a part: its kind and, for parts, the model; for references, the plan's lists that they lead to."""

    kind: FieldKind
    model: type[Part] | None = None
    refers_to: tuple[str, ...] = ()


class Shape(NamedTuple):
    """A part's model, its keys in both languages, and its fields by English name."""

    model: type[Part]
    keys: Keys
    fields: dict[str, Field]


@cache
def shape_of(model: type[Part]) -> Shape:
    """Return the shape of a part."""
    fields = {
        info.alias or name: _field(info)._replace(refers_to=model.keys[info.alias or name].refers_to)
        for name, info in model.model_fields.items()
    }
    if model.gathers:
        fields |= dict.fromkeys(model.gathers[1], Field(FieldKind.VALUE))
    return Shape(model, PARTS[model.part], fields)


def _field(info: FieldInfo) -> Field:
    return _of_type(info.annotation)


def _of_type(annotation: Any) -> Field:
    origin = get_origin(annotation)
    if origin in {Union, UnionType}:
        return next(
            (f for f in map(_of_type, get_args(annotation)) if f.kind is not FieldKind.VALUE), Field(FieldKind.VALUE)
        )
    if origin is tuple:
        item = _of_type(get_args(annotation)[0])
        return Field(FieldKind.PARTS, item.model) if item.kind is FieldKind.PART else Field(FieldKind.VALUES)
    if origin is dict:
        return Field(FieldKind.TABLE)
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return Field(FieldKind.PART, annotation)
    return Field(FieldKind.VALUE)
