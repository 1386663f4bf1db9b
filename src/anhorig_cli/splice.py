"""Pieces of text put in the place of others."""

from collections.abc import Iterable
from typing import NamedTuple


class Splice(NamedTuple):
    """Text that takes the place of what stands from `start` to `end`; where they are equal it is put in there."""

    start: int
    end: int
    text: str

    @classmethod
    def at(cls, offset: int, text: str) -> "Splice":
        """Make one that takes nothing away."""
        return cls(offset, offset, text)


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """Return the text with all splices made; those at one place are put in in the order they are given.

    Raises:
        ValueError: where two of them want the same text.
    """
    pieces: list[str] = []
    position = 0
    for splice in sorted(splices, key=lambda one: (one.start, one.end)):
        if splice.start < position:
            raise ValueError(splice)
        pieces += [text[position : splice.start], splice.text]
        position = splice.end
    return "".join([*pieces, text[position:]])
