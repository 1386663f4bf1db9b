"""Nodes to plain data: keys become the model's English names, short forms are written out, the structure is checked.

Every scalar is still text. What does not fit is reported and left out, so that the rest can be validated; `damaged`
remembers where, so that rules do not complain of what is only missing because it could not be read.
"""

import re
from collections.abc import Callable, Iterator
from collections.abc import Sequence as Several
from typing import Any

from anhorig_cli.diagnostics import Diagnostic, Fix, Rule
from anhorig_cli.loading import fixes
from anhorig_cli.loading.fixes import ODD_DASHES, in_quotes
from anhorig_cli.loading.shapes import Field, Kind, Shape, shape_of
from anhorig_cli.loading.syntax_hints import hint_of_dash, hint_of_space
from anhorig_cli.model.dates import quoted
from anhorig_cli.model.number_hints import number_hint
from anhorig_cli.model.part import Part
from anhorig_cli.model.parts import PARTS, language_of_keys
from anhorig_cli.model.plain_id import plain_id
from anhorig_cli.model.values import shown
from anhorig_cli.nodes import Mapping, Node, Scalar, Sequence, is_absent, is_plainly_text, location
from anhorig_cli.rules import reading
from anhorig_cli.source import Message, message
from anhorig_cli.vocabulary import Language, Spelled

_VALUE = Kind.VALUE
_WHOLE = r"(?a)[-+]?\d+"
_MOST_KEYS = 100
"""A mapping in braces with more keys is not looked through for numbers."""
MOST_SUGGESTIONS = 20
"""For so many keys that are not known it is looked for what each may mean."""


