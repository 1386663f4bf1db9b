"""New entries, written in the style of the file: as lines of `key: value`, or in braces on one line."""

import re
import textwrap
from collections.abc import Callable
from collections.abc import Sequence as Several
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple, TypeVar

from anhorig_cli.editing.style import Style, is_flow, key_offset, own_pairs, pair_of, spelled
from anhorig_cli.model.parts import PARTS
from anhorig_cli.model.plan_edit import Entry, Value, Word
from anhorig_cli.nodes import Mapping, Node, Scalar
from anhorig_cli.vocabulary import Language

_PLAIN = re.compile(r"(?![-?:]+(?:[ ]|\Z)|---|\.\.\.)[^\s,\[\]{}#&*!|>'\"%@`?:][^\r\n\t]*")
_NOT_PLAIN = re.compile(r":(?:\s|\Z)|\s#")
_NOT_PLAIN_IN_FLOW = re.compile(r"[,\[\]{}:?]")
_NOT_TEXT = frozenset({"~", "null", "Null", "NULL", "<<", "="})
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
_LEAST_WIDTH = 40


@dataclass(frozen=True, slots=True)
class Slot:
    """The space in which a value is written.

    Attributes:
        indent: the indentation of the lines after the first.
        room: how many characters are left on the first line.
        width: the greatest length of a line.
        quote: the quote that the surrounding text uses.
        always: whether the value is quoted even if it needs no quotes.
        may_spread: whether a long text may take several lines.
    """

    indent: int
    room: int
    width: int
    quote: str = '"'
    always: bool = False
    may_spread: bool = True


def in_block(text: str, slot: Slot) -> list[str]:
    """Return the lines of a value that follows `key: `, the first without indentation."""
    if "\n" in text and slot.may_spread:
        return ["|", *(" " * slot.indent + line if line else "" for line in text.split("\n"))]
    line = on_a_line(text, slot)
    if len(line) <= slot.room or not slot.may_spread or not _can_fold(text):
        return [line]
    width = max(slot.width - slot.indent, _LEAST_WIDTH)
    folded = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
    return [">-", *(" " * slot.indent + part for part in folded)]


def _can_fold(text: str) -> bool:
    return " " in text and not any(c in text for c in ("  ", "\t", "\n"))


def on_a_line(text: str, slot: Slot, *, in_flow: bool = False) -> str:
    """Return a value written on one line, in quotes if it needs them."""
    if not slot.always and is_plain(text, in_flow=in_flow):
        return text
    return quoted(text, slot.quote)


def is_plain(text: str, *, in_flow: bool) -> bool:
    """Return whether a text is read back as the same text when it is written without quotes."""
    return (
        _PLAIN.fullmatch(text) is not None
        and text not in _NOT_TEXT
        and text == text.strip()
        and not _NOT_PLAIN.search(text)
        and not (in_flow and _NOT_PLAIN_IN_FLOW.search(text))
    )


def quoted(text: str, quote: str) -> str:
    """Return a text in quotes: in `quote`, unless the other quotes would save escapes."""
    needs_double = "\n" in text or "\t" in text
    if not needs_double and (quote == "'" or ('"' in text or "\\" in text)) and not (quote == '"' and "'" in text):
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(_ESCAPES.get(c, c) for c in text) + '"'


# New entries, written in the style of the file: as lines of `key: value`, or in braces on one line.


class ListItems(NamedTuple):
    """Items to insert at one place in a list, the order in which they were added, and whether items precede them."""

    items: Several[Entry]
    turns: Several[int] = ()
    has_before: bool = False


