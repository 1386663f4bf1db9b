"""How a field reads text: the way from what stands in a file to a value, and back."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, get_args

if TYPE_CHECKING:  # Pydantic is imported when a model is made; dates are also read where there is none
    from pydantic.fields import FieldInfo
    from pydantic_core import CoreSchema


class ReadBy:
    """Marks a field's type with the function that reads it, and the one that writes it again; with its scale, if any.

    Pydantic's own `PlainValidator` and `PlainSerializer` do the same, but look at the function's signature anew for
    each of some hundred fields, every time the tool starts.
    """

    def __init__(self, read: Callable[[Any], Any], write: Callable[[Any], str] = str, *, scale: str = "") -> None:
        self.scale = scale
        self._read = read
        self._write = write

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> "CoreSchema":
        """Return the schema, whatever the type that it marks."""
        from pydantic_core import core_schema  # noqa: PLC0415 - help pages and dates need no Pydantic

        written = core_schema.plain_serializer_function_ser_schema(self._write, return_schema=core_schema.str_schema())
        return core_schema.no_info_plain_validator_function(self._read, serialization=written)


def scale_of(info: "FieldInfo") -> str:
    """Return the scale whose words a field holds; empty where it holds something else."""
    return _scale_in(info.annotation, info.metadata)


def _scale_in(annotation: Any, said: Iterable[object]) -> str:
    found = next((one.scale for one in said if isinstance(one, ReadBy)), "")
    if found:
        return found
    return next((scale for inner in get_args(annotation) if (scale := _scale_in(inner, _said_of(inner)))), "")


def _said_of(annotation: Any) -> Iterable[object]:
    """Return what is said of a type beside it."""
    return getattr(annotation, "__metadata__", ())
