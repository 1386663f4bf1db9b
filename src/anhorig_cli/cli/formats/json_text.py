"""What the formats in JSON share: one long list, piece by piece, so that it is never in memory whole; fingerprints."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from anhorig_cli.diagnostics import Diagnostic

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


def marked(found: Iterable[Diagnostic]) -> Iterator[tuple[Diagnostic, str]]:
    """Give each finding with its fingerprint: of the rule and the place in the plan, not of the line."""
    seen: Counter[tuple[str, str]] = Counter()
    for diagnostic in found:
        key = _key(diagnostic)
        seen[key] += 1
        distinct_names = "\0".join((*key, str(seen[key]))).encode(errors="backslashreplace")
        yield diagnostic, hashlib.sha256(distinct_names).hexdigest()


def _key(diagnostic: Diagnostic) -> tuple[str, str]:
    return diagnostic.rule.code, diagnostic.place or diagnostic.location.file
