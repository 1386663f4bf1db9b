"""Shaping nodes to plain data: keys become the model's English names, short forms are expanded, structure is checked.

Every scalar is still text. What does not fit the model is reported and left out, so that the rest can be validated.
`damaged` holds the nodes concerned, so that rules do not report as missing what merely could not be read.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from anhorig_cli.diagnostics import Diagnostic, Fix, Rule
from anhorig_cli.loading import fixes
from anhorig_cli.loading.fixes import in_quotes
from anhorig_cli.loading.shapes import (
    Field,
    FieldKind,
    Shape,
    hint_of_key,
    hint_of_list,
    hint_of_reference,
    intended_key,
    least_keys,
    named_keys,
    odd_mark,
    shape_of,
    split_sentence,
)
from anhorig_cli.loading.syntax_hints import hint_of_dash, hint_of_space
from anhorig_cli.model.dates import quoted
from anhorig_cli.model.part import Part
from anhorig_cli.model.parts import language_of_keys
from anhorig_cli.model.values import shown
from anhorig_cli.nodes import Mapping, Node, Scalar, Sequence, is_absent, is_plainly_text, location
from anhorig_cli.rules import reading
from anhorig_cli.source import Message, message

if TYPE_CHECKING:
    from anhorig_cli.vocabulary import Language, Term

_VALUE = FieldKind.VALUE
_MOST_KEYS = 100
"""The most keys of a list's first item that are used to find the language."""
MOST_SUGGESTIONS = 20
"""The most unknown keys for which a similar key is looked for."""


