"""One text in the place of another, in the same quotes; an id where none is written; a text gone from its list."""

import re
from collections.abc import Sequence as Several

from anhorig_cli.editing.extent import end_of, is_flow, own_pairs
from anhorig_cli.editing.lines import column, line_end, line_start, newline_near, next_line
from anhorig_cli.editing.refusal import refusal
from anhorig_cli.editing.scalars import is_plain, quoted
from anhorig_cli.nodes import Mapping, Node, Scalar, Sequence
from anhorig_cli.source import Splice

_PROPERTIES = re.compile(r"(?:[&!][^\s,\[\]{}]*\s+)*")
"""An anchor or a tag before a value."""


def reworded(node: Node, text: str) -> Splice:
    """Return the splice that gives a scalar another text, on one line; what is plain is put in quotes if need be.

    Raises:
        CannotWorkError: where no scalar is written there.
    """
    if not isinstance(node, Scalar) or node.end <= node.start:
        raise refusal(node)
    whole = node.source.text
    if node.style in {"|", ">"}:
        start = next_line(whole, node.start)
        start += len(whole[start : node.end]) - len(whole[start : node.end].lstrip())
        return Splice(start, end_of(node), text)
    found = _PROPERTIES.match(whole, node.start, node.end)
    start = found.end() if found else node.start
    if node.style:
        return Splice(start, node.end, quoted(text, node.style))
    return Splice(start, node.end, _on_a_line(text))


def _on_a_line(text: str) -> str:
    return text if is_plain(text, in_flow=True) else quoted(text, '"')


def with_id(node: Node, text: str) -> Splice:
    """Return the splice that puts an id first in a mapping that has none.

    Raises:
        CannotWorkError: where no field of it is written there.
    """
    pairs = own_pairs(node) if isinstance(node, Mapping) else []
    if not isinstance(node, Mapping) or not pairs:
        raise refusal(node)
    first = pairs[0][0]
    whole = node.source.text
    written = f"id: {_on_a_line(text)}"
    if node.is_flow:
        return Splice.at(first.start, f"{written}, ")
    indent = " " * column(whole, first.start)
    return Splice.at(first.start, f"{written}{newline_near(whole, first.start)}{indent}")


def taken_away(listed: Node, place: int) -> Splice:
    """Return the splice that takes a scalar away from a list of several; a comment beside it stays.

    Raises:
        CannotWorkError: where it is written in a way that cannot be cut out.
    """
    if not isinstance(listed, Sequence) or not isinstance(listed.items[place], Scalar):
        raise refusal(listed)
    item = listed.items[place]
    if item.source is not listed.source or not listed.start <= item.start < listed.end:
        raise refusal(item)  # an alias: it is written somewhere else
    return _out_of_brackets(listed.items, place) if is_flow(listed) else _off_its_line(item)


def _out_of_brackets(items: Several[Node], place: int) -> Splice:
    item = items[place]
    before, after = (items[place - 1], item) if place else (item, items[1])
    if "#" in item.source.text[end_of(before) : after.start]:  # a comment
        raise refusal(item)
    return Splice(end_of(before), end_of(item), "") if place else Splice(item.start, after.start, "")


def _off_its_line(item: Node) -> Splice:
    whole = item.source.text
    start, end = line_start(whole, item.start), end_of(item)
    if whole[start : item.start].strip() != "-":
        raise refusal(item)
    beside = whole[end : line_end(whole, end)]
    if beside.strip():
        dash = start + whole[start : item.start].index("-")
        return Splice(dash, end + len(beside) - len(beside.lstrip()), "")
    return Splice(start, next_line(whole, end), "")
