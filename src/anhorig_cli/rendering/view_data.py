"""Views as JSON for other programs, with the names that templates use, and its JSON Schema."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from anhorig_cli.catalog import translated
from anhorig_cli.views.redaction import as_object
from anhorig_cli.vocabulary import Language

if TYPE_CHECKING:
    from anhorig_cli.views.template_reference import FieldReference, ViewReference

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_VERSION = 1
_TYPES = {"text": "string", "number": "number", "yes or no": "boolean"}


def as_json(views: Iterable[object], as_of: date) -> str:
    """Return the published JSON document of the views of plans, in ASCII so that no reader can misread it."""
    return "".join(pieces(views, as_of))


def pieces(views: Iterable[object], as_of: date) -> Iterator[str]:
    """Yield the text of `as_json`, plan by plan, so that the views of many plans need not be in memory at once."""
    head = {"version": _VERSION, "as_of": as_of.isoformat(), "plans": list[object]()}
    return list_pieces(head, (as_object(view) for view in views), indent=1)


def joined(documents: Sequence[bytes]) -> bytes:
    """Return documents of one plan each joined into one document, as of the day of the first."""
    read = [cast("dict[str, Any]", json.loads(document)) for document in documents]
    plans = [plan for document in read for plan in document["plans"]]
    return _text({**read[0], "plans": plans}).encode() if read else b""


def schema(root: type, language: Language) -> str:
    """Return the JSON Schema of the document of a kind of view, derived from the view's types."""
    from anhorig_cli.views.template_reference import name_of, view_reference  # noqa: PLC0415 - it reads every view there is

    views = view_reference(root)
    head = {"version": {"const": _VERSION}, "as_of": {"type": "string", "format": "date"}}
    document = {
        "$schema": DIALECT,
        "$id": f"urn:anhorig:{'report' if name_of(root) == 'plan' else name_of(root)}",
        **object_of({**head, "plans": list_of(_view_reference(views[0].name))}),
        "$defs": {view.name: _definition(view, language) for view in views},
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _definition(view: "ViewReference", language: Language) -> dict[str, object]:
    description = " ".join(translated(view.description, language).split())
    return {"description": description, **object_of({field.name: _property(field) for field in view.fields})}


def _property(field: "FieldReference") -> dict[str, object]:
    held: dict[str, object] = {"type": _TYPES[field.kind]} if field.kind in _TYPES else _view_reference(field.kind)
    held = list_of(held) if field.is_list else held
    return {"anyOf": [held, {"type": "null"}]} if field.may_be_missing else held


def _view_reference(name: str) -> dict[str, object]:
    return {"$ref": f"#/$defs/{name}"}


def list_of(things: Mapping[str, object]) -> dict[str, object]:
    """Return the JSON Schema of a list."""
    return {"type": "array", "items": things}


def object_of(properties: Mapping[str, object]) -> dict[str, object]:
    """Return the JSON Schema of an object with exactly some properties, all required."""
    return {"type": "object", "properties": properties, "required": [*properties], "additionalProperties": False}


def _text(document: Mapping[str, object]) -> str:
    return json.dumps(document, indent=1) + "\n"


# A long list in JSON, written item by item, so that all of it need not be in memory at once.


def list_pieces(head: Mapping[str, object], things: Iterable[object], *, indent: int) -> Iterator[str]:
    """Yield the text of a document whose last key is a list, which is empty in `head`, ending with a line break.

    It is what `json.dumps` would write for the whole document, in ASCII.
    """
    yield from pieces_of_list(head, ([json.dumps(thing, indent=indent)] for thing in things), indent=indent)
    yield "\n"


def pieces_of_list(head: Mapping[str, object], things: Iterable[Iterable[str]], *, indent: int) -> Iterator[str]:
    """Yield the text of an object as `list_pieces`, for items in pieces themselves, and without a final line break."""
    before, after = json.dumps(head, indent=indent).rsplit("[]", 1)
    yield before + "["
    margin = "\n" + " " * indent
    between = margin + " " * indent
    is_first = True
    for pieces in things:
        yield between if is_first else "," + between
        yield from (piece.replace("\n", between) for piece in pieces)
        is_first = False
    yield ("]" if is_first else margin + "]") + after
