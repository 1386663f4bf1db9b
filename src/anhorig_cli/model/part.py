"""What every part of a plan has in common."""

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """A frozen part of a plan; `part` names its keys in the vocabulary.

    Fields have the English names. What a file may write more shortly is declared here, so that loading, JSON Schemas
    and editing all know it: `from_scalar` reads one scalar in the place of the mapping, and `gathers` names a list and
    the keys that, written directly on this part, are one entry of that list. `decides` names the fields that the others
    cannot be read without.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True, defer_build=True
    )

    part: ClassVar[str]
    gathers: ClassVar[tuple[str, tuple[str, ...]] | None] = None
    decides: ClassVar[frozenset[str]] = frozenset()

    @classmethod
    def from_scalar(cls, text: str) -> dict[str, Any] | None:  # noqa: ARG003 - the parts that have a short form read it
        """Return the fields that one scalar stands for, or None where this part has no short form."""
        return None
