"""The tree of a YAML text: values as written, each with its position in its source.

Scalars stay text; the field that reads one decides what it means. The tree is also the source map: it has the
model's shape, so that a route in the plan leads to a position in a file.
"""

import unicodedata

from anhorig_cli.source import Location, Source


class Scalar:
    """A scalar; `style` is its quote (`'`, `"`), `|` or `>`, or empty for plain text."""

    __slots__ = ("end", "source", "start", "style", "value")

    def __init__(self, source: Source, start: int, end: int, value: str, style: str = "") -> None:
        self.source = source
        self.start = start
        self.end = end
        self.value = value
        self.style = style

    @property
    def is_null(self) -> bool:
        """Return whether the value is empty: no text, or one of YAML's words for null."""
        return not self.style and self.value in _NULLS


_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class Sequence:
    """A list of nodes."""

    __slots__ = ("end", "items", "source", "start")

    def __init__(self, source: Source, start: int) -> None:
        self.source = source
        self.start = start
        self.end = start
        self.items: list[Node] = []


class Mapping:
    """Keys and values in file order; `merged` are the pairs from `<<`, which the mapping's own keys override."""

    __slots__ = ("end", "is_flow", "items", "merged", "source", "start")

    def __init__(self, source: Source, start: int, *, is_flow: bool = False) -> None:
        self.source = source
        self.start = start
        self.end = start
        self.is_flow = is_flow
        self.items: list[tuple[Scalar, Node]] = []
        self.merged: list[tuple[Scalar, Node]] = []

    def pairs(self) -> list[tuple[Scalar, "Node"]]:
        """Return the mapping's own pairs, then the merged ones."""
        return self.items + self.merged if self.merged else self.items

    def merge(self, other: "Mapping", seen: set[str]) -> None:
        """Merge the pairs of another mapping whose keys are not in `seen`, and add their keys to it."""
        new = [(key, value) for key, value in other.pairs() if key.value not in seen]
        self.merged += new
        seen.update(key.value for key, _ in new)


Node = Scalar | Sequence | Mapping


def location(node: Node) -> Location:
    """Return the location where a node begins."""
    return node.source.location(node.start)


def is_absent(node: Node) -> bool:
    """Return whether a value is absent: blank or invisible text, or one of YAML's words for null."""
    return isinstance(node, Scalar) and (is_blank(node.value) or node.is_null)


def is_plainly_text(scalar: Scalar) -> bool:
    """Return whether a scalar is certainly neither blank nor null: a fast check that covers most of them."""
    return scalar.value[:1].isalnum() and scalar.value not in _NULLS


def is_blank(text: str) -> bool:
    """Return whether a text is empty or has only invisible characters."""
    if text[:1].isalnum():  # nearly every value begins so
        return False
    return not text or text.isspace() or all(unicodedata.category(c) in _INVISIBLE for c in text)


_INVISIBLE = frozenset({"Cf", "Zs", "Zl", "Zp", "Cc"})
