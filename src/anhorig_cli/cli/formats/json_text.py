"""JSON with one long list, piece by piece, so that the list is never in memory whole."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice

HERE = "\0"
"""Stands in a document where the list is to be; no text of the tool's own is the same."""


def pieces(document: object, items: Iterable[object]) -> Iterator[str]:
    """Give a document, with items in the list that `HERE` stands for, as `json.dumps(…, indent=2)` writes it."""
    before, after = json.dumps(document, indent=2).split(json.dumps(HERE))
    last_line = before.rpartition("\n")[2]
    margin = "\n" + " " * (len(last_line) - len(last_line.lstrip()))
    yield before + "["
    left, separator, end = iter(items), "", ""
    while some := list(islice(left, _AT_ONCE)):
        yield separator + json.dumps(some, indent=2)[1:-2].replace("\n", margin)
        separator, end = ",", margin
    yield f"{end}]{after}\n"


_AT_ONCE = 100