_Written = TypeVar("_Written")


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes entries at one place in a file.

    Attributes:
        style: the style of the file.
        near: the mapping that the entries are added to, whose language they follow.
        read: parses the lines of a new item, so that the next one takes its form.
    """

    style: Style
    near: Mapping | None = None
    read: Callable[[str], Node | None] | None = None

    def items(self, added: ListItems, dash: int, sibling: Node | None) -> list[list[str]]:
        """Return the lines of each of several new list items."""
        return self._in_order_added(added, sibling, lambda item, like: self.item(item, dash, like), "\n".join)

    def flow_items(self, added: ListItems, sibling: Node | None) -> list[str]:
        """Return the text of each of several new items of a list in brackets."""
        return self._in_order_added(added, sibling, self._flow_item, "[{}]".format)

    def _flow_item(self, item: Entry, sibling: Node | None) -> str:
        text = short_form(item)
        if isinstance(sibling, Scalar) and text is not None:
            return self.scalar(text, sibling, in_flow=True)
        return self.flow(item, sibling)

    def _in_order_added(
        self,
        added: ListItems,
        sibling: Node | None,
        write: Callable[[Entry, Node | None], _Written],
        as_text: Callable[[_Written], str],
    ) -> list[_Written]:
        """Return the items, written in the order they were added: each like the one then before it, else the first."""
        written: dict[int, _Written] = {}
        read: dict[int, Node | None] = {}
        for turn in added.turns or range(len(added.items)):
            written[turn] = write(added.items[turn], _model_item(added, turn, read, sibling))
            if self.read is not None and len(added.items) > 1:
                read[turn] = _last_item(self.read(as_text(written[turn])))
        return [written[position] for position in sorted(written)]

    def item(self, entry: Entry, dash: int, sibling: Node | None) -> list[str]:
        """Return the lines of an item of a list whose dashes are in column `dash`.

        `sibling` is an item whose form it takes: one scalar, braces or lines, and the order of its keys.
        """
        text = short_form(entry)
        if isinstance(sibling, Scalar) and text is not None:
            return self._text_item(text, dash, sibling)
        if isinstance(sibling, Mapping) and sibling.is_flow:
            line = self._dash(dash, sibling) + self.flow(entry, sibling)
            if len(line) <= self.style.width:
                return [line]
        head = self._dash(dash, sibling)
        lines = self.block(entry, len(head), sibling)
        return [head + lines[0].lstrip(" "), *lines[1:]]

    def _dash(self, column: int, sibling: Node | None) -> str:
        """Return an item's dash in a column, and the spaces after it, as a sibling has them, else as the file has."""
        offset = (key_offset(sibling) if sibling else None) or self.style.key_offset
        return " " * column + "-".ljust(offset)

    def block(self, entry: Entry, indent: int, sibling: Node | None) -> list[str]:
        """Return the lines of a mapping whose keys are in column `indent`."""
        lines: list[str] = []
        for name, value in self._fields_ordered(entry, sibling):
            lines += self.pair(entry.part, name, value, indent, sibling)
        return lines

    def pair(self, part: str, name: str, value: Value, indent: int, sibling: Node | None) -> list[str]:
        """Return the lines of one field of a part."""
        head = " " * indent + self.style.key_near(part, name, sibling, self.near) + ":"
        like = self._value_like(part, name, sibling)
        if isinstance(value, Entry):
            if like is not None and is_flow(like):
                return [f"{head} {self.flow(value, like)}"]
            return [head, *self.block(value, indent + self.style.step, like)]
        dash = indent + self.style.dash
        if entries := entries_in(value):
            return [head, *chain.from_iterable(self.items(ListItems(entries), dash, _last_item(like)))]
        texts = self._texts(value, sibling)
        if len(texts) == 1:
            lines = self._lines_of(texts[0], len(head) + 1, indent + self.style.step, like)
            return [f"{head} {lines[0]}", *lines[1:]]
        line = f"{head} {self.flow_texts(texts)}"
        if len(line) <= self.style.width:
            return [line]
        return [head, *chain.from_iterable(self._text_item(text, dash, None) for text in texts)]

    def _text_item(self, text: str, dash: int, sibling: Node | None) -> list[str]:
        head = self._dash(dash, sibling)
        lines = self._lines_of(text, len(head), len(head), sibling)
        return [head + lines[0], *lines[1:]]

    def flow(self, entry: Entry, sibling: Node | None) -> str:
        """Return an entry as a mapping in braces."""
        space = (
            " "
            if isinstance(sibling, Mapping) and sibling.source.text[sibling.start : sibling.start + 2] == "{ "
            else ""
        )
        pairs = ", ".join(
            self.flow_pair(entry.part, name, value, sibling) for name, value in self._fields_ordered(entry, sibling)
        )
        return f"{{{space}{pairs}{space}}}"

    def flow_pair(self, part: str, name: str, value: Value, sibling: Node | None) -> str:
        """Return one field of a part, for a mapping in braces."""
        key = self.style.key_near(part, name, sibling, self.near)
        like = self._value_like(part, name, sibling)
        if isinstance(value, Entry):
            return f"{key}: {self.flow(value, like)}"
        if entries := entries_in(value):
            return f"{key}: [{', '.join(self.flow_items(ListItems(entries), _last_item(like)))}]"
        texts = self._texts(value, sibling)
        written = on_a_line(texts[0], self._slot(0, 0, like), in_flow=True)
        return f"{key}: {written if len(texts) == 1 else self.flow_texts(texts)}"

    def scalar(self, value: str | Word, old: Scalar, *, in_flow: bool) -> str:
        """Return a value that replaces the scalar `old`, on one line and in the same quotes."""
        return on_a_line(spelled(value, self.language()), self._slot(0, 0, old), in_flow=in_flow)

    def scalar_lines(self, value: str | Word, old: Scalar, indent: int, start: int) -> list[str]:
        """Return the lines of a value that replaces the scalar `old`, under a key in column `indent`."""
        return self._lines_of(spelled(value, self.language()), start, indent + self.style.step, old)

    def language(self, *nearest: Node | None) -> Language:
        """Return the language of new keys and words: that of the `nearest` keys, else of those near the new entry."""
        return self.style.language_near(*nearest, self.near)

    def _texts(self, value: Value, sibling: Node | None) -> list[str]:
        several = value if isinstance(value, tuple) else (value,)
        return [spelled(one, self.language(sibling)) for one in several if not isinstance(one, Entry)]

    def flow_texts(self, texts: list[str]) -> str:
        """Return texts as a list in brackets."""
        return "[" + ", ".join(on_a_line(text, self._slot(0, 0, None), in_flow=True) for text in texts) + "]"

    def _lines_of(self, text: str, start: int, indent: int, like: Node | None) -> list[str]:
        return in_block(text, self._slot(indent, self.style.width - start, like))

    def _slot(self, indent: int, room: int, like: Node | None) -> Slot:
        style = like.style if isinstance(like, Scalar) and like.style in {"'", '"'} else ""
        quote = style or self.style.quote
        return Slot(indent, room, self.style.width, quote, always=bool(style), may_spread=self.style.may_spread)

    def _value_like(self, part: str, name: str, sibling: Node | None) -> Node | None:
        """Return the value of the same field in a sibling, else the first list or mapping under its key in the plan."""
        if isinstance(sibling, Mapping) and (pair := pair_of(sibling, part, name)):
            return pair[1]
        return self.style.like(part, name)

    def _fields_ordered(self, entry: Entry, sibling: Node | None) -> list[tuple[str, Value]]:
        """Return an entry's fields in the order of a sibling's; fields that the sibling lacks keep their places."""
        fields = list(entry.fields.items())
        if not isinstance(sibling, Mapping):
            return fields
        keys = PARTS[entry.part]
        order = [keys.name_of(key.value) for key, _ in own_pairs(sibling)]
        known = sorted((field for field in fields if field[0] in order), key=lambda field: order.index(field[0]))
        following = iter(known)
        return [next(following) if field[0] in order else field for field in fields]


def _model_item(added: ListItems, turn: int, read: dict[int, Node | None], old: Node | None) -> Node | None:
    """Return the item whose form a new one takes: a new one before it, else `old` or, first in a list, a later one."""
    before = [position for position in read if position < turn]
    if before:
        return read[max(before)]
    return read[min(read)] if read and not added.has_before else old


def entries_in(value: Value) -> list[Entry]:
    """Return the entries in a list of entries; an empty list for any other value."""
    return [one for one in value if isinstance(one, Entry)] if isinstance(value, tuple) else []


def short_form(entry: Entry) -> str | None:
    """Return the scalar that an entry can be written as: its title, date or text, if it has no other field."""
    if len(entry.fields) != 1:
        return None
    name, value = next(iter(entry.fields.items()))
    fits = {"activity": "title", "done_occurrence": "date", "dated_note": "text", "text": "text"}.get(
        entry.part
    ) == name
    return value if fits and isinstance(value, str) else None


def _last_item(listed: Node | None) -> Node | None:
    items = getattr(listed, "items", None)
    return items[-1] if items and not isinstance(listed, Mapping) else None
