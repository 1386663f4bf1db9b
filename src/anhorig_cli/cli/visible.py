"""Plan text on its way to a terminal or a log: one line, and nothing that acts."""

import re

_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_NAMES = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def visible(text: str) -> str:
    """Return text as one line, with control and bidirectional characters made visible."""
    return _UNSAFE.sub(lambda found: _NAMES.get(found[0], f"\\u{ord(found[0]):04x}"), text)
