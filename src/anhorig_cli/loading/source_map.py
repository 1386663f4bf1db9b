"""From a route in the plan to a place in a file."""

import re
from collections.abc import Iterable

from anhorig_cli.loading.shapes import Shape, shape_of
from anhorig_cli.model.part import Part
from anhorig_cli.nodes import Mapping, Node, Scalar, Sequence
from anhorig_cli.source import Location, Step, Where


def nodes_on(root: Node, model: type[Part], route: Iterable[Step]) -> list[Node]:
    """Return the nodes that a route passes, the root first; steps that no file contains are passed over.

    So the nearest thing that is written answers for what is missing, and a short form for what it stands for.
    """
    return [value for _, value in _walk(root, model, route)]


def part_on(model: type[Part], route: Iterable[Step]) -> type[Part]:
    """Return the part that a route in the plan ends in."""
    for step in route:
        field = shape_of(model).fields.get(step) if isinstance(step, str) else None
        model = field.model if field and field.model else model
    return model


def locate(root: Node, model: type[Part], where: Where) -> Location:
    """Return the place in a file of a place in the plan."""
    key, value = _walk(root, model, where.route)[-1]
    node = key if where.at == "key" and key is not None else value
    return node.source.location(_start(node, where.words))


def _start(node: Node, words: str) -> int:
    """Return where in a text some words begin, with whatever line breaks between them.

    What is written in another way than it reads, as with escapes, is found where the text begins.
    """
    if words and isinstance(node, Scalar):
        pattern = r"\s+".join(re.escape(word) for word in words.split())
        if found := re.compile(rf"(?<!\w){pattern}").search(node.source.text, node.start, node.end):
            return found.start()
    return node.start


def _walk(root: Node, model: type[Part], route: Iterable[Step]) -> list[tuple[Scalar | None, Node]]:
    passed: list[tuple[Scalar | None, Node]] = [(None, root)]
    node: Node = root
    shape: Shape | None = shape_of(model)
    below: Shape | None = shape  # the shape of the parts in the list or mapping we are in
    for step in route:
        if isinstance(step, int):
            if isinstance(node, Sequence) and step < len(node.items):
                node = node.items[step]
                passed.append((None, node))
                shape = below
        elif isinstance(node, Mapping) and (found := _pair(node, shape, step)):
            key, node = found
            passed.append((key, node))
            field = shape.fields.get(step) if shape else None
            below = shape_of(field.model) if field and field.model else None
            shape = below
    return passed


def _pair(node: Mapping, shape: Shape | None, name: str) -> tuple[Scalar, Node] | None:
    if shape is None:
        return next((pair for pair in node.pairs() if pair[0].value == name), None)
    return next((pair for pair in node.pairs() if shape.keys.name_of(pair[0].value) == name), None)
