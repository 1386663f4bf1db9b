"""What every part of a plan has in common."""

from collections.abc import Mapping
from typing import Any, ClassVar, get_args

from pydantic import BaseModel, ConfigDict
from pydantic.fields import FieldInfo

from anhorig_cli.model.key import Key
from anhorig_cli.source import Message


class Part(BaseModel):
    """A frozen part of a plan; `part` is its name, and `about` says what it is.

    Fields have the English names, and a `Key` beside their types; `keys` has them by the English key. What a file may
    write more shortly is declared here, so that loading, JSON Schemas and editing all know it: `from_scalar` reads one
    scalar in the place of the mapping, and `gathers` names a list and the keys that, written directly on this part, are
    one entry of that list; `gathered_texts` are what some of those keys are for then. `decides` names the fields that
    the others cannot be read without. `printed` says in which papers and lists the part is seen, and `shown` names the
    keys that stand in an example of it; without any, those that it must have.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True, defer_build=True
    )

    part: ClassVar[str]
    about: ClassVar[Message]
    printed: ClassVar[Message]
    shown: ClassVar[tuple[str, ...]] = ()
    keys: ClassVar[dict[str, Key]] = {}
    gathers: ClassVar[tuple[str, tuple[str, ...]] | None] = None
    gathered_texts: ClassVar[Mapping[str, Message]] = {}
    decides: ClassVar[frozenset[str]] = frozenset()

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        """Collect the keys of a part when its class is made; then Pydantic need not look at them."""
        cls.keys = {info.alias or name: _key_taken_from(info) for name, info in cls.model_fields.items()}
        if cls.gathers is not None:
            listed, names = cls.gathers
            entry: type[Part] = get_args(cls.model_fields[listed].annotation)[0]
            for name in names:
                key = entry.keys[name]
                cls.keys[name] = key.saying(cls.gathered_texts[name]) if name in cls.gathered_texts else key

    @classmethod
    def from_scalar(cls, text: str) -> dict[str, Any] | None:  # noqa: ARG003 - the parts that have a short form read it
        """Return the fields that one scalar stands for, or None where this part has no short form."""
        return None


def _key_taken_from(info: FieldInfo) -> Key:
    """Return the key among what is said of a field, and take it away from there."""
    key = next(one for one in info.metadata if isinstance(one, Key))
    info.metadata.remove(key)
    return key


def part_in(annotation: Any) -> type[Part] | None:
    """Return the part that a field of some type holds, alone or in a list; None where it holds none."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation
    return next((part for part in map(part_in, get_args(annotation)) if part is not None), None)
