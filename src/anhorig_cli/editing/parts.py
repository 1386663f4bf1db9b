"""Splices that set a part's fields and add to its lists, and the text of a new part's file."""

from collections.abc import Sequence as Several

from anhorig_cli.editing.style import (
    after_comments,
    before_comments,
    column,
    end_of,
    indentation,
    is_blank,
    is_flow,
    line_end,
    line_start,
    newline,
    newline_near,
    next_line,
    own_pairs,
    pair_of,
    previous_line,
    refusal,
    style_of,
)
from anhorig_cli.editing.writer import ListItems, Writer, entries_in
from anhorig_cli.model.parts import PARTS
from anhorig_cli.model.plan_edit import Addition, Entry, Value, Word
from anhorig_cli.nodes import Mapping, Node, Scalar, Sequence, is_absent
from anhorig_cli.source import Splice
from anhorig_cli.vocabulary import Language

_Pair = tuple[Scalar, Node]


def set_field(
    node: Mapping, part: str, name: str, value: str | Word, writer: Writer, dropped: Several[str] = ()
) -> list[Splice]:
    """Return the splices that set a field, in the place and quotes of its old value; `dropped` fields are removed."""
    pair = pair_of(node, part, name)
    if pair is None:
        return [new_field(node, part, name, value, writer, dropped)]
    key, old = pair
    text = node.source.text
    if not isinstance(old, Scalar) or is_alias(pair) or text[old.start : old.start + 1] in {"&", "!"}:
        raise refusal(key)
    end = end_of(old)
    is_empty = end <= old.start
    lines = [writer.scalar(value, old, in_flow=node.is_flow)]
    if not (node.is_flow or text[end : line_end(text, end)].strip()):
        start = column(text, key.end) + len(": ") if is_empty else column(text, old.start)
        lines = writer.scalar_lines(value, old, column(text, key.start), start)
    written = newline_near(text, key.start).join(lines)
    return [Splice(old.start, end, " " + written if is_empty else written)]


def is_alias(pair: _Pair) -> bool:
    """Return whether a pair's value is an alias (`*name`), which is written somewhere else."""
    return pair[1].start < pair[0].end or pair[1].source is not pair[0].source


def new_field(node: Mapping, part: str, name: str, value: Value, writer: Writer, dropped: Several[str] = ()) -> Splice:
    """Return the splice that inserts a field after the one that precedes it in the format."""
    pairs = [pair for pair in own_pairs(node) if PARTS[part].name_of(pair[0].value) not in dropped]
    if not pairs:
        raise refusal(node)
    before = _preceding_pair(pairs, part, name)
    if node.is_flow:
        end = end_of_pair(before)
        return Splice.at(end, ", " + writer.flow_pair(part, name, value, None))
    text = node.source.text
    indent = column(text, pairs[0][0].start)
    lines = writer.pair(part, name, value, indent, None)
    return insert_below(text, end_of_pair(before), indent, lines)


def insert_below(text: str, end: int, indent: int, lines: Several[str]) -> Splice:
    """Return the splice that inserts lines below the line on which a node ends, and the comments that belong to it."""
    newline = newline_near(text, end)
    return Splice.at(after_comments(text, end, indent), "".join(newline + line for line in lines))


def end_of_pair(pair: _Pair) -> int:
    """Return where a pair's value ends.

    Raises:
        CannotWorkError: if it is an alias, which has no text of its own.
    """
    key, value = pair
    if is_alias(pair):
        raise refusal(key)
    return max(end_of(value), key.end)


def _preceding_pair(pairs: Several[_Pair], part: str, name: str) -> _Pair:
    """Return the pair that a new field follows: the last in the file of those that precede it in the format."""
    keys = PARTS[part]
    order = [term.name for term in keys.terms]
    place = order.index(name)
    earlier = [pair for pair in pairs if order.index(keys.name_of(pair[0].value) or name) < place]
    return (earlier or pairs)[-1]


