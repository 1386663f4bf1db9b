"""Text on its way to a terminal or a log: one line, nothing that acts, and no personal number."""

import re

from anhorig_cli.characters import BIDIRECTIONAL, CONTROL, SEPARATORS
from anhorig_cli.personal_number import without_personal_numbers

_UNSAFE = f"[\t\n\r{CONTROL}{BIDIRECTIONAL}{SEPARATORS}]"
_NAMES = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def visible(text: str) -> str:
    """Return text as one line without personal numbers, with control and bidirectional characters made visible."""
    plain = without_personal_numbers(text)
    if plain.isprintable():
        return plain
    return re.sub(_UNSAFE, lambda found: _NAMES.get(found[0], f"\\u{ord(found[0]):04x}"), plain)
