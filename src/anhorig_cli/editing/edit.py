"""A change and the tree it is made in → the splices that make it."""

import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, replace

from anhorig_cli.editing.parts import add_item, below, remove_field, set_field
from anhorig_cli.editing.style import (
    column,
    end_of,
    is_flow,
    line_end,
    line_start,
    newline,
    newline_near,
    next_line,
    own_pairs,
    pair_of,
    refusal,
    spelled,
    style_of,
)
from anhorig_cli.editing.writer import Writer, is_plain, quoted
from anhorig_cli.model.parts import PARTS
from anhorig_cli.model.plan_edit import Addition, Entry, PlanEdit, Value, Word
from anhorig_cli.nodes import Mapping, Node, Scalar, Sequence
from anhorig_cli.source import Splice
from anhorig_cli.vocabulary import Language


def written_out(node: Scalar, name: str, more: Entry, writer: Writer, sibling: Node | None) -> list[Splice]:
    """Write a scalar out as a mapping in which it is the field `name`, followed by more fields."""
    text = node.source.text
    key = writer.style.key_near(more.part, name, sibling, writer.near)
    written = text[node.start : node.end]
    if written.startswith("&"):
        raise refusal(node)
    if "\n" in written or "\r" in written:
        return [_written_anew(node, name, more, writer, sibling)]
    if not _stands_after_dash(node):  # in brackets
        pairs = "".join(
            ", " + writer.flow_pair(more.part, field, value, sibling) for field, value in more.fields.items()
        )
        return [Splice.at(node.start, f"{{{key}: "), Splice.at(node.end, pairs + "}")]
    indent = column(text, node.start)
    lines = writer.block(more, indent, sibling)
    return [Splice.at(node.start, f"{key}: "), below(text, node.end, indent, lines)]


def _stands_after_dash(node: Scalar) -> bool:
    """Return whether a scalar is an item of a list in lines, and not in brackets."""
    text = node.source.text
    return text[line_start(text, node.start) : node.start].strip() == "-"


def _written_anew(node: Scalar, name: str, more: Entry, writer: Writer, sibling: Node | None) -> Splice:
    """Write a text of several lines anew, since those after the first would have to stand further in below a key."""
    text = node.source.text
    if not _stands_after_dash(node) or "#" in text[node.start : line_end(text, node.start)]:
        raise refusal(node)
    entry = Entry(more.part, {name: node.value.strip(), **more.fields})
    lines = writer.block(entry, column(text, node.start), sibling)
    return Splice(node.start, end_of(node), newline_near(text, node.start).join(lines).lstrip(" "))


@dataclass(frozen=True, slots=True)
class EditContext:
    """Where a change is made.

    Attributes:
        root: the whole plan's tree, off which the style is read.
        nodes: the nodes that the change's route passes, the last of them the part itself.
        language: the plan's language, for a file in which no key tells.
        has_body: whether the part is a Markdown file of its own.
        read: reads what is written as the file will be read.
    """

    root: Mapping
    nodes: list[Node]
    language: Language
    has_body: bool = False
    read: Callable[[str], Node | None] | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """The splices that make a change in the part's file, and the change as it was written: lines of Markdown broken."""

    splices: list[Splice]
    change: PlanEdit


def edit(context: EditContext, change: PlanEdit, *, may_spread: bool = True) -> Edit:
    """Return how a change is made; long texts take several lines, unless they may not.

    Raises:
        CannotWorkError: where the file is written in a way that cannot be changed safely.
    """
    node = context.nodes[-1]
    near = node if isinstance(node, Mapping) else next(n for n in reversed(context.nodes) if isinstance(n, Mapping))
    writer = Writer(style_of(context.root, node.source, context.language, may_spread=may_spread), near, context.read)
    if isinstance(node, Scalar):
        return Edit(_of_short_form(context, change, node, writer), change)
    if not isinstance(node, Mapping):
        raise refusal(node)
    splices = _of_fields(change, node, writer)
    adds: list[Addition] = []
    for addition in change.adds:
        added = addition
        if context.has_body and takes_headings(node, addition.name):
            added = replace(addition, item=broken(addition.item, writer))
            splices.append(add_section(node, added, writer))
        else:
            splices += add_item(node, change.part, addition, writer)
        adds.append(added)
    return Edit(splices, replace(change, adds=tuple(adds)))


def _of_fields(change: PlanEdit, node: Mapping, writer: Writer) -> list[Splice]:
    """Return the splices that set and remove a part's own fields."""
    splices: list[Splice] = []
    order = _order_of(change.part)
    going = [name for name, value in change.sets.items() if value is None]
    for name, value in sorted(change.sets.items(), key=lambda one: order.index(one[0])):
        if value is None:
            splices += remove_field(node, change.part, name)
        else:
            splices += set_field(node, change.part, name, value, writer, going)
    return splices


def _of_short_form(context: EditContext, change: PlanEdit, node: Scalar, writer: Writer) -> list[Splice]:
    """Return the splices for a part that is written as its title alone: it becomes a mapping, as its kin are."""
    more: dict[str, Value] = {name: value for name, value in change.sets.items() if value is not None}
    more |= {addition.name: (addition.item,) for addition in change.adds}
    lists = [node for node in reversed(context.nodes) if isinstance(node, Sequence)]
    sibling = next((item for item in lists[0].items if isinstance(item, Mapping)), None) if lists else None
    fields = {name: more[name] for name in sorted(more, key=_order_of(change.part).index)}
    return written_out(node, "title", Entry(change.part, fields), writer, sibling)