def remove_field(node: Mapping, part: str, name: str) -> list[Splice]:
    """Return the splices that remove a field and its line; a comment on that line stays."""
    pair = pair_of(node, part, name)
    if pair is None:
        return []
    pairs = own_pairs(node)
    index = next(i for i, one in enumerate(pairs) if one[0] is pair[0])
    end = end_of_pair(pair)
    text = node.source.text
    if index == 0:
        if len(pairs) == 1 or text[end : pairs[1][0].start].strip(", \r\n"):
            raise refusal(pair[0])
        return [Splice(pair[0].start, pairs[1][0].start, "")]
    if node.is_flow:
        return [Splice(end_of_pair(pairs[index - 1]), end, "")]
    start, stop = line_start(text, pair[0].start), next_line(text, end)
    if text[end : line_end(text, end)].strip():
        comment = line_end(text, end) - len(text[end : line_end(text, end)].lstrip())
        return [Splice(pair[0].start, comment, "")]
    if stop == len(text):  # the last line, which may have no break of its own
        start, stop = line_end(text, previous_line(text, start)), line_end(text, end)
    return [Splice(start, stop, "")]


# A part's lists: a new item takes the place and the form that the other items show.


def add_item(node: Mapping, part: str, addition: Addition, writer: Writer) -> list[Splice]:
    """Return the splices that add an item to one of a part's lists, or the list itself if it is missing."""
    name, text = addition.name, addition.text
    pair = pair_of(node, part, name)
    if pair is None:
        return [new_field(node, part, name, addition.items if text is None else text, writer)]
    key, listed = pair
    if is_alias(pair):
        raise refusal(key)
    if isinstance(listed, Sequence) and listed.items:
        return insert(listed, addition, writer)
    if text is not None:
        return _add_text(node, part, name, text, writer, pair)
    if not isinstance(listed, Sequence) and not is_absent(listed):
        raise refusal(key)
    return _fill_list(
        node, pair, ListItems(addition.items, addition.turns), writer, _item_elsewhere(part, name, writer)
    )


def _add_text(node: Mapping, part: str, name: str, text: str, writer: Writer, pair: _Pair) -> list[Splice]:
    """Return the splices that write a field's first text, or turn its only text and the new one into a list."""
    key, old = pair
    if not isinstance(old, Scalar) or "\n" in old.source.text[old.start : old.end]:
        raise refusal(key)
    if is_absent(old):
        return set_field(node, part, name, text, writer)
    return [Splice(old.start, end_of(old), writer.flow_texts([old.value, text]))]


def _item_elsewhere(part: str, name: str, writer: Writer) -> Node | None:
    """Return the last item of another list of the same name; None if there is none."""
    others = (one for one in writer.style.others(part, name) if isinstance(one, Sequence) and one.items)
    return next((one.items[-1] for one in others), None)


def _fill_list(node: Mapping, pair: _Pair, items: ListItems, writer: Writer, sibling: Node | None) -> list[Splice]:
    """Return the splices that write the first items of an empty list: `[]`, or nothing after its key."""
    key, listed = pair
    flow_items = ", ".join(writer.flow_items(items, sibling))
    text = node.source.text
    if isinstance(listed, Sequence) and (node.is_flow or text[listed.start + 1 : listed.end - 1].strip()):
        return [Splice.at(listed.end - 1, flow_items)]  # in braces, or with a comment in the brackets
    if node.is_flow:
        return [Splice(key.end + 1, max(listed.end, key.end + 1), f" [{flow_items}]")]
    indent = column(text, key.start)
    dash = indent + writer.style.dash
    lines = [line for written in writer.items(items, dash, sibling) for line in written]
    colon = key.end + 1
    end = max(listed.end, colon)
    return [Splice(colon, end, ""), insert_below(text, end, indent, lines)]


def insert(listed: Sequence, addition: Addition, writer: Writer) -> list[Splice]:
    """Return the splices that insert new items among those of a list."""
    count = len(listed.items)
    position = count if addition.position is None else addition.position
    beside = listed.items[max(position - 1, 0)]
    if not listed.start <= beside.start <= listed.end or any(item is beside for item in listed.items[:position][:-1]):
        raise refusal(listed)  # an alias: the item is written somewhere else
    new = ListItems(addition.items, addition.turns, has_before=bool(position))
    if is_flow(listed):
        return _insert_in_flow(listed, new, beside, position, writer)
    return [_insert_in_block(listed, new, beside, writer)]


