"""What the JSON formats share: a long list in pieces, so that it is never whole in memory; and fingerprints."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from anhorig_cli.diagnostics import Diagnostic

HERE = "\0"
"""The placeholder for the list in a document; none of the tool's own texts equals it."""


def pieces(document: object, items: Iterable[object]) -> Iterator[str]:
    """Yield a document with `items` as the list at `HERE`, formatted as by `json.dumps(…, indent=2)`."""
    before, after = json.dumps(document, indent=2).split(json.dumps(HERE))
    last_line = before.rpartition("\n")[2]
    margin = "\n" + " " * (len(last_line) - len(last_line.lstrip()))
    yield before + "["
    remaining, separator, end = iter(items), "", ""
    while batch := list(islice(remaining, _BATCH_SIZE)):
        yield separator + json.dumps(batch, indent=2)[1:-2].replace("\n", margin)
        separator, end = ",", margin
    yield f"{end}]{after}\n"


_BATCH_SIZE = 100


def marked(found: Iterable[Diagnostic]) -> Iterator[tuple[Diagnostic, str]]:
    """Yield each finding with its fingerprint: a hash of the rule and the place in the plan, not of the line."""
    seen: Counter[tuple[str, str]] = Counter()
    for diagnostic in found:
        key = _key(diagnostic)
        seen[key] += 1
        identity = "\0".join((*key, str(seen[key]))).encode(errors="backslashreplace")
        yield diagnostic, hashlib.sha256(identity).hexdigest()


def _key(diagnostic: Diagnostic) -> tuple[str, str]:
    return diagnostic.rule.code, diagnostic.place or diagnostic.location.file
