"""Text that YAML took for a comment: `Mål #1 nå fler`."""

import re
from collections.abc import Iterator

from anhorig_cli.diagnostics import Diagnostic
from anhorig_cli.nodes import Mapping, Node, Scalar, Sequence
from anhorig_cli.rules import reading
from anhorig_cli.source import Source, message

_HASH_IN_TEXT = re.compile(r"#(?<=[ \t]#)[^\s#!]")  # quick to look for, since it begins with a letter of its own
_AFTER_VALUE = re.compile(r"[ \t]+#(?P<lost>[^\s#!][^\r\n]*)")


def lost_text(source: Source, root: Node) -> list[Diagnostic]:
    """Return a warning for each plain value followed by `#` and a letter or digit."""
    if not _HASH_IN_TEXT.search(source.text):
        return []
    return [
        reading.TEXT_AFTER_HASH.at(
            source.location(scalar.start),
            message('the text from "{lost}" on is read as a comment and lost', lost="#" + found["lost"][:30].rstrip()),
            message("put the whole text in quotes; or, if it is a comment, write a space after #"),
        )
        for scalar in _scalars(root)
        if not scalar.style
        if (found := _AFTER_VALUE.match(source.text, scalar.end))
    ]


def _scalars(root: Node) -> Iterator[Scalar]:
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Scalar):
            yield node
        elif id(node) not in seen:
            seen.add(id(node))
            waiting += node.items if isinstance(node, Sequence) else _both(node)


def _both(node: Mapping) -> list[Node]:
    return [part for pair in node.items for part in pair]
