"""How far a node reaches: the parser's end of a block stands at the next thing, after comments and blank lines."""

from anhorig_cli.editing.refusal import refusal
from anhorig_cli.nodes import Mapping, Node, Scalar, Sequence


def is_flow(node: Node) -> bool:
    """Return whether a mapping or list is written in braces or brackets."""
    if isinstance(node, Mapping):
        return node.is_flow
    return isinstance(node, Sequence) and node.source.text[node.start : node.start + 1] == "["


def own_pairs(node: Mapping) -> list[tuple[Scalar, Node]]:
    """Return the pairs that are written in the mapping itself, with their keys."""
    return [(key, value) for key, value in node.items if key.end > key.start and key.source is node.source]


def end_of(node: Node) -> int:
    """Return where the text of a node ends, without what follows it.

    Raises:
        CannotWorkError: where it ends with an alias (`*name`), which has no text of its own.
    """
    if isinstance(node, Scalar):
        return _end_of_scalar(node)
    if is_flow(node):
        return node.end
    last: Node | None = None
    if isinstance(node, Sequence):
        last = node.items[-1] if node.items else None
    elif pairs := own_pairs(node):
        last = pairs[-1][1]
    if last is None:
        return node.start
    if last.source is not node.source or not node.start <= last.start <= node.end:
        raise refusal(node)
    return end_of(last)


def _end_of_scalar(node: Scalar) -> int:
    if node.style not in {"|", ">"}:
        return node.end
    return node.start + len(node.source.text[node.start : node.end].rstrip())
