"""The lists of a part: one more item, in the place and the form of those that are there."""

from collections.abc import Sequence as Several

from anhorig_cli.editing.extent import end_of, is_flow
from anhorig_cli.editing.fields import below, is_alias, new_field, set_field
from anhorig_cli.editing.lines import (
    before_comments,
    column,
    indentation,
    is_blank,
    line_end,
    line_start,
    newline_near,
    previous_line,
)
from anhorig_cli.editing.refusal import refusal
from anhorig_cli.editing.style import pair_of
from anhorig_cli.editing.writer import Writer, short_form
from anhorig_cli.model.plan_edit import Addition, Entry
from anhorig_cli.nodes import Mapping, Node, Scalar, Sequence, is_absent
from anhorig_cli.source import Splice


def add_item(node: Mapping, part: str, addition: Addition, writer: Writer) -> list[Splice]:
    """Add an item to one of a part's lists, and the list where there is none."""
    pair = pair_of(node, part, addition.name)
    if addition.text is not None and not _is_filled(pair):
        return _first_texts(node, part, addition.name, addition.text, writer)
    if pair is None:
        return [new_field(node, part, addition.name, addition.items, writer)]
    key, listed = pair
    if is_alias(pair):
        raise refusal(key)
    if isinstance(listed, Sequence) and listed.items:
        return insert(listed, addition, writer)
    if isinstance(listed, Mapping) or not (isinstance(listed, Sequence) or is_absent(listed)):
        raise refusal(key)
    sibling = next(iter(_elsewhere(part, addition.name, writer)), None)
    return _fill(node, key, listed, addition.items, writer, sibling)


def _is_filled(pair: tuple[Scalar, Node] | None) -> bool:
    return pair is not None and isinstance(pair[1], Sequence) and bool(pair[1].items)


def _first_texts(node: Mapping, part: str, name: str, text: str, writer: Writer) -> list[Splice]:
    """Put a text where there is none, or beside the one that stands there without a list."""
    pair = pair_of(node, part, name)
    if pair is None:
        return [new_field(node, part, name, text, writer)]
    key, old = pair
    if is_alias(pair) or not isinstance(old, Scalar) or "\n" in old.source.text[old.start : old.end]:
        raise refusal(key)
    if is_absent(old):
        return set_field(node, part, name, text, writer)
    return [Splice(old.start, end_of(old), writer.flow_texts([old.value, text]))]


def _elsewhere(part: str, name: str, writer: Writer) -> list[Node]:
    """Return the last item of each list of the same name."""
    return [node.items[-1] for node in writer.style.others(part, name) if isinstance(node, Sequence) and node.items]


def _fill(
    node: Mapping, key: Scalar, listed: Node, items: Several[Entry], writer: Writer, sibling: Node | None
) -> list[Splice]:
    """Put the first items into a list that is empty: `[]`, or nothing after its key."""
    in_braces = ", ".join(writer.flow(item, sibling) for item in items)
    text = node.source.text
    if isinstance(listed, Sequence) and (node.is_flow or text[listed.start + 1 : listed.end - 1].strip()):
        return [Splice.at(listed.end - 1, in_braces)]  # in braces, or with a comment in the brackets
    if node.is_flow:
        return [Splice(key.end + 1, max(listed.end, key.end + 1), f" [{in_braces}]")]
    indent = column(text, key.start)
    dash = indent + writer.style.dash
    lines = [line for item in items for line in writer.item(item, dash, sibling)]
    colon = key.end + 1
    end = max(listed.end, colon)
    return [Splice(colon, end, ""), below(text, end, indent, lines)]


def insert(listed: Sequence, addition: Addition, writer: Writer) -> list[Splice]:
    """Put an item in among others."""
    count = len(listed.items)
    position = count if addition.position is None else addition.position
    beside = listed.items[max(position - 1, 0)]
    if not listed.start <= beside.start <= listed.end or any(item is beside for item in listed.items[:position][:-1]):
        raise refusal(listed)  # an alias: the item is written somewhere else
    if is_flow(listed):
        return _insert_in_flow(listed, addition.items, position, writer)
    return [_insert_in_block(listed, addition.items, position, writer)]


def _insert_in_block(listed: Sequence, items: Several[Entry], position: int, writer: Writer) -> Splice:
    beside = listed.items[max(position - 1, 0)]
    text = beside.source.text
    dash = _dash(listed, beside) if position else _dash_before(beside)
    apart = [""] if stand_apart(listed) else []
    written = [writer.item(item, dash, beside) for item in items]
    if position:
        return below(text, end_of(beside), dash, [line for lines in written for line in [*apart, *lines]])
    start = before_comments(text, line_start(text, beside.start), dash)
    newline = newline_near(text, start)
    return Splice.at(start, "".join(line + newline for lines in written for line in [*lines, *apart]))


def _dash(listed: Sequence, item: Node) -> int:
    """Return the column of an item's dash: that of the list's first one, which may stand on a line of its own."""
    text = listed.source.text
    is_here = listed.source is item.source and text.startswith("-", listed.start)
    return column(text, listed.start) if is_here else _dash_before(item)


def _dash_before(item: Node) -> int:
    """Return the column of an item's dash, which stands on the item's line."""
    text = item.source.text
    start = line_start(text, item.start)
    before = text[start : item.start]
    if before.strip() != "-":
        raise refusal(item)
    return before.index("-")


def stand_apart(listed: Sequence) -> bool:
    """Return whether there is an empty line between the last two items."""
    if len(listed.items) < 2 or listed.items[-2].source is not listed.items[-1].source:  # noqa: PLR2004 - a pair
        return False
    text = listed.items[-1].source.text
    start = before_comments(text, line_start(text, listed.items[-1].start), 0)
    return start > 0 and is_blank(text, previous_line(text, start))


def _insert_in_flow(listed: Sequence, items: Several[Entry], position: int, writer: Writer) -> list[Splice]:
    text = listed.source.text
    beside = listed.items[max(position - 1, 0)]
    new = [_flow_item(item, beside, writer) for item in items]
    written = ", ".join(new)
    if not position:
        return [Splice.at(beside.start, written + ", ")]
    end = end_of(beside)
    start = line_start(text, beside.start)
    if start <= listed.start:  # it stands on the bracket's own line
        return [Splice.at(end, ", " + written)]
    indent = text[start : start + indentation(text, start)]
    written = ("," + newline_near(text, end) + indent).join(new)
    following = text[end : listed.end].lstrip(" ")
    stop = line_end(text, end)
    if position < len(listed.items) or stop >= listed.end:
        return [Splice.at(end, "," + newline_near(text, end) + indent + written)]
    line = newline_near(text, end) + indent + written
    if following.startswith(","):
        return [Splice.at(stop, line + ",")]
    return [Splice.at(end, ","), Splice.at(stop, line)]


def _flow_item(item: Entry, beside: Node, writer: Writer) -> str:
    text = short_form(item)
    if isinstance(beside, Scalar) and text is not None:
        return writer.scalar(text, beside, in_flow=True)
    return writer.flow(item, beside)
