"""How a thing is to be written, where what stands in its place does not have the form that is wanted."""

import re

from anhorig_cli.loading.fixes import ODD_DASHES
from anhorig_cli.loading.meant_keys import misplaced_key
from anhorig_cli.loading.shapes import Field, Shape, shape_of
from anhorig_cli.loading.syntax_hints import hint_of_dash
from anhorig_cli.model.part import Part
from anhorig_cli.model.parts import PARTS
from anhorig_cli.model.register import plain_id
from anhorig_cli.nodes import Mapping, Node, Scalar, location
from anhorig_cli.source import Message, message
from anhorig_cli.vocabulary import Language, Spelled

_WHOLE = r"(?a)[-+]?\d+"
_MOST_KEYS = 100
"""A mapping in braces with more keys is not looked through for numbers."""
_NUMBERED = r"\d{1,2}[.)]\s"


def hint_of_list(node: Node, model: type[Part]) -> Message:
    """Return how a list is to be written, for what stands in its place."""
    if mark := odd_mark(node):
        return hint_of_dash(mark, location(node).line)
    if re.match(_NUMBERED, _first_text(node)):
        return message(
            "write a hyphen and a space, '- ', in place of the number that begins line {line}",
            line=location(node).line,
        )
    if isinstance(node, Scalar) and model.from_scalar(node.value.strip()) is None:
        keys = named_keys(node, model) or least_keys(model)
        return message("write each on a line of its own, as - {{{keys}}}", keys=keys)
    return message("write a dash before each item, on lines of their own")


def _first_text(node: Node) -> str:
    """Return the text that a node begins with: its own, or its first key."""
    first = node.items[0][0] if isinstance(node, Mapping) and node.items else node
    return first.value if isinstance(first, Scalar) else ""


def odd_mark(node: Node) -> str | None:
    """Return the dash or bullet that a text begins with, or the first key of a mapping, as if it were a hyphen."""
    text = _first_text(node)
    return text[0] if text[:1] and text[0] in ODD_DASHES and text[1:2].isspace() else None


def hint_of_key(key: Scalar, value: Node, node: Mapping, shape: Shape) -> Message | None:
    """Return the hint for a key that is a piece of text, or of a number, or that means another key."""
    text = key.value
    if hint := misplaced_key(shape.keys.name, text):
        return hint
    if node.is_flow and text[:1].isdigit() and (number := _number_around(key, node)):
        from anhorig_cli.model.number_hints import number_hint  # noqa: PLC0415 - its patterns cost more than a good plan

        return message("inside braces a comma separates the values: {hint}", hint=number_hint(number))
    if node.is_flow and isinstance(value, Scalar) and value.is_null:
        return message("inside braces a comma separates the values: put text that contains a comma in quotes")
    return None


def _number_around(key: Scalar, node: Mapping) -> str | None:
    """Return the number that commas have made a value and keys of: `1,234,567`; None where there is no such."""
    if len(node.items) > _MOST_KEYS:
        return None
    run: list[str] = []
    for one, value in node.items:
        if run and _is_digits_alone(one, value):
            run.append(one.value)
        elif key.value in run[1:]:
            break
        else:
            run = (
                [value.value.strip()] if isinstance(value, Scalar) and re.fullmatch(_WHOLE, value.value.strip()) else []
            )
    return ",".join(run) if key.value in run[1:] else None


def _is_digits_alone(key: Scalar, value: Node) -> bool:
    return isinstance(value, Scalar) and value.is_null and key.value[:1].isdigit()


def hint_of_reference(node: Node, field: Field) -> Message | None:
    """Return the hint for a thing that is described where one refers to it: it belongs in a list of the plan."""
    if not isinstance(node, Mapping) or not field.refers_to:
        return None
    return message(
        "describe it in the plan's list '{key}', with an id, and write only the id here",
        key=PARTS["plan"].term(field.refers_to[0]),
    )


def named_keys(node: Node, model: type[Part]) -> Spelled | None:
    """Return a text as the title of a part that must have an id and a title; None where it is not meant as one."""
    needed = {info.alias or name for name, info in model.model_fields.items() if info.is_required()}
    if needed != {"id", "title"} or not isinstance(node, Scalar) or not re.fullmatch(_PLAIN_TITLE, node.value.strip()):
        return None
    name, title = plain_id(node.value), node.value.strip()
    return Spelled(f"id: {name}, titel: {title}", f"id: {name}, title: {title}")


_PLAIN_TITLE = r"[^\W\d_][\w \-/]{0,59}"
"""What may stand after a key without quotes, and is no number."""


def least_keys(model: type[Part]) -> Spelled:
    """Return what a part must have and what an example of it shows, or its first field, as one writes it."""
    shape = shape_of(model)
    needed = [info.alias or name for name, info in model.model_fields.items() if info.is_required()]
    names = dict.fromkeys([*needed, *model.shown])
    terms = [shape.keys.term(name) for name in names or list(shape.fields)[:1]]
    sv, en = (", ".join(f"{term.spelled(language)}: …" for term in terms) for language in (Language.SV, Language.EN))
    return Spelled(sv, en)
