"""How a field reads text: the way from what stands in a file to a value, and back."""

from collections.abc import Callable
from typing import Any

from pydantic_core import CoreSchema, core_schema


class ReadBy:
    """Marks a field's type with the function that reads it, and the one that writes it again.

    Pydantic's own `PlainValidator` and `PlainSerializer` do the same, but look at the function's signature anew for
    each of some hundred fields, every time the tool starts.
    """

    def __init__(self, read: Callable[[Any], Any], write: Callable[[Any], str] = str) -> None:
        written = core_schema.plain_serializer_function_ser_schema(write, return_schema=core_schema.str_schema())
        self._schema = core_schema.no_info_plain_validator_function(read, serialization=written)

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        """Return the schema, whatever the type that it marks."""
        return self._schema