class Shaper:
    """Shapes one plan or settings file; collects diagnostics, and the nodes in which something was left out."""

    def __init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []
        self.damaged: list[Node] = []
        self._suggestions: dict[tuple[str, str], str | None] = {}
        self._is_only_match: dict[tuple[str, str], bool] = {}
        self._last_names: tuple[Mapping | None, frozenset[str | None]] = None, frozenset()
        self.language: Language | None = None
        self._shapers: dict[FieldKind, Callable[[Node, Field, Scalar], Any]] = {
            FieldKind.VALUE: self._scalar,
            FieldKind.VALUES: self._scalars,
            FieldKind.PART: self._part,
            FieldKind.PARTS: self._parts,
            FieldKind.TABLE: self._table,
        }

    def shape(self, node: Node, model: type[Part]) -> dict[str, Any]:
        """Return a part's data; a node that is not a mapping is reported and gives no data."""
        if not isinstance(node, Mapping):
            self._report_wrong_kind(node, message("lines of 'key: value' are expected here"))
            return {}
        self.language = language_of_keys(keys_in(node))
        return self._mapping(node, shape_of(model))

    def report(
        self, rule: Rule, node: Node, text: Message, help_text: Message | None = None, fix: Fix | None = None
    ) -> None:
        """Record a finding at a node."""
        self.diagnostics.append(rule.at(location(node), text, help_text, fix))
        self.damaged.append(node)

    def intended_key(self, text: str, shape: Shape) -> str | None:
        """Return the known key that an unknown one is similar to; None if there is none, or too many are unknown."""
        cache_key = shape.keys.name, text
        if cache_key not in self._suggestions:
            near = shape.keys.near_in(self.language, text) if len(self._suggestions) < MOST_SUGGESTIONS else None
            self._suggestions[cache_key] = near
        return self._suggestions[cache_key]

    def _report_wrong_kind(
        self, node: Node, text: Message, help_text: Message | None = None, fix: Fix | None = None
    ) -> None:
        self.report(reading.WRONG_KIND, node, text, help_text, fix)

    def _mapping(self, node: Mapping, shape: Shape) -> dict[str, Any]:
        data: dict[str, Any] = {}
        names, fields = shape.keys.names, shape.fields
        seen: dict[str, Scalar] = {}
        own_count = len(node.items)
        for position, (key, value) in enumerate(node.pairs()):
            name = names.get(key.value)
            if name is None:
                name = self._unusual_key(key, value, node, shape)
                if name is None:
                    continue
            if name in seen:
                if position < own_count:  # a merged key is silently overridden by the mapping's own
                    self._report_duplicate(key, seen[name])
                continue
            seen[name] = key
            field = fields[name]
            if field.kind is _VALUE and isinstance(value, Scalar) and is_plainly_text(value):  # the usual case
                data[name] = value.value.strip()
            elif (shaped := self._value(value, field, key)) is not None:
                data[name] = shaped
        self._gather(data, seen, shape)
        return data

    def _report_duplicate(self, key: Scalar, first: Scalar) -> None:
        line = location(first).line
        is_same_spelling = key.value == first.value
        self.report(
            reading.DUPLICATE_KEY,
            key,
            message("the key '{key}' is already on line {line}", key=key.value, line=line)
            if is_same_spelling
            else message(
                "'{key}' is the same key as '{first}' on line {line}", key=key.value, first=first.value, line=line
            ),
            message("keep one of them"),
        )

    def _unusual_key(self, key: Scalar, value: Node, node: Mapping, shape: Shape) -> str | None:
        """Return the name of a known key that is not in NFC; report a key that is neither known nor the user's own."""
        if key.value.startswith("x-"):
            return None
        if name := shape.keys.name_of(key.value):
            return name
        self.report(
            reading.UNKNOWN_KEY,
            key,
            message("the key {key} is not known here", key=quoted(key.value)),
            hint_of_key(key, value, node, shape) or self._hint_for_unknown_key(key, shape),
            self._fix_of_key(key, node, shape),
        )
        return None

    def _fix_of_key(self, key: Scalar, node: Mapping, shape: Shape) -> Fix | None:
        """Return the fix for an unknown key that can only mean one known key.

        Keys of assessments and decisions are left to the person responsible.
        """
        if odd_mark(key):
            return fixes.with_a_hyphen(key.source, location(key).line)
        if key.value[:1] and key.value[0] in fixes.ODD_SPACES:
            return fixes.with_ordinary_spaces(key.source, [location(key).line])
        near = self.intended_key(key.value, shape)
        if near is None or _is_judgement(shape, near) or shape.keys.name_of(near) in self._names_in(node, shape):
            return None
        return fixes.rewritten(key, near) if self._can_only_mean(near, key.value, shape) else None

    def _names_in(self, node: Mapping, shape: Shape) -> frozenset[str | None]:
        """Return the names of a mapping's keys; cached for the last mapping, since each of its keys may need them."""
        if self._last_names[0] is not node:
            self._last_names = node, frozenset(shape.keys.name_of(key.value) for key, _ in node.pairs())
        return self._last_names[1]

    def _can_only_mean(self, near: str, text: str, shape: Shape) -> bool:
        """Return whether an unknown key is similar to `near` and to no other key; cached for each text."""
        cache_key = shape.keys.name, text
        if cache_key not in self._is_only_match:
            self._is_only_match[cache_key] = shape.keys.is_alone(text, near)
        return self._is_only_match[cache_key]

    def _hint_for_unknown_key(self, key: Scalar, shape: Shape) -> Message:
        text = key.value
        if mark := odd_mark(key):
            return hint_of_dash(mark, location(key).line)
        if text[:1] and text[0] in fixes.ODD_SPACES:
            return hint_of_space(text[0], location(key).line)
        if strange := next((c for c in text if not c.isascii() and c not in "åäöÅÄÖéÉ"), None):
            return message(
                "the key contains the character {character}; write it again with ordinary letters",
                character=shown(strange),
            )
        if near := self._synonym(text, shape) or self.intended_key(text, shape):
            return message("did you mean '{near}'?", near=near)
        return message(
            "remove it, or begin it with 'x-' if it is your own; known here: {keys}", keys=shape.keys.in_each_language
        )

    def _synonym(self, text: str, shape: Shape) -> "Term | str | None":
        """Return the key that a text is a common synonym of; None if it is not one."""
        name = intended_key(shape.keys.name, text)
        if name is None:
            return None
        term = shape.keys.term(name)
        return term.spelled(self.language) if self.language else term

    def _gather(self, data: dict[str, Any], seen: dict[str, Scalar], shape: Shape) -> None:
        if not shape.model.gathers:
            return
        name, keys = shape.model.gathers
        entry = {key: data.pop(key) for key in keys if key in data}
        if not entry:
            return
        if data.get(name):
            first = next(key for key in keys if key in entry)
            self.report(
                reading.TWO_ASSESSMENTS,
                seen[first],
                message("'{key}' is beside a list of assessments", key=seen[first].value),
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
        flaw = message("'{key}' takes one value, but this is a list", key=key.value)
        if isinstance(node, Mapping):
            flaw = message("'{key}' takes one value, but these are lines of 'key: value'", key=key.value)
        hint = message("write one; if it is text that contains ': ' or begins with '[' or '{{', put it in quotes")
        self._report_wrong_kind(node, flaw, hint_of_reference(node, field) or hint)
        return None

    def _scalars(self, node: Node, field: Field, key: Scalar) -> list[str] | None:
        if isinstance(node, Scalar):
            return [node.value.strip()]
        if isinstance(node, Mapping):
            hint = message("write the value alone, or several with a dash before each")
            flaw = message("'{key}' takes one or more values, but these are lines of 'key: value'", key=key.value)
            self._report_wrong_kind(node, flaw, hint_of_reference(node, field) or hint)
            return None
        self._note_split_sentence(node, field)
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
            hint = message("write it as {{{keys}}}", keys=named_keys(node, model) or least_keys(model))
            self._report_wrong_kind(node, message("'{key}' takes lines of 'key: value'", key=key.value), hint)
        return short

    def _parts(self, node: Node, field: Field, key: Scalar) -> list[dict[str, Any]] | None:
        model = field.model or Part
        if isinstance(node, Sequence):
            return self._items(node, field, key)
        if isinstance(node, Scalar) and model.part == "occasion":  # only a number, `planned: 16`
            short = model.from_scalar(node.value.strip())
            return [short] if short else None
        if model.part == "target":  # a single target, as `target: 80` or as a mapping
            one = self._part(node, field, key)
            return None if one is None else [one]
        fix = _with_hyphens(node) if odd_mark(node) else None
        flaw = message("'{key}' takes a list, but this is something else", key=key.value)
        self._report_wrong_kind(node, flaw, hint_of_list(node, model), fix)
        return None

    def _items(self, node: Sequence, field: Field, key: Scalar) -> list[dict[str, Any]]:
        model = field.model or Part
        may_be_texts = model.from_scalar("x") is not None
        if may_be_texts:
            self._note_split_sentence(node, field)
        items: list[dict[str, Any]] = []
        kept: list[Node] = []
        for item in node.items:
            if is_absent(item):
                self._report_wrong_kind(
                    item,
                    message("an item of '{key}' is empty", key=key.value),
                    message("remove it, or write what is missing"),
                )
                continue
            if may_be_texts and self._is_text_with_colon(item, model):
                continue
            data = self._part(item, field, key)
            if data is not None:
                items.append(data)
                kept.append(item)
        node.items = kept
        return items

    def _note_split_sentence(self, node: Sequence, field: Field) -> None:
        """Warn about a sentence in brackets that its commas split into several texts; nothing read is damaged."""
        first = None if field.refers_to else split_sentence(node)
        if first is not None:
            self.diagnostics.append(
                reading.SPLIT_SENTENCE.at(
                    location(first),
                    message(
                        "inside brackets a comma separates the texts: what looks like one sentence is read as several"
                    ),
                    message("put the sentence in quotes, or write each text on a line of its own after '- '"),
                )
            )

    def _is_text_with_colon(self, item: Node, model: type[Part]) -> bool:
        """Return whether an item is meant as one text that a colon split into key and value, and report it if so."""
        pair = _only_pair_on_a_line(item)
        if pair is None or self._is_key(pair[0].value, shape_of(model)):
            return False
        key, value = pair
        fix = None if key.style or value.style else fixes.quoted(key.source, key.start, value.end)
        whole = in_quotes(f"{key.value}: {value.value}")
        self.report(
            reading.UNKNOWN_KEY,
            key,
            message("the key {key} is not known here", key=quoted(key.value)),
            message("if it is text that contains ': ', put all of it in quotes: - {example}", example=whole),
            fix,
        )
        return True

    def _is_key(self, text: str, shape: Shape) -> bool:
        """Return whether a text is a key, or similar to one."""
        return (
            text.startswith("x-") or shape.keys.name_of(text) is not None or self.intended_key(text, shape) is not None
        )

    def _table(self, node: Node, field: Field, key: Scalar) -> dict[str, str] | None:
        if not isinstance(node, Mapping):
            self._report_wrong_kind(node, message("'{key}' takes lines of 'key: value'", key=key.value))
            return None
        table: dict[str, str] = {}
        seen: dict[str, Scalar] = {}
        for own_key, value in node.pairs():
            if own_key.value in seen:
                self._report_duplicate(own_key, seen[own_key.value])
            elif not own_key.value.startswith("x-"):
                seen[own_key.value] = own_key
                shaped = None if is_absent(value) else self._scalar(value, field, own_key)
                if shaped is not None:
                    table[own_key.value] = shaped
        return table


def _only_pair_on_a_line(item: Node) -> tuple[Scalar, Scalar] | None:
    """Return the key and value of a block mapping that is one pair on one line; None for anything else."""
    if not isinstance(item, Mapping) or item.is_flow or len(item.items) != 1:
        return None
    ((key, value),) = item.items
    return (key, value) if isinstance(value, Scalar) and value.style not in {"|", ">"} else None


def _with_hyphens(node: Node) -> Fix:
    """Return the fix for a list, or an item in it, whose lines begin with a dash or a bullet."""
    last = node.source.location(len(node.source.text)).line
    return fixes.with_hyphens(node.source, location(node).line, last)


_JUDGEMENTS = frozenset({"assessment", "revision"})
_LISTS_OF_JUDGEMENTS = frozenset({"assessments", "revisions"})
"""What a person has judged or decided: only a person may correct it."""


def _is_judgement(shape: Shape, key: str) -> bool:
    """Return whether a key belongs to, or lists, what a person has judged or decided."""
    gathered = shape.model.gathers[1] if shape.model.gathers else ()
    return shape.keys.name in _JUDGEMENTS or shape.keys.name_of(key) in _LISTS_OF_JUDGEMENTS.union(gathered)


def keys_in(root: Mapping) -> Iterator[str]:
    """Yield the keys written in a plan: its own, and those of the first item in each of its lists.

    A key that nobody wrote, such as that of a Markdown text or of a folder, takes no room in its file.
    """
    for key, value in root.items:
        first = value.items[0] if isinstance(value, Sequence) and value.items else value
        inner = first.items[:_MOST_KEYS] if isinstance(first, Mapping) else []
        yield from (own.value for own in (key, *(own for own, _ in inner)) if own.end > own.start)
