"""The shape of each part of a plan, derived from its model, and hints on how to write what does not fit it."""

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
from anhorig_cli.vocabulary import Language, SpelledTerms
from anhorig_cli.vocabulary import PartKeys as Keys


class FieldKind(Enum):
    """What a field contains."""

    VALUE = auto()
    """One scalar."""
    VALUES = auto()
    """A list of scalars; a single one may be written without the list."""
    PART = auto()
    """A mapping."""
    PARTS = auto()
    """A list of mappings."""
    TABLE = auto()
    """A mapping from keys chosen by the user to scalars."""


class Field(NamedTuple):
    """A field of a part: its kind, the model of its parts, and the plan's lists that its references lead to."""

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
        info.alias or name: _field_of_type(info.annotation)._replace(refers_to=model.keys[info.alias or name].refers_to)
        for name, info in model.model_fields.items()
    }
    if model.gathers:
        fields |= dict.fromkeys(model.gathers[1], Field(FieldKind.VALUE))
    return Shape(model, PARTS[model.part], fields)


def _field_of_type(annotation: Any) -> Field:
    origin = get_origin(annotation)
    if origin in {Union, UnionType}:
        return next(
            (f for f in map(_field_of_type, get_args(annotation)) if f.kind is not FieldKind.VALUE),
            Field(FieldKind.VALUE),
        )
    if origin is tuple:
        item = _field_of_type(get_args(annotation)[0])
        return Field(FieldKind.PARTS, item.model) if item.kind is FieldKind.PART else Field(FieldKind.VALUES)
    if origin is dict:
        return Field(FieldKind.TABLE)
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return Field(FieldKind.PART, annotation)
    return Field(FieldKind.VALUE)


# Hints on how to write a part that does not have the expected form.


_WHOLE = r"(?a)[-+]?\d+"
_MOST_KEYS = 100
"""A mapping in braces with more keys is not searched for numbers."""
_NUMBERED = r"\d{1,2}[.)]\s"


def hint_of_list(node: Node, model: type[Part]) -> Message:
    """Return the hint on how to write a list, for the node in its place."""
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
    """Return the first text of a node: its own, or its first key."""
    first = node.items[0][0] if isinstance(node, Mapping) and node.items else node
    return first.value if isinstance(first, Scalar) else ""


def odd_mark(node: Node) -> str | None:
    """Return the dash or bullet that a text, or a mapping's first key, begins with in place of a hyphen."""
    text = _first_text(node)
    return text[0] if text[:1] and text[0] in ODD_DASHES and text[1:2].isspace() else None


def hint_of_key(key: Scalar, value: Node, node: Mapping, shape: Shape) -> Message | None:
    """Return the hint for a key that belongs elsewhere, or is a piece of a text or number split by commas."""
    text = key.value
    if hint := _MISPLACED.get(shape.keys.name, {}).get(text):
        return hint
    if node.is_flow and text[:1].isdigit() and (number := _number_around(key, node)):
        from anhorig_cli.model.number_hints import number_hint  # noqa: PLC0415 - its patterns are slow to compile

        return message("inside braces a comma separates the values: {hint}", hint=number_hint(number))
    if node.is_flow and isinstance(value, Scalar) and value.is_null:
        return message("inside braces a comma separates the values: put text that contains a comma in quotes")
    return None


def _number_around(key: Scalar, node: Mapping) -> str | None:
    """Return the number, such as `1,234,567`, that commas split into a value and keys around `key`, or None."""
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
    """Return the hint for a part that is described where only a reference is expected."""
    if not isinstance(node, Mapping) or not field.refers_to:
        return None
    return message(
        "describe it in the plan's list '{key}', with an id, and write only the id here",
        key=PARTS["plan"].term(field.refers_to[0]),
    )


def named_keys(node: Node, model: type[Part]) -> SpelledTerms | None:
    """Return the keys `id` and `title` made from a text, for a part that requires just those; None if it cannot be."""
    required = {info.alias or name for name, info in model.model_fields.items() if info.is_required()}
    if (
        required != {"id", "title"}
        or not isinstance(node, Scalar)
        or not re.fullmatch(_PLAIN_TITLE, node.value.strip())
    ):
        return None
    name, title = plain_id(node.value), node.value.strip()
    return SpelledTerms(f"id: {name}, titel: {title}", f"id: {name}, title: {title}")


_PLAIN_TITLE = r"[^\W\d_][\w \-/]{0,59}"
"""A title that is not a number and needs no quotes after a key."""


def least_keys(model: type[Part]) -> SpelledTerms:
    """Return a part's required keys and those that its examples show, or else its first key, as they are written."""
    shape = shape_of(model)
    required = [info.alias or name for name, info in model.model_fields.items() if info.is_required()]
    names = dict.fromkeys([*required, *model.shown])
    terms = [shape.keys.term(name) for name in names or list(shape.fields)[:1]]
    sv, en = (", ".join(f"{term.spelled(language)}: …" for term in terms) for language in (Language.SV, Language.EN))
    return SpelledTerms(sv, en)


# Keys that people write in a part that does not have them, and what they mean by them.


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
"""The keys that belong elsewhere, by the part they are written in, with the hint for each."""
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
"""The synonyms that people may write instead of a part's keys, by part and key."""


def intended_key(part: str, word: str) -> str | None:
    """Return the name of the key of a part that a word is a synonym of; None if it is not one."""
    return next((name for name, words in WORDS_FOR.get(part, {}).items() if word in words), None)


# A sentence that commas have split into several items of a list in brackets.


_SENTENCE_ENDS = (".", "!", "?")
_ABBREVIATIONS = frozenset({"m", "mm", "fl", "mfl", "etc", "osv", "v", "d", "dyl", "inkl", "exkl", "al"})
"""Words that end with a full stop that does not end a sentence, as in `m.m.`."""


def split_sentence(node: Sequence) -> Node | None:
    """Return the first item that is a part of a sentence split by a comma; None if there is none.

    The last item must end like a sentence, and an item must continue, in lower case, after a comma on the same line.
    """
    if len(node.items) < 2 or not _ends_sentence(node.items[-1]):  # noqa: PLR2004 - a single item is not split
        return None
    pairs = zip(node.items, node.items[1:], strict=False)
    return next((one for one, other in pairs if _continues(one, other)), None)


def _ends_sentence(node: Node) -> bool:
    if not isinstance(node, Scalar) or node.style or not node.value.endswith(_SENTENCE_ENDS):
        return False
    last = node.value.split()[-1][:-1]
    return "." not in last and last.casefold() not in _ABBREVIATIONS


def _continues(one: Node, other: Node) -> bool:
    """Return whether an item continues the sentence of the one before it."""
    if not isinstance(one, Scalar) or not isinstance(other, Scalar) or one.style or other.style:
        return False
    if one.source is not other.source or one.source.text[one.end : other.start] != ", ":
        return False
    return " " in one.value and not one.value.endswith(_SENTENCE_ENDS) and other.value[:1].islower()