class Shaper:
    """Shapes one plan (or settings file); collects diagnostics and the nodes in which something was left out."""

    def __init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []
        self.damaged: list[Node] = []
        self._meant: dict[tuple[str, str], str | None] = {}
        self._language: Language | None = None
        self._shapers: dict[Kind, Callable[[Node, Field, Scalar], Any]] = {
            Kind.VALUE: self._scalar,
            Kind.VALUES: self._scalars,
            Kind.PART: self._part,
            Kind.PARTS: self._parts,
            Kind.TABLE: self._table,
        }

    def shape(self, node: Node, model: type[Part]) -> dict[str, Any]:
        """Return a part's data; what is not a mapping is reported and gives no data."""
        if not isinstance(node, Mapping):
            self._wrong(node, message("a mapping is expected here: lines of 'key: value'"))
            return {}
        self._language = language_of_keys(keys_in(node))
        return self._mapping(node, shape_of(model))

    def report(
        self, rule: Rule, node: Node, text: Message, help_text: Message | None = None, fix: Fix | None = None
    ) -> None:
        """Note a flaw at a node."""
        self.diagnostics.append(rule.at(location(node), text, help_text, fix))
        self.damaged.append(node)

    def meant(self, text: str, shape: Shape) -> str | None:
        """Return the key that one which is not known may mean, None where none is near or too many are not known."""
        asked = shape.keys.name, text
        if asked not in self._meant:
            near = shape.keys.near_in(self._language, text) if len(self._meant) < MOST_SUGGESTIONS else None
            self._meant[asked] = near
        return self._meant[asked]

    def _wrong(self, node: Node, text: Message, help_text: Message | None = None, fix: Fix | None = None) -> None:
        self.report(reading.WRONG_KIND, node, text, help_text, fix)

    def _mapping(self, node: Mapping, shape: Shape) -> dict[str, Any]:
        data: dict[str, Any] = {}
        names, fields = shape.keys.names, shape.fields
        seen: dict[str, Scalar] = {}
        own = len(node.items)
        for position, (key, value) in enumerate(_all_pairs(node)):
            name = names.get(key.value)
            if name is None:
                name = self._unusual_key(key, value, node, shape)
                if name is None:
                    continue
            if name in seen:
                if position < own:  # a merged key gives way to the mapping's own without a word
                    self._twice(key, seen[name])
                continue
            seen[name] = key
            field = fields[name]
            if field.kind is _VALUE and isinstance(value, Scalar) and is_plainly_text(value):  # as most are
                data[name] = value.value.strip()
            elif (shaped := self._value(value, field, key)) is not None:
                data[name] = shaped
        self._gather(data, seen, shape)
        return data

    def _twice(self, key: Scalar, first: Scalar) -> None:
        line = location(first).line
        same = key.value == first.value
        self.report(
            reading.DUPLICATE_KEY,
            key,
            message("the key '{key}' stands already on line {line}", key=key.value, line=line)
            if same
            else message(
                "'{key}' is the same key as '{first}' on line {line}", key=key.value, first=first.value, line=line
            ),
            message("keep one of them"),
        )

    def _unusual_key(self, key: Scalar, value: Node, node: Mapping, shape: Shape) -> str | None:
        """Return the name of a key not spelt in NFC; report any other that is neither known nor the user's own."""
        if key.value.startswith("x-"):
            return None
        if name := shape.keys.name_of(key.value):
            return name
        self.report(
            reading.UNKNOWN_KEY,
            key,
            message("the key {key} is not known here", key=quoted(key.value)),
            _hint_of_comma(key, value, node, shape) or self._hint_of_name(key, shape),
            self._fix_of_key(key, node, shape),
        )
        return None

    def _fix_of_key(self, key: Scalar, node: Mapping, shape: Shape) -> Fix | None:
        """Return the fix of a key that can mean only one other; a person's judgements and decisions are left alone."""
        if _odd_mark(key):
            return fixes.with_a_hyphen(key.source, location(key).line)
        if key.value[:1] and key.value[0] in fixes.ODD_SPACES:
            return fixes.with_ordinary_spaces(key.source, [location(key).line])
        near = self.meant(key.value, shape)
        if near is None or _is_of_a_person(shape, near):
            return None
        is_there = any(shape.keys.name_of(other.value) == shape.keys.name_of(near) for other, _ in node.pairs())
        return fixes.rewritten(key, near) if not is_there and shape.keys.is_alone(key.value, near) else None

    def _hint_of_name(self, key: Scalar, shape: Shape) -> Message:
        text = key.value
        if mark := _odd_mark(key):
            return hint_of_dash(mark, location(key).line)
        if text[:1] and text[0] in fixes.ODD_SPACES:
            return hint_of_space(text[0], location(key).line)
        if strange := next((c for c in text if not c.isascii() and c not in "åäöÅÄÖéÉ"), None):
            return message(
                "the key holds the character {character}; write it again with ordinary letters",
                character=shown(strange),
            )
        if near := self.meant(text, shape):
            return message("did you mean '{near}'?", near=near)
        return message(
            "remove it, or begin it with 'x-' if it is your own; known here: {keys}", keys=shape.keys.in_each_language
        )

    def _gather(self, data: dict[str, Any], seen: dict[str, Scalar], shape: Shape) -> None:
        if not shape.model.gathers:
            return
        name, keys = shape.model.gathers
        entry = {key: data.pop(key) for key in keys if key in data}
        if not entry:
            return
        if data.get(name):
            written = next(key for key in keys if key in entry)
            self.report(
                reading.TWO_ASSESSMENTS,
                seen[written],
                message("'{key}' stands beside a list of assessments", key=seen[written].value),
                message("move it into the list, with its date"),
            )
        else:
            data[name] = [entry]

    def _value(self, node: Node, field: Field, key: Scalar) -> Any:
        if is_absent(node):
            return None
        return self._shapers[field.kind](node, field, key)

    def _scalar(self, node: Node, field: Field, key: Scalar) -> str | None:
        if isinstance(node, Scalar):
            return node.value.strip()
        what = message("'{key}' has one value, and here is a list", key=key.value)
        if isinstance(node, Mapping):
            what = message("'{key}' has one value, and here is a mapping", key=key.value)
        hint = message("write one; if it is text that holds ': ' or begins with '[' or '{{', put it in quotes")
        self._wrong(node, what, _hint_of_reference(node, field) or hint)
        return None

    def _scalars(self, node: Node, field: Field, key: Scalar) -> list[str] | None:
        if isinstance(node, Scalar):
            return [node.value.strip()]
        if isinstance(node, Mapping):
            hint = message("write the value alone, or several with a dash before each")
            what = message("'{key}' has one or more values, and here is a mapping", key=key.value)
            self._wrong(node, what, _hint_of_reference(node, field) or hint)
            return None
        values: list[str] = []
        kept: list[Node] = []
        for item in node.items:
            if is_absent(item):
                continue
            value = self._scalar(item, field, key)
            if value is not None:
                values.append(value)
                kept.append(item)
        node.items = kept
        return values

    def _part(self, node: Node, field: Field, key: Scalar) -> dict[str, Any] | None:
        model = field.model or Part
        if isinstance(node, Mapping):
            return self._mapping(node, shape_of(model))
        short = model.from_scalar(node.value.strip()) if isinstance(node, Scalar) else None
        if short is None:
            hint = message("write it as {{{keys}}}", keys=_named(node, model) or _least_keys(model))
            self._wrong(node, message("'{key}' wants lines of 'key: value'", key=key.value), hint)
        return short

    def _parts(self, node: Node, field: Field, key: Scalar) -> list[dict[str, Any]] | None:
        model = field.model or Part
        if isinstance(node, Sequence):
            return self._items(node, field, key)
        if isinstance(node, Scalar) and model.part == "occasion":  # a number alone, `planned: 16`
            short = model.from_scalar(node.value.strip())
            return [short] if short else None
        if model.part == "target":  # one of them, `target: 80`, or its mapping
            one = self._part(node, field, key)
            return None if one is None else [one]
        fix = _with_hyphens(node) if _odd_mark(node) else None
        what = message("'{key}' is a list, and here is something else", key=key.value)
        self._wrong(node, what, _hint_of_list(node, model), fix)
        return None

    def _items(self, node: Sequence, field: Field, key: Scalar) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = []
        kept: list[Node] = []
        for item in node.items:
            if is_absent(item):
                self._wrong(
                    item,
                    message("an item of '{key}' is empty", key=key.value),
                    message("remove it, or write what is missing"),
                )
                continue
            data = None if self._is_text_with_colon(item, field) else self._part(item, field, key)
            if data is not None:
                items.append(data)
                kept.append(item)
        node.items = kept
        return items

    def _is_text_with_colon(self, item: Node, field: Field) -> bool:
        """Return whether an item is meant as one text, of which a colon made a key and a value; report it then."""
        if field.model is None or field.model.from_scalar("x") is None:
            return False  # a text alone would be no item
        pair = _only_pair_on_a_line(item)
        if pair is None or self._is_key(pair[0].value, shape_of(field.model)):
            return False
        key, value = pair
        fix = None if key.style or value.style else fixes.quoted(key.source, key.start, value.end)
        whole = in_quotes(f"{key.value}: {value.value}")
        self.report(
            reading.UNKNOWN_KEY,
            key,
            message("the key {key} is not known here", key=quoted(key.value)),
            message("if it is a text that holds ': ', put all of it in quotation marks: - {example}", example=whole),
            fix,
        )
        return True

    def _is_key(self, text: str, shape: Shape) -> bool:
        """Return whether a text is a key, or meant as one."""
        return text.startswith("x-") or shape.keys.name_of(text) is not None or self.meant(text, shape) is not None

    def _table(self, node: Node, field: Field, key: Scalar) -> dict[str, str] | None:
        if not isinstance(node, Mapping):
            self._wrong(node, message("'{key}' wants lines of 'key: value'", key=key.value))
            return None
        table: dict[str, str] = {}
        seen: dict[str, Scalar] = {}
        for own_key, value in node.pairs():
            if own_key.value in seen:
                self._twice(own_key, seen[own_key.value])
            elif not own_key.value.startswith("x-"):
                seen[own_key.value] = own_key
                shaped = None if is_absent(value) else self._scalar(value, field, own_key)
                if shaped is not None:
                    table[own_key.value] = shaped
        return table


