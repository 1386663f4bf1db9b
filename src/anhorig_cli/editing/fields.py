"""The fields of a part that is written already: given a new value, taken away, or put in where the format has them."""

from collections.abc import Sequence as Several

from anhorig_cli.editing.extent import end_of, own_pairs
from anhorig_cli.editing.lines import (
    after_comments,
    column,
    line_end,
    line_start,
    newline_near,
    next_line,
    previous_line,
)
from anhorig_cli.editing.refusal import refusal
from anhorig_cli.editing.style import pair_of
from anhorig_cli.editing.writer import Writer
from anhorig_cli.model.parts import PARTS
from anhorig_cli.model.plan_edit import Value, Word
from anhorig_cli.nodes import Mapping, Node, Scalar
from anhorig_cli.source import Splice

_Pair = tuple[Scalar, Node]


def set_field(
    node: Mapping, part: str, name: str, value: str | Word, writer: Writer, going: Several[str] = ()
) -> list[Splice]:
    """Give a field a value, in the place and the quotes of the one before; `going` are fields that are taken away."""
    pair = pair_of(node, part, name)
    if pair is None:
        return [new_field(node, part, name, value, writer, going)]
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
    """Return whether a pair's value is written somewhere else (`*name`)."""
    return pair[1].start < pair[0].end or pair[1].source is not pair[0].source


def new_field(node: Mapping, part: str, name: str, value: Value, writer: Writer, going: Several[str] = ()) -> Splice:
    """Put in a field after the one that goes before it in the format."""
    pairs = [pair for pair in own_pairs(node) if PARTS[part].name_of(pair[0].value) not in going]
    if not pairs:
        raise refusal(node)
    before = _before(pairs, part, name)
    if node.is_flow:
        end = pairs_end(before)
        return Splice.at(end, ", " + writer.flow_pair(part, name, value, None))
    text = node.source.text
    indent = column(text, pairs[0][0].start)
    lines = writer.pair(part, name, value, indent, None)
    return below(text, pairs_end(before), indent, lines)


def below(text: str, end: int, indent: int, lines: Several[str]) -> Splice:
    """Put in lines below the one on which something ends, and below the comments that belong to it."""
    newline = newline_near(text, end)
    return Splice.at(after_comments(text, end, indent), "".join(newline + line for line in lines))


def pairs_end(pair: _Pair) -> int:
    """Return where a pair's value ends.

    Raises:
        CannotWorkError: where it is an alias, which has no text of its own.
    """
    key, value = pair
    if is_alias(pair):
        raise refusal(key)
    return max(end_of(value), key.end)


def _before(pairs: Several[_Pair], part: str, name: str) -> _Pair:
    """Return the pair that a new field is to stand after: in the file the last of those before it in the format."""
    keys = PARTS[part]
    order = [term.name for term in keys.terms]
    place = order.index(name)
    earlier = [pair for pair in pairs if order.index(keys.name_of(pair[0].value) or name) < place]
    return (earlier or pairs)[-1]


def remove_field(node: Mapping, part: str, name: str) -> list[Splice]:
    """Take a field away, with its line; a comment that stands beside it stays."""
    pair = pair_of(node, part, name)
    if pair is None:
        return []
    pairs = own_pairs(node)
    index = next(i for i, one in enumerate(pairs) if one[0] is pair[0])
    end = pairs_end(pair)
    text = node.source.text
    if index == 0:
        if len(pairs) == 1 or text[end : pairs[1][0].start].strip(", \r\n"):
            raise refusal(pair[0])
        return [Splice(pair[0].start, pairs[1][0].start, "")]
    if node.is_flow:
        return [Splice(pairs_end(pairs[index - 1]), end, "")]
    start, stop = line_start(text, pair[0].start), next_line(text, end)
    if text[end : line_end(text, end)].strip():
        comment = line_end(text, end) - len(text[end : line_end(text, end)].lstrip())
        return [Splice(pair[0].start, comment, "")]
    if stop == len(text):  # the last line, which may have no break of its own
        start, stop = line_end(text, previous_line(text, start)), line_end(text, end)
    return [Splice(start, stop, "")]
