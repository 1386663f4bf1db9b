"""A sentence that a comma has parted into several items of a list in brackets."""

from anhorig_cli.nodes import Node, Scalar, Sequence

_ENDS = (".", "!", "?")
_SHORT = frozenset({"m", "mm", "fl", "mfl", "etc", "osv", "v", "d", "dyl", "inkl", "exkl", "al"})
"""Words that end with a point though no sentence does, as in `m.m.`."""


def split_sentence(node: Sequence) -> Node | None:
    """Return the first of two items that are a sentence parted by a comma; None where there is none.

    The list ends as a sentence does, and one of its items goes on with a small letter after a comma on the same line.
    """
    if len(node.items) < 2 or not _ends_a_sentence(node.items[-1]):  # noqa: PLR2004 - one alone is not parted
        return None
    pairs = zip(node.items, node.items[1:], strict=False)
    return next((one for one, other in pairs if _goes_on(one, other)), None)


def _ends_a_sentence(node: Node) -> bool:
    if not isinstance(node, Scalar) or node.style or not node.value.endswith(_ENDS):
        return False
    last = node.value.split()[-1][:-1]
    return "." not in last and last.casefold() not in _SHORT


def _goes_on(one: Node, other: Node) -> bool:
    """Return whether an item goes on where the one before it left a sentence."""
    if not isinstance(one, Scalar) or not isinstance(other, Scalar) or one.style or other.style:
        return False
    if one.source is not other.source or one.source.text[one.end : other.start] != ", ":
        return False
    return " " in one.value and not one.value.endswith(_ENDS) and other.value[:1].islower()