def _all_pairs(node: Mapping) -> Several[tuple[Scalar, Node]]:
    """Return the keys and values of a mapping: its own, and then those that are merged into it."""
    return node.pairs() if node.merged else node.items


_NUMBERED = re.compile(r"\d{1,2}[.)]\s")


def _hint_of_list(node: Node, model: type[Part]) -> Message:
    """Return how a list is to be written, for what stands in its place."""
    if mark := _odd_mark(node):
        return hint_of_dash(mark, location(node).line)
    if _NUMBERED.match(_first_text(node)):
        return message(
            "write a hyphen and a space, '- ', in place of the number that begins line {line}",
            line=location(node).line,
        )
    if isinstance(node, Scalar) and model.from_scalar(node.value.strip()) is None:
        keys = _named(node, model) or _least_keys(model)
        return message("write each on a line of its own, as - {{{keys}}}", keys=keys)
    return message("write a dash before each item, on lines of their own")


def _first_text(node: Node) -> str:
    """Return the text that a node begins with: its own, or its first key."""
    first = node.items[0][0] if isinstance(node, Mapping) and node.items else node
    return first.value if isinstance(first, Scalar) else ""


def _only_pair_on_a_line(item: Node) -> tuple[Scalar, Scalar] | None:
    """Return the key and value of a mapping, not in braces, that has one of each; None of anything else."""
    if not isinstance(item, Mapping) or item.is_flow or len(item.items) != 1:
        return None
    ((key, value),) = item.items
    return (key, value) if isinstance(value, Scalar) and value.style not in {"|", ">"} else None


