"""A change and the tree it is made in → the splices that make it."""

from dataclasses import dataclass, replace

from anhorig_cli.editing.extent import end_of
from anhorig_cli.editing.fields import below, remove_field, set_field
from anhorig_cli.editing.headings import add_section, broken, takes_headings
from anhorig_cli.editing.lines import column, line_end, line_start, newline_near
from anhorig_cli.editing.lists import add_item
from anhorig_cli.editing.refusal import refusal
from anhorig_cli.editing.style import style_of
from anhorig_cli.editing.writer import Writer
from anhorig_cli.model.parts import PARTS
from anhorig_cli.model.plan_edit import Addition, Entry, PlanEdit, Value
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
    lines = writer.block(more, indent, sibling if isinstance(sibling, Mapping) else None)
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
    lines = writer.block(entry, column(text, node.start), sibling if isinstance(sibling, Mapping) else None)
    return Splice(node.start, end_of(node), newline_near(text, node.start).join(lines).lstrip(" "))


@dataclass(frozen=True, slots=True)
class EditContext:
    """Where a change is made.

    Attributes:
        root: the whole plan's tree, off which the style is read.
        nodes: the nodes that the change's route passes, the last of them the part itself.
        language: the plan's language, for a file in which no key tells.
        has_body: whether the part is a Markdown file of its own.
    """

    root: Mapping
    nodes: list[Node]
    language: Language
    has_body: bool = False


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
    writer = Writer(style_of(context.root, node.source, context.language, may_spread=may_spread), near)
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
