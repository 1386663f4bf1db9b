"""A part written as one scalar, `- Ring alla`, that is to say more: it becomes `titel: Ring alla` and new lines."""

from anhorig_cli.editing.fields import below
from anhorig_cli.editing.lines import column, line_start
from anhorig_cli.editing.refusal import refusal
from anhorig_cli.editing.writer import Writer
from anhorig_cli.model.plan_edit import Entry
from anhorig_cli.nodes import Mapping, Node, Scalar
from anhorig_cli.splice import Splice


def written_out(node: Scalar, name: str, more: Entry, writer: Writer, sibling: Node | None) -> list[Splice]:
    """Write a scalar out as a mapping in which it is the field `name`, followed by more fields."""
    text = node.source.text
    key = writer.style.key_near(more.part, name, sibling, writer.near)
    if "\n" in text[node.start : node.end] or "\r" in text[node.start : node.end] or text[node.start] == "&":
        raise refusal(node)
    if text[line_start(text, node.start) : node.start].strip() != "-":  # in brackets
        pairs = "".join(
            ", " + writer.flow_pair(more.part, field, value, sibling) for field, value in more.fields.items()
        )
        return [Splice.at(node.start, f"{{{key}: "), Splice.at(node.end, pairs + "}")]
    indent = column(text, node.start)
    lines = writer.block(more, indent, sibling if isinstance(sibling, Mapping) else None)
    return [Splice.at(node.start, f"{key}: "), below(text, node.end, indent, lines)]