def _order_of(part: str) -> list[str]:
    return [term.name for term in PARTS[part].terms]


# Assessments in a subgoal's Markdown file: a heading with date and status, the comment, and lines like `Orsak: …`.


_NAMED = ("cause", "action", "new_date")


def takes_headings(node: Mapping, name: str) -> bool:
    """Return whether a new assessment in a subgoal's own Markdown file is to be a heading.

    So it is unless assessments are listed among the fields, and nowhere else.
    """
    return name == "assessments" and (pair_of(node, "subgoal", name) is None or bool(_sections(node)))


def _assessments(node: Mapping) -> list[Node]:
    keys = PARTS["subgoal"]
    listed = next((value for key, value in node.items if keys.name_of(key.value) == "assessments"), None)
    return listed.items if isinstance(listed, Sequence) else []


def _sections(node: Mapping) -> list[Node]:
    """Return the assessments that stand as headings, which the parser has given keys without any text."""
    return [
        one
        for one in _assessments(node)
        if isinstance(one, Mapping) and all(key.end == key.start for key, _ in one.items)
    ]


def add_section(node: Mapping, addition: Addition, writer: Writer) -> Splice:
    """Add an assessment: below the last one, at the end of the file where there is none, or above a later one."""
    text = node.source.text
    sections = _sections(node)
    later = _later_than(node, addition)
    before = [section for section in sections if later is None or section.start < later.start]
    sibling = before[-1] if before else next(iter(sections), None)
    lines = _lines(addition.item, writer, _has_gap(sibling))
    break_ = newline(text)
    if later is not None and not before:
        return Splice.at(later.start, "".join(line + break_ for line in [*lines, ""]))
    return _below(text, text[: before[-1].end] if before else text, lines, break_)


def _later_than(node: Mapping, addition: Addition) -> Node | None:
    """Return the assessment that is to stand after a new one; None where the new one is the last."""
    if addition.position is None:
        return None
    return next(iter(_assessments(node)[addition.position :]), None)


def _below(text: str, before: str, lines: list[str], break_: str) -> Splice:
    """Return the splice that adds lines, after an empty one, below the last line of a part of a text."""
    end = line_end(text, len(before.rstrip()))
    return Splice.at(end, "".join(break_ + line for line in ["", *lines]))


def _has_gap(section: Node | None) -> bool:
    """Return whether an empty line follows the heading."""
    if section is None:
        return False
    text = section.source.text
    start = next_line(text, section.start)
    return start < len(text) and not text[start : line_end(text, start)].strip()


def _lines(item: Entry, writer: Writer, gap: bool) -> list[str]:
    language = writer.language()
    texts = {name: spelled(value, language) for name, value in item.fields.items() if isinstance(value, str | Word)}
    lines = [f"## {texts['date']} {texts['status']}", *([""] if gap else [])]
    lines += texts["comment"].split("\n") if "comment" in texts else []
    for name in _NAMED:
        if name in texts:
            lines += (_head(name, writer) + texts[name]).split("\n")
    return lines


def _head(name: str, writer: Writer) -> str:
    key = PARTS["assessment"].term(name).spelled(writer.language())
    return key.replace("_", " ").capitalize() + ": "


def broken(item: Entry, writer: Writer) -> Entry:
    """Return an assessment with its texts broken into lines as the file's are: Markdown keeps them."""
    heads = {"comment": "", **{name: _head(name, writer) for name in ("cause", "action")}}
    return Entry(
        item.part,
        {
            name: _broken(value, len(heads[name]), writer.style.width)
            if name in heads and isinstance(value, str)
            else value
            for name, value in item.fields.items()
        },
    )


_BEGINS_MARKDOWN = re.compile(r"[-+*#>=|`~<:]|\d+[.)]")


def _broken(text: str, head: int, width: int) -> str:
    if "  " in text or "\n" in text or head + len(text) <= width:
        return text
    lines = textwrap.wrap(text, width, initial_indent=" " * head, break_long_words=False, break_on_hyphens=False)
    if any(_BEGINS_MARKDOWN.match(line) for line in lines[1:]):
        return text  # a list or a heading to whoever reads it as Markdown
    return "\n".join(lines).strip()


# One text in the place of another, in the same quotes; an id where none is written; a text gone from its list.


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
    if not isinstance(node, Mapping) or not own_pairs(node):
        raise refusal(node)
    first = own_pairs(node)[0][0]
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
    if not _is_written_in(listed, item):
        raise refusal(item)
    return _out_of_brackets(listed, place) if is_flow(listed) else _off_its_line(item)


def _is_written_in(listed: Sequence, item: Node) -> bool:
    """Return whether an item is written in its list, and no alias (`*name`) is or stands for it there."""
    is_here = item.source is listed.source and listed.start <= item.start < listed.end
    return is_here and sum(one is item for one in listed.items) == 1


def _out_of_brackets(listed: Sequence, place: int) -> Splice:
    item, beside = listed.items[place], listed.items[place - 1 if place else 1]
    before, after = (beside, item) if place else (item, beside)
    if not _is_written_in(listed, beside) or "#" in item.source.text[end_of(before) : after.start]:  # a comment
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
