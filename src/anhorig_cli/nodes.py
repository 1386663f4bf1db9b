"""The tree of a YAML text: values as they were written, each with its place in its source.

Scalars stay text; what they mean is decided by the field they end up in. The tree is also the source map: its shape is
the model's, so that a route in the plan leads to a place in a file.
"""

import unicodedata

from anhorig_cli.source import Location, Source


class Scalar:
    """A piece of text; `style` is the quote (`'`, `"`), `|` or `>`, or empty for plain text."""

    __slots__ = ("end", "source", "start", "style", "value")

    def __init__(self, source: Source, start: int, end: int, value: str, style: str = "") -> None:
        self.source = source
        self.start = start
        self.end = end
        self.value = value
        self.style = style

    @property
    def is_null(self) -> bool:
        """Return whether nothing is written: no text, or YAML's words for nothing."""
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
    """Keys and values in file order; `merged` are the pairs that `<<` brings in, which own keys go before."""

    __slots__ = ("end", "is_flow", "items", "merged", "source", "start")

    def __init__(self, source: Source, start: int, *, is_flow: bool = False) -> None:
        self.source = source
        self.start = start
        self.end = start
        self.is_flow = is_flow
        self.items: list[tuple[Scalar, Node]] = []
        self.merged: list[tuple[Scalar, Node]] = []

    def pairs(self) -> list[tuple[Scalar, "Node"]]:
        """Return own pairs, then the merged ones."""
        return self.items + self.merged if self.merged else self.items

    def merge(self, other: "Mapping", seen: set[str]) -> None:
        """Take over the pairs of another mapping whose keys have not been seen here, and note their keys."""
        brought = [(key, value) for key, value in other.pairs() if key.value not in seen]
        self.merged += brought
        seen.update(key.value for key, _ in brought)


Node = Scalar | Sequence | Mapping


def location(node: Node) -> Location:
    """Return the place where a node begins."""
    return node.source.location(node.start)


def is_absent(node: Node) -> bool:
    """Return whether nothing is written: blank and invisible text counts as absent, as YAML's words for nothing do."""
    return isinstance(node, Scalar) and (is_blank(node.value) or node.is_null)


def is_plainly_text(scalar: Scalar) -> bool:
    """Tell at a glance, of most that is neither blank nor nothing, that it is so."""
    return scalar.value[:1].isalnum() and scalar.value not in _NULLS


def is_blank(text: str) -> bool:
    """Return whether a text is empty, or holds only what cannot be seen."""
    if text[:1].isalnum():  # as nearly every value is
        return False
    return not text or text.isspace() or all(unicodedata.category(c) in _INVISIBLE for c in text)


_INVISIBLE = frozenset({"Cf", "Zs", "Zl", "Zp", "Cc"})
