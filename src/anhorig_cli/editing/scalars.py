"""How a text is written as a YAML value: plain where it can be, else quoted or, when it is long, folded."""

import re
import textwrap
from dataclasses import dataclass

_PLAIN = re.compile(r"(?![-?:]+(?:[ ]|\Z)|---|\.\.\.)[^\s,\[\]{}#&*!|>'\"%@`?:][^\r\n\t]*")
_NOT_PLAIN = re.compile(r":(?:\s|\Z)|\s#")
_NOT_PLAIN_IN_FLOW = re.compile(r"[,\[\]{}:?]")
_NOTHING = frozenset({"~", "null", "Null", "NULL", "<<", "="})
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
_LEAST_WIDTH = 40


@dataclass(frozen=True, slots=True)
class Slot:
    """The place a value is to fill.

    Attributes:
        indent: how far lines that follow are indented.
        room: how many characters the first line has left.
        width: how long a line may be.
        quote: the quote that the text around uses.
        always: whether such values stand in quotes even when they need none.
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
    """Return a value that stands on one line."""
    if not slot.always and is_plain(text, in_flow=in_flow):
        return text
    return quoted(text, slot.quote)


def is_plain(text: str, *, in_flow: bool) -> bool:
    """Return whether a text means itself when it is written without quotes."""
    return (
        _PLAIN.fullmatch(text) is not None
        and text not in _NOTHING
        and text == text.strip()
        and not _NOT_PLAIN.search(text)
        and not (in_flow and _NOT_PLAIN_IN_FLOW.search(text))
    )


def quoted(text: str, quote: str) -> str:
    """Return a text in quotes: those that are asked for, unless the others need no escapes."""
    needs_double = "\n" in text or "\t" in text
    if not needs_double and (quote == "'" or ('"' in text or "\\" in text)) and not (quote == '"' and "'" in text):
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(_ESCAPES.get(c, c) for c in text) + '"'
