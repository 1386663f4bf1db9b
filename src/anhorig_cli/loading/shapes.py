"""The shape of each part of a plan, read off its model, and how what does not fit is to be written."""

import re
from enum import Enum, auto
from functools import cache
from types import UnionType
from typing import Any, NamedTuple, Union, get_args, get_origin

from anhorig_cli.loading.fixes import ODD_DASHES
from anhorig_cli.loading.syntax_hints import hint_of_dash
from anhorig_cli.model.part import Part
from anhorig_cli.model.parts import PARTS
from anhorig_cli.model.register import plain_id
from anhorig_cli.nodes import Mapping, Node, Scalar, Sequence, location
from anhorig_cli.source import Message, message
from anhorig_cli.vocabulary import Language, Spelled
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
        info.alias or name: _of_type(info.annotation)._replace(refers_to=model.keys[info.alias or name].refers_to)
        for name, info in model.model_fields.items()
    }
    if model.gathers:
        fields |= dict.fromkeys(model.gathers[1], Field(FieldKind.VALUE))
    return Shape(model, PARTS[model.part], fields)


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


# How a thing is to be written, where what stands in its place does not have the form that is wanted.


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
    if hint := _MISPLACED.get(shape.keys.name, {}).get(text):
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


# Keys that people write of a part which has none of that name, and what they mean by them.


_UNIT_OF_MEASURE = message("did you mean 'måttenhet' (unit_of_measure)? 'enhet' (unit) is a part of the organisation")
_INDICATOR = message(
    "what is to be reached in numbers is the 'målvärde' (target) of an indicator, which the subgoal "
    "names under 'indikatorer' (indicators)"
)
_ACTIVITIES = message("write activities on the subgoal that they are for, under 'aktiviteter' (activities)")
_MEASUREMENTS = message("write measurements on the indicator that they belong to, under 'mätningar' (measurements)")
_MISPLACED: dict[str, dict[str, Message]] = {
    "indicator": dict.fromkeys(("enhet", "unit"), _UNIT_OF_MEASURE),
    "subgoal": dict.fromkeys(("mål", "målvärde", "goal", "target"), _INDICATOR),
    "plan": {
        **dict.fromkeys(("aktiviteter", "åtgärder", "insatser", "activities", "measures"), _ACTIVITIES),
        **dict.fromkeys(("mätningar", "mätvärden", "measurements"), _MEASUREMENTS),
    },
}
"""By the part: keys that belong elsewhere, and what is said of each."""
_NAMES = ("namn", "rubrik", "benämning", "name", "heading")
_REGISTRY_NUMBER = ("dnr", "ärendenummer", "diarienr")
_ENDS = ("slut", "klart_senast", "tidsram", "end", "deadline")
WORDS_FOR: dict[str, dict[str, tuple[str, ...]]] = {
    "plan": {
        "title": _NAMES,
        "organisation": ("kommun", "huvudman", "municipality"),
        "registry_number": _REGISTRY_NUMBER,
        "goal": ("målsättning", "syfte", "vision", "aim", "purpose"),
        "laws": ("lagstöd", "lag", "lagar", "law"),
        "period": ("giltig", "gäller", "giltighetstid", "valid"),
        "indicators": ("mått", "mätetal"),
        "parties": ("intressenter", "samverkan", "aktörer", "stakeholders"),
        "funding": ("ekonomi", "budget", "economy"),
        "attachments": ("handlingar", "dokument", "documents"),
        "reports": ("uppföljningar", "uppföljning", "follow_ups"),
    },
    "subgoal": {
        "title": _NAMES,
        "due": _ENDS,
        "activities": ("insatser", "insats", "measures"),
        "indicators": ("mått", "mätetal"),
        "assessments": ("uppföljning", "uppföljningar"),
    },
    "activity": {
        "title": _NAMES,
        "due": _ENDS,
        "done_on": ("genomförd", "utförd", "färdig", "gjord", "finished"),
        "occasions": ("deltagare", "antal_deltagare", "participants"),
    },
    "indicator": {
        "title": _NAMES,
        "target": ("mål", "måltal", "målnivå", "goal"),
        "baseline": ("utgångsläge", "basvärde"),
        "frequency": ("frekvens", "mätfrekvens", "mäts"),
    },
    "measurement": {"value": ("utfall", "resultat", "antal", "andel", "tal", "result", "number")},
    "target": {
        "value": ("mål", "måltal", "goal"),
        "at_least": ("lägst", "minimum", "min"),
        "at_most": ("max", "maximum"),
        "by": ("år", "till", "datum", "year"),
    },
    "cycle_item": {
        "title": _NAMES,
        "when": ("månad", "tidpunkt", "period", "datum", "tid_på_året", "frekvens", "month", "date"),
    },
    "assessment": {
        "comment": ("motivering", "analys", "bedömning", "grund"),
    },
    "decision": {"title": _NAMES, "body": ("nämnd", "instans", "beslutsinstans"), "registry_number": _REGISTRY_NUMBER},
    "report": {
        "title": _NAMES,
        "matter": ("ärendemening",),
        "basis": ("underlag", "bilagor"),
        "sent_to": ("mottagare", "expedieras"),
        "meeting": ("möte",),
        "registry_number": _REGISTRY_NUMBER,
    },
    "funding": {"title": _NAMES, "amount": ("summa", "kostnad", "anslag", "budget", "sum", "cost")},
    "recommendation": {
        "from": ("avsändare",),
        "to": ("mottagare",),
        "answered": ("svarsdatum",),
        "text": ("rekommendation", "recommendation"),
    },
    "attachment": {"title": _NAMES, "registry_number": _REGISTRY_NUMBER},
    **{one: {"title": _NAMES} for one in ("unit", "role", "party", "target_group", "area", "survey")},
}
"""By the part: its keys, and what people may write in the place of each."""


def key_meant(part: str, word: str) -> str | None:
    """Return the name of the key of a part that a word means; None where nobody knows what it means."""
    return next((name for name, words in WORDS_FOR.get(part, {}).items() if word in words), None)


# A sentence that a comma has parted into several items of a list in brackets.


_SENTENCE_ENDS = (".", "!", "?")
_SHORT = frozenset({"m", "mm", "fl", "mfl", "etc", "osv", "v", "d", "dyl", "inkl", "exkl", "al"})
"""Words that end with a point though no sentence does, as in `m.m.`."""


def split_sentence(node: Sequence) -> Node | None:
    """Return the first of two items that are a sentence parted by a comma; None where there is none.

    The list ends as a sentence does, and one of its items goes on with a small letter after a comma on the same line.
    """
    if len(node.items) < 2 or not _ends_a_sentence(node.items[-1]):  # noqa: PLR2004 - one alone is not parted
        return None
    pairs = zip(node.items, node.items[1:], strict=False)
    return next((one for one, other in pairs if _goes_on(one, other)), None)


def _ends_a_sentence(node: Node) -> bool:
    if not isinstance(node, Scalar) or node.style or not node.value.endswith(_SENTENCE_ENDS):
        return False
    last = node.value.split()[-1][:-1]
    return "." not in last and last.casefold() not in _SHORT


def _goes_on(one: Node, other: Node) -> bool:
    """Return whether an item goes on where the one before it left a sentence."""
    if not isinstance(one, Scalar) or not isinstance(other, Scalar) or one.style or other.style:
        return False
    if one.source is not other.source or one.source.text[one.end : other.start] != ", ":
        return False
    return " " in one.value and not one.value.endswith(_SENTENCE_ENDS) and other.value[:1].islower()