def _insert_in_block(listed: Sequence, new: ListItems, beside: Node, writer: Writer) -> Splice:
    text = beside.source.text
    dash = _dash_column(listed, beside)
    apart = [""] if have_blank_line_between(listed) else []
    written = writer.items(new, dash, beside)
    if new.has_before:
        return insert_below(text, end_of(beside), dash, [line for lines in written for line in [*apart, *lines]])
    first = listed.start if listed.source is beside.source else beside.start
    start = before_comments(text, line_start(text, first), dash)
    newline = newline_near(text, start)
    return Splice.at(start, "".join(line + newline for lines in written for line in [*lines, *apart]))


def _dash_column(listed: Sequence, item: Node) -> int:
    """Return the column of an item's dash: that of the list's first dash, which may be on a line of its own."""
    text = listed.source.text
    is_here = listed.source is item.source and text.startswith("-", listed.start)
    return column(text, listed.start) if is_here else _dash_on_line(item)


def _dash_on_line(item: Node) -> int:
    """Return the column of an item's dash, which must be on the item's line."""
    text = item.source.text
    start = line_start(text, item.start)
    before = text[start : item.start]
    if before.strip() != "-":
        raise refusal(item)
    return before.index("-")


def have_blank_line_between(listed: Sequence) -> bool:
    """Return whether there is an empty line between a list's last two items."""
    if len(listed.items) < 2 or listed.items[-2].source is not listed.items[-1].source:  # noqa: PLR2004 - a pair
        return False
    return _has_gap_above(listed.items[-1])


def _has_gap_above(node: Node) -> bool:
    """Return whether there is an empty line above a node, or above the comments directly above it."""
    text = node.source.text
    start = before_comments(text, line_start(text, node.start), 0)
    return start > 0 and is_blank(text, previous_line(text, start))


def _insert_in_flow(listed: Sequence, new: ListItems, beside: Node, position: int, writer: Writer) -> list[Splice]:
    text = listed.source.text
    items = writer.flow_items(new, beside)
    written = ", ".join(items)
    if not position:
        return [Splice.at(beside.start, written + ", ")]
    end = end_of(beside)
    start = line_start(text, beside.start)
    if start <= listed.start:  # the item is on the same line as the bracket
        return [Splice.at(end, ", " + written)]
    indent = text[start : start + indentation(text, start)]
    written = ("," + newline_near(text, end) + indent).join(items)
    following = text[end : listed.end].lstrip(" ")
    stop = line_end(text, end)
    line = newline_near(text, end) + indent + written
    if position < len(listed.items) or stop >= listed.end:
        return [Splice.at(end, "," + line)]
    if following.startswith(","):
        return [Splice.at(stop, line + ",")]
    return [Splice.at(end, ","), Splice.at(stop, line)]


# New files: a part of a folder plan in the form of its siblings, and a plan in the form of an earlier one.


def part_text(
    entry: Entry, root: Mapping, beside: Mapping, language: Language, *, is_markdown: bool, may_spread: bool = True
) -> str:
    """Return a new part file's text, in the form of the part `beside` it; in Markdown the description is the body."""
    source = beside.source
    writer = Writer(style_of(root, source, language, may_spread=may_spread), beside)
    body = entry.fields.get("description") if is_markdown else None
    fields = {name: value for name, value in entry.fields.items() if not is_markdown or name != "description"}
    lines = writer.block(Entry(entry.part, fields), 0, beside)
    if is_markdown:
        lines = ["---", *lines, "---", *([body] if isinstance(body, str) else [])]
    break_ = newline(source.text)
    return "".join(line.replace("\n", break_) + break_ for line in lines)


def plan_lines(entry: Entry, like: Mapping, writer: Writer) -> list[str]:
    """Return the lines of a plan's fields, with empty lines above the fields where the plan `like` has them."""
    lines: list[str] = []
    for name, value in entry.fields.items():
        pair = pair_of(like, "plan", name)
        if lines and pair is not None and _has_gap_above(pair[0]):
            lines.append("")
        lines += _field_lines(name, value, like, writer)
    return lines


def _field_lines(name: str, value: Value, like: Mapping, writer: Writer) -> list[str]:
    pair = pair_of(like, "plan", name)
    listed = pair[1] if pair else None
    items = entries_in(value)
    if not items or not isinstance(listed, Sequence) or not listed.items or not have_blank_line_between(listed):
        return writer.pair("plan", name, value, 0, like)
    lines = [writer.style.key_near("plan", name, like) + ":"]
    for number, item in enumerate(items):
        lines += [""] if number else []
        lines += writer.item(item, writer.style.dash, listed.items[-1])
    return lines
