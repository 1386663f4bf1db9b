"""A change and the tree it is made in → the splices that make it."""

import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, replace

from anhorig_cli.editing.parts import add_item, insert_below, remove_field, set_field
from anhorig_cli.editing.style import (
    column,
    end_of,
    in_quotes,
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


def scalar_to_mapping(node: Scalar, name: str, more: Entry, writer: Writer, sibling: Node | None) -> list[Splice]:
    """Return the splices that turn a scalar into a mapping: its field `name`, followed by those of `more`."""
    text = node.source.text
    key = writer.style.key_near(more.part, name, sibling, writer.near)
    written = text[node.start : node.end]
    if written.startswith("&"):
        raise refusal(node)
    if "\n" in written or "\r" in written:
        return [_rewritten(node, name, more, writer, sibling)]
    if not _is_block_item(node):  # in brackets
        pairs = "".join(
            ", " + writer.flow_pair(more.part, field, value, sibling) for field, value in more.fields.items()
        )
        return [Splice.at(node.start, f"{{{key}: "), Splice.at(node.end, pairs + "}")]
    indent = column(text, node.start)
    lines = writer.block(more, indent, sibling)
    return [Splice.at(node.start, f"{key}: "), insert_below(text, node.end, indent, lines)]


def _is_block_item(node: Scalar) -> bool:
    """Return whether a scalar is an item of a block list, not of one in brackets."""
    text = node.source.text
    return text[line_start(text, node.start) : node.start].strip() == "-"


def _rewritten(node: Scalar, name: str, more: Entry, writer: Writer, sibling: Node | None) -> Splice:
    """Return the splice that rewrites a text of several lines, which must be indented further below a key."""
    text = node.source.text
    if not _is_block_item(node) or "#" in text[node.start : line_end(text, node.start)]:
        raise refusal(node)
    entry = Entry(more.part, {name: node.value.strip(), **more.fields})
    lines = writer.block(entry, column(text, node.start), sibling)
    return Splice(node.start, end_of(node), newline_near(text, node.start).join(lines).lstrip(" "))


@dataclass(frozen=True, slots=True)
class EditContext:
    """The place in a plan where a change is made.

    Attributes:
        root: the tree of the whole plan, from which the style is inferred.
        nodes: the nodes along the change's route, the last one being the part itself.
        language: the plan's language, for a file whose keys do not show one.
        has_body: whether the part is a Markdown file of its own.
        read: parses a new item as the file will be parsed.
    """

    root: Mapping
    nodes: list[Node]
    language: Language
    has_body: bool = False
    read: Callable[[str], Node | None] | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """The splices that make a change in the part's file, and the change as written, with Markdown texts wrapped."""

    splices: list[Splice]
    change: PlanEdit


def edit(context: EditContext, change: PlanEdit, *, may_spread: bool = True) -> Edit:
    """Return the splices that make a change; a long text takes several lines only if `may_spread`.

    Raises:
        CannotWorkError: if the file is written in a way that cannot be changed safely.
    """
    node = context.nodes[-1]
    near = node if isinstance(node, Mapping) else next(n for n in reversed(context.nodes) if isinstance(n, Mapping))
    writer = Writer(style_of(context.root, node.source, context.language, may_spread=may_spread), near, context.read)
    if isinstance(node, Scalar):
        return Edit(_short_form_splices(context, change, node, writer), change)
    if not isinstance(node, Mapping):
        raise refusal(node)
    splices = _field_splices(change, node, writer)
    adds: list[Addition] = []
    for addition in change.adds:
        added = addition
        if context.has_body and takes_headings(node, addition.name):
            added = replace(addition, item=wrap_texts(addition.item, writer))
            splices.append(add_section(node, added, writer))
        else:
            splices += add_item(node, change.part, addition, writer)
        adds.append(added)
    return Edit(splices, replace(change, adds=tuple(adds)))


def _field_splices(change: PlanEdit, node: Mapping, writer: Writer) -> list[Splice]:
    """Return the splices that set and remove a part's own fields."""
    splices: list[Splice] = []
    order = _field_order(change.part)
    removed = [name for name, value in change.sets.items() if value is None]
    for name, value in sorted(change.sets.items(), key=lambda one: order.index(one[0])):
        if value is None:
            splices += remove_field(node, change.part, name)
        else:
            splices += set_field(node, change.part, name, value, writer, removed)
    return splices


def _short_form_splices(context: EditContext, change: PlanEdit, node: Scalar, writer: Writer) -> list[Splice]:
    """Return the splices for a part written as its title alone: it becomes a mapping, like its siblings."""
    more: dict[str, Value] = {name: value for name, value in change.sets.items() if value is not None}
    more |= {addition.name: (addition.item,) for addition in change.adds}
    lists = [node for node in reversed(context.nodes) if isinstance(node, Sequence)]
    sibling = next((item for item in lists[0].items if isinstance(item, Mapping)), None) if lists else None
    fields = {name: more[name] for name in sorted(more, key=_field_order(change.part).index)}
    return scalar_to_mapping(node, "title", Entry(change.part, fields), writer, sibling)


def _field_order(part: str) -> list[str]:
    return [term.name for term in PARTS[part].terms]


# Assessments in a subgoal's Markdown file: a heading with date and status, the comment, and lines like `Orsak: …`.


_LABELLED = ("cause", "action", "new_date")


def takes_headings(node: Mapping, name: str) -> bool:
    """Return whether a new assessment in a subgoal's own Markdown file becomes a heading.

    It does, unless the file has assessments among its fields and no headings with assessments.
    """
    return name == "assessments" and (pair_of(node, "subgoal", name) is None or bool(_sections(node)))


def _assessments(node: Mapping) -> list[Node]:
    keys = PARTS["subgoal"]
    listed = next((value for key, value in node.items if keys.name_of(key.value) == "assessments"), None)
    return listed.items if isinstance(listed, Sequence) else []


def _sections(node: Mapping) -> list[Node]:
    """Return the assessments written as headings, whose keys the parser has given no text of their own."""
    return [
        one
        for one in _assessments(node)
        if isinstance(one, Mapping) and all(key.end == key.start for key, _ in one.items)
    ]


def add_section(node: Mapping, addition: Addition, writer: Writer) -> Splice:
    """Return the splice that adds an assessment: below the one before it, else above the next one, else at the end."""
    text = node.source.text
    sections = _sections(node)
    later = _later_than(node, addition)
    before = [section for section in sections if later is None or section.start < later.start]
    sibling = before[-1] if before else next(iter(sections), None)
    lines = _section_lines(addition.item, writer, _has_gap(sibling))
    break_ = newline(text)
    if later is not None and not before:
        return Splice.at(later.start, "".join(line + break_ for line in [*lines, ""]))
    return _appended_below(text, text[: before[-1].end] if before else text, lines, break_)


def _later_than(node: Mapping, addition: Addition) -> Node | None:
    """Return the assessment that a new one goes directly before; None if the new one goes last."""
    if addition.position is None:
        return None
    return next(iter(_assessments(node)[addition.position :]), None)


def _appended_below(text: str, before: str, lines: list[str], break_: str) -> Splice:
    """Return the splice that adds an empty line and `lines` below the last line of `before`, a beginning of `text`."""
    end = line_end(text, len(before.rstrip()))
    return Splice.at(end, "".join(break_ + line for line in ["", *lines]))


def _has_gap(section: Node | None) -> bool:
    """Return whether an empty line follows the heading."""
    if section is None:
        return False
    text = section.source.text
    start = next_line(text, section.start)
    return start < len(text) and not text[start : line_end(text, start)].strip()


def _section_lines(item: Entry, writer: Writer, gap: bool) -> list[str]:
    language = writer.language()
    texts = {name: spelled(value, language) for name, value in item.fields.items() if isinstance(value, str | Word)}
    lines = [f"## {texts['date']} {texts['status']}", *([""] if gap else [])]
    lines += texts["comment"].split("\n") if "comment" in texts else []
    for name in _LABELLED:
        if name in texts:
            lines += (_label(name, writer) + texts[name]).split("\n")
    return lines


def _label(name: str, writer: Writer) -> str:
    key = PARTS["assessment"].term(name).spelled(writer.language())
    return key.replace("_", " ").capitalize() + ": "


def wrap_texts(item: Entry, writer: Writer) -> Entry:
    """Return an assessment with its texts wrapped to the file's width: the line breaks are kept in Markdown."""
    labels = {"comment": "", **{name: _label(name, writer) for name in ("cause", "action")}}
    return Entry(
        item.part,
        {
            name: _wrapped(value, len(labels[name]), writer.style.width)
            if name in labels and isinstance(value, str)
            else value
            for name, value in item.fields.items()
        },
    )


_BEGINS_MARKDOWN = re.compile(r"[-+*#>=|`~<:]|\d+[.)]")


def _wrapped(text: str, head: int, width: int) -> str:
    if "  " in text or "\n" in text or head + len(text) <= width:
        return text
    lines = textwrap.wrap(text, width, initial_indent=" " * head, break_long_words=False, break_on_hyphens=False)
    if any(_BEGINS_MARKDOWN.match(line) for line in lines[1:]):
        return text  # it would be read as a list or a heading in Markdown
    return "\n".join(lines).strip()


# Replacing a scalar in its own quotes, inserting a missing id, and removing a scalar from its list.


_PROPERTIES = re.compile(r"(?:[&!][^\s,\[\]{}]*\s+)*")
"""An anchor or a tag before a value."""


def replace_scalar(node: Node, text: str) -> Splice:
    """Return the splice that replaces the text of a scalar, on one line; a plain scalar gets quotes if it needs them.

    Raises:
        CannotWorkError: if the node is no scalar, or has no text of its own.
    """
    if not isinstance(node, Scalar) or node.end <= node.start:
        raise refusal(node)
    source_text = node.source.text
    if node.style in {"|", ">"}:
        start = next_line(source_text, node.start)
        start += len(source_text[start : node.end]) - len(source_text[start : node.end].lstrip())
        return Splice(start, end_of(node), text)
    found = _PROPERTIES.match(source_text, node.start, node.end)
    start = found.end() if found else node.start
    if node.style:
        return Splice(start, node.end, quoted(text, node.style))
    return Splice(start, node.end, _on_a_line(text))


def _on_a_line(text: str) -> str:
    return text if is_plain(text, in_flow=True) else quoted(text, '"')


def insert_id(node: Node, text: str) -> Splice:
    """Return the splice that inserts an id first in a mapping that has none.

    Raises:
        CannotWorkError: if none of its fields is written in the mapping itself.
    """
    if not isinstance(node, Mapping) or not own_pairs(node):
        raise refusal(node)
    first = own_pairs(node)[0][0]
    source_text = node.source.text
    written = f"{in_quotes('id', first.style)}: {_on_a_line(text)}"
    if node.is_flow:
        return Splice.at(first.start, f"{written}, ")
    indent = " " * column(source_text, first.start)
    return Splice.at(first.start, f"{written}{newline_near(source_text, first.start)}{indent}")


def remove_from_list(listed: Node, place: int) -> Splice:
    """Return the splice that removes a scalar from a list of several; a comment beside it stays.

    Raises:
        CannotWorkError: if it is written in a way that cannot be cut out.
    """
    if not isinstance(listed, Sequence) or not isinstance(listed.items[place], Scalar):
        raise refusal(listed)
    item = listed.items[place]
    if not _is_written_in(listed, item):
        raise refusal(item)
    return _remove_in_brackets(listed, place) if is_flow(listed) else _remove_line(item)


def _is_written_in(listed: Sequence, item: Node) -> bool:
    """Return whether an item is written in its list, and neither is an alias (`*name`) nor has one in the list."""
    is_here = item.source is listed.source and listed.start <= item.start < listed.end
    return is_here and sum(one is item for one in listed.items) == 1


def _remove_in_brackets(listed: Sequence, place: int) -> Splice:
    item, beside = listed.items[place], listed.items[place - 1 if place else 1]
    before, after = (beside, item) if place else (item, beside)
    if not _is_written_in(listed, beside) or "#" in item.source.text[end_of(before) : after.start]:  # a comment
        raise refusal(item)
    return Splice(end_of(before), end_of(item), "") if place else Splice(item.start, after.start, "")


def _remove_line(item: Node) -> Splice:
    source_text = item.source.text
    start, end = line_start(source_text, item.start), end_of(item)
    if source_text[start : item.start].strip() != "-":
        raise refusal(item)
    beside = source_text[end : line_end(source_text, end)]
    if beside.strip():
        dash = start + source_text[start : item.start].index("-")
        return Splice(dash, end + len(beside) - len(beside.lstrip()), "")
    return Splice(start, next_line(source_text, end), "")