def _with_hyphens(node: Node) -> Fix:
    """Return the fix of a list, or a thing in it, whose lines begin with a dash or a bullet."""
    last = node.source.location(len(node.source.text)).line
    return fixes.with_hyphens(node.source, location(node).line, last)


_OF_A_PERSON = frozenset({"assessment", "revision"})
_LISTS_OF_A_PERSON = frozenset({"assessments", "revisions"})
"""What a person has judged or decided: it is a person who mends it."""


def _is_of_a_person(shape: Shape, key: str) -> bool:
    """Return whether a key is of what a person has judged or decided."""
    gathered = shape.model.gathers[1] if shape.model.gathers else ()
    return shape.keys.name in _OF_A_PERSON or shape.keys.name_of(key) in _LISTS_OF_A_PERSON.union(gathered)


def keys_in(root: Mapping) -> Iterator[str]:
    """Give the keys of a plan: its own, and those of the first things in its lists."""
    for key, value in root.items:
        yield key.value
        first = value.items[0] if isinstance(value, Sequence) and value.items else value
        if isinstance(first, Mapping):
            yield from (own.value for own, _ in first.items[:_MOST_KEYS])


def _odd_mark(node: Node) -> str | None:
    """Return the dash or bullet that a text begins with, or the first key of a mapping, as if it were a hyphen."""
    text = _first_text(node)
    return text[0] if text[:1] and text[0] in ODD_DASHES and text[1:2].isspace() else None


def _hint_of_comma(key: Scalar, value: Node, node: Mapping, shape: Shape) -> Message | None:
    """Return the hint for a key that is a piece of text, or of a number, or that means another key."""
    text = key.value
    if shape.keys.name == "indicator" and text in {"unit", "enhet"}:
        return message("did you mean 'måttenhet' (unit_of_measure)? 'enhet' (unit) is a part of the organisation")
    if node.is_flow and text[:1].isdigit() and (number := _number_around(key, node)):
        return message("inside braces a comma parts the values: {hint}", hint=number_hint(number))
    if node.is_flow and isinstance(value, Scalar) and value.is_null:
        return message("inside braces a comma parts the values: put text that holds a comma in quotes")
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


def _hint_of_reference(node: Node, field: Field) -> Message | None:
    """Return the hint for a thing that is described where one refers to it: it belongs in a list of the plan."""
    if not isinstance(node, Mapping) or not field.refers_to:
        return None
    return message(
        "describe it in the plan's list '{key}', with an id, and write only the id here",
        key=PARTS["plan"].term(field.refers_to[0]),
    )


def _named(node: Node, model: type[Part]) -> Spelled | None:
    """Return a text as the title of a part that must have an id and a title; None where it is not meant as one."""
    needed = {info.alias or name for name, info in model.model_fields.items() if info.is_required()}
    if needed != {"id", "title"} or not isinstance(node, Scalar) or not _PLAIN_TITLE.fullmatch(node.value.strip()):
        return None
    name, title = plain_id(node.value), node.value.strip()
    return Spelled(f"id: {name}, titel: {title}", f"id: {name}, title: {title}")


_PLAIN_TITLE = re.compile(r"[^\W\d_][\w \-/]{0,59}")
"""What may stand after a key without quotes, and is no number."""


def _least_keys(model: type[Part]) -> Spelled:
    """Return what a part must have and what an example of it shows, or its first field, as one writes it."""
    shape = shape_of(model)
    needed = [info.alias or name for name, info in model.model_fields.items() if info.is_required()]
    names = dict.fromkeys([*needed, *model.shown])
    terms = [shape.keys.term(name) for name in names or list(shape.fields)[:1]]
    sv, en = (", ".join(f"{term.spelled(language)}: …" for term in terms) for language in (Language.SV, Language.EN))
    return Spelled(sv, en)
