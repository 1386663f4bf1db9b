"""A long list in JSON, written a thing at a time, so that all of it need not be in memory at once."""

import json
from collections.abc import Iterable, Iterator, Mapping


def list_pieces(head: Mapping[str, object], things: Iterable[object], *, indent: int) -> Iterator[str]:
    """Give the text of a document whose last key holds a list, which is empty in the head, with a line break last.

    It is as `json.dumps` would write it whole, plain ASCII.
    """
    yield from pieces_of_list(head, ([json.dumps(thing, indent=indent)] for thing in things), indent=indent)
    yield "\n"


def pieces_of_list(head: Mapping[str, object], things: Iterable[Iterable[str]], *, indent: int) -> Iterator[str]:
    """Give the text of an object as `list_pieces`, of things that are written in pieces themselves, and no break."""
    before, after = json.dumps(head, indent=indent).rsplit("[]", 1)
    yield before + "["
    margin = "\n" + " " * indent
    between = margin + " " * indent
    is_first = True
    for pieces in things:
        yield between if is_first else "," + between
        yield from (piece.replace("\n", between) for piece in pieces)
        is_first = False
    yield ("]" if is_first else margin + "]") + after
